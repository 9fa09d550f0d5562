"""Working days: weekends, public holidays and make-up working days (rules, section 7)."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Final

_WEEK: Final = 7
_WEEKDAYS: Final = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days are worked on: Monday to Friday, but for the days that it names.

    Nothing here walks from day to day: working days are numbered, and a day is found by its
    number, so that a year without a working day or a span of centuries costs no more than a week.
    """

    days_off: frozenset[date] = frozenset()
    """Holidays."""
    days_on: frozenset[date] = frozenset()
    """Make-up working days. A day that is named twice is worked on."""
    _off: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """Ordinals of the weekdays that are off, ascending."""
    _on: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """Ordinals of the weekend's days that are worked on, ascending."""

    def __post_init__(self) -> None:
        off = (day for day in self.days_off - self.days_on if _is_weekday(day))
        on = (day for day in self.days_on if not _is_weekday(day))
        # The only way in for values that a frozen one derives from its own.
        object.__setattr__(self, "_off", tuple(sorted(day.toordinal() for day in off)))
        object.__setattr__(self, "_on", tuple(sorted(day.toordinal() for day in on)))

    def is_working(self, day: date) -> bool:
        """Whether day is worked on."""
        return day in self.days_on or (_is_weekday(day) and day not in self.days_off)

    def number(self, day: date) -> int:
        """The consecutive number of a working day; a day off has that of the one before it."""
        return self._count(day.toordinal())

    def day(self, number: int) -> date:
        """The working day of this number.

        Raises:
            OverflowError: it lies outside the years that a date can have.
        """
        low = _weekday_ordinal(number - len(self._on))
        high = _weekday_ordinal(number + len(self._off))
        found = low + bisect_left(range(low, high), number, key=self._count)
        if not date.min.toordinal() <= found <= date.max.toordinal():
            raise OverflowError("no date is so many working days away")
        return date.fromordinal(found)

    def at_or_after(self, day: date) -> date:
        """The first working day from day on, itself included.

        Raises:
            OverflowError: there is none in the years that a date can have.
        """
        return self.day(self._before(day) + 1)

    def at_or_before(self, day: date) -> date:
        """The last working day up to day, itself included.

        Raises:
            OverflowError: there is none in the years that a date can have.
        """
        return self.day(self.number(day))

    def last_in(self, first: date, last: date) -> date | None:
        """The last working day from first to last, both included; None where there is none."""
        return self.at_or_before(last) if self.count(first, last) else None

    def add(self, day: date, days: int) -> date:
        """The working day that is so many working days after day, before it where negative.

        1 is the next one after day and -1 the last one before it, whether or not day is worked
        on; 0 is day itself, or the next working day where it is off.

        Raises:
            OverflowError: it lies outside the years that a date can have.
        """
        return self.day(self.number(day) + days if days > 0 else self._before(day) + 1 + days)

    def count(self, first: date, last: date) -> int:
        """How many working days there are from first to last, both included.

        0 where last is before first.
        """
        return max(self.number(last) - self._before(first), 0)

    def _before(self, day: date) -> int:
        """The number of the last working day before day."""
        return self._count(day.toordinal() - 1)

    def _count(self, ordinal: int) -> int:
        """How many working days there are from the first of all days to this one."""
        weeks, days = divmod(ordinal, _WEEK)  # ordinal 1 is a Monday
        weekdays = weeks * _WEEKDAYS + min(days, _WEEKDAYS)
        return weekdays - bisect_right(self._off, ordinal) + bisect_right(self._on, ordinal)


def _is_weekday(day: date) -> bool:
    return day.weekday() < _WEEKDAYS


def _weekday_ordinal(number: int) -> int:
    """The ordinal of the weekday with this number, counted from the first of all days."""
    weeks, days = divmod(number - 1, _WEEKDAYS)
    return weeks * _WEEK + days + 1
