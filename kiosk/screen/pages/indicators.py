"""The county's figures: each as a hero, and its place among its peers as one of a row of marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Indicator
from kiosk.contest.numbers import round_half_up
from kiosk.screen.geometry import FLOOR, ROW
from kiosk.screen.pages.common import (
    GAP,
    Frame,
    Freshness,
    Wall,
    as_of_words,
    by_height,
    frame,
    numbered,
    spread,
)
from kiosk.screen.typesetting import Block

_COLUMN_GAP: Final = 2 * GAP
_APART: Final = 3 * GAP
"""Between indicators that stand side by side."""
_LEAST_GROWTH_GAP: Final = 1.5 * GAP
_WORD_GAP: Final = 16
"""Between a figure and the words and signs that belong to it."""
_LINE_GAP: Final = 10
"""Between the marks and the words of a place under them."""
_COMMA: Final = 0.12
"""How far a comma reaches under the line of a figure, over its size."""
_LEAST_NAME: Final = 0.2
"""Part of the width that names have at least where they stand beside their figures."""
_MOST_MEASURE: Final = 240
"""Width over which a measure stands with the name and not with the figure."""
_MOST_PLACE: Final = 0.3
"""Part of the width that a place may take beside the figures before its words wrap."""
_SPREAD: Final = 2.0
"""How many times its height a row may grow by: a few rows share all of the wall."""
_BASELINE: Final = 0.88
"""From the top of a line of figures, set without leading, down to its baseline."""
_PITCH: Final = 0.6
"""Distance of the peers' marks as a part of the own mark's size, where there is room."""
_LEAST_PITCH: Final = 0.4
_DOT: Final = 0.28
"""Size of a peer's mark as a part of the own mark's."""
_RANK: Final = 0.6
"""Size of the rank as a part of the mark that it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One indicator. Places are in units, from the upper left corner of what the row holds."""

    name: Block
    name_y: float
    sign: str
    """▲ or ▼ before a value that is a growth."""
    value: str
    measure: str
    """What the value counts, or that it is the growth on the year before."""
    value_x: float
    """Where the value begins, with its sign."""
    value_baseline: float
    growth_word: str
    growth_sign: str
    growth: str
    """The growth beside a value."""
    growth_x: float
    growth_baseline: float
    rank: str
    """What stands in the county's own mark."""
    own: int
    """Which of the marks that is, from 0."""
    peers: int
    """How many marks there are; 0 where the place is told in words alone."""
    pitch: float
    """Distance from one mark to the next."""
    place: Block
    place_y: float
    content_height: float
    row_height: float
    at_x: float = 0.0
    at_y: float = 0.0
    """Upper left corner of its place, from that of the content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorsPage:
    """Some of the indicators, all at one size, in rows from left to right."""

    frame: Frame
    column_width: float
    value_size: float
    sign_size: float
    measure_size: float
    growth_size: float
    word_size: float
    disc: float
    """Size of the own mark."""
    dot: float
    """Size of a peer's mark."""
    rank_size: float
    place_x: float
    place_beside: bool
    """Whether the words of a place stand beside its marks, not under them."""
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """How large everything is, and whether names stand beside their figures or above them."""

    value: float
    names: tuple[float, ...]
    beside: bool
    columns: int = 1

    @property
    def half(self) -> float:
        """Size of the sign, of the growth beside a value, and of the own mark."""
        return max(0.5 * self.value, ROW)

    @property
    def measure(self) -> float:
        return max(0.42 * self.value, FLOOR)

    @property
    def word(self) -> float:
        return max(0.3 * self.value, FLOOR)

    @property
    def places(self) -> tuple[float, ...]:
        """Sizes of the words of a place: those of rows, where it has a line of its own."""
        return (self.word, FLOOR) if self.beside else (max(self.word, ROW), ROW, 48, FLOOR)

    def width(self, wall: Wall) -> float:
        """Width of a column."""
        gaps = (self.columns - 1) * _APART
        return (wall.geometry.content_width - gaps) / self.columns


