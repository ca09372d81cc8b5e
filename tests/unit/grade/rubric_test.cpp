// Rubrics and overrides are read strictly, and the published schemas know the same keys.
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>
#include <string>

#include "grade/overrides.h"
#include "grade/rubric.h"
#include "support/catch.hpp"

namespace sbatchlint {

namespace {

using nlohmann::json;

constexpr std::string_view kHead = "schema = 1\n[rubric]\ntitle = \"R\"\n";

std::string with_criterion(std::string_view lines) {
  return std::string(kHead) +
         "[[task]]\nid = \"t\"\ntitle = \"T\"\n[[task.criterion]]\nid = \"c\"\ntitle = \"C\"\npoints = 1\n" +
         std::string(lines) + "\n";
}

std::string error_of(const std::string& toml) {
  const auto rubric = parse_rubric(toml, "r.toml");
  return rubric ? "none" : rubric.error().message;
}

// Every kind of table once.
const std::string kEverything = with_criterion("accepted = true") + R"(
[submissions]
layout = "flat"
[late]
due = 2026-10-09T12:00:00+02:00
[similarity]
[[sample]]
title = "s"
)";

json schema(const std::string& name) {
  std::ifstream file(std::string(SBATCHLINT_DOCS) + "/" + name);
  REQUIRE(file.good());
  return json::parse(file);
}

void collect_keys(const json& table, const std::string& path, std::map<std::string, std::set<std::string>>& keys) {
  for (const auto& [name, property] : table.at("properties").items()) {
    keys[path].insert(name);
    const bool is_root = path.find('[') == std::string::npos;
    const std::string below =
        is_root ? name
                : path.substr(path.find_first_not_of('['), path.find(']') - path.find_first_not_of('[')) + "." + name;
    const auto items = property.find("items");
    if (items != property.end() && items->contains("properties")) collect_keys(*items, "[[" + below + "]]", keys);
    if (property.contains("properties")) collect_keys(property, "[" + below + "]", keys);
  }
}

}  // namespace

TEST_CASE("what is wrong in a rubric is said with its line and the nearest name") {
  struct Row {
    std::string toml;
    std::string message;
  };
  const auto row = GENERATE(values<Row>({
      {"schema = 2\n", "r.toml:1: `schema` has to be the number 1"},
      {"schema = 1\n", "r.toml:1: the rubric has no [rubric] table"},
      {std::string(kHead), "r.toml:1: the rubric has no [[task]]"},
      {"schema = 1\n[rubric]\ntitel = \"x\"\n", "r.toml:2: `title` of [rubric] has to be given"},
      {"schema = 1\n[rubric]\ntitle = \"x\"\npas = 1\n",
       "r.toml:4: unknown key `pas` in [rubric]; did you mean `pass`?"},
      {"schema = 1\n[rubric]\ntitle = \"x\n", "r.toml:3: "},
      {with_criterion(""),
       "r.toml:8: criterion `c` needs exactly one of rules, request, run, never_run, option, "
       "forbid_option, file, accepted; it has 0"},
      {with_criterion("accepted = true\nrun = [\"x\"]"),
       "r.toml:8: criterion `c` needs exactly one of rules, request, run, never_run, option, forbid_option, file, "
       "accepted; it has 2"},
      {with_criterion("request = \"gpu == 2\""),
       "r.toml:11: `request` of [[task.criterion]]: there is no fact `gpu`; did you mean `gpus`?"},
      {with_criterion("run = [\"srun >\"]"),
       "r.toml:11: `run` of [[task.criterion]]: a command needs the name of a program"},
      {with_criterion("option = \"tiem\""), "r.toml:11: `tiem` is no option of sbatch; did you mean `time`?"},
      {with_criterion("accepted = true\npoint = 3"),
       "r.toml:12: unknown key `point` in [[task.criterion]]; did you mean `points`?"},
      {with_criterion("accepted = true\neach = 1"), "r.toml:12: unknown key `each` in [[task.criterion]]"},
      {with_criterion("accepted = true\n[[sample]]\ntitle = \"s\"\nexpect = { d = \"pass\" }"),
       "r.toml:12: the sample `s` expects something of `d`, which is no criterion"},
      {with_criterion("accepted = true\n[late]\ndue = 2026-10-09T12:00:00"),
       "r.toml:13: `due` of [late] has to be a time with its offset, such as 2026-10-09T12:00:00Z"},
      {with_criterion("accepted = true\n[submissions]\nname = \"{name}_{rest}\""),
       "r.toml:13: `name` of [submissions] needs a `{student}`"},
  }));
  CAPTURE(row.toml);
  const std::string message = error_of(row.toml);
  CHECK(message.substr(0, std::max(row.message.size(), message.find('\n'))).starts_with(row.message));
}

