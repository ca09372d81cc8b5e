// show request: what sbatch would ask for, who said so, and what it would not read at all.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "hosts/cli/show.h"
#include "lint/report.h"
#include "output/display.h"
#include "output/place.h"

namespace sbatchlint::cli {
namespace {

std::string_view origin_name(Origin origin) {
  switch (origin) {
    case Origin::SlurmDefault: return "slurm-default";
    case Origin::SiteDefault: return "site-default";
    case Origin::Directive: return "directive";
    case Origin::ForeignDirective: return "foreign-directive";
    case Origin::Environment: return "environment";
    case Origin::CommandLine: return "command-line";
  }
  return {};
}

bool is_from_file(Origin origin) { return origin == Origin::Directive || origin == Origin::ForeignDirective; }

// One option that is set.
struct Row {
  std::string_view name;
  std::optional<std::string> value;
  Origin origin = Origin::SlurmDefault;
  std::optional<std::uint32_t> line;  // 1-based
};

std::vector<Row> rows_of(const Component& part) {
  std::vector<Row> rows;
  for (const auto& [name, value] : part.settings) {
    Row row{.name = name, .value = value};
    if (const OptionUse* use = part.effective(name)) {
      row.origin = use->origin;
      if (is_from_file(use->origin)) row.line = use->line + 1;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// What follows from the options, as far as it is known.
Json derived_json(const Component& part) {
  Json derived = Json::object();
  const auto add_count = [&derived](const char* name, const Setting<Count>& count) {
    if (count.known()) derived[name] = count.value().value;
  };
  add_count("gpus_per_job", part.gpu.total);
  add_count("gpus_per_node", part.gpu.per_node);
  if (part.nodes.absent()) derived["nodes_min"] = 1;
  if (part.nodes.known()) {
    derived["nodes_min"] = part.nodes.value().min;
    derived["nodes_max"] = part.nodes.value().max;
  }
  add_count("tasks", part.ntasks);
  add_count("tasks_per_node", part.ntasks_per_node);
  add_count("cpus_per_task", part.cpus_per_task);
  if (part.time.known()) {
    const Minutes time = part.time.value();
    derived["time_minutes"] = time.is_unlimited ? Json("unlimited") : Json(time.count);
  }
  if (part.mem.known()) derived["mem_mb"] = part.mem.value().count;
  if (part.array.known()) derived["array_size"] = part.array.value().size;
  return derived;
}

// A line that looks like a directive and is none.
struct Ignored {
  std::uint32_t line = 0;  // 0-based
  std::string_view text;
  std::string_view why;
};

std::string_view near_miss_name(NearMissKind kind) {
  switch (kind) {
    case NearMissKind::Indented: return "indented";
    case NearMissKind::Spaced: return "spaced";
    case NearMissKind::Doubled: return "doubled";
    case NearMissKind::WrongCase: return "wrong-case";
    case NearMissKind::Misspelt: return "misspelt";
  }
  return {};
}

std::vector<Ignored> ignored_lines(const Understood& understood) {
  std::vector<Ignored> ignored;
  const SourceText& source = understood.source;
  for (const DirectiveLine& late : understood.directives.late) {
    if (understood.script.is_text(late.span.begin)) continue;
    ignored.push_back({.line = late.line, .text = source.slice(late.span), .why = "after-command"});
  }
  for (const NearMiss& miss : understood.directives.near_misses) {
    ignored.push_back({.line = miss.line, .text = source.slice(miss.span), .why = near_miss_name(miss.kind)});
  }
  std::ranges::stable_sort(ignored, {}, &Ignored::line);
  return ignored;
}

// Where a fault stands, if it stands in the file.
std::optional<Place> place_of_fault(const SourceText& source, const Fault& fault) {
  if (!is_from_file(fault.origin)) return std::nullopt;
  return place_of(source, fault.span.begin, ColumnUnit::Character);
}

Json error_json(const SourceText& source, const Request& request) {
  if (request.faults.empty()) return nullptr;
  const Fault& fault = request.faults.front();
  Json error = {{"message", fault.message}, {"line", nullptr}, {"column", nullptr}};
  if (const auto place = place_of_fault(source, fault)) {
    error["line"] = place->line;
    error["column"] = place->column;
  }
  return error;
}

Json component_json(const Component& part) {
  Json options = Json::object();
  for (const Row& row : rows_of(part)) {
    Json& option = options[std::string(row.name)];
    option = {{"value", row.value ? Json(*row.value) : Json()}, {"origin", origin_name(row.origin)}};
    if (row.line) option["line"] = *row.line;
  }
  return {{"options", std::move(options)}, {"derived", derived_json(part)}};
}

std::string verdict_text(const Understood& understood) {
  const Request& request = understood.request;
  const std::string who = "sbatch " + std::string(release_name(request.release));
  if (!request.accepted) return who + " may or may not accept it: that rests on more than the script";
  if (*request.accepted) return "accepted by " + who;
  std::string text = "refused by " + who;
  if (request.faults.empty()) return text;
  const Fault& fault = request.faults.front();
  text += ": " + (fault.message.empty() ? "it says nothing" : fault.message);
  if (const auto place = place_of_fault(understood.source, fault)) text += concat(" (line ", place->line, ")");
  return text;
}

// Columns of names and values, as wide as the longest.
std::string options_text(const Component& part) {
  const std::vector<Row> rows = rows_of(part);
  std::size_t name_width = 0;
  std::size_t value_width = 0;
  for (const Row& row : rows) {
    name_width = std::max(name_width, row.name.size());
    value_width = std::max<std::size_t>(value_width, visible_width(row.value.value_or("?")));
  }
  std::string text;
  for (const Row& row : rows) {
    const std::string value = visible(row.value.value_or("?"));
    text += concat("  ", row.name, std::string(name_width - row.name.size() + 2, ' '), value);
    text += std::string(value_width - visible_width(row.value.value_or("?")) + 2, ' ');
    text += origin_name(row.origin);
    if (row.line) text += concat(", line ", *row.line);
    text += '\n';
  }
  return text;
}

}  // namespace

std::string request_text(const Understood& understood) {
  std::string text = visible(understood.source.name() + ": " + verdict_text(understood)) + "\n";
  const std::vector<Component>& components = understood.request.components;
  for (const Component& part : components) {
    if (components.size() > 1) text += concat("  component ", part.index, ":\n");
    text += options_text(part);
    const Json derived = derived_json(part);
    for (const auto& [name, value] : derived.items()) text += concat("  = ", name, " ", value.dump(), "\n");
  }
  for (const Ignored& ignored : ignored_lines(understood)) {
    text += concat("  ignored (", ignored.why, "), line ", ignored.line + 1, ": ", visible(ignored.text), "\n");
  }
  return text;
}

Json request_json(const Understood& understood) {
  const Request& request = understood.request;
  Json components = Json::array();
  for (const Component& part : request.components) components.push_back(component_json(part));
  Json ignored = Json::array();
  for (const Ignored& line : ignored_lines(understood)) {
    ignored.push_back({{"line", line.line + 1}, {"text", line.text}, {"why", line.why}});
  }
  return {{"file", understood.source.name()},
          {"slurm_version", request.release_known ? Json(release_name(request.release)) : Json()},
          {"accepted", request.accepted ? Json(*request.accepted) : Json()},
          {"error", error_json(understood.source, request)},
          {"components", std::move(components)},
          {"ignored", std::move(ignored)}};
}

}  // namespace sbatchlint::cli
