#include "slurm/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "slurm/environment.h"
#include "slurm/gres_check.h"
#include "slurm/tres_per_task.h"
#include "slurm/values/checked_lists.h"
#include "slurm/values/hosts.h"
#include "slurm/values/text.h"
#include "slurm/values/time.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

// The numbers that sbatch's last checks go by, after it has filled gaps in.
struct Numbers {
  std::int64_t tasks = 1;
  bool tasks_set = false;
  std::int64_t nodes_min = 1;
  std::int64_t nodes_max = 0;
  bool nodes_set = false;
  std::optional<std::uint64_t> listed_hosts;    // of the node list, repeats included
  std::optional<std::uint64_t> distinct_hosts;  // without them
  bool has_node_list = false;
  bool arbitrary = false;
};

// Slurm's counts are of 32 bits, and products lose the others.
std::int64_t in_32_bits(std::int64_t product) { return static_cast<std::int32_t>(product); }

// A line that is neither blank nor a comment.
bool has_command(std::string_view content) {
  for (auto line = next_token(content, "\n"); !line.empty(); line = next_token(content, "\n")) {
    const auto solid = std::ranges::find_if_not(line, is_blank);
    if (solid != line.end() && *solid != '#') return true;
  }
  return false;
}

// What stands in brackets is read as it is of hosts, and complained about, before anybody is asked.
std::string complaint_about_ranges(std::string_view names, Release release) {
  while (true) {
    const std::size_t open = names.find('[');
    const std::size_t close = names.find(']', open);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    const auto hosts = count_hosts(names.substr(open, close + 1 - open), release);
    if (!hosts && !hosts.refusal().message.empty()) return hosts.refusal().message;
    names.remove_prefix(close + 1);
  }
}

class Verifier {
 public:
  Verifier(SubmitState& state, const SubmitContext& context, Release release, int verify_exit)
      : state_(state), context_(context), release_(release), exit_(verify_exit) {}

  Verdict verify() {
    numbers_.tasks = state_.is_set(Opt::Ntasks) ? state_[Opt::Ntasks].number : 1;
    numbers_.tasks_set = state_.is_set(Opt::Ntasks);
    numbers_.nodes_min = state_.nodes_min;
    numbers_.nodes_max = state_.nodes_max;
    numbers_.nodes_set = state_.nodes_set;
    numbers_.arbitrary = state_.distribution.layout == Layout::Arbitrary;

    check_common();
    check_plain_pairs();
    shape_ = {.sockets = state_.sockets, .cores = state_.cores, .threads = state_.threads};
    check_hint();
    make_paths_absolute();
    check_exclude();
    if (release_ < Release::V23_11) read_node_list();
    count_node_list();
    check_numbers();
    check_plane();
    fill_numbers();
    check_tasks_per_core();
    check_times();
    check_after_options();
    check_job_description();
    return std::move(verdict_);
  }

 private:
  void complain(FaultKind kind, std::string message, std::optional<Opt> opt, std::optional<Opt> other,
                int exit_status) {
    verdict_.complaints.push_back(
        {.kind = kind, .message = std::move(message), .opt = opt, .other = other, .exit_status = exit_status});
  }
  void conflict(std::string message, Opt opt, Opt other, int exit_status = 1) {
    complain(FaultKind::Conflict, std::move(message), opt, other, exit_status);
  }
  void missing(std::string message, Opt opt, std::optional<Opt> other, int exit_status = 1) {
    complain(FaultKind::Missing, std::move(message), opt, other, exit_status);
  }
  void invalid(std::string message, Opt opt, int exit_status = 1) {
    complain(FaultKind::InvalidValue, std::move(message), opt, {}, exit_status);
  }

  // Slurm: validate_options_salloc_sbatch_srun, in its order.
  void check_common() {
    if (release_ >= Release::V26_05) check_gpus_per_node();
    check_tasks_per_gpu();
    check_spec_cores();
    check_memory();
    if (release_ >= Release::V23_02 && state_.by_user(Opt::Exclusive) && state_.by_user(Opt::Oversubscribe)) {
      conflict("--exclusive and --oversubscribe options are mutually exclusive", Opt::Oversubscribe, Opt::Exclusive);
    }
    tres_ = merge_tres_per_task(state_, release_);
    for (const TresConflict& clash : tres_.conflicts) conflict(clash.message, clash.opt, clash.other);
    if (release_ < Release::V23_11) return;
    check_cpus_per_gpu();
    read_node_list();
    if (numbers_.arbitrary && state_.nodes_set && !state_.by_environment(Opt::Nodes)) {
      conflict("--nodes is incompatible with --distribution=arbitrary", Opt::Nodes, Opt::Distribution);
    }
    if (release_ >= Release::V26_05) check_segment();
  }

