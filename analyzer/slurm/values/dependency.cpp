#include "slurm/values/dependency.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "text/ascii.h"

namespace sbatchlint {
namespace {

constexpr std::array<std::string_view, 6> kDependencyTypes = {"after",   "afterany",         "afternotok",
                                                              "afterok", "afterburstbuffer", "aftercorr"};

std::string_view take_digits(std::string_view& text) {
  const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  const std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  return digits;
}

// `_3`, `_*`, `_[1-2]` behind an id.
bool is_task(std::string_view text) {
  if (text == "_*") return true;
  if (text.starts_with("_[") && text.ends_with(']')) return text.size() > 3;
  text.remove_prefix(1);
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

// `4711`, `4711_3`, and behind `after` also `4711+5`. A negative number passes for an id.
bool is_job_id(std::string_view text, bool may_delay) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::string_view digits = take_digits(text);
  if (digits.empty() || digits.find_first_not_of('0') == std::string_view::npos) return false;
  const std::size_t plus = may_delay ? text.find('+') : std::string_view::npos;
  if (plus != std::string_view::npos) {
    const std::string_view minutes = text.substr(plus + 1);
    if (minutes.empty() || !std::ranges::all_of(minutes, is_digit)) return false;
    text = text.substr(0, plus);
  }
  return text.empty() || (text.front() == '_' && is_task(text));
}

// One part between two separators.
bool is_condition(std::string_view text) {
  if (equals_ignoring_case(text, "singleton")) return true;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return is_job_id(text, false);
  const std::string_view type = text.substr(0, colon);
  const auto is_type = [type](std::string_view known) { return equals_ignoring_case(type, known); };
  if (std::ranges::none_of(kDependencyTypes, is_type)) return false;
  const bool may_delay = equals_ignoring_case(type, "after");
  for (std::size_t at = colon + 1; at <= text.size();) {
    const std::size_t end = std::min(text.find(':', at), text.size());
    if (!is_job_id(text.substr(at, end - at), may_delay)) return false;
    at = end + 1;
  }
  return true;
}

}  // namespace

bool is_dependency(std::string_view text) {
  if (text.empty()) return true;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(",?", at), text.size());
    if (!is_condition(text.substr(at, end - at))) return false;
    at = end + 1;
  }
  return true;
}

}  // namespace sbatchlint
