"""Scores, ranks, ties and movement (rules, sections 5 and 7)."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final

from kiosk.contest.model import (
    Movement,
    Rules,
    Standing,
    SubjectKind,
    Table,
    Task,
    TaskView,
    Tie,
    Weights,
)
from kiosk.contest.numbers import round_half_up, weighted_mean

_EXACT: Final = 9
"""Decimals to which measured numbers are compared as they are; past them is noise."""


def pinyin_order(name: str) -> bytes:
    """Sort key for simplified Chinese: GB 2312 lists its everyday characters by pinyin."""
    return name.encode("gb18030", errors="replace")


def rank_subjects(
    table: Table,
    views: Iterable[TaskView],
    rules: Rules,
    collate: Callable[[str], object] = pinyin_order,
) -> tuple[Standing, ...]:
    """Every subject of the table with its score and rank, ordered as a board lists them.

    Groups follow one another in the order in which the config and then the table names them;
    within a group the ranked come first, in rank order. `collate` is the locale's sort key for
    names, the last word within a tie.
    """
    led: dict[str, list[TaskView]] = {}
    for view in views:
        for subject in subjects_of(view.task, rules.subject):
            led.setdefault(subject, []).append(view)

    groups, given = dict[str, str](), dict[str, float]()
    if rules.subject is SubjectKind.UNIT:
        groups = {unit.name: unit.group for unit in table.units if unit.group} | {**rules.groups}
        given = {unit.name: unit.score for unit in table.units if unit.score is not None}
        for name in given:
            led.setdefault(name, [])

    standings = [
        _measure(subject, groups.get(subject, ""), tuple(tasks), given.get(subject), rules)
        for subject, tasks in led.items()
    ]
    order = {group: place for place, group in enumerate(dict.fromkeys(_named_groups(rules, table)))}

    def listing(one: Standing) -> tuple[object, ...]:
        ranked = one.score is not None
        return (
            order.get(one.group, len(order)),
            not ranked,
            -(one.score or 0.0),
            one.overdue,
            -round(one.progress or 0.0, _EXACT),
            collate(one.subject),
        )

    standings.sort(key=listing)
    return tuple(
        ranked
        for _, group in groupby(standings, key=lambda one: one.group)
        for ranked in _with_ranks(group, rules.tie)
    )


def subjects_of(task: Task, kind: SubjectKind) -> tuple[str, ...]:
    """Who is scored for the task: each of its lead units once, or its area, line or leader."""
    match kind:
        case SubjectKind.UNIT:
            return tuple(dict.fromkeys(task.lead_units))
        case SubjectKind.AREA:
            named = task.area
        case SubjectKind.LINE:
            named = task.line
        case SubjectKind.LEADER:
            named = task.leader
    return (named,) if named else ()


def with_movement(
    standings: Iterable[Standing], before: Mapping[tuple[str, str], int]
) -> tuple[Standing, ...]:
    """The standings with their movement since the round before.

    `before` gives the rank that a (group, subject) had then; with nothing kept, nobody moved.
    """
    if not before:
        return tuple(standings)

    def moved(one: Standing) -> Standing:
        if one.rank is None:
            return one
        earlier = before.get((one.group, one.subject))
        places = None if earlier is None else earlier - one.rank
        return replace(one, movement=Movement(places=places))

    return tuple(moved(one) for one in standings)


def progress_points(actual: float, planned: float, cap: float) -> float:
    """A task's progress: 100 on plan, a point for each percentage point, from 0 to cap."""
    return min(max(100.0 + 100.0 * (actual - planned), 0.0), cap)


def combine(
    progress: float | None, quality: float | None, results: float | None, weights: Weights
) -> float | None:
    """The weighted mean of the dimensions that are there; the absent ones' weight is shared out."""
    parts = (
        (weights.progress, progress),
        (weights.quality, quality),
        (weights.results, results),
    )
    return weighted_mean((weight, value) for weight, value in parts if value is not None)


def _measure(
    subject: str, group: str, tasks: tuple[TaskView, ...], given: float | None, rules: Rules
) -> Standing:
    reported = [(view, view.actual) for view in tasks if view.actual is not None]

    def mean(value: Callable[[TaskView], float | None]) -> float | None:
        known = ((view.task.weight, value(view)) for view, _ in reported)
        return weighted_mean((weight, found) for weight, found in known if found is not None)

    progress = weighted_mean(
        (view.task.weight, progress_points(actual, view.planned, rules.progress_cap))
        for view, actual in reported
    )
    quality = mean(lambda view: view.task.quality)
    results = mean(lambda view: view.task.results)
    points = math.fsum(view.task.points for view in tasks)
    score = None if given is None else round(given, _EXACT)
    if given is None and reported:
        combined = combine(progress, quality, results, rules.weights)
        score = None if combined is None else round_half_up(combined + points)
    return Standing(
        subject=subject,
        group=group,
        score=score,
        progress=progress,
        quality=quality,
        results=results,
        points=points,
        actual=mean(lambda view: view.actual),
        planned=mean(lambda view: view.planned),
        tasks=tasks,
    )


def _with_ranks(listed: Iterable[Standing], tie: Tie) -> Iterable[Standing]:
    rank, shown = 0, None
    for place, one in enumerate(listed, start=1):
        if one.score is None:
            yield one
            continue
        if one.score != shown:
            rank = place if tie is Tie.COMPETITION else rank + 1
            shown = one.score
        yield replace(one, rank=rank)


def _named_groups(rules: Rules, table: Table) -> Iterable[str]:
    yield from rules.groups.values()
    yield from (unit.group for unit in table.units if unit.group)
