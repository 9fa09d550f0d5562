"""What systemd is told, heard by a stand-in for its notification socket."""

import logging
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.operations.systemd import (
    FIRST_S,
    FRAME_S,
    SLACK_S,
    Liveness,
    Notifier,
    Watchdog,
    tell_operators_end,
    watchdog_s,
)


class Manager:
    """A service manager's end of the socket."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(f"\0{address[1:]}" if address.startswith("@") else address)

    def hears(self, within: float = 0.0) -> str | None:
        """The next message, if one comes in time."""
        if not select.select([self.socket], [], [], within)[0]:
            return None
        return self.socket.recv(4096).decode()


@pytest.fixture(params=["path", "abstract"])
def manager(request, tmp_path: Path) -> Iterator[Manager]:
    name = str(tmp_path / "notify")
    listening = Manager(name if request.param == "path" else f"@{name}")
    yield listening
    listening.socket.close()


@pytest.fixture
def notifier(manager: Manager) -> Iterator[Notifier]:
    speaking = Notifier.from_environment({"NOTIFY_SOCKET": manager.address})
    yield speaking
    speaking.close()


def test_each_message_is_one_datagram_of_the_protocol(manager: Manager, notifier: Notifier):
    notifier.ready()
    notifier.status("red, 3 of 11")
    notifier.watchdog()
    notifier.stopping()
    heard = [manager.hears() for _ in range(5)]
    assert heard == ["READY=1", "STATUS=red, 3 of 11", "WATCHDOG=1", "STOPPING=1", None]


def test_no_text_of_a_status_becomes_another_message(manager: Manager, notifier: Notifier):
    notifier.status("红榜\nSTOPPING=1\r\nMAINPID=1")
    assert manager.hears() == "STATUS=红榜 STOPPING=1 MAINPID=1"
    assert manager.hears() is None


@pytest.mark.parametrize("environ", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "vsock:2:1"}])
def test_without_a_service_manager_nothing_is_said(environ: dict[str, str]):
    notifier = Notifier.from_environment(environ)
    notifier.ready()
    notifier.close()


def test_a_service_manager_that_has_gone_is_no_error(manager: Manager, notifier: Notifier):
    manager.socket.close()
    Path(manager.address).unlink(missing_ok=True)
    notifier.ready()


def test_one_that_never_reads_holds_nobody_up(manager: Manager, notifier: Notifier):
    began = time.monotonic()
    for _ in range(2000):
        notifier.watchdog()
    assert time.monotonic() - began < 5
    assert manager.hears() == "WATCHDOG=1"


def test_after_the_end_nothing_is_said(manager: Manager, notifier: Notifier):
    notifier.close()
    notifier.ready()
    notifier.close()
    assert manager.hears() is None


@pytest.mark.parametrize(
    "pid", [None, "", str(os.getpid()), str(os.getppid())], ids=["none", "empty", "own", "parent"]
)
def test_the_watchdog_waits_for_this_process_or_the_compositor_around_it(pid: str | None):
    environ = {"WATCHDOG_USEC": "30000000"} | ({} if pid is None else {"WATCHDOG_PID": pid})
    assert watchdog_s(environ) == 30


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"WATCHDOG_USEC": ""},
        {"WATCHDOG_USEC": "0"},
        {"WATCHDOG_USEC": "-5"},
        {"WATCHDOG_USEC": "soon"},
        {"WATCHDOG_USEC": "²"},
        {"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"},
        {"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "x"},
    ],
)
def test_it_waits_for_no_other(environ: dict[str, str]):
    assert watchdog_s(environ) is None


def test_a_wall_is_alive_until_its_next_page_is_overdue():
    wall = Liveness(100)
    wall.presented(105, stays_s=12)
    assert wall.alive(105 + 12 + SLACK_S)
    assert not wall.alive(105 + 12 + SLACK_S + 0.1)
    assert wall.trouble(105 + 12 + SLACK_S + 3) == (
        "the wall stands still: no change for 35 s, and one is overdue for 23 s"
    )


def test_the_first_page_has_its_time():
    wall = Liveness(100)
    assert wall.alive(100 + FIRST_S)
    assert not wall.alive(100 + FIRST_S + 0.1)


def test_a_page_that_is_handed_over_must_be_drawn():
    wall = Liveness(0)
    wall.presented(0, stays_s=600)
    wall.handed_over(50)
    assert wall.alive(50 + FRAME_S)
    assert wall.trouble(50 + FRAME_S + 2) == (
        "nothing is drawn: a page has waited for its first frame for 12 s"
    )
    wall.drawn()
    assert wall.alive(50 + FRAME_S + 2)


def test_pages_that_are_handed_over_one_after_another_prove_no_frame():
    wall = Liveness(0)
    for now in range(0, 30, 2):
        wall.handed_over(now)
        wall.presented(now, stays_s=2)
    assert not wall.alive(29)


def test_frames_alone_prove_no_change():
    wall = Liveness(0)
    wall.presented(0, stays_s=10)
    for _ in range(1000):
        wall.drawn()
    assert not wall.alive(10 + SLACK_S + 1)


def test_one_page_only_is_a_stillness_that_is_meant():
    wall = Liveness(0)
    wall.presented(0, stays_s=10)
    for now in range(10, 5000, 10):
        assert wall.alive(now)
        wall.stays(now, stays_s=10)
    assert "no change for 5100 s" in wall.trouble(5100)


def test_a_display_that_rests_need_not_change_and_has_its_time_when_it_wakes():
    wall = Liveness(0)
    wall.presented(0, stays_s=10)
    wall.handed_over(1)
    wall.rest()
    assert wall.alive(50_000)
    wall.wake(50_000)
    assert wall.alive(50_000 + FIRST_S)
    assert not wall.alive(50_000 + FIRST_S + 1)


def test_to_wake_who_does_not_rest_excuses_nothing():
    wall = Liveness(0)
    wall.presented(0, stays_s=10)
    wall.wake(29)
    assert not wall.alive(31)


@given(
    st.lists(st.tuples(st.floats(0.1, 300), st.floats(0, SLACK_S)), max_size=30),
    st.floats(0.1, 1000),
)
def test_no_rotation_in_time_is_ever_called_dead_and_none_that_stops_is_called_alive(
    stays: list[tuple[float, float]], silence: float
):
    wall, now, due = Liveness(0), 0.0, FIRST_S
    for seconds, late in stays:
        wall.handed_over(now)
        wall.drawn()
        wall.presented(now, seconds)
        due = now + seconds + SLACK_S
        now = min(now + seconds + late, due)
        assert wall.alive(now)
    assert not wall.alive(due + silence)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def test_signs_of_life_come_only_while_the_wall_lives(manager, notifier, log):
    wall = Liveness(0)
    watchdog = Watchdog(notifier, wall, 30)
    assert watchdog.period_s == 10
    watchdog.beat(0)
    assert manager.hears() == "WATCHDOG=1"
    watchdog.beat(FIRST_S + 1)
    watchdog.beat(FIRST_S + 11)
    assert manager.hears() is None
    wall.presented(FIRST_S + 12, stays_s=10)
    watchdog.beat(FIRST_S + 21)
    assert manager.hears() == "WATCHDOG=1"
    # A line for a change of state, not for each beat.
    assert [record.message for record in log.records] == [
        "the wall stands still: no change for 61 s, and one is overdue for 21 s; a restart follows",
        "the wall changes again",
    ]


def test_who_waits_for_no_sign_gets_none_but_the_log_still_tells(manager, notifier, log):
    watchdog = Watchdog(notifier, Liveness(0), None)
    watchdog.beat(1)
    watchdog.beat(FIRST_S + 1)
    assert manager.hears() is None
    (record,) = log.records
    assert record.levelno == logging.ERROR
    assert record.message.endswith("overdue for 21 s")


PRESENTING = """
import os, sys, time
from PySide6.QtCore import QCoreApplication, QTimer
from kiosk.operations.systemd import Liveness, Notifier, Watchdog, watchdog_s

