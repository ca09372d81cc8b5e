// Options about the job as a whole: priority, mail, signals, requeueing, sharing, where it runs.
#include <fmt/format.h>

#include <cstdlib>
#include <limits>

#include "slurm/setters.h"
#include "slurm/values/checked_lists.h"
#include "slurm/values/count.h"
#include "slurm/values/names.h"
#include "slurm/values/text.h"
#include "slurm/values/time.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

constexpr std::int64_t kMostNice = 2147483645;       // slurm.h, NICE_OFFSET - 3
constexpr std::int64_t kPriorityLimit = 4294967294;  // slurm.h, NO_VAL

Refusal job_refusal(std::string message, std::string reason) {
  return {.message = std::move(message), .reason = std::move(reason)};
}

}  // namespace

Refused set_acctg_freq(SubmitState& /*state*/, Slot& slot, const Given& given) {
  slot.text = given.text;
  return check_acctg_freq(given.text);
}

// Prints what a shell could complete and ends, also from a script.
Refused set_autocomplete(SubmitState& /*state*/, Slot& /*slot*/, const Given& /*given*/) {
  return Refusal{.message = {}, .reason = "an option that submits nothing", .exit_status = 0};
}

Refused set_chdir(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const std::string& directory = given.context->directory;
  if (given.text.starts_with('/') || directory.empty()) {
    slot.text = given.text;
  } else {
    slot.text = fmt::format("{}/{}", directory, given.text);
  }
  return {};
}

Refused set_clusters(SubmitState& state, Slot& /*slot*/, const Given& given) {
  state.clusters = given.text;
  return {};
}
Shown show_clusters(const SubmitState& state, const Slot& /*slot*/) { return state.clusters; }

Refused set_exclusive(SubmitState& state, Slot& /*slot*/, const Given& given) {
  const auto is = [&given](std::string_view word) { return equals_ignoring_case(given.text, word); };
  if (!given.present || is("exclusive") || (given.release >= Release::V26_05 && is("allocation"))) {
    state.sharing = Sharing::Exclusive;
  } else if (is("oversubscribe")) {
    state.sharing = Sharing::Oversubscribe;
  } else if (is("user")) {
    state.sharing = Sharing::User;
  } else if (is("mcs")) {
    state.sharing = Sharing::Mcs;
  } else if (given.release >= Release::V24_05 && is("topo")) {
    state.sharing = Sharing::Topo;
  } else {
    return job_refusal("Invalid --exclusive specification", "not a way to share nodes");
  }
  return {};
}

Refused set_oversubscribe(SubmitState& state, Slot& /*slot*/, const Given& /*given*/) {
  state.sharing = Sharing::Oversubscribe;
  return {};
}

Shown show_sharing(const SubmitState& state, const Slot& /*slot*/) {
  switch (state.sharing) {
    case Sharing::Unset: return std::string(kUnset);
    case Sharing::Exclusive: return "exclusive";
    case Sharing::Oversubscribe: return "oversubscribe";
    case Sharing::User: return "user";
    case Sharing::Mcs: return "mcs";
    case Sharing::Topo: return "topo";
  }
  return {};
}
void reset_sharing(SubmitState& state) { state.sharing = Sharing::Unset; }

// Until 24.11 `N[S|L]`; text that is no number is 0.
Refused set_get_user_env(SubmitState& state, Slot& slot, const Given& given) {
  if (given.release >= Release::V25_05) {
    state.environment_seconds = 0;
    return set_flag(state, slot, given);
  }
  if (!given.present) {
    state.environment_seconds = 0;
    return {};
  }
  const LeadingInteger number = read_integer(given.text);
  state.environment_seconds = static_cast<std::int32_t>(number.value);
  if (number.length == given.text.size()) return {};
  const char mode = to_lower(given.text[number.length]);
  if (mode != 's' && mode != 'l') return job_refusal("Invalid --get-user-env specification", "not a number of seconds");
  state.environment_mode = mode;
  return {};
}

Shown show_get_user_env(const SubmitState& state, const Slot& slot) {
  if (!slot.text.empty()) return slot.text;
  if (state.environment_mode == 's') return fmt::format("{}S", state.environment_seconds);
  if (state.environment_mode == 'l') return fmt::format("{}L", state.environment_seconds);
  if (state.environment_seconds == -1) return {};
  return fmt::format("{}", state.environment_seconds);
}
void reset_get_user_env(SubmitState& state) {
  state.environment_seconds = -1;
  state.environment_mode = '\0';
}

