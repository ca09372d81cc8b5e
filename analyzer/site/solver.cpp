// The model follows select/cons_tres with CR_Core_Memory (Slurm 22.05, src/plugins/select/cons_tres/job_test.c): a node
// takes as many tasks as its CPUs, its memory and its GPUs allow, and a job needs enough nodes that take enough tasks.
#include "site/solver.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace sbatchlint {

namespace {

constexpr std::uint64_t kAny = UINT64_MAX;

// GPUs of one type ("" = any): on each node, with each task, in all.
struct GpuNeed {
  std::string type;
  std::uint64_t per_node = 0;
  std::uint64_t per_task = 0;
  std::uint64_t total = 0;
};

// What a component needs at least.
struct Need {
  std::uint64_t min_nodes = 1;
  std::uint64_t max_nodes = kAny;
  std::uint64_t tasks = 1;
  std::uint64_t tasks_on_node = 1;          // that every node has to take
  std::uint64_t most_tasks_on_node = kAny;  // --ntasks-per-node beside --ntasks
  std::uint64_t cpus_per_task = 1;
  std::uint64_t cpus_per_gpu = 0;
  std::uint64_t memory = 0;  // on a node
  std::uint64_t memory_per_cpu = 0;
  std::uint64_t memory_per_gpu = 0;
  std::vector<GpuNeed> gpus;
  std::vector<std::vector<std::string>> features;  // one of these sets; empty: any node
  std::vector<std::string> nodes_by_name;          // that the job has to get, whatever others it gets
  std::optional<Minutes> time;
  Span memory_span;
  Span cpu_span;
  Span gpu_span;
  Span nodes_span;
  Span tasks_span;
  Span list_span;
};

std::uint64_t known_or(const Setting<Count>& setting, std::uint64_t fallback) {
  return setting.known() ? setting.value().value : fallback;
}

std::uint64_t divide_up(std::uint64_t a, std::uint64_t b) { return b == 0 ? a : a / b + (a % b != 0 ? 1 : 0); }

// A product that stays within what can be counted.
std::uint64_t times(std::uint64_t a, std::uint64_t b) {
  std::uint64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? kAny : product;
}

GpuNeed& need_of_type(Need& need, const std::string& type) {
  const auto same = std::ranges::find(need.gpus, type, &GpuNeed::type);
  if (same != need.gpus.end()) return *same;
  need.gpus.push_back({.type = type});
  return need.gpus.back();
}

void add_gpus(Need& need, const Setting<std::vector<Gres>>& setting, std::uint64_t GpuNeed::*field) {
  if (!setting.known()) return;
  for (const Gres& item : setting.value()) {
    if (item.name != "gpu" || item.count == 0) continue;
    GpuNeed& of_type = need_of_type(need, item.type);
    of_type.*field = std::max(of_type.*field, item.count);
    if (need.gpu_span.empty()) need.gpu_span = setting.span();
  }
}

// `a&b`, `a|b`: the sets of which one has to be there. Anything else is left open: empty.
std::vector<std::vector<std::string>> read_features(const Component& part) {
  const Setting<std::string> value = part.text("constraint");
  if (!value.known()) return {};
  const std::string& text = value.value();
  const bool both = text.find('&') != std::string::npos;
  const bool either = text.find('|') != std::string::npos;
  if (text.empty() || text.find_first_of("[]()*,") != std::string::npos || (both && either)) return {};
  std::vector<std::vector<std::string>> sets(1);
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of("&|", at), text.size());
    if (either && !sets.back().empty()) sets.emplace_back();
    sets.back().push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return sets;
}

