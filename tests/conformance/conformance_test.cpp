// Holds the directive model against the recorded answers of sbatch 22.05.8, 24.11.7 and 26.05.3: one test a release.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "conformance/case.h"
#include "slurm/values/begin.h"
#include "support/catch.hpp"

namespace sbatchlint::conformance {
namespace {

using nlohmann::json;

// Cases that may differ, each with its reason. At most fifteen.
const std::map<std::string, std::string, std::less<>> kExcused = {};

// sbatch's first line without the name of the program and of the level.
std::string without_prefix(std::string line) {
  for (const std::string_view prefix : {"sbatch: error: ", "sbatch: fatal: ", "sbatch: "}) {
    if (line.starts_with(prefix)) return line.substr(prefix.size());
  }
  return line;
}

// Times relative to the submission were recorded as `$SUBMIT+3600`.
bool same_value(const std::string& recorded, const std::string& ours) {
  if (recorded == ours) return true;
  constexpr std::string_view kRelative = "$SUBMIT";
  if (!recorded.starts_with(kRelative)) return false;
  const std::int64_t offset = std::stoll(recorded.substr(kRelative.size()));
  for (const std::int64_t slack : {-1, 0, 1}) {
    if (show_point_in_time(kRecordedAt + offset + slack) == ours) return true;
  }
  return false;
}

json settings_of(const Component& component) {
  json object = json::object();
  for (const auto& [name, value] : component.settings) object[std::string(name)] = value ? json(*value) : json(nullptr);
  return object;
}

bool same_settings(const json& recorded, const json& ours) {
  if (recorded.size() != ours.size()) return false;
  return std::ranges::all_of(recorded.items(), [&ours](const auto& item) {
    const auto found = ours.find(item.key());
    if (found == ours.end()) return false;
    if (item.value().is_null() || found->is_null()) return item.value() == *found;
    return same_value(item.value().template get<std::string>(), found->template get<std::string>());
  });
}

// What differs, for a person to read; empty where nothing does.
struct Difference {
  std::string verdict;
  std::string values;
  std::string words;
};

Difference compare(const json& recorded, const Request& request) {
  Difference difference;
  const bool accepted = recorded.contains("parsed");
  const std::string verdict = !request.accepted ? "not known" : *request.accepted ? "accepted" : "refused";
  if (!request.accepted || *request.accepted != accepted) {
    difference.verdict =
        fmt::format("Slurm {}, we {} ({})", accepted ? "accepted" : "refused: " + recorded.value("says", ""), verdict,
                    first_line(request));
    return difference;
  }
  if (!accepted) {
    const std::string says = without_prefix(recorded.value("says", ""));
    const int status = request.faults.front().exit_status;
    if (says != first_line(request) || recorded["refused"] != status) {
      difference.words = fmt::format("Slurm said `{}` ({}), we `{}` ({})", says, recorded["refused"].get<int>(),
                                     first_line(request), status);
    }
    return difference;
  }
  json ours = json::array();
  for (const Component& component : request.components) ours.push_back(settings_of(component));
  const json& theirs = recorded["parsed"];
  const bool same = std::ranges::equal(theirs, ours, same_settings);
  if (!same) difference.values = fmt::format("Slurm {}, we {}", theirs.dump(), ours.dump());
  return difference;
}

void check_release(Release release) {
  std::ifstream file(CONFORMANCE_CASES);
  REQUIRE(file.good());
  const std::string name(release_name(release));
  std::size_t cases = 0;
  std::size_t verdicts = 0;
  std::size_t values = 0;
  std::size_t words = 0;
  std::string report;
  for (std::string line; std::getline(file, line);) {
    const json object = json::parse(line);
    const Case submission = read_case(object);
    // A release that was not asked stands there with null; one that answered as 22.05 is left out.
    const json& recorded = object.contains(name) ? object[name] : object["22.05"];
    if (recorded.is_null()) continue;
    ++cases;
    const Difference found = compare(recorded, answer(submission, release, kRecordedAt));
    const std::string& most = !found.verdict.empty()  ? found.verdict
                              : !found.values.empty() ? found.values
                                                      : found.words;
    if (most.empty()) continue;
    verdicts += found.verdict.empty() ? 0 : 1;
    values += found.values.empty() ? 0 : 1;
    words += found.words.empty() ? 0 : 1;
    if (kExcused.contains(submission.id)) continue;
    report += fmt::format("{} {}: {}\n    {}\n", submission.id, name, most, line.substr(0, 300));
  }
  INFO(fmt::format("{}: {} cases, {} verdicts, {} values, {} words differ\n{}", name, cases, verdicts, values, words,
                   report));
  CHECK(report.empty());
  CHECK(verdicts * 1000 <= cases * 5);
  CHECK((verdicts + values) * 100 <= cases * 2);
}

TEST_CASE("sbatch 22.05 says the same") { check_release(Release::V22_05); }
TEST_CASE("sbatch 24.11 says the same") { check_release(Release::V24_11); }
TEST_CASE("sbatch 26.05 says the same") { check_release(Release::V26_05); }
TEST_CASE("few cases are excused") { CHECK(kExcused.size() <= 15); }

}  // namespace
}  // namespace sbatchlint::conformance
