"""When progress is looked at together, and what has come up since (rules, section 7)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from kiosk.contest import calendar
from kiosk.contest.model import (
    Agenda,
    Lamp,
    Meeting,
    MeetingKind,
    Problem,
    RoundKind,
    Season,
    TaskView,
)
from kiosk.contest.working_days import WorkingDays

_UNITS_JOINED = "、"


def agenda(
    season: Season,
    working: WorkingDays,
    meetings: Iterable[Meeting],
    problems: Iterable[Problem],
    tasks: Iterable[TaskView],
    today: date,
) -> Agenda:
    """The next meetings, and the problems reported since the last dispatch.

    Args:
        season: What the rounds and months are of.
        working: Which days are worked on.
        meetings: Those that somebody set, in place of the computed ones; see `overriding`.
        problems: Those of the table of problems.
        tasks: The season's tasks in the order of their table, with the problems they name.
        today: The day it is. A meeting of today is still to come.
    """
    known = overriding(season, meetings, computed_meetings(season, working))
    held = [one.day for one in _of(MeetingKind.DISPATCH, known) if one.day < today]
    since = max(held, default=None)
    return Agenda(
        dispatch=_next(MeetingKind.DISPATCH, known, today),
        monthly=_next(MeetingKind.MONTHLY, known, today),
        since=since,
        problems=open_problems(problems, tuple(tasks), since),
    )


def computed_meetings(season: Season, working: WorkingDays) -> tuple[Meeting, ...]:
    """A dispatch on each round's last working day, a monthly meeting on each month's.

    The season cuts its first and last month. A round or a month with no working day has none.
    """
    months = calendar.rounds(replace(season, rounds=RoundKind.MONTH))
    spans = [(MeetingKind.DISPATCH, one) for one in calendar.rounds(season)]
    spans += [(MeetingKind.MONTHLY, one) for one in months]
    return tuple(
        Meeting(kind=kind, day=day)
        for kind, span in spans
        if (day := working.last_in(span.start, span.end)) is not None
    )


def overriding(
    season: Season, over: Iterable[Meeting], under: Iterable[Meeting]
) -> tuple[Meeting, ...]:
    """The meetings of `over`, and those of `under` that it does not stand in for.

    A dispatch stands in for all of the same round, a monthly meeting for all of the same month:
    whoever names several in one means several. A dispatch outside the season belongs to no
    round and stands in for those of its own day alone.
    """
    first = tuple(over)
    slot = _slots(season)
    taken = {slot(one) for one in first}
    return first + tuple(one for one in under if slot(one) not in taken)


def open_problems(
    problems: Iterable[Problem], tasks: Sequence[TaskView], since: date | None
) -> tuple[Problem, ...]:
    """What is still in the way and was reported after `since`, or on a day that nobody knows.

    Those of the table of problems that are not resolved, then those that unfinished tasks name,
    as their lead units' and of the day the row was updated. The same text of the same unit is
    one problem, listed once; of one that stands in the table of problems, that table has the
    last word. Sorted by battle line in the order of the tasks, then of the problems; those
    without a line come last.
    """
    told = tuple(problems)
    known = {(one.text, one.unit) for one in told}
    reported = [one for one in told if not one.resolved]
    reported += [one for one in _of_tasks(tasks) if (one.text, one.unit) not in known]
    new = dict[tuple[str, str], Problem]()
    for one in reported:
        if one.raised is None or since is None or one.raised > since:
            new.setdefault((one.text, one.unit), one)
    lines = [*(view.task.line for view in tasks), *(one.line for one in new.values())]
    order = {line: place for place, line in enumerate(dict.fromkeys(filter(None, lines)))}
    return tuple(sorted(new.values(), key=lambda one: order.get(one.line, len(order))))


def _of_tasks(tasks: Iterable[TaskView]) -> Iterator[Problem]:
    for view in tasks:
        if view.task.problem and view.lamp is not Lamp.DONE:
            yield Problem(
                text=view.task.problem,
                line=view.task.line,
                unit=_UNITS_JOINED.join(view.task.lead_units),
                raised=view.task.updated,
            )


def _of(kind: MeetingKind, meetings: Iterable[Meeting]) -> Iterator[Meeting]:
    return (one for one in meetings if one.kind is kind)


def _next(kind: MeetingKind, meetings: Iterable[Meeting], today: date) -> Meeting | None:
    """The first one from today on; of several on one day the one that is named first."""
    ahead = (one for one in _of(kind, meetings) if one.day >= today)
    return min(ahead, key=lambda one: one.day, default=None)


def _slots(season: Season) -> Callable[[Meeting], tuple[object, ...]]:
    """What tells whether one meeting stands in for another."""
    rounds = calendar.rounds(season)

    def slot(meeting: Meeting) -> tuple[object, ...]:
        day = meeting.day
        if meeting.kind is MeetingKind.MONTHLY:
            return meeting.kind, day.year, day.month
        number = next((one.number for one in rounds if one.start <= day <= one.end), None)
        return meeting.kind, number or day

    return slot