void read_layout(const Component& part, Need& need) {
  if (part.nodes.known()) {
    need.min_nodes = std::max<std::uint64_t>(part.nodes.value().min, 1);
    need.max_nodes = part.nodes.value().max == 0 ? kAny : part.nodes.value().max;
    need.nodes_span = part.nodes.span();
  }
  const std::uint64_t per_node = known_or(part.ntasks_per_node, 0);
  need.tasks_span = part.ntasks.span();
  if (part.ntasks.known()) {
    need.tasks = std::max<std::uint64_t>(part.ntasks.value().value, 1);
    // Slurm lowers the number of nodes to that of tasks.
    need.min_nodes = std::min(need.min_nodes, need.tasks);
    // Beside a number of nodes that does not match, sbatch itself drops --ntasks-per-node.
    if (per_node > 0 && part.nodes.absent()) {
      need.most_tasks_on_node = per_node;
      need.min_nodes = std::max(need.min_nodes, divide_up(need.tasks, per_node));
    }
  } else if (part.ntasks.absent()) {
    // With a number of tasks for a node and none of nodes it is one node, unless GPUs in all make it more.
    if (part.nodes.absent() && per_node > 0 && part.gpus.absent()) need.max_nodes = 1;
    need.tasks_on_node = std::max<std::uint64_t>(per_node, 1);
    need.tasks = times(need.min_nodes, need.tasks_on_node);
    if (per_node > 0) need.tasks_span = part.ntasks_per_node.span();
  }
  need.cpus_per_task = std::max<std::uint64_t>(known_or(part.cpus_per_task, 1), 1);
  need.cpu_span = part.cpus_per_task.known() ? part.cpus_per_task.span() : need.tasks_span;
}

void read_memory(const Component& part, const Site& site, Need& need) {
  if (part.mem.known()) {
    need.memory = part.mem.value().count;
    need.memory_span = part.mem.span();
  } else if (part.mem_per_cpu.known()) {
    need.memory_per_cpu = part.mem_per_cpu.value().count;
    need.memory_span = part.mem_per_cpu.span();
  } else if (part.mem_per_gpu.known()) {
    need.memory_per_gpu = part.mem_per_gpu.value().count;
    need.memory_span = part.mem_per_gpu.span();
  } else if (part.mem.absent() && part.mem_per_cpu.absent() && part.mem_per_gpu.absent()) {
    if (!need.gpus.empty() && site.default_mem_per_gpu) need.memory_per_gpu = site.default_mem_per_gpu->count;
  }
}

// A file of names, `^2` and other tricks are left open, and so are more names than anybody pins a job to.
void read_node_list(const Component& part, Need& need) {
  constexpr std::size_t kMostNames = 64;
  const Setting<std::string> value = part.text("nodelist");
  if (!value.known() || value.value().find_first_of("/^*") != std::string::npos) return;
  auto names = expand_host_list(value.value());
  if (!names || names.value().size() > kMostNames) return;
  need.nodes_by_name = std::move(names).value();
  need.list_span = value.span();
}

Need need_of(const Component& part, const Site& site) {
  Need need;
  read_layout(part, need);
  read_node_list(part, need);
  add_gpus(need, part.gres, &GpuNeed::per_node);
  add_gpus(need, part.gpus_per_node, &GpuNeed::per_node);
  add_gpus(need, part.gpus_per_task, &GpuNeed::per_task);
  add_gpus(need, part.gpus, &GpuNeed::total);
  if (part.cpus_per_gpu.known()) {
    need.cpus_per_gpu = part.cpus_per_gpu.value().value;
  } else if (part.cpus_per_gpu.absent() && part.cpus_per_task.absent() && site.default_cpus_per_gpu) {
    need.cpus_per_gpu = *site.default_cpus_per_gpu;
  }
  read_memory(part, site, need);
  if (part.time.known()) need.time = part.time.value();
  need.features = read_features(part);
  return need;
}

std::uint64_t gpus_of_type(const NodeGroup& group, const std::string& type) {
  std::uint64_t count = 0;
  for (const NodeGpus& gpus : group.gpus) {
    if (type.empty() || gpus.type == type) count += gpus.count;
  }
  return count;
}

// One partition against one need.
class Placement {
 public:
  Placement(const Need& need, const Partition& partition, const Site& site)
      : need_(need), partition_(partition), site_(site) {
    for (const NodeShare& share : partition.shares) {
      if (has_features(site.nodes[share.group])) shares_.push_back(share);
    }
  }

