"""The audit itself: it sees each of the faults that it is there for, and none where none is."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from kiosk.screen.fonts import FAMILY
from kiosk.screen.pages import (
    MessagePage,
    NoticePage,
    Page,
    StandingsPage,
    Wall,
    standings_pages,
    waiting_page,
)
from kiosk.screen.pages.notice import NoticeLine
from kiosk.screen.typesetting import Block, Ruler
from kiosk.theme import STANDARD
from tests.screen.audit import Pixels, contrast_faults, faults, least_contrast, luminance, ratio
from tests.screen.gallery import Gallery
from tests.screen.material import FRESH, ahead, contest, name_of, wall

SIZE: Final = (1920, 1080)
LEFT, RIGHT = 96, 1824
"""Where the safe area begins and ends."""


@pytest.fixture
def on(real_ruler: Callable[[tuple[int, int]], Ruler]) -> Wall:
    return wall(SIZE, ruler=real_ruler(SIZE))


@pytest.fixture
def found(gallery: Gallery, on: Wall) -> Callable[[Page], list[str]]:
    """What the audit finds on a page that hangs."""

    def look(page: Page) -> list[str]:
        gallery.hang(page, SIZE, on.geometry.unit_px)
        return list(faults(gallery.seen(), page, on.geometry))

    return look


@pytest.fixture
def message(on: Wall) -> MessagePage:
    return waiting_page(on)


@pytest.fixture
def standings(on: Wall) -> StandingsPage:
    tasks = [ahead(name_of(number, 4), number) for number in range(30)]
    return standings_pages(contest(tasks), FRESH, on)[0]


def noticed(base: MessagePage, text: str, size: float, x: float, y: float) -> NoticePage:
    """A page with a text at any place of the content."""
    line = NoticeLine(words=Block(text, size, 1), at_x=x, at_y=y)
    return NoticePage(frame=base.frame, lines=(line,))


def test_pages_as_they_are_have_no_fault(found, message, standings):
    assert found(message) == []
    assert found(standings) == []


def test_a_text_that_is_not_drawn_is_found(gallery: Gallery, message, standings, on):
    gallery.hang(message, SIZE, on.geometry.unit_px)
    missing = list(faults(gallery.seen(), standings, on.geometry))
    name = standings.rows[0].name.text
    assert f"{name!r} is not there" in missing


@pytest.mark.parametrize(("past", "leaves"), [(-1, False), (3, True)])
@pytest.mark.parametrize("edge", ["left", "right"])
def test_a_text_that_leaves_the_safe_area_is_found(
    found, message, gallery: Gallery, edge, past, leaves
):
    found(noticed(message, "通知", 88, 0, 200))
    (ink,) = next(text.ink for text in gallery.texts() if text.text == "通知")
    x = LEFT - ink.left() - past if edge == "left" else RIGHT - ink.right() + past
    wrong = found(noticed(message, "通知", 88, x, 200))
    assert len(wrong) == leaves
    assert all("'通知' leaves the safe area" in fault for fault in wrong)


def test_a_name_under_its_size_is_found(found, standings):
    first, *others = standings.rows
    small = replace(first, name=replace(first.name, size=50.0))
    (fault,) = found(replace(standings, rows=(small, *others)))
    assert fault.startswith(f"{first.name.text!r} has 50 px, 25.")


@pytest.mark.parametrize(("size", "small"), [(38, True), (40, False)])
def test_what_is_read_is_not_smaller_than_the_floor(found, message, size, small):
    assert bool(found(noticed(message, "通知", size, 0, 200))) is small


def test_a_heading_under_its_size_is_found(found, message):
    title = replace(message.frame.title, size=80.0)
    (fault,) = found(replace(message, frame=replace(message.frame, title=title)))
    assert "has 80 px, 41." in fault
    (fault,) = found(replace(message, message=replace(message.message, size=80.0)))
    assert "has 80 px, 41." in fault


def test_texts_that_stand_on_one_another_are_found(found, message):
    lines = tuple(
        NoticeLine(words=Block(text, 88.0, 1), at_x=x, at_y=200)
        for text, x in (("通知", 0), ("公告", 150))
    )
    (fault,) = found(NoticePage(frame=message.frame, lines=lines))
    assert fault == "'通知' stands on '公告'"


def test_a_text_on_a_bar_is_found(found, standings):
    over = replace(standings.columns, percent_x=standings.columns.bar_x + 40)
    wrong = found(replace(standings, columns=over))
    assert len(wrong) >= len(standings.rows)
    assert all("stands on a shape" in fault for fault in wrong)


def test_a_text_on_a_hairline_is_found(found, message):
    page = noticed(message, "通知", 88, 0, 200)
    page = replace(page, heading=Block("标题", 132.0, 1), rule_y=240)
    assert any("'通知' stands on a shape" in fault for fault in found(page))


def test_a_text_on_the_dots_of_the_rotation_is_found(found, message, on):
    x, y = on.geometry.content_width - 400, message.frame.room + 20
    assert any(
        "'通知通知' stands on a shape" in one
        for one in found(noticed(message, "通知" * 2, 88, x, y))
    )


# Contrast


def written(ink: str, ground: str, *, line: bool) -> tuple[QImage, QRectF]:
    """A text in a color on another, with or without a line under it, and where it is."""
    picture = QImage(400, 120, QImage.Format.Format_RGB32)
    picture.fill(QColor(ground))
    painter = QPainter(picture)
    font = painter.font()
    font.setFamily(FAMILY)
    font.setPixelSize(40)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(QPoint(100, 70), "重点工作")
    if line:
        painter.fillRect(QRect(0, 76, 400, 2), QColor("#808080"))
    painter.end()
    return picture, QRectF(101, 35, 158, 39)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("#FFFFFF", "#000000"),
        ("#000000", "#FFFFFF"),
        ("#FFFFFF", "#EE1C25"),
        ("#F4D58D", "#840D11"),
        ("#474C54", "#F7F3E9"),
    ],
)
@pytest.mark.parametrize("line", [False, True])
def test_contrast_on_pixels_is_that_of_the_colors(app: QGuiApplication, ink, ground, line):
    picture, box = written(ink, ground, line=line)
    wanted = ratio(luminance(QColor(ink).rgb()), luminance(QColor(ground).rgb()))
    assert Pixels(picture).contrast(box) == pytest.approx(wanted, rel=0.03)


def test_a_text_in_the_color_of_its_ground_has_no_contrast(app: QGuiApplication):
    picture, box = written("#840D11", "#840D11", line=False)
    assert Pixels(picture).contrast(box) == 1


def test_a_color_that_can_not_be_read_is_found(app: QGuiApplication, message, on):
    weak = replace(STANDARD, paper=replace(STANDARD.paper, quiet="#8A8F97"))
    for theme, wrong in ((STANDARD, False), (weak, True)):
        hall = Gallery(app, theme=theme)
        hall.hang(message, SIZE, on.geometry.unit_px)
        seen = hall.seen()
        told = list(contrast_faults(seen, hall.window.grabWindow(), on.geometry.unit_px))
        quiet = [text for text in seen.texts if text.color.name() == theme.paper.quiet.lower()]
        assert len(quiet) >= 3
        assert len(told) == (len(quiet) if wrong else 0)
        hall.close()


def test_large_numerals_alone_may_have_less(gallery: Gallery, message, on):
    unit = on.geometry.unit_px
    for text, size, least in (
        ("94.1", 104, 4.5),
        ("94.1", 80, 7.0),
        ("通知", 104, 7.0),
        ("12%", 88, 4.5),
    ):
        gallery.hang(noticed(message, text, size, 0, 200), SIZE, unit)
        (drawn,) = [one for one in gallery.texts() if one.text == text]
        assert least_contrast(drawn, unit) == least


# Ink


@pytest.mark.parametrize(
    "text", ["among 工业y", "工业f", "among", "工业", "94.1%", "j工f", "A工业"]
)
@pytest.mark.parametrize("size", [40, 58, 88])
def test_ink_is_where_the_pixels_are(gallery: Gallery, message, on, text, size):
    gallery.hang(noticed(message, text, size, 0, 200), SIZE, on.geometry.unit_px)
    (drawn,) = [one for one in gallery.texts() if one.text == text]
    (ink,) = drawn.ink
    picture = gallery.window.grabWindow()
    around = QRect(60, int(ink.top()) - 10, 900, int(ink.height()) + 20)
    grey = picture.copy(around).convertToFormat(QImage.Format.Format_Grayscale8)
    ground = grey.pixelColor(0, 0).value()
    inked = [
        (x, y)
        for x in range(grey.width())
        for y in range(grey.height())
        if abs(grey.pixelColor(x, y).value() - ground) > 40
    ]
    columns, rows = zip(*inked, strict=True)
    assert around.left() + min(columns) == pytest.approx(ink.left(), abs=1.5)
    assert around.left() + max(columns) + 1 == pytest.approx(ink.right(), abs=1.5)
    assert around.top() + min(rows) == pytest.approx(ink.top(), abs=1.5)
    assert around.top() + max(rows) + 1 == pytest.approx(ink.bottom(), abs=1.5)
