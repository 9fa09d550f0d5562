"""What a configuration asks for, in the rooms' own terms: plain values, made once.

The running kiosk works with these alone. It never imports the library that checks
configurations, which takes longer to load than a board to show.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.contest.model import Rules, Season
from kiosk.intake.reading import Reading
from kiosk.intake.source import Request
from kiosk.rotation import Scene

if TYPE_CHECKING:
    from kiosk.config import Config


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
    turn: int
    """Degrees clockwise that the picture is turned by."""
    renderer: str
    diagonal_in: float
    viewing_m: float
    show_black: bool
    motion: bool
    seconds: Mapping[Scene, float]


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
    windowed: bool = False


def contest_settings(config: "Config", environ: Mapping[str, str]) -> ContestSettings:
    """The contest and its source.

    Raises:
        ConfigError: a variable that the source needs is not set.
    """
    season, zone = config.contest.season(), config.contest.zone
    source = config.expand(environ)
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
    )


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
