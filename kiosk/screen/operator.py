"""What an operator asks of a wall by its keyboard: by the keys that the configuration names."""

from dataclasses import fields
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWindow

from kiosk.keys import OperatorKeys

_MODIFIERS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.MetaModifier
)
"""Those that count; whether a key stands on the keypad does not."""


class Action(StrEnum):
    """What a key may do; called as in the configuration."""

    NEXT = "next"
    PAUSE = "pause"
    STATUS = "status"
    QUIT = "quit"


class Operator(QObject):
    """Listens to the keys that do something; every other key goes nowhere.

    Signals:
        pressed: the `Action` that is asked for, once for a key however long it is held down.
    """

    pressed = Signal(str)

    def __init__(self, window: QWindow, keys: OperatorKeys) -> None:
        """Listen from now on."""
        super().__init__()
        self._window = window
        self._actions: dict[QKeyCombination, Action] = {}
        self._released = (-1, -1)
        """The key that was released last, and when by the clock of the keyboard."""
        self.listen(keys)

    def listen(self, keys: OperatorKeys) -> None:
        """Listen to other keys, in place of those before."""
        self._actions = {
            _combination(key): Action(one.name)
            for one in fields(OperatorKeys)
            if (key := getattr(keys, one.name))
        }
        self._window.removeEventFilter(self)
        if self._actions:
            self._window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See every event of the window, and keep none from it."""
        if isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.KeyRelease:
                self._released = event.key(), event.timestamp()
            elif event.type() is QEvent.Type.KeyPress and not self._repeats(event):
                asked = QKeyCombination(event.modifiers() & _MODIFIERS, Qt.Key(event.key()))
                action = self._actions.get(asked)
                if action is not None:
                    self.pressed.emit(action)
        return False

    def _repeats(self, event: QKeyEvent) -> bool:
        """Whether a key is being held down.

        An X server tells that as a release and a press of the same moment, and Qt does not see it
        where they come one by one.
        """
        return event.isAutoRepeat() or (event.key(), event.timestamp()) == self._released


def _combination(key: str) -> QKeyCombination:
    sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    combination: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs lack it
    return combination
