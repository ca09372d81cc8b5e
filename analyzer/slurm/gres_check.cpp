#include "slurm/gres_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace sbatchlint {
namespace {

constexpr std::string_view kGresText = "Invalid generic resource (gres) specification";
constexpr std::string_view kTresText = "Invalid Trackable RESource (TRES) specification";
constexpr std::string_view kTypeText = "Invalid GRES specification (with and without type identification)";

// Everything asked of one name and type. 0 stands for "not asked", as in Slurm.
struct Record {
  std::string name;
  std::string type;
  std::uint64_t per_job = 0;
  std::uint64_t per_node = 0;
  std::uint64_t per_socket = 0;
  std::uint64_t per_task = 0;
  std::uint64_t cpus = 0;  // for each
  std::uint64_t total = 0;
  std::optional<std::uint64_t> tasks;  // for each

  [[nodiscard]] bool counts_nothing() const {
    return per_job == 0 && per_node == 0 && per_socket == 0 && per_task == 0;
  }
};

class Checker {
 public:
  Checker(GresRequest request, const ClientFacts& facts, Release release)
      : request_(std::move(request)), facts_(facts), release_(release) {}

  GresVerdict check() {
    count_tasks();
    collect();
    derive_tasks();
    if (verdict_.refusal || records_.empty()) return std::move(verdict_);
    if (request_.memory_per_gpu && !asks_for_gpu_) return refuse_per_gpu("mem_per_tres", *request_.memory_per_gpu);
    const bool needs_gpu = release_ >= Release::V23_02;
    if (needs_gpu && request_.cpus_per_gpu && !asks_for_gpu_) {
      return refuse_per_gpu("cpus_per_tres", *request_.cpus_per_gpu);
    }
    for (Record& record : records_) {
      if (!check_record(record)) return std::move(verdict_);
    }
    check_overlap();
    return std::move(verdict_);
  }

 private:
  bool refuse(std::string message) {
    verdict_.refusal = std::move(message);
    return false;
  }
  GresVerdict refuse_per_gpu(std::string_view what, std::uint64_t count) {
    const std::string_view gpu = release_ >= Release::V23_11 ? "gres/gpu" : "gres:gpu";
    refuse(fmt::format("Requested {}={}:{} but did not request any GPU.", what, gpu, count));
    return std::move(verdict_);
  }

  Record& record_of(const TresItem& item) {
    const auto found = std::ranges::find_if(
        records_, [&](const Record& record) { return record.name == item.name && record.type == item.type; });
    if (found != records_.end()) return *found;
    records_.push_back({.name = item.name, .type = item.type});
    return records_.back();
  }

  // Names are those of GresTypes. Where they are not known, `gpu` is taken for granted and others are left open.
  bool know_name(const std::string& name) {
    if (facts_.gres_types) {
      const auto& types = *facts_.gres_types;
      return std::ranges::find(types, name) != types.end() || refuse(std::string(kGresText));
    }
    if (name != "gpu") verdict_.open = true;
    return true;
  }

  // A list that cannot be read does not keep the others from being read.
  template <typename Add>
  void collect_list(std::string_view text, Add add) {
    TresReader reader(text, "gres", release_);
    while (auto item = reader.next()) {
      // From 23.02 on a name that is no more than a number ends the list.
      if (item->name.empty()) break;
      if (!know_name(item->name)) return;
      Record& record = record_of(*item);
      asks_for_gpu_ = asks_for_gpu_ || record.name == "gpu";
      record.tasks = request_.tasks_per_gpu;
      add(record, item->count);
    }
    if (reader.fault() == TresFault::Gres) refuse(std::string(kGresText));
    if (reader.fault() == TresFault::Tres) refuse(std::string(kTresText));
  }

