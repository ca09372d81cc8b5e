// Reads a rubric. toml++'s exceptions end here.
#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "grade/rubric.h"
#include "grade/rubric_table.h"
#include "lint/selection.h"
#include "options/option_spec.h"
#include "text/nearest.h"

namespace sbatchlint {

namespace {

std::vector<CommandPattern> read_commands(ProfileTable& table, std::string_view key) {
  std::vector<CommandPattern> patterns;
  for (const std::string& text : table.texts(key)) {
    auto pattern = compile_command_pattern(text);
    if (pattern) {
      patterns.push_back(std::move(pattern).value());
    } else {
      table.fail(key, fmt::format("{}: {}", table.in_words(key), pattern.error().message));
    }
  }
  if (patterns.empty()) table.fail(key, fmt::format("{} needs a command", table.in_words(key)));
  return patterns;
}

void read_option(ProfileTable& table, std::string_view key, Criterion& criterion) {
  criterion.option = table.required_text(key);
  criterion.values = table.texts("values");
  const auto options = option_table(Tool::Sbatch);
  if (std::ranges::find(options, criterion.option, &OptionSpec::name) != options.end()) return;
  std::vector<std::string_view> names;
  for (const OptionSpec& spec : options) names.push_back(spec.name);
  const auto meant = nearest(criterion.option, names);
  table.fail(key, fmt::format("`{}` is no option of sbatch{}", criterion.option,
                              meant ? fmt::format("; did you mean `{}`?", *meant) : std::string()));
}

void read_rules(ProfileTable& table, Criterion& criterion) {
  criterion.rules = table.texts("rules");
  if (criterion.rules.empty()) table.fail("rules", "`rules` of [[task.criterion]] needs a rule");
  criterion.each = read_points(table, "each");
  criterion.at_most = read_points(table, "at_most");
  criterion.free = table.count("free").value_or(0);
}

// The one key that says what is asked for.
void read_question(ProfileTable& table, Criterion& criterion) {
  struct Row {
    std::string_view key;
    CriterionKind kind;
  };
  static constexpr Row kRows[] = {{"rules", CriterionKind::Rules},   {"request", CriterionKind::Request},
                                  {"run", CriterionKind::Run},       {"never_run", CriterionKind::NeverRun},
                                  {"option", CriterionKind::Option}, {"forbid_option", CriterionKind::ForbidOption},
                                  {"file", CriterionKind::File},     {"accepted", CriterionKind::Accepted}};
  const auto given = std::ranges::count_if(kRows, [&](const Row& row) { return table.has(row.key); });
  if (given != 1) {
    table.fail("id", fmt::format("criterion `{}` needs exactly one of rules, request, run, never_run, option, "
                                 "forbid_option, file, accepted; it has {}",
                                 criterion.id, given));
    return;
  }
  const auto* row = std::ranges::find_if(kRows, [&](const Row& each) { return table.has(each.key); });
  criterion.kind = row->kind;
  switch (row->kind) {
    case CriterionKind::Rules: return read_rules(table, criterion);
    case CriterionKind::Request:
      criterion.request = table.condition("request");
      if (criterion.request.steps.empty()) table.fail("request", "`request` of [[task.criterion]] is empty");
      return;
    case CriterionKind::Run:
    case CriterionKind::NeverRun: criterion.commands = read_commands(table, row->key); return;
    case CriterionKind::Option:
    case CriterionKind::ForbidOption: return read_option(table, row->key, criterion);
    case CriterionKind::File:
      criterion.files = table.texts("file");
      if (criterion.files.empty()) table.fail("file", "`file` of [[task.criterion]] needs a name");
      return;
    case CriterionKind::Accepted:
      if (!table.flag("accepted")) table.fail("accepted", "`accepted` of [[task.criterion]] can only be true");
      return;
  }
}

Criterion read_criterion(ProfileTable& table) {
  Criterion criterion;
  criterion.line = table.line();
  criterion.id = read_id(table);
  criterion.title = table.required_text("title");
  const auto points = read_points(table, "points");
  criterion.points = points.value_or(Points{});
  criterion.bonus = table.flag("bonus");
  criterion.hidden = table.flag("hidden");
  criterion.required = table.flag("required");
  read_question(table, criterion);
  criterion.pass_text = table.text("pass");
  criterion.fail_text = table.text("fail");
  criterion.review_text = table.text("review");
  // A misspelt key says more than the one that is missing.
  if (!points) table.done();
  if (!points) table.fail("points", fmt::format("criterion `{}` needs `points`", criterion.id));
  return criterion;
}

RubricTask read_task(ProfileTable& table) {
  RubricTask task;
  task.id = read_id(table);
  task.title = table.required_text("title");
  task.scripts = table.texts("script");
  task.worth = read_points(table, "points");
  task.at_most = read_points(table, "at_most");
  table.tables("criterion", [&](ProfileTable& each) { task.criteria.push_back(read_criterion(each)); });
  if (task.criteria.empty()) table.fail("criterion", fmt::format("task `{}` needs a [[task.criterion]]", task.id));
  if (task.worth && worth_of_criteria(task) == Points{}) {
    table.fail("points", fmt::format("task `{}` has `points`, and its criteria are worth nothing", task.id));
  }
  return task;
}

void read_submissions(ProfileTable& table, SubmissionRules& rules) {
  static constexpr std::string_view kLayouts[] = {"auto", "folders", "flat"};
  const std::string layout = table.choice("layout", kLayouts);
  if (layout == "folders") rules.layout = SubmissionLayout::Folders;
  if (layout == "flat") rules.layout = SubmissionLayout::Flat;
  rules.name = table.text("name");
  if (!rules.name.empty() && rules.name.find("{student}") == std::string::npos) {
    table.fail("name", "`name` of [submissions] needs a `{student}`");
  }
}

LatePolicy read_late(ProfileTable& table) {
  static constexpr std::string_view kTimes[] = {"none", "files"};
  LatePolicy late;
  const auto due = read_time(table, "due");
  if (!due) table.fail("due", "`due` of [late] has to be a time with its offset, such as 2026-10-09T12:00:00Z");
  late.due = due.value_or(0);
  late.grace_minutes = table.count("grace_minutes").value_or(0);
  late.percent_per_day = table.count("percent_per_day").value_or(0);
  late.at_most_percent = table.count("at_most_percent").value_or(100);
  if (late.percent_per_day > 100 || late.at_most_percent > 100) {
    table.fail("percent_per_day", "percent of [late] are 100 at most");
  }
  late.from_files = table.choice("times", kTimes) == "files";
  return late;
}

void read_similarity(ProfileTable& table, SimilarityRules& rules) {
  rules.percent = table.count("percent").value_or(rules.percent);
  rules.words = table.count("words").value_or(rules.words);
  rules.starter = table.text("starter");
  if (rules.percent < 1 || rules.percent > 100) table.fail("percent", "`percent` of [similarity] is from 1 to 100");
}

// `{ "job.sh" = "#!/bin/bash" }`: any keys, texts as values.
std::map<std::string, std::string> read_texts_by_name(ProfileTable& table, std::string_view key) {
  std::map<std::string, std::string> texts;
  const toml::node* node = table.find(key);
  if (node == nullptr) return texts;
  const toml::table* entries = node->as_table();
  if (entries == nullptr) {
    table.fail(key, fmt::format("{} has to be a table of texts", table.in_words(key)));
    return texts;
  }
  for (auto&& [name, value] : *entries) {
    const auto text = value.value_exact<std::string>();
    if (!text) table.fail(key, fmt::format("{} has to be a table of texts", table.in_words(key)));
    texts.emplace(name.str(), text.value_or(""));
  }
  return texts;
}

Sample read_sample(ProfileTable& table) {
  static constexpr std::string_view kOutcomes[] = {"pass", "partial", "fail", "review"};
  Sample sample;
  sample.line = table.line();
  sample.title = table.required_text("title");
  sample.files = read_texts_by_name(table, "files");
  const std::string script = table.text("script");
  if (!script.empty()) sample.files.emplace("job.sh", script);
  sample.points = read_points(table, "points");
  sample.outcomes = read_texts_by_name(table, "expect");
  for (const auto& [id, outcome] : sample.outcomes) {
    if (std::ranges::find(kOutcomes, outcome) == std::end(kOutcomes)) {
      table.fail("expect", fmt::format("`{}` of `expect` has to be one of {}", id, fmt::join(kOutcomes, ", ")));
    }
  }
  return sample;
}

void read_head(ProfileTable& table, Rubric& rubric) {
  rubric.title = table.required_text("title");
  rubric.site = table.text("site");
  rubric.slurm_version = table.text("slurm_version");
  rubric.pass = read_points(table, "pass");
  rubric.at_most = read_points(table, "at_most");
  rubric.at_most_if_failed = read_points(table, "at_most_if_failed");
}

// Ids are given once, and samples name those that there are.
void check_ids(ProfileTable& root, const Rubric& rubric) {
  std::vector<std::string_view> ids;
  for (const RubricTask& task : rubric.tasks) {
    for (const Criterion& criterion : task.criteria) {
      if (std::ranges::find(ids, criterion.id) != ids.end()) {
        root.failure().at({criterion.line, 1}, fmt::format("the criterion `{}` is given twice", criterion.id));
      }
      ids.push_back(criterion.id);
    }
  }
  std::set<std::string_view> tasks;
  for (const RubricTask& task : rubric.tasks) {
    if (!tasks.insert(task.id).second) root.fail("task", fmt::format("the task `{}` is given twice", task.id));
  }
  for (const Sample& sample : rubric.samples) {
    for (const auto& [id, outcome] : sample.outcomes) {
      if (std::ranges::find(ids, id) != ids.end()) continue;
      const auto meant = nearest(id, ids);
      root.failure().at({sample.line, 1},
                        fmt::format("the sample `{}` expects something of `{}`, which is no criterion{}", sample.title,
                                    id, meant ? fmt::format("; did you mean `{}`?", *meant) : std::string()));
    }
  }
}

Result<Rubric> read_rubric(std::string_view toml, std::string_view file_name, KnownKeys* keys) {
  ProfileFailure failure(toml, file_name);
  failure.known_keys = keys;
  Rubric rubric;
  rubric.file = file_name;
  try {
    const toml::table document = parse_toml(toml, file_name);
    ProfileTable root(document, "the rubric", failure);
    if (document["schema"].value_exact<std::int64_t>() != 1) root.fail("schema", "`schema` has to be the number 1");
    (void)root.find("schema");
    if (!root.has("rubric")) root.fail("rubric", "the rubric has no [rubric] table");
    root.table("rubric", [&](ProfileTable& table) { read_head(table, rubric); });
    root.table("submissions", [&](ProfileTable& table) { read_submissions(table, rubric.submissions); });
    root.table("late", [&](ProfileTable& table) { rubric.late = read_late(table); });
    root.table("similarity", [&](ProfileTable& table) { read_similarity(table, rubric.similarity); });
    root.tables("task", [&](ProfileTable& table) { rubric.tasks.push_back(read_task(table)); });
    root.tables("sample", [&](ProfileTable& table) { rubric.samples.push_back(read_sample(table)); });
    root.done();
    if (rubric.tasks.empty()) root.fail("task", "the rubric has no [[task]]");
    if (!failure.error()) check_ids(root, rubric);
  } catch (const toml::parse_error& error) {
    failure.at(error.source().begin, error.description());
  }
  if (failure.error()) return *failure.error();
  return rubric;
}

}  // namespace

Points worth_of_criteria(const RubricTask& task) {
  Points sum;
  for (const Criterion& criterion : task.criteria) {
    if (!criterion.bonus) sum += criterion.points;
  }
  return sum;
}

Points Rubric::possible() const {
  Points sum;
  for (const RubricTask& task : tasks) sum += task.worth.value_or(worth_of_criteria(task));
  return sum;
}

const Criterion* Rubric::find(std::string_view id) const {
  for (const RubricTask& task : tasks) {
    const auto found = std::ranges::find(task.criteria, id, &Criterion::id);
    if (found != task.criteria.end()) return &*found;
  }
  return nullptr;
}

Result<Rubric> parse_rubric(std::string_view toml, std::string_view file_name) {
  return read_rubric(toml, file_name, nullptr);
}

std::map<std::string, std::set<std::string>> rubric_keys(std::string_view toml) {
  KnownKeys keys;
  (void)read_rubric(toml, "", &keys);
  return keys;
}

std::optional<Error> check_rules(const Rubric& rubric, std::span<const CatalogEntry> catalog) {
  for (const RubricTask& task : rubric.tasks) {
    for (const Criterion& criterion : task.criteria) {
      for (const std::string& rule : criterion.rules) {
        auto error = check_selector(catalog, rule);
        if (!error) continue;
        error->message = fmt::format("{}:{}: {}", rubric.file, criterion.line, error->message);
        return error;
      }
    }
  }
  return std::nullopt;
}

std::vector<std::string> advice_on(const Rubric& rubric) {
  using Kind = ConditionStep::Kind;
  static constexpr Fact kMayBeUnsaid[] = {Fact::Partition,   Fact::Qos,     Fact::Account,
                                          Fact::TimeMinutes, Fact::GpuType, Fact::MemMb};
  std::vector<std::string> advice;
  for (const RubricTask& task : rubric.tasks) {
    for (const Criterion& criterion : task.criteria) {
      const auto& steps = criterion.request.steps;
      for (const Fact fact : kMayBeUnsaid) {
        const auto asks = [fact](const ConditionStep& step) {
          return step.fact == fact && (step.kind == Kind::Equal || step.kind == Kind::Less ||
                                       step.kind == Kind::LessOrEqual || step.kind == Kind::In);
        };
        const auto guards = [fact](const ConditionStep& step) { return step.fact == fact && step.kind == Kind::Set; };
        if (std::ranges::none_of(steps, asks) || std::ranges::any_of(steps, guards)) continue;
        const std::string_view name = condition_vocabulary()[static_cast<std::size_t>(fact)].name;
        advice.push_back(
            fmt::format("{}:{}: `{}` leaves a script that says nothing of `{}` to a person, unless the "
                        "site has a default; `{} set and ...` fails it",
                        rubric.file, criterion.line, criterion.id, name, name));
      }
    }
  }
  return advice;
}

}  // namespace sbatchlint
