#include "slurm/values/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "slurm/values/text.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

struct Flag {
  std::string_view name;  // in lower case where it is read, as it is shown where it is shown
  std::uint32_t bits = 0;
};

enum MailBit : std::uint32_t {
  kArrayTasks = 1,
  kInvalidDepend = 2,
  kBegin = 4,
  kEnd = 8,
  kFail = 16,
  kRequeue = 32,
  kStageOut = 64,
  kTime50 = 128,
  kTime80 = 256,
  kTime90 = 512,
  kTime100 = 1024,
};

constexpr Flag kMailWords[] = {
    {"array_tasks", kArrayTasks},
    {"begin", kBegin},
    {"end", kEnd},
    {"fail", kFail},
    {"invalid_depend", kInvalidDepend},
    {"requeue", kRequeue},
    {"stage_out", kStageOut},
    {"time_limit", kTime100},
    {"time_limit_90", kTime90},
    {"time_limit_80", kTime80},
    {"time_limit_50", kTime50},
    {"all", kInvalidDepend | kBegin | kEnd | kFail | kRequeue | kStageOut},
};

constexpr Flag kMailShown[] = {
    {"ARRAY_TASKS", kArrayTasks},
    {"INVALID_DEPEND", kInvalidDepend},
    {"BEGIN", kBegin},
    {"END", kEnd},
    {"FAIL", kFail},
    {"REQUEUE", kRequeue},
    {"STAGE_OUT", kStageOut},
    {"TIME_LIMIT_50", kTime50},
    {"TIME_LIMIT_80", kTime80},
    {"TIME_LIMIT_90", kTime90},
    {"TIME_LIMIT", kTime100},
};

enum GresBit : std::uint32_t { kDisableBinding = 1, kEnforceBinding = 2, kMultipleTasks = 4, kOneTask = 8 };

constexpr Flag kGresFlags[] = {
    {"disable-binding", kDisableBinding},
    {"enforce-binding", kEnforceBinding},
    {"multiple-tasks-per-sharing", kMultipleTasks},
    {"one-task-per-sharing", kOneTask},
};

struct SignalName {
  std::string_view name;
  std::uint16_t number = 0;
  Release since = kOldestRelease;
};

// The numbers of Linux on x86 and ARM.
constexpr SignalName kSignals[] = {
    {"HUP", 1},
    {"INT", 2},
    {"QUIT", 3},
    {"ABRT", 6},
    {"KILL", 9},
    {"ALRM", 14},
    {"TERM", 15},
    {"CHLD", 17, Release::V23_11},
    {"USR1", 10},
    {"USR2", 12},
    {"PIPE", 13, Release::V23_11},
    {"URG", 23},
    {"CONT", 18},
    {"STOP", 19},
    {"TSTP", 20},
    {"TTIN", 21},
    {"TTOU", 22},
    {"XCPU", 24},
};

const Flag* find_flag(std::span<const Flag> flags, std::string_view word) {
  const auto found =
      std::ranges::find_if(flags, [word](const Flag& flag) { return equals_ignoring_case(word, flag.name); });
  return found == flags.end() ? nullptr : &*found;
}

std::string join_flags(std::span<const Flag> flags, std::uint32_t bits) {
  std::string joined;
  for (const Flag& flag : flags) {
    if ((bits & flag.bits) == 0) continue;
    if (!joined.empty()) joined += ',';
    joined += flag.name;
  }
  return joined;
}

// Slurm: sig_name2num. A number may be anything; 0 where the text is no signal.
std::int64_t signal_number(std::string_view text, Release release) {
  const LeadingInteger number = read_integer(text);
  if (number.length > 0) return is_all_blank(text.substr(number.length)) ? number.value : 0;
  text.remove_prefix(static_cast<std::size_t>(std::ranges::find_if_not(text, is_blank) - text.begin()));
  if (starts_with_ignoring_case(text, "sig")) text.remove_prefix(3);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  for (const SignalName& signal : kSignals) {
    const bool same = std::ranges::equal(text, signal.name, {}, to_lower, to_lower);
    if (same && signal.since <= release) return signal.number;
  }
  return 0;
}

bool take_letter(std::string_view& text, char lower) {
  if (text.empty() || to_lower(text.front()) != lower) return false;
  text.remove_prefix(1);
  return true;
}

Refusal gres_flags_refusal(std::string message) {
  return {.message = std::move(message), .reason = "not a list of GRES flags"};
}

}  // namespace

