"""The word check: what it reads as prose, and what it finds there."""

from __future__ import annotations

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "make"))

from words import WORDS, Finding, Words, check, counts  # noqa: E402

LIST = Words("# A comment.\n\ntold\tshown\nfix(?:ed|es)?\trepair\nanother one\tname it\n")


def found(name: str, text: str) -> list[str]:
    return [f"{finding.line}: {finding.what}" for finding in check(Path(name), text, LIST)]


class TheList(unittest.TestCase):
    def test_the_list_of_the_repository_reads(self):
        words = Words(WORDS.read_text(encoding="utf-8"))
        self.assertGreater(len(words.entries), 40)
        patterns = [pattern.pattern for pattern, _ in words.entries]
        self.assertEqual(len(patterns), len(set(patterns)))

    def test_a_suggestion_is_no_forbidden_word(self):
        words = Words(WORDS.read_text(encoding="utf-8"))
        for pattern, suggestion in words.entries:
            outside_quotes = suggestion.split(";")[0].split('"')[0]
            self.assertEqual(words.find(outside_quotes), [], pattern.pattern)

    def test_a_line_without_suggestion_is_an_error(self):
        with self.assertRaisesRegex(ValueError, "words.txt:2"):
            Words("a\tb\ntold\n")

    def test_whole_words_in_any_case(self):
        self.assertEqual(LIST.find("Told, prefix, suffixes, untold"), [("Told", "shown")])

    def test_words_with_blanks(self):
        self.assertEqual(LIST.find("expected another one."), [("another one", "name it")])


class Rust(unittest.TestCase):
    def test_comments(self):
        self.assertEqual(found("a.rs", "// told\nfn told() {} // it was told\n/// told\n//! told\n/* a\n told */"), [
            "1: told", "2: told", "3: told", "4: told", "6: told",
        ])

    def test_names_in_code_are_not_prose(self):
        self.assertEqual(found("a.rs", "let told = fix(\"fixed\", 'f');"), [])

    def test_messages_are_literals_with_a_blank(self):
        self.assertEqual(found("a.rs", 'f("was told",\n"told",\nr#"is "told""#);'), ["1: told", "3: told"])

    def test_a_message_of_many_lines(self):
        self.assertEqual(found("a.rs", 'f("one line\\\n    that was told");'), ["2: told"])

    def test_a_literal_with_slashes_is_no_comment(self):
        self.assertEqual(found("a.rs", 'f("https://told");'), [])

    def test_lifetimes_and_characters(self):
        self.assertEqual(found("a.rs", "fn f<'a>(x: &'a str) { g('\"') } // told"), ["1: told"])

    def test_code_in_docs_is_no_prose(self):
        text = "/// A sentence.\n/// ```\n/// told();\n/// ```\n/// It was told, not `told`.\nfn f() {}"
        self.assertEqual(found("a.rs", text), ["5: told"])

    def test_a_block_of_code_ends_with_its_comment(self):
        self.assertEqual(found("a.rs", "/// ```text\nfn f() {}\n/// It is told."), ["3: told"])

    def test_placeholders_are_no_words(self):
        self.assertEqual(found("a.rs", 'f("the bill {told} is known");'), [])


class OneWordComments(unittest.TestCase):
    def test_a_word(self):
        self.assertEqual(found("a.rs", "/// Whose.\na: A,\n/// Zero\nb: B,"), ["1: Whose.", "3: Zero"])

    def test_a_question_of_a_few_words(self):
        self.assertEqual(found("a.rs", "/// Whose bill.\na: A,\n/// Who paid it.\nb: B,"), ["1: Whose bill.", "3: Who paid it."])

    def test_a_sentence(self):
        self.assertEqual(found("a.rs", "/// The account that owns the lot.\na: A,\n/// When the bill was settled.\nb: B,"), [])

    def test_the_last_line_of_a_sentence(self):
        self.assertEqual(found("a.rs", "/// The account that owns the\n/// lot.\na: A,\n/// Whose\n/// lot it is.\nb: B,"), [])

    def test_comments_behind_code_are_one_each(self):
        self.assertEqual(found("a.go", "\tA string // Whose.\n\tB string // Which.\n"), ["1: Whose.", "2: Which."])

    def test_in_c_and_python(self):
        self.assertEqual(found("a.h", "/** Whose. */\nint a;\n/**\n * Which.\n */\nint b;"), ["1: Whose.", "4: Which."])
        self.assertEqual(found("a.pyi", 'a: int\n"""Whose."""\n'), ["2: Whose."])

    def test_a_label_in_code_is_no_sentence(self):
        self.assertEqual(found("a.c", "#endif /* Guard */\n"), [])


