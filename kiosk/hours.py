"""When a display hangs something on its wall: days and times of day, as a clerk writes them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from unicodedata import normalize

from kiosk.contest.working_days import WorkingDays

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_DAY_MIN: Final = 24 * 60
_WEEKS_AHEAD: Final = 58
"""A change is looked for this far ahead: in every holiday there is a year."""
_SHOWN: Final = 20
"""Characters of a word that a complaint quotes."""

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMERALS: Final = "一二三四五六日"
_NUMBER: Final = {
    **{name: number for number, name in enumerate(_WEEKDAYS)},
    **{name[:3]: number for number, name in enumerate(_WEEKDAYS)},
    **{
        f"{week}{numeral}": number
        for week in ("周", "星期")
        for number, numeral in (*enumerate(_NUMERALS), (6, "天"))
    },
}
"""Names of weekdays to their numbers, Monday being 0."""

_EVERY: Final = frozenset(range(7))
_NAMED: Final = {
    **dict.fromkeys(("daily", "everyday", "every day", "每天", "每日"), _EVERY),
    **dict.fromkeys(("weekends", "weekend", "周末"), frozenset({5, 6})),
}
_WORKED: Final = frozenset({"workdays", "workday", "工作日"})
_DAYS: Final = ("workdays", "daily", "weekends", *(name[:3] for name in _WEEKDAYS), "mon-fri")
"""What a complaint says that there is."""

_ASIDE: Final = str.maketrans({**dict.fromkeys("—–−〜~至到", "-"), "、": ","})
"""What is written for the marks of the grammar, beside what compatibility forms stand for."""
_ENTRY: Final = re.compile(r"(?P<days>.*?) ?(?P<times>\d+:.*)?")
_TIMES: Final = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", re.ASCII)


class NotHoursError(ValueError):
    """A text that names no hours; the message says in one line what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A span of the day, on some days. It belongs to the day on which it begins."""

    weekdays: frozenset[int] = _EVERY
    """On which weekdays, Monday being 0."""
    worked: bool = False
    """On working days, whatever the weekday."""
    start: int
    """Minutes from midnight; negative for the evening before."""
    end: int
    """Minutes from midnight, not included; more than 1440 for the day after."""

    def is_on(self, day: date, working: WorkingDays) -> bool:
        """Whether it begins on this day."""
        return working.is_working(day) if self.worked else day.weekday() in self.weekdays


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours as the clocks of the place show them; open in any of its spans, always without one.

    Where clocks are set forward, what begins in the skipped hour begins with the hour after it;
    where they are set back, hours hold both times that the clock shows them.
    """

    spans: tuple[Span, ...] = ()

    def is_open(self, at: datetime, working: WorkingDays) -> bool:
        """Whether a moment lies in them.

        Args:
            at: Aware, in the place's time zone.
            working: Which days are working days.
        """
        if not self.spans:
            return True
        shown = at.replace(tzinfo=None)
        # What began yesterday may last until now, and what is opened early begins the day before.
        for day in (shown.date() - _DAY, shown.date(), shown.date() + _DAY):
            minutes = (shown - datetime.combine(day, time())) / timedelta(minutes=1)
            for span in self.spans:
                if span.start <= minutes < span.end and span.is_on(day, working):
                    return True
        return False

    def next_change(self, at: datetime, working: WorkingDays) -> datetime | None:
        """When they open or close next; None where that is more than a year away, or never.

        Args:
            at: Aware, in the place's time zone; the answer is in the same zone.
            working: Which days are working days.

        Raises:
            ValueError: the moment has no time zone.
        """
        zone = at.tzinfo
        if zone is None:
            raise ValueError("a moment without a time zone")
        now = self.is_open(at, working)
        first = at.astimezone(UTC)
        for _ in range(_WEEKS_AHEAD if self.spans else 0):
            last = first + _WEEK
            for moment in sorted(self._edges(first, last, zone, working)):
                local = moment.astimezone(zone)
                if self.is_open(local, working) != now:
                    return local
            first = last
        return None

    def ahead(self, minutes: int) -> "Hours":
        """The same hours, each span of which begins so many minutes (1440 at most) earlier."""
        return Hours(tuple(replace(span, start=span.start - minutes) for span in self.spans))

    def _edges(
        self, after: datetime, until: datetime, zone: tzinfo, working: WorkingDays
    ) -> Iterator[datetime]:
        """Every moment after one and up to the other, in UTC, at which something may change."""
        # A span ends on the day after its own at the latest, and begins on the day before at most.
        day = after.astimezone(zone).date() - _DAY
        while day <= until.astimezone(zone).date() + _DAY:
            midnight = datetime.combine(day, time(), zone)
            edges = [
                # A time that the clock shows twice is two moments.
                (midnight + timedelta(minutes=minute)).replace(fold=fold).astimezone(UTC)
                for span in self.spans
                if span.is_on(day, working)
                for minute in (span.start, span.end)
                for fold in (0, 1)
            ]
            edges += _clock_changes(midnight, midnight + _DAY)
            yield from (edge for edge in edges if after < edge <= until)
            day += _DAY


