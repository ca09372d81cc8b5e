// Runs the layers in order, then the rules, then puts what they found into the order and the levels of the run.
#include "lint/engine.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <deque>
#include <exception>
#include <iterator>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "job/job.h"
#include "lint/command_lines.h"
#include "lint/nested.h"
#include "lint/report.h"
#include "lint/secrets.h"
#include "lint/site_rules.h"
#include "lint/suppressions.h"
#include "shell/script.h"
#include "site/site.h"
#include "slurm/directives.h"

namespace sbatchlint {
namespace {

// Files of which sbatch reads nothing and a shell nothing of use. The other faults (no shebang, DOS line breaks) end
// the submission too, but the author wants to hear of everything else in the same run.
bool is_beyond_reading(const Directives& directives) {
  if (!directives.fault) return false;
  switch (*directives.fault) {
    case ScriptFault::Empty:
    case ScriptFault::OnlyBlank:
    case ScriptFault::NulByte: return true;
    case ScriptFault::NoShebang:
    case ScriptFault::DosLineBreaks: return false;
  }
  return false;
}

bool applies(Stage stage, const Job& job) {
  switch (stage) {
    case Stage::Text: return true;
    case Stage::Request: return !is_beyond_reading(job.directives);
    case Stage::Script: return job.script.parsed && !is_beyond_reading(job.directives);
  }
  return false;
}

std::size_t count_holes(std::string_view message_template) {
  std::size_t holes = 0;
  for (auto at = message_template.find("{}"); at != std::string_view::npos; at = message_template.find("{}", at + 2)) {
    ++holes;
  }
  return holes;
}

bool lies_in(Span span, std::uint32_t size) { return span.begin <= span.end && span.end <= size; }

bool lies_in(const Fix& fix, std::uint32_t size) {
  return std::ranges::all_of(fix.edits, [size](const Edit& edit) { return lies_in(edit.span, size); });
}

// What every output relies on, or how a finding breaks it: a bug of its rule.
std::optional<std::string_view> flaw_of(const Diagnostic& diagnostic, std::uint32_t size) {
  constexpr std::string_view kOutside = "a finding points outside the file";
  if (count_holes(diagnostic.message_template) != diagnostic.arguments.size()) return "a message lacks its words";
  if (!lies_in(diagnostic.span, size)) return kOutside;
  for (const Related& related : diagnostic.related) {
    if (!lies_in(related.span, size)) return kOutside;
  }
  for (const Fix& fix : diagnostic.fixes) {
    if (!lies_in(fix, size)) return kOutside;
  }
  return std::nullopt;
}

Diagnostic internal_error(const Selection& selection, std::string_view who, std::string_view what) {
  Report report;
  report.begin_rule(*selection.internal_error, Level::Error);
  report.at({}, "{} failed on this file: {}", who, what)
      .help("this is a bug in sbatchlint: please report it with the file, if you may share it");
  return std::move(report.take().front());
}

// Runs one rule. What it found before it failed is dropped: it cannot be trusted.
void run_rule(const SelectedRule& selected, const Job& job, const Selection& selection,
              std::vector<Diagnostic>& found) {
  Report report;
  report.begin_rule(*selected.rule, selected.level);
  try {
    if (selected.rule->declared != nullptr) {
      check_declared(*selected.rule->declared, job, report);
    } else {
      selected.rule->check(job, report);
    }
  } catch (const std::exception& error) {
    found.push_back(internal_error(selection, selected.rule->code, error.what()));
    return;
  }
  if (report.diagnostics().empty()) return;
  std::vector<Diagnostic> diagnostics = report.take();
  for (const Diagnostic& diagnostic : diagnostics) {
    if (const auto flaw = flaw_of(diagnostic, job.source.size())) {
      found.push_back(internal_error(selection, selected.rule->code, *flaw));
      return;
    }
  }
  for (Diagnostic& diagnostic : diagnostics) {
    if (selected.forced) diagnostic.level = selected.level;
    if (selection.pedantic && diagnostic.level == Level::Off) diagnostic.level = Level::Note;
    found.push_back(std::move(diagnostic));
  }
}

// What is not worth saying. After the suppressions, so that one of these is of use even where nothing was to be shown.
bool is_hidden(const Diagnostic& diagnostic, const Selection& selection) {
  const bool unsure = diagnostic.confidence == Confidence::Low && !selection.pedantic;
  return unsure || diagnostic.level == Level::Off;
}

void sort_findings(std::vector<Diagnostic>& findings) {
  std::ranges::stable_sort(findings, [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.span, a.rule->code) < std::tie(b.span, b.rule->code);
  });
}

// The body of a function is walked for each of its calls, and a rule may find the same there every time.
void drop_repeats(std::vector<Diagnostic>& findings) {
  const auto same = [](const Diagnostic& a, const Diagnostic& b) {
    return a.rule == b.rule && a.span == b.span && a.message_template == b.message_template &&
           a.arguments == b.arguments;
  };
  findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
}

// What is found in a file that the script sources or runs is shown at that command, where it cannot be mended.
void drop_fixes_elsewhere(const Script& script, std::vector<Diagnostic>& findings) {
  if (script.followed.empty()) return;
  const auto touches = [&script](const Edit& edit) {
    return std::ranges::any_of(script.followed, [&edit](Span command) {
      return edit.span.begin <= command.end && command.begin <= edit.span.end;
    });
  };
  for (Diagnostic& finding : findings) {
    std::erase_if(finding.fixes, [&touches](const Fix& fix) { return std::ranges::any_of(fix.edits, touches); });
  }
}

void run_if_applies(const SelectedRule& selected, const Job& job, const Selection& selection,
                    std::vector<Diagnostic>& found) {
  const bool runs = selected.rule->check != nullptr || selected.rule->declared != nullptr;
  if (runs && applies(selected.rule->stage, job)) run_rule(selected, job, selection, found);
}

// Runs the selected rules that `takes` says.
template <typename Takes>
void run_rules(const Job& job, const Selection& selection, Takes takes, std::vector<Diagnostic>& found) {
  for (const SelectedRule& selected : selection.rules) {
    if (takes(*selected.rule)) run_if_applies(selected, job, selection, found);
  }
}

// What is found in the options that the script gives to sbatch, srun and salloc.
void find_in_command_lines(const Job& outer, const CheckOptions& options, std::vector<Diagnostic>& found) {
  const Script no_script;
  for (const CommandLine& line : command_lines(outer)) {
    const SourceText source({}, line.text);
    SubmitContext submit = options.submit;
    submit.arguments.clear();
    submit.environment.clear();
    submit.tool = line.tool;
    const Directives directives = read_directives(source, submit.release.value_or(kNewestRelease), Placeholders::Holes);
    const Request request = resolve_request(source, directives, submit);
    const Job job{.source = source,
                  .directives = directives,
                  .script = no_script,
                  .request = request,
                  .site = *options.site,
                  .now = options.submit.now,
                  .submitted = true,
                  .tool = line.tool};
    std::vector<Diagnostic> findings;
    run_rules(
        job, *options.selection, [&line](const Rule& rule) { return applies_to(line, rule); }, findings);
    place_in_file(findings, line);
    found.insert(found.end(), std::move_iterator(findings.begin()), std::move_iterator(findings.end()));
  }
}

// What the command line of a submission says is reported there, and not in the text that it submits.
void drop_elsewhere(const Job& nested, std::vector<Diagnostic>& findings) {
  std::erase_if(findings, [&nested](const Diagnostic& finding) {
    const auto holds = [&finding](const DirectiveLine& line) { return line.span.contains(finding.span.begin); };
    return finding.rule->command_lines != CommandLines::No && std::ranges::none_of(nested.directives.lines, holds);
  });
}

// What is found in the scripts that this one writes and submits, and in those that they write and submit.
std::vector<Diagnostic> find_nested(const Script& outer, const CheckOptions& options, const SubmitContext& submit,
                                    int depth) {
  std::vector<Diagnostic> found;
  const std::size_t count = depth < kNestedDepth ? std::min(outer.nested.size(), kNestedScripts) : 0;
  for (std::size_t i = 0; i < count; ++i) {
    const NestedScript nested = with_unknown_directives(outer.nested[i]);
    const SourceText source({}, nested.text);
    const SubmitContext inner = nested_submit(submit, outer, nested);
    const Directives directives = read_directives(source, inner.release.value_or(kNewestRelease), Placeholders::Holes);
    const Request request = resolve_request(source, directives, inner);
    const bool submitted = nested.via == Via::SubmittedScript;
    const Script script =
        read_script(source, {.is_job = submitted || !directives.lines.empty(), .read_beside = options.read_beside});
    const Job job{.source = source,
                  .directives = directives,
                  .script = script,
                  .request = request,
                  .site = *options.site,
                  .now = options.submit.now,
                  .submitted = submitted};
    std::vector<Diagnostic> findings;
    run_rules(job, *options.selection, applies_to_nested, findings);
    drop_elsewhere(job, findings);
    find_in_command_lines(job, options, findings);
    for (Diagnostic& inside : find_nested(script, options, inner, depth + 1)) findings.push_back(std::move(inside));
    place_in_outer(findings, outer, nested);
    found.insert(found.end(), std::move_iterator(findings.begin()), std::move_iterator(findings.end()));
  }
  return found;
}

// One file on its way through the layers. Stays where it is: the job refers to its other members.
struct FileCheck {
  FileCheck(SourceText source, const CheckOptions& of_file)
      : options(of_file), result{.source = std::move(source), .diagnostics = {}, .suppressed = {}} {}
  FileCheck(const FileCheck&) = delete;
  FileCheck& operator=(const FileCheck&) = delete;

