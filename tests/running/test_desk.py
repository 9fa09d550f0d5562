"""An operator's keys: the next page, a pause, the status over the wall, and the end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.keys import OperatorKeys
from kiosk.running.desk import Desk
from kiosk.running.sheet import sheet_facts
from kiosk.screen.show import PAUSE_S
from kiosk.screen.view import Stage
from kiosk.status.model import Status
from tests.screen.material import wall

NOON = datetime(2027, 6, 15, 12, tzinfo=UTC)
STATUS = Status(now=NOON, started=NOON, uptime_s=60, version="1.2.3", display="canteen")


class Rotation(QObject):
    """What a show does for an operator."""

    presented = Signal(object)
    resumed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.paused = False
        self.skipped = 0

    def skip(self) -> None:
        self.skipped += 1

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False


@dataclass
class Known:
    """The facts of a kiosk."""

    paused: bool = False
    status: Callable[[], object] = lambda: STATUS


@pytest.fixture
def place(app: QGuiApplication) -> Iterator[tuple[Desk, Rotation, Stage, Known]]:
    window, show, stage, facts = QQuickWindow(), Rotation(), Stage(motion=False), Known()
    desk = Desk(window, OperatorKeys(), show, stage, facts, wall)
    yield desk, show, stage, facts
    desk.clear()
    window.destroy()


def test_keys_send_the_wall_on_and_have_it_stay_and_go_on(place):
    desk, show, _, facts = place
    desk._operator.pressed.emit("next")
    assert show.skipped == 1
    desk._operator.pressed.emit("pause")
    assert show.paused
    assert facts.paused
    desk._operator.pressed.emit("pause")
    assert not show.paused
    assert not facts.paused


def test_a_pause_that_ends_of_itself_is_known(place):
    desk, show, _, facts = place
    desk._operator.pressed.emit("pause")
    show.paused = False
    show.resumed.emit()
    assert not facts.paused


def test_the_status_lies_over_the_wall_until_the_key_is_pressed_again(place):
    desk, show, stage, _ = place
    desk._operator.pressed.emit("status")
    facts = len(sheet_facts(STATUS, wall()))
    assert stage.overlayRows.count == facts
    show.presented.emit(None)
    assert stage.overlayRows.count == facts
    desk._operator.pressed.emit("status")
    assert stage.overlayRows.count == 0
    show.presented.emit(None)
    assert stage.overlayRows.count == 0


def test_a_sheet_that_is_forgotten_goes_of_itself(place):
    desk, _, stage, _ = place
    desk._operator.pressed.emit("status")
    assert 0 < desk._sheet.interval() <= 1000 * PAUSE_S
    desk._sheet.timeout.emit()
    assert stage.overlayRows.count == 0


def test_the_end_is_asked_for(place, qtbot):
    desk, *_ = place
    with qtbot.waitSignal(desk.quit):
        desk._operator.pressed.emit("quit")
