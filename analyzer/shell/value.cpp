#include "shell/value.h"

#include <algorithm>
#include <utility>

namespace sbatchlint {
namespace {

bool same(const Word& a, const Word& b) {
  return a.text == b.text && a.holes == b.holes && a.alternatives == b.alternatives;
}

void add_alternative(Word& word, const std::string& text) {
  if (word.text == text || std::ranges::find(word.alternatives, text) != word.alternatives.end()) return;
  word.alternatives.push_back(text);
}

Word may_be_missing(Word word) {
  if (word.holes.empty()) {
    add_alternative(word, "");
  } else {
    word = unknown_word(word.span, true);
  }
  return word;
}

bool is_too_long(const Word& word) { return word.text.size() > kMaxValueBytes || word.holes.size() > kMaxValueHoles; }

Word as_word(const Value& value) { return value.is_scalar() ? value.words.front() : Word{}; }

}  // namespace

Value Value::scalar(Word word) {
  if (is_too_long(word)) return unknown();
  Value value{.state = State::Scalar};
  value.words.push_back(std::move(word));
  return value;
}

Word unknown_word(Span span, bool splits) {
  return {.text = {}, .span = span, .holes = {{.at = 0, .splits = splits}}, .alternatives = {}};
}

Word join_words(const Word& a, const Word& b) {
  if (same(a, b)) return a;
  if (!a.holes.empty() || !b.holes.empty()) return unknown_word(a.span, a.may_split() || b.may_split());
  Word word = a;
  add_alternative(word, b.text);
  for (const std::string& other : b.alternatives) add_alternative(word, other);
  if (word.alternatives.size() >= kMaxAlternatives) return unknown_word(a.span, false);
  return word;
}

std::vector<Word> join_lists(const std::vector<Word>& a, const std::vector<Word>& b) {
  std::vector<Word> result;
  const std::size_t common = std::min(a.size(), b.size());
  const auto differs = std::ranges::mismatch(a, b, same).in1;
  const auto equal = static_cast<std::size_t>(differs - a.begin());
  if (a.size() == b.size()) {
    for (std::size_t i = 0; i < common; ++i) result.push_back(join_words(a[i], b[i]));
    return result;
  }
  result.assign(a.begin(), differs);
  const std::vector<Word>& longer = a.size() > b.size() ? a : b;
  if (equal == common) {
    for (std::size_t i = common; i < longer.size(); ++i) result.push_back(may_be_missing(longer[i]));
  } else {
    result.push_back(unknown_word(longer[equal].span, true));
  }
  return result;
}

Value join(const Value& a, const Value& b) {
  using State = Value::State;
  const auto vague = [](State state) { return state == State::Outside || state == State::Unknown; };
  if (a.state == State::Outside && b.state == State::Outside) return a;
  if (vague(a.state) || vague(b.state)) return Value::unknown();
  if (a.state == State::Unset && b.state == State::Unset) return a;
  const bool assumed = a.assumed || b.assumed;
  if (a.is_array() || b.is_array()) {
    if (a.is_scalar() || b.is_scalar()) return Value::unknown();
    Value value = Value::array(join_lists(a.words, b.words));
    value.assumed = assumed;
    return value;
  }
  Value value = Value::scalar(join_words(as_word(a), as_word(b)));
  value.assumed = assumed;
  return value;
}

Value appended(Value value, const Value& more) {
  using State = Value::State;
  if (value.state == State::Unset) return more;
  const bool unknown = value.state == State::Outside || value.state == State::Unknown;
  if (more.is_array()) {
    if (unknown) value.words = {unknown_word({}, true)};
    value.state = State::Array;
    value.words.insert(value.words.end(), more.words.begin(), more.words.end());
    return value;
  }
  if (!more.is_scalar()) return Value::unknown();
  if (unknown) value = Value::scalar(unknown_word({}, true));
  if (value.words.empty()) value.words.emplace_back();
  append_word(value.words.front(), more.words.front());
  if (is_too_long(value.words.front())) return Value::unknown();
  return value;
}

void append_word(Word& a, const Word& b) {
  if (a.alternatives.empty() && b.alternatives.empty()) {
    const auto offset = static_cast<std::uint32_t>(a.text.size());
    for (const Hole& hole : b.holes) a.holes.push_back({.at = hole.at + offset, .splits = hole.splits});
    a.text += b.text;
    return;
  }
  if (!a.holes.empty() || !b.holes.empty() ||
      (a.alternatives.size() + 1) * (b.alternatives.size() + 1) > kMaxAlternatives) {
    a = unknown_word(a.span, true);
    return;
  }
  std::vector<std::string> starts = std::exchange(a.alternatives, {});
  starts.insert(starts.begin(), a.text);
  a.text += b.text;
  for (const std::string& start : starts) {
    add_alternative(a, start + b.text);
    for (const std::string& end : b.alternatives) add_alternative(a, start + end);
  }
}

}  // namespace sbatchlint
