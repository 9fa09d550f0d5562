"""The schedule of polls, on a real scheduler: events tell what ran, no sleep does."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from kiosk.operations.schedule import Schedule

SOON = timedelta(seconds=0.05)
FAR = timedelta(hours=1)
PATIENCE_S = 10


class Runs:
    """A job that counts its runs, and may be held up in one."""

    def __init__(self, inside: Callable[[], None] = lambda: None) -> None:
        self._inside = inside
        self._changed = threading.Condition()
        self.count = 0
        self.together = 0
        self.most_together = 0
        self.threads: set[threading.Thread] = set()

    def __call__(self) -> None:
        with self._changed:
            self.count += 1
            self.together += 1
            self.most_together = max(self.most_together, self.together)
            self.threads.add(threading.current_thread())
            self._changed.notify_all()
        try:
            self._inside()
        finally:
            with self._changed:
                self.together -= 1
                self._changed.notify_all()

    def reach(self, count: int, within: float = PATIENCE_S) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.count >= count, within)

    def rest(self) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.together == 0, PATIENCE_S)


@pytest.fixture
def started() -> Iterator[Callable[..., Schedule]]:
    schedules: list[Schedule] = []

    def start(job: Callable[[], None], every: timedelta) -> Schedule:
        schedules.append(Schedule(job, every))
        schedules[-1].start()
        return schedules[-1]

    yield start
    for schedule in schedules:
        schedule.stop()


def test_it_runs_at_once_however_far_the_next_run_is(started):
    runs = Runs()
    started(runs, FAR)
    assert runs.reach(1)
    assert not runs.reach(2, within=0.3)


def test_it_runs_time_and_again_on_its_interval(started):
    runs = Runs()
    started(runs, SOON)
    assert runs.reach(4)


def test_nothing_runs_before_it_is_started():
    runs = Runs()
    Schedule(runs, SOON)
    assert not runs.reach(1, within=0.2)


def test_no_run_is_on_the_callers_thread(started):
    runs = Runs()
    started(runs, SOON)
    assert runs.reach(3)
    assert threading.current_thread() not in runs.threads


def test_starting_does_not_wait_for_the_first_run(started):
    go_on = threading.Event()
    runs = Runs(lambda: go_on.wait(PATIENCE_S))
    started(runs, FAR)
    assert runs.reach(1)
    assert runs.together == 1
    go_on.set()


def test_one_run_at_a_time_even_when_one_outlasts_the_interval(started):
    go_on = threading.Event()
    held = threading.Event()

    def hold_the_second() -> None:
        if runs.count == 2:
            held.set()
            go_on.wait(PATIENCE_S)

    runs = Runs(hold_the_second)
    started(runs, SOON)
    assert held.wait(PATIENCE_S)
    assert not runs.reach(3, within=0.4)
    go_on.set()
    assert runs.reach(4)
    assert runs.most_together == 1


def test_after_stop_nothing_begins_any_more(started):
    runs = Runs()
    schedule = started(runs, SOON)
    assert runs.reach(2)
    schedule.stop()
    assert runs.rest()
    # A run that was handed to a thread before the stop may still come.
    seen = runs.count
    assert not runs.reach(seen + 2, within=0.4)


def test_stop_does_not_wait_for_a_run_under_way_and_none_follows_it(started):
    go_on = threading.Event()
    runs = Runs(lambda: go_on.wait(PATIENCE_S))
    schedule = started(runs, SOON)
    assert runs.reach(1)
    schedule.stop()
    assert runs.together == 1
    go_on.set()
    assert runs.rest()
    assert not runs.reach(2, within=0.4)


def test_a_run_that_fails_is_told_and_the_next_ones_are_made(started, caplog):
    def fail_twice() -> None:
        if runs.count <= 2:
            raise RuntimeError(f"run {runs.count}")

    runs = Runs(fail_twice)
    with caplog.at_level(logging.ERROR):
        started(runs, SOON)
        assert runs.reach(4)
    told = [record for record in caplog.records if record.name == "kiosk.operations.schedule"]
    assert [str(record.exc_info[1]) for record in told] == ["run 1", "run 2"]


def test_a_stop_can_be_asked_for_twice(started):
    runs = Runs()
    schedule = started(runs, FAR)
    assert runs.reach(1)
    schedule.stop()
    schedule.stop()


def test_a_failure_after_stop_is_not_told(started, caplog):
    """What the run needs has been closed by then."""
    go_on = threading.Event()

    def fail_late() -> None:
        go_on.wait(PATIENCE_S)
        raise RuntimeError("closed")

    runs = Runs(fail_late)
    schedule = started(runs, SOON)
    assert runs.reach(1)
    schedule.stop()
    go_on.set()
    assert runs.rest()
    assert caplog.records == []


@pytest.mark.parametrize("held", [1, 2], ids=["first run", "a later run"])
def test_a_process_ends_while_a_run_hangs(held):
    script = f"""
import threading
from datetime import timedelta
from kiosk.operations.schedule import Schedule

runs, hangs = [], threading.Event()

def job():
    runs.append(1)
    if len(runs) == {held}:
        hangs.set()
        threading.Event().wait()

schedule = Schedule(job, timedelta(seconds=0.05))
schedule.start()
assert hangs.wait(10)
schedule.stop()
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
