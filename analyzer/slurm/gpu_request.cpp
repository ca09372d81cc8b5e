#include "slurm/gpu_request.h"

#include <algorithm>
#include <string>
#include <utility>

#include "slurm/values/gres.h"
#include "slurm/values/hosts.h"
#include "slurm/values/text.h"

namespace sbatchlint {
namespace {

// A factor that is absent where nobody says it, and unknown where it cannot be read.
struct Factor {
  std::optional<std::uint64_t> value;
  bool unknown = false;
};

Factor factor_of(const Setting<Count>& setting) {
  if (setting.known()) return {.value = setting.value().value};
  return {.unknown = !setting.absent()};
}

Factor factor_of(const Component& component, std::string_view name) {
  const OptionUse* use = component.effective(name);
  if (use == nullptr) return {};
  if (use->state != ValueState::Known || !use->parsed.value) return {.unknown = true};
  const std::int64_t number = read_integer(use->parsed.value->text).value;
  if (number < 0) return {.unknown = true};
  return {.value = static_cast<std::uint64_t>(number)};
}

class Multiplier {
 public:
  Multiplier(const Component& component, Release release) : c_(component), release_(release) {}

  GpuRequest multiply() {
    find_nodes();
    tasks_ = factor_of(c_.ntasks);
    add_per_node(c_.gres);
    add_per_node(c_.gpus_per_node);
    add_per_socket();
    add_per_task(c_.gpus_per_task);
    add_tres_per_task();
    add_total();
    add_tasks_per_gpu();
    return std::move(gpu_);
  }

 private:
  // The fewest nodes the component can run on, and the most where it says so.
  void find_nodes() {
    if (c_.nodes.known()) {
      nodes_min_ = c_.nodes.value().min;
      nodes_max_ = c_.nodes.value().max;
      return;
    }
    nodes_unknown_ = !c_.nodes.absent();
    const Factor tasks = factor_of(c_.ntasks);
    const Factor per_node = factor_of(c_.ntasks_per_node);
    if (tasks.value && per_node.value && *per_node.value > 0) {
      nodes_min_ = (*tasks.value + *per_node.value - 1) / *per_node.value;
    }
    if (const OptionUse* list = c_.effective("nodelist"); list != nullptr && list->parsed.value) {
      const std::string& hosts = list->parsed.value->text;
      const auto count = hosts.find('/') == std::string::npos ? count_hosts(hosts, release_) : HostCount{};
      if (count) nodes_min_ = std::max(nodes_min_, count->distinct);
    }
  }

  // GPUs of a list, types added up; false where the list names none.
  bool count_gpus(const Setting<std::vector<Gres>>& setting, Factor& gpus) {
    if (setting.absent()) return false;
    if (!setting.known()) {
      const bool may_be_gpus = setting.unknown() || setting.invalid();
      gpus = {.unknown = true};
      if (may_be_gpus) note(setting.span());
      return may_be_gpus;
    }
    bool any = false;
    std::uint64_t sum = 0;
    for (const Gres& item : setting.value()) {
      if (item.name != "gpu") continue;
      any = true;
      sum += item.count;
      const bool repeated = std::ranges::find(gpu_.types, item.type) != gpu_.types.end();
      if (!item.type.empty() && !repeated) gpu_.types.push_back(item.type);
    }
    gpus = {.value = sum};
    if (any) note(setting.span());
    return any;
  }

  void note(Span span) {
    if (!gpu_.asked) gpu_.span = span;
    gpu_.asked = true;
  }

  void raise(Setting<Count>& field, const Factor& factor, Span span) {
    if (factor.unknown) {
      field = Setting<Count>::unknown(span);
    } else if (factor.value && (field.absent() || (field.known() && field.value().value < *factor.value))) {
      field = Setting<Count>::known({*factor.value}, span);
    }
  }

  static Factor times(const Factor& a, const Factor& b) {
    if (a.unknown || b.unknown || !a.value || !b.value) return {.unknown = true};
    std::uint64_t product = 0;
    if (__builtin_mul_overflow(*a.value, *b.value, &product)) return {.unknown = true};
    return {.value = product};
  }

  [[nodiscard]] Factor nodes() const { return {.value = nodes_min_, .unknown = nodes_unknown_}; }

  void add_per_node(const Setting<std::vector<Gres>>& setting) {
    Factor gpus;
    if (!count_gpus(setting, gpus)) return;
    raise(gpu_.per_node, gpus, setting.span());
    raise(gpu_.total, times(gpus, nodes()), setting.span());
  }

