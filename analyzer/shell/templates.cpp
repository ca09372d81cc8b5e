#include "shell/templates.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "shell/names.h"
#include "shell/scanner.h"
#include "text/template_hole.h"
#include "text/trim.h"

namespace sbatchlint {
namespace {

enum class Fill : std::uint8_t {
  Unknown,  // something stands there that nobody knows
  Nothing,  // a directive of the template language
};

struct Placeholder {
  std::size_t begin = 0;
  std::size_t end = 0;
  Fill fill = Fill::Unknown;
};

char at_or_nul(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\0'; }

std::size_t end_of_name(std::string_view text, std::size_t at) {
  while (at < text.size() && is_name_character(text[at])) ++at;
  return at;
}

// What stands between `begin` and the closing piece, which has to be on the same line; npos if it is not.
std::size_t closing(std::string_view text, std::size_t begin, std::string_view piece) {
  const std::size_t newline = std::min(text.find('\n', begin), text.size());
  const std::size_t end = text.substr(0, newline).find(piece, begin);
  return end;
}

// `{{ name }}`. In `docker ps --format '{{.ID}}'` the braces are docker's.
std::optional<Placeholder> double_braces(std::string_view text, std::size_t at) {
  const std::size_t end = closing(text, at + 2, "}}");
  if (end == std::string_view::npos) return {};
  std::string_view inside = text.substr(at + 2, end - at - 2);
  if (inside.starts_with('-') || inside.starts_with('{')) inside.remove_prefix(1);
  inside = trimmed(inside);
  if (inside.empty() || !(is_letter(inside.front()) || inside.front() == '_')) return {};
  // `{{a,b},c}` is the shell's, `{{print $1}}` is awk's.
  if (inside.find_first_of(",$;") != std::string_view::npos && inside.find_first_of("|(") == std::string_view::npos)
    return {};
  if (at > 0 && text[at - 1] == '$') return Placeholder{.begin = at - 1, .end = end + 2};
  std::size_t behind = end + 2;
  if (at_or_nul(text, behind) == '}') ++behind;
  return Placeholder{.begin = at, .end = behind};
}

// `{% if x %}`; `"{%d}"` is a format of printf.
std::optional<Placeholder> percent_braces(std::string_view text, std::size_t at) {
  std::size_t first = at + 2;
  if (at_or_nul(text, first) == '-' || at_or_nul(text, first) == '+') ++first;
  if (at_or_nul(text, first) != ' ' && first == at + 2) return {};
  const std::size_t end = closing(text, first, "%}");
  if (end == std::string_view::npos) return {};
  return Placeholder{.begin = at, .end = end + 2, .fill = Fill::Nothing};
}

// `<%= x %>` is a value, `<% if x %>` is none.
std::optional<Placeholder> percent_angles(std::string_view text, std::size_t at) {
  if (const std::size_t length = template_code_at(text, at); length > 0)
    return Placeholder{.begin = at, .end = at + length, .fill = Fill::Nothing};
  const std::size_t end = closing(text, at + 2, "%>");
  if (end == std::string_view::npos) return {};
  const bool value = at_or_nul(text, at + 2) == '=' || is_letter(at_or_nul(text, at + 2));
  return Placeholder{.begin = at, .end = end + 2, .fill = value ? Fill::Unknown : Fill::Nothing};
}

// `%(name)s`
std::optional<Placeholder> percent_parentheses(std::string_view text, std::size_t at) {
  const std::size_t end = end_of_name(text, at + 2);
  const char format = at_or_nul(text, end + 1);
  const bool closes =
      end > at + 2 && at_or_nul(text, end) == ')' && std::string_view("sdifgr").find(format) != std::string_view::npos;
  if (!closes || format == '\0') return {};
  return Placeholder{.begin = at, .end = end + 2};
}

// `%NAME%` and `%%name%%`; `${x%%a%%b}` and `%A_%a` are none.
std::optional<Placeholder> percent_name(std::string_view text, std::size_t at) {
  const bool doubled = at_or_nul(text, at + 1) == '%';
  const std::size_t first = at + (doubled ? 2 : 1);
  const std::size_t end = end_of_name(text, first);
  if (end < first + 3 || at_or_nul(text, end) != '%' || (doubled && at_or_nul(text, end + 1) != '%')) return {};
  if (at > 0 && (is_name_character(text[at - 1]) || text[at - 1] == ']' || text[at - 1] == '}')) return {};
  const std::string_view name = text.substr(first, end - first);
  const bool capitals = std::ranges::all_of(name, [](char c) { return is_upper(c) || c == '_' || is_digit(c); });
  if (!doubled && (!capitals || !is_upper(name[1]))) return {};
  return Placeholder{.begin = at, .end = end + (doubled ? 2 : 1)};
}

// `@NAME@` and `@@name@@`; an address has its name in front of the sign.
std::optional<Placeholder> at_signs(std::string_view text, std::size_t at) {
  const bool doubled = at_or_nul(text, at + 1) == '@';
  const std::size_t first = at + (doubled ? 2 : 1);
  const std::size_t end = end_of_name(text, first);
  if (end < first + 2 || at_or_nul(text, end) != '@' || (doubled && at_or_nul(text, end + 1) != '@')) return {};
  if (!doubled && at > 0 && (is_name_character(text[at - 1]) || text[at - 1] == '{' || text[at - 1] == '$')) return {};
  return Placeholder{.begin = at, .end = end + (doubled ? 2 : 1)};
}

// The names of `<<__EOF__` and `<<-'__EOF__'`. The first few: whoever writes more has a generator.
std::vector<std::string_view> delimiters_in(std::string_view text) {
  constexpr std::size_t kMost = 16;
  std::vector<std::string_view> names;
  for (std::size_t at = text.find("<<"); at != std::string_view::npos && names.size() < kMost;
       at = text.find("<<", at + 2)) {
    const std::size_t name = text.find_first_not_of(" -'\"\\", at + 2);
    if (name != std::string_view::npos && text.substr(name).starts_with("__"))
      names.push_back(text.substr(name, end_of_name(text, name) - name));
  }
  return names;
}

// `__NAME__` in capitals.
std::optional<Placeholder> underscores(std::string_view text, std::size_t at) {
  if (at > 0 &&
      (is_name_character(text[at - 1]) || std::string_view("${@").find(text[at - 1]) != std::string_view::npos))
    return {};
  const std::size_t end = end_of_name(text, at);
  const std::string_view name = text.substr(at, end - at);
  if (name.size() < 6 || !name.ends_with("__") || !is_upper(name[2])) return {};
  const bool capitals = std::ranges::all_of(name, [](char c) { return is_upper(c) || c == '_' || is_digit(c); });
  if (!capitals || at_or_nul(text, end) == '=') return {};
  return Placeholder{.begin = at, .end = end};
}

// `<your name>`: words in one pair of brackets. `<in >out` and `<in.txt> out.txt` are redirects.
std::optional<Placeholder> angle_brackets(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 80;
  std::size_t end = at + 1;
  while (end < text.size() && end - at < kLongest &&
         (is_name_character(text[end]) || std::string_view(" -./:,'+@#").find(text[end]) != std::string_view::npos)) {
    ++end;
  }
  if (at_or_nul(text, end) != '>' || text[end - 1] == ' ' || end == at + 1) return {};
  const std::string_view inside = text.substr(at + 1, end - at - 1);
  const char behind = at_or_nul(text, end + 1);
  if (is_name_character(behind) || behind == '>' || behind == '(' || behind == '&') return {};
  const std::size_t dot = inside.rfind('.');
  const bool is_file =
      inside.find(' ') == std::string_view::npos && dot != std::string_view::npos && inside.size() - dot <= 5;
  const std::size_t next = text.find_first_not_of(" \t", end + 1);
  const bool has_target =
      next != std::string_view::npos && text[next] != '\n' && text[next] != '\r' && text[next] != '\\';
  if (is_file && has_target) return {};
  return Placeholder{.begin = at, .end = end + 1};
}

std::optional<Placeholder> placeholder_at(std::string_view text, std::size_t at) {
  const char next = at_or_nul(text, at + 1);
  switch (text[at]) {
    case '{': return next == '{' ? double_braces(text, at) : next == '%' ? percent_braces(text, at) : std::nullopt;
    case '<': return next == '%' ? percent_angles(text, at) : std::nullopt;
    case '%': return next == '(' ? percent_parentheses(text, at) : percent_name(text, at);
    case '@': return at_signs(text, at);
    default: return {};
  }
}

// The line is a comment as a whole and no directive: `# Ann <ann@example.org>` in most headers.
bool in_comment_line(std::string_view text, std::size_t at) {
  const std::string_view line = text.substr(text.rfind('\n', at) + 1);
  const std::size_t first = line.find_first_not_of(" \t");
  return first != std::string_view::npos && line[first] == '#' && !line.starts_with("#SBATCH");
}

// Where the words of the directive end that begins at `at`: at the end of its line, or at the comment in it.
std::size_t end_of_directive(std::string_view text, std::size_t at) {
  const std::size_t newline = std::min(text.find('\n', at), text.size());
  const std::string_view line = text.substr(0, newline);
  return std::min({line.find(" #", at), line.find("\t#", at), newline});
}

// Brackets in the text of a directive, and those that no quotes hold in the shell.
void find_angle_brackets(std::string_view text, std::vector<Placeholder>& found) {
  std::vector<std::uint32_t> places = scan_shell(text).angle_brackets;
  for (std::size_t at = text.starts_with("#SBATCH") ? 0 : text.find("\n#SBATCH"); at != std::string_view::npos;
       at = text.find("\n#SBATCH", at + 1)) {
    const std::size_t end = end_of_directive(text, at + 1);
    for (std::size_t open = text.find('<', at); open < end; open = text.find('<', open + 1)) {
      places.push_back(static_cast<std::uint32_t>(open));
    }
  }
  for (const std::uint32_t place : places) {
    if (const auto placeholder = angle_brackets(text, place)) found.push_back(*placeholder);
  }
}

void find_all(std::string_view text, char first, std::vector<Placeholder>& found) {
  for (std::size_t at = text.find(first); at != std::string_view::npos; at = text.find(first, at)) {
    auto placeholder = placeholder_at(text, at);
    // `--time={% if long %}2{% endif %}`: part of a value.
    if (placeholder && at > 0 && text[at - 1] == '=') placeholder->fill = Fill::Unknown;
    if (placeholder) found.push_back(*placeholder);
    at = placeholder ? placeholder->end : at + 1;
  }
}

void find_underscores(std::string_view text, std::vector<Placeholder>& found) {
  std::size_t at = text.find("__");
  if (at == std::string_view::npos) return;
  const std::vector<std::string_view> delimiters = delimiters_in(text);
  for (; at != std::string_view::npos; at = text.find("__", at)) {
    const std::size_t end = end_of_name(text, at);
    const bool ends_heredoc = std::ranges::find(delimiters, text.substr(at, end - at)) != delimiters.end();
    const auto placeholder = ends_heredoc ? std::nullopt : underscores(text, at);
    if (placeholder) found.push_back(*placeholder);
    at = end;
  }
}

// Placeholders that mean something else to a shell, and that the directives of the script use.
struct HeaderDialect {
  bool braces = false;       // {name}
  bool percents = false;     // %s
  bool crosses = false;      // XXXname
  bool stars = false;        // *NAME*
  bool exclamation = false;  // !NAME
  [[nodiscard]] bool any() const { return braces || percents || crosses || stars || exclamation; }
};

HeaderDialect dialect_of_header(std::string_view text) {
  HeaderDialect dialect;
  constexpr std::string_view kMarker = "#SBATCH";
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  for (std::size_t at = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0; at < text.size();) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    if (!line.empty() && line.front() != '#') break;
    at += line.size() + 1;
    if (!line.starts_with(kMarker)) continue;
    for (std::size_t i = line.find_first_of("{%X*!", kMarker.size()); i != std::string_view::npos;
         i = line.find_first_of("{%X*!", i + 1)) {
      const std::size_t length = template_hole_in_directive(line, i);
      if (length == 0) continue;
      dialect.braces = dialect.braces || (line[i] == '{' && line[i + 1] != '{' && line[i + 1] != '%');
      dialect.percents = dialect.percents || (line[i] == '%' && length == 2);
      dialect.crosses = dialect.crosses || line[i] == 'X';
      dialect.stars = dialect.stars || line[i] == '*';
      dialect.exclamation = dialect.exclamation || line[i] == '!';
      i += length - 1;
    }
  }
  return dialect;
}

// `{name}`, `{job.name}`, `{hours:02d}`; in `${name}` the braces are the shell's.
std::size_t length_of_braces(std::string_view text, std::size_t at) {
  if (at > 0 && (text[at - 1] == '$' || text[at - 1] == '{')) return 0;
  if (!is_letter(at_or_nul(text, at + 1)) && at_or_nul(text, at + 1) != '_') return 0;
  const std::size_t end =
      text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]:'\"", at + 1);
  return end != std::string_view::npos && text[end] == '}' ? end + 1 - at : 0;
}

std::size_t length_of_crosses(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("XXX") || (at > 0 && is_name_character(text[at - 1]))) return 0;
  const std::size_t end = end_of_name(text, at);
  return text.substr(at, end - at).find_first_not_of('X') == std::string_view::npos ? 0 : end - at;
}

