"""Each key of a file has its line."""

from pathlib import Path
from time import process_time

import pytest

from kiosk.config.places import key_lines, last_statement, line_of, lines_in

TEXT = '''# a comment with [brackets] and "quotes
top = 1

[a]
x = [
  1,  # ]
  [2, "]"],
]
y = """
[b]
z = 1
"""
dotted.key = { inline = [
  1] }
"a b".c = 2
[a.deep]
x = 1
[[list]]
p = 1
[[list]]
p = 2
[list.more]
q = 3
[[list.inner]]
[[list.inner]]
[other]
flat = [{ r = 1 }, { s = 2, t = [{ u = 3 }] }]
'''

LINES = {
    ("top",): 2,
    ("a",): 4,
    ("a", "x"): 5,
    ("a", "y"): 9,
    ("a", "dotted"): 13,
    ("a", "dotted", "key"): 13,
    ("a", "dotted", "key", "inline"): 13,
    ("a", "a b"): 15,
    ("a", "a b", "c"): 15,
    ("a", "deep"): 16,
    ("a", "deep", "x"): 17,
    ("list",): 18,
    ("list", "0"): 18,
    ("list", "0", "p"): 19,
    ("list", "1"): 20,
    ("list", "1", "p"): 21,
    ("list", "1", "more"): 22,
    ("list", "1", "more", "q"): 23,
    ("list", "1", "inner"): 24,
    ("list", "1", "inner", "0"): 24,
    ("list", "1", "inner", "1"): 25,
    ("other",): 26,
    ("other", "flat"): 27,
    ("other", "flat", "0"): 27,
    ("other", "flat", "0", "r"): 27,
    ("other", "flat", "1"): 27,
    ("other", "flat", "1", "s"): 27,
    ("other", "flat", "1", "t"): 27,
    ("other", "flat", "1", "t", "0"): 27,
    ("other", "flat", "1", "t", "0", "u"): 27,
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_key_has_the_line_where_its_statement_begins(newline: str) -> None:
    assert key_lines(TEXT.replace("\n", newline)) == LINES


@pytest.mark.parametrize("quotes", ["'''", '"""'])
def test_a_text_of_many_lines_ends_on_a_line_of_its_own(quotes: str) -> None:
    assert key_lines(f"a = {quotes}\nb = 1\n{quotes}\nc = 1") == {("a",): 1, ("c",): 4}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("\n# x", 2),
        ("a = 1\nb = 2\n\n", 2),
        ("a = 1\nb = [\n2,\n]]\n", 2),
        ('a = 1\n\nb = """\n]\n', 3),
    ],
)
def test_the_last_statement_may_be_incomplete(text: str, line: int) -> None:
    assert last_statement(text) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a", "x"), 5),
        (("a", "x", 1), 5),
        (("a", "missing"), 4),
        (("list", 1, "p"), 21),
        (("list", 1, "missing"), 20),
        (("list", 2), 18),
        (("missing",), 1),
        ((), 1),
    ],
)
def test_a_key_that_is_not_there_has_the_line_of_its_table(
    path: tuple[str | int, ...], line: int
) -> None:
    assert line_of(LINES, path) == line


def test_a_file_that_is_gone_has_no_lines(tmp_path: Path) -> None:
    assert lines_in(tmp_path / "gone.toml") == {}


def test_a_file_that_is_no_text_any_more_has_no_lines(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe")
    assert lines_in(path) == {}


def test_the_mark_of_windows_takes_no_part(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes("\ufeff[a]\nx = 1\n".encode())
    assert lines_in(path) == {("a",): 1, ("a", "x"): 2}


def test_brackets_nested_too_deep_are_the_last_statement() -> None:
    assert last_statement("a = 1\nb = " + "[" * 5000 + "]" * 5000 + "\n") == 2


def test_a_list_that_stays_open_for_thousands_of_lines_is_not_read_thousands_of_times() -> None:
    begun = process_time()
    text = "a = 1\nx = [\n" + '["b"],\n' * 30_000
    assert last_statement(text) == 2
    assert key_lines(text + "]\n") == {("a",): 1}
    assert process_time() - begun < 10
