#include "example.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "lint/fix.h"
#include "lint/selection.h"
#include "site/builtin.h"
#include "text/source_text.h"

namespace sbatchlint::testing {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

// The file that a block stands for.
std::string file_of(const PageBlock& block) {
  std::string file;
  if (block.has("bom")) file += kBom;
  for (const char c : block.text) {
    if (c == '\n' && block.has("crlf")) file += '\r';
    file += c;
  }
  if (block.has("no-eol")) {
    while (!file.empty() && (file.back() == '\n' || file.back() == '\r')) file.pop_back();
  }
  return file;
}

// Seconds from 1970 to the day "2026-09-13" begins, UTC.
std::optional<std::int64_t> midnight_of(std::string_view day) {
  if (day.size() != 10 || day[4] != '-' || day[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t size) {
    unsigned value = 0;
    (void)std::from_chars(day.data() + at, day.data() + at + size, value);
    return value;
  };
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(number(0, 4))),
                                         std::chrono::month(number(5, 2)), std::chrono::day(number(8, 2))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count() * std::int64_t{86'400};
}

bool is_known_word(std::string_view word) {
  constexpr std::string_view kWords[] = {"bad", "good", "output", "fixed",   "site",
                                         "bom", "crlf", "no-eol", "missing", "pedantic"};
  return std::ranges::find(kWords, word) != std::end(kWords) || word.starts_with("site=") ||
         word.starts_with("slurm=") || word.starts_with("now=");
}

// The part of an attribute behind its `=`: "ai-cloud" of `site=ai-cloud`.
std::optional<std::string_view> attribute(const PageBlock& block, std::string_view prefix) {
  for (const std::string_view word : block.attributes) {
    if (word.starts_with(prefix)) return word.substr(prefix.size());
  }
  return std::nullopt;
}

// Reads a page's blocks one after the other.
class ExampleReader {
 public:
  explicit ExampleReader(const CatalogEntry& entry)
      : rule_(entry.rule), site_(std::make_shared<const Site>(load_builtin_site("generic").value())) {}

  // What is wrong with the block, or nothing.
  std::optional<Error> read(const PageBlock& block) {
    for (const std::string_view word : block.attributes) {
      if (!is_known_word(word)) return wrong(block, fmt::format("a fence cannot say `{}`", word));
    }
    if (block.has("site")) return read_site(block);
    if (block.has("bad") || block.has("good")) return begin(block);
    if (!block.has("output") && !block.has("fixed")) return std::nullopt;
    if (examples_.empty() || !examples_.back().bad) return wrong(block, "there is no bad example above this block");
    if (block.has("output")) {
      examples_.back().output = block.text;
    } else {
      examples_.back().fixed = file_of(block);
    }
    return std::nullopt;
  }
  std::vector<Example> take() { return std::move(examples_); }

 private:
  [[nodiscard]] Error wrong(const PageBlock& block, std::string_view what) const {
    return {.message = fmt::format("{}, line {}: {}", rule_->code, block.line, what)};
  }

  std::optional<Error> read_site(const PageBlock& block) {
    auto site = parse_site(block.text, "the page's site");
    if (!site) return wrong(block, site.error().message);
    site_ = std::make_shared<const Site>(std::move(site).value());
    return std::nullopt;
  }

  std::optional<Error> begin(const PageBlock& block) {
    Example example{.rule = rule_, .text = file_of(block), .site = site_, .line = block.line};
    example.bad = block.has("bad");
    example.missing = block.has("missing");
    example.pedantic = block.has("pedantic");
    if (const auto name = attribute(block, "site=")) {
      auto site = load_builtin_site(*name);
      if (!site) return wrong(block, site.error().message);
      example.site = std::make_shared<const Site>(std::move(site).value());
    }
    example.release = example.site->release;
    if (const auto name = attribute(block, "slurm=")) example.release = parse_release(*name);
    if (const auto day = attribute(block, "now=")) {
      const auto midnight = midnight_of(*day);
      if (!midnight) return wrong(block, fmt::format("`{}` is no day", *day));
      example.now = *midnight;
    }
    examples_.push_back(std::move(example));
    return std::nullopt;
  }

  const Rule* rule_;
  std::shared_ptr<const Site> site_;
  std::vector<Example> examples_;
};

// The default rules, and the page's own.
Selection selection_for(const Example& example) {
  Selection selection = select_rules(catalog(), {.pedantic = example.pedantic}, *example.site).value();
  const auto same = [&](const SelectedRule& selected) { return selected.rule == example.rule; };
  if (std::ranges::any_of(selection.rules, same)) return selection;
  const auto entry = std::ranges::find(catalog(), example.rule, &CatalogEntry::rule);
  selection.rules.push_back({.rule = entry->rule, .page = entry->page, .level = Level::Note});
  std::ranges::sort(selection.rules, {}, [](const SelectedRule& selected) { return selected.rule->code; });
  return selection;
}

// "3:14": lines and characters from 1.
std::string position(const SourceText& source, std::uint32_t offset) {
  const std::uint32_t line = source.line_of(offset);
  const auto before = source.slice({.begin = source.line_span(line).begin, .end = offset});
  const auto characters =
      std::ranges::count_if(before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  return fmt::format("{}:{}", line + 1, characters + 1);
}

}  // namespace

std::string Example::place() const { return fmt::format("{}, line {}", rule->code, line); }

Result<std::vector<Example>> examples_of(const CatalogEntry& entry) {
  const auto page = parse_page(entry.page);
  if (!page) return page.error();
  ExampleReader reader(entry);
  for (const PageBlock& block : page.value().blocks) {
    if (auto error = reader.read(block)) return *error;
  }
  return reader.take();
}

FileResult result_of(const Example& example, std::string text) {
  const Selection selection = selection_for(example);
  CheckOptions options{.site = example.site.get(), .selection = &selection};
  options.submit.release = example.release;
  options.submit.plugin_options = example.site->plugin_options;
  options.submit.now = example.now;
  if (example.missing) return unreadable("job.sh", "no such file", options);
  return check(SourceText("job.sh", std::move(text)), options);
}

std::vector<Diagnostic> findings_in(const Example& example, std::string text) {
  return result_of(example, std::move(text)).diagnostics;
}

std::string as_output(const std::vector<Diagnostic>& findings, std::string_view text) {
  const SourceText source("job.sh", std::string(text));
  std::string output;
  for (const Diagnostic& finding : findings) {
    output += fmt::format("{}: {} {} {}\n", position(source, finding.span.begin), level_name(finding.level),
                          finding.rule->code, finding.message());
    for (const Related& related : finding.related) {
      output += fmt::format("    {}: {}\n", position(source, related.span.begin), related.message);
    }
    if (!finding.help.empty()) output += fmt::format("    help: {}\n", finding.help);
    for (const Fix& fix : finding.fixes)
      output += fmt::format("    fix ({}): {}\n", safety_name(fix.safety), fix.title);
  }
  return output;
}

FixedExample fixed_text(const Example& example) {
  const auto own_findings = [&example](const SourceText& source) {
    std::vector<Diagnostic> findings = findings_in(example, std::string(source.bytes()));
    std::erase_if(findings, [&](const Diagnostic& finding) { return finding.rule != example.rule; });
    return findings;
  };
  FixOutcome outcome = fix_until_settled(SourceText("job.sh", example.text), Safety::Suggest, own_findings);
  return {.text = std::move(outcome.text), .settled = outcome.settled};
}

std::string as_shown(std::string_view file) {
  if (file.starts_with(kBom)) file.remove_prefix(kBom.size());
  std::string shown;
  for (std::size_t i = 0; i < file.size(); ++i) {
    if (file[i] != '\r' || i + 1 == file.size() || file[i + 1] != '\n') shown += file[i];
  }
  if (!shown.empty() && shown.back() != '\n') shown += '\n';
  return shown;
}

}  // namespace sbatchlint::testing