  const CheckOptions& options;
  FileResult result;
  Directives directives;
  Request request;
  Script script;
  std::optional<Job> job;  // once its script is read
  bool failed = false;     // the result says so, and nothing else
};

void read_header(FileCheck& file) {
  const Release release = file.options.submit.release.value_or(kNewestRelease);
  file.directives = read_directives(file.result.source, release, Placeholders::Holes);
  file.request = resolve_request(file.result.source, file.directives, file.options.submit);
}

void read_body(FileCheck& file) {
  const CheckOptions& options = file.options;
  file.script = read_script(file.result.source, {.is_job = options.submitted || !file.directives.lines.empty(),
                                                 .read_beside = options.read_beside});
  file.job.emplace(Job{.source = file.result.source,
                       .directives = file.directives,
                       .script = file.script,
                       .request = file.request,
                       .site = *options.site,
                       .now = options.submit.now,
                       .submitted = options.submitted});
}

// What the rules found, with what nested texts hold, as it is to be shown.
void finish(FileCheck& file) {
  const CheckOptions& options = file.options;
  std::vector<Diagnostic>& found = file.result.diagnostics;
  find_in_command_lines(*file.job, options, found);
  if (options.summarise) file.result.summary = summary_of(*file.job);
  drop_fixes_elsewhere(file.script, found);
  for (Diagnostic& finding : find_nested(file.script, options, options.submit, 0)) found.push_back(std::move(finding));
  apply_suppressions(file.result.source, read_suppressions(file.result.source, file.script), *options.selection, found,
                     file.result.suppressed);
  std::erase_if(found, [&options](const Diagnostic& d) { return is_hidden(d, *options.selection); });
  sort_findings(found);
  drop_repeats(found);
  conceal_secrets(file.result);
}

template <typename Step>
void run_step(std::deque<FileCheck>& files, Step step) {
  for (FileCheck& file : files) {
    if (file.failed) continue;
    try {
      step(file);
    } catch (const std::exception& error) {
      file.result.diagnostics = {internal_error(*file.options.selection, "the analysis", error.what())};
      file.failed = true;
    }
  }
}

// All rules of one selection, each over all files: its code and its tables are met once.
void run_all_rules(std::deque<FileCheck>& files, const Selection& selection) {
  for (const SelectedRule& selected : selection.rules) {
    for (FileCheck& file : files) {
      if (!file.failed && file.options.selection == &selection) {
        run_if_applies(selected, *file.job, selection, file.result.diagnostics);
      }
    }
  }
}

}  // namespace

