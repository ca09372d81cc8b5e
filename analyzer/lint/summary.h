// What a script asks for and runs, owned by value: for outputs and grades, which see no Job.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shell/script.h"
#include "site/condition.h"
#include "text/setting.h"
#include "text/span.h"

namespace sbatchlint {

struct Job;

// An option that is in force.
struct OptionSummary {
  std::string name;                  // "time"
  std::optional<std::string> value;  // Slurm's own spelling; nothing where sbatch has no text for it
  bool known = true;                 // false where the value cannot be known
  Origin origin = Origin::SlurmDefault;
  std::optional<std::uint32_t> line;  // 0-based, where it stands in the file
};

struct ComponentSummary {
  std::vector<OptionSummary> options;  // in the order of sbatch's own record
  Facts facts;                         // what conditions ask of it
};

// A command that runs here, with everything around it.
struct CommandSummary {
  std::vector<Invocation> chain;  // outermost first, commands around this one included
  std::size_t own = 0;            // where the command's own programs begin in it
  Span span;
  bool conditional = false;  // runs only if a condition holds
  bool hides = false;        // it runs others that are not known
};

struct JobSummary {
  std::optional<bool> accepted;  // what sbatch's own client would say; nothing where the file does not tell
  std::string refusal;           // the first line of its complaint, where it refuses
  std::vector<ComponentSummary> components;
  std::vector<CommandSummary> commands;  // those that run here, in the order of the text
  bool is_batch_script = false;
  bool is_complete = false;  // the whole body is shell and was read
};

[[nodiscard]] JobSummary summary_of(const Job& job);

}  // namespace sbatchlint
