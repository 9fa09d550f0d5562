"""Blocks as they look best: lines made even, and a block too high for its room cut in parts."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kiosk.screen.geometry import LEADING
from kiosk.screen.typesetting import Block, Ruler, fit

SHORT: Final = 1 / 3
"""Part of the width under which a last line looks forgotten."""
_EVEN_WITHIN: Final = 4.0
"""Units by which the lines might still be narrower."""
_LETTERS: Final = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
"""A word of letters, which is not cut to make lines even."""


def even(
    text: str,
    width: float,
    sizes: Sequence[float],
    ruler: Ruler,
    *,
    bold: bool = False,
    short: float = SHORT,
) -> Block:
    """Set text as `fit` does, but with no last line that is much shorter than the others.

    Where there would be one all lines are made about equally long, in as many lines as before.

    Args:
        text: One paragraph.
        width: Units to fill at most.
        sizes: Sizes to try, largest first.
        ruler: Measures a text.
        bold: Whether it will be drawn in bold.
        short: Part of the width under which a last line is much shorter; 1 for headlines, which
            are always made even.
    """
    best = fit(text, width, sizes, ruler, bold=bold)
    *others, last = best.text.split("\n")
    if not others or ruler(last, best.size, bold) >= short * width:
        return best
    least, most = 0.0, width
    while most - least > _EVEN_WITHIN:
        middle = (least + most) / 2
        narrower = fit(text, middle, (best.size,), ruler, bold=bold)
        if narrower.lines == best.lines and whole_words(narrower, best.text):
            most, best = middle, narrower
        else:
            least = middle
    return best


def whole_words(block: Block, text: str) -> bool:
    """Whether no word of letters of a text is cut where the block has it."""
    return _LETTERS.findall(block.text) == _LETTERS.findall(text)


def cut(block: Block, room: float) -> Iterator[Block]:
    """The block's lines in parts no higher than room, each of a line at least."""
    lines = block.text.split("\n") if block.text else []
    most = max(int(room / (block.size * LEADING)), 1) if lines else 1
    for first in range(0, len(lines), most):
        part = lines[first : first + most]
        yield Block("\n".join(part), block.size, len(part))
