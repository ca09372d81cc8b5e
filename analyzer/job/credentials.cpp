#include "job/credentials.h"

#include "text/ascii.h"
#include "text/character_set.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace sbatchlint {
namespace {

constexpr CharacterSet kTokenCharacters = CharacterSet("_-").with_letters_and_digits();

bool is_token_character(char c) { return kTokenCharacters.has(c); }

// Tokens that tell themselves by their first characters. `length` is the least number of characters after the prefix.
struct TokenShape {
  std::string_view prefix;
  std::size_t length;
  std::string_view kind;
};
constexpr std::size_t kShortestToken = 20;
constexpr auto kTokenShapes = std::to_array<TokenShape>({
    {"AIza", 35, "a Google key"},
    {"AKIA", 16, "an AWS key"},
    {"ASIA", 16, "an AWS key"},
    {"dckr_pat_", 24, "a Docker token"},
    {"eyJ", 60, "a token"},
    {"gho_", 36, "a GitHub token"},
    {"ghp_", 36, "a GitHub token"},
    {"ghs_", 36, "a GitHub token"},
    {"github_pat_", 60, "a GitHub token"},
    {"glpat-", 20, "a GitLab token"},
    {"hf_", 30, "a Hugging Face token"},
    {"nvapi-", 50, "an NVIDIA key"},
    {"pypi-AgE", 50, "a PyPI token"},
    {"sk-ant-", 40, "an Anthropic key"},
    {"sk-proj-", 40, "an OpenAI key"},
    {"xoxb-", 30, "a Slack token"},
    {"xoxp-", 30, "a Slack token"},
});

// What the name of a variable or option ends with, in lower case, and how a value must look to be believed.
enum class Evidence : std::uint8_t {
  Random,    // at least 16 characters, letters and digits mixed
  Base64,    // the same with the two signs of base64, as AWS has them
  Password,  // at least 6 characters, and no word of a switch
  Mixed,     // at least 8 characters, letters and digits mixed
};
struct NameShape {
  std::string_view suffix;
  Evidence evidence;
  std::string_view kind;
};
constexpr auto kNameShapes = std::to_array<NameShape>({
    {"secret_access_key", Evidence::Base64, "a key"},
    {"access_key", Evidence::Random, "a key"},
    {"api_key", Evidence::Random, "a key"},
    {"api-key", Evidence::Random, "a key"},
    {"apikey", Evidence::Random, "a key"},
    {"kaggle_key", Evidence::Random, "a key"},
    {"openai_key", Evidence::Random, "a key"},
    {"wandb_key", Evidence::Random, "a key"},
    {"wandb-key", Evidence::Random, "a key"},
    {"_pass", Evidence::Mixed, "a password"},
    {"-pass", Evidence::Mixed, "a password"},
    {"passphrase", Evidence::Password, "a passphrase"},
    {"passwd", Evidence::Password, "a password"},
    {"password", Evidence::Password, "a password"},
    {"secret", Evidence::Random, "a secret"},
    {"secret_key", Evidence::Random, "a key"},
    {"token", Evidence::Random, "a token"},
});

// The last characters of those names, in both cases: most names are told apart by theirs.
constexpr auto kEndsName = [] {
  std::array<bool, 256> ends{};
  for (const NameShape& shape : kNameShapes) {
    for (int c = 0; c < 128; ++c) {
      if (to_lower(static_cast<char>(c)) == shape.suffix.back()) ends[static_cast<std::size_t>(c)] = true;
    }
  }
  return ends;
}();

// Values of switches: `--ask-password=always`.
constexpr auto kSwitchWords =
    std::to_array<std::string_view>({"always", "disabled", "enabled", "nopass", "optional", "prompt", "required"});

// Words of examples and placeholders. A value with one of them is no credential.
constexpr auto kPlaceholders =
    std::to_array<std::string_view>({"changeme", "dummy", "example", "fake", "fill", "insert", "key", "password",
                                     "placeholder", "secret", "todo", "token", "xxx", "your"});

Span span_of(std::size_t begin, std::size_t end) {
  return {.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end)};
}

