// The corpus as the test and the bless command see it: its scripts, what MANIFEST.md promises, what the engine finds.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sbatchlint::corpus {

struct CorpusScript {
  std::string path;  // from the root of the corpus: "typical/conda.sbatch"
  std::string bytes;
};

// Every file of the corpus but its own three (MANIFEST.md, expected.tsv, .gitattributes), sorted by path.
[[nodiscard]] std::vector<CorpusScript> scripts_of(const std::filesystem::path& corpus);

// A line of MANIFEST.md: a script and the codes that must be found in it, none where it says `clean`.
struct Promise {
  std::string path;
  std::vector<std::string> codes;
};

// The lines of the tables of MANIFEST.md, in their order.
[[nodiscard]] std::vector<Promise> read_manifest(const std::filesystem::path& corpus);

// The text that expected.tsv has to hold: a comment, then one line for each finding, sorted:
//   typical/conda.sbatch<TAB>3<TAB>9<TAB>note<TAB>SB202<TAB>generic
// Lines and columns count from 1, columns in bytes.
[[nodiscard]] std::string accepted_findings(const std::filesystem::path& corpus);

[[nodiscard]] std::string read_file(const std::filesystem::path& path);

}  // namespace sbatchlint::corpus