class OtherFiles(unittest.TestCase):
    def test_python(self):
        self.assertEqual(found("a.py", '"""It was told."""\nx = "was told"  # told\ny = """\ntold\n"""\n'), ["1: told", "2: told"])

    def test_a_hash_in_a_literal_of_python_is_no_comment(self):
        self.assertEqual(found("a.py", "x = '# told'\n"), [])

    def test_comments_for_tools_are_left_out(self):
        self.assertEqual(found("a.go", "//go:build told\n"), [])
        self.assertEqual(found("a.py", "x = 1  # noqa: told\n"), [])

    def test_go_and_its_raw_literals(self):
        self.assertEqual(found("a.go", "x := `// told`\n// told\n"), ["2: told"])

    def test_markdown(self):
        self.assertEqual(found("a.md", "# Told\n\n[a](told.md) `told`\n\n```sh\ntold\n```\n| told |\n"), ["1: Told", "8: told"])

    def test_makefiles(self):
        self.assertEqual(found("Makefile", "# told\nall:\n\t# told\n\ttold\n"), ["1: told", "3: told"])

    def test_mail_templates(self):
        self.assertEqual(found("a.mail", "{{ told }} <b told>It was told</b>"), ["1: told"])

    def test_notes_of_scenarios(self):
        self.assertEqual(found("a.jsonl", '{"note": "it is told"}\n{"reason": "told"}'), ["1: told"])

    def test_other_files_are_not_read(self):
        self.assertEqual(found("a.csv", "told"), [])


class LongLines(unittest.TestCase):
    long = "a " * 60 + "b"

    def test_comments_and_pages(self):
        self.assertEqual(found("a.rs", f"// {self.long}"), ["1: 124 characters"])
        self.assertEqual(found("a.md", self.long), ["1: 121 characters"])

    def test_exactly_as_long_as_allowed(self):
        self.assertEqual(found("a.md", self.long[1:]), [])

    def test_tables_addresses_and_code(self):
        self.assertEqual(found("a.md", f"| {self.long} |\nhttps://example.com/{self.long}\n```\n{self.long}\n```\n"), [])

    def test_code_and_messages(self):
        self.assertEqual(found("a.rs", f'let {self.long} = "{self.long}";'), [])


class Output(unittest.TestCase):
    def test_a_finding_is_one_line(self):
        (finding,) = check(Path("a/b.rs"), "\n// told", LIST)
        self.assertEqual(str(finding), "a/b.rs:2: told: shown")

    def test_counts(self):
        findings = [
            Finding(Path("core/src/a/b.rs"), 1, "word", "told", "shown"),
            Finding(Path("core/src/c.rs"), 1, "long line", "121 characters", "at most 120"),
            Finding(Path("README.md"), 1, "one-word comment", "Whose.", "a sentence"),
        ]
        self.assertEqual([line.split() for line in counts(findings, "folder")], [
            ["words", "one-word", "long", "folder"],
            ["0", "1", "0", "."],
            ["1", "0", "1", "core/src"],
            ["1", "1", "1", "total"],
        ])
        self.assertEqual(counts(findings, "file")[1].split()[-1], "README.md")


if __name__ == "__main__":
    unittest.main()
