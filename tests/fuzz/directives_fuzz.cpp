// What sbatch would read, over any bytes: the header, every option as each release reads it, and what is offered for a
// value that is wrong. The first byte chooses the release and how placeholders are read, so that the fuzzer can steer.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>

#include "slurm/directives.h"
#include "slurm/request.h"
#include "slurm/spelling.h"
#include "text/source_text.h"

namespace sbatchlint {
namespace {

void expect(bool promise) {
  if (!promise) std::abort();
}

void expect_inside(const SourceText& source, Span span) { expect(span.begin <= span.end && span.end <= source.size()); }

void expect_directives(const SourceText& source, const Directives& directives) {
  expect(!directives.components.empty());
  if (directives.fault) expect_inside(source, directives.fault_span);
  if (directives.error) expect_inside(source, directives.error->span);
  for (const auto* lines : {&directives.lines, &directives.late, &directives.foreign}) {
    for (const DirectiveLine& line : *lines) expect_inside(source, line.span);
  }
  for (const DirectiveLine& line : directives.lines) {
    const auto& words = directives.components[line.component];
    expect(line.first_word + line.word_count <= words.size());
    if (line.comment) expect_inside(source, *line.comment);
    if (line.dropped) expect_inside(source, *line.dropped);
  }
  for (const auto& words : directives.components) {
    std::uint32_t before = 0;
    for (const Word& word : words) {
      expect_inside(source, word.span);
      expect(before <= word.span.begin);
      before = word.span.end;
    }
  }
}

void expect_request(const SourceText& source, const Request& request) {
  expect(!request.components.empty());
  for (const Component& component : request.components) {
    expect_inside(source, component.header);
    for (const std::uint32_t use : component.in_force) expect(use < component.uses.size());
    for (const OptionUse& use : component.uses) {
      if (use.origin != Origin::Directive) continue;
      expect_inside(source, use.parsed.span);
      if (!use.parsed.value) continue;
      expect_inside(source, use.parsed.value->span);
      if (use.state == ValueState::Invalid && use.spec != nullptr) {
        (void)nearest_value(use.spec->name, use.parsed.value->text, request.release);
      }
    }
  }
  for (const Fault& fault : request.faults) {
    expect_inside(source, fault.span);
    expect_inside(source, fault.other_span);
  }
  // What sbatch would take has no fault, and the other way round.
  if (request.accepted && request.release_known) expect(*request.accepted == request.faults.empty());
}

void read_everything(std::uint8_t choice, const SourceText& source) {
  const auto placeholders = choice % 2 == 0 ? Placeholders::Text : Placeholders::Holes;
  const std::size_t release = choice / 2 % (std::size(kReleases) + 1);
  SubmitContext context;
  // One choice more than there are releases: none is known.
  if (release < std::size(kReleases)) context.release = kReleases[release];
  const Directives directives = read_directives(source, context.release.value_or(kNewestRelease), placeholders);
  expect_directives(source, directives);
  expect_request(source, resolve_request(source, directives, context));
}

}  // namespace
}  // namespace sbatchlint

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  sbatchlint::read_everything(data[0], {"fuzz.sbatch", text});
  sbatchlint::read_everything(data[0], {"fuzz.sbatch", "#!/bin/sh\n#SBATCH " + text});
  return 0;
}
