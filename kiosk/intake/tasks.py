"""A sheet's rows to tasks (rules, sections 2 and 3)."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final, TypeVar

from kiosk.contest.model import Task
from kiosk.intake.cells import (
    Cell,
    Share,
    Unreadable,
    counts_in_percent,
    is_blank,
    ratio,
    read_marks,
    read_points,
    read_quantity,
    read_share,
    read_text,
    read_units,
    read_veto,
    read_weight,
    share_value,
    text_of,
)
from kiosk.intake.dates import DateReader
from kiosk.intake.findings import SheetFindings
from kiosk.intake.grid import Grid
from kiosk.intake.header import Column, Header
from kiosk.intake.rows import Kind, is_total, kind_of, section_area
from kiosk.intake.text import CUT, LONGEST_LINE, one_line

TASKS_REQUIRED: Final = (("title", "lead_units"),)
"""The columns that make a table of tasks (rules, section 2)."""

_FILLED_DOWN: Final = ("area", "line", "leader")
"""Fields in which a blank takes the value above it."""
_JOINTS: Final = {"leader": "、", "owner": "、"}
"""What stands between the lines of a cell that lists persons."""
_DEDUCTIONS: Final = "扣分"
_MARKS: Final = re.compile(r"^[☆★※*\s]+")
_NOT_REPORTED: Final = "counted as not reported"
_LEFT_OUT: Final = "left out"
_NO_UNIT: Final = "the task counts for no unit"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that is a task, with what it takes from the rows above."""

    index: int
    title: str
    above: Mapping[str, str]


