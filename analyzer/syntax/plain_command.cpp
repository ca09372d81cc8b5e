// Reads a line character by character and gives up at the first that may mean more than itself.
#include "syntax/plain_command.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "text/ascii.h"

namespace sbatchlint {
namespace {

using CharacterSet = std::array<bool, 256>;

constexpr CharacterSet characters(std::string_view others) {
  CharacterSet set{};
  for (std::size_t c = 0; c < 128; ++c) {
    const char letter = static_cast<char>(c);
    set[c] = is_letter(letter) || is_digit(letter) || others.find(letter) != std::string_view::npos;
  }
  return set;
}

// Characters that stand for themselves in every word, those of variables' names, and those of `${NAME:-HERE}`.
constexpr CharacterSet kPlain = characters("_./:,=@%+-*?");
constexpr CharacterSet kInName = characters("_");
constexpr CharacterSet kInExpansion = characters("_./-");

bool is_in(const CharacterSet& set, char c) { return set[static_cast<unsigned char>(c)]; }
bool begins_name(char c) { return is_letter(c) || c == '_'; }

// Words that begin, divide or end something larger, and commands that the grammar reads in a way of their own.
bool is_reserved(std::string_view word) {
  constexpr std::array<std::string_view, 26> kReserved = {
      "if",      "then",  "elif",     "else",  "fi",       "for",      "while", "until",  "do",
      "done",    "case",  "esac",     "in",    "select",   "function", "time",  "coproc", "declare",
      "typeset", "local", "readonly", "unset", "unsetenv", "test",     "let",   "export"};
  return std::ranges::find(kReserved, word) != kReserved.end();
}

// Reads words, and adds their nodes.
class WordReader {
 public:
  WordReader(std::string_view text, std::uint32_t at, std::vector<SyntaxNode>& nodes)
      : text_(text), at_(at), nodes_(nodes) {}

  [[nodiscard]] std::uint32_t at() const { return at_; }

