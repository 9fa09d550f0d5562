"""Threads for the scheduler's jobs that keep no process from ending."""

import sys
import threading
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apscheduler.executors.base import BaseExecutor, run_job


class DaemonExecutor(BaseExecutor):  # type: ignore[misc]  # APScheduler has no types
    """Runs each job on a daemon thread of its own.

    The interpreter waits for a thread pool's threads before it ends, and a poll may wait for a
    server for as long as a minute.
    """

    def _do_submit_job(self, job: Any, run_times: Sequence[datetime]) -> None:
        threading.Thread(
            target=self._work, args=(job, run_times), name="scheduled", daemon=True
        ).start()

    def _work(self, job: Any, run_times: Sequence[datetime]) -> None:
        try:
            events = run_job(job, job._jobstore_alias, run_times, self._logger.name)  # noqa: SLF001 - as APScheduler's own executors do
        except BaseException:  # noqa: BLE001 - the scheduler counts it as a failed run
            self._run_job_error(job.id, *sys.exc_info()[1:])
        else:
            self._run_job_success(job.id, events)
