#include "grade/judge.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "lint/match_command.h"
#include "lint/secrets.h"

namespace sbatchlint {

namespace {

constexpr std::size_t kMostEvidence = 20;
constexpr std::size_t kLongestQuote = 160;

char lowered(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lowered(x) == lowered(y); });
}

CriterionResult answer(const Criterion& criterion, Outcome outcome, std::string reason) {
  CriterionResult result{.criterion = &criterion, .outcome = outcome, .reason = std::move(reason)};
  if (outcome == Outcome::Pass) result.points = criterion.points;
  if (outcome == Outcome::Review) result.undecided = criterion.points;
  return result;
}

std::string quote_of(std::string_view text) {
  text = text.substr(0, text.find_first_of("\r\n"));
  return std::string(text.substr(0, kLongestQuote));
}

Evidence evidence_of(const JudgedScript& script, Span span) {
  const SourceText& source = script.result->source;
  return {.file = script.index,
          .path = script.path,
          .line = source.line_of(span.begin) + 1,
          .message = quote_of(printable_slice(*script.result, span))};
}

Evidence evidence_of(const JudgedScript& script, const Diagnostic& finding) {
  Evidence evidence{.file = script.index,
                    .path = script.path,
                    .line = script.result->source.line_of(finding.span.begin) + 1,
                    .rule = finding.rule,
                    .message = finding.message(),
                    .help = finding.help};
  for (const Fix& fix : finding.fixes) evidence.fixes.push_back(fix.title);
  return evidence;
}

void add_evidence(CriterionResult& result, Evidence evidence) {
  if (result.evidence.size() < kMostEvidence) result.evidence.push_back(std::move(evidence));
}

CriterionResult no_script(const Criterion& criterion, const Exhibit& exhibit) {
  return answer(criterion, Outcome::Fail, fmt::format("there is no {}", exhibit.wanted));
}

// ---- rules

struct CountedFindings {
  std::uint64_t count = 0;
  std::vector<Evidence> evidence;
};

// Those that a comment in the script silenced count, too: the rubric decides, not the student.
CountedFindings findings_of(const Criterion& criterion, const Exhibit& exhibit) {
  CountedFindings found;
  const auto is_wanted = [&criterion](const Diagnostic& finding) {
    return std::ranges::any_of(criterion.rules,
                               [&finding](const std::string& rule) { return selects(rule, *finding.rule); });
  };
  for (const JudgedScript& script : exhibit.scripts) {
    std::vector<const Diagnostic*> findings;
    for (const Diagnostic& finding : script.result->diagnostics) findings.push_back(&finding);
    for (const Suppressed& silenced : script.result->suppressed) {
      if (silenced.in_source) findings.push_back(&silenced.diagnostic);
    }
    std::ranges::stable_sort(findings, {}, [](const Diagnostic* finding) { return finding->span.begin; });
    for (const Diagnostic* finding : findings) {
      if (!is_wanted(*finding)) continue;
      ++found.count;
      if (found.evidence.size() < kMostEvidence) found.evidence.push_back(evidence_of(script, *finding));
    }
  }
  return found;
}

Points deduction_for(const Criterion& criterion, std::uint64_t findings) {
  constexpr std::uint64_t kMany = 100'000;
  Points deduction = criterion.points;
  if (criterion.each) {
    deduction = {criterion.each->hundredths * static_cast<std::int64_t>(std::min(findings, kMany))};
  }
  if (criterion.at_most) deduction = std::min(deduction, *criterion.at_most);
  return std::min(deduction, criterion.points);
}

CriterionResult judge_rules(const Criterion& criterion, const Exhibit& exhibit) {
  CountedFindings found = findings_of(criterion, exhibit);
  if (found.count <= criterion.free) {
    const bool whole = std::ranges::all_of(
        exhibit.scripts, [](const JudgedScript& script) { return script.result->summary->is_complete; });
    if (!whole) return answer(criterion, Outcome::Review, "a script could not be read to its end");
    CriterionResult result = answer(criterion, Outcome::Pass, "nothing was found");
    if (found.count > 0) result.reason = fmt::format("{} found, {} cost nothing", found.count, criterion.free);
    result.evidence = std::move(found.evidence);
    return result;
  }
  const std::uint64_t counted = found.count - criterion.free;
  const Points deduction = deduction_for(criterion, counted);
  CriterionResult result = answer(criterion, deduction < criterion.points ? Outcome::Partial : Outcome::Fail,
                                  found.count == 1 ? "1 finding" : fmt::format("{} findings", found.count));
  result.points = criterion.points - deduction;
  result.evidence = std::move(found.evidence);
  return result;
}

// ---- the request

std::string known_text(const FactValue& value, FactKind kind) {
  if (kind == FactKind::Texts) return fmt::format("`{}`", fmt::join(value.texts, ","));
  if (kind == FactKind::YesNo) return value.number != 0 ? "yes" : "no";
  return value.number == kUnlimited ? "unlimited" : std::to_string(value.number);
}

