"""Stopping in good order when the system asks for it."""

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier


class StopSignals(QObject):
    """Calls back on the GUI thread at SIGTERM, SIGINT or SIGHUP.

    Python handles a signal only between two of its own instructions, and an idle event loop
    executes none: the signal's byte on a socket wakes it.
    """

    def __init__(self, stop: Callable[[], None]) -> None:
        super().__init__()
        self._receiver, self._sender = socket.socketpair()
        for end in (self._receiver, self._sender):
            end.setblocking(False)  # noqa: FBT003 - the standard library's signature
        signal.set_wakeup_fd(self._sender.fileno())
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, _ignore)
        self._notifier = QSocketNotifier(self._receiver.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._stop = stop

    def close(self) -> None:
        """Leave signals to whoever comes next."""
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._receiver.close()
        self._sender.close()

    def _woken(self) -> None:
        self._receiver.recv(64)
        self._stop()


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """The byte on the socket says it all."""
