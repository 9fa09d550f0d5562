"""The black board: how far behind, which tasks, how long, and what takes a unit off it."""

import math
from dataclasses import dataclass, replace
from typing import Final

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Board, BoardEntry, BoardRule, Lamp, Rules, Standing
from kiosk.contest.numbers import at_least
from kiosk.screen.geometry import ROW
from kiosk.screen.language import number, score
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
from kiosk.screen.pages.red import distance
from kiosk.screen.typesetting import EMPTY, Block

_RANK_WIDTH: Final = 112
_SCORE_WIDTH: Final = 190
_NAME_SHARE: Final = 0.365
_ROW_GAP: Final = 18
_TENTH: Final = 0.1


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
    wide = wall.geometry.wide
    facts = width - _RANK_WIDTH - _SCORE_WIDTH
    name_width = width * _NAME_SHARE - _RANK_WIDTH if wide else facts
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
    facts_x = _RANK_WIDTH + name_width + GAP if wide else _RANK_WIDTH
    empty = BlackPage(
        frame=replace(base, page_mark=""),
        side_by_side=wide,
        name_x=_RANK_WIDTH,
        facts_x=facts_x,
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
    facts_width = facts - name_width - GAP if wide else facts
    rows = [_row(evaluation, entry, wall, name_width, facts_width) for entry in board.black]
    room = base.room
    parts = by_height([row.row_height for row in rows], room)
    return tuple(
        replace(
            empty,
            frame=replace(base, page_mark=mark),
            rows=spread([rows[index] for index in part], room),
        )
        for part, mark in zip(parts, page_marks(len(parts)), strict=True)
    )


def black_rule(wall: Wall, board: Board, rules: Rules) -> str:
    """The rule that made the board, in one line."""
    if any(entry.listed for entry in (*board.red, *board.black)):
        return wall.say("列榜：由督查部门审定公布")
    match rules.rule:
        case BoardRule.CONDITIONAL:
            return wall.say(
                "列榜：滞后时序超过 {points} 个百分点或被否决，综合得分后 {count} 名",
                points=score(100 - rules.behind_below).removesuffix(".0"),
                count=rules.black_count,
            )
        case BoardRule.THRESHOLD:
            return wall.say(
                "列榜：综合得分低于 {most} 分，或被一票否决", most=score(rules.black_below)
            )
        case _:
            return wall.say("列榜：综合得分后 {count} 名", count=rules.black_count)


def way_out(wall: Wall, standing: Standing, rules: Rules) -> str:
    """What takes a unit off the board that the rule put it on."""
    parts = []
    if standing.vetoed and rules.rule is not BoardRule.TOP_BOTTOM:
        parts.append(wall.say("否决事项整改销号"))
    if rules.rule is BoardRule.CONDITIONAL and standing.progress is not None:
        short = rules.behind_below - standing.progress
        if not at_least(standing.progress, rules.behind_below):
            parts.append(wall.say("追回 {points} 个百分点", points=number(_round_up(short))))
    if rules.rule is BoardRule.THRESHOLD and standing.score is not None:
        short = rules.black_below - standing.score
        if short > 0:
            parts.append(wall.say("提高 {points} 分", points=number(_round_up(short))))
    if rules.rule is BoardRule.TOP_BOTTOM:
        parts.append(wall.say("得分升出后 {count} 名", count=rules.black_count))
    return wall.say("{conditions}即退出", conditions=joined(parts, wall.say("、"))) if parts else ""


def overdue_words(wall: Wall, standing: Standing) -> str:
    """Overdue tasks, the longest first, with their days: 逾期 3 项 · 最长 21 天：乡道硬化."""
    late = sorted(
        (view for view in standing.tasks if view.lamp is Lamp.OVERDUE),
        key=lambda view: -view.days_overdue,
    )
    if not late:
        return ""
    if len(late) == 1:
        return wall.say(
            "逾期 1 项 · {days} 天：{task}", days=late[0].days_overdue, task=late[0].task.title
        )
    return wall.say(
        "逾期 {count} 项 · 最长 {days} 天：{task}",
        count=len(late),
        days=late[0].days_overdue,
        task=late[0].task.title,
    )


def _row(
    evaluation: Evaluation, entry: BoardEntry, wall: Wall, name_width: float, facts_width: float
) -> Lag:
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
    name = wall.fit(entry.subject, name_width, (ROW,), bold=True)
    facts = (
        wall.fit(lag, facts_width, (ROW,)),
        wall.fit(overdue and f"! {overdue}", facts_width + _SCORE_WIDTH),
        wall.fit(veto and f"! {veto}", facts_width + _SCORE_WIDTH),
    )
    exit_line = wall.fit(out and f"→ {out}", name_width if wall.geometry.wide else facts_width)
    facts_height = sum(fact.height for fact in facts)
    name_height = name.height + exit_line.height
    height = max(name_height, facts_height) if wall.geometry.wide else name_height + facts_height
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


def _round_up(value: float) -> float:
    """To the next tenth: what is named must be enough."""
    return math.ceil(round(value / _TENTH, 6)) * _TENTH