  // How many tasks a fixed number of nodes makes, where something goes by tasks.
  void count_tasks() {
    const GresRequest& r = request_;
    const bool needs_tasks = !r.per_task.empty() || r.tasks_per_gpu;
    if (!needs_tasks || r.tasks || !r.nodes_min || r.nodes_min != r.nodes_max) return;
    if (r.tasks_per_gpu) {
      request_.tasks = *r.nodes_min * *r.tasks_per_gpu;
    } else if (r.tasks_per_node) {
      request_.tasks = *r.nodes_min * *r.tasks_per_node;
    } else if (!r.cpus_per_task) {
      request_.tasks = *r.nodes_min;
    }
  }

  void collect() {
    const GresRequest& r = request_;
    if (r.cpus_per_gpu) {
      Record& gpu = record_of({.name = "gpu"});
      gpu.cpus = *r.cpus_per_gpu & 0xffff;  // 16 bits of it are kept
      gpu.tasks = r.tasks_per_gpu;
    }
    const auto raise = [](Record& record, std::uint64_t total) { record.total = std::max(record.total, total); };
    collect_list(r.per_job, [&](Record& record, std::uint64_t count) {
      record.per_job = count;
      raise(record, count);
    });
    collect_list(r.per_node, [&](Record& record, std::uint64_t count) {
      record.per_node = count;
      raise(record, count * r.nodes_min.value_or(1));
    });
    collect_list(r.per_socket, [&](Record& record, std::uint64_t count) {
      record.per_socket = count;
      raise(record, count * sockets());
    });
    collect_list(r.per_task, [&](Record& record, std::uint64_t count) {
      record.per_task = count;
      raise(record, count * request_.tasks.value_or(1));
    });
    if (r.memory_per_gpu && *r.memory_per_gpu > 0) record_of({.name = "gpu"}).tasks = r.tasks_per_gpu;
  }

  // How many sockets the whole job has, as far as it says.
  [[nodiscard]] std::uint64_t sockets() const {
    const GresRequest& r = request_;
    if (r.nodes_min && r.sockets_per_node) return *r.nodes_min * *r.sockets_per_node;
    if (r.tasks && r.tasks_per_socket && *r.tasks_per_socket > 0) {
      return (*r.tasks + *r.tasks_per_socket - 1) / *r.tasks_per_socket;
    }
    return 1;
  }

  // --ntasks-per-gpu makes tasks of GPUs, or GPUs of tasks. What it lacks is said first, even where a list is at fault.
  void derive_tasks() {
    const std::uint64_t per_gpu = request_.tasks_per_gpu.value_or(0);
    if (per_gpu == 0) return;
    if (asks_for_gpu_ && !records_.empty()) {
      // Counted in 32 bits.
      std::uint64_t gpus = 0;
      for (const Record& record : records_) gpus += record.name == "gpu" ? record.total : 0;
      request_.tasks = static_cast<std::uint32_t>(gpus * per_gpu);
    } else if (request_.tasks.value_or(0) > 0) {
      const std::uint64_t gpus = *request_.tasks / per_gpu;
      if (gpus == 0) return;
      Record& record = record_of({.name = "gpu"});
      record.tasks = per_gpu;
      record.per_job = gpus;
      record.total = std::max(record.total, gpus);
      asks_for_gpu_ = true;
    } else {
      refuse(
          "gres_job_state_validate: --ntasks-per-tres needs either a GRES GPU specification or a node/ntask "
          "specification");
    }
  }

  bool check_record(Record& r) {
    return check_order(r) && check_nodes(r) && check_sockets(r) && check_tasks(r) && check_tasks_per_node(r) &&
           check_tasks_per_socket(r) && check_cpus(r) && check_node_count(r);
  }

  static bool exceeds(std::uint64_t a, std::uint64_t b) { return a != 0 && a > b; }

