"""Reading a date, in any of the ways that offices write one (rules, section 3)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.contest.model import Season
from kiosk.intake.cells import Cell, Unreadable, is_blank, number_text, text_of
from kiosk.intake.text import normalize

FIRST_SERIAL: Final = 20_000
LAST_SERIAL: Final = 80_000
"""Numbers from the first to the last are Excel serials: 1954 to 2119."""

_EPOCH: Final = date(1899, 12, 30)
_QUARTERS: Final = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
_TEN_DAYS: Final = {"上旬": 10, "中旬": 20}

_OPEN_ENDED: Final = re.compile(
    r"(?:[长長]期|全年|[长長]年|持[续續]|常[态態]化?)"
    r"(?:推[进進]|[坚堅]持|[开開]展|[实實]施|落[实實]|[进進]行|任[务務]|工作)?"
)
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+ ?(?:Z|[+-][0-9]{2}:?[0-9]{2})", re.IGNORECASE
)
_CLOCK: Final = re.compile(
    r"(?:(?<=[0-9])[T\s]\s*|(?<=[日号號])\s*)(?:[上下]午\s*)?"
    r"[0-9]{1,2}(?::[0-9]{2}(?::[0-9.]+)?|[时時点點](?:[0-9]{1,2}分)?)$"
)
_WEEKDAY: Final = re.compile(r"\((?:周|星期|礼拜|禮拜)[一二三四五六日天]\)$")
_BEFORE: Final = re.compile(
    r"^(?:截[至止]到?|不晚于|不晚於|拟于|擬於|预计|預計|计划|計劃|至|到|于|於)"
)
_BEHIND: Final = re.compile(
    r"(?:之前|以前|前|止)?(?:全部|全面)?"
    r"(?:完成|完工|竣工|[办辦][结結]|建成|投[产產]|投用|[开開]工|[启啟][动動])?$"
)
_HAN_NUMBER: Final = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日号號季])")
_HAN_DIGIT: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")

_DAY: Final = re.compile(
    r"(?:(?P<year>[0-9]{4})[-/.年])?(?P<month>[0-9]{1,2})(?P<mark>[-/.月])(?P<day>[0-9]{1,2})[日号號]?"
)
_COMPACT: Final = re.compile(r"(?P<year>[12][0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_MONTH: Final = re.compile(
    r"(?:(?P<year>[0-9]{4})(?P<mark>[-/.年]))?(?P<month>[0-9]{1,2})"
    r"(?P<word>月份?)?(?P<part>底|末|上旬|中旬|下旬)?"
)
_QUARTER: Final = re.compile(
    r"(?:(?P<year>[0-9]{4})年?)?(?:第?(?P<han>[1-4])季度?|Q(?P<q>[1-4]))[末底]?", re.IGNORECASE
)
_PART_OF_YEAR: Final = re.compile(
    r"(?:(?P<year>[0-9]{4})年|年)(?:年?[底末内內])|(?:(?P<year2>[0-9]{4})年?)?(?P<half>[上下])半年[底末]?"
)
_SERIAL: Final = re.compile(r"[0-9]{5}(?:\.[0-9]*)?")
_RANGE_MARK: Final = re.compile(r"[-‐–—―~～至到]+")


@dataclass(frozen=True, slots=True)
class DateReader:
    """Reads dates in the light of the season and the contest's time zone."""

    season: Season
    timezone: ZoneInfo

    def read(self, cell: Cell, *, start_of_range: bool = False) -> date | None:
        """Read a date.

        Args:
            cell: A date cell, an Excel serial, or text.
            start_of_range: Of a range (`2027.5.1-2027.6.30`) take the first day, not the last.

        Returns:
            The date; None where the cell is blank or says that there is none (`长期`).

        Raises:
            Unreadable: The text is no date, no day of the calendar, or can mean two dates.
        """
        if isinstance(cell, datetime):
            return self._local(cell)
        if isinstance(cell, date):
            return cell
        if isinstance(cell, bool | time | timedelta):
            raise Unreadable("is not a date")
        numeric = isinstance(cell, float | int)
        text = number_text(cell) if isinstance(cell, float | int) else normalize(cell or "")
        if is_blank(text):
            return None
        if _INSTANT.fullmatch(text):
            return self._instant(text)
        text = _plain(text)
        if _OPEN_ENDED.fullmatch(text):
            return None
        day = self._one(text, numeric=numeric)
        if day is None and not numeric:
            day = self._range(text, start=start_of_range)
        if day is None:
            raise Unreadable("is not a date")
        return day

    def as_text(self, cell: Cell) -> str:
        """A date cell's text as it stands; a date and a serial in ISO form."""
        if isinstance(cell, datetime):
            return self._local(cell).isoformat()
        if isinstance(cell, float | int) and not isinstance(cell, bool):
            serial = _serial(number_text(cell))
            if serial is not None:
                return serial.isoformat()
        return text_of(cell)

    def _local(self, moment: datetime) -> date:
        """The date of a moment, in the contest's time zone where it has one of its own."""
        return (moment.astimezone(self.timezone) if moment.tzinfo else moment).date()

    def _instant(self, text: str) -> date:
        try:
            return self._local(datetime.fromisoformat(text.replace(" +", "+").replace(" Z", "Z")))
        except (ValueError, OverflowError) as error:
            raise Unreadable("is no day of the calendar") from error

    def _one(self, text: str, year: int | None = None, *, numeric: bool = False) -> date | None:
        """One date; None where the text is none. `year` is that of a date without its own."""
        serial = _serial(text)
        if serial is not None:
            return serial
        if found := _COMPACT.fullmatch(text) or _DAY.fullmatch(text):
            return self._day(found, year)
        if (found := _MONTH.fullmatch(text)) and (found["year"] or found["word"]):
            if numeric and found["month"] == "1":
                raise Unreadable(f"can mean January or October of {found['year']}")
            last = found["part"]
            return self._date(found["year"] or year, int(found["month"]), _TEN_DAYS.get(last))
        if found := _QUARTER.fullmatch(text):
            month, day = _QUARTERS[int(found["han"] or found["q"])]
            return self._date(found["year"] or year, month, day)
        if found := _PART_OF_YEAR.fullmatch(text):
            month = 6 if found["half"] == "上" else 12
            return self._date(found["year"] or found["year2"] or year, month, None)
        return None

    def _day(self, found: re.Match[str], year: int | None) -> date:
        """A date of month and day.

        Raises:
            Unreadable: `9.3` may have been 9.30 before a spreadsheet took its zero.
        """
        parts = found.groupdict()
        month, day = int(parts["month"]), int(parts["day"])
        if parts["year"] is None and parts["mark"] == "." and len(parts["day"]) == 1:
            try:
                other = self._date(year, month, day * 10)
            except Unreadable:
                other = None
            if other is not None:
                raise Unreadable(f"can mean {month}.{day} or {month}.{day}0")
        return self._date(parts["year"] or year, month, day)

    def _date(self, year: str | int | None, month: int, day: int | None) -> date:
        """A date; without a year the season's, without a day the month's last.

        Raises:
            Unreadable: There is no such day.
        """
        first, last = self.season.start.year, self.season.end.year
        years = [int(year)] if year else list(range(first, last + 1))
        days = [made for one in years if (made := _made(one, month, day))]
        inside = [made for made in days if self.season.start <= made <= self.season.end]
        if not days:
            raise Unreadable("is no day of the calendar")
        return (inside or days)[0]

    def _range(self, text: str, *, start: bool) -> date | None:
        """The first or last day of a span between two dates; None where the text is none.

        Raises:
            Unreadable: The end that counts can't be read, or the span ends before it starts.
        """
        for mark in _RANGE_MARK.finditer(text):
            left, right = (
                text[: mark.start()].strip("自从從起"),
                _BEFORE.sub("", text[mark.end() :]),
            )
            if right.endswith("月") and left[-1:].isdecimal():
                left += "月"
            first = self._bound(left, None)
            own_year = re.match(r"[0-9]{4}(?![0-9])", left)
            last = self._bound(right, int(own_year[0]) if own_year else None)
            if first is None or last is None:
                continue
            wanted = first if start else last
            if isinstance(wanted, Unreadable):
                raise wanted
            if isinstance(first, date) and isinstance(last, date) and last < first:
                raise Unreadable("is a span that ends before it starts")
            return wanted
        return None

    def _bound(self, text: str, year: int | None) -> date | Unreadable | None:
        """One end of a span: a date, a date that can't be read, or no date at all."""
        try:
            return self._one(text, year)
        except Unreadable as unreadable:
            return unreadable


