"""A payload to everything it says: the one entry to this package (rules, sections 1 to 3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import Final

from kiosk.contest.model import ListedEntry, Table, Task, Unit
from kiosk.intake import formats, preamble, sheets
from kiosk.intake.cells import Unreadable, label_of, text_of
from kiosk.intake.dates import DateReader
from kiosk.intake.document import Content, read_document
from kiosk.intake.findings import SheetFindings
from kiosk.intake.grid import Grid
from kiosk.intake.header import (
    ENTRY_NAMES,
    SEARCHED_ROWS,
    TASK_NAMES,
    UNIT_NAMES,
    Header,
    Vocabulary,
    find_header,
)
from kiosk.intake.payload import Payload, UnusableSource
from kiosk.intake.reading import Finding, Reading
from kiosk.intake.tasks import TASKS_REQUIRED, TaskSheet

_NAMED: Final = 8
"""Sheets or keys that a message names."""


class _Kind(Enum):
    """What a sheet holds."""

    TASKS = auto()
    ENTRIES = auto()
    UNITS = auto()


_TABLES: Final = (
    (_Kind.TASKS, TASK_NAMES, TASKS_REQUIRED),
    (_Kind.ENTRIES, ENTRY_NAMES, sheets.ENTRIES_REQUIRED),
    (_Kind.UNITS, UNIT_NAMES, sheets.UNITS_REQUIRED),
)
"""The kinds of tables in the order in which a sheet is tried for them."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet that was recognised."""

    kind: _Kind
    grid: Grid
    header: Header


def read_table(payload: Payload, reading: Reading) -> tuple[Table, tuple[Finding, ...]]:
    """Read everything that a source says.

    `Table.as_of` is the document's own date, else the latest `截至…` above a header, else the
    latest `updated`, else the payload's own in the contest's time zone, else None. A date
    pinned in the configuration is for the caller to put in its place.

    Args:
        payload: What the source gave.
        reading: How to read it.

    Returns:
        The table, and what in it could not be taken as it stood.

    Raises:
        UnusableSource: It is no table, an empty one, or can't be read at all; one line.
    """
    source = formats.read(payload)
    if isinstance(source, formats.Document):
        content = read_document(source.value, reading.records)
    else:
        content = Content(tuple(source))
    return _Reader(content, reading).read(payload)


class _Reader:
    """Reads the sheets of one source together."""

    def __init__(self, content: Content, reading: Reading) -> None:
        self._content = content
        self._reading = reading
        self._dates = DateReader(reading.season, reading.timezone)
        self._aliases = {
            label_of(name): label_of(counting) for name, counting in reading.aliases.items()
        }
        self._tasks: list[Task] = []
        self._units: list[Unit] = []
        self._entries: list[ListedEntry] | None = [] if content.lists_entries else None
        self._dates_above: list[date] = []
        self._findings: list[Finding] = []

    def read(self, payload: Payload) -> tuple[Table, tuple[Finding, ...]]:
        """The table and the findings.

        Raises:
            UnusableSource: No sheet holds a table, or the table is empty.
        """
        found = self._recognized()
        with_tasks = [sheet.grid for sheet in found if sheet.kind is _Kind.TASKS]
        for sheet in found:
            self._read_sheet(sheet, sheet_area=len(with_tasks) > 1)
        if with_tasks and not self._tasks:
            raise UnusableSource(
                f"an empty table: a header but no task under it{_named(with_tasks)}"
            )
        if not (self._tasks or self._units or self._entries):
            named = _named(sheet.grid for sheet in found)
            raise UnusableSource(f"an empty table: a header but nothing under it{named}")
        table = Table(
            tasks=tuple(self._tasks),
            units=self._one_of_each(),
            entries=None if self._entries is None else tuple(self._entries),
            as_of=self._as_of(payload),
            demo=self._content.demo
            or any(preamble.is_demonstration(sheet.grid, sheet.header) for sheet in found),
        )
        return table, tuple(self._findings)

    def _recognized(self) -> list[_Sheet]:
        """The sheets that hold a table, with what it is.

        Raises:
            UnusableSource: None does.
        """
        grids = self._content.grids
        found: list[_Sheet] = []
        kinds = [
            (kind, Vocabulary(names, self._reading.columns), required)
            for kind, names, required in _TABLES
        ]
        for grid in grids:
            for kind, vocabulary, required in kinds:
                header = find_header(grid, vocabulary, required)
                if header and not (kind is _Kind.UNITS and header.column("title")):
                    found.append(_Sheet(kind, grid, header))
                    break
        if not found:
            raise UnusableSource(_why_nothing(grids))
        return found

    def _read_sheet(self, sheet: _Sheet, *, sheet_area: bool) -> None:
        """Read one sheet as what it is."""
        grid, header = sheet.grid, sheet.header
        findings = SheetFindings(grid)
        above = preamble.date_above(grid, header, self._dates, findings)
        self._dates_above += [above] if above else []
        if sheet.kind is _Kind.TASKS:
            reader = TaskSheet(
                grid, header, self._dates, self._aliases, findings, sheet_area=sheet_area
            )
            self._tasks += reader.read()
        elif sheet.kind is _Kind.ENTRIES:
            found = sheets.read_entries(grid, header, self._dates, self._aliases, findings)
            self._entries = [*(self._entries or ()), *found]
        else:
            self._units += sheets.read_units(grid, header, self._aliases, findings)
        self._findings += findings.in_order()

    def _as_of(self, payload: Payload) -> date | None:
        """The date of the data, from the first that says it (rules, section 3)."""
        updates = (task.updated for task in self._tasks if task.updated)
        found = (
            self._own_date() or max(self._dates_above, default=None) or max(updates, default=None)
        )
        if found or payload.modified is None:
            return found
        return payload.modified.astimezone(self._reading.timezone).date()

    def _own_date(self) -> date | None:
        """The document's own date."""
        cell = self._content.as_of
        try:
            return self._dates.read(cell)
        except Unreadable as unreadable:
            text = text_of(cell)
            self._findings.append(
                Finding(message=f"{unreadable}: not used", cell="as_of", text=text)
            )
            return None

    def _one_of_each(self) -> tuple[Unit, ...]:
        """The units, what several tables say of one put together; what comes first counts."""
        known: dict[str, Unit] = {}
        for unit in self._units:
            first = known.setdefault(unit.name, unit)
            known[unit.name] = replace(
                first,
                group=first.group or unit.group,
                score=unit.score if first.score is None else first.score,
            )
            if None not in (first.score, unit.score) and first.score != unit.score:
                message = f"has a second score, {unit.score:g}: the first, {first.score:g}, counts"
                self._findings.append(Finding(message=message, text=unit.name))
        return tuple(known.values())


def _named(grids: Iterable[Grid]) -> str:
    """The sheets' names as the end of a message; nothing where they have none."""
    names = [f"“{grid.name}”" for grid in grids if grid.name]
    shown = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return f" in sheet{'s' if len(names) > 1 else ''} {shown}" if names else ""


def _why_nothing(grids: Sequence[Grid]) -> str:
    """Why none of the sheets holds a table."""
    if not grids:
        return "a workbook without a visible sheet"
    if all(grid.records is not None for grid in grids):
        keys = [str(key) for grid in grids for key in grid.raw[0]][:_NAMED]
        named = ", ".join(keys) or "nothing"
        return f"a JSON document whose rows name no task title and lead unit, but {named}"
    if not any(grid.raw for grid in grids):
        return f"an empty table: no cell{_named(grids)}"
    return (
        "no header row with a task title and a lead unit in the first "
        f"{SEARCHED_ROWS} rows{_named(grids)}"
    )