  void check_gpus_per_node() {
    const bool by_gres = state_.is_set(Opt::Gres) && state_.text(Opt::Gres).find("gres/gpu") != std::string::npos;
    if (by_gres && (state_.by_user(Opt::GpusPerNode) || state_.by_environment(Opt::GpusPerNode))) {
      conflict("--gpus-per-node and --gres=gpu are mutually exclusive.", Opt::GpusPerNode, Opt::Gres);
    }
  }

  void check_tasks_per_gpu() {
    const bool by_gpu = state_.by_user(Opt::NtasksPerGpu);
    const bool by_tres = state_.by_user(Opt::NtasksPerTres);
    if (!by_gpu && !by_tres) return;
    const Slot& gpu = state_[Opt::NtasksPerGpu];
    const Slot& tres = state_[Opt::NtasksPerTres];
    if (by_gpu && by_tres && gpu.number != tres.number) {
      conflict(
          fmt::format("Inconsistent values set to --ntasks-per-gpu={} and --ntasks-per-tres={} ", gpu.text, tres.text),
          Opt::NtasksPerGpu, Opt::NtasksPerTres);
    }
    const Opt given = by_gpu ? Opt::NtasksPerGpu : Opt::NtasksPerTres;
    constexpr std::string_view kTail = "is mutually exclusive with --ntasks-per-gpu and SLURM_NTASKS_PER_GPU";
    constexpr std::array<std::pair<Opt, std::string_view>, 4> kOthers = {
        {{Opt::TresPerTask, "SLURM_TRES_PER_TASK"},
         {Opt::GpusPerTask, "SLURM_GPUS_PER_TASK"},
         {Opt::GpusPerSocket, "SLURM_GPUS_PER_SOCKET"},
         {Opt::NtasksPerNode, "SLURM_NTASKS_PER_NODE"}}};
    for (const auto& [other, name] : kOthers) {
      if (state_.by_user(other)) conflict(fmt::format("--{} {}", setting_row(other).name, kTail), given, other);
      if (!state_.by_environment(other)) continue;
      const bool about_gpus = other != Opt::TresPerTask || release_ < Release::V25_05 ||
                              state_.text(other).find("gres/gpu") != std::string::npos;
      if (about_gpus) conflict(fmt::format("{} {}", name, kTail), given, other);
    }
  }

  void check_spec_cores() {
    if (state_.by_user(Opt::CoreSpec) && state_.by_user(Opt::ThreadSpec)) {
      conflict("-S/--core-spec and --thred-spec options are mutually exclusive", Opt::ThreadSpec, Opt::CoreSpec);
    } else if (state_.by_environment(Opt::CoreSpec) && state_.by_environment(Opt::ThreadSpec)) {
      conflict(
          "Both --core-spec and --thread-spec set using environment variables. Those options are mutually "
          "exclusive.",
          Opt::ThreadSpec, Opt::CoreSpec);
    }
  }

  // What the script or the command line says silences what the environment says.
  void check_memory() {
    constexpr std::array kOptions = {Opt::Mem, Opt::MemPerCpu, Opt::MemPerGpu};
    std::vector<Opt> by_user;
    std::vector<Opt> by_environment;
    for (const Opt opt : kOptions) {
      if (state_.by_user(opt)) by_user.push_back(opt);
      if (state_.by_environment(opt)) by_environment.push_back(opt);
    }
    if (by_user.size() > 1) {
      conflict("--mem, --mem-per-cpu, and --mem-per-gpu are mutually exclusive.", by_user[1], by_user[0]);
    } else if (by_user.size() == 1) {
      for (const Opt opt : kOptions) {
        if (opt != by_user[0]) reset_option(state_, opt);
      }
    } else if (by_environment.size() > 1) {
      conflict("SLURM_MEM_PER_CPU, SLURM_MEM_PER_GPU, and SLURM_MEM_PER_NODE are mutually exclusive.",
               by_environment[1], by_environment[0]);
    }
  }

