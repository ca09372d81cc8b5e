// SB412 signal-misses-shell. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/step.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "text/ascii.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sbatchlint::rules {
namespace {

struct SignalNumber {
  std::uint64_t number;
  std::string_view name;
};
constexpr auto kSignalNumbers = std::to_array<SignalNumber>(
    {{1, "HUP"}, {2, "INT"}, {3, "QUIT"}, {10, "USR1"}, {12, "USR2"}, {15, "TERM"}, {18, "CONT"}});

// `SIGUSR1`, `usr1` and `10` are all USR1.
std::string signal_name(std::string_view text) {
  if (const std::optional<std::uint64_t> number = whole_number(text)) {
    const auto* const row = std::ranges::find(kSignalNumbers, *number, &SignalNumber::number);
    return row == kSignalNumbers.end() ? std::string(text) : std::string(row->name);
  }
  std::string name(text);
  std::ranges::transform(name, name.begin(),
                         [](char c) { return is_lower(c) ? static_cast<char>(c - ('a' - 'A')) : c; });
  return name.starts_with("SIG") ? name.substr(3) : name;
}

// --signal=[R][B][:]SIG[@SECONDS]. Slurm 26.05, src/common/proc_args.c, get_signal_opts: the colon may be left out.
struct SignalRequest {
  bool to_batch_shell = false;
  bool has_flags = false;
  std::string signal;
};
SignalRequest read_signal(std::string_view value) {
  std::string_view text = value.substr(0, value.find('@'));
  SignalRequest request;
  while (!text.empty() && (to_lower(text.front()) == 'b' || to_lower(text.front()) == 'r' || text.front() == ':')) {
    request.has_flags = true;
    request.to_batch_shell = request.to_batch_shell || to_lower(text.front()) == 'b';
    text.remove_prefix(1);
  }
  request.signal = signal_name(text);
  return request;
}

// The trap of the batch shell itself for that signal. `trap - USR1` and `trap '' USR1` handle nothing.
const Command* trap_for(const Job& job, std::string_view signal) {
  for (const Call& call : job.calls("trap")) {
    const std::vector<Word>& args = call.invocation().args;
    const bool in_script = call.command->via == Via::Script || call.command->via == Via::Function;
    if (!in_script || args.size() < 2 || args[0].is("") || args[0].is("-") || args[0].is("-p")) continue;
    const auto names_it = [signal](const Word& word) { return word.known() && signal_name(word.text) == signal; };
    if (std::any_of(args.begin() + 1, args.end(), names_it)) return call.command;
  }
  return nullptr;
}

// Work in the foreground after the trap, in a script that waits for nothing: bash runs the trap when it has ended.
const Command* work_in_front(const Job& job, const Command& trap) {
  if (!job.calls("wait").empty()) return nullptr;
  for (const Task& task : tasks(job)) {
    const Command& command = *task.command;
    if (command.span.begin < trap.span.end || command.context.background || command.context.function) continue;
    if (command.via != Via::Script || command.context.substitution) continue;
    const bool is_step = std::ranges::any_of(command.chain, [](const Invocation& call) { return call.name == "srun"; });
    if (task.work == Work::Compute || (is_step && task.work == Work::Unknown)) return &command;
  }
  return nullptr;
}

void signal_misses_shell(const Job& job, Report& report) {
  const OptionUse* const option = job.request.components.front().effective("signal");
  if (option == nullptr || !option->parsed.value || !option->parsed.value->known()) return;
  const Word& value = *option->parsed.value;
  if (value.span.empty() || option->state != ValueState::Known) return;
  const SignalRequest request = read_signal(value.text);
  const Command* const trap = trap_for(job, request.signal);
  if (trap == nullptr) return;
  if (!request.to_batch_shell) {
    Finding finding =
        report.at(value.span, "{} goes to the job's steps: the trap of the batch shell never runs", request.signal);
    finding.related(trap->span, "the trap").help("write B: in front of the signal");
    if (!request.has_flags && job.source.slice(value.span) == value.text) {
      finding.fix({.title = "Send the signal to the batch shell",
                   .safety = Safety::Suggest,
                   .edits = {{.span = {value.span.begin, value.span.begin}, .text = "B:"}}});
    }
    return;
  }
  // At the time limit Slurm ends the program, and the trap has the seconds of KillWait: late, and often enough.
  if (const Command* const work = work_in_front(job, *trap)) {
    report
        .at(work->span, "bash runs the trap for {} only after `{}` has ended", request.signal, work->chain.front().name)
        .related(trap->span, "the trap")
        .help("start it with `&`, and `wait` for it")
        .level(Level::Note);
  }
}

}  // namespace

extern constinit const Rule SB412_signal_misses_shell{
    .code = "SB412",
    .name = "signal-misses-shell",
    .group = Group::Launch,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Sometimes,
    .check = signal_misses_shell,
};

}  // namespace sbatchlint::rules
