"""What an xlsx workbook's parts say before they are read: its kind, its true extent, its errors.

The reader of workbooks allocates rows times columns of a sheet, and a text for every cell that
refers to it; both are bounded here first. It also gives nothing for a cell that holds an error.
"""

import posixpath
import re
from collections.abc import Mapping
from typing import Any, Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

from kiosk.intake.grid import MOST_CELLS
from kiosk.intake.payload import UnusableSource

MOST_TEXT: Final = 48 * 1024 * 1024
"""Bytes of text in a sheet's cells together, each repeated where cells share it."""

WORKBOOK: Final = "xl/workbook.xml"
"""The part that lists the sheets."""

_SHARED: Final = "xl/sharedstrings.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

_SHEET_DATA: Final = b"sheetData"
"""What a part that is a sheet holds."""
_NO_SHEETS: Final = ("docprops/", "xl/theme/", "xl/drawings/", "customxml/")

_CELL: Final = re.compile(
    rb"<(?:\w+:)?c(?:\s+r\s*=\s*[\"']([A-Z]{1,3})([1-9][0-9]{0,6})[\"']|[\s/>])"
)
"""A cell, with its column and row where it says them first."""
_ROW: Final = re.compile(r"0{0,3}[1-9][0-9]{0,6}")
_REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_EMPTY_CELL: Final = re.compile(rb"<(?:\w+:)?c\s[^<>]*/>")
_MOST_SCANNED: Final = 400_000
"""Cells of a sheet that are looked at one by one: two seconds of work."""
_ITEM_END: Final = re.compile(rb"</(?:\w+:)?si\s*>")
_ERROR_TYPE: Final = re.compile(rb"=\s*[\"']e[\"']")
"""The type of a cell that shows an error, by its value alone: `e` means nothing else."""

Errors = Mapping[tuple[int, int], str]
"""The error that a cell shows, `#DIV/0!`, by row and column from 0."""


def is_read(name: str) -> bool:
    """Whether a member of the archive is read here: a sheet may be any part of XML."""
    return name == _RELATIONS or (name.endswith(".xml") and not name.startswith(_NO_SHEETS))


def errors_by_sheet(parts: Mapping[str, bytes]) -> dict[str, Errors]:
    """Check that each sheet is within bounds, and find the cells that hold errors.

    Returns:
        The errors of each sheet that has any, by the sheet's name.

    Raises:
        UnusableSource: A sheet is too large, or a part is no XML.
    """
    shared = _SharedTexts(parts.get(_SHARED, b""))
    names = _sheet_names(parts)
    found: dict[str, Errors] = {}
    for part, xml in parts.items():
        if _SHEET_DATA not in xml:
            continue
        name, scanned = names.get(part, part), xml
        if _within_bounds_at_a_glance(xml, shared):
            if not _ERROR_TYPE.search(xml):
                continue
            # Each cell says where it stands, so that none is missed.
            scanned = _EMPTY_CELL.sub(b"", xml)
        errors = _SheetScan(name, shared).run(scanned)
        if errors:
            found[name] = errors
    return found


class _SharedTexts:
    """The lengths of the texts that cells share."""

    def __init__(self, xml: bytes) -> None:
        self.lengths: list[int] = []
        start = 0
        for end in _ITEM_END.finditer(xml):
            self.lengths.append(end.start() - start)
            start = end.end()
        self.longest = max(self.lengths, default=0)


def _within_bounds_at_a_glance(xml: bytes, shared: _SharedTexts) -> bool:
    """Whether even the sheet's empty cells, and the longest of texts in each, are not too much.

    False also where a cell doesn't first of all say where it stands.
    """
    cells = _CELL.findall(xml)
    columns = {letters for letters, _ in cells}
    if b"" in columns:
        return False
    last_row = max(map(int, {row for _, row in cells}), default=0)
    last_column = max(map(_column, columns), default=0)
    return last_row * last_column <= MOST_CELLS and len(cells) * shared.longest <= MOST_TEXT


class _SheetScan:
    """One exact pass over a sheet's XML."""

    def __init__(self, name: str, shared: _SharedTexts) -> None:
        self._name = name
        self._shared = shared
        self._row = self._column = 0
        self._last_row = self._last_column = 0
        self._cells_left = _MOST_SCANNED
        self._text_left = MOST_TEXT
        self._kind = ""
        self._value: list[str] | None = None
        self._errors: dict[tuple[int, int], str] = {}

    def run(self, xml: bytes) -> Errors:
        """Scan a sheet.

        Returns:
            The errors that its cells show.

        Raises:
            UnusableSource: The sheet is too large or no XML.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(xml, True)  # noqa: FBT003 - expat takes it by place
        except expat.ExpatError as error:
            raise UnusableSource(
                f"a workbook with a damaged sheet “{self._name}” ({error})"
            ) from error
        return self._errors

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition(":")[2]
        place = attributes.get("r")
        if tag == "row":
            self._row = self._row + 1 if place is None else int(self._place(_ROW, place)[0])
            self._column = 0
        elif tag == "c":
            self._column += 1
            self._cells_left -= 1
            if self._cells_left < 0:
                raise UnusableSource(
                    f"sheet “{self._name}” has more than {_MOST_SCANNED:,} cells to look at"
                )
            if place is not None:
                found = self._place(_REFERENCE, place)
                self._column = _column(found[1].upper().encode())
                self._row = int(found[2])
            self._kind = attributes.get("t", "n")
        elif tag in ("v", "is"):
            self._value = []

    def _place(self, pattern: "re.Pattern[str]", written: str) -> "re.Match[str]":
        """A row or cell of the sheet; where it is none the reader might count to anything."""
        found = pattern.fullmatch(written)
        if found is None:
            raise UnusableSource(
                f"sheet “{self._name}” has a row or cell “{written}”, which is none"
            )
        return found

    def _characters(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag not in ("v", "is") or self._value is None:
            return
        text = "".join(self._value)
        self._value = None
        if self._kind == "e":
            self._errors[self._row - 1, self._column - 1] = text
        self._text_left -= self._length(text)
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)
        if self._last_row * self._last_column > MOST_CELLS:
            raise UnusableSource(f"sheet “{self._name}” has more than {MOST_CELLS:,} cells")
        if self._text_left < 0:
            raise UnusableSource(
                f"sheet “{self._name}” has more than {MOST_TEXT // 1024 // 1024} MiB of text"
            )

    def _length(self, text: str) -> int:
        """How long the text of a cell is, that it writes or refers to."""
        if self._kind != "s":
            return len(text)
        place = _number(text, -1)
        return self._shared.lengths[place] if 0 <= place < len(self._shared.lengths) else 0


def _sheet_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The name of the sheet that a part holds.

    Raises:
        UnusableSource: A part is no XML.
    """
    targets: dict[str, str] = {}
    if _RELATIONS in parts:
        for relation in _xml(parts[_RELATIONS]):
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            targets[relation.get("Id", "")] = posixpath.normpath(path).casefold()
    names: dict[str, str] = {}
    for element in _xml(parts[WORKBOOK]).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            id_ = element.get(_RELATION_ID) or element.get(_STRICT_ID) or ""
            names[targets.get(id_, "")] = element.get("name", "")
    return names


def _xml(part: bytes) -> Any:
    try:
        return ET.fromstring(part)  # noqa: S314 - expat bounds entities since 2.4
    except ET.ParseError as error:
        raise UnusableSource(f"a workbook with a damaged part ({error})") from error


def _column(letters: bytes) -> int:
    """A column's number from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _number(text: str | None, default: int) -> int:
    """A whole number, or the default where the text is none."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else default  # noqa: PLR2004
