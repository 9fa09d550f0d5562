"""What is wrong with a page on the wall: its texts whole, apart, safe, large, and in contrast."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from itertools import chain, combinations
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from kiosk.screen.geometry import HEADING, Geometry
from kiosk.screen.pages import (
    AreasPage,
    BlackPage,
    DispatchPage,
    IndicatorsPage,
    OverviewPage,
    Page,
    RedPage,
    StandingsPage,
    TasksPage,
)
from kiosk.screen.pages.red import Leader
from kiosk.screen.typesetting import Block
from kiosk.theme import SHAPE_CONTRAST, TEXT_CONTRAST
from tests.screen.gallery import Drawn, Seen

# What must be there.

_NOT_DRAWN: Final = {"lamp", "picture", "side", "subject", "tone"}
_DRAWN_WHERE_THERE_IS_ROOM: Final = {"value", "bar_word", "points_word"}


def said(value: object) -> Iterator[str]:
    """Every text of a page that must be drawn whatever the room."""
    if isinstance(value, str):
        if value and not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from said(one)
    elif isinstance(value, Leader):
        # The title says the leader's rank.
        yield from said((value.title, replace(value.honour, rank="")))
    elif is_dataclass(value):
        for one in fields(value):
            if one.name not in _NOT_DRAWN | _DRAWN_WHERE_THERE_IS_ROOM:
                yield from said(getattr(value, one.name))


# How large it must be.

FOOT, READ, LOOKED_FOR, LEADING = 15.0, 20.0, 29.5, 45.0
"""Arc minutes of the footer, of what is read, of rows that people look for, of headings."""
_NAMES: Final[Mapping[type, tuple[str, str]]] = {
    AreasPage: ("cells", "name"),
    BlackPage: ("rows", "name"),
    DispatchPage: ("problems", "unit"),
    IndicatorsPage: ("figures", "name"),
    OverviewPage: ("leaders", "name"),
    RedPage: ("rows", "name"),
    StandingsPage: ("rows", "name"),
    TasksPage: ("rows", "unit"),
}
"""Where a page has the names that people look for."""


def least_sizes(page: Page) -> dict[str, float]:
    """The texts of a page that must be larger than what is merely read, in arc minutes."""
    least = {}
    if type(page) in _NAMES:
        rows, name = _NAMES[type(page)]
        least |= {getattr(row, name).text: LOOKED_FOR for row in getattr(page, rows)}
    if isinstance(page, RedPage) and page.leader is not None:
        least[page.leader.honour.name.text] = LOOKED_FOR
    least |= {heading.text: LEADING for heading in _headings(page)}
    return least


def _headings(page: Page) -> Iterator[Block]:
    """What a page says first: its title, and the sentence of one that has nothing else."""
    if hasattr(page, "frame"):
        yield page.frame.title
    if hasattr(page, "message"):
        yield page.message
    if hasattr(page, "heading") and not isinstance(page, DispatchPage):
        yield page.heading


def arc_minutes(geometry: Geometry, size_px: int) -> float:
    """The angle that a text of this size fills for the farthest viewer."""
    pitch_mm = geometry.diagonal_in * 25.4 / math.hypot(geometry.width_px, geometry.height_px)
    return math.degrees(2 * math.atan(size_px * pitch_mm / 2 / (geometry.viewing_m * 1000))) * 60


# Where it stands.


def faults(seen: Seen, page: Page, geometry: Geometry) -> Iterator[str]:
    """What is wrong with the page that hangs there, but for its colors."""
    drawn = {text.text for text in seen.texts}
    yield from (f"{text!r} is not there" for text in said(page) if text not in drawn)
    safe = safe_area(geometry)
    least = least_sizes(page)
    for text in seen.texts:
        if text.truncated or text.markup:
            yield f"{text.text!r} is not drawn as it is"
        if not all(safe.contains(line) for line in text.ink):
            yield f"{text.text!r} leaves the safe area: {text.ink}"
        size = arc_minutes(geometry, text.size_px)
        if size < (FOOT if text.foot else least.get(text.text, READ)):
            yield f"{text.text!r} has {text.size_px} px, {size:.1f} arc minutes"
    yield from _collisions(seen, QRectF(0, 0, geometry.width_px, geometry.height_px))


def safe_area(geometry: Geometry) -> QRectF:
    """What every television shows, to the pixel that a line's edge falls in."""
    left, top = 0.05 * geometry.width_px - 1, 0.05 * geometry.height_px - 1
    return QRectF(left, top, geometry.width_px - 2 * left, geometry.height_px - 2 * top)


