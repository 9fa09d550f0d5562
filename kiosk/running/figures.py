"""The figures of a running kiosk: polled off the GUI thread, evaluated on it."""

import logging
from collections.abc import Callable
from datetime import datetime
from random import random
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from kiosk.contest.board import is_stale
from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Table
from kiosk.intake.fetch import Fetcher
from kiosk.memory import Memory
from kiosk.operations.schedule import Schedule
from kiosk.polling import News, Poller, next_poll_s
from kiosk.preparation import evaluate_table, keep_standings
from kiosk.screen.pages import Freshness
from kiosk.screen.show import Contents
from kiosk.settings import ContestSettings

logger: Final = logging.getLogger(__name__)

_FIRST_POLL_MS: Final = 500
"""With a board on the wall the first poll can wait until that is drawn."""
_READING_S: Final = 300.0
"""Longer than a poll takes for all that comes after the source's answer."""


class Figures(QObject):
    """One source, from its bytes to what a show is given.

    Signals:
        came: something else is known, on the GUI thread: figures, or of their source.
    """

    came = Signal()
    _polled = Signal()

    def __init__(
        self,
        contest: ContestSettings,
        memory: Memory,
        *,
        now: Callable[[], datetime],
        elapsed: Callable[[], float],
        collate: Callable[[str], object],
        schedule: Callable[..., Schedule] = Schedule,
    ) -> None:
        """What memory has of the source is there at once; nothing is asked before `start`.

        Args:
            contest: The contest and its source.
            memory: Keeps the last good payload, and the standings of each round.
            now: The present, aware.
            elapsed: Seconds of a clock that nobody sets, going on while the machine is suspended.
            collate: The order of names that are level.
            schedule: Makes what runs the polls, as `Schedule` does.
        """
        super().__init__()
        self._contest = contest
        self._memory = memory
        self._now = now
        self._collate = collate
        self._fetcher = Fetcher()
        self._poller = Poller(
            contest.request,
            contest.reading,
            fetcher=self._fetcher,
            memory=memory,
            key=contest.key,
            now=now,
            elapsed=elapsed,
        )
        self._schedule = schedule(self.poll, longest_s=contest.request.total_s + _READING_S)
        self._poller.recall()
        self._kept: Table | None = None
        """The table whose standings were kept last."""
        self._evaluation: Evaluation | None = None
        """The last that there was."""
        self._faulty: Table | None = None
        """The last table that could not be evaluated."""
        self._closed = False
        self._polled.connect(self.came, Qt.ConnectionType.QueuedConnection)

    @property
    def news(self) -> News:
        """What is known of the source now; for any thread."""
        return self._poller.news

    def start(self) -> None:
        """Begin to poll."""
        QTimer.singleShot(_FIRST_POLL_MS if self.news.table else 0, self._schedule.start)

    def rearm(self) -> None:
        """Poll at once and count from now: the clock was set."""
        self._schedule.rearm()

    def close(self) -> None:
        """Ask nothing any more; a poll under way is not waited for, and not listened to."""
        self._closed = True
        self._polled.disconnect(self.came)
        self._schedule.stop()
        self._fetcher.close()

    def poll(self) -> float:
        """Ask the source and keep what must outlive the process; the seconds to the next poll.

        Runs on the schedule's thread.
        """
        # The power may have been cut between a table and its standings.
        self._keep_standings(self._poller.news.table)
        news = self._poller.poll()
        self._keep_standings(news.table)
        self._polled.emit()
        return next_poll_s(news, self._contest.every, random())  # noqa: S311 - no secret

    def contents(self) -> Contents:
        """What there is to show today."""
        news, contest, now = self.news, self._contest, self._now()
        if news.table is None:
            return Contents(problem=news.problem)
        evaluation = self._evaluated(news.table, now)
        if evaluation is None:
            return Contents(problem="the table can't be evaluated")
        freshness = Freshness(
            changed=news.changed and news.changed.astimezone(contest.zone),
            away_since=news.away_since and news.away_since.astimezone(contest.zone),
            stale=is_stale(
                as_of=evaluation.as_of,
                today=evaluation.today,
                stale_after=contest.stale_after,
                answered=news.checked,
                now=now,
                unanswered_after=contest.unanswered_after,
            ),
        )
        return Contents(evaluation=evaluation, freshness=freshness, problem=news.problem)

    def _evaluated(self, table: Table, now: datetime) -> Evaluation | None:
        """The table evaluated, or where that fails the one before; None where there is none."""
        try:
            self._evaluation = evaluate_table(
                table, self._contest, now, memory=self._memory, collate=self._collate
            )
        except Exception:
            # It would be so after each restart, too: the board of before goes on hanging.
            if table is not self._faulty:
                logger.exception("a table can't be evaluated")
            self._faulty = table
        return self._evaluation

    def _keep_standings(self, table: Table | None) -> None:
        """Keep the standings of a table's round, once; rehearsals leave no trace."""
        if table is None or table is self._kept or self._contest.pinned is not None:
            return
        if self._closed:
            # Others count by other rules by now.
            return
        self._kept = table
        try:
            keep_standings(evaluate_table(table, self._contest, self._now()), self._memory)
        except Exception:  # a table that can't be evaluated must not end the polls for a better one
            logger.exception("the standings of a table can't be kept")
