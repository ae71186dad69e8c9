"""The search for Rust files that no `mod` line leads to, on small packages."""

from __future__ import annotations

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

from reached import main, unreached

ONE_PROGRAM = '[package]\nname = "a"\nautotests = false\n[[test]]\nname = "all"\npath = "tests/main.rs"\n'


class Unreached(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def found(self, files: dict[str, str], manifest: str = ONE_PROGRAM) -> list[str]:
        self.write({"Cargo.toml": manifest, **files})
        return [file.relative_to(self.root).as_posix() for file in unreached(self.root)]

    def test_a_test_file_without_a_mod_line(self):
        files = {"tests/main.rs": "mod a;", "tests/a.rs": "#[test]\nfn f() {}", "tests/b.rs": "#[test]\nfn g() {}"}
        self.assertEqual(self.found(files), ["tests/b.rs"])

    def test_a_mod_line_in_a_comment_or_text_leads_nowhere(self):
        files = {"tests/main.rs": "// mod a;\nconst B: &str = \"mod b;\";", "tests/a.rs": "", "tests/b.rs": ""}
        self.assertEqual(self.found(files), ["tests/a.rs", "tests/b.rs"])

    def test_files_in_folders(self):
        files = {
            "tests/main.rs": "mod a;\nmod b;",
            "tests/a.rs": "mod c;",
            "tests/a/c.rs": "",
            "tests/a/d.rs": "",
            "tests/b/mod.rs": "mod e;",
            "tests/b/e.rs": "",
            "tests/c.rs": "",
        }
        self.assertEqual(self.found(files), ["tests/a/d.rs", "tests/c.rs"])

    def test_a_path_attribute(self):
        files = {"tests/main.rs": '#[path = "other/a.rs"]\nmod a;', "tests/other/a.rs": "", "tests/a.rs": ""}
        self.assertEqual(self.found(files), ["tests/a.rs"])

    def test_without_a_test_program_no_test_file_is_compiled(self):
        manifest = '[package]\nname = "a"\nautotests = false\n'
        self.assertEqual(self.found({"tests/main.rs": "mod a;", "tests/a.rs": ""}, manifest), ["tests/a.rs", "tests/main.rs"])

    def test_cargo_finds_test_programs_by_itself(self):
        files = {"tests/a.rs": "mod b;", "tests/b.rs": "", "tests/c/main.rs": "", "tests/d/e.rs": ""}
        self.assertEqual(self.found(files, '[package]\nname = "a"\n'), ["tests/d/e.rs"])

    def test_tests_in_the_library(self):
        files = {
            "src/lib.rs": "#[cfg(test)]\nmod tests;",
            "src/tests/mod.rs": "mod a;",
            "src/tests/a.rs": "#![cfg(test)]\nmod c;",
            "src/tests/a/c.rs": "",
            "src/tests/b.rs": "",
        }
        self.assertEqual(self.found(files), ["src/tests/b.rs"])

    def test_a_file_of_the_library(self):
        self.assertEqual(self.found({"src/lib.rs": "mod a;", "src/a.rs": "", "src/b.rs": ""}), ["src/b.rs"])

    def test_programs_examples_and_the_build_script(self):
        files = {"src/main.rs": "", "src/bin/a.rs": "", "examples/b.rs": "", "benches/c.rs": "", "build.rs": "", "d.rs": ""}
        self.assertEqual(self.found(files), ["d.rs"])

    def test_a_package_below_another_has_its_own_roots(self):
        files = {"src/lib.rs": "", "tests/inner/Cargo.toml": '[package]\nname = "b"', "tests/inner/src/lib.rs": ""}
        self.assertEqual(self.found(files), [])

    def test_the_command(self):
        self.write({"a/Cargo.toml": ONE_PROGRAM, "a/tests/main.rs": "mod a;", "a/tests/a.rs": "", "a/tests/b.rs": ""})
        for code, says in ((1, "a/tests/b.rs: Cargo does not compile this file"), (0, "every Rust file of 1 packages")):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                self.assertEqual(main([str(self.root)]), code)
            self.assertIn(says, printed.getvalue())
            (self.root / "a/tests/b.rs").unlink(missing_ok=True)


if __name__ == "__main__":
    unittest.main()
