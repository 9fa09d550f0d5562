"""Polling on a schedule: a job that says itself when it is to run next, on threads of its own.

Due times are monotonic. A scheduler that keeps them by the wall clock, as APScheduler does, falls
silent for as long as the clock was wrong when it is set back, and has years of missed runs to count
when it is set forward; by a clock that nobody sets there is nothing to miss. `calendar` has what is
due by the wall clock.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from kiosk.operations.clock import in_words

logger: Final = logging.getLogger(__name__)

LEAST_S: Final = 5.0
"""Seconds from the begin of a run to that of one that `rearm` asks for, at least."""
MOST_HUNG: Final = 2
"""Runs that hang, beside which no other is begun."""

_LONGEST_REST_S: Final = 86_400.0


@dataclass(slots=True)
class _Run:
    """One run of the job, shared by the thread that makes it and the one that waits for it."""

    began: float
    rest_s: float
    ended: bool = False
    given_up: bool = False


class Schedule:
    """Runs a job at once and then time and again, never on the caller's thread.

    Runs follow one another. One that hangs, in a call to the system that can't be interrupted,
    is given up after `longest_s`: the log says so, and the next begins beside it, which the job
    must bear. Threads don't pile up: beside `MOST_HUNG` such runs none is begun until one of them
    ends.
    """

    def __init__(
        self, job: Callable[[], float], *, longest_s: float = 600.0, failed_s: float = 60.0
    ) -> None:
        """Nothing runs before `start`.

        Args:
            job: What is to be done; gives the seconds from its end to its next run.
            longest_s: Seconds after which a run is given up.
            failed_s: Seconds to the next run after one that raised.
        """
        self._job = job
        self._longest_s = longest_s
        self._failed_s = failed_s
        self._changed = threading.Condition()
        self._stopped = False
        self._hung = 0
        self._began = 0.0
        self._due = 0.0
        self._rearmed = False

    def start(self) -> None:
        """Begin."""
        self._due = time.monotonic()
        threading.Thread(target=self._keep, name="schedule", daemon=True).start()

    def rearm(self) -> None:
        """Run at once, whenever the next run is due, and count from then.

        Called when the clock was set. A run under way is followed by another, because part of it
        knew the time wrong. However often this is asked for, it begins no two runs within
        `LEAST_S`.
        """
        with self._changed:
            self._rearmed = True
            self._due = min(self._due, self._soonest())
            # Also ends a wait which, in a Python built for an old C library, follows the clock
            # that was set.
            self._changed.notify_all()

    def stop(self) -> None:
        """Begin no run any more; one under way is not waited for."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _keep(self) -> None:
        """Begin run after run, until stopped."""
        while self._is_due():
            self._await(self._begin())

    def _await(self, run: _Run) -> None:
        """Wait for a run's end, within bounds, and say when the next is due."""
        with self._changed:
            self._changed.wait_for(lambda: run.ended or self._stopped, self._longest_s)
            if not run.ended and not self._stopped:
                self._give_up(run)
            self._due = time.monotonic() + run.rest_s
            if self._rearmed:
                self._due = min(self._due, self._soonest())

    def _is_due(self) -> bool:
        """Wait for the next run's time; False when stopped before."""
        with self._changed:
            while not self._stopped:
                left = self._due - time.monotonic()
                if left <= 0 and self._hung < MOST_HUNG:
                    return True
                self._changed.wait(left if left > 0 else None)
            return False

    def _begin(self) -> _Run:
        run = _Run(time.monotonic(), self._failed_s)
        with self._changed:
            self._began, self._rearmed = run.began, False
        thread = threading.Thread(target=self._work, args=(run,), name="scheduled", daemon=True)
        try:
            thread.start()
        except RuntimeError as error:  # the system has no more threads, for the moment
            logger.error("a run could not begin: %s", error)  # noqa: TRY400 - no trace helps here
            run.ended = True
        return run

    def _work(self, run: _Run) -> None:
        try:
            run.rest_s = min(max(self._job(), 0.0), _LONGEST_REST_S)
        except Exception:  # a fault in one run must not end all that would follow
            # What a run needs may be closed by now.
            if not self._stopped:
                logger.exception("a run failed; the next one is made in its turn")
        finally:
            with self._changed:
                run.ended = True
                if run.given_up:
                    self._hung -= 1
                    logger.info("a run that hung ended after %s", _since(run))
                self._changed.notify_all()

    def _give_up(self, run: _Run) -> None:
        run.given_up = True
        run.rest_s = 0.0
        self._hung += 1
        logger.warning(
            "a run hangs since %s; %s",
            _since(run),
            "no other is begun before one ends"
            if self._hung == MOST_HUNG
            else "another is begun beside it",
        )

    def _soonest(self) -> float:
        """When a run that was asked for may begin."""
        return max(time.monotonic(), self._began + LEAST_S)


def _since(run: _Run) -> str:
    return in_words(timedelta(seconds=time.monotonic() - run.began))
