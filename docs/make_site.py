#!/usr/bin/env python3
"""make_site.py PROGRAM OUT: the documentation as plain HTML, one page a rule with what the program really prints for its
examples, and docs/picture.svg, the README's picture of real output. Nothing but Python's own library."""

import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
STYLE = """:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#59636e;--code:#f6f8fa;--line:#d0d7de}
@media(prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9198a1;--code:#161b22;--line:#30363d}}
body{max-width:50rem;margin:0 auto;padding:1rem;background:var(--bg);color:var(--fg);font:1rem/1.55 system-ui,sans-serif}
pre{padding:.75rem;overflow-x:auto;background:var(--code);border-radius:.4rem;font:.85rem/1.45 ui-monospace,monospace}
code{font-family:ui-monospace,monospace;font-size:.92em}table{border-collapse:collapse}
td,th{border:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top}small{color:var(--soft)}"""
TITLES = {"bad": "This is found", "output": None, "fixed": "After the fix", "good": "This is fine",
          "site": "With this site profile", "config": "With this configuration"}


def run(program, *words, folder=None):
    done = subprocess.run([program, *words], capture_output=True, text=True, cwd=folder, check=False)
    return done.stdout


def inline(text):
    parts = re.split(r"(`[^`]+`)", text)
    for i, part in enumerate(parts):
        if i % 2:
            parts[i] = "<code>" + html.escape(part[1:-1]) + "</code>"
        else:
            part = html.escape(part, quote=False)
            part = re.sub(r"!\[([^\]]*)\]\(([^)\s]+)\)", r'<img src="\2" alt="\1" style="max-width:100%">', part)
            part = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", lambda m: f'<a href="{link(m[2])}">{m[1]}</a>', part)
            parts[i] = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", part)
    return "".join(parts)


def link(target):
    """A link of the repository as one of the site."""
    if "://" in target:
        return html.escape(target, quote=True)
    rule = re.search(r"(SB\d{3})_\w+\.md", target)
    if rule:
        return rule[1] + ".html"
    return html.escape(re.sub(r"\.md(#|$)", r".html\1", pathlib.PurePosixPath(target).name), quote=True)


def render(text, show=None):
    """The Markdown that our pages use. `show` may replace a fenced block: (language, attributes, text) to HTML or None."""
    out, paragraph, lines = [], [], text.split("\n")
    state = {"list": None}

    def flush():
        if paragraph:
            out.append("<p>" + inline(" ".join(paragraph)) + "</p>")
            paragraph.clear()

    def close_list():
        if state["list"] is not None:
            out.append("<ul>" + "".join("<li>" + inline(" ".join(item)) + "</li>" for item in state["list"]) + "</ul>")
            state["list"] = None

    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith("```"):
            flush()
            close_list()
            block = []
            while at < len(lines) and not lines[at].startswith("```"):
                block.append(lines[at])
                at += 1
            at += 1
            language, *attributes = line[3:].split() or [""]
            body = "\n".join(block) + "\n"
            shown = show(language, attributes, body) if show else None
            out.append(shown if shown is not None else f"<pre>{html.escape(body)}</pre>")
        elif line.startswith("|"):
            flush()
            close_list()
            rows = [line]
            while at < len(lines) and lines[at].startswith("|"):
                rows.append(lines[at])
                at += 1
            cells = [[inline(cell.strip().replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
                     for row in rows if not re.fullmatch(r"[|:\- ]+", row)]
            head = "".join(f"<th>{cell}</th>" for cell in cells[0])
            rest = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells[1:])
            out.append(f"<table><tr>{head}</tr>{rest}</table>")
        elif heading := re.match(r"(#+) (.*)", line):
            flush()
            close_list()
            level = len(heading[1])
            out.append(f"<h{level}>{inline(heading[2])}</h{level}>")
        elif item := re.match(r"(?:- |\d+\. )(.*)", line):
            flush()
            state["list"] = (state["list"] or []) + [[item[1]]]
        elif not line.strip():
            flush()
            close_list()
        elif state["list"] is not None:
            state["list"][-1].append(line.strip())
        else:
            paragraph.append(line)
    flush()
    close_list()
    return "\n".join(out)


def page(title, body):
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
            f'content="width=device-width, initial-scale=1"><title>{html.escape(title)}</title><style>{STYLE}</style></head>'
            f'<body><p><small><a href="index.html">sbatchlint</a></small></p>\n{body}\n</body></html>\n')


