// sbatchlint submit: lints what is about to be submitted, and goes on as the real sbatch, or refuses.
//
// The linting is done by a child within a time budget; the process that becomes sbatch only reads the command line and
// the few lines of the profile that say what happens when the child comes to nothing.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hosts/cli/commands.h"
#include "hosts/cli/door_lint.h"
#include "hosts/cli/door_log.h"
#include "hosts/cli/door_policy.h"
#include "hosts/cli/sbatch_line.h"

namespace sbatchlint::cli {
namespace {

// The child's answers. Far from the statuses by which a program ends when something is wrong with it.
constexpr int kSubmit = 40;
constexpr int kSubmitNamed = 41;  // the job has a name
constexpr int kRefuse = 42;
constexpr int kBroken = 43;  // the child has said why

constexpr std::size_t kLargestInput = std::size_t{64} << 20U;

std::string_view tool_name(Tool tool) {
  switch (tool) {
    case Tool::Sbatch: return "sbatch";
    case Tool::Srun: return "srun";
    case Tool::Salloc: return "salloc";
  }
  return {};
}

// The reason for which the user wants the job submitted whatever is found.
std::string reason_of(const SubmitDoorArguments& arguments, const World& world) {
  if (arguments.force) return *arguments.force;
  return world.environment("SBATCHLINT_FORCE").value_or("");
}

void say(const std::string& sentence, const World& world) { (void)complain(sentence, world); }

// The script's name, for the log.
std::string name_of(const SubmitLine& line) {
  if (line.tool != Tool::Sbatch) return "<" + std::string(tool_name(line.tool)) + ">";
  if (line.script) return line.words[*line.script];
  return line.wrap ? "<wrap>" : "<stdin>";
}

// An attempt to submit, and what holds for it whatever else can be found out.
struct Attempt {
  const SubmitLine& line;
  const SubmitDoorArguments& arguments;
  const DoorRescue& rescue;
  const World& world;
};

DoorRecord record_of(const Attempt& attempt) {
  DoorRecord record;
  record.door = attempt.arguments.door;
  record.tool = tool_name(attempt.line.tool);
  record.mode = attempt.rescue.mode;
  record.script = name_of(attempt.line);
  return record;
}

void log_broken(const Attempt& attempt, const std::string& why) {
  DoorRecord record = record_of(attempt);
  record.submitted = !attempt.rescue.fails_closed;
  record.verdict = DoorVerdict::Broken;
  record.why = why;
  write_door_log(record, attempt.rescue.log, attempt.world);
}

// The child gives up, and says why.
int broken(const Attempt& attempt, const Error& error) {
  if (attempt.rescue.mode != DoorMode::Observe) say(error.message, attempt.world);
  log_broken(attempt, error.message);
  return kBroken;
}

// What the user is told, and whether the job may go.
bool announce(const DoorJudgement& judgement, const DoorPolicy& policy, const std::string& reason, bool tests_only,
              const World& world) {
  const bool blocks = judgement.record.verdict == DoorVerdict::Block;
  if (judgement.record.exempt || judgement.record.mode == DoorMode::Observe) return true;
  if (!judgement.shown.empty()) world.err(judgement.shown);
  if (!judgement.beside.empty()) say("set beside the script: " + judgement.beside, world);
  if (!blocks) return true;
  if (tests_only) return true;
  if (judgement.record.mode == DoorMode::Warn) {
    say("the job is submitted all the same: so far this site only warns", world);
    return true;
  }
  if (!judgement.record.forced.empty()) {
    say("the job is submitted all the same, by force: " + judgement.record.forced, world);
    return true;
  }
  if (!policy.doors.allow_force) {
    if (!reason.empty()) say("this site lets nobody through by force", world);
    say("the job was not submitted", world);
    return false;
  }
  const std::string logged = policy.doors.rescue.log.empty() ? "" : ", and is logged";
  say("the job was not submitted; SBATCHLINT_FORCE=REASON in the environment lets it through" + logged, world);
  return false;
}

// What is found, and what comes of it.
Result<DoorJudgement> look(const Attempt& attempt, const std::optional<std::string>& given, const DoorPolicy& policy) {
  const InputFrom from = attempt.arguments.input_was_read ? InputFrom::Start : InputFrom::Here;
  const auto text = door_text(attempt.line, from, given, policy.world);
  if (!text) return text.error();
  if (text.value()) return judge(*text.value(), attempt.line, attempt.arguments, policy);
  DoorJudgement unseen;
  unseen.record.verdict = DoorVerdict::Unseen;
  return unseen;
}

// The child's whole work.
int lint_and_answer(const Attempt& attempt, const std::optional<std::string>& given) {
  const auto& [line, arguments, rescue, world] = attempt;
  const std::uint64_t began = world.milliseconds();
  const Result<DoorPolicy> policy = door_policy(arguments, world);
  if (!policy) return broken(attempt, policy.error());
  const Doors& doors = policy.value().doors;
  if (line.tool != Tool::Sbatch && !doors.command_lines) return kSubmit;
  Result<DoorJudgement> judged = look(attempt, given, policy.value());
  if (!judged) return broken(attempt, judged.error());

  DoorJudgement& judgement = judged.value();
  DoorRecord& record = judgement.record;
  const DoorRecord usual = record_of(attempt);
  record.door = usual.door;
  record.tool = usual.tool;
  record.script = usual.script;
  record.mode = line.tests_only ? std::min(doors.rescue.mode, DoorMode::Warn) : doors.rescue.mode;
  const std::string reason = reason_of(arguments, world);
  if (doors.allow_force && record.verdict == DoorVerdict::Block) record.forced = reason;
  record.submitted = announce(judgement, policy.value(), reason, line.tests_only, world);
  record.took_ms = world.milliseconds() - began;
  write_door_log(record, doors.rescue.log, world);
  if (!record.submitted) return kRefuse;
  return judgement.names_job ? kSubmitNamed : kSubmit;
}

// True where the job goes on although nobody linted it. `why` is empty where the child has said it.
bool go_on_unlinted(const Attempt& attempt, const std::string& why) {
  const DoorRescue& rescue = attempt.rescue;
  if (!why.empty()) log_broken(attempt, why);
  if (rescue.mode == DoorMode::Observe) return true;
  const std::string sentence = "the job could not be linted" + (why.empty() ? std::string() : ": " + why);
  say(sentence + (rescue.fails_closed ? "; this site submits none unlinted" : "; it is submitted all the same"),
      attempt.world);
  return !rescue.fails_closed;
}

// A door of ours in front of the real program: a script that names sbatchlint near its top.
bool is_door(const std::string& path, const World& world) {
  constexpr std::size_t kHead = 512;
  const Result<std::string> head = world.read_head(path, kHead);
  return head && head.value().starts_with("#!") && head.value().find("sbatchlint") != std::string::npos;
}

// The program that submits: the site's, else the user's, else the first one on PATH that is no door.
std::optional<std::string> real_program(const SubmitDoorArguments& arguments, const World& world) {
  const std::string name(tool_name(arguments.tool));
  if (const Result<DoorPolicy> policy = door_policy(arguments, world); policy && arguments.tool == Tool::Sbatch) {
    const Doors& doors = policy.value().doors;
    if (!doors.sbatch.empty()) return doors.sbatch;
  }
  if (arguments.sbatch) return arguments.sbatch;
  if (auto variable = world.environment("SBATCHLINT_SBATCH"); variable && !variable->empty()) return variable;
  const std::string path = world.environment("PATH").value_or("/usr/bin:/bin");
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find(':', at), path.size());
    const std::string file = (end > at ? path.substr(at, end - at) : std::string(".")) + "/" + name;
    if (world.can_run(file) && !is_door(file, world)) return file;
    at = end + 1;
  }
  return std::nullopt;
}

