"""Tasks that are overdue or due before the round ends, area by area: whose, what, how long."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from kiosk.contest import calendar
from kiosk.contest.due import DueArea, DueTask, due_by_area
from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Lamp, Phase
from kiosk.screen.geometry import FLOOR, LEADING, ROW
from kiosk.screen.pages.common import (
    GAP,
    MESSAGE,
    Frame,
    Freshness,
    Wall,
    as_of_words,
    by_height,
    column,
    frame,
    joined,
    numbered,
    parted,
    round_words,
)
from kiosk.screen.typesetting import EMPTY, Block

_AREA_SHARE: Final = 0.2
"""Part of a wide wall that areas' names take at most."""
_WELL_SET: Final = 8
"""Characters of a unit's name that stand in one line at any scale but the least."""
_DAYS_LEADING: Final = 1.05
_WORD_GAP: Final = 0.25
"""Between the days and the words around them, over the size of these words."""
_MARK: Final = 0.6
"""Width of the shape of what is overdue and of the space behind it, over its size."""
_ROW_GAP: Final = 18
_MOST_SPREAD: Final = 0.8
"""Part of its height by which a row may grow."""
_HEADING_GAP: Final = 12
_COLUMNS_GAP: Final = 4 * GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Sizes of a row's texts, in units: the fewer rows, the larger."""

    unit: float
    title: float
    days: float
    words: float
    """Of the words around the days, the due date, and an area's name."""