ALWAYS: Final = Hours()
"""No hours: open whatever the day and the time."""


def parse_hours(texts: Iterable[str]) -> Hours:
    """The hours that texts name, such as `workdays 07:30-18:00` or `周一至周五 8:00-12:00`.

    Several spans of a day, and several days, are parted by commas. Without a day it is every
    day; a span that ends before it begins goes on after midnight. Full-width forms are read like
    their half-width ones. No text at all is always.

    Raises:
        NotHoursError: one of them does not read as days and times.
    """
    return Hours(tuple(span for text in texts for span in _spans(text)))


def _spans(text: str) -> Iterator[Span]:
    plain = normalize("NFKC", text).translate(_ASIDE).casefold()
    plain = re.sub(r"\s*([-,:])\s*", r"\1", " ".join(plain.split()))
    entry = _ENTRY.fullmatch(plain)
    if entry is None or entry["times"] is None:
        raise NotHoursError(f"{_quoted(plain)} names no time such as 07:30-18:00")
    weekdays, worked = _days(entry["days"])
    for written in entry["times"].split(","):
        start, end = _times(written)
        if weekdays:
            yield Span(weekdays=weekdays, start=start, end=end)
        if worked:
            yield Span(worked=True, start=start, end=end)


def _days(text: str) -> tuple[frozenset[int], bool]:
    """The weekdays that a text names, and whether it names the working days."""
    weekdays: set[int] = set()
    worked = False
    for word in text.split(",") if text else ("daily",):
        first, dash, last = word.partition("-")
        if word in _WORKED:
            worked = True
        elif dash:
            # 周一至五
            last = f"周{last}" if last in {*_NUMERALS, "天"} else last
            low, high = _number(first), _number(last)
            weekdays |= {(low + step) % 7 for step in range((high - low) % 7 + 1)}
        else:
            weekdays |= _NAMED[word] if word in _NAMED else {_number(word)}
    return frozenset(weekdays), worked


def _number(word: str) -> int:
    if word not in _NUMBER:
        raise NotHoursError(f"{_quoted(word)} is no day; days are {', '.join(_DAYS)}")
    return _NUMBER[word]


def _times(text: str) -> tuple[int, int]:
    """Start and end in minutes from midnight, the end after the start."""
    found = _TIMES.fullmatch(text)
    if found is None:
        raise NotHoursError(f"{_quoted(text)} is no span of time such as 07:30-18:00")
    start_h, start_min, end_h, end_min = map(int, found.groups())
    start, end = start_h * 60 + start_min, end_h * 60 + end_min
    if max(start_min, end_min) >= 60 or start >= _DAY_MIN or end > _DAY_MIN:  # noqa: PLR2004 - minutes of an hour
        raise NotHoursError(f"{_quoted(text)} is no span of time: a day is 00:00-24:00")
    if start == end:
        raise NotHoursError(f"{_quoted(text)} is no time at all; a whole day is 00:00-24:00")
    return start, end if end > start else end + _DAY_MIN


def _clock_changes(start: datetime, end: datetime) -> list[datetime]:
    """When clocks are set forward or back between two moments of one zone, in UTC: once at most."""
    zone = start.tzinfo
    low, high = start.astimezone(UTC), end.astimezone(UTC)
    before = low.astimezone(zone).utcoffset()
    if high.astimezone(zone).utcoffset() == before:
        return []
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return [high]


def _quoted(text: str) -> str:
    """A text as a complaint quotes it: on one line, not endless."""
    plain = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    return f"«{plain[:_SHOWN]}…»" if len(plain) > _SHOWN else f"«{plain}»"
