"""One thread that does an album's slow work, job after job."""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from typing import Final, Protocol

logger: Final = logging.getLogger(__name__)


class Worker(Protocol):
    """Does jobs one at a time, in the order in which they fall due."""

    def submit(self, job: Callable[[], None], delay_s: float = 0.0) -> None:
        """Has a job done after `delay_s` seconds; once closed, it is dropped."""

    def close(self, timeout_s: float) -> bool:
        """Has the jobs that are due done, and drops the others.

        Returns:
            Whether the worker came to rest within `timeout_s` seconds.
        """


class ThreadWorker:
    """A worker on a thread of its own.

    The thread is a daemon: a job that hangs in a network folder holds up neither `close` nor
    the end of the process. A job that raises is logged, and the next one follows.
    """

    def __init__(self, name: str) -> None:
        self._jobs: list[tuple[float, int, Callable[[], None]]] = []
        self._number = itertools.count()
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[], None], delay_s: float = 0.0) -> None:
        """Has a job done after `delay_s` seconds of monotonic time."""
        with self._changed:
            if not self._closed:
                due = time.monotonic() + delay_s
                heapq.heappush(self._jobs, (due, next(self._number), job))
                self._changed.notify()

    def close(self, timeout_s: float) -> bool:
        """Has the jobs that are due done, for at most `timeout_s` seconds; drops the others."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not threading.current_thread():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._next_job()) is not None:
            try:
                job()
            except Exception:
                logger.exception("A job of %s failed", self._thread.name)
            # A name that lingers would keep what the job holds alive until the next one.
            del job

    def _next_job(self) -> Callable[[], None] | None:
        """Waits for the next job to fall due; None once the worker is closed."""
        with self._changed:
            while True:
                wait_s = self._jobs[0][0] - time.monotonic() if self._jobs else None
                if wait_s is not None and wait_s <= 0:
                    return heapq.heappop(self._jobs)[2]
                if self._closed:
                    self._jobs.clear()
                    return None
                self._changed.wait(wait_s)
