"""Polling on a schedule, on a thread of its own."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

logger: Final = logging.getLogger(__name__)

_JITTER_SHARE: Final = 0.05
_MOST_JITTER_S: Final = 30.0
_MISFIRE_GRACE_S: Final = 3600
"""A poll that is this late is still made; of several that were missed only one."""


class Schedule:
    """Runs a job at once and then time and again, one run at a time, never on the caller's thread.

    The scheduler is imported after the first run: that takes longer than to show a board.
    """

    def __init__(self, job: Callable[[], None], every: timedelta) -> None:
        """Nothing runs before `start`."""
        self._job = job
        self._every_s = every.total_seconds()
        self._lock = threading.Lock()
        self._stopped = False
        self._scheduler: BackgroundScheduler | None = None

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._begin, name="schedule", daemon=True).start()

    def stop(self) -> None:
        """Begin no run any more; one under way is not waited for."""
        with self._lock:
            self._stopped = True
            scheduler, self._scheduler = self._scheduler, None
        if scheduler is not None:
            scheduler.shutdown(wait=False)

    def _run(self) -> None:
        try:
            self._job()
        except Exception:  # a fault in one run must not end all that would follow
            # What a run needs may be closed by now.
            if not self._stopped:
                logger.exception("a run failed; the next one is made in its turn")

    def _begin(self) -> None:
        self._run()
        from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415

        from kiosk.operations.executor import DaemonExecutor  # noqa: PLC0415

        scheduler = BackgroundScheduler(
            executors={"default": DaemonExecutor()},
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                "misfire_grace_time": _MISFIRE_GRACE_S,
            },
            timezone=UTC,
        )
        # Kiosks that were switched on together shall not ask together for the whole season.
        jitter = min(self._every_s * _JITTER_SHARE, _MOST_JITTER_S)
        scheduler.add_job(
            self._run, "interval", seconds=self._every_s, jitter=jitter if jitter >= 1 else None
        )
        with self._lock:
            if not self._stopped:
                scheduler.start()
                self._scheduler = scheduler
