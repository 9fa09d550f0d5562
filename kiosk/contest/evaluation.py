"""One table on one day, evaluated: everything that the scenes show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.contest import calendar
from kiosk.contest.board import boards
from kiosk.contest.model import (
    Board,
    Lamp,
    Phase,
    Round,
    Rules,
    Season,
    Standing,
    Table,
    TaskView,
    count,
)
from kiosk.contest.numbers import weighted_mean
from kiosk.contest.plan import view_task
from kiosk.contest.standings import pinyin_order, rank_subjects, with_movement


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A table's tasks, standings and boards on its as-of date, and where today is in the season."""

    season: Season
    rules: Rules
    as_of: date
    today: date
    demo: bool
    round: Round | None
    tasks: tuple[TaskView, ...]
    standings: tuple[Standing, ...]
    boards: tuple[Board, ...]

    @property
    def phase(self) -> Phase:
        """Where today stands in the season."""
        return calendar.phase(self.season, self.today)

    @property
    def day(self) -> int:
        """Which day of the season today is, from 1."""
        return calendar.day_number(self.season, self.today)

    @property
    def days_left(self) -> int:
        """Days until the season's last day."""
        return calendar.days_left(self.season, self.today)

    @property
    def areas(self) -> int:
        """How many areas the tasks belong to."""
        return len({view.task.area for view in self.tasks if view.task.area})

    @property
    def actual(self) -> float | None:
        """Share done of all reported tasks together, weighted; None with nothing reported."""
        return weighted_mean(
            (view.task.weight, view.actual) for view in self.tasks if view.actual is not None
        )

    @property
    def planned(self) -> float | None:
        """Share that the plan asks of the same tasks."""
        return weighted_mean(
            (view.task.weight, view.planned) for view in self.tasks if view.actual is not None
        )

    def count(self, *lamps: Lamp) -> int:
        """How many tasks show one of these lamps."""
        return count(self.tasks, *lamps)


def evaluate(
    table: Table,
    season: Season,
    rules: Rules,
    *,
    as_of: date,
    today: date,
    before: Callable[[Round], Mapping[tuple[str, str], int]] = lambda _: {},
    collate: Callable[[str], object] = pinyin_order,
) -> Evaluation:
    """Evaluate a table.

    `before` gives the ranks kept from the round before a round, by (group, subject).
    """
    views = tuple(view_task(task, season, as_of, rules) for task in table.tasks)
    now = calendar.round_of(season, as_of)
    standings = rank_subjects(table, views, rules, collate)
    if now is not None:
        standings = with_movement(standings, before(now))
    return Evaluation(
        season=season,
        rules=rules,
        as_of=as_of,
        today=today,
        demo=table.demo,
        round=now,
        tasks=views,
        standings=standings,
        boards=boards(standings, rules, table.entries, now),
    )
