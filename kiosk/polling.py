"""Polling the source: the last good table, and since when it is the last.

Data, whether the source answers and why not live in one value. A failed poll keeps the data, and
so does a doubtful table until a second poll agrees with it; the log gets a line when a state
begins and one when it ends, not one a poll.

A clock may be wrong when the kiosk starts and be set while it runs. How long ago something was is
counted by a clock that nobody sets, so that times noted meanwhile come right with the clock.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from kiosk.contest.model import Table
from kiosk.contest.plausibility import doubt
from kiosk.intake import Finding, Reading, UnusableSource, read_table
from kiosk.intake.fetch import Fetcher
from kiosk.intake.payload import Payload
from kiosk.intake.source import (
    LONGEST_RETRY_AFTER_S,
    Fetched,
    Request,
    SourceUnavailable,
    Validators,
    shown,
)
from kiosk.memory import Memory
from kiosk.operations.clock import STEP

logger: Final = logging.getLogger(__name__)

FIRST_RETRY_S: Final = 5.0
"""Seconds from the first failed poll to the next."""
CONFIRM_S: Final = 60.0
"""Seconds after which a second poll is asked whether it agrees with a doubtful table."""

_RETRIES_ALIKE: Final = 3
"""Retries before the rest between them doubles: a network that takes a minute is met in time."""
_RETRY_JITTER: Final = 0.2
_JITTER: Final = 0.05
_MOST_JITTER_S: Final = 30.0
_LASTING: Final = 3
"""Polls that fail one after another before an outage is shown: no error flashes by."""
_LONG_S: Final = 60.0
"""Seconds that a source asks to be left alone for, from which on it is shown at once."""
_MOST_TOLD: Final = 5
"""Different reasons that the log tells of one outage; a source may give a new one each poll."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""This kiosk was not written before: a clock that says an earlier time is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is known of the source. Times are aware."""

    table: Table | None = None
    """The last good data; None before there were any."""
    findings: tuple[Finding, ...] = ()
    changed: datetime | None = None
    """Last changed: when the source last said something new; None where no right clock told it."""
    checked: datetime | None = None
    """Last checked: when it last gave an answer of use, new or not; None likewise."""
    away_since: datetime | None = None
    """When it was last heard, if it is away for more than a moment; else None."""
    problem: str = ""
    """Why the last poll failed, in one line; empty when it did not."""
    failures: int = 0
    """Polls that failed, one after another, until now."""
    retry_after_s: float | None = None
    """Seconds that the source asked to be left alone for when the last poll failed."""
    held: str = ""
    """Why a later table is held back, in one line; empty when none is."""
    held_since: datetime | None = None
    """When the first of the doubtful tables came that one after another are held back."""
    held_polls: int = 0
    """How many came until now, one after another."""

    @property
    def as_of(self) -> date | None:
        """Data as of: the day that the table says its figures are of."""
        return None if self.table is None else self.table.as_of


