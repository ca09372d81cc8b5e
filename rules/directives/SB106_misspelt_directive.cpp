// SB106 misspelt-directive. Why, and examples: the page beside this file.
#include <string_view>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "options/option_spec.h"

namespace sbatchlint::rules {
namespace {

// The first word is an option that sbatch has, by its whole name or its letter.
bool begins_with_option(const Job& job, std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return false;
  const std::string_view word = text.substr(first, text.find_first_of(" \t\r", first) - first);
  const Release release = job.request.release;
  if (word.starts_with("--")) {
    const std::string_view name = word.substr(2, word.find('=') - 2);
    return find_option(Tool::Sbatch, release, name) != nullptr;
  }
  return word.size() > 1 && word[0] == '-' && find_short_option(Tool::Sbatch, release, word[1]) != nullptr;
}

// `#sbatch --time=5 job.sh` in a comment tells how to submit something. Without a full reading of the words: one that
// ends like a script's name.
bool is_command_line(std::string_view text) {
  for (const std::string_view suffix : {".sh", ".sbatch", ".slurm", ".slm", ".job", ".bash"}) {
    const auto at = text.find(suffix);
    if (at == std::string_view::npos) continue;
    const auto end = at + suffix.size();
    if (end == text.size() || text[end] == ' ' || text[end] == '\r' || text[end] == '\t') return true;
  }
  return false;
}

std::string_view misspelt_template(NearMissKind kind) {
  switch (kind) {
    case NearMissKind::Indented: return "{} is a comment and not read: `#SBATCH` has to stand in column 1";
    case NearMissKind::WrongCase: return "{} is a comment and not read: `#SBATCH` has to be in capitals";
    case NearMissKind::Misspelt: return "{} is a comment and not read: the word is `#SBATCH`";
    case NearMissKind::Spaced:
    case NearMissKind::Doubled: break;
  }
  return {};
}

// `# SBATCH` and `##SBATCH` are how people switch a line off: SB107.
void misspelt_directive(const Job& job, Report& report) {
  for (const NearMiss& miss : job.directives.near_misses) {
    const std::string_view message = misspelt_template(miss.kind);
    const std::string_view text = job.source.slice(miss.text);
    if (message.empty() || !begins_with_option(job, text) || is_command_line(text)) continue;
    report.at(miss.marker, message, concat("`", job.source.slice(miss.marker), "`"))
        .help("write `#SBATCH`; to switch a line off on purpose, write `##SBATCH`")
        .fix({.title = "Write `#SBATCH`", .safety = Safety::Safe, .edits = {{.span = miss.marker, .text = "#SBATCH"}}});
  }
}

}  // namespace

extern constinit const Rule SB106_misspelt_directive{
    .code = "SB106",
    .name = "misspelt-directive",
    .group = Group::Directives,
    .level = Level::Warning,
    .fixes = Fixes::Always,
    .check = misspelt_directive,
};

}  // namespace sbatchlint::rules
