#include "slurm/tres_per_task.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "slurm/values/gres.h"
#include "slurm/values/text.h"

namespace sbatchlint {
namespace {

// Resources that are not given to tasks.
constexpr std::string_view kRefused[] = {"mem", "energy", "node", "billing", "fs", "vmem", "pages", "bb"};

std::optional<std::string_view> refused_resource(std::string_view text, Release release) {
  for (const std::string_view name : kRefused) {
    // In 23.02 a colon had to follow, and the first of the list was not looked at.
    const bool first = release >= Release::V23_11 && starts_with_ignoring_case(text, name);
    const std::string later = release >= Release::V23_11 ? fmt::format(",{}", name) : fmt::format(",{}:", name);
    if (first || find_ignoring_case(text, later) != std::string_view::npos) return name;
  }
  return {};
}

// `gres:gpu` is written `gres/gpu` from here on. Slurm: slurm_format_tres_string.
std::string with_slashes(std::string text, std::string_view kind) {
  const std::string prefix = fmt::format("{}:", kind);
  if (text.find(prefix) == std::string::npos) return text;
  std::string_view rest = text;
  std::string formatted;
  for (auto token = next_token(rest, ","); !token.empty(); token = next_token(rest, ",")) {
    if (!formatted.empty()) formatted += ',';
    std::string item(token);
    if (item.starts_with(prefix)) item[kind.size()] = '/';
    formatted += item;
  }
  return formatted;
}

class Merger {
 public:
  Merger(const SubmitState& state, Release release) : state_(state), release_(release) {}

  TresPerTask merge() {
    if (state_.is_set(Opt::TresPerTask)) result_.text = state_.text(Opt::TresPerTask);
    if (const auto name = refused_resource(result_.text, release_)) {
      conflict(fmt::format("Invalid TRES for --tres-per-task: {}", *name), Opt::TresPerTask);
    }
    if (release_ < Release::V23_11) {
      merge_old();
    } else {
      merge_new();
    }
    return std::move(result_);
  }

 private:
  void conflict(std::string message, Opt other) {
    result_.conflicts.push_back({.message = std::move(message), .opt = Opt::TresPerTask, .other = other});
  }

  // 23.02, and 22.05 with an empty list.
  void merge_old() {
    const bool has_gpus = state_.is_set(Opt::GpusPerTask);
    if (has_gpus && find_ignoring_case(result_.text, "gpu:") != std::string_view::npos) {
      conflict("You can not have --tres-per-task=gres:gpu: and --gpus-per-task please use one or the other",
               Opt::GpusPerTask);
    }
    if (const std::size_t cpu = find_ignoring_case(result_.text, "cpu:"); cpu != std::string_view::npos) {
      const std::int64_t count = read_integer(std::string_view(result_.text).substr(cpu + 4)).value;
      if (state_.is_set(Opt::CpusPerTask)) {
        conflict("You can not have --tres-per-task=cpu: and -c please use one or the other", Opt::CpusPerTask);
      } else if (count <= 0) {
        conflict(fmt::format("Invalid --tres-per-task=cpu:{}", count), Opt::TresPerTask);
      } else {
        result_.cpus_per_task = static_cast<std::uint64_t>(count);
      }
    }
    if (!has_gpus || find_ignoring_case(result_.text, "gres:gpu") != std::string_view::npos) return;
    const std::string gpus = gpus_as_gres(state_.text(Opt::GpusPerTask), release_);
    if (!result_.text.empty() && !gpus.empty()) result_.text += ',';
    result_.text += gpus;
  }

  void merge_new() {
    result_.text = with_slashes(std::move(result_.text), "license");
    result_.text = with_slashes(std::move(result_.text), "gres");
    merge_gpus();
    merge_sibling(Opt::CpusPerTask, "cpu", state_[Opt::CpusPerTask].number);
    const std::string text = result_.text;
    TresReader reader(text, "cpu", release_);
    if (const auto cpus = reader.next()) result_.cpus_per_task = cpus->count;
  }

  // Each of the types that --gpus-per-task lists. Until 24.11 the first alone is looked at.
  void merge_gpus() {
    if (!state_.is_set(Opt::GpusPerTask)) return;
    std::string_view rest = state_.text(Opt::GpusPerTask);
    while (!rest.empty()) {
      std::size_t mark = rest.find(':');
      if (mark == std::string_view::npos) mark = rest.find('=');
      std::string name = "gres/gpu";
      std::string_view count = rest;
      std::string_view after;
      if (mark != std::string_view::npos) {
        name += fmt::format(":{}", rest.substr(0, mark));
        count = rest.substr(mark + 1);
        if (const std::size_t comma = rest.find(','); comma != std::string_view::npos) after = rest.substr(comma + 1);
      }
      merge_sibling(Opt::GpusPerTask, name, static_cast<std::int32_t>(read_integer(count).value));
      if (release_ < Release::V25_05) return;
      rest = after;
    }
  }

  // Puts `name=count` in front of the list, unless the list has it already.
  void merge_sibling(Opt sibling, std::string_view name, std::int64_t count) {
    if (!state_.is_set(sibling) && sibling != Opt::CpusPerTask) return;
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), to_lower);
    const std::size_t found = find_ignoring_case(result_.text, lower);
    const bool listed = found != std::string_view::npos && !result_.text.empty();
    if (!listed) {
      if (!state_.is_set(sibling) || count == 0) return;
      const char mark = release_ >= Release::V24_05 ? '=' : ':';
      result_.text = fmt::format("{}{}{}{}{}", name, mark, count, result_.text.empty() ? "" : ",", result_.text);
      return;
    }
    if (state_.by_user(sibling) && state_.by_user(Opt::TresPerTask)) {
      conflict(clash_text(sibling, name), sibling);
      return;
    }
    const std::int64_t listed_count =
        read_integer(std::string_view(result_.text).substr(std::min(result_.text.size(), found + name.size() + 1)))
            .value;
    if (listed_count <= 0) {
      conflict(fmt::format("Invalid --tres-per-task={}={}", name, listed_count), Opt::TresPerTask);
    }
  }

  [[nodiscard]] std::string clash_text(Opt sibling, std::string_view name) const {
    if (release_ >= Release::V24_05) {
      return fmt::format("You can not have --tres-per-task={}= and --{} please use one or the other", name,
                         setting_row(sibling).name);
    }
    if (sibling == Opt::CpusPerTask) {
      return "You can not have --tres-per-task=cpu: and -c please use one or the other";
    }
    return "You can not have --tres-per-task=gres/gpu: and gpus-per-task please use one or the other";
  }

  const SubmitState& state_;
  Release release_;
  TresPerTask result_;
};

}  // namespace

TresPerTask merge_tres_per_task(const SubmitState& state, Release release) { return Merger(state, release).merge(); }

}  // namespace sbatchlint
