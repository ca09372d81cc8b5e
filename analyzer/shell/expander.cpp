// Words become parts (a run of text, a value, something unknown), parts become fields.
#include "shell/expander.h"

#include <algorithm>
#include <utility>

#include "shell/arithmetic.h"
#include "shell/quoting.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kFieldSeparators = " \t\n";
constexpr std::string_view kStringEscapes = "$`\"\\\n";
constexpr std::string_view kHeredocEscapes = "$`\\\n";

bool has_alternatives(const Value& value) { return value.is_scalar() && !value.words.front().alternatives.empty(); }

// A default that nobody overrides is taken for a program or an option, never for a number: `${SHELL:-bash}` says what
// the job is meant to run, `${N:-1}` says only what happens if nothing else was said.
bool is_convincing_default(std::string_view text) { return !text.empty() && !is_digit(text.front()); }

// Gathers characters into words.
class FieldBuilder {
 public:
  FieldBuilder(Span span, std::vector<Word>& out) : span_(span), out_(out) { start(); }

  void add(std::string_view text, bool quoted) {
    current_.text += text;
    started_ = started_ || quoted || !text.empty();
  }
  void add_hole(bool splits) {
    current_.holes.push_back({.at = static_cast<std::uint32_t>(current_.text.size()), .splits = splits});
    started_ = true;
  }
  void add_element(const Word& element) {
    append_word(current_, element);
    started_ = true;
  }
  void finish() {
    if (started_) out_.push_back(std::move(current_));
    start();
  }
  [[nodiscard]] bool at_start() const { return current_.text.empty() && current_.holes.empty(); }

  // An unquoted value: blanks in it end words.
  void add_split(const Word& word) {
    std::size_t at = 0;
    auto hole = word.holes.begin();
    while (at < word.text.size() || hole != word.holes.end()) {
      if (hole != word.holes.end() && hole->at <= at) {
        add_hole(true);
        ++hole;
        continue;
      }
      const std::size_t limit = hole == word.holes.end() ? word.text.size() : hole->at;
      const std::string_view rest = std::string_view(word.text).substr(at, limit - at);
      const std::size_t blank = std::min(rest.find_first_of(kFieldSeparators), rest.size());
      add(rest.substr(0, blank), false);
      if (blank < rest.size()) finish();
      at += std::max<std::size_t>(std::min(blank + 1, rest.size()), 1);
    }
  }

 private:
  void start() {
    current_ = {.text = {}, .span = span_, .holes = {}, .alternatives = {}};
    started_ = false;
  }

  Span span_;
  std::vector<Word>& out_;
  Word current_;
  bool started_ = false;
};

// The word as it is for the n-th of its possible values.
Word chosen(const Word& word, std::size_t choice) {
  if (choice == 0 || choice > word.alternatives.size()) {
    return {.text = word.text, .span = word.span, .holes = word.holes, .alternatives = {}};
  }
  return {.text = word.alternatives[choice - 1], .span = word.span, .holes = {}, .alternatives = {}};
}

}  // namespace

void Expander::fields(NodeId word, std::vector<Word>& out) {
  const SyntaxNode& node = unit_.tree.node(word);
  if (node.kind == Kind::Word || node.kind == Kind::Number) {
    const std::string_view plain = unit_.slice(word);
    if (node.after == word + 1 && plain.find('\\') == std::string_view::npos) {
      out.push_back({.text = std::string(plain), .span = unit_.place(word), .holes = {}, .alternatives = {}});
      return;
    }
  }
  const std::size_t first = parts_.size();
  split_into_parts(word, false);
  join_fields(first, unit_.place(word), Use::Fields, out);
}

Word Expander::word(NodeId word) {
  const std::size_t first = parts_.size();
  split_into_parts(word, false);
  std::vector<Word> words;
  const Span place = unit_.place(word);
  join_fields(first, place, Use::Word, words);
  if (words.empty()) return {.text = {}, .span = place, .holes = {}, .alternatives = {}};
  return std::move(words.front());
}

