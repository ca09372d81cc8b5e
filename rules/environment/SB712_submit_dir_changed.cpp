// SB712 submit-dir-changed. Why, and examples: the page beside this file.
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// Programs that may leave the first directory.
constexpr auto kMayMove = std::to_array<std::string_view>({".", "cd", "popd", "pushd", "source"});

constexpr auto kSubmitDir = std::to_array<std::string_view>(
    {"$SLURM_SUBMIT_DIR", "${SLURM_SUBMIT_DIR}", "\"$SLURM_SUBMIT_DIR\"", "\"${SLURM_SUBMIT_DIR}\""});

bool goes_to_submit_dir(const Job& job, const Invocation& cd) {
  if (cd.args.size() != 1) return false;
  return std::ranges::find(kSubmitDir, job.source.slice(cd.args.front().span)) != kSubmitDir.end();
}

// The whole line, where nothing else stands on it.
std::optional<Edit> delete_line(const SourceText& source, Span command) {
  const std::uint32_t line = source.line_of(command.begin);
  const Span own = source.line_span(line);
  const std::string_view before = source.slice({own.begin, command.begin});
  const std::string_view after = source.slice({command.end, own.end});
  if (before.find_first_not_of(" \t") != std::string_view::npos ||
      after.find_first_not_of(" \t\r;") != std::string_view::npos) {
    return {};
  }
  return Edit{.span = source.full_line_span(line), .text = ""};
}

// Looks at the first change of directory alone: a later one comes back from elsewhere.
void submit_dir_changed(const Job& job, Report& report) {
  const Component& part = job.request.components.front();
  if (part.effective("chdir") != nullptr || !job.is_batch_script()) return;
  for (const Call& call : job.calls()) {
    const Invocation& program = call.invocation();
    if (program.name.empty()) return;
    if (std::ranges::find(kMayMove, program.name) == kMayMove.end()) continue;
    const Command& command = *call.command;
    if (program.name != "cd" || command.via != Via::Script || !goes_to_submit_dir(job, program)) return;
    if (command.context.conditional || command.context.loop || command.context.function) return;
    Finding finding =
        report.at(command.span, "the job starts in {} already", job.source.slice(program.args.front().span));
    if (const auto edit = delete_line(job.source, command.span)) {
      finding.fix({.title = "Remove the line", .safety = Safety::Safe, .edits = {*edit}});
    }
    return;
  }
}

}  // namespace

extern constinit const Rule SB712_submit_dir_changed{
    .code = "SB712",
    .name = "submit-dir-changed",
    .group = Group::Environment,
    .stage = Stage::Script,
    .level = Level::Off,
    .fixes = Fixes::Sometimes,
    .check = submit_dir_changed,
};

}  // namespace sbatchlint::rules