app = QCoreApplication([])
notifier = Notifier.from_environment(os.environ)
wall = Liveness(time.monotonic())
watchdog = Watchdog(notifier, wall, watchdog_s(os.environ))
beats = QTimer(interval=round(watchdog.period_s * 1000))
beats.timeout.connect(lambda: watchdog.beat(time.monotonic()))
beats.start()
QTimer.singleShot(0, notifier.ready)
QTimer.singleShot(1000, lambda: (print("frozen", flush=True), time.sleep(60)))
app.exec()
"""


@pytest.mark.parametrize("wrapped", [False, True], ids=["alone", "in a compositor"])
def test_a_process_whose_event_loop_hangs_misses_the_watchdog(manager: Manager, wrapped: bool):
    """A real process: its GUI thread is blocked by a call; it stays alive and falls silent."""
    timeout_s = 0.6
    # The parent announces its own id, as systemd does to a compositor; a child inherits it.
    command = [sys.executable, "-c", PRESENTING]
    shell = 'export WATCHDOG_PID=$$; "$@" & wait' if wrapped else 'WATCHDOG_PID=$$ exec "$@"'
    with subprocess.Popen(
        ["sh", "-c", shell, "sh", *command],
        env=os.environ
        | {"NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": str(round(timeout_s * 1e6))},
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            assert manager.hears(20) == "READY=1"
            assert manager.hears(timeout_s) == "WATCHDOG=1"
            assert process.stdout.readline() == b"frozen\n"
            while manager.hears():
                pass
            assert manager.hears(2 * timeout_s) is None
            assert process.poll() is None
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def test_an_operators_end_is_told_where_the_unit_has_a_folder_for_it(tmp_path: Path):
    tell_operators_end({"RUNTIME_DIRECTORY": str(tmp_path)})
    assert [path.name for path in tmp_path.iterdir()] == ["ended-by-operator"]


@pytest.mark.parametrize("environ", [{}, {"RUNTIME_DIRECTORY": "/nowhere/at/all"}])
def test_without_such_a_folder_it_ends_all_the_same(environ: dict[str, str]):
    tell_operators_end(environ)
