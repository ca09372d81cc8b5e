// A command line of sbatch, srun or salloc as those programs read it: where the script's name stands among the options,
// and what of it decides whether anything is submitted.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "hosts/world/world.h"
#include "options/option_spec.h"

namespace sbatchlint::cli {

// `-n2 job.sh data` of sbatch: options {"-n2"}, script 1. `--wrap` takes the script's place.
struct SubmitLine {
  Tool tool = Tool::Sbatch;
  std::vector<std::string> words;     // as given
  std::vector<std::string> options;   // those before the script, without `--` and without words of unknown options
  std::optional<std::size_t> script;  // index of the script's name in `words`; of the program of srun and salloc
  bool double_dash = false;           // `--` stands before it
  std::optional<std::string> wrap;
  bool submits_nothing = false;  // --help, --usage, --version, --autocomplete
  bool tests_only = false;       // --test-only
  bool names_job = false;        // --job-name or -J

  [[nodiscard]] bool reads_input() const { return tool == Tool::Sbatch && !script && !wrap && !submits_nothing; }
};

// Reads the words with the options of whatever release knows them all. An option that none knows may be a plug-in's:
// the word behind it is its value unless a file of that name is there.
[[nodiscard]] SubmitLine read_submit_line(Tool tool, const std::vector<std::string>& words, const World& world);

// The file that sbatch opens for a script's name: the one here, else, for a name without a slash, the first of that
// name on PATH. The name itself where there is none.
[[nodiscard]] std::string script_path(const std::string& name, const World& world);

}  // namespace sbatchlint::cli
