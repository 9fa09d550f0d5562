"""Text as it is kept: normalised, bounded, without control characters and personal numbers."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 2_000
"""Characters of a cell that are read; what is longer is cut."""

LONGEST_LINE: Final = 200
"""Characters of a name or a title that are kept; no wall has room for more in one place."""

CUT: Final = f"is longer than {LONGEST_LINE} characters: cut"
"""What is told of a longer one."""

_LONGEST_MESSAGE: Final = 500

_BREAKS: Final = re.compile(r" ?[\n\r\v\f\x85\u2028\u2029]\s*")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, text direction overrides, invisible ones, and half surrogate pairs."""
_SPACES: Final = re.compile(r"[^\S\n\r\v\f\x85\u2028\u2029]+")
_MINUS: Final = "−"

_LABEL: Final = (
    r"(?:(?:联系|聯繫)?(?:电话|電話|手机|手機)(?:号码?|號碼?)?|联系方式|聯繫方式|"
    r"(?:身份证|身份證|公民身份)(?:号码?|號碼?)?|tel|phone|mobile)\s*[:.]?\s*"
)
_PERSONAL: Final = re.compile(
    rf"(?:{_LABEL})?(?<![0-9])(?:"
    r"(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}"
    r"|(?:\(0[0-9]{2,3}\)|0[0-9]{2,3})[- ]?[0-9]{7,8}(?:-[0-9]{1,4})?"
    r"|[0-9]{17}[0-9Xx]"
    r")(?![0-9])",
    re.IGNORECASE,
)
_MAYBE_PERSONAL: Final = re.compile(r"[0-9](?:[- )]{0,2}[0-9]){9}")
_SHORTEST_PERSONAL: Final = 10
"""Characters that such a number has at least."""
_EMPTIED: Final = re.compile(r"\(\s*[,;、:]?\s*\)|\[\s*\]")


def normalize(text: str) -> str:
    """Text in NFKC, trimmed, at most `LONGEST` characters, its lines joined by line feeds.

    Control characters, overrides of the text's direction and halves of surrogate pairs are
    taken out, other white space is one space.
    """
    text = text[:LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)[:LONGEST].replace(_MINUS, "-")
    if text.isprintable() and "  " not in text:
        return text.strip()
    text = _SPACES.sub(" ", _UNSEEN.sub("", text))
    return _BREAKS.sub("\n", text).strip()


def without_personal_numbers(text: str) -> str:
    """The text without telephone and identity numbers and their labels (rules, section 6)."""
    if len(text) < _SHORTEST_PERSONAL or not _MAYBE_PERSONAL.search(text):
        return text
    return _EMPTIED.sub("", _PERSONAL.sub("", text)).strip(" ,;、:")


def one_line(text: str, joint: str = "") -> str:
    """Text with its line breaks, which only fit it to a column's width, replaced by `joint`.

    Between Latin letters or digits a break stands for a space. It has `LONGEST_LINE` characters
    at most.
    """
    if "\n" not in text:
        return text[:LONGEST_LINE].rstrip()
    # A break takes one character and may give its place to none.
    first, *rest = text[: 2 * LONGEST_LINE].split("\n")
    for part in rest:
        latin = first[-1:].isascii() and part[:1].isascii()
        first += (joint or (" " if latin else "")) + part
    return first[:LONGEST_LINE].rstrip()


def message_line(text: str) -> str:
    """Text that quotes what was read, fit for one line of a log: printable and not endless."""
    line = " ".join(text[:_LONGEST_MESSAGE].split())
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)


def compact(text: str) -> str:
    """Normalised text without any white space."""
    return "".join(normalize(text).split())