Value Expander::assigned(NodeId value) {
  if (unit_.tree.kind(value) == Kind::Array) {
    std::vector<Word> elements;
    for (const NodeId element : unit_.tree.children(value)) fields(element, elements);
    return Value::array(std::move(elements));
  }
  const std::size_t first = parts_.size();
  split_into_parts(value, false);
  const bool assumed = std::any_of(parts_.begin() + static_cast<std::ptrdiff_t>(first), parts_.end(),
                                   [](const Part& part) { return part.value != nullptr && part.value->assumed; });
  std::vector<Word> words;
  join_fields(first, unit_.place(value), Use::Assignment, words);
  if (words.empty()) words.push_back({.text = {}, .span = unit_.place(value), .holes = {}, .alternatives = {}});
  if (words.front().unknown()) return Value::unknown();
  Value result = Value::scalar(std::move(words.front()));
  result.assumed = assumed;
  return result;
}

void Expander::text(NodeId word, ShellText& out) {
  const std::size_t first = parts_.size();
  split_into_parts(word, false);
  append_text(first, out);
  drop_parts(first);
}

void Expander::heredoc(NodeId redirect, ShellText& out) {
  bool literal = false;
  for (const NodeId child : unit_.tree.children(redirect)) {
    const Kind kind = unit_.tree.kind(child);
    if (kind == Kind::HeredocStart) literal = unit_.slice(child).find_first_of("'\"\\") != std::string_view::npos;
    if (kind != Kind::HeredocBody) continue;
    const std::size_t first = parts_.size();
    if (literal) {
      add_text(unit_.slice(child), unit_.span(child), true);
    } else {
      add_heredoc(child);
    }
    const bool strips_tabs = unit_.slice(redirect).find("<<-") == 0;
    if (strips_tabs) remove_leading_tabs(first);
    append_text(first, out);
    drop_parts(first);
  }
}

// Takes the tabs at the beginning of each line out of the parts.
void Expander::remove_leading_tabs(std::size_t first) {
  std::vector<Part> kept;
  bool line_start = true;
  for (std::size_t i = first; i < parts_.size(); ++i) {
    Part part = parts_[i];
    if (part.kind != Part::Kind::Text) {
      kept.push_back(part);
      line_start = false;
      continue;
    }
    while (!part.text.empty()) {
      std::size_t tabs = line_start ? std::min(part.text.find_first_not_of('\t'), part.text.size()) : 0;
      const std::size_t end = std::min(part.text.find('\n', tabs), part.text.size() - 1) + 1;
      const auto from = part.place.begin;
      kept.push_back(part);
      kept.back().text = part.text.substr(tabs, end - tabs);
      kept.back().place = {.begin = from + static_cast<std::uint32_t>(tabs),
                           .end = from + static_cast<std::uint32_t>(end)};
      line_start = part.text[end - 1] == '\n';
      part.text.remove_prefix(end);
      part.place.begin = from + static_cast<std::uint32_t>(end);
    }
  }
  parts_.resize(first);
  parts_.insert(parts_.end(), kept.begin(), kept.end());
}

void Expander::append_text(std::size_t first, ShellText& out) const {
  for (std::size_t i = first; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    const Span place = unit_.text.place(part.place);
    const bool known = part.kind == Part::Kind::Value && !part.value->words.empty() &&
                       std::ranges::all_of(part.value->words, [](const Word& word) { return word.known(); });
    if (part.kind == Part::Kind::Text) {
      out.append(part.text, place);
    } else if (known) {
      for (std::size_t at = 0; at < part.value->words.size(); ++at) {
        if (at > 0) out.append(" ", place);
        out.append(part.value->words[at].text, place);
      }
    } else {
      // A substitution was run where it stands; here its output is as unknown as `$_`.
      const std::string_view raw = unit_.text.slice(part.place);
      const bool is_variable = raw.starts_with('$') && raw.find_first_of("(`") == std::string_view::npos;
      out.append(is_variable ? raw : std::string_view("$_"), place);
    }
  }
}

void Expander::drop_parts(std::size_t first) {
  parts_.resize(first);
  if (first > 0) return;
  made_.clear();
  texts_.clear();
}

// The value that decides which word this is, if just one does; null where none does, or more than one.
const Value* Expander::only_choice(std::size_t first) const {
  const Value* found = nullptr;
  for (std::size_t i = first; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    if (part.kind != Part::Kind::Value || !has_alternatives(*part.value)) continue;
    if (found != nullptr && found != part.value) return nullptr;
    found = part.value;
  }
  return found;
}

