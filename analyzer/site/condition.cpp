// Conditions become steps for a stack: operands first, then what joins them.
#include "site/condition.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "text/nearest.h"

namespace sbatchlint {

namespace {

constexpr std::size_t kLongestCondition = 4096;
constexpr int kDeepestCondition = 16;

constexpr FactRow kVocabulary[] = {
    {"partition", FactKind::Texts,
     "the partitions that the job may run in; the site's default one where it names none"},
    {"qos", FactKind::Texts, "the quality of service, or the site's default one"},
    {"account", FactKind::Texts, "the account, or the site's default one"},
    {"time_minutes", FactKind::Number, "the time limit in minutes, or the default of the partition or the site"},
    {"nodes", FactKind::Number, "the fewest nodes that the job can run on"},
    {"tasks", FactKind::Number, "the number of tasks"},
    {"cpus", FactKind::Number, "CPUs of all tasks together"},
    {"gpus", FactKind::Number, "GPUs of the whole job, all spellings multiplied out; 0 where none is asked for"},
    {"gpu_type", FactKind::Texts, "the types of GPU that the job names"},
    {"gpus_per_node", FactKind::Number, "the most GPUs that one node must have; 0 where none is asked for"},
    {"mem_mb", FactKind::Number, "memory on each node in megabytes, as far as the request says it"},
    {"array_size", FactKind::Number, "how many tasks the job's array has; 1 where it is none"},
    {"features", FactKind::Texts, "the words of --constraint"},
    {"begin_set", FactKind::YesNo, "--begin is given"},
    {"interactive", FactKind::YesNo, "the script opens a terminal on a compute node: srun --pty, salloc"},
};
static_assert(std::size(kVocabulary) == kFactCount);

enum class Token : std::uint8_t { End, Name, Number, Text, Operator };

struct Lexeme {
  Token kind = Token::End;
  std::string_view text;  // of a Text: without its quotes
  Span span;
};

bool is_name_byte(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_' || c == '-';
}

// The outcome of a part of the grammar: false once `error_` is set.
class ConditionCompiler {
 public:
  explicit ConditionCompiler(std::string_view text) : text_(text) {}

  Result<Condition> compile() {
    if (text_.size() > kLongestCondition)
      return Error{.message = "the condition is longer than 4,096 bytes", .place = {}};
    advance();
    if (read_or(0) && now_.kind != Token::End) fail(now_, fmt::format("`{}` is one word too many", now_.text));
    if (error_) return *error_;
    return Condition{.text = std::string(text_), .steps = std::move(steps_)};
  }

 private:
  using Kind = ConditionStep::Kind;

  bool fail(const Lexeme& at, std::string message) {
    if (!error_) error_ = Error{.message = std::move(message), .place = at.span};
    return false;
  }

  void advance() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
    const std::size_t begin = at_;
    now_ = {};
    if (at_ < text_.size()) read_lexeme();
    now_.span = {.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(at_)};
  }

