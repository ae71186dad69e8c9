#!/usr/bin/env python3
"""Checks the prose of this repository: forbidden words (`words.txt`), one-word comments, lines over 120 characters.

    words.py [--count [folder|file]] [PATH ...]    files and folders; all of the present folder by default

Prose is: comments (Rust, Go, Python, C, C++, Makefiles, shell, TOML), messages in Rust (literals that contain a blank),
docstrings, Markdown, mail templates, and the notes of scenarios. Generated files count too. Code is left out: code
blocks, `backticks`, placeholders, the targets of links. Each finding is a line `file:line: word: suggestion`; the exit
status is 1 when there are some.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LONGEST_LINE = 120
WORDS = Path(__file__).with_name("words.txt")
# Folders that are built or fetched.
NOT_SOURCES = {"target", "build", "node_modules", "__pycache__", "book"}


@dataclass(frozen=True)
class Prose:
    """A line of prose. `block` counts the comments of a file: lines with one number are one comment."""

    line: int
    text: str
    block: int
    kind: str  # "comment", "doc", "message" or "page"


@dataclass(frozen=True)
class Finding:
    file: Path
    line: int
    sort: str  # "word", "one-word comment" or "long line"
    what: str
    suggestion: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}: {self.suggestion}"


# --- What is prose.

C_LIKE = re.compile(
    r"""
      (?P<line> //[^\n]*)
    | (?P<block> /\*(?s:.*?)(?:\*/|\Z))
    | (?P<raw> \b[bc]?r(?P<hashes>\#*)"(?s:.*?)"(?P=hashes))
    | (?P<text> "(?:[^"\\]|\\(?s:.))*")
    | (?P<char> '(?:[^'\\\n]|\\(?:x..|u\{\w+\}|.))')
    | (?P<back> `[^`]*`)
    """,
    re.VERBOSE,
)

PYTHON = re.compile(
    r'''
      (?P<comment> \#[^\n]*)
    | (?P<long> [rbfuRBFU]*(?P<quotes>"""|\'\'\')(?s:.*?)(?P=quotes))
    | (?P<text> "(?:[^"\\\n]|\\(?s:.))*" | '(?:[^'\\\n]|\\(?s:.))*')
    ''',
    re.VERBOSE,
)

# Comments that tools read.
DIRECTIVE = re.compile(r"^(?:go:|nolint|noqa|type:|pragma|fmt:|#|!|export |line |coding|SPDX-|Output:|Deprecated:|mypy:|pyright:|ruff:|clang-)")


class Lines:
    """Numbers of lines for growing positions of a text."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.number = text, 0, 1

    def of(self, position: int) -> int:
        self.number += self.text.count("\n", self.at, position)
        self.at = position
        return self.number


def prose_of_c_like(text: str, messages: bool) -> Iterator[Prose]:
    lines, block, last = Lines(text), 0, (0, "")
    for token in C_LIKE.finditer(text):
        if token["line"]:
            line, comment = lines.of(token.start()), token["line"]
            marker = comment[:3] if comment[:3] in ("///", "//!") else "//"
            # Lines below each other with one marker are one comment, unless code stands before this one.
            begins = text.rfind("\n", 0, token.start()) + 1
            if last != (line - 1, marker) or text[begins : token.start()].strip():
                block += 1
            last = (line, marker)
            yield Prose(line, comment[len(marker) :].strip(), block, "comment" if marker == "//" else "doc")
        elif token["block"]:
            block += 1
            kind = "doc" if token["block"].startswith(("/**", "/*!")) else "comment"
            first = lines.of(token.start())
            for number, piece in enumerate(token["block"].split("\n")):
                yield Prose(first + number, re.sub(r"^\s*(?:/\*+!?<?|\*(?!/))?\s?|\s*\*+/\s*$", "", piece).strip(), block, kind)
        elif messages and (token["text"] or token["raw"]):
            content = token["text"] or token["raw"]
            if " " in content.strip('" '):
                block += 1
                first = lines.of(token.start())
                for number, piece in enumerate(content.split("\n")):
                    yield Prose(first + number, piece.strip().strip('"'), block, "message")


def prose_of_rust(text: str) -> Iterator[Prose]:
    return prose_of_c_like(text, messages=True)


def prose_of_c(text: str) -> Iterator[Prose]:
    return prose_of_c_like(text, messages=False)


def prose_of_python(text: str) -> Iterator[Prose]:
    lines, block, last = Lines(text), 0, 0
    for token in PYTHON.finditer(text):
        before = text[text.rfind("\n", 0, token.start()) + 1 : token.start()]
        if token["comment"]:
            line = lines.of(token.start())
            block += last != line - 1 or bool(before.strip())
            last = line
            yield Prose(line, token["comment"].lstrip("#: ").rstrip(), block, "comment")
        # A docstring is a statement of its own; other literals are values.
        elif token["long"] and not before.strip() and not text[: token.start()].rstrip().endswith(("(", "[", ",", "=")):
            block += 1
            first = lines.of(token.start())
            for number, piece in enumerate(token["long"].split("\n")):
                yield Prose(first + number, re.sub(r'^\s*\w?(?:"""|\'\'\')|(?:"""|\'\'\')\s*$', "", piece).strip(), block, "doc")


def prose_of_hash_comments(text: str) -> Iterator[Prose]:
    block, last = 0, 0
    for number, line in enumerate(text.split("\n"), start=1):
        if (stripped := line.lstrip()).startswith("#") and not stripped.startswith("#!"):
            block += last != number - 1
            last = number
            yield Prose(number, stripped.lstrip("#").strip(), block, "comment")


def prose_of_markdown(text: str) -> Iterator[Prose]:
    for number, line in enumerate(text.split("\n"), start=1):
        yield Prose(number, line.strip(), 0, "page")


def prose_of_templates(text: str) -> Iterator[Prose]:
    for number, line in enumerate(text.split("\n"), start=1):
        yield Prose(number, re.sub(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", " ", line).strip(), number, "message")


def prose_of_scenarios(text: str) -> Iterator[Prose]:
    for number, line in enumerate(text.split("\n"), start=1):
        if note := re.search(r'"note":\s*"((?:[^"\\]|\\.)*)"', line):
            yield Prose(number, note[1], number, "message")


READERS = {
    ".rs": prose_of_rust,
    ".go": prose_of_c,
    ".c": prose_of_c,
    ".h": prose_of_c,
    ".hpp": prose_of_c,
    ".cc": prose_of_c,
    ".py": prose_of_python,
    ".pyi": prose_of_python,
    ".md": prose_of_markdown,
    ".mk": prose_of_hash_comments,
    "Makefile": prose_of_hash_comments,
    ".sh": prose_of_hash_comments,
    ".toml": prose_of_hash_comments,
    ".mail": prose_of_templates,
    ".subject": prose_of_templates,
    ".macros": prose_of_templates,
    ".html": prose_of_templates,
    ".jsonl": prose_of_scenarios,
}


def without_code_blocks(prose: Iterable[Prose]) -> Iterator[Prose]:
    """Leaves out what stands between fences, in pages and in doc comments."""
    fenced, block = "", -1
    for piece in prose:
        if piece.block != block:
            fenced, block = "", piece.block
        if piece.kind != "message" and (fence := re.match(r"(?:>\s*)?(```+|~~~+)", piece.text)):
            fenced = "" if fenced and fence[1].startswith(fenced) else fenced or fence[1]
        elif not fenced:
            yield piece