  bool check_order(const Record& r) {
    const std::string& n = r.name;
    if (r.per_job != 0 &&
        (exceeds(r.per_node, r.per_job) || exceeds(r.per_task, r.per_job) || exceeds(r.per_socket, r.per_job))) {
      return refuse(fmt::format("Failed to ensure --{}s >= --gres={}/--{}s-per-node >= --{}s-per-socket", n, n, n, n));
    }
    if (r.per_node != 0 && (exceeds(r.per_task, r.per_node) || exceeds(r.per_socket, r.per_node))) {
      return refuse(fmt::format("Failed to ensure --{}s >= --{}s-per-task", n, n));
    }
    if (r.per_socket != 0 && !request_.sockets_per_node) {
      return refuse(fmt::format("--{}s-per-socket option requires --sockets-per-node specification", n));
    }
    if (r.cpus != 0 && request_.cpus_per_task) {
      return refuse(fmt::format("--cpus-per-{} is mutually exclusive with --cpus-per-task", n));
    }
    return true;
  }

  bool check_nodes(const Record& r) {
    if (r.per_job == 0 || r.per_node == 0) return true;
    const std::string& n = r.name;
    if (r.per_job % r.per_node != 0) {
      return refuse(
          fmt::format("Failed to validate job spec, --{}s is not multiple of --gres={}/--{}s-per-node", n, n, n));
    }
    const std::uint64_t nodes = r.per_job / r.per_node;
    constexpr std::uint32_t kUnset = 0xfffffffe;  // slurm.h, NO_VAL: as a maximum it is above all
    const std::uint64_t most = request_.nodes_max.value_or(kUnset);
    if ((request_.nodes_min && nodes < *request_.nodes_min) || nodes > most) {
      return refuse(
          fmt::format("Failed to validate job spec. Based on --{} and --gres={}/--{}s-per-node required nodes "
                      "({}) doesn't fall between min_nodes ({}) and max_nodes ({}) boundaries.",
                      n, n, n, nodes, request_.nodes_min.value_or(kUnset), most));
    }
    request_.nodes_min = request_.nodes_max = nodes;
    return true;
  }

  bool check_sockets(const Record& r) {
    if (r.per_node == 0 || r.per_socket == 0) return true;
    const std::string& n = r.name;
    if (r.per_node % r.per_socket != 0) {
      return refuse(fmt::format(
          "Failed to validate job spec, --gres={}/--{}s-per-node not multiple of --{}s-per-socket.", n, n, n));
    }
    const std::uint64_t sockets = r.per_node / r.per_socket;
    if (*request_.sockets_per_node != sockets) {
      return refuse(
          fmt::format("Failed to validate job spec. Based on --gres={}/--{}s-per-node and --{}s-per-socket "
                      "required number of sockets differ from --sockets-per-node.",
                      n, n, n));
    }
    return true;
  }

  bool check_tasks(Record& r) {
    const std::string& n = r.name;
    if (r.tasks.value_or(0) != 0 && request_.tasks && *request_.tasks % *r.tasks != 0) {
      return refuse(
          fmt::format("Failed to validate job spec, -n/--ntasks has to be a multiple of --ntasks-per-{}.", n));
    }
    if (r.per_task == 0) return true;
    if (r.per_job == 0) {
      if (!request_.tasks) return refuse_tasks(n);
      r.per_job = *request_.tasks * r.per_task;
      return true;
    }
    if (r.per_job % r.per_task != 0) {
      return refuse(fmt::format("Failed to validate job spec, --{}s not multiple of --{}s-per-task", n, n));
    }
    const std::uint64_t tasks = r.per_job / r.per_task;
    if (request_.tasks && *request_.tasks != tasks) {
      return refuse(
          fmt::format("Failed to validate job spec. Based on --{}s and --{}s-per-task number of requested tasks "
                      "differ from -n/--ntasks.",
                      n, n));
    }
    request_.tasks = tasks;
    return true;
  }

