"""What is due by the calendar, on the real scheduler, whose clock is set under it."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.operations.calendar import Calendar, midnight_after

PATIENCE_S = 10
SOON = timedelta(seconds=0.1)


class Wall:
    """A wall clock that can be set, also the scheduler's."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        wall = self
        self.ahead = timedelta(0)

        class Set(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime.now(tz) + wall.ahead

        monkeypatch.setattr("apscheduler.schedulers.base.datetime", Set)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Runs:
    """A job that counts its runs."""

    def __init__(self, *, failing: bool = False) -> None:
        self.count = 0
        self._failing = failing
        self._changed = threading.Condition()

    def __call__(self) -> None:
        with self._changed:
            self.count += 1
            self._changed.notify_all()
        if self._failing:
            raise RuntimeError("on purpose")

    def reach(self, count: int, within: float = PATIENCE_S) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.count >= count, within)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    return Wall(monkeypatch)


@pytest.fixture
def started(wall: Wall) -> Iterator[Callable[..., Calendar]]:
    made: list[Calendar] = []

    def start(job: Runs, following: Callable[[datetime], datetime | None]) -> Calendar:
        made.append(Calendar(job, following, now=wall.now))
        made[-1].start()
        return made[-1]

    yield start
    for calendar in made:
        calendar.stop()


def test_it_runs_when_a_moment_has_come_and_at_the_next_ones(started):
    runs = Runs()
    started(runs, lambda moment: moment + SOON)
    assert runs.reach(3)


def test_it_does_not_run_before(started):
    runs = Runs()
    started(runs, lambda moment: moment + timedelta(hours=1))
    assert not runs.reach(1, within=0.5)


@pytest.mark.parametrize("by", [timedelta(days=-57 * 365), timedelta(days=9 * 365)])
def test_rearmed_after_the_clock_was_set_it_runs_once_and_goes_on_by_the_clock(by, started, wall):
    """Not silent for 57 years, and not once for each of 9 years' days."""
    asked = threading.Event()
    rests = iter([timedelta(hours=1), timedelta(seconds=0.5), timedelta(hours=1)])

    def following(moment: datetime) -> datetime:
        asked.set()
        return moment + next(rests)

    runs = Runs()
    calendar = started(runs, following)
    assert asked.wait(PATIENCE_S)
    wall.ahead += by
    calendar.rearm()
    assert runs.reach(1)
    assert runs.reach(2), "and the next by the new time"
    assert not runs.reach(3, within=0.3)


def test_a_run_that_fails_is_told_and_the_next_one_is_made(started, caplog):
    runs = Runs(failing=True)
    started(runs, lambda moment: moment + SOON)
    assert runs.reach(3)
    assert caplog.records[0].getMessage() == "a run failed; the next one is made in its turn"


def test_where_nothing_follows_nothing_runs_any_more(started):
    moments = iter([SOON, None])

    def following(moment: datetime) -> datetime | None:
        rest = next(moments)
        return None if rest is None else moment + rest

    runs = Runs()
    started(runs, following)
    assert runs.reach(1)
    assert not runs.reach(2, within=0.3)


def test_stopped_it_runs_no_more_however_it_is_asked(started):
    runs = Runs()
    calendar = started(runs, lambda moment: moment + SOON)
    assert runs.reach(1)
    calendar.stop()
    calendar.stop()
    calendar.rearm()
    seen = runs.count
    assert not runs.reach(seen + 2, within=0.4)


def test_stopped_in_the_instant_of_an_appointment_it_ends_in_peace(wall, monkeypatch):
    ended: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", ended.append)
    for _ in range(200):
        runs = Runs()
        calendar = Calendar(runs, lambda moment: moment, now=wall.now)
        calendar.start()
        assert runs.reach(3)
        calendar.stop()
    assert not ended


def test_a_process_ends_while_it_waits():
    script = """
from datetime import UTC, datetime, timedelta
from kiosk.operations.calendar import Calendar
import threading
asked = threading.Event()
def following(moment):
    asked.set()
    return moment + timedelta(days=1)
Calendar(print, following, now=lambda: datetime.now(UTC)).start()
assert asked.wait(10)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_day_ends_at_midnight_in_its_own_zone():
    shanghai = ZoneInfo("Asia/Shanghai")
    moment = datetime(2027, 9, 30, 23, 59, 59, tzinfo=shanghai)
    assert midnight_after(moment) == datetime(2027, 10, 1, tzinfo=shanghai)
    assert midnight_after(midnight_after(moment)) == datetime(2027, 10, 2, tzinfo=shanghai)