CODE = re.compile(r"``[^`]+``|`[^`]*`|\]\([^)]*\)|\{[^{}\s]*\}|https?://\S+|<[^>\s]+>")


def plain(text: str) -> str:
    """The words of a line: without code in backticks, the targets of links, and placeholders."""
    return CODE.sub(" ", text)


# --- The checks.


class Words:
    """The list of forbidden words with their suggestions."""

    def __init__(self, text: str) -> None:
        self.entries: list[tuple[re.Pattern[str], str]] = []
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            pattern, tab, suggestion = line.partition("\t")
            if not tab or not suggestion.strip():
                raise ValueError(f"words.txt:{number}: expected a pattern, a tab and a suggestion")
            self.entries.append((re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE), suggestion.strip()))
        # One pattern for all, which most lines do not match.
        self.any = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in self.entries) or "(?!)", re.IGNORECASE)

    def find(self, text: str) -> list[tuple[str, str]]:
        """The forbidden words of a line, each with its suggestion."""
        if not self.any.search(text):
            return []
        return [(found[0], suggestion) for pattern, suggestion in self.entries for found in pattern.finditer(text)]


ONE_WORD = re.compile(r"^[A-Z][a-z]+\.?$|^(?:Whose|Who|Whom|Which|Why|When|Where|What|How)(?: [\w']+){1,2}\.$")


