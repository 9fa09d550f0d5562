"""The time-proportional plan of a task, and its lamp (rules, section 4)."""

from datetime import date

from kiosk.contest.calendar import whole_half_months
from kiosk.contest.model import Lamp, Missing, PlanStep, Rules, Season, Task, TaskView
from kiosk.contest.numbers import at_least, at_most


def planned_share(task: Task, season: Season, day: date, step: PlanStep = PlanStep.DAY) -> float:
    """The share of a task that should be done on day, as a fraction.

    The table's own figure where it has one. Otherwise 0 at the start or before, 1 at the due
    date or after, and between them the days elapsed over the days given, or with
    `PlanStep.HALF_MONTH` the whole half-months elapsed over those given. A start or due date
    that is missing is the season's. A span too short to hold a half-month runs by days.
    """
    if task.planned is not None:
        return task.planned
    start = task.start or season.start
    due = task.due or season.end
    if day >= due:
        return 1.0
    if day <= start:
        return 0.0
    if step is PlanStep.HALF_MONTH and (given := whole_half_months(start, due)):
        return whole_half_months(start, day) / given
    return (day - start).days / (due - start).days


def lamp(
    *, actual: float | None, planned: float, due: date, day: date, slightly_behind: float
) -> Lamp:
    """The first lamp that fits, in the order in which `Lamp` lists them."""
    if actual is None:
        return Lamp.NOT_REPORTED
    if at_least(actual, 1.0):
        return Lamp.DONE
    if day > due:
        return Lamp.OVERDUE
    if at_least(actual, planned):
        return Lamp.ON_PLAN
    return Lamp.SLIGHTLY_BEHIND if at_most(planned - actual, slightly_behind) else Lamp.BEHIND


def view_task(task: Task, season: Season, day: date, rules: Rules) -> TaskView:
    """The task as it stands on day."""
    actual = task.actual
    if actual is None and rules.missing is Missing.ZERO:
        actual = 0.0
    due = task.due or season.end
    planned = planned_share(task, season, day, rules.plan)
    shown = lamp(
        actual=actual, planned=planned, due=due, day=day, slightly_behind=rules.slightly_behind
    )
    overdue = (day - due).days if shown is Lamp.OVERDUE else 0
    return TaskView(task=task, planned=planned, actual=actual, lamp=shown, days_overdue=overdue)