class TaskSheet:
    """Reads one sheet whose header names a task's title and a lead unit."""

    def __init__(
        self,
        grid: Grid,
        header: Header,
        dates: DateReader,
        aliases: Mapping[str, str],
        findings: SheetFindings,
        *,
        sheet_area: bool = False,
    ) -> None:
        """Prepare to read a sheet.

        Args:
            grid: The sheet.
            header: Its header, with the columns in `TASKS_REQUIRED`.
            dates: Reads its dates.
            aliases: Another name of a unit to the one that counts, both normalised.
            findings: Takes what can't be read as it stands.
            sheet_area: The sheet's name is the area where no column gives one.
        """
        self._grid = grid
        self._header = header
        self._dates = dates
        self._read_units = partial(read_units, aliases=aliases)
        self._columns = {field: strongest for field, (strongest, *_) in header.columns.items()}
        self._title = self._columns["title"]
        self._lead, *other_leads = header.columns["lead_units"]
        self._support = (*header.columns.get("support_units", ()), *other_leads)
        self._points_columns = _one_of_each_header(header.columns.get("points", ()))
        self._area = (
            one_line(text_of(grid.name)) if sheet_area and "area" not in self._columns else ""
        )
        self._findings = findings

    def read(self) -> tuple[Task, ...]:
        """The sheet's tasks, in its order."""
        rows = self._task_rows()
        self._check_ids(rows)
        planned = self._shares("planned", rows)
        actual = self._shares("actual", rows)
        for row in rows:
            if row.index not in actual:
                actual[row.index] = self._ratio(row.index)
        return tuple(self._task(row, planned.get(row.index), actual[row.index]) for row in rows)

    # Which rows are tasks

    def _task_rows(self) -> list[_Row]:
        """The rows that are tasks (rules, section 2)."""
        essential = self._title.index, self._lead.index
        above = dict.fromkeys(_FILLED_DOWN, "") | {"area": self._area}
        rows: list[_Row] = []
        in_notes = False
        for index in range(self._header.bottom + 1, len(self._grid.raw)):
            kind = kind_of(self._grid, self._header, index, essential)
            if in_notes and kind is Kind.OWN and self._only_text(index):
                kind = Kind.BANNER
            in_notes = kind is Kind.NOTE or (in_notes and kind in (Kind.BANNER, Kind.BLANK))
            if kind is Kind.SECTION:
                above["area"] = section_area(self._only_text(index))
            elif kind is Kind.OWN:
                row = self._own_row(index, above)
                rows += [row] if row else []
            else:
                if kind is Kind.TOTAL:
                    self._take(index, above)
                self._check_passed_over(index, kind, in_notes=in_notes)
        return rows

    def _own_row(self, index: int, above: dict[str, str]) -> _Row | None:
        """A row of the table's own: a task where it has a title. `above` takes its values."""
        self._take(index, above)
        title = _MARKS.sub("", self._label(index, "title"))
        if not is_blank(title):
            return _Row(index, title, dict(above))
        actual = self._columns.get("actual")
        if self._text(index, self._lead) or (actual and self._text(index, actual)):
            self._findings.add(index, self._title, "no task title: not counted as a task")
        return None

    def _take(self, index: int, above: dict[str, str]) -> None:
        """Take from a row what the blanks below it take."""
        own = {field: self._label(index, field) for field in _FILLED_DOWN}
        above |= {field: text for field, text in own.items() if text and not is_total(text)}

    def _check_passed_over(self, index: int, kind: Kind, *, in_notes: bool) -> None:
        """Tell of a row that looks like a task and is none."""
        title = self._text(index, self._title)
        if kind is Kind.TOTAL and not is_total(title) and title and self._text(index, self._lead):
            self._findings.add(
                index, self._title, "stands in a row of totals: not counted as a task"
            )
        elif kind is Kind.NUMBERING:
            self._findings.add(index, self._title, "numbers a column: not counted as a task")
        elif kind is Kind.BANNER and title:
            how = "stands under a note" if in_notes else "is merged over the row"
            self._findings.add(index, self._title, f"{how}: not counted as a task")

    def _only_text(self, index: int) -> str:
        """The text of a row that has no other; else empty."""
        texts = {text for cell in self._grid.raw[index] if (text := text_of(cell))}
        return texts.pop() if len(texts) == 1 else ""

    def _check_ids(self, rows: Sequence[_Row]) -> None:
        """Tell of two tasks with one id."""
        column = self._columns.get("id")
        first: dict[str, int] = {}
        for row in rows if column else ():
            id_ = self._text(row.index, column) if column else ""
            if column and id_ and first.setdefault(id_, row.index) != row.index:
                where = self._grid.place(first[id_], column.index)
                self._findings.add(
                    row.index, column, f"is also the id in {where}: kept as a task of its own"
                )

    # One row

    def _task(self, row: _Row, planned: float | None, actual: float | None) -> Task:
        """The task of one row."""
        index = row.index
        due = self._columns.get("due")
        lead_units = self._lead_units(index)
        return Task(
            title=row.title,
            id=self._label(index, "id"),
            area=row.above["area"],
            line=row.above["line"],
            lead_units=lead_units,
            support_units=self._support_units(index, lead_units),
            leader=row.above["leader"],
            owner=self._label(index, "owner"),
            start=self._date(index, "start", start_of_range=True),
            due=self._date(index, "due"),
            due_text=self._dates.as_text(self._grid.value(index, due.index)) if due else "",
            weight=self._weight(index),
            planned=planned,
            actual=actual,
            quality=self._try(index, "quality", read_marks, None, _NOT_REPORTED),
            results=self._try(index, "results", read_marks, None, _NOT_REPORTED),
            points=self._points(index),
            veto=self._try(index, "veto", read_veto, "", "counted as no veto"),
            status_text=self._try(index, "status_text", read_text, "", _LEFT_OUT),
            problem=self._try(index, "problem", read_text, "", _LEFT_OUT),
            next_step=self._try(index, "next_step", read_text, "", _LEFT_OUT),
            updated=self._date(index, "updated"),
        )

    # One field of a row

    def _try(
        self, index: int, field: str, read: Callable[[Cell], _T], default: _T, instead: str
    ) -> _T:
        """What a reader makes of a field's cell; the default where it has no column."""
        column = self._columns.get(field)
        return self._read(index, column, read, default, instead) if column else default

    def _read(
        self, index: int, column: Column, read: Callable[[Cell], _T], default: _T, instead: str
    ) -> _T:
        """What a reader makes of a cell; where it can't read it, a finding and the default."""
        try:
            return read(self._grid.value(index, column.index))
        except Unreadable as unreadable:
            self._findings.add(index, column, f"{unreadable}: {instead}")
            return default

    def _text(self, index: int, column: Column) -> str:
        return text_of(self._grid.value(index, column.index))

    def _label(self, index: int, field: str) -> str:
        """A field's text in one line."""
        text = self._try(index, field, read_text, "", _LEFT_OUT)
        if len(text) > LONGEST_LINE and field in self._columns:
            self._findings.add(index, self._columns[field], CUT)
        return one_line(text, _JOINTS.get(field, ""))

    def _units(self, index: int, column: Column, instead: str = _LEFT_OUT) -> tuple[str, ...]:
        """The units in a cell."""
        return self._read(index, column, self._read_units, (), instead)

    def _lead_units(self, index: int) -> tuple[str, ...]:
        """The units that lead; their cell left blank is told too."""
        units = self._units(index, self._lead, _NO_UNIT)
        if not units and is_blank(self._text(index, self._lead)):
            self._findings.add(index, self._lead, f"no lead unit: {_NO_UNIT}")
        return units

    def _support_units(self, index: int, lead_units: Sequence[str]) -> tuple[str, ...]:
        """The units that support, and those in further columns of leading units."""
        named = dict.fromkeys(
            unit for column in self._support for unit in self._units(index, column)
        )
        return tuple(unit for unit in named if unit not in lead_units)

    def _date(self, index: int, field: str, *, start_of_range: bool = False) -> date | None:
        def read(cell: Cell) -> date | None:
            return self._dates.read(cell, start_of_range=start_of_range)

        return self._try(index, field, read, None, "counted as no date")

    def _weight(self, index: int) -> float:
        weight = self._try(index, "weight", read_weight, None, "counted as 1")
        return 1.0 if weight is None else weight

    def _points(self, index: int) -> float:
        """The sum over the columns of points; of a merged header only the first counts."""
        total = 0.0
        for column in self._points_columns:
            read = partial(read_points, deducting=column.name == _DEDUCTIONS)
            total += self._read(index, column, read, 0.0, "counted as 0 points")
        return total

    # Shares

    def _shares(self, field: str, rows: Sequence[_Row]) -> dict[int, float | None]:
        """A column of shares by row: None where unreadable, no entry where not reported.

        The whole column decides what its bare numbers mean.
        """
        column = self._columns.get(field)
        if column is None:
            return {}
        instead = _NOT_REPORTED if field == "actual" else "planned by its dates"
        found: dict[int, float | None] = {}
        written: dict[int, Share] = {}
        for row in rows:
            try:
                share = read_share(self._grid.value(row.index, column.index))
            except Unreadable as unreadable:
                self._findings.add(row.index, column, f"{unreadable}: {instead}")
                found[row.index] = None
            else:
                if share:
                    written[row.index] = share
        percent = counts_in_percent(written.values())
        for index, share in written.items():
            try:
                found[index] = share_value(share, column_in_percent=percent)
            except Unreadable as unreadable:
                self._findings.add(index, column, f"{unreadable}: {instead}")
                found[index] = None
        return found

    def _ratio(self, index: int) -> float | None:
        """What is done of the target, where a row says both (rules, section 3)."""
        done, target = self._columns.get("done"), self._columns.get("target")
        if done is None or target is None:
            return None
        try:
            achieved = read_quantity(self._grid.value(index, done.index))
            if achieved is None:
                return None
            aimed = self._read(index, target, read_quantity, None, _NOT_REPORTED)
            return ratio(achieved, aimed) if aimed else None
        except Unreadable as unreadable:
            self._findings.add(index, done, f"{unreadable}: {_NOT_REPORTED}")
            return None


def _one_of_each_header(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Of columns under one merged header the first."""
    first: dict[tuple[int, int], Column] = {}
    for column in columns:
        first.setdefault(column.origin, column)
    return tuple(first.values())