class RulePage:
    """A rule's page, each example followed by what the program prints for it."""

    def __init__(self, program, rule, text):
        self.program, self.rule, self.text = program, rule, text
        self.site = None

    def html(self):
        return page(f'{self.rule["code"]}: {self.rule["name"]}', render(self.text, self.show))

    def show(self, language, attributes, body):
        if "site" in attributes:
            self.site = body
        if "output" in attributes:
            return ""
        known = [word for word in attributes if word in TITLES]
        title = f"<p><small>{TITLES[known[0]]}:</small></p>" if known and TITLES[known[0]] else ""
        shown = title + f"<pre>{html.escape(body)}</pre>"
        return shown + self.output(attributes, body) if language == "bash" and "bad" in attributes else shown

    def output(self, attributes, body):
        with tempfile.TemporaryDirectory() as folder:
            data = body.encode()
            if "crlf" in attributes:
                data = data.replace(b"\n", b"\r\n")
            if "bom" in attributes:
                data = b"\xef\xbb\xbf" + data
            if "no-eol" in attributes:
                data = data.rstrip(b"\n")
            if "missing" not in attributes:
                pathlib.Path(folder, "job.sh").write_bytes(data)
            words = ["check", "--no-config", "--color", "never", "--quiet"]
            words += ["--pedantic"] if "pedantic" in attributes else []
            named = dict(word.split("=", 1) for word in attributes if "=" in word)
            if self.site:
                pathlib.Path(folder, "site.toml").write_text(self.site)
                words += ["--site", "./site.toml"]
            words += ["--site", named["site"]] if "site" in named else []
            words += ["--slurm-version", named["slurm"]] if "slurm" in named else []
            printed = run(self.program, *words, "job.sh", folder=folder)
        return f"<p><small>sbatchlint says:</small></p><pre>{html.escape(printed.strip())}</pre>" if printed else ""


COLORS = {"1": "b", "31": "e", "33": "w", "36": "n", "32": "h", "34": "g"}


def picture(ansi):
    """Coloured output of a terminal as SVG."""
    lines = ansi.rstrip("\n").split("\n")
    width = max(len(re.sub("\x1b\\[[0-9;]*m", "", line)) for line in lines)
    rows = []
    for number, line in enumerate(lines):
        spans, classes = [], []
        for part in re.split("(\x1b\\[[0-9;]*m)", line):
            if part.startswith("\x1b["):
                codes = part[2:-1].split(";")
                classes = [] if codes in (["0"], [""]) else [COLORS[code] for code in codes if code in COLORS]
            elif part:
                text = html.escape(part, quote=False)
                spans.append(f'<tspan class="{" ".join(classes)}">{text}</tspan>' if classes else text)
        rows.append(f'<text x="16" y="{28 + 18 * number}" xml:space="preserve">{"".join(spans)}</text>')
    size = f'width="{round(width * 7.83) + 32}" height="{18 * len(lines) + 28}"'
    return (f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="Output of sbatchlint">'
            '<style>text{font:13px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#e6edf3}'
            ".b{font-weight:700}.e{fill:#ff8078}.w{fill:#e3b341}.n{fill:#79c0ff}.h{fill:#7ee787}.g{fill:#8b949e}</style>"
            f'<rect width="100%" height="100%" rx="8" fill="#0d1117"/>\n' + "\n".join(rows) + "\n</svg>\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, out = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    rules = json.loads(run(program, "rules", "--format", "json"))
    rules = rules if isinstance(rules, list) else rules["rules"]
    sources = {path.name[:5]: path for path in sorted((ROOT / "rules").glob("*/SB*.md"))}
    rows = []
    for rule in rules:
        (out / f'{rule["code"]}.html').write_text(RulePage(program, rule, sources[rule["code"]].read_text()).html())
        rows.append(f'| [{rule["code"]}]({rule["code"]}.html) | {rule["name"]} | {rule["level"]} |')
    guides = [path for path in sorted((ROOT / "docs").glob("*.md"))]
    for path in guides:
        (out / (path.stem + ".html")).write_text(page(path.stem, render(path.read_text())))
        for target in re.findall(r"\]\(([^)\s:#]+)\)", path.read_text()):
            linked = path.parent / target  # a schema, an example
            if linked.is_file() and linked.suffix != ".md":
                shutil.copy(linked, out / linked.name)
    for picture_file in (ROOT / "docs").glob("*.png"):
        (out / picture_file.name).write_bytes(picture_file.read_bytes())
    titles = [(path.stem, path.read_text().split("\n", 1)[0].lstrip("# ")) for path in guides]
    index = ("# sbatchlint\n\nA linter for Slurm batch scripts.\n\n" +
             "\n".join(f"- [{title}]({stem}.html)" for stem, title in titles) +
             "\n\n## Rules\n\n| code | name | level |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    (out / "index.html").write_text(page("sbatchlint", render(index)))
    shown = run(program, "check", "--no-config", "--color", "always", "corpus/ai-cloud/interactive.sbatch", folder=ROOT)
    (ROOT / "docs" / "picture.svg").write_text(picture(shown))
    missing = [name for path in out.glob("*.html") for name in re.findall(r'href="([^":#]+)["#]', path.read_text())
               if not (out / name).exists() and name not in ("README.html", "CONTRIBUTING.html")]
    if missing:
        sys.exit("links that lead nowhere: " + ", ".join(sorted(set(missing))))
    print(f"{len(rules)} rules, {len(guides)} guides: {out / 'index.html'}")


if __name__ == "__main__":
    main()
