"""Tasks that are overdue, or due before the round ends, area by area."""

from dataclasses import dataclass
from datetime import date

from kiosk.contest import calendar
from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Lamp, Phase, Season, TaskView


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTask:
    """A task that is overdue or falls due, as it stands today."""

    view: TaskView
    due: date
    """The task's own due date, or the season's last day where it has none (rules, section 4)."""
    days_left: int
    """Days from today to the due date; negative once it has passed. How long an overdue task
    was overdue when the figures were drawn up its view says."""

    @property
    def overdue(self) -> bool:
        """Whether the figures show that it was not done in time."""
        return self.view.lamp is Lamp.OVERDUE


@dataclass(frozen=True, slots=True, kw_only=True)
class DueArea:
    """The tasks of one area that are overdue or fall due; the name is empty where none is."""

    name: str
    tasks: tuple[DueTask, ...]


def due_by_area(evaluation: Evaluation) -> tuple[DueArea, ...]:
    """Overdue tasks, and those due by the end of the round that holds today.

    What is overdue, and what is done, the figures of the as-of date say. A task that they show
    as neither is due soon if its date is no earlier than they are and no later than the end of
    the round, which is today's: people look ahead from the day on which they stand before the
    wall. So one whose date has passed since the figures were drawn up stands here too, but is
    not called overdue. Before the season nothing is due, after it only what is overdue remains.

    Areas stand in the order in which the table names them first. Within one, those overdue
    come first, the longest first, then the others by their dates.
    """
    now = calendar.round_of(evaluation.season, evaluation.today)
    if now is None:
        return ()
    running = evaluation.phase is Phase.RUNNING
    areas: dict[str, list[DueTask]] = {view.task.area: [] for view in evaluation.tasks}
    for view in evaluation.tasks:
        due = due_date(view, evaluation.season)
        soon = running and view.lamp is not Lamp.DONE and evaluation.as_of <= due <= now.end
        if soon or view.lamp is Lamp.OVERDUE:
            left = (due - evaluation.today).days
            areas[view.task.area].append(DueTask(view=view, due=due, days_left=left))
    return tuple(
        DueArea(name=name, tasks=tuple(sorted(tasks, key=lambda one: (not one.overdue, one.due))))
        for name, tasks in areas.items()
        if tasks
    )


def due_date(view: TaskView, season: Season) -> date:
    """The day by which a task is to be done."""
    return view.task.due or season.end