  [[nodiscard]] StartVerdict verdict() const {
    StartVerdict found = first_obstacle();
    found.beyond_partition = found.never && is_beyond_partition();
    return found;
  }

 private:
  [[nodiscard]] StartVerdict first_obstacle() const {
    if (shares_.empty()) {
      return never(Binding::Nodes, fmt::format("no node of `{}` has the features asked for", partition_.name), {});
    }
    if (auto found = type_is_missing()) return *found;
    if (auto found = node_is_too_small()) return *found;
    if (auto found = named_node_is_wrong()) return *found;
    if (auto found = too_few_nodes()) return *found;
    if (auto found = too_many_tasks()) return *found;
    if (auto found = too_many_gpus()) return *found;
    return {};
  }

  [[nodiscard]] bool is_beyond_partition() const {
    std::uint64_t nodes = 0;
    std::uint64_t cpus = 0;
    for (const NodeShare& share : partition_.shares) {
      const std::uint64_t each = site_.nodes[share.group].cpus.value_or(kAny);
      const std::uint64_t here = times(each, share.count);
      nodes += share.count;
      cpus = here > kAny - cpus ? kAny : cpus + here;
    }
    const bool too_long = partition_.max_time && !partition_.max_time->is_unlimited && need_.time &&
                          (need_.time->is_unlimited || need_.time->count > partition_.max_time->count);
    return too_long || need_.min_nodes > nodes || times(need_.tasks, need_.cpus_per_task) > cpus;
  }

  static StartVerdict never(Binding binding, std::string reason, Span span) {
    return {.never = true, .binding = binding, .reason = std::move(reason), .span = span};
  }

  [[nodiscard]] bool has_features(const NodeGroup& group) const {
    if (need_.features.empty() || !group.features) return true;
    const auto& here = *group.features;
    return std::ranges::any_of(need_.features, [&](const std::vector<std::string>& set) {
      return std::ranges::all_of(set,
                                 [&](const std::string& word) { return std::ranges::find(here, word) != here.end(); });
    });
  }

  [[nodiscard]] const NodeGroup& group(const NodeShare& share) const { return site_.nodes[share.group]; }

  // GPUs of a type that a node has to have whatever is chosen.
  [[nodiscard]] std::uint64_t gpus_on_node(const GpuNeed& gpus) const {
    std::uint64_t count = std::max(gpus.per_node, times(gpus.per_task, need_.tasks_on_node));
    if (gpus.total > 0) count = std::max(count, need_.max_nodes == 1 ? gpus.total : 1);
    if (gpus.per_task > 0 && need_.max_nodes == 1) count = std::max(count, times(gpus.per_task, need_.tasks));
    return count;
  }
  [[nodiscard]] std::uint64_t all_gpus_on_node() const {
    std::uint64_t count = 0;
    for (const GpuNeed& gpus : need_.gpus) count += gpus_on_node(gpus);
    return count;
  }
  [[nodiscard]] std::uint64_t cpus_on_node() const {
    return std::max(times(need_.cpus_per_task, need_.tasks_on_node), times(need_.cpus_per_gpu, all_gpus_on_node()));
  }
  [[nodiscard]] std::uint64_t memory_on_node() const {
    const std::uint64_t for_cpus = times(need_.memory_per_cpu, cpus_on_node());
    return std::max({need_.memory, for_cpus, times(need_.memory_per_gpu, all_gpus_on_node())});
  }

  [[nodiscard]] std::optional<std::uint64_t> cpus(const NodeGroup& node) const {
    if (!node.cpus) return std::nullopt;
    return std::min(*node.cpus, partition_.max_cpus_per_node.value_or(kAny));
  }
  [[nodiscard]] bool has_gpus(const NodeGroup& node) const {
    return std::ranges::all_of(need_.gpus, [&](const GpuNeed& gpus) {
      const std::uint64_t here = gpus_of_type(node, gpus.type);
      const std::uint64_t least = gpus.per_node > 0 || gpus.per_task > 0 ? 1 : 0;
      return here >= std::max(gpus_on_node(gpus), least);
    });
  }
  [[nodiscard]] bool has_cpus(const NodeGroup& node) const {
    const auto here = cpus(node);
    return !here || *here >= cpus_on_node();
  }
  // The nominal size of a node is always a little more than what Slurm has of it.
  [[nodiscard]] bool has_memory(const NodeGroup& node) const {
    if (!node.memory) return true;
    const std::uint64_t asked = memory_on_node();
    return node.memory_exact || asked == 0 ? asked <= node.memory->count : asked < node.memory->count;
  }