  void check_cpus_per_gpu() {
    const bool with_tres = state_.is_set(Opt::TresPerTask) &&
                           find_ignoring_case(state_.text(Opt::TresPerTask), "cpu") != std::string_view::npos;
    const bool by_user = state_.by_user(Opt::CpusPerTask) || (with_tres && state_.by_user(Opt::TresPerTask));
    const bool by_environment =
        state_.by_environment(Opt::CpusPerTask) || (with_tres && state_.by_environment(Opt::TresPerTask));
    if ((by_user && state_.by_user(Opt::CpusPerGpu)) || (by_environment && state_.by_environment(Opt::CpusPerGpu))) {
      conflict("--cpus-per-task, --tres-per-task=cpu:#, and --cpus-per-gpu are mutually exclusive", Opt::CpusPerGpu,
               state_.is_set(Opt::CpusPerTask) ? Opt::CpusPerTask : Opt::TresPerTask);
    } else if (by_user && state_.by_environment(Opt::CpusPerGpu)) {
      reset_option(state_, Opt::CpusPerGpu);
    }
  }

  void check_segment() {
    const std::int64_t size = state_.is_set(Opt::Segment) ? state_[Opt::Segment].number : 0;
    if (size == 0 || !state_.nodes_set) return;
    const bool list = state_.nodes_are_list && state_.nodes_max != 0;
    const std::int64_t nodes = list ? state_.nodes_max : state_.nodes_min;
    if (nodes > size && nodes % size != 0) {
      conflict(
          fmt::format("--segment={} does not fit the job size ({}): node count must be evenly divisible by segment "
                      "size",
                      size, nodes),
          Opt::Segment, Opt::Nodes);
    }
  }

  void check_plain_pairs() {
    if (state_.is_set(Opt::Quiet) && state_[Opt::Verbose].number > 0) {
      conflict("don't specify both --verbose (-v) and --quiet (-Q)", Opt::Verbose, Opt::Quiet, exit_);
    }
    if (state_.is_set(Opt::ResvPorts) && !state_.is_set(Opt::Stepmgr)) {
      missing("Slurmstepd step management must be enabled to use --resv-ports for job allocations", Opt::ResvPorts,
              Opt::Stepmgr, exit_);
    }
    if (state_.is_set(Opt::Bb) && state_.is_set(Opt::Bbf)) {
      conflict("Cannot specify both --burst-buffer and --bbf", Opt::Bbf, Opt::Bb, exit_);
    }
  }

  // Where one of the options that say the same is there, the hint is dropped unread. Slurm: validate_hint_option.
  void check_hint() {
    if (!state_.is_set(Opt::Hint)) return;
    std::vector<Opt> rivals = {Opt::NtasksPerCore, Opt::ThreadsPerCore, Opt::ExtraNodeInfo};
    if (release_ >= Release::V25_11) rivals.insert(rivals.end(), {Opt::CoresPerSocket, Opt::SocketsPerNode});
    const bool rival_by_user = std::ranges::any_of(rivals, [this](Opt opt) { return state_.by_user(opt); });
    const bool rival_by_environment =
        std::ranges::any_of(rivals, [this](Opt opt) { return state_.by_environment(opt); });
    const bool dropped = rival_by_user || (state_.by_environment(Opt::Hint) && rival_by_environment);
    if (dropped) {
      reset_option(state_, Opt::Hint);
      return;
    }
    if (state_.by_user(Opt::Hint)) {
      for (const Opt opt : rivals) reset_option(state_, opt);
    }
    const auto shape = read_hint(state_.text(Opt::Hint), shape_);
    if (!shape) {
      invalid(shape.refusal().message, Opt::Hint, exit_);
      return;
    }
    shape_ = *shape;
    state_.hint_variable = state_.text(Opt::Hint);
  }

