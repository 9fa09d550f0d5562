"""What the status page shows: plain values, put together by whoever knows them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Panel(StrEnum):
    """What is known of the panel, in the words of `kiosk.operations.power.PanelState`."""

    UNTOLD = "untold"
    SWITCHING = "switching"
    ON = "on"
    OFF = "off"
    LIT = "lit"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A place in the rotation."""

    scene: str
    """As the configuration names it."""
    pages: int | None = None
    """How many pages it has; None before anybody looked."""
    skipped: str = ""
    """Why it is skipped, in one line; empty where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """What hangs, and whether it lives."""

    scene: str = ""
    """As the configuration names it; empty while none hangs."""
    page: int = 1
    """From 1."""
    pages: int = 1
    since: datetime | None = None
    """Since when this page hangs; also when one was presented last."""
    next: datetime | None = None
    """When the next page is due; None where this one stays."""
    changes: int = 0
    """Pages that were presented since the start."""
    station: int | None = None
    """The place in the rotation that hangs, from 0; None where what hangs is not of it."""
    rotation: tuple[Station, ...] = ()
    paused: bool = False
    """Whether an operator holds this page."""
    trouble: str = ""
    """Why the wall does not do what was announced, in one line; empty while it is alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The display's hours, and its panel. Closed is intended; nothing is wrong then."""

    open: bool = True
    until: datetime | None = None
    """When that changes; None where it never does."""
    panel: Panel = Panel.UNTOLD
    panel_by: str = ""
    """What switched the panel last."""
    panel_problem: str = ""
    """Why it could not be switched, in one line; empty when it could."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the figures come from, and the three times that are kept apart."""

    address: str = ""
    """Without secrets."""
    as_of: date | None = None
    """Data as of: the day that the table says its figures are of."""
    changed: datetime | None = None
    """Last changed: when the source last said something new."""
    checked: datetime | None = None
    """Last checked: when it last gave an answer of use, new or not."""
    away_since: datetime | None = None
    """When it was last heard, if it is away for more than a moment."""
    problem: str = ""
    """Why the last poll failed, in one line; empty when it did not."""
    held: str = ""
    """Why a later table is held back, in one line; empty when none is."""
    held_since: datetime | None = None
    stale: bool = False
    """Whether the figures are too old for a black board."""
    tasks: int = 0
    units: int = 0
    warnings: int = 0
    """How many there were when the table was read."""
    first_warnings: tuple[str, ...] = ()
    """The first of them, a line each."""
    polls: int = 0
    """Since the start."""
    failures: int = 0
    """Polls that gave nothing of use, since the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The file that rules the display."""

    file: str = ""
    mistake: str = ""
    """Why it cannot be used as it is now, a line each; empty when it can. The last good one counts
    meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A line of the log."""

    time: datetime
    level: str
    """`WARNING`, `ERROR` or `CRITICAL`."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What the log told that was wrong."""

    lines: tuple[LogLine, ...] = ()
    """The last ones, the oldest first."""
    warnings: int = 0
    """Lines of this level since the start."""
    errors: int = 0
    """Lines of this level and above since the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the kiosk takes of its machine; None where that cannot be told."""

    pss: int | None = None
    """Bytes of memory, shared ones in proportion."""
    rss: int | None = None
    """Bytes of memory, shared ones in full."""
    disk_free: int | None = None
    """Bytes that are free for the state folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One kiosk at one moment. All times are aware; the page shows them in the zone of `now`."""

    now: datetime
    started: datetime
    uptime_s: float
    """Monotonic seconds since the start, whatever was done to the clock."""
    version: str
    display: str
    """The display's name."""
    language: str = "zh_CN"
    """The display's, which is the page's too."""
    host: str = ""
    platform: str = ""
    renderer: str = ""
    wall: Wall = field(default_factory=Wall)
    opening: Opening = field(default_factory=Opening)
    source: Source = field(default_factory=Source)
    configuration: Configuration = field(default_factory=Configuration)
    log: Log = field(default_factory=Log)
    machine: Machine = field(default_factory=Machine)
