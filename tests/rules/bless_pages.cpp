// bless_pages FOLDER [CODE...]: rewrites the `text output` and `bash fixed` blocks of every page below the folder (or
// of the rules whose codes begin so: `SB1`) to what the examples give now. Nothing else of a page changes, and no block
// is added. Review the result as a diff.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "example.h"

namespace sbatchlint::testing {

namespace {

struct Replacement {
  std::string_view old_text;  // points into the page
  std::string new_text;
};

// What stands now in the page's expectations, and what should.
Result<std::vector<Replacement>> replacements_for(const CatalogEntry& entry) {
  const auto examples = examples_of(entry);
  if (!examples) return examples.error();
  const auto page = parse_page(entry.page);
  std::vector<Replacement> replacements;
  auto example = examples.value().begin();
  const Example* bad = nullptr;
  for (const PageBlock& block : page.value().blocks) {
    if (block.has("bad") || block.has("good")) bad = &*example++;
    if (bad == nullptr) continue;
    if (block.has("output")) {
      replacements.push_back({block.text, as_output(findings_in(*bad, bad->text), bad->text)});
    }
    if (block.has("fixed")) replacements.push_back({block.text, as_shown(fixed_text(*bad).text)});
  }
  return replacements;
}

std::string blessed(std::string_view page, const std::vector<Replacement>& replacements) {
  std::string text;
  const char* copied = page.data();
  for (const Replacement& replacement : replacements) {
    text.append(copied, replacement.old_text.data());
    text += replacement.new_text;
    copied = replacement.old_text.data() + replacement.old_text.size();
  }
  text.append(copied, page.data() + page.size());
  return text;
}

// The page's file: `FOLDER/**/SB201_*.md`.
std::optional<std::filesystem::path> file_of(const std::filesystem::path& folder, std::string_view code) {
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = file.path().filename().string();
    if (name.starts_with(fmt::format("{}_", code)) && name.ends_with(".md")) return file.path();
  }
  return std::nullopt;
}

bool is_asked_for(std::string_view code, std::span<const std::string_view> prefixes) {
  return prefixes.empty() ||
         std::ranges::any_of(prefixes, [code](std::string_view prefix) { return code.starts_with(prefix); });
}

int bless(const std::filesystem::path& folder, std::span<const std::string_view> prefixes) {
  int failures = 0;
  for (const CatalogEntry& entry : catalog()) {
    if (!is_asked_for(entry.rule->code, prefixes)) continue;
    const auto file = file_of(folder, entry.rule->code);
    const auto replacements = replacements_for(entry);
    if (!file || !replacements) {
      fmt::print(stderr, "{}: {}\n", entry.rule->code, file ? replacements.error().message : "its page is not there");
      ++failures;
      continue;
    }
    const std::string text = blessed(entry.page, replacements.value());
    if (text == entry.page) continue;
    std::ofstream(*file, std::ios::binary) << text;
    fmt::print("{}\n", file->string());
  }
  return failures == 0 ? 0 : 1;
}

}  // namespace

}  // namespace sbatchlint::testing

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: bless_pages FOLDER [CODE...]\n");
    return 2;
  }
  const std::vector<std::string_view> prefixes(argv + 2, argv + argc);
  return sbatchlint::testing::bless(argv[1], prefixes);
}
