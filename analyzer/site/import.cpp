#include "site/import.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "options/release.h"
#include "site/host_list.h"
#include "text/split.h"

namespace sbatchlint {

namespace {

template <typename Visit>
void each_line(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) visit(line);
    at = end + 1;
  }
}

// `Key=Value` of a line that `scontrol -o` prints. Values that have blanks are cut at the first: none is needed here.
std::string_view field(std::string_view line, std::string_view key) {
  for (std::size_t at = line.find(key); at != std::string_view::npos; at = line.find(key, at + 1)) {
    const bool begins = at == 0 || line[at - 1] == ' ';
    const std::size_t equals = at + key.size();
    if (!begins || equals >= line.size() || line[equals] != '=') continue;
    const std::string_view value = line.substr(equals + 1);
    return value.substr(0, value.find_first_of(" \r"));
  }
  return {};
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The elements of a list at commas outside brackets.
std::vector<std::string_view> split_outside(std::string_view text, std::string_view open, std::string_view close) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ',';
    if (open.find(c) != std::string_view::npos) ++depth;
    if (close.find(c) != std::string_view::npos) --depth;
    if (c != ',' || (depth > 0 && i < text.size())) continue;
    if (i > start) parts.push_back(text.substr(start, i - start));
    start = i + 1;
  }
  return parts;
}

// A text as TOML writes it.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + '"';
}

std::string quoted_list(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + quoted(word);
  return "[" + out + "]";
}

// `01:00:00`, `6-00:00:00` and `UNLIMITED` as profiles write them; nothing for `NONE`.
std::optional<std::string> time_of(std::string_view text) {
  if (text.empty() || text == "NONE" || text == "INVALID") return std::nullopt;
  if (text == "UNLIMITED" || text == "INFINITE") return "infinite";
  return std::string(text);
}

