"""Rounds and phases of a season (rules, section 7)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.calendar import (
    day_number,
    days_left,
    half_month_end,
    month_end,
    phase,
    round_of,
    rounds,
    whole_half_months,
)
from kiosk.contest.model import Phase, Round, RoundKind, Season

DAY = timedelta(days=1)
SEASON = Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


LISTS = st.lists(DAYS, max_size=6, unique=True).map(lambda days: tuple(sorted(days)))


@st.composite
def seasons(draw, kinds):
    start = draw(DAYS)
    end = start + draw(st.integers(0, 500)) * DAY
    return Season(start=start, end=end, rounds=draw(kinds))


OF_A_KIND = seasons(st.sampled_from(RoundKind))
ANY_SEASON = OF_A_KIND | seasons(LISTS)


def spans(season):
    return [(one.start, one.end) for one in rounds(season)]


@pytest.mark.parametrize(
    ("day", "half", "month"),
    [
        (date(2027, 6, 1), date(2027, 6, 15), date(2027, 6, 30)),
        (date(2027, 6, 15), date(2027, 6, 15), date(2027, 6, 30)),
        (date(2027, 6, 16), date(2027, 6, 30), date(2027, 6, 30)),
        (date(2027, 2, 28), date(2027, 2, 28), date(2027, 2, 28)),
        (date(2028, 2, 20), date(2028, 2, 29), date(2028, 2, 29)),
        (date(2027, 12, 31), date(2027, 12, 31), date(2027, 12, 31)),
    ],
)
def test_a_half_month_ends_on_the_15th_or_with_the_month(day, half, month):
    assert half_month_end(day) == half
    assert month_end(day) == month


def test_may_to_september_is_ten_half_months():
    found = rounds(SEASON)
    assert len(found) == 10
    assert found[0] == Round(number=1, start=date(2027, 5, 1), end=date(2027, 5, 15))
    assert found[1] == Round(number=2, start=date(2027, 5, 16), end=date(2027, 5, 31))
    assert found[9] == Round(number=10, start=date(2027, 9, 16), end=date(2027, 9, 30))


def test_a_round_can_be_a_month():
    season = Season(start=date(2027, 5, 10), end=date(2027, 7, 5), rounds=RoundKind.MONTH)
    assert spans(season) == [
        (date(2027, 5, 10), date(2027, 5, 31)),
        (date(2027, 6, 1), date(2027, 6, 30)),
        (date(2027, 7, 1), date(2027, 7, 5)),
    ]


def test_a_round_can_be_a_week_that_ends_on_sunday():
    season = Season(start=date(2027, 5, 1), end=date(2027, 5, 10), rounds=RoundKind.WEEK)
    assert spans(season) == [
        (date(2027, 5, 1), date(2027, 5, 2)),
        (date(2027, 5, 3), date(2027, 5, 9)),
        (date(2027, 5, 10), date(2027, 5, 10)),
    ]


def test_rounds_can_be_a_list_of_dates():
    listed = (date(2027, 4, 20), date(2027, 5, 10), date(2027, 6, 1), date(2027, 7, 1))
    season = Season(start=date(2027, 5, 1), end=date(2027, 6, 20), rounds=listed)
    assert spans(season) == [
        (date(2027, 5, 1), date(2027, 5, 10)),
        (date(2027, 5, 11), date(2027, 6, 1)),
        (date(2027, 6, 2), date(2027, 6, 20)),
    ]


def test_days_after_the_last_listed_date_make_one_more_round():
    season = Season(start=date(2027, 5, 1), end=date(2027, 5, 31), rounds=(date(2027, 5, 1),))
    assert spans(season) == [
        (date(2027, 5, 1), date(2027, 5, 1)),
        (date(2027, 5, 2), date(2027, 5, 31)),
    ]


@given(ANY_SEASON)
def test_rounds_cut_the_season_without_gap_or_overlap(season):
    found = rounds(season)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert found[0].start == season.start
    assert found[-1].end == season.end
    assert all(one.start <= one.end for one in found)
    assert all(b.start == a.end + DAY for a, b in pairwise(found))


@given(OF_A_KIND)
def test_no_round_crosses_the_border_of_its_kind(season):
    def kind(day):
        return {
            RoundKind.HALF_MONTH: (day.year, day.month, day.day > 15),
            RoundKind.MONTH: (day.year, day.month),
            RoundKind.WEEK: day.isocalendar()[:2],
        }[season.rounds]

    found = rounds(season)
    assert all(kind(one.start) == kind(one.end) for one in found)
    assert all(kind(a.end) != kind(b.start) for a, b in pairwise(found))


@given(ANY_SEASON, st.data())
def test_each_day_of_the_season_has_the_round_that_holds_it(season, data):
    day = data.draw(st.dates(season.start, season.end))
    found = round_of(season, day)
    assert found in rounds(season)
    assert found.start <= day <= found.end


def test_before_the_season_there_is_no_round_and_after_it_the_last_stays():
    assert round_of(SEASON, date(2027, 4, 30)) is None
    assert round_of(SEASON, date(2027, 5, 1)).number == 1
    assert round_of(SEASON, date(2027, 5, 15)).number == 1
    assert round_of(SEASON, date(2027, 5, 16)).number == 2
    assert round_of(SEASON, date(2027, 9, 30)).number == 10
    assert round_of(SEASON, date(2028, 1, 1)).number == 10


@pytest.mark.parametrize(
    ("day", "where", "number", "left"),
    [
        (date(2027, 4, 29), Phase.BEFORE, 0, 154),
        (date(2027, 4, 30), Phase.BEFORE, 0, 153),
        (date(2027, 5, 1), Phase.RUNNING, 1, 152),
        (date(2027, 6, 15), Phase.RUNNING, 46, 107),
        (date(2027, 9, 30), Phase.RUNNING, 153, 0),
        (date(2027, 10, 1), Phase.AFTER, 153, 0),
        (date(2028, 10, 1), Phase.AFTER, 153, 0),
    ],
)
def test_the_season_has_three_phases_and_counts_its_days(day, where, number, left):
    assert phase(SEASON, day) is where
    assert day_number(SEASON, day) == number
    assert days_left(SEASON, day) == left


@pytest.mark.parametrize(
    ("start", "end", "number"),
    [
        (date(2027, 5, 1), date(2027, 9, 30), 10),
        (date(2027, 5, 1), date(2027, 5, 14), 0),
        (date(2027, 5, 1), date(2027, 5, 15), 1),
        (date(2027, 5, 2), date(2027, 5, 15), 0),
        (date(2027, 5, 15), date(2027, 5, 31), 1),
        (date(2027, 5, 16), date(2027, 5, 31), 1),
        (date(2027, 5, 17), date(2027, 6, 14), 0),
        (date(2027, 5, 17), date(2027, 6, 15), 1),
        (date(2027, 12, 16), date(2028, 1, 15), 2),
        (date(2027, 5, 20), date(2027, 5, 20), 0),
        (date(2027, 5, 20), date(2027, 5, 10), 0),
        (date(9999, 12, 1), date(9999, 12, 31), 2),
    ],
)
def test_only_whole_half_months_count(start, end, number):
    assert whole_half_months(start, end) == number


@given(DAYS, st.integers(0, 800))
def test_whole_half_months_are_the_uncut_rounds_of_that_span(start, length):
    end = start + length * DAY
    whole = [
        one
        for one in rounds(Season(start=start, end=end))
        if one.start.day in (1, 16) and one.end == half_month_end(one.start)
    ]
    assert whole_half_months(start, end) == len(whole)
