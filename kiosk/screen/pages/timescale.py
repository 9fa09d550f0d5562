"""A calendar as a line: where its days stand, and the words of its scale."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from kiosk.screen.geometry import FLOOR
from kiosk.screen.pages.common import Wall

_WEEK_DAYS: Final = 7
_YEAR_MONTHS: Final = 12
_QUARTER_MONTHS: Final = 3
_YEARS: Final = (1, 2, 5, 10, 20, 50)
WORD_GAP: Final = 10
"""Between the tick that begins a period and its word, and after the word, in units."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Consecutive days, both ends included, on a line of this many units.

    Raises:
        ValueError: `last` is before `first`.
    """

    first: date
    last: date
    width: float

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"no timeline runs from {self.first} back to {self.last}")

    def start_of(self, day: date) -> float:
        """Where a day begins, in units from the line's own beginning."""
        return self.width * (day - self.first).days / ((self.last - self.first).days + 1)

    def end_of(self, day: date) -> float:
        """Where a day ends."""
        return self.start_of(day) + self.width / ((self.last - self.first).days + 1)

    def middle_of(self, day: date) -> float:
        """Where the noon of a day stands: behind the day before, ahead of the day after."""
        return (self.start_of(day) + self.end_of(day)) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A week, month, quarter or year of a scale."""

    tick_x: float
    """Where it begins."""
    word: str
    """Empty where the timeline cuts off too much of it for its word."""


def scale(wall: Wall, timeline: Timeline) -> tuple[Period, ...]:
    """The scale of the shortest periods that have room for their words, which never touch.

    Periods that the timeline's ends cut short stand without a word where it has no room. There
    is no scale where not even the words of half centuries have it.
    """
    kinds = (
        (_weeks, _week_word),
        (_months, _month_word),
        (_quarters, _quarter_word),
        *((_year_starts(years), _year_word) for years in _YEARS),
    )
    scales = (_periods(wall, timeline, starts, word) for starts, word in kinds)
    return next((periods for periods in scales if _told(periods)), ())


def _told(periods: tuple[Period, ...]) -> bool:
    """Whether every period that is there from end to end has its word, and one at least."""
    return any(period.word for period in periods) and all(period.word for period in periods[1:-1])


def _periods(
    wall: Wall,
    timeline: Timeline,
    starts: Callable[[date, date], Iterator[date]],
    word: Callable[[Wall, date, Timeline], str],
) -> tuple[Period, ...]:
    days = list(starts(timeline.first, timeline.last))
    ticks = [*map(timeline.start_of, days), timeline.width]
    return tuple(
        Period(
            tick_x=tick,
            word=text if tick + wall.width_of(text, FLOOR) + 2 * WORD_GAP <= after else "",
        )
        for day, (tick, after) in zip(days, pairwise(ticks), strict=True)
        for text in (word(wall, day, timeline),)
    )


def _weeks(first: date, last: date) -> Iterator[date]:
    yield first
    monday = first.toordinal() + _WEEK_DAYS - first.weekday()
    yield from map(date.fromordinal, range(monday, last.toordinal() + 1, _WEEK_DAYS))


def _months(first: date, last: date) -> Iterator[date]:
    return _every(1, first, last)


def _quarters(first: date, last: date) -> Iterator[date]:
    return _every(_QUARTER_MONTHS, first, last)


def _year_starts(years: int) -> Callable[[date, date], Iterator[date]]:
    return lambda first, last: _every(years * _YEAR_MONTHS, first, last)


def _every(months: int, first: date, last: date) -> Iterator[date]:
    """The first day, and each day on which a period of so many months begins after it."""
    yield first
    number = (first.year * _YEAR_MONTHS + first.month - 1) // months
    while True:
        number += 1
        year, month = divmod(number * months, _YEAR_MONTHS)
        if year > date.max.year or date(year, month + 1, 1) > last:
            return
        yield date(year, month + 1, 1)


def _week_word(wall: Wall, start: date, _: Timeline) -> str:
    return wall.language.date(start)


def _month_word(wall: Wall, start: date, _: Timeline) -> str:
    return wall.language.month(start)


def _quarter_word(wall: Wall, start: date, timeline: Timeline) -> str:
    """The quarter; where the scale goes on into another year, that year in its first one."""
    quarter = (start.month - 1) // _QUARTER_MONTHS
    if quarter == 0 and timeline.first.year < timeline.last.year:
        return _year_word(wall, start, timeline)
    words = (wall.say("一季度"), wall.say("二季度"), wall.say("三季度"), wall.say("四季度"))
    return words[quarter]


def _year_word(wall: Wall, start: date, _: Timeline) -> str:
    return wall.say("{year} 年", year=start.year)
