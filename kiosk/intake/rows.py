"""Which rows under a header are a table's own, and which are totals, notes and headings."""

import re
from enum import Enum, auto
from typing import Final

from kiosk.intake.cells import is_blank, text_of
from kiosk.intake.grid import Grid
from kiosk.intake.header import Header, header_name
from kiosk.intake.text import one_line

TOTALS: Final = frozenset(
    {
        *("小计", "小計", "合计", "合計", "总计", "總計", "全市", "全县", "全縣"),
        *("subtotal", "total", "grandtotal"),
    }
)
"""Texts that begin a row of totals, without white space and case (rules, section 2)."""

_NOTE: Final = re.compile(r"(?:注|说明|說明|备注|備註|備注)[0-9一二三四五六七八九十]*:")
_SECTION: Final = re.compile(r"[一二三四五六七八九十百]+、\s*(.+)", re.DOTALL)
_NUMBER: Final = re.compile(r"[+-]?[0-9.,]+%?")


class Kind(Enum):
    """What a row under a header is."""

    OWN = auto()
    BLANK = auto()
    HEADER = auto()
    """The header once more, as printing repeats it."""
    NUMBERING = auto()
    """The numbers of the columns, right under the header."""
    TOTAL = auto()
    NOTE = auto()
    SECTION = auto()
    """`一、…` and nothing else, in one cell or in each: the area of the rows below."""
    BANNER = auto()
    """One text merged over all that a row of the table needs."""


def kind_of(grid: Grid, header: Header, row: int, essential: tuple[int, ...]) -> Kind:
    """Tell what a row is, by its own cells (rules, section 2).

    Args:
        grid: The sheet.
        header: Its header.
        row: A row below the header.
        essential: The columns that a row of the table can't be without, the one that names
            the row first.
    """
    texts = (text for cell in grid.raw[row] if (text := text_of(cell)))
    first = next(texts, "")
    if not first:
        return Kind.BLANK
    if _repeats_header(grid, header, row):
        return Kind.HEADER
    if section_area(first):
        if all(text == first for text in texts):
            return Kind.SECTION
    elif _says_nothing(first):
        first = next((text for text in texts if not _says_nothing(text)), "")
    if is_total(first) or is_total(text_of(grid.value(row, essential[0]))):
        return Kind.TOTAL
    if _NOTE.match("".join(first.split())):
        return Kind.NOTE
    if row == header.bottom + 1 and all(
        text_of(grid.value(row, index)).isdecimal() for index in essential
    ):
        return Kind.NUMBERING
    merges = {grid.origins.get((row, index)) for index in essential}
    if len(essential) > 1 and len(merges) == 1 and None not in merges:
        return Kind.BANNER
    return Kind.OWN


def is_total(text: str) -> bool:
    """Whether a text is the name of a row of totals."""
    return "".join(text.split()).rstrip(":").casefold() in TOTALS


def section_area(text: str) -> str:
    """The area that a heading such as `一、产业项目` names; empty where it is none."""
    found = _SECTION.fullmatch(text)
    return one_line(found[1]) if found else ""


def _says_nothing(text: str) -> bool:
    """Whether a text is a bare number, or stands for none, and so can't tell what a row is."""
    return _NUMBER.fullmatch(text) is not None or is_blank(text)


def _repeats_header(grid: Grid, header: Header, row: int) -> bool:
    """Whether each of the row's texts is the name of its column."""
    above = range(header.top, header.bottom + 1)
    for index, cell in enumerate(grid.raw[row]):
        name = header_name(cell)
        repeats = name and any(header_name(grid.value(line, index)) == name for line in above)
        if not repeats and text_of(cell):
            return False
    return True
