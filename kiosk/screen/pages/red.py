"""The red board: the leader's half of the wall, then who follows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Board, BoardEntry, Rules, Standing
from kiosk.screen.geometry import FLOOR, LEADING, ROW
from kiosk.screen.language import number, score
from kiosk.screen.pages.board_words import merits, red_rule
from kiosk.screen.pages.common import (
    GAP,
    MESSAGE,
    NAME_SIZES,
    Frame,
    Freshness,
    Tone,
    Wall,
    as_of_words,
    by_height,
    frame,
    joined,
    movement_words,
    numbered,
    round_title,
    spread,
)
from kiosk.screen.typesetting import EMPTY, Block

_LEADER_SHARE: Final = 0.41
"""Part of a wide wall that is the leader's, beside three or more who follow."""
_FOLLOWERS: Final = 4
_LEAST_LEADER: Final = 0.4
"""Part of a high wall that the leader has at least, above those who follow."""
_MOVEMENT_X: Final = 84
"""Where a follower's movement begins, behind its rank."""
_MOVEMENT_WIDTH: Final = 64
"""Least width of a movement: an arrow and a figure."""
_SCORE_WIDTH: Final = 200
_LEADER_NAMES: Final = (128, 112, 96)
_LONG_NAMES: Final = (80, ROW)
"""Sizes of a leader's name that is too long for the others."""
_SOLE_NAMES: Final = (200, 160, 128, 96)
_HEROES: Final = (160, 128, 104)
"""Sizes of the leader's score."""
_HERO_LEADING: Final = 1.0
_ON_PLAN: Final = 100
"""Progress on plan, and full marks for quality and results."""
_BAR_LINE: Final = 52
_AXIS: Final = 42
"""Height of the line over the leader's bars that says what the tick stands for."""
_BARS_WHY_GAP: Final = GAP / 2
"""Between the leader's bars and the merits under them."""
_POINTS_GAP: Final = 16
_LABEL_GAP: Final = 16
_VALUE_WIDTH: Final = 128
"""What stands before a bar, beside its label, and behind it."""


_ROW_GAP: Final = 14
_HEADS: Final = 52
"""Height of the line over the rows that names their bars."""
_BARS_GAP: Final = 32
_LEAST_BAR: Final = 150
"""Length of a bar beside which its figure has room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How much is said of each who follows."""

    stacked: bool = False
    """Whether the dimensions stand one under another with their figures."""
    headed: bool = False
    """Whether they are named once over all rows, and not in each."""
    with_why: bool = False

    @property
    def above(self) -> float:
        """Height that is taken over the rows."""
        return _HEADS if self.headed else 0.0


_SETTINGS: Final = (
    Setting(stacked=True, with_why=True),
    Setting(headed=True, with_why=True),
    Setting(headed=True),
    Setting(),
)
"""The most first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The name of one dimension over the bars of all rows."""

    word: str
    head_x: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One of the three dimensions as a bar on the scale that all three share."""

    label: str
    label_width: float
    """Of the widest of the labels, so that all bars begin at one place."""
    value: str
    share: float
    """Length of the bar as a fraction of the scale; -1 where the dimension is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """One unit on the red board."""

    rank: str
    movement: str
    name: Block
    score: str
    dimensions: tuple[Dimension, ...]
    why: Block
    row_height: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """Who leads, in the first half of the wall or on all of it."""

    title: str
    honour: Honour
    score_size: float
    bars_x: float = 0.0
    """Where the bars begin: beside name and score where the leader has a wide wall alone."""
    bars_width: float
    axis_word: str
    axis_x: float
    """The middle of the word over the ticks, from where the bars' labels begin."""
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RedPage:
    """The leader, if this is the first page, and the rows of those who follow."""

    frame: Frame
    points_word: str
    plan_tick: float
    """Where 100, on plan, stands on the dimensions' scale."""
    leader: Leader | None = None
    leader_width: float = 0.0
    beside: bool = False
    """Whether the leader stands beside those who follow, not above them."""
    rows: tuple[Honour, ...] = ()
    rows_x: float = 0.0
    rows_y: float = 0.0
    name_x: float = 0.0
    """Where the rows' names begin, behind rank and movement."""
    stacked: bool = False
    """Whether the rows' dimensions stand one under another with their figures."""
    heads: tuple[Head, ...] = ()
    """Names of the dimensions over the rows, where the rows themselves don't name them."""
    figured: bool = False
    """Whether figures stand beside the rows' bars."""
    recedes: bool = False
    """Whether the figures are too old to be proud of: they step back."""
    message: Block = EMPTY
    """What is said in place of entries when there are none."""
    explanation: Block = EMPTY


