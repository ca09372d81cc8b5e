// What graders are handed, over any bytes: rubrics, overrides, lists of students, archives. Nothing may crash, hang or
// take more than its limits.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "grade/overrides.h"
#include "grade/roster.h"
#include "grade/rubric.h"
#include "hosts/archive/read_archive.h"

namespace sbatchlint {
namespace {

void expect(bool promise) {
  if (!promise) std::abort();
}

const Rubric& small_rubric() {
  static const Rubric kRubric =
      parse_rubric(
          "schema = 1\n[rubric]\ntitle = \"R\"\n[[task]]\nid = \"t\"\ntitle = \"T\"\n[[task.criterion]]\n"
          "id = \"c\"\ntitle = \"C\"\npoints = 1\naccepted = true\n",
          "r.toml")
          .value();
  return kRubric;
}

void read_everything(const std::string& bytes) {
  const auto rubric = parse_rubric(bytes, "fuzz.toml");
  if (rubric) {
    (void)advice_on(rubric.value());
    (void)rubric.value().possible();
  }
  (void)parse_overrides(bytes, "fuzz.toml", small_rubric());
  (void)read_roster(bytes);
  const ArchiveLimits limits{.entries = 1000, .unpacked = std::size_t{4} << 20U, .one_file = std::size_t{1} << 20U};
  const ArchiveContent content = read_archive(bytes, limits);
  expect(content.entries.size() <= limits.entries);
  for (const ArchiveEntry& entry : content.entries) {
    expect(entry.bytes.size() <= limits.one_file);
    expect(entry.trouble.empty() || entry.bytes.empty());
    expect(!entry.path.empty() && !entry.path.starts_with('/') &&
           ("/" + entry.path + "/").find("/../") == std::string::npos);
  }
}

}  // namespace
}  // namespace sbatchlint

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sbatchlint::read_everything(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