std::string value_text(const FactValue& value, FactKind kind) {
  switch (value.state) {
    case FactValue::State::Absent: return "not given";
    case FactValue::State::Unknown: return "not known";
    case FactValue::State::Known: break;
  }
  return known_text(value, kind) + (value.given || kind == FactKind::YesNo ? "" : " by default");
}

// "`gpus` is 1, `nodes` is 1 by default, `time_minutes` is not given"
std::string facts_text(const Condition& condition, const Facts& facts) {
  std::string text;
  std::vector<Fact> told;
  for (const ConditionStep& step : condition.steps) {
    using Kind = ConditionStep::Kind;
    if (step.kind == Kind::And || step.kind == Kind::Or || step.kind == Kind::Not) continue;
    if (std::ranges::find(told, step.fact) != told.end()) continue;
    told.push_back(step.fact);
    const FactRow& row = condition_vocabulary()[static_cast<std::size_t>(step.fact)];
    text += fmt::format("{}`{}` is {}", text.empty() ? "" : ", ", row.name, value_text(facts[step.fact], row.kind));
  }
  return text;
}

CriterionResult judge_request(const Criterion& criterion, const Exhibit& exhibit) {
  Truth best = Truth::False;
  const Facts* of_best = nullptr;
  for (const JudgedScript& script : exhibit.scripts) {
    for (const ComponentSummary& part : script.result->summary->components) {
      const Truth truth = evaluate(criterion.request, part.facts);
      if (of_best != nullptr && truth <= best) continue;
      best = truth;
      of_best = &part.facts;
    }
  }
  const std::string facts = of_best == nullptr ? std::string() : facts_text(criterion.request, *of_best);
  if (best == Truth::True) return answer(criterion, Outcome::Pass, facts);
  // A script that sbatch refuses asks for nothing: what it may have meant is no open question.
  const auto is_refused = [](const JudgedScript& script) { return script.result->summary->accepted == false; };
  if (std::ranges::all_of(exhibit.scripts, is_refused)) {
    return answer(criterion, Outcome::Fail, facts + "; sbatch refuses the script");
  }
  if (best == Truth::Unknown) return answer(criterion, Outcome::Review, facts);
  return answer(criterion, Outcome::Fail, facts);
}

// ---- commands

struct CommandAnswer {
  Truth truth = Truth::False;
  const JudgedScript* script = nullptr;
  Span span;
};

// The best match of any of the patterns in the scripts.
CommandAnswer look_for(const Criterion& criterion, const Exhibit& exhibit) {
  CommandAnswer best;
  for (const JudgedScript& script : exhibit.scripts) {
    for (const CommandSummary& command : script.result->summary->commands) {
      std::vector<const Invocation*> chain;
      for (const Invocation& invocation : command.chain) {
        chain.push_back(&invocation);
        if (chain.size() <= command.own) continue;
        for (const CommandPattern& pattern : criterion.commands) {
          const Truth truth = matches_command(pattern, chain);
          if (truth > best.truth) best = {.truth = truth, .script = &script, .span = command.span};
        }
      }
    }
  }
  return best;
}

bool may_run_more(const Exhibit& exhibit) {
  return std::ranges::any_of(exhibit.scripts, [](const JudgedScript& script) {
    const JobSummary& summary = *script.result->summary;
    return !summary.is_complete || std::ranges::any_of(summary.commands, &CommandSummary::hides);
  });
}

std::string patterns_text(const Criterion& criterion) {
  std::string text;
  for (const CommandPattern& pattern : criterion.commands) {
    text += fmt::format("{}`{}`", text.empty() ? "" : " or ", pattern.text);
  }
  return text;
}

CriterionResult with_place(CriterionResult result, const CommandAnswer& found) {
  if (found.script != nullptr) add_evidence(result, evidence_of(*found.script, found.span));
  return result;
}

CriterionResult judge_run(const Criterion& criterion, const Exhibit& exhibit) {
  const CommandAnswer found = look_for(criterion, exhibit);
  const std::string wanted = patterns_text(criterion);
  if (found.truth == Truth::True) {
    return with_place(answer(criterion, Outcome::Pass, fmt::format("it runs {}", wanted)), found);
  }
  if (found.truth == Truth::Unknown) {
    return with_place(answer(criterion, Outcome::Review, fmt::format("whether this is {} is not known", wanted)),
                      found);
  }
  if (may_run_more(exhibit)) {
    return answer(criterion, Outcome::Review,
                  fmt::format("no command is {}, but the script runs something that is not known", wanted));
  }
  return answer(criterion, Outcome::Fail, fmt::format("no command is {}", wanted));
}

CriterionResult judge_never_run(const Criterion& criterion, const Exhibit& exhibit) {
  const CommandAnswer found = look_for(criterion, exhibit);
  const std::string unwanted = patterns_text(criterion);
  if (found.truth == Truth::True) {
    return with_place(answer(criterion, Outcome::Fail, fmt::format("it runs {}", unwanted)), found);
  }
  const bool whole = std::ranges::all_of(
      exhibit.scripts, [](const JudgedScript& script) { return script.result->summary->is_complete; });
  if (found.truth == Truth::Unknown || !whole) {
    return with_place(answer(criterion, Outcome::Review, fmt::format("whether it runs {} is not known", unwanted)),
                      found);
  }
  return answer(criterion, Outcome::Pass, fmt::format("it does not run {}", unwanted));
}

