"""Nobody touches a wall: that it is idle must not blank it, by whatever would do so here."""

import logging
import os
import threading
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QWindow

from kiosk.screen import inhibit_bus, inhibit_wayland, inhibit_x11
from kiosk.screen.platform import Platform

logger: Final = logging.getLogger(__name__)

_AGAIN_MS: Final = 300_000
"""How often the others are asked again: desktops set an X server's timeouts when a screen comes,
and their services come later than the kiosk or start anew, which forgets what they were asked.
"""
_BLANKING: Final = frozenset({Platform.WAYLAND, Platform.X11})
"""Platforms on which something may blank the screen."""


class Inhibitor(QObject):
    """Keeps a window's screen from being blanked, from `hold` to `release`.

    It never switches a panel, and whoever switches one off is not hindered.
    """

    def __init__(self, window: QWindow, platform: str) -> None:
        """Nothing is held yet.

        Args:
            window: The one that is to be seen.
            platform: Qt's platform plugin.
        """
        super().__init__()
        self._platform = platform
        self._held = False
        self._ways: tuple[str, ...] = ()
        """How the display server was told."""
        self._told: tuple[str, ...] | None = None
        self._wayland = inhibit_wayland.IdleInhibit(window)
        self._x11: inhibit_x11.Timeouts | None = None
        self._lock = threading.Lock()
        self._asked = 0
        """How often the bus was asked or left; of several answers the last one counts."""
        self._bus: inhibit_bus.Inhibition | None = None
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._ask)
        window.visibleChanged.connect(self._shown)

    def hold(self) -> None:
        """Hold blanking off from now; what takes longer goes on on a thread of its own."""
        if self._held:
            return
        self._held = True
        if self._platform == Platform.WAYLAND and self._wayland.hold():
            self._ways = (inhibit_wayland.NAME,)
        if self._platform in _BLANKING:
            self._ask()
            self._again.start()

    def release(self) -> None:
        """Let the screen be blanked as it would be without a kiosk."""
        if not self._held:
            return
        self._held = False
        self._again.stop()
        self._wayland.release()
        if self._x11 is not None:
            inhibit_x11.release(_display(), self._x11)
            self._x11 = None
        self._ways = ()
        with self._lock:
            self._asked += 1
            inhibition, self._bus = self._bus, None
        if inhibition is not None:
            inhibition.close()

    def close(self) -> None:
        """Release for good, before the window goes."""
        self.release()
        self._wayland.close()

    def _ask(self) -> None:
        """Ask those who may forget; what is restored in the end is what was there at first."""
        if self._platform == Platform.X11:
            before = inhibit_x11.hold(_display())
            if self._x11 is None and before is not None:
                self._x11, self._ways = before, (inhibit_x11.NAME,)
        with self._lock:
            self._asked += 1
            asking = threading.Thread(
                target=self._ask_bus, args=(self._asked, self._ways), name="inhibit", daemon=True
            )
        asking.start()

    def _ask_bus(self, number: int, ways: tuple[str, ...]) -> None:
        """On a thread of its own: ask the session's services, and tell of all ways at once.

        What was held before is left only when it is held anew.
        """
        inhibition = inhibit_bus.inhibit()
        left = inhibition
        with self._lock:
            wanted = number == self._asked
            if wanted:
                left, self._bus = self._bus, inhibition
        if left is not None:
            left.close()
        if wanted:
            self._tell(ways if inhibition is None else (*ways, inhibition.service))

    def _tell(self, ways: tuple[str, ...]) -> None:
        if ways == self._told:
            return
        self._told = ways
        if ways:
            logger.info("the screen is kept from being blanked by %s", " and ".join(ways))
        else:
            logger.warning(
                "nothing here keeps the screen from being blanked: switch that off in the system"
            )

    def _shown(self, visible: bool) -> None:  # noqa: FBT001 - a slot
        # Shown anew it has another surface, as soon as this is done.
        if visible and self._held and self._platform == Platform.WAYLAND:
            QTimer.singleShot(0, self._hold_wayland)

    def _hold_wayland(self) -> None:
        if self._held:
            self._wayland.hold()


def _display() -> str:
    return os.environ.get("DISPLAY", "")