_FORMS: Final = (
    _Form(264, (104, 88, 72, ROW), beside=False),
    _Form(208, (88, 72, 64, ROW), beside=True),
    _Form(208, (88, 72, 64, ROW), beside=False),
    _Form(208, (88, 72, 64, ROW), beside=False, columns=2),
    _Form(160, (72, 64, ROW), beside=True),
    _Form(160, (72, 64, ROW), beside=False),
    _Form(160, (72, 64, ROW), beside=False, columns=2),
    _Form(128, (64, ROW), beside=True),
    _Form(128, (64, ROW), beside=False),
    _Form(128, (64, ROW), beside=False, columns=2),
    _Form(104, (64, ROW), beside=True),
    _Form(104, (64, ROW), beside=False),
    _Form(104, (64, ROW), beside=False, columns=2),
    _Form(104, (ROW,), beside=False, columns=2),
    _Form(80, (ROW,), beside=False),
    _Form(ROW, (ROW,), beside=False),
)
"""From the grandest to the one that holds any figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What is said of an indicator."""

    name: str
    sign: str = ""
    value: str = ""
    measure: str = ""
    growth_word: str = ""
    growth_sign: str = ""
    growth: str = ""
    place: str = ""
    rank: int = 0
    peers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Widths:
    """How wide the parts of an indicator are in one form."""

    before: float
    """Of the value with its sign."""
    after: float
    """Of the measure and the gap before it."""
    growth: float
    pitch: float
    marks: float
    place: Block
    place_line: float

    @property
    def value(self) -> float:
        return self.before + self.after


@dataclass(frozen=True, slots=True)
class _Draft:
    """All the indicators in one form, in rows from left to right."""

    page: IndicatorsPage
    columns: int

    @property
    def rows(self) -> tuple[tuple[Figure, ...], ...]:
        """The indicators that stand side by side, from the top."""
        starts = range(0, len(self.page.figures), self.columns)
        return tuple(self.page.figures[start : start + self.columns] for start in starts)

    @property
    def holes(self) -> int:
        """Places of the last row that stay empty."""
        return -len(self.page.figures) % self.columns

    @property
    def heights(self) -> list[float]:
        """Heights of the rows."""
        return [max(one.row_height for one in row) for row in self.rows]


def indicators_pages(
    evaluation: Evaluation, freshness: Freshness, wall: Wall
) -> tuple[IndicatorsPage, ...]:
    """Every indicator in the order of the table; no page where there is none.

    On as few pages as can be; of the ways to do so first those that leave no place empty, and of
    these the largest.
    """
    if not evaluation.indicators:
        return ()
    base = frame(
        wall,
        title=wall.say("主要经济指标"),
        subtitle=wall.county,
        # Room for the page mark is kept before it is known how many pages there are.
        page_mark="8/8",
        as_of=as_of_words(wall, evaluation.as_of, freshness),
    )
    said = [_words(indicator, wall) for indicator in evaluation.indicators]
    every = list(_drafts(said, base, wall))
    drafts = [draft for draft in every if max(draft.heights) <= base.room] or every[-1:]
    parts = [by_height(draft.heights, base.room) for draft in drafts]
    best = min(range(len(drafts)), key=lambda place: (len(parts[place]), drafts[place].holes))
    draft = drafts[best]
    return numbered(
        [
            replace(draft.page, figures=tuple(_placed(draft, part, base.room)))
            for part in parts[best]
        ]
    )


def _placed(draft: _Draft, part: range, room: float) -> Iterator[Figure]:
    """The indicators of these rows in their places, the room that is left shared out between."""
    rows = [draft.rows[place] for place in part]
    highest = [max(row, key=lambda one: one.row_height) for row in rows]
    y = 0.0
    for row, high in zip(rows, spread(highest, room, most=_SPREAD), strict=True):
        for column, one in enumerate(row):
            yield replace(
                one,
                at_x=column * (draft.page.column_width + _APART),
                at_y=y,
                content_height=high.content_height,
                row_height=high.row_height,
            )
        y += high.row_height


def place_words(wall: Wall, indicator: Indicator) -> str:
    """The rank among peers in words: 九县（市）第 2 位."""
    if indicator.rank is None:
        return ""
    if indicator.among:
        return wall.say("{peers}第 {rank} 位", peers=indicator.among, rank=indicator.rank)
    if indicator.peers is not None:
        return wall.say("参评 {count} 地中第 {rank} 位", count=indicator.peers, rank=indicator.rank)
    return wall.say("第 {rank} 位", rank=indicator.rank)


def growth_words(wall: Wall, growth: float) -> tuple[str, str]:
    """The sign of a growth, and the growth itself: ▲ and +8.1%, ▼ and −3.2%."""
    percent = round_half_up(100 * growth, 1)
    text = wall.language.figure(percent, 1)
    if percent > 0:
        return "▲", f"+{text}%"
    return ("▼" if percent < 0 else ""), f"{text}%"


