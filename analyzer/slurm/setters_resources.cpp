// Options about what a job occupies: nodes, cores, GPUs, memory and how tasks are bound to them.
#include <fmt/format.h>

#include <limits>

#include "slurm/setters.h"
#include "slurm/values/binding.h"
#include "slurm/values/count.h"
#include "slurm/values/cpu_freq.h"
#include "slurm/values/gres.h"
#include "slurm/values/names.h"
#include "slurm/values/text.h"
#include "slurm/values/time.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

constexpr std::int32_t kNoCoreSpec = 0xfffe;  // slurm.h, NO_VAL16

Shown show_part(const std::optional<std::int32_t>& part) {
  // Slurm prints its mark for "not set" as a number.
  return fmt::format("{}", part.value_or(kNoValue));
}

// One part of -B: `N`, `N-M`, `*`, nothing; K and M multiply. Slurm: get_resource_arg_range.
struct PartRange {
  std::int32_t least = 1;
  bool any = true;
};

Reading<PartRange> read_part(std::string_view text, std::string_view which, Release release) {
  if (text.empty() || text.front() == '*') return PartRange{};
  const auto invalid = [&] {
    return Refusal{.message = fmt::format("Invalid numeric value \"{}\" for {} arg of -B.", text, which),
                   .reason = "not a number of sockets, cores and threads",
                   .exit_status = kPlainExit};
  };
  std::string_view rest = text;
  const auto take_number = [&rest] {
    const LeadingInteger number = read_integer(rest);
    rest.remove_prefix(number.length);
    std::int64_t factor = 1;
    if (!rest.empty() && to_lower(rest.front()) == 'k') factor = 1024;
    if (!rest.empty() && to_lower(rest.front()) == 'm') factor = 1048576;
    if (factor != 1) rest.remove_prefix(1);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(number.value) * static_cast<std::uint64_t>(factor));
  };
  const auto too_large = [&](std::int64_t number) {
    const std::string_view large = release < Release::V23_11 ? "to big" : "too large";
    return Refusal{.message = fmt::format("Numeric argument ({}) {} for {} arg of -B.", number, large, which),
                   .reason = "too large a number",
                   .exit_status = kPlainExit};
  };
  const auto ended = [&rest] { return rest.empty() || rest.front() == '-'; };
  constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();

  const std::int64_t least = take_number();
  if (!ended() || least < 0) return invalid();
  if (least > kMost) return too_large(least);
  PartRange range{.least = static_cast<std::int32_t>(least), .any = false};
  if (rest.empty()) return range;
  rest.remove_prefix(1);
  const std::int64_t most = take_number();
  if (!ended() || most <= 0) return invalid();
  if (most > kMost) return too_large(most);
  // From 1 up to the largest number is as good as an asterisk.
  range.any = least == 1 && most == kMost;
  return range;
}

}  // namespace

Refused set_core_spec(SubmitState& state, Slot& /*slot*/, const Given& given) {
  const auto count = read_count(given.text, "--core-spec", Zero::Allowed, given.release);
  if (!count) return count.refusal();
  state.core_spec = *count;
  return {};
}
Refused set_thread_spec(SubmitState& state, Slot& /*slot*/, const Given& given) {
  const auto count = read_count(given.text, "--thread-spec", Zero::Forbidden, given.release);
  if (!count) return count.refusal();
  state.core_spec = *count | kThreadSpec;
  return {};
}
Shown show_core_spec(const SubmitState& state, const Slot& /*slot*/) {
  const std::int32_t spec = state.core_spec.value_or(kNoCoreSpec);
  if (spec == kNoCoreSpec || (spec & kThreadSpec) != 0) return std::string(kUnset);
  return fmt::format("{}", spec);
}
Shown show_thread_spec(const SubmitState& state, const Slot& /*slot*/) {
  const std::int32_t spec = state.core_spec.value_or(kNoCoreSpec);
  if (spec == kNoCoreSpec || (spec & kThreadSpec) == 0) return std::string(kUnset);
  return fmt::format("{}", spec & ~kThreadSpec);
}
void reset_core_spec(SubmitState& state) { state.core_spec.reset(); }

