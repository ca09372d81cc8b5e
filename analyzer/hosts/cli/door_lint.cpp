#include "hosts/cli/door_lint.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "hosts/cli/commands.h"
#include "hosts/cli/follow.h"
#include "hosts/cli/plan.h"
#include "hosts/cli/version.h"
#include "lint/engine.h"
#include "output/emitter.h"
#include "site/request_facts.h"
#include "slurm/directives.h"
#include "slurm/request.h"

namespace sbatchlint::cli {
namespace {

// A word as a shell would have to be given it.
std::string shell_quoted(const std::string& word) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=,.:/%@+";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

// A command line typed at a prompt, as a script of one line.
DoorText prompt_text(const SubmitLine& line) {
  const std::string tool = line.tool == Tool::Srun ? "srun" : "salloc";
  std::string text = "#!/bin/sh\n" + tool;
  for (const std::string& word : line.words) text += " " + shell_quoted(word);
  return {.name = "<" + tool + ">", .text = text + "\n"};
}

// What sbatch makes of --wrap. Slurm 26.05, src/sbatch/sbatch.c, _script_wrap.
DoorText wrapped_text(const std::string& command) {
  return {.name = "<wrap>", .text = "#!/bin/sh\n# This script was created by sbatch --wrap.\n\n" + command + "\n"};
}

Error too_large() { return {.message = "it is larger than 8 MiB", .place = {}}; }

bool is_silenced(const Suppressed& suppressed) { return suppressed.in_source; }

// Comments of the script do not count where the site binds.
void take_back(FileResult& result) {
  for (Suppressed& suppressed : result.suppressed) {
    if (is_silenced(suppressed)) result.diagnostics.push_back(std::move(suppressed.diagnostic));
  }
  std::erase_if(result.suppressed, is_silenced);
  std::ranges::stable_sort(result.diagnostics, {}, &Diagnostic::span);
}

// There is no file to write them into.
void drop_fixes(FileResult& result) {
  for (Diagnostic& finding : result.diagnostics) finding.fixes.clear();
}

std::string codes_of(const std::vector<Diagnostic>& findings) {
  std::vector<std::string> codes;
  codes.reserve(findings.size());
  for (const Diagnostic& finding : findings) codes.emplace_back(finding.rule->code);
  std::ranges::sort(codes);
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  std::string text;
  for (const std::string& code : codes) text += (text.empty() ? "" : ",") + code;
  return text;
}

std::string as_text(FileResult result, const Plan& plan, const SubmitDoorArguments& arguments,
                    const DoorPolicy& policy) {
  if (result.diagnostics.empty()) return {};
  RunResult run{
      .version = std::string(kVersion), .site = plan.site.site.name, .files = {}, .catalog = plan.catalog->entries()};
  run.files.push_back(std::move(result));
  OutputOptions options;
  options.quiet = true;
  options.docs_url = policy.doors.docs.empty() ? kDocsUrl : std::string_view(policy.doors.docs);
  World terminal = policy.world;
  terminal.out_is_terminal = terminal.err_is_terminal;
  options.color = wants_color(arguments.color, terminal);
  std::string text;
  write_text(run, options, text);
  return text;
}

// The request as sbatch will make it: for the site's exemptions, and for the job's name.
Request request_of(const SourceText& source, const CheckOptions& options) {
  const Release release = options.submit.release.value_or(kNewestRelease);
  return resolve_request(source, read_directives(source, release, Placeholders::Text), options.submit);
}

// "`--time=2-0` on the command line, `--partition` in the environment": what a reader of the script does not see.
std::string beside_the_script(const Request& request) {
  std::string text;
  for (const Component& part : request.components) {
    for (const std::uint32_t index : part.in_force) {
      const OptionUse& use = part.uses[index];
      if (use.origin != Origin::CommandLine && use.origin != Origin::Environment) continue;
      if (use.spec == nullptr || use.spec->name == "wrap") continue;
      const bool by_variable = use.origin == Origin::Environment;
      const std::string value = use.parsed.value ? "=" + use.parsed.value->text : std::string();
      const std::string option = "`--" + std::string(use.spec->name) + value + "`";
      if (text.find(option) != std::string::npos) continue;
      text += (text.empty() ? "" : ", ") + option + (by_variable ? " in the environment" : " on the command line");
    }
  }
  return text;
}

bool is_exempt(const Condition& exempt, const Request& request, const Site& site) {
  if (exempt.steps.empty()) return false;
  return std::ranges::all_of(request.components,
                             [&](const Component& part) { return holds(exempt, request_facts(part, site)); });
}

bool has_fault_of_engine(const FileResult& result) {
  return std::ranges::any_of(result.diagnostics, [](const Diagnostic& d) { return d.rule->code == "SB000"; });
}

// Nothing: nothing is refused.
std::optional<Level> threshold_of(const SubmitDoorArguments& arguments, const DoorPolicy& policy) {
  if (!policy.binds && arguments.fail_on) return arguments.fail_on->level;
  return parse_level(policy.doors.fail_on).value_or(Level::Error);
}

std::uint32_t count_of(const std::vector<Diagnostic>& findings, Level level) {
  return static_cast<std::uint32_t>(std::ranges::count(findings, level, &Diagnostic::level));
}

void fill_record(DoorRecord& record, const std::vector<Diagnostic>& findings, std::optional<Level> threshold) {
  record.errors = count_of(findings, Level::Error);
  record.warnings = count_of(findings, Level::Warning);
  record.codes = codes_of(findings);
  const auto blocks = [threshold](const Diagnostic& finding) { return threshold && finding.level >= *threshold; };
  if (std::ranges::any_of(findings, blocks)) {
    record.verdict = DoorVerdict::Block;
  } else if (!findings.empty()) {
    record.verdict = DoorVerdict::Findings;
  }
}

}  // namespace

Result<std::optional<DoorText>> door_text(const SubmitLine& line, InputFrom from,
                                          const std::optional<std::string>& given, const World& world) {
  if (line.tool != Tool::Sbatch) return std::optional(prompt_text(line));
  if (line.wrap && !line.script) return std::optional(wrapped_text(*line.wrap));
  const std::string name = line.script ? line.words[*line.script] : "<stdin>";
  if (given) {
    if (given->size() > kLargestScript) return too_large();
    return std::optional(DoorText{.name = name, .text = *given});
  }
  if (!line.script) {
    Result<std::string> text = world.read_input_again(from, kLargestScript);
    if (!text) return std::optional<DoorText>();
    return std::optional(DoorText{.name = name, .text = std::move(text).value()});
  }
  const std::string path = script_path(name, world);
  const FileKind kind = world.kind(path);
  if (kind == FileKind::Other) return Error{.message = "`" + name + "` is no regular file", .place = {}};
  Result<std::string> text = world.read_file(path, kLargestScript);
  if (text) return std::optional(DoorText{.name = name, .text = std::move(text).value()});
  const bool is_there = kind == FileKind::Regular && world.read_head(path, 1).ok();
  if (is_there) return Error{.message = "cannot read `" + name + "`: " + text.error().message, .place = {}};
  return std::optional<DoorText>();
}

Result<DoorJudgement> judge(const DoorText& text, const SubmitLine& line, const SubmitDoorArguments& arguments,
                            const DoorPolicy& policy) {
  CheckArguments check = policy.arguments;
  if (line.tool == Tool::Sbatch) {
    check.submit.sbatch_args = line.options;
    check.submit.use_environment = true;
  }
  Planner planner(check, policy.world);
  const Result<const Plan*> plan = planner.plan_for(text.name);
  if (!plan) return plan.error();
  CheckOptions options = plan.value()->options;
  options.submitted = line.tool == Tool::Sbatch;
  const Input script{.name = text.name, .path = script_path(text.name, policy.world), .why = {}, .arguments = {}};
  if (options.submitted && line.script) {
    options.read_beside = reader_beside(script, plan.value()->site.site, policy.world);
  }
  const SourceText source(text.name, text.text);
  FileResult result = sbatchlint::check(source, options);
  if (text.name.starts_with('<')) drop_fixes(result);
  if (has_fault_of_engine(result)) return Error{.message = "the linter failed on `" + text.name + "`", .place = {}};
  if (policy.binds) take_back(result);

  DoorJudgement judgement;
  judgement.record.site = plan.value()->site.site.name;
  const std::optional<Level> threshold = threshold_of(arguments, policy);
  const Level least = std::min(threshold.value_or(Level::Warning), Level::Warning);
  std::erase_if(result.diagnostics, [least](const Diagnostic& finding) { return finding.level < least; });
  fill_record(judgement.record, result.diagnostics, threshold);
  const Request request = request_of(source, options);
  judgement.record.exempt = is_exempt(policy.doors.exempt, request, plan.value()->site.site);
  judgement.names_job = request.components.front().effective("job-name") != nullptr;
  if (!result.diagnostics.empty()) judgement.beside = beside_the_script(request);
  judgement.shown = as_text(std::move(result), *plan.value(), arguments, policy);
  return judgement;
}

}  // namespace sbatchlint::cli