def one_word_comments(prose: list[Prose]) -> Iterator[Prose]:
    """Comments that are a word, or a question of two or three words, and so do not say what the thing is."""
    sizes = Counter(piece.block for piece in prose if piece.text)
    for piece in prose:
        if piece.kind == "doc" or piece.kind == "comment" and piece.text.endswith("."):
            if sizes[piece.block] == 1 and ONE_WORD.match(piece.text):
                yield piece


def is_too_long(line: str, piece: Prose) -> bool:
    """A row of a table and an address cannot be broken into lines; a message is broken where it is shown."""
    if len(line) <= LONGEST_LINE or piece.kind == "message":
        return False
    return not (piece.text.startswith("|") or "://" in line or re.match(r"\[[^\]]+\]:", piece.text))


def check(file: Path, text: str, words: Words) -> list[Finding]:
    """Everything that is wrong with the prose of one file, by line."""
    reader = READERS.get(file.suffix) or READERS.get(file.name)
    if reader is None:
        return []
    all_prose = [piece for piece in reader(text) if not DIRECTIVE.match(piece.text) or piece.kind == "page"]
    findings = [
        Finding(file, piece.line, "one-word comment", piece.text, "write a sentence that says what it is")
        for piece in one_word_comments(all_prose)
    ]
    lines = text.split("\n")
    for piece in without_code_blocks(all_prose):
        for found, suggestion in words.find(plain(piece.text)):
            findings.append(Finding(file, piece.line, "word", found, suggestion))
        if is_too_long(line := lines[piece.line - 1], piece):
            findings.append(Finding(file, piece.line, "long line", f"{len(line)} characters", f"at most {LONGEST_LINE} in a line of prose"))
    return sorted(set(findings), key=lambda finding: (finding.line, finding.what))


# --- The command.


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_file():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if name not in NOT_SOURCES and not name.startswith("."))
            yield from (Path(folder, name) for name in sorted(names))


def counts(findings: list[Finding], by: str) -> list[str]:
    """How many findings of each sort there are in each folder or file."""
    def place(finding: Finding) -> str:
        return str(finding.file) if by == "file" else "/".join(finding.file.parts[:-1][:2]) or "."

    sorts = ["word", "one-word comment", "long line"]
    table = Counter((place(finding), finding.sort) for finding in findings)
    rows = [[name, *(table[name, sort] for sort in sorts)] for name in sorted({name for name, _ in table})]
    rows.append(["total", *(sum(row[column] for row in rows) for column in range(1, 4))])
    lines = [f"{'words':>7} {'one-word':>9} {'long':>6}  {by}"]
    return lines + [f"{row[1]:>7} {row[2]:>9} {row[3]:>6}  {row[0]}" for row in rows]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", nargs="?", const="folder", choices=["folder", "file"], help="only how many, by folder or file")
    parser.add_argument("paths", nargs="*", type=Path, default=[Path(".")])
    options = parser.parse_args(arguments)
    words = Words(WORDS.read_text(encoding="utf-8"))
    findings: list[Finding] = []
    for file in files_below(options.paths):
        if file.suffix in READERS or file.name in READERS:
            findings += check(file, file.read_text(encoding="utf-8"), words)
    if options.count:
        print("\n".join(counts(findings, options.count)))
    elif findings:
        print("\n".join(map(str, findings)))
        print(f"{len(findings)} places; make/words.txt has the words", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
