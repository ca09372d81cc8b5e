// SB601 interactive-shell. Why, and examples: the page beside this file.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "job/containers.h"
#include "job/job.h"
#include "job/step.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

constexpr std::array<std::string_view, 10> kShells = {"ash", "bash", "csh", "dash", "fish",
                                                      "ksh", "mksh", "sh",  "tcsh", "zsh"};

bool is_shell(std::string_view name) { return std::ranges::find(kShells, name) != kShells.end(); }

bool only_asks(const Invocation& call) {
  return std::ranges::any_of(call.args, [](const Word& word) {
    return word.is("--help") || word.is("-h") || word.is("--version") || word.is("-V") || word.is("--usage");
  });
}

// What follows in the chain behind the call; null where nothing does.
const Invocation* payload_of(const Call& call) {
  const auto next = call.position + 1;
  return next < call.command->chain.size() ? &call.command->chain[next] : nullptr;
}

bool is_fed(const Command& command) {
  return command.context.pipeline ||
         std::ranges::any_of(command.redirects, [](const Redirect& redirect) { return redirect.op.starts_with('<'); });
}

// A shell with something to run: `-c TEXT`, a script, or commands on its standard input.
bool has_commands(const Invocation& shell, const Command& command) {
  for (const Word& word : shell.args) {
    if (!word.known()) return true;
    if (!word.text.starts_with('-')) return true;
    if (!word.text.starts_with("--") && word.text.find('c') != std::string::npos) return true;
  }
  return is_fed(command);
}

// Commands come from a file, a pipe or a here-document of the command or of what calls it: `in_image <<EOF`.
bool is_fed_from_outside(const Job& job, const Command& command) {
  if (is_fed(command) || command.context.loop) return true;
  return command.outer && is_fed_from_outside(job, job.script.commands[*command.outer]);
}

// `{ srun bash; } < commands`: the group's redirect is not the command's.
bool is_fed_as_group(const Job& job, const Command& command) {
  const std::string_view rest = job.source.slice({command.span.end, static_cast<std::uint32_t>(job.source.size())});
  const std::size_t next = rest.find_first_not_of(" \t\n;})");
  return next != std::string_view::npos && rest[next] == '<';
}

// `srun bash`, `singularity exec image.sif bash`, `docker run -it image bash`: nothing but the shell itself.
bool is_bare_step(const Job& job, const Call& call) {
  const Invocation& shell = call.invocation();
  if (call.position == 0 || has_commands(shell, *call.command) || is_fed_from_outside(job, *call.command)) return false;
  if (only_asks(shell) || is_fed_as_group(job, *call.command)) return false;
  const Invocation& outer = call.command->chain[call.position - 1];
  if (outer.uncertain) return false;
  if (outer.name == "srun") return true;
  const auto container = container_call(outer);
  if (!container || container->uncertain) return false;
  // `docker run -d image bash` keeps a container open.
  return container->runtime == Runtime::Apptainer || std::ranges::none_of(container->options, [](const Word* word) {
           return !word->known() || word->text.starts_with("--detach") ||
                  (!word->text.starts_with("--") && word->text.find('d') != std::string::npos);
         });
}

// The innermost program that a chain of wrappers starts.
const Invocation& innermost(const Command& command) { return command.chain.back(); }

bool opens_shell(const Call& call) {
  const Invocation& last = innermost(*call.command);
  if (payload_of(call) == nullptr) return false;
  if (is_shell(last.name)) return !has_commands(last, *call.command);
  const auto container = container_call(last);
  return container && container->action == ContainerAction::Shell;
}

// In a script that is started by hand somebody may type: then nodes wait for a person, not a job for nobody.
void report_shell(Report& report, const Call& call, Span place, bool in_job) {
  const std::string_view text = in_job ? "`{} --pty` opens a shell on the node: nobody types into a batch job"
                                       : "`{} --pty` opens a shell on a compute node, which waits while somebody types";
  report.at(place, text, call.invocation().name)
      .help(in_job ? "write the commands into the script"
                   : "write the commands into a job script, and submit it with `sbatch`")
      .confidence(certainty(*call.command));
}

