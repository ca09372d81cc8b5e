#include "lint/match_command.h"

#include <string>

#include "support/catch.hpp"
#include "text/source_text.h"

namespace sbatchlint {

namespace {

// The best match of the pattern among the commands of a script.
std::string match(const std::string& pattern, const std::string& body) {
  const SourceText source("job.sh", "#!/bin/bash\n" + body + "\n");
  const Script script = read_script(source, {});
  const CommandPattern compiled = compile_command_pattern(pattern).value();
  Truth best = Truth::False;
  for (const Command& command : script.commands) {
    for (std::size_t i = 0; i < command.chain.size(); ++i) {
      best = std::max(best, matches_command(compiled, chain_to(script, command, i)));
    }
  }
  return best == Truth::True ? "yes" : best == Truth::Unknown ? "unknown" : "no";
}

}  // namespace

TEST_CASE("a pattern is held against what a script really runs") {
  struct Row {
    std::string pattern;
    std::string body;
    std::string answer;
  };
  const auto row = GENERATE(values<Row>({
      {"python*", "python3 x.py", "yes"},
      {"python*", "echo python3 x.py", "no"},
      {"srun > python*", "srun -n2 time python3 x.py", "yes"},
      {"srun > python*", "python3 x.py", "no"},
      {"srun > python*", "srun bash -c 'cd x && python x.py'", "yes"},
      {"srun > python*", "f() { python x.py; }; srun true; f", "no"},
      {"srun > singularity|apptainer exec --nv > python*", "srun apptainer exec --nv i.sif python3 x.py", "yes"},
      {"singularity exec --nv > python*", "singularity exec i.sif python3 x.py", "no"},
      {"singularity exec --nv > python*", "singularity exec $FLAGS i.sif python3 x.py", "unknown"},
      {"singularity exec --nv", "singularity --nv exec i.sif python3 x.py", "no"},
      {"srun --pty", "srun --pty=x bash", "yes"},
      {"sbatch --dependency=afterok:*", "sbatch --dependency=afterok:$id job.sh", "yes"},
      {"sbatch --dependency=afterok:*", "sbatch --dependency=afterany:$id job.sh", "no"},
      {"sbatch --dependency=afterok:*", "sbatch --dependency=\"$how\" job.sh", "unknown"},
      {"python*", "$PROGRAM x.py", "unknown"},
      {"pip install", "if true; then pip install torch; fi", "yes"},
  }));
  CAPTURE(row.pattern, row.body);
  CHECK(match(row.pattern, row.body) == row.answer);
}

TEST_CASE("what is no pattern is said") {
  CHECK(compile_command_pattern("").error().message == "a command needs the name of a program");
  CHECK(compile_command_pattern("> srun").error().message == "a `>` stands between two programs");
  CHECK(compile_command_pattern("srun > > x").error().message == "a `>` stands between two programs");
  CHECK(compile_command_pattern("a||b").error().message == "`a||b` has an empty alternative");
  CHECK(compile_command_pattern(std::string(2000, 'x')).error().message == "a command is longer than 1,024 bytes");
}

TEST_CASE("a star stands for any text") {
  CHECK(matches_glob("*", ""));
  CHECK(matches_glob("a*c", "abbc"));
  CHECK(matches_glob("*.sh", "x.sh"));
  CHECK(matches_glob("*a*b*", "xxaxxbxx"));
  CHECK_FALSE(matches_glob("a*c", "abcd"));
  CHECK_FALSE(matches_glob("", "x"));
  // No input takes long.
  CHECK_FALSE(matches_glob(std::string(50, '*') + "b", std::string(5000, 'a')));
}

}  // namespace sbatchlint
