"""What every page has: its frame, its words about round and data, and how it is measured."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import Final, Protocol, TypeVar

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Movement, Phase, Round, RoundKind, Season, SubjectKind
from kiosk.screen.blocks import SHORT, even
from kiosk.screen.geometry import FLOOR, HEADING, LEADING, ROW, SMALL, Geometry
from kiosk.screen.language import Language
from kiosk.screen.typesetting import EMPTY, Block, Ruler, fit

HEADER: Final = 100
"""Height of the header in units: its title, and the line of the round."""
FOOTER: Final = 44
FOOTER_GAP: Final = 28
"""Between texts of the footer."""
NOTE_GAP: Final = 14
GAP: Final = 24
"""The spacing unit: rows, columns and parts stand whole multiples of half of it apart."""
NAME_SIZES: Final = (64, ROW)
MESSAGE: Final = (132, 104, HEADING)
"""Sizes of the one sentence of a page that has nothing else to show."""
_MOST_HEIGHT: Final = 0.18
"""Part of a wall's height that a long text may take: what runs on behind it nobody reads."""
_LONG: Final = 64
"""Characters from which a text is long; no title and no name of an office is."""
_HALF_MONTH_DAY: Final = 15
_NOISE: Final = 1e-6
"""Units by which sums of the same heights may differ."""
_GLANCED: Final = frozenset({"as_of", "page_mark", "note", "lamp", "side", "picture"})
"""Parts of a page that nobody waits to have read: quiet, or a shape, or a picture."""

_MEASURED: Final = re.compile(r"(?<=[\d%]) (?=[^\W\d_])|(?<=[^\W\d_]) (?=\d)")


