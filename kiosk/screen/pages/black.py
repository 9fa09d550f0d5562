"""The black board: how far behind, which tasks, how long, and what takes a unit off it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Board, BoardEntry, Phase, Standing
from kiosk.screen.geometry import FLOOR, HEADING, LEADING, ROW
from kiosk.screen.language import number, score
from kiosk.screen.pages.board_words import black_rule, distance, overdue_words, way_out
from kiosk.screen.pages.common import (
    GAP,
    MESSAGE,
    Frame,
    Freshness,
    Tone,
    Wall,
    as_of_words,
    by_height,
    frame,
    joined,
    numbered,
    parted,
    round_title,
    spread,
)
from kiosk.screen.typesetting import EMPTY, Block

_RANK_EMS: Final = 1.75
_SCORE_EMS: Final = 2.97
"""Widths of the columns of ranks and of scores, in sizes of their figures."""
_NAME_SHARE: Final = 0.365
"""Part of the width that names have beside the facts."""
_WAY_OUT_SHARE: Final = 0.46
"""The same at most, where that lets what stands under the names keep to one line."""
_WORD_GAP: Final = 0.25
"""Between the points behind and the words around them, over the size of these words."""
_ROW_GAP: Final = 18
_SPREAD: Final = 0.5
"""Part of its height by which a row may grow, so that all pages of a board look alike."""
_FILL: Final = 99.0
"""The same on a page that has no other beside it: all the room there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How large a row is drawn, in units."""

    names: tuple[float, ...] = (ROW,)
    """Sizes that a name may have, largest first."""
    points: float = 68
    """Size of the percentage points behind."""
    line: float = ROW * LEADING
    """Height of the line that they stand in."""
    words: float = FLOOR
    """Size of the words around them."""
    reasons: tuple[float, ...] = (ROW,)
    """Sizes of what stands in their place where there are none."""
    detail: float = FLOOR
    figure: float = 64
    """Size of rank and score."""
    few: bool = False
    """Whether all the facts stand in full width under the name."""


_LIST: Final = Style()
_FEW: Final = (
    Style(
        names=(128, 104),
        points=144,
        line=152,
        words=64,
        reasons=(104, HEADING),
        detail=ROW,
        figure=104,
        few=True,
    ),
    Style(
        names=(104, HEADING),
        points=112,
        line=120,
        words=ROW,
        reasons=(HEADING, 72),
        detail=ROW,
        figure=HEADING,
        few=True,
    ),
    Style(
        names=(HEADING, 72),
        points=96,
        line=104,
        words=ROW,
        reasons=(64, ROW),
        figure=72,
        few=True,
    ),
)
"""Rows of a few, largest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """One unit on the black board."""

    rank: str
    name: Block
    before: str = ""
    points: str = ""
    """The hero: how many percentage points behind."""
    after: str = ""
    reason: Block = EMPTY
    """What is said in place of the points where there are none."""
    overdue: Block
    veto: Block
    way_out: Block
    score: str
    row_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BlackPage:
    """Rows from the best of those behind to the last, or one sentence in their place."""

    frame: Frame
    side_by_side: bool
    """Whether the facts stand beside the name, not under it."""
    name_x: float
    facts_x: float
    figure_size: float = _LIST.figure
    """Of rank and score."""
    points_size: float = _LIST.points
    words_size: float = _LIST.words
    line_height: float = _LIST.line
    """Of the line that holds the points."""
    rows: tuple[Lag, ...] = ()
    message: Block = EMPTY
    explanation: Block = EMPTY