  template <typename Amount>
  [[nodiscard]] std::uint64_t largest(Amount amount) const {
    std::uint64_t most = 0;
    for (const NodeShare& share : shares_) most = std::max(most, amount(group(share)));
    return most;
  }

  [[nodiscard]] std::optional<StartVerdict> type_is_missing() const {
    for (const GpuNeed& gpus : need_.gpus) {
      if (largest([&](const NodeGroup& node) { return gpus_of_type(node, gpus.type); }) > 0) continue;
      return never(Binding::GpuType,
                   gpus.type.empty()
                       ? fmt::format("no node of `{}` has a GPU", partition_.name)
                       : fmt::format("no node of `{}` has a GPU of type `{}`", partition_.name, gpus.type),
                   need_.gpu_span);
    }
    return std::nullopt;
  }

  // A demand that no node meets, alone or with the others.
  [[nodiscard]] std::optional<StartVerdict> node_is_too_small() const {
    for (const GpuNeed& gpus : need_.gpus) {
      const std::uint64_t most = largest([&](const NodeGroup& node) { return gpus_of_type(node, gpus.type); });
      if (gpus_on_node(gpus) <= most) continue;
      return never(Binding::GpusOnNode,
                   fmt::format("{} on one node asked, the largest node of `{}` has {}",
                               gpus_in_words(gpus_on_node(gpus), gpus.type), partition_.name, most),
                   need_.gpu_span);
    }
    if (none([&](const NodeGroup& node) { return has_gpus(node); })) {
      return never(Binding::Together, fmt::format("no node of `{}` has {}", partition_.name, gpu_list()),
                   need_.gpu_span);
    }
    const auto takes_memory = [&](const NodeGroup& node) { return has_gpus(node) && has_memory(node); };
    const auto takes_cpus = [&](const NodeGroup& node) { return has_gpus(node) && has_cpus(node); };
    if (none(takes_memory)) return memory_verdict();
    if (none(takes_cpus)) return cpu_verdict();
    if (!none([&](const NodeGroup& node) { return takes_memory(node) && takes_cpus(node); })) return std::nullopt;
    return together_verdict();
  }

  [[nodiscard]] bool has_node(const std::string& name) const {
    const HostRange host = host_of(name);
    return std::ranges::any_of(partition_.nodes, [&](const HostRange& range) {
      return range.same_series(host) && range.low <= host.low && host.low <= range.high;
    });
  }

  // What keeps the job from a node; empty where it fits.
  [[nodiscard]] std::string lack_of(const NodeGroup& node) const {
    if (!has_features(node)) return "does not have the features asked for";
    if (!has_gpus(node)) return fmt::format("does not have {}", gpu_list().empty() ? "a GPU of each type" : gpu_list());
    if (!has_memory(node)) {
      return fmt::format("has {} of memory, {} asked on a node", memory_in_words(node.memory->count),
                         memory_in_words(memory_on_node()));
    }
    if (has_cpus(node)) return {};
    return fmt::format("has {} CPUs, {} asked on a node", *cpus(node), cpus_on_node());
  }

  // A node that --nodelist names is part of the job whatever the others are. One that nobody knows is a misspelt name.
  [[nodiscard]] std::optional<StartVerdict> named_node_is_wrong() const {
    for (const std::string& name : need_.nodes_by_name) {
      const NodeGroup* node = site_.node(name);
      if (node == nullptr) return std::nullopt;
      const std::string lack =
          has_node(name) ? lack_of(*node) : fmt::format("is not in the partition `{}`", partition_.name);
      if (!lack.empty()) return never(Binding::NodeList, fmt::format("the node `{}` {}", name, lack), need_.list_span);
    }
    return std::nullopt;
  }