  // The components after this one see the paths as they are now.
  void make_paths_absolute() {
    const std::string& directory = state_.is_set(Opt::Chdir) ? state_.text(Opt::Chdir) : context_.directory;
    if (directory.empty()) return;
    for (const Opt opt : {Opt::Error, Opt::Input, Opt::Output}) {
      Slot& slot = state_[opt];
      if (slot.set && !slot.text.starts_with('/')) slot.text = fmt::format("{}/{}", directory, slot.text);
    }
  }

  // The content of a file; nothing where it does not exist, or where nothing is known of files.
  [[nodiscard]] std::optional<std::string_view> read_file(std::string_view name) {
    if (!context_.facts.files) {
      verdict_.open = true;
      return {};
    }
    std::string_view plain = name;
    if (plain.starts_with("./")) plain.remove_prefix(2);
    for (const SideFile& file : *context_.facts.files) {
      if (file.name == plain || file.name == name) return file.content;
    }
    return {};
  }

  // Counts the hosts of a file that an option names; complains where it cannot be read.
  std::optional<HostCount> read_host_file(const std::string& name, Opt opt, std::optional<std::uint64_t> wanted,
                                          int exit_status) {
    const auto content = read_file(name);
    if (!context_.facts.files) return {};
    if (name.empty()) {
      invalid("Invalid --nodefile node file", opt, exit_status);
      return {};
    }
    if (!content) {
      invalid(fmt::format("slurm_allocate_resources error opening file {}, No such file or directory", name), opt,
              exit_status);
      return {};
    }
    const auto hosts = count_hosts_in_file(*content, name, wanted);
    if (!hosts) {
      invalid(hosts.refusal().message, opt, exit_status);
      return {};
    }
    return *hosts;
  }

  // How many hosts a file must hold where tasks are laid out by it.
  [[nodiscard]] std::optional<std::uint64_t> hosts_wanted() const {
    if (!numbers_.arbitrary) return {};
    if (numbers_.tasks_set) return static_cast<std::uint64_t>(std::max<std::int64_t>(numbers_.tasks, 0));
    if (!state_.nodes_set) return {};
    const std::int32_t nodes = state_.nodes_max != 0 ? state_.nodes_max : state_.nodes_min;
    if (nodes <= 0) return {};
    return static_cast<std::uint64_t>(nodes);
  }

  // A file that --exclude names is read here; the next component takes over the hosts, not the file's name.
  void check_exclude() {
    if (!state_.is_set(Opt::Exclude) || state_.text(Opt::Exclude).find('/') == std::string::npos) return;
    const auto hosts = read_host_file(state_.text(Opt::Exclude), Opt::Exclude, hosts_wanted(), exit_);
    if (hosts) state_[Opt::Exclude].text = hosts->shown;
  }

  void set_hosts(const HostCount& hosts) {
    numbers_.listed_hosts = hosts.listed;
    numbers_.distinct_hosts = hosts.distinct;
  }

  // --nodefile, a --nodelist that names a file, SLURM_HOSTFILE. Slurm: _validate_nodelist.
  void read_node_list() {
    numbers_.has_node_list = true;
    if (state_.nodefile) {
      if (const auto hosts = read_host_file(*state_.nodefile, Opt::Nodefile, 0, kSetterExit)) set_hosts(*hosts);
    } else if (state_.nodelist && state_.nodelist->find('/') != std::string::npos) {
      const int exit_status = release_ >= Release::V23_11 ? 1 : exit_;
      if (const auto hosts = read_host_file(*state_.nodelist, Opt::Nodelist, hosts_wanted(), exit_status)) {
        set_hosts(*hosts);
      }
    } else if (state_.nodelist) {
      list_ = *state_.nodelist;
    } else if (variable(context_, "SLURM_HOSTFILE")) {
      numbers_.arbitrary = true;
      verdict_.open = true;
    } else {
      numbers_.has_node_list = false;
    }
  }

