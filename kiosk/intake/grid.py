"""A sheet as rows of cells, with its merged cells spread over what they cover."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kiosk.intake.cells import Cell
from kiosk.intake.payload import UnusableSource
from kiosk.intake.text import message_line

MOST_CELLS: Final = 1_000_000
"""Rows times columns of a sheet that is read; a table of 214 tasks has some 3,000."""
MOST_MERGED: Final = 250_000
"""Cells that the merged ranges of a sheet may cover; each takes as much memory as ten others."""
MOST_COLUMNS: Final = 16_384
"""Columns of a sheet that is read: what a spreadsheet has."""


class Merge(NamedTuple):
    """A merged range; rows and columns count from 0, the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, delimited text, or list of records. Rows and columns count from 0.

    Raises:
        UnusableSource: Merged ranges cover more than `MOST_MERGED`.
    """

    raw: list[list[Cell]]
    """Each cell's own value; None for a cell that a merged range covers."""
    name: str = ""
    """The sheet's name."""
    merges: Sequence[Merge] = ()
    records: str | None = None
    """Where a JSON document holds the rows, `tasks`; None for a sheet. The first row of the
    grid then holds the keys."""
    naming: Callable[[int, int], str] | None = None
    """What names a cell by its row and column where records held others."""
    filled: list[list[Cell]] = field(init=False)
    """Each cell's value, where a merged cell gives its value to all that it covers."""
    origins: dict[tuple[int, int], Merge] = field(init=False)
    """The merged range that covers a cell."""

    def __post_init__(self) -> None:
        filled = [list(row) for row in self.raw] if self.merges else self.raw
        object.__setattr__(self, "filled", filled)
        object.__setattr__(self, "origins", {})
        left_to_cover = MOST_MERGED
        for merge in self.merges:
            bottom = min(merge.bottom, len(self.raw) - 1)
            if merge.top > bottom:
                continue
            width = max(len(self.raw[row]) for row in range(merge.top, bottom + 1))
            right = min(merge.right, width - 1)
            left_to_cover -= (bottom - merge.top + 1) * max(right - merge.left + 1, 1)
            if left_to_cover < 0:
                raise UnusableSource(
                    f"sheet “{self.name}” has merged cells over more than {MOST_MERGED:,} cells"
                )
            self._spread(Merge(merge.top, merge.left, bottom, right))

    def _spread(self, merge: Merge) -> None:
        """Give a merged range's value to the cells it covers."""
        first = self.raw[merge.top]
        value = first[merge.left] if merge.left < len(first) else None
        for row in range(merge.top, merge.bottom + 1):
            own, spread = self.raw[row], self.filled[row]
            for column in range(merge.left, merge.right + 1):
                self.origins[row, column] = merge
                if column >= len(own):
                    short = column + 1 - len(own)
                    own += [None] * short
                    spread += [None] * short
                spread[column] = value
                if (row, column) != (merge.top, merge.left):
                    own[column] = None

    def value(self, row: int, column: int) -> Cell:
        """A cell's value, merged cells spread; None beyond the row's end."""
        cells = self.filled[row]
        return cells[column] if column < len(cells) else None

    def place(self, row: int, column: int) -> str:
        """A cell's name: `E17`, or `tasks[12].actual` of a JSON document."""
        if self.naming:
            return message_line(self.naming(row, column))
        if self.records is not None:
            return message_line(f"{self.records}[{row - 1}].{self.raw[0][column]}")
        return f"{column_letters(column)}{row + 1}"


def column_letters(column: int) -> str:
    """A column's letters: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
