"""What a configuration asks for, in the rooms' own terms: plain values, made once.

The running kiosk works with these alone. It never imports the library that checks
configurations, which takes longer to load than a board to show.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from kiosk.contest.model import Meeting, Project, Rules, Season
from kiosk.contest.working_days import WorkingDays
from kiosk.hours import ALWAYS, Hours
from kiosk.intake.reading import Reading
from kiosk.intake.source import Request
from kiosk.keys import OperatorKeys
from kiosk.listening import parse_address
from kiosk.notices import Notice
from kiosk.operations.watch import Seen
from kiosk.rotation import Scene
from kiosk.status.settings import StatusSettings
from kiosk.theme import STANDARD, THEMES, Theme

if TYPE_CHECKING:
    from kiosk.config import Config

RESTART: Final = 75
"""What the kiosk ends with to be started again by the same process, in place of an exit code."""
QUIT: Final = 86
"""Exit code of a kiosk that an operator ended: its unit does not start it again."""

_YEARS_BEFORE: Final = 1
_YEARS_AFTER: Final = 2
"""Projects begin before the season and go on after it: so far their working days are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestSettings:
    """The contest and its source."""

    season: Season
    rules: Rules
    zone: ZoneInfo
    reading: Reading
    request: Request
    """With its variables filled in."""
    key: str
    """The source's name in the memory: its address before any secret is filled in."""
    pinned: date | None
    """For rehearsal: the as-of date and today."""
    every: timedelta
    stale_after: timedelta
    unanswered_after: timedelta
    working: WorkingDays = field(default_factory=WorkingDays)
    unknown_years: tuple[int, ...] = ()
    """Years whose public holidays are not announced: only their weekends are off."""
    meetings: tuple[Meeting, ...] = ()
    """In place of those that calendar and table give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplaySettings:
    """One display, and the words at its head."""

    name: str
    title: str
    county: str
    slogan: tuple[str, ...]
    scenes: tuple[Scene, ...]
    language: str
    output: str
    """Connector of its screen; empty for the primary one."""
    turn: int
    """Degrees clockwise that the picture is turned by."""
    renderer: str
    diagonal_in: float
    viewing_m: float
    show_black: bool
    motion: bool
    seconds: Mapping[Scene, float]
    show_persons: bool = False
    theme: Theme = STANDARD
    """The display's, with the colors of the office's own."""
    notices: tuple[Notice, ...] = ()
    """Those that hang on this display, whatever the day."""
    hours: Hours = ALWAYS
    """When it is open; outside them it is black, and its panel off."""
    power: str = "auto"
    """What switches the panel, as `kiosk.operations.power.Power` names it."""
    power_off: tuple[str, ...] = ()
    """Command for it, as words; empty for none."""
    power_on: tuple[str, ...] = ()
    """Likewise."""
    orbit: bool = True
    """Whether what stands fixed wanders, so that no pixel wears out."""
    left_to_others: tuple[str, ...] = ()
    """Outputs of this machine's other displays, which it never takes in place of its own."""
    show_config_errors: bool = False
    """Whether a small mark tells of a mistake in the configuration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoSettings:
    """The album."""

    folder: Path
    order: str
    captions: str
    seconds: float
    per_turn: int
    pan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSettings:
    """All that one running kiosk needs."""

    contest: ContestSettings
    display: DisplaySettings
    photos: PhotoSettings
    status: StatusSettings = field(default_factory=StatusSettings)
    keys: OperatorKeys = field(default_factory=OperatorKeys)
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    """What the environment filled in: never to be read anywhere."""
    windowed: bool = False
    words: tuple[str, ...] = field(default=(), repr=False)
    """The command line that asked for it: it can be asked for again."""
    config: Path | None = None
    """The file that says it, by its absolute path; None where none is to be watched."""
    seen: Seen | None = field(default=None, compare=False)
    """How that file was before it was read."""
    mistake: str = field(default="", compare=False)
    """What is wrong with that file, a line each: all else is by the last good one. Empty: nothing.
    """


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a configuration that cannot be used."""

    problems: tuple[str, ...]
    """A line each, as `kiosk check` prints them: file, line, key, what is the matter."""

    def __str__(self) -> str:
        """All of them."""
        return "\n".join(self.problems)


def restart_needed(before: KioskSettings, after: KioskSettings) -> bool:
    """Whether other settings ask for what a running process can't change: how it draws."""
    return before.display.renderer != after.display.renderer


