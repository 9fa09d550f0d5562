"""A notice as a slide: its title and its lines, as large as the room allows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from kiosk.notices import Notice
from kiosk.screen.blocks import cut, even, whole_words
from kiosk.screen.geometry import FLOOR, HEADING, LEADING, ROW
from kiosk.screen.pages.common import (
    GAP,
    Frame,
    Wall,
    by_height,
    frame,
    joined,
    numbered,
)
from kiosk.screen.typesetting import EMPTY, Block

_SIZES: Final = (
    (200, 112),
    (160, 104),
    (160, HEADING),
    (132, 80),
    (112, 72),
    (96, 64),
    (HEADING, ROW),
    (HEADING, 48),
    (HEADING, FLOOR),
)
"""Sizes of the title and of the lines, from the grandest to the least."""
_SOLE_TITLES: Final = (320, 264, 208, 160, 132, 104, HEADING)
"""Sizes of a title with no lines under it."""
_RULE: Final = 2 * GAP
"""Height of the hairline between title and lines, with the room around it."""
_BETWEEN: Final = 0.35
"""Room between two lines, as a part of their size."""
_ONE_LINE: Final = 0.75
"""Part of its size to which a title steps down to stand in one line."""
_COLUMN_GAP: Final = 3 * GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """A line of the notice, or what of a long one stands on this page."""

    words: Block
    at_x: float = 0.0
    at_y: float = 0.0
    """Its upper left corner from that of the content, in units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """The title, and those of the lines that stand on this page."""

    frame: Frame
    heading: Block = EMPTY
    heading_y: float = 0.0
    rule_y: float = -1.0
    """Where the hairline stands under the title; -1 where there is none."""
    lines: tuple[NoticeLine, ...] = ()


def notice_pages(notices: Sequence[Notice], wall: Wall) -> tuple[NoticePage, ...]:
    """Every notice, one after another, each on as few pages as hold it at the least size."""
    return tuple(page for notice in notices for page in _pages(notice, wall))


def _pages(notice: Notice, wall: Wall) -> tuple[NoticePage, ...]:
    """The notice in the first size at which one page holds it, else in the least."""
    base = _frame(wall)
    pages: list[NoticePage] = []
    for pages in _drafts(notice, base, wall):
        if len(pages) == 1:
            break
    return numbered(pages)


def _frame(wall: Wall) -> Frame:
    """A frame that leaves the wall to the notice: whose wall it is stands in one quiet line."""
    room = wall.geometry.content_width - wall.width_of("88/88", FLOOR, bold=True) - GAP
    whose = wall.fit(joined((wall.county, wall.title), " · "), room)
    return replace(
        frame(wall, title=""),
        subtitle=whose,
        subtitle_below=True,
        as_of_below=True,
        content_top=wall.geometry.margin_y + max(whose.height, FLOOR * LEADING) + GAP,
    )


def _drafts(notice: Notice, base: Frame, wall: Wall) -> Iterator[list[NoticePage]]:
    """The notice in every size that cuts no word, the largest first; at last in the least.

    Lines that are short enough stand in two columns where one does not hold them.
    """
    width = wall.geometry.content_width
    half = (width - _COLUMN_GAP) / 2
    said = [line for line in notice.lines if line.strip()]
    pairs = _SIZES if said else [(size, FLOOR) for size in _SOLE_TITLES]
    for title_size, line_size in pairs:
        sizes = (title_size, max(_ONE_LINE * title_size, HEADING))
        title = even(notice.title, width, sizes, wall.ruler, bold=True, short=1.0)
        lines = [even(line, width, (line_size,), wall.ruler) for line in said]
        whole = whole_words(title, notice.title) and all(map(whole_words, lines, said))
        if whole or (title_size, line_size) == pairs[-1]:
            yield list(_set(title, lines, base, columns=(0.0,)))
        halves = [wall.fit(line, half, (line_size,)) for line in said]
        if whole and wall.geometry.wide and said and all(line.lines == 1 for line in halves):
            yield list(_set(title, halves, base, columns=(0.0, half + _COLUMN_GAP)))


def _set(
    title: Block, lines: Sequence[Block], base: Frame, *, columns: Sequence[float]
) -> Iterator[NoticePage]:
    """The pages of a notice at one size; its title is said again on each of them.

    A title that leaves too little room to its lines has pages of its own.
    """
    page = NoticePage(frame=base)
    room = base.room
    heading = title.height + (_RULE if lines else 0.0)
    apart = heading > room / 2 and heading + _height(lines) > room
    if apart or not lines:
        yield from (_placed(replace(page, heading=part), [], columns) for part in cut(title, room))
    else:
        page = replace(page, heading=title)
        room -= heading
    parts = [part for line in lines for part in cut(line, room - _BETWEEN * line.size)]
    filled = by_height([_row_height(part) for part in parts], room) if parts else []
    for first in range(0, len(filled), len(columns)):
        shown = [[parts[index] for index in one] for one in filled[first : first + len(columns)]]
        yield _placed(page, shown, columns)


def _placed(
    page: NoticePage, filled: Sequence[Sequence[Block]], columns: Sequence[float]
) -> NoticePage:
    """The page with all it holds in the middle of the room."""
    rule = _RULE if filled and page.heading.text else 0.0
    height = page.heading.height + rule + max(map(_height, filled), default=0.0)
    top = max(page.frame.room - height, 0.0) / 2
    lines_y = top + page.heading.height + rule
    lines = []
    for x, column in zip(columns, filled, strict=False):
        ends = accumulate(map(_row_height, column), initial=lines_y)
        lines += [
            NoticeLine(words=line, at_x=x, at_y=y + _BETWEEN * line.size / 2)
            for line, y in zip(column, ends, strict=False)
        ]
    return replace(
        page, heading_y=top, rule_y=lines_y - rule / 2 if rule else -1.0, lines=tuple(lines)
    )


def _row_height(line: Block) -> float:
    return line.height + _BETWEEN * line.size


def _height(lines: Sequence[Block]) -> float:
    return sum(map(_row_height, lines))
