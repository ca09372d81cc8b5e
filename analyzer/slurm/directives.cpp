#include "slurm/directives.h"

#include <algorithm>
#include <cstddef>

#include "slurm/line_words.h"
#include "slurm/near_miss.h"
#include "slurm/values/text.h"
#include "text/template_hole.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kMarker = "#SBATCH";
constexpr std::string_view kLegacyMarker = "#SLURM";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::uint32_t kForeignLineLimit = 100;

// Slurm 22.05 to 26.05, src/sbatch/sbatch.c, _get_script_buffer: the checks in its order. It looks for blanks in a C
// string: what follows a NUL byte is not seen there.
void check_script(std::string_view bytes, Directives& result) {
  const auto found = [&result](ScriptFault fault, std::size_t at, std::size_t length) {
    result.fault = fault;
    result.fault_span = {.begin = static_cast<std::uint32_t>(at), .end = static_cast<std::uint32_t>(at + length)};
  };
  if (bytes.empty()) return found(ScriptFault::Empty, 0, 0);
  const auto solid = std::ranges::find_if_not(bytes, is_blank);
  if (solid == bytes.end() || *solid == '\0') return found(ScriptFault::OnlyBlank, 0, 0);
  if (!bytes.starts_with("#!")) return found(ScriptFault::NoShebang, 0, std::min<std::size_t>(2, bytes.size()));
  if (const auto nul = bytes.find('\0'); nul != std::string_view::npos) return found(ScriptFault::NulByte, nul, 1);
  if (const auto crlf = bytes.find("\r\n"); crlf != std::string_view::npos) {
    return found(ScriptFault::DosLineBreaks, crlf, 2);
  }
}

class Header {
 public:
  Header(const SourceText& source, const ReadingMode& mode, Directives& result)
      : source_(source), bytes_(source.bytes()), mode_(mode), result_(result) {}

  // Slurm 22.05 to 26.05, src/sbatch/opt.c, _opt_batch_script. sbatch refuses a byte-order mark before it gets here
  // (that is the fault): the lines are read as they will be without it.
  void read() {
    result_.components.emplace_back();
    for (std::uint32_t line = 0; line < source_.line_count(); ++line) {
      Span span = source_.line_span(line);
      // sbatch refuses the file; what stands behind the mark is read for the reader's sake.
      if (line == 0 && bytes_.starts_with(kByteOrderMark)) span.begin += 3;
      const std::string_view text = source_.slice(span);
      if (text.starts_with(kMarker)) {
        read_directive(line, span, Marker::Sbatch, kMarker.size());
      } else if (text.starts_with(kLegacyMarker)) {
        read_directive(line, span, Marker::Slurm, kLegacyMarker.size());
      } else if (const std::uint32_t last = last_line_of_code(line, text)) {
        for (; line <= last; ++line) result_.template_lines.push_back(source_.line_span(line));
        line = last;
      } else if (!read_other(line, span, text)) {
        result_.header_end = span.begin;
        return;
      }
    }
  }

  // Column-1 directives below the header, found without a look at the lines between them.
  void find_late_lines() {
    if (!result_.header_end) return;
    constexpr std::string_view kLineAndMarker = "\n#SBATCH";
    std::size_t at = bytes_.find(kLineAndMarker, *result_.header_end);
    while (at != std::string_view::npos) {
      const auto begin = static_cast<std::uint32_t>(at + 1);
      const std::size_t end = std::min(bytes_.find('\n', begin), bytes_.size());
      result_.late.push_back(
          {.line = source_.line_of(begin), .span = {.begin = begin, .end = static_cast<std::uint32_t>(end)}});
      at = bytes_.find(kLineAndMarker, end);
    }
  }

  // Slurm 22.05 to 26.05, src/sbatch/xlate.c, xlate_batch_script: not the first command ends the reading, but the
  // 101st line that is no comment. `#PBS` counts only where there is no `#BSUB`.
  void find_foreign_lines() {
    find_foreign_lines(Marker::Bsub, "#BSUB");
    if (result_.foreign.empty()) find_foreign_lines(Marker::Pbs, "#PBS");
  }