bool is_placeholder(std::string_view value) {
  std::string lower(value);
  std::ranges::transform(lower, lower.begin(), to_lower);
  const auto holds = [&lower](std::string_view word) { return lower.find(word) != std::string::npos; };
  return std::ranges::any_of(kPlaceholders, holds) || std::ranges::all_of(value, [&](char c) { return c == value[0]; });
}

bool is_believable(std::string_view value, Evidence evidence) {
  const auto digits = std::ranges::count_if(value, is_digit);
  const auto letters = std::ranges::count_if(value, is_letter);
  if (is_placeholder(value)) return false;
  // A bot's token has its number in front: `123456789:AAF8…`.
  const auto is_random = [](char c) { return is_token_character(c) || c == ':'; };
  const auto is_base64 = [](char c) { return is_token_character(c) || c == '/' || c == '+'; };
  switch (evidence) {
    case Evidence::Random:
      return value.size() >= 16 && digits >= 2 && letters >= 2 && std::ranges::all_of(value, is_random);
    case Evidence::Base64:
      return value.size() >= 40 && digits >= 2 && letters >= 2 && std::ranges::all_of(value, is_base64);
    case Evidence::Mixed:
      return value.size() >= 8 && digits >= 1 && letters >= 2 && value.find_first_of(".:") == std::string_view::npos;
    case Evidence::Password:
      return value.size() >= 6 && letters >= 1 && std::ranges::find(kSwitchWords, value) == kSwitchWords.end();
  }
  return false;
}

// The literal value that begins at `at`, inside its quotes if it has some; empty where an expansion, or another of the
// `marks` of what is no secret, stands in it.
constexpr std::string_view kNoSecret = "$`<>{}[]%/ ";
constexpr std::string_view kNoBase64 = "$`<>{}[]% ";
Span literal_at(std::string_view text, std::size_t at, std::string_view marks = kNoSecret) {
  const char quote = at < text.size() && (text[at] == '"' || text[at] == '\'') ? text[at] : '\0';
  if (quote != '\0') ++at;
  const std::string_view stops = quote != '\0' ? (quote == '"' ? "\"\n" : "'\n") : " \t\r\n;,&|()\"'";
  const std::size_t end = std::min(text.find_first_of(stops, at), text.size());
  const bool expands = text.substr(at, end - at).find_first_of(marks) != std::string_view::npos;
  return expands ? span_of(at, at) : span_of(at, end);
}

// The name that ends right before `end`: letters, digits, `_`, `-` and `.`.
Span name_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && (is_token_character(text[begin - 1]) || text[begin - 1] == '.')) --begin;
  return span_of(begin, end);
}

std::string_view slice(std::string_view text, Span span) { return text.substr(span.begin, span.size()); }

bool ends_like(std::string_view name, std::string_view suffix) {
  if (name.size() < suffix.size()) return false;
  name.remove_prefix(name.size() - suffix.size());
  return std::ranges::equal(name, suffix, [](char a, char b) { return to_lower(a) == b; });
}

// `--pad_token`, `--trigger_token`: a word that a language model knows.
bool is_word_of_a_model(std::string_view name) {
  constexpr auto kWords =
      std::to_array<std::string_view>({"bos_", "cls_", "eos_", "initializer_", "mask_", "pad_", "placeholder_", "sep_",
                                       "special_", "stop_", "trigger_", "unk_"});
  return std::ranges::any_of(kWords, [name](std::string_view w) { return name.find(w) != std::string_view::npos; });
}

// `name` is what stands in front of the value at `at`.
std::optional<Credential> named_at(std::string_view text, Span name, std::size_t at) {
  const std::string_view written = slice(text, name);
  if (written.empty() || !kEndsName[static_cast<unsigned char>(written.back())]) return {};
  const auto* const shape =
      std::ranges::find_if(kNameShapes, [written](const NameShape& s) { return ends_like(written, s.suffix); });
  if (shape == kNameShapes.end()) return {};
  const Span value = literal_at(text, at, shape->evidence == Evidence::Base64 ? kNoBase64 : kNoSecret);
  if (value.empty() || is_word_of_a_model(written) || !is_believable(slice(text, value), shape->evidence)) return {};
  return Credential{.kind = shape->kind, .name = name, .value = value, .has_name = true};
}