def red_pages(
    evaluation: Evaluation, board: Board, freshness: Freshness, wall: Wall
) -> tuple[RedPage, ...]:
    """Every page of one group's red board; one that says so when nobody is on it."""
    rules = evaluation.rules
    base = frame(
        wall,
        tone=Tone.RED,
        mark="▲",
        title=wall.say("红榜"),
        subtitle=joined((board.group, round_title(wall, evaluation)), " · "),
        # Room for the page mark is kept before it is known how many pages there are.
        page_mark="8/8",
        as_of=as_of_words(wall, evaluation.as_of, freshness),
        note=red_rule(wall, board, rules),
    )
    empty = RedPage(
        frame=base,
        points_word=wall.say("分"),
        name_x=_name_x(wall),
        plan_tick=_ON_PLAN / rules.progress_cap,
        recedes=freshness.stale,
    )
    if not board.red:
        width = wall.geometry.content_width
        return (
            replace(
                empty,
                frame=replace(base, page_mark=""),
                message=wall.fit(wall.say("本期红榜：无"), width, MESSAGE, bold=True),
                explanation=wall.fit(wall.say("没有单位列入红榜"), width, (ROW,)),
            ),
        )
    first = _first_page(evaluation, board, empty, wall)
    pages = [first, *_further_pages(evaluation, board.red[1 + len(first.rows) :], empty, wall)]
    return numbered(pages)


def dimensions(wall: Wall, standing: Standing, rules: Rules) -> tuple[Dimension, ...]:
    """Progress, quality and results on one scale, which ends where progress is capped."""
    named = (
        (wall.say("进度"), standing.progress),
        (wall.say("质量"), standing.quality),
        (wall.say("成效"), standing.results),
    )
    label_width = max(wall.width_of(label, FLOOR) for label, _ in named)
    return tuple(
        Dimension(
            label=label,
            label_width=label_width,
            value=wall.say("无") if value is None else number(value),
            share=-1.0 if value is None else min(max(value / rules.progress_cap, 0.0), 1.0),
        )
        for label, value in named
    )


def _first_page(evaluation: Evaluation, board: Board, empty: RedPage, wall: Wall) -> RedPage:
    """The leader, and beside or under it those of the others that the room is enough for."""
    width, room = wall.geometry.content_width, empty.frame.room
    rest = board.red[1:]
    beside = wall.geometry.wide
    share = _LEADER_SHARE if len(rest) > 1 else 1 / 2
    leader_width = width * share - 2 * GAP if beside else width
    rows_x = width * share + 2 * GAP if beside else 0.0
    rows = [_follower(evaluation, entry, wall, width - rows_x) for entry in rest]
    leader_room = room if beside else _room_above(rows, room)
    leader = _leader(
        evaluation, board, wall, width=leader_width, room=leader_room, names=_LEADER_NAMES
    )
    rows_y = 0.0 if beside else leader.height + GAP
    setting, shown = _followers(rows, room - rows_y)
    if not shown or leader.height > room:
        return _alone(evaluation, board, empty, wall)
    page = replace(
        empty,
        leader=leader,
        leader_width=leader_width,
        beside=beside,
        rows=shown,
        rows_x=rows_x,
        rows_y=rows_y,
    )
    return _set(page, setting, width - rows_x)


