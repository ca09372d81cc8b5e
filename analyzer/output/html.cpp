// One page that needs nothing beside itself: findings in their source, filtered by level, rule and text; readable on a
// telephone, in light and dark. Everything of the scripts is escaped, and nothing is ever fetched.
#include <algorithm>
#include <cstddef>
#include <map>

#include "lint/report.h"
#include "lint/secrets.h"
#include "output/display.h"
#include "output/emitter.h"
#include "output/html_text.h"
#include "output/place.h"

namespace sbatchlint {
namespace {

constexpr std::uint32_t kLinesAround = 2;
constexpr std::uint32_t kMostMarkedLines = 8;
constexpr std::size_t kLongestLine = 2000;  // bytes

constexpr std::string_view kHead = R"html(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>sbatchlint</title>
<style>
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#59636e;--line:#d0d7de;--code:#f6f8fa;--error:#b3261e;--warning:#8a5a00;--note:#0b57a4;--mark:#ffe3a3}
@media(prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9198a1;--line:#30363d;--code:#161b22;--error:#ff8078;--warning:#e3b341;--note:#79b8ff;--mark:#5a4300}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1rem;background:var(--bg);color:var(--fg);font:1rem/1.5 system-ui,sans-serif}
h1{font-size:1.4rem;margin:0}h2{font:600 1rem ui-monospace,monospace;overflow-wrap:anywhere;margin:2rem 0 .5rem}
form{position:sticky;top:0;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;padding:.75rem 0;background:var(--bg);border-bottom:1px solid var(--line)}
select,input[type=search]{font:inherit;max-width:100%;padding:.25rem .5rem;color:inherit;background:var(--code);border:1px solid var(--line);border-radius:.4rem}
article{border:1px solid var(--line);border-left:.3rem solid var(--level);border-radius:.4rem;margin:.75rem 0;padding:.6rem .8rem}
.error{--level:var(--error)}.warning{--level:var(--warning)}.note{--level:var(--note)}
article p{margin:0 0 .3rem;overflow-wrap:anywhere}b{color:var(--level)}small{color:var(--soft)}
pre{margin:.5rem 0 0;padding:.5rem;overflow-x:auto;background:var(--code);border-radius:.4rem;font:.85rem/1.45 ui-monospace,monospace}
pre i{display:inline-block;position:sticky;left:-.5rem;background:var(--code);min-width:3.5ch;padding-right:1.5ch;text-align:right;font-style:normal;color:var(--soft);user-select:none}
code{font:.92em ui-monospace,monospace;background:var(--code);padding:.05em .25em;border-radius:.25em}
@media(max-width:40rem){form{position:static}}
mark{color:inherit;background:var(--mark);border-bottom:2px solid var(--level)}
[hidden]{display:none!important}
</style>
</head>
<body>
<h1>sbatchlint</h1>
)html";

constexpr std::string_view kTail = R"html(<p id="none" hidden>Nothing matches.</p>
<script>
const form=document.querySelector("form"),all=[...document.querySelectorAll("article")];
function show(){
  const levels=new Set([...form.querySelectorAll("[name=level]:checked")].map(box=>box.value));
  const rule=form.rule.value,text=form.text.value.toLowerCase();
  let left=0;
  for(const item of all){
    item.hidden=!levels.has(item.className)||(rule&&item.dataset.rule!==rule)||!(item.textContent+item.parentNode.dataset.file).toLowerCase().includes(text);
    left+=!item.hidden;
  }
  for(const file of document.querySelectorAll("section"))file.hidden=!file.querySelector("article:not([hidden])");
  document.getElementById("none").hidden=left>0||all.length===0;
  document.getElementById("left").textContent=left+" of "+all.length;
}
for(const mark of document.querySelectorAll("mark")){const box=mark.parentNode;if(!box.scrollLeft&&mark.offsetLeft-box.offsetLeft>box.clientWidth*.8)box.scrollLeft=mark.offsetLeft-box.offsetLeft-box.clientWidth/3;}
form.addEventListener("input",show);form.addEventListener("submit",event=>event.preventDefault());show();
</script>
</body>
</html>
)html";

std::string_view html_level(Level level) { return level == Level::Off ? "note" : level_name(level); }

// One source line; the part of `mark` on it is marked.
void append_source_line(std::string& out, const SourceText& source, std::uint32_t line, Span mark) {
  Span whole = source.line_span(line);
  if (source.slice(whole).ends_with('\r')) --whole.end;
  if (whole.size() > kLongestLine) whole.end = whole.begin + static_cast<std::uint32_t>(kLongestLine);
  const std::uint32_t begin = std::clamp(mark.begin, whole.begin, whole.end);
  const std::uint32_t end = std::clamp(mark.end, begin, whole.end);
  out += "<i>" + std::to_string(line + 1) + "</i>";
  append_html(out, source.slice({.begin = whole.begin, .end = begin}));
  if (end > begin) {
    out += "<mark>";
    append_html(out, source.slice({.begin = begin, .end = end}));
    out += "</mark>";
  }
  append_html(out, source.slice({.begin = end, .end = whole.end}));
  out += '\n';
}

void append_source(std::string& out, const SourceText& source, Span span) {
  if (source.size() == 0) return;
  const std::uint32_t first = source.line_of(span.begin);
  const std::uint32_t last = source.line_of(span.empty() ? span.begin : span.end - 1);
  const std::uint32_t end = std::min({last + kLinesAround, first + kMostMarkedLines, source.line_count() - 1});
  out += "<pre>";
  for (std::uint32_t line = first < kLinesAround ? 0 : first - kLinesAround; line <= end; ++line) {
    append_source_line(out, source, line, span);
  }
  out += "</pre>\n";
}

void append_small(std::string& out, std::string_view kind, std::string_view text) {
  out += "<p><small>";
  out += kind;
  append_html_message(out, text);
  out += "</small></p>\n";
}

void append_article(std::string& out, const SourceText& source, const Diagnostic& diagnostic,
                    const OutputOptions& options) {
  const Place place = place_of(source, diagnostic.span.begin, ColumnUnit::Character);
  out += "<article class=\"";
  out += html_level(diagnostic.level);
  out += "\" data-rule=\"";
  out += diagnostic.rule->code;
  out += "\"><p><b>";
  out += html_level(diagnostic.level);
  out += "</b> ";
  if (!options.docs_url.empty()) {
    out += "<a href=\"";
    append_html(out, page_address(*diagnostic.rule, options));
    out += "\">";
  }
  out += diagnostic.rule->code;
  if (!options.docs_url.empty()) out += "</a>";
  out += " <small>" + std::string(diagnostic.rule->name) + ", line " + std::to_string(place.line) + "</small></p>\n<p>";
  append_html_message(out, diagnostic.message());
  out += "</p>\n";
  if (!diagnostic.help.empty()) append_small(out, "help: ", diagnostic.help);
  for (const Related& related : diagnostic.related) {
    const Place other = place_of(source, related.span.begin, ColumnUnit::Character);
    append_small(out, "line " + std::to_string(other.line) + ": ", related.message);
  }
  for (const Fix& fix : diagnostic.fixes) {
    append_small(out, "fix (" + std::string(safety_name(fix.safety)) + "): ", fix.title);
  }
  append_source(out, source, diagnostic.span);
  out += "</article>\n";
}

void append_filter(std::string& out, const RunResult& run) {
  std::map<std::string_view, std::pair<const Rule*, std::size_t>> rules;
  for (const FileResult& file : run.files) {
    for (const Diagnostic& diagnostic : file.diagnostics) {
      auto& [rule, count] = rules[diagnostic.rule->code];
      rule = diagnostic.rule;
      ++count;
    }
  }
  out += "<form>";
  for (const Level level : {Level::Error, Level::Warning, Level::Note}) {
    const std::string name(level_name(level));
    const std::uint32_t count = run.count(level);
    out += concat("<label class=\"", name, "\"><input type=\"checkbox\" name=\"level\" value=\"", name,
                  "\" checked> <b>", count, " ", name, count == 1 ? "" : "s", "</b></label>\n");
  }
  out += "<select name=\"rule\" aria-label=\"Rule\"><option value=\"\">all rules</option>";
  for (const auto& [code, entry] : rules) {
    out += "<option value=\"" + std::string(code) + "\">" + std::string(code) + " " + std::string(entry.first->name) +
           " (" + std::to_string(entry.second) + ")</option>";
  }
  out +=
      "</select>\n<input type=\"search\" name=\"text\" placeholder=\"text or file\" aria-label=\"Text or file\">\n"
      "<small id=\"left\"></small></form>\n";
}

}  // namespace

void write_html(const RunResult& run, const OutputOptions& options, std::string& out) {
  out += kHead;
  out += "<p><small>";
  append_html(out, "version " + run.version + ", site " + run.site + ", " + std::to_string(run.files.size()) +
                       (run.files.size() == 1 ? " file" : " files"));
  out += "</small></p>\n";
  append_filter(out, run);
  for (const FileResult& file : run.files) {
    if (file.diagnostics.empty()) continue;
    const SourceText shown = printable_source(file);
    out += "<section data-file=\"";
    append_html(out, file.source.name());
    out += "\"><h2>";
    append_html(out, file.source.name());
    out += "</h2>\n";
    for (const Diagnostic& diagnostic : file.diagnostics) append_article(out, shown, diagnostic, options);
    out += "</section>\n";
  }
  const auto is_clean = [](const FileResult& file) { return file.diagnostics.empty(); };
  if (std::ranges::all_of(run.files, is_clean)) out += "<p>Nothing to report.</p>\n";
  out += kTail;
}

}  // namespace sbatchlint