  bool refuse_tasks(const std::string& n) {
    if (release_ < Release::V23_11) {
      return refuse(
          fmt::format("Failed to validate job spec. --{}s-per-task used without either --{}s or -n/--ntasks is "
                      "not allowed.",
                      n, n));
    }
    if (n != "gpu") {
      return refuse("Failed to validate job spec. --tres-per-task used without -n/--ntasks is not allowed.");
    }
    return refuse(
        fmt::format("Failed to validate job spec. --{}s-per-task or --tres-per-task used without either --{}s "
                    "or -n/--ntasks is not allowed.",
                    n, n));
  }

  bool check_tasks_per_node(const Record& r) {
    if (r.per_node == 0 || r.per_task == 0) return true;
    const std::string& n = r.name;
    if (r.per_node % r.per_task != 0) {
      return refuse(fmt::format("Failed to validate job spec, --gres={}/--{}s-per-node not multiple of --{}s-per-task.",
                                n, n, n));
    }
    const std::uint64_t tasks = r.per_node / r.per_task;
    if (request_.tasks_per_node.value_or(0) != 0 && *request_.tasks_per_node != tasks) {
      return refuse(
          fmt::format("Failed to validate job spec. Based on --gres={}/--{}s-per-node and --{}s-per-task "
                      "requested number of tasks per node differ from --ntasks-per-node.",
                      n, n, n));
    }
    request_.tasks_per_node = tasks;
    return true;
  }

  bool check_tasks_per_socket(const Record& r) {
    if (r.per_socket == 0 || r.per_task == 0) return true;
    const std::string& n = r.name;
    if (r.per_socket % r.per_task != 0) {
      return refuse(fmt::format("Failed to validate job spec, --{}s-per-socket not multiple of --{}s-per-task.", n, n));
    }
    const std::uint64_t tasks = r.per_socket / r.per_task;
    if (request_.tasks_per_socket.value_or(0) != 0 && *request_.tasks_per_socket != tasks) {
      return refuse(
          fmt::format("Failed to validate job spec. Based on --{}s-per-socket and --{}s-per-task requested "
                      "number of tasks per sockets differ from --ntasks-per-socket.",
                      n, n));
    }
    request_.tasks_per_socket = tasks;
    return true;
  }

  bool check_cpus(const Record& r) {
    if (r.cpus == 0 || r.per_task == 0) return true;
    const std::uint64_t cpus = r.cpus * r.per_task;
    if (request_.cpus_per_task.value_or(0) != 0 && *request_.cpus_per_task != cpus) {
      return refuse(
          fmt::format("Failed to validate job spec. Based on --cpus-per-{} and --{}s-per-task requested number "
                      "of cpus differ from -c/--cpus-per-task.",
                      r.name, r.name));
    }
    request_.cpus_per_task = cpus;
    return true;
  }

  bool check_node_count(const Record& r) {
    if (r.per_job == 0) return true;
    if (request_.nodes_min && r.per_job < *request_.nodes_min) {
      return refuse(fmt::format("Failed to validate job spec, --{}s < -N", r.name));
    }
    if (request_.nodes_max && r.per_job < *request_.nodes_max) request_.nodes_max = r.per_job;
    return true;
  }

  // `gpu:2` and `gpu:a100:1` cannot both be counted.
  void check_overlap() {
    for (const Record& plain : records_) {
      if (!plain.type.empty() || plain.counts_nothing()) continue;
      const bool typed = std::ranges::any_of(
          records_, [&](const Record& record) { return record.name == plain.name && !record.type.empty(); });
      if (typed) {
        refuse(std::string(kTypeText));
        return;
      }
    }
  }

  GresRequest request_;
  const ClientFacts& facts_;
  Release release_;
  std::vector<Record> records_;
  bool asks_for_gpu_ = false;
  GresVerdict verdict_;
};

}  // namespace

GresVerdict check_gres(GresRequest request, const ClientFacts& facts, Release release) {
  return Checker(std::move(request), facts, release).check();
}

}  // namespace sbatchlint
