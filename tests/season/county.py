"""A county's season, made up by a seed: who does what by when, and how far the office says it is.

All of it is known before anything is played: the office's table of each day, and the days on which
China works in 2026.
"""

import io
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random
from typing import Final

import openpyxl

START: Final = date(2026, 5, 1)
END: Final = date(2026, 9, 30)
DAY: Final = timedelta(days=1)
FIRST: Final = date(2026, 4, 29)
LAST: Final = date(2026, 10, 3)
"""The days that are played: the season, and some before and after it."""

# As the State Council arranged 2026: Labor Day, Dragon Boat, Mid-Autumn, National Day.
_HOLIDAYS: Final = (
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)),
    (date(2026, 9, 25), date(2026, 9, 27)),
    (date(2026, 10, 1), date(2026, 10, 7)),
)
_MAKE_UP: Final = {date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)}

UNITS: Final = (
    "发改局",
    "工信局",
    "教育局",
    "民政局",
    "财政局",
    "住建局",
    "交通局",
    "水务局",
    "农业农村局",
    "文旅局",
    "卫健局",
    "生态环境局",
)
AREAS: Final = ("产业发展", "乡村振兴", "城乡建设", "民生改善", "生态环保")
_TASKS: Final = 40
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰"
_OFFSETS: Final = (-22, -14, -9, -4, 0, 0, 3, 6, 9, 13, 18)
"""Percentage points by which a task may be off its plan."""

HEADER: Final = (
    "序号",
    "领域",
    "工作任务",
    "牵头单位",
    "开始时间",
    "完成时限",
    "权重",
    "完成率",
    "质量评分",
    "成效评分",
    "加减分",
    "一票否决",
)
FEWER: Final = 15
"""Rows of a table that was saved by half."""


def works(day: date) -> bool:
    """Whether China works on this day."""
    if day in _MAKE_UP:
        return True
    return day.weekday() < 5 and not any(first <= day <= last for first, last in _HOLIDAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A task as the table has it."""

    number: int
    area: str
    title: str
    units: tuple[str, ...]
    start: date | None
    due: date | None
    weight: int
    actual: int | None = None
    """Per cent; None where nothing is reported."""
    quality: int | None = None
    results: int | None = None
    points: int = 0
    veto: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Version:
    """What the office's table says from one moment on."""

    number: int
    published: datetime
    """Local time, naive."""
    as_of: date
    rows: tuple[Row, ...]

    def workbook(self, rows: int | None = None, *, headed: bool = True) -> bytes:
        """The table as the office saves it, or only so many of its rows."""
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "重点任务"
        sheet.append([f"（截至{self.as_of.year}年{self.as_of.month}月{self.as_of.day}日）"])
        if headed:
            sheet.append(HEADER)
        for row in self.rows[:rows]:
            shown = (row.number, row.area, row.title, "、".join(row.units), row.start, row.due)
            actual = None if row.actual is None else f"{row.actual}%"
            scores = (row.quality, row.results, row.points or None, "是" if row.veto else None)
            sheet.append([*shown, row.weight, actual, *scores])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


def rounds() -> list[tuple[date, date]]:
    """First and last day of each half-month."""
    found, first = [], START
    while first <= END:
        after = first.replace(day=16) if first.day == 1 else (first + 20 * DAY).replace(day=1)
        found.append((first, after - DAY))
        first = after
    return found


def last_working(first: date, last: date) -> date:
    """The last working day of a span."""
    while not works(last):
        last -= DAY
    assert first <= last
    return last


class County:
    """Everything that is true of one season."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._chance = Random(f"county {seed}")
        self._workbooks = dict[tuple[int, str], bytes]()
        self._tasks = tuple(self._task(number) for number in range(1, _TASKS + 1))

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """Every table that the office publishes, in order."""
        chance, versions = self._chance, list[Version]()
        rows = self._tasks
        for published, as_of in sorted(self._moments()):
            rows = tuple(self._progressed(row, as_of, chance) for row in rows)
            versions.append(
                Version(number=len(versions), published=published, as_of=as_of, rows=rows)
            )
        return tuple(versions)

    def workbook(self, number: int, how: str = "good") -> bytes:
        """A version as the office saves it; `fewer` rows of it, or `headless`."""
        if (number, how) not in self._workbooks:
            rows = FEWER if how == "fewer" else None
            book = self.versions[number].workbook(rows, headed=how != "headless")
            self._workbooks[number, how] = book
        return self._workbooks[number, how]

    def _moments(self) -> list[tuple[datetime, date]]:
        """When a table is published, and of which day it is.

        On every round's dispatch, and on some working days between; but for more than three weeks
        in July, when nobody keeps it.
        """
        chance = self._chance
        moments = {date(2026, 4, 27): time(16, 20)}
        for first, last in rounds():
            moments[last_working(first, last)] = time(10, 30)
        day = START
        while day <= END:
            if works(day) and chance.random() < 0.35:
                moments.setdefault(day, time(chance.randrange(9, 17), chance.randrange(60)))
            day += DAY
        silence = (date(2026, 7, 2), date(2026, 7, 27))
        kept = {day: at for day, at in moments.items() if not silence[0] < day < silence[1]}
        # Round 5 has a table of its beginning then, and round 6 one of its end.
        kept[silence[0]] = time(11, 5)
        # Figures of the day before, as many an office publishes them.
        late = {day for day in kept if day.day not in (1, 16) and chance.random() < 0.2}
        late -= {last_working(first, last) for first, last in rounds()}
        return [
            (datetime.combine(day, at), day - DAY if day in late else day)
            for day, at in kept.items()
        ]

    def _task(self, number: int) -> Row:
        chance = self._chance
        units = [UNITS[number % len(UNITS)]]
        if number % 19 == 0:
            units.append(UNITS[(number + 5) % len(UNITS)])
        start = chance.choice((None, None, date(2026, 5, 11), date(2026, 6, 1)))
        due = chance.choice((None, date(2026, 6, 30), date(2026, 8, 10), date(2026, 8, 31)))
        return Row(
            number=number,
            area=AREAS[number * len(AREAS) // (_TASKS + 1)],
            title=f"{_STEMS[number % 10]}{_BRANCHES[number // 10]}工程",
            units=tuple(units),
            start=start,
            due=due,
            weight=chance.choice((1, 1, 2, 3)),
            points=chance.choice((0,) * 12 + (2, -1)),
        )

    def _progressed(self, row: Row, as_of: date, chance: Random) -> Row:
        """The task as it is reported next."""
        start, due = row.start or START, row.due or END
        share = min(max((as_of - start) / (due - start), 0.0), 1.0)
        unit = sum(ord(letter) for letter in row.units[0]) + as_of.month
        off = _OFFSETS[(row.number + unit) % len(_OFFSETS)] + chance.randrange(-3, 4)
        percent = max(row.actual or 0, round(100 * share + off * min(4 * share, 1.0)), 0)
        # Who is late long enough is done in the end, more often than not.
        if as_of > due + (10 + 3 * (row.number % 7)) * DAY and row.number % 5:
            percent = max(percent, 100)
        silent = percent < 5 or (row.actual is None and chance.random() < 0.4)
        return replace(
            row,
            actual=row.actual if silent else min(percent, 108),
            quality=row.quality or (chance.randrange(70, 100) if chance.random() < 0.3 else None),
            results=row.results or (chance.randrange(70, 100) if chance.random() < 0.2 else None),
            veto=row.number == 23 and date(2026, 7, 1) <= as_of <= date(2026, 8, 20),
        )