Refused set_cpu_freq(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const auto frequency = read_cpu_freq(given.text, given.release);
  if (!frequency) return frequency.refusal();
  const std::uint32_t allowed = given.context->facts.cpu_governors.value_or(kDefaultGovernors);
  if (frequency->governor != kNoGovernor && (frequency->governor & allowed) == 0) {
    return Refusal{.message = fmt::format("governor of {} is not allowed in slurm.conf", given.text),
                   .reason = "not a governor that this cluster allows"};
  }
  slot.text = frequency->shown;
  return {};
}

Refused set_distribution(SubmitState& state, Slot& /*slot*/, const Given& given) {
  std::optional<std::string_view> plane_size;
  for (const auto& [name, value] : given.context->environment) {
    if (name == "SLURM_DIST_PLANESIZE" && !value.empty()) plane_size = value;
  }
  auto distribution = read_distribution(given.text, plane_size);
  if (!distribution) return distribution.refusal();
  // The size of a plane stays when another distribution follows.
  const std::uint32_t plane = state.distribution.plane_size;
  state.distribution = *distribution;
  if (state.distribution.plane_size == 0) state.distribution.plane_size = plane;
  return {};
}
Shown show_layout(const SubmitState& state, const Slot& /*slot*/) { return show_distribution(state.distribution); }
void reset_layout(SubmitState& state) { state.distribution = {}; }

Refused set_shape(SubmitState& state, Slot& slot, const Given& given) {
  if (auto refused = set_count(state, slot, given)) return refused;
  const auto count = static_cast<std::int32_t>(slot.number);
  switch (given.opt) {
    case Opt::SocketsPerNode: state.sockets = count; break;
    case Opt::CoresPerSocket: state.cores = count; break;
    default: state.threads = count; break;
  }
  return {};
}
Shown show_sockets(const SubmitState& state, const Slot& /*slot*/) { return show_part(state.sockets); }
Shown show_cores(const SubmitState& state, const Slot& /*slot*/) { return show_part(state.cores); }
Shown show_threads(const SubmitState& state, const Slot& /*slot*/) { return show_part(state.threads); }
void reset_sockets(SubmitState& state) { state.sockets.reset(); }
void reset_cores(SubmitState& state) { state.cores.reset(); }
void reset_threads(SubmitState& state) { state.threads.reset(); }

// Slurm: verify_socket_core_thread_count. A part holds 47 characters; what is longer becomes the next part.
Refused set_extra_node_info(SubmitState& state, Slot& /*slot*/, const Given& given) {
  constexpr std::size_t kLongestPart = 47;
  constexpr std::string_view kWhich[] = {"first", "second", "third"};
  std::optional<std::int32_t>* const places[] = {&state.sockets, &state.cores, &state.threads};
  std::string_view rest = given.text;
  for (std::size_t i = 0; i < std::size(places); ++i) {
    const std::string_view part = rest.substr(0, std::min(rest.find(':'), kLongestPart));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    const auto range = read_part(part, kWhich[i], given.release);
    if (!range) return range.refusal();
    if (range->any) {
      places[i]->reset();
    } else {
      *places[i] = range->least;
    }
  }
  state.extra_node_info = true;
  return {};
}
Shown show_extra_node_info(const SubmitState& state, const Slot& /*slot*/) {
  std::string shown;
  if (state.sockets) shown += fmt::format("{}", *state.sockets);
  if (state.cores) shown += fmt::format(":{}", *state.cores);
  if (state.threads) shown += fmt::format(":{}", *state.threads);
  return shown.empty() ? std::string(kUnset) : shown;
}
void reset_extra_node_info(SubmitState& state) {
  state.extra_node_info = false;
  state.sockets.reset();
  state.cores.reset();
  state.threads.reset();
}

Refused set_gpu_bind(SubmitState& state, Slot& slot, const Given& given) {
  slot.text = given.text;
  const std::string_view prefix = given.release >= Release::V23_11 ? "gres/gpu" : "gpu";
  state.tres_bind = fmt::format("{}:{}", prefix, given.text);
  return check_gpu_bind(given.text, given.release);
}
void reset_gpu_bind(SubmitState& state) { state.tres_bind.reset(); }

Refused set_tres_bind(SubmitState& state, Slot& /*slot*/, const Given& given) {
  state.tres_bind = given.text;
  return {};
}
Shown show_tres_bind(const SubmitState& state, const Slot& /*slot*/) { return state.tres_bind; }
void reset_tres_bind(SubmitState& state) { state.tres_bind.reset(); }

