// The whole engine as a test needs it: every rule of the catalog, one built-in site, no host.
#pragma once

#include <string>
#include <string_view>

#include "lint/engine.h"
#include "site/site.h"

namespace sbatchlint::test {

// Lints as `sbatchlint --site SITE` does, follows no other file, and stops the clock at 2026-01-01.
class Linter {
 public:
  // With `pedantic` also the rules that are off by default and what is found with low confidence. Throws for a site
  // that is not built in.
  explicit Linter(std::string_view site, bool pedantic = false);

  [[nodiscard]] FileResult run(std::string name, std::string bytes) const;

 private:
  Site site_;
  Selection selection_;
};

// True if the catalog has a rule of that code.
[[nodiscard]] bool has_rule(std::string_view code);

}  // namespace sbatchlint::test
