"""Noticing that one file was saved, replaced, deleted or came back.

By looking at it time and again: network folders tell nobody of a change, and editors put another
file in the place of the old one. What a look finds counts when the next one finds the same, so
that a file is left alone for as long as it is being written.
"""

import errno
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

logger: Final = logging.getLogger(__name__)

CALM_S: Final = 0.5
"""From one look to the next."""
SETTLING_S: Final = 0.25
"""Likewise, after a look that found something new."""
_AGAIN_S: Final = 300.0
"""After a change that could not be dealt with, until it is tried again."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at a file found: two that are equal saw the same content."""

    device: int = 0
    inode: int = 0
    size: int = 0
    modified_ns: int = 0
    error: int = 0
    """Why it can't be opened, as `errno` counts; 0 where it can."""


def look(path: Path) -> Seen:
    """Look at a file.

    It is opened for that: only who opens a file on a network folder is told what the server knows
    now, and only that tells a file that may not be read from one that may.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        try:
            found = os.fstat(handle)
        finally:
            os.close(handle)
    except OSError as error:
        return Seen(error=error.errno or errno.EIO)
    return Seen(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Watched:
    """What is known of a file that is looked at time and again."""

    known: Seen
    """As it was dealt with last."""
    latest: Seen
    """As the last look found it."""

    def changed(self, seen: Seen) -> bool:
        """Whether one more look finds a change that is complete."""
        return seen == self.latest and seen != self.known

    def after(self, seen: Seen) -> "Watched":
        """What is known after one more look."""
        known = seen if self.changed(seen) else self.known
        return Watched(known, seen)

    @property
    def calm(self) -> bool:
        """Whether there is nothing new to be dealt with."""
        return self.latest == self.known

    @property
    def pause_s(self) -> float:
        """Seconds until the next look."""
        return CALM_S if self.calm else SETTLING_S


class FileWatch:
    """Looks at one file on a daemon thread of its own, which a file system may keep for good."""

    def __init__(
        self,
        path: Path,
        changed: Callable[[], bool],
        *,
        known: Seen | None = None,
        look: Callable[[Path], Seen] = look,
        again_s: float = _AGAIN_S,
    ) -> None:
        """Nothing is looked at before `start`.

        Args:
            path: The file. A link is followed anew each time.
            changed: Deals with a change, on the watching thread; whether that is done with. If
                not it is called again after a while, or with the next change. What changes while
                it works is noticed after it.
            known: How the file was when it was read; None takes the first look for that.
            look: Looks at the file.
            again_s: The while after which a change is dealt with again.
        """
        self._path = path
        self._changed = changed
        self._known = known
        self._look = look
        self._again_s = again_s
        self._closed = threading.Event()

    def start(self) -> None:
        """Begin to look."""
        threading.Thread(target=self._watch, name="file watch", daemon=True).start()

    def close(self) -> None:
        """Look no more; a look under way is not waited for."""
        self._closed.set()

    def _watch(self) -> None:
        first = self._look(self._path)
        watched = Watched(self._known or first, first)
        again: float | None = None
        while not self._closed.wait(watched.pause_s):
            seen = self._look(self._path)
            if self._closed.is_set():
                return
            changed = watched.changed(seen)
            watched = watched.after(seen)
            due = again is not None and time.monotonic() >= again and watched.calm
            if changed or due:
                again = None if self._deal() else time.monotonic() + self._again_s

    def _deal(self) -> bool:
        try:
            return self._changed()
        except Exception:  # a fault must not end the watch for the season
            # What it needs may be closed by now.
            if not self._closed.is_set():
                logger.exception("a change of %s could not be dealt with", self._path)
            return False
