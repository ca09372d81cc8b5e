#include "lint/document.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sbatchlint {
namespace {

constexpr std::string_view kDirective = "#SBATCH";
constexpr std::string_view kFragmentHead = "#!/bin/bash\n";

struct DocumentLine {
  std::uint32_t begin = 0;
  std::string_view text;  // without its line break
  std::size_t indent = 0;

  [[nodiscard]] std::string_view body() const { return text.substr(indent); }
  [[nodiscard]] bool is_blank() const { return indent == text.size(); }
};

std::vector<DocumentLine> document_lines(std::string_view document) {
  std::vector<DocumentLine> lines;
  for (std::size_t at = 0; at < document.size();) {
    const std::size_t end = std::min(document.find('\n', at), document.size());
    std::string_view text = document.substr(at, end - at);
    if (text.ends_with('\r')) text.remove_suffix(1);
    const std::size_t indent = std::min(text.find_first_not_of(" \t"), text.size());
    lines.push_back({.begin = static_cast<std::uint32_t>(at), .text = text, .indent = indent});
    at = end + 1;
  }
  return lines;
}

using DocumentLines = std::vector<DocumentLine>;

// DocumentLines [first, last) of a document.
struct LineRun {
  std::size_t first = 0;
  std::size_t last = 0;
};

// The opening run of one character, three or more: "```" of "```bash".
std::string_view fence_of(std::string_view body) {
  if (body.empty() || (body.front() != '`' && body.front() != '~')) return {};
  const std::size_t size = std::min(body.find_first_not_of(body.front()), body.size());
  return size >= 3 ? body.substr(0, size) : std::string_view();
}

bool closes(const DocumentLine& line, std::string_view fence) {
  const std::string_view found = fence_of(line.body());
  return found.size() >= fence.size() && found.front() == fence.front() &&
         line.body().find_first_not_of(" \t", found.size()) == std::string_view::npos;
}

std::vector<LineRun> markdown_blocks(const DocumentLines& lines) {
  std::vector<LineRun> blocks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view fence = fence_of(lines[i].body());
    if (fence.empty()) continue;
    LineRun block{.first = i + 1, .last = i + 1};
    while (block.last < lines.size() && !closes(lines[block.last], fence)) ++block.last;
    blocks.push_back(block);
    i = block.last;
  }
  return blocks;
}

bool opens_rst_block(const DocumentLine& line) {
  constexpr std::array<std::string_view, 4> kDirectives = {
      ".. code-block::", ".. code::", ".. sourcecode::", ".. parsed-literal::"};
  const std::string_view body = line.body();
  const auto begins = [body](std::string_view directive) { return body.starts_with(directive); };
  return std::ranges::any_of(kDirectives, begins) || (body.ends_with("::") && !body.starts_with(".. "));
}

// What is indented deeper than the line that opens the block, its options (`:linenos:`) aside.
std::vector<LineRun> rst_blocks(const DocumentLines& lines) {
  std::vector<LineRun> blocks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!opens_rst_block(lines[i])) continue;
    LineRun block{.first = i + 1, .last = i + 1};
    while (block.first < lines.size() &&
           (lines[block.first].is_blank() || lines[block.first].body().starts_with(':'))) {
      ++block.first;
    }
    block.last = block.first;
    while (block.last < lines.size() && (lines[block.last].is_blank() || lines[block.last].indent > lines[i].indent)) {
      ++block.last;
    }
    while (block.last > block.first && lines[block.last - 1].is_blank()) --block.last;
    blocks.push_back(block);
    i = std::max(i, block.last - 1);
  }
  return blocks;
}

bool is_asciidoc_delimiter(std::string_view text) {
  const bool one_kind =
      text.find_first_not_of('-') == std::string_view::npos || text.find_first_not_of('.') == std::string_view::npos;
  return text.size() >= 4 && one_kind;
}

std::vector<LineRun> asciidoc_blocks(const DocumentLines& lines) {
  std::vector<LineRun> blocks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!is_asciidoc_delimiter(lines[i].text)) continue;
    LineRun block{.first = i + 1, .last = i + 1};
    while (block.last < lines.size() && lines[block.last].text != lines[i].text) ++block.last;
    blocks.push_back(block);
    i = block.last;
  }
  return blocks;
}

std::vector<LineRun> blocks_of(const DocumentLines& lines, Markup markup) {
  switch (markup) {
    case Markup::Markdown: return markdown_blocks(lines);
    case Markup::Rst: return rst_blocks(lines);
    case Markup::AsciiDoc: return asciidoc_blocks(lines);
  }
  return {};
}

