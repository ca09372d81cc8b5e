// Reads the comments, and settles which findings they silence and which of them were of no use.
#include "lint/suppressions.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "lint/report.h"
#include "text/nearest.h"
#include "text/trim.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kMark = "sbatchlint:";
constexpr std::string_view kAll = "all";
// Any number of lines: the end of the file.
constexpr std::uint32_t kLastLine = 0xffffffff;

// Between the `#` and the mark, and before a comment: no newline.
bool is_gap(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// The `#` in front of a mark at `at`, if only blanks stand between and the `#` can begin a comment.
std::optional<std::uint32_t> hash_before(std::string_view bytes, std::size_t at) {
  while (at > 0 && is_gap(bytes[at - 1])) --at;
  if (at == 0 || bytes[at - 1] != '#') return std::nullopt;
  const std::size_t hash = at - 1;
  const bool begins_comment = hash == 0 || bytes[hash - 1] == '\n' || is_gap(bytes[hash - 1]);
  return begins_comment ? std::optional(static_cast<std::uint32_t>(hash)) : std::nullopt;
}

enum class Verb : std::uint8_t { Disable, File, Start, End };

struct VerbName {
  std::string_view name;
  Verb verb;
};
constexpr VerbName kVerbs[] = {{"disable", Verb::Disable},
                               {"disable-file", Verb::File},
                               {"disable-start", Verb::Start},
                               {"disable-end", Verb::End}};

// A comment as it is written, before blocks are closed and lines are settled.
struct Comment {
  Verb verb = Verb::Disable;
  Suppression suppression;
};

class Reader {
 public:
  Reader(const SourceText& source, Suppressions& result) : source_(source), result_(result) {}

  void read(std::uint32_t hash) {
    const std::uint32_t line = source_.line_of(hash);
    const Span span{.begin = hash, .end = source_.line_span(line).end};
    const std::string_view text = source_.slice(span);
    const std::size_t verb_at = text.find(kMark) + kMark.size();
    const std::string_view rest = trimmed(text.substr(verb_at));
    const std::size_t equals = rest.find('=');
    const std::string_view verb = trimmed(rest.substr(0, std::min(equals, rest.find_first_of(" \t"))));
    const auto* known = std::ranges::find(kVerbs, verb, &VerbName::name);
    if (known == std::ranges::end(kVerbs) || equals == std::string_view::npos || equals != verb.size()) {
      result_.errors.push_back(
          {.span = span, .message = concat("`", rest, "` is no suppression: write `disable=CODE reason`")});
      return;
    }
    Comment comment{.verb = known->verb, .suppression = {}};
    comment.suppression.comment = span;
    comment.suppression.own_line =
        trimmed(source_.slice({.begin = source_.line_span(line).begin, .end = hash})).empty();
    comment.suppression.first_line = line;
    const std::string_view list = rest.substr(equals + 1, rest.find_first_of(" \t", equals) - equals - 1);
    const auto list_at = static_cast<std::uint32_t>(list.data() - source_.bytes().data());
    read_names(list, list_at, comment.suppression.names);
    comment.suppression.reason = trimmed(rest.substr(equals + 1 + list.size()));
    comments_.push_back(std::move(comment));
  }

  void settle() {
    for (std::size_t i = 0; i < comments_.size(); ++i) settle_lines(i);
    for (Comment& comment : comments_) {
      if (comment.verb != Verb::End) result_.list.push_back(std::move(comment.suppression));
    }
  }

 private:
  static void read_names(std::string_view list, std::uint32_t at, std::vector<SuppressedName>& names) {
    while (!list.empty()) {
      const std::size_t comma = std::min(list.find(','), list.size());
      const auto length = static_cast<std::uint32_t>(comma);
      if (length > 0) {
        names.push_back({.written = list.substr(0, comma), .span = {.begin = at, .end = at + length}});
      }
      const std::size_t step = std::min(comma + 1, list.size());
      list.remove_prefix(step);
      at += static_cast<std::uint32_t>(step);
    }
  }

  void settle_lines(std::size_t index) {
    Comment& comment = comments_[index];
    Suppression& s = comment.suppression;
    s.last_line = s.first_line;
    switch (comment.verb) {
      case Verb::Disable:
        if (s.own_line) s.first_line = s.last_line = line_below(index);
        break;
      case Verb::File:
        s.first_line = 0;
        s.last_line = kLastLine;
        break;
      case Verb::Start: s.last_line = end_of_block(index); break;
      case Verb::End: break;
    }
  }

  // The next line that is no suppression itself, so that several can be stacked above one line.
  std::uint32_t line_below(std::size_t index) const {
    std::uint32_t line = comments_[index].suppression.first_line + 1;
    for (std::size_t next = index + 1; next < comments_.size(); ++next) {
      const Suppression& other = comments_[next].suppression;
      if (!other.own_line || source_.line_of(other.comment.begin) != line) break;
      ++line;
    }
    return line;
  }

  // A block ends where any of its names is enabled again; one that is never ended reaches to the end of the file.
  std::uint32_t end_of_block(std::size_t index) const {
    const auto& names = comments_[index].suppression.names;
    for (std::size_t next = index + 1; next < comments_.size(); ++next) {
      if (comments_[next].verb != Verb::End) continue;
      for (const SuppressedName& name : comments_[next].suppression.names) {
        if (std::ranges::find(names, name.written, &SuppressedName::written) != names.end()) {
          return source_.line_of(comments_[next].suppression.comment.begin);
        }
      }
    }
    return kLastLine;
  }

  const SourceText& source_;
  Suppressions& result_;
  std::vector<Comment> comments_;
};

bool covers(const SuppressedName& name, const Rule& rule) { return name.rule == &rule || name.written == kAll; }

// Findings about the run itself stay: silencing them would hide that nothing was looked at.
bool can_be_silenced(const Rule& rule) { return rule.code != "SB000" && rule.code != "SB001"; }

const SelectedRule* selected(const Selection& selection, std::string_view code) {
  const auto found = std::ranges::find(selection.rules, code, [](const SelectedRule& s) { return s.rule->code; });
  return found == selection.rules.end() ? nullptr : &*found;
}

// Marks every name that covers the finding; the reason of the first one is kept.
const Suppression* silence(const SourceText& source, std::vector<Suppression>& list, const Diagnostic& diagnostic) {
  const std::uint32_t first = source.line_of(diagnostic.span.begin);
  const std::uint32_t last =
      source.line_of(std::max(diagnostic.span.begin, diagnostic.span.end - !diagnostic.span.empty()));
  const Suppression* by = nullptr;
  for (Suppression& suppression : list) {
    if (suppression.last_line < first || last < suppression.first_line) continue;
    for (SuppressedName& name : suppression.names) {
      if (!covers(name, *diagnostic.rule)) continue;
      name.used = true;
      if (by == nullptr) by = &suppression;
    }
  }
  return by;
}

// Deletes one name of the list, or the whole comment (with its line, where it stands alone) when it is the only one.
Edit without(const SourceText& source, const Suppression& suppression, const SuppressedName& name) {
  if (suppression.names.size() > 1) {
    const bool is_last = &name == &suppression.names.back();
    return is_last ? Edit{.span = {.begin = name.span.begin - 1, .end = name.span.end}, .text = {}}
                   : Edit{.span = {.begin = name.span.begin, .end = name.span.end + 1}, .text = {}};
  }
  const std::uint32_t line = source.line_of(suppression.comment.begin);
  if (suppression.own_line) return {.span = source.full_line_span(line), .text = {}};
  std::uint32_t begin = suppression.comment.begin;
  while (begin > 0 && is_gap(source.bytes()[begin - 1])) --begin;
  std::uint32_t end = suppression.comment.end;
  if (end > begin && source.bytes()[end - 1] == '\r') --end;
  return {.span = {.begin = begin, .end = end}, .text = {}};
}

void report_unknown(const Suppression& suppression, std::span<const CatalogEntry> catalog, Report& report) {
  for (const SuppressedName& name : suppression.names) {
    if (name.rule != nullptr || name.written == kAll) continue;
    std::vector<std::string_view> known;
    for (const CatalogEntry& entry : catalog) known.insert(known.end(), {entry.rule->code, entry.rule->name});
    Finding finding = report.at(name.span, "no rule is called `{}`", name.written);
    if (const auto near = nearest(name.written, known)) {
      finding.help(concat("did you mean `", *near, "`?"))
          .fix({.title = concat("Write ", *near),
                .safety = Safety::Safe,
                .edits = {{.span = name.span, .text = std::string(*near)}}});
    }
  }
}

void report_unused(const SourceText& source, const Suppression& suppression, const Selection& selection,
                   Report& report) {
  for (const SuppressedName& name : suppression.names) {
    const auto ran = [&name](const SelectedRule& s) { return covers(name, *s.rule); };
    if (name.used || std::ranges::none_of(selection.rules, ran)) continue;
    report.at(name.span, "nothing to silence for `{}`", name.written)
        .help("remove it, so that a later mistake is not hidden")
        .fix(
            {.title = "Remove the suppression", .safety = Safety::Safe, .edits = {without(source, suppression, name)}});
  }
}

void report_missing_reason(const SourceText& source, const Suppression& suppression, Report& report) {
  if (!suppression.reason.empty() || suppression.names.empty()) return;
  Span comment = suppression.comment;
  if (source.slice(comment).ends_with('\r')) --comment.end;
  report.at(comment, "the suppression gives no reason")
      .help(
          concat("write it behind the names: `disable=", suppression.names.front().written, " why it is right here`"));
}

}  // namespace

