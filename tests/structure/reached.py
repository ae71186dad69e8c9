#!/usr/bin/env python3
"""Fails where a Rust file of a crate belongs to no program or library of it: Cargo does not compile such a file, so its
tests never run and nothing says so.

    reached.py [ROOT]      every crate below ROOT, which is the current folder by default

Each `.rs` file must be a root of Cargo (`lib.rs`, `main.rs`, a test, an example) or be reached from one by `mod` lines.
For the tests of a crate with `autotests = false`, the root is what `[[test]]` names: `tests/main.rs`.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from circles import crate_roots, packages
from rust_modules import Crate

# The kinds of target beside library and programs: the table of the manifest, the folder, and the field that says
# whether Cargo finds the files of the folder by itself.
KINDS = (("test", "tests", "autotests"), ("example", "examples", "autoexamples"), ("bench", "benches", "autobenches"))


def roots(package: Path) -> list[Path]:
    """The files of a package that Cargo gives to rustc."""
    manifest = tomllib.loads((package / "Cargo.toml").read_text(encoding="utf-8"))
    found = {*crate_roots(package), package / "build.rs"}
    for kind, folder, automatic in KINDS:
        for target in manifest.get(kind, []):
            files = (f"{folder}/{target['name']}.rs", f"{folder}/{target['name']}/main.rs")
            found |= {package / file for file in ([target["path"]] if "path" in target else files)}
        if manifest["package"].get(automatic, True):
            found |= {*(package / folder).glob("*.rs"), *(package / folder).glob("*/main.rs")}
    return sorted(root for root in found if root.is_file())


def rust_files(folder: Path) -> list[Path]:
    """The Rust files of a package; those of packages below it, and what is built or fetched, are left out."""
    found = []
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.name.startswith(".") and entry.name != "target":
            if not (entry / "Cargo.toml").is_file():
                found += rust_files(entry)
        elif entry.suffix == ".rs":
            found.append(entry)
    return found


def unreached(package: Path) -> list[Path]:
    """The files of a package that belong to none of its programs and libraries."""
    reached = {file for root in roots(package) for file in Crate(root, tests=True).sources}
    return [file for file in rust_files(package) if file not in reached]


def main(arguments: list[str]) -> int:
    root = Path(arguments[0] if arguments else ".").resolve()
    found = packages(root)
    lines = [
        f"{file.relative_to(root)}: Cargo does not compile this file: no `mod` line leads to it"
        for package in found
        for file in unreached(package)
    ]
    print("\n".join(lines) or f"every Rust file of {len(found)} packages is compiled")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