_SCALES: Final = (
    _Scale(unit=128, title=80, days=264, words=72),
    _Scale(unit=104, title=64, days=160, words=ROW),
    _Scale(unit=80, title=ROW, days=112, words=48),
    _Scale(unit=ROW, title=FLOOR, days=72, words=FLOOR),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One task."""

    area: Block
    """Its area, named where the area's tasks begin on the page."""
    first: bool
    """Whether they begin with it."""
    unit: Block
    task: Block
    person: Block
    """Who answers for it, where the display names persons."""
    lamp: str
    """`overdue`, whose shape stands before the days, or nothing."""
    before: str
    days: str
    after: str
    due: str
    body_y: float = 0.0
    """Where the task begins in its row, under the area's name where that stands above."""
    row_height: float
    at_x: float = 0.0
    at_y: float = 0.0
    """Place of the row, from the upper left corner of all rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksPage:
    """Some of the tasks, or one sentence where there are none. Places are in units."""

    frame: Frame
    body_x: float = 0.0
    """Where units and tasks begin: beside the areas' names, or under them."""
    days_size: float = 0.0
    words_size: float = 0.0
    rows: tuple[DueRow, ...] = ()
    rows_y: float = 0.0
    row_width: float = 0.0
    parted: bool = False
    """Whether the rows stand in two columns."""
    message: Block = EMPTY
    explanation: Block = EMPTY


def tasks_pages(evaluation: Evaluation, freshness: Freshness, wall: Wall) -> tuple[TasksPage, ...]:
    """Every such task once: areas in the order of the table, overdue tasks first in each.

    One page that says so where nothing is overdue and nothing due; none without tasks or before
    the season.
    """
    if not evaluation.tasks or evaluation.phase is Phase.BEFORE:
        return ()
    areas = _named(due_by_area(evaluation), wall)
    base = frame(
        wall,
        title=_headline(wall, areas),
        subtitle=_round(wall, evaluation),
        # Room for the page mark is kept before it is known how many pages there are.
        page_mark="88/88" if areas else "",
        as_of=as_of_words(wall, evaluation.as_of, freshness),
    )
    if not areas:
        return (_nothing_due(evaluation, base, wall),)
    layout, rows = _largest(areas, wall, base.room)
    # A column that begins amid an area's tasks names the area again, and has room kept for it.
    kept = 0.0 if layout.body_x else max(_heading(row) for row in rows)
    heights = [_under_heading(row, layout.body_x).row_height for row in rows]
    parts = by_height(heights, base.room - kept, multiple=layout.columns)
    columns = [
        _hung([rows[index] for index in part], layout, base.room, number % layout.columns)
        for number, part in enumerate(parts)
    ]
    pages = [
        columns[first : first + layout.columns] for first in range(0, len(columns), layout.columns)
    ]
    spare = base.room - sum(row.row_height for row in columns[0])
    return numbered(
        [
            TasksPage(
                frame=base,
                body_x=layout.body_x,
                days_size=layout.scale.days,
                words_size=layout.scale.words,
                rows=tuple(chain.from_iterable(page)),
                # What stands on one page alone stands in its middle.
                rows_y=spare / 2 if len(columns) == 1 else 0.0,
                row_width=layout.width,
                parted=len(page) > 1,
            )
            for page in pages
        ]
    )


def _named(areas: Sequence[DueArea], wall: Wall) -> tuple[DueArea, ...]:
    """The areas, tasks of none under a name of their own where any other has one."""
    if not any(area.name for area in areas):
        return tuple(areas)
    return tuple(area if area.name else replace(area, name=wall.say("其他工作")) for area in areas)


def _round(wall: Wall, evaluation: Evaluation) -> str:
    """The round whose end is looked ahead to, which the figures may be older than."""
    if evaluation.phase is Phase.AFTER:
        return wall.say("最终结果")
    now = calendar.round_of(evaluation.season, evaluation.today)
    return round_words(wall, now, evaluation.season)


def _headline(wall: Wall, areas: Sequence[DueArea]) -> str:
    """How many tasks are overdue, and how many due."""
    overdue = sum(task.overdue for area in areas for task in area.tasks)
    due = sum(len(area.tasks) for area in areas) - overdue
    if overdue and due:
        return wall.say("逾期 {overdue} 项，到期 {due} 项", overdue=overdue, due=due)
    if overdue:
        return wall.say("逾期 {count} 项", count=overdue)
    if due:
        return wall.say("本期到期 {count} 项", count=due)
    return wall.say("到期与逾期")


def _nothing_due(evaluation: Evaluation, base: Frame, wall: Wall) -> TasksPage:
    """The plain good news, and what is not known."""
    silent = evaluation.count(Lamp.NOT_REPORTED)
    running = evaluation.phase is Phase.RUNNING
    explanation = joined(
        (
            wall.say("本期也没有到期工作") if running else "",
            wall.say("另有 {count} 项未报", count=silent) if silent else "",
        ),
        wall.say("，"),
    )
    width = wall.geometry.content_width
    return TasksPage(
        frame=base,
        message=wall.fit(wall.say("没有逾期工作"), width, MESSAGE, bold=True),
        explanation=wall.fit(explanation, width, (ROW,)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """How the rows are drawn: in one column or in two."""

    scale: _Scale
    columns: int
    width: float
    """Of a row."""
    body_x: float
    body: float
    """Width of units and tasks, beside the days."""


def _largest(areas: Sequence[DueArea], wall: Wall, room: float) -> tuple[_Layout, list[DueRow]]:
    """The rows at the largest scale at which one page holds them well.

    Or at the least, on a wide wall in two columns if none of them is too high for that.
    """
    for scale in _SCALES[:-1]:
        layout = _layout(areas, wall, scale)
        rows = _rows(areas, wall, layout)
        height = sum(_under_heading(row, layout.body_x).row_height for row in rows)
        if height <= room and layout.body >= _WELL_SET * scale.unit:
            return layout, rows
    for columns in (2, 1) if wall.geometry.wide else (1,):
        layout = _layout(areas, wall, _SCALES[-1], columns=columns)
        rows = _rows(areas, wall, layout)
        if max(row.row_height + _heading(row) for row in rows) <= room:
            break
    return layout, rows


def _layout(areas: Sequence[DueArea], wall: Wall, scale: _Scale, *, columns: int = 1) -> _Layout:
    """Where units and tasks begin, and how wide they may be beside the days."""
    width = (wall.geometry.content_width + _COLUMNS_GAP) / columns - _COLUMNS_GAP
    body_x = 0.0
    if wall.geometry.wide and columns == 1 and any(area.name for area in areas):
        widest = max(wall.width_of(area.name, scale.words, bold=True) for area in areas)
        # Whole units, for taking the gap off again must leave the name its full width.
        body_x = math.ceil(min(widest, _AREA_SHARE * width)) + 2 * GAP
    beside = max(
        max(
            _days_width(wall, scale, _days_words(wall, task)),
            wall.width_of(_due_words(wall, task), scale.words),
        )
        for area in areas
        for task in area.tasks
    )
    body = width - body_x - beside - 2 * GAP
    return _Layout(scale=scale, columns=columns, width=width, body_x=body_x, body=body)


def _rows(areas: Sequence[DueArea], wall: Wall, layout: _Layout) -> list[DueRow]:
    """Every task's row, named after its area."""
    name_width = layout.body_x - 2 * GAP if layout.body_x else layout.width
    rows = []
    for area in areas:
        name = wall.fit(area.name, name_width, (layout.scale.words,), bold=True)
        for index, task in enumerate(area.tasks):
            row = _row(wall, task, layout.scale, name, layout.body)
            rows.append(replace(row, first=index == 0))
    return rows


def _row(wall: Wall, due: DueTask, scale: _Scale, area: Block, width: float) -> DueRow:
    task = due.view.task
    units = joined(task.lead_units, wall.say("、")) or wall.say("未明确牵头单位")
    named = wall.show_persons and task.owner
    owner = wall.say("责任人：{person}", person=task.owner) if named else ""
    unit = wall.fit(units, width, (scale.unit,), bold=True)
    title = wall.even(task.title, width, (scale.title,))
    person = wall.fit(owner, width, (scale.title,))
    before, days, after = _days_words(wall, due)
    beside = scale.days * _DAYS_LEADING + scale.words * LEADING
    return DueRow(
        area=area,
        first=False,
        unit=unit,
        task=title,
        person=person,
        lamp=Lamp.OVERDUE.value if due.overdue else "",
        before=before,
        days=days,
        after=after,
        due=_due_words(wall, due),
        row_height=max(unit.height + title.height + person.height, beside) + _ROW_GAP,
    )


def _days_words(wall: Wall, task: DueTask) -> tuple[str, str, str]:
    """How long, as the number that counts and the words before and after it."""
    if task.overdue:
        strong = str(task.view.days_overdue)
        sentence = wall.say("逾期 {days} 天", days=strong)
    elif task.days_left > 0:
        strong = str(task.days_left)
        sentence = wall.say("还有 {days} 天", days=strong)
    elif task.days_left == 0:
        strong = wall.say("今天")
        sentence = wall.say("{day}到期", day=strong)
    else:
        strong = str(-task.days_left)
        sentence = wall.say("已到期 {days} 天", days=strong)
    return parted(sentence, strong)


def _due_words(wall: Wall, task: DueTask) -> str:
    silent = wall.say("未报") if task.view.lamp is Lamp.NOT_REPORTED else ""
    return joined((silent, wall.say("{day}到期", day=wall.language.date(task.due))), " · ")


def _days_width(wall: Wall, scale: _Scale, words: tuple[str, str, str]) -> float:
    before, days, after = words
    around = sum(
        wall.width_of(word, scale.words, bold=True) + _WORD_GAP * scale.words
        for word in (before, after)
        if word
    )
    return _MARK * scale.words + around + wall.width_of(days, scale.days, bold=True)


def _heading(row: DueRow) -> float:
    """Height of an area's name above its tasks."""
    return row.area.height + _HEADING_GAP if row.area.lines else 0.0


def _under_heading(row: DueRow, body_x: float) -> DueRow:
    """The row with its area's name: above it where it begins the area's tasks, or beside it.

    Beside it, every row is high enough for the name, so that any may begin a page.
    """
    if body_x:
        return replace(row, row_height=max(row.row_height, row.area.height + _ROW_GAP))
    above = _heading(row) if row.first else 0.0
    return replace(row, body_y=above, row_height=row.row_height + above)


def _hung(rows: Sequence[DueRow], layout: _Layout, room: float, number: int) -> tuple[DueRow, ...]:
    """A column's rows, the area named with the first of its tasks, the room left shared out."""
    named = [replace(row, first=row.first or index == 0) for index, row in enumerate(rows)]
    under = [_under_heading(row, layout.body_x) for row in named]
    said = [row if row.first else replace(row, area=EMPTY) for row in under]
    return column(said, room, most=_MOST_SPREAD, at_x=number * (layout.width + _COLUMNS_GAP))
