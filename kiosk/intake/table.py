"""A payload to everything it says: the one entry to this package (rules, sections 1 to 3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import islice
from typing import Final

from kiosk.contest.model import Indicator, ListedEntry, Problem, Project, Table, Task, Unit
from kiosk.intake import formats, preamble, sheets
from kiosk.intake.cells import Unreadable, label_of, text_of
from kiosk.intake.dates import DateReader
from kiosk.intake.document import Content, read_document
from kiosk.intake.findings import SheetFindings
from kiosk.intake.grid import Grid
from kiosk.intake.header import (
    ENTRY_NAMES,
    INDICATOR_NAMES,
    MEETING_NAMES,
    PROBLEM_NAMES,
    PROJECT_NAMES,
    SEARCHED_ROWS,
    STEP_NAMES,
    TASK_NAMES,
    UNIT_NAMES,
    Header,
    Vocabulary,
    find_header,
    header_name,
    header_names,
)
from kiosk.intake.indicators import INDICATORS_REQUIRED, read_indicators
from kiosk.intake.meetings import (
    MEETINGS_REQUIRED,
    MEETINGS_WITH_TOPIC,
    ListedMeeting,
    past_meetings,
    read_meetings,
)
from kiosk.intake.payload import Payload, UnusableSource
from kiosk.intake.problems import PROBLEMS_REQUIRED, read_problems
from kiosk.intake.projects import PROJECTS_REQUIRED, ProjectSheet
from kiosk.intake.reading import Finding, Reading
from kiosk.intake.tasks import TASKS_REQUIRED, TaskSheet

_NAMED: Final = 8
"""Sheets or keys that a message names."""


class _Kind(Enum):
    """What a sheet holds, by the list of a JSON document that holds the same."""

    TASKS = "tasks"
    UNITS = "units"
    ENTRIES = "entries"
    INDICATORS = "indicators"
    PROJECTS = "projects"
    MEETINGS = "meetings"
    PROBLEMS = "problems"


_STANDING: Final = (_Kind.TASKS, _Kind.UNITS, _Kind.ENTRIES)
"""What boards and standings are made of: a source with none of them is of no use."""

_NAMES: Final[Mapping[_Kind, Mapping[str, tuple[str, ...]]]] = {
    _Kind.TASKS: TASK_NAMES,
    _Kind.UNITS: UNIT_NAMES,
    _Kind.ENTRIES: ENTRY_NAMES,
    _Kind.INDICATORS: INDICATOR_NAMES,
    _Kind.PROJECTS: {**PROJECT_NAMES, **STEP_NAMES},
    _Kind.MEETINGS: MEETING_NAMES,
    _Kind.PROBLEMS: PROBLEM_NAMES,
}

_TRIED: Final[Sequence[tuple[_Kind, Sequence[Sequence[str]], frozenset[str]]]] = (
    (_Kind.TASKS, TASKS_REQUIRED, frozenset()),
    (_Kind.ENTRIES, sheets.ENTRIES_REQUIRED, frozenset()),
    (_Kind.PROJECTS, PROJECTS_REQUIRED, frozenset()),
    (_Kind.INDICATORS, INDICATORS_REQUIRED, frozenset()),
    (_Kind.UNITS, sheets.UNITS_WITH_SCORE, frozenset({"title"})),
    (_Kind.MEETINGS, MEETINGS_WITH_TOPIC, frozenset()),
    (_Kind.PROBLEMS, PROBLEMS_REQUIRED, frozenset({"title"})),
    (_Kind.MEETINGS, MEETINGS_REQUIRED, frozenset()),
    (_Kind.UNITS, sheets.UNITS_WITH_GROUP, frozenset({"title"})),
)
"""What a sheet is tried for, in this order: the kind, the sets of columns that each make one, and
the columns with which it is none."""

_MOST_ROWS: Final[Mapping[_Kind, int]] = {
    _Kind.TASKS: 3_000,
    _Kind.UNITS: 1_000,
    _Kind.ENTRIES: 1_000,
    _Kind.INDICATORS: 200,
    _Kind.PROJECTS: 600,
    _Kind.MEETINGS: 500,
    _Kind.PROBLEMS: 300,
}
"""Rows of each kind that a source may hold: several times what a county has, and few enough that
evaluation and pages are made at once."""

_UNIT: Final = frozenset({"单位", "unit"})

_NAMING: Final[Mapping[_Kind, Sequence[Sequence[str]]]] = {
    _Kind.INDICATORS: (("indicator",),),
    _Kind.PROJECTS: (("project",), ("step",)),
    _Kind.MEETINGS: (("kind",), ("day",)),
    _Kind.PROBLEMS: (("problem",),),
}
"""Columns that are enough in a list of a JSON document, whose name says what it holds."""

_NEEDED: Final[Mapping[_Kind, str]] = {
    _Kind.TASKS: "task title and lead unit",
    _Kind.UNITS: "unit with a score or a group",
    _Kind.ENTRIES: "side and unit",
    _Kind.INDICATORS: "indicator",
    _Kind.PROJECTS: "project and step",
    _Kind.MEETINGS: "kind and date",
    _Kind.PROBLEMS: "problem",
}
"""What a list of a JSON document has to name."""


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
        content = read_document(source.value, reading.records, reading.columns)
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
        self._indicators: list[Indicator] = []
        self._projects: list[Project] = []
        self._meetings: list[ListedMeeting] = []
        self._problems: list[Problem] = []
        self._dates_above: list[date] = []
        self._findings: list[Finding] = []
        self._rows_left = dict(_MOST_ROWS)

    def read(self, payload: Payload) -> tuple[Table, tuple[Finding, ...]]:
        """The table and the findings.

        Raises:
            UnusableSource: No sheet holds a table, or the table is empty or too large.
        """
        found = self._recognized()
        with_tasks = [sheet.grid for sheet in found if sheet.kind is _Kind.TASKS]
        for sheet in filter(self._has_room, found):
            self._read_sheet(sheet, sheet_area=len(with_tasks) > 1)
        if with_tasks and not self._tasks:
            raise UnusableSource(
                f"an empty table: a header but no task under it{_named(with_tasks)}"
            )
        if not (self._tasks or self._units or self._entries):
            raise UnusableSource(_why_no_standing(found))
        as_of = self._as_of(payload)
        past = past_meetings(self._meetings, self._reading.season, as_of)
        self._findings += [past] if past else []
        table = Table(
            tasks=tuple(self._tasks),
            units=self._one_of_each(),
            entries=None if self._entries is None else tuple(self._entries),
            indicators=tuple(self._indicators),
            projects=tuple(self._projects),
            meetings=tuple(listed.meeting for listed in self._meetings),
            problems=tuple(self._problems),
            as_of=as_of,
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
        vocabularies = {
            kind: Vocabulary(names, self._reading.columns) for kind, names in _NAMES.items()
        }
        found: list[_Sheet] = []
        for grid in grids:
            own = _own_kind(grid)
            sheet = _recognize(grid, own, vocabularies)
            if sheet:
                found.append(sheet)
            elif own:
                message = f"rows that name no {_NEEDED[own]}: not read"
                self._findings.append(Finding(message=message, cell=own.value))
        if not found:
            raise UnusableSource(_why_nothing(grids))
        return found

    def _has_room(self, sheet: _Sheet) -> bool:
        """Whether a sheet is not too much with those before it of its kind; told where it is.

        Raises:
            UnusableSource: It is one of tasks, units or entries.
        """
        kind, grid = sheet.kind, sheet.grid
        self._rows_left[kind] -= _held_rows(sheet)
        if self._rows_left[kind] >= 0:
            return True
        too_many = f"more than {_MOST_ROWS[kind]:,} rows of {kind.value}"
        if kind in _STANDING:
            raise UnusableSource(f"{too_many}: not a county's table")
        place = grid.place(sheet.header.bottom + 1, 0)
        self._findings.append(Finding(message=f"{too_many}: not read", sheet=grid.name, cell=place))
        return False

    def _read_sheet(self, sheet: _Sheet, *, sheet_area: bool) -> None:
        """Read one sheet as what it is."""
        grid, header = sheet.grid, sheet.header
        findings = SheetFindings(grid)
        if sheet.kind in _STANDING:
            above = preamble.date_above(grid, header, self._dates, findings)
            self._dates_above += [above] if above else []
        match sheet.kind:
            case _Kind.TASKS:
                reader = TaskSheet(
                    grid, header, self._dates, self._aliases, findings, sheet_area=sheet_area
                )
                self._tasks += reader.read()
                _tell_of_steps(grid, header, findings)
            case _Kind.UNITS:
                self._units += sheets.read_units(grid, header, self._aliases, findings)
            case _Kind.ENTRIES:
                entries = sheets.read_entries(grid, header, self._dates, self._aliases, findings)
                self._entries = [*(self._entries or ()), *entries]
            case _Kind.INDICATORS:
                self._indicators += read_indicators(grid, header, findings)
            case _Kind.PROJECTS:
                self._projects += ProjectSheet(grid, header, self._dates, findings).read()
            case _Kind.MEETINGS:
                self._meetings += read_meetings(grid, header, self._dates, findings)
            case _Kind.PROBLEMS:
                self._problems += read_problems(grid, header, self._dates, self._aliases, findings)
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


def _held_rows(sheet: _Sheet) -> int:
    """How many rows under a sheet's header hold anything."""
    rows = islice(sheet.grid.raw, sheet.header.bottom + 1, None)
    return sum(any(cell is not None and cell != "" for cell in row) for row in rows)


