// What sbatch keeps of the options read so far, and how each option changes and shows it. Internal to this layer.
//
// Most options keep their text and no more. Where several share a place in sbatch's own record (--exclusive and
// --oversubscribe, -B and its three parts, --nodelist and --nodefile ...) that place has a member of its own here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "options/option_spec.h"
#include "options/release.h"
#include "slurm/request.h"
#include "slurm/values/distribution.h"
#include "slurm/values/reading.h"

namespace sbatchlint {

// Every option of sbatch in any release, in the order of their names.
enum class Opt : std::uint8_t {
  Account,
  AcctgFreq,
  Array,
  Autocomplete,
  Batch,
  Bb,
  Bbf,
  Begin,
  Chdir,
  Cluster,
  ClusterConstraint,
  Clusters,
  Comment,
  ConsolidateSegments,
  Constraint,
  Container,
  ContainerId,
  ContainerType,
  Context,
  Contiguous,
  CoreSpec,
  CoresPerSocket,
  CpuFreq,
  CpusPerGpu,
  CpusPerTask,
  Deadline,
  DelayBoot,
  Dependency,
  Distribution,
  Error,
  Exclude,
  Exclusive,
  Export,
  ExportFile,
  External,
  Extra,
  ExtraNodeInfo,
  GetUserEnv,
  Gid,
  GpuBind,
  GpuFreq,
  Gpus,
  GpusPerNode,
  GpusPerSocket,
  GpusPerTask,
  Gres,
  GresFlags,
  Help,
  Hint,
  Hold,
  IgnorePbs,
  Input,
  JobName,
  KillOnInvalidDep,
  Licenses,
  MailType,
  MailUser,
  McsLabel,
  Mem,
  MemBind,
  MemPerCpu,
  MemPerGpu,
  MemUpdate,
  Mincpus,
  Network,
  Nice,
  NoKill,
  NoRequeue,
  Nodefile,
  Nodelist,
  Nodes,
  Ntasks,
  NtasksPerCore,
  NtasksPerGpu,
  NtasksPerNode,
  NtasksPerSocket,
  NtasksPerTres,
  OomKillStep,
  OpenMode,
  Output,
  Overcommit,
  Oversubscribe,
  Parsable,
  Partition,
  Power,
  Prefer,
  Priority,
  Profile,
  Propagate,
  Qos,
  Quiet,
  Reboot,
  Requeue,
  Reservation,
  Resources,
  ResvPorts,
  Runtime,
  Segment,
  Signal,
  SocketsPerNode,
  SpreadJob,
  SpreadSegments,
  Stepmgr,
  Switches,
  TasksPerNode,
  TestOnly,
  ThreadSpec,
  ThreadsPerCore,
  Time,
  TimeMin,
  Tmp,
  TresBind,
  TresPerTask,
  Uid,
  Usage,
  UseMinNodes,
  Verbose,
  Version,
  Wait,
  WaitAllNodes,
  Wckey,
  Wrap,
};
inline constexpr std::size_t kOptCount = static_cast<std::size_t>(Opt::Wrap) + 1;

// What is kept of one option. `set` and `by_environment` are sbatch's own marks: checks for options that exclude each
// other go by them.
struct Slot {
  bool set = false;
  bool by_environment = false;
  std::int64_t number = 0;  // of counts, sizes (MB), lengths of time (minutes, seconds) and points in time
  std::string text;         // as Slurm shows it, unless the option's row shows it otherwise
};

// Whether the nodes may be shared: --exclusive and --oversubscribe.
enum class Sharing : std::uint8_t { Unset, Exclusive, Oversubscribe, User, Mcs, Topo };

enum class Requeue : std::uint8_t { Unset, No, Yes };

struct SubmitState {
  std::array<Slot, kOptCount> slots;

