"""What is due by the calendar, as a day's end is: by APScheduler, and by the clock as it is."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

logger: Final = logging.getLogger(__name__)

_JOB: Final = "due"


class Calendar:
    """Runs a job whenever a moment of the wall clock has come, one run at a time.

    Each run is a single appointment; the next is made after it, from the clock as it is then.
    Nothing is therefore missed in numbers, however far the clock is set.
    """

    def __init__(
        self,
        job: Callable[[], None],
        following: Callable[[datetime], datetime | None],
        *,
        now: Callable[[], datetime],
    ) -> None:
        """Nothing runs before `start`.

        Args:
            job: What is to be done, on a thread of the scheduler's; it should be short.
            following: The moment that comes after a moment; None when there is none any more.
            now: The present, aware.
        """
        self._job = job
        self._following = following
        self._now = now
        self._lock = threading.Lock()
        self._running = threading.Lock()
        self._stopped = False
        self._scheduler: BackgroundScheduler | None = None

    def start(self) -> None:
        """Make the first appointment, on a thread that loads the scheduler first."""
        threading.Thread(target=self._begin, name="calendar", daemon=True).start()

    def rearm(self) -> None:
        """Run at once and go on from the clock as it is now: it was set."""
        with self._lock:
            self._arm(self._now())

    def stop(self) -> None:
        """Begin no run any more; one under way is not waited for."""
        with self._lock:
            self._stopped = True
            scheduler, self._scheduler = self._scheduler, None
        if scheduler is not None:
            # Waits for an appointment that is just being crossed off. A scheduler that is shut down
            # meanwhile does not find it, and its thread ends with an exception.
            scheduler.remove_all_jobs()
            scheduler.shutdown(wait=False)

    def _begin(self) -> None:
        from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415

        from kiosk.operations.executor import DaemonExecutor  # noqa: PLC0415

        scheduler = BackgroundScheduler(
            executors={"default": DaemonExecutor()},
            # However late: the default of a second drops what a busy machine was late for.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 2},
            timezone=UTC,
        )
        with self._lock:
            if self._stopped:
                return
            scheduler.start()
            self._scheduler = scheduler
            self._arm(self._following(self._now()))

    def _run(self) -> None:
        # A run that `rearm` asked for may come while another is under way, and waits here.
        with self._running:
            try:
                self._job()
            except Exception:  # a fault in one run must not end all that would follow
                logger.exception("a run failed; the next one is made in its turn")
            with self._lock:
                self._arm(self._following(self._now()))

    def _arm(self, due: datetime | None) -> None:
        """Make the one appointment that there is, in place of any other; the lock is held."""
        if self._scheduler is not None and due is not None:
            self._scheduler.add_job(self._run, "date", run_date=due, id=_JOB, replace_existing=True)


def midnight_after(moment: datetime) -> datetime:
    """The end of a moment's day, in the moment's time zone."""
    return datetime.combine(moment.date() + timedelta(days=1), time(), moment.tzinfo)
