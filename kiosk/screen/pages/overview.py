"""The season in one glance: its day, its progress against the plan, and who leads."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Standing
from kiosk.screen.geometry import FLOOR, LEADING, ROW
from kiosk.screen.language import number, score
from kiosk.screen.pages.common import (
    GAP,
    NAME_SIZES,
    Frame,
    Freshness,
    Wall,
    as_of_words,
    frame,
    share,
    spread,
)
from kiosk.screen.pages.overview_words import (
    Tally,
    leaders_words,
    leading,
    scope_words,
    season_words,
    tallies,
    tasks_words,
)
from kiosk.screen.typesetting import EMPTY, Block

_LEADERS_SHARE: Final = 0.44
_NAME_X: Final = 88
"""Where a leader's name begins, behind the rank."""
_HEADING_GAP: Final = 6
"""Between the words over those who lead and the first of them."""
_LEAST_ROW: Final = 88
_ROW_SPREAD: Final = 0.3
"""Part of its height by which a leader's row may grow."""
_HEROES: Final = (264, 208, 160)
_HERO_LEADING: Final = 0.96
_WORD: Final = 64
"""Size of the words before and after the hero number."""
_WORD_GAP: Final = 28
_SLOGAN: Final = (72, ROW)
_PROGRESS: Final = 106
"""Height of the bar with the room around it; the words under it come on top."""
_SHARES: Final = (ROW, FLOOR)
"""Sizes of the words under the bar."""
_SHARES_GAP: Final = 36
_TALLY_GAP: Final = 48
_LAMP: Final = 54
"""Width of a lamp's shape and of the space behind it."""
_TALLY: Final = 180
_TALLY_LINE: Final = 90
"""Height of a tally whose count and word stand in one line."""
_FIGURE: Final = 104


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """One of the round's first three."""

    rank: str
    name: Block
    score: str
    row_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the slogan."""

    words: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """The season's page. Places are in units, from the content's upper left corner."""

    frame: Frame
    season_y: float = 0.0
    day: str
    """The hero number."""
    day_size: float
    day_before: str
    day_after: str
    span: Block
    """The line under the hero number: how long the season is, how long it still goes on."""
    beside_x: float
    """Where those who lead stand, or the slogan while nobody does."""
    beside_y: float = 0.0
    beside_width: float
    slogan: tuple[Line, ...] = ()
    leaders_word: Block = EMPTY
    leaders_y: float = 0.0
    """Where those who lead begin, under the words over them."""
    leaders: tuple[Leader, ...] = ()
    progress_y: float = 0.0
    actual: float
    planned: float
    actual_text: str
    actual_x: float
    planned_text: str
    planned_x: float
    shares_size: float
    total_text: str = ""
    """How many tasks the bar is about, in the line under it, where no note says so."""
    total_x: float = 0.0
    recedes: bool
    """Whether the figures are too old to hold anybody to: they step back."""
    tallies_y: float = 0.0
    tallies: tuple[Tally, ...]
    tally_columns: int
    tally_width: float
    tally_height: float
    tally_in_line: bool
    """Whether a tally's word stands beside its count, not under it."""


def overview_page(evaluation: Evaluation, freshness: Freshness, wall: Wall) -> OverviewPage:
    """The season on today's date, from the figures of the as-of date.

    As much as the wall has room for: first the note and the size of the figures give way, then
    the last of those who lead.
    """
    for page, height in _drafts(evaluation, freshness, wall):
        if height <= page.frame.room:
            break
    return _placed(page, wall)


def _drafts(
    evaluation: Evaluation, freshness: Freshness, wall: Wall
) -> Iterator[tuple[OverviewPage, float]]:
    """The page in every size it may have, the most first, and how high each is."""
    frames = [_frame(evaluation, freshness, wall, noted=noted) for noted in (True, False)]
    for most in range(len(leading(evaluation, wall)), -1, -1):
        for in_line in (False, True):
            for base in frames:
                for hero, size in product(_HEROES, _SHARES):
                    page = _draft(
                        evaluation, freshness, wall, base, hero, size, most, in_line=in_line
                    )
                    yield page, math.inf if _too_wide(page, wall) else _height(page, wall)


