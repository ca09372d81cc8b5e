// What sbatch would ask the controller for, with the origin of every value, and whether it would accept the script.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "options/getopt.h"
#include "options/option_spec.h"
#include "options/release.h"
#include "slurm/directives.h"
#include "slurm/units.h"
#include "text/setting.h"
#include "text/span.h"

namespace sbatchlint {

// A file beside the script, by the name that an option gives it.
struct SideFile {
  std::string name;
  std::string content;
};

// What sbatch's client learns elsewhere than from the script. Each is absent where it is not known; a verdict that
// rests on one that is absent is left open.
struct ClientFacts {
  std::optional<std::vector<std::string>> gres_types;  // slurm.conf, GresTypes
  std::optional<std::uint32_t> cpu_governors;          // slurm.conf, CpuFreqGovernors: a sum of `Governor`s
  std::optional<bool> has_accounting;                  // a database that --clusters can be asked of
  std::optional<bool> is_root;                         // who submits: --uid and --gid are for root alone
  std::optional<std::vector<SideFile>> files;          // all files that there are; for --nodefile, --bbf and others
};

// What stands beside the script when it is submitted.
struct SubmitContext {
  // Nothing known: rules on which releases disagree stay silent, and values read as the newest release does.
  std::optional<Release> release;
  // Whose options the directives are. srun's and salloc's are read from the text of a command line only; options that
  // sbatch does not have, or has in another form, are known by name and say nothing of the request.
  Tool tool = Tool::Sbatch;
  std::vector<std::string> arguments;                            // of sbatch's command line, before the script
  std::vector<std::pair<std::string, std::string>> environment;  // `SBATCH_*` and the few others that sbatch reads
  std::vector<std::string> plugin_options;                       // long names that SPANK plugins of the site add
  std::int64_t now = 0;                                          // seconds since 1970, UTC, for --begin and --deadline
  std::string directory;    // where sbatch is started; empty where that is not known, and paths stay as written
  std::string script_name;  // as messages name it; empty: the last part of SourceText::name()
  ClientFacts facts;
};

// How a written option turned out.
enum class ValueState : std::uint8_t { Known, Unknown, Invalid };

// One option as it was given, effective or overridden.
struct OptionUse {
  const OptionSpec* spec = nullptr;
  Origin origin = Origin::Directive;
  ParsedOption parsed;  // spans lie in the file for Origin::Directive, are empty otherwise
  ValueState state = ValueState::Known;
  std::string canonical;        // Slurm's own spelling of the value ("00:05:00", "1G"); "set" style flags: see spec
  std::string reason;           // for Invalid: completes "`VALUE` is ..."
  std::uint32_t line = 0;       // 0-based, for Origin::Directive and Origin::ForeignDirective
  std::uint32_t component = 0;  // where it was written; smaller than the component's index where it carried over
  bool overridden = false;      // a later use of the same option, or of one that replaces it, won
  bool after_stop = false;      // it stands after a stray word: sbatch gives up before it reads this; we go on
};

// `gpu`, `gpu:2`, `gpu:a100:2` of --gres, or `a100:2` of --gpus and kin (then name is "gpu").
struct Gres {
  std::string name;
  std::string type;  // empty: any
  std::uint64_t count = 1;
  friend bool operator==(const Gres&, const Gres&) = default;
};

// --nodes: `4` is {4, 4}, `2-8` is {2, 8}. Lists and steps (24.11) keep their bounds.
struct NodeRange {
  std::uint64_t min = 1;
  std::uint64_t max = 1;
  friend bool operator==(NodeRange, NodeRange) = default;
};

// --array: how many different indices, the highest, and `%N`.
struct ArraySpec {
  std::uint64_t size = 0;
  std::uint64_t highest = 0;
  std::optional<std::uint64_t> throttle;
};

// GPUs that a component asks for, all spellings multiplied out.
struct GpuRequest {
  bool asked = false;              // some option asks for GPUs (also `gpu:0`, also unreadable)
  Setting<Count> total;            // of the whole component; unknown where a factor is
  Setting<Count> per_node;         // the most that one node must have
  std::vector<std::string> types;  // as written, without repeats; empty: any
  Span span;                       // the option that says so (the first, where several)
};

// One component of a job (most jobs have exactly one). Effective values; precedence is settled.
struct Component {
  std::uint32_t index = 0;
  std::vector<OptionUse> uses;          // all, in the order sbatch applies them
  std::vector<std::uint32_t> in_force;  // which of them count: those that nothing overrides

