"""How each area of the contest stands: its tasks taken as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.contest.model import Lamp, Rules, TaskView, count
from kiosk.contest.numbers import at_least, at_most, weighted_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """One area on the day of its tasks' figures."""

    name: str
    total: int
    """How many tasks it has."""
    done: int
    overdue: int
    reported: int
    actual: float | None
    planned: float | None
    """Weighted mean shares over the reported tasks, or plain ones where none of them weighs
    anything; None with nothing reported."""
    lamp: Lamp

    @property
    def not_reported(self) -> int:
        """How many of its tasks were not reported."""
        return self.total - self.reported


def area_views(views: Sequence[TaskView], rules: Rules) -> tuple[AreaView, ...]:
    """Every area that tasks name, in the order in which the table names them first.

    The lamp is that of rules, section 4, asked of the area as a whole: not reported where no
    task is, done where all tasks are, else on plan, slightly behind or behind by the two means.
    An area has no due date of its own, so its lamp is never overdue: the count of overdue tasks
    stands beside it. Tasks that name no area belong to none.
    """
    led: dict[str, list[TaskView]] = {}
    for view in views:
        if view.task.area:
            led.setdefault(view.task.area, []).append(view)
    return tuple(_area_view(name, tasks, rules) for name, tasks in led.items())


def together(views: Sequence[TaskView], rules: Rules, name: str) -> AreaView:
    """All areas as one of this name: every task that names an area, taken as a whole."""
    return _area_view(name, [view for view in views if view.task.area], rules)


def _area_view(name: str, tasks: Sequence[TaskView], rules: Rules) -> AreaView:
    reported = [(view, view.actual) for view in tasks if view.actual is not None]
    weighs = any(view.task.weight for view, _ in reported)
    weights = [view.task.weight if weighs else 1.0 for view, _ in reported]
    actual = weighted_mean(zip(weights, (share for _, share in reported), strict=True))
    planned = weighted_mean(zip(weights, (view.planned for view, _ in reported), strict=True))
    done = count(tasks, Lamp.DONE)
    return AreaView(
        name=name,
        total=len(tasks),
        done=done,
        overdue=count(tasks, Lamp.OVERDUE),
        reported=len(reported),
        actual=actual,
        planned=planned,
        lamp=_lamp(actual, planned, rules, all_done=done == len(tasks)),
    )


def _lamp(actual: float | None, planned: float | None, rules: Rules, *, all_done: bool) -> Lamp:
    if all_done:
        return Lamp.DONE
    if actual is None or planned is None:
        return Lamp.NOT_REPORTED
    if at_least(actual, planned):
        return Lamp.ON_PLAN
    close = at_most(planned - actual, rules.slightly_behind)
    return Lamp.SLIGHTLY_BEHIND if close else Lamp.BEHIND
