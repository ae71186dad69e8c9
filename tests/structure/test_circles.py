"""The reader of `use` lines and paths, and the search for circles."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from circles import circles, crate_roots, packages, report
from rust_modules import Crate, Edge, read_source, use_tree, without_noise


class UseTrees(unittest.TestCase):
    def test_a_path(self):
        self.assertEqual(use_tree("crate::money::Money"), [(("crate", "money", "Money"), "Money")])

    def test_nested_braces(self):
        self.assertEqual(
            [path for path, _ in use_tree("crate::{a::{B, c::{D, E}}, f::G,}")],
            [("crate", "a", "B"), ("crate", "a", "c", "D"), ("crate", "a", "c", "E"), ("crate", "f", "G")],
        )

    def test_another_name(self):
        self.assertEqual(use_tree("super::a::{B as C, d as _}"), [(("super", "a", "B"), "C"), (("super", "a", "d"), "_")])

    def test_a_name_that_contains_as(self):
        self.assertEqual(use_tree("crate::bias::asset"), [(("crate", "bias", "asset"), "asset")])

    def test_self_in_braces_is_the_module(self):
        self.assertEqual(use_tree("crate::a::{self, B}"), [(("crate", "a"), "a"), (("crate", "a", "B"), "B")])

    def test_a_glob(self):
        self.assertEqual(use_tree("crate::a::*"), [(("crate", "a"), "*")])

    def test_lines_and_blanks(self):
        self.assertEqual(use_tree("crate::a::{\n    B,\n    C as\n D,\n}"), [(("crate", "a", "B"), "B"), (("crate", "a", "C"), "D")])


class Sources(unittest.TestCase):
    def mentions(self, text: str) -> list[str]:
        return ["::".join(mention.path) for mention in read_source(text).mentions]

    def imports(self, text: str) -> list[str]:
        return ["::".join(item.path) for item in read_source(text).imports]

    def test_comments_and_literals_are_blank_and_lines_stay(self):
        text = 'a /* b /* c */ d\n */ e // f\n"g // h" r#"i " j"# \'"\' k'
        blank = without_noise(text)
        self.assertEqual(blank.split(), ["a", "e", "k"])
        self.assertEqual(blank.count("\n"), text.count("\n"))

    def test_a_lifetime_is_no_literal(self):
        self.assertEqual(self.mentions("fn f<'a>(x: &'a crate::a::B) -> &'a str { x }"), ["crate::a::B"])

    def test_paths_in_code(self):
        self.assertEqual(self.mentions("fn f() { crate::a::g(); super::h::<u8>(1); }"), ["crate::a::g", "super::h"])

    def test_paths_in_comments_and_texts_do_not_count(self):
        self.assertEqual(self.mentions('/// [`crate::a`]\nconst A: &str = "crate::a::B";'), [])

    def test_who_may_see_it_does_not_count(self):
        self.assertEqual(self.mentions("pub(in crate::a) fn f() {}\npub(crate) fn g() {}"), [])

    def test_the_root_of_a_macro(self):
        self.assertEqual(self.mentions("macro_rules! m { () => { $crate::a::B } }"), ["crate::a::B"])

    def test_a_use_in_a_function_is_no_name_of_the_module(self):
        source = read_source("use crate::a::B;\nfn f() { use crate::c::D; }")
        self.assertEqual([item.name for item in source.imports], ["B"])
        self.assertEqual([mention.path for mention in source.mentions], [("crate", "c", "D")])

    def test_modules_of_tests_are_left_out(self):
        text = "#[cfg(test)]\nmod tests {\n use crate::a::B;\n fn f() { {} }\n}\nuse crate::c::D;"
        self.assertEqual(self.imports(text), ["crate::c::D"])
        text = "#[cfg(all(test, feature = \"x\"))]\n#[allow(dead_code)]\npub(crate) mod tests;\nmod a;"
        self.assertEqual([name for _, name, _ in read_source(text).children], ["a"])

    def test_a_file_of_tests_is_left_out(self):
        self.assertIsNone(read_source("#![cfg(test)]\nuse crate::a::B;"))

    def test_what_is_built_without_tests_stays(self):
        for condition in ("not(test)", "any(unix, test)", "all(not(test), unix)"):
            self.assertEqual(self.imports(f"#[cfg({condition})]\nuse crate::a::B;"), ["crate::a::B"])

    def test_a_use_or_field_of_tests_is_left_out(self):
        self.assertEqual(self.imports("#[cfg(test)]\nuse crate::a::{B, C};\nuse crate::d::E;"), ["crate::d::E"])
        self.assertEqual(self.mentions("struct S { #[cfg(test)] a: crate::a::B, c: crate::c::D }"), ["crate::c::D"])

    def test_inline_modules_are_scopes(self):
        (item,) = read_source("mod outer { mod inner { use super::A; } }").imports
        self.assertEqual(item.scope, ("outer", "inner"))

    def test_declared_names(self):
        source = read_source("pub const fn f() {}\nstatic A: u8 = 1;\nimpl B { fn g() {} }\nunsafe extern fn h() {}")
        self.assertEqual({name for _, name in source.declared}, {"f", "A", "h"})


class Crates(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def crate(self, **files: str) -> Crate:
        """A crate of files; `a__b` is `a/b.rs`."""
        for name, text in files.items():
            path = self.folder / "src" / f"{name.replace('__', '/')}.rs"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return Crate(self.folder / "src/lib.rs")

    def edges(self, **files: str) -> set[tuple[str, str]]:
        source = self.folder / "src"
        return {
            tuple(file.relative_to(source).with_suffix("").as_posix() for file in (edge.source, edge.target))
            for edge in self.crate(**files).edges()
        }

    def test_use_lines(self):
        self.assertEqual(self.edges(lib="mod a; mod b;", a="use crate::b::B;", b="pub struct B;"), {("a", "b")})

    def test_super_and_self(self):
        edges = self.edges(
            lib="mod a; mod c;",
            a__mod="mod b; mod d;",
            a__b="use super::d::D; use super::super::c::C; use self::e::E; mod e;",
            a__b__e="pub struct E;",
            a__d="pub struct D;",
            c="pub struct C;",
        )
        self.assertEqual(edges, {("a/b", "a/d"), ("a/b", "c")})

    def test_a_path_in_code(self):
        self.assertEqual(self.edges(lib="mod a; mod b;", a="fn f() -> crate::b::B { todo!() }", b="pub struct B;"), {("a", "b")})

    def test_a_module_by_its_other_name(self):
        edges = self.edges(lib="mod a; mod b;", a="use crate::b as c;\nfn f() { c::g() }", b="pub fn g() {}")
        self.assertEqual(edges, {("a", "b")})

    def test_a_reexport_leads_to_the_file_that_declares(self):
        edges = self.edges(
            lib="mod a; mod b; pub use b::B as C;",
            a="use crate::C;",
            b__mod="mod inner; pub(crate) use self::inner::*;",
            b__inner="pub struct B;",
        )
        self.assertEqual(edges, {("a", "b/inner")})

    def test_reexports_of_each_other_end(self):
        edges = self.edges(lib="mod a; mod b;", a="pub use crate::b::X;", b="pub use crate::a::X;")
        self.assertEqual(edges, set())

    def test_what_a_module_takes_from_below_is_no_edge(self):
        edges = self.edges(lib="mod a; pub use a::A; pub struct Root;", a="use crate::Root; pub struct A;")
        self.assertEqual(edges, {("a", "lib")})

    def test_macros(self):
        edges = self.edges(
            lib="#[macro_use] mod a; mod b; mod c;",
            a="macro_rules! named { () => {} }\n#[macro_export]\nmacro_rules! listed { () => {} }",
            b="named!();",
            c="crate::listed!();",
        )
        self.assertEqual(edges, {("b", "a"), ("c", "a")})

    def test_a_file_at_another_place(self):
        edges = self.edges(lib='#[path = "elsewhere/a.rs"] mod a; mod b;', elsewhere__a="use crate::b::B;", b="pub struct B;")
        self.assertEqual(edges, {("elsewhere/a", "b")})

    def test_tests_are_left_out(self):
        edges = self.edges(
            lib="mod a; mod b;", a="#[cfg(test)] mod tests; pub struct A;", a__tests="use crate::b::B;", b="use crate::a::A; pub struct B;"
        )
        self.assertEqual(edges, {("b", "a")})

    def test_other_crates_and_names_of_a_function_are_no_edges(self):
        self.assertEqual(self.edges(lib="mod a;", a="use std::fmt; use serde::de; fn f() { Vec::new(); T::g() }"), set())

    def test_a_circle_is_printed_with_its_edges(self):
        self.crate(lib="mod a; mod b; mod c;", a="\nuse crate::b::B;", b="use crate::c::C;", c="fn f() { crate::a::g() }")
        (self.folder / "Cargo.toml").write_text("[package]\nname = 'x'\n")
        self.assertEqual(
            report(self.folder, self.folder),
            [
                ".: a circle of 3 files",
                "    src/a.rs:2 -> src/b.rs  (crate::b::B)",
                "    src/b.rs:1 -> src/c.rs  (crate::c::C)",
                "    src/c.rs:1 -> src/a.rs  (crate::a::g)",
            ],
        )

    def test_the_packages_and_roots_of_a_workspace(self):
        self.crate(lib="", main="", bin__tool="")
        (self.folder / "Cargo.toml").write_text("[package]\nname = 'x'\n")
        (self.folder / "target/package").mkdir(parents=True)
        (self.folder / "target/package/Cargo.toml").write_text("[package]\nname = 'y'\n")
        self.assertEqual(packages(self.folder), [self.folder])
        self.assertEqual([root.stem for root in crate_roots(self.folder)], ["tool", "lib", "main"])


class Circles(unittest.TestCase):
    def groups(self, *pairs: str) -> list[str]:
        edges = [Edge(Path(pair[0]), Path(pair[1]), 1, "") for pair in pairs]
        return ["".join(map(str, group)) for group in circles(edges)]

    def test_none(self):
        self.assertEqual(self.groups("ab", "bc", "ac"), [])

    def test_two_circles_that_touch_are_one(self):
        self.assertEqual(self.groups("ab", "ba", "bc", "cb", "de"), ["abc"])

    def test_two_circles(self):
        self.assertEqual(self.groups("ab", "ba", "bc", "cd", "dc"), ["ab", "cd"])


if __name__ == "__main__":
    unittest.main()
