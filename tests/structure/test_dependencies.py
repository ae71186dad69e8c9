"""The check of dependencies, on small made-up workspaces."""

from __future__ import annotations

import unittest

from dependencies import Licence, inheritance, licences, rust_version, shared_versions, sources, versions

# As Cargo.lock spells crates.io, apart from the host.
CRATES_IO = "https://example.org/rust-lang/crates.io-index"


def package(name: str, version: str = "1.0.0", **more: str) -> dict:
    return {"name": name, "version": version, "license": "MIT", **more}


class Licences(unittest.TestCase):
    def allowed(self, expression: str, *names: str) -> bool:
        return Licence(expression).allowed_by(set(names))

    def test_expressions(self):
        self.assertTrue(self.allowed("MIT OR Apache-2.0", "MIT"))
        self.assertTrue(self.allowed("Apache-2.0 / MIT", "MIT"))
        self.assertFalse(self.allowed("MIT AND ISC", "MIT"))
        self.assertTrue(self.allowed("(MIT OR Apache-2.0) AND Unicode-3.0", "Apache-2.0", "Unicode-3.0"))
        self.assertFalse(self.allowed("(MIT OR Apache-2.0) AND Unicode-3.0", "MIT"))
        self.assertTrue(self.allowed("MPL-2.0+", "MPL-2.0"))

    def test_and_binds_stronger_than_or(self):
        self.assertTrue(self.allowed("MIT OR Apache-2.0 AND ISC", "MIT"))
        self.assertFalse(self.allowed("MIT OR Apache-2.0 AND ISC", "ISC"))

    def test_an_exception_of_a_licence_is_part_of_its_name(self):
        self.assertFalse(self.allowed("Apache-2.0 WITH LLVM-exception", "Apache-2.0"))
        self.assertTrue(self.allowed("Apache-2.0 WITH LLVM-exception OR MIT", "Apache-2.0 WITH LLVM-exception"))

    def test_what_is_no_expression(self):
        for expression in ("MIT OR", "(MIT", "MIT ISC", ")"):
            with self.assertRaises(ValueError, msg=expression):
                self.allowed(expression, "MIT")

    def test_packages(self):
        deny = {"licenses": {"allow": ["MIT"], "exceptions": [{"crate": "b", "allow": ["MPL-2.0"]}, {"crate": "gone", "allow": ["ISC"]}]}}
        found = list(licences([package("a"), package("b", license="MPL-2.0"), package("c", license="MPL-2.0"), package("d", license="")], deny))
        self.assertEqual(found, [
            "c 1.0.0: licence `MPL-2.0` is not allowed by deny.toml",
            "d 1.0.0: its manifest names no licence",
            "deny.toml: `gone` has an exception for its licence, but is not in the tree",
        ])


class Versions(unittest.TestCase):
    def found(self, skip: list, *packages: dict) -> list[str]:
        return list(versions(list(packages), {"bans": {"skip": skip}}))

    def test_two_versions(self):
        (finding,) = self.found([], package("a", "0.2.1"), package("a", "0.3.0"), package("b"))
        self.assertIn("a: in the tree as 0.2.1 and 0.3.0", finding)

    def test_two_versions_with_a_reason(self):
        self.assertEqual(self.found([{"crate": "a@0.2", "reason": "b"}], package("a", "0.2.1"), package("a", "0.20.0")), [])

    def test_a_skip_without_reason(self):
        (finding,) = self.found([{"crate": "a@0.2"}], package("a", "0.2.1"), package("a", "0.3.0"))
        self.assertIn("has no reason", finding)

    def test_a_skip_that_is_not_needed(self):
        for packages in ([package("a", "0.2.1")], [package("b")], [package("a", "0.3.0"), package("a", "0.4.0")]):
            findings = self.found([{"crate": "a@0.2", "reason": "b"}], *packages)
            self.assertIn("is not needed", findings[0])


class Sources(unittest.TestCase):
    def test_registries(self):
        locked = [
            package("a"),
            package("b", source=f"registry+{CRATES_IO}"),
            package("c", source="registry+https://example.com/index"),
            package("d", source="git+https://example.com/d#abc"),
            package("e", source="git+https://example.org/rust-lang/crates.io-index"),
        ]

        def refused(deny: dict) -> list[str]:
            return [finding.split(" ")[0] for finding in sources(locked, {"sources": deny})]

        self.assertEqual(refused({}), ["c", "d", "e"])
        self.assertEqual(refused({"allow-registry": ["https://example.com/index"]}), ["b", "d", "e"])
        self.assertEqual(refused({"allow-registry": []}), ["b", "c", "d", "e"])


class Manifests(unittest.TestCase):
    def test_what_members_take_from_the_workspace(self):
        fields = ("version", "edition", "rust-version", "license", "repository")
        workspace = {"workspace": {"package": dict.fromkeys(fields, "x")}}
        inherits = {"package": {"name": "a", **{field: {"workspace": True} for field in fields}}}
        self.assertEqual(list(inheritance(workspace, {"a/Cargo.toml": inherits})), [])
        own = {"package": {**inherits["package"], "edition": "2024"}}
        self.assertEqual(list(inheritance(workspace, {"b/Cargo.toml": own})), ["b/Cargo.toml: expected `edition.workspace = true`"])

    def test_what_the_workspace_lacks(self):
        found = list(inheritance({"workspace": {"package": {"version": "1", "edition": "2024", "rust-version": "1"}}}, {}))
        self.assertEqual(found, ["Cargo.toml: [workspace.package] has no `license`", "Cargo.toml: [workspace.package] has no `repository`"])

    def test_a_version_that_stands_twice(self):
        members = {
            "a/Cargo.toml": {"dependencies": {"x": "1", "y": {"workspace": True}, "z": {"path": "../z"}}},
            "b/Cargo.toml": {"dev-dependencies": {"x": {"version": "1"}, "y": {"workspace": True}, "z": {"path": "../z"}}},
            "c/Cargo.toml": {"target": {"cfg(unix)": {"dependencies": {"w": "1"}}}},
        }
        self.assertEqual([finding.split(":")[0] for finding in shared_versions(members)], ["x"])


class RustVersion(unittest.TestCase):
    workspace = {"workspace": {"package": {"rust-version": "1.95"}}}

    def test_a_dependency_that_needs_a_newer_one(self):
        wanted = {"a": "1.95.0", "b": "1.100", "c": "1.9", "d": "1.95.1"}
        packages = [package(name, rust_version=version) for name, version in wanted.items()] + [package("e")]
        found = [finding.split(":")[0] for finding in rust_version(self.workspace, packages, {})]
        self.assertEqual(found, ["b 1.0.0", "d 1.0.0"])

    def test_another_place_that_sets_it(self):
        files = {"clippy.toml": "too-many-lines-threshold = 60\nmsrv = '1.95'\n"}
        self.assertEqual(len(list(rust_version(self.workspace, [], files))), 1)
        self.assertEqual(list(rust_version(self.workspace, [], {"clippy.toml": "too-many-lines-threshold = 60\n"})), [])


if __name__ == "__main__":
    unittest.main()
