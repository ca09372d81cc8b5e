#include "grade/grade.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "grade/judge.h"
#include "grade/similarity.h"
#include "site/command_pattern.h"
#include "text/nearest.h"

namespace sbatchlint {

namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

bool is_script_of(const RubricTask& task, const FoundFile& file) {
  if (file.is_folder) return false;
  if (task.scripts.empty()) return file.bytes.has_value() || (file.is_script_name && !file.trouble.empty());
  return std::ranges::any_of(task.scripts, [&file](const std::string& wanted) {
    return matches_glob(wanted, file.path) || matches_glob(wanted, base_name(file.path));
  });
}

std::string wanted_text(const RubricTask& task) {
  if (task.scripts.empty()) return "job script";
  return fmt::format("file called `{}`", fmt::join(task.scripts, "` or `"));
}

// Everything about one submission that several steps need.
struct Assessment {
  const Rubric& rubric;
  const RunResult& run;
  const AnalysedSubmission& analysed;
};

TaskResult grade_task(const Assessment& assessment, const RubricTask& task) {
  const Submission& submission = assessment.analysed.submission;
  TaskResult result{.task = &task, .possible = task.worth.value_or(worth_of_criteria(task))};
  Exhibit exhibit{.scripts = {}, .files = {}, .wanted = wanted_text(task)};
  for (std::size_t i = 0; i < submission.files.size(); ++i) {
    const FoundFile& file = submission.files[i];
    exhibit.files.push_back(&file);
    const auto index = assessment.analysed.scripts[i];
    if (!index || !is_script_of(task, file) || !assessment.run.files[*index].summary) continue;
    result.scripts.push_back(*index);
    exhibit.scripts.push_back({.index = *index, .result = &assessment.run.files[*index], .path = file.path});
  }
  for (const Criterion& criterion : task.criteria) result.criteria.push_back(judge(criterion, exhibit));
  return result;
}

// The script files that nobody could read, each with why.
std::vector<std::string> unreadable_scripts(const Rubric& rubric, const Submission& submission) {
  std::vector<std::string> found;
  for (const FoundFile& file : submission.files) {
    if (file.trouble.empty()) continue;
    // What was in an archive or a folder that cannot be read is not known.
    const bool matters = file.is_folder || std::ranges::any_of(rubric.tasks, [&file](const RubricTask& task) {
                           return is_script_of(task, file);
                         });
    if (matters) found.push_back(fmt::format("`{}`: {}", file.path, file.trouble));
  }
  return found;
}

void leave_ungraded(Row& row) {
  for (TaskResult& task : row.tasks) {
    for (CriterionResult& result : task.criteria) {
      result = {.criterion = result.criterion};
    }
  }
}

// Nothing to grade, something that cannot be read, or something for a person to decide.
void set_status(Row& row, const Assessment& assessment) {
  const Submission& submission = assessment.analysed.submission;
  const bool has_file = std::ranges::any_of(submission.files, [](const FoundFile& file) { return !file.is_folder; });
  std::vector<std::string> unreadable = unreadable_scripts(assessment.rubric, submission);
  if (!submission.trouble.empty()) unreadable.insert(unreadable.begin(), submission.trouble);
  for (std::size_t i = 0; i < submission.files.size(); ++i) {
    const auto index = assessment.analysed.scripts[i];
    if (!index || assessment.run.files[*index].summary) continue;
    unreadable.push_back(fmt::format("`{}`: the analysis failed: a bug in sbatchlint", submission.files[i].path));
  }
  if (row.scripts.empty() && !unreadable.empty()) {
    row.status = GradeStatus::Unreadable;
    leave_ungraded(row);
  } else if (!has_file) {
    row.status = GradeStatus::Missing;
    unreadable.emplace_back("nothing was handed in");
    leave_ungraded(row);
  } else if (!unreadable.empty()) {
    row.status = GradeStatus::Review;
  }
  row.reasons.insert(row.reasons.end(), unreadable.begin(), unreadable.end());
}

void apply_to_criterion(CriterionResult& result, const Override& decided) {
  result.override_reason = decided.reason;
  result.undecided = {};
  if (decided.outcome) {
    result.outcome = *decided.outcome ? Outcome::Pass : Outcome::Fail;
    result.points = *decided.outcome ? result.criterion->points : Points{};
  }
  if (!decided.points) return;
  result.points = *decided.points;
  if (decided.outcome) return;
  result.outcome = result.points >= result.criterion->points ? Outcome::Pass
                   : result.points > Points{}                ? Outcome::Partial
                                                             : Outcome::Fail;
}

void apply_criteria(Row& row, const std::vector<const Override*>& decided) {
  for (const Override* entry : decided) {
    for (TaskResult& task : row.tasks) {
      for (CriterionResult& result : task.criteria) {
        if (result.criterion->id == entry->criterion) apply_to_criterion(result, *entry);
      }
    }
  }
}

void name_open_answers(Row& row) {
  for (const TaskResult& task : row.tasks) {
    for (const CriterionResult& result : task.criteria) {
      if (result.outcome != Outcome::Review) continue;
      if (row.status == GradeStatus::Graded) row.status = GradeStatus::Review;
      row.reasons.push_back(fmt::format("{}: {}", result.criterion->title, result.reason));
    }
  }
}

void add_up(Row& row) {
  for (TaskResult& task : row.tasks) {
    Points points;
    Points undecided;
    for (const CriterionResult& result : task.criteria) {
      points += result.points;
      undecided += result.undecided;
    }
    if (task.task->worth) {
      const Points whole = worth_of_criteria(*task.task);
      points = scaled(points, task.task->worth->hundredths, whole.hundredths);
      undecided = scaled(undecided, task.task->worth->hundredths, whole.hundredths);
    }
    task.points = task.task->at_most ? std::min(points, *task.task->at_most) : points;
    task.undecided = undecided;
    row.reached += task.points;
    row.undecided += task.undecided;
  }
}

void apply_lateness(Row& row, const Assessment& assessment, const std::vector<const Override*>& decided) {
  const Submission& submission = assessment.analysed.submission;
  if (!assessment.rubric.late || row.status == GradeStatus::Missing || row.status == GradeStatus::Unreadable) return;
  const LatePolicy& policy = *assessment.rubric.late;
  bool waived = false;
  if (policy.from_files) {
    for (const FoundFile& file : submission.files) {
      if (file.modified && !file.is_folder) row.late.submitted = std::max(row.late.submitted, file.modified);
    }
  }
  for (const Override* entry : decided) {
    if (entry->submitted) row.late.submitted = entry->submitted;
    waived = waived || entry->waive_late;
  }
  if (waived) return;
  if (!row.late.submitted) {
    if (!submission.marked_late) return;
    row.status = GradeStatus::Review;
    row.reasons.emplace_back("marked as late, by how much is not known");
    return;
  }
  const std::int64_t over = *row.late.submitted - policy.due - static_cast<std::int64_t>(policy.grace_minutes) * 60;
  if (over <= 0) return;
  row.late.days = static_cast<std::uint64_t>((over + kSecondsPerDay - 1) / kSecondsPerDay);
  row.late.percent = std::min({row.late.days * policy.percent_per_day, policy.at_most_percent, std::uint64_t{100}});
  row.late.deduction = scaled(row.points, static_cast<std::int64_t>(row.late.percent), 100);
  row.points = row.points - row.late.deduction;
  row.notes.push_back(
      fmt::format("{} {} late: {}% off", row.late.days, row.late.days == 1 ? "day" : "days", row.late.percent));
}

struct RequiredAnswers {
  bool failed = false;
  bool open = false;
};

RequiredAnswers required_answers(const Row& row) {
  RequiredAnswers answers;
  for (const TaskResult& task : row.tasks) {
    for (const CriterionResult& result : task.criteria) {
      if (!result.criterion->required) continue;
      if (result.outcome == Outcome::Review) answers.open = true;
      if (result.outcome != Outcome::Pass && result.outcome != Outcome::Review) answers.failed = true;
    }
  }
  return answers;
}

void cap(Row& row, const std::optional<Points>& most, std::string_view why) {
  if (!most || row.points <= *most) return;
  row.points = *most;
  row.notes.push_back(fmt::format("{}: {} points at most", why, to_text(*most)));
}

void conclude(Row& row, const Rubric& rubric, const std::vector<const Override*>& decided) {
  const RequiredAnswers required = required_answers(row);
  cap(row, rubric.at_most, "the rubric's limit");
  if (required.failed) cap(row, rubric.at_most_if_failed, "a required criterion is not met");
  for (const Override* entry : decided) {
    if (entry->criterion.empty() && entry->points) row.points = *entry->points;
  }
  const bool has_required = std::ranges::any_of(
      rubric.tasks, [](const RubricTask& task) { return std::ranges::any_of(task.criteria, &Criterion::required); });
  if (!rubric.pass && !has_required) return;
  const Points wanted = rubric.pass.value_or(Points{});
  if (required.failed || row.points + row.undecided < wanted) {
    row.passed = false;
  } else if (row.points >= wanted && !required.open) {
    row.passed = true;
  }
}

Row grade_submission(const Assessment& assessment, const std::vector<const Override*>& decided) {
  const Submission& submission = assessment.analysed.submission;
  Row row{.student = submission.student, .name = submission.name, .id = submission.id, .sources = {submission.source}};
  for (const auto& index : assessment.analysed.scripts) {
    if (index && assessment.run.files[*index].summary) row.scripts.push_back(*index);
  }
  for (const FoundFile& file : submission.files) {
    if (!file.is_folder) row.files.push_back(file.path);
  }
  for (const RubricTask& task : assessment.rubric.tasks) row.tasks.push_back(grade_task(assessment, task));
  set_status(row, assessment);
  apply_criteria(row, decided);
  name_open_answers(row);
  add_up(row);
  row.points = row.reached;
  apply_lateness(row, assessment, decided);
  conclude(row, assessment.rubric, decided);
  for (const Override* entry : decided) row.notes.push_back("decided by a person: " + entry->reason);
  return row;
}

// The best one first: graded before unreadable, then more points, then the source.
bool is_better(const Row& a, const Row& b) {
  const auto rank = [](const Row& row) {
    return row.status == GradeStatus::Missing || row.status == GradeStatus::Unreadable;
  };
  if (rank(a) != rank(b)) return !rank(a);
  if (a.points != b.points) return a.points > b.points;
  return a.sources.front() < b.sources.front();
}

Row merged_rows(std::vector<Row> rows) {
  std::ranges::sort(rows, is_better);
  Row best = std::move(rows.front());
  if (rows.size() == 1) return best;
  std::string text;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    text +=
        fmt::format("{}`{}` ({} points)", text.empty() ? "" : ", ", rows[i].sources.front(), to_text(rows[i].points));
    best.sources.push_back(rows[i].sources.front());
  }
  best.reasons.insert(best.reasons.begin(),
                      fmt::format("{} submissions: `{}` counts, not {}", rows.size(), best.sources.front(), text));
  if (best.status == GradeStatus::Graded) best.status = GradeStatus::Review;
  return best;
}

