"""What the overview says: the day of the season, the counts of tasks, and who leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kiosk.contest import calendar
from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Lamp, Phase, Standing
from kiosk.screen.pages.common import (
    Wall,
    joined,
    names_subjects,
    parted,
    round_words,
)

_TOP: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A count and its word; before the word a lamp's shape, where it counts tasks in a state."""

    count: str
    word: str
    lamp: str = ""


def season_words(evaluation: Evaluation, wall: Wall) -> tuple[str, str, str, str]:
    """The hero number, the words before and after it, and the line under these."""
    season = evaluation.season
    match evaluation.phase:
        case Phase.BEFORE:
            days = (season.start - evaluation.today).days
            sentence = wall.say("距开赛 {days} 天", days=days)
            under = wall.say("{day}开赛", day=wall.language.date(season.start))
        case Phase.AFTER:
            days = season.days
            sentence = wall.say("历时 {days} 天", days=days)
            under = wall.say("{day}收官", day=wall.language.date(season.end))
        case _:
            days = evaluation.day
            sentence = wall.say("第 {days} 天", days=days)
            total = wall.say("共 {days} 天", days=season.days)
            left = (
                wall.say("距收官 {days} 天", days=evaluation.days_left)
                if evaluation.days_left
                else wall.say("今日收官")
            )
            under = f"{total} · {left}"
    before, hero, after = parted(sentence, str(days))
    return hero, before, after, under


def tasks_words(evaluation: Evaluation, wall: Wall) -> str:
    """How many tasks the season has."""
    return wall.say("{count} 项重点工作", count=len(evaluation.tasks))


def scope_words(evaluation: Evaluation, wall: Wall) -> str:
    """What the figures are about, and the round; before the season when it will be."""
    if evaluation.phase is Phase.BEFORE:
        start, end = map(wall.language.date, (evaluation.season.start, evaluation.season.end))
        return wall.say("{start}至 {end}", start=start, end=end)
    areas = wall.say("{count} 个领域", count=evaluation.areas) if evaluation.areas else ""
    now = round_words(wall, evaluation.round, evaluation.season)
    return joined((areas, tasks_words(evaluation, wall), now), " · ")


def leading(evaluation: Evaluation, wall: Wall) -> tuple[Standing, ...]:
    """The first three of the first group.

    Nobody before the season, when nothing has been contested yet, and no persons where the
    display names none.
    """
    if evaluation.phase is Phase.BEFORE or not names_subjects(wall, evaluation):
        return ()
    return tuple(islice(_ranked(evaluation), _TOP))


def leaders_words(evaluation: Evaluation, wall: Wall, shown: Sequence[Standing]) -> str:
    """Who they are of whom so many are shown: their group, and how many share the last rank."""
    if evaluation.phase is Phase.AFTER:
        words = (wall.say("最终排名第一"), wall.say("最终排名前二"), wall.say("最终排名前三"))
    else:
        words = (wall.say("本期第一"), wall.say("本期前二"), wall.say("本期前三"))
    last = shown[-1]
    alike = sum(one.rank == last.rank for one in _ranked(evaluation))
    tied = alike > sum(one.rank == last.rank for one in shown)
    several = len({one.group for one in evaluation.standings}) > 1
    return joined(
        (
            last.group if several else "",
            "" if tied and last.rank == 1 else words[len(shown) - 1],
            wall.say("并列第 {rank} 名共 {count} 个", rank=last.rank, count=alike) if tied else "",
        ),
        " · ",
    )


def tallies(evaluation: Evaluation, wall: Wall) -> tuple[Tally, ...]:
    """Tasks by their state; before the season what it will be about."""
    if evaluation.phase is Phase.BEFORE:
        return _outlook(evaluation, wall)
    behind = (Lamp.SLIGHTLY_BEHIND, Lamp.BEHIND, Lamp.OVERDUE)
    states = (
        ((Lamp.DONE,), wall.say("已完成")),
        ((Lamp.ON_PLAN,), wall.say("达到时序")),
        (behind, wall.say("滞后或逾期")),
    )
    counted = [
        Tally(count=str(evaluation.count(*lamps)), word=word, lamp=lamps[0].value)
        for lamps, word in states
    ]
    silent = evaluation.count(Lamp.NOT_REPORTED)
    if silent:
        counted.append(
            Tally(count=str(silent), word=wall.say("未报"), lamp=Lamp.NOT_REPORTED.value)
        )
    return tuple(counted)


def _outlook(evaluation: Evaluation, wall: Wall) -> tuple[Tally, ...]:
    units = {unit for view in evaluation.tasks for unit in view.task.lead_units}
    counts = (
        (evaluation.areas, wall.say("领域")),
        (len(evaluation.tasks), wall.say("重点工作")),
        (len(units), wall.say("牵头单位")),
        (len(calendar.rounds(evaluation.season)), wall.say("期评比")),
    )
    return tuple(Tally(count=str(count), word=word) for count, word in counts if count)


def _ranked(evaluation: Evaluation) -> tuple[Standing, ...]:
    """Who has a rank in the first group."""
    group = evaluation.standings[0].group if evaluation.standings else ""
    return tuple(one for one in evaluation.standings if one.group == group and one.rank is not None)