def _words(indicator: Indicator, wall: Wall) -> _Words:
    words = _Words(
        name=indicator.name,
        place=place_words(wall, indicator),
        rank=indicator.rank or 0,
        peers=indicator.peers or 0,
    )
    over = wall.say("同比")
    if indicator.value is not None:
        value = wall.language.figure(indicator.value)
        measure = indicator.measure
        if wall.width_of(measure, ROW) > _MOST_MEASURE:
            name = wall.say("{name}（{measure}）", name=indicator.name, measure=measure)
            words, measure = replace(words, name=name), ""
        words = replace(words, value=value, measure=measure)
        if indicator.growth is not None:
            sign, growth = growth_words(wall, indicator.growth)
            words = replace(words, growth_word=over, growth_sign=sign, growth=growth)
    elif indicator.growth is not None:
        sign, growth = growth_words(wall, indicator.growth)
        words = replace(words, sign=sign, value=growth, measure=over)
    elif not words.place:
        words = replace(words, value=wall.say("未报"))
    return words


def _drafts(said: Sequence[_Words], base: Frame, wall: Wall) -> Iterator[_Draft]:
    """All the indicators in every form that holds them, the grandest first.

    The last form, whose figures are no larger than names, only where no other holds them.
    """
    held = False
    for form in _FORMS:
        if held and form is _FORMS[-1]:
            return
        widths = [_widths(words, form, wall) for words in said]
        arrange = _beside if form.beside else _above
        page = arrange(said, widths, form, base, wall)
        if page is not None:
            held = True
            yield _Draft(page, form.columns)


def _names(said: Sequence[_Words], width: float, sizes: Sequence[float], wall: Wall) -> list[Block]:
    """The names, all at the largest size that none of them needs to step down from."""
    least = min(wall.fit(words.name, width, sizes, bold=True).size for words in said)
    return [wall.even(words.name, width, (least,), bold=True, short=1.0) for words in said]


def _widths(words: _Words, form: _Form, wall: Wall) -> _Widths:
    sign = wall.width_of(words.sign, form.half) + _WORD_GAP if words.sign else 0.0
    measure = wall.width_of(words.measure, form.measure) + _WORD_GAP if words.measure else 0.0
    growth = (
        wall.width_of(words.growth_word, form.word)
        + (wall.width_of(words.growth_sign, form.word) + _WORD_GAP if words.growth_sign else 0.0)
        + _WORD_GAP
        + wall.width_of(words.growth, form.half, bold=True)
        if words.growth
        else 0.0
    )
    most = form.width(wall) * (_MOST_PLACE if form.beside else 1.0)
    pitch = _pitch(words, form.half, most)
    marks = form.half + (words.peers - 1) * pitch if pitch else 0.0
    place = wall.fit(words.place, most, form.places)
    if not form.beside:
        behind = wall.fit(words.place, max(most - marks - GAP, FLOOR), form.places[:-1])
        place = behind if behind.lines == 1 else place
    return _Widths(
        before=sign + wall.width_of(words.value, form.value, bold=True),
        after=measure,
        growth=growth,
        pitch=pitch,
        marks=marks,
        place=place,
        place_line=max(wall.width_of(line, place.size) for line in place.text.split("\n")),
    )


def _pitch(words: _Words, disc: float, most: float) -> float:
    """Distance of the marks; 0 where they would not be told apart, or there is no such place."""
    if not 0 < words.rank <= words.peers:
        return 0.0
    pitch = min(_PITCH * disc, (most - disc) / max(words.peers - 1, 1))
    return pitch if pitch >= _LEAST_PITCH * disc else 0.0


def _beside(
    said: Sequence[_Words], widths: Sequence[_Widths], form: _Form, base: Frame, wall: Wall
) -> IndicatorsPage | None:
    """Name, value, growth and place as columns, as far apart as the wall is wide."""
    width = wall.geometry.content_width
    before = max(one.before for one in widths)
    after = max(one.after for one in widths)
    growth = max(one.growth for one in widths)
    place = max(max(one.marks, one.place_line) for one in widths)
    gaps = 1 + (growth > 0) + (place > 0)
    name_room = width - before - after - growth - place - gaps * _COLUMN_GAP
    if name_room < _LEAST_NAME * width:
        return None
    names = _names(said, name_room, form.names, wall)
    lines = [(line, name.size) for name in names for line in name.text.split("\n")]
    name_width = max(wall.width_of(line, size, bold=True) for line, size in lines)
    gap = _COLUMN_GAP + (name_room - name_width) / gaps
    value_end = name_width + gap + before
    growth_end = value_end + after + gap + growth
    figures = []
    for words, one, name in zip(said, widths, names, strict=True):
        place_height = _place_height(one, form, beside=False)
        height = max(name.height, form.value, place_height)
        baseline = height / 2 + (_BASELINE - 0.5) * form.value
        figures.append(
            _figure(
                words,
                one,
                name,
                name_y=(height - name.height) / 2,
                value_x=value_end - one.before,
                value_baseline=baseline,
                growth_x=growth_end - one.growth,
                growth_baseline=baseline,
                place_y=(height - place_height) / 2,
                height=height,
            )
        )
    return _page(form, base, figures, width=width, place_x=width - place, place_beside=False)


