"""Mistakes that keep a file from being TOML at all, and the usual reasons for them.

Imported only when there is one.
"""

import re
import tomllib
from bisect import bisect_left
from typing import Final
from unicodedata import normalize

from kiosk.config.places import last_statement
from kiosk.config.problems import Problem

_PLACE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")

_TYPED_FOR: Final = {
    **dict.fromkeys("“”„‟「」『』", '"'),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("【〔", "["),
    **dict.fromkeys("】〕", "]"),
    **dict.fromkeys("\u3000\xa0", "a plain space"),
    "、": ",",
    "。": ".",
}
"""Characters of a Chinese keyboard to those they are taken for; full-width ones come besides."""

_FIRST_FULL_WIDTH: Final = "！"
_LAST_FULL_WIDTH: Final = "～"

TEXT: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*')
"""Proper text and comments, in which any character may stand."""

_BACKSLASH: Final = "not TOML: \\ stands in a text; write / in place of \\ in a path"
_OPEN_QUOTE: Final = "not TOML: a quote is opened here and not closed"

_MEANING: Final = {
    "Cannot declare": "this table stands in the file twice; put all its keys under one header",
    "Cannot overwrite": "this key stands in the file twice; keep one",
    "Illegal character '\\n'": _OPEN_QUOTE,
    "Expected \"'": _OPEN_QUOTE,
    "Unterminated string": _OPEN_QUOTE,
    "Unclosed array": "not TOML: a list is not closed, or a comma is missing in it",
    "Unescaped '\\'": _BACKSLASH,
    "Invalid hex value": _BACKSLASH,
}
"""How tomllib's message begins, to what a clerk can make use of."""


def syntax_problem(file: str, text: str, error: Exception) -> Problem:
    """The problem that keeps a text from being TOML.

    Args:
        file: The file's name, as the problem is to name it.
        text: What the file holds.
        error: What tomllib raised.
    """
    if not isinstance(error, tomllib.TOMLDecodeError):
        return Problem(
            file=file,
            line=_line_beyond_limits(text),
            message="not TOML: a number is too long, or brackets are nested too deep",
        )
    said = str(error)
    place = _PLACE.search(said)
    reason = _PLACE.sub("", said)
    message = f"not TOML: {reason[:1].lower()}{reason[1:]}"
    for beginning, meaning in _MEANING.items():
        if reason.startswith(beginning):
            message = meaning
    first = last_statement(text)
    line = int(place[1]) if place and place[1] else first
    hint = ""
    if "twice" not in message:
        hint = _hint(text.split("\n")[line - 1])
        if not hint and line > first:
            hint = f"the list that begins on line {first} is still open here"
    return Problem(file=file, line=line, message=message, hint=hint)


def _line_beyond_limits(text: str) -> int:
    """The line that tomllib gives up on for another reason than its syntax."""
    lines = text.split("\n")

    def gives_up(number: int) -> bool:
        try:
            tomllib.loads("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            return False
        except (ValueError, RecursionError):
            return True
        return False

    return bisect_left(range(len(lines)), x=True, key=gives_up)


def _hint(line: str) -> str:
    """What is likely to be wrong with a line; empty where nothing comes to mind."""
    bare = TEXT.sub('""', line)
    typed = {letter: _typed_for(letter) for letter in bare if _typed_for(letter)}
    if typed:
        right = next(iter(typed.values()))
        wrong = " ".join(_named(letter) for letter in typed if typed[letter] == right)
        return f"full-width {wrong} stands here: type {right} instead"
    if re.search(r"[^\x00-\x7f][^=]*=|^\s*\[.*[^\x00-\x7f]", bare):
        return 'put a name that is not in plain Latin letters in quotes, such as "县直部门"'
    return _hint_for_value(bare.partition("=")[2].strip())


def _hint_for_value(value: str) -> str:
    if re.fullmatch(r"(?i)true|false|yes|no|on|off|是|否", value):
        return "type true or false, in small letters"
    if re.match(r"\d{4}[-/.年]\d", value):
        return "type a date as 2027-05-01"
    if re.match(r"0\d", value):
        return "a number does not begin with 0"
    if re.fullmatch(r"(\d+ *[^\W\d]+ *)+|[^\W\d].*", value):
        return 'put text, durations and sizes in straight quotes: "…"'
    return ""


def _typed_for(letter: str) -> str:
    """What a character was typed for; empty for one that may stand as it is."""
    if _FIRST_FULL_WIDTH <= letter <= _LAST_FULL_WIDTH:
        return normalize("NFKC", letter)
    return _TYPED_FOR.get(letter, "")


def _named(letter: str) -> str:
    return letter if letter.isprintable() else f"U+{ord(letter):04X}"