  template <typename Test>
  [[nodiscard]] bool none(Test test) const {
    return std::ranges::none_of(shares_, [&](const NodeShare& share) { return test(group(share)); });
  }

  static std::string gpus_in_words(std::uint64_t count, const std::string& type) {
    return type.empty() ? fmt::format("{} GPU{}", count, count == 1 ? "" : "s")
                        : fmt::format("{} GPU{} of type `{}`", count, count == 1 ? "" : "s", type);
  }

  static std::string memory_in_words(std::uint64_t megabytes) {
    return megabytes % 1024 == 0 ? fmt::format("{}G", megabytes / 1024) : fmt::format("{}M", megabytes);
  }

  // "the largest node of `main` has", or "the nodes of `main` with 2 GPUs of type `t4` have".
  [[nodiscard]] std::string whose() const {
    if (all_gpus_on_node() == 0) return fmt::format("the largest node of `{}` has", partition_.name);
    return fmt::format("the nodes of `{}` with {} have", partition_.name, gpu_list());
  }

  [[nodiscard]] StartVerdict memory_verdict() const {
    const std::uint64_t most =
        largest([&](const NodeGroup& node) { return has_gpus(node) && node.memory ? node.memory->count : 0; });
    const bool nominal = memory_on_node() == most;
    StartVerdict verdict =
        never(Binding::Memory,
              fmt::format("{} of memory on a node asked, {} {}{}", memory_in_words(memory_on_node()), whose(),
                          memory_in_words(most), nominal ? " by the label and a little less for jobs" : ""),
              need_.memory_span.empty() ? need_.gpu_span : need_.memory_span);
    verdict.largest = largest([&](const NodeGroup& node) {
      return has_gpus(node) && has_cpus(node) && node.memory && node.memory_exact ? node.memory->count : 0;
    });
    return verdict;
  }

  [[nodiscard]] StartVerdict cpu_verdict() const {
    const std::uint64_t most =
        largest([&](const NodeGroup& node) { return has_gpus(node) ? cpus(node).value_or(0) : 0; });
    return never(Binding::Cpus, fmt::format("{} CPUs on a node asked, {} {}", cpus_on_node(), whose(), most),
                 need_.cpu_span.empty() ? need_.gpu_span : need_.cpu_span);
  }

  // The nodes with the CPUs are not those with the memory.
  [[nodiscard]] StartVerdict together_verdict() const {
    const std::uint64_t most = largest([&](const NodeGroup& node) {
      return has_gpus(node) && has_cpus(node) && node.memory ? node.memory->count : 0;
    });
    return never(
        Binding::Together,
        fmt::format("{} CPUs and {} of memory on one node asked, the nodes of `{}` with {} CPUs have {} at most",
                    cpus_on_node(), memory_in_words(memory_on_node()), partition_.name, cpus_on_node(),
                    memory_in_words(most)),
        need_.memory_span.empty() ? need_.cpu_span : need_.memory_span);
  }

  [[nodiscard]] std::string gpu_list() const {
    std::string text;
    for (const GpuNeed& gpus : need_.gpus) {
      if (gpus_on_node(gpus) == 0) continue;
      if (!text.empty()) text += " and ";
      text += gpus_in_words(gpus_on_node(gpus), gpus.type);
    }
    return text;
  }

  // Each task has its cores to itself (CR_ONE_TASK_PER_CORE). Not so for --ntasks beside GPUs, as measured with Slurm
  // 22.05.8.
  [[nodiscard]] bool shares_no_core(const NodeGroup& node) const {
    const bool beside_gpus = need_.tasks_on_node == 1 && !need_.gpus.empty();
    return site_.one_task_per_core && !beside_gpus && node.cores && node.cpus && *node.cores > 0;
  }
  [[nodiscard]] static std::uint64_t threads(const NodeGroup& node) {
    return std::max<std::uint64_t>(*node.cpus / *node.cores, 1);
  }
  // CPUs that one task takes from the node: whole cores where it shares none.
  [[nodiscard]] std::uint64_t cpus_taken(const NodeGroup& node) const {
    if (!shares_no_core(node)) return need_.cpus_per_task;
    return divide_up(need_.cpus_per_task, threads(node)) * threads(node);
  }

