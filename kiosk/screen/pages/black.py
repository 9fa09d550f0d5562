"""The black board: how far behind, which tasks, how long, and what takes a unit off it."""

from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Board, BoardEntry
from kiosk.screen.geometry import FLOOR, HEADING, ROW
from kiosk.screen.language import score
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
    page_marks,
    round_title,
    spread,
)
from kiosk.screen.typesetting import EMPTY, Block

_RANK_EMS: Final = 1.75
_SCORE_EMS: Final = 2.97
"""Widths of the columns of ranks and of scores, in sizes of their figures."""
_NAME_SHARE: Final = 0.365
_ROW_GAP: Final = 18
_SPREAD: Final = 0.5
"""Part of its height by which a row may grow, so that all pages of a board look alike."""
_FILL: Final = 99.0
"""The same on a page that has no other beside it: all the room there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How large a row is drawn, in units: sizes of its texts, largest first."""

    names: tuple[float, ...] = (ROW,)
    lags: tuple[float, ...] = (ROW,)
    detail: float = FLOOR
    figure: float = 64
    few: bool = False
    """Whether it is for a few that have a page to themselves, all their facts in full width."""


_LIST: Final = Style()
_FEW: Final = (
    Style(names=(128, 104), lags=(104, HEADING), detail=ROW, figure=128, few=True),
    Style(names=(104, HEADING), lags=(HEADING, 72), detail=ROW, figure=HEADING, few=True),
    Style(names=(HEADING, 72), lags=(64, ROW), detail=FLOOR, figure=72, few=True),
)
"""Rows of a few, largest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """One unit on the black board."""

    rank: str
    name: Block
    lag: Block
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
    parts = by_height([row.row_height for row in rows], room)
    most = _FILL if len(parts) == 1 else _SPREAD
    return tuple(
        replace(
            empty,
            frame=replace(base, page_mark=mark),
            rows=spread([rows[index] for index in part], room, most=most),
        )
        for part, mark in zip(parts, page_marks(len(parts)), strict=True)
    )


def _as_large_as_fits(
    evaluation: Evaluation, board: Board, empty: BlackPage, wall: Wall
) -> tuple[BlackPage, list[Lag]]:
    """Rows of a list, or larger ones where a few fill a page, and the page they stand on."""
    for lines, style in product((1, 2) if len(board.black) == 1 else (1,), _FEW):
        page, rows = _rows(evaluation, board, empty, wall, style)
        whole = all(max(row.name.lines, row.lag.lines) <= lines for row in rows)
        if whole and sum(row.row_height for row in rows) <= empty.frame.room:
            return page, rows
    return _rows(evaluation, board, empty, wall, _LIST)


def _rows(
    evaluation: Evaluation, board: Board, empty: BlackPage, wall: Wall, style: Style
) -> tuple[BlackPage, list[Lag]]:
    width = wall.geometry.content_width
    beside = wall.geometry.wide and not style.few
    name_x, score_width = _RANK_EMS * style.figure, _SCORE_EMS * style.figure
    full = width - name_x - score_width
    name_width = width * _NAME_SHARE - name_x if beside else full
    page = replace(
        empty,
        side_by_side=beside,
        name_x=name_x,
        facts_x=name_x + name_width + GAP if beside else name_x,
        figure_size=style.figure,
    )
    # Under the line of the name no score stands in the way.
    detail_width = width - page.facts_x
    lag_width = detail_width - score_width if beside else detail_width
    rows = [
        _row(evaluation, entry, wall, style, name_width, lag_width, detail_width)
        for entry in board.black
    ]
    return page, rows


def _row(
    evaluation: Evaluation,
    entry: BoardEntry,
    wall: Wall,
    style: Style,
    name_width: float,
    lag_width: float,
    detail_width: float,
) -> Lag:
    beside = wall.geometry.wide and not style.few
    standing, listed = entry.standing, entry.listed
    lag = overdue = veto = out = ""
    if standing is not None:
        lag = "" if standing.lead is None else distance(wall, standing.lead)
        overdue = overdue_words(wall, standing)
        if standing.vetoed:
            titles = joined((task.title for task in standing.vetoed), wall.say("、"))
            veto = wall.say("一票否决：{tasks}", tasks=titles)
        out = way_out(wall, standing, evaluation.rules)
    if listed is not None:
        lag = listed.reason or lag
        out = joined(
            (
                wall.say("整改时限 {when}", when=listed.rectify_by) if listed.rectify_by else "",
                wall.say("整改情况：{how}", how=listed.rectified) if listed.rectified else "",
            ),
            " · ",
        )
    name = wall.fit(entry.subject, name_width, style.names, bold=True)
    details = (style.detail,)
    facts = (
        wall.fit(lag, lag_width, style.lags),
        wall.fit(overdue and f"! {overdue}", detail_width, details),
        wall.fit(veto and f"! {veto}", detail_width, details),
    )
    exit_line = wall.fit(out and f"→ {out}", name_width if beside else lag_width, details)
    facts_height = sum(fact.height for fact in facts)
    name_height = name.height + exit_line.height
    height = max(name_height, facts_height) if beside else name_height + facts_height
    ranked = standing is not None and standing.rank is not None
    return Lag(
        rank=str(standing.rank) if standing is not None and ranked else "",
        name=name,
        lag=facts[0],
        overdue=facts[1],
        veto=facts[2],
        way_out=exit_line,
        score="" if standing is None or standing.score is None else score(standing.score),
        row_height=height + _ROW_GAP,
    )
