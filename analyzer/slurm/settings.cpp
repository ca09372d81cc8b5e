#include "slurm/settings.h"

#include <algorithm>
#include <vector>

#include "slurm/setters.h"
#include "text/row_finder.h"

namespace sbatchlint {
namespace {

// One row an option: what reads it, and where its text is not all there is to it, what shows and resets it.
constexpr SettingRow kRows[] = {
    {Opt::Account, "account", set_text},
    {Opt::AcctgFreq, "acctg-freq", set_acctg_freq},
    {Opt::Array, "array", set_text},
    {Opt::Autocomplete, "autocomplete", set_autocomplete},
    {Opt::Batch, "batch", set_text},
    {Opt::Bb, "bb", set_text},
    {Opt::Bbf, "bbf", set_text},
    {Opt::Begin, "begin", set_point_in_time},
    {Opt::Chdir, "chdir", set_chdir},
    {Opt::Cluster, "cluster", set_clusters, show_clusters},
    {Opt::ClusterConstraint, "cluster-constraint", set_text},
    {Opt::Clusters, "clusters", set_clusters, show_clusters},
    {Opt::Comment, "comment", set_text},
    {Opt::ConsolidateSegments, "consolidate-segments", set_flag},
    {Opt::Constraint, "constraint", set_text},
    {Opt::Container, "container", set_text},
    {Opt::ContainerId, "container-id", set_text},
    {Opt::ContainerType, "container-type", set_text},
    {Opt::Context, "context", set_text},
    {Opt::Contiguous, "contiguous", set_flag},
    {Opt::CoreSpec, "core-spec", set_core_spec, show_core_spec, reset_core_spec},
    {Opt::CoresPerSocket, "cores-per-socket", set_shape, show_cores, reset_cores},
    {Opt::CpuFreq, "cpu-freq", set_cpu_freq},
    {Opt::CpusPerGpu, "cpus-per-gpu", set_count},
    {Opt::CpusPerTask, "cpus-per-task", set_count},
    {Opt::Deadline, "deadline", set_point_in_time},
    {Opt::DelayBoot, "delay-boot", set_delay_boot},
    {Opt::Dependency, "dependency", set_text},
    {Opt::Distribution, "distribution", set_distribution, show_layout, reset_layout},
    {Opt::Error, "error", set_file},
    {Opt::Exclude, "exclude", set_text},
    {Opt::Exclusive, "exclusive", set_exclusive, show_sharing, reset_sharing},
    {Opt::Export, "export", set_text},
    {Opt::ExportFile, "export-file", set_text},
    {Opt::External, "external", set_flag},
    {Opt::Extra, "extra", set_text},
    {Opt::ExtraNodeInfo, "extra-node-info", set_extra_node_info, show_extra_node_info, reset_extra_node_info},
    {Opt::GetUserEnv, "get-user-env", set_get_user_env, show_get_user_env, reset_get_user_env},
    {Opt::Gid, "gid", set_root_only},
    {Opt::GpuBind, "gpu-bind", set_gpu_bind, nullptr, reset_gpu_bind},
    {Opt::GpuFreq, "gpu-freq", set_gpu_freq},
    {Opt::Gpus, "gpus", set_text},
    {Opt::GpusPerNode, "gpus-per-node", set_text},
    {Opt::GpusPerSocket, "gpus-per-socket", set_text},
    {Opt::GpusPerTask, "gpus-per-task", set_text},
    {Opt::Gres, "gres", set_gres},
    {Opt::GresFlags, "gres-flags", set_gres_flags, nullptr, reset_gres_flags},
    {Opt::Help, "help", refuse_to_go_on},
    {Opt::Hint, "hint", set_text},
    {Opt::Hold, "hold", set_flag},
    {Opt::IgnorePbs, "ignore-pbs", set_flag},
    {Opt::Input, "input", set_file},
    {Opt::JobName, "job-name", set_text},
    {Opt::KillOnInvalidDep, "kill-on-invalid-dep", set_kill_on_invalid_dep, show_kill_on_invalid_dep},
    {Opt::Licenses, "licenses", set_text},
    {Opt::MailType, "mail-type", set_mail_type, nullptr, reset_mail_type},
    {Opt::MailUser, "mail-user", set_text},
    {Opt::McsLabel, "mcs-label", set_text},
    {Opt::Mem, "mem", set_size},
    {Opt::MemBind, "mem-bind", set_mem_bind, nullptr, reset_mem_bind},
    {Opt::MemPerCpu, "mem-per-cpu", set_size},
    {Opt::MemPerGpu, "mem-per-gpu", set_size},
    {Opt::MemUpdate, "mem-update", set_mem_update},
    {Opt::Mincpus, "mincpus", set_count},
    {Opt::Network, "network", set_text},
    {Opt::Nice, "nice", set_nice},
    {Opt::NoKill, "no-kill", set_no_kill},
    {Opt::NoRequeue, "no-requeue", set_no_requeue, show_requeue, reset_requeue},
    {Opt::Nodefile, "nodefile", set_nodelist, show_nodefile, reset_nodefile},
    {Opt::Nodelist, "nodelist", set_nodelist, show_nodelist, reset_nodelist},
    {Opt::Nodes, "nodes", set_nodes, nullptr, reset_nodes},
    {Opt::Ntasks, "ntasks", set_count},
    {Opt::NtasksPerCore, "ntasks-per-core", set_count},
    {Opt::NtasksPerGpu, "ntasks-per-gpu", set_count},
    {Opt::NtasksPerNode, "ntasks-per-node", set_count},
    {Opt::NtasksPerSocket, "ntasks-per-socket", set_count},
    {Opt::NtasksPerTres, "ntasks-per-tres", set_count},
    {Opt::OomKillStep, "oom-kill-step", set_oom_kill_step},
    {Opt::OpenMode, "open-mode", set_open_mode},
    {Opt::Output, "output", set_file},
    {Opt::Overcommit, "overcommit", set_flag},
    {Opt::Oversubscribe, "oversubscribe", set_oversubscribe, show_sharing, reset_sharing},
    {Opt::Parsable, "parsable", set_flag},
    {Opt::Partition, "partition", set_text},
    {Opt::Power, "power", set_power},
    {Opt::Prefer, "prefer", set_text},
    {Opt::Priority, "priority", set_priority},
    {Opt::Profile, "profile", set_profile},
    {Opt::Propagate, "propagate", set_propagate},
    {Opt::Qos, "qos", set_text},
    {Opt::Quiet, "quiet", set_quiet},
    {Opt::Reboot, "reboot", set_flag},
    {Opt::Requeue, "requeue", set_requeue, show_requeue, reset_requeue},
    {Opt::Reservation, "reservation", set_text},
    {Opt::Resources, "resources", set_text},
    {Opt::ResvPorts, "resv-ports", set_resv_ports},
    {Opt::Runtime, "runtime", set_runtime},
    {Opt::Segment, "segment", set_segment},
    {Opt::Signal, "signal", set_signal},
    {Opt::SocketsPerNode, "sockets-per-node", set_shape, show_sockets, reset_sockets},
    {Opt::SpreadJob, "spread-job", set_flag},
    {Opt::SpreadSegments, "spread-segments", set_flag},
    {Opt::Stepmgr, "stepmgr", set_flag},
    {Opt::Switches, "switches", set_switches, show_switches, reset_switches},
    {Opt::TasksPerNode, "tasks-per-node", set_count},
    {Opt::TestOnly, "test-only", set_flag},
    {Opt::ThreadSpec, "thread-spec", set_thread_spec, show_thread_spec, reset_core_spec},
    {Opt::ThreadsPerCore, "threads-per-core", set_shape, show_threads, reset_threads},
    {Opt::Time, "time", set_time},
    {Opt::TimeMin, "time-min", set_time},
    {Opt::Tmp, "tmp", set_size},
    {Opt::TresBind, "tres-bind", set_tres_bind, show_tres_bind, reset_tres_bind},
    {Opt::TresPerTask, "tres-per-task", set_text},
    {Opt::Uid, "uid", set_root_only},
    {Opt::Usage, "usage", refuse_to_go_on},
    {Opt::UseMinNodes, "use-min-nodes", set_flag},
    {Opt::Verbose, "verbose", set_verbose},
    {Opt::Version, "version", refuse_to_go_on},
    {Opt::Wait, "wait", set_flag},
    {Opt::WaitAllNodes, "wait-all-nodes", set_wait_all_nodes},
    {Opt::Wckey, "wckey", set_text},
    {Opt::Wrap, "wrap", set_text},
};

constexpr bool rows_are_in_order() {
  for (std::size_t i = 0; i < std::size(kRows); ++i) {
    if (static_cast<std::size_t>(kRows[i].opt) != i || (i > 0 && kRows[i - 1].name >= kRows[i].name)) return false;
  }
  return std::size(kRows) == kOptCount;
}
static_assert(rows_are_in_order());
constexpr RowFinder kFindRow(kRows, &SettingRow::name);

}  // namespace

const SettingRow& setting_row(Opt opt) { return kRows[static_cast<std::size_t>(opt)]; }

const SettingRow* find_setting(std::string_view name) { return kFindRow(name); }

const SettingRow& setting_of(const OptionSpec& spec) {
  // By position in the option table, which is searched by name once.
  static const std::vector<const SettingRow*> kByPosition = [] {
    std::vector<const SettingRow*> rows;
    for (const OptionSpec& option : option_table(Tool::Sbatch)) {
      rows.push_back(find_setting(option.name));
    }
    return rows;
  }();
  return *kByPosition[static_cast<std::size_t>(&spec - option_table(Tool::Sbatch).data())];
}

Refused set_option(SubmitState& state, const Given& given, bool by_environment) {
  // `--tasks-per-node` is `--ntasks-per-node` in all but name.
  const Opt opt = given.opt == Opt::TasksPerNode ? Opt::NtasksPerNode : given.opt;
  Given renamed = given;
  renamed.opt = opt;
  Slot& slot = state[opt];
  if (auto refused = setting_row(opt).set(state, slot, renamed)) return refused;
  slot.set = true;
  slot.by_environment = by_environment;
  return {};
}

void reset_option(SubmitState& state, Opt opt) {
  if (setting_row(opt).reset != nullptr) setting_row(opt).reset(state);
  state[opt] = Slot{};
}

std::optional<std::string> shown(const SubmitState& state, Opt opt) {
  const SettingRow& row = setting_row(opt);
  if (row.show != nullptr) return row.show(state, state[opt]);
  return state[opt].text;
}

}  // namespace sbatchlint
