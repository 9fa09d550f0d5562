"""China's arrangement of holidays, for the years that are announced."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from kiosk.contest.working_days import WorkingDays
from kiosk.holidays import working_days

ROOT = Path(__file__).parents[1]
KNOWN = {day.year for day in chinese_calendar.holidays}
UNANNOUNCED = max(KNOWN) + 1


def in_year(year, **lists):
    return working_days(date(year, 5, 1), date(year, 9, 30), **lists)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 1, 4), True),  # a Sunday made up
        (date(2026, 2, 16), False),  # New Year's Eve, a Monday
        (date(2026, 5, 1), False),
        (date(2026, 5, 5), False),
        (date(2026, 5, 6), True),
        (date(2026, 5, 9), True),
        (date(2026, 6, 19), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
    ],
)
def test_an_announced_year_has_its_holidays_and_make_up_days(day, worked):
    found = in_year(2026)
    assert found.working.is_working(day) is worked
    assert found.unknown_years == ()


@pytest.mark.parametrize("year", sorted(KNOWN))
def test_every_day_of_an_announced_year_is_as_the_library_says(year):
    working = in_year(year).working
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [working.is_working(day) for day in days] == [
        chinese_calendar.is_workday(day) for day in days
    ]


def test_all_years_of_a_span_are_known_and_no_other():
    found = working_days(date(2025, 12, 31), date(2026, 1, 1))
    assert not found.working.is_working(date(2025, 10, 1))
    assert not found.working.is_working(date(2026, 10, 1))
    assert found.working.is_working(date(2024, 10, 1))


def test_an_unannounced_year_has_its_weekdays_and_is_told():
    found = in_year(UNANNOUNCED)
    assert found.working == WorkingDays()
    assert found.unknown_years == (UNANNOUNCED,)


def test_years_on_both_sides_of_what_is_known_are_told_in_order():
    found = working_days(date(min(KNOWN) - 2, 7, 1), date(max(KNOWN) + 2, 1, 1))
    first, last = min(KNOWN), max(KNOWN)
    assert found.unknown_years == (first - 2, first - 1, last + 1, last + 2)


def test_the_lists_make_an_unannounced_year_known():
    off, on = date(UNANNOUNCED, 10, 1), date(UNANNOUNCED, 10, 9)
    assert in_year(UNANNOUNCED, days_off=[off]).unknown_years == ()
    assert in_year(UNANNOUNCED, days_on=[on]).unknown_years == ()
    found = in_year(UNANNOUNCED, days_off=[off], days_on=[on]).working
    assert found == WorkingDays(days_off=frozenset({off}), days_on=frozenset({on}))


def test_the_lists_win_over_what_is_announced():
    made_up, holiday = date(2026, 5, 9), date(2026, 5, 5)
    found = in_year(2026, days_off=[made_up], days_on=[holiday]).working
    assert not found.is_working(made_up)
    assert found.is_working(holiday)


def test_a_day_on_both_lists_is_worked_on():
    sunday = date(2026, 7, 5)
    assert in_year(2026, days_off=[sunday], days_on=[sunday]).working.is_working(sunday)


def test_the_tables_of_holidays_are_loaded_only_when_asked_for():
    loaded = "import sys, kiosk.holidays; sys.exit('chinese_calendar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, check=False)
    assert done.returncode == 0
