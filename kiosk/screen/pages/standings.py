"""Every unit in rank order, a page after another."""

from dataclasses import dataclass, replace
from typing import Final

from kiosk.contest.board import sides
from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Side, Standing
from kiosk.screen.geometry import FLOOR
from kiosk.screen.language import score
from kiosk.screen.pages.common import (
    GAP,
    NAME_SIZES,
    Frame,
    Freshness,
    Wall,
    as_of_words,
    by_height,
    frame,
    joined,
    movement_words,
    page_marks,
    round_title,
    share,
    spread,
)
from kiosk.screen.typesetting import Block

_NAME_X: Final = 214
"""Where names begin, behind rank and movement."""
_SCORE_WIDTH: Final = 190
_PERCENT_WIDTH: Final = 130
_NAME_SHARE: Final = 0.31
_LEAST_ROW: Final = 82
_HEADING: Final = 56
_BAR_LINE: Final = 56


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One unit in the standings."""

    rank: str
    movement: str
    name: Block
    side: str
    """`red`, `black` or nothing: which mark the row carries."""
    side_word: str
    actual: float
    planned: float
    """Shares for the bar and its tick; -1 where nothing is reported."""
    actual_text: str
    score: str
    row_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingsPage:
    """Some of the units; a row is as high as its name needs."""

    frame: Frame
    columns: "Columns"
    unit_word: str
    bar_word: str
    score_word: str
    rows: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the columns of a row begin and how wide they are."""

    name_x: float
    name_width: float
    bar_x: float
    bar_below: bool
    """Whether the bar stands under the name, not beside it."""
    bar_width: float
    percent_x: float
    side_x: float


def standings_pages(
    evaluation: Evaluation, freshness: Freshness, wall: Wall
) -> tuple[StandingsPage, ...]:
    """Every unit, each once, in order; groups one after another."""
    groups: dict[str, list[Standing]] = {}
    for one in evaluation.standings:
        groups.setdefault(one.group, []).append(one)
    drafts = [
        page
        for group, members in groups.items()
        for page in _group_pages(evaluation, group, members, freshness, wall)
    ]
    return tuple(
        replace(page, frame=replace(page.frame, page_mark=mark))
        for page, mark in zip(drafts, page_marks(len(drafts)), strict=True)
    )


def _group_pages(
    evaluation: Evaluation,
    group: str,
    members: list[Standing],
    freshness: Freshness,
    wall: Wall,
) -> list[StandingsPage]:
    columns = _columns(wall)
    base = frame(
        wall,
        title=wall.say("排行榜"),
        subtitle=joined((group, round_title(wall, evaluation)), " · "),
        # Room for the page mark is kept before it is known how many pages there are.
        page_mark="88/88",
        as_of=as_of_words(wall, evaluation.as_of, freshness),
    )
    places = [_place(evaluation, one, wall, columns) for one in members]
    room = base.room - _HEADING
    return [
        StandingsPage(
            frame=base,
            columns=columns,
            unit_word=wall.say("单位"),
            bar_word=wall.say("完成率（竖线为时序）"),
            score_word=wall.say("得分"),
            rows=tuple(spread([places[index] for index in part], room, most=0.35)),
        )
        for part in by_height([place.row_height for place in places], room)
    ]


def _columns(wall: Wall) -> Columns:
    width = wall.geometry.content_width
    side_width = max(wall.width_of(word, FLOOR, bold=True) for word in _side_words(wall).values())
    # Scores are set as large as names at their largest, and so is the word where there is none.
    score_width = max(_SCORE_WIDTH, wall.width_of(wall.say("未报"), NAME_SIZES[0], bold=True) + GAP)
    if wall.geometry.wide:
        name_width = width * _NAME_SHARE
        bar_x = _NAME_X + name_width + GAP
        side_x = width - score_width - GAP - side_width
        percent_x = side_x - _PERCENT_WIDTH
    else:
        name_width = width - _NAME_X - score_width
        bar_x = _NAME_X
        side_x = width - side_width
        percent_x = side_x - _PERCENT_WIDTH
    return Columns(
        name_x=_NAME_X,
        name_width=name_width,
        bar_x=bar_x,
        bar_below=not wall.geometry.wide,
        bar_width=percent_x - bar_x - GAP,
        percent_x=percent_x,
        side_x=side_x,
    )


def _side_words(wall: Wall) -> dict[Side, str]:
    return {Side.RED: wall.say("▲ 红榜"), Side.BLACK: wall.say("▼ 黑榜")}


def _place(evaluation: Evaluation, one: Standing, wall: Wall, columns: Columns) -> Place:
    side = sides(evaluation.boards).get((one.group, one.subject))
    if side is Side.BLACK and not wall.show_black:
        side = None
    name = wall.fit(one.subject, columns.name_width, NAME_SIZES, bold=True)
    under = _BAR_LINE if columns.bar_below else 0.0
    return Place(
        rank="—" if one.rank is None else str(one.rank),
        movement=movement_words(wall, one.movement),
        name=name,
        side="" if side is None else side.value,
        side_word="" if side is None else _side_words(wall)[side],
        actual=share(one.actual),
        planned=share(one.planned),
        actual_text="" if one.actual is None else f"{100 * one.actual:.0f}%",
        score=wall.say("未报") if one.score is None else score(one.score),
        row_height=max(name.height + GAP / 3, _LEAST_ROW) + under,
    )
