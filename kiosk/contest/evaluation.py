"""One table on one day, evaluated: everything that the scenes show."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from kiosk.contest import calendar
from kiosk.contest.agenda import agenda, overriding
from kiosk.contest.board import boards
from kiosk.contest.model import (
    Agenda,
    Board,
    Indicator,
    Lamp,
    Meeting,
    Phase,
    Project,
    Round,
    Rules,
    Schedule,
    Season,
    Standing,
    Table,
    TaskView,
    count,
)
from kiosk.contest.numbers import weighted_mean
from kiosk.contest.plan import view_task
from kiosk.contest.schedule import ScheduleError, schedule
from kiosk.contest.standings import pinyin_order, rank_subjects, with_movement
from kiosk.contest.working_days import WorkingDays

_WEEKENDS_OFF = WorkingDays()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A table's tasks, standings and boards on its as-of date, and what follows from today."""

    season: Season
    rules: Rules
    as_of: date
    today: date
    demo: bool
    round: Round | None
    tasks: tuple[TaskView, ...]
    standings: tuple[Standing, ...]
    boards: tuple[Board, ...]
    indicators: tuple[Indicator, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    """Of the projects that can be scheduled, in the order of the table."""
    agenda: Agenda = field(default_factory=Agenda)

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
    def units(self) -> int:
        """How many units lead the tasks."""
        return len({unit for view in self.tasks for unit in view.task.lead_units})

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
    working: WorkingDays = _WEEKENDS_OFF,
    meetings: Iterable[Meeting] = (),
) -> Evaluation:
    """Evaluate a table.

    Args:
        table: What the source said.
        season: The contest's span and rounds.
        rules: How it is scored and who stands on a board.
        as_of: The day of the figures: plans, lamps, standings and boards are of it.
        today: The day it is: the agenda and the projects' expected days go by it.
        before: Gives the ranks kept from the round before a round, by (group, subject).
        collate: The locale's sort key for names.
        working: Which days are worked on.
        meetings: Those of the config, which stand in for the table's.
    """
    views = tuple(view_task(task, season, as_of, rules) for task in table.tasks)
    now = calendar.round_of(season, as_of)
    standings = rank_subjects(table, views, rules, collate)
    if now is not None:
        standings = with_movement(standings, before(now))
    called = overriding(season, meetings, table.meetings)
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
        indicators=table.indicators,
        schedules=_schedules(table.projects, working, today),
        agenda=agenda(season, working, called, table.problems, views, today),
    )


def _schedules(
    projects: Iterable[Project], working: WorkingDays, today: date
) -> tuple[Schedule, ...]:
    """Those that there are; what is wrong with the others is told where they are read."""
    found = list[Schedule]()
    for project in projects:
        with suppress(ScheduleError):
            found.append(schedule(project, working, today))
    return tuple(found)