def _alone(evaluation: Evaluation, board: Board, empty: RedPage, wall: Wall) -> RedPage:
    """The leader with the whole wall; on a wide one its dimensions stand beside its score."""
    width, room = wall.geometry.content_width, empty.frame.room
    if wall.geometry.wide:
        bars_x = width / 2 + 2 * GAP
        half = width - bars_x
        leader = _leader(
            evaluation, board, wall, width=half, room=room, names=_SOLE_NAMES, bars_x=bars_x
        )
        if leader.height <= room:
            has_bars = bool(leader.honour.dimensions or leader.honour.why.text)
            return replace(empty, leader=leader, leader_width=width, beside=has_bars, rows_x=bars_x)
    leader = _leader(evaluation, board, wall, width=width, room=room, names=_SOLE_NAMES)
    return replace(empty, leader=leader, leader_width=width)


def _room_above(rows: Sequence[Honour], room: float) -> float:
    """What the first few rows at their least leave to a leader above them, or half the room."""
    least = (_sized(row, Setting()) for row in rows[:_FOLLOWERS])
    left = room - GAP - _HEADS - sum(row.row_height for row in least)
    return left if left >= _LEAST_LEADER * room else room / 2


def _leader(
    evaluation: Evaluation,
    board: Board,
    wall: Wall,
    *,
    width: float,
    room: float,
    names: tuple[int, ...],
    bars_x: float = 0.0,
) -> Leader:
    """The leader as large as the room allows: first the merits give way, then the bars.

    With `bars_x` the dimensions and the merits stand there, beside name and score.
    """
    entry = board.red[0]
    tied = sum(_rank(other) == _rank(entry) for other in board.red) > 1
    title = wall.say("并列第一名") if tied else wall.say("第一名")
    least = _HEROES[-1]

    def drafted(score_size: int, sizes: tuple[int, ...]) -> tuple[int, Honour]:
        return score_size, _honour(evaluation, entry, wall, width, sizes, why_width=width)

    usual = [drafted(hero, names[start:]) for hero in _HEROES for start in range(len(names))]
    long = [drafted(least, _LONG_NAMES[start:]) for start in range(len(_LONG_NAMES))]
    drafts = [
        # Rather no merits than a score that is hardly larger than those of who follows.
        *(draft for draft in usual if draft[0] > least),
        *_without_merits(usual),
        *long,
        *_without_merits(long),
    ]
    drafts.append((least, replace(drafts[-1][1], dimensions=())))
    sized = [
        (hero, honour, _card_height(honour, hero, beside=bars_x > 0)) for hero, honour in drafts
    ]
    points = wall.width_of(wall.say("分"), ROW) + _POINTS_GAP
    hero, honour, height = next(
        (
            (hero, honour, height)
            for hero, honour, height in sized
            if height <= room and wall.width_of(honour.score, hero, bold=True) + points <= width
        ),
        sized[-1],
    )
    label_width = max((one.label_width for one in honour.dimensions), default=0.0) + _LABEL_GAP
    tick = _ON_PLAN / evaluation.rules.progress_cap
    return Leader(
        title=title if _rank(entry) else "",
        honour=honour,
        score_size=hero,
        bars_x=bars_x,
        bars_width=width,
        axis_word=str(_ON_PLAN) if honour.dimensions else "",
        axis_x=label_width + (width - label_width - _VALUE_WIDTH) * tick,
        height=height,
    )


def _without_merits(drafts: Sequence[tuple[int, Honour]]) -> Iterator[tuple[int, Honour]]:
    return ((hero, replace(honour, why=EMPTY)) for hero, honour in drafts)


def _card_height(honour: Honour, score_size: float, *, beside: bool) -> float:
    score_height = score_size * _HERO_LEADING if honour.score else 0.0
    bars = _AXIS + len(honour.dimensions) * _BAR_LINE + _BARS_WHY_GAP if honour.dimensions else 0.0
    who = ROW * LEADING + honour.name.height + score_height
    why = bars + honour.why.height
    return max(who, why) if beside else who + why


