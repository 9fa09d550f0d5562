"""The schedule of polls, on a real scheduler: events tell what ran, no sleep does."""

import logging
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.operations import schedule as schedules_of
from kiosk.operations.schedule import MOST_HUNG, Schedule

SOON = 0.05
FAR = 3600.0
PATIENCE_S = 10


class Runs:
    """A job that counts its runs, says when the next is due, and may be held up in one."""

    def __init__(self, inside: Callable[[], None] = lambda: None) -> None:
        self._inside = inside
        self.rest_s = SOON
        self._changed = threading.Condition()
        self.count = 0
        self.together = 0
        self.most_together = 0
        self.threads: set[threading.Thread] = set()

    def __call__(self) -> float:
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
        return self.rest_s

    def reach(self, count: int, within: float = PATIENCE_S) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.count >= count, within)

    def rest(self) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.together == 0, PATIENCE_S)


@pytest.fixture
def started() -> Iterator[Callable[..., Schedule]]:
    schedules: list[Schedule] = []

    def start(runs: Runs, rest_s: float, **bounds: float) -> Schedule:
        runs.rest_s = rest_s
        schedules.append(Schedule(runs, **bounds))
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


def test_it_runs_time_and_again_when_the_job_says(started):
    runs = Runs()
    started(runs, SOON)
    assert runs.reach(4)


def test_nothing_runs_before_it_is_started():
    runs = Runs()
    Schedule(runs)
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
        started(runs, SOON, failed_s=SOON)
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
from kiosk.operations.schedule import Schedule

runs, hangs = [], threading.Event()

def job():
    runs.append(1)
    if len(runs) == {held}:
        hangs.set()
        threading.Event().wait()
    return 0.05

schedule = Schedule(job)
schedule.start()
assert hangs.wait(10)
schedule.stop()
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_job_that_says_nonsense_is_not_run_without_rest_nor_put_off_for_ever(started):
    runs = Runs()
    schedule = started(runs, -1.0)
    assert runs.reach(3)
    runs.rest_s = float("inf")
    assert runs.rest()
    seen = runs.count
    assert not runs.reach(seen + 3, within=0.3)
    schedule.stop()


# When the clock was set


def test_rearmed_it_runs_at_once_and_counts_from_then(started, monkeypatch):
    monkeypatch.setattr(schedules_of, "LEAST_S", 0.0)
    runs = Runs()
    schedule = started(runs, FAR)
    assert runs.reach(1)
    assert runs.rest()
    schedule.rearm()
    assert runs.reach(2)
    assert not runs.reach(3, within=0.3)


def test_rearmed_during_a_run_another_follows_it(started, monkeypatch):
    """What the run noted before may bear the wrong time."""
    monkeypatch.setattr(schedules_of, "LEAST_S", 0.0)
    go_on = threading.Event()
    runs = Runs(lambda: go_on.wait(PATIENCE_S))
    schedule = started(runs, FAR)
    assert runs.reach(1)
    schedule.rearm()
    assert not runs.reach(2, within=0.2)
    go_on.set()
    assert runs.reach(2)
    assert not runs.reach(3, within=0.3)
    assert runs.most_together == 1


def test_a_clock_that_is_set_time_and_again_makes_no_storm(started, monkeypatch):
    monkeypatch.setattr(schedules_of, "LEAST_S", 0.4)
    runs = Runs()
    began = time.monotonic()
    schedule = started(runs, FAR)
    while runs.count < 4:
        assert time.monotonic() < began + PATIENCE_S
        schedule.rearm()
        time.sleep(0.01)
    assert runs.count <= (time.monotonic() - began) / 0.4 + 1


def test_rearming_what_is_stopped_begins_nothing(started):
    runs = Runs()
    schedule = started(runs, FAR)
    assert runs.reach(1)
    schedule.stop()
    schedule.rearm()
    assert not runs.reach(2, within=0.2)


FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
BY_THE_WALL_CLOCK = """
import sys, time
from datetime import UTC, datetime
from kiosk.operations.clock import ClockWatch
from kiosk.operations.schedule import Schedule

runs = []

def job():
    runs.append(datetime.now(UTC).year)
    return 0.3

schedule = Schedule(job)
watch = ClockWatch(lambda: datetime.now(UTC), time.monotonic, lambda by: schedule.rearm())
schedule.start()
for line in sys.stdin:
    watch.look()
    print(len(runs), *runs[-1:] or [0], flush=True)
"""


@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed")
def test_a_clock_set_to_1970_to_2036_and_back_misses_no_run_and_makes_no_storm(tmp_path):
    """A real process whose clock is set under it."""
    clock = tmp_path / "clock"
    clock.write_text("2027-06-15 08:00:00")
    process = subprocess.Popen(
        [sys.executable, "-c", BY_THE_WALL_CLOCK],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "LD_PRELOAD": str(FAKETIME),
            "FAKETIME_TIMESTAMP_FILE": str(clock),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        },
    )
    with process:

        def look() -> tuple[int, int]:
            process.stdin.write("\n")
            process.stdin.flush()
            count, year = process.stdout.readline().split()
            return int(count), int(year)

        for year in (2027, 1970, 2036, 2027):
            before, _ = look()
            part = tmp_path / "part"
            part.write_text(f"{year}-06-15 08:00:00")
            part.replace(clock)
            began = time.monotonic()
            count, seen = before, 0
            while count < before + 4 or seen != year:
                assert time.monotonic() < began + PATIENCE_S, "the clock that was set stops it"
                time.sleep(0.1)
                count, seen = look()
            most = (time.monotonic() - began) / 0.3 + 2
            assert count - before <= most, "the clock that was set hurries it"
        process.stdin.close()


# Runs that hang


def test_a_run_that_hangs_is_told_once_and_another_begins_beside_it(started, caplog):
    caplog.set_level(logging.INFO)
    go_on = threading.Event()

    def hang_in_the_first() -> None:
        if runs.count == 1:
            go_on.wait(PATIENCE_S)

    runs = Runs(hang_in_the_first)
    # Long enough for a run that does not hang, on a machine that is busy with other things.
    started(runs, SOON, longest_s=2)
    assert runs.reach(5)
    assert runs.most_together == 2
    go_on.set()
    assert runs.rest()
    assert runs.reach(8)
    assert [re.sub(r"\d+ s", "… s", record.getMessage()) for record in caplog.records] == [
        "a run hangs since … s; another is begun beside it",
        "a run that hung ended after … s",
    ]


def test_runs_that_all_hang_do_not_pile_up_and_go_on_when_one_ends(started, caplog, monkeypatch):
    monkeypatch.setattr(schedules_of, "LEAST_S", 0.0)
    go_on = threading.Semaphore(0)
    runs = Runs(lambda: go_on.acquire(timeout=PATIENCE_S))
    schedule = started(runs, SOON, longest_s=0.1)
    end = time.monotonic() + PATIENCE_S
    while len(caplog.records) < MOST_HUNG:
        assert time.monotonic() < end, "the log has a line for each"
        time.sleep(0.01)
    assert not runs.reach(MOST_HUNG + 1, within=0.5)
    assert len(caplog.records) == MOST_HUNG
    schedule.rearm()
    assert not runs.reach(MOST_HUNG + 1, within=0.2), "not even when the clock is set"
    go_on.release()
    assert runs.reach(MOST_HUNG + 1)
    assert runs.most_together <= MOST_HUNG
    schedule.stop()
    go_on.release(MOST_HUNG + 1)
    assert runs.rest()


def test_a_system_without_another_thread_for_a_moment_ends_no_polling(started, monkeypatch, caplog):
    start = threading.Thread.start
    refused: list[str] = []

    def scarce(thread: threading.Thread) -> None:
        if thread.name == "scheduled" and len(refused) < 2:
            refused.append(thread.name)
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", scarce)
    runs = Runs()
    started(runs, SOON, failed_s=SOON)
    assert runs.reach(2)
    assert len(refused) == 2
    assert {record.getMessage() for record in caplog.records} == {
        "a run could not begin: can't start new thread"
    }
