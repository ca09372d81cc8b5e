// A text without its plain commands: what the parser has to look at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/node.h"

namespace sbatchlint {

// What stands in the short text for a run of lines that hold plain commands, comments and nothing else.
struct StandIn {
  std::uint32_t at = 0;  // in the short text: a command of kStandIn's size
  NodeId first = 0;      // the nodes of the run
  NodeId last = 0;
};

// In a text that was read to the end of a statement, a run of plain commands leaves a parser where it was. So a run can
// be replaced by any one command, if the parser then takes that one for a statement: what stands before it is the same
// to the parser in both texts. Runs at the front of the text are left out as a whole.
class ShortText {
 public:
  explicit ShortText(std::string_view text);
  // All of the text, nothing left out.
  [[nodiscard]] static ShortText whole(std::string_view text);

  static constexpr std::string_view kStandIn = "x";

  [[nodiscard]] std::string_view bytes() const { return short_; }
  [[nodiscard]] const std::vector<StandIn>& stand_ins() const { return stand_ins_; }
  // The nodes of all plain commands, in the order of the text, `after` counted from the first of them.
  [[nodiscard]] const std::vector<SyntaxNode>& nodes() const { return nodes_; }
  // Those of the run at the front of the text, before all stand-ins.
  [[nodiscard]] NodeId leading() const { return leading_; }

  [[nodiscard]] bool is_whole() const { return nodes_.empty(); }

  // Where a node of the short text begins and ends in the text itself. Fast where it is asked in the order of the text.
  [[nodiscard]] std::uint32_t begin_of(std::uint32_t begin);
  [[nodiscard]] std::uint32_t end_of(std::uint32_t end);

 private:
  // A piece of the text that was taken over, or what stands in for one.
  struct Piece {
    std::uint32_t begin = 0;  // in the short text
    std::uint32_t text_begin = 0;
    std::uint32_t text_end = 0;
    std::uint32_t command_end = 0;  // 0 for what was taken over; where the last command of a run ends
  };

  ShortText() = default;
  void shorten();
  std::uint32_t read_run(std::uint32_t at);
  [[nodiscard]] std::uint32_t terminator_end(std::uint32_t next) const;
  void take_over(std::uint32_t begin, std::uint32_t end);
  [[nodiscard]] std::uint32_t end_of(std::uint32_t end, const Piece& piece) const;

  std::string_view text_;
  std::string short_;
  std::vector<Piece> pieces_;
  std::size_t piece_ = 0;
  std::vector<StandIn> stand_ins_;
  std::vector<SyntaxNode> nodes_;
  NodeId leading_ = 0;
  std::uint32_t last_end_ = 0;       // of the last plain command
  std::uint32_t last_line_end_ = 0;  // of what ends it: `;`, `&` or newlines
};

}  // namespace sbatchlint