  void count_node_list() {
    if (list_ && !numbers_.listed_hosts) {
      const auto hosts = count_hosts(*list_, release_);
      if (!hosts) {
        const bool counted_now = !state_.nodes_set || release_ < Release::V23_02;
        const bool fatal = release_ >= Release::V24_05;
        std::string message = hosts.refusal().message;
        if (message.empty())
          message = fatal || !counted_now ? "Invalid node list specified" : "memory allocation failure";
        invalid(std::move(message), Opt::Nodelist, fatal && counted_now ? 1 : exit_);
        return;
      }
      set_hosts(*hosts);
    }
    if (!numbers_.distinct_hosts) return;
    const auto distinct = static_cast<std::int64_t>(*numbers_.distinct_hosts);
    if (!numbers_.nodes_set) {
      numbers_.nodes_min = distinct;
    } else if (release_ < Release::V23_02) {
      numbers_.nodes_min = std::max(numbers_.nodes_min, distinct);
    }
    numbers_.nodes_set = true;
  }

  void check_numbers() {
    if (release_ < Release::V23_02 && state_[Opt::NtasksPerNode].number > 0 && !numbers_.tasks_set &&
        (numbers_.nodes_max == 0 || numbers_.nodes_min == numbers_.nodes_max)) {
      numbers_.tasks = in_32_bits(numbers_.nodes_min * state_[Opt::NtasksPerNode].number);
      numbers_.tasks_set = true;
    }
    if (numbers_.tasks < 0) invalid(fmt::format("invalid number of tasks (-n {})", numbers_.tasks), Opt::Ntasks, exit_);
    if (state_.is_set(Opt::CpusPerTask) && state_[Opt::CpusPerTask].number <= 0) {
      invalid(fmt::format("invalid number of cpus per task (-c {})", state_[Opt::CpusPerTask].number), Opt::CpusPerTask,
              exit_);
    }
    const bool swapped = numbers_.nodes_max != 0 && numbers_.nodes_min > numbers_.nodes_max;
    if (numbers_.nodes_min < 0 || numbers_.nodes_max < 0 || swapped) {
      conflict(fmt::format("invalid number of nodes (-N {}-{})", numbers_.nodes_min, numbers_.nodes_max), Opt::Nodes,
               Opt::Nodelist, exit_);
    }
  }

  void check_plane() {
    const std::int64_t size = state_.distribution.plane_size;
    if (state_.distribution.layout != Layout::Plane || size == 0) return;
    if (numbers_.nodes_min > 0 && numbers_.tasks / size >= numbers_.nodes_min) return;
    if ((numbers_.nodes_min - 1) * size >= numbers_.tasks) {
      conflict("Too few processes for the requested {plane,node} distribution", Opt::Distribution, Opt::Ntasks, exit_);
    }
  }

  // One task a node, or a socket, core and thread, where tasks were left out; no more nodes than tasks.
  void fill_numbers() {
    const bool shaped = numbers_.nodes_set || state_.extra_node_info;
    const bool fixed = numbers_.nodes_min == numbers_.nodes_max || numbers_.nodes_max == 0;
    const bool per_node = release_ >= Release::V23_02 && state_.is_set(Opt::NtasksPerNode);
    if (shaped && fixed && !per_node && !numbers_.tasks_set) {
      numbers_.tasks = std::max<std::int64_t>(numbers_.nodes_min, 1);
      for (const auto& part : {shape_.sockets, shape_.cores, shape_.threads}) {
        if (!part) continue;
        numbers_.tasks = in_32_bits(numbers_.tasks * *part);
        numbers_.tasks_set = true;
      }
    } else if (numbers_.nodes_set && numbers_.tasks_set) {
      numbers_.nodes_max = std::min(numbers_.nodes_max, numbers_.tasks);
      if (numbers_.tasks < numbers_.nodes_min) numbers_.nodes_min = numbers_.nodes_max = numbers_.tasks;
    }
    if (!numbers_.arbitrary || !numbers_.has_node_list) return;
    if (!numbers_.tasks_set && numbers_.listed_hosts) {
      numbers_.tasks = static_cast<std::int64_t>(*numbers_.listed_hosts);
      numbers_.tasks_set = true;
    }
  }

  void check_tasks_per_core() {
    if (release_ < Release::V23_02 || !state_.is_set(Opt::NtasksPerCore) || !shape_.threads) return;
    const std::int64_t tasks = state_[Opt::NtasksPerCore].number;
    if (*shape_.threads >= tasks) return;
    conflict(
        fmt::format("--ntasks-per-core ({}) can not be bigger than --threads-per-core ({})", tasks, *shape_.threads),
        Opt::NtasksPerCore, Opt::ThreadsPerCore, exit_);
  }