Suppressions read_suppressions(const SourceText& source, const Script& script) {
  Suppressions result;
  Reader reader(source, result);
  const std::string_view bytes = source.bytes();
  for (std::size_t at = bytes.find(kMark); at != std::string_view::npos; at = bytes.find(kMark, at + 1)) {
    const auto hash = hash_before(bytes, at);
    if (hash && !script.is_text(*hash)) reader.read(*hash);
  }
  reader.settle();
  return result;
}

void apply_suppressions(const SourceText& source, Suppressions suppressions, const Selection& selection,
                        std::vector<Diagnostic>& diagnostics, std::vector<Suppressed>& suppressed) {
  if (suppressions.list.empty() && suppressions.errors.empty()) return;
  for (Suppression& suppression : suppressions.list) {
    for (SuppressedName& name : suppression.names) {
      const CatalogEntry* entry = find_rule(selection.catalog, name.written);
      if (entry != nullptr) name.rule = entry->rule;
    }
  }
  std::vector<Diagnostic> kept;
  for (Diagnostic& diagnostic : diagnostics) {
    const Suppression* by =
        can_be_silenced(*diagnostic.rule) ? silence(source, suppressions.list, diagnostic) : nullptr;
    if (by == nullptr) {
      kept.push_back(std::move(diagnostic));
    } else {
      suppressed.push_back({.diagnostic = std::move(diagnostic), .reason = by->reason, .in_source = true});
    }
  }

  Report report;
  if (const SelectedRule* unknown = selected(selection, "SB004")) {
    report.begin_rule(*unknown->rule, unknown->level);
    for (const SuppressionError& error : suppressions.errors) report.at(error.span, "{}", error.message);
    for (const Suppression& suppression : suppressions.list) report_unknown(suppression, selection.catalog, report);
  }
  if (const SelectedRule* unused = selected(selection, "SB005")) {
    report.begin_rule(*unused->rule, unused->level);
    for (const Suppression& suppression : suppressions.list) report_unused(source, suppression, selection, report);
  }
  if (const SelectedRule* missing = selected(selection, "SB009")) {
    report.begin_rule(*missing->rule, missing->level);
    for (const Suppression& suppression : suppressions.list) report_missing_reason(source, suppression, report);
  }
  for (Diagnostic& diagnostic : report.take()) kept.push_back(std::move(diagnostic));
  diagnostics = std::move(kept);
}

}  // namespace sbatchlint