  void read_lexeme() {
    const char c = text_[at_];
    const std::size_t begin = at_;
    if (c == '\'' || c == '"') {
      const std::size_t end = text_.find(c, at_ + 1);
      at_ = end == std::string_view::npos ? text_.size() : end + 1;
      now_ = {.kind = Token::Text, .text = text_.substr(begin + 1, end - begin - 1), .span = {}};
      if (end == std::string_view::npos)
        fail({.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)}}, "a quote is not closed");
      return;
    }
    if (is_name_byte(c)) {
      while (at_ < text_.size() && is_name_byte(text_[at_])) ++at_;
      const bool number = '0' <= c && c <= '9';
      now_ = {.kind = number ? Token::Number : Token::Name, .text = text_.substr(begin, at_ - begin), .span = {}};
      return;
    }
    const bool two = text_.substr(at_).size() > 1 && text_[at_ + 1] == '=' &&
                     std::string_view("=!<>").find(c) != std::string_view::npos;
    at_ += two ? 2 : 1;
    now_ = {.kind = Token::Operator, .text = text_.substr(begin, at_ - begin), .span = {}};
  }

  [[nodiscard]] bool is_word(std::string_view word) const { return now_.kind == Token::Name && now_.text == word; }
  [[nodiscard]] bool is_operator(std::string_view text) const {
    return now_.kind == Token::Operator && now_.text == text;
  }

  void push(Kind kind) { steps_.push_back({.kind = kind, .fact = {}, .numbers = {}, .texts = {}}); }

  bool read_or(int depth) {
    if (!read_and(depth)) return false;
    while (is_word("or")) {
      advance();
      if (!read_and(depth)) return false;
      push(Kind::Or);
    }
    return true;
  }

  bool read_and(int depth) {
    if (!read_one(depth)) return false;
    while (is_word("and")) {
      advance();
      if (!read_one(depth)) return false;
      push(Kind::And);
    }
    return true;
  }

  // NOLINTNEXTLINE(misc-no-recursion): no deeper than kDeepestCondition
  bool read_one(int depth) {
    if (depth > kDeepestCondition) return fail(now_, "more than 16 levels of brackets");
    if (is_word("not")) {
      advance();
      if (!read_one(depth + 1)) return false;
      push(Kind::Not);
      return true;
    }
    if (!is_operator("(")) return read_test();
    advance();
    if (!read_or(depth + 1)) return false;
    if (!is_operator(")")) return fail(now_, "a bracket is not closed");
    advance();
    return true;
  }

  bool read_fact(ConditionStep& step) {
    if (now_.kind != Token::Name)
      return fail(now_, now_.kind == Token::End ? "the condition ends too early"
                                                : fmt::format("`{}` stands where a fact is expected",
                                                              text_.substr(now_.span.begin, now_.span.size())));
    const auto* row = std::ranges::find(kVocabulary, now_.text, &FactRow::name);
    if (row != std::end(kVocabulary)) {
      step.fact = static_cast<Fact>(row - std::begin(kVocabulary));
      advance();
      return true;
    }
    std::vector<std::string_view> names;
    for (const FactRow& known : kVocabulary) names.push_back(known.name);
    const auto meant = nearest(now_.text, names);
    return fail(now_, meant ? fmt::format("there is no fact `{}`; did you mean `{}`?", now_.text, *meant)
                            : fmt::format("there is no fact `{}`; known are {}", now_.text, fmt::join(names, ", ")));
  }

  bool read_test() {
    ConditionStep step;
    if (!read_fact(step)) return false;
    const FactKind kind = kVocabulary[static_cast<std::size_t>(step.fact)].kind;
    if (is_word("set") || is_word("unset")) {
      const bool negated = is_word("unset");
      step.kind = Kind::Set;
      advance();
      return finish(std::move(step), negated);
    }
    if (is_word("in")) return read_list(std::move(step), kind);
    if (is_word("has")) {
      if (kind != FactKind::Texts) return fail(now_, fmt::format("`{}` is a number and has no words", name_of(step)));
      step.kind = Kind::Has;
      advance();
      return read_literal(step, kind) && finish(std::move(step), false);
    }
    if (kind == FactKind::YesNo) {
      step.kind = Kind::Yes;
      return finish(std::move(step), false);
    }
    return read_comparison(std::move(step), kind);
  }

  bool read_comparison(ConditionStep step, FactKind kind) {
    struct Row {
      std::string_view text;
      Kind kind;
      bool negated;  // `a > b` is not `a <= b`
    };
    constexpr Row kRows[] = {{"==", Kind::Equal, false},     {"!=", Kind::Equal, true},
                             {"<", Kind::Less, false},       {"<=", Kind::LessOrEqual, false},
                             {">", Kind::LessOrEqual, true}, {">=", Kind::Less, true}};
    const auto* row = std::ranges::find(kRows, now_.text, &Row::text);
    if (now_.kind != Token::Operator || row == std::end(kRows)) {
      return fail(now_,
                  fmt::format("behind `{}` stands one of ==, !=, <, <=, >, >=, in, has, set, unset", name_of(step)));
    }
    if (kind == FactKind::Texts && row->kind != Kind::Equal) {
      return fail(now_, fmt::format("`{}` is a text: it is compared with == and !=", name_of(step)));
    }
    step.kind = row->kind;
    advance();
    return read_literal(step, kind) && finish(std::move(step), row->negated);
  }

  bool read_list(ConditionStep step, FactKind kind) {
    step.kind = Kind::In;
    advance();
    if (!is_operator("[")) return fail(now_, "behind `in` stands a list: ['a', 'b']");
    do {
      advance();
      if (!read_literal(step, kind)) return false;
    } while (is_operator(","));
    if (!is_operator("]")) return fail(now_, "a list is not closed");
    advance();
    return finish(std::move(step), false);
  }

  bool read_literal(ConditionStep& step, FactKind kind) {
    if (kind == FactKind::Texts) {
      if (now_.kind != Token::Text)
        return fail(now_, fmt::format("`{}` is compared with a text in quotes", name_of(step)));
      step.texts.emplace_back(now_.text);
    } else {
      std::uint64_t number = 0;
      const auto [end, error] = std::from_chars(now_.text.data(), now_.text.data() + now_.text.size(), number);
      const bool whole = error == std::errc() && end == now_.text.data() + now_.text.size();
      if (now_.kind != Token::Number || !whole)
        return fail(now_, fmt::format("`{}` is compared with a whole number", name_of(step)));
      step.numbers.push_back(number);
    }
    advance();
    return true;
  }

  bool finish(ConditionStep step, bool negated) {
    steps_.push_back(std::move(step));
    if (negated) push(Kind::Not);
    return !error_;
  }

  static std::string_view name_of(const ConditionStep& step) {
    return kVocabulary[static_cast<std::size_t>(step.fact)].name;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Lexeme now_;
  std::vector<ConditionStep> steps_;
  std::optional<Error> error_;
};