  void check_times() {
    const std::int64_t begin = state_[Opt::Begin].number;
    const std::int64_t deadline = state_[Opt::Deadline].number;
    if (begin != 0 && deadline != 0 && deadline < begin) {
      conflict("Incompatible begin and deadline time specification", Opt::Deadline, Opt::Begin, exit_);
    }
  }

  // Slurm: main, after process_options_second_pass.
  void check_after_options() {
    if (state_.is_set(Opt::Bbf)) {
      const std::string& name = state_.text(Opt::Bbf);
      const auto content = read_file(name);
      if (context_.facts.files && (!content || content->empty())) {
        invalid("Invalid --bbf specification", Opt::Bbf, exit_);
      }
      state_.header_is_cut = state_.header_is_cut || (content && has_command(*content));
    }
    state_.environment_is_gone = state_.environment_is_gone || state_.is_set(Opt::ExportFile);
    const bool checks_limits = state_.environment_seconds < 0;
    if (checks_limits && state_.is_set(Opt::Propagate)) {
      if (auto refused = check_propagate(state_.text(Opt::Propagate))) {
        invalid(std::move(refused->message), Opt::Propagate, exit_);
      }
    }
  }

  // Slurm: slurm_opt_create_job_desc.
  void check_job_description() {
    if (numbers_.arbitrary && !numbers_.has_node_list) {
      missing("With Arbitrary distribution you need to specify a nodelist or hostfile with the -w option",
              Opt::Distribution, Opt::Nodelist, exit_);
    }
    if (!state_.clusters) check_gres_numbers();
    if (state_.is_set(Opt::Export) && !exports_all()) state_.environment_seconds = 0;
    if (state_.is_set(Opt::ExportFile)) {
      const std::string& name = state_.text(Opt::ExportFile);
      const auto content = read_file(name);
      if (context_.facts.files && !content) {
        invalid(fmt::format("Could not open user environment file {}", name), Opt::ExportFile);
      }
    }
  }

  // Where not all of the environment goes with the job, the user's own is read on the node. Slurm:
  // _fill_job_desc_from_opts.
  [[nodiscard]] bool exports_all() const {
    const std::string& what = state_.text(Opt::Export);
    const bool nil = release_ >= Release::V23_02 && equals_ignoring_case(what, "nil");
    return nil || equals_ignoring_case(what, "all");
  }

  // A count as Slurm's record of 16 bits keeps it.
  [[nodiscard]] std::optional<std::uint64_t> short_count(Opt opt) const {
    if (!state_.is_set(opt)) return {};
    return static_cast<std::uint64_t>(state_[opt].number) & 0xffff;
  }

  void check_gres_numbers() {
    GresRequest request;
    request.per_job = gpus_as_gres(state_.text(Opt::Gpus), release_);
    request.per_node = gpus_as_gres(state_.text(Opt::GpusPerNode), release_);
    const bool has_gres = state_.is_set(Opt::Gres) && !equals_ignoring_case(state_.text(Opt::Gres), "none");
    if (has_gres) {
      if (!request.per_node.empty()) request.per_node += ',';
      request.per_node += state_.text(Opt::Gres);
    }
    request.per_socket = gpus_as_gres(state_.text(Opt::GpusPerSocket), release_);
    request.per_task = tres_.text;
    if (state_.is_set(Opt::CpusPerGpu)) {
      request.cpus_per_gpu = static_cast<std::uint64_t>(state_[Opt::CpusPerGpu].number);
    }
    if (state_.is_set(Opt::MemPerGpu)) {
      request.memory_per_gpu = static_cast<std::uint64_t>(state_[Opt::MemPerGpu].number);
    }
    fill_counts(request);
    const GresVerdict verdict = check_gres(std::move(request), context_.facts, release_);
    verdict_.open = verdict_.open || verdict.open;
    if (!verdict.refusal) return;
    const auto [opt, other] = blame_for_gres(*verdict.refusal);
    complain(gres_fault_kind(*verdict.refusal), *verdict.refusal, opt, other, exit_);
  }

