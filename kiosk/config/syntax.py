"""Mistakes that keep a file from being TOML at all, and the usual reasons for them.

Imported only when there is one.
"""

import re
from typing import Final

from kiosk.config.problems import Problem

_PLACE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")

_STRAIGHT: Final = {
    '"': "“”„‟＂「」『』",
    "'": "‘’＇",
    ",": "，、",
    "=": "＝",
    ".": "。．",
    "#": "＃",
    "[ ]": "［］【】〔〕",
    "{ }": "｛｝",
    "a space": "\u3000\xa0",
}
"""What is to be typed, to the characters of a Chinese keyboard that are taken for it."""

_TEXT: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*')
"""Proper text and comments, in which any character may stand."""

_TWICE: Final = {
    "Cannot declare": "this table stands in the file twice; put all its keys under one header",
    "Cannot overwrite": "this key stands in the file twice; keep one",
}


def syntax_problem(file: str, text: str, error: Exception) -> Problem:
    """The problem that keeps a text from being TOML.

    Args:
        file: The file's name, as the problem is to name it.
        text: What the file holds.
        error: What tomllib raised.
    """
    said = str(error)
    place = _PLACE.search(said)
    last = text.rstrip().count("\n") + 1
    number = min(int(place[1]), last) if place and place[1] else last
    reason = _PLACE.sub("", said) if place else "a number or a nesting that has no end"
    for beginning, meaning in _TWICE.items():
        if reason.startswith(beginning):
            return Problem(file=file, line=number, message=meaning)
    line = text.split("\n")[number - 1].rstrip("\r")
    return Problem(
        file=file, line=number, message=f"not TOML: {_lowered(reason)}", hint=_hint(line)
    )


def _lowered(reason: str) -> str:
    return reason[:1].lower() + reason[1:]


def _hint(line: str) -> str:
    """What is likely to be wrong with a line; empty where nothing comes to mind."""
    bare = _TEXT.sub('""', line)
    for straight, others in _STRAIGHT.items():
        wrong = [letter for letter in others if letter in bare]
        if wrong:
            return f"type {straight} in place of {_named(wrong)}"
    key, equals, value = bare.partition("=")
    if not key.isascii():
        return 'put a name that is not in plain Latin letters in quotes: "县直部门" = …'
    value = value.strip()
    if "\\" in line:
        return "write / in place of \\ in a path"
    if re.fullmatch(r"(?i)true|false|yes|no|on|off|是|否", value):
        return "type true or false, in small letters"
    if re.match(r"\d{4}[-/.年]\d", value):
        return "type a date as 2027-05-01"
    if equals and value[:1] not in {"", '"', "'", "[", "{"}:
        return 'put text, durations and sizes in straight quotes: "…"'
    return ""


def _named(letters: list[str]) -> str:
    return " ".join(
        letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in letters
    )
