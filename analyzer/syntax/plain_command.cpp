// Reads a line character by character and gives up at the first that may mean more than itself.
#include "syntax/plain_command.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "text/ascii.h"
#include "text/character_set.h"

namespace sbatchlint {
namespace {

// Characters that stand for themselves in every word, those of variables' names, and those of `${NAME:-HERE}`.
constexpr CharacterSet kPlain = CharacterSet("_./:,=@%+-*?").with_letters_and_digits();
constexpr CharacterSet kInName = CharacterSet("_").with_letters_and_digits();
constexpr CharacterSet kInExpansion = CharacterSet("_./-").with_letters_and_digits();
constexpr CharacterSet kEndsWord(" \t\n;|&)");

bool begins_name(char c) { return is_letter(c) || c == '_'; }

// Words that begin, divide or end something larger, and commands that the grammar reads in a way of their own.
constexpr auto kReserved = std::to_array<std::string_view>(
    {"if",      "then",  "elif",     "else",  "fi",       "for",      "while", "until",  "do",
     "done",    "case",  "esac",     "in",    "select",   "function", "time",  "coproc", "declare",
     "typeset", "local", "readonly", "unset", "unsetenv", "test",     "let",   "export"});

constexpr std::size_t kLongestReserved = std::ranges::max(kReserved, {}, &std::string_view::size).size();

bool is_reserved(std::string_view word) {
  return word.size() <= kLongestReserved && std::ranges::find(kReserved, word) != kReserved.end();
}

// Reads words, and adds their nodes.
class WordReader {
 public:
  WordReader(std::string_view text, std::uint32_t at, std::vector<SyntaxNode>& nodes)
      : text_(text), at_(at), nodes_(nodes) {}
  WordReader(const WordReader&) = delete;
  WordReader& operator=(const WordReader&) = delete;
  virtual ~WordReader() = default;

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
  void close(NodeId id) { close_at(id, at_, size()); }
  void close_at(NodeId id, std::uint32_t end, NodeId after) {
    nodes_[id].end = end;
    nodes_[id].after = after;
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

  [[nodiscard]] bool in_backticks() const { return in_backticks_; }
  [[nodiscard]] bool ends_word() const {
    const char c = peek();
    return kEndsWord.has(c) || (c == '`' && in_backticks_);
  }

  // Reads the statements of a command substitution.
  virtual bool statements() = 0;

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
    while (kInName.has(peek())) ++at_;
    return true;
  }

 private:
  bool part() {
    switch (peek()) {
      case '\'': return raw_string();
      case '"': return string();
      case '$': return expansion();
      case '`': return backticks();
      default: return plain();
    }
  }

  bool plain() {
    const std::uint32_t begin = at_;
    while (kPlain.has(peek())) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    // `==` and `=~` are operators to the grammar, even here.
    if (word.empty() || (word.size() > 1 && word[0] == '=' && word[1] == '=')) return false;
    leaf(is_number(word) ? Kind::Number : Kind::Word, begin, at_);
    return true;
  }

  static bool is_number(std::string_view word) {
    if (word.front() == '-') word.remove_prefix(1);
    if (word.size() > 2 && word[0] == '0' && word[1] == 'x') word.remove_prefix(2);
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
      if (peek() == '\n') return false;
      if (peek() == '$' || peek() == '`') {
        if (!(peek() == '$' ? expansion() : backticks())) return false;
        continue;
      }
      if (peek() == '\\' && (peek(1) == '\n' || in_backticks_)) return false;
      skip(peek() == '\\' ? 2 : 1);
    }
    ++at_;
    close(id);
    return true;
  }

  // $NAME, $1, $?, ${NAME...} or $(COMMAND).
  bool expansion() {
    if (peek(1) == '(') return peek(2) != '(' && substitution(2, ')');
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
      if (kInName.has(peek())) return false;
    } else if (!name()) {
      return false;
    }
    leaf(Kind::SimpleExpansion, begin, at_);
    return true;
  }

  bool backticks() {
    if (in_backticks_) return false;
    in_backticks_ = true;
    const bool plain = substitution(1, '`');
    in_backticks_ = false;
    return plain;
  }

