// SB008 analysis-limited. Why, and examples: the page beside this file.
#include <cstdint>
#include <string_view>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

std::string_view cut_template(Cut cut) {
  switch (cut) {
    case Cut::None: break;
    case Cut::Size:
      return "the commands from here on were not looked at: only the first {} bytes of a script are parsed";
    case Cut::Budget: return "the commands were not looked at beyond {} bytes: the text takes too long to parse";
    case Cut::Memory: return "the commands were not looked at beyond {} bytes: the text takes too much memory to parse";
    case Cut::NulByte: return "the commands from here on were not looked at: a NUL byte follows {} bytes of text";
  }
  return {};
}

void analysis_limited(const Job& job, Report& report) {
  if (job.script.cut == Cut::None) return;
  const std::uint32_t end = job.script.analysed;
  const Span here = end < job.source.size() ? job.source.line_span(job.source.line_of(end)) : Span{end, end};
  report.at(here, cut_template(job.script.cut), end)
      .help("`#SBATCH` lines are read at any size; long data belongs in a file beside the script");
}

}  // namespace

extern constinit const Rule SB008_analysis_limited{
    .code = "SB008",
    .name = "analysis-limited",
    .group = Group::Engine,
    .stage = Stage::Text,
    .level = Level::Note,
    .check = analysis_limited,
};

}  // namespace sbatchlint::rules