// ---- options and files

struct OptionAnswer {
  Truth truth = Truth::False;
  const OptionSummary* option = nullptr;  // the one that was looked at
};

OptionAnswer look_for_option(const Criterion& criterion, const Exhibit& exhibit) {
  OptionAnswer best;
  for (const JudgedScript& script : exhibit.scripts) {
    for (const ComponentSummary& part : script.result->summary->components) {
      for (const OptionSummary& option : part.options) {
        if (option.name != criterion.option || option.origin == Origin::SlurmDefault) continue;
        Truth truth = Truth::True;
        if (!criterion.values.empty()) {
          const auto is_it = [&](const std::string& value) { return matches_glob(value, *option.value); };
          truth = !option.known || !option.value                 ? Truth::Unknown
                  : std::ranges::any_of(criterion.values, is_it) ? Truth::True
                                                                 : Truth::False;
        }
        if (best.option == nullptr || truth > best.truth) best = {.truth = truth, .option = &option};
      }
    }
  }
  return best;
}

std::string option_text(const Criterion& criterion, const OptionAnswer& found) {
  if (found.option == nullptr) return fmt::format("`--{}` is not given", criterion.option);
  if (!found.option->known) return fmt::format("the value of `--{}` is not known", criterion.option);
  if (!found.option->value) return fmt::format("`--{}` is given", criterion.option);
  return fmt::format("`--{}` is `{}`", criterion.option, *found.option->value);
}

CriterionResult judge_option(const Criterion& criterion, const Exhibit& exhibit) {
  const OptionAnswer found = look_for_option(criterion, exhibit);
  const bool wanted = criterion.kind == CriterionKind::Option;
  Outcome outcome = wanted ? Outcome::Fail : Outcome::Pass;
  if (found.truth == Truth::True) outcome = wanted ? Outcome::Pass : Outcome::Fail;
  if (found.truth == Truth::Unknown) outcome = Outcome::Review;
  return answer(criterion, outcome, option_text(criterion, found));
}

CriterionResult judge_file(const Criterion& criterion, const Exhibit& exhibit) {
  const FoundFile* broken = nullptr;
  for (const FoundFile* file : exhibit.files) {
    const bool is_it = std::ranges::any_of(criterion.files, [file](const std::string& wanted) {
      return matches_glob(wanted, file->path) || matches_glob(wanted, base_name(file->path));
    });
    if (file->is_folder || !is_it) continue;
    if (file->trouble.empty()) return answer(criterion, Outcome::Pass, fmt::format("`{}` is there", file->path));
    if (broken == nullptr) broken = file;
  }
  if (broken != nullptr) {
    return answer(criterion, Outcome::Review, fmt::format("`{}` cannot be used: {}", broken->path, broken->trouble));
  }
  return answer(criterion, Outcome::Fail, fmt::format("there is no `{}`", fmt::join(criterion.files, "` or `")));
}

CriterionResult judge_accepted(const Criterion& criterion, const Exhibit& exhibit) {
  bool is_open = false;
  bool is_batch = false;
  for (const JudgedScript& script : exhibit.scripts) {
    const JobSummary& summary = *script.result->summary;
    if (!summary.is_batch_script) continue;
    is_batch = true;
    if (!summary.accepted) is_open = true;
    if (summary.accepted != false) continue;
    return answer(criterion, Outcome::Fail,
                  fmt::format("sbatch refuses `{}`: {}", script.path,
                              summary.refusal.empty() ? "it says nothing" : summary.refusal));
  }
  if (!is_batch) return answer(criterion, Outcome::Fail, "no script has a `#SBATCH` line that counts");
  if (is_open) return answer(criterion, Outcome::Review, "whether sbatch takes it rests on more than the script");
  return answer(criterion, Outcome::Pass, "sbatch takes it");
}

}  // namespace

bool selects(std::string_view selector, const Rule& rule) {
  if (is_same(selector, "ALL") || is_same(selector, rule.code) || is_same(selector, rule.name)) return true;
  return selector.size() >= 2 && selector.size() < rule.code.size() &&
         is_same(selector, rule.code.substr(0, selector.size()));
}

CriterionResult judge(const Criterion& criterion, const Exhibit& exhibit) {
  if (criterion.kind == CriterionKind::File) return judge_file(criterion, exhibit);
  if (exhibit.scripts.empty()) return no_script(criterion, exhibit);
  switch (criterion.kind) {
    case CriterionKind::Rules: return judge_rules(criterion, exhibit);
    case CriterionKind::Request: return judge_request(criterion, exhibit);
    case CriterionKind::Run: return judge_run(criterion, exhibit);
    case CriterionKind::NeverRun: return judge_never_run(criterion, exhibit);
    case CriterionKind::Option:
    case CriterionKind::ForbidOption: return judge_option(criterion, exhibit);
    case CriterionKind::Accepted: return judge_accepted(criterion, exhibit);
    case CriterionKind::File: break;
  }
  return answer(criterion, Outcome::Ungraded, {});
}

}  // namespace sbatchlint
