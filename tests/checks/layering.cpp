#include "checks/layering.h"

#include <algorithm>

namespace sbatchlint::checks {
namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0 || separator != ' ') parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

}  // namespace

std::string_view included(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with('#')) return {};
  line = trimmed(line.substr(1));
  if (!line.starts_with("include")) return {};
  const auto begin = line.find_first_of("\"<");
  if (begin == std::string_view::npos) return {};
  const auto end = line.find_first_of("\">", begin + 1);
  return end == std::string_view::npos ? std::string_view() : line.substr(begin + 1, end - begin - 1);
}

Layers::Layers(std::string_view text) {
  constexpr std::string_view kRoot = "analyzer/";
  for (const std::string_view line : lines_of(text)) {
    auto fields = split(line, '|');
    fields.resize(4);
    Layer layer{.name = fields[0], .folder = fields[1], .headers = fields[1] + "/", .includes = {fields[0]}};
    if (layer.headers.starts_with(kRoot)) layer.headers.erase(0, kRoot.size());
    for (const std::string& name : split(fields[2], ' ')) {
      const auto below = std::ranges::find(layers_, name, &Layer::name);
      if (below != layers_.end()) layer.includes.insert(below->includes.begin(), below->includes.end());
    }
    for (std::string& prefix : split(fields[3], ' ')) {
      libraries_.insert(prefix);
      layer.libraries.insert(std::move(prefix));
    }
    layers_.push_back(std::move(layer));
  }
}

std::vector<std::string> Layers::violations(const SourceFile& file) const {
  std::vector<std::string> found;
  const Layer* layer = of_file(file.path);
  if (layer == nullptr) return found;
  for (const std::string_view line : lines_of(file.text)) {
    const std::string_view include = included(line);
    if (include.empty() || allowed(*layer, include)) continue;
    found.push_back(file.path + ": layer `" + layer->name + "` may not include " + std::string(include));
  }
  return found;
}

bool Layers::allowed(const Layer& layer, std::string_view include) const {
  if (include.starts_with("../") || include.starts_with("./")) return false;
  if (const Layer* other = of_header(include)) return layer.includes.contains(other->name);
  const auto begins = [include](const std::string& prefix) { return include.starts_with(prefix); };
  return std::ranges::none_of(libraries_, begins) || std::ranges::any_of(layer.libraries, begins);
}

const Layer* Layers::of_file(std::string_view path) const {
  const auto found =
      std::ranges::find_if(layers_, [path](const Layer& layer) { return path.starts_with(layer.folder + "/"); });
  return found == layers_.end() ? nullptr : &*found;
}

const Layer* Layers::of_header(std::string_view include) const {
  const auto found =
      std::ranges::find_if(layers_, [include](const Layer& layer) { return include.starts_with(layer.headers); });
  return found == layers_.end() ? nullptr : &*found;
}

}  // namespace sbatchlint::checks
