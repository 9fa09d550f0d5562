"""Polling the source: the last good table, and since when it is the last.

Data, whether the source answers and why not live in one value. A failed poll keeps the data, and
so does a doubtful table until a second poll agrees with it; the log gets a line when a state
begins and one when it ends, not one a poll.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from kiosk.contest.model import Table
from kiosk.contest.plausibility import doubt
from kiosk.intake import Finding, Reading, UnusableSource, read_table
from kiosk.intake.fetch import Fetcher
from kiosk.intake.payload import Payload
from kiosk.intake.source import Fetched, Request, SourceUnavailable, Validators, shown
from kiosk.memory import Memory

logger: Final = logging.getLogger(__name__)

_BLIP: Final = timedelta(minutes=1)
"""An outage shorter than this, and of one poll only, is not shown: no error flashes by."""
_MOST_TOLD: Final = 5
"""Different reasons that the log tells of one outage; a source may give a new one each poll."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is known of the source. Times are aware."""

    table: Table | None = None
    """The last good data; None before there were any."""
    findings: tuple[Finding, ...] = ()
    changed: datetime | None = None
    """Last changed: when the source last said something new."""
    checked: datetime | None = None
    """Last checked: when it last gave an answer of use, new or not."""
    away_since: datetime | None = None
    """When it was last heard, if it is away for more than a moment; else None."""
    problem: str = ""
    """Why the last poll failed, in one line; empty when it did not."""
    held: str = ""
    """Why a later table is held back, in one line; empty when none is."""
    held_since: datetime | None = None
    """When the first of the doubtful tables came that one after another are held back."""

    @property
    def as_of(self) -> date | None:
        """Data as of: the day that the table says its figures are of."""
        return None if self.table is None else self.table.as_of

    @property
    def answered(self) -> datetime | None:
        """The same as `checked`."""
        return self.checked


class Poller:
    """One source, polled from one thread at a time.

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
    ) -> None:
        """Nothing is fetched yet.

        Args:
            request: The source.
            reading: How its table is to be read.
            fetcher: Fetches it.
            memory: Keeps its last good payload.
            key: Its name in the memory, free of secrets.
            now: The present, aware.
        """
        self._request = request
        self._reading = reading
        self._fetcher = fetcher
        self._memory = memory
        self._key = key
        self._now = now
        self._news = News()
        self._validators = Validators()
        self._failed_since: datetime | None = None
        self._told: set[str] = set()
        self._polls = 0
        self._held: Table | None = None

    @property
    def news(self) -> News:
        """What is known now."""
        return self._news

    def recall(self) -> News:
        """The last good data from memory, read as the config asks now."""
        kept = self._memory.last_good(self._key)
        if kept is None:
            return self._news
        try:
            table, findings = read_table(kept.payload, self._reading)
        except UnusableSource as error:
            logger.warning("the last good data can't be read any more: %s", error)
            return self._news
        self._validators = kept.validators
        self._news = News(
            table=table, findings=findings, changed=kept.changed, checked=kept.checked
        )
        return self._news

    def poll(self) -> News:
        """Ask the source once; never raises for what a source does."""
        self._polls += 1
        try:
            answer = self._fetcher.fetch(self._request, self._validators)
            if isinstance(answer, Fetched):
                self._weigh(answer)
            else:
                self._confirm(answer.validators)
        except (SourceUnavailable, UnusableSource) as error:
            self._fail(str(error))
        else:
            self._recover()
        return self._news

    def _confirm(self, validators: Validators) -> None:
        """The source says the last good table."""
        self._validators = validators
        self._memory.checked(self._key, self._now(), validators)
        self._release("dropped: the source gives the last good one again")

    def _weigh(self, fetched: Fetched) -> None:
        """Take what came, or hold it."""
        table, findings = _read(fetched.payload, self._request, self._reading)
        before, held = self._news.table, self._held
        why = "" if before is None else doubt(before, table)
        if why and (held is None or doubt(held, table)):
            self._hold(table, why)
            return
        self._take(fetched, table, findings)
        self._release("taken: a second poll agrees" if why else "dropped: a plausible one came")

    def _hold(self, table: Table, why: str) -> None:
        now = self._now()
        if self._held is None:
            logger.warning("a table is held back until a second poll agrees: it %s", why)
        self._held = table
        self._memory.checked(self._key, now)
        self._news = replace(self._news, held=why, held_since=self._news.held_since or now)

    def _release(self, end: str) -> None:
        """Hold nothing any more; `end` says what became of it."""
        if self._held is None:
            return
        logger.info("the table that was held back is %s", end)
        self._held = None
        self._news = replace(self._news, held="", held_since=None)

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
        logger.info("%s", summary(self._request.url, table, findings))

    def _fail(self, problem: str) -> None:
        now = self._now()
        if problem not in self._told and len(self._told) < _MOST_TOLD:
            logger.warning("the source gives nothing usable: %s", problem)
            self._told.add(problem)
        first = self._failed_since is None
        self._failed_since = self._failed_since or now
        heard = self._news.checked or self._failed_since
        lasting = not first or self._polls == 1 or now - heard >= _BLIP
        self._news = replace(self._news, problem=problem, away_since=heard if lasting else None)

    def _recover(self) -> None:
        if self._news.problem:
            logger.info("the source answers again")
        self._failed_since = None
        self._told.clear()
        self._news = replace(self._news, checked=self._now(), away_since=None, problem="")


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
