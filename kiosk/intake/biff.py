"""What a legacy xls workbook's records say before they are read: its true extent, its errors.

The reader of workbooks allocates rows times columns of a sheet, which is bounded here first. It
also gives nothing for a cell that holds an error.
"""

import struct
from typing import Final

from kiosk.intake.grid import MOST_CELLS
from kiosk.intake.ooxml import Errors
from kiosk.intake.payload import UnusableSource

_BOF: Final = 0x0809
_SHEET: Final = 0x0085
_PASSWORD: Final = 0x002F
_DIMENSIONS: Final = 0x0200
_FORMULA: Final = 0x0006
_TRUTH_OR_ERROR: Final = 0x0205
_SEVERAL: Final = 0x00BD
_CELLS: Final = frozenset(
    # A text among the shared ones, a number, a packed number, several of these, a text, a
    # formula, a truth value or an error, a formatted text.
    {0x00FD, 0x0203, 0x027E, _SEVERAL, 0x0204, _FORMULA, _TRUTH_OR_ERROR, 0x00D6}
)
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
    """Check that each sheet is within bounds, and find the cells that hold errors.

    Args:
        stream: The workbook's stream of records.

    Returns:
        The errors of each sheet, in the workbook's order.

    Raises:
        UnusableSource: A sheet is too large, or the workbook is protected by a password.
    """
    errors: list[dict[tuple[int, int], str]] = []
    sheet_at: dict[int, int] = {}
    current: dict[tuple[int, int], str] = {}
    rows = columns = 0
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + length]
        if kind == _BOF:
            current = errors[sheet_at[at]] if at in sheet_at else {}
            rows = columns = 0
        elif kind == _SHEET and len(data) >= 4:  # noqa: PLR2004 - its position's bytes
            sheet_at[int.from_bytes(data[:4], "little")] = len(errors)
            errors.append({})
        elif kind == _PASSWORD:
            raise UnusableSource("a workbook protected by a password: save it without one")
        elif kind == _DIMENSIONS:
            _check(*_declared(data), _WHOLE_SHEET)
        elif kind in _CELLS and len(data) >= 6:  # noqa: PLR2004 - row, column, format
            row, column = struct.unpack_from("<HH", data)
            last = int.from_bytes(data[-2:], "little") if kind == _SEVERAL else column
            rows, columns = max(rows, row + 1), max(columns, last + 1)
            _check(rows, columns, MOST_CELLS)
            if (code := _error(kind, data)) is not None:
                current[row, column] = _ERRORS.get(code, "#ERROR!")
        at += 4 + length
    return list(errors)


def _declared(data: bytes) -> tuple[int, int]:
    """The rows and columns that a sheet says it has."""
    if len(data) >= 12:  # noqa: PLR2004 - since Excel 97 rows have four bytes
        first_row, last_row, first_column, last_column = struct.unpack_from("<IIHH", data)
    elif len(data) >= 8:  # noqa: PLR2004 - before
        first_row, last_row, first_column, last_column = struct.unpack_from("<HHHH", data)
    else:
        return 0, 0
    return abs(last_row - first_row), abs(last_column - first_column)


def _error(kind: int, data: bytes) -> int | None:
    """The code of the error that a cell's record holds, or None."""
    if kind == _TRUTH_OR_ERROR and len(data) >= 8 and data[7]:  # noqa: PLR2004
        return data[6]
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == _ERROR_VALUE:
        return data[8]
    return None


def _check(rows: int, columns: int, most: int) -> None:
    if rows * columns > most:
        raise UnusableSource(f"a workbook with a sheet of more than {most:,} cells")
