// SB101 missing-shebang. Why, and examples: the page beside this file.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

// A line further down that was meant to be the first: `#!/bin/bash` below a comment, or behind blanks.
std::optional<std::uint32_t> late_shebang(const Job& job) {
  constexpr std::uint32_t kLinesLookedAt = 30;
  for (std::uint32_t line = 0; line < job.source.line_count() && line < kLinesLookedAt; ++line) {
    const std::string_view text = job.source.slice(job.source.line_span(line));
    const auto first = text.find_first_not_of(" \t");
    if (first != std::string_view::npos && text.substr(first).starts_with("#!/")) return line;
  }
  return std::nullopt;
}

// Safe only where the rest reads as shell: what `#!/bin/bash` would make of anything else is not meant.
Safety shebang_safety(const Job& job) {
  return job.script.parsed && job.script.error_regions.empty() && job.script.problems.empty() ? Safety::Safe
                                                                                              : Safety::Suggest;
}

// `#/bin/bash`, `!/bin/bash`, `# !/bin/sh`: the interpreter of a first line that misses one of its two marks.
std::string_view interpreter_of_slip(std::string_view line) {
  const auto path = line.find('/');
  if (path == std::string_view::npos || line.find_first_not_of("#! \t") != path) return {};
  const std::string_view interpreter = line.substr(path);
  const bool is_program = interpreter.starts_with("/bin/") || interpreter.starts_with("/usr/bin/");
  return is_program ? interpreter : std::string_view();
}

// A file that begins with a byte-order mark and then `#!` is SB104's. Notes, libraries and lines that submit jobs are
// not submitted themselves.
void missing_shebang(const Job& job, Report& report) {
  if (job.directives.fault != ScriptFault::NoShebang || !job.is_batch_script()) return;
  const std::string_view bytes = job.source.bytes();
  const auto begin = static_cast<std::uint32_t>(bytes.starts_with(kMark) ? kMark.size() : 0);
  if (bytes.substr(begin).starts_with("#!")) return;

  const Span first_line = job.source.line_span(0);
  if (const std::string_view interpreter = interpreter_of_slip(job.source.slice({begin, first_line.end}));
      !interpreter.empty()) {
    report
        .at(first_line, "the script does not begin with `#!` but with `{}`: sbatch refuses it",
            job.source.slice({begin, first_line.end - static_cast<std::uint32_t>(interpreter.size())}))
        .help(concat("write `#!", interpreter, "`"))
        .fix({.title = concat("Write `#!", interpreter, "`"),
              .safety = shebang_safety(job),
              .edits = {{.span = {begin, first_line.end}, .text = concat("#!", interpreter)}}});
    return;
  }
  if (const auto late = late_shebang(job)) {
    const Span line = job.source.full_line_span(*late);
    std::string_view text = job.source.slice(job.source.line_span(*late));
    text.remove_prefix(text.find('#'));
    report.at(first_line, "the script does not begin with `#!`: its shebang stands on line {}", *late + 1)
        .related(job.source.line_span(*late), "sbatch looks at the first two bytes of the file")
        .help("move it to the very beginning")
        .fix(
            {.title = "Move the shebang to the beginning",
             .safety = shebang_safety(job),
             .edits = {{.span = {begin, line.begin}, .text = concat(text, "\n", job.source.slice({begin, line.begin}))},
                       {.span = line, .text = ""}}});
    return;
  }
  report.at(first_line, "the script does not begin with `#!`: sbatch refuses it")
      .help("make `#!/bin/bash` the first line")
      .fix({.title = "Put `#!/bin/bash` above it",
            .safety = shebang_safety(job),
            .edits = {{.span = {begin, begin}, .text = "#!/bin/bash\n"}}});
}

}  // namespace

extern constinit const Rule SB101_missing_shebang{
    .code = "SB101",
    .name = "missing-shebang",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Always,
    .check = missing_shebang,
};

}  // namespace sbatchlint::rules
