// For people: what is wrong, where, how to mend it.
//
//   warning[SB201] missing-time: no time limit
//     --> job.sh:1:1
//      |
//    1 | #!/bin/bash
//      | ^^^^^^^^^^^
//      |
//      = help: set --time a little above the longest run you expect
#include <algorithm>
#include <map>
#include <vector>

#include "lint/report.h"
#include "lint/secrets.h"
#include "output/display.h"
#include "output/emitter.h"
#include "output/place.h"
#include "output/snippet.h"

namespace sbatchlint {
namespace {

// Escape sequences of ECMA-48, or nothing.
struct Palette {
  std::string_view error;
  std::string_view warning;
  std::string_view note;
  std::string_view help;
  std::string_view bold;
  std::string_view gutter;
  std::string_view reset;

  [[nodiscard]] std::string_view of(Level level) const {
    switch (level) {
      case Level::Error: return error;
      case Level::Warning: return warning;
      case Level::Note:
      case Level::Off: return note;
    }
    return {};
  }
};
constexpr Palette kPlain{};
constexpr Palette kColored{.error = "\x1b[1;31m",
                           .warning = "\x1b[1;33m",
                           .note = "\x1b[1;36m",
                           .help = "\x1b[1;32m",
                           .bold = "\x1b[1m",
                           .gutter = "\x1b[34m",
                           .reset = "\x1b[0m"};

// "2 errors", "1 error"
std::string counted(std::size_t count, std::string_view what) {
  std::string text = std::to_string(count) + ' ' + std::string(what);
  if (count != 1) text += 's';
  return text;
}

std::string_view safety_words(Safety safety) {
  switch (safety) {
    case Safety::Safe: return "safe";
    case Safety::Unsafe: return "unsafe";
    case Safety::Suggest: return "suggestion";
  }
  return {};
}

// The code; on a terminal a link to the rule's page (OSC 8), which a terminal without links shows as the code alone.
void append_code(std::string& out, const Rule& rule, const OutputOptions& options) {
  const std::string address = options.hyperlinks ? page_address(rule, options) : std::string();
  if (!address.empty()) out += concat("\x1b]8;;", address, "\x1b\\");
  out += rule.code;
  if (!address.empty()) out += "\x1b]8;;\x1b\\";
}

void append_title(std::string& out, const Diagnostic& diagnostic, const OutputOptions& options,
                  const Palette& palette) {
  out += palette.of(diagnostic.level);
  out += level_name(diagnostic.level);
  out += '[';
  append_code(out, *diagnostic.rule, options);
  out += ']';
  out += palette.reset;
  out += ' ';
  out += diagnostic.rule->name;
  out += ": ";
  out += palette.bold;
  append_visible(out, diagnostic.message());
  out += palette.reset;
  out += '\n';
}

void append_remark(std::string& out, std::uint32_t indent, const Palette& palette, std::string_view kind,
                   std::string_view text) {
  out.append(indent, ' ');
  out += palette.gutter;
  out += " = ";
  out += palette.reset;
  out += palette.help;
  out += kind;
  out += palette.reset;
  out += ": ";
  append_visible(out, text);
  out += '\n';
}

void append_finding(std::string& out, const SourceText& source, const Diagnostic& diagnostic,
                    const OutputOptions& options, const Palette& palette) {
  std::vector<Label> labels{{.span = diagnostic.span, .message = {}, .primary = true}};
  for (const Related& related : diagnostic.related)
    labels.push_back({.span = related.span, .message = related.message});
  const std::uint32_t width = gutter_width(source, labels);

  append_title(out, diagnostic, options, palette);
  out.append(width, ' ');
  out += palette.gutter;
  out += "--> ";
  out += palette.reset;
  append_visible(out, source.name());
  if (source.size() > 0) {
    const Place place = place_of(source, diagnostic.span.begin, ColumnUnit::Character);
    out += ':' + std::to_string(place.line) + ':' + std::to_string(place.column) + '\n';
    append_snippet(out, source, labels,
                   {.gutter = palette.gutter,
                    .primary = palette.of(diagnostic.level),
                    .secondary = palette.gutter,
                    .reset = palette.reset,
                    .columns = options.columns});
  } else {
    out += '\n';
  }
  if (!diagnostic.help.empty()) append_remark(out, width, palette, "help", diagnostic.help);
  for (const Fix& fix : diagnostic.fixes) {
    append_remark(out, width, palette, "fix", fix.title + " (" + std::string(safety_words(fix.safety)) + ")");
  }
  out += '\n';
}

void append_suppressed(std::string& out, const FileResult& file, const SourceText& shown, const OutputOptions& options,
                       const Palette& palette) {
  for (const Suppressed& suppressed : file.suppressed) {
    append_finding(out, shown, suppressed.diagnostic, options, palette);
    out.pop_back();
    append_remark(out, 1, palette, "suppressed", suppressed.reason.empty() ? "no reason is given" : suppressed.reason);
    out += '\n';
  }
}

void append_statistics(std::string& out, const RunResult& run) {
  struct Row {
    const Rule* rule = nullptr;
    std::size_t count = 0;
  };
  std::map<std::string_view, Row> by_code;
  for (const FileResult& file : run.files) {
    for (const Diagnostic& diagnostic : file.diagnostics) {
      Row& row = by_code[diagnostic.rule->code];
      row.rule = diagnostic.rule;
      ++row.count;
    }
  }
  std::vector<Row> rows;
  rows.reserve(by_code.size());
  for (const auto& [code, row] : by_code) rows.push_back(row);
  std::ranges::stable_sort(rows, std::ranges::greater(), &Row::count);
  const std::size_t width = rows.empty() ? 0 : std::to_string(rows.front().count).size();
  for (const Row& row : rows) {
    const std::string count = std::to_string(row.count);
    out.append(width - count.size(), ' ');
    out += count + "  " + std::string(row.rule->code) + "  " + std::string(row.rule->name) + '\n';
  }
  if (!rows.empty()) out += '\n';
}

// What `--fix` would settle, and what it did.
void append_fix_summary(std::string& out, const RunResult& run) {
  std::size_t safe = 0;
  std::size_t unsafe = 0;
  std::size_t made = 0;
  std::size_t fixed_files = 0;
  for (const FileResult& file : run.files) {
    made += file.fixed;
    fixed_files += file.fixed > 0 ? 1U : 0U;
    for (const Diagnostic& diagnostic : file.diagnostics) {
      const auto has = [&diagnostic](Safety safety) {
        return std::ranges::find(diagnostic.fixes, safety, &Fix::safety) != diagnostic.fixes.end();
      };
      if (has(Safety::Safe)) {
        ++safe;
      } else if (has(Safety::Unsafe)) {
        ++unsafe;
      }
    }
  }
  if (made > 0) {
    out += counted(made, made == 1 ? "fix" : "fixe") + " made in " + counted(fixed_files, "file") + '\n';
  }
  if (safe > 0) out += "`--fix` settles " + std::to_string(safe) + (unsafe > 0 ? ", " : "\n");
  if (unsafe > 0) out += "`--fix --unsafe-fixes` settles " + std::to_string(safe + unsafe) + '\n';
}

void append_summary(std::string& out, const RunResult& run, const Palette& palette) {
  struct Part {
    Level level = Level::Error;
    std::string_view name;
  };
  constexpr Part kParts[] = {{Level::Error, "error"}, {Level::Warning, "warning"}, {Level::Note, "note"}};
  std::string counts;
  for (const Part& part : kParts) {
    const std::size_t count = run.count(part.level);
    if (count == 0) continue;
    if (!counts.empty()) counts += ", ";
    counts += std::string(palette.of(part.level)) + counted(count, part.name) + std::string(palette.reset);
  }
  const auto affected =
      std::ranges::count_if(run.files, [](const FileResult& file) { return !file.diagnostics.empty(); });
  if (counts.empty()) {
    out += "nothing to report in " + counted(run.files.size(), "file") + '\n';
  } else if (run.files.size() == 1) {
    out += counts + '\n';
  } else {
    out += counts + " in " + std::to_string(affected) + " of " + counted(run.files.size(), "file") + '\n';
  }
  append_fix_summary(out, run);
}

}  // namespace

void write_text(const RunResult& run, const OutputOptions& options, std::string& out) {
  const Palette& palette = options.color ? kColored : kPlain;
  for (const FileResult& file : run.files) {
    if (file.diagnostics.empty() && !(options.show_suppressed && !file.suppressed.empty())) continue;
    const SourceText shown = printable_source(file);
    for (const Diagnostic& diagnostic : file.diagnostics) append_finding(out, shown, diagnostic, options, palette);
    if (options.show_suppressed) append_suppressed(out, file, shown, options, palette);
  }
  if (options.statistics) append_statistics(out, run);
  if (!options.quiet) append_summary(out, run, palette);
}

}  // namespace sbatchlint
