"""The areas as a grid: what is done of each against its plan, and its lamp in words."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kiosk.contest.areas import AreaView, area_views, together
from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Lamp, Phase
from kiosk.contest.numbers import at_least
from kiosk.screen.geometry import FLOOR, HEADING, LEADING, ROW
from kiosk.screen.language import number
from kiosk.screen.pages.common import (
    GAP,
    Frame,
    Freshness,
    Wall,
    as_of_words,
    by_height,
    frame,
    joined,
    numbered,
    round_words,
    share,
)
from kiosk.screen.typesetting import Block

_COLUMN_GAP: Final = 2 * GAP
_ROW_GAP: Final = 0.5 * GAP
_LEAST_CHARACTERS: Final = 6
"""A column is so many characters of a name wide at least, or as its longest name."""
_MOST_GAP: Final = 0.6
"""How far apart rows may stand, in heights of a row."""
_LAMP: Final = 1.35
"""Width of a lamp's shape and the space behind it, over the size of its word."""
_APART: Final = "\N{NO-BREAK SPACE} "
"""Between two counts: wider than the space between a count and its word, and a line may end."""
_REACHED: Final = frozenset({Lamp.DONE, Lamp.ON_PLAN})

_REACH: Final = 0.3
"""How far p and y reach under the baseline at most, with some air, over their size."""
_UNDER_FIGURE: Final = 0.12
"""From a figure's baseline to the bottom of its line, over its size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Sizes of a cell's parts, in units: the fewer areas, the larger."""

    name: float
    figure: float
    words: float
    bar: float
    """Thickness of the bar."""

    @property
    def bar_line(self) -> float:
        """Height that the bar takes with its tick, clear of letters that reach under the words."""
        under = max(_REACH * self.words - _UNDER_FIGURE * self.figure, 0.0)
        return 1.7 * self.bar + 2 * under

    @property
    def height(self) -> float:
        """Least height of a cell."""
        return self.name * LEADING + self.figure + self.bar_line + self.words * LEADING


