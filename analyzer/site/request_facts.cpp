#include "site/request_facts.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sbatchlint {

namespace {

using State = FactValue::State;

FactValue number(std::uint64_t value, bool given) {
  return {.state = State::Known, .given = given, .number = value, .texts = {}};
}

FactValue unknown() { return {.state = State::Unknown, .given = true, .number = 0, .texts = {}}; }

FactValue texts(std::vector<std::string> words, bool given) {
  return {.state = State::Known, .given = given, .number = 0, .texts = std::move(words)};
}

// The words between separators, empty ones left out.
std::vector<std::string> split_words(std::string_view text, std::string_view separators) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    if (end > at) words.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// The words of an option, or the site's default.
FactValue listed(const Component& part, std::string_view option, std::string_view usual,
                 std::string_view separators = ",") {
  const Setting<std::string> value = part.text(option);
  if (value.known()) return texts(split_words(value.value(), separators), true);
  if (!value.absent()) return unknown();
  return usual.empty() ? FactValue{} : texts({std::string(usual)}, false);
}

FactValue time_fact(const Component& part, const Site& site, const FactValue& partition) {
  const auto minutes = [](Minutes time) { return time.is_unlimited ? kUnlimited : std::uint64_t{time.count}; };
  if (part.time.known()) return number(minutes(part.time.value()), true);
  if (!part.time.absent()) return unknown();
  if (partition.texts.size() == 1) {
    const Partition* known = site.partition(partition.texts.front());
    if (known != nullptr && known->default_time) return number(minutes(*known->default_time), false);
  }
  return site.default_time ? number(minutes(*site.default_time), false) : FactValue{};
}

FactValue count_fact(const Setting<Count>& setting) {
  if (setting.known()) return number(setting.value().value, true);
  return setting.absent() ? FactValue{} : unknown();
}

FactValue nodes_fact(const Component& part) {
  if (part.nodes.known()) return number(part.nodes.value().min, true);
  return part.nodes.absent() ? number(1, false) : unknown();
}

// --ntasks, else --ntasks-per-node on each node, else one for each node. Slurm 26.05, src/sbatch/opt.c, _opt_verify.
FactValue tasks_fact(const Component& part, const FactValue& nodes) {
  if (!part.ntasks.absent()) return count_fact(part.ntasks);
  if (nodes.state != State::Known) return unknown();
  if (part.ntasks_per_node.absent()) return number(nodes.number, false);
  if (!part.ntasks_per_node.known() || part.ntasks_per_node.value().value > 1'000'000) return unknown();
  return number(nodes.number * part.ntasks_per_node.value().value, true);
}

FactValue cpus_fact(const Component& part, const FactValue& tasks) {
  if (tasks.state != State::Known || tasks.number > 1'000'000'000) return unknown();
  if (part.cpus_per_task.absent()) {
    return part.cpus_per_gpu.absent() ? number(tasks.number, tasks.given) : unknown();
  }
  if (!part.cpus_per_task.known() || part.cpus_per_task.value().value > 1'000'000) return unknown();
  return number(tasks.number * part.cpus_per_task.value().value, true);
}

// What `total` or `per_node` of the GPUs say; 0 where none is asked for.
FactValue gpu_fact(const Component& part, const Setting<Count>& count) {
  if (!part.gpu.asked) return number(0, false);
  return count.known() ? number(count.value().value, true) : unknown();
}

FactValue memory_fact(const Component& part) {
  if (part.mem.known()) return number(part.mem.value().count, true);
  if (!part.mem.absent() || !part.mem_per_cpu.absent() || !part.mem_per_gpu.absent()) return unknown();
  return {};
}

FactValue gpu_type_fact(const Component& part) {
  if (part.gpu.asked && !part.gpu.total.known() && part.gpu.types.empty()) return unknown();
  return part.gpu.types.empty() ? FactValue{} : texts(part.gpu.types, true);
}

}  // namespace

Facts request_facts(const Component& part, const Site& site) {
  Facts facts;
  const Partition* usual = site.default_partition();
  facts[Fact::Partition] = listed(part, "partition", usual == nullptr ? std::string_view() : usual->name);
  facts[Fact::Account] = listed(part, "account", site.default_account);
  const Setting<std::string> account = part.text("account");
  facts[Fact::Qos] = account.absent() || account.known()
                         ? listed(part, "qos", site.usual_qos(account.known() ? account.value() : std::string()))
                         : listed(part, "qos", {});
  facts[Fact::TimeMinutes] = time_fact(part, site, facts[Fact::Partition]);
  facts[Fact::Nodes] = nodes_fact(part);
  facts[Fact::Tasks] = tasks_fact(part, facts[Fact::Nodes]);
  facts[Fact::Cpus] = cpus_fact(part, facts[Fact::Tasks]);
  facts[Fact::Gpus] = gpu_fact(part, part.gpu.total);
  facts[Fact::GpusPerNode] = gpu_fact(part, part.gpu.per_node);
  facts[Fact::GpuType] = gpu_type_fact(part);
  facts[Fact::MemMb] = memory_fact(part);
  facts[Fact::ArraySize] = part.array.known()    ? number(part.array.value().size, true)
                           : part.array.absent() ? number(1, false)
                                                 : unknown();
  facts[Fact::Features] = listed(part, "constraint", {}, "&|,[]()*");
  const bool begins = part.effective("begin") != nullptr;
  facts[Fact::BeginSet] = number(begins ? 1 : 0, begins);
  facts[Fact::Interactive].state = State::Unknown;
  return facts;
}

std::optional<std::uint64_t> amount_of(Quantity quantity, const Facts& facts) {
  const auto known = [&](Fact fact) -> std::optional<std::uint64_t> {
    if (facts[fact].state != State::Known) return std::nullopt;
    return facts[fact].number;
  };
  switch (quantity) {
    case Quantity::Time: return known(Fact::TimeMinutes);
    case Quantity::Nodes: return known(Fact::Nodes);
    case Quantity::Tasks: return known(Fact::Tasks);
    case Quantity::Cpus: return known(Fact::Cpus);
    case Quantity::Gpus: return known(Fact::Gpus);
    case Quantity::GpusPerNode: return known(Fact::GpusPerNode);
    case Quantity::Memory: return known(Fact::MemMb);
    case Quantity::ArraySize: return known(Fact::ArraySize);
    case Quantity::NodeMinutes: break;
  }
  const auto nodes = known(Fact::Nodes);
  const auto time = known(Fact::TimeMinutes);
  if (!nodes || !time) return std::nullopt;
  std::uint64_t product = 0;
  if (*time == kUnlimited || __builtin_mul_overflow(*nodes, *time, &product)) return kUnlimited;
  return product;
}

}  // namespace sbatchlint
