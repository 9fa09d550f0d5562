"""When progress is looked at next, in days, and what has been reported since the last time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, groupby, product
from typing import Final

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Agenda, Meeting, MeetingKind, Problem, RoundKind, Season
from kiosk.screen.blocks import cut, even
from kiosk.screen.geometry import FLOOR, LEADING, ROW
from kiosk.screen.pages.common import (
    GAP,
    Frame,
    Freshness,
    Wall,
    as_of_words,
    by_height,
    column,
    frame,
    joined,
    numbered,
    parted,
    round_title,
)
from kiosk.screen.typesetting import EMPTY, Block

_STACKED_SHARE: Final = 0.4
"""Part of a wide wall that is the meetings', beside the problems."""
_LEVEL_SHARE: Final = 0.52
"""The same where two meetings stand side by side."""
_MEETINGS_ROOM: Final = 0.5
"""Part of a high wall that the meetings have at most, above the problems."""
_PARTS_GAP: Final = 2 * GAP
_SOLE_HEROES: Final = ((264,), (208,), (160,), (128,), (104,), (88,))
"""Sizes of the days to the only day on which there is a meeting."""
_STACKED_HEROES: Final = ((208, 160), (208, 128), (208, 104), (160, 104))
"""Sizes of the days to the next meeting, and to the one under it."""
_LEVEL_HEROES: Final = ((208, 208), (160, 160), (128, 128), (104, 104), (88, 88))
"""Sizes where the two stand side by side."""
_LEAST_HEROES: Final = ((128, 104), (104, 88), (88, 88))
"""Sizes where neither way has room for more: one under the other once again."""
_LETTERS_LEADING: Final = 1.16
_WORD: Final = 64
"""Size of the words before and after the days."""
_WORD_GAP: Final = 24
_TITLES: Final = (64, ROW)
_DATES: Final = (ROW, FLOOR)
_GOOD_NEWS: Final = (104, 88, 72, ROW)
_UNIT_SHARE: Final = 0.46
"""Part of a column that units take at most where texts stand beside them."""
_ROW_GAP: Final = 18
_BASELINE: Final = LEADING / 2 + 0.38
"""From the top of a line to its baseline, over its size."""
_TEXTS: Final = (ROW, FLOOR)
"""Sizes of the problems' texts: the larger one where all of them have room on one page."""
_SPREAD: Final = 1.0
"""Part of its height by which a row may grow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """One meeting, or several of one day. Places are in units, from the content's corner."""

    title: Block
    day_before: str
    day: str
    """The hero: how many days there still are, or that it is today or tomorrow."""
    day_after: str
    day_size: float
    day_leading: float
    """Height of its line over its size: more where letters reach under the baseline."""
    date: Block
    topic: Block
    at_x: float = 0.0
    at_y: float = 0.0

    @property
    def height(self) -> float:
        """Of all its lines."""
        hero = self.day_size * self.day_leading
        return self.title.height + hero + self.date.height + self.topic.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One problem, under its battle line's name where it is the first of it in its column."""

    line: Block
    unit: Block
    text: Block
    text_x: float = 0.0
    """Where the text begins beside its unit; 0 where it stands under it."""
    row_height: float
    at_x: float = 0.0
    at_y: float = 0.0
    """Place of the row, from the upper left corner of all rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchPage:
    """The next meetings, if this is the first page, and problems, or that there are none.

    Places are in units, from the content's upper left corner.
    """

    frame: Frame
    meetings: tuple[Gathering, ...] = ()
    beside: bool = False
    """Whether the problems stand beside the meetings, not under them."""
    list_x: float = 0.0
    list_y: float = 0.0
    heading: Block = EMPTY
    """How many problems were reported, or that none was."""
    since: Block = EMPTY
    since_below: bool = False
    """Whether that stands under the heading, not at the end of its line."""
    rows_y: float = 0.0
    row_width: float = 0.0
    parted: bool = False
    """Whether the rows stand in two columns."""
    problems: tuple[Reported, ...] = ()


def dispatch_pages(
    evaluation: Evaluation, freshness: Freshness, wall: Wall
) -> tuple[DispatchPage, ...]:
    """The meetings and every problem; no page where no meeting is ahead and nothing reported."""
    agenda = evaluation.agenda
    meetings = _by_day(agenda, evaluation.today)
    if not meetings and not agenda.problems:
        return ()
    pages = []
    rest: Sequence[Problem] = tuple(_together(agenda.problems, wall))
    if meetings:
        first, shown = _first_page(evaluation, meetings, rest, freshness, wall)
        pages.append(first)
        rest = rest[shown:]
    pages += _further_pages(evaluation, rest, freshness, wall)
    return numbered(pages)


def _frame(
    evaluation: Evaluation, freshness: Freshness, wall: Wall, *, title: str, subtitle: str
) -> Frame:
    return frame(
        wall,
        title=title,
        subtitle=subtitle,
        # Room for the page mark is kept before it is known how many pages there are.
        page_mark="8/8",
        as_of=as_of_words(wall, evaluation.as_of, freshness),
    )


def _together(problems: Iterable[Problem], wall: Wall) -> Iterator[Problem]:
    """The problems, as one those that units of one battle line reported in the same words.

    Those of no line stand under a name of their own where any other has one.
    """
    same: dict[tuple[str, str], list[Problem]] = {}
    for one in problems:
        same.setdefault((one.line, one.text), []).append(one)
    other = wall.say("其他") if any(line for line, _ in same) else ""
    for several in same.values():
        units = dict.fromkeys(one.unit for one in several)
        first = several[0]
        yield replace(first, line=first.line or other, unit=joined(units, wall.say("、")))


def meeting_words(wall: Wall, kind: MeetingKind, season: Season) -> str:
    """What a meeting is called; a dispatch by how often rounds end."""
    if kind is MeetingKind.MONTHLY:
        return wall.say("月例会")
    match season.rounds:
        case RoundKind.HALF_MONTH:
            return wall.say("半月调度")
        case RoundKind.WEEK:
            return wall.say("周调度")
        case RoundKind.MONTH:
            return wall.say("月调度")
        case _:
            return wall.say("战线调度")


def count_words(wall: Wall, days: int) -> tuple[str, str, str]:
    """The count of days, and what stands before and after it: 还有 3 天, 明天, 今天."""
    if days <= 1:
        return "", wall.say("明天") if days == 1 else wall.say("今天"), ""
    return parted(wall.say("还有 {days} 天", days=days), str(days))


def _by_day(agenda: Agenda, today: date) -> list[tuple[Meeting, ...]]:
    """The next meetings, the nearest first, those of one day together."""
    named = (one for one in (agenda.dispatch, agenda.monthly) if one is not None)
    ahead = sorted((one for one in named if one.day >= today), key=lambda one: one.day)
    return [tuple(same) for _, same in groupby(ahead, key=lambda one: one.day)]


def _first_page(
    evaluation: Evaluation,
    meetings: Sequence[tuple[Meeting, ...]],
    problems: Sequence[Problem],
    freshness: Freshness,
    wall: Wall,
) -> tuple[DispatchPage, int]:
    """The meetings, and as many problems as there is room for; how many these are."""
    base = _frame(
        evaluation,
        freshness,
        wall,
        title=wall.say("调度与例会"),
        subtitle=round_title(wall, evaluation),
    )
    room, beside = base.room, wall.geometry.wide
    agenda = evaluation.agenda
    gatherings, meetings_width = _gatherings(evaluation, meetings, room, wall)
    meetings_end = max(one.at_y + one.height for one in gatherings)
    list_x = meetings_width + 2 * _PARTS_GAP if beside else 0.0
    list_y = 0.0 if beside else meetings_end + _PARTS_GAP
    page = DispatchPage(
        frame=base, meetings=gatherings, beside=beside, list_x=list_x, list_y=list_y
    )
    if not agenda.problems:
        return _good_news(page, agenda, wall), 0
    page = _headed(page, agenda, wall)
    list_room = room - page.rows_y
    if list_room < 0:
        return replace(page, heading=EMPTY, since=EMPTY), 0
    for size in _TEXTS:
        rows = _under_lines(_rows(problems, page.row_width, size, wall))
        shown = sum(used <= list_room for used in accumulate(row.row_height for row in rows))
        if shown == len(rows):
            break
    if len(rows) - shown == 1 and shown > 1:
        # No problem stands alone on a page that others could share.
        shown -= 1
    return replace(page, problems=column(rows[:shown], list_room, most=_SPREAD)), shown


def _further_pages(
    evaluation: Evaluation, rest: Sequence[Problem], freshness: Freshness, wall: Wall
) -> Iterator[DispatchPage]:
    """Pages of problems only: large texts where one page holds them, else two columns if wide."""
    if not rest:
        return
    agenda, width = evaluation.agenda, wall.geometry.content_width
    base = _frame(
        evaluation,
        freshness,
        wall,
        title=_count_words(agenda, wall),
        subtitle=_since_words(agenda, wall) or round_title(wall, evaluation),
    )
    for size, columns in ((_TEXTS[0], 1), (_TEXTS[-1], 2 if wall.geometry.wide else 1)):
        row_width = (width + 2 * _PARTS_GAP) / columns - 2 * _PARTS_GAP
        drafts = _rows(rest, row_width, size, wall)
        # Room for a column to say again which battle line it goes on with.
        least = base.room - max((row.line.height for row in drafts), default=0.0)
        rows = [part for row in drafts for part in _parted(row, least)]
        heights = [row.row_height for row in _under_lines(rows)]
        parts = by_height(heights, least, multiple=columns)
        if len(parts) <= 1:
            break
    step = row_width + 2 * _PARTS_GAP
    for first in range(0, len(parts), columns):
        shown = [
            row
            for number, part in enumerate(parts[first : first + columns])
            for row in column(
                _under_lines([rows[index] for index in part]),
                base.room,
                most=_SPREAD,
                at_x=number * step,
            )
        ]
        yield DispatchPage(
            frame=base, row_width=row_width, parted=columns > 1, problems=tuple(shown)
        )


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """Where meetings stand: in what width, side by side or not, and with which heroes."""

    width: float
    level: bool
    heroes: tuple[int, ...]

    @property
    def each(self) -> float:
        """Width that a meeting may take."""
        return (self.width - _PARTS_GAP) / 2 if self.level else self.width

    def height(self, gatherings: Sequence[Gathering]) -> float:
        """Of all the meetings together."""
        if self.level:
            return max(one.height for one in gatherings)
        return sum(one.height for one in gatherings) + (len(gatherings) - 1) * _PARTS_GAP


def _arrangements(meetings: int, wall: Wall, *, problems: bool) -> Iterator[_Arrangement]:
    """How the meetings may stand, the grandest way first.

    Beside problems one under another, or side by side on a wall too low for that; above problems
    side by side.
    """
    width, beside = wall.geometry.content_width, wall.geometry.wide
    column = width * _STACKED_SHARE - _PARTS_GAP if beside else width
    if meetings == 1:
        yield from (_Arrangement(column, level=False, heroes=one) for one in _SOLE_HEROES)
        return
    if beside or not problems:
        yield from (_Arrangement(column, level=False, heroes=one) for one in _STACKED_HEROES)
    both = width * _LEVEL_SHARE - _PARTS_GAP if beside else width
    yield from (_Arrangement(both, level=True, heroes=one) for one in _LEVEL_HEROES)
    yield from (_Arrangement(column, level=False, heroes=one) for one in _LEAST_HEROES)


def _gatherings(
    evaluation: Evaluation, meetings: Sequence[tuple[Meeting, ...]], room: float, wall: Wall
) -> tuple[tuple[Gathering, ...], float]:
    """The meetings as large as their room allows, and the width of it.

    First the days give way, then the topics.
    """
    beside = wall.geometry.wide
    most = room if beside else _MEETINGS_ROOM * room
    arrangements = list(
        _arrangements(len(meetings), wall, problems=bool(evaluation.agenda.problems))
    )
    for with_topic, way in product((True, False), arrangements):
        draft = _draft(evaluation, meetings, way, wall, with_topic=with_topic)
        if way.height(draft) <= most and all(_days_width(one, wall) <= way.each for one in draft):
            break
    spare = max(room - way.height(draft), 0.0) if beside else 0.0
    if way.level:
        placed = (
            replace(one, at_x=number * (way.each + _PARTS_GAP), at_y=spare / 2)
            for number, one in enumerate(draft)
        )
        return tuple(placed), way.width
    return _stacked(draft, spare / (len(draft) + 1)), way.width


def _draft(
    evaluation: Evaluation,
    meetings: Sequence[tuple[Meeting, ...]],
    way: _Arrangement,
    wall: Wall,
    *,
    with_topic: bool,
) -> list[Gathering]:
    """The meetings in one arrangement: their dates of one size, their lines at one height."""
    drafts = [
        _gathering(evaluation, same, hero, way.each, wall, with_topic=with_topic)
        for same, hero in zip(meetings, way.heroes, strict=True)
    ]
    least = min(one.date.size for one in drafts)
    leading = max(one.day_leading for one in drafts)
    return [
        replace(
            one,
            day_leading=leading if way.level else one.day_leading,
            date=wall.fit(_date_words(same[0], wall), way.each, (least,)),
        )
        for one, same in zip(drafts, meetings, strict=True)
    ]


def _stacked(gatherings: Sequence[Gathering], spare: float) -> tuple[Gathering, ...]:
    """The meetings one under another, with so much room above each."""
    steps = (one.height + _PARTS_GAP + spare for one in gatherings)
    return tuple(
        replace(one, at_y=at_y)
        for one, at_y in zip(gatherings, accumulate(steps, initial=spare), strict=False)
    )


def _gathering(
    evaluation: Evaluation,
    meetings: Sequence[Meeting],
    hero: float,
    width: float,
    wall: Wall,
    *,
    with_topic: bool,
) -> Gathering:
    day = meetings[0].day
    names = [meeting_words(wall, one.kind, evaluation.season) for one in meetings]
    before, count, after = count_words(wall, (day - evaluation.today).days)
    topics = dict.fromkeys(one.topic for one in meetings)
    topic = joined(topics, wall.say("；")) if with_topic else ""
    return Gathering(
        title=wall.fit(joined(names, wall.say("、")), width, _TITLES, bold=True),
        day_before=before,
        day=count,
        day_after=after,
        day_size=hero,
        day_leading=_LETTERS_LEADING if count.isascii() and count.isalpha() else 1.0,
        date=wall.fit(_date_words(meetings[0], wall), width, _DATES),
        topic=even(topic, width, (FLOOR,), wall.ruler),
    )


def _date_words(meeting: Meeting, wall: Wall) -> str:
    date_of, weekday_of = wall.language.date, wall.language.weekday
    return wall.say("{date} {weekday}", date=date_of(meeting.day), weekday=weekday_of(meeting.day))


def _days_width(one: Gathering, wall: Wall) -> float:
    words = sum(
        wall.width_of(word, _WORD) + _WORD_GAP for word in (one.day_before, one.day_after) if word
    )
    return words + wall.width_of(one.day, one.day_size, bold=True)


def _good_news(page: DispatchPage, agenda: Agenda, wall: Wall) -> DispatchPage:
    """That nothing was reported, in the middle of the room that problems would have."""
    width = wall.geometry.content_width - page.list_x
    heading = even(wall.say("没有新报问题"), width, _GOOD_NEWS, wall.ruler, bold=True)
    since = wall.fit(_since_words(agenda, wall), width, _DATES)
    spare = max(page.frame.room - page.list_y - heading.height - since.height, 0.0)
    if page.beside or any(one.at_x for one in page.meetings):
        meetings, above = page.meetings, spare / 2
    else:
        each = spare / (len(page.meetings) + 2)
        meetings, above = _stacked(page.meetings, each), each * (len(page.meetings) + 1)
    return replace(
        page,
        meetings=meetings,
        list_y=page.list_y + above,
        heading=heading,
        since=since,
        since_below=True,
    )


def _headed(page: DispatchPage, agenda: Agenda, wall: Wall) -> DispatchPage:
    """The page with the heading of its problems."""
    width = wall.geometry.content_width - page.list_x
    heading = wall.fit(_count_words(agenda, wall), width, (ROW,), bold=True)
    since = wall.fit(_since_words(agenda, wall), width)
    used = wall.width_of(heading.text, ROW, bold=True) + GAP + wall.width_of(since.text, FLOOR)
    below = used > width
    height = heading.height + (since.height if below else 0.0)
    return replace(
        page,
        heading=heading,
        since=since,
        since_below=below,
        rows_y=page.list_y + height + GAP / 2,
        row_width=width,
    )


def _count_words(agenda: Agenda, wall: Wall) -> str:
    return wall.say("新报问题 {count} 个", count=len(agenda.problems))


def _since_words(agenda: Agenda, wall: Wall) -> str:
    if agenda.since is None:
        return ""
    return wall.say("{day}调度以来", day=wall.language.date(agenda.since))


def _rows(problems: Sequence[Problem], width: float, size: float, wall: Wall) -> list[Reported]:
    """The problems, each with its battle line and not yet as high as that makes it.

    Texts stand beside their units, all in one column, but for those whose units are too long.
    """
    widths = [wall.width_of(one.unit, ROW, bold=True) + GAP for one in problems]
    text_x = max((one for one in widths if one <= _UNIT_SHARE * width), default=0.0)
    rows = []
    for one, unit_width in zip(problems, widths, strict=True):
        under = Reported(
            line=wall.fit(one.line, width, bold=True),
            unit=wall.fit(one.unit, width, (ROW,), bold=True),
            text=even(one.text, width, (size,), wall.ruler),
            row_height=0.0,
        )
        ways = [under]
        if one.unit and unit_width <= text_x:
            text = even(one.text, width - text_x, (size,), wall.ruler)
            ways.insert(0, replace(under, text=text, text_x=text_x))
        rows.append(min(map(_as_high_as_it_holds, ways), key=lambda row: row.row_height))
    return rows


def _as_high_as_it_holds(row: Reported) -> Reported:
    unit, text = row.unit.height, row.text.height
    height = max(unit, _drop(row) + text) if row.text_x else unit + text
    return replace(row, row_height=height + _ROW_GAP)


def _drop(row: Reported) -> float:
    """How far a text beside its unit is let down to stand on the unit's first baseline."""
    return max(row.unit.size - row.text.size, 0.0) * _BASELINE


def _parted(row: Reported, room: float) -> Iterator[Reported]:
    """The row, or where it is higher than room as many as hold all of it."""
    most = room - _ROW_GAP
    units = tuple(cut(row.unit, most if row.text_x else most / 2))
    stacked = max((unit.height for unit in units), default=0.0)
    above = _drop(row) if row.text_x else stacked
    texts = tuple(cut(row.text, most - above))
    again = row.unit if len(units) == 1 else EMPTY
    for number in range(max(len(units), len(texts))):
        unit = units[number] if number < len(units) else again
        text = texts[number] if number < len(texts) else EMPTY
        yield _as_high_as_it_holds(replace(row, unit=unit, text=text))


def _under_lines(rows: Sequence[Reported]) -> list[Reported]:
    """The rows with their battle line's name above the first of each."""
    shown = []
    before = EMPTY
    for row in rows:
        line = row.line if row.line != before else EMPTY
        shown.append(replace(row, line=line, row_height=row.row_height + line.height))
        before = row.line
    return shown
