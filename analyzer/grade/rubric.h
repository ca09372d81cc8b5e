// What a course asks for and what it is worth: tasks, criteria, and everything around them. Read from TOML.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grade/points.h"
#include "lint/rule.h"
#include "site/command_pattern.h"
#include "site/condition.h"
#include "text/result.h"

namespace sbatchlint {

enum class CriterionKind : std::uint8_t {
  Rules,         // rules that must not fire
  Request,       // a condition on the effective request
  Run,           // one of these commands must be run
  NeverRun,      // none of these commands may be run
  Option,        // an option of sbatch must be given, with one of these values
  ForbidOption,  // it must not
  File,          // one of these files must be there
  Accepted,      // sbatch takes the script
};

struct Criterion {
  std::string id;     // unique in the rubric
  std::string title;  // what people read
  CriterionKind kind = CriterionKind::Accepted;
  Points points;
  bool bonus = false;     // over what the task is worth
  bool hidden = false;    // counts, and students are not told which one it is
  bool required = false;  // who fails it does not pass

  std::vector<std::string> rules;  // codes, names, groups, ALL
  std::optional<Points> each;      // taken off for each finding; left out: one finding takes everything
  std::optional<Points> at_most;   // taken off at most
  std::uint64_t free = 0;          // findings that cost nothing

  Condition request;
  std::vector<CommandPattern> commands;
  std::string option;               // a long name
  std::vector<std::string> values;  // of the option; `*` stands for any text; empty: any
  std::vector<std::string> files;   // names; `*` stands for any text

  std::string pass_text;    // what a student is told beside the facts
  std::string fail_text;    //
  std::string review_text;  //
  std::uint32_t line = 0;   // of its table in the rubric, 1-based
};

struct RubricTask {
  std::string id;
  std::string title;
  std::vector<std::string> scripts;  // names of its scripts, `*` for any text; empty: every job script
  std::optional<Points> worth;       // what its criteria are scaled to: its weight
  std::optional<Points> at_most;     // bonus included
  std::vector<Criterion> criteria;
};

// Where the students' names stand.
enum class SubmissionLayout : std::uint8_t { Auto, Folders, Flat };

struct SubmissionRules {
  SubmissionLayout layout = SubmissionLayout::Auto;
  std::string name;  // `{student}_{id}_{rest}`; empty: as Moodle and Canvas export, else the whole name
};

struct LatePolicy {
  std::int64_t due = 0;  // seconds since 1970, UTC
  std::uint64_t grace_minutes = 0;
  std::uint64_t percent_per_day = 0;  // of what was reached, for each day begun
  std::uint64_t at_most_percent = 100;
  bool from_files = false;  // the newest file's time is the submission's
};

struct SimilarityRules {
  std::uint64_t percent = 90;  // from here on it is a hint
  std::uint64_t words = 20;    // shorter scripts are not compared
  std::string starter;         // what was handed out: its words do not count
};

// A submission of the rubric's own and what it must come to; `grade --check` runs it.
struct Sample {
  std::string title;
  std::map<std::string, std::string> files;  // name and content
  std::optional<Points> points;
  std::map<std::string, std::string> outcomes;  // a criterion's id, and "pass", "partial", "fail" or "review"
  std::uint32_t line = 0;
};

struct Rubric {
  std::string file;  // as messages name it
  std::string title;
  std::string site;                         // empty: the user's
  std::string slurm_version;                // empty: the site's
  std::optional<Points> pass;               // points to reach
  std::optional<Points> at_most;            // of the total, bonus included
  std::optional<Points> at_most_if_failed;  // of the total where a required criterion is failed
  SubmissionRules submissions;
  std::optional<LatePolicy> late;
  SimilarityRules similarity;
  std::vector<RubricTask> tasks;
  std::vector<Sample> samples;

  // What can be reached without bonus.
  [[nodiscard]] Points possible() const;
  [[nodiscard]] const Criterion* find(std::string_view id) const;
};

// What the criteria of a task are worth together, without bonus and before scaling.
[[nodiscard]] Points worth_of_criteria(const RubricTask& task);

// Strict: an unknown key, a wrong type, a condition or command that cannot be read, an id given twice is an Error with
// the file, its line and the nearest name.
[[nodiscard]] Result<Rubric> parse_rubric(std::string_view toml, std::string_view file_name);

// The keys that each kind of table was asked for, by the words for it: what the published schema is held against.
[[nodiscard]] std::map<std::string, std::set<std::string>> rubric_keys(std::string_view toml);

// The first criterion that names a rule which is none: an Error with its line and the nearest name.
[[nodiscard]] std::optional<Error> check_rules(const Rubric& rubric, std::span<const CatalogEntry> catalog);

// Criteria that compare what a script may leave out, and so leave such a script to a person: advice, one sentence each.
[[nodiscard]] std::vector<std::string> advice_on(const Rubric& rubric);

}  // namespace sbatchlint
