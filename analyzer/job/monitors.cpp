#include "job/monitors.h"

#include "job/waiting.h"

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

}  // namespace

bool never_ends(const Invocation& call) {
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
