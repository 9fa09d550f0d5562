"""What an operator does at the wall itself, by the keys that the configuration opens."""

import logging
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow

from kiosk.keys import OperatorKeys
from kiosk.running.facts import Facts
from kiosk.running.sheet import sheet_facts
from kiosk.screen.operator import Action, Operator
from kiosk.screen.overlay import NONE, overlay_of
from kiosk.screen.pages import Wall
from kiosk.screen.show import Show
from kiosk.screen.view import Stage

logger: Final = logging.getLogger(__name__)

SHEET_MS: Final = 120_000
"""An operator may go and leave his sheet on the wall."""


class Desk(QObject):
    """Does what keys ask for: the next page, a pause, the status on a sheet over the wall, the end.

    Signals:
        quit: the kiosk is to end.
    """

    quit = Signal()

    def __init__(
        self,
        window: QWindow,
        keys: OperatorKeys,
        show: Show,
        stage: Stage,
        facts: Facts,
        wall: Callable[[], Wall],
    ) -> None:
        """Listen from now on.

        Args:
            window: Gets the keys.
            keys: Those that do something.
            show: Paused and sent on.
            stage: The sheet is laid over it.
            facts: What the sheet says.
            wall: The display as it is now.
        """
        super().__init__()
        self._show = show
        self._stage = stage
        self._facts = facts
        self._wall = wall
        self._operator = Operator(window, keys)
        self._operator.pressed.connect(self._on_key)
        self._sheet = QTimer(self)
        self._sheet.setSingleShot(True)
        self._sheet.setInterval(SHEET_MS)
        self._sheet.timeout.connect(self.clear)
        show.presented.connect(self._renew)
        show.resumed.connect(self._note_pause)

    def listen(self, keys: OperatorKeys) -> None:
        """Listen to other keys."""
        self._operator.listen(keys)

    @Slot()
    def clear(self) -> None:
        """Take the sheet away."""
        self._sheet.stop()
        self._stage.set_overlay(NONE)

    @Slot(str)
    def _on_key(self, action: str) -> None:
        logger.info("operator: %s", action)
        match action:
            case Action.NEXT:
                self._show.skip()
            case Action.PAUSE if self._show.paused:
                self._show.resume()
            case Action.PAUSE:
                self._show.pause()
            case Action.STATUS if self._sheet.isActive():
                self.clear()
            case Action.STATUS:
                self._sheet.start()
                self._renew()
            case Action.QUIT:
                self.quit.emit()
        self._note_pause()

    @Slot()
    def _note_pause(self) -> None:
        self._facts.paused = self._show.paused

    @Slot()
    def _renew(self) -> None:
        if self._sheet.isActive():
            wall = self._wall()
            self._stage.set_overlay(overlay_of(wall, sheet_facts(self._facts.status(), wall)))
