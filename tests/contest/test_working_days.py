"""Which days are worked on, and finding them without walking (rules, section 7)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.working_days import WorkingDays

DAY = timedelta(days=1)
JUNE = st.dates(date(2027, 5, 20), date(2027, 7, 10))
SETS = st.frozensets(JUNE, max_size=30)
CALENDARS = st.builds(WorkingDays, SETS, SETS)
OCTOBER_HOLIDAY = frozenset(date(2027, 10, day) for day in range(1, 8))
OCTOBER = WorkingDays(
    days_off=OCTOBER_HOLIDAY, days_on=frozenset({date(2027, 9, 26), date(2027, 10, 9)})
)


def walk(working, day, step):
    """The first working day from day on in this direction, one day at a time."""
    while not working.is_working(day):
        day += step * DAY
    return day


def working_in(working, first, last):
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    return [day for day in days if working.is_working(day)]


# Which days


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2027, 6, 14), True),  # a Monday
        (date(2027, 6, 18), True),
        (date(2027, 6, 19), False),
        (date(2027, 6, 20), False),
        (date(2027, 10, 1), False),
        (date(2027, 10, 8), True),
        (date(2027, 9, 26), True),  # a Sunday made up
        (date(2027, 10, 9), True),
    ],
)
def test_weekends_and_holidays_are_off_and_make_up_days_are_worked_on(day, worked):
    assert OCTOBER.is_working(day) is worked


def test_a_make_up_day_wins_over_a_holiday():
    monday, sunday = date(2027, 6, 14), date(2027, 6, 20)
    both = WorkingDays(days_off=frozenset({monday, sunday}), days_on=frozenset({monday, sunday}))
    assert both.is_working(monday)
    assert both.is_working(sunday)
    assert both.count(monday, sunday) == 6


def test_a_holiday_on_a_weekend_and_a_make_up_day_in_the_week_change_nothing():
    named = WorkingDays(
        days_off=frozenset({date(2027, 6, 19)}), days_on=frozenset({date(2027, 6, 18)})
    )
    assert named.count(date(2027, 6, 14), date(2027, 6, 20)) == 5
    assert named.at_or_after(date(2027, 6, 19)) == date(2027, 6, 21)


def test_calendars_of_the_same_days_are_equal():
    one = WorkingDays(days_off=frozenset({date(2027, 6, 14)}))
    assert one == WorkingDays(days_off=frozenset({date(2027, 6, 14)}))
    assert one != WorkingDays()
    assert len({one, WorkingDays(days_off=frozenset({date(2027, 6, 14)}))}) == 1


# Finding days


def test_the_nearest_working_day_on_either_side_may_be_the_day_itself():
    assert OCTOBER.at_or_after(date(2027, 9, 30)) == date(2027, 9, 30)
    assert OCTOBER.at_or_after(date(2027, 10, 1)) == date(2027, 10, 8)
    assert OCTOBER.at_or_before(date(2027, 10, 7)) == date(2027, 9, 30)
    assert OCTOBER.at_or_before(date(2027, 10, 8)) == date(2027, 10, 8)
    assert OCTOBER.at_or_before(date(2027, 9, 26)) == date(2027, 9, 26)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2027, 6, 1), date(2027, 6, 15), date(2027, 6, 15)),
        (date(2027, 8, 1), date(2027, 8, 15), date(2027, 8, 13)),
        (date(2027, 10, 1), date(2027, 10, 7), None),
        (date(2027, 10, 1), date(2027, 10, 8), date(2027, 10, 8)),
        (date(2027, 6, 15), date(2027, 6, 15), date(2027, 6, 15)),
        (date(2027, 6, 19), date(2027, 6, 20), None),
        (date(2027, 6, 15), date(2027, 6, 14), None),
    ],
)
def test_the_last_working_day_of_a_span_where_it_has_one(first, last, found):
    assert OCTOBER.last_in(first, last) == found


@pytest.mark.parametrize(
    ("day", "days", "found"),
    [
        (date(2027, 9, 30), 1, date(2027, 10, 8)),
        (date(2027, 9, 30), 2, date(2027, 10, 9)),
        (date(2027, 9, 30), 3, date(2027, 10, 11)),
        (date(2027, 10, 3), 1, date(2027, 10, 8)),
        (date(2027, 10, 3), 0, date(2027, 10, 8)),
        (date(2027, 10, 8), 0, date(2027, 10, 8)),
        (date(2027, 10, 8), -1, date(2027, 9, 30)),
        (date(2027, 10, 3), -1, date(2027, 9, 30)),
        (date(2027, 9, 27), -1, date(2027, 9, 26)),
        (date(2027, 9, 27), -2, date(2027, 9, 24)),
    ],
)
def test_working_days_are_added_over_holidays_and_make_up_days(day, days, found):
    assert OCTOBER.add(day, days) == found


def test_working_days_of_a_span_are_counted_with_both_its_ends():
    assert OCTOBER.count(date(2027, 9, 25), date(2027, 10, 9)) == 7
    assert OCTOBER.count(date(2027, 6, 14), date(2027, 6, 14)) == 1
    assert OCTOBER.count(date(2027, 6, 19), date(2027, 6, 20)) == 0
    assert OCTOBER.count(date(2027, 6, 14), date(2027, 6, 11)) == 0


def test_a_day_off_has_the_number_of_the_working_day_before_it():
    friday = OCTOBER.number(date(2027, 6, 18))
    assert OCTOBER.number(date(2027, 6, 20)) == friday
    assert OCTOBER.number(date(2027, 6, 21)) == friday + 1


@given(CALENDARS, JUNE)
def test_the_nearest_working_days_are_those_that_a_walk_finds(working, day):
    assert working.at_or_after(day) == walk(working, day, 1)
    assert working.at_or_before(day) == walk(working, day, -1)


@given(CALENDARS, JUNE, st.integers(-40, 40))
def test_adding_is_going_from_one_working_day_to_the_next(working, day, days):
    walked = walk(working, day, 1) if days == 0 else day
    for _ in range(abs(days)):
        walked = walk(working, walked + (DAY if days > 0 else -DAY), 1 if days > 0 else -1)
    assert working.add(day, days) == walked


@given(CALENDARS, JUNE, JUNE)
def test_counting_and_the_last_of_a_span_are_those_of_its_days(working, first, last):
    days = working_in(working, first, last)
    assert working.count(first, last) == len(days)
    assert working.last_in(first, last) == (days[-1] if days else None)


@given(CALENDARS, JUNE)
def test_a_working_day_is_found_again_by_its_number(working, day):
    at = working.at_or_after(day)
    assert working.day(working.number(at)) == at


# Days that are far away


def test_a_year_of_holidays_is_only_skipped():
    year = frozenset(date(2027, 1, 1) + n * DAY for n in range(365))
    closed = WorkingDays(days_off=year)
    assert closed.at_or_after(date(2027, 1, 1)) == date(2028, 1, 3)
    assert closed.at_or_before(date(2027, 12, 31)) == date(2026, 12, 31)
    assert closed.last_in(date(2027, 1, 1), date(2027, 12, 31)) is None
    assert closed.add(date(2026, 12, 31), 1) == date(2028, 1, 3)


def test_the_calendar_ends_where_dates_do():
    plain = WorkingDays()
    assert plain.at_or_after(date.min) == date.min  # a Monday
    assert plain.at_or_before(date.max) == date.max  # a Friday
    assert plain.add(date.min, plain.count(date.min, date.max) - 1) == date.max
    for days in (1, 10**9, 10**30):
        with pytest.raises(OverflowError, match="so many working days away"):
            plain.add(date.max, days)
        with pytest.raises(OverflowError, match="so many working days away"):
            plain.add(date.min, -days)
    with pytest.raises(OverflowError):
        WorkingDays(days_off=frozenset({date.max})).at_or_after(date.max)
    with pytest.raises(OverflowError):
        WorkingDays(days_off=frozenset({date.min})).at_or_before(date.min)