Refused set_kill_on_invalid_dep(SubmitState& state, Slot& /*slot*/, const Given& given) {
  if (equals_ignoring_case(given.text, "yes")) {
    state.killed_on_invalid_dependency = true;
  } else if (equals_ignoring_case(given.text, "no")) {
    state.kept_on_invalid_dependency = true;
  } else {
    return job_refusal("Invalid --kill-on-invalid-dep specification", "neither yes nor no");
  }
  return {};
}
Shown show_kill_on_invalid_dep(const SubmitState& state, const Slot& /*slot*/) {
  if (state.killed_on_invalid_dependency) return "yes";
  return state.kept_on_invalid_dependency ? "no" : std::string(kUnset);
}

// Until 24.11 every use adds to those before it.
Refused set_mail_type(SubmitState& state, Slot& slot, const Given& given) {
  const auto types = read_mail_types(given.text);
  if (!types) return job_refusal("Invalid --mail-type specification", "not a mail type");
  const bool adds_up = given.release <= Release::V24_11;
  state.mail_types = adds_up ? static_cast<std::uint16_t>(state.mail_types | *types) : *types;
  slot.text = show_mail_types(state.mail_types);
  return {};
}
void reset_mail_type(SubmitState& state) { state.mail_types = 0; }

Refused set_nice(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const std::int64_t nice = given.present ? read_integer(given.text).value : 100;
  if (nice > kMostNice || nice < -kMostNice) {
    return job_refusal(fmt::format("Invalid --nice value, out of range (+/- {})", kMostNice), "out of range");
  }
  slot.number = nice;
  slot.text = fmt::format("{}", nice);
  return {};
}

Refused set_no_kill(SubmitState& /*state*/, Slot& slot, const Given& given) {
  if (!given.present || equals_ignoring_case(given.text, "set")) {
    slot.text = kSet;
  } else if (equals_ignoring_case(given.text, "off") || equals_ignoring_case(given.text, "no")) {
    slot.text = kUnset;
  } else {
    return job_refusal("Invalid --no-kill specification", "neither `set` nor `off`");
  }
  return {};
}

Refused set_oom_kill_step(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const auto value = given.present ? read_short_count(given.text) : std::uint16_t{1};
  if (!value || *value > 1) return job_refusal("Invalid --oom-kill-step specification", "neither 0 nor 1");
  slot.text = fmt::format("{}", *value);
  return {};
}

// The first letter counts, whatever follows it.
Refused set_open_mode(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const char first = given.text.empty() ? '\0' : to_lower(given.text.front());
  if (first != 'a' && first != 't') {
    return job_refusal("Invalid --open-mode specification", "neither `append` nor `truncate`");
  }
  slot.text = first;
  return {};
}

// Words other than `level` are ignored with a complaint.
Refused set_power(SubmitState& /*state*/, Slot& slot, const Given& given) {
  std::string_view rest = given.text;
  slot.text = kUnset;
  for (auto word = next_token(rest, ","); !word.empty(); word = next_token(rest, ",")) {
    if (equals_ignoring_case(word, "level")) slot.text = "LEVEL";
  }
  return {};
}

// Text that is no number is 0, and holds the job.
Refused set_priority(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const bool top = equals_ignoring_case(given.text, "top");
  const std::int64_t priority = top ? kPriorityLimit - 1 : read_integer(given.text).value;
  if (priority < 0) return job_refusal("Priority must be >= 0", "below zero");
  if (priority >= kPriorityLimit) {
    return job_refusal(fmt::format("Priority must be < {}", kPriorityLimit), "too large a number");
  }
  slot.number = priority;
  slot.text = fmt::format("{}", static_cast<std::int32_t>(static_cast<std::uint32_t>(priority)));
  return {};
}

Refused set_profile(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const auto profile = read_profile(given.text);
  if (!profile) return job_refusal(fmt::format("invalid --profile={} option", given.text), "nothing to be profiled");
  slot.text = *profile;
  return {};
}

Refused set_propagate(SubmitState& /*state*/, Slot& slot, const Given& given) {
  slot.text = given.present ? given.text : std::string_view("ALL");
  return {};
}