// A name in capitals behind the mark, and before it again if it is a star.
std::size_t length_of_marked(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (is_upper(at_or_nul(text, end)) || at_or_nul(text, end) == '_') ++end;
  if (end < at + 3 || (at > 0 && is_name_character(text[at - 1]))) return 0;
  if (text[at] == '*') return at_or_nul(text, end) == '*' ? end + 1 - at : 0;
  return is_name_character(at_or_nul(text, end)) ? 0 : end - at;
}

void find_in_dialect(std::string_view text, const HeaderDialect& dialect, std::vector<Placeholder>& found) {
  for (std::size_t at = text.find_first_of("{%X*!"); at != std::string_view::npos;) {
    std::size_t length = 0;
    switch (text[at]) {
      case '{': length = dialect.braces ? length_of_braces(text, at) : 0; break;
      case '%': length = dialect.percents && (text.substr(at, 2) == "%s" || text.substr(at, 2) == "%d") ? 2 : 0; break;
      case 'X': length = dialect.crosses ? length_of_crosses(text, at) : 0; break;
      case '*': length = dialect.stars ? length_of_marked(text, at) : 0; break;
      default: length = dialect.exclamation ? length_of_marked(text, at) : 0; break;
    }
    if (length > 0) found.push_back({.begin = at, .end = at + length});
    at = text.find_first_of("{%X*!", at + std::max<std::size_t>(length, 1));
  }
}

