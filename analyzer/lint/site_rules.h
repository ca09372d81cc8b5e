// Rules that a site declares as data (SB9xx), as rules of the engine.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lint/rule.h"
#include "site/policy.h"
#include "site/site.h"

namespace sbatchlint {

struct Job;
class Report;

// All built-in rules and those of one site, sorted by code. The site's rules point into `site`, which has to outlive
// the catalog and everything that is found by it (moving a Site keeps them valid).
class SiteCatalog {
 public:
  SiteCatalog(std::span<const CatalogEntry> built_in, const Site& site);

  [[nodiscard]] std::span<const CatalogEntry> entries() const { return entries_; }

 private:
  std::vector<std::unique_ptr<const Rule>> rules_;
  std::vector<std::unique_ptr<const std::string>> pages_;
  std::vector<CatalogEntry> entries_;
};

// Reports where the rule's condition holds: at each command that matches, or, for a rule without commands, once at the
// header of the component. Unknown never fires.
void check_declared(const SiteRule& rule, const Job& job, Report& report);

}  // namespace sbatchlint
