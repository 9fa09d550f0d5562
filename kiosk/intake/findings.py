"""Collecting what is found in one sheet, in the order in which it is read."""

from collections.abc import Callable
from functools import partial

from kiosk.intake.cells import text_of
from kiosk.intake.grid import Grid
from kiosk.intake.header import Column
from kiosk.intake.reading import Finding
from kiosk.intake.text import message_line


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
        self._found.append((row, index, self._finding(row, index, message, header)))

    def later(self, row: int, column: Column) -> Callable[[str], Finding]:
        """What makes the finding of a cell that only the whole source can tell about."""
        return partial(self._finding, row, column.index, header=column.header)

    def _finding(self, row: int, index: int, message: str, header: str = "") -> Finding:
        return Finding(
            message=message_line(message),
            sheet=message_line(self._grid.name),
            cell=self._grid.place(row, index),
            column=header,
            text=text_of(self._grid.value(row, index)),
        )

    def in_order(self) -> tuple[Finding, ...]:
        """All of them, from the top row down and from left to right."""
        return tuple(one for *_, one in sorted(self._found, key=lambda entry: entry[:2]))
