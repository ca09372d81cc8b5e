#include "output/emitter.h"

#include <algorithm>
#include <iterator>

#include "lint/report.h"

namespace sbatchlint {
namespace {

constexpr Emitter kEmitters[] = {
    {.name = "text", .write = write_text},
    {.name = "concise", .write = write_concise},
    {.name = "json", .write = write_json},
    {.name = "jsonl", .write = write_jsonl},
    {.name = "sarif", .write = write_sarif, .gives_addresses = true},
    {.name = "junit", .write = write_junit},
    {.name = "checkstyle", .write = write_checkstyle},
    {.name = "gcc", .write = write_gcc},
    {.name = "github", .write = write_github},
    {.name = "gitlab", .write = write_gitlab},
    {.name = "rdjson", .write = write_rdjson},
    {.name = "html", .write = write_html},
};

}  // namespace

std::string page_address(const Rule& rule, const OutputOptions& options) {
  return options.docs_url.empty() ? std::string() : concat(options.docs_url, rule.code, ".html");
}

std::span<const Emitter> emitters() { return kEmitters; }

const Emitter* find_emitter(std::string_view name) {
  const auto* found = std::ranges::find(kEmitters, name, &Emitter::name);
  return found == std::end(kEmitters) ? nullptr : found;
}

}  // namespace sbatchlint