std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// The words of sbatch where it reads the linted bytes instead of the file. The script's arguments stay; the job is
// called after the file, as it would have been.
std::vector<std::string> sealed_words(const SubmitLine& line, bool names_job) {
  std::vector<std::string> words = line.words;
  if (!line.script) return words;
  const auto script = words.begin() + static_cast<std::ptrdiff_t>(*line.script);
  const std::string name = last_part(*script);
  *script = "/dev/stdin";
  const std::ptrdiff_t before = line.double_dash ? 1 : 0;
  if (!line.names_job && !names_job) words.insert(script - before, "--job-name=" + name);
  return words;
}

int hand_over(const SubmitDoorArguments& arguments, std::vector<std::string> words,
              const std::optional<std::string>& input, const World& world) {
  if (arguments.decide) return kClean;
  const auto program = real_program(arguments, world);
  if (!program) return complain("there is no `" + std::string(tool_name(arguments.tool)) + "` on PATH", world);
  words.insert(words.begin(), std::string(tool_name(arguments.tool)));
  const Error error = world.become(*program, words, input);
  return complain("cannot run `" + *program + "`: " + error.message, world);
}

// Within a job srun starts a step of it: nothing is asked for.
bool is_step(Tool tool, const World& world) {
  return tool == Tool::Srun && world.environment("SLURM_JOB_ID").has_value();
}

