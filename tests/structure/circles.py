#!/usr/bin/env python3
"""Fails where files of a Rust crate take from each other in a circle, and prints the edges of the circle.

    circles.py [ROOT]      every crate below ROOT, which is the present folder by default

A circle of files can only be read as a whole. Most often a type stands in the wrong file: move it to a file of its own,
which both files use.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from rust_modules import Crate, Edge


def circles(edges: Iterable[Edge]) -> list[list[Path]]:
    """The groups of files that all lead to each other: strongly connected components, by Tarjan's algorithm."""
    onwards: dict[Path, list[Path]] = {}
    for edge in edges:
        onwards.setdefault(edge.source, []).append(edge.target)
        onwards.setdefault(edge.target, [])
    number: dict[Path, int] = {}
    lowest: dict[Path, int] = {}
    stack: list[Path] = []
    groups: list[list[Path]] = []

    def visit(file: Path) -> None:
        number[file] = lowest[file] = len(number)
        stack.append(file)
        for other in onwards[file]:
            if other not in number:
                visit(other)
                lowest[file] = min(lowest[file], lowest[other])
            elif other in stack:
                lowest[file] = min(lowest[file], number[other])
        if lowest[file] == number[file]:
            start = stack.index(file)
            group, stack[start:] = stack[start:], []
            if len(group) > 1:
                groups.append(sorted(group))

    for file in sorted(onwards):
        if file not in number:
            visit(file)
    return sorted(groups)


def crate_roots(folder: Path) -> list[Path]:
    """The files that Cargo gives to rustc: `lib.rs`, `main.rs`, those of `bin/`, and those that the manifest names."""
    manifest = tomllib.loads((folder / "Cargo.toml").read_text(encoding="utf-8"))
    named = [manifest.get("lib", {}), *manifest.get("bin", [])]
    roots = {folder / target["path"] for target in named if "path" in target}
    roots |= {folder / "src/lib.rs", folder / "src/main.rs"}
    roots |= {*folder.glob("src/bin/*.rs"), *folder.glob("src/bin/*/main.rs")}
    return sorted(root for root in roots if root.is_file())


def packages(root: Path) -> list[Path]:
    """The folders of all packages below a folder; what is built or fetched is left out."""
    found = []
    for folder in sorted(root.iterdir()) if root.is_dir() else []:
        if folder.is_dir() and folder.name not in ("target", "src") and not folder.name.startswith("."):
            found += packages(folder)
    manifest = root / "Cargo.toml"
    if manifest.is_file() and "package" in tomllib.loads(manifest.read_text(encoding="utf-8")):
        found.append(root)
    return found


def report(package: Path, root: Path) -> list[str]:
    """What to print about the circles of a package; nothing where there is none."""
    lines = []
    for crate in map(Crate, crate_roots(package)):
        edges = crate.edges()
        for group in circles(edges):
            lines.append(f"{package.relative_to(root)}: a circle of {len(group)} files")
            for edge in sorted(edges, key=lambda edge: (edge.source, edge.line)):
                if edge.source in group and edge.target in group:
                    source, target = (file.relative_to(root) for file in (edge.source, edge.target))
                    lines.append(f"    {source}:{edge.line} -> {target}  ({edge.path})")
    return lines


def main(arguments: list[str]) -> int:
    root = Path(arguments[0] if arguments else ".").resolve()
    found = packages(root)
    lines = [line for package in found for line in report(package, root)]
    print("\n".join(lines) or f"no circle between files in {len(found)} packages")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
