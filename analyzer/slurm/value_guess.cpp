#include "slurm/value_guess.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "text/ascii.h"
#include "text/nearest.h"
#include "text/split.h"

namespace sbatchlint {
namespace {

constexpr char upper_letter(char c) { return 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), to_lower);
  return out;
}

// Without blanks, and without the punctuation that prose leaves at the end.
std::string tidied(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return c != ' ' && c != '\t'; });
  while (!out.empty() && (out.back() == ',' || out.back() == ';' || out.back() == '.')) out.pop_back();
  return out;
}

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

// "12" of "12cores"; the rest of the text stays in `text`.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

// Thousandths of "1.5", so that 1.5 hours are whole seconds.
std::optional<std::uint64_t> take_thousandths(std::string_view& text) {
  const auto whole = take_number(text);
  if (!whole || *whole > 1'000'000) return std::nullopt;
  std::uint64_t value = *whole * 1000;
  if (!text.starts_with('.')) return value;
  text.remove_prefix(1);
  for (std::uint64_t unit = 100; !text.empty() && is_digit(text.front()); unit /= 10) {
    value += static_cast<std::uint64_t>(text.front() - '0') * unit;
    text.remove_prefix(1);
  }
  return value;
}

// Seconds of one unit, by the letters that follow the number.
std::optional<std::uint64_t> take_time_unit(std::string_view& text) {
  struct Unit {
    std::string_view name;
    std::uint64_t seconds;
  };
  constexpr Unit kUnits[] = {{"seconds", 1},  {"second", 1},  {"secs", 1},   {"sec", 1},        {"s", 1},
                             {"minutes", 60}, {"minute", 60}, {"mins", 60},  {"min", 60},       {"m", 60},
                             {"hours", 3600}, {"hour", 3600}, {"hrs", 3600}, {"hr", 3600},      {"h", 3600},
                             {"days", 86400}, {"day", 86400}, {"d", 86400},  {"weeks", 604800}, {"week", 604800},
                             {"w", 604800}};
  for (const Unit& unit : kUnits) {
    if (!text.starts_with(unit.name)) continue;
    text.remove_prefix(unit.name.size());
    return unit.seconds;
  }
  return std::nullopt;
}

std::string written_time(std::uint64_t seconds) {
  const std::uint64_t days = seconds / 86400;
  const std::uint64_t hours = seconds / 3600 % 24;
  if (days > 0) return fmt::format("{}-{:02}:{:02}:{:02}", days, hours, seconds / 60 % 60, seconds % 60);
  return fmt::format("{}:{:02}:{:02}", hours, seconds / 60 % 60, seconds % 60);
}

// "1h30m", "2 days", "1.5hours".
std::optional<std::string> time_from_units(std::string_view text) {
  std::uint64_t seconds = 0;
  while (!text.empty()) {
    const auto number = take_thousandths(text);
    const auto unit = take_time_unit(text);
    if (!number || !unit) return std::nullopt;
    seconds += *number * *unit / 1000;
  }
  return seconds == 0 ? std::nullopt : std::optional(written_time(seconds));
}

std::optional<std::string> guess_time(std::string_view written) {
  std::string text = lowered(tidied(written));
  if (text == "infinity" || text == "inf" || text == "none" || text == "max") return "UNLIMITED";
  if (auto from_units = time_from_units(text)) return from_units;
  if (text.starts_with('+')) text.erase(0, 1);
  // `12:00:00h`, `24:00:00hours`.
  while (!text.empty() && !is_digit(text.back())) text.pop_back();
  const auto parts = split(text, ':');
  if (parts.size() == 4) return fmt::format("{}-{}:{}:{}", parts[0], parts[1], parts[2], parts[3]);
  if (parts.size() == 1) std::ranges::replace(text, '.', ':');
  return text;
}

std::optional<std::string> guess_size(std::string_view written) {
  std::string text = lowered(tidied(written));
  if (text == "max" || text == "all" || text.starts_with("maxmemper")) return "0";
  std::erase(text, ',');
  std::string_view rest = text;
  const auto number = take_thousandths(rest);
  if (!number) return std::nullopt;
  constexpr std::string_view kUnits = "kmgtp";
  const std::size_t unit = rest.empty() ? std::string_view::npos : kUnits.find(rest.front());
  if (unit == std::string_view::npos)
    return rest.empty() && *number % 1000 == 0 ? std::optional(fmt::format("{}", *number / 1000)) : std::nullopt;
  rest.remove_prefix(1);
  if (!rest.empty() && rest != "i" && rest != "ib" && rest != "b" && rest != "byte" && rest != "bytes")
    return std::nullopt;
  if (kUnits[unit] == 'p') return fmt::format("{}T", *number * 1024 / 1000);
  if (*number % 1000 == 0) return fmt::format("{}{}", *number / 1000, upper_letter(kUnits[unit]));
  if (unit == 0) return std::nullopt;
  return fmt::format("{}{}", *number * 1024 / 1000, upper_letter(kUnits[unit - 1]));
}

