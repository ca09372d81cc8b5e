#include "text/template_hole.h"

#include <algorithm>

#include "text/ascii.h"

namespace sbatchlint {
namespace {

constexpr bool is_name_byte(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

// The name at the beginning of the text.
std::size_t name_length(std::string_view text) {
  if (text.empty() || !(is_letter(text.front()) || text.front() == '_')) return 0;
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_name_byte) - text.begin());
}

constexpr std::size_t kLongestHole = 400;  // whoever looks further looks at a line again and again

// The length up to and with `close`, which has to stand on the same line.
std::size_t enclosed(std::string_view text, std::string_view close, std::size_t opened) {
  const std::string_view near = text.substr(0, kLongestHole);
  const std::size_t at = near.substr(0, near.find('\n')).find(close, opened);
  return at == std::string_view::npos || at == opened ? 0 : at + close.size();
}

constexpr bool is_blank_or_end(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// `{{ name }}`; not a brace expansion within a brace expansion.
std::size_t double_braces(std::string_view text) {
  const std::size_t length = enclosed(text, "}}", 2);
  if (length == 0) return 0;
  const std::string_view inside = text.substr(2, length - 4);
  const bool is_list = inside.find("},{") != std::string_view::npos || inside.find('{') != std::string_view::npos;
  return is_list ? 0 : length;
}

// `%(name)s`, `%(count)04d`.
std::size_t percent_format(std::string_view text) {
  const std::size_t name = name_length(text.substr(2));
  if (name == 0 || !text.substr(2 + name).starts_with(')')) return 0;
  std::size_t end = name + 3;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '.' || text[end] == '-')) ++end;
  constexpr std::string_view kConversions = "sdifgexr";
  return end < text.size() && kConversions.find(text[end]) != std::string_view::npos ? end + 1 : 0;
}

// A name between two marks: `@NAME@`, `%NAME%`, `__NAME__`.
std::size_t between(std::string_view text, std::string_view mark, std::size_t shortest) {
  std::size_t end = mark.size();
  while (end < text.size() && is_name_byte(text[end]) && !text.substr(end).starts_with(mark)) ++end;
  const std::string_view name = text.substr(mark.size(), end - mark.size());
  const bool whole = name.size() >= shortest && is_letter(name.front()) && text.substr(end).starts_with(mark);
  return whole ? end + mark.size() : 0;
}

constexpr std::string_view kSlurmPatterns = "AJNSabejnstuvx";

// `%NAME%`. `%A_%a`, `%x_slurm_%j` and the like are patterns of Slurm's with text between them.
std::size_t percent_name(std::string_view text) {
  const auto is_pattern_at = [text](std::size_t at) {
    return at < text.size() && kSlurmPatterns.find(text[at]) != std::string_view::npos &&
           (at + 1 == text.size() || !is_letter(text[at + 1]));
  };
  const std::size_t length = is_pattern_at(1) ? 0 : between(text, "%", 3);
  return length == 0 || is_pattern_at(length) ? 0 : length;
}

// The `@` of an address stands behind a name.
bool follows_name(std::string_view text, std::size_t at) {
  return at > 0 && (is_name_byte(text[at - 1]) || text[at - 1] == '.' || text[at - 1] == '-');
}

std::size_t at_sign(std::string_view text, std::size_t at) {
  if (follows_name(text, at)) return 0;
  const std::string_view rest = text.substr(at);
  const std::size_t twice = rest.starts_with("@@") ? between(rest, "@@", 1) : 0;
  return twice != 0 ? twice : between(rest, "@", 2);
}

// `{name}`, `{job.name}`, `{hours:02d}`, `{ number of gpus }`: anything with a letter that is no list of a shell.
std::size_t single_braces(std::string_view text) {
  const std::size_t length = enclosed(text, "}", 1);
  if (length == 0) return 0;
  const std::string_view inside = text.substr(1, length - 2);
  const bool is_list = inside.find(',') != std::string_view::npos || inside.find("..") != std::string_view::npos;
  return !is_list && std::ranges::any_of(inside, is_letter) ? length : 0;
}

// `[your allocation]`: with a blank inside, which no list of Slurm's has.
std::size_t square_brackets(std::string_view text) {
  const std::size_t length = enclosed(text, "]", 1);
  const bool is_prose = length > 0 && is_letter(text[1]) && text.substr(0, length).find(' ') != std::string_view::npos;
  return is_prose ? length : 0;
}

// A name in capitals behind a mark, as a whole value: `!NODES`, `@NODES`, `#NODES#`, `##NODES##`.
std::size_t marked_name(std::string_view text) {
  const std::size_t begin = text.starts_with("##") ? 2 : 1;
  std::size_t end = begin;
  while (end < text.size() && (is_upper(text[end]) || text[end] == '_' || is_digit(text[end]))) ++end;
  if (end < begin + 2 || !is_upper(text[begin])) return 0;
  while (text.front() == '#' && end < text.size() && text[end] == '#') ++end;
  const bool closed = text.front() != '#' || text[end - 1] == '#';
  const bool whole = end == text.size() || is_blank_or_end(text[end]);
  return closed && whole ? end : 0;
}

