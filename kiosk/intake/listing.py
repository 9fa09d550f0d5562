"""A plain list under a header: its own rows, and their cells by field."""

from collections.abc import Callable
from typing import Final, TypeVar

from kiosk.intake.cells import Cell, Unreadable, is_blank, read_text, text_of
from kiosk.intake.findings import SheetFindings
from kiosk.intake.grid import Grid
from kiosk.intake.header import Column, Header
from kiosk.intake.rows import Kind, kind_of
from kiosk.intake.text import CUT, LONGEST_LINE, one_line

LEFT_OUT: Final = "left out"
"""What is done with a cell that says nothing usable."""

_T = TypeVar("_T")


class Listing:
    """Reads the cells of one sheet, and tells of those that can't be read."""

    def __init__(self, grid: Grid, header: Header, findings: SheetFindings) -> None:
        self.grid = grid
        self.header = header
        self.findings = findings

    def rows(self, *essential: str, sections: bool = False) -> list[int]:
        """The rows that are neither blank, totals, notes nor headings.

        Args:
            essential: Fields that a row can't be without, the one that names it first; of
                those one must have a column.
            sections: Keep a row that holds nothing but `一、…`.
        """
        columns = tuple(
            column.index for field in essential if (column := self.header.column(field))
        )
        kept = {Kind.OWN, Kind.SECTION} if sections else {Kind.OWN}
        below = range(self.header.bottom + 1, len(self.grid.raw))
        return [row for row in below if kind_of(self.grid, self.header, row, columns) in kept]

    def column(self, field: str) -> Column | None:
        """The column that gives a field."""
        return self.header.column(field)

    def cell(self, row: int, field: str) -> Cell:
        """A field's cell; None where it has no column."""
        column = self.column(field)
        return self.grid.value(row, column.index) if column else None

    def holds(self, row: int, *fields: str) -> bool:
        """Whether any of these fields' cells says something."""
        return any(not is_blank(text_of(self.cell(row, field))) for field in fields)

    def read(
        self, row: int, field: str, reader: Callable[[Cell], _T], default: _T, instead: str
    ) -> _T:
        """What a reader makes of a field's cell; where it can't read it, a finding and the default.

        Args:
            row: The row.
            field: The field; one without a column gives the default.
            reader: Raises `Unreadable`.
            default: What is given instead.
            instead: The same in the finding's words.
        """
        column = self.column(field)
        if column is None:
            return default
        try:
            return reader(self.grid.value(row, column.index))
        except Unreadable as unreadable:
            self.findings.add(row, column, f"{unreadable}: {instead}")
            return default

    def label(self, row: int, field: str) -> str:
        """A field's text in one line; empty where it stands for none."""
        text = self.read(row, field, read_text, "", LEFT_OUT)
        if len(text) > LONGEST_LINE:
            self.tell(row, field, CUT)
        text = one_line(text)
        return "" if is_blank(text) else text

    def tell(self, row: int, field: str, message: str) -> None:
        """Note what is the matter with a field's cell, or where it has no column with its row's."""
        column = self.column(field)
        if column:
            self.findings.add(row, column, message)
        else:
            leftmost = min(found.index for found, *_ in self.header.columns.values())
            self.findings.at(row, leftmost, message)
