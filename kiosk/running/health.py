"""The wall's life: told by the show and the renderer, passed on to the service manager."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtQuick import QQuickWindow

from kiosk.operations.systemd import Liveness, Notifier, Watchdog, watchdog_s
from kiosk.screen.show import Presented, Show


class Rest(StrEnum):
    """Why a wall is not meant to change."""

    CLOSED = "outside its hours"
    UNSEEN = "no output to be seen on"


class Health(QObject):
    """Whether the wall does what it should, found out and reported on the GUI thread.

    That thread feeds the watchdog: should it hang, nobody does.
    """

    def __init__(
        self,
        show: Show,
        window: QQuickWindow,
        *,
        environ: Mapping[str, str],
        monotonic: Callable[[], float],
    ) -> None:
        """Nothing is reported before `start`.

        Args:
            show: Says what is presented.
            window: Says what is drawn.
            environ: Names the service manager's socket, and how long it waits for a sign.
            monotonic: Seconds of a clock that nobody sets.
        """
        super().__init__()
        self._monotonic = monotonic
        self._notifier = Notifier.from_environment(environ)
        self._liveness = Liveness(monotonic())
        self._watchdog = Watchdog(self._notifier, self._liveness, watchdog_s(environ))
        self._resting: set[Rest] = set()
        show.handed_over.connect(self._handed_over)
        show.presented.connect(self._presented)
        show.stays.connect(self._stays)
        # The renderer may have a thread of its own.
        window.frameSwapped.connect(self._drawn, Qt.ConnectionType.QueuedConnection)
        self._beat = QTimer(self)
        self._beat.setInterval(round(self._watchdog.period_s * 1000))
        self._beat.timeout.connect(self._on_beat)

    @property
    def trouble(self) -> str:
        """What is wrong with the wall, in one line; empty while it is alive."""
        return self._liveness.trouble(self._monotonic())

    @property
    def resting(self) -> bool:
        """Whether the wall is not meant to change."""
        return bool(self._resting)

    def start(self) -> None:
        """Tell the service manager that the kiosk runs, as soon as its event loop does."""
        QTimer.singleShot(0, self._notifier.ready)
        self._beat.start()

    def rest(self, why: Rest, *, resting: bool) -> None:
        """Have the wall rest for this reason, or for it no longer."""
        before = self.resting
        (self._resting.add if resting else self._resting.discard)(why)
        if self._resting:
            self._liveness.rest()
        elif before:
            self._liveness.wake(self._monotonic())

    def report(self, status: str) -> None:
        """Show one line in `systemctl status`."""
        self._notifier.status(status)

    def close(self, *, again: bool = False) -> None:
        """Tell the service manager that the end has begun, unless the process starts again."""
        self._beat.stop()
        if not again:
            self._notifier.stopping()
        self._notifier.close()

    @Slot()
    def _on_beat(self) -> None:
        self._watchdog.beat(self._monotonic())

    @Slot()
    def _handed_over(self) -> None:
        self._liveness.handed_over(self._monotonic())

    @Slot(object)
    def _presented(self, page: Presented) -> None:
        self._liveness.presented(self._monotonic(), page.stays_s)

    @Slot(float)
    def _stays(self, seconds: float) -> None:
        self._liveness.stays(self._monotonic(), seconds)

    @Slot()
    def _drawn(self) -> None:
        self._liveness.drawn()
