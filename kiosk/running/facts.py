"""What is known of a running kiosk, for whoever asks on any thread."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk import __version__
from kiosk.intake.source import shown
from kiosk.operations.scrub import Scrubber
from kiosk.polling import News
from kiosk.rotation import Scene
from kiosk.screen.show import Contents, Presented, Show
from kiosk.settings import KioskSettings
from kiosk.status.machine import measure
from kiosk.status.model import (
    Configuration,
    Log,
    Opening,
    Source,
    Station,
    Status,
    Wall,
)

_WARNINGS: Final = 10
"""Of a table, how many the page shows."""


@dataclass(slots=True, kw_only=True)
class Facts:
    """The facts that a kiosk notes as they come about; the GUI thread writes, any thread reads.

    Each is one value that is replaced as a whole, so that a reader sees the one before or the one
    after, and never waits for the GUI thread: that may be what hangs.
    """

    settings: KioskSettings
    folder: Path
    """Where the kiosk keeps its files."""
    platform: str
    renderer: str
    started: datetime
    now: Callable[[], datetime]
    uptime_s: Callable[[], float]
    log: Callable[[], Log]
    news: Callable[[], News]
    trouble: Callable[[], str]
    opening: Callable[[], Opening]
    contents: Contents = field(default_factory=Contents)
    mistake: str = ""
    page: Presented | None = None
    since: datetime | None = None
    changes: int = 0
    paused: bool = False
    station: int | None = None
    rotation: tuple[Station, ...] = ()
    polls: int = 0
    failures: int = 0

    def presented(self, page: Presented, show: Show) -> None:
        """A page of a show came on the wall."""
        self.since = self.now()
        self.page = page
        self.changes += 1
        self.rotated(show)

    def rotated(self, show: Show) -> None:
        """A show has come to another place, whether another page hangs there or not."""
        self.station = show.at
        self.rotation = tuple(
            Station(
                scene=scene,
                pages=None if drafted is None or scene is Scene.PHOTOS else len(drafted.pages),
                skipped="" if drafted is None else drafted.skipped,
            )
            for scene, drafted in show.rotation
        )

    def polled(self) -> None:
        """The source was asked."""
        self.polls += 1
        self.failures += bool(self.news().problem)

    def status(self) -> Status:
        """All of them now, without secrets."""
        scrub = Scrubber(self.settings.secrets)
        zone, display = self.settings.contest.zone, self.settings.display
        return Status(
            now=self.now().astimezone(zone),
            started=self.started,
            uptime_s=self.uptime_s(),
            version=__version__,
            display=display.name,
            language=display.language,
            host=socket.gethostname(),
            platform=self.platform,
            renderer=self.renderer,
            wall=self._wall(),
            opening=self.opening(),
            source=self._source(scrub),
            configuration=Configuration(
                file=str(self.settings.config or ""), mistake=scrub(self.mistake)
            ),
            log=self.log(),
            machine=measure(self.folder),
        )

    def _wall(self) -> Wall:
        page, since = self.page, self.since
        if page is None or since is None:
            return Wall(trouble=self.trouble())
        stays = timedelta(seconds=page.stays_s)
        return Wall(
            scene=page.scene,
            page=page.page,
            pages=page.pages,
            since=since,
            next=None if self.paused or not page.stays_s else since + stays,
            changes=self.changes,
            station=self.station,
            rotation=self.rotation,
            paused=self.paused,
            trouble=self.trouble(),
        )

    def _source(self, scrub: Scrubber) -> Source:
        news, contents = self.news(), self.contents
        evaluation = contents.evaluation
        return Source(
            address=shown(self.settings.contest.key),
            as_of=news.as_of,
            changed=news.changed,
            checked=news.checked,
            away_since=news.away_since,
            problem=scrub(news.problem),
            held=scrub(news.held),
            held_since=news.held_since,
            stale=contents.freshness.stale,
            tasks=len(news.table.tasks) if news.table is not None else 0,
            units=0 if evaluation is None else evaluation.units,
            warnings=len(news.findings),
            first_warnings=tuple(scrub(str(finding)) for finding in news.findings[:_WARNINGS]),
            polls=self.polls,
            failures=self.failures,
        )
