#include "shell/arithmetic.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include "shell/names.h"
#include "text/ascii.h"
#include "text/trim.h"

namespace sbatchlint {
namespace {

constexpr auto kAssigning =
    std::to_array<std::string_view>({"++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=", "<<=", ">>="});

bool begins_with_assignment(std::string_view text) {
  if (text.starts_with('=')) return !text.starts_with("==");
  return std::ranges::any_of(kAssigning, [text](std::string_view op) { return text.starts_with(op); });
}

// `[i + 1]` of an element, if there is one.
std::string_view behind_index(std::string_view text) {
  if (!text.starts_with('[')) return text;
  return text.substr(std::min(text.find(']'), text.size() - 1) + 1);
}

std::optional<std::int64_t> decimal(std::string_view digits) {
  // A leading zero means octal.
  if (digits.size() > 1 && digits.front() == '0') return {};
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
}

// Operators with two operands, the longer of two that begin alike first; higher levels bind tighter.
struct BinaryOperator {
  std::string_view sign;
  int level;
};
constexpr auto kBinaryOperators = std::to_array<BinaryOperator>({{"||", 1},
                                                                 {"&&", 2},
                                                                 {"==", 3},
                                                                 {"!=", 3},
                                                                 {"<=", 4},
                                                                 {">=", 4},
                                                                 {"<", 4},
                                                                 {">", 4},
                                                                 {"+", 5},
                                                                 {"-", 5},
                                                                 {"*", 6},
                                                                 {"/", 6},
                                                                 {"%", 6}});

// Reads an expression and computes it on the way.
class ArithmeticReader {
 public:
  ArithmeticReader(std::string_view text, Environment& environment) : text_(text), environment_(environment) {}

  std::optional<std::int64_t> whole() {
    const std::optional<std::int64_t> value = binary(1);
    skip_blanks();
    return at_ == text_.size() ? value : std::nullopt;
  }

 private:
  static constexpr int kMaxDepth = 16;

  void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\n", at_), text_.size()); }

  [[nodiscard]] const BinaryOperator* operator_here() const {
    const std::string_view rest = text_.substr(at_);
    const auto* const found =
        std::ranges::find_if(kBinaryOperators, [rest](const BinaryOperator& op) { return rest.starts_with(op.sign); });
    return found != kBinaryOperators.end() && !begins_with_assignment(rest) ? found : nullptr;
  }

  std::optional<std::int64_t> binary(int level) {
    std::optional<std::int64_t> left = operand();
    for (;;) {
      skip_blanks();
      const BinaryOperator* const op = operator_here();
      if (!left || op == nullptr || op->level < level) return left;
      at_ += op->sign.size();
      const std::optional<std::int64_t> right = binary(op->level + 1);
      if (!right) return {};
      left = computed(*left, op->sign, *right);
    }
  }

  static std::optional<std::int64_t> computed(std::int64_t a, std::string_view sign, std::int64_t b) {
    std::int64_t result = 0;
    switch (sign.front()) {
      case '+': return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional(result);
      case '-': return __builtin_sub_overflow(a, b, &result) ? std::nullopt : std::optional(result);
      case '*': return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(result);
      case '/': return b == 0 || b == -1 ? std::nullopt : std::optional(a / b);
      case '%': return b == 0 || b == -1 ? std::nullopt : std::optional(a % b);
      case '|': return a != 0 || b != 0;
      case '&': return a != 0 && b != 0;
      case '=': return a == b;
      case '!': return a != b;
      case '<': return sign.size() == 2 ? a <= b : a < b;
      case '>': return sign.size() == 2 ? a >= b : a > b;
      default: return {};
    }
  }

  std::optional<std::int64_t> operand() {
    skip_blanks();
    if (at_ == text_.size() || depth_ >= kMaxDepth) return {};
    const char c = text_[at_];
    if (is_digit(c)) return decimal(name_here());
    if (c == '(' || c == '-' || c == '!') {
      ++at_;
      ++depth_;
      std::optional<std::int64_t> value = c == '(' ? binary(1) : operand();
      --depth_;
      if (c == '!' && value) value = *value == 0;
      if (c == '-' && value) value = computed(0, "-", *value);
      if (c != '(') return value;
      skip_blanks();
      return at_ < text_.size() && text_[at_++] == ')' ? value : std::nullopt;
    }
    if (c == '$') ++at_;
    const bool braces = c == '$' && at_ < text_.size() && text_[at_] == '{';
    if (braces) ++at_;
    const std::string_view name = name_here();
    if (braces && (at_ == text_.size() || text_[at_++] != '}')) return {};
    return is_name(name) ? variable(name) : std::nullopt;
  }

  std::string_view name_here() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name_character(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::optional<std::int64_t> variable(std::string_view name) {
    const Value& value = environment_.value(name);
    if (!value.is_known_scalar() || value.assumed || !value.words.front().alternatives.empty()) return {};
    return decimal(value.words.front().text);
  }

  std::string_view text_;
  Environment& environment_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::optional<std::int64_t> arithmetic_value(std::string_view expression, Environment& environment) {
  constexpr std::size_t kLongest = 256;
  if (expression.size() > kLongest) return {};
  return ArithmeticReader(expression, environment).whole();
}

std::vector<std::string_view> assigned_in_arithmetic(std::string_view expression) {
  std::vector<std::string_view> names;
  for (std::size_t at = 0; at < expression.size();) {
    if (!is_name_character(expression[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < expression.size() && is_name_character(expression[at])) ++at;
    const std::string_view name = expression.substr(begin, at - begin);
    if (!is_name(name)) continue;
    const std::string_view before = trimmed(expression.substr(0, begin));
    const bool stepped = before.ends_with("++") || before.ends_with("--");
    if (stepped || begins_with_assignment(trimmed(behind_index(trimmed(expression.substr(at)))))) names.push_back(name);
  }
  return names;
}

}  // namespace sbatchlint
