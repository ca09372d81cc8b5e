// Who may include whom, read from the layers.txt that the build writes from its sbatchlint_layer calls.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "checks/source_tree.h"

namespace sbatchlint::checks {

struct Layer {
  std::string name;
  std::string folder;               // from the root: "analyzer/text"
  std::string headers;              // what an #include of its headers begins with: "text/", "rules/", "hosts/cli/"
  std::set<std::string> includes;   // the layers it may include: itself and, transitively, its DEPENDS
  std::set<std::string> libraries;  // beginnings of third-party includes it may use: "fmt/", "toml++/"
};

class Layers {
 public:
  // One layer a line, each after those it depends on: `slurm|analyzer/slurm|options|fmt/`.
  explicit Layers(std::string_view text);

  // One sentence for each #include of the file that its layer may not have. Files outside every layer (tests) may
  // include anything.
  [[nodiscard]] std::vector<std::string> violations(const SourceFile& file) const;

  [[nodiscard]] const std::vector<Layer>& all() const { return layers_; }

 private:
  [[nodiscard]] const Layer* of_file(std::string_view path) const;
  [[nodiscard]] const Layer* of_header(std::string_view include) const;
  [[nodiscard]] bool allowed(const Layer& layer, std::string_view include) const;

  std::vector<Layer> layers_;
  std::set<std::string> libraries_;  // of all layers together
};

// What stands between the quotes or brackets of an #include line; empty for any other line.
[[nodiscard]] std::string_view included(std::string_view line);

}  // namespace sbatchlint::checks