void Expander::join_fields(std::size_t first, Span place, Use use, std::vector<Word>& out) {
  const Value* const choice = only_choice(first);
  if (choice == nullptr) {
    build_fields(first, place, use, kNoChoice, out);
  } else {
    std::vector<Word> joined;
    build_fields(first, place, use, 0, joined);
    for (std::size_t i = 1; i <= choice->words.front().alternatives.size(); ++i) {
      std::vector<Word> other;
      build_fields(first, place, use, i, other);
      joined = join_lists(joined, other);
    }
    std::ranges::move(joined, std::back_inserter(out));
  }
  drop_parts(first);
}

void Expander::build_fields(std::size_t first, Span place, Use use, std::size_t choice, std::vector<Word>& out) const {
  FieldBuilder builder(place, out);
  const bool split = use == Use::Fields && splits_;
  for (std::size_t i = first; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    const bool splits = use == Use::Fields && !part.quoted;
    if (part.kind == Part::Kind::Text) {
      builder.add(part.text, part.quoted);
      continue;
    }
    if (part.kind == Part::Kind::Unknown || part.value->words.empty()) {
      if (part.kind == Part::Kind::Unknown) builder.add_hole(splits);
      continue;
    }
    const std::vector<Word>& words = part.value->words;
    const bool convinces = use == Use::Assignment || !part.value->assumed ||
                           (builder.at_start() && is_convincing_default(words.front().text));
    if (!convinces || (choice == kNoChoice && has_alternatives(*part.value))) {
      builder.add_hole(splits);
      continue;
    }
    for (std::size_t at = 0; at < words.size(); ++at) {
      const bool new_word = at > 0 && use == Use::Fields && (part.each || !part.quoted);
      if (new_word) builder.finish();
      if (at > 0 && !new_word) builder.add(" ", true);
      if (part.value->is_array()) {
        if (part.quoted || !words[at].known()) {
          builder.add_element(words[at]);
        } else {
          builder.add_split(words[at]);
        }
      } else if (part.quoted || !split) {
        builder.add_element(chosen(words[at], choice));
      } else {
        builder.add_split(chosen(words[at], choice));
      }
    }
  }
  builder.finish();
}

void Expander::split_into_parts(NodeId word, bool quoted) {
  switch (unit_.tree.kind(word)) {
    case Kind::CommandName:
    case Kind::TranslatedString:
      for (const NodeId child : unit_.tree.children(word)) split_into_parts(child, quoted);
      return;
    case Kind::Concatenation: return add_concatenation(word);
    case Kind::String: return add_string(word);
    case Kind::RawString: {
      const Span span = unit_.span(word);
      const Span inside = {.begin = span.begin + 1, .end = std::max(span.end - 1, span.begin + 1)};
      return add_text(unit_.text.slice(inside), inside, true);
    }
    case Kind::AnsiCString:
      return add_text(texts_.emplace_back(unquoted_ansi_c(unit_.slice(word))), unit_.span(word), true);
    case Kind::SimpleExpansion: return add_simple_expansion(word, quoted);
    case Kind::Expansion: return add_expansion(word, quoted);
    case Kind::CommandSubstitution: return add_substitution(word, quoted);
    case Kind::ProcessSubstitution: return add_unknown(unit_.span(word), true);
    case Kind::ArithmeticExpansion: return add_arithmetic(word);
    case Kind::Error: return add_unknown(unit_.span(word), false);
    case Kind::HeredocBody: return add_heredoc(word);
    default: return add_plain(unit_.span(word));
  }
}

// $((N * 60)), and the old $[N * 60].
void Expander::add_arithmetic(NodeId expansion) {
  const std::string_view text = unit_.slice(expansion);
  const std::size_t brackets = text.starts_with("$((") ? 2 : 1;
  if (text.size() > 2 * brackets + 1) {
    const std::string_view inside = text.substr(brackets + 1, text.size() - 2 * brackets - 1);
    if (const std::optional<std::int64_t> value = arithmetic_value(inside, environment_)) {
      return add_text(texts_.emplace_back(std::to_string(*value)), unit_.span(expansion), true);
    }
  }
  for (const std::string_view name : assigned_in_arithmetic(text)) environment_.set(name, Value::unknown());
  add_unknown(unit_.span(expansion), true);
}