def _frame(evaluation: Evaluation, freshness: Freshness, wall: Wall, *, noted: bool) -> Frame:
    return frame(
        wall,
        title=wall.title,
        subtitle=wall.county,
        as_of=as_of_words(wall, evaluation.as_of, freshness),
        note=scope_words(evaluation, wall) if noted else "",
    )


def _draft(
    evaluation: Evaluation,
    freshness: Freshness,
    wall: Wall,
    base: Frame,
    hero: int,
    size: int,
    most: int,
    *,
    in_line: bool,
) -> OverviewPage:
    """The page with so many who lead; nothing has its place yet but what stands side by side."""
    width = wall.geometry.content_width
    day, before, after, span = season_words(evaluation, wall)
    beside_width = width * _LEADERS_SHARE if wall.geometry.wide else width
    season_width = width - beside_width - 2 * GAP if wall.geometry.wide else width
    first = leading(evaluation, wall)[:most]
    over = leaders_words(evaluation, wall, first) if first else ""
    leaders_word = wall.fit(over, beside_width)
    actual, planned = evaluation.actual, evaluation.planned
    actual_text = "" if actual is None else wall.say("完成 {share}%", share=number(100 * actual))
    planned_text = "" if planned is None else wall.say("时序 {share}%", share=number(100 * planned))
    actual_x, planned_x = _shares_x(
        (share(actual), wall.width_of(actual_text, size, bold=True)),
        (share(planned), wall.width_of(planned_text, size)),
        width,
    )
    total_text = "" if actual is None or base.note.text else tasks_words(evaluation, wall)
    total_x = _free_x(
        (
            (actual_x, actual_x + wall.width_of(actual_text, size, bold=True)),
            (planned_x, planned_x + wall.width_of(planned_text, size)),
        ),
        wall.width_of(total_text, FLOOR),
        width,
    )
    counts = tallies(evaluation, wall)
    columns, tally_width = _tally_columns(counts, wall, in_line=in_line)
    return OverviewPage(
        frame=base,
        day=day,
        day_size=hero,
        day_before=before,
        day_after=after,
        span=wall.fit(span, season_width, (ROW,)),
        beside_x=width - beside_width,
        beside_width=beside_width,
        slogan=()
        if first
        else tuple(
            Line(words=wall.fit(line, beside_width, _SLOGAN, bold=True)) for line in wall.slogan
        ),
        leaders_word=leaders_word,
        leaders_y=leaders_word.height + _HEADING_GAP,
        leaders=_leaders(first, wall, beside_width),
        actual=share(actual),
        planned=share(planned),
        actual_text=actual_text,
        actual_x=actual_x,
        planned_text=planned_text,
        planned_x=planned_x,
        shares_size=size,
        total_text="" if total_x is None else total_text,
        total_x=total_x or 0.0,
        recedes=freshness.stale,
        tallies=counts,
        tally_columns=columns,
        tally_width=tally_width,
        tally_height=_TALLY_LINE if in_line else _TALLY,
        tally_in_line=in_line,
    )