def _collisions(seen: Seen, whole: QRectF) -> Iterator[str]:
    for one, other in combinations(seen.texts, 2):
        if any(a.intersects(b) for a in one.ink for b in other.ink):
            yield f"{one.text!r} stands on {other.text!r}"
    shapes = [
        (number, shape)
        for number, shape in enumerate(seen.shapes)
        if not shape.shades and not shape.place.contains(whole)
    ]
    for text in seen.texts:
        for number, shape in shapes:
            if number in text.within:
                continue  # its own ground
            if any(shape.place.intersects(line) for line in text.ink):
                yield f"{text.text!r} stands on {shape.name or 'a shape'} at {shape.place}"


# How it stands out.

_AROUND: Final = 2
"""Pixels from a line's ink to where its ground is looked at."""
_SAMPLED: Final = 10
"""How many rows of pixels of a line are looked at."""


def contrast_faults(seen: Seen, picture: QImage, unit_px: float) -> Iterator[str]:
    """Which texts do not stand out from what is around them, by the pixels of a picture."""
    pixels = Pixels(picture)
    for text in seen.texts:
        measured = min(pixels.contrast(line) for line in text.ink)
        if measured < least_contrast(text, unit_px):
            yield f"{text.text!r} has a contrast of {measured:.2f}:1"


def least_contrast(text: Drawn, unit_px: float) -> float:
    """What a text's contrast must be: large numerals may have less than others."""
    large = text.size_px >= round(HEADING * unit_px)
    numeral = not any(char.isalpha() for char in text.text)
    return SHAPE_CONTRAST if large and numeral else TEXT_CONTRAST


class Pixels:
    """The colors of a picture."""

    def __init__(self, picture: QImage) -> None:
        self._picture = picture.convertToFormat(QImage.Format.Format_RGB32)
        self._width, self._height = picture.width(), picture.height()
        self._pixels = self._picture.constBits().cast("I")

    def contrast(self, ink: QRectF) -> float:
        """Contrast of what is painted here with the color that most of its surroundings have.

        Of the colors within the ink that which differs most, since the edges of strokes are
        blended with the ground.
        """
        left, right = math.floor(ink.left()), math.ceil(ink.right())
        top, bottom = math.floor(ink.top()), math.ceil(ink.bottom())
        around = Counter(
            chain(
                self._row(top - _AROUND, left, right),
                self._row(bottom + _AROUND, left, right),
                self._column(left - _AROUND, top, bottom),
                self._column(right + _AROUND, top, bottom),
            )
        )
        ground, _ = around.most_common(1)[0]
        step = max((bottom - top) // _SAMPLED, 1)
        within = set(chain(*(self._row(y, left, right) for y in range(top, bottom, step))))
        lights = [luminance(color) for color in within]
        under = luminance(ground)
        return max(ratio(max(lights), under), ratio(min(lights), under))

    def _row(self, y: int, left: int, right: int) -> list[int]:
        start = min(max(y, 0), self._height - 1) * self._width
        return self._pixels[start + max(left, 0) : start + min(right, self._width)].tolist()

    def _column(self, x: int, top: int, bottom: int) -> list[int]:
        column = self._pixels[min(max(x, 0), self._width - 1) :: self._width]
        return column[max(top, 0) : min(bottom, self._height)].tolist()


def ratio(one: float, other: float) -> float:
    """Contrast of two luminances by WCAG 2."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@cache
def luminance(color: int) -> float:
    """Relative luminance of a pixel by WCAG 2."""
    shares = ((color >> shift & 0xFF) / 255 for shift in (16, 8, 0))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# How much was judged.


@dataclass(slots=True)
class Tally:
    """How many texts were judged: of which kind of page, in which language, at which size."""

    texts: Counter[tuple[str, str, tuple[int, int]]] = field(default_factory=Counter)
    pages: Counter[tuple[str, str, tuple[int, int]]] = field(default_factory=Counter)
    contrasts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many texts were measured on pixels: of which kind of page, in which theme."""

    def __str__(self) -> str:
        kinds, languages, sizes = (len({key[place] for key in self.texts}) for place in (0, 1, 2))
        themes = len({theme for _, theme in self.contrasts})
        return (
            f"{self.texts.total()} texts on {self.pages.total()} pages of {kinds} kinds,"
            f" in {languages} languages at {sizes} sizes;"
            f" the contrast of {self.contrasts.total()} measured in {themes} themes"
        )
