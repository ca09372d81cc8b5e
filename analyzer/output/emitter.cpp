#include "output/emitter.h"

#include <algorithm>
#include <iterator>

namespace sbatchlint {
namespace {

constexpr Emitter kEmitters[] = {
    {.name = "text", .write = write_text},
    {.name = "concise", .write = write_concise},
    {.name = "json", .write = write_json},
    {.name = "sarif", .write = write_sarif, .gives_addresses = true},
};

}  // namespace

std::span<const Emitter> emitters() { return kEmitters; }

const Emitter* find_emitter(std::string_view name) {
  const auto* found = std::ranges::find(kEmitters, name, &Emitter::name);
  return found == std::end(kEmitters) ? nullptr : found;
}

}  // namespace sbatchlint
