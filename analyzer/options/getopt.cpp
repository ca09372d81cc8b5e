#include "options/getopt.h"

#include <algorithm>
#include <string>
#include <utility>

namespace sbatchlint {
namespace {

// What a long name stands for: a row of the table or a plugin's option, or neither.
struct LongName {
  const OptionSpec* spec = nullptr;
  bool plugin = false;
  bool ambiguous = false;
  bool abbreviated = false;
};

// A plugin's option has no row of its own: it is read, and left out of the result.
LongName resolve_long_name(Tool tool, Release release, std::string_view name,
                           std::span<const std::string_view> plugins) {
  LongName found;
  for (const OptionSpec& row : options_with_prefix(tool, name)) {
    if (!row.exists_in(release)) continue;
    if (row.name == name) return {.spec = &row};
    found.ambiguous = found.spec != nullptr;
    if (found.ambiguous) break;
    found.spec = &row;
    found.abbreviated = true;
  }
  for (const std::string_view plugin : plugins) {
    if (plugin == name) return {.plugin = true};
    if (!plugin.starts_with(name)) continue;
    found.ambiguous = found.ambiguous || found.spec != nullptr || found.plugin;
    found.plugin = true;
  }
  if (found.ambiguous || found.plugin) found.spec = nullptr;
  return found;
}

// The part of a word from `from` on, with its holes and alternatives. Where quotes stand before `from` in the file the
// span begins some bytes early; its end is exact.
Word tail_of(const Word& word, std::size_t from) {
  const auto cut = static_cast<std::uint32_t>(from);
  Word tail{.text = word.text.substr(from), .span = word.span, .holes = {}, .alternatives = {}};
  tail.span.begin = std::min(word.span.end, word.span.begin + cut);
  for (const Hole& hole : word.holes) tail.holes.push_back({.at = hole.at - cut, .splits = hole.splits});
  for (const std::string& other : word.alternatives) tail.alternatives.push_back(other.substr(from));
  return tail;
}

// The first `length` bytes are the same whatever the word turns out to be.
bool beginning_is_sure(const Word& word, std::size_t length) {
  if (!word.holes.empty() && word.holes.front().at < length) return false;
  const auto head = std::string_view(word.text).substr(0, length);
  return std::ranges::all_of(word.alternatives, [head](const std::string& other) { return other.starts_with(head); });
}

class Reader {
 public:
  Reader(Tool tool, Release release, std::span<const Word> words, std::span<const std::string_view> plugins)
      : tool_(tool), release_(release), words_(words), plugins_(plugins) {}

