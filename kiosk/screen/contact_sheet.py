"""One picture of many: every page small, in rows, each under its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from kiosk.screen.fonts import FAMILY

CELL_AREA: Final = 640 * 360
"""Pixels of a page on the sheet, whatever its shape."""
_GAP: Final = 32
_CAPTION: Final = 44
_TEXT_PX: Final = 26
_SHEET_WIDTH: Final = 2800
"""A sheet is about so wide, so that its captions can be read on a desk's monitor."""
_GROUND: Final = QColor("#E4E2DC")
_INK: Final = QColor("#20242A")
_EMPTY: Final = QColor("#CFCCC4")


@dataclass(frozen=True, slots=True)
class Cell:
    """A page on the sheet, or why a scene has none."""

    name: str
    picture: QImage | None = None
    """The page, as `thumbnail` gives it."""
    skipped: str = ""


def thumbnail(picture: QImage) -> QImage:
    """A page at its size on the sheet."""
    scale = sqrt(CELL_AREA / (picture.width() * picture.height()))
    return picture.scaled(
        round(picture.width() * scale),
        round(picture.height() * scale),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def contact_sheet(cells: Sequence[Cell]) -> QImage:
    """The sheet, its cells in reading order.

    Raises:
        ValueError: there is no cell.
    """
    if not cells:
        raise ValueError("a contact sheet of nothing")
    sizes = [cell.picture.size() for cell in cells if cell.picture is not None]
    width = max((size.width() for size in sizes), default=640)
    height = max((size.height() for size in sizes), default=360)
    columns = min(max(_SHEET_WIDTH // (width + _GAP), 1), len(cells))
    rows = ceil(len(cells) / columns)
    sheet = QImage(
        _GAP + columns * (width + _GAP),
        _GAP + rows * (height + _CAPTION + _GAP),
        QImage.Format.Format_RGB32,
    )
    sheet.fill(_GROUND)
    painter = QPainter(sheet)
    font = QFont(FAMILY)
    font.setPixelSize(_TEXT_PX)
    painter.setFont(font)
    painter.setPen(_INK)
    for number, cell in enumerate(cells):
        row, column = divmod(number, columns)
        left = _GAP + column * (width + _GAP)
        top = _GAP + row * (height + _CAPTION + _GAP)
        _draw(painter, cell, QRect(left, top, width, height + _CAPTION))
    painter.end()
    return sheet


def _draw(painter: QPainter, cell: Cell, box: QRect) -> None:
    caption = QRect(box.left(), box.top(), box.width(), _CAPTION)
    painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter, cell.name)
    page = QRect(caption.bottomLeft(), QSize(box.width(), box.height() - _CAPTION))
    if cell.picture is not None:
        painter.drawImage(page.topLeft(), cell.picture)
        return
    painter.fillRect(page, _EMPTY)
    room = page.adjusted(_GAP, _GAP, -_GAP, -_GAP)
    centered = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(room, centered, cell.skipped)
