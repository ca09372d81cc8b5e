#include "shell/rows.h"

#include <algorithm>
#include <array>

#include "text/split.h"

namespace sbatchlint::shell_tables {
namespace {

struct Mark {
  std::string_view text;
  bool opens;
  bool must;
};
constexpr std::array kMarks = {Mark{"«", true, true}, Mark{"»", false, true}, Mark{"‹", true, false},
                               Mark{"›", false, false}};

std::string unescape(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    const char next = text[++i];
    plain += next == 'n' ? '\n' : next == 't' ? '\t' : next;
  }
  return plain;
}

// Moves the marks of `text` into the row's spans and leaves the bare text in its script.
void take_marks(std::string_view text, Row& row) {
  std::vector<std::pair<bool, std::uint32_t>> open;
  while (!text.empty()) {
    const auto mark = std::ranges::find_if(kMarks, [text](const Mark& m) { return text.starts_with(m.text); });
    if (mark == kMarks.end()) {
      row.script += text.front();
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(mark->text.size());
    const auto here = static_cast<std::uint32_t>(row.script.size());
    if (mark->opens) {
      open.emplace_back(mark->must, here);
      continue;
    }
    if (open.empty() || open.back().first != mark->must) {
      row.broken = true;
      return;
    }
    (mark->must ? row.must : row.may).push_back({.begin = open.back().second, .end = here});
    open.pop_back();
  }
  row.broken = row.broken || !open.empty();
}

Row read_row(std::string_view line) {
  const std::vector<std::string_view> cells = split(line, '\t');
  if (cells.size() != 6) return {.id = std::string(line), .broken = true};
  Row row{.id = std::string(cells[0]),
          .rule = std::string(cells[1]),
          .site = std::string(cells[2]),
          .note = std::string(cells[5])};
  std::string text = "#!/bin/bash\n";
  if (cells[3] != "-") text += "#SBATCH --job-name=row --time=10 " + std::string(cells[3]) + "\n";
  take_marks(text + unescape(cells[4]) + "\n", row);
  return row;
}

}  // namespace

std::vector<Row> read_table(std::string_view text) {
  std::vector<Row> rows;
  for (const std::string_view line : split(text, '\n')) {
    if (!line.empty() && !line.starts_with('#')) rows.push_back(read_row(line));
  }
  return rows;
}

}  // namespace sbatchlint::shell_tables
