#include "job/monitors.h"

#include "job/waiting.h"
#include "text/ascii.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace sbatchlint {
namespace {

// Goes on when a word begins with one of `flags` (separated by blanks), or always where there are none. With a word
// that begins with `settings` it does something else.
struct Monitor {
  std::string_view program;
  std::string_view flags;
  std::string_view settings = {};
};
constexpr auto kMonitors = std::to_array<Monitor>({
    {"dstat", ""},
    {"gpustat", "-i --interval --watch"},
    {"htop", ""},
    {"nvidia-smi", "-l -lms --loop dmon pmon", "-lgc -lmc --lock"},
    {"nvitop", ""},
    {"nvtop", ""},
    {"tail", "-f -F --follow"},
    {"watch", ""},
});

// A word that sets an end: how often, or with which process.
constexpr auto kEnds = std::to_array<std::string_view>({"--count", "--pid", "-c"});

bool has_word_like(const Invocation& call, std::string_view start) {
  return std::ranges::any_of(call.args, [start](const Word& word) { return word.known_prefix().starts_with(start); });
}

bool has_one_of(const Invocation& call, std::string_view starts) {
  if (starts.empty()) return true;
  for (std::size_t at = 0; at <= starts.size();) {
    const std::size_t end = std::min(starts.find(' ', at), starts.size());
    if (has_word_like(call, starts.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

// `vmstat 5` goes on, `vmstat 5 10` ends after ten times, and `vmstat` says once what it has to.
bool repeats_for_ever(const Invocation& call) {
  constexpr auto kStatistics = std::to_array<std::string_view>({"iostat", "mpstat", "vmstat"});
  if (std::ranges::find(kStatistics, call.name) == kStatistics.end()) return false;
  const auto is_number = [](const Word& word) {
    return !word.text.empty() && std::ranges::all_of(word.text, is_digit);
  };
  return std::ranges::all_of(call.args, &Word::known) && std::ranges::count_if(call.args, is_number) == 1 &&
         is_number(call.args.back());
}

// `top -b` without `-n 1`
bool is_endless_top(const Invocation& call) {
  if (call.name != "top" || !std::ranges::all_of(call.args, &Word::known)) return false;
  const auto has_flag = [&call](char flag) {
    return std::ranges::any_of(call.args, [flag](const Word& word) {
      return word.text.starts_with('-') && word.text.find(flag) != std::string::npos;
    });
  };
  return has_flag('b') && !has_flag('n');
}

}  // namespace

bool never_ends(const Invocation& call) {
  if (repeats_for_ever(call) || is_endless_top(call)) return true;
  if (call.name == "sleep") return sleep_seconds(call) == kForever;
  const auto* const monitor = std::ranges::find(kMonitors, call.name, &Monitor::program);
  if (monitor == kMonitors.end() || !has_one_of(call, monitor->flags)) return false;
  if (!monitor->settings.empty() && has_one_of(call, monitor->settings)) return false;
  const auto ends = [&call](std::string_view start) { return has_word_like(call, start); };
  return std::ranges::none_of(kEnds, ends) && std::ranges::none_of(call.args, &Word::unknown);
}

bool never_ends(const Job& job, const Command& command) {
  if (std::ranges::any_of(command.chain, [](const Invocation& call) { return never_ends(call); })) return true;
  const Loop* const loop = innermost_loop(job.script, command.span);
  return loop != nullptr && loop->endless && !loop->has_exit && loop->background;
}

}  // namespace sbatchlint
