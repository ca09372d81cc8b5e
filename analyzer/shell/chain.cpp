#include "shell/chain.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "shell/names.h"

namespace sbatchlint {
namespace {

constexpr std::size_t kMaxLinks = 16;

std::string_view base_name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// What stands between a wrapper and what it runs.
struct OwnWords {
  std::size_t end = 0;  // the first word that is not the wrapper's
  bool runs_program = true;
  bool uncertain = false;
  std::optional<TextWords> text;
  std::optional<std::size_t> stop;  // where the program's words end, if not at the end of all
};

// What a word is that may be an option or something else.
enum class Shape : std::uint8_t {
  Option,
  Operand,
  Unclear,  // one word, or none, or several: `$OPTS`
  OneWord,  // one word of which nothing is known: `"$X"`
};

bool is_option(std::string_view text) { return text.size() > 1 && text.front() == '-'; }

Shape shape_of(const Word& word) {
  if (word.holes.empty()) {
    if (word.alternatives.empty()) return is_option(word.text) ? Shape::Option : Shape::Operand;
    bool options = true;
    bool operands = true;
    const auto look = [&](std::string_view text) {
      options = options && (text.empty() || is_option(text));
      operands = operands && !text.empty() && !is_option(text);
    };
    look(word.text);
    for (const std::string& other : word.alternatives) look(other);
    if (operands) return Shape::Operand;
    return options ? Shape::Option : Shape::Unclear;
  }
  if (word.holes.front().at > 0) return is_option(word.text) ? Shape::Option : Shape::Operand;
  // `$DIR/image.sif` begins with a folder.
  if (!word.text.empty() && (word.text.front() == '/' || word.text.front() == '.')) return Shape::Operand;
  return word.may_split() ? Shape::Unclear : Shape::OneWord;
}

bool is_assignment(const Word& word) {
  const std::size_t equals = word.text.find('=');
  if (equals == std::string::npos || equals == 0) return false;
  if (!word.holes.empty() && word.holes.front().at < equals) return false;
  return is_name(std::string_view(word.text).substr(0, equals));
}

bool looks_like_image(const Word& word) {
  const std::string_view text = word.text;
  constexpr auto kSuffixes = std::to_array<std::string_view>({".sif", ".simg", ".img", ".sqsh", ".squashfs", ".simg/"});
  return text.find("://") != std::string_view::npos ||
         std::ranges::any_of(kSuffixes, [text](std::string_view suffix) { return text.ends_with(suffix); });
}

// `{` opens a group where the grammar takes it for a word: `time { ...; }`.
bool is_group(const Word& word) { return word.is("{"); }

// Reads the words behind the program of one row.
class Reader {
 public:
  Reader(const WrapperRow& row, std::span<const Word> words, std::size_t at) : row_(row), words_(words), at_(at) {}

  OwnWords read() {
    switch (row_.payload) {
      case Payload::Program:
      case Payload::Step: return program();
      case Payload::Remote: return remote();
      case Payload::Shell: return shell();
      case Payload::TextOption: return text_option();
      case Payload::Template: return command_template();
      case Payload::Find: return find();
      case Payload::Python: return python();
    }
    return {};
  }

 private:
  [[nodiscard]] bool done() const { return at_ >= words_.size(); }
  [[nodiscard]] const Word& word() const { return words_[at_]; }
  [[nodiscard]] OwnWords nothing() const {
    return {.end = words_.size(), .runs_program = false, .uncertain = uncertain_};
  }
  [[nodiscard]] OwnWords runs_from_here() const {
    if (done() || stopped_) return nothing();
    return {.end = at_, .uncertain = uncertain_};
  }

  // Moves behind the options of a list.
  void skip_options(std::string_view values) {
    for (; !done(); ++at_) {
      const Shape shape = shape_of(word());
      if (shape == Shape::Operand || shape == Shape::OneWord) return;
      if (shape == Shape::Unclear) {
        if (is_operand_after_all()) return;
        uncertain_ = true;
        continue;
      }
      if (word().is("--")) {
        ++at_;
        return;
      }
      skip_option(values);
    }
  }

  void skip_option(std::string_view values) {
    const std::string_view text = word().known_prefix();
    const std::string_view name = text.substr(0, text.find('='));
    stopped_ = stopped_ || is_instead(name);
    if (!split_ && lists(row_.text_option, name)) {
      const bool apart = name.size() == text.size();
      split_ = TextWords{.begin = at_ + (apart ? 1 : 0),
                         .end = words_.size(),
                         .parameters = words_.size(),
                         .skip = apart ? 0 : name.size() + 1};
    }
    if (name.size() < text.size() || !word().holes.empty()) return;
    at_ += std::min(value_words(row_, values, name), words_.size() - at_ - 1);
  }