  // GPUs of a type that jobs can use there: each wants its CPUs and its memory.
  [[nodiscard]] std::uint64_t usable_gpus(const NodeGroup& node, const std::string& type) const {
    std::uint64_t count = gpus_of_type(node, type);
    const auto here = cpus(node);
    if (here && need_.cpus_per_gpu > 0) count = std::min(count, *here / need_.cpus_per_gpu);
    if (node.memory && need_.memory_per_gpu > 0) count = std::min(count, node.memory->count / need_.memory_per_gpu);
    return count;
  }

  // How many tasks one such node takes; 0 where it does not fit.
  [[nodiscard]] std::uint64_t tasks_on(const NodeGroup& node) const {
    if (!has_gpus(node) || !has_memory(node) || !has_cpus(node)) return 0;
    std::uint64_t tasks = need_.most_tasks_on_node;
    if (const auto here = cpus(node)) tasks = std::min(tasks, *here / need_.cpus_per_task);
    if (shares_no_core(node)) {
      tasks = std::min(tasks, *node.cores / std::max<std::uint64_t>(divide_up(need_.cpus_per_task, threads(node)), 1));
    }
    if (node.memory && need_.memory_per_cpu > 0) {
      tasks = std::min(tasks, node.memory->count / need_.memory_per_cpu / cpus_taken(node));
    }
    for (const GpuNeed& gpus : need_.gpus) {
      if (gpus.per_task > 0) tasks = std::min(tasks, gpus_of_type(node, gpus.type) / gpus.per_task);
    }
    return tasks;
  }

  [[nodiscard]] std::uint64_t node_limit() const {
    return std::min(need_.max_nodes, partition_.max_nodes.value_or(kAny));
  }

  // The most that any choice of nodes can add up to.
  template <typename Amount>
  [[nodiscard]] std::uint64_t best_sum(Amount amount) const {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> offers;  // amount, how many nodes
    for (const NodeShare& share : shares_) offers.emplace_back(amount(group(share)), share.count);
    std::ranges::sort(offers, std::greater<>());
    std::uint64_t left = node_limit();
    std::uint64_t sum = 0;
    for (const auto& [each, count] : offers) {
      const std::uint64_t taken = std::min(left, count);
      const std::uint64_t more = times(each, taken);
      sum = more > kAny - sum ? kAny : sum + more;
      left -= taken;
    }
    return sum;
  }

  // "have 1 GPU of type `v100`" where the GPUs alone keep the other nodes out.
  [[nodiscard]] std::string what_fits(std::uint64_t fitting) const {
    std::uint64_t with_gpus = 0;
    for (const NodeShare& share : shares_) with_gpus += has_gpus(group(share)) ? share.count : 0;
    if (all_gpus_on_node() == 0 || with_gpus != fitting) return "fit the rest of the request";
    return fmt::format("have {}", gpu_list());
  }

  [[nodiscard]] std::optional<StartVerdict> too_few_nodes() const {
    std::uint64_t fitting = 0;
    std::uint64_t all = 0;
    for (const NodeShare& share : shares_) {
      all += share.count;
      if (tasks_on(group(share)) >= need_.tasks_on_node) fitting += share.count;
    }
    if (fitting >= need_.min_nodes) return std::nullopt;
    if (fitting == 0) {
      return never(Binding::Tasks,
                   fmt::format("{} task{} of {} CPU{} on a node asked, no node of `{}` takes so many",
                               need_.tasks_on_node, need_.tasks_on_node == 1 ? "" : "s", need_.cpus_per_task,
                               need_.cpus_per_task == 1 ? "" : "s", partition_.name),
                   need_.tasks_span.empty() ? need_.cpu_span : need_.tasks_span);
    }
    const std::string of_which = fitting == all ? fmt::format("`{}` has {}", partition_.name, all)
                                                : fmt::format("{} of the {} nodes of `{}` {}", fitting, all,
                                                              partition_.name, what_fits(fitting));
    return never(Binding::Nodes, fmt::format("{} nodes asked, {}", need_.min_nodes, of_which),
                 need_.nodes_span.empty() ? need_.tasks_span : need_.nodes_span);
  }