// Whether a closer look is worth its price: whoever writes placeholders begins one of them with a letter.
bool may_hold_angle_brackets(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (is_letter(at_or_nul(text, at + 1)) && angle_brackets(text, at) && !in_comment_line(text, at)) return true;
  }
  return false;
}

// One search for each character that begins placeholders: what is common in scripts (`_`) is told apart from what is
// rare (`__`) by the search itself.
std::vector<Placeholder> placeholders_in(std::string_view text) {
  std::vector<Placeholder> found;
  for (const char first : {'{', '<', '%', '@'}) find_all(text, first, found);
  find_underscores(text, found);
  if (const HeaderDialect dialect = dialect_of_header(text); dialect.any()) find_in_dialect(text, dialect, found);
  if (may_hold_angle_brackets(text)) find_angle_brackets(text, found);
  // One may stand within another: `{{ @NAME@ }}`.
  std::ranges::sort(found, {}, &Placeholder::begin);
  std::size_t covered = 0;
  std::erase_if(found, [&covered](const Placeholder& placeholder) {
    if (placeholder.begin < covered) return true;
    covered = placeholder.end;
    return false;
  });
  return found;
}

// What stands before `at` on its line; empty where that is so much that nobody wrote it.
std::string_view line_before(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 1000;
  const std::size_t from = at > kLongest ? at - kLongest : 0;
  const std::string_view near = text.substr(from, at - from);
  const std::size_t newline = near.rfind('\n');
  if (newline == std::string_view::npos) return from == 0 ? near : std::string_view();
  return near.substr(newline + 1);
}