  ParsedOptions read() {
    while (at_ < words_.size() && !is_full() && read_word()) {
    }
    if (is_full()) note_guess(std::min(at_, words_.size() - 1));
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool is_full() const { return result_.options.size() + result_.errors.size() >= kMostParsedOptions; }

  // False where options end.
  bool read_word() {
    const Word& word = words_[at_];
    const std::string_view text = word.text;
    if (!beginning_is_sure(word, std::min<std::size_t>(text.size(), 2)) || (text.size() < 2 && !word.known())) {
      return skip_unknown_word();
    }
    if (text.size() < 2 || text[0] != '-') return stop();
    if (text == "--" && word.known()) {
      ++at_;
      result_.double_dash = true;
      if (at_ < words_.size()) result_.stopped_at = at_;
      return false;
    }
    if (text[1] == '-') {
      read_long();
    } else {
      read_cluster();
    }
    return true;
  }

  bool stop() {
    result_.stopped_at = at_;
    return false;
  }

  // `$OPTIONS` may be any number of words, options or none: what follows is read on as a guess. A quoted `"$X"` is one
  // word, most likely the first bare one.
  bool skip_unknown_word() {
    note_guess(at_);
    if (!words_[at_].may_split()) return stop();
    ++at_;
    return true;
  }

  void note_guess(std::size_t from) {
    if (!result_.uncertain_from) result_.uncertain_from = from;
  }

  void read_long() {
    const std::size_t index = at_++;
    const Word& word = words_[index];
    const std::string_view text = word.text;
    const std::size_t equals = text.find('=');
    const std::size_t name_end = std::min(equals, text.size());
    const bool attached = equals != std::string_view::npos;
    if (!beginning_is_sure(word, attached ? name_end + 1 : name_end) || (!attached && !word.known())) {
      note_guess(index);
      return;
    }
    const Span name_span{.begin = word.span.begin,
                         .end = std::min(word.span.end, word.span.begin + static_cast<std::uint32_t>(name_end))};
    const std::string_view name = text.substr(2, name_end - 2);
    const LongName resolved = resolve_long_name(tool_, release_, name, plugins_);
    if (resolved.plugin && !resolved.ambiguous) return;
    if (resolved.spec == nullptr) {
      const auto kind = resolved.ambiguous ? OptionErrorKind::Ambiguous : OptionErrorKind::Unknown;
      return add_error(kind, index, name_span, name);
    }
    ParsedOption option{.spec = resolved.spec,
                        .word = index,
                        .value_word = index,
                        .span = word.span,
                        .name_span = name_span,
                        .abbreviated = resolved.abbreviated};
    if (attached && resolved.spec->argument == ArgumentKind::None) {
      return add_error(OptionErrorKind::UnexpectedValue, index, word.span, name, resolved.spec);
    }
    if (attached) {
      option.value = tail_of(word, equals + 1);
      if (word.may_split()) note_guess(index + 1);
    } else if (resolved.spec->argument == ArgumentKind::Required && !take_next_word(option)) {
      return add_error(OptionErrorKind::MissingValue, index, name_span, name, resolved.spec);
    }
    result_.options.push_back(std::move(option));
  }

  // `-Hn2`: flags until a letter that takes a value, which is the rest of the word or the next one.
  void read_cluster() {
    const std::size_t index = at_++;
    const Word& word = words_[index];
    for (std::size_t i = 1; i < word.text.size() && !is_full(); ++i) {
      if (!beginning_is_sure(word, i + 1)) return note_guess(index);
      if (!read_letter(index, i)) return;
    }
  }

  // False where the letter used the rest of the word up.
  bool read_letter(std::size_t index, std::size_t i) {
    const Word& word = words_[index];
    const std::string_view name = std::string_view(word.text).substr(i, 1);
    const std::uint32_t begin = std::min(word.span.end, word.span.begin + static_cast<std::uint32_t>(i));
    const Span letter{.begin = i == 1 ? word.span.begin : begin, .end = std::min(word.span.end, begin + 1)};
    const OptionSpec* spec = find_short_option(tool_, release_, name.front());
    if (spec == nullptr) {
      add_error(OptionErrorKind::Unknown, index, {.begin = begin, .end = letter.end}, name);
      return true;
    }
    ParsedOption option{.spec = spec,
                        .word = index,
                        .value_word = index,
                        .span = letter,
                        .name_span = letter,
                        .by_letter = true,
                        .clustered = i > 1};
    const bool rest = i + 1 < word.text.size() || !word.known();
    if (spec->argument == ArgumentKind::None || (spec->argument == ArgumentKind::Optional && !rest)) {
      result_.options.push_back(std::move(option));
      return spec->argument == ArgumentKind::None;
    }
    if (rest) {
      option.value = tail_of(word, i + 1);
      option.span.end = word.span.end;
      if (word.may_split()) note_guess(index + 1);
    } else if (!take_next_word(option)) {
      add_error(OptionErrorKind::MissingValue, index, letter, name, spec);
      return false;
    }
    result_.options.push_back(std::move(option));
    return false;
  }

  // Whatever the next word is, even another option or `--`, it is the value.
  bool take_next_word(ParsedOption& option) {
    if (at_ == words_.size()) return false;
    const Word& next = words_[at_];
    option.value = next;
    option.value_word = at_++;
    option.span.end = std::max(option.span.end, next.span.end);
    if (next.may_split()) note_guess(option.value_word);
    return true;
  }

  void add_error(OptionErrorKind kind, std::size_t word, Span span, std::string_view name,
                 const OptionSpec* spec = nullptr) {
    result_.errors.push_back({.kind = kind,
                              .word = word,
                              .span = span,
                              .name = name,
                              .spec = spec,
                              .parsed_before = result_.options.size()});
  }

  Tool tool_;
  Release release_;
  std::span<const Word> words_;
  std::span<const std::string_view> plugins_;
  std::size_t at_ = 0;
  ParsedOptions result_;
};

}  // namespace

ParsedOptions parse_options(Tool tool, Release release, std::span<const Word> words,
                            std::span<const std::string_view> plugins) {
  return Reader(tool, release, words, plugins).read();
}

}  // namespace sbatchlint