using DecidedFor = std::map<std::string, std::vector<const Override*>>;

// The overrides of each student; an Error for a name that nobody has, or that several have.
Result<DecidedFor> overrides_by_student(const Overrides& overrides, const std::vector<AnalysedSubmission>& all) {
  std::set<std::string> students;
  std::map<std::string, std::set<std::string>> by_name;
  for (const AnalysedSubmission& each : all) {
    students.insert(each.submission.student);
    by_name[each.submission.name].insert(each.submission.student);
  }
  DecidedFor decided;
  for (const Override& entry : overrides.all) {
    std::string student = entry.student;
    if (!students.contains(student)) {
      const auto named = by_name.find(student);
      if (named != by_name.end() && named->second.size() == 1) {
        student = *named->second.begin();
      } else {
        std::vector<std::string_view> names(students.begin(), students.end());
        for (const auto& [name, ids] : by_name) names.push_back(name);
        const auto meant = nearest(entry.student, names);
        return Error{
            .message = fmt::format("{}:{}: {} is called `{}`{}", overrides.file, entry.line,
                                   named == by_name.end() ? "no student" : "more than one student", entry.student,
                                   meant ? fmt::format("; did you mean `{}`?", *meant) : std::string()),
            .place = {}};
      }
    }
    decided[student].push_back(&entry);
  }
  return decided;
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::Pass: return "pass";
    case Outcome::Partial: return "partial";
    case Outcome::Fail: return "fail";
    case Outcome::Review: return "review";
    case Outcome::Ungraded: return "ungraded";
  }
  return {};
}

