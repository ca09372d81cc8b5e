// What a person decided, with the reason, for one student at a time: a TOML file beside the rubric.
//
//   schema = 1
//   [[override]]
//   student = "ann"            # the identifier or, where only one has it, the name
//   criterion = "nv"           # with `outcome` or `points`; left out: the total, or the time
//   outcome = "pass"           # pass or fail
//   points = 1.5
//   submitted = 2026-10-09T11:00:00Z
//   waive_late = true
//   reason = "the image had no driver that week"
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grade/points.h"
#include "grade/rubric.h"
#include "text/result.h"

namespace sbatchlint {

struct Override {
  std::string student;
  std::string criterion;         // an id; empty: the whole submission
  std::optional<bool> outcome;   // pass or fail
  std::optional<Points> points;  // of the criterion, else of the total
  std::optional<std::int64_t> submitted;
  bool waive_late = false;
  std::string reason;
  std::uint32_t line = 0;
};

struct Overrides {
  std::string file;
  std::vector<Override> all;
};

// Strict, as rubrics are: every entry needs a student and a reason, and decides something.
[[nodiscard]] Result<Overrides> parse_overrides(std::string_view toml, std::string_view file_name,
                                                const Rubric& rubric);

[[nodiscard]] std::map<std::string, std::set<std::string>> override_keys(std::string_view toml, const Rubric& rubric);

}  // namespace sbatchlint
