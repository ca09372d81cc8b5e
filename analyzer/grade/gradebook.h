// Grades of a course: one row a student, with every answer and where it comes from. Owned by value, but for the rubric
// and the run, which have to outlive it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grade/points.h"
#include "grade/rubric.h"
#include "grade/submission.h"
#include "lint/run_result.h"

namespace sbatchlint {

// Review: it rests on something that is not known, and a person has to look. Ungraded: there was nothing to look at.
enum class Outcome : std::uint8_t { Pass, Partial, Fail, Review, Ungraded };
[[nodiscard]] std::string_view outcome_name(Outcome outcome);  // "pass", "partial", "fail", "review", "ungraded"

// What an answer rests on: a finding of a rule, or a line of the script.
struct Evidence {
  std::size_t file = 0;            // in RunResult::files
  std::string path;                // as the student called the file
  std::uint32_t line = 0;          // 1-based
  const Rule* rule = nullptr;      // of a finding
  std::string message;             // what is wrong, or the line's text
  std::string help;                // what to do; may be empty
  std::vector<std::string> fixes;  // titles of fixes
};

struct CriterionResult {
  const Criterion* criterion = nullptr;
  Outcome outcome = Outcome::Ungraded;
  Points points;
  Points undecided;    // what a person may still give
  std::string reason;  // one sentence: why it came out so
  std::vector<Evidence> evidence;
  std::string override_reason;  // not empty: a person decided
};

struct TaskResult {
  const RubricTask* task = nullptr;
  Points points;     // after scaling and the task's cap
  Points undecided;  // likewise
  Points possible;
  std::vector<std::size_t> scripts;  // in RunResult::files
  std::vector<CriterionResult> criteria;
};

enum class GradeStatus : std::uint8_t { Graded, Review, Missing, Unreadable };
[[nodiscard]] std::string_view status_name(GradeStatus status);  // "graded", "review", "missing", "unreadable"

struct Lateness {
  std::optional<std::int64_t> submitted;  // seconds since 1970
  std::uint64_t days = 0;                 // begun after the grace
  std::uint64_t percent = 0;
  Points deduction;
};

struct Row {
  std::string student;
  std::string name;
  std::string id;
  GradeStatus status = GradeStatus::Graded;
  std::vector<TaskResult> tasks;
  Points reached;              // of all tasks
  Points points;               // what counts: after lateness and caps
  Points undecided;            // what open answers may add at most, before lateness and caps
  std::optional<bool> passed;  // nothing where the rubric has no `pass`, or where it is open
  Lateness late;
  std::vector<std::string> reasons;  // why a person should look, or why there is no grade
  std::vector<std::string> notes;    // what happened on the way: caps, overrides
  std::vector<std::string> sources;  // where the submissions lie; the graded one first
  std::vector<std::size_t> scripts;  // in RunResult::files
  std::vector<std::string> files;    // names of everything that was handed in
};

// Submissions that are nearly the same: a hint, not a verdict.
struct SimilarGroup {
  std::vector<std::size_t> rows;
  std::uint32_t percent = 0;  // the least similar pair that joined the group
};

// What a re-grade changed for one student.
struct Change {
  std::string student;
  std::string before;                 // "7 of 10, graded"; empty: was not there
  std::string after;                  // empty: is not there any more
  std::vector<std::string> criteria;  // "time: fail -> pass"
};

struct Gradebook {
  const Rubric* rubric = nullptr;
  const RunResult* run = nullptr;
  std::vector<Row> rows;  // by student
  std::vector<SimilarGroup> similar;
  std::optional<std::vector<Change>> changes;  // where a previous result was given
  std::vector<std::string> ignored;            // entries that belong to nobody
  bool anonymous = false;

  [[nodiscard]] std::size_t count(GradeStatus status) const;
};

}  // namespace sbatchlint
