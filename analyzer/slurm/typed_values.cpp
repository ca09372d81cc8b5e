#include "slurm/typed_values.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "slurm/gpu_request.h"
#include "slurm/values/array.h"
#include "slurm/values/count.h"
#include "slurm/values/gres.h"
#include "slurm/values/size.h"
#include "slurm/values/text.h"
#include "slurm/values/time.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

class Reader {
 public:
  Reader(Component& component, Release release) : component_(component), release_(release) {}

  void fill() {
    Component& c = component_;
    c.time = read<Minutes>("time", &Reader::minutes);
    c.time_min = read<Minutes>("time-min", &Reader::minutes);
    c.nodes = read<NodeRange>("nodes", &Reader::nodes);
    c.ntasks = read<Count>("ntasks", &Reader::count);
    c.ntasks_per_node = read<Count>("ntasks-per-node", &Reader::count);
    c.cpus_per_task = read<Count>("cpus-per-task", &Reader::count);
    c.cpus_per_gpu = read<Count>("cpus-per-gpu", &Reader::count);
    c.mem = read<Megabytes>("mem", &Reader::size);
    c.mem_per_cpu = read<Megabytes>("mem-per-cpu", &Reader::size);
    c.mem_per_gpu = read<Megabytes>("mem-per-gpu", &Reader::size);
    c.gres = read<std::vector<Gres>>("gres", &Reader::gres);
    c.gpus = read<std::vector<Gres>>("gpus", &Reader::gpus);
    c.gpus_per_node = read<std::vector<Gres>>("gpus-per-node", &Reader::gpus);
    c.gpus_per_socket = read<std::vector<Gres>>("gpus-per-socket", &Reader::gpus);
    c.gpus_per_task = read<std::vector<Gres>>("gpus-per-task", &Reader::gpus);
    c.array = read<ArraySpec>("array", &Reader::array);
    // An empty text is no array at all.
    if (c.array.known() && c.array.value().size == 0) c.array = {};
  }

 private:
  template <typename T>
  using Parse = std::optional<T> (Reader::*)(const std::string& text) const;

  // A value that sbatch takes and that still says nothing (an array that the controller refuses) is invalid here.
  template <typename T>
  Setting<T> read(std::string_view name, Parse<T> parse) const {
    const OptionUse* use = component_.effective(name);
    if (use == nullptr) return {};
    const Span span = use->parsed.value ? use->parsed.value->span : use->parsed.name_span;
    switch (use->state) {
      case ValueState::Unknown: return Setting<T>::unknown(span, use->origin);
      case ValueState::Invalid: return Setting<T>::invalid(span, use->reason, use->origin);
      case ValueState::Known: break;
    }
    const std::string empty;
    auto value = (this->*parse)(use->parsed.value ? use->parsed.value->text : empty);
    if (!value) return Setting<T>::invalid(span, "not a valid value", use->origin);
    return Setting<T>::known(*std::move(value), span, use->origin);
  }

  std::optional<Minutes> minutes(const std::string& text) const {
    const std::int32_t minutes = read_minutes(text);
    if (minutes == 0 || minutes == kInfinite) return Minutes::unlimited();
    return Minutes{.count = static_cast<std::uint32_t>(minutes)};
  }

  std::optional<NodeRange> nodes(const std::string& text) const {
    const auto nodes = read_node_count(text, release_);
    if (!nodes || nodes->min < 0 || nodes->max < 0) return {};
    const auto min = static_cast<std::uint64_t>(nodes->min);
    return NodeRange{.min = min, .max = std::max(min, static_cast<std::uint64_t>(nodes->max))};
  }

  std::optional<Count> count(const std::string& text) const {
    const std::int64_t number = read_integer(text).value;
    if (number < 0) return {};
    return Count{static_cast<std::uint64_t>(number)};
  }

  std::optional<Megabytes> size(const std::string& text) const { return read_size(text); }
  std::optional<ArraySpec> array(const std::string& text) const { return read_array(text); }

  std::optional<std::vector<Gres>> gres(const std::string& text) const {
    if (equals_ignoring_case(text, "none")) return std::vector<Gres>{};
    return read_gres_list(text, "", release_);
  }
  std::optional<std::vector<Gres>> gpus(const std::string& text) const {
    return read_gres_list(text, "gpu:", release_);
  }

  Component& component_;
  Release release_;
};

}  // namespace

void fill_typed_values(Component& component, Release release) {
  Reader(component, release).fill();
  component.gpu = gpu_request(component, release);
}

}  // namespace sbatchlint
