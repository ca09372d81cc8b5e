// sbatchlint rules: the catalogue for people, programs and web pages.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "hosts/cli/commands.h"
#include "lint/page.h"
#include "output/page_text.h"

namespace sbatchlint::cli {
namespace {

std::string_view summary_of(const CatalogEntry& entry) {
  const Result<Page> page = parse_page(entry.page);
  return page ? page.value().summary : std::string_view();
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

std::string as_table(std::span<const CatalogEntry> rules) {
  std::size_t width = 0;
  for (const CatalogEntry& entry : rules) width = std::max(width, entry.rule->name.size());
  std::string text;
  for (const CatalogEntry& entry : rules) {
    std::string row = std::string(entry.rule->code) + "  " + std::string(entry.rule->name);
    row.append(width - entry.rule->name.size() + 2, ' ');
    const std::string_view level = level_name(entry.rule->level);
    row += level;
    row.append(9 - level.size(), ' ');
    text += row + one_line(summary_of(entry)) + '\n';
  }
  return text;
}

std::string as_json(std::span<const CatalogEntry> rules) {
  nlohmann::ordered_json array = nlohmann::ordered_json::array();
  for (const CatalogEntry& entry : rules) {
    const Rule& rule = *entry.rule;
    array.push_back({{"code", rule.code},
                     {"name", rule.name},
                     {"group", group_name(rule.group)},
                     {"level", level_name(rule.level)},
                     {"confidence", confidence_name(rule.confidence)},
                     {"fixes", fixes_name(rule.fixes)},
                     {"since", rule.since},
                     {"summary", one_line(summary_of(entry))}});
  }
  return array.dump(2) + '\n';
}

// A `|` in a cell would end it.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : one_line(text)) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string as_markdown(std::span<const CatalogEntry> rules) {
  std::string text = "| code | name | level | fix | summary |\n|---|---|---|---|---|\n";
  for (const CatalogEntry& entry : rules) {
    const Rule& rule = *entry.rule;
    text += "| " + std::string(rule.code) + " | " + std::string(rule.name) + " | " +
            std::string(level_name(rule.level)) + " | " + std::string(fixes_name(rule.fixes)) + " | " +
            cell(summary_of(entry)) + " |\n";
  }
  return text;
}

}  // namespace

int run_rules(const RulesArguments& arguments, const World& world) {
  switch (arguments.format) {
    case RulesArguments::Format::Text: return print(as_table(catalog()), kClean, world);
    case RulesArguments::Format::Json: return print(as_json(catalog()), kClean, world);
    case RulesArguments::Format::Markdown: return print(as_markdown(catalog()), kClean, world);
  }
  return kFailed;
}

}  // namespace sbatchlint::cli
