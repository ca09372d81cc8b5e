// sbatchlint explain: the page of a rule, or what a message of Slurm means and which rules find its cause before.
#include <algorithm>
#include <array>
#include <cassert>

#include "hosts/cli/commands.h"
#include "lint/messages.h"
#include "lint/page.h"
#include "lint/report.h"
#include "output/page_text.h"

namespace sbatchlint::cli {
namespace {

constexpr unsigned kWidestText = 100;
constexpr unsigned kUsualText = 80;

std::string page_text(const CatalogEntry& entry, const PageStyle& style) {
  const Result<Page> page = parse_page(entry.page);
  assert(page.ok());
  std::string text;
  if (page) append_page(text, page.value(), *entry.rule, style);
  return text;
}

std::string message_text(const SlurmMessage& message) {
  std::string text = concat(message.text, "\n  (", message_source_name(message.source), ")\n\n  ", message.meaning,
                            "\n  ", message.remedy, "\n");
  std::string rules;
  for (const std::string_view code : message.codes) {
    const CatalogEntry* entry = code.empty() ? nullptr : find_rule(catalog(), code);
    if (entry != nullptr) rules += concat("    ", entry->rule->code, " ", entry->rule->name, "\n");
  }
  return rules.empty() ? text : text + "\n  Found before submission by:\n" + rules;
}

}  // namespace

int run_explain(const ExplainArguments& arguments, const World& world) {
  if (const CatalogEntry* entry = find_rule(catalog(), arguments.what)) {
    const PageStyle style{.color = wants_color(arguments.color, world),
                          .columns = std::min(kWidestText, world.out_columns.value_or(kUsualText))};
    return print(page_text(*entry, style), kClean, world);
  }
  const std::vector<const SlurmMessage*> messages = find_messages(arguments.what);
  if (messages.empty()) return complain(no_such_rule(catalog(), arguments.what), world);
  return print(message_text(*messages.front()), kClean, world);
}

}  // namespace sbatchlint::cli
