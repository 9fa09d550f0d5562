"""What an operator reads on the wall when a key asks for it: a sheet over its lower part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.screen.geometry import LEADING, SMALL
from kiosk.screen.pages.common import GAP, Wall
from kiosk.screen.typesetting import EMPTY, Block

Fact = tuple[str, str]
"""What it is about, and what there is to say."""

_MOST_CHARACTERS: Final = 300
"""Of a fact: whoever wants to read more has the status page and the log."""
_MOST_HEIGHT: Final = 0.75
"""Of the wall, at most, that the sheet covers."""
_MOST_LABEL: Final = 1 / 3
"""Of the width, at most, that the names of facts take."""
_ROW_GAP: Final = GAP / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayRow:
    """One fact, set."""

    label: Block
    value: Block
    at_y: float
    """From the top of the sheet, in units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """The sheet. Lengths are in units."""

    rows: tuple[OverlayRow, ...] = ()
    height: float = 0.0
    """Of all of it, down to the edge of the wall."""
    margin_x: float = 0.0
    value_x: float = 0.0
    """Where values begin, from the left margin."""


NONE: Final = Overlay()
"""No sheet."""


def overlay_of(wall: Wall, facts: Sequence[Fact]) -> Overlay:
    """A sheet with these facts, as many as the wall has room for; the rest is counted.

    Its texts are plain and small: it is for whoever stands in front of it.
    """
    if not facts:
        return NONE
    geometry = wall.geometry
    width = geometry.content_width
    labels = [wall.fit(_bounded(label), width * _MOST_LABEL, (SMALL,)) for label, _ in facts]
    value_x = 2 * GAP + max(
        wall.width_of(line, SMALL) for label in labels for line in label.text.split("\n")
    )
    values = [wall.fit(_bounded(value), width - value_x, (SMALL,)) for _, value in facts]
    room = geometry.height * _MOST_HEIGHT - geometry.margin_y
    rows: list[OverlayRow] = []
    at_y = 2.0 * GAP
    last = SMALL * LEADING + _ROW_GAP
    for number, (label, value) in enumerate(zip(labels, values, strict=True)):
        height = max(label.height, value.height) + _ROW_GAP
        left = len(facts) - number
        if at_y + height + (last if left > 1 else 0.0) > room:
            more = wall.fit(wall.say("另有 {count} 项", count=left), width - value_x, (SMALL,))
            rows.append(OverlayRow(label=EMPTY, value=more, at_y=at_y))
            at_y += last
            break
        rows.append(OverlayRow(label=label, value=value, at_y=at_y))
        at_y += height
    return Overlay(
        rows=tuple(rows),
        height=at_y + geometry.margin_y,
        margin_x=geometry.margin_x,
        value_x=value_x,
    )


def _bounded(text: str) -> str:
    """The text as far as a sheet shows it, without what can't be drawn."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text[:_MOST_CHARACTERS])
    return plain if len(text) <= _MOST_CHARACTERS else f"{plain}…"
