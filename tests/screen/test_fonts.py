"""The ruler: a text that it says fits, fits with all of its ink."""

import pytest
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from kiosk.screen.fonts import FAMILY, ruler


def painted_to(text: str, size_px: int, *, bold: bool) -> int:
    """How far a text paints from where it starts, in pixels."""
    font = QFont(FAMILY)
    font.setPixelSize(size_px)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    picture = QImage(12 * size_px, 2 * size_px, QImage.Format.Format_Grayscale8)
    picture.fill(0)
    painter = QPainter(picture)
    painter.setPen(QColor("white"))
    painter.setFont(font)
    painter.drawText(0, round(1.4 * size_px), text)
    painter.end()
    columns = range(picture.width())
    return 1 + max(
        x
        for x in columns
        if any(picture.pixelColor(x, y).value() > 64 for y in range(picture.height()))
    )


@pytest.mark.parametrize("text", ["among", "Proof", "工业f", "among 工业", "94.1%", "A", "工业y"])
@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("size_px", [20, 40, 58])
def test_no_ink_ends_past_the_measured_width(app: QGuiApplication, size_px, bold, text):
    width = ruler(1.0)(text, size_px, bold)
    assert painted_to(text, size_px, bold=bold) <= width + 1


def test_measures_are_in_units_of_the_size_that_is_drawn(app: QGuiApplication):
    assert ruler(2.0)("工业", 40, False) == pytest.approx(80, abs=0.1)
    assert ruler(0.5)("工业", 40, False) == pytest.approx(80, abs=0.1)
    assert ruler(1.0)("", 40, False) == 0
