// Runs of words become 64-bit numbers; two submissions are as similar as their sets of numbers (Jaccard). An index from
// numbers to submissions finds the pairs that share something, so that most pairs are never looked at.
#include "grade/similarity.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace sbatchlint {

namespace {

constexpr std::size_t kRun = 4;
constexpr std::uint64_t kFnvStart = 14695981039346656037ULL;
constexpr std::uint64_t kFnvPrime = 1099511628211ULL;

// Lines that differ without a difference.
constexpr std::array<std::string_view, 9> kNames = {"--job-name", "-J",          "--output",  "-o",         "--error",
                                                    "-e",         "--mail-user", "--comment", "--mail-type"};

std::uint64_t hash_of(std::string_view text, std::uint64_t hash) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  return (hash ^ 0xFFU) * kFnvPrime;
}

bool names_something(std::string_view line) {
  return std::ranges::any_of(kNames, [line](std::string_view name) {
    const std::size_t at = line.find(name);
    return at != std::string_view::npos && at > 0 && line[at - 1] == ' ';
  });
}

// The words that count, as numbers.
void append_words(std::string_view text, std::vector<std::uint64_t>& words) {
  constexpr std::string_view kBlanks = " \t\r\"'=";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    const bool directive = line.starts_with("#SBATCH");
    if (directive && names_something(line)) continue;
    // Only whole-line comments and those behind a blank: `$#` and `${x#y}` are none.
    if (!directive) line = line.substr(0, line.starts_with('#') ? 0 : line.find(" #"));
    for (std::size_t word = line.find_first_not_of(kBlanks); word != std::string_view::npos;) {
      const std::size_t stop = std::min(line.find_first_of(kBlanks, word), line.size());
      words.push_back(hash_of(line.substr(word, stop - word), kFnvStart));
      word = line.find_first_not_of(kBlanks, stop);
    }
  }
}

using Shingles = std::vector<std::uint64_t>;  // sorted, without repeats

Shingles shingles_of(const std::vector<std::uint64_t>& words) {
  Shingles shingles;
  for (std::size_t i = 0; i + kRun <= words.size(); ++i) {
    std::uint64_t hash = kFnvStart;
    for (std::size_t k = 0; k < kRun; ++k) hash = (hash ^ words[i + k]) * kFnvPrime;
    shingles.push_back(hash);
  }
  std::ranges::sort(shingles);
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

// Every row's runs that say something, and which rows have each.
struct ShingleIndex {
  std::vector<Shingles> of_row;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> rows_with;
};

ShingleIndex index_of(const Gradebook& book) {
  const SimilarityRules& rules = book.rubric->similarity;
  std::vector<std::uint64_t> starter_words;
  append_words(rules.starter, starter_words);
  const Shingles starter = shingles_of(starter_words);
  ShingleIndex index;
  for (const Row& row : book.rows) {
    std::vector<std::uint64_t> words;
    for (const std::size_t script : row.scripts) append_words(book.run->files[script].source.bytes(), words);
    Shingles shingles = words.size() < rules.words ? Shingles{} : shingles_of(words);
    std::erase_if(shingles, [&starter](std::uint64_t hash) { return std::ranges::binary_search(starter, hash); });
    for (const std::uint64_t hash : shingles) {
      index.rows_with[hash].push_back(static_cast<std::uint32_t>(index.of_row.size()));
    }
    index.of_row.push_back(std::move(shingles));
  }
  // What a fifth of the course writes is the assignment's, not somebody's.
  const std::size_t many = std::max<std::size_t>(4, book.rows.size() / 5);
  for (Shingles& shingles : index.of_row) {
    std::erase_if(shingles, [&](std::uint64_t hash) { return index.rows_with[hash].size() > many; });
  }
  std::erase_if(index.rows_with, [many](const auto& entry) { return entry.second.size() > many; });
  return index;
}

struct SimilarPair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t percent = 0;
};

std::vector<SimilarPair> similar_pairs(const ShingleIndex& index, std::uint64_t threshold) {
  constexpr std::size_t kFewest = 5;  // runs; with fewer, chance decides
  std::vector<SimilarPair> pairs;
  std::vector<std::uint32_t> common(index.of_row.size());
  for (std::uint32_t row = 0; row < index.of_row.size(); ++row) {
    if (index.of_row[row].size() < kFewest) continue;
    std::vector<std::uint32_t> touched;
    for (const std::uint64_t hash : index.of_row[row]) {
      for (const std::uint32_t other : index.rows_with.at(hash)) {
        if (other <= row) continue;
        if (common[other]++ == 0) touched.push_back(other);
      }
    }
    for (const std::uint32_t other : touched) {
      const std::size_t all = index.of_row[row].size() + index.of_row[other].size() - common[other];
      const auto percent = static_cast<std::uint32_t>(common[other] * std::uint64_t{100} / all);
      common[other] = 0;
      if (percent >= threshold && index.of_row[other].size() >= kFewest) {
        pairs.push_back({.a = row, .b = other, .percent = percent});
      }
    }
  }
  return pairs;
}

}  // namespace

std::vector<SimilarGroup> similar_groups(const Gradebook& book) {
  const ShingleIndex index = index_of(book);
  const auto pairs = similar_pairs(index, book.rubric->similarity.percent);
  std::vector<std::uint32_t> leader(book.rows.size());
  std::iota(leader.begin(), leader.end(), 0U);
  const auto leader_of = [&leader](std::uint32_t row) {
    while (leader[row] != row) row = leader[row] = leader[leader[row]];
    return row;
  };
  for (const SimilarPair& pair : pairs) {
    const std::uint32_t a = leader_of(pair.a);
    const std::uint32_t b = leader_of(pair.b);
    leader[std::max(a, b)] = std::min(a, b);
  }
  std::vector<SimilarGroup> groups;
  std::unordered_map<std::uint32_t, std::size_t> group_of;
  for (std::uint32_t row = 0; row < leader.size(); ++row) {
    const std::uint32_t first = leader_of(row);
    if (first == row) continue;
    const auto [at, is_new] = group_of.try_emplace(first, groups.size());
    if (is_new) groups.push_back({.rows = {first}, .percent = 100});
    groups[at->second].rows.push_back(row);
  }
  for (const SimilarPair& pair : pairs) {
    SimilarGroup& group = groups[group_of.at(leader_of(pair.a))];
    group.percent = std::min(group.percent, pair.percent);
  }
  std::ranges::sort(groups, {}, [](const SimilarGroup& group) { return group.rows.front(); });
  return groups;
}

}  // namespace sbatchlint