def _parts(page: OverviewPage) -> tuple[float, float, float, float]:
    """Heights of the season, of what stands beside or under it, of progress and of tallies."""
    season = page.day_size * _HERO_LEADING + page.span.height
    if page.leaders:
        beside = page.leaders_y + sum(leader.row_height for leader in page.leaders)
    else:
        beside = sum(line.words.height for line in page.slogan) + GAP * len(page.slogan) / 2
    progress = _PROGRESS + page.shares_size * LEADING if page.actual >= 0 else 0.0
    lines = -(-len(page.tallies) // page.tally_columns)
    return season, beside, progress, lines * page.tally_height


def _too_wide(page: OverviewPage, wall: Wall) -> bool:
    """Whether the hero number with its words runs into what stands beside it."""
    words = [text for text in (page.day_before, page.day_after) if text]
    room = page.beside_x - 2 * GAP if wall.geometry.wide else page.beside_width
    used = wall.width_of(page.day, page.day_size, bold=True)
    return used + sum(wall.width_of(text, _WORD) + _WORD_GAP for text in words) > room


def _height(page: OverviewPage, wall: Wall) -> float:
    season, beside, progress, tallies = _parts(page)
    top = max(season, beside) if wall.geometry.wide else season + beside
    return top + progress + tallies


def _placed(page: OverviewPage, wall: Wall) -> OverviewPage:
    """The page with each part in its place and the room that is left between them."""
    season, beside, progress, tallies = _parts(page)
    room = page.frame.room
    spare = max(room - _height(page, wall), 0.0)
    tallies_y = room - tallies
    rows_room = beside - page.leaders_y + spare / 3
    page = replace(page, leaders=spread(page.leaders, rows_room, most=_ROW_SPREAD))
    season, beside, progress, tallies = _parts(page)
    spare = max(room - _height(page, wall), 0.0)
    if wall.geometry.wide:
        progress_y = tallies_y - progress
        top = progress_y - min(spare, 2 * GAP)
        return replace(
            page,
            season_y=max((top - season) / 2, 0.0),
            beside_y=0.0 if page.leaders else max((top - beside) / 2, 0.0),
            progress_y=progress_y,
            tallies_y=tallies_y,
        )
    return replace(
        page,
        beside_y=season + spare / 3,
        progress_y=season + beside + 2 * spare / 3,
        tallies_y=tallies_y,
    )


def _leaders(first: Sequence[Standing], wall: Wall, width: float) -> tuple[Leader, ...]:
    scores = [score(one.score) for one in first if one.score is not None]
    widest = max((wall.width_of(text, ROW, bold=True) for text in scores), default=0.0)
    names = [
        wall.even(
            one.subject,
            width - _NAME_X - widest - GAP,
            NAME_SIZES,
            bold=True,
            short=1.0,
        )
        for one in first
    ]
    return tuple(
        Leader(
            rank=str(one.rank),
            name=name,
            score=text,
            row_height=max(name.height + GAP / 3, _LEAST_ROW),
        )
        for one, name, text in zip(first, names, scores, strict=True)
    )


def _shares_x(
    actual: tuple[float, float], planned: tuple[float, float], width: float
) -> tuple[float, float]:
    """Where the two texts under the bar begin: each by its own mark, and neither on the other.

    Args:
        actual: The share and the width of its text.
        planned: The same of the plan.
        width: Of the bar.
    """
    low, high = sorted((actual, planned), key=lambda one: one[0])
    high_x = min(max(width * high[0] + _SHARES_GAP / 2, 0.0), width - high[1])
    low_x = min(width * low[0] - low[1] - _SHARES_GAP / 2, high_x - low[1] - _SHARES_GAP)
    low_x = max(low_x, 0.0)
    high_x = max(high_x, low_x + low[1] + _SHARES_GAP)
    return (low_x, high_x) if low is actual else (high_x, low_x)


def _free_x(
    taken: tuple[tuple[float, float], tuple[float, float]], needed: float, width: float
) -> float | None:
    """Where so wide a text stands in the line of two others; None where there is no room.

    At the line's end, else at its beginning, else between the two.
    """
    (first, first_end), (second, second_end) = sorted(taken)
    if second_end + _SHARES_GAP + needed <= width:
        return width - needed
    if needed + _SHARES_GAP <= first:
        return 0.0
    between = (first_end + second - needed) / 2
    return between if between - first_end >= _SHARES_GAP else None


def _tally_columns(tallies: Sequence[Tally], wall: Wall, *, in_line: bool) -> tuple[int, float]:
    """How many tallies stand side by side, and how wide each may be."""

    def needed(tally: Tally) -> float:
        word = _LAMP + wall.width_of(tally.word, FLOOR)
        figure = wall.width_of(tally.count, ROW if in_line else _FIGURE, bold=True)
        return word + figure + GAP if in_line else max(word, figure)

    width = wall.geometry.content_width
    widest = max(map(needed, tallies))
    for columns in (len(tallies), 2):
        each = (width - (columns - 1) * _TALLY_GAP) / columns
        if widest <= each:
            return columns, each
    return 1, width
