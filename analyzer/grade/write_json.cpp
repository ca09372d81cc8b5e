// Everything, schema 1 (docs/schemas/grades.schema.json); Gradescope's results.json; what changed since an earlier one.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include <fmt/format.h>

#include "grade/markup.h"
#include "grade/results.h"
#include "grade/statistics.h"
#include "output/display.h"

namespace sbatchlint {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kGradesSchema = 1;

// Exact: at most two decimals.
Json json_points(Points points) {
  if (points.hundredths % 100 == 0) return points.hundredths / 100;
  return static_cast<double>(points.hundredths) / 100;
}

Json json_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

std::string_view kind_name(CriterionKind kind) {
  switch (kind) {
    case CriterionKind::Rules: return "rules";
    case CriterionKind::Request: return "request";
    case CriterionKind::Run: return "run";
    case CriterionKind::NeverRun: return "never_run";
    case CriterionKind::Option: return "option";
    case CriterionKind::ForbidOption: return "forbid_option";
    case CriterionKind::File: return "file";
    case CriterionKind::Accepted: return "accepted";
  }
  return {};
}

std::string_view graded_origin(Origin origin) {
  switch (origin) {
    case Origin::SlurmDefault: return "slurm-default";
    case Origin::SiteDefault: return "site-default";
    case Origin::Directive: return "directive";
    case Origin::ForeignDirective: return "foreign-directive";
    case Origin::Environment: return "environment";
    case Origin::CommandLine: return "command-line";
  }
  return {};
}

Json rubric_json(const Rubric& rubric) {
  Json tasks = Json::array();
  for (const RubricTask& task : rubric.tasks) {
    Json criteria = Json::array();
    for (const Criterion& criterion : task.criteria) {
      criteria.push_back({{"id", criterion.id},
                          {"title", criterion.title},
                          {"kind", kind_name(criterion.kind)},
                          {"question", question_of(criterion)},
                          {"points", json_points(criterion.points)},
                          {"bonus", criterion.bonus},
                          {"hidden", criterion.hidden},
                          {"required", criterion.required}});
    }
    tasks.push_back({{"id", task.id},
                     {"title", task.title},
                     {"points", json_points(task.worth.value_or(worth_of_criteria(task)))},
                     {"criteria", std::move(criteria)}});
  }
  return {{"title", rubric.title},
          {"possible", json_points(rubric.possible())},
          {"pass", rubric.pass ? json_points(*rubric.pass) : Json()},
          {"tasks", std::move(tasks)}};
}

Json evidence_json(const Evidence& evidence) {
  return {{"file", evidence.path},
          {"line", evidence.line},
          {"code", evidence.rule == nullptr ? Json() : Json(evidence.rule->code)},
          {"name", evidence.rule == nullptr ? Json() : Json(evidence.rule->name)},
          {"message", evidence.message},
          {"help", json_or_null(evidence.help)},
          {"fixes", evidence.fixes}};
}

Json task_json(const Gradebook& book, const TaskResult& task) {
  Json criteria = Json::array();
  for (const CriterionResult& result : task.criteria) {
    Json evidence = Json::array();
    for (const Evidence& each : result.evidence) evidence.push_back(evidence_json(each));
    criteria.push_back({{"id", result.criterion->id},
                        {"outcome", outcome_name(result.outcome)},
                        {"points", json_points(result.points)},
                        {"undecided", json_points(result.undecided)},
                        {"reason", json_or_null(result.reason)},
                        {"evidence", std::move(evidence)},
                        {"override", json_or_null(result.override_reason)}});
  }
  Json scripts = Json::array();
  for (const std::size_t script : task.scripts) {
    if (!book.anonymous) scripts.push_back(book.run->files[script].source.name());
  }
  return {{"id", task.task->id},
          {"points", json_points(task.points)},
          {"possible", json_points(task.possible)},
          {"undecided", json_points(task.undecided)},
          {"scripts", std::move(scripts)},
          {"criteria", std::move(criteria)}};
}

// What a script asks for and runs.
Json script_json(const FileResult& file) {
  Json components = Json::array();
  for (const ComponentSummary& part : file.summary->components) {
    Json options = Json::object();
    for (const OptionSummary& option : part.options) {
      options[option.name] = {{"value", option.value ? Json(*option.value) : Json()},
                              {"origin", graded_origin(option.origin)},
                              {"line", option.line ? Json(*option.line + 1) : Json()}};
    }
    components.push_back({{"options", std::move(options)}});
  }
  Json commands = Json::array();
  for (const CommandSummary& command : file.summary->commands) {
    commands.push_back({{"line", file.source.line_of(command.span.begin) + 1}, {"text", command_text(command)}});
  }
  return {{"file", file.source.name()},
          {"accepted", file.summary->accepted ? Json(*file.summary->accepted) : Json()},
          {"refusal", json_or_null(file.summary->refusal)},
          {"components", std::move(components)},
          {"commands", std::move(commands)}};
}

Json row_json(const Gradebook& book, const Row& row) {
  Json tasks = Json::array();
  for (const TaskResult& task : row.tasks) tasks.push_back(task_json(book, task));
  // Names of files and values are the student's: left out of anonymous results.
  Json scripts = Json::array();
  Json other = Json::array();
  if (!book.anonymous) {
    for (const std::size_t script : row.scripts) scripts.push_back(script_json(book.run->files[script]));
    for (const Evidence& evidence : other_findings(book, row)) other.push_back(evidence_json(evidence));
  }
  return {{"student", row.student},
          {"name", row.name},
          {"id", json_or_null(row.id)},
          {"status", status_name(row.status)},
          {"points", json_points(row.points)},
          {"possible", json_points(book.rubric->possible())},
          {"undecided", json_points(row.undecided)},
          {"passed", row.passed ? Json(*row.passed) : Json()},
          {"late",
           {{"submitted", row.late.submitted ? Json(*row.late.submitted) : Json()},
            {"days", row.late.days},
            {"percent", row.late.percent},
            {"deduction", json_points(row.late.deduction)}}},
          {"reasons", row.reasons},
          {"notes", row.notes},
          {"sources", row.sources},
          {"files", row.files},
          {"tasks", std::move(tasks)},
          {"scripts", std::move(scripts)},
          {"other_findings", std::move(other)}};
}

Json summary_json(const Gradebook& book) {
  const CourseStatistics statistics = statistics_of(book);
  Json criteria = Json::array();
  for (const CriterionCounts& counts : statistics.criteria) {
    criteria.push_back({{"id", counts.criterion->id},
                        {"pass", counts.of(Outcome::Pass)},
                        {"partial", counts.of(Outcome::Partial)},
                        {"fail", counts.of(Outcome::Fail)},
                        {"review", counts.of(Outcome::Review)},
                        {"ungraded", counts.of(Outcome::Ungraded)}});
  }
  Json rules = Json::array();
  for (const RuleCount& count : statistics.rules) {
    rules.push_back({{"code", count.rule->code}, {"name", count.rule->name}, {"students", count.students}});
  }
  return {{"students", book.rows.size()},
          {"graded", book.count(GradeStatus::Graded)},
          {"review", book.count(GradeStatus::Review)},
          {"missing", book.count(GradeStatus::Missing)},
          {"unreadable", book.count(GradeStatus::Unreadable)},
          {"mean", json_points(statistics.mean)},
          {"median", json_points(statistics.median)},
          {"criteria", std::move(criteria)},
          {"findings", std::move(rules)}};
}

Json changes_json(const std::vector<Change>& changes) {
  Json all = Json::array();
  for (const Change& change : changes) {
    all.push_back({{"student", change.student},
                   {"before", json_or_null(change.before)},
                   {"after", json_or_null(change.after)},
                   {"criteria", change.criteria}});
  }
  return all;
}

std::string printed(const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

// ---- Gradescope

std::string words_for_gradescope(const CriterionResult& result) {
  std::string text = visible(result.reason);
  for (const Evidence& evidence : result.evidence) {
    text += fmt::format("\n{}:{}: {}", visible(evidence.path), evidence.line, visible(evidence.message));
    if (!evidence.help.empty()) text += "\nhelp: " + visible(evidence.help);
  }
  return text;
}

// ---- earlier results

// A student of earlier results, as far as changes go.
struct EarlierRow {
  std::string grade;
  std::map<std::string, std::string> outcomes;
};

std::string grade_text(const std::string& points, const std::string& possible, std::string_view status) {
  return fmt::format("{} of {}, {}", points, possible, status);
}

std::string number_text(const Json& number) { return to_text(points_of(number.get<double>()).value_or(Points{})); }

std::map<std::string, EarlierRow> earlier_rows(const Json& document) {
  std::map<std::string, EarlierRow> rows;
  for (const Json& student : document.at("students")) {
    EarlierRow& row = rows[student.at("student").get<std::string>()];
    row.grade = grade_text(number_text(student.at("points")), number_text(student.at("possible")),
                           student.at("status").get<std::string>());
    for (const Json& task : student.at("tasks")) {
      for (const Json& criterion : task.at("criteria")) {
        row.outcomes[criterion.at("id").get<std::string>()] =
            fmt::format("{} ({})", criterion.at("outcome").get<std::string>(), number_text(criterion.at("points")));
      }
    }
  }
  return rows;
}

Change change_of(const Gradebook& book, const Row& row, const EarlierRow& before) {
  Change change{.student = row.student,
                .before = before.grade,
                .after = grade_text(to_text(row.points), to_text(book.rubric->possible()), status_name(row.status)),
                .criteria = {}};
  std::map<std::string, std::string> gone = before.outcomes;
  for (const TaskResult& task : row.tasks) {
    for (const CriterionResult& result : task.criteria) {
      const std::string now = fmt::format("{} ({})", outcome_name(result.outcome), to_text(result.points));
      const auto then = gone.find(result.criterion->id);
      if (then == gone.end()) {
        change.criteria.push_back(fmt::format("{}: new, {}", result.criterion->id, now));
        continue;
      }
      if (then->second != now) {
        change.criteria.push_back(fmt::format("{}: {} -> {}", result.criterion->id, then->second, now));
      }
      gone.erase(then);
    }
  }
  for (const auto& [id, outcome] : gone) change.criteria.push_back(fmt::format("{}: {} -> not asked", id, outcome));
  return change;
}

}  // namespace

void write_grades_json(const Gradebook& book, std::string& out) {
  Json students = Json::array();
  for (const Row& row : book.rows) students.push_back(row_json(book, row));
  Json similar = Json::array();
  for (const SimilarGroup& group : book.similar) {
    Json names = Json::array();
    for (const std::size_t row : group.rows) names.push_back(book.rows[row].student);
    similar.push_back({{"students", std::move(names)}, {"percent", group.percent}});
  }
  const Json document = {
      {"schema", kGradesSchema},       {"version", book.run->version},
      {"site", book.run->site},        {"rubric", rubric_json(*book.rubric)},
      {"summary", summary_json(book)}, {"students", std::move(students)},
      {"similar", std::move(similar)}, {"changes", book.changes ? changes_json(*book.changes) : Json()},
      {"ignored", book.ignored}};
  out += printed(document);
}

void write_gradescope(const Gradebook& book, const Row& row, std::string& out) {
  Json tests = Json::array();
  for (const TaskResult& task : row.tasks) {
    for (const CriterionResult& result : task.criteria) {
      const Criterion& criterion = *result.criterion;
      tests.push_back({{"name", criterion.title},
                       {"score", json_points(result.points)},
                       {"max_score", json_points(criterion.bonus ? Points{} : criterion.points)},
                       {"status", result.outcome == Outcome::Pass ? "passed" : "failed"},
                       {"output", words_for_gradescope(result)},
                       {"visibility", criterion.hidden ? "hidden" : "visible"}});
    }
  }
  std::string text = out_of(row.points, book.rubric->possible()) + " points";
  for (const std::string& reason : row.reasons) {
    if (row.status != GradeStatus::Review) text += "\n" + visible(reason);
  }
  for (const std::string& note : row.notes) text += "\n" + visible(note);
  if (row.status == GradeStatus::Review) text += "\na person will look at it";
  const Json document = {
      {"score", json_points(row.points)}, {"output", text}, {"visibility", "visible"}, {"tests", std::move(tests)}};
  out += printed(document);
}

Result<std::vector<Change>> changes_since(std::string_view previous, const Gradebook& book) {
  try {
    const Json document = Json::parse(previous);
    if (document.at("schema") != kGradesSchema) throw Json::other_error::create(0, "schema", &document);
    std::map<std::string, EarlierRow> before = earlier_rows(document);
    std::vector<Change> changes;
    for (const Row& row : book.rows) {
      const auto then = before.find(row.student);
      const bool is_new = then == before.end();
      Change change = change_of(book, row, is_new ? EarlierRow{} : then->second);
      if (is_new) change.criteria.clear();
      if (change.before != change.after || !change.criteria.empty()) changes.push_back(std::move(change));
      if (!is_new) before.erase(then);
    }
    for (const auto& [student, row] : before) {
      changes.push_back({.student = student, .before = row.grade, .after = {}, .criteria = {}});
    }
    std::ranges::sort(changes, {}, &Change::student);
    return changes;
  } catch (const Json::exception&) {
    return Error{.message = "it is not a results.json that `sbatchlint grade` wrote", .place = {}};
  }
}

}  // namespace sbatchlint