_SCALES: Final = (
    _Scale(name=128, figure=264, words=64, bar=48),
    _Scale(name=104, figure=208, words=ROW, bar=40),
    _Scale(name=80, figure=160, words=ROW, bar=32),
    _Scale(name=72, figure=128, words=48, bar=28),
    _Scale(name=ROW, figure=104, words=FLOOR, bar=24),
    _Scale(name=ROW, figure=68, words=FLOOR, bar=20),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCell:
    """One area. Its place is in units from the content's upper left corner."""

    name: Block
    actual: float
    planned: float
    """Shares for the bar and its tick; -1 where nothing is reported."""
    actual_text: str
    lamp: str
    lamp_word: str
    reached: bool
    """Whether it is where its plan asks it to be."""
    done: str
    """How many of its tasks are done, of how many: 4/14."""
    lacking: Block
    """How many of them are overdue, and how many not reported."""
    whole: bool = False
    """Whether it is all areas together, in a row of its own."""
    cell_width: float
    cell_x: float = 0.0
    cell_y: float = 0.0
    figure_y: float = 0.0
    """Where the figure begins, from the cell's top: names stand on one line along a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasPage:
    """Some of the areas, in whole rows of the grid."""

    frame: Frame
    figure_size: float
    words_size: float
    bar_thickness: float
    bar_line: float
    cells: tuple[AreaCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """The areas set at one scale in so many columns, and the pages that their rows need."""

    scale: _Scale
    rows: tuple[tuple[AreaCell, ...], ...]
    pages: tuple[range, ...]
    overflows: bool
    """Whether a row is higher than a page."""

    @property
    def holes(self) -> int:
        """Places of the last row that stay empty."""
        return len(self.rows[0]) - len(self.rows[-1])


def areas_pages(evaluation: Evaluation, freshness: Freshness, wall: Wall) -> tuple[AreasPage, ...]:
    """Every area once, in the order of the table.

    No page where no area is named, nor before the season, when no plan asks for anything yet.
    """
    areas = area_views(evaluation.tasks, evaluation.rules)
    if not areas or evaluation.phase is Phase.BEFORE:
        return ()
    base = _frame(evaluation, freshness, wall, areas)
    every = together(evaluation.tasks, evaluation.rules, wall.say("全部领域"))
    grid = _summed(_grid(areas, wall, base.room), every, wall, base.room)
    return numbered(
        [
            AreasPage(
                frame=base,
                figure_size=grid.scale.figure,
                words_size=grid.scale.words,
                bar_thickness=grid.scale.bar,
                bar_line=grid.scale.bar_line,
                cells=tuple(_placed(grid, part, base.room)),
            )
            for part in grid.pages
        ]
    )


def _frame(
    evaluation: Evaluation, freshness: Freshness, wall: Wall, areas: Sequence[AreaView]
) -> Frame:
    """The frame that leaves more room: how cells are read stands under its title or in a note."""
    title = _headline(wall, areas)
    now = _round(wall, evaluation)
    reading = (
        # All areas together, as an example of how each cell is to be read.
        wall.say(
            "完成 {done}/{all} 项",
            done=sum(area.done for area in areas),
            all=sum(area.total for area in areas),
        ),
        wall.say("竖线为时序"),
    )
    # Room for the page mark is kept before it is known how many pages there are.
    mark, as_of = "88/88", as_of_words(wall, evaluation.as_of, freshness)
    frames = (
        frame(
            wall,
            title=title,
            subtitle=joined((now, *reading), " · "),
            page_mark=mark,
            as_of=as_of,
        ),
        frame(
            wall,
            title=title,
            subtitle=now,
            page_mark=mark,
            as_of=as_of,
            note=joined(reading, " · "),
        ),
    )
    return max(frames, key=lambda one: one.room)


def _round(wall: Wall, evaluation: Evaluation) -> str:
    """The round, or that these are the season's final results."""
    if evaluation.phase is Phase.AFTER:
        return wall.say("最终结果")
    return round_words(wall, evaluation.round, evaluation.season)


def _headline(wall: Wall, areas: Sequence[AreaView]) -> str:
    """How many of the areas are where their plan asks them to be."""
    every = len(areas)
    reached = sum(area.lamp in _REACHED for area in areas)
    if every == 1:
        return wall.say("领域进展")
    if reached == every:
        return wall.say("{all} 个领域全部达到时序", all=every)
    if all(area.lamp is Lamp.NOT_REPORTED for area in areas):
        return wall.say("{all} 个领域均未报", all=every)
    if not reached:
        return wall.say("{all} 个领域均未达到时序", all=every)
    full = wall.say("{all} 个领域中 {count} 个达到时序", all=every, count=reached)
    if wall.width_of(full, HEADING, bold=True) <= wall.geometry.content_width:
        return full
    return wall.say("{count} 个领域达到时序", count=reached)


def _grid(areas: Sequence[AreaView], wall: Wall, room: float) -> _Grid:
    """The grid of the fewest pages; of these the largest, and of these the fullest."""
    grids = list(_grids(areas, wall, room, _SCALES[-1]))
    fewest = min(len(grid.pages) for grid in grids)
    for scale in _SCALES[:-1]:
        grids += _grids(areas, wall, room, scale, most=fewest)
    return min(
        grids,
        key=lambda grid: (
            grid.overflows,
            len(grid.pages),
            -grid.scale.figure,
            grid.holes,
            -len(grid.rows[0]),
        ),
    )


def _summed(grid: _Grid, every: AreaView, wall: Wall, room: float) -> _Grid:
    """The grid with all areas together as its last row, where the last page has rows to spare."""
    last = grid.pages[-1]
    if len(last) == max(map(len, grid.pages)):
        return grid
    cell = _cell(every, wall, grid.scale, wall.geometry.content_width)
    rows = (*grid.rows, (replace(cell, whole=True),))
    last = range(last.start, len(rows))
    if sum(_height(rows[place], grid.scale) + _ROW_GAP for place in last) > room + _ROW_GAP:
        return grid
    return replace(grid, rows=rows, pages=(*grid.pages[:-1], last))


def _paged(rows: Sequence[Sequence[AreaCell]], scale: _Scale, room: float) -> tuple[range, ...]:
    heights = [_height(row, scale) + _ROW_GAP for row in rows]
    return tuple(by_height(heights, room + _ROW_GAP))


def _grids(
    areas: Sequence[AreaView], wall: Wall, room: float, scale: _Scale, *, most: float = math.inf
) -> Iterator[_Grid]:
    """The areas at one scale in every number of columns that holds their texts.

    One that can't do with this many pages at most is left out before its texts are set.
    """
    width = wall.geometry.content_width
    least = _least_width(areas, wall, scale)
    widest = max(int((width + _COLUMN_GAP) // (least + _COLUMN_GAP)), 1)
    for columns in range(1, min(widest, len(areas)) + 1):
        starts = range(0, len(areas), columns)
        if len(starts) * scale.height > most * room:
            continue
        cell_width = (width - (columns - 1) * _COLUMN_GAP) / columns
        cells = [_cell(area, wall, scale, cell_width) for area in areas]
        rows = tuple(tuple(cells[start : start + columns]) for start in starts)
        yield _Grid(
            scale=scale,
            rows=rows,
            pages=_paged(rows, scale, room),
            overflows=max(_height(row, scale) for row in rows) > room,
        )


def _least_width(areas: Sequence[AreaView], wall: Wall, scale: _Scale) -> float:
    """What a column must hold in one line: a figure with its lamp, and a name if it is short."""
    figures = (
        wall.width_of(_actual_text(area), scale.figure, bold=True)
        + GAP
        + scale.words * _LAMP
        + wall.width_of(lamp_word(wall, area.lamp), scale.words, bold=True)
        for area in areas
    )
    names = max(wall.width_of(area.name, scale.name, bold=True) for area in areas)
    return max(min(names, _LEAST_CHARACTERS * scale.name), *figures)


def _cell(area: AreaView, wall: Wall, scale: _Scale, width: float) -> AreaCell:
    done = f"{area.done}/{area.total}"
    beside = width - wall.width_of(done, scale.words, bold=True) - GAP
    return AreaCell(
        name=wall.even(area.name, width, (scale.name,), bold=True, short=1.0),
        actual=share(area.actual),
        planned=share(area.planned),
        actual_text=_actual_text(area),
        lamp=area.lamp.value,
        lamp_word=lamp_word(wall, area.lamp),
        reached=area.lamp in _REACHED,
        done=done,
        lacking=wall.fit(_lacking(wall, area), beside, (scale.words,)),
        cell_width=width,
    )


def _actual_text(area: AreaView) -> str:
    if area.actual is None:
        return "—"
    # What is not all done never reads as if it were.
    percent = 100 * area.actual if at_least(area.actual, 1.0) else min(100 * area.actual, 99.0)
    return f"{number(percent, 0)}%"


def _lacking(wall: Wall, area: AreaView) -> str:
    return joined(
        (
            wall.say("逾期 {count}", count=area.overdue) if area.overdue else "",
            wall.say("未报 {count}", count=area.not_reported) if area.not_reported else "",
        ),
        _APART,
    )


def lamp_word(wall: Wall, lamp: Lamp) -> str:
    """A lamp in a word."""
    match lamp:
        case Lamp.NOT_REPORTED:
            return wall.say("未报")
        case Lamp.DONE:
            return wall.say("已完成")
        case Lamp.OVERDUE:
            return wall.say("逾期")
        case Lamp.ON_PLAN:
            return wall.say("达到时序")
        case Lamp.SLIGHTLY_BEHIND:
            return wall.say("略有滞后")
        case Lamp.BEHIND:
            return wall.say("滞后")


def _height(row: Sequence[AreaCell], scale: _Scale) -> float:
    """Height of a row: its highest name and what lacks most decide."""
    name = max(cell.name.height for cell in row)
    lacking = max(cell.lacking.height for cell in row)
    return name + scale.figure + scale.bar_line + max(lacking, scale.words * LEADING)


def _placed(grid: _Grid, part: range, room: float) -> Iterator[AreaCell]:
    """The cells of a page's rows in their places, the room that is left shared out between."""
    rows = [grid.rows[index] for index in part]
    heights = [_height(row, grid.scale) for row in rows]
    spare = room - sum(heights)
    gap = min(spare / max(len(rows) - 1, 1), _MOST_GAP * min(heights))
    rest = spare - gap * (len(rows) - 1)
    # What stands on one page alone stands in its middle; further pages begin where the first does.
    y = rest / 2 if len(grid.pages) == 1 else 0.0
    for row, height in zip(rows, heights, strict=True):
        name_height = max(cell.name.height for cell in row)
        for column, cell in enumerate(row):
            x = column * (cell.cell_width + _COLUMN_GAP)
            yield replace(cell, cell_x=x, cell_y=y, figure_y=name_height)
        y += height + gap