def _own_kind(grid: Grid) -> _Kind | None:
    """What a list of a JSON document holds by its name."""
    return next((kind for kind in _Kind if kind.value == grid.records), None)


def _recognize(
    grid: Grid, own: _Kind | None, vocabularies: Mapping[_Kind, Vocabulary]
) -> _Sheet | None:
    """What a grid holds, first by its name in a JSON document, then by its columns."""
    if own is not None and own in _NAMING:
        header = find_header(grid, vocabularies[own], _NAMING[own])
        if header:
            return _Sheet(own, grid, header)
    names = header_names(grid)
    # The sort keeps the order among the rest.
    for kind, required, excluding in sorted(_TRIED, key=lambda tried: tried[0] is not own):
        vocabulary = vocabularies[kind]
        if not vocabulary.could_make(names, required):
            continue
        header = find_header(grid, vocabulary, required)
        if (
            header
            and excluding.isdisjoint(header.columns)
            and not (
                kind is _Kind.INDICATORS
                and _names_units_first(grid, header, vocabularies[_Kind.UNITS])
            )
        ):
            return _Sheet(kind, grid, header)
    return None


def _names_units_first(grid: Grid, header: Header, units: Vocabulary) -> bool:
    """Whether a column of units stands before the one of indicators: whose figures these are.

    Behind it `单位` says what the figures count. Other names of a unit say so only where it is
    scored: a department before a plain indicator is who reports it.
    """
    first = header.columns["indicator"][0].index
    measures = header.columns.get("measure", ())
    if any(column.name in _UNIT and column.index < first for column in measures):
        return True
    scored = find_header(grid, units, sheets.UNITS_WITH_SCORE)
    return scored is not None and scored.columns["name"][0].index < first


def _tell_of_steps(grid: Grid, header: Header, findings: SheetFindings) -> None:
    """Tell of the columns of a project's steps in a table of tasks."""
    steps = Vocabulary(STEP_NAMES)
    cells = (
        (row, index)
        for row in range(header.top, header.bottom + 1)
        for index in range(len(grid.raw[row]))
    )
    fields = {known[0]: at for at in cells if (known := steps.find(header_name(grid.value(*at))))}
    if {"step", "days"} <= fields.keys():
        message = "heads the steps of projects, but with a lead unit these are read as tasks"
        findings.at(*fields["step"], message)


def _why_no_standing(found: Sequence[_Sheet]) -> str:
    """Why sheets that were recognised make no table."""
    standing = [sheet.grid for sheet in found if sheet.kind in _STANDING]
    if standing:
        return f"an empty table: a header but nothing under it{_named(standing)}"
    kinds = dict.fromkeys(sheet.kind.value for sheet in found)
    named = _named(sheet.grid for sheet in found)
    return f"no table of tasks, units or board entries, only of {', '.join(kinds)}{named}"


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