 private:
  // The last line of a template's code that begins on `line` and fills several, `<%` to `%>`; 0 where there is none.
  [[nodiscard]] std::uint32_t last_line_of_code(std::uint32_t line, std::string_view text) const {
    if (mode_.placeholders != Placeholders::Holes) return 0;
    const std::uint32_t begin = source_.line_span(line).begin;
    const auto solid = static_cast<std::size_t>(std::ranges::find_if_not(text, is_blank) - text.begin());
    const std::size_t length = template_code_at(bytes_, begin + solid);
    if (length == 0) return 0;
    const auto end = static_cast<std::uint32_t>(begin + solid + length);
    const std::uint32_t last = source_.line_of(end - 1);
    const bool alone = std::ranges::all_of(source_.slice({.begin = end, .end = source_.line_span(last).end}), is_blank);
    return alone ? last : 0;
  }

  void read_directive(std::uint32_t number, Span span, Marker marker, std::size_t marker_length) {
    DirectiveLine line{.line = number, .span = span, .marker = marker};
    const auto offset = span.begin + static_cast<std::uint32_t>(marker_length);
    const std::string_view text = source_.slice({.begin = offset, .end = span.end});
    const auto solid = static_cast<std::size_t>(std::ranges::find_if_not(text, is_blank) - text.begin());
    line.hetjob = begins_with_hetjob(text.substr(solid));
    if (line.hetjob) result_.components.emplace_back();
    auto& words = result_.components.back();
    line.component = static_cast<std::uint32_t>(result_.components.size() - 1);
    line.first_word = static_cast<std::uint32_t>(words.size());
    auto error = split_words(text.substr(solid), offset + static_cast<std::uint32_t>(solid), mode_, line, words);
    line.word_count = static_cast<std::uint32_t>(words.size()) - line.first_word;
    if (error && !result_.error) {
      error->line = number;
      error->component = line.component;
      result_.error = error;
    }
    result_.lines.push_back(line);
  }

  // A blank line, a comment or nothing that reaches sbatch; false for a command.
  bool read_other(std::uint32_t number, Span span, std::string_view text) {
    const auto solid = std::ranges::find_if_not(text, is_blank);
    if (solid == text.end()) return true;
    if (mode_.placeholders == Placeholders::Holes && is_template_line(text)) {
      result_.template_lines.push_back(span);
      return true;
    }
    if (*solid != '#') return false;
    if (auto miss = find_near_miss(text, span.begin)) {
      miss->line = number;
      result_.near_misses.push_back(*miss);
    }
    return true;
  }

  void find_foreign_lines(Marker marker, std::string_view word) {
    if (bytes_.find(word.substr(1)) == std::string_view::npos) return;
    std::uint32_t others = 0;
    for (std::uint32_t line = 0; line < source_.line_count(); ++line) {
      const Span span = source_.line_span(line);
      const std::string_view text = source_.slice(span);
      if (text.starts_with(word)) {
        result_.foreign.push_back({.line = line, .span = span, .marker = marker});
      } else if (!text.starts_with('#') && ++others > kForeignLineLimit) {
        return;
      }
    }
  }

  const SourceText& source_;
  std::string_view bytes_;
  ReadingMode mode_;
  Directives& result_;
};

}  // namespace

Directives read_directives(const SourceText& source, Release release, Placeholders placeholders) {
  Directives result;
  result.placeholders = placeholders;
  check_script(source.bytes(), result);
  Header header(source, {.release = release, .placeholders = placeholders}, result);
  header.read();
  header.find_late_lines();
  header.find_foreign_lines();
  return result;
}

std::vector<Word> directive_words(std::string_view text, std::uint32_t offset, Release release) {
  DirectiveLine line;
  std::vector<Word> words;
  split_words(text, offset, {.release = release, .placeholders = Placeholders::Holes}, line, words);
  return words;
}

}  // namespace sbatchlint
