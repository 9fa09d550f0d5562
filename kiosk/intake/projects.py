"""Projects and the steps that lead to them: a row a step (rules, section 8)."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from kiosk.contest.model import Project, Step
from kiosk.contest.schedule import ScheduleError, check
from kiosk.intake.cells import (
    Cell,
    Unreadable,
    is_blank,
    read_flag,
    read_quantity,
    read_whole,
    text_of,
)
from kiosk.intake.dates import DateReader
from kiosk.intake.findings import SheetFindings
from kiosk.intake.grid import Grid
from kiosk.intake.header import Header
from kiosk.intake.listing import LEFT_OUT, Listing
from kiosk.intake.text import one_line

PROJECTS_REQUIRED: Final = (("project", "step", "days"), ("project", "step", "target"))
"""The columns that make a table of projects."""
MOST_DAYS: Final = 2500
"""Working days of one step, ten years: more is a slip of the pen."""
MOST_YEARS: Final = 20
"""Years between the season and any day of a project: what lies farther is a slip too."""

_DAYS: Final = frozenset(
    {"天", "日", "工作日", "个工作日", "個工作日", "day", "days", "workingdays"}
)
_ONCE: Final = (*("start", "target", "product", "capacity_before", "capacity_after", "measure"),)
"""What a project has once."""
_BETWEEN: Final = re.compile(r"[、,;\n]")
_STEP_LEFT_OUT: Final = "the step is left out"
_PROJECT_LEFT_OUT: Final = "the project is left out"
_NO_DATE: Final = "counted as no date"

_T = TypeVar("_T")


class ProjectSheet:
    """Reads one sheet whose header names a project and its steps.

    What a project has once stands in its first row, in merged cells, or in each row alike.
    """

    def __init__(
        self, grid: Grid, header: Header, dates: DateReader, findings: SheetFindings
    ) -> None:
        self._listing = Listing(grid, header, findings)
        self._dates = dates

    def read(self) -> tuple[Project, ...]:
        """The projects that can be scheduled, in their order; of the others it is told why not."""
        projects = (self._project(name, rows) for name, rows in self._rows().items())
        return tuple(project for project in projects if project)

    def _rows(self) -> Mapping[str, Sequence[int]]:
        """The rows of each project by its name; a blank name is that of the row above."""
        listing = self._listing
        found: dict[str, list[int]] = {}
        nameless: list[int] = []
        name = ""
        for row in listing.rows("step", "project"):
            name = listing.label(row, "project") or name
            (found.setdefault(name, []) if name else nameless).append(row)
        if nameless:
            listing.tell(nameless[0], "project", "no project: no row above the first one is read")
        return found

    def _project(self, name: str, rows: Sequence[int]) -> Project | None:
        """A project; None where it can't be scheduled, which is told."""
        target = self._target(rows)
        start = self._once(rows, "start", self._first_day, _NO_DATE)
        steps, row_of = self._steps(rows)
        before, after, measure = self._capacities(rows)
        for field in _ONCE:
            self._check_alike(rows, field)
        if target is None:
            return None
        if start and start > target:
            self._tell_once(rows, "start", f"is after the target date {target}: {_NO_DATE}")
            start = None
        project = Project(
            name=name,
            target=target,
            steps=steps,
            start=start,
            product=self._once_label(rows, "product"),
            before=before,
            after=after,
            measure=measure,
        )
        try:
            check(project)
        except ScheduleError as error:
            row, field = (row_of[error.steps[0]], "after") if error.steps else (rows[0], "project")
            self._listing.tell(row, field, f"{error}: {_PROJECT_LEFT_OUT}")
            return None
        return project

    # What a project has once

    def _once(
        self, rows: Sequence[int], field: str, reader: Callable[[Cell], _T | None], instead: str
    ) -> _T | None:
        """What a reader makes of the first cell of these rows that says something."""
        row = self._row_of(rows, field)
        return None if row is None else self._listing.read(row, field, reader, None, instead)

    def _once_label(self, rows: Sequence[int], field: str) -> str:
        """The first text of these rows, in one line."""
        row = self._row_of(rows, field)
        return "" if row is None else self._listing.label(row, field)

    def _tell_once(self, rows: Sequence[int], field: str, message: str) -> None:
        """Note what is the matter with the cell that `_once` reads."""
        row = self._row_of(rows, field)
        self._listing.tell(rows[0] if row is None else row, field, message)

    def _row_of(self, rows: Sequence[int], field: str) -> int | None:
        """The first of these rows in which a field says something."""
        return next((row for row in rows if self._listing.holds(row, field)), None)

    def _check_alike(self, rows: Sequence[int], field: str) -> None:
        """Tell of cells that say something else than the first one."""
        listing = self._listing
        said = [row for row in rows if listing.holds(row, field)]
        for row in said[1:]:
            if text_of(listing.cell(row, field)) != text_of(listing.cell(said[0], field)):
                listing.tell(row, field, "is not what the project's first row says: not used")

    def _target(self, rows: Sequence[int]) -> date | None:
        """The target date; None where there is none, which is told."""
        if self._row_of(rows, "target") is None:
            field = "target" if self._listing.column("target") else "project"
            self._listing.tell(rows[0], field, f"no target date: {_PROJECT_LEFT_OUT}")
            return None

        def read(cell: Cell) -> date:
            day = self._day(cell)
            if day is None:
                raise Unreadable("no target date")
            return day

        return self._once(rows, "target", read, _PROJECT_LEFT_OUT)

    def _capacities(self, rows: Sequence[int]) -> tuple[float | None, float | None, str]:
        """The capacities before and after, and what they count.

        That is what their column says, else what is written behind the numbers; a number of
        something else is left out, which is told.
        """
        measure = self._once_label(rows, "measure")
        numbers: list[float | None] = []
        for field in ("capacity_before", "capacity_after"):
            quantity = self._once(rows, field, read_quantity, LEFT_OUT)
            unit = quantity.unit if quantity else ""
            measure = measure or unit
            if unit not in ("", measure):
                self._tell_once(rows, field, f"is not in {measure}: {LEFT_OUT}")
                quantity = None
            numbers.append(quantity.number if quantity else None)
        before, after = numbers
        return before, after, measure

    # Its steps

    def _steps(self, rows: Sequence[int]) -> tuple[tuple[Step, ...], Mapping[str, int]]:
        """The usable steps, and the row of each step by its name.

        What waits for a step that is left out waits for what that one waits for.
        """
        row_of = self._named_steps(rows)
        days = {name: self._days(row) for name, row in row_of.items()}
        waits = {name: self._awaited(row, row_of) for name, row in row_of.items()}
        usable = {name: duration for name, duration in days.items() if duration is not None}
        steps = tuple(
            self._step(name, row_of[name], duration, _reached(name, waits, usable))
            for name, duration in usable.items()
        )
        return steps, row_of

    def _named_steps(self, rows: Sequence[int]) -> dict[str, int]:
        """The rows that name a step, by its name."""
        listing = self._listing
        row_of: dict[str, int] = {}
        for row in rows:
            name = listing.label(row, "step")
            if name in row_of:
                where = listing.grid.place(row_of[name], listing.header.columns["step"][0].index)
                listing.tell(row, "step", f"is also the step in {where}: {_STEP_LEFT_OUT}")
            elif name:
                row_of[name] = row
            elif listing.holds(row, "days", "after", "started", "finished"):
                listing.tell(row, "step", f"no name: {_STEP_LEFT_OUT}")
        return row_of

    def _days(self, row: int) -> int | None:
        """A step's duration; None where it has no usable one, which is told."""
        if self._listing.holds(row, "days"):
            return self._listing.read(row, "days", _read_days, None, _STEP_LEFT_OUT)
        self._listing.tell(row, "days", f"no duration: {_STEP_LEFT_OUT}")
        return None

    def _awaited(self, row: int, known: Mapping[str, int]) -> tuple[str, ...]:
        """The names of the steps that one waits for; of others it is told."""
        names = _names(self._listing.cell(row, "after"), known)
        for name in names:
            if name not in known:
                message = f"waits for “{name}”, which is no step of its project: not waited for"
                self._listing.tell(row, "after", message)
        return tuple(name for name in names if name in known)

    def _step(self, name: str, row: int, days: int, after: tuple[str, ...]) -> Step:
        listing = self._listing
        started = listing.read(row, "started", self._first_day, None, _NO_DATE)
        finished = listing.read(row, "finished", self._day, None, _NO_DATE)
        if started and finished and finished < started:
            message = f"is before its start {started}: counted as not finished"
            listing.tell(row, "finished", message)
            finished = None
        return Step(
            name=name,
            days=days,
            after=after,
            started=started,
            finished=finished,
            milestone=listing.read(
                row, "milestone", read_flag, default=False, instead="counted as no milestone"
            ),
        )

    # Days

    def _first_day(self, cell: Cell) -> date | None:
        return self._near(self._dates.read(cell, start_of_range=True))

    def _day(self, cell: Cell) -> date | None:
        return self._near(self._dates.read(cell))

    def _near(self, day: date | None) -> date | None:
        """The day itself.

        Raises:
            Unreadable: It lies more than `MOST_YEARS` from the season.
        """
        season = self._dates.season
        if day and not season.start.year - MOST_YEARS <= day.year <= season.end.year + MOST_YEARS:
            raise Unreadable(f"is more than {MOST_YEARS} years from the season")
        return day


def _read_days(cell: Cell) -> int | None:
    """Read a duration in working days: `20`, `20天`, `20个工作日`.

    Raises:
        Unreadable: The cell holds something else.
    """
    days = read_whole(cell, behind=_DAYS)
    if days is not None and days > MOST_DAYS:
        raise Unreadable(f"is more than {MOST_DAYS:,} working days")
    return days


def _names(cell: Cell, known: Mapping[str, int]) -> tuple[str, ...]:
    """The names in a cell, each once: all of it where that is a step's, else its parts."""
    text = text_of(cell)
    if one_line(text) in known:
        return (one_line(text),)
    parts = (part.strip() for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in parts if not is_blank(part)))


def _reached(
    name: str, waits: Mapping[str, Sequence[str]], usable: Mapping[str, int]
) -> tuple[str, ...]:
    """The usable steps that one waits for, directly or through steps that are not usable."""
    found: dict[str, None] = {}
    open_, seen = list(reversed(waits[name])), set[str]()
    while open_:
        awaited = open_.pop()
        if awaited in usable:
            found[awaited] = None
        elif awaited not in seen:
            seen.add(awaited)
            open_ += reversed(waits[awaited])
    return tuple(found)