class Tone(StrEnum):
    """The mood of a page: honour, lag, or the calm paper between the two."""

    RED = "red"
    BLACK = "black"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How good the figures are, in the contest's local time."""

    changed: datetime | None = None
    """When the source last said something new."""
    away_since: datetime | None = None
    """Since when the source has not answered; None while it does."""
    stale: bool = False
    """Too old to hold anybody to them (rules, section 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """One display as pages are made for it."""

    geometry: Geometry
    ruler: Ruler
    language: Language
    title: str
    county: str = ""
    slogan: tuple[str, ...] = ()
    show_black: bool = True
    show_persons: bool = False

    def say(self, text: str, **values: object) -> str:
        """A text of the interface with its values filled in; a number keeps to its measure.

        Called as `wall.say("…")`: lupdate collects the texts by these words, and files them
        under `wall`.
        """
        return _MEASURED.sub("\u00a0", self.language.translate("wall", text).format(**values))

    def fit(
        self,
        text: str,
        width: float,
        sizes: Sequence[float] = (FLOOR,),
        *,
        bold: bool = False,
        whole: bool = False,
    ) -> Block:
        """Set a text into width.

        Args:
            text: One paragraph.
            width: Units to fill at most.
            sizes: Sizes to try, largest first.
            bold: Whether it will be drawn in bold.
            whole: Whether a long one keeps what is more than about a sixth of the wall's height.
        """
        block = fit(text, width, sizes, self.ruler, bold=bold)
        return block if whole else self._glanced(block, width, bold=bold)

    def even(
        self,
        text: str,
        width: float,
        sizes: Sequence[float],
        *,
        bold: bool = False,
        short: float = SHORT,
    ) -> Block:
        """The same, with lines of even length; see `blocks.even`."""
        block = even(text, width, sizes, self.ruler, bold=bold, short=short)
        return self._glanced(block, width, bold=bold)

    def _glanced(self, block: Block, width: float, *, bold: bool) -> Block:
        """A text without what of it nobody waits for; its last line says that there is more."""
        most = max(int(_MOST_HEIGHT * self.geometry.height / ((block.size or FLOOR) * LEADING)), 1)
        if block.lines <= most or len(block.text) - block.lines < _LONG:
            return block
        *kept, last = block.text.split("\n")[:most]
        while last and self.width_of(f"{last}…", block.size, bold=bold) > width:
            last = last[:-1]
        return Block("\n".join((*kept, f"{last}…")), block.size, most)

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width of one line in units."""
        return self.ruler(text, size, bold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page's content, in its final words. Lengths are in units."""

    tone: Tone = Tone.PAPER
    mark: str = ""
    title: Block = EMPTY
    subtitle: Block = EMPTY
    subtitle_below: bool = False
    """Whether the subtitle stands under the title for want of room beside it."""
    page_mark: str = ""
    as_of: str = ""
    as_of_below: bool = False
    note: Block = EMPTY
    margin_x: float = 0.0
    margin_y: float = 0.0
    content_top: float = 0.0
    """Where the content begins, from the top of the screen."""
    content_bottom: float = 0.0
    """Where it ends, from the top of the screen."""

    @property
    def room(self) -> float:
        """Height of the content."""
        return self.content_bottom - self.content_top


def frame(
    wall: Wall,
    *,
    title: str,
    tone: Tone = Tone.PAPER,
    mark: str = "",
    subtitle: str = "",
    page_mark: str = "",
    as_of: str = "",
    note: str = "",
) -> Frame:
    """A page's header and note, set; the content goes between `top` and `bottom`."""
    geometry = wall.geometry
    width = geometry.content_width
    title_x = HEADING * 1.2 if mark else 0.0
    right = sum(wall.width_of(text, FLOOR) + 1.5 * GAP for text in (page_mark, as_of) if text)
    heading = wall.even(title, width - title_x, (HEADING,), bold=True, short=1.0)
    title_end = title_x + max(
        wall.width_of(line, HEADING, bold=True) for line in heading.text.split("\n")
    )
    line = wall.width_of(subtitle, FLOOR) + 1.5 * GAP if subtitle else 0.0
    below = title_end + line + right > width
    as_of_below = title_end + right > width
    beside = width - (right if as_of_below or not below else 0.0)
    set_subtitle = wall.fit(subtitle, beside if below else line)
    second = max(set_subtitle.height if below else 0.0, FLOOR * LEADING if as_of_below else 0.0)
    noted = wall.fit(note, width)
    note_height = noted.height + NOTE_GAP if note else 0.0
    return Frame(
        tone=tone,
        mark=mark,
        title=heading,
        subtitle=set_subtitle,
        subtitle_below=below,
        page_mark=page_mark,
        as_of=as_of,
        as_of_below=as_of_below,
        note=noted,
        margin_x=geometry.margin_x,
        margin_y=geometry.margin_y,
        content_top=geometry.margin_y + max(heading.height + second, HEADER) + GAP,
        content_bottom=geometry.height - geometry.margin_y - FOOTER - note_height - GAP,
    )


def round_words(wall: Wall, now: Round | None, season: Season) -> str:
    """The round in words: 第 3 期 · 6 月上半月."""
    if now is None:
        return ""
    if season.rounds is RoundKind.HALF_MONTH:
        first = now.end.day <= _HALF_MONTH_DAY
        month = wall.language.month(now.end)
        span = (
            wall.say("{month}上半月", month=month)
            if first
            else wall.say("{month}下半月", month=month)
        )
    elif season.rounds is RoundKind.MONTH:
        span = wall.language.month(now.end)
    else:
        date_of = wall.language.date
        span = wall.say("{start}至 {end}", start=date_of(now.start), end=date_of(now.end))
    return wall.say("第 {number} 期 · {span}", number=now.number, span=span)


def round_title(wall: Wall, evaluation: Evaluation) -> str:
    """The round, or that these are the final standings."""
    if evaluation.phase is Phase.AFTER:
        return wall.say("最终排名")
    return round_words(wall, evaluation.round, evaluation.season)


def as_of_words(wall: Wall, as_of: date, freshness: Freshness) -> str:
    """What the figures show and, when they are too old, that they are."""
    day = wall.language.date(as_of)
    if freshness.stale:
        return wall.say("数据截至 {day}（已过期）", day=day)
    return wall.say("数据截至 {day}", day=day)


def _freshness_words(wall: Wall, freshness: Freshness, today: date) -> tuple[str, ...]:
    """When the figures changed, or since when the source is away: at length, then shorter."""

    def moment(at: datetime) -> str:
        clock = f"{at:%H:%M}"
        return clock if at.date() == today else f"{wall.language.date(at.date())} {clock}"

    if freshness.away_since is not None:
        since = moment(freshness.away_since)
        return (
            wall.say("{time} 起数据源无应答，所示为上次数据", time=since),
            wall.say("{time} 起数据源无应答", time=since),
        )
    if freshness.changed is not None:
        return (wall.say("{time} 更新", time=moment(freshness.changed)),)
    return ("",)


def freshness_and_mark(
    wall: Wall, freshness: Freshness, today: date, marks: Sequence[str], *, beside: Sequence[str]
) -> tuple[str, str]:
    """The quiet line of the footer, and what it says of the kiosk itself.

    A narrow wall has the line shorter, then fewer marks.

    Args:
        wall: Whose footer it is.
        freshness: How good the figures are.
        today: The day on which it is read.
        marks: What is to be said, the weightiest first.
        beside: What else stands in the footer.
    """
    words = _freshness_words(wall, freshness, today)
    for count in range(len(marks), -1, -1):
        mark = " · ".join(marks[:count])
        for fresh in words:
            if _footer_width(wall, (*beside, fresh, mark)) <= wall.geometry.content_width:
                return fresh, mark
    return words[-1], ""


def _footer_width(wall: Wall, texts: Iterable[str]) -> float:
    """What texts take of a footer, the room between them included."""
    return sum(wall.width_of(text, SMALL, bold=True) + FOOTER_GAP for text in texts if text)


def names_subjects(wall: Wall, evaluation: Evaluation) -> bool:
    """Whether the wall may name who is ranked; leaders are persons (rules, section 6)."""
    return wall.show_persons or evaluation.rules.subject is not SubjectKind.LEADER


def movement_words(wall: Wall, movement: Movement | None) -> str:
    """▲2, ▼1, — for level, 新 for a newcomer; nothing where no round before is kept."""
    if movement is None:
        return ""
    if movement.places is None:
        return wall.say("新")
    if movement.places == 0:
        return "—"
    return f"{'▲' if movement.places > 0 else '▼'}{abs(movement.places)}"


def share(value: float | None) -> float:
    """A share clamped for drawing; -1 where there is none to draw."""
    return -1.0 if value is None else min(max(value, 0.0), 1.0)


class Row(Protocol):
    """A row of a list, as high as its content needs."""

    @property
    def row_height(self) -> float:
        """Height in units."""


_RowT = TypeVar("_RowT", bound=Row)


def spread(rows: Sequence[_RowT], room: float, *, most: float = 0.5) -> tuple[_RowT, ...]:
    """The rows with the room that is left shared out, to each this part of its height at most."""
    spare = max(room - sum(row.row_height for row in rows), 0.0) / max(len(rows), 1)
    return tuple(
        replace(row, row_height=row.row_height + min(spare, most * row.row_height))  # type: ignore[type-var]  # rows are dataclasses
        for row in rows
    )


class PlacedRow(Row, Protocol):
    """A row that knows its place, in units from the upper left corner of all rows."""

    @property
    def at_x(self) -> float:
        """Of its left edge."""

    @property
    def at_y(self) -> float:
        """Of its upper edge."""


_PlacedT = TypeVar("_PlacedT", bound=PlacedRow)


def column(
    rows: Sequence[_PlacedT], room: float, *, most: float, at_x: float = 0.0
) -> tuple[_PlacedT, ...]:
    """The rows one under another, the room that is left shared out as `spread` does."""
    wider = spread(rows, room, most=most)
    tops = accumulate((row.row_height for row in wider), initial=0.0)
    return tuple(
        replace(row, at_x=at_x, at_y=at_y)  # type: ignore[type-var]  # rows are dataclasses
        for row, at_y in zip(wider, tops, strict=False)
    )


def by_height(heights: Sequence[float], room: float, *, multiple: int = 1) -> list[range]:
    """Index ranges of consecutive rows for as few pages as room allows, filled alike.

    A row taller than room has a page alone.

    Args:
        heights: Of the rows.
        room: Of a page.
        multiple: Of what the pages are a whole number, where the rows are enough for that: of
            columns, say, that fill a wall side by side.
    """
    until = list(accumulate(heights, initial=0.0))
    # For each number of rows from the first: how unevenly they fill the pages so far, and where
    # those pages end. Of ways that are alike the one with the fuller first pages is kept.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    fewest = _fewest(heights, room)
    for _ in range(min(fewest + -fewest % multiple, len(heights))):
        further: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (uneven, ends) in best.items():
            for end in range(start + 1, len(until)):
                height = until[end] - until[start]
                if height > room + _NOISE and end > start + 1:
                    break
                way = (round(uneven + height**2, 3), (*ends, -end))
                further[end] = min(further.get(end, way), way)
        best = further
    _, ends = best[len(heights)]
    return [range(-start, -end) for start, end in pairwise((0, *ends))]


def _fewest(heights: Sequence[float], room: float) -> int:
    """How many pages the rows need at least."""
    pages, left = 0, 0.0
    for height in heights:
        if height > left:
            pages, left = pages + 1, room
        left -= height
    return pages


class Framed(Protocol):
    """A page with a header."""

    @property
    def frame(self) -> Frame:
        """What stands around its content."""


_FramedT = TypeVar("_FramedT", bound=Framed)


def numbered(pages: Sequence[_FramedT]) -> tuple[_FramedT, ...]:
    """The pages of a scene with their marks in their headers."""
    return tuple(
        replace(page, frame=replace(page.frame, page_mark=mark))  # type: ignore[type-var]  # pages are dataclasses
        for page, mark in zip(pages, page_marks(len(pages)), strict=True)
    )


def page_marks(count: int) -> tuple[str, ...]:
    """1/3, 2/3, 3/3; nothing for a single page."""
    return ("",) if count == 1 else tuple(f"{page}/{count}" for page in range(1, count + 1))


def parted(sentence: str, hero: str) -> tuple[str, str, str]:
    """A sentence as what stands before its hero, the hero, and what stands behind it."""
    before, found, after = sentence.partition(hero)
    return before.strip(), found, after.strip()


def characters(value: object) -> int:
    """How many characters a page asks to be read."""
    if isinstance(value, StrEnum):
        return 0
    if isinstance(value, str):
        return sum(not char.isspace() for char in value)
    if isinstance(value, tuple):
        return sum(map(characters, value))
    if is_dataclass(value):
        return sum(
            characters(getattr(value, field.name))
            for field in fields(value)
            if field.name not in _GLANCED
        )
    return 0


def joined(parts: Iterable[str], separator: str) -> str:
    """The parts that say something."""
    return separator.join(part for part in parts if part)
