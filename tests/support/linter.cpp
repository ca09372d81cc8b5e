#include "support/linter.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "site/builtin.h"

namespace sbatchlint::test {
namespace {

constexpr std::int64_t kNewYear2026 = 1767225600;

template <typename T>
T value_or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(result).value();
}

}  // namespace

Linter::Linter(std::string_view site, bool pedantic)
    : site_(value_or_throw(load_builtin_site(site))),
      selection_(value_or_throw(select_rules(catalog(), {.pedantic = pedantic}, site_))) {}

FileResult Linter::run(std::string name, std::string bytes) const {
  CheckOptions options;
  options.site = &site_;
  options.selection = &selection_;
  options.submit.release = site_.release;
  options.submit.plugin_options = site_.plugin_options;
  options.submit.now = kNewYear2026;
  return check(SourceText(std::move(name), std::move(bytes)), options);
}

bool has_rule(std::string_view code) {
  return std::ranges::any_of(catalog(), [code](const CatalogEntry& entry) { return entry.rule->code == code; });
}

}  // namespace sbatchlint::test