  Setting<Minutes> time;
  Setting<Minutes> time_min;
  Setting<NodeRange> nodes;
  Setting<Count> ntasks;
  Setting<Count> ntasks_per_node;
  Setting<Count> cpus_per_task;
  Setting<Count> cpus_per_gpu;
  Setting<Megabytes> mem;
  Setting<Megabytes> mem_per_cpu;
  Setting<Megabytes> mem_per_gpu;
  Setting<std::vector<Gres>> gres;
  Setting<std::vector<Gres>> gpus;
  Setting<std::vector<Gres>> gpus_per_node;
  Setting<std::vector<Gres>> gpus_per_socket;
  Setting<std::vector<Gres>> gpus_per_task;
  Setting<ArraySpec> array;
  GpuRequest gpu;

  // The use that won, or null. Names are sbatch's long names; `tasks-per-node` answers for `ntasks-per-node`.
  [[nodiscard]] const OptionUse* effective(std::string_view name) const;
  // The canonical text of an option, with its state. For options without a typed field.
  [[nodiscard]] Setting<std::string> text(std::string_view name) const;

  // Everything that is set when all sources are read, by long name, as sbatch itself would print it: what its plugins
  // see. Nothing where sbatch has no text for a value.
  std::vector<std::pair<std::string_view, std::optional<std::string>>> settings;

  // Where a finding about something missing points: the component's first directive line, else the shebang line, else
  // the first byte.
  Span header;
  // Where a further directive of this component may be inserted: the start of a line below its last effective
  // directive (or below the shebang). Absent where the file ends without a newline there or has no header.
  std::optional<std::uint32_t> insertion;
};

enum class FaultKind : std::uint8_t {
  Script,  // Directives::fault
  Line,    // Directives::error
  UnknownOption,
  AmbiguousOption,
  MissingValue,
  UnexpectedValue,
  StrayWord,  // a bare word: "Invalid directive found in batch script"
  InvalidValue,
  Conflict,     // options that exclude each other
  Missing,      // one option needs another
  ForeignLine,  // a #PBS or #BSUB line that cannot be translated
  Other,
};

// Why sbatch's client refuses, in sbatch's own order; `message` is the first line that sbatch prints, without its
// prefix ("sbatch: error: "); it is empty where sbatch ends without a word.
struct Fault {
  FaultKind kind = FaultKind::Other;
  std::string message;
  Origin origin = Origin::Directive;
  std::uint32_t component = 0;
  Span span;  // in the file; empty where it is not from the file
  const OptionSpec* spec = nullptr;
  const OptionSpec* other = nullptr;  // the second option of a Conflict or Missing
  Span other_span;
  std::string written;      // the word or value as written
  std::string reason;       // for InvalidValue: completes "`VALUE` is ..."
  int exit_status = 1;      // 255 or 1, as sbatch; 0 where it ends well and submits nothing (`--gres=help`)
  bool after_stop = false;  // found beyond a stray word, where sbatch no longer looks
};

// The whole job as sbatch understands it.
struct Request {
  Release release = kNewestRelease;  // the one that values were read as
  bool release_known = false;
  std::vector<Component> components;  // at least one; those beyond the 128 that Slurm allows are left out
  // Everything a client would complain about, first = the one sbatch stops at. sbatch shows that one alone; a linter
  // goes on. Words after a StrayWord are read as if it were not there; what comes of them is marked by `after_stop`.
  std::vector<Fault> faults;
  // Values that the client takes and every controller refuses: --array, --dependency.
  std::vector<Fault> controller_faults;
  // The client's verdict; nothing where it rests on more than the file tells (clusters, uid, template holes).
  std::optional<bool> accepted;

  [[nodiscard]] bool is_heterogeneous() const { return components.size() > 1; }
};

// Applies script, environment and command line in Slurm's order. Slurm 26.05, src/sbatch/opt.c,
// process_options_second_pass; src/common/slurm_opt.c.
[[nodiscard]] Request resolve_request(const SourceText& source, const Directives& directives,
                                      const SubmitContext& context);

// The directive line that sets an option, ready to be inserted at Component::insertion: "#SBATCH --time=01:00:00\n".
[[nodiscard]] std::string directive_line(std::string_view option_and_value, const SourceText& source);

}  // namespace sbatchlint
