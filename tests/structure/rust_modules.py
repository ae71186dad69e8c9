"""Reads what the files of one Rust crate declare and what they take from each other.

This is not a full parser of Rust. It knows comments, literals, braces, `mod`, `use`, macros and paths: enough to say
which file a path leads to. Tests are left out, unless they are asked for: modules behind `#[cfg(test)]`, and files that
begin `#![cfg(test)]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

Names = tuple[str, ...]

# Comments and literals, which may contain anything. A block comment may contain others, so its end is found by hand.
NOISE = re.compile(
    r"""
      (?P<line> //[^\n]*)
    | (?P<block> /\*)
    | (?P<raw> \b[bc]?r(?P<hashes>\#*)"(?s:.*?)"(?P=hashes))
    | (?P<text> \b[bc]?"(?:[^"\\]|\\(?s:.))*" | "(?:[^"\\]|\\(?s:.))*")
    | (?P<char> b?'(?:[^'\\\n]|\\x[0-9a-fA-F]{2}|\\u\{[0-9a-fA-F_]+\}|\\.)')
    """,
    re.VERBOSE,
)

# What the scanner stops at. An attribute is found by its `#[` and read to the bracket that closes it.
TOKEN = re.compile(
    r"""
      (?P<attribute> \#!?\[)
    | (?P<visibility> \bpub\s*\(\s*in\s[^)]*\))
    | (?P<use> \buse\s+(?P<tree>(?:::|[\w{*])[^;]*);)
    | (?P<mod> \bmod\s+(?P<module>\w+)\s*(?P<body>[;{]))
    | (?P<macro> \bmacro_rules!\s*(?P<macro_name>\w+))
    | (?P<item> \b(?:fn|struct|enum|union|trait|type|const|static)\s+(?:mut\s+)?(?!fn\b|unsafe\b|async\b|extern\b)(?P<item_name>[A-Za-z_]\w*))
    | (?P<path> (?<![\w:])(?:\w+\s*::\s*)+\w+)
    | (?P<call> \b(?P<call_name>[a-z_]\w*)!(?!=))
    | (?P<open> \{)
    | (?P<close> \})
    | (?P<end> ;)
    """,
    re.VERBOSE,
)

KINDS = ("attribute", "visibility", "use", "mod", "macro", "item", "path", "call", "open", "close", "end")

# Of an attribute without what is in its `not(…)`.
TEST_ONLY = re.compile(r"\bcfg\s*\(\s*(?:test\b|all\s*\((?:[^()]|\([^()]*\))*\btest\b)")
NEGATED = re.compile(r"\bnot\s*\([^()]*\)")


@dataclass(frozen=True)
class Import:
    """One path of a `use` declaration: `use a::{b as c}` gives the path (a, b) under the name c."""

    scope: Names
    path: Names
    name: str
    line: int
    exported: bool = False


@dataclass(frozen=True)
class Mention:
    """A path inside code, such as `crate::money::Money`."""

    scope: Names
    path: Names
    line: int


@dataclass
class Source:
    """What one file contains. A scope is the names of the inline modules around a place; most often there are none."""

    imports: list[Import] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    # Files that `mod name;` brings in: scope, name, the value of `#[path]`.
    children: list[tuple[Names, str, str | None]] = field(default_factory=list)
    inline: set[Names] = field(default_factory=set)
    declared: set[tuple[Names, str]] = field(default_factory=set)
    macros: set[str] = field(default_factory=set)
    exported_macros: set[str] = field(default_factory=set)
    macro_calls: list[tuple[str, int]] = field(default_factory=list)


def without_noise(text: str) -> str:
    """The text with blanks for comments and the contents of literals; every line keeps its number."""
    pieces, at = [], 0
    while found := NOISE.search(text, at):
        end = found.end()
        if found["block"]:
            end = end_of_block_comment(text, found.start())
        noise = text[found.start() : end]
        blank = "".join(c if c == "\n" else " " for c in noise)
        pieces += [text[at : found.start()], blank]
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def end_of_block_comment(text: str, start: int) -> int:
    depth, at = 0, start
    while True:
        opened, closed = text.find("/*", at), text.find("*/", at)
        if closed < 0:
            return len(text)
        if 0 <= opened < closed:
            depth, at = depth + 1, opened + 2
        else:
            depth, at = depth - 1, closed + 2
            if depth == 0:
                return at


def use_tree(tree: str) -> list[tuple[Names, str]]:
    """The paths of a `use` tree with the names they get; a glob has the name `*`.

    >>> use_tree("crate::{a::B as C, d::{self, E}, f::*}")
    [(('crate', 'a', 'B'), 'C'), (('crate', 'd'), 'd'), (('crate', 'd', 'E'), 'E'), (('crate', 'f'), '*')]
    """
    return [leaf for branch in split(tree) for leaf in use_branch(branch, ())]


def use_branch(branch: str, prefix: Names) -> list[tuple[Names, str]]:
    head, brace, rest = branch.partition("{")
    path, _, alias = (part.strip() for part in re.sub(r"\s+as\s+", "\0", head).partition("\0"))
    names = prefix + tuple(name.strip() for name in path.split("::") if name.strip())
    if brace:
        inside = rest[: rest.rindex("}")]
        return [leaf for inner in split(inside) for leaf in use_branch(inner, names)]
    if names and names[-1] == "*":
        return [(names[:-1], "*")]
    # `a::{self}` is `a`; `self::a` and `super::a` begin with the word instead.
    if len(names) > 1 and names[-1] == "self":
        names = names[:-1]
    return [(names, alias or names[-1])] if names else []


def split(tree: str) -> list[str]:
    """The parts between the commas that are in no braces."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(tree):
        depth += (character == "{") - (character == "}")
        if character == "," and depth == 0:
            parts.append(tree[start:at])
            start = at + 1
    parts.append(tree[start:])
    return [part.strip() for part in parts if part.strip()]


def read_source(text: str, tests: bool = False) -> Source | None:
    """What a file contains; `None` for a file of tests, unless `tests` is true."""
    return Scanner(text, tests).run()


class Scanner:
    """One pass over a file. `modules` has the inline modules around the present place and the depth of their braces."""

    def __init__(self, text: str, tests: bool = False) -> None:
        self.original = text
        self.tests = tests
        self.text = without_noise(text)
        self.source = Source()
        self.at = 0
        self.depth = 0
        self.modules: list[tuple[str, int]] = []
        # Of the attributes before the next item.
        self.path_value: str | None = None
        self.exports_macro = False
        self.counted_to, self.line = 0, 1

    def run(self) -> Source | None:
        while token := TOKEN.search(self.text, self.at):
            self.at = token.end()
            kind = next(name for name in KINDS if token[name] is not None)
            if getattr(self, f"on_{kind}")(token) is False:
                return None
        return self.source

    @property
    def scope(self) -> Names:
        return tuple(name for name, _ in self.modules)

    @property
    def in_module(self) -> bool:
        """Whether the place is in a module itself, and not in a function or type."""
        return self.depth == (self.modules[-1][1] if self.modules else 0)

    def line_of(self, position: int) -> int:
        self.line += self.text.count("\n", self.counted_to, position)
        self.counted_to = position
        return self.line

    def on_attribute(self, token: re.Match[str]) -> bool | None:
        end = self.closing("[", "]", token.end())
        content = self.text[token.end() : end]
        self.at = end + 1
        if not self.tests and TEST_ONLY.search(NEGATED.sub("", content)):
            if token[0].startswith("#!"):
                return False
            self.skip_item()
        elif content.strip().startswith("path"):
            value = re.search(r'"([^"]*)"', self.original[token.end() : end])
            self.path_value = value[1] if value else None
        elif content.strip() == "macro_export":
            self.exports_macro = True
        return None

    def on_visibility(self, token: re.Match[str]) -> None:
        """`pub(in crate::a)` says who may see an item; the file takes nothing from there."""

    def on_use(self, token: re.Match[str]) -> None:
        line = self.line_of(token.start())
        before = self.text[: token.start()].rstrip()
        exported = re.search(r"\bpub(\s*\([^)]*\))?$", before[-80:]) is not None
        if token["tree"].startswith("::"):
            return
        # Inside a function the names are not the module's, but the file depends on what they lead to all the same.
        for path, name in use_tree(token["tree"]):
            if self.in_module:
                self.source.imports.append(Import(self.scope, path, name, line, exported))
            else:
                self.source.mentions.append(Mention(self.scope, path, line))

    def on_mod(self, token: re.Match[str]) -> None:
        name = token["module"]
        self.source.declared.add((self.scope, name))
        if token["body"] == ";":
            self.source.children.append((self.scope, name, self.path_value))
        else:
            self.depth += 1
            self.modules.append((name, self.depth))
            self.source.inline.add(self.scope)
        self.path_value = None

    def on_macro(self, token: re.Match[str]) -> None:
        name = token["macro_name"]
        self.source.macros.add(name)
        self.source.declared.add((self.scope, name))
        if self.exports_macro:
            self.source.exported_macros.add(name)
            self.exports_macro = False

    def on_item(self, token: re.Match[str]) -> None:
        if self.in_module:
            self.source.declared.add((self.scope, token["item_name"]))

    def on_path(self, token: re.Match[str]) -> None:
        names = tuple(re.split(r"\s*::\s*", token[0]))
        self.source.mentions.append(Mention(self.scope, names, self.line_of(token.start())))

    def on_call(self, token: re.Match[str]) -> None:
        self.source.macro_calls.append((token["call_name"], self.line_of(token.start())))

    def on_open(self, token: re.Match[str]) -> None:
        self.depth += 1

    def on_close(self, token: re.Match[str]) -> None:
        if self.modules and self.modules[-1][1] == self.depth:
            self.modules.pop()
        self.depth -= 1

    def on_end(self, token: re.Match[str]) -> None:
        self.path_value = None

    def closing(self, opening: str, closing: str, start: int) -> int:
        """Where the bracket that was opened before `start` is closed."""
        depth = 1
        for found in re.compile(f"[{re.escape(opening + closing)}]").finditer(self.text, start):
            depth += 1 if found[0] == opening else -1
            if depth == 0:
                return found.start()
        return len(self.text)

    def skip_item(self) -> None:
        """Leaves out the item after an attribute: up to its `;`, its closing brace, or the comma of a field."""
        round_depth = 0
        for found in re.compile(r"[;{},()\[\]]").finditer(self.text, self.at):
            character = found[0]
            if character in "([":
                round_depth += 1
            elif character in ")]":
                round_depth -= 1
            elif round_depth > 0:
                continue
            elif character == "{":
                self.at = self.closing("{", "}", found.end()) + 1
                return
            elif character == "}":
                self.at = found.start()
                return
            else:
                self.at = found.end()
                return
        self.at = len(self.text)


@dataclass(frozen=True)
class Edge:
    """A file that takes something from another, and the first place where it does."""

    source: Path
    target: Path
    line: int
    path: str


class Crate:
    """The files that one root leads to (`lib.rs`, `main.rs`, a file of `bin/`), and what they take from each other.

    With `tests`, the modules behind `#[cfg(test)]` are among them.
    """

    def __init__(self, root: Path, tests: bool = False) -> None:
        self.root = root
        self.tests = tests
        self.sources: dict[Path, Source] = {}
        # Each module: the file it stands in, and the names of the inline modules around it there.
        self.modules: dict[Names, tuple[Path, Names]] = {}
        self.module_of: dict[Path, Names] = {}
        self.imports: dict[tuple[Names, str], Names] = {}
        self.globs: dict[Names, list[Names]] = {}
        self.read_file((), root, root.parent)
        self.index()

    def read_file(self, module: Names, path: Path, folder: Path) -> None:
        """Reads a file and those that it declares. `folder` is where the files of its children lie."""
        if not path.is_file() or path in self.sources:
            return
        source = read_source(path.read_text(encoding="utf-8"), self.tests)
        if source is None:
            return
        self.sources[path] = source
        self.modules[module] = (path, ())
        self.module_of[path] = module
        for scope in source.inline:
            self.modules[module + scope] = (path, scope)
        for scope, name, given in source.children:
            inside = folder.joinpath(*scope)
            if given:
                child = path.parent.joinpath(given) if not scope else inside / given
                self.read_file(module + scope + (name,), child, child.parent)
                continue
            flat, nested = inside / f"{name}.rs", inside / name / "mod.rs"
            self.read_file(module + scope + (name,), flat if flat.is_file() else nested, inside / name)

    def index(self) -> None:
        """Where names lead: what each module imports, its globs, and exported macros, which all stand in the root."""
        for path, source in self.sources.items():
            module = self.module_of[path]
            for item in source.imports:
                where = module + item.scope
                target = self.absolute(where, item.path)
                if target is None:
                    continue
                if item.name == "*":
                    self.globs.setdefault(where, []).append(target)
                else:
                    self.imports[where, item.name] = target
            for name in source.exported_macros:
                self.imports.setdefault(((), name), module + (name,))

    def absolute(self, module: Names, path: Names) -> Names | None:
        """The path from the root of the crate; `None` when it leads out of the crate or to a local name."""
        if path[0] == "crate":
            return path[1:]
        if path[0] in ("self", "super"):
            base, rest = module, path
            while rest and rest[0] in ("self", "super"):
                base = base[:-1] if rest[0] == "super" else base
                rest = rest[1:]
            return base + rest
        if module + path[:1] in self.modules or (module, path[0]) in self.imports:
            return module + path
        return None

    def file_of(self, path: Names) -> Path | None:
        """The file that declares what a path from the root leads to, through its re-exports."""
        return self.follow(path, frozenset())

    def follow(self, path: Names, seen: frozenset[Names]) -> Path | None:
        if path in seen:
            return None
        seen |= {path}
        module: Names = ()
        for length, name in enumerate(path):
            inner = module + (name,)
            if inner in self.modules:
                module = inner
                continue
            file, scope = self.modules[module]
            if (scope, name) in self.sources[file].declared:
                return file
            if (module, name) in self.imports:
                onwards = self.imports[module, name] + path[length + 1 :]
                return self.follow(onwards, seen) if onwards != path else file
            for glob in self.globs.get(module, []):
                if self.declares(glob, name) and (found := self.follow(glob + path[length:], seen)):
                    return found
            return file
        return self.modules[module][0]

    def declares(self, module: Names, name: str, seen: frozenset[Names] = frozenset()) -> bool:
        if module not in self.modules or module in seen:
            return False
        file, scope = self.modules[module]
        return (
            (scope, name) in self.sources[file].declared
            or (module, name) in self.imports
            or any(self.declares(glob, name, seen | {module}) for glob in self.globs.get(module, []))
        )

    def edges(self) -> list[Edge]:
        """One edge for each pair of files, in the order of the places where they are.

        What a module takes from the modules below it, or re-exports, is no edge: a parent is made of its children.
        """
        found: dict[tuple[Path, Path], Edge] = {}
        for file, source in self.sources.items():
            for line, path, target in sorted(self.taken(file, source), key=lambda taken: taken[0]):
                below = self.module_of[target][: len(self.module_of[file])] == self.module_of[file]
                if target != file and not below:
                    found.setdefault((file, target), Edge(file, target, line, path))
        return list(found.values())

    def taken(self, file: Path, source: Source):
        module = self.module_of[file]
        for item in [*source.imports, *source.mentions]:
            path = self.absolute(module + item.scope, item.path)
            if path is not None and (target := self.file_of(path)):
                yield item.line, "::".join(item.path), target
        macros = {name: other for other, known in self.sources.items() for name in known.macros}
        for name, line in source.macro_calls:
            if name in macros and name not in source.macros:
                yield line, f"{name}!", macros[name]
