"""What the kiosk says of a file that is no TOML: the place, and what to type instead."""

from collections.abc import Callable

import pytest

Complain = Callable[[str | bytes], list[str]]

QUOTE = 'put text, durations and sizes in straight quotes: "…"'
NAME = 'put a name that is not in plain Latin letters in quotes, such as "县直部门"'
BACKSLASH = "not TOML: \\ stands in a text; write / in place of \\ in a path"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "[contest]\ntitle = “擂台赛”\n",
            '2: not TOML: invalid value; full-width “ ” stands here: type " instead',
        ),
        (
            '[contest]\ntitle = "擂台赛”\n',
            (
                "2: not TOML: a quote is opened here and not closed;"
                ' full-width ” stands here: type " instead'
            ),
        ),
        (
            'slogan = ["一，二"，"三"]\n',
            (
                "1: not TOML: a list is not closed, or a comma is missing in it;"
                " full-width ， stands here: type , instead"
            ),
        ),
        (
            'slogan = ["一"、"二"]\n',
            (
                "1: not TOML: a list is not closed, or a comma is missing in it;"
                " full-width 、 stands here: type , instead"
            ),
        ),
        (
            '[contest]\ntitle ＝ "x"\n',
            (
                "2: not TOML: expected '=' after a key in a key/value pair;"
                " full-width ＝ stands here: type = instead"
            ),
        ),
        (
            "【contest】\n",
            "1: not TOML: invalid statement; full-width 【 stands here: type [ instead",
        ),
        (
            "[board]\nred_count = ５\n",
            "2: not TOML: invalid value; full-width ５ stands here: type 5 instead",
        ),
        *(
            (
                f"a = {sign}1\n",
                f"1: not TOML: invalid value; full-width {sign} stands here: type {right} instead",
            )
            for sign, right in (("！", "!"), ("～", "~"))
        ),
        ("a = ｟1\n", "1: not TOML: invalid value"),
        (
            "a\u3000= 1\n",
            (
                "1: not TOML: expected '=' after a key in a key/value pair;"
                " full-width U+3000 stands here: type a plain space instead"
            ),
        ),
        ("[contest]\ntitle = 擂台赛\n", f"2: not TOML: invalid value; {QUOTE}"),
        (
            "[source]\nevery = 1h 30min\n",
            f"2: not TOML: expected newline or end of document after a statement; {QUOTE}",
        ),
        ("[units.groups]\n县直部门 = []\n", f"2: not TOML: invalid statement; {NAME}"),
        (
            '[units]\ngroups = { 乡镇 = ["a"] }\n',
            f"2: not TOML: invalid initial character for a key part; {NAME}",
        ),
        ("[displays.大厅]\n", f"1: not TOML: invalid initial character for a key part; {NAME}"),
        ('[source]\nurl = "D:\\data\\a.xlsx"\n', f"2: {BACKSLASH}"),
        ('[source]\nurl = "D:\\users\\a.xlsx"\n', f"2: {BACKSLASH}"),
        (
            "[contest]\nstart = 2027-5-1\n",
            (
                "2: not TOML: expected newline or end of document after a statement;"
                " type a date as 2027-05-01"
            ),
        ),
        (
            "[contest]\nstart = 2027-02-30\n",
            "2: not TOML: invalid date or datetime; type a date as 2027-05-01",
        ),
        (
            "[board]\nred_count = 05\n",
            (
                "2: not TOML: expected newline or end of document after a statement;"
                " a number does not begin with 0"
            ),
        ),
        *(
            (
                f"[photos]\npan = {word}\n",
                "2: not TOML: invalid value; type true or false, in small letters",
            )
            for word in ("True", "FALSE", "yes", "是")
        ),
        ("[board]\nred_count =\n", "2: not TOML: invalid value"),
        (
            "[board]\nred_count = 3\nred_count = 4\n",
            "3: this key stands in the file twice; keep one",
        ),
        (
            "[board]\n[photos]\n[board]\n",
            "3: this table stands in the file twice; put all its keys under one header",
        ),
        ("[contest]\n\ntitle = '''x\n\n\n", "3: not TOML: a quote is opened here and not closed"),
        (
            "[contest]\n\ntitle = 'x\n\n\n",
            "3: not TOML: a quote is opened here and not closed",
        ),
        (
            '[a]\nx = """\n[b]\ny = 1\nz = [1]\n',
            "2: not TOML: a quote is opened here and not closed",
        ),
        (
            "[a]\nx = [\n  1,\n\n",
            "2: not TOML: invalid value",
        ),
        (
            "[a]\nx = [\n  1,\n[b]\n",
            "4: not TOML: invalid value; the list that begins on line 2 is still open here",
        ),
        (
            "[a]\nx = [\n  1\n[b]\n",
            (
                "4: not TOML: a list is not closed, or a comma is missing in it;"
                " the list that begins on line 2 is still open here"
            ),
        ),
        ("[a]\n[contest", "2: not TOML: expected ']' at the end of a table declaration"),
        (
            f"x = 1\n\ny = {'9' * 5000}\nz = 2\n",
            "3: not TOML: a number is too long, or brackets are nested too deep",
        ),
        (
            f"x = [\n  1,\n  2,\n  3,\n  4,\n  {'9' * 5000},\n  6,\n]\n",
            "6: not TOML: a number is too long, or brackets are nested too deep",
        ),
        (
            f"x = {'[' * 5000}",
            "1: not TOML: a number is too long, or brackets are nested too deep",
        ),
    ],
)
def test_the_line_and_the_usual_reason_are_told(complain: Complain, text: str, line: str) -> None:
    assert complain(text) == [f"config.toml:{line}"]


def test_full_width_signs_in_proper_text_and_comments_are_no_reason(complain: Complain) -> None:
    (line,) = complain('title = "一，“二”" 3 # ，\n')
    assert line == (
        "config.toml:1: not TOML: expected newline or end of document after a statement"
    )
