"""A project's reverse schedule, from its target date backwards (rules, section 8).

Within, time is counted in *boundaries*: boundary n is the evening of working day number n and
the morning of the next one. A step that takes the working days 4 to 6 spans the boundaries 3 to
6, so that lengths add up and a step of no day at all needs no case of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter

from kiosk.contest.model import Project, Schedule, ScheduledStep, Step
from kiosk.contest.working_days import WorkingDays


class ScheduleError(ValueError):
    """A project that can't be scheduled; the text is one line.

    Attributes:
        steps: Names of the steps at fault; none where it is the whole project.
    """

    def __init__(self, text: str, steps: Iterable[str] = ()) -> None:
        super().__init__(text)
        self.steps = tuple(steps)


def check(project: Project) -> None:
    """See that a project can be scheduled.

    Raises:
        ScheduleError: it has no step, two of one name, one that waits for a step it does not
            have or for itself through others, one with a negative duration, or none that
            takes any time.
    """
    _in_order(project.steps)


def cycle_of(steps: Iterable[Step]) -> tuple[str, ...]:
    """Names of steps that wait for one another in a circle; empty where there is no circle.

    Each waits for the one before it, and the first for the last.
    """
    try:
        TopologicalSorter({step.name: step.after for step in steps}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return tuple(circle[:-1])
    return ()


def schedule(project: Project, working: WorkingDays, today: date) -> Schedule:
    """When each step of a project can, must and will be worked on.

    - Backwards from the target: the latest days. A target on a day off asks for the last
      working day before it.
    - Forwards from the start: the earliest days. A start on a day off is the next working day;
      with no start given, it is the latest day by which the whole must begin.
    - A step of 0 days takes no time from the steps around it. It falls on the day on which
      the last of what it waits for is finished, and on the project's first day where nothing
      takes time before it.
    - The critical path is the chain of steps that fills the time from the start to the earliest
      end without a gap; of several such chains, from the end backwards, the one through the
      steps that stand first in the table.
    - Steps can run at the same time where their earliest days overlap. None of them then waits
      for the other, directly or not.
    - A day on which a step was started or finished counts as it is, on a weekend too; one that
      lies after today is not an actual one and is left aside. Finished counts without started,
      and both count whether or not the steps before are finished. A step that is under way
      finishes its days after its start, at the earliest today; one that is not begun starts
      once all before it are expected to be finished, at the earliest today; with none before
      it, at the project's start or today.

    Where the steps do not fit between start and target, all this is still told: some floats are
    negative, latest days lie before the earliest ones, and the schedule is not `possible`.

    Raises:
        ScheduleError: as `check`, or the steps reach past the years that a date can have.
    """
    ordered = _in_order(project.steps)
    try:
        return _schedule(project, ordered, working, today)
    except OverflowError:
        raise ScheduleError("its steps take more time than a calendar has") from None


@dataclass(frozen=True, slots=True)
class _Span:
    """From one boundary to another."""

    start: int
    end: int

    def overlaps(self, other: "_Span") -> bool:
        return max(self.start, other.start) < min(self.end, other.end)

    def days(self, working: WorkingDays, morning: int | None) -> tuple[date, date]:
        """Its first and last day.

        Where nothing takes place but an event, a boundary is the evening of its day; only the
        one before the project's first day, where nothing takes time before the event, is given
        as that day's morning.
        """
        if self.start < self.end:
            return working.day(self.start + 1), working.day(self.end)
        day = working.day(self.start + 1 if self.start == morning else self.start)
        return day, day


@dataclass(frozen=True, slots=True)
class _Expected:
    start: date
    finish: date
    end: int
    """The boundary from which what waits for it can go on."""


def _schedule(
    project: Project, ordered: Sequence[Step], working: WorkingDays, today: date
) -> Schedule:
    target = working.number(project.target)
    latest = _backwards(ordered, target)
    latest_start = min(span.start for span in latest.values())
    start = latest_start
    if project.start is not None:
        start = working.number(working.at_or_after(project.start)) - 1
    earliest = _forwards(ordered, start)
    expected = _expected(ordered, start, working, today)
    expected_finish = max(one.finish for one in expected.values())

    def scheduled(step: Step) -> ScheduledStep:
        early, late, actual = earliest[step.name], latest[step.name], expected[step.name]
        morning = start if early.start == start else None
        earliest_start, earliest_finish = early.days(working, morning)
        latest_days = late.days(working, morning)
        return ScheduledStep(
            step=step,
            earliest_start=earliest_start,
            earliest_finish=earliest_finish,
            latest_start=latest_days[0],
            latest_finish=latest_days[1],
            slack=late.end - early.end,
            expected_start=actual.start,
            expected_finish=actual.finish,
            spare=late.end - actual.end,
            parallel=tuple(
                other.name
                for other in project.steps
                if other is not step and early.overlaps(earliest[other.name])
            ),
        )

    return Schedule(
        project=project,
        start=working.day(start + 1),
        latest_start=working.day(latest_start + 1),
        steps=tuple(scheduled(step) for step in project.steps),
        critical_path=_critical_path(project.steps, earliest),
        expected_finish=expected_finish,
        days_late=max(working.number(expected_finish) - target, 0),
        days_early=max(target - working.number(expected_finish), 0),
        possible=latest_start >= start,
    )


def _in_order(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps, each after all that it waits for; raises what `check` says."""
    by_name = {step.name: step for step in steps}
    if not steps:
        raise ScheduleError("it has no step")
    if twice := [step.name for step in steps if by_name[step.name] is not step]:
        raise ScheduleError(f"two steps are named {twice[0]}", twice)
    for step in steps:
        if unknown := [name for name in step.after if name not in by_name]:
            raise ScheduleError(
                f"{step.name} waits for {unknown[0]}, which is no step of it", (step.name,)
            )
        if step.days < 0:
            raise ScheduleError(f"{step.name} takes {step.days} days", (step.name,))
    if circle := cycle_of(steps):
        raise ScheduleError(
            f"steps wait for one another: {' → '.join((*circle, circle[0]))}", circle
        )
    if not any(step.days for step in steps):
        raise ScheduleError("none of its steps takes any time")
    graph = TopologicalSorter({step.name: step.after for step in steps})
    return tuple(by_name[name] for name in graph.static_order())