  [[nodiscard]] std::optional<StartVerdict> too_many_tasks() const {
    const std::uint64_t most = best_sum([&](const NodeGroup& node) { return tasks_on(node); });
    if (need_.tasks <= most) return std::nullopt;
    std::string where = fmt::format("the {} largest nodes of `{}` take", node_limit(), partition_.name);
    if (node_limit() == 1) where = fmt::format("one node of `{}` takes", partition_.name);
    if (node_limit() == kAny) where = fmt::format("all nodes of `{}` take", partition_.name);
    return never(Binding::Tasks,
                 fmt::format("{} tasks of {} CPU{} asked, {} {}", need_.tasks, need_.cpus_per_task,
                             need_.cpus_per_task == 1 ? "" : "s", where, most),
                 need_.tasks_span);
  }

  [[nodiscard]] std::optional<StartVerdict> too_many_gpus() const {
    for (const GpuNeed& gpus : need_.gpus) {
      if (gpus.total == 0) continue;
      if (gpus.total < need_.min_nodes) {
        return never(Binding::Gpus,
                     fmt::format("{} in all asked, and at least {} nodes: each of them needs one",
                                 gpus_in_words(gpus.total, gpus.type), need_.min_nodes),
                     need_.gpu_span);
      }
      const std::uint64_t most =
          best_sum([&](const NodeGroup& node) { return tasks_on(node) == 0 ? 0 : usable_gpus(node, gpus.type); });
      if (gpus.total <= most) continue;
      return never(Binding::Gpus,
                   fmt::format("{0} in all asked, jobs can use {2} on the nodes of `{1}` that fit",
                               gpus_in_words(gpus.total, gpus.type), partition_.name, most),
                   need_.gpu_span);
    }
    return std::nullopt;
  }

  const Need& need_;
  const Partition& partition_;
  const Site& site_;
  std::vector<NodeShare> shares_;
};

// Null where the profile does not know its nodes.
const Partition* known_partition(const Site& site, std::string_view name) {
  const Partition* partition = site.partition(name);
  return partition != nullptr && partition->nodes_known ? partition : nullptr;
}

std::vector<const Partition*> wanted_partitions(const Component& part, const Site& site) {
  const Setting<std::string> named = part.text("partition");
  if (named.absent()) {
    const Partition* usual = site.default_partition();
    return {usual == nullptr || !usual->nodes_known ? nullptr : usual};
  }
  if (!named.known()) return {nullptr};
  std::vector<const Partition*> all;
  const std::string& list = named.value();
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    all.push_back(known_partition(site, std::string_view(list).substr(at, comma - at)));
    at = comma + 1;
  }
  return all;
}

}  // namespace

StartVerdict can_start(const Component& part, const Site& site) {
  if (site.nodes.empty()) return {};
  const std::vector<const Partition*> partitions = wanted_partitions(part, site);
  if (std::ranges::find(partitions, nullptr) != partitions.end()) return {};
  const Need need = need_of(part, site);
  // A type that no node of the whole site has is a misspelt name, not a demand.
  const auto is_unknown = [&](const GpuNeed& gpus) { return !gpus.type.empty() && !site.has_gpu_type(gpus.type); };
  if (std::ranges::any_of(need.gpus, is_unknown)) return {};
  StartVerdict verdict;
  for (const Partition* partition : partitions) {
    verdict = Placement(need, *partition, site).verdict();
    if (!verdict.never) return {};
  }
  return verdict;
}

std::vector<StartVerdict> can_start(const Request& request, const Site& site) {
  std::vector<StartVerdict> all(request.components.size());
  if (site.nodes.empty()) return all;
  std::ranges::transform(request.components, all.begin(), [&](const Component& part) { return can_start(part, site); });
  return all;
}

}  // namespace sbatchlint
