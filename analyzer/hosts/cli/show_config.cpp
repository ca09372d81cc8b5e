// show config: which site and release a check would use, and who chose them.
#include <nlohmann/json.hpp>

#include "hosts/cli/show.h"
#include "output/display.h"

namespace sbatchlint::cli {
namespace {

struct Choice {
  std::string value;
  std::string origin;
};

// Decision of SubmitContext::release, in words.
Choice release_of(const ChosenSite& site, const SubmitArguments& arguments, const SubmitContext& context) {
  if (!context.release) return {.value = "any", .origin = "site " + site.site.name + " names none"};
  std::string value(release_name(*context.release));
  const std::string& written = arguments.slurm_version ? *arguments.slurm_version : site.site.release_as_written;
  if (written != value && !written.empty()) value += " (" + written + ")";
  return {.value = std::move(value), .origin = arguments.slurm_version ? "--slurm-version" : "site " + site.site.name};
}

}  // namespace

std::string config_text(const ChosenSite& site, const SubmitArguments& arguments, const SubmitContext& context) {
  const Choice release = release_of(site, arguments, context);
  return visible("site           " + site.site.name + "  (" + site.origin + ")") + "\n" +
         visible("slurm version  " + release.value + "  (" + release.origin + ")") + "\n";
}

Json config_json(const ChosenSite& site, const SubmitArguments& arguments, const SubmitContext& context) {
  const Choice release = release_of(site, arguments, context);
  return {{"site", {{"value", site.site.name}, {"origin", site.origin}}},
          {"slurm_version",
           {{"value", context.release ? Json(release_name(*context.release)) : Json()}, {"origin", release.origin}}}};
}

}  // namespace sbatchlint::cli
