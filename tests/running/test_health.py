"""A sign of life reaches the service manager only while the wall does what it should."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.operations.systemd import FIRST_S, FRAME_S, SLACK_S
from kiosk.running.health import Health, Rest
from kiosk.screen.show import Presented

TIMEOUT_S = 30.0


class Told(QObject):
    """What a show says."""

    handed_over = Signal()
    presented = Signal(object)
    stays = Signal(float)


class Manager:
    """A stand-in for the service manager: what it was told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.setblocking(False)

    def heard(self) -> list[str]:
        lines = []
        while True:
            try:
                lines.append(self._socket.recv(4096).decode())
            except BlockingIOError:
                return lines

    def close(self) -> None:
        self._socket.close()


class Wall:
    """A wall's health, on a clock that is moved by hand."""

    def __init__(self, manager: Manager) -> None:
        self.manager = manager
        self.now = 100.0
        self.show = Told()
        self.window = QQuickWindow()
        self.health = Health(
            self.show,
            self.window,
            environ={
                "NOTIFY_SOCKET": str(manager.path),
                "WATCHDOG_USEC": str(round(TIMEOUT_S * 1e6)),
            },
            monotonic=lambda: self.now,
        )

    def beats(self) -> bool:
        """Whether the next beat is passed on."""
        self.manager.heard()
        self.health._beat.timeout.emit()
        return "WATCHDOG=1" in self.manager.heard()

    def page(self, stays_s: float = 10.0) -> None:
        self.show.handed_over.emit()
        self.health._drawn()
        self.show.presented.emit(Presented(scene="red", stays_s=stays_s))


@pytest.fixture
def wall(app: QGuiApplication, tmp_path: Path) -> Iterator[Wall]:
    manager = Manager(tmp_path / "notify")
    wall = Wall(manager)
    yield wall
    wall.health.close()
    wall.window.destroy()
    manager.close()


def test_the_service_manager_hears_of_the_start_once_the_event_loop_runs(
    wall: Wall, qtbot: QtBot
) -> None:
    wall.health.start()
    assert wall.manager.heard() == []
    heard: list[str] = []

    def is_ready() -> bool:
        heard.extend(wall.manager.heard())
        return "READY=1" in heard

    qtbot.waitUntil(is_ready)


def test_it_beats_several_times_in_the_time_after_which_a_sign_is_missed(wall: Wall) -> None:
    assert 0 < wall.health._beat.interval() <= 1000 * TIMEOUT_S / 2


def test_a_wall_whose_pages_change_in_time_is_alive(wall: Wall) -> None:
    for _ in range(100):
        wall.page(stays_s=45)
        wall.now += 45
        assert wall.beats()


def test_a_wall_that_presents_nothing_more_is_given_up(wall: Wall) -> None:
    wall.page(stays_s=10)
    wall.now += 10 + SLACK_S - 0.1
    assert wall.beats()
    wall.now += 0.2
    assert not wall.beats()
    assert "stands still" in wall.health.trouble
    wall.page()
    assert wall.beats(), "it lives again"
    assert wall.health.trouble == ""


def test_a_page_that_is_never_drawn_is_given_up_however_long_it_is_to_stay(wall: Wall) -> None:
    wall.page(stays_s=600)
    wall.show.handed_over.emit()
    wall.now += FRAME_S + 0.1
    assert not wall.beats()
    assert "nothing is drawn" in wall.health.trouble


def test_a_wall_with_one_page_only_must_go_on_being_drawn(wall: Wall) -> None:
    wall.page(stays_s=8)
    for _ in range(10):
        wall.now += 8
        wall.show.stays.emit(8.0)
        assert wall.beats()
        wall.show.handed_over.emit()
        wall.health._drawn()
    wall.show.stays.emit(600.0)
    wall.show.handed_over.emit()
    wall.now += FRAME_S + 0.1
    assert not wall.beats()


def test_a_wall_that_is_closed_or_not_seen_is_alive_though_nothing_changes(wall: Wall) -> None:
    wall.page()
    for why in Rest:
        wall.health.rest(why, resting=True)
        wall.now += 100_000
        assert wall.beats()
    wall.health.rest(Rest.UNSEEN, resting=False)
    wall.now += 100_000
    assert wall.health.resting
    assert wall.beats(), "it is closed still"
    wall.health.rest(Rest.CLOSED, resting=False)
    assert not wall.health.resting
    wall.now += FIRST_S - 1
    assert wall.beats()
    wall.now += 2
    assert not wall.beats(), "once it is open something must come"


def test_what_hangs_can_be_read_in_the_status_of_the_service(wall: Wall) -> None:
    wall.health.report("red 1/2")
    assert wall.manager.heard() == ["STATUS=red 1/2"]


def test_the_end_is_told(wall: Wall) -> None:
    wall.health.start()
    wall.health.close()
    assert wall.manager.heard() == ["STOPPING=1"]
    assert not wall.health._beat.isActive()


def test_a_process_that_starts_again_does_not_tell_of_an_end(wall: Wall) -> None:
    wall.health.start()
    wall.health.close(again=True)
    assert wall.manager.heard() == []