  // `command -v x`, `chrt -p 5`: also in a bundle of letters.
  [[nodiscard]] bool is_instead(std::string_view name) const {
    if (row_.instead.empty()) return false;
    if (name.starts_with("--") || row_.single_dash) return lists(row_.instead, name);
    for (const char letter : name.substr(1)) {
      const char option[] = {'-', letter};
      if (lists(row_.instead, {option, 2})) return true;
    }
    return false;
  }

  // `singularity exec $IMAGE python`: an image, unless an image stands behind it.
  [[nodiscard]] bool is_operand_after_all() {
    if (row_.operands == 0) return false;
    for (std::size_t i = at_ + 1; i < words_.size() && i < at_ + 4; ++i) {
      if (looks_like_image(words_[i]) || is_option(words_[i].text)) return false;
      // `singularity exec $IMAGE rserver --port 1`: a plain word is the program.
      if (i == at_ + 1 && words_[i].known()) break;
    }
    uncertain_ = true;
    return at_ + 1 < words_.size();
  }

  // Whether the word here is one that the row needs in front of the program.
  [[nodiscard]] bool at_subcommand() const { return !done() && word().known() && lists(row_.subcommands, word().text); }

  // `conda OPTIONS run`; false where another word stands there.
  bool skip_subcommand() {
    if (row_.subcommands.empty()) return true;
    skip_options(row_.global_values.empty() ? std::string_view(" ") : row_.global_values);
    if (!at_subcommand()) {
      uncertain_ = uncertain_ || (!done() && !word().known());
      return false;
    }
    ++at_;
    return true;
  }

  OwnWords program() {
    if (!skip_subcommand()) return nothing();
    skip_options(row_.values);
    if (split_ && split_->begin < words_.size()) {
      OwnWords own = nothing();
      own.text = split_;
      return own;
    }
    if (row_.assignments) skip_assignments();
    skip_name_of_coprocess();
    for (std::uint8_t i = 0; i < row_.operands && !done(); ++i) {
      const bool unknown =
          shape_of(word()) == Shape::OneWord && at_ + 1 < words_.size() && looks_like_image(words_[at_ + 1]);
      if (unknown) {
        uncertain_ = true;
        ++at_;
      }
      ++at_;
      if (!done() && word().is("--")) ++at_;
    }
    return runs_from_here();
  }

  // `coproc NAME { ...; }`
  void skip_name_of_coprocess() {
    if (row_.name == "coproc" && at_ + 1 < words_.size() && is_group(words_[at_ + 1])) ++at_;
  }

  void skip_assignments() {
    // `env - PATH=/bin ls`
    if (!done() && row_.name == "env" && word().is("-")) ++at_;
    while (!done()) {
      if (is_assignment(word())) {
        ++at_;
      } else if (shape_of(word()) == Shape::Option) {
        skip_options(row_.values);
      } else {
        return;
      }
    }
  }

  // The words are joined and read by a shell: as words where that changes nothing, else as text.
  OwnWords remote() {
    if (!skip_subcommand()) return nothing();
    skip_options(row_.values);
    at_ = std::min(at_ + row_.operands, words_.size());
    if (row_.operands > 0) skip_options(row_.values);
    if (done() || stopped_) return nothing();
    const auto is_special = [](const Word& w) {
      return w.text.find_first_of(" \t\n;|&<>()$`\"'\\#*") != std::string::npos;
    };
    if (std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(at_), words_.end(), is_special)) {
      OwnWords own = nothing();
      own.text = TextWords{.begin = at_, .end = words_.size(), .parameters = words_.size()};
      return own;
    }
    return runs_from_here();
  }

  [[nodiscard]] OwnWords text_at(std::size_t position) const {
    OwnWords own = nothing();
    if (position < words_.size())
      own.text = TextWords{.begin = position, .end = position + 1, .parameters = position + 1};
    return own;
  }

  // bash [-euo pipefail] [--norc] -c TEXT [NAME [PARAMETER...]]
  OwnWords shell() {
    bool text = false;
    for (; !done(); ++at_) {
      const std::string_view option = word().known_prefix();
      const bool plus = option.size() > 1 && option.front() == '+';
      if (!is_option(option) && !plus) break;
      if (option == "--") {
        ++at_;
        break;
      }
      if (option.starts_with("--")) {
        if (option == "--rcfile" || option == "--init-file") ++at_;
        continue;
      }
      text = text || option.find('c') != std::string_view::npos;
      if (option.find_first_of("oO") != std::string_view::npos && option.back() != 'c') ++at_;
    }
    return text ? text_at(at_) : nothing();
  }

  // su [-] [USER] -c TEXT, script -c TEXT FILE, flock FILE -c TEXT, flock FILE PROGRAM
  OwnWords text_option() {
    std::size_t operands = 0;
    for (; !done(); ++at_) {
      const std::string_view text = word().known_prefix();
      if (text == "-c" || text == "--command" || text == "--session-command") return text_at(at_ + 1);
      if (text.starts_with("--command=")) {
        OwnWords own = text_at(at_);
        own.text->skip = text.find('=') + 1;
        return own;
      }
      if (is_option(text)) {
        // The last letter of a bundle: `script -qc TEXT`.
        if (!text.starts_with("--") && text.back() == 'c') return text_at(at_ + 1);
        skip_option(row_.values);
        continue;
      }
      if (row_.operands > 0 && operands++ == row_.operands) return runs_from_here();
    }
    return nothing();
  }