void report_pty(Report& report, const Call& call, bool in_job) {
  const Invocation* payload = payload_of(call);
  const Span place{call.invocation().span.begin, call.command->span.end};
  if (opens_shell(call)) return report_shell(report, call, place, in_job);
  const bool unknown = payload == nullptr || payload->name.empty();
  report
      .at(place, "`{} --pty` gives {} a terminal that a batch job does not have", call.invocation().name,
          unknown ? std::string("its program") : concat("`", innermost(*call.command).name, "`"))
      .level(Level::Warning)
      .help("leave `--pty` out; the output goes to the job's log")
      .confidence(certainty(*call.command, unknown ? Confidence::Medium : Confidence::High));
}

void report_salloc(Report& report, const Call& call) {
  const Invocation* payload = payload_of(call);
  const bool shell = payload == nullptr || opens_shell(call);
  auto finding =
      report.at(call.invocation().program.span, shell ? "`salloc` opens a shell in an allocation of its own"
                                                      : "`salloc` makes an allocation of its own and waits for it");
  finding.help("put the request into `#SBATCH` lines, and submit with `sbatch`").confidence(certainty(*call.command));
  if (!shell) finding.level(Level::Warning);
}

// A terminal by any other name: `bash -i`, `singularity shell`, `srun bash`, with nothing fed to them.
void report_plain_shell(const Job& job, Report& report, const Call& call) {
  const Invocation& shell = call.invocation();
  const bool is_last = call.position + 1 == call.command->chain.size();
  if (!is_last) return;
  if (is_shell(shell.name)) {
    const bool interactive = std::ranges::any_of(shell.args, [](const Word& word) {
      return word.known() && word.text.size() > 1 && word.text[0] == '-' && word.text[1] != '-' &&
             word.text.find('i') != std::string::npos;
    });
    if (has_commands(shell, *call.command) || (!interactive && !is_bare_step(job, call))) return;
    const Span place = interactive ? shell.span : Span{call.command->chain.front().span.begin, shell.span.end};
    report
        .at(place, "`{}` is an interactive shell: nobody types into a batch job",
            interactive ? shell.name + " -i" : shell.name)
        .help("write the commands into the script")
        .confidence(certainty(*call.command));
    return;
  }
  const auto container = container_call(shell);
  if (!container || container->action != ContainerAction::Shell || is_fed(*call.command)) return;
  report.at(shell.span, "`{} shell` waits for somebody to type: nobody does in a batch job", shell.name)
      .help(concat("run the commands with `", shell.name, " exec IMAGE COMMAND`"))
      .confidence(certainty(*call.command));
}

bool has_pty(const Job& job, const Call& call) {
  return call.invocation().name == "srun" && Step(call.invocation(), job.request.release).has("pty");
}

// One finding a command: the outermost reason that it waits for a person. A shell that a script opens by itself, where
// no job is, is a person's own.
void interactive_shell(const Job& job, Report& report) {
  const bool in_job = is_job_for_certain(job);
  const Command* done = nullptr;
  for (const Call& call : job.calls()) {
    if (call.command == done) continue;
    if (has_pty(job, call)) {
      report_pty(report, call, in_job);
      done = call.command;
    } else if (call.invocation().name == "salloc" && !only_asks(call.invocation())) {
      report_salloc(report, call);
      done = call.command;
    } else if (runs_in_job(job, call)) {
      report_plain_shell(job, report, call);
    }
  }
}

}  // namespace

extern constinit const Rule SB601_interactive_shell{
    .code = "SB601",
    .name = "interactive-shell",
    .group = Group::Use,
    .stage = Stage::Script,
    .level = Level::Error,
    .check = interactive_shell,
};

}  // namespace sbatchlint::rules
