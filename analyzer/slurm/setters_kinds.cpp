// The kinds of option that share a setter: text, flags, counts, sizes, times, files.
#include <fmt/format.h>

#include "slurm/setters.h"
#include "slurm/values/begin.h"
#include "slurm/values/count.h"
#include "slurm/values/size.h"
#include "slurm/values/text.h"
#include "slurm/values/time.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

std::string dashed(Opt opt) { return fmt::format("--{}", setting_row(opt).name); }

Refusal invalid_specification(Opt opt, std::string reason) {
  return {.message = fmt::format("Invalid {} specification", dashed(opt)), .reason = std::move(reason)};
}

}  // namespace

Refused set_text(SubmitState& /*state*/, Slot& slot, const Given& given) {
  slot.text = given.text;
  return {};
}

Refused set_flag(SubmitState& /*state*/, Slot& slot, const Given& /*given*/) {
  slot.text = kSet;
  return {};
}

Refused refuse_to_go_on(SubmitState& /*state*/, Slot& /*slot*/, const Given& /*given*/) {
  return Refusal{.message = {}, .reason = {}, .exit_status = 0};
}

Refused set_count(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const auto count = read_count(given.text, dashed(given.opt), Zero::Forbidden, given.release);
  if (!count) return count.refusal();
  slot.number = *count;
  slot.text = fmt::format("{}", *count);
  return {};
}

Refused set_size(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const auto size = read_size(given.text);
  if (!size) return invalid_specification(given.opt, "not a size");
  slot.number = static_cast<std::int64_t>(size->count);
  slot.text = show_size(*size);
  return {};
}

Refused set_time(SubmitState& /*state*/, Slot& slot, const Given& given) {
  std::int32_t minutes = read_minutes(given.text);
  if (minutes == kNoValue) return invalid_specification(given.opt, "not a time limit");
  if (minutes == 0) minutes = kInfinite;
  slot.number = minutes;
  slot.text = show_minutes(static_cast<std::uint32_t>(minutes));
  return {};
}

Refused set_delay_boot(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const Seconds seconds = read_seconds(given.text);
  if (seconds == kNoValue) return invalid_specification(given.opt, "not a length of time");
  slot.number = static_cast<std::uint32_t>(seconds);
  slot.text = show_seconds(slot.number);
  return {};
}

Refused set_point_in_time(SubmitState& /*state*/, Slot& slot, const Given& given) {
  const auto point = read_point_in_time(given.text, given.context->now, given.release);
  if (!point) return point.refusal();
  if (*point == 0) return invalid_specification(given.opt, "not a point in time");
  slot.number = *point;
  slot.text = show_point_in_time(*point);
  return {};
}

Refused set_file(SubmitState& /*state*/, Slot& slot, const Given& given) {
  slot.text = equals_ignoring_case(given.text, "none") ? std::string_view("/dev/null") : given.text;
  return {};
}

// sbatch lets only root name another user or group.
Refused set_root_only(SubmitState& /*state*/, Slot& slot, const Given& given) {
  if (!given.context->facts.is_root.value_or(false)) {
    return Refusal{.message = fmt::format("{} only permitted by root user", dashed(given.opt)),
                   .reason = "for root alone"};
  }
  slot.text = given.text;
  return {};
}

}  // namespace sbatchlint
