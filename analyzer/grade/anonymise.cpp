// Names become numbers, and whatever the gradebook quotes loses them, too.
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "grade/results.h"

namespace sbatchlint {

namespace {

constexpr std::size_t kShortestName = 3;  // shorter ones are part of too many words

// Not a secret: an order that alphabets do not tell.
std::uint64_t scrambled(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  hash = (hash ^ (hash >> 31U)) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29U);
}

class NameEraser {
 public:
  NameEraser(const Row& row, std::string label) : label_(std::move(label)) {
    for (const std::string* name : {&row.name, &row.student, &row.id}) {
      if (name->size() >= kShortestName) names_.push_back(*name);
    }
    std::ranges::sort(names_, std::ranges::greater(), &std::string::size);
  }

  void erase(std::string& text) const {
    for (const std::string& name : names_) {
      for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + label_.size())) {
        text.replace(at, name.size(), label_);
      }
    }
  }
  void erase(std::vector<std::string>& texts) const {
    for (std::string& text : texts) erase(text);
  }

 private:
  std::string label_;
  std::vector<std::string> names_;
};

void anonymise_row(Row& row, const std::string& label) {
  const NameEraser eraser(row, label);
  eraser.erase(row.reasons);
  eraser.erase(row.notes);
  eraser.erase(row.files);
  row.sources.clear();
  for (TaskResult& task : row.tasks) {
    for (CriterionResult& result : task.criteria) {
      eraser.erase(result.reason);
      eraser.erase(result.override_reason);
      for (Evidence& evidence : result.evidence) {
        eraser.erase(evidence.path);
        eraser.erase(evidence.message);
      }
    }
  }
  row.student = row.name = label;
  row.id.clear();
}

}  // namespace

void anonymise(Gradebook& book) {
  std::vector<std::size_t> order(book.rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&book](std::size_t a, std::size_t b) {
    const std::string& x = book.rows[a].student;
    const std::string& y = book.rows[b].student;
    return std::pair(scrambled(x), x) < std::pair(scrambled(y), y);
  });
  std::vector<Row> rows;
  std::vector<std::size_t> place(book.rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    Row row = std::move(book.rows[order[i]]);
    const std::string before = row.student;
    const std::string label = fmt::format("student-{:03}", i + 1);
    anonymise_row(row, label);
    if (book.changes) {
      for (Change& change : *book.changes) {
        if (change.student == before) change.student = label;
      }
    }
    rows.push_back(std::move(row));
  }
  book.rows = std::move(rows);
  for (SimilarGroup& group : book.similar) {
    for (std::size_t& row : group.rows) row = place[row];
    std::ranges::sort(group.rows);
  }
  std::ranges::sort(book.similar, {}, [](const SimilarGroup& group) { return group.rows.front(); });
  if (book.changes) {
    // Who is not among the students any more would still be named.
    std::erase_if(*book.changes, [](const Change& change) { return change.after.empty(); });
    std::ranges::sort(*book.changes, {}, &Change::student);
  }
  book.ignored.clear();
  book.anonymous = true;
}

}  // namespace sbatchlint