def next_poll_s(news: News, every: timedelta, chance: float) -> float:
    """Seconds from the end of a poll to the begin of the next.

    After a good poll `every`, give or take a little, so that kiosks which were switched on together
    don't ask together for the whole season. After a failed one soon, then more and more seldom:
    5 s, doubled after every third failure, never less often than `every`, and never sooner than
    the source asked for. A doubtful table is asked for again within a minute, and less and less
    soon if it stays doubtful.

    Args:
        news: What the poll gave.
        every: The usual time from one poll to the next.
        chance: Between 0 and 1, another each time.
    """
    every_s = every.total_seconds()
    if news.failures:
        doublings = min((news.failures - 1) // _RETRIES_ALIKE, 32)
        rest = min(FIRST_RETRY_S * 2.0**doublings, every_s) * (1 - _RETRY_JITTER * chance)
        asked = min(news.retry_after_s or 0.0, LONGEST_RETRY_AFTER_S)
        return max(rest, asked + min(asked * _JITTER, _MOST_JITTER_S) * chance)
    if news.held_polls:
        rest = min(CONFIRM_S * 2.0 ** min(news.held_polls - 1, 32), every_s)
        return rest * (1 - _RETRY_JITTER * chance)
    return every_s + min(every_s * _JITTER, _MOST_JITTER_S) * (2 * chance - 1)


class Poller:
    """One source, polled by one thread; what is known may be read from any.

    A poll that is asked for while another is under way, because that hangs, asks nobody and
    counts as one that failed until the other comes to its end.

    A table that is doubtful after the last good one is held: neither shown nor kept, until the
    next answer is plausible after it. The source goes on being asked with the validators of the
    last good payload, so what is held comes whole again, and "unchanged" means that the source
    has gone back to what is shown.
    """

    def __init__(
        self,
        request: Request,
        reading: Reading,
        *,
        fetcher: Fetcher,
        memory: Memory,
        key: str,
        now: Callable[[], datetime],
        elapsed: Callable[[], float] | None = None,
    ) -> None:
        """Nothing is fetched yet.

        Args:
            request: The source.
            reading: How its table is to be read.
            fetcher: Fetches it.
            memory: Keeps its last good payload.
            key: Its name in the memory, free of secrets.
            now: The present, aware.
            elapsed: Seconds of a clock that nobody sets and that goes on while the machine is
                suspended, such as `boottime`; None where nobody sets the wall clock either.
        """
        self._request = request
        self._reading = reading
        self._fetcher = fetcher
        self._memory = memory
        self._key = key
        self._now = now
        self._elapsed = elapsed
        self._polling = threading.Lock()
        self._telling = threading.Lock()
        self._ahead = self._compare()
        self._changed_kept = self._checked_kept = False
        self._news = News()
        self._validators = Validators()
        self._failed_since: datetime | None = None
        self._told: set[str] = set()
        self._polls = 0
        self._refused = 0
        self._held: Table | None = None
        self._unusable: tuple[tuple[str, str, str], str] | None = None
        """What came last and can't be read, by its digest, name and type; and why."""

    @property
    def news(self) -> News:
        """What is known now, its times by the clock as it is now.

        A time that was kept by an earlier process and can't be true is not told.
        """
        with self._telling:
            news = self._shifted(self._news, self._compare() - self._ahead)
        checked = self._credible(news.checked, kept=self._checked_kept)
        # Inside, an outage that is shown begins with the first poll that failed.
        away_since = news.away_since and (checked or news.away_since)
        if refused := self._refused:
            away_since = away_since or checked or self._now()
        return replace(
            news,
            changed=self._credible(news.changed, kept=self._changed_kept),
            checked=checked,
            away_since=away_since,
            problem=f"{shown(self._request.url)}: an earlier poll still hangs"
            if refused
            else news.problem,
            failures=news.failures + refused,
        )

    def recall(self) -> News:
        """The last good data from memory, read as the config asks now."""
        kept = self._memory.last_good(self._key)
        if kept is None:
            return self.news
        try:
            table, findings = read_table(kept.payload, self._reading)
        except UnusableSource as error:
            logger.warning("the last good data can't be read any more: %s", error)
            return self.news
        self._validators = kept.validators
        self._changed_kept = self._checked_kept = True
        self._news = News(
            table=table, findings=findings, changed=kept.changed, checked=kept.checked
        )
        return self.news

    def poll(self) -> News:
        """Ask the source once; never raises for what a source does."""
        if not self._polling.acquire(blocking=False):
            self._refused += 1
            return self.news
        try:
            self._ask()
        finally:
            self._refused = 0
            self._polling.release()
        return self.news

    def _ask(self) -> None:
        self._polls += 1
        self._follow_clock()
        try:
            answer = self._fetcher.fetch(self._request, self._validators)
            if isinstance(answer, Fetched):
                self._weigh(answer)
            else:
                self._confirm(answer.validators)
        except SourceUnavailable as error:
            self._fail(str(error), error.retry_after)
        except UnusableSource as error:
            self._fail(str(error))
        else:
            self._recover()

    def _confirm(self, validators: Validators) -> None:
        """The source says the last good table."""
        self._validators = validators
        self._memory.checked(self._key, self._now(), validators)
        self._release("dropped: the source gives the last good one again")

    def _weigh(self, fetched: Fetched) -> None:
        """Take what came, or hold it."""
        table, findings = self._read(fetched)
        before, held = self._news.table, self._held
        why = "" if before is None else doubt(before, table)
        if why and (held is None or doubt(held, table)):
            self._hold(table, why)
            return
        self._take(fetched, table, findings)
        self._release("taken: a second poll agrees" if why else "dropped: a plausible one came")

    def _read(self, fetched: Fetched) -> tuple[Table, tuple[Finding, ...]]:
        """Read what came, once: a damaged file may lie there for weeks, and readers complain."""
        payload = fetched.payload
        this = (fetched.validators.digest, payload.name, payload.media_type)
        if self._unusable is not None and self._unusable[0] == this:
            raise UnusableSource(self._unusable[1])
        try:
            return _read(payload, self._request, self._reading)
        except UnusableSource as error:
            self._unusable = this, str(error)
            raise

    def _hold(self, table: Table, why: str) -> None:
        now = self._now()
        if self._held is None:
            logger.warning("a table is held back until a second poll agrees: it %s", why)
        self._held = table
        self._memory.checked(self._key, now)
        self._news = replace(
            self._news,
            held=why,
            held_since=self._news.held_since or now,
            held_polls=self._news.held_polls + 1,
        )

    def _release(self, end: str) -> None:
        """Hold nothing any more; `end` says what became of it."""
        if self._held is None:
            return
        logger.info("the table that was held back is %s", end)
        self._held = None
        self._news = replace(self._news, held="", held_since=None, held_polls=0)

    def _take(self, fetched: Fetched, table: Table, findings: tuple[Finding, ...]) -> None:
        now, before = self._now(), self._news
        self._validators = fetched.validators
        if before.table == table and before.changed is not None:
            # Saved anew, or sent with another time stamp: the figures are those of before.
            self._memory.keep(self._key, fetched, before.changed, now)
            self._news = replace(before, findings=findings)
            return
        self._memory.keep(self._key, fetched, now)
        self._news = replace(before, table=table, findings=findings, changed=now)
        self._changed_kept = False
        logger.info("%s", summary(self._request.url, table, findings))

    def _fail(self, problem: str, retry_after_s: float | None = None) -> None:
        now, news = self._now(), self._news
        if problem not in self._told and len(self._told) < _MOST_TOLD:
            logger.warning("the source gives nothing usable: %s", problem)
            self._told.add(problem)
        self._failed_since = self._failed_since or now
        lasting = self._polls == 1 or news.failures + 1 >= _LASTING
        away = news.away_since is not None or lasting or (retry_after_s or 0.0) >= _LONG_S
        self._news = replace(
            news,
            problem=problem,
            away_since=self._failed_since if away else None,
            failures=news.failures + 1,
            retry_after_s=retry_after_s,
        )

    def _recover(self) -> None:
        if self._news.problem:
            logger.info("the source answers again")
        self._failed_since = None
        self._told.clear()
        now = self._now()
        self._news = replace(
            self._news,
            checked=now,
            away_since=None,
            problem="",
            failures=0,
            retry_after_s=None,
        )
        self._checked_kept = False
        self._heal(now)

    # When the clock was wrong

    def _compare(self) -> timedelta:
        """How much the wall clock is ahead of the one that nobody sets; nothing without one."""
        if self._elapsed is None:
            return timedelta(0)
        return self._now() - _EPOCH - timedelta(seconds=self._elapsed())

    def _shifted(self, news: News, by: timedelta) -> News:
        """News whose times are as a clock that was set by so much would have told them."""
        if abs(by) <= STEP:
            return news

        def shift(at: datetime | None, *, kept: bool = False) -> datetime | None:
            # What an earlier process kept was told by the clock of its own time.
            return at if at is None or kept else at + by

        return replace(
            news,
            changed=shift(news.changed, kept=self._changed_kept),
            checked=shift(news.checked, kept=self._checked_kept),
            away_since=shift(news.away_since),
            held_since=shift(news.held_since),
        )

    def _follow_clock(self) -> None:
        """Put right the times that were noted before the clock was set, also those in memory."""
        ahead = self._compare()
        by = ahead - self._ahead
        before = self._news
        with self._telling:
            self._news, self._ahead = self._shifted(before, by), ahead
        if abs(by) <= STEP:
            return
        if self._failed_since is not None:
            self._failed_since += by
        self._keep_times(before)

    def _heal(self, now: datetime) -> None:
        """Take a change that an earlier process noted by a wrong clock for one of just now.

        Not while this machine's own clock is plainly wrong: it may be the earlier one that was
        right.
        """
        news = self._news
        if now >= _FIRST_DAY and self._credible(news.changed, kept=self._changed_kept) is None:
            self._news = replace(news, changed=now)
            self._changed_kept = False
            self._keep_times(news)

    def _keep_times(self, before: News) -> None:
        """Keep the times in memory where they are others than before."""
        changed, checked = self._news.changed, self._news.checked
        if (changed, checked) == (before.changed, before.checked):
            return
        if changed is not None and checked is not None:
            self._memory.set_times(self._key, self._validators.digest, changed, checked)

    def _credible(self, at: datetime | None, *, kept: bool) -> datetime | None:
        """A time, or None where no clock that is right could have told it."""
        if at is None or at - self._now() > STEP or (kept and at < _FIRST_DAY):
            return None
        return at


def summary(url: str, table: Table, findings: tuple[Finding, ...]) -> str:
    """A table in one line, for the log."""
    as_of = f" as of {table.as_of}" if table.as_of else ""
    found = f", {len(findings)} warning{'s' * (len(findings) > 1)}" if findings else ""
    return f"{shown(url)}: {len(table.tasks)} tasks{as_of}{found}"


def read_once(
    request: Request, reading: Reading, fetcher: Fetcher
) -> tuple[Payload, Table, tuple[Finding, ...]]:
    """Fetch and read a source for a command.

    Raises:
        SourceUnavailable: it gave nothing.
        UnusableSource: what it gave is no table.
    """
    answer = fetcher.fetch(request)
    if not isinstance(answer, Fetched):
        raise SourceUnavailable(f"{shown(request.url)}: says unchanged to a first request")
    table, findings = _read(answer.payload, request, reading)
    return answer.payload, table, findings


def _read(
    payload: Payload, request: Request, reading: Reading
) -> tuple[Table, tuple[Finding, ...]]:
    """Read what a source gave; an error names the source."""
    try:
        return read_table(payload, reading)
    except UnusableSource as error:
        raise UnusableSource(f"{shown(request.url)}: {error}") from error
