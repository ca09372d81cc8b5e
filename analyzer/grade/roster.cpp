#include "grade/roster.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace sbatchlint {

namespace {

using Fields = std::vector<std::string>;

// Quoted fields may hold commas, quotes (doubled) and line breaks.
std::vector<Fields> csv_rows(std::string_view text) {
  std::vector<Fields> rows;
  Fields row;
  std::string field;
  bool quoted = false;
  const auto end_row = [&] {
    row.push_back(std::exchange(field, {}));
    if (row.size() > 1 || !row.front().empty()) rows.push_back(std::exchange(row, {}));
    row.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      const bool doubled = c == '"' && text.substr(i + 1).starts_with('"');
      if (doubled) ++i;
      if (c == '"' && !doubled) quoted = false;
      if (c != '"' || doubled) field += c;
    } else if (c == '"' && field.empty()) {
      quoted = true;
    } else if (c == ',') {
      row.push_back(std::exchange(field, {}));
    } else if (c == '\n') {
      end_row();
    } else if (c != '\r') {
      field += c;
    }
  }
  if (!field.empty() || !row.empty()) end_row();
  return rows;
}

std::optional<std::size_t> column_of(const Fields& header, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto found = std::ranges::find(header, name);
    if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<RosterEntry>> read_roster(std::string_view csv) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  constexpr std::string_view kParticipant = "Participant ";
  if (csv.starts_with(kByteOrderMark)) csv.remove_prefix(kByteOrderMark.size());
  const std::vector<Fields> rows = csv_rows(csv);
  if (rows.empty()) return Error{.message = "the list of students is empty", .place = {}};
  const auto id = column_of(rows.front(), {"Identifier", "ID", "student", "id"});
  const auto name = column_of(rows.front(), {"Full name", "Student", "name"});
  if (!id) {
    return Error{.message = "the list of students has no column `Identifier`, `ID`, `student` or `id`", .place = {}};
  }
  std::vector<RosterEntry> roster;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const Fields& row = rows[i];
    RosterEntry entry{.student = *id < row.size() ? row[*id] : "",
                      .name = name && *name < row.size() ? row[*name] : ""};
    if (entry.student.starts_with(kParticipant)) entry.student.erase(0, kParticipant.size());
    // Canvas's row of possible points has no identifier.
    if (!entry.student.empty()) roster.push_back(std::move(entry));
  }
  return roster;
}

}  // namespace sbatchlint