// `NAME=value` and `--name=value`.
void find_assigned(std::string_view text, std::vector<Credential>& found) {
  for (std::size_t at = text.find('='); at != std::string_view::npos; at = text.find('=', at + 1)) {
    if (at == 0 || !kEndsName[static_cast<unsigned char>(text[at - 1])]) continue;
    if (const auto credential = named_at(text, name_before(text, at), at + 1)) found.push_back(*credential);
  }
}

bool is_quote(char c) { return c == '"' || c == '\''; }

// The pair whose `=` or `:` stands at `at`.
void add_other_pair(std::string_view text, std::size_t at, std::vector<Credential>& found) {
  const std::size_t value = text.find_first_not_of(' ', at + 1);
  if (value == std::string_view::npos || (text[at] == '=' && !is_quote(text[value]))) return;
  std::size_t end = at;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == ']')) --end;
  if (end > 0 && is_quote(text[end - 1])) --end;
  const auto credential = named_at(text, name_before(text, end), value);
  // Of prose, "password: ask the admins", there is no digit.
  if (credential && std::ranges::any_of(slice(text, credential->value), is_digit)) found.push_back(*credential);
}

// Of other languages, in a heredoc: `os.environ["NAME"] = "value"`, `"name": "value"`, `Name: value`.
void find_other_pairs(std::string_view text, std::vector<Credential>& found) {
  for (std::size_t at = text.find('='); at != std::string_view::npos; at = text.find('=', at + 1)) {
    const char before = at > 0 ? text[at - 1] : '\0';
    if (before == ']' || (before == ' ' && text.substr(at).starts_with("= "))) add_other_pair(text, at, found);
  }
  for (std::size_t at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
    const std::string_view from = text.substr(at);
    if (from.starts_with(": ") || (from.starts_with(":\"") && text.substr(0, at).ends_with('"'))) {
      add_other_pair(text, at, found);
    }
  }
}

// `setenv NAME value` of the C shell, and programs that keep a setting.
void find_settings(std::string_view text, std::vector<Credential>& found) {
  for (const std::string_view call : {"setenv ", "configure set "}) {
    for (std::size_t at = text.find(call); at != std::string_view::npos; at = text.find(call, at + 1)) {
      const std::size_t begin = text.find_first_not_of(' ', at + call.size());
      const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
      const std::size_t value = text.find_first_not_of(' ', end);
      if (begin == std::string_view::npos || value == std::string_view::npos) break;
      if (const auto credential = named_at(text, span_of(begin, end), value)) found.push_back(*credential);
    }
  }
}

// Programs that take a password behind a short option, alone or behind a name: `sshpass -p …`, `curl -u name:…`.
struct PasswordOption {
  std::string_view call;
  std::string_view option;
  bool behind_name = false;
};
constexpr auto kPasswordOptions = std::to_array<PasswordOption>({
    {"curl ", " -u ", true},
    {"curl ", " --user ", true},
    {"docker login ", " -p ", false},
    {"podman login ", " -p ", false},
    {"sshpass ", " -p", false},
});

void find_password_options(std::string_view text, std::vector<Credential>& found) {
  for (const PasswordOption& row : kPasswordOptions) {
    for (std::size_t at = text.find(row.call); at != std::string_view::npos; at = text.find(row.call, at + 1)) {
      const std::size_t line_end = std::min(text.find('\n', at), text.size());
      const std::size_t option = text.substr(0, line_end).find(row.option, at + row.call.size() - 1);
      if (option == std::string_view::npos) continue;
      const std::size_t begin = text.find_first_not_of(' ', option + row.option.size());
      if (begin >= line_end) continue;
      Span value = literal_at(text, begin);
      if (row.behind_name) {
        const std::size_t colon = slice(text, value).find(':');
        if (colon == std::string_view::npos || colon == 0) continue;
        value.begin += static_cast<std::uint32_t>(colon + 1);
      }
      if (value.empty() || !is_believable(slice(text, value), Evidence::Password)) continue;
      const std::size_t name_end = row.call.size() - 1;
      found.push_back({.kind = "a password", .name = span_of(at, at + name_end), .value = value, .has_name = true});
    }
  }
}