bool is_on_pipe(const SubmitLine& line, const World& world) {
  return line.reads_input() && !world.read_input_again(InputFrom::Here, kLargestScript).ok();
}

// What has to be read once and handed over: a script on a pipe, and everything that is to be sealed.
Result<std::optional<std::string>> read_once(const SubmitLine& line, const SubmitDoorArguments& arguments, bool pipe,
                                             const World& world) {
  if (pipe && !arguments.input_was_read) {
    Result<std::string> bytes = world.read_input(kLargestInput);
    if (!bytes) return Error{.message = "cannot read standard input: " + bytes.error().message, .place = {}};
    return std::optional(std::move(bytes).value());
  }
  if (!arguments.sealed || line.tool != Tool::Sbatch || line.wrap) return std::optional<std::string>();
  Result<std::string> bytes = line.script
                                  ? world.read_file(script_path(line.words[*line.script], world), kLargestScript)
                                  : world.read_input_again(InputFrom::Here, kLargestScript);
  if (bytes) return std::optional(std::move(bytes).value());
  const std::string name = line.script ? "`" + line.words[*line.script] + "`" : std::string("standard input");
  return Error{.message = "cannot read " + name + ": " + bytes.error().message, .place = {}};
}

}  // namespace

int run_submit(const SubmitDoorArguments& arguments, const World& world) {
  const SubmitLine line = read_submit_line(arguments.tool, arguments.words, world);
  if (line.submits_nothing || is_step(line.tool, world)) return hand_over(arguments, line.words, {}, world);
  const bool pipe = is_on_pipe(line, world);
  if (pipe && arguments.decide && !arguments.input_was_read) return kNeedsInput;
  const auto bytes = read_once(line, arguments, pipe, world);
  if (!bytes) {
    say(bytes.error().message + "; the job was not submitted", world);
    return kFindings;
  }

  const DoorRescue rescue = door_rescue(arguments, world);
  const Attempt attempt{.line = line, .arguments = arguments, .rescue = rescue, .world = world};
  const auto work = [&] { return lint_and_answer(attempt, bytes.value()); };
  const Guarded answer = world.run_guarded(work, rescue.time_budget_ms);
  const int status = answer.status.value_or(kBroken);
  if (status == kRefuse) return kFindings;
  if (status != kSubmit && status != kSubmitNamed) {
    const std::string why = status == kBroken && answer.status ? std::string() : "the linter failed: " + answer.why;
    if (!go_on_unlinted(attempt, why)) return kFindings;
  }
  const bool seals = arguments.sealed && bytes.value();
  return hand_over(arguments, seals ? sealed_words(line, status == kSubmitNamed) : line.words, bytes.value(), world);
}

}  // namespace sbatchlint::cli
