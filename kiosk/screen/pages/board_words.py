"""Boards in words: the rule that made one, what a unit did well, how far it lags, its way out."""

import math
from typing import Final

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Board, BoardRule, Lamp, Rules, Standing, TaskView
from kiosk.contest.numbers import at_least
from kiosk.screen.language import number, score
from kiosk.screen.pages.common import Wall, joined

_TENTH: Final = 0.1


def red_rule(wall: Wall, board: Board, rules: Rules) -> str:
    """The rule that made the board, in one line."""
    if any(entry.listed for entry in (*board.red, *board.black)):
        return wall.say("入榜：由督查部门审定公布")
    weights = joined(
        (
            wall.say("{name} {weight}", name=name, weight=f"{100 * weight / total:.0f}")
            for name, weight in (
                (wall.say("进度"), rules.weights.progress),
                (wall.say("质量"), rules.weights.quality),
                (wall.say("成效"), rules.weights.results),
            )
            if weight and (total := _total(rules))
        ),
        " · ",
    )
    match rules.rule:
        case BoardRule.CONDITIONAL:
            return wall.say(
                "入榜：达到时序、无逾期、无否决，综合得分前 {count} 名（{weights}）",
                count=rules.red_count,
                weights=weights,
            )
        case BoardRule.THRESHOLD:
            return wall.say(
                "入榜：综合得分 {least} 分以上（{weights}）",
                least=score(rules.red_from),
                weights=weights,
            )
        case _:
            return wall.say(
                "入榜：综合得分前 {count} 名（{weights}）", count=rules.red_count, weights=weights
            )


def merits(wall: Wall, standing: Standing, evaluation: Evaluation) -> str:
    """What a unit did well, in a line."""
    reported = [view for view in standing.tasks if view.actual is not None]
    reached = standing.count(Lamp.DONE, Lamp.ON_PLAN)
    early = sum(_early(view, evaluation) for view in reported)
    lead = standing.lead
    return joined(
        (
            "" if lead is None else distance(wall, lead),
            (
                wall.say("{count} 项任务全部达到时序", count=reached)
                if reached == len(reported)
                else wall.say("{all} 项任务中 {count} 项达到时序", all=len(reported), count=reached)
            )
            if reported
            else "",
            wall.say("{count} 项提前完成", count=early) if early else "",
        ),
        wall.say("，"),
    )


def distance(wall: Wall, lead: float) -> str:
    """The distance to plan in percentage points."""
    shown = number(abs(lead))
    if float(shown) == 0:
        return wall.say("与时序持平")
    if lead > 0:
        return wall.say("超时序 {points} 个百分点", points=shown)
    return wall.say("滞后时序 {points} 个百分点", points=shown)


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
        parts.append(wall.say("得分脱离后 {count} 名", count=rules.black_count))
    return wall.say("{conditions}即退出", conditions=joined(parts, wall.say("、"))) if parts else ""


def overdue_words(wall: Wall, standing: Standing, *, every: bool = False) -> str:
    """Overdue tasks, the longest first, with their days: 逾期 3 项 · 最长 21 天：乡道硬化.

    Where the display shows persons, with who answers for a task that is named.

    Args:
        wall: The display.
        standing: Whose tasks they are.
        every: Whether all of them are named, and not only the one that is overdue longest.
    """
    late = sorted(
        (view for view in standing.tasks if view.lamp is Lamp.OVERDUE),
        key=lambda view: -view.days_overdue,
    )
    if not late:
        return ""
    longest = late[0].days_overdue
    if len(late) == 1:
        return wall.say("逾期 1 项 · {days} 天：{task}", days=longest, task=_task(wall, late[0]))
    if every:
        tasks = (
            wall.say("{days} 天：{task}", days=view.days_overdue, task=_task(wall, view))
            for view in late
        )
        return wall.say(
            "逾期 {count} 项 · {tasks}", count=len(late), tasks=joined(tasks, wall.say("；"))
        )
    return wall.say(
        "逾期 {count} 项 · 最长 {days} 天：{task}",
        count=len(late),
        days=longest,
        task=_task(wall, late[0]),
    )


def _task(wall: Wall, view: TaskView) -> str:
    title, owner = view.task.title, view.task.owner
    if wall.show_persons and owner:
        return wall.say("{task}（{owner}）", task=title, owner=owner)
    return title


def _early(view: TaskView, evaluation: Evaluation) -> bool:
    due = view.task.due or evaluation.season.end
    return view.lamp is Lamp.DONE and evaluation.as_of < due


def _total(rules: Rules) -> float:
    return rules.weights.progress + rules.weights.quality + rules.weights.results


def _round_up(value: float) -> float:
    """To the next tenth: what is named must be enough."""
    return math.ceil(round(value / _TENTH, 6)) * _TENTH
