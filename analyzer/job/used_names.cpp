#include "job/used_names.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>

#include "site/host_list.h"

namespace sbatchlint {

namespace {

// Of a list of nodes: who names more means a whole cluster.
constexpr std::size_t kMostNodes = 64;

// A name as a whole: `gpu` is not found in `gpu-long`.
bool stands_alone(std::string_view text, std::size_t at, std::size_t size) {
  const auto is_name = [](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_' || c == '-' ||
           c == '.';
  };
  return (at == 0 || !is_name(text[at - 1])) && (at + size >= text.size() || !is_name(text[at + size]));
}

class NameCollector {
 public:
  explicit NameCollector(const Job& job) : job_(job) {}

  void collect(const Component& part) {
    add_list(part, "partition", NameKind::Partition, ",");
    add_list(part, "qos", NameKind::Qos, ",");
    add_list(part, "account", NameKind::Account, ",");
    add_features(part);
    add_nodes(part, "nodelist");
    add_nodes(part, "exclude");
    add_types(part);
  }
  std::vector<UsedName> take() { return std::move(names_); }

 private:
  void add(NameKind kind, std::string name, std::string_view option, Span value) {
    const auto same = [&](const UsedName& used) {
      return used.kind == kind && used.name == name && used.option == option;
    };
    if (std::ranges::any_of(names_, same)) return;
    UsedName used{.kind = kind, .name = std::move(name), .option = std::string(option), .span = value};
    const std::string_view written = job_.source.slice(value);
    for (std::size_t at = written.find(used.name); at != std::string_view::npos; at = written.find(used.name, at + 1)) {
      if (!stands_alone(written, at, used.name.size())) continue;
      used.span.begin = value.begin + static_cast<std::uint32_t>(at);
      used.span.end = used.span.begin + static_cast<std::uint32_t>(used.name.size());
      used.exact = true;
      break;
    }
    names_.push_back(std::move(used));
  }

  void add_list(const Component& part, std::string_view option, NameKind kind, std::string_view separators) {
    const Setting<std::string> value = part.text(option);
    if (!value.known()) return;
    const std::string& text = value.value();
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
      if (end > at) add(kind, text.substr(at, end - at), option, value.span());
      at = end + 1;
    }
  }

  void add_features(const Component& part) {
    const Setting<std::string> value = part.text("constraint");
    if (value.known() && value.value().find_first_of("[]()*") == std::string::npos) {
      add_list(part, "constraint", NameKind::Feature, "&|,");
    }
  }

  void add_nodes(const Component& part, std::string_view option) {
    const Setting<std::string> value = part.text(option);
    if (!value.known() || value.value().find('/') != std::string::npos) return;
    const auto hosts = expand_host_list(value.value());
    if (!hosts) return;
    for (const std::string& host : std::span(hosts.value()).first(std::min(hosts.value().size(), kMostNodes)))
      add(NameKind::Node, host, option, value.span());
  }

  void add_types(const Component& part) {
    const auto add_all = [&](const Setting<std::vector<Gres>>& items, std::string_view option) {
      if (!items.known()) return;
      for (const Gres& item : items.value()) {
        if (item.name == "gpu" && !item.type.empty()) add(NameKind::GpuType, item.type, option, items.span());
      }
    };
    add_all(part.gres, "gres");
    add_all(part.gpus, "gpus");
    add_all(part.gpus_per_node, "gpus-per-node");
    add_all(part.gpus_per_socket, "gpus-per-socket");
    add_all(part.gpus_per_task, "gpus-per-task");
  }

  const Job& job_;
  std::vector<UsedName> names_;
};

}  // namespace

std::vector<UsedName> used_names(const Job& job) {
  NameCollector collector(job);
  for (const Component& part : job.request.components) collector.collect(part);
  return collector.take();
}

std::string_view kind_in_words(NameKind kind) {
  switch (kind) {
    case NameKind::Partition: return "partition";
    case NameKind::Qos: return "QoS";
    case NameKind::Account: return "account";
    case NameKind::Node: return "node";
    case NameKind::GpuType: return "type of GPU";
    case NameKind::Feature: return "feature";
  }
  return {};
}

std::string_view without_domain(std::string_view node) { return node.substr(0, node.find('.')); }

const RetiredName* retired_name(const Site& site, const UsedName& used) {
  const HostRange host = used.kind == NameKind::Node ? host_of(without_domain(used.name)) : HostRange{};
  const auto is_it = [&](const RetiredName& retired) {
    if (retired.kind != used.kind) return false;
    if (used.kind != NameKind::Node) return matches_pattern(retired.name, used.name);
    return std::ranges::any_of(retired.nodes, [&](const HostRange& range) {
      return range.same_series(host) && range.low <= host.low && host.low <= range.high;
    });
  };
  const auto found = std::ranges::find_if(site.retired, is_it);
  return found == site.retired.end() ? nullptr : &*found;
}

std::string_view fate_beyond_limits(const Site& site) {
  if (!site.enforce_part_limits) return "it never starts";
  return *site.enforce_part_limits ? "sbatch refuses it" : "it waits for ever";
}

std::string_view fate_of(const StartVerdict& verdict, const Site& site) {
  return verdict.beyond_partition ? fate_beyond_limits(site) : "sbatch refuses it";
}

}  // namespace sbatchlint
