// What is known at one point of a script's execution, and what was found up to there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "shell/environment.h"
#include "shell/script.h"
#include "shell/shell_text.h"
#include "shell/unit.h"

namespace sbatchlint {

// Statements nested deeper than this are left out.
inline constexpr int kMaxNesting = 150;
// Functions, strings and files that run one another: deeper ones are not followed.
inline constexpr int kMaxFollowed = 8;
// Statements that are walked beyond those of the file itself: a bound for functions that call functions.
inline constexpr std::uint32_t kMaxExtraStatements = 20'000;
// Statements that are parsed again because the text around them is no shell: all together, and one inside the other.
inline constexpr std::size_t kMaxRecoveredBytes = std::size_t{256} * 1024;
inline constexpr int kMaxRecoveries = 3;
// Nested text that is parsed, all together.
inline constexpr std::size_t kMaxNestedBytes = std::size_t{128} * 1024;

// Calls of sbatch whose script is looked at.
inline constexpr std::size_t kMaxSubmissions = 64;

struct FunctionBody {
  const Unit* unit = nullptr;
  NodeId body = 0;
  std::size_t index = 0;  // in Script::functions
};

struct LocalVariable {
  Environment::Id id = 0;
  Value before;
};

// A loop around the statement that is being walked.
struct OpenLoop {
  std::size_t index = 0;  // in Script::loops
  bool left = false;      // a `break` out of it may be reached
};

struct Run {
  Run(Script& out, const ShellOptions& with) : script(out), options(with) {}

  Script& script;
  const ShellOptions& options;
  std::deque<Unit> units;  // whatever was parsed
  Environment environment;
  std::unordered_map<std::string, std::vector<FunctionBody>> functions;
  std::unordered_map<std::string, ShellText> aliases;
  std::unordered_map<std::string, ShellText> written;  // files that the script wrote, by the name it gave them
  bool expands_aliases = false;

  // Where the statement that is being walked stands.
  Context context;
  Via via = Via::Script;
  std::optional<std::size_t> outer;
  std::optional<ShellText> input;     // what the command before it in the pipeline writes, where that is known
  std::optional<ShellText> output;    // what it writes itself
  std::vector<OpenLoop> loops;        // outermost first
  std::size_t first_own_loop = 0;     // those before it belong to another process: `break` does not leave them
  std::size_t first_called_loop = 0;  // those before it are left by no `return`

  // How execution goes on.
  bool live = true;      // the next statement can be reached
  bool returns = false;  // a `return` of the function may have been reached
  bool in_function = false;
  std::vector<std::size_t> active;      // functions being walked, as indices of Script::functions: no recursion
  std::vector<std::size_t> forgetting;  // functions whose variables are being forgotten, likewise
  std::vector<LocalVariable> locals;    // what the names of local variables held before

  // Bounds.
  int nesting = 0;
  int followed = 0;
  std::uint32_t extra_statements = 0;
  std::size_t nested_bytes = 0;
  std::size_t recovered_bytes = 0;  // parsed again, statement by statement
  int recoveries = 0;               // one inside the other
  std::uint32_t order = 0;
};

// A process of its own (`( ... )`, a part of a pipeline, `... &`): what it sets, and where it ends, stays in it.
class Isolated {
 public:
  explicit Isolated(Run& run)
      : run_(run), mark_(run.environment.mark()), live_(run.live), first_own_loop_(run.first_own_loop) {
    run.first_own_loop = run.loops.size();
  }
  ~Isolated() {
    run_.environment.roll_back(mark_);
    run_.live = live_;
    run_.first_own_loop = first_own_loop_;
  }
  Isolated(const Isolated&) = delete;
  Isolated& operator=(const Isolated&) = delete;

 private:
  Run& run_;
  Environment::Mark mark_;
  bool live_;
  std::size_t first_own_loop_;
};

// Runs text as Via says, on behalf of a command.
struct Followed {
  Via via = Via::Eval;
  std::size_t command = 0;  // whose text it is
  bool isolated = true;
  bool conditional = false;
};
void follow(Run& run, ShellText text, const Followed& how);

// Notes what stands in a unit wherever it stands: variables that are read, heredocs, strings over lines, errors.
void collect_facts(const Unit& unit, bool in_file, Script& script);

}  // namespace sbatchlint
