// What the words of a command become: quotes removed, variables put in, fields split.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shell/environment.h"
#include "shell/script.h"
#include "shell/unit.h"
#include "shell/value.h"

namespace sbatchlint {

class Expander {
 public:
  Expander(const Unit& unit, Environment& environment, Language language)
      : unit_(unit), environment_(environment), splits_(language != Language::Zsh) {}

  // Adds the words that an argument becomes: none for an unquoted empty variable, several for `"${array[@]}"`.
  void fields(NodeId word, std::vector<Word>& out);

  // The one word that it becomes where no fields are split: in `x=WORD`, `case WORD in`, `[[ WORD ]]`, `<<< WORD`.
  [[nodiscard]] Word word(NodeId word);

  // What `NAME=VALUE` stores.
  [[nodiscard]] Value assigned(NodeId value);

  // Adds the text of a word where that text is to be read as shell. What is not known stands there as it is written, so
  // that it stays unknown.
  void text(NodeId word, ShellText& out);
  // What `$(which x)` or `<(echo x)` prints, where that is known without running it.
  [[nodiscard]] std::optional<Word> output(NodeId substitution) { return output_of(substitution); }

  // The same of the body of a heredoc, with tabs removed for `<<-`, and nothing put in where its delimiter is quoted.
  void heredoc(NodeId redirect, ShellText& out);

 private:
  // A run of characters of a word that come from one place.
  struct Part {
    enum class Kind : std::uint8_t { Text, Value, Unknown };
    Kind kind = Kind::Text;
    bool quoted = false;
    bool each = false;  // "$@" and "${array[@]}": a word for each element
    std::string_view text;
    Span place;  // in the unit's text
    const Value* value = nullptr;
  };

  // ${NAME[INDEX]OPERATOR REST}
  struct Parameter {
    std::string_view name;
    std::string_view index;
    std::string_view op;  // "" for none
    std::string_view rest;
  };

  enum class Use : std::uint8_t { Fields, Word, Assignment };
  // Words nest through `${x:-${y:-...}}`; what is deeper counts as unknown.
  static constexpr int kMaxDepth = 16;
  static constexpr std::size_t kNoChoice = static_cast<std::size_t>(-1);

  void split_into_parts(NodeId word, bool quoted);
  void add_plain(Span span);
  void add_string(NodeId string);
  void add_quoted_text(Span span, std::string_view escapes);
  void add_heredoc(NodeId body);
  void add_arithmetic(NodeId expansion);
  void add_concatenation(NodeId word);
  void add_simple_expansion(NodeId expansion, bool quoted);
  void add_expansion(NodeId expansion, bool quoted);
  void add_indirect(std::string_view name, Span span, bool quoted);
  void add_substitution(NodeId substitution, bool quoted);
  void add_value(Value value, Span place, bool quoted, bool each);
  void add_text(std::string_view text, Span place, bool quoted) {
    parts_.push_back({.kind = Part::Kind::Text, .quoted = quoted, .text = text, .place = place});
  }
  void add_unknown(Span place, bool quoted) {
    parts_.push_back({.kind = Part::Kind::Unknown, .quoted = quoted, .place = place});
  }

  [[nodiscard]] Value parameter(std::string_view name);
  [[nodiscard]] Value element(const Parameter& parameter);
  [[nodiscard]] Value modified(const Parameter& parameter, NodeId expansion);
  [[nodiscard]] Value with_default(const Parameter& parameter, Value value, NodeId expansion);
  [[nodiscard]] Value alternative(const Parameter& parameter, const Value& value, NodeId expansion);
  [[nodiscard]] Word operand(std::string_view rest, NodeId expansion);
  [[nodiscard]] std::optional<Word> output_of(NodeId substitution);
  [[nodiscard]] std::optional<Word> output_of_statement(NodeId statement);
  [[nodiscard]] std::optional<Word> output_of_list(NodeId list);
  [[nodiscard]] std::optional<Word> output_of_redirected(NodeId statement);
  [[nodiscard]] std::optional<Word> output_of_command(NodeId command);

  // Parts from `first` on belong to the word that is being read; those before it to words around it.
  [[nodiscard]] const Value* only_choice(std::size_t first) const;
  void join_fields(std::size_t first, Span place, Use use, std::vector<Word>& out);
  void build_fields(std::size_t first, Span place, Use use, std::size_t choice, std::vector<Word>& out) const;
  void append_text(std::size_t first, ShellText& out) const;
  void remove_leading_tabs(std::size_t first);
  void drop_parts(std::size_t first);

  const Unit& unit_;
  Environment& environment_;
  bool splits_;
  std::vector<Part> parts_;
  std::deque<Value> made_;         // what parts point to
  std::deque<std::string> texts_;  // likewise
  int depth_ = 0;
};

}  // namespace sbatchlint