Refused set_requeue(SubmitState& state, Slot& /*slot*/, const Given& given) {
  state.requeue = Requeue::Yes;
  if (!given.present) return {};
  if (equals_ignoring_case(given.text, "expedite")) {
    state.requeue_expedited = true;
  } else if (given.release >= Release::V26_05) {
    return job_refusal("Invalid --requeue specification", "not `expedite`");
  }
  return {};
}
Refused set_no_requeue(SubmitState& state, Slot& /*slot*/, const Given& /*given*/) {
  state.requeue = Requeue::No;
  return {};
}
Shown show_requeue(const SubmitState& state, const Slot& /*slot*/) {
  switch (state.requeue) {
    case Requeue::Unset: return std::string(kUnset);
    case Requeue::No: return "no-requeue";
    case Requeue::Yes: return state.requeue_expedited ? "expedite" : "requeue";
  }
  return {};
}
void reset_requeue(SubmitState& state) { state.requeue = Requeue::Unset; }

Refused set_resv_ports(SubmitState& /*state*/, Slot& slot, const Given& given) {
  if (!given.present) {
    slot.text = "0";
    return {};
  }
  const auto count = read_count(given.text, "--resv-port", Zero::Allowed, given.release);
  if (!count) return count.refusal();
  slot.text = fmt::format("{}", *count);
  return {};
}

Refused set_runtime(SubmitState& /*state*/, Slot& slot, const Given& given) {
  if (equals_ignoring_case(given.text, "list")) {
    return Refusal{.message = {}, .reason = "a word that submits nothing", .exit_status = 0};
  }
  slot.text = given.text.starts_with("runtime/") ? std::string(given.text) : fmt::format("runtime/{}", given.text);
  return {};
}

Refused set_signal(SubmitState& state, Slot& slot, const Given& given) {
  auto signal = read_signal(given.text, given.release);
  if (!signal) return job_refusal("Invalid --signal specification", "not a signal");
  // Letters of an earlier use stay.
  signal->to_batch_shell = signal->to_batch_shell || state.signal_to_batch_shell;
  signal->on_reservation = signal->on_reservation || state.signal_on_reservation;
  state.signal_to_batch_shell = signal->to_batch_shell;
  state.signal_on_reservation = signal->on_reservation;
  slot.text = show_signal(*signal, given.release);
  return {};
}

Refused set_switches(SubmitState& state, Slot& /*slot*/, const Given& given) {
  const std::size_t at = given.text.find('@');
  if (at != std::string_view::npos) state.switches_wait = read_seconds(given.text.substr(at + 1));
  const auto count = read_count(given.text.substr(0, at), "--switches", Zero::Forbidden, given.release);
  if (!count) return count.refusal();
  state.switches = *count;
  return {};
}
Shown show_switches(const SubmitState& state, const Slot& /*slot*/) {
  if (state.switches_wait != -1) return fmt::format("{}@{}", state.switches, show_seconds(state.switches_wait));
  if (state.switches != -1) return fmt::format("{}", state.switches);
  return std::string(kUnset);
}
void reset_switches(SubmitState& state) {
  state.switches = -1;
  state.switches_wait = -1;
}

// `-v` counts up; SBATCH_DEBUG gives a number.
Refused set_quiet(SubmitState& /*state*/, Slot& slot, const Given& /*given*/) {
  slot.text = fmt::format("{}", ++slot.number);
  return {};
}

Refused set_verbose(SubmitState& /*state*/, Slot& slot, const Given& given) {
  if (given.present) {
    const auto level = read_count(given.text, "--verbose", Zero::Allowed, given.release);
    if (!level) return level.refusal();
    slot.number = *level;
  } else {
    ++slot.number;
  }
  slot.text = fmt::format("{}", slot.number);
  return {};
}

// Slurm keeps 16 bits: 65536 is 0 again.
Refused set_wait_all_nodes(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const auto number = read_count(given.text, "--wait-all-nodes", Zero::Allowed, given.release);
  if (!number) return number.refusal();
  const auto kept = static_cast<std::uint16_t>(*number);
  if (kept > 1) return job_refusal("Invalid --wait-all-nodes specification", "neither 0 nor 1");
  slot.text = fmt::format("{}", kept);
  return {};
}

}  // namespace sbatchlint
