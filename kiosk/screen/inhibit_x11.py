"""The X server's own screensaver and power saving, held off by its timeouts.

Only timeouts are set: a panel that was switched off, by whom or what else, stays off.
"""

import ctypes
from ctypes import POINTER, byref, c_char_p, c_int, c_uint16, c_void_p
from dataclasses import dataclass
from typing import Final

NAME: Final = "the X server's timeouts"

_RESET: Final = 0
"""XForceScreenSaver's word for a screen that is shown again."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """What an X server does when nobody touches anything, in seconds; 0 is never."""

    saver: tuple[int, int, int, int]
    """Until the screensaver, between its changes, and two flags of what it may do."""
    power: tuple[int, int, int] | None
    """Until standby, suspend and off; None where the server knows no DPMS."""


def hold(display: str) -> Timeouts | None:
    """Have an X server blank nothing; what it would have done, or None if it can't be reached.

    May be called again: a desktop sets its own timeouts anew when a screen is plugged in.
    """
    with _Connection(display) as server:
        if server is None:
            return None
        before = server.timeouts()
        server.set(_never(before))
        # One that has blanked already shows the wall again.
        server.x11.XForceScreenSaver(server.display, _RESET)
        return before


def release(display: str, before: Timeouts) -> None:
    """Have an X server do as it did."""
    with _Connection(display) as server:
        # Who has set other timeouts meanwhile knows better.
        if server is not None and server.timeouts() == _never(before):
            server.set(before)


def _never(before: Timeouts) -> Timeouts:
    return Timeouts((0, *before.saver[1:]), before.power and (0, 0, 0))


class _Connection:
    """libX11 and libXext on a connection of their own, that nothing of Qt's is touched by."""

    x11: ctypes.CDLL
    display: c_void_p

    def __init__(self, name: str) -> None:
        self._name = name
        self._xext: ctypes.CDLL | None = None

    def __enter__(self) -> "_Connection | None":
        try:
            self.x11 = ctypes.CDLL("libX11.so.6")
        except OSError:
            return None
        self.x11.XOpenDisplay.argtypes = [c_char_p]
        self.x11.XOpenDisplay.restype = c_void_p
        opened = self.x11.XOpenDisplay(self._name.encode())
        if not opened:
            return None
        self.display = c_void_p(opened)
        try:
            xext = ctypes.CDLL("libXext.so.6")
        except OSError:
            return self
        xext.DPMSSetTimeouts.argtypes = [c_void_p, c_uint16, c_uint16, c_uint16]
        xext.DPMSGetTimeouts.argtypes = [c_void_p, *(POINTER(c_uint16),) * 3]
        event, error = c_int(), c_int()
        known = xext.DPMSQueryExtension(self.display, byref(event), byref(error))
        if known and xext.DPMSCapable(self.display):
            self._xext = xext
        return self

    def __exit__(self, *_: object) -> None:
        if hasattr(self, "display"):
            self.x11.XCloseDisplay(self.display)

    def timeouts(self) -> Timeouts:
        saver = [c_int() for _ in range(4)]
        self.x11.XGetScreenSaver(self.display, *map(byref, saver))
        timeout, interval, blanking, exposures = (one.value for one in saver)
        if self._xext is None:
            return Timeouts((timeout, interval, blanking, exposures), None)
        power = [c_uint16() for _ in range(3)]
        self._xext.DPMSGetTimeouts(self.display, *map(byref, power))
        standby, suspend, off = (one.value for one in power)
        return Timeouts((timeout, interval, blanking, exposures), (standby, suspend, off))

    def set(self, timeouts: Timeouts) -> None:
        self.x11.XSetScreenSaver(self.display, *timeouts.saver)
        if self._xext is not None and timeouts.power is not None:
            self._xext.DPMSSetTimeouts(self.display, *timeouts.power)