 protected:
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] NodeId size() const { return static_cast<NodeId>(nodes_.size()); }
  [[nodiscard]] SyntaxNode& node(NodeId id) { return nodes_[id]; }
  // Beyond the end of the text stands a newline.
  [[nodiscard]] char peek(std::uint32_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n';
  }
  [[nodiscard]] bool is_next(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  void skip(std::size_t count) { at_ += static_cast<std::uint32_t>(count); }
  void skip_to(char c) { at_ = static_cast<std::uint32_t>(std::min(text_.find(c, at_), text_.size())); }

  void open(Kind kind) { nodes_.push_back({.begin = at_, .end = at_, .after = 0, .kind = kind}); }
  void close(NodeId id) {
    nodes_[id].end = at_;
    nodes_[id].after = size();
  }
  void leaf(Kind kind, std::uint32_t begin, std::uint32_t end) {
    nodes_.push_back({.begin = begin, .end = end, .after = size() + 1, .kind = kind});
  }
  // Puts a node around those from `id` on.
  void wrap(NodeId id, Kind kind) {
    for (NodeId inside = id; inside < size(); ++inside) ++nodes_[inside].after;
    const std::uint32_t begin = nodes_[id].begin;
    nodes_.insert(nodes_.begin() + static_cast<std::ptrdiff_t>(id), {.begin = begin, .end = begin, .kind = kind});
  }
  // Takes away a node, not those inside it.
  void unwrap(NodeId id) {
    nodes_.erase(nodes_.begin() + static_cast<std::ptrdiff_t>(id));
    for (NodeId inside = id; inside < size(); ++inside) --nodes_[inside].after;
  }
  void drop_from(NodeId id) { nodes_.resize(id); }

  [[nodiscard]] bool ends_word() const {
    const char c = peek();
    return c == ' ' || c == '\t' || c == '\n' || c == ';';
  }

  // False where the grammar has to be asked. So are all below.
  bool word() {
    const NodeId first = size();
    std::uint32_t parts = 0;
    for (; !ends_word(); ++parts) {
      if (parts == 1) wrap(first, Kind::Concatenation);
      if (!part()) return false;
    }
    if (parts > 1) close(first);
    return parts > 0;
  }

  bool name() {
    if (!begins_name(peek())) return false;
    while (is_in(kInName, peek())) ++at_;
    return true;
  }

 private:
  bool part() {
    switch (peek()) {
      case '\'': return raw_string();
      case '"': return string();
      case '$': return expansion();
      default: return plain();
    }
  }

  bool plain() {
    const std::uint32_t begin = at_;
    while (is_in(kPlain, peek())) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    // `==` and `=~` are operators to the grammar, even here.
    if (word.empty() || word.starts_with("==")) return false;
    leaf(is_number(word) ? Kind::Number : Kind::Word, begin, at_);
    return true;
  }

  static bool is_number(std::string_view word) {
    if (word.starts_with('-')) word.remove_prefix(1);
    if (word.starts_with("0x")) word.remove_prefix(2);
    return !word.empty() && std::ranges::all_of(word, is_digit);
  }

  bool raw_string() {
    const std::uint32_t begin = at_++;
    skip_to('\'');
    if (at_ == text_.size()) return false;
    ++at_;
    leaf(Kind::RawString, begin, at_);
    return true;
  }

  bool string() {
    const NodeId id = size();
    open(Kind::String);
    ++at_;
    while (peek() != '"') {
      if (peek() == '\n' || peek() == '`') return false;
      if (peek() == '$') {
        if (!expansion()) return false;
        continue;
      }
      if (peek() == '\\' && peek(1) == '\n') return false;
      skip(peek() == '\\' ? 2 : 1);
    }
    ++at_;
    close(id);
    return true;
  }

  // $NAME, $1, $? or ${NAME...}.
  bool expansion() {
    const std::uint32_t begin = at_++;
    if (peek() == '{') {
      ++at_;
      if (!name() || !braced_rest()) return false;
      leaf(Kind::Expansion, begin, at_);
      return true;
    }
    const bool special = is_digit(peek()) || std::string_view("?@#*").find(peek()) != std::string_view::npos;
    if (special) {
      ++at_;
      // To the grammar `$1x` is the variable 1x.
      if (is_in(kInName, peek())) return false;
    } else if (!name()) {
      return false;
    }
    leaf(Kind::SimpleExpansion, begin, at_);
    return true;
  }

  // What follows the name: `}`, or an operator and a word of few characters.
  bool braced_rest() {
    constexpr std::array<std::string_view, 8> kOperators = {":-", ":=", ":+", "-", "##", "#", "%%", "%"};
    if (peek() != '}') {
      const auto* const found = std::ranges::find_if(kOperators, [this](std::string_view op) { return is_next(op); });
      if (found == kOperators.end()) return false;
      skip(found->size());
      if (!is_in(kInExpansion, peek())) return false;
      while (is_in(kInExpansion, peek())) ++at_;
      if (peek() != '}') return false;
    }
    ++at_;
    return true;
  }

  std::string_view text_;
  std::uint32_t at_;
  std::vector<SyntaxNode>& nodes_;
};

class CommandReader : public WordReader {
 public:
  CommandReader(std::string_view text, std::uint32_t at, std::vector<SyntaxNode>& nodes)
      : WordReader(text, at, nodes), first_(size()) {}

  // Whether the statement is plain.
  bool read() {
    if (at_end()) return false;
    open(Kind::Command);
    while (assigned_name() != 0) {
      if (!assignment()) return false;
      ++assignments_;
      end_ = at();
      if (!skip_blanks()) break;
    }
    if (!at_end() && !command()) return false;
    finish();
    return ends_line();
  }

 private:
  [[nodiscard]] bool at_end() const { return peek() == '\n' || peek() == ';'; }

  // Past blanks and continued lines, and a comment. True where another word follows.
  bool skip_blanks() {
    const std::uint32_t begin = at();
    for (;;) {
      if (peek() == ' ' || peek() == '\t') {
        skip(1);
      } else if (is_next("\\\n") && at() > begin) {
        skip(2);
      } else {
        break;
      }
    }
    if (peek() == '#' && at() > begin) skip_to('\n');
    return !at_end();
  }

  // Where the `=` of NAME= or the `+=` of NAME+= stands that begins here, or 0.
  [[nodiscard]] std::uint32_t assigned_name() const {
    if (!begins_name(peek())) return 0;
    std::uint32_t size = 1;
    while (is_in(kInName, peek(size))) ++size;
    if (size == 1 && peek() == '_') return 0;
    return peek(size) == '=' || (peek(size) == '+' && peek(size + 1) == '=') ? at() + size : 0;
  }

