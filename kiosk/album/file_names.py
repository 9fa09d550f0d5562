"""A caption from a file's name, where the name was clearly given to be one."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from kiosk.album.captions import (
    DATE_AT_START,
    TEXT_LIMIT,
    UNIT_LIMIT,
    Caption,
    clean,
    date_of,
    is_meant,
    is_unit,
    readable,
    without_suffix,
)

_SEPARATORS: Final = r"[\s_\-–—]+"
_SEPARATED: Final = re.compile(rf"(.+?)({_SEPARATORS})(.+)", re.DOTALL)
_LEADING: Final = re.compile(rf"^(?:{_SEPARATORS})?")


def caption_from_name(path: str) -> Caption | None:
    """Returns the caption that a file name spells, or None.

    Read are a date, a unit and a text (`2027-06-03_住建局_老旧小区改造.jpg`), a date and a text
    (`20270603 老旧小区改造.jpg`) and a unit and a text (`住建局_老旧小区改造.jpg`), the parts set
    apart by `_`, `-` or spaces. A unit is a first part that ends as units' names do; behind a
    date, `_` alone sets it apart, and without a date a space is not enough. Counters at the end
    are no part of the text. Names that a camera, a messenger or a program made give none.

    Args:
        path: The photo's path; folders are not looked at.
    """
    stem = unicodedata.normalize("NFC", readable(PurePosixPath(path).stem)).strip()
    day, rest = _split_date(stem)
    caption = _unit_and_text(without_suffix(rest), dated=day is not None)
    return replace(caption, day=day) if caption else None


def _split_date(stem: str) -> tuple[date | None, str]:
    """Takes a leading date off; a number that is no date stays part of the rest."""
    match = DATE_AT_START.match(stem)
    day = date_of(match) if match else None
    if match is None or day is None:
        return None, stem
    return day, _LEADING.sub("", stem[match.end() :])


def _unit_and_text(rest: str, *, dated: bool) -> Caption | None:
    parts = _SEPARATED.fullmatch(rest)
    if parts:
        first, separator, second = parts.groups()
        text = _text(second)
        if text and _sets_apart_a_unit(first, separator, dated=dated):
            return Caption(text, clean(first, UNIT_LIMIT))
    text = _text(rest)
    return Caption(text) if dated and text else None


def _sets_apart_a_unit(first: str, separator: str, *, dated: bool) -> bool:
    if not dated:
        return is_unit(first) and not separator.isspace()
    return is_unit(first) or ("_" in separator and is_meant(first))


def _text(part: str) -> str:
    text = clean(part.replace("_", " "), TEXT_LIMIT)
    return text if is_meant(text) else ""
