"""Bytes to text, and delimited text to a grid: CSV and TSV as offices save them."""

import codecs
import csv
import io
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from kiosk.intake.grid import MOST_CELLS, MOST_COLUMNS, Grid
from kiosk.intake.payload import UnusableSource
from kiosk.intake.text import LONGEST

if TYPE_CHECKING:
    from kiosk.intake.cells import Cell

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS: Final = ",\t;"
_TRIED_ROWS: Final = 100
_OFTEN: Final = 0.05
_CONTROLS: Final = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r\x1a\x1b")


def decode(body: bytes) -> str:
    """Text in UTF-8, UTF-16 or GB18030, told by its mark or by what it can only be.

    Raises:
        UnusableSource: It is in none of these, or no text at all.
    """
    encodings = [encoding for mark, encoding in _MARKS if body.startswith(mark)][:1]
    if not encodings:
        encodings = _utf16_without_mark(body) or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.isdisjoint(text):
            raise UnusableSource("binary data, not a table")
        return text
    tried = ", ".join(encoding.upper().removesuffix("-SIG") for encoding in encodings)
    raise UnusableSource(f"neither a workbook nor text in a known encoding (tried {tried})")


def read_delimited(text: str, *, tabs: bool = False) -> Grid:
    """Read delimited text; the delimiter is the one that cuts most rows alike.

    Args:
        text: The text.
        tabs: Its media type or name says that tabs delimit it, where its rows don't tell.

    Raises:
        UnusableSource: It has too many cells or columns, or a quotation that never ends.
    """
    first, _, rest = text.partition("\n")
    first = first.strip("\r\ufeff \"'")
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        text, delimiter = rest, first[-1]
    else:
        delimiter = _delimiter(text, tabs=tabs)
    rows: list[list[Cell]] = []
    left = MOST_CELLS
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(row) > MOST_COLUMNS:
                raise UnusableSource(f"a table of more than {MOST_COLUMNS:,} columns")
            left -= len(row) + 1
            if left < 0:
                raise UnusableSource(f"a table of more than {MOST_CELLS:,} cells")
            rows.append([cell[:LONGEST] or None for cell in row])
    except csv.Error as error:
        raise UnusableSource(f"broken delimited text ({error})") from error
    return Grid(rows)


def _utf16_without_mark(body: bytes) -> list[str]:
    """UTF-16 where one byte in every pair is often 0, as in digits and commas, the other not."""
    pairs = len(body) // 2
    first, second = body[: 2 * pairs : 2].count(0), body[1 : 2 * pairs : 2].count(0)
    if len(body) % 2 or max(first, second) < _OFTEN * pairs:
        return []
    if min(first, second) > _OFTEN * max(first, second):
        return []
    return ["utf-16-le"] if second > first else ["utf-16-be"]


def _delimiter(text: str, *, tabs: bool) -> str:
    """The delimiter with the most cells in rows of the same length."""
    order = "\t,;" if tabs else _DELIMITERS
    return max(order, key=lambda delimiter: _alike(text, delimiter))


def _alike(text: str, delimiter: str) -> int:
    """How many delimiters stand in those of the first rows that have the commonest number."""
    lengths: Counter[int] = Counter()
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        lengths.update(len(row) - 1 for row in islice(reader, _TRIED_ROWS))
    except csv.Error:
        return 0
    return max((number * count for number, count in lengths.items()), default=0)
