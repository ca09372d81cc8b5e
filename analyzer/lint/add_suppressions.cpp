#include "lint/add_suppressions.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "lint/report.h"

namespace sbatchlint {
namespace {

using Check = std::function<FileResult(const SourceText&)>;

// What was said, without its place.
std::multiset<std::string> words_of(const std::vector<Diagnostic>& diagnostics) {
  std::multiset<std::string> words;
  for (const Diagnostic& diagnostic : diagnostics)
    words.insert(concat(diagnostic.rule->code, " ", diagnostic.message()));
  return words;
}

// The findings that begin on one line.
struct LineFindings {
  std::uint32_t line = 0;
  std::set<std::string_view> codes;
  std::multiset<std::string> words;
};

std::vector<LineFindings> groups_of(const FileResult& file) {
  std::vector<LineFindings> groups;
  for (const Diagnostic& diagnostic : file.diagnostics) {
    const std::uint32_t line = file.source.line_of(diagnostic.span.begin);
    if (groups.empty() || groups.back().line != line) groups.push_back({.line = line, .codes = {}, .words = {}});
    groups.back().codes.insert(diagnostic.rule->code);
    groups.back().words.insert(concat(diagnostic.rule->code, " ", diagnostic.message()));
  }
  return groups;
}

std::string_view line_text(const SourceText& source, std::uint32_t line) {
  std::string_view text = source.slice(source.line_span(line));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

bool is_shebang(const SourceText& source, std::uint32_t line) { return line == 0 && source.bytes().starts_with("#!"); }

bool is_continued(const SourceText& source, std::uint32_t line) { return line_text(source, line).ends_with('\\'); }

std::string with_insertion(const SourceText& source, std::uint32_t at, std::string_view text) {
  std::string whole(source.bytes());
  return whole.insert(at, text);
}

// The texts to try, the best first.
std::vector<std::string> attempts(const SourceText& source, const LineFindings& group, std::string_view reason) {
  std::string codes;
  for (const std::string_view code : group.codes) codes += concat(codes.empty() ? "" : ",", code);
  const std::string_view end_of_line = source.bytes().find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  const std::string comment = concat("# sbatchlint: disable=", codes, " ", reason);
  const std::string for_file = concat("# sbatchlint: disable-file=", codes, " ", reason, end_of_line);
  const Span line = source.line_span(group.line);
  std::vector<std::string> texts;
  if (!is_shebang(source, group.line) && !is_continued(source, group.line)) {
    const auto size = static_cast<std::uint32_t>(line_text(source, group.line).size());
    texts.push_back(with_insertion(source, line.begin + size, "  " + comment));
  }
  if (group.line > 0 && !is_continued(source, group.line - 1)) {
    const std::string_view text = source.slice(line);
    const std::string_view indent = text.substr(0, std::min(text.find_first_not_of(" \t"), text.size()));
    texts.push_back(with_insertion(source, line.begin, concat(indent, comment, end_of_line)));
  }
  if (is_shebang(source, 0) && source.line_count() > 1) {
    texts.push_back(with_insertion(source, source.full_line_span(0).end, for_file));
  } else if (source.bytes().ends_with('\n')) {
    texts.push_back(with_insertion(source, source.size(), for_file));
  }
  return texts;
}

// True where `after` says what `before` said, less the group, which is silenced and not merely gone.
bool silences(const LineFindings& group, const FileResult& before, const FileResult& after) {
  std::multiset<std::string> expected = words_of(before.diagnostics);
  for (const std::string& words : group.words) expected.erase(expected.find(words));
  if (words_of(after.diagnostics) != expected) return false;
  std::size_t silenced = 0;
  for (const Suppressed& suppressed : after.suppressed) {
    const auto& diagnostic = suppressed.diagnostic;
    silenced += group.words.contains(concat(diagnostic.rule->code, " ", diagnostic.message())) ? 1U : 0U;
  }
  return silenced >= group.words.size() && after.suppressed.size() >= before.suppressed.size() + group.words.size();
}

}  // namespace

AddedSuppressions add_suppressions(const SourceText& source, std::string_view reason, const Check& check) {
  AddedSuppressions outcome{.text = std::string(source.bytes())};
  FileResult now = check(source);
  // From the end on, past those that no comment silences: they stay behind.
  std::size_t failed = 0;
  for (std::vector<LineFindings> groups = groups_of(now); groups.size() > failed; groups = groups_of(now)) {
    const LineFindings group = groups[groups.size() - 1 - failed];
    ++failed;
    for (std::string& text : attempts(now.source, group, reason)) {
      FileResult after = check(SourceText(source.name(), text));
      if (!silences(group, now, after)) continue;
      outcome.text = std::move(text);
      ++outcome.added;
      now = std::move(after);
      --failed;
      break;
    }
  }
  return outcome;
}

}  // namespace sbatchlint
