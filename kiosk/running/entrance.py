"""A wall's hours as the configuration has them at the moment, and the panel that keeps them."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from kiosk.hours import ALWAYS
from kiosk.operations.power import Panel, Power, means_for
from kiosk.running.door import Door
from kiosk.settings import ContestSettings, DisplaySettings
from kiosk.status.model import Opening
from kiosk.status.model import Panel as PanelWord


class Entrance(QObject):
    """The door of a wall, hung anew whenever other hours are asked for.

    A display that never had hours has none: it is open, and its panel is left alone.

    Signals:
        turned: the wall is open now, or closed.
    """

    turned = Signal(bool)

    def __init__(
        self, platform: str, output: Callable[[], str], *, now: Callable[[], datetime]
    ) -> None:
        """There is no door before `keep`.

        Args:
            platform: What Qt draws on.
            output: The output that the wall covers at the moment.
            now: The present in the place's time zone.
        """
        super().__init__()
        self._platform = platform
        self._output = output
        self._now = now
        self._door: Door | None = None
        self._door_of: tuple[object, ...] = ()  # what was asked for when it was hung
        self._panel: Panel | None = None
        self._panel_of: tuple[object, ...] = ()  # likewise

    @property
    def is_open(self) -> bool:
        """Whether the wall is open now."""
        return self._door is None or self._door.is_open

    @property
    def until(self) -> datetime | None:
        """When that changes next; None where it never does."""
        return None if self._door is None else self._door.until

    def told(self) -> Opening:
        """What is known of hours and panel; for any thread."""
        door = self._door
        if door is None:
            return Opening()
        panel = door.panel
        return Opening(
            open=door.is_open,
            until=door.until,
            panel=PanelWord(panel.state),
            panel_by=panel.by,
            panel_problem=panel.problem,
        )

    def keep(self, display: DisplaySettings, contest: ContestSettings) -> None:
        """Keep a display's hours from now on, where they are others than before."""
        panel = (display.power, display.power_off, display.power_on, display.output)
        asked = (display.hours, contest.working, contest.zone, *panel)
        if asked == self._door_of or (self._door is None and display.hours == ALWAYS):
            return
        if self._door is not None:
            self._door.close()
        if self._panel is None or panel != self._panel_of:
            self._panel = self._another_panel(display)
        self._door_of, self._panel_of = asked, panel
        self._door = Door(display.hours, contest.working, self._panel, now=self._now)
        self._door.turned.connect(self.turned)
        self._door.look()

    def look(self) -> None:
        """Look at the clock."""
        if self._door is not None:
            self._door.look()

    def close(self) -> None:
        """Look no more; the panel stays as it is."""
        if self._door is not None:
            self._door.close()
        if self._panel is not None:
            self._panel.close()

    def _another_panel(self, display: DisplaySettings) -> Panel:
        """What switches the panel by other means, or on another output."""
        if self._panel is not None:
            # Whatever comes may not be able to undo what this one did.
            self._panel.close(lit=True)
        return Panel(
            means_for(
                Power(display.power),
                platform=self._platform,
                output=display.output or self._output(),
                screens=len(QGuiApplication.screens()),
                off=display.power_off,
                on=display.power_on,
            )
        )
