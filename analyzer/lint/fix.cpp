#include "lint/fix.h"

#include <algorithm>
#include <utility>

namespace sbatchlint {

namespace {

// Two insertions at one place are in each other's way too: which one comes first is nobody's decision.
bool touch(Span a, Span b) { return (a.begin < b.end && b.begin < a.end) || a.begin == b.begin; }

const Fix* wanted_fix(const Diagnostic& diagnostic, Safety widest) {
  const auto found = std::ranges::find_if(diagnostic.fixes,
                                          [&](const Fix& fix) { return fix.safety <= widest && !fix.edits.empty(); });
  return found == diagnostic.fixes.end() ? nullptr : &*found;
}

// Fits the fix's edits in between the edits taken so far (sorted by place), or changes nothing.
bool take(const Fix& fix, std::vector<const Edit*>& taken) {
  std::vector<const Edit*> merged = taken;
  for (const Edit& edit : fix.edits) {
    const auto place = std::ranges::lower_bound(merged, edit.span, {}, [](const Edit* other) { return other->span; });
    const bool collides = (place != merged.end() && touch(edit.span, (*place)->span)) ||
                          (place != merged.begin() && touch(edit.span, (*std::prev(place))->span));
    if (collides) return false;
    merged.insert(place, &edit);
  }
  taken = std::move(merged);
  return true;
}

}  // namespace

FixedText apply_fixes(std::string_view text, std::span<const Diagnostic> diagnostics, Safety widest) {
  std::vector<const Fix*> fixes;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (const Fix* fix = wanted_fix(diagnostic, widest)) fixes.push_back(fix);
  }
  std::ranges::stable_sort(fixes, {}, [](const Fix* fix) { return fix->edits.front().span; });

  FixedText fixed;
  std::vector<const Edit*> taken;
  for (const Fix* fix : fixes) ++(take(*fix, taken) ? fixed.applied : fixed.skipped);

  std::size_t copied = 0;
  for (const Edit* edit : taken) {
    fixed.text += text.substr(copied, edit->span.begin - copied);
    fixed.text += edit->text;
    copied = edit->span.end;
  }
  fixed.text += text.substr(copied);
  return fixed;
}

FixOutcome fix_until_settled(const SourceText& source, Safety widest,
                             const std::function<std::vector<Diagnostic>(const SourceText&)>& check) {
  FixOutcome outcome{.text = std::string(source.bytes())};
  for (int round = 0; round < kFixRounds; ++round) {
    const SourceText now(source.name(), outcome.text);
    FixedText fixed = apply_fixes(now.bytes(), check(now), widest);
    if (fixed.applied == 0) return outcome;
    outcome.applied += fixed.applied;
    outcome.text = std::move(fixed.text);
  }
  const SourceText last(source.name(), outcome.text);
  outcome.settled = apply_fixes(last.bytes(), check(last), widest).applied == 0;
  return outcome;
}

}  // namespace sbatchlint
