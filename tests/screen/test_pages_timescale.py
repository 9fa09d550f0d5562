"""A calendar as a line: days where they belong, and a scale whose words never touch."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screen.geometry import FLOOR
from kiosk.screen.pages.timescale import WORD_GAP, Timeline, scale
from tests.screen.material import wall

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
LENGTHS = st.integers(0, 12_000)


def words(first: date, last: date, width: float = 1100.0) -> list[str]:
    periods = scale(wall(), Timeline(first, last, width))
    return [period.word.replace("\N{NO-BREAK SPACE}", " ") for period in periods]


def test_every_day_is_as_wide_as_the_others_and_the_last_one_ends_the_line():
    line = Timeline(date(2027, 6, 1), date(2027, 6, 10), 500)
    assert line.start_of(date(2027, 6, 1)) == 0
    assert line.start_of(date(2027, 6, 3)) == line.end_of(date(2027, 6, 2)) == 100
    assert line.middle_of(date(2027, 6, 3)) == 125
    assert line.end_of(date(2027, 6, 10)) == 500


def test_a_line_does_not_run_backwards():
    with pytest.raises(ValueError, match=r"from 2027-06-02 back to 2027-06-01"):
        Timeline(date(2027, 6, 2), date(2027, 6, 1), 100)


def test_a_fortnight_is_told_by_its_weeks():
    assert words(date(2027, 6, 10), date(2027, 6, 24)) == ["6 月 10 日", "6 月 14 日", "6 月 21 日"]


def test_a_year_is_told_by_its_months_and_where_one_is_cut_too_short_it_has_no_word():
    assert words(date(2027, 3, 1), date(2027, 10, 29)) == [f"{month} 月" for month in range(3, 11)]
    assert words(date(2027, 5, 28), date(2027, 9, 30)) == ["", "6 月", "7 月", "8 月", "9 月"]


def test_where_months_find_no_room_quarters_do_and_a_new_year_says_so():
    told = words(date(2027, 7, 1), date(2028, 9, 30), 1000)
    assert told == ["三季度", "四季度", "2028 年", "二季度", "三季度"]
    assert words(date(2027, 1, 1), date(2027, 12, 31), 600)[0] == "一季度"


def test_years_follow_quarters_and_where_they_find_no_room_every_second_or_fifth_does():
    assert words(date(2027, 3, 1), date(2030, 9, 30)) == [
        f"{year} 年" for year in range(2027, 2031)
    ]
    told = words(date(2014, 1, 1), date(2027, 12, 31), 1200)
    assert told == [f"{year} 年" for year in range(2014, 2028, 2)]
    told = words(date(2000, 1, 1), date(2034, 12, 31), 1200)
    assert told == [f"{year} 年" for year in range(2000, 2035, 5)]


def test_the_last_year_there_is_ends_a_scale():
    assert words(date(9998, 1, 1), date(9999, 12, 31), 400) == ["9998 年", "9999 年"]
    assert len(words(date(9999, 12, 20), date(9999, 12, 31))) == 2


@given(DAYS, LENGTHS, st.integers(400, 1800))
def test_words_never_reach_the_next_tick_and_only_the_ends_may_lack_one(first, days, width):
    on = wall()
    line = Timeline(first, first + timedelta(days=days), width)
    periods = scale(on, line)
    ends = [period.tick_x for period in periods[1:]] + [line.width]
    for period, end in zip(periods, ends, strict=True):
        assert 0 <= period.tick_x < end <= line.width
        if period.word:
            assert period.tick_x + on.width_of(period.word, FLOOR) + 2 * WORD_GAP <= end + 1e-6
    assert all(period.word for period in periods[1:-1])
    assert any(period.word for period in periods)


@given(DAYS, LENGTHS)
def test_periods_are_as_short_as_their_words_allow(first, days):
    """A scale of half the width never has more periods."""
    last = first + timedelta(days=days)
    wide, narrow = (scale(wall(), Timeline(first, last, width)) for width in (1200, 600))
    assert len(narrow) <= len(wide)
    assert all(a.tick_x < b.tick_x for a, b in pairwise(wide))
