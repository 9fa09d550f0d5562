"""Whether the wall clock was set: noticed by comparing it with a clock that nobody sets."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

logger: Final = logging.getLogger(__name__)

STEP: Final = timedelta(minutes=1)
"""A clock that moves by more than this at once was set; less is drift, and followed silently."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS: Final = (
    ("year", "years", 31_556_952),
    ("day", "days", 86_400),
    ("h", "h", 3600),
    ("min", "min", 60),
    ("s", "s", 1),
)
"""Of a duration in words, one and many, with their seconds; a year is the calendar's mean one."""


def boottime() -> float:
    """Seconds since the machine was started, of a clock that nobody sets.

    Unlike `time.monotonic` it goes on while the machine is suspended: it tells how long ago
    something was, which the other does not.
    """
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class ClockWatch:
    """Notices that the wall clock was set, whether it is looked at often or seldom.

    It counts against the monotonic clock, which stands still while a machine is suspended: waking
    up is noticed as a step forward, and all that is due by the calendar is looked at anew.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        stepped: Callable[[timedelta], None],
    ) -> None:
        """Look for the first time.

        Args:
            now: The present by the wall clock, aware.
            monotonic: Seconds of a clock that nobody sets.
            stepped: Told by how much the clock was set, forward or (negative) back.
        """
        self._now = now
        self._monotonic = monotonic
        self._stepped = stepped
        self._ahead = self._compare(now())

    def look(self) -> None:
        """Compare the clocks; call it every few seconds, always on one thread."""
        now = self._now()
        ahead = self._compare(now)
        by, self._ahead = ahead - self._ahead, ahead
        if abs(by) <= STEP:
            return
        logger.warning(
            "the clock was set %s by %s: it is %s now",
            "forward" if by > timedelta(0) else "back",
            in_words(by),
            f"{now:%Y-%m-%d %H:%M}",
        )
        self._stepped(by)

    def _compare(self, now: datetime) -> timedelta:
        """How much the wall clock is ahead of the other."""
        return now - _EPOCH - timedelta(seconds=self._monotonic())


def in_words(duration: timedelta) -> str:
    """The length of a duration by its two largest units, as `57 years 3 days`; cut, not rounded."""
    left = abs(duration) // timedelta(seconds=1)
    words = []
    for one, many, seconds in _UNITS:
        count, left = divmod(left, seconds)
        if count:
            words.append(f"{count} {one if count == 1 else many}")
    return " ".join(words[:2]) or "0 s"
