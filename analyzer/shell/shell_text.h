// A text that is read as shell, and where each of its bytes stands in the outermost file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/span.h"

namespace sbatchlint {

// Either a piece of the file itself, or a text that was put together from pieces of it: the value of a string, a
// heredoc's body with its expansions filled in.
class ShellText {
 public:
  ShellText() = default;
  // `bytes` stand in the file from `base` on, byte for byte. They have to outlive this.
  explicit ShellText(std::string_view bytes, std::uint32_t base = 0) : piece_(bytes), base_(base) {}

  [[nodiscard]] std::string_view bytes() const { return made() ? std::string_view(made_) : piece_; }
  [[nodiscard]] std::string_view slice(Span span) const { return bytes().substr(span.begin, span.size()); }
  [[nodiscard]] bool empty() const { return bytes().empty(); }

  // Where the bytes of `local` stand in the file. Of bytes that come out of an expansion, the expansion.
  [[nodiscard]] Span place(Span local) const {
    if (!made()) return {.begin = base_ + local.begin, .end = base_ + local.end};
    return place_made(local);
  }

  // Adds text that stands at `place`, byte for byte if both are of one size, else as the whole.
  void append(std::string_view text, Span place);
  void append(const ShellText& other);
  // Drops the first `count` bytes.
  void remove_front(std::size_t count);
  // Where each byte stands, and where the last one ends.
  [[nodiscard]] std::vector<std::uint32_t> offsets() const;

 private:
  [[nodiscard]] bool made() const { return !places_.empty(); }
  [[nodiscard]] Span place_made(Span local) const;

  std::string_view piece_;
  std::uint32_t base_ = 0;
  std::string made_;
  std::vector<Span> places_;  // one for each byte of made_
};

}  // namespace sbatchlint
