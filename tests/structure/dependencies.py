#!/usr/bin/env python3
"""Checks what this workspace depends on, from its manifests, `Cargo.lock` and `cargo metadata`. It compiles nothing.

    dependencies.py [ROOT]

- Every crate has a licence that `deny.toml` allows, for all crates or for that one.
- One version of each crate, apart from those that `deny.toml` skips with a reason. A skip without need is an error.
- Every crate comes from crates.io, from a registry that `deny.toml` adds, or from this workspace.
- Every member takes its version, edition, Rust version, licence and repository from the workspace.
- The oldest Rust version that is supported (`rust-version`) is set once, and no dependency asks for a newer one.
- A crate that several members use has its version in the workspace's manifest alone.

`cargo deny` checks the first three too, and reads the texts of licences. This check needs no installation, and takes
half a second. Both read `deny.toml`, so there is one list.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

INHERITED = ("version", "edition", "rust-version", "license", "repository")
DEPENDENCY_TABLES = ("dependencies", "dev-dependencies", "build-dependencies")
# Other places where a Rust version could be set, each with its key.
TOOLCHAIN_FILES = {"clippy.toml": "msrv", ".clippy.toml": "msrv", "rust-toolchain.toml": "channel", "rust-toolchain": ""}


# --- Licences.


class Licence:
    """A licence expression such as `(MIT OR Apache-2.0) AND Unicode-3.0`, evaluated against a set of allowed licences.

    `AND` binds stronger than `OR`. The older form `MIT/Apache-2.0` means `OR`.
    """

    def __init__(self, text: str) -> None:
        self.tokens = re.findall(r"[()/]|[^\s()/]+", text)
        self.at = 0

    def allowed_by(self, allowed: set[str]) -> bool:
        self.at = 0
        result = self.any_of(allowed)
        if self.at != len(self.tokens):
            raise ValueError(f"`{self.tokens[self.at]}` is not expected")
        return result

    def next(self, *expected: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at].upper() in expected:
            self.at += 1
            return True
        return False

    def any_of(self, allowed: set[str]) -> bool:
        result = self.all_of(allowed)
        while self.next("OR", "/"):
            result = self.all_of(allowed) or result
        return result

    def all_of(self, allowed: set[str]) -> bool:
        result = self.one(allowed)
        while self.next("AND"):
            result = self.one(allowed) and result
        return result

    def one(self, allowed: set[str]) -> bool:
        if self.next("("):
            result = self.any_of(allowed)
            if not self.next(")"):
                raise ValueError("a `)` is missing")
            return result
        if self.at == len(self.tokens) or self.tokens[self.at] in (")", "/", "AND", "OR", "WITH"):
            raise ValueError("a licence is missing")
        name = self.tokens[self.at].removesuffix("+")
        self.at += 1
        if self.next("WITH"):
            name += f" WITH {self.tokens[self.at]}"
            self.at += 1
        return name in allowed


def licences(packages: list[dict], deny: dict) -> Iterator[str]:
    rules = deny.get("licenses", {})
    exceptions: dict[str, set[str]] = {}
    for exception in rules.get("exceptions", []):
        exceptions.setdefault(exception["crate"].partition("@")[0], set()).update(exception["allow"])
    for package in packages:
        name, expression = f"{package['name']} {package['version']}", package.get("license")
        allowed = {*rules.get("allow", []), *exceptions.pop(package["name"], set())}
        if not expression:
            yield f"{name}: its manifest names no licence"
            continue
        try:
            if not Licence(expression).allowed_by(allowed):
                yield f"{name}: licence `{expression}` is not allowed by deny.toml"
        except ValueError as error:
            yield f"{name}: licence `{expression}`: {error}"
    for name in exceptions:
        yield f"deny.toml: `{name}` has an exception for its licence, but is not in the tree"


# --- Versions and sources.


def versions(locked: list[dict], deny: dict) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for package in locked:
        found.setdefault(package["name"], []).append(package["version"])
    for skip in deny.get("bans", {}).get("skip", []):
        if isinstance(skip, str):
            yield f"deny.toml: the skip of `{skip}` has no reason"
            continue
        name, _, version = skip["crate"].partition("@")
        if not skip.get("reason"):
            yield f"deny.toml: the skip of `{skip['crate']}` has no reason"
        skipped = [have for have in found.get(name, []) if not version or have == version or have.startswith(f"{version}.")]
        if not skipped or len(found[name]) == 1:
            yield f"deny.toml: the skip of `{skip['crate']}` is not needed: that crate is not in the tree twice"
            continue
        found[name] = [have for have in found[name] if have not in skipped]
    for name, left in sorted(found.items()):
        if len(left) > 1:
            yield f"{name}: in the tree as {' and '.join(left)}: expected one version, or a skip with a reason in deny.toml"


# How Cargo.lock spells crates.io. As for cargo-deny, it is allowed when deny.toml has no `allow-registry`.
CRATES_IO = re.compile(r"registry\+https://[^/]+/rust-lang/crates\.io-index")


def sources(locked: list[dict], deny: dict) -> Iterator[str]:
    registries = deny.get("sources", {}).get("allow-registry")
    allowed = {f"registry+{registry}" for registry in registries or []}
    for package in locked:
        source = package.get("source")
        default = registries is None and source is not None and CRATES_IO.fullmatch(source)
        if source is not None and source not in allowed and not default:
            yield f"{package['name']} {package['version']}: comes from {source}, which deny.toml does not allow"


# --- Manifests.


def inheritance(workspace: dict, members: dict[str, dict]) -> Iterator[str]:
    for field in INHERITED:
        if field not in workspace["workspace"].get("package", {}):
            yield f"Cargo.toml: [workspace.package] has no `{field}`"
    for place, manifest in members.items():
        for field in INHERITED:
            if manifest["package"].get(field) != {"workspace": True}:
                yield f"{place}: expected `{field}.workspace = true`"


def shared_versions(members: dict[str, dict]) -> Iterator[str]:
    users: dict[str, list[str]] = {}
    for place, manifest in members.items():
        tables = [manifest, *manifest.get("target", {}).values()]
        named = {
            name
            for table in tables
            for kind in DEPENDENCY_TABLES
            for name, given in table.get(kind, {}).items()
            if isinstance(given, str) or "version" in given
        }
        for name in named:
            users.setdefault(name, []).append(place)
    for name, places in sorted(users.items()):
        if len(places) > 1:
            yield f"{name}: its version stands in {', '.join(places)}: expected it in [workspace.dependencies] alone"


# --- The Rust version.


def number(version: str) -> tuple[int, ...]:
    """`1.95` as (1, 95, 0)."""
    parts = [int(part) for part in version.split("-")[0].split(".")]
    return (*parts, 0, 0)[:3]


def rust_version(workspace: dict, packages: list[dict], other_files: dict[str, str]) -> Iterator[str]:
    """`other_files` are the names and texts of the files beside the manifests that could set a Rust version."""
    ours = workspace["workspace"].get("package", {}).get("rust-version")
    if ours is None:
        return
    for package in packages:
        theirs = package.get("rust_version")
        if theirs and number(theirs) > number(ours):
            yield f"{package['name']} {package['version']}: needs Rust {theirs}, but `rust-version` is {ours}"
    for name, text in other_files.items():
        key = TOOLCHAIN_FILES[name]
        if not key or re.search(rf"^\s*{key}\s*=", text, re.MULTILINE):
            yield f"{name}: sets a Rust version; expected it in Cargo.toml alone, as `rust-version`"


def read_toml(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def check(root: Path, packages: list[dict]) -> list[str]:
    workspace, deny = read_toml(root / "Cargo.toml"), read_toml(root / "deny.toml")
    locked = read_toml(root / "Cargo.lock")["package"]
    members = {f"{member}/Cargo.toml": read_toml(root / member / "Cargo.toml") for member in workspace["workspace"]["members"]}
    others = {name: (root / name).read_text(encoding="utf-8") for name in TOOLCHAIN_FILES if (root / name).is_file()}
    return [
        *licences(packages, deny),
        *versions(locked, deny),
        *sources(locked, deny),
        *inheritance(workspace, members),
        *shared_versions(members),
        *rust_version(workspace, packages, others),
    ]


def metadata(root: Path) -> list[dict]:
    command = [os.environ.get("CARGO", "cargo"), "metadata", "--format-version", "1", "--locked", "--all-features"]
    return json.loads(subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE).stdout)["packages"]


def main(arguments: list[str]) -> int:
    root = Path(arguments[0] if arguments else ".").resolve()
    packages = metadata(root)
    findings = check(root, packages)
    print("\n".join(findings) or f"{len(packages)} crates: licences, versions and sources as deny.toml says")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
