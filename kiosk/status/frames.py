"""The picture of the wall, taken seldom however many ask for it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

logger: Final = logging.getLogger(__name__)

EVERY_S: Final = 2.0
"""A picture is taken once in this time at most."""
_WAIT_S: Final = 0.5
"""How long a request waits for one that another request has taken."""
_LARGEST: Final = 4 * 1024 * 1024
"""Bytes; a wall in full size as PNG is smaller."""
_KINDS: Final = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of the wall."""

    media_type: str
    data: bytes


class Frames:
    """Gives what hangs on the wall; for any thread."""

    def __init__(self, take: Callable[[], bytes | None], *, monotonic: Callable[[], float]) -> None:
        """Nothing is taken yet.

        Args:
            take: Gives a JPEG or PNG, or None; called on the thread that asks.
            monotonic: Seconds.
        """
        self._take = take
        self._monotonic = monotonic
        self._lock = Lock()
        self._frame: Frame | None = None
        self._taken: float | None = None
        self._failing = False

    def latest(self) -> Frame | None:
        """The wall as it was two seconds ago at most; None where there is no picture of it."""
        # One that takes a picture for long must not hold up every thread of the server.
        if not self._lock.acquire(timeout=_WAIT_S):
            return None
        try:
            now = self._monotonic()
            if self._taken is None or now - self._taken >= EVERY_S:
                self._frame = self._new()
                self._taken = self._monotonic()
            return self._frame
        finally:
            self._lock.release()

    def _new(self) -> Frame | None:
        try:
            data = self._take()
        except Exception as error:  # noqa: BLE001 - no picture ends no server
            if not self._failing:
                logger.warning("no picture of the wall can be taken: %r", error)
            self._failing = True
            return None
        self._failing = False
        if data is None or len(data) > _LARGEST:
            return None
        for magic, media_type in _KINDS:
            if data.startswith(magic):
                return Frame(media_type, data)
        return None