def contest_settings(config: "Config", environ: Mapping[str, str]) -> ContestSettings:
    """The contest and its source.

    Raises:
        ConfigError: a variable that the source needs is not set.
    """
    # The running kiosk is given working days and does without the library that knows them.
    from kiosk.holidays import working_days  # noqa: PLC0415

    season, zone = config.contest.season(), config.contest.zone
    source = config.expand(environ)
    calendar = working_days(
        date(max(season.start.year - _YEARS_BEFORE, MINYEAR), 1, 1),
        date(min(season.end.year + _YEARS_AFTER, MAXYEAR), 12, 31),
        days_off=config.contest.days_off,
        days_on=config.contest.work_days,
    )
    return ContestSettings(
        season=season,
        rules=config.rules(),
        zone=zone,
        reading=Reading(
            season=season,
            timezone=zone,
            columns=source.columns,
            records=source.records,
            aliases=config.units.aliases,
        ),
        request=Request(
            url=source.url,
            connect_s=source.connect_timeout.total_seconds(),
            read_s=source.read_timeout.total_seconds(),
            total_s=source.total_timeout.total_seconds(),
            max_bytes=source.max_size,
            headers=source.headers,
            records=source.records,
            ca=source.ca,
            attempts=source.attempts,
        ),
        key=config.source.url,
        pinned=source.date,
        every=source.every,
        stale_after=source.stale_after,
        unanswered_after=source.unanswered_after,
        working=calendar.working,
        unknown_years=calendar.unknown_years,
        meetings=tuple(
            Meeting(kind=one.kind, day=one.date, topic=one.topic) for one in config.meetings
        ),
    )


def unannounced_years(
    settings: ContestSettings, projects: Iterable[Project] = ()
) -> tuple[int, ...]:
    """Years of the season and of projects' targets of which no public holiday is known."""
    last = max((settings.season.end, *(project.target for project in projects)))
    return tuple(
        year for year in settings.unknown_years if settings.season.start.year <= year <= last.year
    )


def holidays_words(years: Iterable[int]) -> str:
    """What it means that no public holiday of these years is known, in one line."""
    named = ", ".join(map(str, years))
    return (
        f"no public holiday of {named} is known: weekends are off, and the days that"
        " [contest] days_off lists"
    )


def display_settings(config: "Config", name: str, language: str | None = None) -> DisplaySettings:
    """A display of the configuration, in its own language or another."""
    display = config.displays[name]
    return DisplaySettings(
        name=name,
        title=config.contest.title,
        county=config.contest.county,
        slogan=config.contest.slogan,
        scenes=display.scenes,
        language=language or display.language,
        output=display.output,
        turn=display.rotate,
        renderer=display.renderer,
        diagonal_in=display.diagonal_in,
        viewing_m=display.viewing_m,
        show_black=display.show_black,
        motion=display.motion,
        seconds=dict(display.seconds),
        show_persons=display.show_persons,
        theme=config.theme.over(THEMES[display.theme]),
        notices=tuple(
            Notice(title=one.title, lines=one.lines, start=one.start, end=one.end)
            for one in config.notices
            if name in one.displays or not one.displays
        ),
        hours=display.hours,
        power=display.power,
        power_off=display.power_off,
        power_on=display.power_on,
        show_config_errors=display.show_config_errors,
        orbit=display.orbit,
        left_to_others=_others_outputs(config, name),
    )


def _others_outputs(config: "Config", name: str) -> tuple[str, ...]:
    """The outputs of displays that may run on the same machine as this one.

    A host has one display: those that name hosts are on machines of their own.
    """
    own = config.displays[name]
    outputs = {
        other.output for other in config.displays.values() if not (own.hosts and other.hosts)
    }
    return tuple(sorted(outputs - {"", own.output}))


def photo_settings(config: "Config") -> PhotoSettings:
    """The album of the configuration."""
    photos = config.photos
    return PhotoSettings(
        folder=photos.folder,
        order=photos.order,
        captions=photos.captions,
        seconds=photos.seconds,
        per_turn=photos.per_turn,
        pan=photos.pan,
    )


def operator_keys(config: "Config") -> OperatorKeys:
    """The operator's keys of the configuration."""
    keys = config.keys
    return OperatorKeys(next=keys.next, pause=keys.pause, status=keys.status, quit=keys.quit)


def status_settings(config: "Config", environ: Mapping[str, str]) -> StatusSettings:
    """The status page of the configuration.

    Raises:
        ConfigError: a variable that its token needs is not set, or gives none.
    """
    status = config.status.expand(config.file, environ)
    if not status.listen:
        return StatusSettings()
    return StatusSettings(address=parse_address(status.listen), token=status.token)
