"""What a legacy xls workbook's records say before they are read: its true extent, its errors.

The reader of workbooks takes room for all that is declared, and ends the process where there is
none: rows times columns of a sheet, and the number of texts. They are bounded here first, on the
very way that it goes through the records. It also gives nothing for a cell that holds an error.
"""

import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final

from kiosk.intake.grid import MOST_CELLS
from kiosk.intake.ooxml import Errors
from kiosk.intake.payload import UnusableSource

_END: Final = 0x000A
_SHEET: Final = 0x0085
_PASSWORD: Final = 0x002F
_SHARED_TEXTS: Final = 0x00FC
_SHARED_TEXT: Final = 0x00FD
_CONTINUED: Final = 0x003C
_DIMENSIONS: Final = 0x0200
_FORMULA: Final = 0x0006
_TRUTH_OR_ERROR: Final = 0x0205
_SEVERAL: Final = 0x00BD
_CELLS: Final = frozenset(
    # A text among the shared ones, a number, a packed number, several of these, a text, a
    # formula, a truth value or an error, a formatted text.
    {_SHARED_TEXT, 0x0203, 0x027E, _SEVERAL, 0x0204, _FORMULA, _TRUTH_OR_ERROR, 0x00D6}
)
_WIDE: Final = 1
_WITH_READINGS: Final = 4
_FORMATTED: Final = 8
"""Flags of a text: two bytes a character; something about it stands behind it."""
MOST_TEXT: Final = 24 * 1024 * 1024
"""Bytes of the texts in all cells together, each repeated where cells share it: the reader copies
them twice."""
_SHORTEST_TEXT: Final = 3
"""Bytes of an empty text."""
_MOST_SHEETS: Final = 1000
_MOST_RECORDS: Final = 4_000_000
"""Records that are walked over, those that two sheets share twice."""
_WHOLE_SHEET: Final = 65_536 * 256
_ERROR_VALUE: Final = 2
_ERRORS: Final = dict(
    zip(
        (0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A),
        ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"),
        strict=True,
    )
)


def errors_by_sheet(stream: bytes) -> list[Errors]:
    """Check that the sheets are within bounds, and find the cells that hold errors.

    Args:
        stream: The workbook's stream of records.

    Returns:
        The errors of each sheet, in the workbook's order.

    Raises:
        UnusableSource: The sheets are too large together or claim to be, there are too many of
            them, or the workbook is protected by a password.
    """
    return _Scan(stream).run()


