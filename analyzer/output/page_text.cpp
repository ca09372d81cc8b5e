// Knows the Markdown that pages use: paragraphs, lists, fenced blocks, `code`. Anything else is shown as it stands.
#include "output/page_text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "lint/report.h"
#include "output/display.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kFenceMark = "```";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kCode = "\x1b[36m";
constexpr std::string_view kReset = "\x1b[0m";

std::string painted(std::string_view text, std::string_view color, const PageStyle& style) {
  return style.color ? concat(color, text, kReset) : std::string(text);
}

// Backticks become colour where there is colour.
std::string with_code(std::string_view text, const PageStyle& style) {
  if (!style.color) return std::string(text);
  std::string out;
  bool in_code = false;
  for (const char c : text) {
    if (c != '`') {
      out += c;
      continue;
    }
    out += in_code ? kReset : kCode;
    in_code = !in_code;
  }
  return in_code ? out + std::string(kReset) : out;
}

// How far the lines of a list item stand in: 2 behind "- ", 3 behind "1. ", 0 for a paragraph.
std::size_t list_indent(std::string_view line) {
  if (line.starts_with("- ") || line.starts_with("* ")) return 2;
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  return digits > 0 && line.substr(digits).starts_with(". ") ? digits + 2 : 0;
}

// The words of a paragraph or list item, as many on a line as fit.
void append_filled(std::string& out, std::string_view text, const PageStyle& style) {
  const std::size_t indent = list_indent(text);
  std::string line;
  std::size_t width = 0;
  const auto flush = [&] {
    out += with_code(line, style) + '\n';
    line.assign(indent, ' ');
    width = indent;
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t length = visible_width(word);
    const bool first = line.find_first_not_of(' ') == std::string::npos;
    if (!first && width + 1 + length > style.columns) flush();
    const bool begins = line.find_first_not_of(' ') == std::string::npos;
    if (!begins) line += ' ';
    width += length + (begins ? 0 : 1);
    line += word;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  flush();
}

// What stands above a code block, by its first telling attribute.
std::string_view block_title(std::string_view opening) {
  struct Row {
    std::string_view attribute;
    std::string_view title;
  };
  constexpr Row kRows[] = {{" output", "What sbatchlint says:"},
                           {" fixed", "After the fix:"},
                           {" site", "With this site profile:"},
                           {" config", "With this configuration:"}};
  for (const Row& row : kRows) {
    if (opening.find(row.attribute) != std::string_view::npos) return row.title;
  }
  return {};
}

// The text of a section, line by line.
class SectionWriter {
 public:
  SectionWriter(std::string& out, const PageStyle& style) : out_(out), style_(style) {}

  void line(std::string_view line) {
    if (line.starts_with(kFenceMark)) {
      fence(line);
    } else if (in_block_) {
      out_ += "    ";
      append_visible(out_, line);
      out_ += '\n';
    } else if (line.empty()) {
      end_paragraph();
    } else {
      if (list_indent(line) > 0) flush();
      if (!paragraph_.empty()) paragraph_ += ' ';
      paragraph_ += line.substr(std::min(line.find_first_not_of(' '), line.size()));
    }
  }

  void end_paragraph() {
    flush();
    if (!out_.ends_with("\n\n")) out_ += '\n';
  }

 private:
  void flush() {
    if (!paragraph_.empty()) append_filled(out_, paragraph_, style_);
    paragraph_.clear();
  }

  void fence(std::string_view line) {
    if (in_block_) {
      out_ += '\n';
    } else {
      end_paragraph();
      if (const std::string_view title = block_title(line); !title.empty()) out_ += std::string(title) + "\n\n";
    }
    in_block_ = !in_block_;
  }

  std::string& out_;
  const PageStyle& style_;
  std::string paragraph_;
  bool in_block_ = false;
};

void append_markdown(std::string& out, std::string_view text, const PageStyle& style) {
  SectionWriter writer(out, style);
  while (!text.empty()) {
    const std::size_t newline = std::min(text.find('\n'), text.size());
    writer.line(text.substr(0, newline));
    text.remove_prefix(std::min(newline + 1, text.size()));
  }
  writer.end_paragraph();
}

}  // namespace

void append_page(std::string& out, const Page& page, const Rule& rule, const PageStyle& style) {
  out += painted(concat(page.code, " ", page.name), kBold, style);
  out += "\n\n";
  append_markdown(out, page.summary, style);
  out += concat("Level ", level_name(rule.level), ", fixes ", fixes_name(rule.fixes), ", since ", rule.since);
  out += ".\n\n";
  for (const PageSection& section : page.sections) {
    out += painted(section.title, kBold, style) + "\n\n";
    append_markdown(out, section.text, style);
  }
  while (out.ends_with("\n\n")) out.pop_back();
}

std::string_view fixes_name(Fixes fixes) {
  switch (fixes) {
    case Fixes::Never: return "never";
    case Fixes::Sometimes: return "sometimes";
    case Fixes::Always: return "always";
  }
  return {};
}

std::string_view group_name(Group group) {
  switch (group) {
    case Group::Engine: return "The lint run";
    case Group::Directives: return "Directives";
    case Group::Request: return "The request";
    case Group::Site: return "The site";
    case Group::Launch: return "Launching";
    case Group::Containers: return "Containers";
    case Group::Use: return "Responsible use";
    case Group::Environment: return "Output and environment";
    case Group::SiteRules: return "Site rules";
  }
  return {};
}

}  // namespace sbatchlint