// `Key = Value` of `scontrol show config`.
std::string_view setting(std::string_view config, std::string_view key) {
  std::string_view found;
  each_line(config, [&](std::string_view line) {
    if (!line.starts_with(key)) return;
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return;
    const std::string_view name = line.substr(0, equals);
    if (name.substr(0, name.find_last_not_of(' ') + 1) != key) return;
    std::string_view value = line.substr(equals + 1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    found = value.substr(0, value.find_last_not_of(" \r") + 1);
  });
  return found;
}

void write_scheduler(std::string_view config, std::string_view dated, std::string& out) {
  out += "\n[scheduler]\n";
  const std::string_view version = setting(config, "SLURM_VERSION");
  if (parse_release(version)) out += fmt::format("slurm_version = {}\n", quoted(version));
  const std::string_view enforced = setting(config, "EnforcePartLimits");
  if (enforced == "NO" || enforced == "ANY" || enforced == "ALL") {
    out += fmt::format("enforce_part_limits = \"{}\"\n", enforced == "NO" ? "no" : enforced == "ANY" ? "any" : "all");
  }
  if (const auto size = number(setting(config, "MaxArraySize")); size && *size > 0) {
    out += fmt::format("max_array_index = {}\n", *size - 1);
  }
  if (setting(config, "SelectTypeParameters").find("ONE_TASK_PER_CORE") != std::string_view::npos) {
    out += "one_task_per_core = true\n";
  }
  out += dated;

  std::string defaults;
  const auto memory = [&](std::string_view key, std::string_view name) {
    const auto megabytes = number(setting(config, key));
    if (megabytes && *megabytes > 0) defaults += fmt::format("{} = \"{}M\"\n", name, *megabytes);
  };
  memory("DefMemPerCPU", "mem_per_cpu");
  memory("DefMemPerNode", "mem_per_node");
  for (const std::string_view item : split(setting(config, "JobDefaults"), ',')) {
    const std::size_t equals = std::min(item.find('='), item.size());
    const auto value = number(item.substr(std::min(equals + 1, item.size())));
    if (item.starts_with("DefCpuPerGPU") && value) defaults += fmt::format("cpus_per_gpu = {}\n", *value);
    if (item.starts_with("DefMemPerGPU") && value) defaults += fmt::format("mem_per_gpu = \"{}M\"\n", *value);
  }
  if (!defaults.empty()) out += fmt::format("\n[defaults]\n{}{}", defaults, dated);
}

// `gpu:t4:6(S:0-1),gpu:a40:2` as `{ t4 = 6, a40 = 2 }`; "" where there is no GPU.
std::string gpus_of(std::string_view gres) {
  std::map<std::string, std::uint64_t> counts;
  for (std::string_view item : split_outside(gres, "(", ")")) {
    item = item.substr(0, item.find('('));
    const auto parts = split(item, ':');
    if (parts.front() != "gpu") continue;
    const auto last = parts.size() > 1 ? number(parts.back()) : std::nullopt;
    const bool typed = parts.size() > 2 || (parts.size() == 2 && !last);
    counts[typed ? std::string(parts[1]) : "any"] += last.value_or(1);
  }
  std::string out;
  for (const auto& [type, count] : counts) {
    if (count > 0) out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", quoted(type), count);
  }
  return out;
}

// The lines of a node's table but its names: equal nodes have the same text.
std::string node_body(std::string_view line) {
  std::string out;
  const std::string gpus = gpus_of(field(line, "Gres"));
  if (!gpus.empty()) out += fmt::format("gpus = {{ {} }}\n", gpus);
  const auto cpus = number(field(line, "CPUTot"));
  if (cpus) out += fmt::format("cpus = {}\n", *cpus);
  const auto threads = number(field(line, "ThreadsPerCore"));
  if (cpus && threads && *threads > 0) out += fmt::format("cores = {}\n", std::max<std::uint64_t>(*cpus / *threads, 1));
  const auto memory = number(field(line, "RealMemory"));
  const auto reserved = number(field(line, "MemSpecLimit")).value_or(0);
  if (memory && *memory > reserved) out += fmt::format("memory_exact = \"{}M\"\n", *memory - reserved);
  const std::string_view features = field(line, "AvailableFeatures");
  const bool none = features.empty() || features == "(null)";
  out += fmt::format("features = {}\n", none ? "[]" : quoted_list(split(features, ',')));
  return out;
}

// Ranges that follow one another become one.
std::vector<HostRange> joined(std::vector<HostRange> ranges) {
  std::ranges::sort(ranges, [](const HostRange& a, const HostRange& b) {
    return std::tie(a.prefix, a.numbered, a.width, a.low) < std::tie(b.prefix, b.numbered, b.width, b.low);
  });
  std::vector<HostRange> out;
  for (HostRange& range : ranges) {
    if (!out.empty() && range.numbered && out.back().same_series(range) && out.back().high + 1 == range.low) {
      out.back().high = range.high;
    } else {
      out.push_back(std::move(range));
    }
  }
  return out;
}

bool write_nodes(std::string_view text, std::string_view dated, std::string& out) {
  std::map<std::string, std::vector<HostRange>> groups;
  std::vector<std::string> order;
  each_line(text, [&](std::string_view line) {
    const std::string_view name = field(line, "NodeName");
    if (name.empty()) return;
    std::string body = node_body(line);
    auto [group, is_new] = groups.try_emplace(body);
    if (is_new) order.push_back(body);
    group->second.push_back(host_of(name));
  });
  for (const std::string& body : order) {
    const std::string names = host_list_text(joined(groups[body]));
    out += fmt::format("\n[[node]]\nnames = [{}]\n{}{}", quoted(names), body, dated);
  }
  return !order.empty();
}

std::string list_key(std::string_view line, std::string_view key, std::string_view name) {
  const std::string_view value = field(line, key);
  if (value.empty() || value == "ALL" || value == "(null)" || value == "N/A") return {};
  return fmt::format("{} = {}\n", name, quoted_list(split(value, ',')));
}

std::string count_key(std::string_view line, std::string_view key, std::string_view name) {
  const auto value = number(field(line, key));
  return value && *value > 0 ? fmt::format("{} = {}\n", name, *value) : std::string();
}

std::string partition_table(std::string_view line) {
  std::string out = fmt::format("\n[[partition]]\nname = {}\n", quoted(field(line, "PartitionName")));
  if (field(line, "Default") == "YES") out += "default = true\n";
  if (field(line, "OverSubscribe") == "EXCLUSIVE") out += "whole_nodes = true\n";
  const std::string_view nodes = field(line, "Nodes");
  if (!nodes.empty() && nodes != "(null)") out += fmt::format("nodes = [{}]\n", quoted(nodes));
  if (const auto time = time_of(field(line, "DefaultTime"))) out += fmt::format("default_time = {}\n", quoted(*time));
  if (const auto time = time_of(field(line, "MaxTime"))) out += fmt::format("max_time = {}\n", quoted(*time));
  if (const auto least = number(field(line, "MinNodes")); least && *least > 1) {
    out += fmt::format("min_nodes = {}\n", *least);
  }
  out += count_key(line, "MaxNodes", "max_nodes");
  out += count_key(line, "MaxCPUsPerNode", "max_cpus_per_node");
  out += list_key(line, "AllowQos", "qos");
  out += list_key(line, "AllowAccounts", "accounts");
  return out;
}

bool write_partitions(std::string_view text, std::string_view dated, std::string& out) {
  bool any = false;
  each_line(text, [&](std::string_view line) {
    if (field(line, "PartitionName").empty()) return;
    any = true;
    out += partition_table(line);
    out += dated;
  });
  return any;
}

// The number of GPUs in "cpu=64,gres/gpu=12,node=4".
std::optional<std::uint64_t> tres(std::string_view list, std::string_view name) {
  for (const std::string_view item : split(list, ',')) {
    const std::size_t equals = item.find('=');
    if (equals != std::string_view::npos && item.substr(0, equals) == name) return number(item.substr(equals + 1));
  }
  return std::nullopt;
}

// Name|MaxWall|MaxTRES|MaxTRESPU|MaxJobsPU|Preempt. A QoS that another may preempt is preemptible.
void write_qos(std::string_view text, std::string_view dated, std::string& out) {
  std::set<std::string_view> preempted;
  each_line(text, [&](std::string_view line) {
    const auto columns = split(line, '|');
    if (columns.size() < 6) return;
    for (const std::string_view name : split(columns[5], ',')) preempted.insert(name);
  });
  std::string quotas;
  each_line(text, [&](std::string_view line) {
    const auto columns = split(line, '|');
    if (columns.size() < 6 || columns[0].empty()) return;
    out += fmt::format("\n[[qos]]\nname = {}\n", quoted(columns[0]));
    if (preempted.contains(columns[0])) out += "preemptible = true\n";
    if (const auto time = time_of(columns[1])) out += fmt::format("max_time = {}\n", quoted(*time));
    if (const auto nodes = tres(columns[2], "node")) out += fmt::format("max_nodes = {}\n", *nodes);
    if (const auto gpus = tres(columns[2], "gres/gpu")) out += fmt::format("max_gpus = {}\n", *gpus);
    out += dated;
    const auto gpus = tres(columns[3], "gres/gpu");
    const auto jobs = number(columns[4]);
    if (!gpus && !jobs) return;
    quotas += fmt::format("\n[[quota]]\nqos = {}\n", quoted(columns[0]));
    if (gpus) quotas += fmt::format("max_gpus = {}\n", *gpus);
    if (jobs) quotas += fmt::format("max_jobs = {}\n", *jobs);
    quotas += dated;
  });
  out += quotas;
}

// Account|DefaultQOS, once for each user and account.
void write_accounts(std::string_view text, std::string_view dated, std::string& out) {
  std::map<std::string_view, std::string_view> accounts;
  each_line(text, [&](std::string_view line) {
    const auto columns = split(line, '|');
    if (columns.front().empty() || columns.front() == "root") return;
    auto& qos = accounts[columns.front()];
    if (columns.size() > 1 && !columns[1].empty()) qos = columns[1];
  });
  for (const auto& [name, qos] : accounts) {
    out += fmt::format("\n[[account]]\nname = {}\n", quoted(name));
    if (!qos.empty()) out += fmt::format("qos = {}\n", quoted(qos));
    out += dated;
  }
}

}  // namespace

Result<std::string> import_profile(const ImportTexts& texts, std::string_view name, std::string_view day) {
  const auto dated = [&](std::size_t source) {
    return fmt::format("source = {}\nas_of = {}\n", quoted(kImportSources[source].command), day);
  };
  std::string out =
      "# Written by `sbatchlint site import`, and written anew by the next one: policy belongs into another file.\n"
      "schema = 1\n\n[site]\n";
  out += fmt::format("name = {}\n", quoted(name));
  const std::string_view cluster = setting(texts[0], "ClusterName");
  if (!cluster.empty()) out += fmt::format("title = {}\n", quoted(cluster));
  out += dated(0);
  write_scheduler(texts[0], dated(0), out);
  if (!write_nodes(texts[2], dated(2), out)) {
    return Error{.message = fmt::format("there is no node in what `{}` printed", kImportSources[2].command),
                 .place = {}};
  }
  if (!write_partitions(texts[1], dated(1), out)) {
    return Error{.message = fmt::format("there is no partition in what `{}` printed", kImportSources[1].command),
                 .place = {}};
  }
  write_qos(texts[3], dated(3), out);
  write_accounts(texts[4], dated(4), out);
  return out;
}

}  // namespace sbatchlint