  bool assignment() {
    const NodeId id = size();
    const std::uint32_t equals = assigned_name();
    open(Kind::VariableAssignment);
    leaf(Kind::VariableName, at(), equals);
    skip(equals - at() + (text()[equals] == '+' ? 2 : 1));
    if (!ends_word() && !word()) return false;
    close(id);
    return true;
  }

  // The command's name, its arguments and redirects.
  bool command() {
    const NodeId id = size();
    const std::uint32_t begin = at();
    open(Kind::CommandName);
    if (!word()) return false;
    const std::string_view name = text().substr(begin, at() - begin);
    if (name == "export" && assignments_ == 0) return declaration(id);
    if (is_reserved(name) || name.starts_with('-') || name.find('=') != std::string_view::npos) return false;
    close(id);
    named_ = true;
    end_ = at();
    while (skip_blanks()) {
      if (begins_redirect()) return redirects();
      if (is_background()) return background();
      if (!word()) return false;
      end_ = at();
    }
    return true;
  }

  // `export NAME NAME=VALUE`.
  bool declaration(NodeId name) {
    drop_from(name);
    node(first_).kind = Kind::DeclarationCommand;
    named_ = true;
    for (end_ = at(); skip_blanks(); end_ = at()) {
      if (assigned_name() != 0) {
        if (!assignment()) return false;
        continue;
      }
      const std::uint32_t begin = at();
      if (!this->name() || !ends_word()) return false;
      leaf(Kind::VariableName, begin, at());
    }
    return true;
  }

  [[nodiscard]] bool begins_redirect() const {
    return peek() == '>' || is_next("&>") || (is_digit(peek()) && peek(1) == '>');
  }

  // `> FILE`, `>> FILE`, `2> FILE`, `2>&1`, `&> FILE`, up to the end of the statement.
  bool redirects() {
    node(first_).end = end_;
    node(first_).after = size();
    wrap(first_, Kind::RedirectedStatement);
    do {
      if (is_background()) return background();
      if (!begins_redirect() || !redirect()) return false;
      end_ = at();
    } while (skip_blanks());
    return true;
  }

  bool redirect() {
    constexpr std::array<std::string_view, 5> kOperators = {"&>>", "&>", ">&", ">>", ">"};
    const NodeId id = size();
    open(Kind::FileRedirect);
    if (is_digit(peek())) {
      leaf(Kind::FileDescriptor, at(), at() + 1);
      skip(1);
    }
    const auto* const found = std::ranges::find_if(kOperators, [this](std::string_view op) { return is_next(op); });
    skip(found->size());
    while (peek() == ' ' || peek() == '\t') skip(1);
    if (!word()) return false;
    close(id);
    return true;
  }

  [[nodiscard]] bool is_background() const { return peek() == '&' && peek(1) != '&' && peek(1) != '>'; }

  bool background() {
    background_ = at();
    skip(1);
    return !skip_blanks() && peek() == '\n';
  }

  void finish() {
    if (!named_ && assignments_ == 1) {
      unwrap(first_);
    } else {
      if (!named_) node(first_).kind = Kind::VariableAssignments;
      node(first_).end = end_;
      node(first_).after = size();
    }
    if (background_ != 0) leaf(Kind::Background, background_, background_ + 1);
  }

  // Past `;`, and what may stand behind it. `;;` ends more than a statement.
  bool ends_line() {
    if (peek() != ';') return true;
    skip(1);
    return peek() != ';' && peek() != '&' && !skip_blanks() && peek() == '\n';
  }

  NodeId first_;
  std::uint32_t end_ = 0;  // of what belongs to the statement
  std::uint32_t assignments_ = 0;
  bool named_ = false;
  std::uint32_t background_ = 0;  // where the `&` stands
};

}  // namespace

std::uint32_t read_plain_command(std::string_view text, std::uint32_t at, std::vector<SyntaxNode>& nodes) {
  const std::size_t before = nodes.size();
  CommandReader reader(text, at, nodes);
  if (reader.read()) return reader.at();
  nodes.resize(before);
  return at;
}

}  // namespace sbatchlint
