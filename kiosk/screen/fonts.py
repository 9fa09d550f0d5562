"""The shipped typeface, and how wide a text is in it."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from kiosk.errors import KioskError
from kiosk.resources import FONTS
from kiosk.screen.typesetting import Ruler

FAMILY = "Noto Sans SC"


class MissingFontError(KioskError):
    """A font file of the kiosk is missing or damaged."""


def register_fonts() -> None:
    """Make the shipped fonts known to Qt; no machine is trusted to have a Chinese one.

    Raises:
        MissingFontError: a file can't be used.
    """
    for weight in ("Regular", "Bold"):
        path = FONTS / f"NotoSansSC-{weight}.ttf"
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise MissingFontError(f"{path}: not a usable font")


def ruler(unit_px: float) -> Ruler:
    """A ruler for texts drawn at unit_px pixels a unit, as `Label.qml` sets them.

    It measures to the end of the ink, so that no line ends past the width it was set into.
    """

    @lru_cache(maxsize=64)
    def metrics(size_px: int, bold: bool) -> QFontMetricsF:  # noqa: FBT001 - a cache key
        font = QFont(FAMILY)
        font.setPixelSize(size_px)
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return QFontMetricsF(font)

    @lru_cache(maxsize=1024)
    def overhang(letter: str, size_px: int, bold: bool) -> float:  # noqa: FBT001 - a cache key
        """How far the ink of a letter reaches over its advance, in pixels: that of f does."""
        of = metrics(size_px, bold)
        return max(of.tightBoundingRect(letter).right() - of.horizontalAdvance(letter), 0.0)

    def width(text: str, size: float, bold: bool) -> float:  # noqa: FBT001 - the Ruler's shape
        size_px = max(1, round(size * unit_px))
        last = text[-1:]
        # No Chinese character leaves its square.
        over = overhang(last, size_px, bold) if last.isalpha() and last.isascii() else 0.0
        return (metrics(size_px, bold).horizontalAdvance(text) + over) / unit_px

    return width
