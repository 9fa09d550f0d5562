"""Workbooks to grids: xlsx, xls and ods, their visible sheets only."""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kiosk.intake import archive, biff, ooxml, opendocument
from kiosk.intake.cells import Cell
from kiosk.intake.compound import CompoundFile
from kiosk.intake.grid import MOST_CELLS, Grid, Merge
from kiosk.intake.ooxml import Errors
from kiosk.intake.payload import UnusableSource
from kiosk.intake.text import LONGEST

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MIME_TYPE: Final = "mimetype"
_ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
_STREAMS: Final = ("Workbook", "Book")
_ARCHIVES: Final = {
    "xl/workbook.bin": "an Excel binary workbook (.xlsb): save it as .xlsx",
    "word/document.xml": "a Word document, not a table",
    "ppt/presentation.xml": "a PowerPoint presentation, not a table",
}
_SECTOR: Final = 4096
"""Compound files are whole numbers of this many bytes or of 512, but for careless writers."""


def read_zip(body: bytes) -> list[Grid]:
    """Read an xlsx or ods workbook.

    Raises:
        UnusableSource: It is another kind of archive, damaged, or too large.
    """
    parts = archive.unpack(body, _is_read)
    if ooxml.WORKBOOK in parts:
        return _read(body, errors=ooxml.errors_by_sheet(parts))
    kind = parts.get(_MIME_TYPE, b"").decode("ascii", "replace").strip()
    if opendocument.CONTENT in parts and (not kind or kind.startswith(_ODS)):
        return _read(body, merges=opendocument.merges_by_sheet(parts[opendocument.CONTENT]))
    for name, what in _ARCHIVES.items():
        if name in parts:
            raise UnusableSource(what)
    raise UnusableSource(f"a zip archive{f' ({kind})' if kind else ''} that is no workbook")


def read_compound(body: bytes) -> list[Grid]:
    """Read a legacy xls workbook, also one that WPS saved under its own name.

    Raises:
        UnusableSource: It is another kind of file, protected by a password, damaged, or too
            large.
    """
    compound = CompoundFile(body)
    if "EncryptedPackage" in compound:
        raise UnusableSource("a workbook protected by a password: save it without one")
    name = next((name for name in _STREAMS if name in compound), None)
    if name is None:
        what = "a Word document" if "WordDocument" in compound else "an Office file"
        raise UnusableSource(f"{what} that holds no workbook")
    errors = biff.errors_by_sheet(compound.stream(name))
    return _read(body + bytes(-len(body) % _SECTOR), errors_in_order=errors)


def _is_read(name: str) -> bool:
    """Whether a member of an archive is looked into before the workbook is read."""
    return name in (_MIME_TYPE, opendocument.CONTENT, *_ARCHIVES) or ooxml.is_read(name)


def _read(
    body: bytes,
    *,
    errors: Mapping[str, Errors] | None = None,
    errors_in_order: Sequence[Errors] = (),
    merges: Mapping[str, Sequence[Merge]] | None = None,
) -> list[Grid]:
    """The visible sheets of a workbook.

    Raises:
        UnusableSource: The workbook can't be read.
    """
    # Half of the time that this package takes to import, and needed for workbooks alone.
    from python_calamine import (  # noqa: PLC0415
        SheetTypeEnum,
        SheetVisibleEnum,
        load_workbook,
    )

    grids: list[Grid] = []
    room = _Room()
    try:
        with load_workbook(io.BytesIO(body)) as workbook:
            for index, sheet in enumerate(workbook.sheets_metadata):
                if (
                    sheet.typ != SheetTypeEnum.WorkSheet
                    or sheet.visible != SheetVisibleEnum.Visible
                ):
                    continue
                found = workbook.get_sheet_by_index(index)
                rows = _rows(found)
                room.take(rows)
                shown = dict(errors.get(sheet.name, {})) if errors else {}
                if index < len(errors_in_order):
                    shown = dict(errors_in_order[index])
                _show(shown, rows)
                spans = merges.get(sheet.name, ()) if merges is not None else _merges(found)
                grids.append(Grid(rows, name=sheet.name, merges=spans))
    except UnusableSource:
        raise
    except BaseException as error:  # a panic of the Rust reader is no Exception
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise UnusableSource(f"a damaged workbook ({_first_line(error)})") from error
        raise
    return grids


class _Room:
    """What the sheets of one workbook may take together."""

    def __init__(self) -> None:
        self._cells, self._text = MOST_CELLS, ooxml.MOST_TEXT

    def take(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Count a sheet.

        Raises:
            UnusableSource: There is no room for it.
        """
        self._cells -= sum(map(len, rows))
        if self._cells < 0:
            raise UnusableSource(f"a workbook with more than {MOST_CELLS:,} cells")
        self._text -= sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
        if self._text < 0:
            most = ooxml.MOST_TEXT // 1024 // 1024
            raise UnusableSource(f"a workbook with more than {most} MiB of text")


def _rows(sheet: "CalamineSheet") -> list[list[Cell]]:
    """A sheet's rows from its very first, longest texts cut, empty cells None."""
    return [
        [(cell[:LONGEST] or None) if isinstance(cell, str) else cell for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]


def _merges(sheet: "CalamineSheet") -> list[Merge]:
    ranges = sheet.merged_cell_ranges or []
    return [Merge(top, left, bottom, right) for (top, left), (bottom, right) in ranges]


def _show(errors: Errors, rows: list[list[Cell]]) -> None:
    """Put the errors that a sheet shows where the reader leaves nothing."""
    for (row, column), error in errors.items():
        if row < len(rows) and column < len(rows[row]) and rows[row][column] is None:
            rows[row][column] = error


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
