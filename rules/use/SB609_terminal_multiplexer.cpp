// SB609 terminal-multiplexer. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

constexpr std::string_view kMultiplexers[] = {"abduco", "byobu", "dtach", "screen", "tmux", "zellij"};
// With these they only ask, or end a session.
constexpr std::string_view kAskingWords[] = {"-V",         "-ls",           "-list",       "-v",
                                             "-wipe",      "has-session",   "kill-server", "kill-session",
                                             "ls",         "list-sessions", "-X",          "-version",
                                             "--version",  "capture-pane",  "display",     "display-message",
                                             "list-panes", "list-windows",  "show-options"};
constexpr std::string_view kOtherMachine[] = {"pdsh", "ssh"};

// `tmux new -d -s "$NAME"`, `screen -dmS "$NAME"`: whatever the name is.
bool certainly_opens(const Invocation& invocation) {
  static constexpr std::string_view kOpening[] = {"new", "new-session", "attach", "attach-session"};
  return std::ranges::any_of(invocation.args, [&invocation](const Word& word) {
    if (invocation.name == "tmux") return word.known() && std::ranges::find(kOpening, word.text) != std::end(kOpening);
    return invocation.name == "screen" && word.text.starts_with('-') && word.text.find("dm") != std::string::npos;
  });
}

bool opens_session(const Invocation& invocation) {
  const bool asks = std::ranges::any_of(invocation.args, [](const Word& word) {
    return word.known() && std::ranges::find(kAskingWords, word.text) != std::end(kAskingWords);
  });
  const bool is_known = std::ranges::all_of(invocation.args, &Word::known);
  return !asks && (is_known || certainly_opens(invocation));
}

// Silent on other machines, and for calls that only list or end sessions.
void terminal_multiplexer(const Job& job, Report& report) {
  if (!is_job_for_certain(job)) return;
  bool session = false;
  bool said = false;
  for (const Call& call : job.calls()) {
    const Invocation& invocation = call.invocation();
    const bool nohup = invocation.name == "nohup";
    if (!nohup && std::ranges::find(kMultiplexers, invocation.name) == std::end(kMultiplexers)) continue;
    // `./screen`: a program of one's own.
    if (invocation.program.text.starts_with('.')) continue;
    if (job.runs_inside(call, kOtherMachine)) continue;
    if (nohup) {
      // Once is enough, and under a condition it may be for those who run the script without Slurm.
      if (said || call.command->context.conditional) continue;
      said = true;
      report.at(invocation.program.span, "`nohup` changes nothing: nobody logs out of a batch job")
          .help("leave it out; a command behind `&` needs a `wait`")
          .confidence(certainty(*call.command))
          .level(Level::Note);
      continue;
    }
    // `tmux send-keys` and the like belong to the session that was opened.
    if (session || !opens_session(invocation)) continue;
    session = true;
    report
        .at(invocation.program.span, "`{}` opens a terminal session that nobody sees and that ends with the job",
            invocation.name)
        .help("run the command itself; several at a time with `&` and `wait`")
        .confidence(certainty(*call.command));
  }
}

}  // namespace

extern constinit const Rule SB609_terminal_multiplexer{
    .code = "SB609",
    .name = "terminal-multiplexer",
    .group = Group::Use,
    .stage = Stage::Script,
    .level = Level::Warning,
    .check = terminal_multiplexer,
};

}  // namespace sbatchlint::rules
