"""One picture of many: every page is on it, in order, under its name."""

import pytest
from PySide6.QtGui import QColor, QImage

from kiosk.screen.contact_sheet import CELL_AREA, Cell, contact_sheet, thumbnail

COLORS = ("#c01010", "#10c010", "#1010c0", "#c0c010", "#10c0c0")


def page(color: str, width: int = 1920, height: int = 1080) -> QImage:
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor(color))
    return picture


def rows_of_colors(sheet: QImage) -> list[list[str]]:
    """The colors of the pages as the eye meets them, row by row."""
    rows: list[list[str]] = []
    for y in range(sheet.height()):
        line = [sheet.pixelColor(x, y).name() for x in range(0, sheet.width(), 8)]
        met = [color for color in dict.fromkeys(line) if color in COLORS]
        if met and (not rows or rows[-1] != met):
            rows.append(met)
    return rows


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (2560, 1080), (3840, 2160)])
def test_a_page_fills_the_same_area_in_its_own_shape(app, size):
    small = thumbnail(page(COLORS[0], *size))
    assert small.width() * small.height() == pytest.approx(CELL_AREA, rel=0.01)
    assert small.width() / small.height() == pytest.approx(size[0] / size[1], rel=0.01)


def test_every_page_is_on_the_sheet_in_order(app):
    cells = [Cell(f"red-{number}", thumbnail(page(color))) for number, color in enumerate(COLORS)]
    assert rows_of_colors(contact_sheet(cells)) == [list(COLORS[:4]), [COLORS[4]]]


def test_a_page_is_named_above_it(app):
    one = thumbnail(page(COLORS[0]))
    named, unnamed = contact_sheet([Cell("red-1", one)]), contact_sheet([Cell("", one)])
    different = {
        y
        for y in range(named.height())
        for x in range(named.width())
        if named.pixel(x, y) != unnamed.pixel(x, y)
    }
    first_of_page = next(
        y for y in range(named.height()) if named.pixelColor(named.width() // 2, y).name() in COLORS
    )
    assert different
    assert max(different) < first_of_page


def test_a_scene_without_a_page_says_why_in_its_place(app):
    says = contact_sheet([Cell("notice", skipped="no notice is current")])
    silent = contact_sheet([Cell("notice", skipped="")])
    assert says.size() == silent.size()
    assert says != silent


def test_a_sheet_of_nothing_is_refused(app):
    with pytest.raises(ValueError, match="nothing"):
        contact_sheet([])
