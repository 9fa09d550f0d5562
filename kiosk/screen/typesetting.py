"""Setting a text of unknown length into a given width: wrap, step down a size, then grow.

The lines are broken here and drawn as they are, so that what was measured for paging is what
hangs on the wall.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.screen.geometry import LEADING

Ruler = Callable[[str, float, bool], float]
"""Width in units of a text at a size in units, bold or regular."""

_NOT_FIRST: Final = frozenset("，。、；：？！）】》」』”’%％…·,.;:?!)]}°℃")
_GLUE: Final = "\u00a0"
_NOT_LAST: Final = frozenset("（【《「『“‘([{#￥$")
_SPACES: Final = re.compile(rf"[^\S{_GLUE}]+")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, text direction overrides, invisible ones, and half surrogate pairs."""
_LONGEST: Final = 1000
"""Characters that are set: nobody reads more from a wall, and longer ones take their time."""
_IDEOGRAPHS: Final = "\\u3400-\\u9fff\\uf900-\\ufaff\\U00020000-\\U0003ffff"
_HAN: Final = "\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\U00020000-\\U0003ffff"
_CLOSING: Final = re.escape("".join(_NOT_FIRST))
_OPENING: Final = re.escape("".join(_NOT_LAST))
_CLAUSES: Final = re.compile(
    rf"(?:(?<=[、，；：。！？])|(?<=[,;])(?!\d)|(?<=· ))(?![{_CLOSING}])"
    rf"|(?<![{_OPENING}])(?=[(（“「《])"
)
"""Where a reader would pause: behind punctuation, before what stands in brackets or quotes."""
_FEW: Final = 2
"""Lines that are better than a smaller size."""
_IN_CLAUSES: Final = 3
"""Lines up to which a text is a name or a sentence, and not a paragraph to be filled."""
_HALF_WIDE: Final = re.compile(rf"(?<=[{_IDEOGRAPHS}])[,;:?!](?=[{_IDEOGRAPHS}]|$)")
_FULL_WIDE: Final = str.maketrans(",;:?!", "，；：？！")
_BEFORE_FIGURES: Final = re.compile(rf"(?<=[{_IDEOGRAPHS}])(?=[0-9A-Za-z])")
_BEHIND_FIGURES: Final = re.compile(rf"(?<=[0-9A-Za-z%])(?=[{_IDEOGRAPHS}])")
_WORD: Final = re.compile(rf"[^ {_GLUE}{_HAN}]+| +|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A text set into lines at one size, in units."""

    text: str
    size: float
    lines: int

    @property
    def height(self) -> float:
        """Height of all lines in units."""
        return self.lines * self.size * LEADING


EMPTY: Final = Block("", 0, 0)


def fit(
    text: str, width: float, sizes: Sequence[float], ruler: Ruler, *, bold: bool = False
) -> Block:
    """Set text at the first size that needs one line, else two, else any number at the last.

    Figures and letters stand apart from Chinese; two or three lines end where a reader would
    pause, if no further line is needed for it.

    Args:
        text: One paragraph; its own line breaks count as spaces.
        width: Units to fill at most.
        sizes: Sizes to try, largest first.
        ruler: Measures a text.
        bold: Whether it will be drawn in bold.
    """
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 1]}…"
    text = chinese(" ".join(_SPACES.split(_UNSEEN.sub("", text))).strip())
    if not text:
        return EMPTY
    for size in sizes:
        if ruler(text, size, bold) <= width:
            return Block(text, size, 1)
    for size in sizes:
        lines = tuple(break_lines(text, width, size, ruler, bold=bold))
        if len(lines) <= _FEW:
            break
    if 1 < len(lines) <= _IN_CLAUSES:
        clauses = _CLAUSES.split(text)
        paused = tuple(_fill(clauses, width, size, ruler, bold=bold))
        if len(paused) == len(lines) and all(
            ruler(clause.strip(), size, bold) <= width for clause in clauses
        ):
            lines = paused
    return Block("\n".join(lines), size, len(lines))


def chinese(text: str) -> str:
    """The text as Chinese is set: figures and letters apart, punctuation of full width.

    A figure keeps to its measure. Reading a cell makes punctuation half as wide
    (rules, section 3); here it becomes again what was written.
    """
    text = _HALF_WIDE.sub(lambda found: found[0].translate(_FULL_WIDE), text)
    return _BEHIND_FIGURES.sub(_GLUE, _BEFORE_FIGURES.sub(" ", text))


def break_lines(
    text: str, width: float, size: float, ruler: Ruler, *, bold: bool = False
) -> Iterator[str]:
    """Break text into lines no wider than width, by the rules of Chinese typesetting.

    A line breaks before any Chinese character or between words; no line begins with closing
    punctuation or ends with an opening bracket. A word wider than the line is cut.
    """
    yield from _fill(_pieces(text), width, size, ruler, bold=bold)


def _fill(
    pieces: Iterable[str], width: float, size: float, ruler: Ruler, *, bold: bool
) -> Iterator[str]:
    left = list(pieces)
    start = 0
    while start < len(left):
        count = _count_that_fits(left, start, width, size, ruler, bold=bold)
        if count:
            line = "".join(left[start : start + count]).strip()
            start += count
        else:
            # One that is too wide for any line is cut; a single character stands out over it.
            piece = left[start].lstrip()
            head = _longest_head(piece, width, size, ruler, bold=bold)
            line, left[start] = piece[:head], piece[head:]
            start += not left[start]
        if line:
            yield line


def _count_that_fits(
    pieces: Sequence[str], start: int, width: float, size: float, ruler: Ruler, *, bold: bool
) -> int:
    """How many pieces from a place on one line holds; 0 where it does not hold one."""

    def used(count: int) -> float:
        return ruler("".join(pieces[start : start + count]).strip(), size, bold)

    every = len(pieces) - start
    most = 1
    # Measuring takes nearly all of the time, and the longer the text the more of it.
    while most < every and used(most) <= width:
        most = min(2 * most, every)
    return bisect_right(range(1, most + 1), width, key=used)


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: a word, or a character with the punctuation that clings to it."""
    held = ""
    for piece in _WORD.findall(text):
        clings = piece[0] in _NOT_FIRST or piece == _GLUE or piece.isspace()
        clings |= held[-1:] == _GLUE or held.rstrip(" ")[-1:] in _NOT_LAST
        if held and not clings:
            yield held
            held = ""
        held += piece
    if held:
        yield held


def _longest_head(text: str, width: float, size: float, ruler: Ruler, *, bold: bool) -> int:
    """How many of the first characters fit into width; at least one."""
    fits = bisect_right(range(1, len(text)), width, key=lambda n: ruler(text[:n], size, bold))
    return max(fits, 1)
