#include "grade/page.h"

#include "grade/markup.h"
#include "output/html_text.h"

namespace sbatchlint {

namespace {

constexpr std::string_view kStyle = R"html(<style>
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#59636e;--line:#d0d7de;--code:#f6f8fa;--pass:#1a7f37;--partial:#8a5a00;--fail:#b3261e;--review:#0b57a4;--ungraded:#6e7781;--bar:#4c7dbd}
@media(prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9198a1;--line:#30363d;--code:#161b22;--pass:#4ac26b;--partial:#e3b341;--fail:#ff8078;--review:#79b8ff;--ungraded:#8b949e;--bar:#6ea3e8}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1rem;background:var(--bg);color:var(--fg);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.2rem 0 .3rem}
p{margin:.3rem 0}small{color:var(--soft)}ul{margin:.3rem 0;padding-left:1.3rem}
code{font:.88em ui-monospace,monospace;background:var(--code);border-radius:.25rem;padding:.05rem .25rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;overflow-wrap:break-word}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}td.n,th.n{text-align:right;white-space:nowrap}
article{border:1px solid var(--line);border-left:.3rem solid var(--c);border-radius:.4rem;margin:.75rem 0;padding:.6rem .8rem}
.pass{--c:var(--pass)}.partial{--c:var(--partial)}.fail{--c:var(--fail)}.review{--c:var(--review)}.ungraded{--c:var(--ungraded)}.missing{--c:var(--ungraded)}.unreadable{--c:var(--fail)}.graded{--c:var(--pass)}
b.o{color:var(--c)}.score{font-size:1.4rem;font-weight:600}
a{color:var(--review)}bdi{unicode-bidi:isolate}
svg{max-width:100%;height:auto;display:block}svg text{fill:var(--fg);font:12px system-ui,sans-serif}svg .soft{fill:var(--soft)}svg .axis{stroke:var(--line)}svg .bar{fill:var(--bar)}
svg .pass{fill:var(--pass)}svg .partial{fill:var(--partial)}svg .fail{fill:var(--fail)}svg .review{fill:var(--review)}svg .ungraded{fill:var(--ungraded)}
.key{display:flex;flex-wrap:wrap;gap:.3rem 1rem}.key span::before{content:"";display:inline-block;width:.8rem;height:.8rem;margin-right:.35rem;border-radius:.2rem;background:var(--c)}
</style>
)html";

}  // namespace

void append_page_head(std::string& out, std::string_view title) {
  out +=
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<title>";
  append_html(out, title);
  out += "</title>\n";
  out += kStyle;
  out += "</head>\n<body>\n";
}

void append_page_tail(std::string& out) { out += "</body>\n</html>\n"; }

}  // namespace sbatchlint
