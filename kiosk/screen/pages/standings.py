"""Every unit in rank order, a page after another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from kiosk.contest.board import sides
from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Side, Standing
from kiosk.screen.geometry import FLOOR, HEADING, ROW
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
    numbered,
    round_title,
    share,
    spread,
)
from kiosk.screen.typesetting import Block

_RANK_GAP: Final = 24
_MOVEMENT_EMS: Final = 2.75
"""From where a movement begins to where names do, in sizes of its text."""
_PERCENT_EMS: Final = 3.25
"""Width of the column of shares, in sizes of its text."""
_SCORE_EMS: Final = 2.97
"""Least width of the column of scores, in sizes of its figures: 105.0."""
_NAME_SHARE: Final = 0.345
_ROW_GAP: Final = GAP / 3
_HEADING: Final = 56
_SPREAD: Final = 0.75
"""Part of its height by which a row may grow, so that all pages of a list look alike."""
_FILL: Final = 99.0
"""The same on a page that has no other beside it: all the room there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How large a row is drawn. Lengths are in units."""

    names: tuple[float, ...]
    """Sizes that a name may have, largest first."""
    figure: float
    """Size of rank and score."""
    detail: float
    """Size of the movement, of the share and of the board's word."""
    rank_width: float
    least_row: float
    bar_line: float
    """Height of the line that holds the bar where it stands under the name."""
    thickness: float


