"""Collecting what is found in one sheet, in the order in which it is read."""

from kiosk.intake.cells import text_of
from kiosk.intake.grid import Grid
from kiosk.intake.header import Column
from kiosk.intake.reading import Finding


class SheetFindings:
    """What could not be taken as it stood in one sheet."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._found: list[tuple[int, int, Finding]] = []

    def add(self, row: int, column: Column, message: str) -> None:
        """Note what is the matter with a cell, and what was done instead."""
        self.at(row, column.index, message, column.header)

    def at(self, row: int, index: int, message: str, header: str = "") -> None:
        """Note it of a cell that stands in no recognised column."""
        finding = Finding(
            message=message,
            sheet=self._grid.name,
            cell=self._grid.place(row, index),
            column=header,
            text=text_of(self._grid.value(row, index)),
        )
        self._found.append((row, index, finding))

    def in_order(self) -> tuple[Finding, ...]:
        """All of them, from the top row down and from left to right."""
        return tuple(one for *_, one in sorted(self._found, key=lambda entry: entry[:2]))