std::string_view status_name(GradeStatus status) {
  switch (status) {
    case GradeStatus::Graded: return "graded";
    case GradeStatus::Review: return "review";
    case GradeStatus::Missing: return "missing";
    case GradeStatus::Unreadable: return "unreadable";
  }
  return {};
}

std::size_t Gradebook::count(GradeStatus status) const {
  return static_cast<std::size_t>(std::ranges::count(rows, status, &Row::status));
}

std::vector<bool> wanted_scripts(const Submission& submission, const Rubric& rubric) {
  std::vector<bool> wanted;
  for (const FoundFile& file : submission.files) {
    const bool is_script =
        std::ranges::any_of(rubric.tasks, [&file](const RubricTask& task) { return is_script_of(task, file); });
    wanted.push_back(file.bytes.has_value() && file.trouble.empty() && is_script);
  }
  return wanted;
}

Result<Gradebook> grade_course(const Rubric& rubric, const RunResult& run, std::vector<AnalysedSubmission> submissions,
                               const Overrides& overrides) {
  std::ranges::sort(submissions, [](const AnalysedSubmission& a, const AnalysedSubmission& b) {
    return std::tie(a.submission.student, a.submission.source) < std::tie(b.submission.student, b.submission.source);
  });
  const auto decided = overrides_by_student(overrides, submissions);
  if (!decided) return decided.error();
  Gradebook book{.rubric = &rubric, .run = &run, .rows = {}};
  const std::vector<const Override*> none;
  for (auto at = submissions.begin(); at != submissions.end();) {
    const std::string& student = at->submission.student;
    const auto found = decided.value().find(student);
    std::vector<Row> rows;
    for (; at != submissions.end() && at->submission.student == student; ++at) {
      const Assessment assessment{.rubric = rubric, .run = run, .analysed = *at};
      rows.push_back(grade_submission(assessment, found == decided.value().end() ? none : found->second));
    }
    book.rows.push_back(merged_rows(std::move(rows)));
  }
  book.similar = similar_groups(book);
  return book;
}

void add_missing(Gradebook& book, const std::vector<RosterEntry>& roster) {
  std::set<std::string, std::less<>> there;
  for (const Row& row : book.rows) {
    there.insert(row.student);
    there.insert(row.name);
  }
  for (const RosterEntry& entry : roster) {
    for (Row& row : book.rows) {
      if (row.student == entry.student && !entry.name.empty()) row.name = entry.name;
    }
    if (there.contains(entry.student) || (!entry.name.empty() && there.contains(entry.name))) continue;
    const AnalysedSubmission nothing{
        .submission = {.student = entry.student, .name = entry.name.empty() ? entry.student : entry.name},
        .scripts = {}};
    Row row = grade_submission({.rubric = *book.rubric, .run = *book.run, .analysed = nothing}, {});
    row.sources.clear();
    book.rows.push_back(std::move(row));
    there.insert(entry.student);
  }
  std::ranges::sort(book.rows, {}, &Row::student);
  book.similar = similar_groups(book);
}

}  // namespace sbatchlint
