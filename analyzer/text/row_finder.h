// Finds rows of a constant table by their names. Nearly every question is about a name that is not in the table, so
// the answer "no" comes from the first character and the length alone.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sbatchlint {

// For a table that is sorted by `name` (bytes below 128), with every name once:
//   constexpr RowFinder kFind(kServers, &ServerRow::program);
//   const ServerRow* row = kFind(invocation.name);  // null where the table has no such row
template <typename Row>
class RowFinder {
 public:
  template <std::size_t N>
  constexpr RowFinder(const std::array<Row, N>& rows, std::string_view Row::*name)
      : RowFinder(std::span<const Row>(rows), name) {}
  template <std::size_t N>
  constexpr RowFinder(const Row (&rows)[N], std::string_view Row::*name)
      : RowFinder(std::span<const Row>(rows), name) {}
  constexpr RowFinder(std::span<const Row> rows, std::string_view Row::*name) : rows_(rows), name_(name) {
    for (std::size_t i = rows.size(); i-- > 0;) {
      const std::string_view text = rows[i].*name;
      first_[initial(text)] = static_cast<std::uint16_t>(i);
      lengths_[initial(text)] |= bit(text.size());
    }
  }

  [[nodiscard]] constexpr const Row* operator()(std::string_view name) const {
    if (name.empty() || initial(name) >= kInitials) return nullptr;
    if ((lengths_[initial(name)] & bit(name.size())) == 0) return nullptr;
    for (std::size_t i = first_[initial(name)]; i < rows_.size(); ++i) {
      const std::string_view text = rows_[i].*name_;
      if (text == name) return &rows_[i];
      if (text.front() != name.front()) return nullptr;
    }
    return nullptr;
  }

 private:
  static constexpr std::size_t kInitials = 128;

  static constexpr std::size_t initial(std::string_view text) { return static_cast<unsigned char>(text.front()); }
  static constexpr std::uint32_t bit(std::size_t length) {
    return std::uint32_t{1} << std::min<std::size_t>(length, 31);
  }

  std::span<const Row> rows_;
  std::string_view Row::*name_;
  std::array<std::uint16_t, kInitials> first_{};  // the first row with each first character
  std::array<std::uint32_t, kInitials> lengths_{};
};

}  // namespace sbatchlint
