"""What the rules make of a table, computed once more: in fractions, from the rules' text alone."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from tests.season.county import END, START, Row, Version, last_working, rounds

Kept = Mapping[str, tuple[int, Fraction]]
"""Of a round: each unit's rank and score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A unit's place."""

    unit: str
    rank: int | None
    score: Fraction | None
    progress: Fraction | None
    overdue: int
    vetoed: bool


def planned(row: Row, day: date) -> Fraction:
    """What share should be done."""
    start, due = row.start or START, row.due or END
    if day >= due:
        return Fraction(1)
    if day <= start:
        return Fraction(0)
    return Fraction((day - start).days, (due - start).days)


def lamp(row: Row, day: date) -> str:
    """The first that fits."""
    if row.actual is None:
        return "silent"
    if row.actual >= 100:
        return "done"
    if day > (row.due or END):
        return "overdue"
    share = Fraction(row.actual, 100)
    return "on plan" if share >= planned(row, day) else "behind"


def _mean(pairs: Iterable[tuple[int, Fraction]]) -> Fraction | None:
    known = list(pairs)
    weight = sum(weight for weight, _ in known)
    return sum(weight * value for weight, value in known) / weight if weight else None


def _place(unit: str, rows: Iterable[Row], day: date) -> Placed:
    led = [row for row in rows if unit in row.units]
    told = [(row, Fraction(row.actual, 100)) for row in led if row.actual is not None]
    progress = _mean(
        (row.weight, min(max(100 + 100 * (share - planned(row, day)), Fraction(0)), Fraction(120)))
        for row, share in told
    )
    quality = _mean((row.weight, Fraction(row.quality)) for row, _ in told if row.quality)
    results = _mean((row.weight, Fraction(row.results)) for row, _ in told if row.results)
    parts = ((2, progress), (1, quality), (1, results))
    score = _mean((weight, value) for weight, value in parts if value is not None)
    if score is not None:
        points = sum(row.points for row in led)
        score = Fraction(math.floor(10 * (score + points) + Fraction(1, 2)), 10)
    return Placed(
        unit=unit,
        rank=None,
        score=score,
        progress=progress,
        overdue=sum(lamp(row, day) == "overdue" for row in led),
        vetoed=any(row.veto for row in led),
    )


@cache
def ranking(version: Version) -> list[Placed]:
    """Every unit as the standings list it."""
    units = dict.fromkeys(unit for row in version.rows for unit in row.units)
    placed = [_place(unit, version.rows, version.as_of) for unit in units]

    def listing(one: Placed) -> tuple[object, ...]:
        known = one.score is not None
        score, progress = one.score or Fraction(0), one.progress or Fraction(0)
        return (not known, -score, one.overdue, -progress, one.unit.encode("gb18030"))

    placed.sort(key=listing)
    scores = [one.score for one in placed]
    return [
        Placed(
            unit=one.unit,
            rank=None if one.score is None else scores.index(one.score) + 1,
            score=one.score,
            progress=one.progress,
            overdue=one.overdue,
            vetoed=one.vetoed,
        )
        for one in placed
    ]


@cache
def kept(version: Version) -> Kept:
    """What is to be kept of the round for the next."""
    known = [(one.unit, one.rank, one.score) for one in ranking(version)]
    return {unit: (rank, score) for unit, rank, score in known if rank and score is not None}


@cache
def boards(version: Version) -> tuple[list[str], list[str]]:
    """Who stands on the red and on the black board, by the rule `conditional`."""
    ranked = [one for one in ranking(version) if one.rank is not None]
    red = _cut(
        [one for one in ranked if (one.progress or 0) >= 100 and not one.overdue and not one.vetoed]
    )
    behind = _cut([one for one in reversed(ranked) if (one.progress or 0) < 95 or one.vetoed])
    black = [one.unit for one in ranked if one in behind and one not in red]
    return [one.unit for one in red], black


def _cut(ordered: list[Placed]) -> list[Placed]:
    """The first five, and who is level with the fifth."""
    return [one for at, one in enumerate(ordered) if at < 5 or one.score == ordered[4].score]


def round_of(day: date) -> int | None:
    """The number of the round that holds a day, the last one's after the season."""
    if day < START:
        return None
    return next((n for n, (_, last) in enumerate(rounds(), 1) if day <= last), len(rounds()))


def meetings(today: date) -> tuple[date | None, date | None]:
    """The next dispatch and the next monthly meeting, today's included."""
    dispatch = [last_working(first, last) for first, last in rounds()]
    halves = rounds()
    monthly = [
        last_working(first, last)
        for (first, _), (_, last) in zip(halves[::2], halves[1::2], strict=True)
    ]
    return (
        min((day for day in dispatch if day >= today), default=None),
        min((day for day in monthly if day >= today), default=None),
    )


def due(version: Version, today: date) -> list[tuple[Row, str]]:
    """Tasks that are overdue or fall due by the end of today's round, with the days in words."""
    if today < START:
        return []
    now = round_of(today) or 1
    end = rounds()[now - 1][1]
    found = []
    for row in version.rows:
        by, state = row.due or END, lamp(row, version.as_of)
        if state == "overdue":
            found.append((row, f"逾期 {(version.as_of - by).days} 天"))
        elif state != "done" and version.as_of <= by <= end and today <= END:
            left = (by - today).days
            words = f"还有 {left} 天" if left > 0 else "今天 到期" if not left else None
            found.append((row, words or f"已到期 {-left} 天"))
    return found