  // `width` characters open it.
  bool substitution(std::uint32_t width, char closing) {
    constexpr int kDeepest = 4;
    if (depth_ == kDeepest) return false;
    ++depth_;
    const NodeId id = size();
    open(Kind::CommandSubstitution);
    skip(width);
    const bool plain = statements() && peek() == closing;
    --depth_;
    if (!plain) return false;
    ++at_;
    close(id);
    return true;
  }

  // What follows the name: `}`, or an operator and a word of few characters.
  bool braced_rest() {
    constexpr std::array<std::string_view, 8> kOperators = {":-", ":=", ":+", "-", "##", "#", "%%", "%"};
    if (peek() != '}') {
      const auto* const found = std::ranges::find_if(kOperators, [this](std::string_view op) { return is_next(op); });
      if (found == kOperators.end()) return false;
      skip(found->size());
      if (!kInExpansion.has(peek())) return false;
      while (kInExpansion.has(peek())) ++at_;
      if (peek() != '}') return false;
    }
    ++at_;
    return true;
  }

  std::string_view text_;
  std::uint32_t at_;
  std::vector<SyntaxNode>& nodes_;
  int depth_ = 0;
  bool in_backticks_ = false;
};

class StatementReader : public WordReader {
 public:
  using WordReader::WordReader;

  // Whether the line is one plain statement.
  bool read() {
    if (ends_command() || !statement()) return false;
    if (is_background()) {
      leaf(Kind::Background, at(), at() + 1);
      skip(1);
      skip_blanks();
      return peek() == '\n';
    }
    return ends_line();
  }

 private:
  // Where the last command ended that was read, and what stands behind it.
  struct Tail {
    std::uint32_t command_end = 0;
    std::uint32_t end = 0;  // with its redirects
    NodeId redirects = 0;   // the first of them, where they belong to all of the statement
  };

  [[nodiscard]] bool is_background() const { return peek() == '&' && peek(1) != '&' && peek(1) != '>'; }
  [[nodiscard]] bool is_pipe() const { return peek() == '|' && peek(1) != '|'; }
  [[nodiscard]] bool is_list() const { return is_next("&&") || is_next("||"); }
  [[nodiscard]] bool begins_redirect() const {
    return peek() == '>' || is_next("&>") || (is_digit(peek()) && peek(1) == '>');
  }
  [[nodiscard]] bool ends_command() const {
    return peek() == ' ' || peek() == '\t' ? false : ends_word() && !begins_redirect();
  }

  // Past blanks and continued lines, and a comment. True where another word follows.
  bool skip_blanks() {
    const std::uint32_t begin = at();
    for (;;) {
      if (peek() == ' ' || peek() == '\t') {
        skip(1);
      } else if (peek() == '\\' && is_next("\\\n") && at() > begin && !in_backticks()) {
        skip(2);
      } else {
        break;
      }
    }
    if (peek() == '#' && at() > begin) skip_to('\n');
    return !ends_command();
  }

  // Each command of a list moves the nodes of those before it.
  static constexpr std::uint32_t kWidest = 16;

  // `a | b && c || d > LOG`
  bool statement() {
    const NodeId first = size();
    statement_ = first;
    if (!pipeline()) return false;
    for (std::uint32_t width = 1; is_list(); ++width) {
      if (width == kWidest) return false;
      wrap(first, Kind::List);
      leaf(peek() == '&' ? Kind::And : Kind::Or, at(), at() + 2);
      skip(2);
      if (!skip_blanks() || !pipeline()) return false;
      close_at(first, tail_.command_end, end_of_statement());
    }
    if (tail_.redirects != 0) {
      wrap(first, Kind::RedirectedStatement);
      close_at(first, tail_.end, size());
    }
    return true;
  }

  bool pipeline() {
    const NodeId first = size();
    if (!command()) return false;
    if (!is_pipe()) return true;
    wrap(first, Kind::Pipeline);
    while (is_pipe()) {
      const std::uint32_t width = peek(1) == '&' ? 2 : 1;
      leaf(width == 2 ? Kind::PipeBoth : Kind::Pipe, at(), at() + width);
      skip(width);
      if (!skip_blanks() || !command()) return false;
    }
    close_at(first, tail_.command_end, end_of_statement());
    return true;
  }

  [[nodiscard]] NodeId end_of_statement() const { return tail_.redirects != 0 ? tail_.redirects : size(); }

