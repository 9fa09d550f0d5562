"""What an ods spreadsheet's content says before it is read: its true extent and merged cells.

A few bytes can repeat a row a million times; the reader of workbooks would write them out. It
also does not tell of merged cells in this format.
"""

from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from kiosk.intake.grid import MOST_CELLS, Merge
from kiosk.intake.ooxml import MOST_TEXT
from kiosk.intake.payload import UnusableSource

CONTENT: Final = "content.xml"

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def merges_by_sheet(content: bytes) -> dict[str, list[Merge]]:
    """Check that each sheet is within bounds, and find its merged cells.

    Raises:
        UnusableSource: A sheet is too large, or the content is no XML.
    """
    return _Scan().run(content)


class _Scan:
    """One pass over the content."""

    def __init__(self) -> None:
        self._merges: dict[str, list[Merge]] = {}
        self._name = ""
        self._row = self._column = 0
        self._rows_repeated = self._columns_repeated = 1
        self._last_row = self._last_column = 0
        self._in_cell = False
        self._cells_left = MOST_CELLS
        self._text_left = MOST_TEXT

    def run(self, content: bytes) -> dict[str, list[Merge]]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place
        except expat.ExpatError as error:
            raise UnusableSource(f"a spreadsheet with damaged content ({error})") from error
        return self._merges

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == f"{_TABLE}table":
            self._name = attributes.get(f"{_TABLE}name", "")
            self._merges[self._name] = []
            self._cells_left -= self._last_row * self._last_column
            self._row = self._last_row = self._last_column = 0
        elif tag == f"{_TABLE}table-row":
            self._column = 0
            self._rows_repeated = _count(attributes, "number-rows-repeated")
        elif tag in _CELLS:
            self._in_cell = True
            self._columns_repeated = _count(attributes, "number-columns-repeated")
            rows = _count(attributes, "number-rows-spanned")
            columns = _count(attributes, "number-columns-spanned")
            if rows > 1 or columns > 1:
                self._merges[self._name].append(
                    Merge(self._row, self._column, self._row + rows - 1, self._column + columns - 1)
                )
            if f"{_OFFICE}value-type" in attributes:
                self._hold(sum(map(len, attributes.values())))

    def _characters(self, text: str) -> None:
        if self._in_cell and not text.isspace():
            self._hold(len(text))

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            self._in_cell = False
            self._column += self._columns_repeated
        elif tag == f"{_TABLE}table-row":
            self._row += self._rows_repeated

    def _hold(self, length: int) -> None:
        """Count a cell that holds something, as often as it is repeated."""
        self._last_row = max(self._last_row, self._row + self._rows_repeated)
        self._last_column = max(self._last_column, self._column + self._columns_repeated)
        if self._last_row * self._last_column > self._cells_left:
            raise UnusableSource(
                f"a spreadsheet with more than {MOST_CELLS:,} cells up to sheet “{self._name}”"
            )
        self._text_left -= length * self._rows_repeated * self._columns_repeated
        if self._text_left < 0:
            raise UnusableSource(
                f"sheet “{self._name}” has more than {MOST_TEXT // 1024 // 1024} MiB of text"
            )


def _count(attributes: Mapping[str, str], name: str) -> int:
    """A count among a cell's attributes: 1 where it is missing or no count."""
    text = attributes.get(_TABLE + name, "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 10 else 1  # noqa: PLR2004
