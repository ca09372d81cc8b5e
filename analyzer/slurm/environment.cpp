#include "slurm/environment.h"

#include "slurm/values/text.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

using enum Release;

constexpr Variable kVariables[] = {
    {"SBATCH_ACCOUNT", Opt::Account},
    {"SBATCH_ARRAY_INX", Opt::Array},
    {"SBATCH_ACCTG_FREQ", Opt::AcctgFreq},
    {"SBATCH_BATCH", Opt::Batch},
    {"SBATCH_BURST_BUFFER", Opt::Bb},
    {"SBATCH_CLUSTER_CONSTRAINT", Opt::ClusterConstraint},
    {"SBATCH_CLUSTERS", Opt::Clusters},
    {"SLURM_CLUSTERS", Opt::Clusters},
    {"SBATCH_CONSOLIDATE_SEGMENTS", Opt::ConsolidateSegments, V25_11},
    {"SBATCH_CONTAINER", Opt::Container},
    {"SBATCH_CONTAINER_ID", Opt::ContainerId, V23_02},
    {"SBATCH_CONTAINER_TYPE", Opt::ContainerType, V26_05, V26_05},
    {"SBATCH_RUNTIME", Opt::Runtime, V26_11},
    {"SBATCH_CONSTRAINT", Opt::Constraint},
    {"SBATCH_CORE_SPEC", Opt::CoreSpec},
    {"SBATCH_CPU_FREQ_REQ", Opt::CpuFreq},
    {"SBATCH_CPUS_PER_GPU", Opt::CpusPerGpu},
    {"SBATCH_DELAY_BOOT", Opt::DelayBoot},
    {"SBATCH_DISTRIBUTION", Opt::Distribution},
    {"SBATCH_EXCLUSIVE", Opt::Exclusive},
    {"SBATCH_EXPORT", Opt::Export},
    {"SBATCH_GET_USER_ENV", Opt::GetUserEnv},
    {"SBATCH_GRES", Opt::Gres},
    {"SBATCH_GRES_FLAGS", Opt::GresFlags},
    {"SBATCH_GPUS", Opt::Gpus},
    {"SBATCH_GPU_BIND", Opt::GpuBind},
    {"SBATCH_GPU_FREQ", Opt::GpuFreq},
    {"SBATCH_GPUS_PER_NODE", Opt::GpusPerNode},
    {"SBATCH_GPUS_PER_SOCKET", Opt::GpusPerSocket},
    {"SBATCH_GPUS_PER_TASK", Opt::GpusPerTask},
    {kHintVariable, Opt::Hint},
    {"SBATCH_HINT", Opt::Hint},
    {"SBATCH_JOB_NAME", Opt::JobName},
    {"SBATCH_MEM_BIND", Opt::MemBind},
    {"SBATCH_MEM_PER_CPU", Opt::MemPerCpu},
    {"SBATCH_MEM_PER_GPU", Opt::MemPerGpu},
    {"SBATCH_MEM_PER_NODE", Opt::Mem},
    {"SBATCH_NETWORK", Opt::Network},
    {"SBATCH_NO_KILL", Opt::NoKill},
    {"SBATCH_NO_REQUEUE", Opt::NoRequeue},
    {"SBATCH_OPEN_MODE", Opt::OpenMode},
    {"SBATCH_OVERCOMMIT", Opt::Overcommit},
    {"SBATCH_PARTITION", Opt::Partition},
    {"SBATCH_POWER", Opt::Power, V22_05, V23_11},
    {"SBATCH_PROFILE", Opt::Profile},
    {"SBATCH_QOS", Opt::Qos},
    {"SBATCH_REQUEUE", Opt::Requeue},
    {"SBATCH_RESERVATION", Opt::Reservation},
    {"SBATCH_SEGMENT_SIZE", Opt::Segment, V25_05},
    {"SBATCH_SIGNAL", Opt::Signal},
    {"SBATCH_SPREAD_JOB", Opt::SpreadJob},
    {"SBATCH_SPREAD_SEGMENTS", Opt::SpreadSegments, V25_11},
    {"SBATCH_THREAD_SPEC", Opt::ThreadSpec},
    {"SBATCH_THREADS_PER_CORE", Opt::ThreadsPerCore},
    {"SBATCH_TIMELIMIT", Opt::Time},
    {"SBATCH_TRES_BIND", Opt::TresBind, V23_11},
    {"SBATCH_TRES_PER_TASK", Opt::TresPerTask, V23_02},
    {"SBATCH_USE_MIN_NODES", Opt::UseMinNodes},
    {"SBATCH_WAIT", Opt::Wait},
    {"SBATCH_WAIT_ALL_NODES", Opt::WaitAllNodes},
    {"SBATCH_WCKEY", Opt::Wckey},
    {"SBATCH_ERROR", Opt::Error},
    {"SBATCH_INPUT", Opt::Input},
    {"SBATCH_OUTPUT", Opt::Output},
};

}  // namespace

std::span<const Variable> option_variables() { return kVariables; }

std::optional<std::string_view> variable(const SubmitContext& context, std::string_view name) {
  for (const auto& [key, value] : context.environment) {
    if (key == name) return value;
  }
  return {};
}

bool sets_flag(std::string_view text) {
  if (text.empty() || equals_ignoring_case(text, "yes")) return true;
  const LeadingInteger number = read_integer(text);
  return number.value != 0 && number.length == text.size();
}

}  // namespace sbatchlint