  bool command() {
    const NodeId first = size();
    std::uint32_t assignments = 0;
    tail_ = {};
    open(Kind::Command);
    while (assigned_name() != 0) {
      if (!assignment()) return false;
      ++assignments;
      tail_.command_end = at();
      if (!skip_blanks()) {
        end_assignments(first, assignments);
        return true;
      }
    }
    return named_command(first, assignments) && redirects(first);
  }

  void end_assignments(NodeId first, std::uint32_t assignments) {
    if (assignments == 1) {
      unwrap(first);
    } else {
      node(first).kind = Kind::VariableAssignments;
      close_at(first, tail_.command_end, size());
    }
  }

  // Where the `=` of NAME= or the `+=` of NAME+= stands that begins here, or 0.
  [[nodiscard]] std::uint32_t assigned_name() const {
    if (!begins_name(peek())) return 0;
    std::uint32_t size = 1;
    while (kInName.has(peek(size))) ++size;
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

  // The command's name and its arguments.
  bool named_command(NodeId first, std::uint32_t assignments) {
    const NodeId id = size();
    const std::uint32_t begin = at();
    if (begins_redirect()) return false;
    open(Kind::CommandName);
    if (!word()) return false;
    const std::string_view name = text().substr(begin, at() - begin);
    if (name == "export" && assignments == 0) return declaration(first, id);
    if (is_reserved(name) || name.front() == '-' || name.find('=') != std::string_view::npos) return false;
    close(id);
    tail_.command_end = at();
    while (skip_blanks() && !begins_redirect()) {
      if (!word()) return false;
      tail_.command_end = at();
    }
    close_at(first, tail_.command_end, size());
    return true;
  }

  // `export NAME NAME=VALUE`.
  bool declaration(NodeId first, NodeId name) {
    drop_from(name);
    node(first).kind = Kind::DeclarationCommand;
    for (tail_.command_end = at(); skip_blanks(); tail_.command_end = at()) {
      if (begins_redirect()) return false;
      if (assigned_name() != 0) {
        if (!assignment()) return false;
        continue;
      }
      const std::uint32_t begin = at();
      if (!this->name() || !ends_word()) return false;
      leaf(Kind::VariableName, begin, at());
    }
    close_at(first, tail_.command_end, size());
    return true;
  }

  // `> FILE`, `>> FILE`, `2> FILE`, `2>&1`, `&> FILE` behind a command. To the grammar those in the middle are of all
  // that stands before them, and those at the end of all that the statement runs.
  bool redirects(NodeId command) {
    if (!begins_redirect()) return true;
    tail_.redirects = size();
    do {
      if (!begins_redirect() || !redirect()) return false;
      tail_.end = at();
    } while (skip_blanks() || begins_redirect());
    if (!is_pipe() && !is_list()) return true;
    if (command != statement_) return false;
    wrap(command, Kind::RedirectedStatement);
    close_at(command, tail_.end, size());
    tail_ = {.command_end = tail_.end};
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

  // Statements up to the `)` or backtick that ends them.
  bool statements() override {
    const Tail around = tail_;
    const NodeId outer = statement_;
    do {
      skip_blanks();
      if (ends_command() || !statement()) return false;
    } while (ends_inner());
    tail_ = around;
    statement_ = outer;
    return true;
  }

  // Past a `;` with another statement behind it.
  bool ends_inner() {
    if (peek() != ';' || peek(1) == ';') return false;
    skip(1);
    return true;
  }

  // Past `;`, and what may stand behind it. `;;` ends more than a statement.
  bool ends_line() {
    if (peek() == '\n') return true;
    if (peek() != ';') return false;
    skip(1);
    if (peek() == ';' || peek() == '&') return false;
    skip_blanks();
    return peek() == '\n';
  }

  NodeId statement_ = 0;  // where the statement's nodes begin
  Tail tail_;
};

}  // namespace

std::uint32_t read_plain_command(std::string_view text, std::uint32_t at, std::vector<SyntaxNode>& nodes) {
  const std::size_t before = nodes.size();
  StatementReader reader(text, at, nodes);
  if (reader.read()) return reader.at();
  nodes.resize(before);
  return at;
}

}  // namespace sbatchlint
