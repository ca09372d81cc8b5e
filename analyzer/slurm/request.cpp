#include "slurm/request.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "slurm/resolver.h"

namespace sbatchlint {
namespace {

// Names that stand for another option.
std::string_view main_name(std::string_view name) {
  if (name == "tasks-per-node") return "ntasks-per-node";
  if (name == "cluster") return "clusters";
  return name;
}

auto identity(const Fault& fault) { return std::tuple(fault.component, fault.span, fault.kind, fault.origin); }

// Keeps of `faults` those that `other` has as well.
void keep_common(std::vector<Fault>& faults, std::vector<Fault> other) {
  std::ranges::sort(other, {}, identity);
  std::erase_if(faults, [&other](const Fault& fault) {
    return !std::ranges::binary_search(other, identity(fault), {}, identity);
  });
}

// What releases disagree on is no fault where the release is not known.
void keep_what_releases_agree_on(Request& request, const SourceText& source, const Directives& directives,
                                 const SubmitContext& context) {
  bool agreed = true;
  for (const Release release : kReleases) {
    if (release == request.release || release > kNewestRelease) continue;
    Request other = Resolver(source, directives, context, release).resolve();
    agreed = agreed && other.accepted == request.accepted;
    keep_common(request.faults, std::move(other.faults));
  }
  if (!agreed) request.accepted.reset();
}

}  // namespace

const OptionUse* Component::effective(std::string_view name) const {
  const std::string_view wanted = main_name(name);
  const auto found = std::find_if(in_force.rbegin(), in_force.rend(), [this, wanted](std::uint32_t use) {
    return main_name(uses[use].spec->name) == wanted;
  });
  return found == in_force.rend() ? nullptr : &uses[*found];
}

Setting<std::string> Component::text(std::string_view name) const {
  const OptionUse* use = effective(name);
  if (use == nullptr) return {};
  const Span span = use->parsed.value ? use->parsed.value->span : use->parsed.name_span;
  switch (use->state) {
    case ValueState::Known: return Setting<std::string>::known(use->canonical, span, use->origin);
    case ValueState::Unknown: return Setting<std::string>::unknown(span, use->origin);
    case ValueState::Invalid: return Setting<std::string>::invalid(span, use->reason, use->origin);
  }
  return {};
}

Request resolve_request(const SourceText& source, const Directives& directives, const SubmitContext& context) {
  const Release release = context.release.value_or(kNewestRelease);
  Request request = Resolver(source, directives, context, release).resolve();
  if (!context.release && !request.faults.empty()) {
    keep_what_releases_agree_on(request, source, directives, context);
  }
  return request;
}

std::string directive_line(std::string_view option_and_value, const SourceText& source) {
  const bool dos = source.bytes().find("\r\n") != std::string_view::npos;
  return fmt::format("#SBATCH {}{}", option_and_value, dos ? "\r\n" : "\n");
}

}  // namespace sbatchlint
