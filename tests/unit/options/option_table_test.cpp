#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "options/option_spec.h"
#include "support/catch.hpp"

namespace sbatchlint {

namespace {

constexpr Tool kTools[] = {Tool::Sbatch, Tool::Srun, Tool::Salloc};

std::size_t count_in(Tool tool, Release release) {
  const auto rows = option_table(tool);
  return static_cast<std::size_t>(
      std::ranges::count_if(rows, [release](const OptionSpec& row) { return row.exists_in(release); }));
}

}  // namespace

TEST_CASE("the option tables are sorted by name and release, and no name stands twice in a release") {
  for (const Tool tool : kTools) {
    const auto rows = option_table(tool);
    CHECK(std::ranges::is_sorted(rows, {}, [](const OptionSpec& row) { return std::pair(row.name, row.since); }));
    for (const Release release : kReleases) {
      std::set<std::string_view> names;
      std::string letters;
      for (const OptionSpec& row : rows) {
        if (!row.exists_in(release)) continue;
        CAPTURE(row.name, release_name(release));
        CHECK(names.insert(row.name).second);
        if (row.letter == '\0') continue;
        CHECK(letters.find(row.letter) == std::string::npos);
        letters += row.letter;
      }
    }
  }
}

TEST_CASE("sbatch has as many options as Slurm's own table") {
  CHECK(count_in(Tool::Sbatch, Release::V22_05) == 106);
  CHECK(count_in(Tool::Sbatch, Release::V26_05) == 120);
}

TEST_CASE("an option is found by its name in the releases that have it") {
  struct Row {
    Tool tool;
    std::string_view name;
    Release release;
    bool found;
  };
  const auto row = GENERATE(values<Row>({{Tool::Sbatch, "time", Release::V22_05, true},
                                         {Tool::Sbatch, "tim", Release::V22_05, false},
                                         {Tool::Sbatch, "Time", Release::V22_05, false},
                                         {Tool::Sbatch, "", Release::V22_05, false},
                                         {Tool::Sbatch, "mpi", Release::V26_05, false},
                                         {Tool::Srun, "mpi", Release::V26_05, true},
                                         {Tool::Salloc, "no-shell", Release::V26_05, true},
                                         {Tool::Sbatch, "export-file", Release::V23_02, true},
                                         {Tool::Sbatch, "export-file", Release::V23_11, false},
                                         {Tool::Sbatch, "export-file", Release::V24_05, true},
                                         {Tool::Sbatch, "power", Release::V23_11, true},
                                         {Tool::Sbatch, "power", Release::V24_05, false}}));
  CAPTURE(row.name, release_name(row.release));
  const OptionSpec* found = find_option(row.tool, row.release, row.name);
  CHECK((found != nullptr) == row.found);
  if (found != nullptr) CHECK(found->name == row.name);
}

TEST_CASE("a letter belongs to one tool's option") {
  struct Row {
    Tool tool;
    char letter;
    std::string_view name;
  };
  const auto row = GENERATE(values<Row>({{Tool::Sbatch, 't', "time"},
                                         {Tool::Sbatch, 'W', "wait"},
                                         {Tool::Srun, 'W', "wait"},
                                         {Tool::Srun, 'K', "kill-on-bad-exit"},
                                         {Tool::Salloc, 'K', "kill-command"},
                                         {Tool::Sbatch, 'K', ""},
                                         {Tool::Sbatch, '\0', ""},
                                         {Tool::Sbatch, '\xe2', ""}}));
  CAPTURE(row.letter);
  const OptionSpec* found = find_short_option(row.tool, Release::V24_11, row.letter);
  CHECK((found == nullptr ? "" : found->name) == row.name);
}

TEST_CASE("an argument may change between releases") {
  CHECK(find_option(Tool::Sbatch, Release::V24_11, "get-user-env")->argument == ArgumentKind::Optional);
  CHECK(find_option(Tool::Sbatch, Release::V25_05, "get-user-env")->argument == ArgumentKind::None);
  CHECK(find_option(Tool::Sbatch, Release::V25_05, "requeue")->argument == ArgumentKind::None);
  CHECK(find_option(Tool::Sbatch, Release::V25_11, "requeue")->argument == ArgumentKind::Optional);
}

}  // namespace sbatchlint
