#include "grade/overrides.h"

#include <utility>

#include "grade/rubric_table.h"
#include "text/nearest.h"

namespace sbatchlint {

namespace {

// The ids of all criteria.
std::vector<std::string_view> criterion_ids(const Rubric& rubric) {
  std::vector<std::string_view> ids;
  for (const RubricTask& task : rubric.tasks) {
    for (const Criterion& criterion : task.criteria) ids.push_back(criterion.id);
  }
  return ids;
}

Override read_override_entry(ProfileTable& table, const Rubric& rubric) {
  static constexpr std::string_view kOutcomes[] = {"pass", "fail"};
  Override entry;
  entry.line = table.line();
  entry.student = table.required_text("student");
  entry.criterion = table.text("criterion");
  const std::string outcome = table.choice("outcome", kOutcomes);
  if (!outcome.empty()) entry.outcome = outcome == "pass";
  entry.points = read_points(table, "points");
  entry.submitted = read_time(table, "submitted");
  entry.waive_late = table.flag("waive_late");
  entry.reason = table.required_text("reason");
  if (entry.criterion.empty()) {
    if (entry.outcome) table.fail("outcome", "`outcome` of [[override]] needs a `criterion`");
    if (!entry.points && !entry.submitted && !entry.waive_late) {
      table.fail("student", "an [[override]] decides something: points, submitted, waive_late, or a criterion");
    }
    return entry;
  }
  if (rubric.find(entry.criterion) == nullptr) {
    const auto ids = criterion_ids(rubric);
    const auto meant = nearest(entry.criterion, ids);
    table.fail("criterion", fmt::format("`{}` is no criterion of the rubric{}", entry.criterion,
                                        meant ? fmt::format("; did you mean `{}`?", *meant) : std::string()));
  }
  if (!entry.outcome && !entry.points) {
    table.fail("criterion", "an [[override]] of a criterion needs an `outcome` or `points`");
  }
  return entry;
}

Result<Overrides> read_overrides(std::string_view toml, std::string_view file_name, const Rubric& rubric,
                                 KnownKeys* keys) {
  ProfileFailure failure(toml, file_name);
  failure.known_keys = keys;
  Overrides overrides{.file = std::string(file_name), .all = {}};
  try {
    const toml::table document = parse_toml(toml, file_name);
    ProfileTable root(document, "the overrides", failure);
    if (document["schema"].value_exact<std::int64_t>() != 1) root.fail("schema", "`schema` has to be the number 1");
    (void)root.find("schema");
    root.tables("override", [&](ProfileTable& table) { overrides.all.push_back(read_override_entry(table, rubric)); });
    root.done();
  } catch (const toml::parse_error& error) {
    failure.at(error.source().begin, error.description());
  }
  if (failure.error()) return *failure.error();
  return overrides;
}

}  // namespace

Result<Overrides> parse_overrides(std::string_view toml, std::string_view file_name, const Rubric& rubric) {
  return read_overrides(toml, file_name, rubric, nullptr);
}

std::map<std::string, std::set<std::string>> override_keys(std::string_view toml, const Rubric& rubric) {
  KnownKeys keys;
  (void)read_overrides(toml, "", rubric, &keys);
  return keys;
}

}  // namespace sbatchlint
