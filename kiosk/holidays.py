"""China's public holidays and make-up working days, for the years whose arrangement is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.contest.working_days import WorkingDays


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Working days, and how far they can be relied on."""

    working: WorkingDays
    unknown_years: tuple[int, ...] = ()
    """Years of which no holiday is known: only their weekends are off."""


def working_days(
    first: date, last: date, *, days_off: Iterable[date] = (), days_on: Iterable[date] = ()
) -> WorkingCalendar:
    """The working days of the years that hold first to last.

    The State Council arranges a year's holidays late in the year before, so those of a season
    may be unknown when it is set up: weekdays and the lists then decide. A year of which the
    lists name a day is not called unknown.

    Args:
        first: A day of the first year.
        last: A day of the last year.
        days_off: Holidays, which win over what is known of the year.
        days_on: Make-up working days, which win over both.
    """
    # The first picture does not wait for tables of twenty years.
    import chinese_calendar  # noqa: PLC0415

    off, on = frozenset(days_off), frozenset(days_on)
    years = range(first.year, last.year + 1)
    known = {day.year for day in chinese_calendar.holidays}
    told = known | {day.year for day in off | on}
    known_off = {day for day in chinese_calendar.holidays if day.year in years}
    known_on = {day for day in chinese_calendar.workdays if day.year in years}
    return WorkingCalendar(
        working=WorkingDays(days_off=off | known_off, days_on=on | (known_on - off)),
        unknown_years=tuple(year for year in years if year not in told),
    )