def _backwards(ordered: Sequence[Step], target: int) -> dict[str, _Span]:
    """The latest span of each step."""
    due = {step.name: target for step in ordered}
    spans = dict[str, _Span]()
    for step in reversed(ordered):
        end = due[step.name]
        spans[step.name] = _Span(end - step.days, end)
        for name in step.after:
            due[name] = min(due[name], end - step.days)
    return spans


def _forwards(ordered: Sequence[Step], start: int) -> dict[str, _Span]:
    """The earliest span of each step."""
    spans = dict[str, _Span]()
    for step in ordered:
        begin = max((spans[name].end for name in step.after), default=start)
        spans[step.name] = _Span(begin, begin + step.days)
    return spans


def _critical_path(steps: Sequence[Step], earliest: Mapping[str, _Span]) -> tuple[str, ...]:
    """From the last step to end, back through those that each began with the end of."""
    places = {step.name: place for place, step in enumerate(steps)}
    waited_for = {name for step in steps for name in step.after}
    last = [step for step in steps if step.name not in waited_for]
    chain = [max(last, key=lambda step: earliest[step.name].end)]
    while chain[-1].after:
        begin = earliest[chain[-1].name].start
        reaching = (places[name] for name in chain[-1].after if earliest[name].end == begin)
        chain.append(steps[min(reaching)])
    return tuple(step.name for step in reversed(chain))


def _expected(
    ordered: Sequence[Step], start: int, working: WorkingDays, today: date
) -> dict[str, _Expected]:
    """When each step was or will be worked on."""
    found = dict[str, _Expected]()
    for step in ordered:
        begun = _begun(step, working, today)
        before = [found[name] for name in step.after]
        found[step.name] = begun or _to_come(step, before, start, working, today)
    return found


def _begun(step: Step, working: WorkingDays, today: date) -> _Expected | None:
    """A step that is finished or under way; None for one that is not begun."""
    started = _actual(step.started, today)
    if finished := _actual(step.finished, today):
        end = working.number(finished)
        if started is None:
            started = working.day(end - step.days + 1) if step.days else finished
        return _Expected(min(started, finished), finished, end)
    if started:
        begin = working.number(working.at_or_after(started)) - 1
        end = max(begin + step.days, working.number(working.at_or_after(today)))
        return _Expected(started, working.day(end), end)
    return None


def _to_come(
    step: Step, before: Sequence[_Expected], start: int, working: WorkingDays, today: date
) -> _Expected:
    """A step that is not begun, after those before it."""
    soonest = working.at_or_after(today)
    begin = max(
        max((one.end for one in before), default=start),
        working.number(soonest) - 1,
    )
    end = begin + step.days
    if step.days:
        return _Expected(working.day(begin + 1), working.day(end), end)
    day = max((one.finish for one in before), default=working.day(begin + 1))
    return _Expected(max(day, soonest), max(day, soonest), end)


def _actual(day: date | None, today: date) -> date | None:
    return day if day is not None and day <= today else None
