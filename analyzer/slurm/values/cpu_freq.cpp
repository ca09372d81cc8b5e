#include "slurm/values/cpu_freq.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "slurm/values/text.h"

namespace sbatchlint {
namespace {

// Named clocks are compared with each other and with kilohertz by these numbers (slurm.h).
constexpr std::uint32_t kNamed = 0x80000000;
constexpr std::uint32_t kLow = kNamed + 1;
constexpr std::uint32_t kMedium = kNamed + 2;
constexpr std::uint32_t kHigh = kNamed + 3;
constexpr std::uint32_t kHighMinusOne = kNamed + 4;

struct ClockName {
  std::string_view begins;  // what is enough of the word
  std::uint32_t clock = 0;
};
constexpr ClockName kClockNames[] = {
    {"lo", kLow}, {"him1", kHighMinusOne}, {"highm1", kHighMinusOne}, {"hi", kHigh}, {"med", kMedium},
};

struct GovernorName {
  std::string_view begins;
  std::string_view shown;
  Governor governor = kNoGovernor;
};
constexpr GovernorName kGovernorNames[] = {
    {"co", "Conservative", kConservative}, {"perf", "Performance", kPerformance}, {"pow", "PowerSave", kPowerSave},
    {"user", "UserSpace", kUserSpace},     {"onde", "OnDemand", kOnDemand},       {"sche", "SchedUtil", kSchedUtil},
};

const GovernorName* find_governor(std::string_view text) {
  for (const GovernorName& name : kGovernorNames) {
    if (starts_with_ignoring_case(text, name.begins)) return &name;
  }
  return nullptr;
}

Refusal frequency_refusal(std::string message) {
  return {.message = std::move(message), .reason = "not a CPU frequency"};
}

Refusal bare_refusal() { return frequency_refusal("Invalid --cpu-freq argument"); }

Reading<std::uint32_t> read_clock(std::string_view text, Release release) {
  for (const ClockName& name : kClockNames) {
    if (starts_with_ignoring_case(text, name.begins)) return name.clock;
  }
  const LeadingInteger number = read_integer(text);
  const auto clock = static_cast<std::uint32_t>(number.value);
  const bool lenient = release < Release::V23_11;
  const bool readable = lenient ? clock != 0 : number.length == text.size();
  if (!readable) return frequency_refusal(fmt::format("unrecognized --cpu-freq argument \"{}\"", text));
  if (clock == 0) return bare_refusal();
  return clock;
}

std::string show_clock(std::uint32_t clock) {
  switch (clock) {
    case kLow: return "Low";
    case kMedium: return "Medium";
    case kHigh: return "High";
    case kHighMinusOne: return "Highm1";
    default: return (clock & kNamed) != 0 ? "Unknown" : fmt::format("{}", clock);
  }
}

// `FIRST[-LAST][:GOVERNOR]`
struct Parts {
  std::string_view first;
  std::optional<std::string_view> last;
  std::optional<std::string_view> governor;
};

Parts take_apart(std::string_view text) {
  Parts parts{.first = text};
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    parts.governor = text.substr(colon + 1);
    parts.first = text.substr(0, colon);
  }
  // The dash is looked for in the whole text; one in the governor leaves no room for a clock before the colon.
  if (const std::size_t dash = text.find('-'); dash != std::string_view::npos) {
    parts.last = dash < parts.first.size() ? parts.first.substr(dash + 1) : std::string_view{};
    parts.first = text.substr(0, dash);
  }
  return parts;
}

Reading<CpuFreq> read_range(const Parts& parts, std::uint32_t first, Release release) {
  const auto last = read_clock(*parts.last, release);
  if (!last) return last.refusal();
  if (*last < first) {
    return frequency_refusal(fmt::format("min cpu-frec ({}) must be < max cpu-freq ({})", parts.first, *parts.last));
  }
  return CpuFreq{.shown = fmt::format("{}-{}", show_clock(first), show_clock(*last))};
}

Reading<CpuFreq> add_governor(CpuFreq frequency, const Parts& parts, Release release) {
  const auto without_range = [&] {
    return frequency_refusal(fmt::format("gov on cpu-frec ({}) illegal without max", *parts.governor));
  };
  const bool old = release < Release::V23_11;
  if (old && !parts.last) return without_range();
  const GovernorName* governor = find_governor(*parts.governor);
  if (governor == nullptr) return frequency_refusal(fmt::format("illegal governor: {} on --cpu-freq", *parts.governor));
  const bool user_space = governor->governor == kUserSpace;
  if (!parts.last && !user_space) return without_range();
  if (!old && parts.last && user_space) {
    return frequency_refusal(
        fmt::format("{} governor does not support a range. Please specify only one value for the desired "
                    "frequency (p1) or choose a different governor.",
                    *parts.governor));
  }
  frequency.governor = governor->governor;
  if (parts.last) frequency.shown += fmt::format(":{}", governor->shown);
  return frequency;
}

}  // namespace

Reading<CpuFreq> read_cpu_freq(std::string_view text, Release release) {
  const Parts parts = take_apart(text);
  const bool old = release < Release::V23_11;
  if (const GovernorName* governor = find_governor(parts.first)) {
    if (parts.governor) {
      return frequency_refusal(
          fmt::format("governor cannot be specified twice {}{{-}}:{} in --cpu-freq", parts.first, *parts.governor));
    }
    if (!parts.last) return CpuFreq{.shown = std::string(governor->shown), .governor = governor->governor};
  }
  std::uint32_t first = kNamed | 0x7ffffffe;  // slurm.h, NO_VAL: what a governor leaves here
  if (find_governor(parts.first) == nullptr) {
    const auto clock = read_clock(parts.first, release);
    if (!clock) return clock.refusal();
    first = *clock;
  }
  if (!old && parts.last && !parts.governor) {
    return frequency_refusal(
        "You must explicitly choose a governor when defining a range. Please specify only one value for the desired "
        "frequency (p1) or choose a specific governor (p3).");
  }
  CpuFreq frequency{.shown = show_clock(first), .governor = old ? kNoGovernor : kUserSpace};
  if (parts.last) {
    auto range = read_range(parts, first, release);
    if (!range) return range;
    frequency = *range;
  }
  if (parts.governor) return add_governor(std::move(frequency), parts, release);
  return frequency;
}

}  // namespace sbatchlint