  void fill_counts(GresRequest& request) const {
    // The product of sockets, cores and threads may wrap, and may wrap to the number that stands for nothing.
    if (numbers_.tasks_set && numbers_.tasks != kNoValue) request.tasks = static_cast<std::uint32_t>(numbers_.tasks);
    if (numbers_.nodes_set) {
      request.nodes_min = static_cast<std::uint64_t>(std::max<std::int64_t>(numbers_.nodes_min, 0));
      if (numbers_.nodes_max != 0) request.nodes_max = static_cast<std::uint64_t>(numbers_.nodes_max);
    } else if (release_ >= Release::V23_11 && numbers_.tasks_set && state_.is_set(Opt::NtasksPerNode)) {
      const std::int64_t per_node = std::max<std::int64_t>(state_[Opt::NtasksPerNode].number, 1);
      request.nodes_min = static_cast<std::uint64_t>((numbers_.tasks + per_node - 1) / per_node);
    }
    request.tasks_per_node = short_count(Opt::NtasksPerNode);
    request.tasks_per_socket = short_count(Opt::NtasksPerSocket);
    request.tasks_per_gpu =
        state_.is_set(Opt::NtasksPerTres) ? short_count(Opt::NtasksPerTres) : short_count(Opt::NtasksPerGpu);
    if (shape_.sockets) request.sockets_per_node = static_cast<std::uint64_t>(*shape_.sockets) & 0xffff;
    request.cpus_per_task = tres_.cpus_per_task ? tres_.cpus_per_task : short_count(Opt::CpusPerTask);
  }

  // Sentences that begin so are about a value; the others are about options that do not go together, or not alone.
  static FaultKind gres_fault_kind(std::string_view message) {
    if (message.starts_with("Invalid ")) return FaultKind::InvalidValue;
    return message.find("exclusive") == std::string_view::npos ? FaultKind::Missing : FaultKind::Conflict;
  }

  // The options that a finding about GRES points at: the first two of those given that the message names, else the
  // first two that ask for GPUs.
  [[nodiscard]] std::pair<std::optional<Opt>, std::optional<Opt>> blame_for_gres(std::string_view message) const {
    constexpr std::array kOptions = {Opt::GpusPerTask,  Opt::GpusPerSocket, Opt::Gres,      Opt::GpusPerNode,
                                     Opt::Gpus,         Opt::TresPerTask,   Opt::MemPerGpu, Opt::CpusPerGpu,
                                     Opt::NtasksPerGpu, Opt::NtasksPerTres};
    std::pair<std::optional<Opt>, std::optional<Opt>> found;
    const auto take = [&](Opt opt) {
      if (!state_.is_set(opt) || found.first == opt || found.second) return;
      (found.first ? found.second : found.first) = opt;
    };
    constexpr std::string_view kNameBytes = "abcdefghijklmnopqrstuvwxyz-";
    for (auto at = message.find("--"); at != std::string_view::npos; at = message.find("--", at + 2)) {
      const auto end = std::min(message.find_first_not_of(kNameBytes, at), message.size());
      if (const SettingRow* row = find_setting(message.substr(at + 2, end - at - 2))) take(row->opt);
    }
    const bool named = found.first.has_value();
    for (const Opt opt : kOptions) {
      if (!named) take(opt);
    }
    return found;
  }

  SubmitState& state_;
  const SubmitContext& context_;
  Release release_;
  int exit_;
  Numbers numbers_;
  NodeShape shape_;  // of a node, the hint put in
  std::optional<std::string> list_;
  TresPerTask tres_;
  Verdict verdict_;
};

}  // namespace

Verdict verify_component(SubmitState& state, const SubmitContext& context, Release release, int verify_exit) {
  return Verifier(state, context, release, verify_exit).verify();
}

Verdict verify_clusters(const SubmitState& state, const SubmitContext& context, Release release, int verify_exit) {
  Verdict verdict;
  if (!state.clusters) return verdict;
  if (context.facts.has_accounting.value_or(true)) {
    verdict.open = true;
    return verdict;
  }
  std::string message = complaint_about_ranges(*state.clusters, release);
  if (message.empty()) message = "Problem talking to database";
  verdict.complaints.push_back(
      {.kind = FaultKind::Other, .message = std::move(message), .opt = Opt::Clusters, .exit_status = verify_exit});
  return verdict;
}

}  // namespace sbatchlint