// `XXXnameXXX`.
std::size_t between_crosses(std::string_view text) {
  const std::size_t close = text.find("XXX", 3);
  if (close == std::string_view::npos || close == 3) return 0;
  return std::ranges::all_of(text.substr(3, close - 3), is_name_byte) ? close + 3 : 0;
}

// `XXXnodes`, as a whole value.
std::size_t crossed_name(std::string_view text) {
  const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_name_byte) - text.begin());
  const bool is_name = text.substr(0, end).find_first_not_of('X') != std::string_view::npos;
  return is_name && (end == text.size() || is_blank_or_end(text[end])) ? end : 0;
}

// `*QUEUE*`, as a whole value.
std::size_t starred_name(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && (is_upper(text[end]) || text[end] == '_' || text[end] == ' ')) ++end;
  return end > 3 && end < text.size() && text[end] == '*' && is_upper(text[1]) ? end + 1 : 0;
}

// `_NTASKS_`, as a whole value.
std::size_t underlined_name(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && (is_upper(text[end]) || text[end] == '_' || is_digit(text[end]))) ++end;
  const bool whole = end == text.size() || is_blank_or_end(text[end]);
  return whole && end > 3 && is_upper(text[1]) && text[end - 1] == '_' ? end : 0;
}

// `%s`, where a value begins that is no file name: in one, `%s` is Slurm's.
std::size_t percent_letter(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("%s") && !text.substr(at).starts_with("%d")) return 0;
  const std::size_t end = text.find_last_not_of(" \t=", at - 1);
  if (end == std::string_view::npos) return 0;
  const std::size_t begin = text.find_last_of(" \t", end) + 1;
  const std::string_view option = text.substr(begin, end + 1 - begin);
  const bool is_file = option.starts_with("--out") || option.starts_with("--err") || option.starts_with("--in") ||
                       option == "-o" || option == "-e" || option == "-i";
  return option.starts_with('-') && !is_file ? 2 : 0;
}

// `<your account>`.
std::size_t angle_brackets(std::string_view text) {
  if (text.size() < 3 || !is_letter(text[1])) return 0;
  const std::size_t length = enclosed(text, ">", 1);
  return text.substr(1, length).find('<') == std::string_view::npos ? length : 0;
}

}  // namespace

std::size_t template_hole_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("{{")) return double_braces(rest);
  if (rest.starts_with("{%")) return enclosed(rest, "%}", 2);
  if (rest.starts_with("{#")) return enclosed(rest, "#}", 2);
  if (rest.starts_with("<%")) return enclosed(rest, "%>", 2);
  if (rest.starts_with("%(")) return percent_format(rest);
  return rest.starts_with('@') ? at_sign(text, at) : 0;
}

std::size_t template_hole_in_directive(std::string_view text, std::size_t at) {
  if (const std::size_t length = template_hole_at(text, at)) return length;
  const std::string_view rest = text.substr(at);
  const bool variable = at > 0 && text[at - 1] == '$';
  if (rest.starts_with('{') && !variable) return single_braces(rest);
  if (rest.starts_with('[')) return square_brackets(rest);
  const bool begins_value = at > 0 && (text[at - 1] == '=' || text[at - 1] == ' ');
  if (rest.starts_with("XXX")) {
    const std::size_t closed = between_crosses(rest);
    return closed == 0 && begins_value ? crossed_name(rest) : closed;
  }
  if (begins_value && rest.starts_with('*')) return starred_name(rest);
  if (begins_value && (rest.starts_with('!') || rest.starts_with('@'))) return marked_name(rest);
  if (at > 0 && text[at - 1] == '=' && rest.starts_with('#')) return marked_name(rest);
  if (rest.starts_with('<')) return angle_brackets(rest);
  if (rest.starts_with("%%")) return between(rest, "%%", 2);
  if (rest.starts_with('%')) {
    const std::size_t name = percent_name(rest);
    return name == 0 && begins_value ? percent_letter(text, at) : name;
  }
  if (rest.starts_with("__")) return follows_name(text, at) ? 0 : between(rest, "__", 2);
  return begins_value && rest.starts_with('_') ? underlined_name(rest) : 0;
}

std::size_t template_code_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = std::size_t{16} << 10U;
  if (!text.substr(at).starts_with("<%")) return 0;
  const std::size_t solid = text.substr(0, at).find_last_not_of(" \t");
  if (solid != std::string_view::npos && text[solid] != '\n') return 0;
  const std::string_view code = text.substr(at, kLongest);
  const std::size_t end = code.find("%>", 2);
  return end == std::string_view::npos || code.find('\n') > end ? 0 : end + 2;
}

bool is_template_line(std::string_view line) {
  std::size_t at = 0;
  bool found = false;
  while (true) {
    while (at < line.size() && (line[at] == ' ' || line[at] == '\t' || line[at] == '\r')) ++at;
    if (at == line.size()) return found;
    const std::size_t length = line[at] == '{' || line[at] == '<' ? template_hole_at(line, at) : 0;
    if (length == 0) return false;
    found = true;
    at += length;
  }
}

}  // namespace sbatchlint
