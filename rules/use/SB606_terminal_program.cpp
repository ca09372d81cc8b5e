// SB606 terminal-program. Why, and examples: the page beside this file.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"
#include "text/row_finder.h"
#include "text/word_list.h"

namespace sbatchlint::rules {
namespace {

enum class TerminalUse : std::uint8_t { Editor, Monitor, Pager, Dialogue };

// `batch`: with one of these words the program needs no terminal. `batch_prefix`: nor with one that begins so.
struct TerminalRow {
  std::string_view program;
  TerminalUse use;
  std::string_view batch;
  std::string_view batch_prefix = {};
};

constexpr auto kTerminalPrograms = std::to_array<TerminalRow>({
    {"atop", TerminalUse::Monitor, "-w -r -P --help -V"},
    {"bashtop", TerminalUse::Monitor, ""},
    {"bpytop", TerminalUse::Monitor, "--version -v --help -h"},
    {"btop", TerminalUse::Monitor, "--version --help -v -h"},
    {"dialog", TerminalUse::Dialogue, "--version --help"},
    {"emacs", TerminalUse::Editor, "--batch -batch --script --version --daemon"},
    {"emacsclient", TerminalUse::Editor, "--eval -e --version"},
    {"gedit", TerminalUse::Editor, "--version --help"},
    {"glances", TerminalUse::Monitor, "-q --quiet --stdout --stdout-csv --export --version -s -w"},
    {"gvim", TerminalUse::Editor, "-e -es -E -Es -s -S -c --version --help"},
    {"helix", TerminalUse::Editor, "--version --help -V -h"},
    {"htop", TerminalUse::Monitor, "--version --help -V -h"},
    {"hx", TerminalUse::Editor, "--version --help -V -h --health"},
    {"iftop", TerminalUse::Monitor, "-t -h"},
    {"iotop", TerminalUse::Monitor, "--batch --version -h --help", "-b"},
    {"jed", TerminalUse::Editor, "-batch --version --help"},
    {"joe", TerminalUse::Editor, "--version --help"},
    {"kate", TerminalUse::Editor, "--version --help -v -h"},
    {"less", TerminalUse::Pager, "--version --help -V"},
    {"mcedit", TerminalUse::Editor, ""},
    {"micro", TerminalUse::Editor, "-version --version -help"},
    {"more", TerminalUse::Pager, "--version --help -V"},
    {"most", TerminalUse::Pager, "--version --help"},
    {"nano", TerminalUse::Editor, "--version --help -V -h"},
    {"ncdu", TerminalUse::Monitor, "--version", "-o"},
    {"nedit", TerminalUse::Editor, "-V -version"},
    {"nmon", TerminalUse::Monitor, "-f -F -h -? -x -X -z"},
    {"nvim", TerminalUse::Editor, "--headless -es -Es -s --version -v --help"},
    {"nvitop", TerminalUse::Monitor, "-1 --once --version -V -h --help"},
    {"nvtop", TerminalUse::Monitor, "-s --snapshot --version -v -h --help"},
    {"pico", TerminalUse::Editor, ""},
    {"top", TerminalUse::Monitor, "-h -v --help --version", "-b"},
    {"vi", TerminalUse::Editor, "-e -es -E -s -S --version"},
    {"vim", TerminalUse::Editor, "-e -es -E -Es -s -S -c --version --help"},
    {"vimdiff", TerminalUse::Editor, "-e -es -E -Es -s -S -c --version --help"},
    {"whiptail", TerminalUse::Dialogue, "--version --help"},
    {"xemacs", TerminalUse::Editor, "-batch --batch -V"},
});
static_assert(std::ranges::is_sorted(kTerminalPrograms, {}, &TerminalRow::program));
constexpr RowFinder kFindTerminalProgram(kTerminalPrograms, &TerminalRow::program);

// Programs that give what they run a terminal, or another machine's.
constexpr std::string_view kOwnTerminal[] = {"expect", "screen",   "script", "ssh",
                                             "tmux",   "unbuffer", "xterm",  "xvfb-run"};

bool redirects(const Command& command, char direction) {
  return std::ranges::any_of(command.redirects, [direction](const Redirect& redirect) {
    return redirect.op.find(direction) != std::string::npos;
  });
}

// An option that is not known may be the one that needs no terminal.
bool runs_in_batch(const TerminalRow& row, const Invocation& invocation) {
  return std::ranges::any_of(invocation.args, [&row](const Word& word) {
    const bool by_prefix = !row.batch_prefix.empty() && word.text.starts_with(row.batch_prefix);
    return !word.known() || by_prefix || lists(row.batch, word.text);
  });
}

// `read -p` under a condition, or on the right of `||`, is what a script does that may also be started by hand.
bool asks_as_fallback(TerminalUse use, const Command& command) {
  return use == TerminalUse::Dialogue && command.context.conditional;
}

bool needs_terminal(TerminalUse use, const Command& command) {
  switch (use) {
    // Keystrokes and answers may come from a heredoc or a pipe.
    case TerminalUse::Editor:
    case TerminalUse::Dialogue: return !command.context.pipeline && !redirects(command, '<');
    case TerminalUse::Monitor: return !command.context.pipeline;
    // Without a terminal a pager copies like cat: of use in front of a pipe or into a file.
    case TerminalUse::Pager:
      return (!command.context.pipeline || command.context.pipeline_last) && !redirects(command, '>');
  }
  return false;
}

bool prompts(const Invocation& read) {
  return std::ranges::any_of(read.args, [](const Word& word) {
    const std::string_view text = word.known_prefix();
    return text.starts_with('-') && !text.starts_with("--") && text.find('p') != std::string_view::npos;
  });
}

std::optional<TerminalUse> terminal_use(const Call& call) {
  const Invocation& invocation = call.invocation();
  if (invocation.name == "read" && prompts(invocation)) return TerminalUse::Dialogue;
  if (invocation.name == "watch" && call.command->last().name != "squeue") return TerminalUse::Monitor;
  const TerminalRow* const row = kFindTerminalProgram(invocation.name);
  if (row == nullptr) return std::nullopt;
  // `./top`: a program of one's own.
  if (invocation.program.text.starts_with('.')) return std::nullopt;
  if (runs_in_batch(*row, invocation)) return std::nullopt;
  return row->use;
}

std::string_view terminal_template(TerminalUse use) {
  switch (use) {
    case TerminalUse::Editor: return "`{}` waits for keystrokes, and a batch job has no terminal";
    case TerminalUse::Monitor: return "`{}` draws on a terminal, and a batch job has none";
    case TerminalUse::Pager: return "`{}` has no terminal to page on: it only copies the text into the job's output";
    case TerminalUse::Dialogue: return "`{}` asks somebody, and nobody can answer in a batch job";
  }
  return {};
}

std::string_view terminal_help(TerminalUse use) {
  switch (use) {
    case TerminalUse::Editor: return "change files with `sed -i`, a here-document or a script";
    case TerminalUse::Monitor: return "print once, or every minute into a file: `top -b -n 1`, `nvidia-smi`";
    case TerminalUse::Pager: return "use `cat`, or leave it out";
    case TerminalUse::Dialogue: return "hand the answer over at submission: `sbatch job.sh ANSWER`";
  }
  return {};
}

// Silent where the program has a terminal of its own, gets its input from the script, or is told to run without one.
void terminal_program(const Job& job, Report& report) {
  if (!is_job_for_certain(job)) return;
  for (const Call& call : job.calls()) {
    const auto use = terminal_use(call);
    if (!use || asks_as_fallback(*use, *call.command)) continue;
    if (!needs_terminal(*use, *call.command) || job.runs_inside(call, kOwnTerminal)) continue;
    Finding finding = report.at(call.invocation().span, terminal_template(*use), call.invocation().name);
    finding.help(std::string(terminal_help(*use))).confidence(certainty(*call.command));
    if (*use == TerminalUse::Pager) finding.level(Level::Note);
  }
}

}  // namespace

extern constinit const Rule SB606_terminal_program{
    .code = "SB606",
    .name = "terminal-program",
    .group = Group::Use,
    .stage = Stage::Script,
    .level = Level::Warning,
    .check = terminal_program,
};

}  // namespace sbatchlint::rules
