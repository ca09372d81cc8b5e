// SB703 pattern-not-expanded. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/log_name.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "text/ascii.h"

#include <array>
#include <string>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// Options whose value people believe to be expanded like a log's name.
constexpr auto kLiteralOptions = std::to_array<std::string_view>({"chdir", "job-name", "mail-user"});

// The patterns that tell jobs apart; the rest (`%s`, `%n`) is as likely a template's hole or plain text.
constexpr std::string_view kJobPatterns = "AJNajux";

bool is_word_character(char c) { return is_letter(c) || is_digit(c) || c == '%'; }

std::string_view literal_help(std::string_view option) {
  if (option == "job-name") return "leave it out: squeue and sacct show the id beside the name";
  if (option == "mail-user") return "write the address out; without --mail-user the mail goes to who submits";
  return "write the directory out";
}

// `%j` alone, not the beginning of a hole like `%JOB%`.
bool stands_alone(const std::string& text, const LogPattern& pattern) {
  if (kJobPatterns.find(pattern.letter) == std::string_view::npos) return false;
  return pattern.end == text.size() || !is_word_character(text[pattern.end]);
}

void pattern_not_expanded(const Job& job, Report& report) {
  const Component& part = job.request.components.front();
  for (const std::string_view option : kLiteralOptions) {
    const std::optional<LogName> value = log_name(part, option);
    if (!value) continue;
    for (const LogPattern& pattern : value->patterns()) {
      if (!stands_alone(value->text(), pattern)) continue;
      const std::string text = value->text().substr(pattern.begin, pattern.end - pattern.begin);
      const std::optional<std::uint32_t> start = value->text_offset(job.source);
      const auto begin = start.value_or(0) + static_cast<std::uint32_t>(pattern.begin);
      const Span place = start ? Span{begin, begin + static_cast<std::uint32_t>(text.size())} : value->span();
      report.at(place, "`{}` stays as it stands in --{}: only the names of log files are expanded", text, option)
          .help(std::string(literal_help(option)));
      break;  // one finding a value
    }
  }
}

}  // namespace

extern constinit const Rule SB703_pattern_not_expanded{
    .code = "SB703",
    .name = "pattern-not-expanded",
    .group = Group::Environment,
    .stage = Stage::Request,
    .level = Level::Note,
    .fixes = Fixes::Never,
    .check = pattern_not_expanded,
};

}  // namespace sbatchlint::rules