def _plain(text: str) -> str:
    """A date's text without white space, clock, weekday, and words around it."""
    text = _CLOCK.sub("", text)
    text = _WEEKDAY.sub("", "".join(text.split()))
    text = _BEHIND.sub("", _BEFORE.sub("", text))
    return _HAN_NUMBER.sub(lambda found: _han_number(found[0]), text)


def _han_number(text: str) -> str:
    """A Chinese numeral in digits: 十二 is 12, 二〇二七 is 2027."""
    if "十" not in text:
        return text.translate(_HAN_DIGIT)
    tens, _, ones = text.partition("十")
    return (tens.translate(_HAN_DIGIT) or "1") + (ones.translate(_HAN_DIGIT) or "0")


def _serial(text: str) -> date | None:
    """The date of an Excel serial; None where the text is none."""
    if _SERIAL.fullmatch(text) and FIRST_SERIAL <= float(text) <= LAST_SERIAL:
        return _EPOCH + timedelta(days=int(float(text)))
    return None


def _made(year: int, month: int, day: int | None) -> date | None:
    """The date, or None where the calendar has none; without a day the month's last."""
    if not 1 <= month <= 12 or not 1 <= year <= 9999:  # noqa: PLR2004 - the calendar's own
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, last)
    return date(year, month, day) if 1 <= day <= last else None