std::optional<std::uint16_t> read_mail_types(std::string_view text) {
  std::uint32_t types = 0;
  for (auto word = next_token(text, ","); !word.empty(); word = next_token(text, ",")) {
    if (equals_ignoring_case(word, "none")) return std::uint16_t{0};
    if (const Flag* flag = find_flag(kMailWords, word)) types |= flag->bits;
  }
  if (types == 0) return {};
  return static_cast<std::uint16_t>(types);
}

std::string show_mail_types(std::uint16_t types) { return types == 0 ? "NONE" : join_flags(kMailShown, types); }

std::optional<std::string> read_profile(std::string_view text) {
  const auto has = [text](std::string_view word) { return find_ignoring_case(text, word) != std::string_view::npos; };
  if (has("none")) return "None";
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kWords = {
      {{"energy", "Energy"}, {"lustre", "Lustre"}, {"network", "Network"}, {"task", "Task"}}};
  const bool all = has("all");
  std::string shown;
  for (const auto& [word, name] : kWords) {
    if (!all && !has(word)) continue;
    if (!shown.empty()) shown += ',';
    shown += name;
  }
  if (shown.empty()) return {};
  return shown;
}

std::optional<SignalSpec> read_signal(std::string_view text, Release release) {
  SignalSpec spec;
  spec.on_reservation = take_letter(text, 'r');
  spec.to_batch_shell = take_letter(text, 'b');
  spec.on_reservation = take_letter(text, 'r') || spec.on_reservation;
  if (text.starts_with(':')) text.remove_prefix(1);
  const std::size_t at = text.find('@');
  spec.number = static_cast<std::uint16_t>(signal_number(text.substr(0, at), release));
  if (spec.number == 0) return {};
  if (at == std::string_view::npos) return spec;
  const std::string_view seconds = text.substr(at + 1);
  const LeadingInteger number = read_integer(seconds);
  if (number.length != seconds.size() || number.value < 0 || number.value > 65535) return {};
  spec.seconds = static_cast<std::uint16_t>(number.value);
  return spec;
}

std::string show_signal(const SignalSpec& spec, Release release) {
  std::string shown;
  if (spec.on_reservation) shown += 'R';
  if (spec.to_batch_shell) shown += 'B';
  if (!shown.empty()) shown += ':';
  const auto named = std::ranges::find_if(
      kSignals, [&](const SignalName& signal) { return signal.number == spec.number && signal.since <= release; });
  shown += named == std::end(kSignals) ? fmt::format("{}", spec.number) : std::string(named->name);
  if (spec.seconds != 60) shown += fmt::format("@{}", spec.seconds);
  return shown;
}

Reading<std::uint32_t> read_gres_flags(std::string_view text, std::uint32_t before, Release release) {
  if (release < Release::V23_11) {
    if (equals_ignoring_case(text, "disable-binding")) return std::uint32_t{kDisableBinding};
    if (equals_ignoring_case(text, "enforce-binding")) return std::uint32_t{kEnforceBinding};
    return gres_flags_refusal("Invalid --gres-flags specification");
  }
  std::uint32_t flags = before & kMultipleTasks;
  for (auto word = next_token(text, ","); !word.empty(); word = next_token(text, ",")) {
    if (equals_ignoring_case(word, "allow-task-sharing")) {
      return gres_flags_refusal("--gres-flags=allow-task-sharing is only used with srun.");
    }
    const Flag* flag = find_flag(kGresFlags, word);
    if (flag == nullptr) return gres_flags_refusal(fmt::format("Invalid --gres-flags specification: {}", word));
    flags |= flag->bits;
  }
  const auto both = [flags](std::uint32_t a, std::uint32_t b) { return (flags & a) != 0 && (flags & b) != 0; };
  if (both(kDisableBinding, kEnforceBinding)) {
    return gres_flags_refusal(
        "Invalid --gres-flags combo: disable-binding and enforce-binding are mutually exclusive.");
  }
  if (both(kMultipleTasks, kOneTask)) {
    return gres_flags_refusal(
        "Invalid --gres-flags combo: one-task-per-sharing and multiple-tasks-per-sharing are mutually exclusive.");
  }
  return flags;
}

bool gres_flags_need_shared_gres(std::uint32_t flags) { return (flags & kOneTask) != 0; }

std::string show_gres_flags(std::uint32_t flags) {
  std::string shown = join_flags(kGresFlags, flags);
  return shown.empty() ? "unset" : shown;
}

}  // namespace sbatchlint