// Text outside of quotes: a backslash makes the next character an ordinary one, and joins lines.
void Expander::add_plain(Span span) {
  const std::string_view bytes = unit_.text.bytes();
  std::uint32_t from = span.begin;
  for (std::uint32_t at = span.begin; at < span.end; ++at) {
    if (bytes[at] != '\\') continue;
    const Span before = {.begin = from, .end = at};
    if (!before.empty()) add_text(unit_.text.slice(before), before, false);
    const bool joins_lines = at + 1 < span.end && bytes[at + 1] == '\n';
    from = std::min(at + (joins_lines ? 2 : 1), span.end);
    ++at;
  }
  const Span rest = {.begin = from, .end = span.end};
  if (!rest.empty()) add_text(unit_.text.slice(rest), rest, false);
}

void Expander::add_concatenation(NodeId word) {
  std::uint32_t at = unit_.tree.node(word).begin;
  for (const NodeId child : unit_.tree.children(word)) {
    const SyntaxNode& node = unit_.tree.node(child);
    if (at < node.begin) add_plain({.begin = at, .end = node.begin});
    split_into_parts(child, false);
    at = node.end;
  }
  const std::uint32_t end = unit_.tree.node(word).end;
  if (at < end) add_plain({.begin = at, .end = end});
}

void Expander::add_string(NodeId string) {
  const Span span = unit_.span(string);
  const std::uint32_t end = std::max(span.end - 1, span.begin + 1);
  std::uint32_t at = span.begin + 1;
  // Even an empty string is a word, unless `"${array[@]}"` stands in it alone.
  bool each_alone = false;
  for (const NodeId child : unit_.tree.children(string)) {
    const SyntaxNode& node = unit_.tree.node(child);
    if (at < node.begin) add_quoted_text({.begin = at, .end = node.begin}, kStringEscapes);
    const std::size_t before = parts_.size();
    split_into_parts(child, true);
    each_alone = before < parts_.size() && parts_.back().each && node.begin == span.begin + 1 && node.end == end;
    at = node.end;
  }
  if (at < end) add_quoted_text({.begin = at, .end = end}, kStringEscapes);
  if (!each_alone) add_text({}, {.begin = end, .end = end}, true);
}

// Text in which a backslash is special before `escapes` alone.
void Expander::add_quoted_text(Span span, std::string_view escapes) {
  const std::string_view bytes = unit_.text.bytes();
  std::uint32_t from = span.begin;
  for (std::uint32_t at = span.begin; at + 1 < span.end; ++at) {
    if (bytes[at] != '\\' || escapes.find(bytes[at + 1]) == std::string_view::npos) continue;
    add_text(unit_.text.slice({.begin = from, .end = at}), {.begin = from, .end = at}, true);
    from = at + (bytes[at + 1] == '\n' ? 2 : 1);
    ++at;
  }
  add_text(unit_.text.slice({.begin = from, .end = span.end}), {.begin = from, .end = span.end}, true);
}

void Expander::add_heredoc(NodeId body) {
  std::uint32_t at = unit_.tree.node(body).begin;
  for (const NodeId child : unit_.tree.children(body)) {
    const SyntaxNode& node = unit_.tree.node(child);
    if (at < node.begin) add_quoted_text({.begin = at, .end = node.begin}, kHeredocEscapes);
    split_into_parts(child, true);
    at = node.end;
  }
  const std::uint32_t end = unit_.tree.node(body).end;
  if (at < end) add_quoted_text({.begin = at, .end = end}, kHeredocEscapes);
}

void Expander::add_value(Value value, Span place, bool quoted, bool each) {
  using State = Value::State;
  if (value.state == State::Outside || value.state == State::Unknown) return add_unknown(place, quoted && !each);
  const Value& kept = made_.emplace_back(std::move(value));
  parts_.push_back({.kind = Part::Kind::Value, .quoted = quoted, .each = each, .place = place, .value = &kept});
}

void Expander::add_substitution(NodeId substitution, bool quoted) {
  if (depth_ < kMaxDepth) {
    ++depth_;
    std::optional<Word> output = output_of(substitution);
    --depth_;
    if (output) return add_value(Value::scalar(std::move(*output)), unit_.span(substitution), quoted, false);
  }
  add_unknown(unit_.span(substitution), quoted);
}

}  // namespace sbatchlint