ScriptBlock read_script_block(const DocumentLines& lines, LineRun run) {
  std::size_t indent = std::string_view::npos;
  for (std::size_t i = run.first; i < run.last; ++i) {
    if (!lines[i].is_blank()) indent = std::min(indent, lines[i].indent);
  }
  if (indent == std::string_view::npos) indent = 0;
  ScriptBlock block{.is_indented = indent > 0};
  block.is_fragment = run.first < run.last && !lines[run.first].body().starts_with("#!");
  if (block.is_fragment) {
    block.text = kFragmentHead;
    block.line_starts.push_back(lines[run.first].begin);
  }
  for (std::size_t i = run.first; i < run.last; ++i) {
    const std::size_t cut = std::min(indent, lines[i].text.size());
    block.line_starts.push_back(lines[i].begin + static_cast<std::uint32_t>(cut));
    block.text += lines[i].text.substr(cut);
    block.text += '\n';
  }
  return block;
}

bool holds_directive(const ScriptBlock& block) {
  return block.text.starts_with(kDirective) || block.text.find("\n#SBATCH") != std::string::npos;
}

// From a place in a block to its place in the document.
class BlockMap {
 public:
  BlockMap(const ScriptBlock& block, const SourceText& inner, const SourceText& document)
      : block_(block), inner_(inner), size_(document.size()) {}

  [[nodiscard]] Span outer(Span span) const {
    const std::uint32_t begin = outer(span.begin);
    return {.begin = begin, .end = std::max(begin, outer_end(span))};
  }
  [[nodiscard]] bool is_made_up(Span span) const { return block_.is_fragment && span.begin < kFragmentHead.size(); }
  // A fix is taken over where no indentation and no made-up line lies within its edits.
  [[nodiscard]] bool keeps(const Fix& fix) const {
    return std::ranges::all_of(fix.edits, [this](const Edit& edit) {
      const bool one_line =
          inner_.line_of(edit.span.begin) == inner_.line_of(edit.span.end) && edit.text.find('\n') == std::string::npos;
      return !is_made_up(edit.span) && (one_line || !block_.is_indented);
    });
  }

 private:
  [[nodiscard]] std::uint32_t outer(std::uint32_t offset) const {
    const std::uint32_t line = inner_.line_of(offset);
    const auto start = line < block_.line_starts.size() ? block_.line_starts[line] : size_;
    return std::min(size_, start + (offset - inner_.line_span(line).begin));
  }
  [[nodiscard]] std::uint32_t outer_end(Span span) const {
    return span.empty() ? outer(span.end) : std::min(size_, outer(span.end - 1) + 1);
  }

  const ScriptBlock& block_;
  const SourceText& inner_;
  std::uint32_t size_;
};

// False where the finding is about what the document does not show.
bool place(Diagnostic& diagnostic, const BlockMap& map, const ScriptBlock& block) {
  if (block.is_fragment && (diagnostic.rule->kind == RuleKind::Absence || map.is_made_up(diagnostic.span))) {
    return false;
  }
  std::erase_if(diagnostic.fixes, [&map](const Fix& fix) { return !map.keeps(fix); });
  std::erase_if(diagnostic.related, [&map](const Related& related) { return map.is_made_up(related.span); });
  diagnostic.span = map.outer(diagnostic.span);
  for (Related& related : diagnostic.related) related.span = map.outer(related.span);
  for (Span& secret : diagnostic.secrets) secret = map.outer(secret);
  for (Fix& fix : diagnostic.fixes) {
    for (Edit& edit : fix.edits) edit.span = map.outer(edit.span);
  }
  return true;
}

}  // namespace

std::optional<Markup> markup_of(std::string_view name) {
  struct Suffix {
    std::string_view text;
    Markup markup;
  };
  constexpr Suffix kSuffixes[] = {{".md", Markup::Markdown},
                                  {".markdown", Markup::Markdown},
                                  {".rst", Markup::Rst},
                                  {".adoc", Markup::AsciiDoc},
                                  {".asciidoc", Markup::AsciiDoc}};
  const auto* found =
      std::ranges::find_if(kSuffixes, [name](const Suffix& suffix) { return name.ends_with(suffix.text); });
  return found == std::ranges::end(kSuffixes) ? std::nullopt : std::optional(found->markup);
}

std::vector<ScriptBlock> script_blocks(std::string_view document, Markup markup) {
  const DocumentLines lines = document_lines(document);
  std::vector<ScriptBlock> blocks;
  for (const LineRun& run : blocks_of(lines, markup)) {
    ScriptBlock block = read_script_block(lines, run);
    if (holds_directive(block)) blocks.push_back(std::move(block));
  }
  return blocks;
}

FileResult check_document(SourceText document, Markup markup, const CheckOptions& options) {
  FileResult result{.source = std::move(document), .diagnostics = {}, .suppressed = {}};
  for (const ScriptBlock& block : script_blocks(result.source.bytes(), markup)) {
    FileResult inner = check(SourceText(result.source.name(), block.text), options);
    const BlockMap map(block, inner.source, result.source);
    for (Diagnostic& diagnostic : inner.diagnostics) {
      if (place(diagnostic, map, block)) result.diagnostics.push_back(std::move(diagnostic));
    }
    for (Suppressed& suppressed : inner.suppressed) {
      if (place(suppressed.diagnostic, map, block)) result.suppressed.push_back(std::move(suppressed));
    }
  }
  return result;
}

}  // namespace sbatchlint