std::optional<std::string> guess_count(std::string_view written) {
  const std::string text = tidied(written);
  std::string_view rest = text;
  const auto number = take_number(rest);
  if (!number) return std::nullopt;
  const bool has_fraction = rest.starts_with('.') && rest.find_first_not_of('0', 1) != std::string_view::npos;
  const bool is_range = rest.starts_with('-') || rest.starts_with(',') || rest.starts_with(':');
  if (has_fraction || is_range || rest.starts_with('x') || rest.starts_with('e')) return std::nullopt;
  if (rest == "k") return fmt::format("{}", *number * 1000);
  return fmt::format("{}", *number);
}

std::optional<std::string> guess_nodes(std::string_view written) {
  const std::string text = tidied(written);
  const auto parts = split(text, '-');
  if (parts.size() != 2 || !all_digits(parts[0])) return guess_count(text);
  if (parts[1].empty()) return std::string(parts[0]);
  if (!all_digits(parts[1])) return std::nullopt;
  return fmt::format("{}-{}", parts[1], parts[0]);
}

struct Synonym {
  std::string_view written;
  std::string_view meant;
};

constexpr std::string_view kMailTypes[] = {
    "NONE",          "BEGIN",         "END",           "FAIL",        "REQUEUE",        "ALL",      "TIME_LIMIT",
    "TIME_LIMIT_90", "TIME_LIMIT_80", "TIME_LIMIT_50", "ARRAY_TASKS", "INVALID_DEPEND", "STAGE_OUT"};
constexpr Synonym kMailSynonyms[] = {
    {"ABE", "BEGIN,END,FAIL"},  {"ABORT", "FAIL"},  {"ABORTED", "FAIL"},   {"BE", "BEGIN,END"},
    {"BEA", "BEGIN,END,FAIL"},  {"CANCEL", "FAIL"}, {"CANCELLED", "FAIL"}, {"COMPLETE", "END"},
    {"COMPLETED", "END"},       {"DONE", "END"},    {"ERROR", "FAIL"},     {"FAILED", "FAIL"},
    {"FAILURE", "FAIL"},        {"FINISH", "END"},  {"FINISHED", "END"},   {"START", "BEGIN"},
    {"STARTED", "BEGIN"},       {"STOP", "END"},    {"SUCCESS", "END"},    {"TIMEOUT", "TIME_LIMIT"},
    {"TIME_OUT", "TIME_LIMIT"}, {"YES", "ALL"},
};

std::optional<std::string> guess_mail_type(std::string_view written) {
  std::string all;
  std::string text(written);
  std::ranges::replace(text, ' ', ',');
  std::ranges::replace(text, ';', ',');
  std::ranges::replace(text, '|', ',');
  for (const std::string_view part : split(text, ',')) {
    if (part.empty()) continue;
    std::string word(part);
    std::ranges::transform(word, word.begin(), upper_letter);
    const auto* synonym = std::ranges::find(kMailSynonyms, word, &Synonym::written);
    const auto meant = synonym != std::end(kMailSynonyms) ? std::optional(synonym->meant) : nearest(word, kMailTypes);
    if (!meant) return std::nullopt;
    if (!all.empty()) all += ',';
    all += *meant;
  }
  return all;
}

std::optional<std::string> guess_moment(std::string_view written) {
  std::string text = lowered(tidied(written));
  if (text.starts_with("now+")) {
    std::string_view rest = std::string_view(text).substr(4);
    const auto number = take_thousandths(rest);
    const auto unit = take_time_unit(rest);
    if (!number || !unit || !rest.empty()) return std::nullopt;
    const std::uint64_t seconds = *number * *unit / 1000;
    if (seconds % 3600 == 0) return fmt::format("now+{}hours", seconds / 3600);
    if (seconds % 60 == 0) return fmt::format("now+{}minutes", seconds / 60);
    return fmt::format("now+{}", seconds);
  }
  if (text.size() == 4 && all_digits(text)) return fmt::format("{}:{}", text.substr(0, 2), text.substr(2));
  if (text.ends_with("am") || text.ends_with("pm")) {
    const std::string_view hours = std::string_view(text).substr(0, text.size() - 2);
    if (all_digits(hours)) return fmt::format("{}:00{}", hours, text.substr(text.size() - 2));
  }
  if (text.size() >= 10 && (text[4] == '/' || text[4] == '.')) {
    std::replace(text.begin(), text.begin() + 10, text[4], '-');
    if (text.size() > 10) text[10] = 'T';
    return text;
  }
  return text;
}

std::optional<std::string> guess_array(std::string_view written) {
  std::string text = tidied(written);
  std::erase_if(text, [](char c) { return c == '{' || c == '}' || c == '[' || c == ']' || c == '(' || c == ')'; });
  for (auto dots = text.find(".."); dots != std::string::npos; dots = text.find("..")) text.replace(dots, 2, "-");
  std::ranges::replace(text, '/', ':');
  std::ranges::replace(text, ';', ',');
  while (!text.empty() && !is_digit(text.back())) text.pop_back();
  const auto bounds = split(text, '-');
  if (bounds.size() == 2 && all_digits(bounds[0]) && all_digits(bounds[1])) {
    if (bounds[0].size() > bounds[1].size() || (bounds[0].size() == bounds[1].size() && bounds[0] > bounds[1])) {
      return fmt::format("{}-{}", bounds[1], bounds[0]);
    }
  }
  return text;
}