  // parallel OPTIONS PROGRAM WORDS ::: INPUT, parallel OPTIONS 'TEXT' ::: INPUT
  OwnWords command_template() {
    skip_options(row_.values);
    std::size_t stop = at_;
    while (stop < words_.size() && !words_[stop].known_prefix().starts_with(":::")) ++stop;
    if (stop == at_) return nothing();
    const bool is_text = std::any_of(
        words_.begin() + static_cast<std::ptrdiff_t>(at_), words_.begin() + static_cast<std::ptrdiff_t>(stop),
        [](const Word& w) { return w.text.find_first_of(" \t\n;|&<>()$`\"'") != std::string::npos; });
    if (is_text) {
      OwnWords own = nothing();
      own.text = TextWords{.begin = at_, .end = stop, .parameters = words_.size()};
      return own;
    }
    OwnWords own = runs_from_here();
    own.stop = stop;
    return own;
  }

  OwnWords find() {
    constexpr std::string_view kActions = "-exec -execdir -ok -okdir";
    while (!done() && !(word().known() && lists(kActions, word().text))) ++at_;
    if (done()) return nothing();
    ++at_;
    std::size_t stop = at_;
    while (stop < words_.size() && !words_[stop].is(";") && !words_[stop].is("+")) ++stop;
    if (stop == at_) return nothing();
    return {.end = at_, .stop = stop};
  }

  // python -m torch.distributed.run OPTIONS SCRIPT
  OwnWords python() {
    struct Module {
      std::string_view name;
      std::string_view launcher;
    };
    constexpr auto kModules = std::to_array<Module>({{"accelerate.commands.launch", "torchrun"},
                                                     {"deepspeed.launcher.launch", "deepspeed"},
                                                     {"deepspeed.launcher.runner", "deepspeed"},
                                                     {"torch.distributed.launch", "torchrun"},
                                                     {"torch.distributed.run", "torchrun"}});
    for (; !done(); ++at_) {
      const std::string_view text = word().known_prefix();
      if (!is_option(text)) return nothing();
      if (text == "-W" || text == "-X") ++at_;
      if (text != "-m" || at_ + 1 >= words_.size()) continue;
      const Word& module = words_[at_ + 1];
      const auto* const known = std::ranges::find(kModules, module.text, &Module::name);
      if (!module.known() || known == kModules.end()) return nothing();
      return Reader(*find_wrapper(known->launcher), words_, at_ + 2).read();
    }
    return nothing();
  }

  const WrapperRow& row_;
  std::span<const Word> words_;
  std::size_t at_;
  bool uncertain_ = false;
  bool stopped_ = false;
  std::optional<TextWords> split_;  // `env -S TEXT`
};

// Rows that stand for the same program by another name.
bool is_alike(const WrapperRow* a, const WrapperRow* b) {
  if (a == nullptr || b == nullptr || a->payload != b->payload) return false;
  return a->payload == Payload::Shell || (!a->values.empty() && a->values == b->values);
}

}  // namespace

std::string program_name(const Word& word) {
  const std::string_view text = word.text;
  if (!word.holes.empty()) {
    const std::size_t slash = text.rfind('/');
    if (slash == std::string_view::npos || word.holes.back().at > slash) return {};
  }
  std::string name(base_name_of(text));
  const WrapperRow* const row = word.alternatives.empty() ? nullptr : find_wrapper(name);
  for (const std::string& other : word.alternatives) {
    const std::string_view other_name = base_name_of(other);
    if (other_name != name && !is_alike(row, find_wrapper(other_name))) return {};
  }
  return name;
}

Chain resolve_chain(std::span<const Word> words) {
  Chain chain{.links = {}, .text = {}, .end = words.size()};
  std::size_t at = 0;
  while (at + 1 < words.size() && is_group(words[at])) ++at;
  for (;;) {
    Link link{.program = at, .end = chain.end, .name = program_name(words[at])};
    if (chain.links.size() + 1 < kMaxLinks) link.row = find_wrapper(link.name);
    if (link.row == nullptr) {
      chain.links.push_back(std::move(link));
      return chain;
    }
    const OwnWords own = Reader(*link.row, words.first(chain.end), at + 1).read();
    link.uncertain = own.uncertain;
    if (own.stop) chain.end = *own.stop;
    link.end = own.end;
    chain.text = own.text;
    chain.links.push_back(std::move(link));
    if (!own.runs_program) return chain;
    at = own.end;
    while (at + 1 < chain.end && is_group(words[at])) ++at;
  }
}

}  // namespace sbatchlint
