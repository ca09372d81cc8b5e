// Looks options up: by name (binary search), by letter (a table of 128 entries a tool), by prefix.
#include <algorithm>
#include <array>
#include <cstddef>

#include "options/option_rows.h"
#include "options/option_spec.h"

namespace sbatchlint {
namespace {

constexpr std::size_t kLetters = 128;

// Row of the first option with each letter; a letter never changed hands between releases.
using LetterIndex = std::array<const OptionSpec*, kLetters>;

LetterIndex index_letters(std::span<const OptionSpec> rows) {
  LetterIndex index{};
  for (const OptionSpec& row : rows) {
    if (row.letter != '\0') index[static_cast<unsigned char>(row.letter)] = &row;
  }
  return index;
}

const LetterIndex& letters_of(Tool tool) {
  static const std::array<LetterIndex, 3> kIndex = {index_letters(sbatch_options()), index_letters(srun_options()),
                                                    index_letters(salloc_options())};
  return kIndex[static_cast<std::size_t>(tool)];
}

}  // namespace

std::span<const OptionSpec> option_table(Tool tool) {
  switch (tool) {
    case Tool::Sbatch: return sbatch_options();
    case Tool::Srun: return srun_options();
    case Tool::Salloc: return salloc_options();
  }
  return {};
}

const OptionSpec* find_option(Tool tool, Release release, std::string_view name) {
  const auto rows = option_table(tool);
  for (auto row = std::ranges::lower_bound(rows, name, {}, &OptionSpec::name); row != rows.end() && row->name == name;
       ++row) {
    if (row->exists_in(release)) return &*row;
  }
  return nullptr;
}

const OptionSpec* find_short_option(Tool tool, Release release, char letter) {
  const auto code = static_cast<unsigned char>(letter);
  if (code >= kLetters) return nullptr;
  const OptionSpec* row = letters_of(tool)[code];
  return row != nullptr && row->exists_in(release) ? row : nullptr;
}

std::span<const OptionSpec> options_with_prefix(Tool tool, std::string_view prefix) {
  const auto rows = option_table(tool);
  const auto first = std::ranges::lower_bound(rows, prefix, {}, &OptionSpec::name);
  const auto last =
      std::find_if_not(first, rows.end(), [prefix](const OptionSpec& row) { return row.name.starts_with(prefix); });
  return rows.subspan(static_cast<std::size_t>(first - rows.begin()), static_cast<std::size_t>(last - first));
}

}  // namespace sbatchlint
