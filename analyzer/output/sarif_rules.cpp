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

constexpr std::string_view kTaxonomy = "CWE";  // Common Weakness Enumeration

// What such a rule is about, in the world's list of weaknesses.
struct Weakness {
  std::string_view code;
  std::string_view id;
  std::string_view name;
};
constexpr Weakness kWeaknesses[] = {{"SB708", "798", "UseOfHardCodedCredentials"}};

const Weakness* weakness_of(std::string_view code) {
  const auto* found = std::ranges::find(kWeaknesses, code, &Weakness::code);
  return found == std::ranges::end(kWeaknesses) ? nullptr : found;
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

Json descriptor(const CatalogEntry& entry, const Log& log) {
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
  if (std::string address = page_address(rule, log.options()); !address.empty()) json["helpUri"] = std::move(address);
  if (const auto used = log.patterns().find(rule.code); used != log.patterns().end()) {
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
  if (const Weakness* weakness = weakness_of(rule.code)) {
    json["properties"]["tags"].push_back("external/cwe/cwe-" + std::string(weakness->id));
    json["relationships"] =
        Json::array({{{"target", {{"id", weakness->id}, {"toolComponent", {{"name", kTaxonomy}, {"index", 0}}}}},
                      {"kinds", Json::array({"superset"})}}});
  }
  return json;
}

Json descriptors(const Log& log, bool notifications) {
  Json array = Json::array();
  for (const CatalogEntry& entry : log.run().catalog) {
    if (is_notification(*entry.rule) == notifications) array.push_back(descriptor(entry, log));
  }
  return array;
}

}  // namespace

Log::Log(const RunResult& run, const OutputOptions& options) : run_(run), options_(options) {
  std::size_t rules = 0;
  std::size_t notifications = 0;
  for (const CatalogEntry& entry : run.catalog) {
    indices_.emplace(entry.rule->code, is_notification(*entry.rule) ? notifications++ : rules++);
  }
  const auto take = [this](const Diagnostic& diagnostic) {
    const Messages::Pattern* used = messages_.pattern_of(diagnostic);
    if (used != nullptr) patterns_[std::string(diagnostic.rule->code)].try_emplace(used->id, used->pattern);
  };
  for (const FileResult& file : run.files) {
    std::ranges::for_each(file.diagnostics, take);
    for (const Suppressed& suppressed : file.suppressed) take(suppressed.diagnostic);
  }
}

Message Log::message_of(const SourceText& shown, const Diagnostic& diagnostic) {
  std::vector<std::uint32_t> lines;
  for (const Related& related : diagnostic.related) lines.push_back(shown.line_of(related.span.begin) + 1);
  return messages_.of(diagnostic, lines);
}

std::optional<std::size_t> Log::index_of(std::string_view code) const {
  const auto found = indices_.find(code);
  return found == indices_.end() ? std::nullopt : std::optional(found->second);
}

bool is_notification(const Rule& rule) { return rule.code == "SB000" || rule.code == "SB001"; }

Json rule_descriptors(const Log& log) { return descriptors(log, false); }

Json notification_descriptors(const Log& log) { return descriptors(log, true); }

Json taxonomies(const RunResult& run) {
  Json taxa = Json::array();
  for (const CatalogEntry& entry : run.catalog) {
    if (const Weakness* weakness = weakness_of(entry.rule->code)) {
      taxa.push_back({{"id", weakness->id}, {"name", weakness->name}});
    }
  }
  if (taxa.empty()) return nullptr;
  return Json::array({{{"name", kTaxonomy},
                       {"fullName", "Common Weakness Enumeration"},
                       {"organization", "MITRE"},
                       {"informationUri", "https://cwe.mitre.org/"},
                       {"taxa", std::move(taxa)}}});
}

}  // namespace sbatchlint::sarif