bool is_in_comment(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return line.starts_with('#') && !line.starts_with("#SBATCH");
}

// In a line up to a percent sign. `awk '{ gsub("%USER%", user) }'`, `logging.Formatter("%(asctime)s")`: percent signs
// in quotes are as likely the program's.
bool is_in_quotes(std::string_view line) {
  return std::ranges::count(line, '"') % 2 == 1 || std::ranges::count(line, '\'') % 2 == 1;
}

// A comment may name placeholders without being filled; `# {% if gpu %}` steers what is.
std::optional<Span> first_filled(std::string_view text, const std::vector<Placeholder>& placeholders) {
  const auto found = std::ranges::find_if(placeholders, [text](const Placeholder& placeholder) {
    if (placeholder.fill == Fill::Nothing) return true;
    const std::string_view before = line_before(text, placeholder.begin);
    return !is_in_comment(before) && !(text[placeholder.begin] == '%' && is_in_quotes(before));
  });
  if (found == placeholders.end()) return {};
  // Of code over several lines the first says enough.
  const std::size_t end = std::min(found->end, text.find_first_of("\r\n", found->begin));
  return Span{.begin = static_cast<std::uint32_t>(found->begin), .end = static_cast<std::uint32_t>(end)};
}

// An expansion of the same length that nobody knows the value of: `${____}`.
void fill(std::string& text, const Placeholder& placeholder) {
  const std::size_t size = placeholder.end - placeholder.begin;
  if (placeholder.fill == Fill::Nothing || size < 2) {
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(placeholder.begin);
    std::replace_if(
        begin, begin + static_cast<std::ptrdiff_t>(size), [](char c) { return c != '\n'; }, ' ');
    return;
  }
  std::string unknown = size == 2 ? "$_" : size == 3 ? "$!x" : "${" + std::string(size - 3, '_') + "}";
  text.replace(placeholder.begin, size, unknown);
}

// Where the text ends with a backslash that would join a line that is not there.
std::size_t trailing_backslash(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r' || text[end - 1] == ' ' || text[end - 1] == '\t'))
    --end;
  return end > 0 && text[end - 1] == '\\' ? end - 1 : std::string_view::npos;
}

}  // namespace

std::optional<Mended> mended(std::string_view text) {
  const std::vector<Placeholder> placeholders = placeholders_in(text);
  const std::size_t backslash = trailing_backslash(text);
  if (placeholders.empty() && backslash == std::string_view::npos) return {};
  Mended result{.text = std::string(text), .placeholder = first_filled(text, placeholders)};
  for (const Placeholder& placeholder : placeholders) fill(result.text, placeholder);
  if (backslash != std::string_view::npos) result.text[backslash] = ' ';
  return result;
}

}  // namespace sbatchlint
