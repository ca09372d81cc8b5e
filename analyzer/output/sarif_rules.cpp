// Rules as SARIF describes them: the words come from the rule's page.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <span>

#include "lint/page.h"
#include "output/page_text.h"
#include "output/sarif.h"

namespace sbatchlint::sarif {
namespace {

// What GitHub shows of a description.
constexpr std::size_t kLongestDescription = 1000;

// pattern by id, for each rule
using Patterns = std::map<std::string_view, std::map<std::string, std::string>>;

// "missing-time" is "MissingTime"
std::string pascal_case(std::string_view name) {
  std::string text;
  bool upper = true;
  for (const char c : name) {
    if (c == '-') {
      upper = true;
      continue;
    }
    text += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return text;
}

std::string one_paragraph(std::string_view text) {
  std::string line(text.substr(0, text.find("\n\n")));
  std::ranges::replace(line, '\n', ' ');
  return line;
}

// Cut at the end of a sentence.
std::string shortened(std::string text) {
  if (text.size() <= kLongestDescription) return text;
  const std::size_t end = text.rfind(". ", kLongestDescription);
  text.resize(end == std::string::npos ? kLongestDescription : end + 1);
  return text;
}

// The page without its title, which readers show by themselves.
std::string_view body_of(std::string_view page) {
  const std::size_t newline = page.find('\n');
  page = newline == std::string_view::npos ? std::string_view() : page.substr(newline);
  return page.substr(std::min(page.find_first_not_of('\n'), page.size()));
}

// SARIF has no `off`.
std::string_view sarif_level(Level level) { return level == Level::Off ? "note" : level_name(level); }

// GitHub's words.
std::string_view problem_severity(Level level) {
  switch (level) {
    case Level::Error: return "error";
    case Level::Warning: return "warning";
    case Level::Note:
    case Level::Off: return "recommendation";
  }
  return {};
}

// 0 to 100, for readers that sort by it.
double rank_of(Level level) {
  switch (level) {
    case Level::Error: return 80.0;
    case Level::Warning: return 50.0;
    case Level::Note: return 20.0;
    case Level::Off: return 10.0;
  }
  return 0.0;
}

// The rules about security, with GitHub's score of ten: the property turns results into security alerts.
std::string_view security_severity(std::string_view code) {
  struct Score {
    std::string_view code;
    std::string_view score;
  };
  constexpr Score kScores[] = {{"SB708", "7.5"}};
  const auto* found = std::ranges::find(kScores, code, &Score::code);
  return found == std::ranges::end(kScores) ? std::string_view() : found->score;
}

// "responsible-use"
std::string tag_of(Group group) {
  std::string tag(group_name(group));
  std::ranges::replace(tag, ' ', '-');
  std::ranges::transform(tag, tag.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return tag;
}

Json text_and_markdown(std::string text, std::string_view markdown) {
  return {{"text", std::move(text)}, {"markdown", markdown}};
}

Json descriptor(const CatalogEntry& entry, const Patterns& patterns, const OutputOptions& options) {
  const Rule& rule = *entry.rule;
  const Page page = parse_page(entry.page).value();
  const std::string summary = one_paragraph(page.summary);
  const std::string_view why = page.section("Why");
  const std::string description = shortened(one_paragraph(why.empty() ? page.summary : why));
  std::string help;
  append_page(help, page, rule, {});

  Json json = {
      {"id", rule.code},
      {"name", pascal_case(rule.name)},
      {"shortDescription", text_and_markdown(sentence(summary), summary)},
      {"fullDescription", text_and_markdown(sentence(description), description)},
      {"help", text_and_markdown(std::move(help), body_of(entry.page))},
      {"defaultConfiguration",
       {{"enabled", rule.level != Level::Off}, {"level", sarif_level(rule.level)}, {"rank", rank_of(rule.level)}}}};
  if (!options.docs_url.empty()) json["helpUri"] = std::string(options.docs_url) + std::string(rule.code);
  if (const auto used = patterns.find(rule.code); used != patterns.end()) {
    Json& strings = json["messageStrings"];
    for (const auto& [id, pattern] : used->second) strings[id] = {{"text", pattern}};
  }
  json["properties"] = {{"tags", Json::array({"slurm", tag_of(rule.group)})},
                        {"precision", confidence_name(rule.confidence)},
                        {"problem.severity", problem_severity(rule.level)},
                        {"since", rule.since}};
  if (const std::string_view score = security_severity(rule.code); !score.empty()) {
    json["properties"]["tags"].push_back("security");
    json["properties"]["security-severity"] = score;
  }
  return json;
}

Patterns used_patterns(const RunResult& run) {
  Patterns patterns;
  const auto take = [&patterns](const Diagnostic& diagnostic) {
    const Message message = message_of(diagnostic);
    if (!message.id.empty()) patterns[diagnostic.rule->code][message.id] = message.pattern;
  };
  for (const FileResult& file : run.files) {
    std::ranges::for_each(file.diagnostics, take);
    for (const Suppressed& suppressed : file.suppressed) take(suppressed.diagnostic);
  }
  return patterns;
}

Json descriptors(const RunResult& run, const OutputOptions& options, bool notifications) {
  const Patterns patterns = used_patterns(run);
  Json array = Json::array();
  for (const CatalogEntry& entry : run.catalog) {
    if (is_notification(*entry.rule) == notifications) array.push_back(descriptor(entry, patterns, options));
  }
  return array;
}

}  // namespace

std::size_t descriptor_index(const RunResult& run, const Rule& rule) {
  std::size_t index = 0;
  for (const CatalogEntry& entry : run.catalog) {
    if (entry.rule == &rule) break;
    if (is_notification(*entry.rule) == is_notification(rule)) ++index;
  }
  return index;
}

bool is_notification(const Rule& rule) { return rule.code == "SB000" || rule.code == "SB001"; }

Json rule_descriptors(const RunResult& run, const OutputOptions& options) { return descriptors(run, options, false); }

Json notification_descriptors(const RunResult& run, const OutputOptions& options) {
  return descriptors(run, options, true);
}

}  // namespace sbatchlint::sarif