def black_pages(
    evaluation: Evaluation, board: Board, freshness: Freshness, wall: Wall
) -> tuple[BlackPage, ...]:
    """Every page of one group's black board.

    Stale figures shame nobody: the board is withheld and says so (rules, section 6).
    """
    rules = evaluation.rules
    width = wall.geometry.content_width
    base = frame(
        wall,
        tone=Tone.BLACK,
        mark="▼",
        title=wall.say("黑榜"),
        subtitle=joined((board.group, round_title(wall, evaluation)), " · "),
        # Room for the page mark is kept before it is known how many pages there are.
        page_mark="8/8",
        as_of=as_of_words(wall, evaluation.as_of, freshness),
        note="" if freshness.stale else black_rule(wall, board, rules),
    )
    empty = BlackPage(
        frame=replace(base, page_mark=""), side_by_side=False, name_x=0.0, facts_x=0.0
    )
    if freshness.stale:
        return (
            replace(
                empty,
                message=wall.fit(wall.say("本期黑榜暂不公布"), width, MESSAGE, bold=True),
                explanation=wall.fit(wall.say("数据已过期，待更新后公布"), width, (ROW,)),
            ),
        )
    if not board.black:
        return (
            replace(
                empty,
                message=wall.fit(wall.say("本期黑榜：无"), width, MESSAGE, bold=True),
                explanation=wall.fit(wall.say("没有单位列入黑榜"), width, (ROW,)),
            ),
        )
    empty, rows = _as_large_as_fits(evaluation, board, empty, wall)
    room = base.room
    parts = _parts(rows, room)
    most = _FILL if len(parts) == 1 else _SPREAD
    return numbered(
        [
            replace(empty, rows=spread([rows[index] for index in part], room, most=most))
            for part in parts
        ]
    )


def _parts(rows: Sequence[Lag], room: float) -> list[range]:
    return by_height([row.row_height for row in rows], room)


def _as_large_as_fits(
    evaluation: Evaluation, board: Board, empty: BlackPage, wall: Wall
) -> tuple[BlackPage, list[Lag]]:
    """The rows in the largest style that needs no further page, and the page they stand on.

    Every overdue task is named where that needs none, or else the one that is overdue longest.
    """
    room = empty.frame.room
    facts = {
        every: [_facts(evaluation, entry, wall, every=every) for entry in board.black]
        for every in (True, False)
    }
    page, rows = _rows(facts[False], empty, wall, _LIST)
    pages = len(_parts(rows, room))
    most = 2 if len(board.black) == 1 else 1
    ways = [(lines, style) for lines in range(1, most + 1) for style in _FEW]
    for every, (lines, style) in product((True, False), (*ways, (math.inf, _LIST))):
        larger, drafts = _rows(facts[every], empty, wall, style, whole=True)
        set_well = all(max(row.name.lines, row.reason.lines) <= lines for row in drafts)
        if set_well and _hold(drafts, room, pages):
            return larger, drafts
    return page, rows


def _hold(rows: Sequence[Lag], room: float, pages: int) -> bool:
    """Whether so many pages hold the rows, none of them higher than its page."""
    return max(row.row_height for row in rows) <= room and len(_parts(rows, room)) <= pages


