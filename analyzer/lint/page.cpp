// Reads pages line by line. Not a Markdown parser: headings and fences are all it has to see.
#include "lint/page.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "text/trim.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kFence = "```";
constexpr std::string_view kSection = "## ";
constexpr std::string_view kTitle = "# ";

// The lines of a text one by one, with the place of each.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  [[nodiscard]] bool next(std::string_view& line) {
    if (at_ >= text_.size()) return false;
    begin_ = at_;
    const std::size_t newline = text_.find('\n', at_);
    const std::size_t end = newline == std::string_view::npos ? text_.size() : newline;
    line = text_.substr(at_, end - at_);
    at_ = newline == std::string_view::npos ? text_.size() : newline + 1;
    ++number_;
    return true;
  }
  [[nodiscard]] std::size_t begin() const { return begin_; }  // of the line last returned
  [[nodiscard]] std::size_t end() const { return at_; }       // behind its newline
  [[nodiscard]] std::uint32_t number() const { return number_; }

 private:
  std::string_view text_;
  std::size_t begin_ = 0;
  std::size_t at_ = 0;
  std::uint32_t number_ = 0;
};

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  std::size_t begin = line.find_first_not_of(' ');
  while (begin != std::string_view::npos) {
    const std::size_t end = std::min(line.find(' ', begin), line.size());
    words.push_back(line.substr(begin, end - begin));
    begin = line.find_first_not_of(' ', end);
  }
  return words;
}

Error at_line(std::uint32_t number, std::string_view what) {
  return {.message = "line " + std::to_string(number) + ": " + std::string(what), .place = std::nullopt};
}

// The first line: "# SB201: missing-time".
bool read_title(std::string_view line, Page& page) {
  const std::size_t colon = line.find(": ");
  if (!line.starts_with(kTitle) || colon == std::string_view::npos) return false;
  page.code = line.substr(kTitle.size(), colon - kTitle.size());
  page.name = trimmed(line.substr(colon + 2));
  return !page.code.empty() && !page.name.empty();
}

// Reads a fenced block, whose opening line was just read, up to its closing line. False where there is none.
bool read_block(std::string_view text, std::string_view opening, Lines& lines, Page& page) {
  PageBlock block;
  std::vector<std::string_view> words = words_of(opening.substr(kFence.size()));
  if (!words.empty()) {
    block.language = words.front();
    block.attributes.assign(words.begin() + 1, words.end());
  }
  if (!page.sections.empty()) block.section = page.sections.back().title;
  block.line = lines.number() + 1;
  const std::size_t begin = lines.end();
  std::string_view line;
  while (lines.next(line)) {
    if (trimmed(line) != kFence) continue;
    block.text = text.substr(begin, lines.begin() - begin);
    page.blocks.push_back(std::move(block));
    return true;
  }
  return false;
}

}  // namespace

bool PageBlock::has(std::string_view attribute) const {
  return std::ranges::find(attributes, attribute) != attributes.end();
}

std::string_view Page::section(std::string_view title) const {
  const auto found = std::ranges::find(sections, title, &PageSection::title);
  return found == sections.end() ? std::string_view() : found->text;
}

Result<Page> parse_page(std::string_view text) {
  Page page;
  Lines lines(text);
  std::string_view line;
  if (!lines.next(line) || !read_title(line, page)) return at_line(1, "expected `# CODE: name`");

  std::size_t begin = lines.end();  // of the part that is being read: the summary, then a section's text
  const auto close_part = [&](std::size_t end) {
    const std::string_view part = trimmed(text.substr(begin, end - begin));
    (page.sections.empty() ? page.summary : page.sections.back().text) = part;
  };
  while (lines.next(line)) {
    if (line.starts_with(kFence)) {
      const std::uint32_t opened = lines.number();
      if (!read_block(text, line, lines, page)) return at_line(opened, "this fence is never closed");
    } else if (line.starts_with(kSection)) {
      close_part(lines.begin());
      page.sections.push_back({.title = trimmed(line.substr(kSection.size())), .text = {}});
      begin = lines.end();
    }
  }
  close_part(text.size());
  if (page.summary.empty()) return at_line(2, "expected the summary, one sentence");
  return page;
}

}  // namespace sbatchlint