TEST_CASE("points with three decimals, twice the same id and rules that are none are refused") {
  CHECK(error_of(std::string(kHead) +
                 "[[task]]\nid = \"t\"\ntitle = \"T\"\n[[task.criterion]]\nid = \"c\"\ntitle = \"C\"\n"
                 "points = 0.125\naccepted = true\n") ==
        "r.toml:10: `points` of [[task.criterion]] has to be a number of points: 0 or more, two decimals at most");
  CHECK(error_of(with_criterion("accepted = true\n[[task.criterion]]\nid = \"c\"\ntitle = \"C\"\npoints = 1\n"
                                "accepted = true")) == "r.toml:12: the criterion `c` is given twice");
  const auto rubric = parse_rubric(with_criterion("rules = [\"SB20l\"]"), "r.toml");
  REQUIRE(rubric.ok());
  static constexpr Rule kRule{.code = "SB201", .name = "missing-time"};
  const CatalogEntry catalog[] = {{.rule = &kRule, .page = {}}};
  const auto error = check_rules(rubric.value(), catalog);
  REQUIRE(error);
  CHECK(error->message == "r.toml:7: no rule is called `SB20l`; did you mean `SB201`?");
}

TEST_CASE("a rubric is read with what it is worth") {
  const auto rubric = parse_rubric(kEverything, "r.toml");
  REQUIRE(rubric.ok());
  CHECK(rubric.value().possible() == Points{100});
  REQUIRE(rubric.value().late);
  CHECK(rubric.value().late->due == 1'791'540'000);
  REQUIRE(rubric.value().find("c") != nullptr);
  CHECK(rubric.value().find("c")->line == 7);
  CHECK(rubric.value().find("d") == nullptr);
}

TEST_CASE("comparing what may be left out gives advice") {
  const auto open = parse_rubric(with_criterion("request = \"gpus == 2 and time_minutes <= 60\""), "r.toml");
  CHECK(
      advice_on(open.value()) ==
      std::vector<std::string>{"r.toml:7: `c` leaves a script that says nothing of `time_minutes` to a person, unless "
                               "the site has a default; `time_minutes set and ...` fails it"});
  const auto guarded =
      parse_rubric(with_criterion("request = \"gpus == 2 and time_minutes set and time_minutes <= 60\""), "r.toml");
  CHECK(advice_on(guarded.value()).empty());
}

TEST_CASE("overrides need a student, a reason and something to decide") {
  const auto rubric = parse_rubric(with_criterion("accepted = true"), "r.toml").value();
  const auto error_in = [&](const std::string& lines) {
    const auto read = parse_overrides("schema = 1\n[[override]]\n" + lines, "o.toml", rubric);
    return read ? std::string("none") : read.error().message;
  };
  CHECK(error_in("student = \"a\"\nreason = \"r\"\npoints = 2\n") == "none");
  CHECK(error_in("reason = \"r\"\npoints = 2\n") == "o.toml:2: `student` of [[override]] has to be given");
  CHECK(error_in("student = \"a\"\npoints = 2\n") == "o.toml:2: `reason` of [[override]] has to be given");
  CHECK(error_in("student = \"a\"\nreason = \"r\"\n") ==
        "o.toml:3: an [[override]] decides something: points, submitted, waive_late, or a criterion");
  CHECK(error_in("student = \"a\"\nreason = \"r\"\ncriterion = \"cc\"\noutcome = \"pass\"\n") ==
        "o.toml:5: `cc` is no criterion of the rubric; did you mean `c`?");
}

TEST_CASE("the published schemas have the keys that the readers know, table by table") {
  const auto hold = [](const std::map<std::string, std::set<std::string>>& read, const json& published) {
    std::map<std::string, std::set<std::string>> keys;
    collect_keys(published, read.contains("the rubric") ? "the rubric" : "the overrides", keys);
    keys.erase("[sample.files]");
    keys.erase("[[sample.files]]");
    for (const auto& [table, names] : read) {
      CAPTURE(table);
      CHECK(keys[table] == names);
    }
    CHECK(keys.size() == read.size());
  };
  // A criterion's keys depend on what it asks: all kinds together.
  auto keys = rubric_keys(kEverything);
  for (const char* question : {"rules = [\"SB1\"]", "request = \"gpus == 1\"", "run = [\"x\"]", "never_run = [\"x\"]",
                               "option = \"time\"", "forbid_option = \"time\"", "file = [\"x\"]"}) {
    for (const auto& [table, names] : rubric_keys(with_criterion(question)))
      keys[table].insert(names.begin(), names.end());
  }
  hold(keys, schema("rubric.schema.json"));
  const auto rubric = parse_rubric(with_criterion("accepted = true"), "r.toml").value();
  hold(override_keys("schema = 1\n[[override]]\n", rubric), schema("schemas/overrides.schema.json"));
}

}  // namespace sbatchlint