Refused set_gpu_freq(SubmitState& /*state*/, Slot& slot, const Given& given) {
  slot.text = given.text;
  return check_gpu_freq(given.text);
}

Refused set_gres(SubmitState& /*state*/, Slot& slot, const Given& given) {
  if (equals_ignoring_case(given.text, "help") || equals_ignoring_case(given.text, "list")) {
    return Refusal{.message = {}, .reason = "a word that submits nothing", .exit_status = 0};
  }
  const bool none = equals_ignoring_case(given.text, "none");
  slot.text = none ? std::string(given.text) : prefix_gres(given.text, given.release);
  return {};
}

Refused set_gres_flags(SubmitState& state, Slot& slot, const Given& given) {
  const auto flags = read_gres_flags(given.text, state.gres_flags, given.release);
  if (!flags) return flags.refusal();
  if (gres_flags_need_shared_gres(*flags)) {
    return Refusal{.message =
                       "In order to use --gres-flags=one-task-per-sharing you must also have "
                       "SelectTypeParameters=MULTIPLE_SHARING_GRES_PJ in your slurm.conf",
                   .reason = "not allowed on this cluster"};
  }
  state.gres_flags = *flags;
  slot.text = show_gres_flags(*flags);
  return {};
}
void reset_gres_flags(SubmitState& state) { state.gres_flags = 0; }

Refused set_mem_bind(SubmitState& state, Slot& slot, const Given& given) {
  const auto bind = read_mem_bind(given.text, state.mem_bind, given.release);
  if (!bind) return bind.refusal();
  state.mem_bind = bind->flags;
  slot.text = show_mem_bind(*bind);
  return {};
}
void reset_mem_bind(SubmitState& state) { state.mem_bind = 0; }

Refused set_mem_update(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const std::size_t at = given.text.find('@');
  if (at == std::string_view::npos) {
    return Refusal{.message = "--mem-update requires MARGIN@DELAY format", .reason = "not MARGIN@DELAY"};
  }
  const std::string_view margin_text = given.text.substr(0, at);
  const LeadingInteger margin = read_integer(margin_text);
  const std::int32_t delay = read_minutes(given.text.substr(at + 1));
  constexpr std::int64_t kMost = std::numeric_limits<std::uint16_t>::max();
  const bool margin_fits = margin.length == margin_text.size() && margin.value > 0 && margin.value <= kMost;
  if (!margin_fits || delay <= 0 || delay > kMost) {
    return Refusal{.message = "Invalid --mem-update specification", .reason = "not MARGIN@DELAY"};
  }
  slot.text = fmt::format("{}@{}", margin.value, delay);
  return {};
}

// --nodelist and --nodefile take each other's place.
Refused set_nodelist(SubmitState& state, Slot& /*slot*/, const Given& given) {
  state.nodelist.reset();
  state.nodefile.reset();
  (given.opt == Opt::Nodefile ? state.nodefile : state.nodelist) = given.text;
  return {};
}
Shown show_nodefile(const SubmitState& state, const Slot& /*slot*/) { return state.nodefile; }
Shown show_nodelist(const SubmitState& state, const Slot& /*slot*/) { return state.nodelist; }
void reset_nodefile(SubmitState& state) { state.nodefile.reset(); }
void reset_nodelist(SubmitState& state) { state.nodelist.reset(); }

Refused set_nodes(SubmitState& state, Slot& slot, const Given& given) {
  const auto nodes = read_node_count(given.text, given.release);
  if (!nodes) return nodes.refusal();
  state.nodes_min = nodes->min;
  state.nodes_max = nodes->max;
  state.nodes_set = true;
  state.nodes_are_list = nodes->is_list;
  slot.text = nodes->min == nodes->max ? fmt::format("{}", nodes->min) : fmt::format("{}-{}", nodes->min, nodes->max);
  return {};
}
void reset_nodes(SubmitState& state) {
  state.nodes_min = 1;
  state.nodes_max = 0;
  state.nodes_set = false;
  state.nodes_are_list = false;
}

Refused set_segment(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const auto size = read_short_count(given.text);
  if (!size) return Refusal{.message = "Invalid --segment specification", .reason = "not a number of nodes"};
  slot.number = *size;
  slot.text = *size == 0 ? std::string(kUnset) : fmt::format("{}", *size);
  return {};
}

}  // namespace sbatchlint
