"""Which page is next and how long it stays: plain functions of counts and seconds."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_READY_S: Final = 3.0
_CHARACTERS_A_SECOND: Final = 4.0
_SHORTEST_S: Final = 8.0
_LONGEST_S: Final = 45.0


class Scene(StrEnum):
    """What a display can show."""

    PHOTOS = "photos"
    OVERVIEW = "overview"
    RED = "red"
    BLACK = "black"
    STANDINGS = "standings"
    AREAS = "areas"
    TASKS = "tasks"
    INDICATORS = "indicators"
    PROJECT = "project"
    DISPATCH = "dispatch"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Position:
    """A page of a station; a station is a place in the rotation, counted from 0."""

    station: int
    page: int


def dwell_s(characters: int) -> float:
    """Seconds that a page stays: time to look up, then to read, between 8 and 45 s."""
    reading = _READY_S + characters / _CHARACTERS_A_SECOND
    return min(max(reading, _SHORTEST_S), _LONGEST_S)


def following(pages: Callable[[int], int], stations: int, at: Position | None) -> Position | None:
    """The position after `at`, or the first; None where no station has a page.

    Args:
        pages: How many pages a station has now; one without any is skipped. Asked only of the
            stations from `at` to the answer.
        stations: How many stations there are.
        at: Where the rotation stands; its station or page may have gone since.
    """
    if at is not None and at.station < stations and at.page + 1 < pages(at.station):
        return Position(at.station, at.page + 1)
    first = 0 if at is None else at.station + 1
    for step in range(stations):
        station = (first + step) % stations
        if pages(station):
            return Position(station, 0)
    return None