def _rows(
    facts: Sequence["_Facts"], empty: BlackPage, wall: Wall, style: Style, *, whole: bool = False
) -> tuple[BlackPage, list[Lag]]:
    """The rows in a style; `whole` with all that they say, however long."""
    page, name_width = _columns(facts, empty, wall, style)
    rows = [_row(one, page, wall, style, name_width, whole=whole) for one in facts]
    return page, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What is said of one unit, not yet set."""

    entry: BoardEntry
    lag: str = ""
    points: str = ""
    """The part of `lag` that is its hero."""
    overdue: str = ""
    veto: str = ""
    way_out: str = ""


def _facts(evaluation: Evaluation, entry: BoardEntry, wall: Wall, *, every: bool) -> _Facts:
    standing, listed = entry.standing, entry.listed
    lag = points = veto = overdue = out = ""
    if standing is not None:
        lag, points, veto = _lag(wall, standing)
        overdue = overdue_words(wall, standing, every=every)
        # The final standings are final: nothing takes a unit off them.
        if evaluation.phase is not Phase.AFTER:
            out = way_out(wall, standing, evaluation.rules)
    if listed is not None:
        if listed.reason:
            lag, points = listed.reason, ""
        out = joined(
            (
                wall.say("整改时限 {when}", when=listed.rectify_by) if listed.rectify_by else "",
                wall.say("整改情况：{how}", how=listed.rectified) if listed.rectified else "",
            ),
            " · ",
        )
    return _Facts(
        entry=entry,
        lag=lag,
        points=points,
        overdue=overdue and f"! {overdue}",
        veto=veto and f"! {veto}",
        way_out=out and f"→ {out}",
    )


def _lag(wall: Wall, standing: Standing) -> tuple[str, str, str]:
    """The distance to plan, the part of it that is the hero, and what was vetoed.

    Of who is not behind and was vetoed the veto stands first: it is why they are on the board.
    """
    lead = standing.lead
    lag = "" if lead is None else distance(wall, lead)
    points = "" if lead is None or lead >= 0 else number(-lead)
    if points not in lag:
        points = ""
    if not standing.vetoed:
        return lag, points, ""
    tasks = joined((task.title for task in standing.vetoed), wall.say("、"))
    if points:
        return lag, points, wall.say("一票否决：{tasks}", tasks=tasks)
    return wall.say("一票否决"), "", tasks


def _columns(
    facts: Sequence[_Facts], empty: BlackPage, wall: Wall, style: Style
) -> tuple[BlackPage, float]:
    """The page with its columns, and the width of names."""
    width = wall.geometry.content_width
    beside = wall.geometry.wide and not style.few
    name_x = _RANK_EMS * style.figure
    name_width = width - name_x - _SCORE_EMS * style.figure
    if beside:
        most = width * _WAY_OUT_SHARE - name_x
        under = (wall.width_of(one.way_out, style.detail) + GAP for one in facts)
        least = width * _NAME_SHARE - name_x
        name_width = max(least, max((one for one in under if one <= most), default=0.0))
    page = replace(
        empty,
        side_by_side=beside,
        name_x=name_x,
        facts_x=name_x + name_width + GAP if beside else name_x,
        figure_size=style.figure,
        points_size=style.points,
        words_size=style.words,
        line_height=style.line,
    )
    return page, name_width


def _row(
    facts: _Facts, page: BlackPage, wall: Wall, style: Style, name_width: float, *, whole: bool
) -> Lag:
    beside, standing = page.side_by_side, facts.entry.standing
    # Under the line of the name no score stands in the way.
    width = wall.geometry.content_width - page.facts_x
    lag_width = width - _SCORE_EMS * style.figure if beside else width
    details = (style.detail,)
    before, points, after = "", "", ""
    if facts.points:
        before, points, after = parted(facts.lag, facts.points)
    around = sum(
        wall.width_of(word, style.words) + _WORD_GAP * style.words
        for word in (before, after)
        if word
    )
    if around + wall.width_of(points, style.points, bold=True) > lag_width:
        before = points = after = ""
    reason = EMPTY if points else wall.fit(facts.lag, lag_width, style.reasons, whole=whole)
    name = wall.fit(facts.entry.subject, name_width, style.names, bold=True)
    overdue = wall.fit(facts.overdue, width, details, whole=whole)
    veto = wall.fit(facts.veto, width, details, whole=whole)
    exit_line = wall.fit(facts.way_out, name_width if beside else width, details, whole=whole)
    facts_height = (style.line if points else reason.height) + overdue.height + veto.height
    name_height = name.height + exit_line.height
    height = max(name_height, facts_height) if beside else name_height + facts_height
    ranked = standing is not None and standing.rank is not None
    return Lag(
        rank=str(standing.rank) if standing is not None and ranked else "",
        name=name,
        before=before,
        points=points,
        after=after,
        reason=reason,
        overdue=overdue,
        veto=veto,
        way_out=exit_line,
        score="" if standing is None or standing.score is None else score(standing.score),
        row_height=height + _ROW_GAP,
    )
