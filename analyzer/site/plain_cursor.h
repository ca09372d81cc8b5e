// Reads plain TOML values: what people and `site import` write into tables of nodes and partitions. Whatever is not so
// plain is no value here, and left to the library. Internal to this layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "site/host_list.h"
#include "slurm/units.h"

namespace sbatchlint {

// The rest of a table. Each function but `skip_blanks` and `skip_lines` takes what it reads, and returns false or
// nothing where something else stands there; the rest is of no use then.
class PlainCursor {
 public:
  explicit PlainCursor(std::string_view text) : text_(text) {}

  void skip_blanks() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\t')) text_.remove_prefix(1);
  }
  // Blanks, ends of lines and comments.
  void skip_lines();
  [[nodiscard]] bool at_end() const { return text_.empty(); }
  // The end of a line, a comment before it allowed.
  [[nodiscard]] bool end_of_line();
  [[nodiscard]] bool take(char c) {
    skip_blanks();
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  // A bare key.
  [[nodiscard]] std::string_view key();
  // A text in double quotes, without escapes.
  [[nodiscard]] std::optional<std::string_view> text();
  // A number as TOML has it: no leading zero.
  [[nodiscard]] std::optional<std::uint64_t> number();

  [[nodiscard]] bool read(std::string& value);
  [[nodiscard]] bool read(bool& value);
  [[nodiscard]] bool read(std::optional<std::uint64_t>& value);
  [[nodiscard]] bool read(std::optional<Minutes>& value);
  [[nodiscard]] bool read(std::optional<Megabytes>& value);
  [[nodiscard]] bool read(std::vector<std::string>& value);
  [[nodiscard]] bool read(std::vector<HostRange>& value);
  // "2026-06-16"; only days that every month has: the others are for the library to judge.
  [[nodiscard]] bool read_day(std::string& value);

 private:
  std::string_view take_first(std::size_t size) {
    const std::string_view first = text_.substr(0, size);
    text_.remove_prefix(first.size());
    return first;
  }
  // Calls each(text) for each text of a list, which may go over several lines.
  template <typename Each>
  bool list(Each each) {
    if (!take('[')) return false;
    for (skip_lines(); !take(']'); skip_lines()) {
      const auto item = text();
      if (!item || !each(*item)) return false;
      skip_lines();
      if (take(',')) continue;
      return take(']');
    }
    return true;
  }

  std::string_view text_;
};

}  // namespace sbatchlint
