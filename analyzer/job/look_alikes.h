// Characters that look like ASCII ones and are none, as word processors, web pages and chats put them into scripts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sbatchlint {

enum class LookAlikeKind : std::uint8_t { Dash, Quote, Blank };

struct LookAlike {
  LookAlikeKind kind = LookAlikeKind::Dash;
  std::string_view bytes;  // in UTF-8
  std::string_view ascii;  // what it stands for; "" for a blank without width
  std::string_view name;   // "an en dash"
};

// The look-alike that the text begins with: `–x` is {Dash, "–", "-", "an en dash"}.
[[nodiscard]] std::optional<LookAlike> look_alike_at(std::string_view text);

// Where the first one stands at or behind `from`; nothing where all is ASCII or meant.
[[nodiscard]] std::optional<std::size_t> find_look_alike(std::string_view text, std::size_t from = 0);

}  // namespace sbatchlint
