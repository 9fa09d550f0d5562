"""The season's calendar: its phases, and the rounds it is cut into (rules, section 7)."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from kiosk.contest.model import Phase, Round, RoundKind, Season

_DAY = timedelta(days=1)
_SUNDAY = 7
_MID_MONTH = 15


def month_end(day: date) -> date:
    """The last day of the month that holds day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def half_month_end(day: date) -> date:
    """The last day of the half-month that holds day: the 15th, or the month's end."""
    return day.replace(day=_MID_MONTH) if day.day <= _MID_MONTH else month_end(day)


def whole_half_months(start: date, end: date) -> int:
    """How many half-months lie wholly between start and end, both days included."""
    first = _half_month_number(start) + (start.day not in (1, _MID_MONTH + 1))
    after_last = _half_month_number(end) + (end == half_month_end(end))
    return max(after_last - first, 0)


def rounds(season: Season) -> tuple[Round, ...]:
    """Every round of the season in order, numbered from 1; the outer ones are cut to the season.

    Where the season lists its rounds' last days, days after the last of them make one more.
    """
    ends = sorted({min(end, season.end) for end in _round_ends(season) if end >= season.start})
    starts = [season.start, *(end + _DAY for end in ends[:-1])]
    return tuple(
        Round(number=number, start=start, end=end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    )


def round_of(season: Season, day: date) -> Round | None:
    """The round that holds day; the last one after the season, None before it."""
    if day < season.start:
        return None
    every = rounds(season)
    return next((one for one in every if day <= one.end), every[-1])


def phase(season: Season, day: date) -> Phase:
    """Whether day stands before, in or after the season."""
    if day < season.start:
        return Phase.BEFORE
    return Phase.RUNNING if day <= season.end else Phase.AFTER


def day_number(season: Season, day: date) -> int:
    """Which day of the season it is: 1 on the first, held to 0 before and to `days` after."""
    return min(max((day - season.start).days + 1, 0), season.days)


def days_left(season: Season, day: date) -> int:
    """Days from day to the season's last day, never negative."""
    return max((season.end - day).days, 0)


def _half_month_number(day: date) -> int:
    """Consecutive numbers of the half-months, from an arbitrary origin."""
    return 2 * (12 * day.year + day.month) + (day.day > _MID_MONTH)


def _round_ends(season: Season) -> Iterator[date]:
    if isinstance(season.rounds, tuple):
        yield from season.rounds
        yield season.end
        return
    day = season.start
    while day <= season.end:
        match season.rounds:
            case RoundKind.HALF_MONTH:
                end = half_month_end(day)
            case RoundKind.MONTH:
                end = month_end(day)
            case RoundKind.WEEK:
                end = day + (_SUNDAY - day.isoweekday()) * _DAY
        yield end
        day = end + _DAY
