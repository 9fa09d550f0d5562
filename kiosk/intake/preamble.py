"""What the rows above a header say: the date of the data, and whether it is a demonstration."""

import re
from datetime import date
from typing import Final

from kiosk.intake.cells import Cell, Unreadable, text_of
from kiosk.intake.dates import DateReader
from kiosk.intake.findings import SheetFindings
from kiosk.intake.grid import Grid
from kiosk.intake.header import Header
from kiosk.intake.text import normalize

DEMONSTRATION: Final = "演示数据"
"""The words that mark a table as demonstration data."""

_UNTIL: Final = re.compile(r"截\s*[至止]\s*到?\s*(?:日期|时间|時間|日)?\s*(?:为|為)?\s*:?\s*")
_D: Final = "[0-9〇零一二三四五六七八九十]"
_DATE: Final = re.compile(
    rf"{_D}{{4}}\s*[-/.年]\s*{_D}{{1,3}}\s*[-/.月]\s*{_D}{{1,3}}\s*[日号號]?"
    rf"|(?:{_D}{{4}}\s*年\s*)?{_D}{{1,3}}\s*月\s*{_D}{{1,3}}\s*[日号號]?"
    rf"|(?:{_D}{{4}}\s*年\s*)?{_D}{{1,3}}\s*月\s*(?:份|底|末|[上中下]旬)?"
    rf"|(?:{_D}{{4}}\s*年?\s*)?(?:第?[一二三四1-4]季度末?|[上下]半年|年[底末])"
    r"|[12][0-9]{7}|[0-9]{4}\s*[-/.]\s*[0-9]{1,2}|[0-9]{1,2}\s*[-/.]\s*[0-9]{1,2}"
)


def is_demonstration(grid: Grid, header: Header) -> bool:
    """Whether a row above the header says that the table is demonstration data."""
    rows = grid.raw[: header.top]
    return any(DEMONSTRATION in text_of(cell) for row in rows for cell in row)


def date_above(
    grid: Grid, header: Header, dates: DateReader, findings: SheetFindings
) -> date | None:
    """The latest `截至…` date in the rows above the header (rules, section 3)."""
    found: list[date] = []
    for row in range(header.top):
        for index, cell in enumerate(grid.raw[row]):
            if not isinstance(cell, str) or "截" not in cell:
                continue
            text = normalize(cell)
            for until in _UNTIL.finditer(text):
                said: Cell = _said(text[until.end() :], grid.raw[row][index + 1 :])
                try:
                    day = dates.read(said)
                except Unreadable as unreadable:
                    findings.at(row, index, f"the date “{text_of(said)}” {unreadable}: not used")
                else:
                    found += [day] if day else []
    return max(found, default=None)


def _said(rest: str, beside: list[Cell]) -> Cell:
    """The date behind the word: in the same cell, else in the next one that holds anything."""
    if rest.strip(" )"):
        date_text = _DATE.match(rest)
        return date_text[0] if date_text else None
    return next((cell for cell in beside if text_of(cell)), None)