Truth truth(bool value) { return value ? Truth::True : Truth::False; }

bool is_among(const std::vector<std::string>& literals, const std::string& word) {
  return std::ranges::find(literals, word) != literals.end();
}

Truth compare_texts(const ConditionStep& step, const FactValue& value) {
  std::size_t hits = 0;
  for (const std::string& word : value.texts) hits += is_among(step.texts, word) ? 1 : 0;
  if (step.kind == ConditionStep::Kind::Has) return truth(hits > 0);
  if (value.texts.empty()) return Truth::Unknown;
  if (hits == value.texts.size()) return Truth::True;
  return hits == 0 ? Truth::False : Truth::Unknown;
}

Truth compare_numbers(const ConditionStep& step, std::uint64_t number) {
  using Kind = ConditionStep::Kind;
  const std::uint64_t literal = step.numbers.empty() ? 0 : step.numbers.front();
  switch (step.kind) {
    case Kind::Equal: return truth(number == literal);
    case Kind::Less: return truth(number < literal);
    case Kind::LessOrEqual: return truth(number <= literal);
    case Kind::In: return truth(std::ranges::find(step.numbers, number) != step.numbers.end());
    case Kind::Yes: return truth(number != 0);
    case Kind::And:
    case Kind::Or:
    case Kind::Not:
    case Kind::Has:
    case Kind::Set: break;
  }
  return Truth::Unknown;
}

Truth test(const ConditionStep& step, const FactValue& value) {
  if (step.kind == ConditionStep::Kind::Set) return truth(value.given);
  if (value.state == FactValue::State::Unknown) return Truth::Unknown;
  if (value.state == FactValue::State::Absent) {
    // Who names no feature has none, whatever the site's defaults.
    return step.kind == ConditionStep::Kind::Has ? Truth::False : Truth::Unknown;
  }
  const bool texts = kVocabulary[static_cast<std::size_t>(step.fact)].kind == FactKind::Texts;
  return texts ? compare_texts(step, value) : compare_numbers(step, value.number);
}

}  // namespace

std::span<const FactRow> condition_vocabulary() { return kVocabulary; }

Result<Condition> compile_condition(std::string_view text) { return ConditionCompiler(text).compile(); }

Truth evaluate(const Condition& condition, const Facts& facts) {
  using Kind = ConditionStep::Kind;
  std::vector<Truth> answers;
  for (const ConditionStep& step : condition.steps) {
    if (step.kind == Kind::Not) {
      answers.back() = static_cast<Truth>(static_cast<int>(Truth::True) - static_cast<int>(answers.back()));
    } else if (step.kind == Kind::And || step.kind == Kind::Or) {
      const Truth right = answers.back();
      answers.pop_back();
      answers.back() = step.kind == Kind::And ? std::min(answers.back(), right) : std::max(answers.back(), right);
    } else {
      answers.push_back(test(step, facts[step.fact]));
    }
  }
  assert(answers.size() <= 1);
  return answers.empty() ? Truth::True : answers.back();
}

bool holds(const Condition& condition, const Facts& facts) { return evaluate(condition, facts) == Truth::True; }

}  // namespace sbatchlint
