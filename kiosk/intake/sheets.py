"""A source's other tables: of units, and of red and black entries (rules, sections 5 and 6)."""

from collections.abc import Mapping
from typing import Final

from kiosk.contest.model import ListedEntry, Side, Unit
from kiosk.intake.cells import Unreadable, is_blank, label_of, read_score, text_of
from kiosk.intake.dates import DateReader
from kiosk.intake.findings import SheetFindings
from kiosk.intake.grid import Grid
from kiosk.intake.header import Header
from kiosk.intake.rows import Kind, kind_of

UNITS_WITH_SCORE: Final = (("name", "score"),)
UNITS_WITH_GROUP: Final = (("name", "group"),)
ENTRIES_REQUIRED: Final = (("side", "subject"),)
"""The columns that make each kind of table."""

_SIDES: Final = {
    **dict.fromkeys(("红", "红榜", "紅", "紅榜", "red"), Side.RED),
    **dict.fromkeys(("黑", "黑榜", "black"), Side.BLACK),
}


def read_units(
    grid: Grid, header: Header, aliases: Mapping[str, str], findings: SheetFindings
) -> tuple[Unit, ...]:
    """The units of a table of units; scores are taken as they are (rules, section 5)."""
    name, score, group = (header.column(field) for field in ("name", "score", "group"))
    units: list[Unit] = []
    for row in _own_rows(grid, header, "name"):
        called = label_of(grid.value(row, name.index)) if name else ""
        if is_blank(called):
            continue
        value = None
        if score:
            try:
                value = read_score(grid.value(row, score.index))
            except Unreadable as unreadable:
                findings.add(row, score, f"{unreadable}: the unit is given no score")
        units.append(
            Unit(
                name=aliases.get(called, called),
                group=label_of(grid.value(row, group.index)) if group else "",
                score=value,
            )
        )
    return tuple(units)


def read_entries(
    grid: Grid,
    header: Header,
    dates: DateReader,
    aliases: Mapping[str, str],
    findings: SheetFindings,
) -> tuple[ListedEntry, ...]:
    """The entries of a table of red and black entries, as it lists them (rules, section 6)."""
    entries: list[ListedEntry] = []
    side_column, subject_column = header.columns["side"][0], header.columns["subject"][0]
    for row in _own_rows(grid, header, "subject"):
        texts = {
            field: text_of(grid.value(row, column.index))
            for field in ("round", "reason", "rectified")
            if (column := header.column(field))
        }
        subject = label_of(grid.value(row, subject_column.index))
        if is_blank(subject):
            findings.add(row, subject_column, "no unit: not an entry")
            continue
        side = _SIDES.get("".join(text_of(grid.value(row, side_column.index)).casefold().split()))
        if side is None:
            findings.add(row, side_column, "is neither red nor black: not an entry")
            continue
        rectify_by = header.column("rectify_by")
        entries.append(
            ListedEntry(
                side=side,
                subject=aliases.get(subject, subject),
                rectify_by=dates.as_text(grid.value(row, rectify_by.index)) if rectify_by else "",
                **texts,
            )
        )
    return tuple(entries)


def _own_rows(grid: Grid, header: Header, naming: str) -> list[int]:
    """The rows of a table that are neither blank, totals, notes nor headings."""
    essential = (header.columns[naming][0].index,)
    below = range(header.bottom + 1, len(grid.raw))
    return [row for row in below if kind_of(grid, header, row, essential) is Kind.OWN]