  Sharing sharing = Sharing::Unset;
  Requeue requeue = Requeue::Unset;
  bool requeue_expedited = false;
  bool killed_on_invalid_dependency = false;  // once `yes` was said, `no` does not take it back
  bool kept_on_invalid_dependency = false;
  std::optional<std::string> clusters;
  std::optional<std::string> nodelist;  // of --nodelist and --nodefile the later one counts
  std::optional<std::string> nodefile;
  std::optional<std::string> tres_bind;   // --tres-bind, or what --gpu-bind says in its words
  std::optional<std::int32_t> core_spec;  // --core-spec; --thread-spec with kThreadSpec added
  std::optional<std::int32_t> sockets;    // --sockets-per-node or the first part of -B
  std::optional<std::int32_t> cores;      // --cores-per-socket or the second
  std::optional<std::int32_t> threads;    // --threads-per-core or the third
  bool extra_node_info = false;           // -B was given
  std::int32_t nodes_min = 1;             // --nodes
  std::int32_t nodes_max = 0;             // 0: no maximum
  bool nodes_set = false;
  bool nodes_are_list = false;
  std::int32_t switches = -1;  // of --switches=N@TIME; -1 for none
  std::int32_t switches_wait = -1;
  std::uint16_t mail_types = 0;
  std::uint32_t gres_flags = 0;
  std::uint32_t mem_bind = 0;
  bool signal_to_batch_shell = false;  // letters of --signal, which earlier uses leave set
  bool signal_on_reservation = false;
  std::int32_t environment_seconds = -1;  // of --get-user-env=N[S|L]; negative where the user's is not asked for
  char environment_mode = '\0';
  DistributionSpec distribution;

  // What one component leaves to the next.
  std::optional<std::string> hint_variable;  // sbatch itself sets SLURM_HINT once it has read a --hint
  bool environment_is_gone = false;          // --export-file empties it
  bool header_is_cut = false;                // the file of --bbf, put below the first line, has a command

  [[nodiscard]] Slot& operator[](Opt opt) { return slots[static_cast<std::size_t>(opt)]; }
  [[nodiscard]] const Slot& operator[](Opt opt) const { return slots[static_cast<std::size_t>(opt)]; }

  // Set by the script or the command line; sbatch calls both "the command line".
  [[nodiscard]] bool by_user(Opt opt) const { return (*this)[opt].set && !(*this)[opt].by_environment; }
  [[nodiscard]] bool by_environment(Opt opt) const { return (*this)[opt].by_environment; }
  [[nodiscard]] bool is_set(Opt opt) const { return (*this)[opt].set; }
  [[nodiscard]] const std::string& text(Opt opt) const { return (*this)[opt].text; }
};

inline constexpr std::int32_t kThreadSpec = 0x8000;  // slurm.h, CORE_SPEC_THREAD

// What an option was given. `present` is false where an optional argument was left out.
struct Given {
  std::string_view text;
  bool present = true;
  Opt opt = Opt::Account;
  Release release = kNewestRelease;
  const SubmitContext* context = nullptr;
};

using Refused = std::optional<Refusal>;

// How one option behaves. Where `show` is null, it shows Slot::text; where `reset` is null, emptying the slot resets
// it.
struct SettingRow {
  Opt opt = Opt::Account;
  std::string_view name;
  Refused (*set)(SubmitState& state, Slot& slot, const Given& given) = nullptr;
  std::optional<std::string> (*show)(const SubmitState& state, const Slot& slot) = nullptr;
  void (*reset)(SubmitState& state) = nullptr;
};

[[nodiscard]] const SettingRow& setting_row(Opt opt);
// The row of an option's long name; null for a name that no release of sbatch has.
[[nodiscard]] const SettingRow* find_setting(std::string_view name);
// The row of a row of sbatch's option table.
[[nodiscard]] const SettingRow& setting_of(const OptionSpec& spec);

// Reads a value into its place and marks the slot as set.
Refused set_option(SubmitState& state, const Given& given, bool by_environment);
// Takes an option back, as each component of a heterogeneous job does with those of Reach::Component.
void reset_option(SubmitState& state, Opt opt);
// What sbatch itself would show; nothing where it has no text for it (it prints null then).
[[nodiscard]] std::optional<std::string> shown(const SubmitState& state, Opt opt);

// "set" or "unset" of options without an argument, and of those that show nothing else.
inline constexpr std::string_view kSet = "set";
inline constexpr std::string_view kUnset = "unset";

}  // namespace sbatchlint