def _above(
    said: Sequence[_Words], widths: Sequence[_Widths], form: _Form, base: Frame, wall: Wall
) -> IndicatorsPage | None:
    """The name above its value; the growth and the place in its line where there is room."""
    width = form.width(wall)
    value = max(one.value for one in widths)
    growth = max(one.growth for one in widths)
    place = max(max(one.marks, one.place_line) for one in widths)
    if max(value, growth) > width and form is not _FORMS[-1]:
        return None
    growth_after = max((one.value for one in widths if one.growth), default=0.0)
    growth_gap = min(2 * _COLUMN_GAP, width - growth_after - growth)
    growth_in_line = growth_gap >= _LEAST_GROWTH_GAP
    line = max(value, growth_after + growth_gap + growth if growth and growth_in_line else 0.0)
    place_in_line = line + 2 * _COLUMN_GAP + place <= width
    place_beside = not place_in_line and width >= max(
        one.marks + GAP + one.place_line for one in widths
    )
    name_room = width - (place + _COLUMN_GAP if place and place_in_line else 0.0)
    # Figures that stand side by side keep level, whichever of them has a comma.
    commas = any("," in words.value for words in said)
    lift = max(_COMMA * form.value - _LINE_GAP, 0.0) if commas else 0.0
    figures = []
    for words, one, name in zip(
        said, widths, _names(said, name_room, form.names, wall), strict=True
    ):
        height = name.height + (form.value if words.value else 0.0)
        baseline = growth_baseline = name.height + _BASELINE * form.value - lift
        if words.growth and not growth_in_line:
            growth_baseline = height + _LINE_GAP + _BASELINE * form.half
            height = growth_baseline + (1 - _BASELINE) * form.half
        place_height = _place_height(one, form, beside=place_beside)
        if place_in_line:
            height = max(height, place_height)
            place_y = (height - place_height) / 2
        else:
            place_y = height + _LINE_GAP if place_height else height
            height = place_y + place_height
        figures.append(
            _figure(
                words,
                one,
                name,
                name_y=0.0,
                value_x=0.0,
                value_baseline=baseline,
                growth_x=growth_after + growth_gap if growth_in_line else 0.0,
                growth_baseline=growth_baseline,
                place_y=place_y,
                height=height,
            )
        )
    place_x = width - place if place_in_line else 0.0
    return _page(form, base, figures, width=width, place_x=place_x, place_beside=place_beside)


def _place_height(one: _Widths, form: _Form, *, beside: bool) -> float:
    marks = form.half if one.marks else 0.0
    if beside:
        return max(marks, one.place.height)
    return marks + one.place.height + (_LINE_GAP if marks else 0.0)


def _figure(
    words: _Words,
    one: _Widths,
    name: Block,
    *,
    name_y: float,
    value_x: float,
    value_baseline: float,
    growth_x: float,
    growth_baseline: float,
    place_y: float,
    height: float,
) -> Figure:
    return Figure(
        name=name,
        name_y=name_y,
        sign=words.sign,
        value=words.value,
        measure=words.measure,
        value_x=value_x,
        value_baseline=value_baseline,
        growth_word=words.growth_word,
        growth_sign=words.growth_sign,
        growth=words.growth,
        growth_x=growth_x,
        growth_baseline=growth_baseline,
        rank=str(words.rank) if one.pitch else "",
        own=words.rank - 1,
        peers=words.peers if one.pitch else 0,
        pitch=one.pitch,
        place=one.place,
        place_y=place_y,
        content_height=height,
        row_height=height + GAP,
    )


def _page(
    form: _Form,
    base: Frame,
    figures: Sequence[Figure],
    *,
    width: float,
    place_x: float,
    place_beside: bool,
) -> IndicatorsPage:
    return IndicatorsPage(
        frame=base,
        column_width=width,
        value_size=form.value,
        sign_size=form.half,
        measure_size=form.measure,
        growth_size=form.half,
        word_size=form.word,
        disc=form.half,
        dot=_DOT * form.half,
        rank_size=max(_RANK * form.half, FLOOR),
        place_x=place_x,
        place_beside=place_beside,
        figures=tuple(figures),
    )
