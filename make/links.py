"""Checks that the target of every relative link and anchor exists.

usage: links.py               every tracked .md file of the repository
       links.py --html DIR    every page of a book that was built into DIR

In .md files, paths in code spans are checked too, such as `core/src/waterfall.rs`. In source files, the names of pages
in docs are checked.
"""

import html.parser
import pathlib
import re
import subprocess
import sys
import urllib.parse

FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCE = re.compile(r"^\s{0,3}\[[^\]]+\]:\s*<?(\S+?)>?\s*$", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
ANCHOR = re.compile(r"<[^>]+\s(?:id|name)=\"([^\"]+)\"")
FOLDERS = "adapters|bench|bindings|cli|core|docs|engine|examples|ffi|go|include|make|python|tests"
NAMED = re.compile(rf"(?:{FOLDERS})/[\w./-]+\.(?:rs|py|go|c|h|mk|md|toml|sh|jsonl)")


def tracked(*patterns):
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    return [pathlib.Path(name) for name in names if name and pathlib.Path(name).is_file()]


def slug(heading):
    """The anchor that a heading gets."""
    text = re.sub(r"<[^>]*>", "", heading)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[`*]", "", text).lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(text):
    found, seen = set(ANCHOR.findall(text)), {}
    for heading in HEADING.findall(FENCED.sub("", text)):
        name = slug(heading)
        count = seen.get(name, 0)
        seen[name] = count + 1
        found.add(f"{name}-{count}" if count else name)
    return found


def broken_in_markdown():
    pages = tracked("*.md")
    texts = {page.resolve(): page.read_text("utf-8") for page in pages}
    for page in pages:
        prose = FENCED.sub("", texts[page.resolve()])
        for span in CODE.findall(prose):
            if NAMED.fullmatch(span[1]) and not any((folder / span[1]).is_file() for folder in (pathlib.Path(), page.parent)):
                yield page, span[1], "there is no such file"
        prose = CODE.sub(lambda span: re.sub(r"[\[\]()]", " ", span[0]), prose)
        for link in LINK.findall(prose) + REFERENCE.findall(prose):
            if re.match(r"[a-z][a-z0-9+.-]*:", link):
                continue
            path, _, anchor = urllib.parse.unquote(link).partition("#")
            target = (page.parent / path).resolve() if path else page.resolve()
            if not target.exists():
                yield page, link, "there is no such file"
            elif anchor and (target not in texts or anchor not in anchors(texts[target])):
                yield page, link, "there is no such anchor"


def broken_in_sources():
    for source in tracked("*.rs", "*.go", "*.py", "*.pyi", "*.c", "*.h", "*.mk", "*.toml"):
        for page in re.findall(r"\bdocs/[\w/.-]*\.md\b", source.read_text("utf-8")):
            if not pathlib.Path(page).is_file():
                yield source, page, "there is no such file"


class Page(html.parser.HTMLParser):
    """The links and the anchors of an HTML page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("id", "name") and value:
                self.anchors.add(value)
            if name in ("href", "src") and value and not re.match(r"[a-z][a-z0-9+.-]*:|//", value):
                self.links.append(urllib.parse.unquote(value))


def broken_in_html(folder):
    pages = {path.resolve(): Page(path.read_text("utf-8")) for path in folder.rglob("*.html")}
    for path, page in pages.items():
        if path.name in ("404.html", "print.html", "toc.html"):
            continue
        for link in page.links:
            place, _, anchor = link.partition("#")
            target = (path.parent / place.partition("?")[0]).resolve() if place else path
            if not target.exists():
                yield path.relative_to(folder.resolve()), link, "there is no such file"
            elif anchor and target in pages and anchor not in pages[target].anchors:
                yield path.relative_to(folder.resolve()), link, "there is no such anchor"


def main():
    if sys.argv[1:2] == ["--html"]:
        broken = broken_in_html(pathlib.Path(sys.argv[2]))
    else:
        broken = [*broken_in_markdown(), *broken_in_sources()]
    count = 0
    for page, link, why in broken:
        print(f"{page}: {link}: {why}", file=sys.stderr)
        count += 1
    sys.exit(f"{count} links are broken" if count else 0)


main()