  void add_per_socket() {
    Factor gpus;
    if (!count_gpus(c_.gpus_per_socket, gpus)) return;
    const Factor per_node = times(gpus, factor_of(c_, "sockets-per-node"));
    raise(gpu_.per_node, per_node, c_.gpus_per_socket.span());
    raise(gpu_.total, times(per_node, nodes()), c_.gpus_per_socket.span());
  }

  void add_per_task(const Setting<std::vector<Gres>>& setting) {
    Factor gpus;
    if (!count_gpus(setting, gpus)) return;
    raise(gpu_.total, times(gpus, all_tasks()), setting.span());
    raise(gpu_.per_node, times(gpus, tasks_on_one_node()), setting.span());
  }

  [[nodiscard]] Factor all_tasks() const {
    if (tasks_.value || tasks_.unknown) return tasks_;
    return times(factor_of(c_.ntasks_per_node), nodes());
  }

  // The most tasks that some node cannot do without.
  [[nodiscard]] Factor tasks_on_one_node() const {
    const Factor per_node = factor_of(c_.ntasks_per_node);
    if (per_node.value || per_node.unknown) return per_node;
    if (tasks_.value && nodes_max_ && *nodes_max_ > 0)
      return {.value = (*tasks_.value + *nodes_max_ - 1) / *nodes_max_};
    return {.value = 1};
  }

  void add_tres_per_task() {
    const OptionUse* use = c_.effective("tres-per-task");
    if (use == nullptr || !use->parsed.value) return;
    const std::string& text = use->parsed.value->text;
    const Span span = use->parsed.value->span;
    if (use->state != ValueState::Known) return add_per_task(Setting<std::vector<Gres>>::unknown(span));
    TresReader reader(text, "gres", std::max(release_, Release::V23_11));
    std::vector<Gres> items;
    while (const auto item = reader.next())
      items.push_back({.name = item->name, .type = item->type, .count = item->count});
    add_per_task(Setting<std::vector<Gres>>::known(std::move(items), span, use->origin));
  }

  // --gpus is the total, whatever the others make of it.
  void add_total() {
    Factor gpus;
    if (!count_gpus(c_.gpus, gpus)) return;
    const Span span = c_.gpus.span();
    gpu_.total = gpus.unknown ? Setting<Count>::unknown(span) : Setting<Count>::known({*gpus.value}, span);
    if (!gpu_.per_node.absent()) return;
    if (gpus.value && nodes_max_ && *nodes_max_ > 0) {
      raise(gpu_.per_node, {.value = (*gpus.value + *nodes_max_ - 1) / *nodes_max_}, span);
    } else {
      gpu_.per_node = Setting<Count>::unknown(span);
    }
  }

  // Tasks that share GPUs ask for these GPUs where nothing else does.
  void add_tasks_per_gpu() {
    if (gpu_.asked) return;
    for (const std::string_view name : {"ntasks-per-gpu", "ntasks-per-tres"}) {
      const Factor share = factor_of(c_, name);
      if (!share.value && !share.unknown) continue;
      const Span span = c_.effective(name)->parsed.span;
      note(span);
      if (share.value && *share.value > 0 && tasks_.value) {
        raise(gpu_.total, {.value = *tasks_.value / *share.value}, span);
      } else {
        gpu_.total = Setting<Count>::unknown(span);
      }
      gpu_.per_node = Setting<Count>::unknown(span);
      return;
    }
  }

  const Component& c_;
  Release release_;
  Factor tasks_;
  std::uint64_t nodes_min_ = 1;
  std::optional<std::uint64_t> nodes_max_;
  bool nodes_unknown_ = false;
  GpuRequest gpu_;
};

}  // namespace

std::optional<std::vector<Gres>> read_gres_list(std::string_view text, std::string_view prefix, Release release) {
  std::vector<Gres> items;
  for (auto token = next_token(text, ","); !token.empty(); token = next_token(text, ",")) {
    if (prefix.empty() && (token.starts_with("gres:") || token.starts_with("gres/"))) token.remove_prefix(5);
    const std::string full = std::string(prefix) + std::string(token);
    auto reading = read_tres_item(full, "gres", release);
    if (reading.fault != TresFault::None) return {};
    items.push_back(
        {.name = std::move(reading.item.name), .type = std::move(reading.item.type), .count = reading.item.count});
  }
  return items;
}

GpuRequest gpu_request(const Component& component, Release release) {
  return Multiplier(component, release).multiply();
}

}  // namespace sbatchlint
