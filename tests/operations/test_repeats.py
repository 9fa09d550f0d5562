"""What repeats is said a few times and then counted."""

import logging
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.operations.repeats import (
    ALIKE,
    FROM_ONE_PLACE,
    LONGEST_WINDOW_S,
    WINDOW_S,
    Line,
    Repeats,
)

DAY_S = 86_400.0
SEASON_S = 153 * DAY_S


class Said:
    """What was written, with its times."""

    def __init__(self) -> None:
        self.now = 0.0
        self.repeats = Repeats(lambda: self.now)
        self.written: list[tuple[float, str]] = []

    def say(self, text: str, place: object = None, level: int = logging.INFO) -> None:
        lines = self.repeats.lines(level, text, text if place is None else place)
        self.written += [(self.now, line.text) for line in lines]

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.written]


def test_lines_that_differ_are_all_written():
    said = Said()
    for number in range(1000):
        said.say(f"round {number}")
        said.now += 60
    assert said.texts == [f"round {number}" for number in range(1000)]


def test_the_same_line_is_written_three_times_an_hour_and_then_counted():
    said = Said()
    for _ in range(12):
        said.say("again")
        said.now += 300
    assert said.texts == ["again"] * ALIKE
    said.say("another")
    assert said.texts[ALIKE:] == ["9 times more within 1 h: again", "another"]


def test_a_line_that_comes_seldom_is_written_each_time():
    said = Said()
    for _ in range(20):
        said.say("once in an hour")
        said.now += WINDOW_S
    assert said.texts == ["once in an hour"] * 20


@pytest.mark.parametrize("every_s", [10.0, 60.0, 300.0])
def test_a_line_each_poll_for_a_season_costs_a_line_a_day(every_s):
    said = Said()
    season_s = SEASON_S if every_s > 10 else 20 * DAY_S
    while said.now < season_s:
        said.say("the same")
        said.now += every_s
    days = season_s / DAY_S
    assert len(said.written) <= ALIKE + 5 + days
    gaps = [after - before for (before, _), (after, _) in pairwise(said.written[-5:])]
    assert min(gaps) >= LONGEST_WINDOW_S


def test_nothing_that_was_left_out_goes_untold():
    said = Said()
    for _ in range(1000):
        said.say("again")
        said.now += 60
    last = list(said.repeats.close())
    counted = [int(text.split()[0]) for text in said.texts if "times more" in text]
    assert len(last) == 1
    assert ALIKE + sum(counted) + int(last[0].text.split()[0]) == 1000
    assert list(Said().repeats.close()) == []


def test_after_a_quiet_window_a_line_is_news_again():
    said = Said()
    for _ in range(10):
        said.say("again")
    said.now += WINDOW_S
    said.say("another")
    said.now += 2 * WINDOW_S
    said.say("again")
    assert said.texts == [*["again"] * ALIKE, "7 times more within 1 h: again", "another", "again"]


def test_lines_of_one_place_are_bounded_though_they_differ():
    """Ten thousand photos that can't be read are no ten thousand lines."""
    said = Said()
    for number in range(10_000):
        said.say(f"photo {number} can't be read", place="decode.py")
        said.say(f"round {number}", place=number % 250)
    assert sum("photo" in text for text in said.texts) == FROM_ONE_PLACE
    said.now += WINDOW_S
    said.say("another")
    told = f"{10_000 - FROM_ONE_PLACE} more of the like within 1 h: photo 9999 can't be read"
    assert said.texts[-2:] == [told, "another"]


def test_a_count_is_as_grave_as_what_it_counts():
    said = Said()
    for _ in range(5):
        list(said.repeats.lines(logging.ERROR, "broken", 1))
    assert list(said.repeats.close()) == [Line(logging.ERROR, "2 times more within 1 h: broken")]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 7200)), max_size=200))
def test_every_line_is_written_or_counted(spoken):
    said = Said()
    for text, rest in spoken:
        said.say(text)
        said.now += rest
    texts = said.texts + [line.text for line in said.repeats.close()]
    for text in "abc":
        counted = sum(int(told.split()[0]) for told in texts if told.endswith(f": {text}"))
        assert texts.count(text) + counted == sum(spoke == text for spoke, _ in spoken)


def test_what_is_remembered_is_bounded():
    said = Said()
    for number in range(100_000):
        said.say(f"line {number}")
    assert len(said.repeats._texts._seen) <= 500
    assert len(said.repeats._places._seen) <= 500
