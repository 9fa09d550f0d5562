"""Keys on real display servers: those that the configuration opens do what they say, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from kiosk.keys import NAMED, OperatorKeys, parse_key
from kiosk.screen.operator import Action, Operator
from tests.processes import XServer, wait_until
from tests.screen.hung import Hung
from tests.screen.servers import Sway

KEYS = {"next": "Right", "pause": "F8", "status": "Ctrl+Alt+N", "quit": "Shift+Q"}


@pytest.fixture
def x_screen() -> Iterator[XServer]:
    server = XServer((1280, 1024))
    yield server
    server.close()


@pytest.fixture(params=["x", "wayland"])
def hung(request: pytest.FixtureRequest, x_screen: XServer, tmp_path: Path) -> Iterator[Hung]:
    """A wall that fills a screen; keys are pressed at the X server, and reach it either way."""
    sway = Sway(x_screen, 1) if request.param == "wayland" else None
    environ = sway.environ if sway else {"QT_QPA_PLATFORM": "xcb", "DISPLAY": x_screen.name}
    wall = Hung(environ, tmp_path / "log")
    wall.ask("fill", "")
    wall.until("a wall", lambda state: state["exposed"])
    x_screen.tool("xdotool", "mousemove", "300", "300")
    yield wall
    wall.close()
    if sway:
        sway.close()


def test_only_the_keys_that_are_opened_do_something(hung: Hung, x_screen: XServer):
    hung.ask("listen", KEYS)
    for key in ("Escape", "q", "alt+F4", "Left", "ctrl+n", "shift+Right", "shift+q", "F9"):
        x_screen.tool("xdotool", "key", key)
    for key in ("Right", "ctrl+alt+n", "F8", "Right"):
        x_screen.tool("xdotool", "key", key)
    state = hung.until("keys", lambda state: len(state["pressed"]) >= 5)
    assert state["pressed"] == ["quit", "next", "status", "pause", "next"]
    assert not x_screen.cursor_is_seen()


def test_a_key_that_is_held_down_counts_once(hung: Hung, x_screen: XServer):
    hung.ask("listen", KEYS)
    x_screen.tool("xdotool", "keydown", "F8")
    wait_until("repeats", lambda: x_screen.tool("xdotool", "sleep", "1.5") == "", 5)
    x_screen.tool("xdotool", "keyup", "F8", "key", "Right")
    hung.until("the last key", lambda state: state["pressed"][-1:] == ["next"])
    assert hung.ask("state")["pressed"] == ["pause", "next"]


def test_other_keys_take_the_place_of_those_before(hung: Hung, x_screen: XServer):
    hung.ask("listen", KEYS)
    hung.ask("listen", {"next": "F8"})
    x_screen.tool("xdotool", "key", "Right", "F8")
    hung.until("a key", lambda state: state["pressed"] == ["next"])
    hung.ask("listen", {})
    x_screen.tool("xdotool", "key", "F8")
    hung.ask("listen", {"next": "F7"})
    x_screen.tool("xdotool", "key", "F7")
    hung.until("a key", lambda state: state["pressed"] == ["next", "next"])


# What Qt makes of the names


def test_every_key_that_a_configuration_may_name_is_one_of_qt_s(app: QGuiApplication):
    names = (*NAMED, *"AZ09", *(f"F{number}" for number in range(1, 25)))
    portable = QKeySequence.SequenceFormat.PortableText
    for name in names:
        for text in (name, f"Ctrl+Alt+Meta+{name}"):
            sequence = QKeySequence(text, portable)
            assert sequence.count() == 1
            assert sequence[0].key() is not Qt.Key.Key_unknown
            assert parse_key(sequence.toString(portable)) == parse_key(text)


def test_an_action_is_called_as_its_key_is_in_the_configuration():
    assert {*Action} == {*OperatorKeys.__dataclass_fields__}


def test_a_key_of_the_keypad_is_the_same_key(app: QGuiApplication):
    window = QQuickWindow()
    window.show()
    operator = Operator(window, OperatorKeys(next="Right", pause="5"))
    pressed: list[str] = []
    operator.pressed.connect(pressed.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_5):
        QTest.keyClick(window, key, Qt.KeyboardModifier.KeypadModifier)
    assert pressed == ["next", "pause"]
    window.close()