class _Scan:
    """A walk over the records as the reader goes: of the workbook, then from each sheet's place."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._cells_left = MOST_CELLS
        self._records_left = _MOST_RECORDS
        self._lengths: list[int] = []
        self._text_left = MOST_TEXT

    def run(self) -> list[Errors]:
        places: list[int] = []
        texts: list[bytes] = []
        before = 0
        for kind, data in self._records(0):
            if kind == _SHEET and len(data) >= 4:  # noqa: PLR2004 - its position's bytes
                places.append(int.from_bytes(data[:4], "little"))
            elif kind == _PASSWORD:
                raise UnusableSource("a workbook protected by a password: save it without one")
            elif kind == _SHARED_TEXTS and len(data) >= 8:  # noqa: PLR2004 - two counts
                count = int.from_bytes(data[4:8], "little")
                if count * _SHORTEST_TEXT > len(self._stream):
                    raise UnusableSource("a damaged workbook: it claims more texts than it holds")
                texts = [data[8:]]
            elif kind == _CONTINUED and before in (_SHARED_TEXTS, _CONTINUED) and texts:
                texts.append(data)
            before = kind
        self._lengths = _text_lengths(texts)
        if len(places) > _MOST_SHEETS:
            raise UnusableSource(f"a workbook of more than {_MOST_SHEETS:,} sheets")
        return [self._sheet(place) for place in places]

    def _sheet(self, place: int) -> Errors:
        """The errors of the sheet that begins at a place in the stream."""
        errors: dict[tuple[int, int], str] = {}
        rows = columns = 0
        for kind, data in self._records(place):
            if kind == _DIMENSIONS:
                _check(*_declared(data), _WHOLE_SHEET)
            elif kind in _CELLS and len(data) >= 6:  # noqa: PLR2004 - row, column, format
                row, column = struct.unpack_from("<HH", data)
                last = int.from_bytes(data[-2:], "little") if kind == _SEVERAL else column
                rows, columns = max(rows, row + 1), max(columns, last + 1)
                if rows * columns > self._cells_left:
                    raise _too_large(MOST_CELLS)
                if kind == _SHARED_TEXT:
                    self._count_text(data)
                if (code := _error(kind, data)) is not None:
                    errors[row, column] = _ERRORS.get(code, "#ERROR!")
        self._cells_left -= rows * columns
        return errors

    def _count_text(self, data: bytes) -> None:
        """Count the text that a cell refers to: each has a copy of its own."""
        index = int.from_bytes(data[6:10], "little")
        self._text_left -= self._lengths[index] if index < len(self._lengths) else 0
        if self._text_left < 0:
            raise UnusableSource(
                f"a workbook with more than {MOST_TEXT // 1024 // 1024} MiB of text"
            )

    def _records(self, at: int) -> Iterator[tuple[int, bytes]]:
        """The kinds and contents of the records from a place to the next end."""
        while at + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, at)
            self._records_left -= 1
            if kind == _END:
                return
            if self._records_left < 0:
                raise UnusableSource(f"a workbook of more than {_MOST_RECORDS:,} records")
            yield kind, self._stream[at + 4 : at + 4 + length]
            at += 4 + length


def _text_lengths(chunks: Iterable[bytes]) -> list[int]:
    """The bytes of the texts that cells share, as far as these are whole.

    Args:
        chunks: What the record of the texts holds, and those that continue it.
    """
    lengths: list[int] = []
    with suppress(StopIteration):
        scan = _TextScan(chunks)
        while True:
            lengths.append(scan.next_length())
    return lengths


class _TextScan:
    """Steps from text to text; `StopIteration` ends it where the chunks do."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._chunk, self._at = next(self._chunks), 0

    def next_length(self) -> int:
        if self._at >= len(self._chunk):
            self._chunk, self._at = next(self._chunks), 0
        characters, flags = self._number(2), self._number(1)
        behind = 4 * self._number(2) if flags & _FORMATTED else 0
        behind += self._number(4) if flags & _WITH_READINGS else 0
        length = self._skip_characters(characters, flags)
        while behind > len(self._chunk) - self._at:
            behind -= len(self._chunk) - self._at
            self._chunk, self._at = next(self._chunks), 0
        self._at += behind
        return length

    def _number(self, size: int) -> int:
        """A number in a text's head, which is never cut."""
        begin, self._at = self._at, self._at + size
        if self._at > len(self._chunk):
            raise StopIteration
        return int.from_bytes(self._chunk[begin : self._at], "little")

    def _skip_characters(self, characters: int, flags: int) -> int:
        length = 0
        while True:
            width = 1 + (flags & _WIDE)
            here = min(characters, (len(self._chunk) - self._at) // width)
            length += here * width
            self._at += here * width
            characters -= here
            if not characters:
                return length
            # Where a text goes on it is said anew how wide its characters are.
            self._chunk, self._at = next(self._chunks), 0
            flags = self._number(1)


def _declared(data: bytes) -> tuple[int, int]:
    """The rows and columns that a sheet says it has, as a reader without signs counts them."""
    if len(data) >= 12:  # noqa: PLR2004 - since Excel 97 rows have four bytes
        first_row, last_row, first_column, last_column = struct.unpack_from("<IIHH", data)
    elif len(data) >= 8:  # noqa: PLR2004 - before
        first_row, last_row, first_column, last_column = struct.unpack_from("<HHHH", data)
    else:
        return 0, 0
    if not last_row or not last_column:
        return 1, 1
    return (last_row - first_row) % 2**32, (last_column - first_column) % 2**32


def _error(kind: int, data: bytes) -> int | None:
    """The code of the error that a cell's record holds, or None."""
    if kind == _TRUTH_OR_ERROR and len(data) >= 8 and data[7]:  # noqa: PLR2004
        return data[6]
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == _ERROR_VALUE:
        return data[8]
    return None


def _check(rows: int, columns: int, most: int) -> None:
    if rows * columns > most:
        raise _too_large(most)


def _too_large(most: int) -> UnusableSource:
    return UnusableSource(f"a workbook with more than {most:,} cells")
