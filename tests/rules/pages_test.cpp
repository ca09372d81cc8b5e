// What every page promises, held against the rules. The numbers are those of the twelve checks in CONTRIBUTING.md.
#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "example.h"
#include "lint/page.h"
#include "shell/script.h"
#include "support/catch.hpp"
#include "text/source_text.h"

namespace sbatchlint::testing {

namespace {

// Rules that no script can show, each with the test that shows them instead.
constexpr std::string_view kWithoutExample[] = {
    "SB000",  // tests/unit/lint: a rule that throws, and one that points outside the file
    "SB008",  // tests/unit/lint: a body over the limit cannot stand on a page
};

bool has_no_example(const Rule& rule) {
  return std::ranges::find(kWithoutExample, rule.code) != std::end(kWithoutExample);
}

const std::vector<Example>& all_examples() {
  static const std::vector<Example> kAll = [] {
    std::vector<Example> examples;
    for (const CatalogEntry& entry : catalog()) {
      auto of_page = examples_of(entry);
      if (!of_page) FAIL(of_page.error().message);
      for (Example& example : of_page.value()) examples.push_back(std::move(example));
    }
    return examples;
  }();
  return kAll;
}

std::string output_of(const Example& example) { return as_output(findings_in(example, example.text), example.text); }

// A finding without its bytes: "4: SB201 message".
std::multiset<std::string> by_line(const std::vector<Diagnostic>& findings, const std::string& text) {
  const SourceText source("job.sh", text);
  std::multiset<std::string> lines;
  for (const Diagnostic& finding : findings) {
    lines.insert(
        fmt::format("{}: {} {}", source.line_of(finding.span.begin) + 1, finding.rule->code, finding.message()));
  }
  return lines;
}

std::map<std::string_view, int> presence_counts(const std::vector<Diagnostic>& findings) {
  std::map<std::string_view, int> counts;
  for (const Diagnostic& finding : findings) {
    if (finding.rule->kind == RuleKind::Presence) ++counts[finding.rule->code];
  }
  return counts;
}

bool is_continuation_byte(std::string_view text, std::uint32_t offset) {
  return offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80;
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

std::size_t syntax_faults(const std::string& text) {
  const Script script = read_script(SourceText("job.sh", text), {});
  return script.problems.size() + script.error_regions.size();
}

}  // namespace

TEST_CASE("every page has its outline, its bad and its good examples") {
  for (const CatalogEntry& entry : catalog()) {
    CAPTURE(entry.rule->code);
    const auto page = parse_page(entry.page);
    REQUIRE(page.ok());
    CHECK(page.value().code == entry.rule->code);
    CHECK(page.value().name == entry.rule->name);
    CHECK(page.value().summary.ends_with('.'));
    std::vector<std::string_view> titles;
    for (const PageSection& section : page.value().sections) titles.push_back(section.title);
    CHECK(titles == std::vector<std::string_view>{"Why", "Bad", "Good", "See also"});
    for (const PageSection& section : page.value().sections) CHECK_FALSE(section.text.empty());

    const auto examples = examples_of(entry);
    REQUIRE(examples.ok());
    const auto bad = std::ranges::count_if(examples.value(), &Example::bad);
    CHECK((bad > 0) == !has_no_example(*entry.rule));
    CHECK(std::ranges::size(examples.value()) > static_cast<std::size_t>(bad));
  }
}

TEST_CASE("1: a bad example gives exactly its output, and its own rule speaks up") {
  for (const Example& example : all_examples()) {
    if (!example.bad) continue;
    CAPTURE(example.place());
    REQUIRE(example.output.has_value());
    CHECK(output_of(example) == *example.output);
    const auto findings = findings_in(example, example.text);
    CHECK(std::ranges::any_of(findings, [&](const Diagnostic& finding) { return finding.rule == example.rule; }));
  }
}

TEST_CASE("2: a good example gives nothing from any rule") {
  for (const Example& example : all_examples()) {
    if (example.bad) continue;
    CAPTURE(example.place());
    CHECK(output_of(example) == "");
  }
}

TEST_CASE("3: every place lies in the file, between characters") {
  for (const Example& example : all_examples()) {
    CAPTURE(example.place());
    const auto check_span = [&](Span span) {
      CHECK(span.begin <= span.end);
      CHECK(span.end <= example.text.size());
      CHECK_FALSE(is_continuation_byte(example.text, span.begin));
      CHECK_FALSE(is_continuation_byte(example.text, span.end));
    };
    for (const Diagnostic& finding : findings_in(example, example.text)) {
      check_span(finding.span);
      for (const Related& related : finding.related) check_span(related.span);
      for (const Fix& fix : finding.fixes) {
        for (const Edit& edit : fix.edits) check_span(edit.span);
      }
    }
  }
}

TEST_CASE("4, 5, 6: fixes give the fixed text, settle, and break no shell") {
  for (const Example& example : all_examples()) {
    if (!example.bad || example.missing) continue;
    CAPTURE(example.place());
    const FixedExample fixed = fixed_text(example);
    CHECK(fixed.settled);
    CHECK(example.fixed.has_value() == (fixed.text != example.text));
    if (example.fixed) CHECK(as_shown(fixed.text) == as_shown(*example.fixed));
    CHECK(syntax_faults(fixed.text) <= syntax_faults(example.text));
    Example again = example;
    again.text = fixed.text;
    CHECK(fixed_text(again).text == fixed.text);
  }
}

TEST_CASE("7: a rule fixes as often as it says") {
  std::map<const Rule*, std::pair<int, int>> counts;  // findings with a fix, and without
  for (const Example& example : all_examples()) {
    for (const Diagnostic& finding : findings_in(example, example.text)) {
      ++(finding.fixes.empty() ? counts[finding.rule].second : counts[finding.rule].first);
    }
  }
  for (const auto& [rule, count] : counts) {
    CAPTURE(rule->code);
    CHECK((count.first > 0) == (rule->fixes != Fixes::Never));
    CHECK((count.second > 0) == (rule->fixes != Fixes::Always));
  }
}

TEST_CASE("9: line ends and a byte-order mark add the finding about that very thing, and no other") {
  for (const Example& example : all_examples()) {
    if (example.missing || example.text.empty()) continue;
    CAPTURE(example.place());
    const auto plain = by_line(findings_in(example, example.text), example.text);
    const auto added = [&](const std::string& text) {
      const auto now = by_line(findings_in(example, text), text);
      std::vector<std::string> extra;
      std::ranges::set_difference(now, plain, std::back_inserter(extra));
      return extra;
    };
    const auto is_about = [](std::string_view code) {
      return [code](const std::string& line) { return line.find(code) != std::string::npos; };
    };
    if (example.text.find('\r') == std::string::npos) {
      CHECK(std::ranges::all_of(added(with_crlf(example.text)), is_about(" SB102 ")));
    }
    if (example.text.starts_with("#!")) {
      CHECK(std::ranges::all_of(added("\xEF\xBB\xBF" + example.text), is_about(" SB104 ")));
    }
    std::string cut = example.text;
    while (!cut.empty() && cut.back() == '\n') cut.pop_back();
    // An example about line ends counts them, and one about blank files would be an empty one.
    if (!cut.empty() && cut.find('\r') == std::string::npos) CHECK(added(cut).empty());
  }
}

TEST_CASE("11: a word that nobody can read makes no new finding") {
  for (const Example& example : all_examples()) {
    const SourceText source("job.sh", example.text);
    const Script script = read_script(source, {});
    const auto before = presence_counts(findings_in(example, example.text));
    std::set<Span> words;
    for (const Command& command : script.commands) {
      if (command.via != Via::Script) continue;
      for (const Invocation& invocation : command.chain) {
        words.insert(invocation.program.span);
        for (const Word& word : invocation.args) words.insert(word.span);
      }
    }
    for (const Span word : words) {
      if (word.empty()) continue;
      std::string text = example.text;
      text.replace(word.begin, word.size(), "\"$SBATCHLINT_UNKNOWN\"");
      const auto findings = findings_in(example, text);
      for (const auto& [code, count] : presence_counts(findings)) {
        const auto known = before.find(code);
        INFO(example.place() << ", without `" << source.slice(word) << "`: " << code);
        if (count > (known == before.end() ? 0 : known->second)) CHECK(as_output(findings, text).empty());
      }
    }
  }
}

TEST_CASE("12: any bytes are survived") {
  const auto survives = [](const Example& example, const std::string& text) {
    for (const Diagnostic& finding : findings_in(example, text)) {
      INFO(example.place());
      CHECK(finding.rule->code != "SB000");
    }
  };
  std::minstd_rand random(12);
  for (const Example& example : all_examples()) {
    survives(example, "");
    survives(example, example.text.substr(0, example.text.size() / 2));
    std::string noise = example.text;
    for (std::size_t i = 0; i < noise.size(); i += 1 + random() % 40) noise[i] = static_cast<char>(random());
    survives(example, noise);
    std::string bytes(64, '\0');
    std::ranges::generate(bytes, [&random] { return static_cast<char>(random()); });
    survives(example, bytes);
  }
}

}  // namespace sbatchlint::testing
