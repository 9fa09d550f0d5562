"""A wall clock that is set is noticed, and one that merely runs fast or slow is not."""

import logging
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.operations.clock import STEP, ClockWatch, boottime, in_words

START = datetime(2027, 6, 15, 8, tzinfo=UTC)
DAY = timedelta(days=1)


class Machine:
    """A machine's two clocks, and what was told of the one that can be set."""

    def __init__(self, wall: datetime = START, monotonic: float = 1234.5) -> None:
        self.wall = wall
        self.monotonic = monotonic
        self.told: list[timedelta] = []
        self.watch = ClockWatch(lambda: self.wall, lambda: self.monotonic, self.told.append)

    def run(self, seconds: float, drift: float = 0.0) -> None:
        """Let both clocks go on, the wall clock by this share faster."""
        self.monotonic += seconds
        self.wall += timedelta(seconds=seconds * (1 + drift))

    def set(self, by: timedelta) -> None:
        self.wall += by


STEPS = st.timedeltas(min_value=-57 * 365 * DAY, max_value=57 * 365 * DAY)
MORE = STEPS.filter(lambda by: abs(by) > STEP + timedelta(milliseconds=1))
LESS = st.timedeltas(min_value=-STEP, max_value=STEP).filter(
    lambda by: abs(by) < STEP - timedelta(milliseconds=1)
)
WAITS = st.floats(min_value=0, max_value=400 * 86_400)


@given(by=MORE, before=WAITS, after=WAITS)
def test_a_step_of_more_than_a_minute_is_told_once_however_seldom_one_looks(by, before, after):
    machine = Machine()
    machine.run(before)
    machine.set(by)
    machine.run(after)
    machine.watch.look()
    machine.run(before)
    machine.watch.look()
    assert [round(told / timedelta(seconds=0.01)) for told in machine.told] == [
        round(by / timedelta(seconds=0.01))
    ]


@given(steps=st.lists(LESS, max_size=50), waits=WAITS)
def test_what_is_no_more_than_a_minute_is_followed_and_not_told(steps, waits):
    """Also when it adds up: a clock that runs wrong is not one that was set."""
    machine = Machine()
    for by in steps:
        machine.run(min(waits, 10))
        machine.set(by)
        machine.watch.look()
    assert machine.told == []


@given(drift=st.floats(min_value=-0.05, max_value=0.05))
def test_a_clock_that_is_slewed_for_a_day_is_followed(drift):
    machine = Machine()
    for _ in range(500):
        machine.run(10, drift)
        machine.watch.look()
    assert machine.told == []


def test_there_and_back_again_is_told_each_time(caplog):
    machine = Machine(datetime(2027, 6, 15, 8, 30, tzinfo=UTC))
    to_1970 = datetime(1970, 1, 1, tzinfo=UTC) - machine.wall
    steps = (to_1970, -to_1970, 9 * 365 * DAY, -9 * 365 * DAY)
    for by in steps:
        machine.run(10)
        machine.set(by)
        machine.watch.look()
        machine.run(10)
        machine.watch.look()
    assert machine.told == list(steps)
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 4
    assert [record.getMessage() for record in caplog.records] == [
        "the clock was set back by 57 years 165 days: it is 1970-01-01 00:00 now",
        "the clock was set forward by 57 years 165 days: it is 2027-06-15 08:30 now",
        "the clock was set forward by 8 years 363 days: it is 2036-06-12 08:30 now",
        "the clock was set back by 8 years 363 days: it is 2027-06-15 08:31 now",
    ]


def test_waking_up_is_a_step_forward():
    """The monotonic clock stands still while the machine sleeps."""
    machine = Machine()
    machine.set(timedelta(hours=8))
    machine.watch.look()
    assert machine.told == [timedelta(hours=8)]


def test_a_step_is_known_also_to_whoever_fails_over_it():
    def fail(_: timedelta) -> None:
        failed.append(1)
        raise RuntimeError("told")

    failed: list[int] = []
    machine = Machine()
    machine.watch = ClockWatch(lambda: machine.wall, lambda: machine.monotonic, fail)
    machine.set(DAY)
    with pytest.raises(RuntimeError):
        machine.watch.look()
    machine.watch.look()
    assert failed == [1]


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (timedelta(0), "0 s"),
        (timedelta(seconds=61), "1 min 1 s"),
        (timedelta(seconds=-61.9), "1 min 1 s"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=25, seconds=3), "1 day 1 h"),
        (timedelta(days=2), "2 days"),
        (timedelta(seconds=31_556_952), "1 year"),
        (timedelta(seconds=57 * 31_556_952) + 3 * DAY, "57 years 3 days"),
    ],
)
def test_a_duration_is_told_by_its_two_largest_units(duration, words):
    assert in_words(duration) == words


def test_the_machines_own_clock_goes_on_and_is_never_behind_the_monotonic_one():
    before, monotonic = boottime(), time.monotonic()
    assert boottime() >= before
    assert boottime() >= monotonic - 1