std::vector<FileResult> check(std::vector<SourceText> sources, std::span<const CheckOptions> options) {
  assert(sources.size() == options.size());
  std::deque<FileCheck> files;
  for (std::size_t i = 0; i < sources.size(); ++i) files.emplace_back(std::move(sources[i]), options[i]);
  run_step(files, read_header);
  run_step(files, read_body);
  std::vector<const Selection*> done;
  for (const CheckOptions& of_file : options) {
    assert(of_file.site != nullptr && of_file.selection != nullptr);
    if (std::ranges::find(done, of_file.selection) != done.end()) continue;
    done.push_back(of_file.selection);
    run_all_rules(files, *of_file.selection);
  }
  run_step(files, finish);
  std::vector<FileResult> results;
  results.reserve(files.size());
  for (FileCheck& file : files) results.push_back(std::move(file.result));
  return results;
}

FileResult check(SourceText source, const CheckOptions& options) {
  std::vector<SourceText> sources;
  sources.push_back(std::move(source));
  return std::move(check(std::move(sources), {&options, 1}).front());
}

FileResult unreadable(std::string name, std::string why, const CheckOptions& options) {
  Report report;
  report.begin_rule(*options.selection->unreadable_file, Level::Error);
  report.at({}, "cannot read `{}`: {}", name, std::move(why));
  return {.source = SourceText(std::move(name), {}), .diagnostics = report.take(), .suppressed = {}};
}

}  // namespace sbatchlint