// `--name value`.
void find_option_values(std::string_view text, std::vector<Credential>& found) {
  for (std::size_t at = text.find("--"); at != std::string_view::npos; at = text.find("--", at)) {
    const std::size_t begin = at;
    while (at < text.size() && (is_token_character(text[at]) || text[at] == '.')) ++at;
    if (at == text.size() || text[at] != ' ') continue;
    const std::size_t value = text.find_first_not_of(' ', at);
    if (value == std::string_view::npos || text[value] == '-') continue;
    if (const auto credential = named_at(text, span_of(begin, at), value)) found.push_back(*credential);
  }
}

// The name in front of a value, `NAME=` with a quote or without; empty where there is none.
Span name_of_value(std::string_view text, std::size_t value) {
  if (value > 0 && (text[value - 1] == '"' || text[value - 1] == '\'')) --value;
  return value > 0 && text[value - 1] == '=' ? name_before(text, value - 1) : span_of(value, value);
}

// The shape that a run of token characters has; null for any other word.
const TokenShape* shape_of(std::string_view token) {
  const auto* const shape = std::ranges::find_if(kTokenShapes, [token](const TokenShape& s) {
    return token.starts_with(s.prefix) && token.size() >= s.prefix.size() + s.length;
  });
  return shape == kTokenShapes.end() ? nullptr : shape;
}

Credential token_at(std::string_view text, Span token, const TokenShape& shape) {
  const Span name = name_of_value(text, token.begin);
  if (!name.empty()) return {.kind = shape.kind, .name = name, .value = token, .has_name = true};
  const std::size_t begin = token.begin + shape.prefix.size();
  return {.kind = shape.kind, .name = span_of(token.begin, begin), .value = span_of(begin, token.end)};
}

// Looks at every twentieth character, and at others only around those that a long enough token may hold.
void find_tokens(std::string_view text, std::vector<Credential>& found) {
  std::size_t begin = 0;  // a token begins here or later
  while (begin + kShortestToken <= text.size()) {
    std::size_t last = begin + kShortestToken;
    while (last > begin && is_token_character(text[last - 1])) --last;
    if (last > begin) {
      begin = last;
      continue;
    }
    std::size_t end = begin + kShortestToken;
    while (end < text.size() && is_token_character(text[end])) ++end;
    const std::string_view token = text.substr(begin, end - begin);
    const TokenShape* const shape = shape_of(token);
    if (shape != nullptr && !is_placeholder(token.substr(shape->prefix.size()))) {
      found.push_back(token_at(text, span_of(begin, end), *shape));
    }
    begin = end;
  }
}

// `https://hooks.slack.com/services/T…/B…/…`: who knows the address may post.
struct PostAddress {
  std::string_view start;
  std::string_view kind;
};
constexpr auto kPostAddresses = std::to_array<PostAddress>({
    {"discord.com/api/webhooks/", "a Discord address"},
    {"discordapp.com/api/webhooks/", "a Discord address"},
    {"hooks.slack.com/services/", "a Slack address"},
});
bool find_post_address(std::string_view text, std::size_t host, std::vector<Credential>& found) {
  const std::string_view rest = text.substr(host);
  const auto* const row =
      std::ranges::find_if(kPostAddresses, [rest](const PostAddress& a) { return rest.starts_with(a.start); });
  if (row == kPostAddresses.end()) return false;
  const std::size_t begin = host + row->start.size();
  const std::size_t end = std::min(text.find_first_of(" \t\n\"'$<{", begin), text.size());
  if (end - begin < 30 || is_placeholder(text.substr(begin, end - begin))) return false;
  found.push_back({.kind = row->kind, .name = span_of(host, begin), .value = span_of(begin, end)});
  return true;
}

