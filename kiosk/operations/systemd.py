"""What the service manager is told: that the kiosk runs, what it does, and that its wall lives.

A process that answers is no proof that the wall changes. The watchdog is therefore fed from what
was presented, by the thread that presents it: it falls silent when that thread hangs, when the
rotation stands still, and when nothing is drawn any more.
"""

import logging
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

logger: Final = logging.getLogger(__name__)

FRAME_S: Final = 10.0
"""How long a page that was handed over may wait for its first frame."""
SLACK_S: Final = 20.0
"""How much later than announced the next page may come: a fade that never ends is given up after
ten seconds, and a machine may be busy."""
FIRST_S: Final = 60.0
"""How long after the start the first page may come."""

_BEATS: Final = 3
"""Signs of life in the time after which the service manager misses them."""
_ENDED: Final = "ended-by-operator"
"""A file that the unit looks for before it starts the kiosk again."""


class Notifier:
    """Speaks the service manager's notification protocol (sd_notify); silent without one.

    Nothing here raises or waits: a service manager that does not listen stops no kiosk.
    """

    def __init__(self, address: str) -> None:
        """Connect to nothing yet.

        Args:
            address: As `NOTIFY_SOCKET` has it: a path, or `@` and an abstract name; any other
                is taken for none.
        """
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self._socket: socket.socket | None = None
        if address.startswith(("/", "@")):
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            self._socket.settimeout(0)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Notifier":
        """The one that the environment names, or a silent one."""
        return cls(environ.get("NOTIFY_SOCKET", ""))

    def ready(self) -> None:
        """The start is over."""
        self._send("READY=1")

    def status(self, text: str) -> None:
        """Show one line in `systemctl status`."""
        self._send(f"STATUS={' '.join(text.split())}")

    def watchdog(self) -> None:
        """Give a sign of life."""
        self._send("WATCHDOG=1")

    def stopping(self) -> None:
        """The end has begun."""
        self._send("STOPPING=1")

    def close(self) -> None:
        """Say nothing any more."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _send(self, message: str) -> None:
        if self._socket is None:
            return
        try:
            self._socket.sendto(message.encode("utf-8", "replace"), self._address)
        except OSError as error:
            logger.debug("the service manager does not listen: %s", error)


def watchdog_s(environ: Mapping[str, str]) -> float | None:
    """Seconds after which the service manager misses a sign of life; None where it waits for none.

    The contract is addressed to one process. Under a compositor that is the kiosk's parent, of
    which the kiosk is the only program.
    """
    pid, microseconds = environ.get("WATCHDOG_PID", ""), environ.get("WATCHDOG_USEC", "")
    if pid and pid not in {str(os.getpid()), str(os.getppid())}:
        return None
    if not (microseconds.isascii() and microseconds.isdigit()) or not int(microseconds):
        return None
    return int(microseconds) / 1e6


def tell_operators_end(environ: Mapping[str, str]) -> None:
    """Have the unit not start the kiosk again, where the service manager learns no exit code.

    Under a compositor the exit code is the compositor's, and not each passes on that of its
    program. The unit has a folder for this; without one nothing is told.
    """
    folder = environ.get("RUNTIME_DIRECTORY")
    if folder:
        with suppress(OSError):
            Path(folder, _ENDED).touch()


class Liveness:
    """Whether the wall does what was announced. All times are monotonic seconds.

    A wall is alive while its next page is not overdue and frames follow what is handed over to
    be drawn. It need not change while it rests: outside the display's hours, or with no output
    to be seen on.
    """

    def __init__(self, now: float) -> None:
        """Alive, waiting for the first page."""
        self._last = now
        self._due = now + FIRST_S
        self._undrawn_since: float | None = None
        self._resting = False

    def handed_over(self, now: float) -> None:
        """A page was given to the renderer: a frame must follow."""
        if self._undrawn_since is None:
            self._undrawn_since = now

    def drawn(self) -> None:
        """A frame was put on the screen."""
        self._undrawn_since = None

    def presented(self, now: float, stays_s: float) -> None:
        """Another page stands on the wall.

        Args:
            now: The present.
            stays_s: For how long it is meant to stay.
        """
        self._last = now
        self._due = now + stays_s + SLACK_S

    def stays(self, now: float, stays_s: float) -> None:
        """The rotation went round and came to the page that hangs: it is meant to stay.

        A wall with one page only changes with its figures; that its frames still come is told by
        `handed_over` and `drawn`, if it is drawn anew.
        """
        self._due = now + stays_s + SLACK_S

    def rest(self) -> None:
        """Nothing is meant to change from here on."""
        self._resting = True

    def wake(self, now: float) -> None:
        """The wall is to be seen again."""
        if self._resting:
            self._resting = False
            self._undrawn_since = None
            self._due = now + FIRST_S

    def trouble(self, now: float) -> str:
        """What is wrong with the wall, in one line; empty while it is alive."""
        if self._resting:
            return ""
        if self._undrawn_since is not None and now - self._undrawn_since > FRAME_S:
            waited = round(now - self._undrawn_since)
            return f"nothing is drawn: a page has waited for its first frame for {waited} s"
        if now > self._due:
            return (
                f"the wall stands still: no change for {round(now - self._last)} s,"
                f" and one is overdue for {round(now - self._due + SLACK_S)} s"
            )
        return ""

    def alive(self, now: float) -> bool:
        """Whether nothing is wrong with the wall."""
        return not self.trouble(now)


class Watchdog:
    """Passes a sign of life on for as long as the wall is alive.

    `beat` belongs into the event loop that presents the pages, every `period_s` seconds.
    """

    def __init__(self, notifier: Notifier, liveness: Liveness, timeout_s: float | None) -> None:
        """Nothing is sent yet.

        Args:
            notifier: To whom.
            liveness: Of the wall.
            timeout_s: After how long the service manager misses a sign; None where it waits for
                none: what is wrong is logged all the same.
        """
        self._notifier = notifier
        self._liveness = liveness
        self._waits = timeout_s is not None
        self._silent = False
        self.period_s: Final = (30.0 if timeout_s is None else timeout_s) / _BEATS

    def beat(self, now: float) -> None:
        """Give a sign of life, or none and say once why."""
        trouble = self._liveness.trouble(now)
        if trouble:
            if not self._silent:
                logger.error("%s%s", trouble, "; a restart follows" if self._waits else "")
        elif self._silent:
            logger.info("the wall changes again")
        self._silent = bool(trouble)
        if self._waits and not trouble:
            self._notifier.watchdog()