def _followers(rows: Sequence[Honour], room: float) -> tuple[Setting, tuple[Honour, ...]]:
    """The rows beside or under the leader, as much said of each as lets them stand together."""
    together = min(len(rows), _FOLLOWERS)
    setting, drafts = _least_pages(rows[:together], room)
    drafts += [_sized(row, replace(setting, with_why=False)) for row in rows[together:]]
    used = accumulate(row.row_height for row in drafts)
    shown = sum(total + setting.above <= room for total in used)
    if len(rows) - shown == 1 and shown > 1:
        # Nobody stands alone on a page that others could share.
        shown -= 1
    setting, drafts = _least_pages(rows[:shown], room)
    return setting, spread(drafts, room - setting.above)


def _least_pages(rows: Sequence[Honour], room: float) -> tuple[Setting, list[Honour]]:
    """The rows with the most said of each that needs no further page."""
    drafts = [(setting, [_sized(row, setting) for row in rows]) for setting in _SETTINGS]
    pages = [
        len(by_height([row.row_height for row in sized], room - setting.above))
        for setting, sized in drafts
    ]
    return drafts[pages.index(min(pages))]


def _further_pages(
    evaluation: Evaluation, rest: Sequence[BoardEntry], empty: RedPage, wall: Wall
) -> Iterator[RedPage]:
    """Pages of rows only."""
    width = wall.geometry.content_width
    followers = [_follower(evaluation, entry, wall, width) for entry in rest]
    setting, rows = _least_pages(followers, empty.frame.room)
    room = empty.frame.room - setting.above
    for part in by_height([row.row_height for row in rows], room):
        page = replace(empty, rows=spread([rows[index] for index in part], room))
        yield _set(page, setting, width)


def _set(page: RedPage, setting: Setting, width: float) -> RedPage:
    """The page with its rows' dimensions set in columns where they are not stacked.

    Args:
        page: With its rows.
        setting: What is said of each.
        width: Of a row.
    """
    named = next((row.dimensions for row in page.rows if row.dimensions), ())
    column = (width - page.name_x - 2 * _BARS_GAP) / 3
    heads = tuple(
        Head(word=one.label, head_x=page.name_x + number * (column + _BARS_GAP))
        for number, one in enumerate(named)
    )
    return replace(
        page,
        stacked=setting.stacked,
        heads=heads if setting.headed else (),
        figured=setting.headed and column - _LABEL_GAP - _VALUE_WIDTH >= _LEAST_BAR,
    )


def _follower(evaluation: Evaluation, entry: BoardEntry, wall: Wall, width: float) -> Honour:
    beside_rank = width - _name_x(wall)
    return _honour(
        evaluation, entry, wall, beside_rank - _SCORE_WIDTH, NAME_SIZES, why_width=beside_rank
    )


def _name_x(wall: Wall) -> float:
    movement = max(wall.width_of(wall.say("新"), FLOOR), _MOVEMENT_WIDTH)
    return _MOVEMENT_X + movement + GAP


def _honour(
    evaluation: Evaluation,
    entry: BoardEntry,
    wall: Wall,
    width: float,
    sizes: tuple[int, ...],
    *,
    why_width: float,
) -> Honour:
    standing = entry.standing
    if entry.listed is not None and entry.listed.reason:
        why = entry.listed.reason
    else:
        why = "" if standing is None else merits(wall, standing, evaluation)
    return Honour(
        rank=_rank(entry),
        movement="" if standing is None else movement_words(wall, standing.movement),
        name=wall.fit(entry.subject, width, sizes, bold=True),
        score="" if standing is None or standing.score is None else score(standing.score),
        dimensions=() if standing is None else dimensions(wall, standing, evaluation.rules),
        why=wall.fit(why, why_width),
    )


def _sized(row: Honour, setting: Setting) -> Honour:
    """The row as high as what is said in it."""
    why = row.why if setting.with_why else EMPTY
    lines = len(row.dimensions) if setting.stacked else bool(row.dimensions)
    height = row.name.height + lines * _BAR_LINE + why.height + _ROW_GAP
    return replace(row, why=why, row_height=height)


def _rank(entry: BoardEntry) -> str:
    standing = entry.standing
    return "" if standing is None or standing.rank is None else str(standing.rank)