// The first word of forty hexadecimal digits, as far as the end of the line.
Span hex_word(std::string_view text, std::size_t at) {
  for (; at < text.size() && text[at] != '\n'; ++at) {
    const std::size_t begin = at;
    while (at < text.size() && is_token_character(text[at])) ++at;
    const std::string_view word = text.substr(begin, at - begin);
    if (word.size() == 40 && word.find_first_not_of("0123456789abcdef") == std::string_view::npos) {
      return span_of(begin, at);
    }
    if (at == text.size() || text[at] == '\n') break;
  }
  return {};
}

// `wandb login 0123…`, `wandb.login(key="0123…")`
void find_wandb_logins(std::string_view text, std::vector<Credential>& found) {
  for (const std::string_view call : {"wandb login", "wandb.login"}) {
    for (std::size_t at = text.find(call); at != std::string_view::npos; at = text.find(call, at + 1)) {
      const std::size_t after = at + call.size();
      const Span key = hex_word(text, after);
      if (!key.empty()) found.push_back({.kind = "a key", .name = span_of(at, after), .value = key, .has_name = true});
    }
  }
}

// `https://user:secret@host`, and addresses that are secrets themselves.
void find_addresses(std::string_view text, std::vector<Credential>& found) {
  for (std::size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3)) {
    const std::size_t user = at + 3;
    if (find_post_address(text, user, found)) continue;
    const std::size_t end = text.find_first_of("/ \t\n\"'$<{[?", user);
    const std::size_t sign = text.find('@', user);
    const std::size_t colon = text.find(':', user);
    if (sign > end || sign == std::string_view::npos || colon > sign || colon + 1 == sign) continue;
    const Span value = span_of(colon + 1, sign);
    if (is_placeholder(slice(text, value)) || value.size() < 6) continue;
    found.push_back({.kind = "a password", .name = span_of(user, colon), .value = value, .has_name = true});
  }
}

// `-----BEGIN RSA PRIVATE KEY-----`.
void find_private_keys(std::string_view text, std::vector<Credential>& found) {
  constexpr std::string_view kDashes = "-----";
  constexpr std::string_view kBegin = "BEGIN ";
  constexpr std::string_view kEnd = "PRIVATE KEY-----";
  for (std::size_t word = text.find(kBegin); word != std::string_view::npos; word = text.find(kBegin, word + 1)) {
    if (!text.substr(0, word).ends_with(kDashes)) continue;
    const std::size_t at = word - kDashes.size();
    const std::size_t end_of_name = text.find(kEnd, at);
    if (end_of_name == std::string_view::npos) return;
    if (end_of_name - at > 32) continue;
    const std::size_t body = end_of_name + kEnd.size();
    const std::size_t end = std::min(text.find("-----END", body), text.size());
    found.push_back({.kind = "a private key", .name = span_of(at, body), .value = span_of(body, end)});
  }
}

}  // namespace

std::vector<Credential> find_credentials(std::string_view text) {
  std::vector<Credential> found;
  // Of two that begin at one place the first stays: a known shape says more than a name.
  find_tokens(text, found);
  find_assigned(text, found);
  find_other_pairs(text, found);
  find_option_values(text, found);
  find_settings(text, found);
  find_password_options(text, found);
  find_wandb_logins(text, found);
  find_addresses(text, found);
  find_private_keys(text, found);
  std::ranges::stable_sort(found, {}, [](const Credential& c) { return c.value.begin; });
  const auto overlaps = [](const Credential& a, const Credential& b) { return b.value.begin < a.value.end; };
  found.erase(std::unique(found.begin(), found.end(), overlaps), found.end());
  return found;
}

std::vector<std::string> credential_values(std::string_view text) {
  std::vector<std::string> values;
  for (const Credential& credential : find_credentials(text)) values.emplace_back(slice(text, credential.value));
  return values;
}

void star_out(std::string& shown, std::span<const std::string> secrets) {
  for (const std::string& secret : secrets) {
    for (std::size_t at = shown.find(secret); at != std::string::npos; at = shown.find(secret, at + secret.size())) {
      shown.replace(at, secret.size(), secret.size(), '*');
    }
  }
}

}  // namespace sbatchlint