_LIST: Final = Style(
    names=NAME_SIZES,
    figure=64,
    detail=FLOOR,
    rank_width=80,
    least_row=82,
    bar_line=56,
    thickness=22,
)
"""Rows of a list."""
_FEW: Final = (
    Style(
        names=(144, 128, 112),
        figure=128,
        detail=ROW,
        rank_width=128,
        least_row=180,
        bar_line=96,
        thickness=44,
    ),
    Style(
        names=(104, HEADING),
        figure=HEADING,
        detail=ROW,
        rank_width=HEADING,
        least_row=126,
        bar_line=84,
        thickness=34,
    ),
)
"""Rows of a few units that have a page to themselves, largest first."""


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
    line_height: float
    """Height of the line that holds the name."""
    row_height: float
    place_y: float = 0.0
    """Where the row stands, from the upper edge of the rows."""
    from_y: float = 0.0
    """Where it stood before."""
    from_actual: float = 0.0
    from_planned: float = 0.0
    """What its bar and its tick showed before; 0 where nothing."""

    @property
    def subject(self) -> str:
        """Who this is, however the name is broken into lines."""
        return "".join(self.name.text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingsPage:
    """Some of the units; a row is as high as its name needs."""

    frame: Frame
    columns: "Columns"
    unit_word: str
    bar_word: str
    score_word: str
    recedes: bool
    """Whether the figures are too old to hold anybody to: they step back."""
    rows_room: float
    """Height that the rows have, all of it under the words above the columns."""
    rows: tuple[Place, ...]
    slides: bool = False
    """Whether rows come from their places on the page before, and do not enter."""
    leaving: tuple[Place, ...] = ()
    """Rows of the page before that go from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the columns of a row begin, how wide they are, and how large their texts."""

    rank_width: float
    movement_x: float
    name_x: float
    name_width: float
    bar_x: float
    bar_below: bool
    """Whether the bar stands under the name, not beside it."""
    bar_width: float
    bar_line: float
    bar_thickness: float
    percent_x: float
    side_x: float
    figure_size: float
    detail_size: float


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
    return numbered(drafts)


def _group_pages(
    evaluation: Evaluation,
    group: str,
    members: list[Standing],
    freshness: Freshness,
    wall: Wall,
) -> list[StandingsPage]:
    base = frame(
        wall,
        title=wall.say("排行榜"),
        subtitle=joined((group, round_title(wall, evaluation)), " · "),
        # Room for the page mark is kept before it is known how many pages there are.
        page_mark="88/88",
        as_of=as_of_words(wall, evaluation.as_of, freshness),
    )
    room = base.room - _HEADING
    columns, places = _as_large_as_fits(evaluation, members, wall, room)
    parts = by_height([place.row_height for place in places], room)
    most = _FILL if len(parts) == 1 else _SPREAD
    unit_word, bar_word = wall.say("单位"), wall.say("完成率（竖线为时序）")
    score_word = wall.say("得分")
    if columns.bar_below:
        both = f"{unit_word} · {bar_word}"
        right = wall.geometry.content_width - wall.width_of(score_word, FLOOR) - GAP
        # That the rows are units is plain without a word.
        fits = columns.name_x + wall.width_of(both, FLOOR) <= right
        unit_word, bar_word = both if fits else bar_word, ""
    return [
        StandingsPage(
            frame=base,
            columns=columns,
            unit_word=unit_word,
            bar_word=bar_word,
            score_word=score_word,
            recedes=freshness.stale,
            rows_room=room,
            rows=_one_under_another(spread([places[index] for index in part], room, most=most)),
        )
        for part in parts
    ]


def _as_large_as_fits(
    evaluation: Evaluation, members: list[Standing], wall: Wall, room: float
) -> tuple[Columns, list[Place]]:
    """The rows of a list, or larger ones where a few with short names fill a page."""
    on_board = sides(evaluation.boards)
    sided = [(one, on_board.get((one.group, one.subject))) for one in members]
    for lines, style in product((1, 2) if len(members) == 1 else (1,), _FEW):
        columns = _columns(evaluation, wall, style, bar_below=True)
        places = [_place(one, side, wall, columns, style) for one, side in sided]
        whole = all(place.name.lines <= lines for place in places)
        if whole and sum(place.row_height for place in places) <= room:
            return columns, places
    columns = _columns(evaluation, wall, _LIST, bar_below=not wall.geometry.wide)
    return columns, [_place(one, side, wall, columns, _LIST) for one, side in sided]


def _one_under_another(rows: Iterable[Place]) -> tuple[Place, ...]:
    """The rows, each in its place and at rest there."""
    placed, y = [], 0.0
    for row in rows:
        placed.append(
            replace(row, place_y=y, from_y=y, from_actual=row.actual, from_planned=row.planned)
        )
        y += row.row_height
    return tuple(placed)


def _columns(evaluation: Evaluation, wall: Wall, style: Style, *, bar_below: bool) -> Columns:
    width = wall.geometry.content_width
    name_x = style.rank_width + _RANK_GAP + _MOVEMENT_EMS * style.detail
    side_words = _side_words(wall).values()
    side_width = max(wall.width_of(word, style.detail, bold=True) for word in side_words)
    scores = {_score_words(wall, one) for one in evaluation.standings}
    widest = max(wall.width_of(words, style.figure, bold=True) for words in scores)
    score_width = max(_SCORE_EMS * style.figure, widest + GAP)
    if bar_below:
        name_width = width - name_x - score_width
        bar_x = name_x
        side_x = width - side_width
    else:
        name_width = width * _NAME_SHARE
        bar_x = name_x + name_width + GAP
        side_x = width - score_width - GAP - side_width
    percent_x = side_x - _PERCENT_EMS * style.detail
    return Columns(
        rank_width=style.rank_width,
        movement_x=style.rank_width + _RANK_GAP,
        name_x=name_x,
        name_width=name_width,
        bar_x=bar_x,
        bar_below=bar_below,
        bar_width=percent_x - bar_x - GAP,
        bar_line=style.bar_line,
        bar_thickness=style.thickness,
        percent_x=percent_x,
        side_x=side_x,
        figure_size=style.figure,
        detail_size=style.detail,
    )


def _side_words(wall: Wall) -> dict[Side, str]:
    return {Side.RED: wall.say("▲ 红榜"), Side.BLACK: wall.say("▼ 黑榜")}


def _score_words(wall: Wall, one: Standing) -> str:
    return wall.say("未报") if one.score is None else score(one.score)


def _place(one: Standing, side: Side | None, wall: Wall, columns: Columns, style: Style) -> Place:
    if side is Side.BLACK and not wall.show_black:
        side = None
    name = wall.fit(one.subject, columns.name_width, style.names, bold=True)
    line_height = max(name.height + _ROW_GAP, style.least_row)
    return Place(
        rank="—" if one.rank is None else str(one.rank),
        movement=movement_words(wall, one.movement),
        name=name,
        side="" if side is None else side.value,
        side_word="" if side is None else _side_words(wall)[side],
        actual=share(one.actual),
        planned=share(one.planned),
        actual_text="" if one.actual is None else f"{100 * one.actual:.0f}%",
        score=_score_words(wall, one),
        line_height=line_height,
        row_height=line_height + (style.bar_line if columns.bar_below else 0.0),
    )
