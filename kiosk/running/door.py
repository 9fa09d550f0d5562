"""A display's hours in a running kiosk: a timer that looks at them, and the panel's power."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.contest.working_days import WorkingDays
from kiosk.hours import Hours
from kiosk.operations.opening import Doorkeeper, Opening
from kiosk.operations.power import Panel, PanelStatus


class Door(QObject):
    """Opens and closes a wall by its hours, and switches its panel.

    Signals:
        turned: the wall is open now, or closed.
    """

    turned = Signal(bool)

    def __init__(
        self, hours: Hours, working: WorkingDays, panel: Panel, *, now: Callable[[], datetime]
    ) -> None:
        """Nothing is known before `look`.

        Args:
            hours: Of the display.
            working: Which days are working days.
            panel: Switched as the wall opens and closes.
            now: The present in the place's time zone.
        """
        super().__init__()
        self._panel = panel
        self._keeper = Doorkeeper(hours, working, now=now, changed=self._turn)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    @property
    def until(self) -> datetime | None:
        """When the wall opens or closes next; None where it never does, or before `look`."""
        opening = self._keeper.opening
        return None if opening is None else opening.until

    @property
    def is_open(self) -> bool:
        """Whether the wall is open; it is before the first look."""
        opening = self._keeper.opening
        return opening is None or opening.open

    @property
    def panel(self) -> PanelStatus:
        """What is known of the panel."""
        return self._panel.status

    @Slot()
    def look(self) -> None:
        """Look at the clock, now and whenever something may change."""
        self._timer.start(round(1000 * self._keeper.tick()))
        self._panel.tick()

    def close(self) -> None:
        """Look no more; the panel stays as it is."""
        self._timer.stop()

    def _turn(self, opening: Opening) -> None:
        self._panel.switch(on=opening.open)
        self.turned.emit(opening.open)