std::optional<std::string> guess_dependency(std::string_view written) {
  std::string text = tidied(written);
  std::ranges::replace(text, '=', ':');
  std::ranges::replace(text, ';', ',');
  while (!text.empty() && (text.back() == ':' || text.back() == ',')) text.pop_back();
  return text;
}

std::optional<std::string> guess_signal(std::string_view written) {
  std::string text = tidied(written);
  std::size_t at = text.find('@');
  const std::size_t colon = text.rfind(':');
  if (at == std::string::npos && colon != std::string::npos && all_digits(std::string_view(text).substr(colon + 1))) {
    text[colon] = '@';
    at = colon;
  }
  if (at == std::string::npos) return text;
  const std::string seconds = text.substr(at + 1);
  std::string_view rest = seconds;
  const auto number = take_number(rest);
  if (number && rest.starts_with(':')) {
    rest.remove_prefix(1);
    const auto below = take_number(rest);
    if (!below || !rest.empty()) return std::nullopt;
    return fmt::format("{}@{}", text.substr(0, at), *number * 60 + *below);
  }
  const auto unit = take_time_unit(rest);
  if (!number || !unit || !rest.empty()) return std::nullopt;
  return fmt::format("{}@{}", text.substr(0, at), *number * *unit);
}

// One entry of --gres: `gpu:1:t4`, `GPU:1`, `gpus:2`, `gpu-1`, `gpu::1`, `gpu:`.
std::string guess_gres_entry(std::string_view entry) {
  std::string text(entry);
  std::ranges::replace(text, '=', ':');
  std::vector<std::string> parts;
  for (const std::string_view part : split(text, ':')) {
    if (!part.empty()) parts.emplace_back(part);
  }
  if (parts.empty()) return {};
  std::string& name = parts.front();
  const std::string lower = lowered(name);
  if (lower == "gpu" || lower == "gpus") name = "gpu";
  if (lower.starts_with("gpu-") || lower.starts_with("gpu_")) {
    parts.insert(parts.begin() + 1, name.substr(4));
    parts.front() = "gpu";
  } else if (lower.starts_with("gpu") && all_digits(std::string_view(lower).substr(3))) {
    parts.insert(parts.begin() + 1, name.substr(3));
    parts.front() = "gpu";
  }
  if (parts.size() == 3 && all_digits(parts[1]) && !all_digits(parts[2])) std::swap(parts[1], parts[2]);
  return fmt::format("{}", fmt::join(parts, ":"));
}

std::optional<std::string> guess_gres(std::string_view written) {
  const std::string text = tidied(written);
  std::string all;
  for (const std::string_view entry : split(text, ',')) {
    if (!all.empty()) all += ',';
    all += guess_gres_entry(entry);
  }
  return all;
}

std::optional<std::string> guess_gpus(std::string_view written) {
  const std::string text = tidied(written);
  const auto parts = split(text, text.find('=') != std::string::npos ? '=' : ':');
  if (parts.size() == 3 && lowered(parts[0]) == "gpu") return fmt::format("{}:{}", parts[1], parts[2]);
  if (parts.size() != 2) return guess_count(text);
  if (all_digits(parts[0])) return fmt::format("{}:{}", parts[1], parts[0]);
  return fmt::format("{}:{}", parts[0], parts[1]);
}

std::optional<std::string> guess_word(std::string_view written, std::string_view words) {
  const std::string text = lowered(tidied(written));
  const auto choices = split(words, ' ');
  for (const std::string_view choice : choices) {
    if (lowered(choice) == text) return std::string(choice);
  }
  const bool yes = text == "y" || text == "true" || text == "on" || text == "1";
  const bool no = text == "n" || text == "false" || text == "off" || text == "0";
  if (yes && choices.front() == "yes") return "yes";
  if (no && choices.back() == "no") return "no";
  const auto meant = nearest(text, choices);
  return meant ? std::optional(std::string(*meant)) : std::nullopt;
}

}  // namespace

std::optional<std::string> guess_value(ValueKind kind, std::string_view written, std::string_view words) {
  switch (kind) {
    case ValueKind::Text: return std::nullopt;
    case ValueKind::Time: return guess_time(written);
    case ValueKind::Size: return guess_size(written);
    case ValueKind::Count: return guess_count(written);
    case ValueKind::Nodes: return guess_nodes(written);
    case ValueKind::MailType: return guess_mail_type(written);
    case ValueKind::Moment: return guess_moment(written);
    case ValueKind::Array: return guess_array(written);
    case ValueKind::Dependency: return guess_dependency(written);
    case ValueKind::Signal: return guess_signal(written);
    case ValueKind::Gres: return guess_gres(written);
    case ValueKind::Gpus: return guess_gpus(written);
    case ValueKind::Word: return guess_word(written, words);
  }
  return std::nullopt;
}

}  // namespace sbatchlint
