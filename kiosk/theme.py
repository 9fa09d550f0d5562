"""Colors of the wall: what the three moods are painted in, and whether that can be read.

Red means honour and nothing else; what is text stands out from its ground seven to one.
"""

import colorsys
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import product
from typing import Final

_COLOR: Final = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")

TEXT_CONTRAST: Final = 7.0
"""Least contrast of text with its ground."""
SHAPE_CONTRAST: Final = 4.5
"""Least contrast of a bar with its track, and of a tick with what it stands on."""

_RED_HUE: Final = 20 / 360
"""How far from pure red a hue is still called red."""
_COLORFUL: Final = 0.3
"""Saturation from which a color has a hue to speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """The colors of one mood, each written `#RRGGBB`."""

    top: str
    """The ground at its upper edge."""
    base: str
    """The ground at its lower edge."""
    text: str
    """What is read first."""
    accent: str
    """Title and rank."""
    quiet: str
    """What is read second: notes, dates, words beside figures."""
    warn: str
    """What is overdue."""
    bar: str
    """A bar, and a figure that belongs to it."""
    track: str
    """What a bar runs in."""
    tick: str
    """The mark of the plan on a bar."""
    line: str
    """Hairlines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The three moods: honour, lag, and the calm between the two."""

    red: Colors
    black: Colors
    paper: Colors


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a theme is hard to read, or says what it does not mean."""

    tone: str
    tokens: tuple[str, ...]
    """Names of the colors that make it; any of them may be changed."""
    message: str


STANDARD: Final = Theme(
    red=Colors(
        top="#840D11",
        base="#5A0709",
        text="#FFFFFF",
        accent="#F4D58D",
        quiet="#FFE9B8",
        warn="#FFE9B8",
        bar="#F4D58D",
        track="#3F0406",
        tick="#FFFFFF",
        line="#9C4F38",
    ),
    black=Colors(
        top="#1F2023",
        base="#0D0F12",
        text="#FFFFFF",
        accent="#D5DBE3",
        quiet="#B4BCC8",
        warn="#FFB547",
        bar="#D5DBE3",
        track="#33373D",
        tick="#FFFFFF",
        line="#464A4E",
    ),
    paper=Colors(
        top="#F7F3E9",
        base="#F1ECDE",
        text="#20242A",
        accent="#8A0F13",
        quiet="#474C54",
        warn="#20242A",
        bar="#1E3F66",
        track="#DDD5C1",
        tick="#20242A",
        line="#CAC5BA",
    ),
)
"""Lacquer and gold, graphite and silver, warm paper."""

CALM: Final = Theme(
    red=Colors(
        top="#701B20",
        base="#551318",
        text="#FFFFFF",
        accent="#F0DCA8",
        quiet="#F3E6C8",
        warn="#F3E6C8",
        bar="#F0DCA8",
        track="#3A0C10",
        tick="#FFFFFF",
        line="#8E5048",
    ),
    black=STANDARD.black,
    paper=Colors(
        top="#1E3B59",
        base="#162D46",
        text="#FFFFFF",
        accent="#F0DCA8",
        quiet="#CBD8E6",
        warn="#FFFFFF",
        bar="#B5D3EE",
        track="#0E1F33",
        tick="#FFFFFF",
        line="#4A6480",
    ),
)
"""For a hall that people pass through: softened lacquer, ink blue in place of paper."""

THEMES: Final[Mapping[str, Theme]] = {"standard": STANDARD, "calm": CALM}
TONES: Final = tuple(field.name for field in fields(Theme))
TOKENS: Final = tuple(field.name for field in fields(Colors))


_GROUNDS: Final = ("top", "base")
_WRITTEN: Final = ("text", "accent", "quiet", "warn", "bar")
"""What texts are written in; a figure has the color of the bar that it belongs to."""
_BARS: Final = ("bar", "quiet")
"""What bars are drawn in: those that are behind, or of stale figures, are quiet."""
_PAIRS: Final = (
    *((*pair, TEXT_CONTRAST) for pair in product(_WRITTEN, _GROUNDS)),
    *((bar, "track", SHAPE_CONTRAST) for bar in _BARS),
    *(("tick", ground, SHAPE_CONTRAST) for ground in (*_GROUNDS, "track")),
)
"""What must stand out, from what, and how far. Hairlines and tracks part and carry nothing."""
_HONOURED: Final = {("paper", "accent")}
"""Where red may stand outside the red board: the accent on paper marks who leads."""


def channels(color: str) -> tuple[float, float, float]:
    """Red, green and blue of a color, from 0 to 1.

    Raises:
        ValueError: it is not written `#RRGGBB`.
    """
    found = _COLOR.fullmatch(color)
    if found is None:
        raise ValueError(f"{color} is no color")
    red, green, blue = (int(digits, 16) / 255 for digits in found.groups())
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colors by WCAG 2, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def is_red(color: str) -> bool:
    """Whether people call a color red."""
    hue, saturation, _ = colorsys.rgb_to_hsv(*channels(color))
    return saturation > _COLORFUL and min(hue, 1 - hue) < _RED_HUE


def faults(theme: Theme) -> tuple[Fault, ...]:
    """Everything that makes a theme hard to read, or its red mean something else than honour."""
    return tuple(
        fault
        for tone in TONES
        for found in (_weak_pairs, _wrong_reds)
        for fault in found(tone, getattr(theme, tone))
    )


def _luminance(color: str) -> float:
    """Relative luminance by WCAG 2, from 0 to 1."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for share in channels(color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _weak_pairs(tone: str, colors: Colors) -> Iterator[Fault]:
    for front, ground, least in _PAIRS:
        one, other = getattr(colors, front), getattr(colors, ground)
        ratio = contrast(one, other)
        if ratio < least:
            yield Fault(
                tone=tone,
                tokens=(front, ground),
                # Rounded down: 6.97 must not read as enough.
                message=f"{front} {one} on {ground} {other} has a contrast of"
                f" {int(ratio * 10) / 10}:1; at least {least:g}:1 can be read from afar",
            )


def _wrong_reds(tone: str, colors: Colors) -> Iterator[Fault]:
    for token in TOKENS:
        color = getattr(colors, token)
        if tone == "red" and token in _GROUNDS and not is_red(color):
            told = f"{token} {color} is not red, and the board of honour is"
        elif tone != "red" and is_red(color) and (tone, token) not in _HONOURED:
            told = f"{token} {color} is red, which means honour and nothing else"
        else:
            continue
        yield Fault(tone=tone, tokens=(token,), message=told)
