"""Photos on a real window: their captions, whatever the photo, and their slow motion."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QImage, QPainter
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.album.decode import Picture, Size
from kiosk.album.pair import places
from kiosk.screen.pages import PhotoPage, Wall, photo_page
from kiosk.screen.pages.photo import Print
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.typesetting import Ruler
from tests.screen.audit import luminance, ratio
from tests.screen.gallery import Drawn, Gallery
from tests.screen.material import LONGEST, SIZES, wall

ALL_SIZES: Final = (*SIZES, (1600, 1200))
WHITE, BLACK = QColor(255, 255, 255), QColor(0, 0, 0)
DAY: Final = date(2027, 6, 3)
TEXTS: Final = {
    "short": "签约",
    "the longest": "城乡供水一体化工程建设" * 12,
}

Rulers = Callable[[tuple[int, int]], Ruler]


def prints(
    size: tuple[int, int], count: int, offer: Callable[[Size], str], text: str
) -> list[Print]:
    """One photo or two with captions, where the album would place them."""
    box = Size(*size)
    return [
        Print(
            picture=offer(place.size),
            text=text if number == 0 else "签约",
            unit=LONGEST,
            taken=DAY,
            x=place.x / box.width,
            y=place.y / box.height,
            width=place.width / box.width,
            height=place.height / box.height,
        )
        for number, place in enumerate(places(count, box))
    ]


def page_of(
    on: Wall, gallery: Gallery, count: int, text: str, paint: Callable[[Size], QImage]
) -> PhotoPage:
    size = on.geometry.width_px, on.geometry.height_px
    hung = prints(size, count, lambda place: gallery.provider.offer(paint(place)), text)
    return photo_page(on, *hung, pan=False, seconds=9, demo=True)


def plain(value: int) -> Callable[[Size], QImage]:
    def paint(size: Size) -> QImage:
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(QColor(value, value, value))
        return image

    return paint


def noisy(size: Size) -> QImage:
    """Black and white by turns, at the scale of strokes: the hardest ground for a text."""
    tile = QImage(8, 8, QImage.Format.Format_RGB32)
    for x in range(8):
        for y in range(8):
            tile.setPixelColor(x, y, WHITE if (x // 4 + y // 4) % 2 else BLACK)
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.fillRect(image.rect(), QBrush(tile))
    painter.end()
    return image


GROUNDS: Final = {"white": plain(255), "black": plain(0), "noisy": noisy}


@pytest.mark.parametrize("size", ALL_SIZES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("text", TEXTS)
def test_a_caption_stands_out_seven_to_one_whatever_the_photo(
    text: str,
    count: int,
    ground: str,
    size: tuple[int, int],
    gallery: Gallery,
    real_ruler: Rulers,
):
    on = wall(size, ruler=real_ruler(size))
    page = page_of(on, gallery, count, TEXTS[text], GROUNDS[ground])
    gallery.hang(page, size, on.geometry.unit_px)
    shown = gallery.window.grabWindow()
    texts = gallery.texts()
    assert len(texts) == 2 * count + 1
    for drawn in texts:
        ground = lightest_around(drawn, shown)
        assert ratio(luminance(drawn.color.rgb()), luminance(ground)) >= 7


def lightest_around(text: Drawn, picture: QImage) -> int:
    """The lightest color around the lines of a light text: all of it is scrim or plate."""
    return max(
        (
            picture.pixel(round(x), y)
            for line in text.ink
            for x in (line.left() - 4, line.left() - 7, line.right() + 4, line.right() + 7)
            for y in range(round(line.top()), round(line.bottom()))
        ),
        key=luminance,
    )


def pan_page(on: Wall, gallery: Gallery, paint: Callable[[Size], QImage], toward: int) -> PhotoPage:
    size = Size(on.geometry.width_px, on.geometry.height_px)
    one = Print(picture=gallery.provider.offer(paint(size)))
    return photo_page(on, one, pan=True, seconds=0, toward=toward)


def photo_item(gallery: Gallery) -> QQuickItem:
    images = (item for item in gallery.items() if item.inherits("QQuickImage"))
    (item,) = images
    return item


def is_all_white(picture: QImage) -> bool:
    pixels = picture.convertToFormat(QImage.Format.Format_RGB888)
    line = b"\xff" * (3 * pixels.width())
    return all(bytes(pixels.constScanLine(y)[: len(line)]) == line for y in range(pixels.height()))


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920), (2560, 1080)])
@pytest.mark.parametrize("toward", range(4))
def test_the_slow_zoom_exposes_no_edge_at_any_scale(
    toward: int, size: tuple[int, int], gallery: Gallery
):
    on = wall(size)
    gallery.hang(pan_page(on, gallery, plain(255), toward), size, on.geometry.unit_px)
    for scale in (1.0, 1.0001, 1.0137, 1.03, 1.0599, 1.06):
        photo_item(gallery).setScale(scale)
        assert is_all_white(gallery.window.grabWindow()), scale
    # The proof can fail: a photo that shrinks shows what is behind it.
    photo_item(gallery).setScale(0.999)
    assert not is_all_white(gallery.window.grabWindow())


@pytest.fixture
def moving_gallery(app: QGuiApplication) -> Iterator[Gallery]:
    hall = Gallery(app, motion=True)
    yield hall
    hall.close()


def test_the_slow_zoom_grows_by_six_percent_and_exposes_no_edge_on_its_way(
    moving_gallery: Gallery, qtbot: QtBot
):
    size = (1280, 720)
    on = wall(size)
    page = pan_page(on, moving_gallery, plain(255), 3)
    scales = []

    def look() -> None:
        scales.append(photo_item(moving_gallery).scale())

    # Each step of the animation is noted, and a few of them are pictured: the pictures take
    # longer than the steps, and the machine may have other work.
    moving_gallery.hang(page, size, on.geometry.unit_px)
    look()
    moving_gallery.window.afterAnimating.connect(look)
    for part in range(13):
        scale = 1 + part * 0.005
        qtbot.waitUntil(lambda scale=scale: scales[-1] >= scale - 1e-6, timeout=60_000)
        assert is_all_white(moving_gallery.window.grabWindow())
    assert scales[-1] == pytest.approx(1.06)
    assert len(set(scales)) > 10
    assert scales == sorted(scales)
    assert 1 <= scales[0] < 1.01


def test_the_slow_zoom_moves_by_fractions_of_a_pixel_and_never_jumps(gallery: Gallery):
    size = (1280, 720)
    on = wall(size)
    line_at = 1_000

    def paint(of: Size) -> QImage:
        image = plain(0)(of)
        for x in (line_at - 1, line_at, line_at + 1):
            for y in range(of.height):
                image.setPixelColor(x, y, WHITE)
        return image

    gallery.hang(pan_page(on, gallery, paint, 0), size, on.geometry.unit_px)
    for step in range(24):
        scale = 1 + step * 0.0001  # a tenth of a pixel here: what a frame moves
        photo_item(gallery).setScale(scale)
        shown = gallery.window.grabWindow()
        light = {x: shown.pixelColor(x, 360).red() for x in range(line_at - 8, line_at + 12)}
        center = sum(x * value for x, value in light.items()) / sum(light.values())
        assert center + 0.5 == pytest.approx((line_at + 0.5) * scale, abs=0.15), step


def test_a_picture_of_another_size_covers_the_wall_undistorted(gallery: Gallery):
    """For the moment after a resize, until the photo is decoded anew."""
    size = (1080, 1920)
    on = wall(size)

    def ring(_: Size) -> QImage:
        image = plain(255)(Size(1920, 1080))
        painter = QPainter(image)
        painter.setBrush(BLACK)
        painter.drawEllipse(QPoint(960, 540), 200, 200)
        painter.end()
        return image

    gallery.hang(pan_page(on, gallery, ring, 0), size, on.geometry.unit_px)
    shown = gallery.window.grabWindow()
    wide = sum(shown.pixelColor(x, 960).red() < 128 for x in range(1080))
    high = sum(shown.pixelColor(540, y).red() < 128 for y in range(1920))
    assert wide == pytest.approx(high, abs=2)
    assert wide == pytest.approx(400 * 1920 / 1080, abs=3)
    corners = [shown.pixelColor(x, y) for x in (0, 1079) for y in (0, 1919)]
    assert corners == [WHITE] * 4


def test_an_albums_picture_is_not_copied_and_lives_as_long_as_its_last_image():
    pixels = bytearray(b"\x10\x20\x30\xff" * 64)
    unused = sys.getrefcount(pixels)
    provider = PhotoProvider()
    address = provider.offer(Picture(8, 8, pixels, whole=False))
    image = provider.requestImage(address.rpartition("/")[2], QSize(), QSize())
    again = QImage(image)
    del image
    pixels[:3] = b"\x40\x50\x60"
    assert again.pixelColor(0, 0).getRgb() == (0x60, 0x50, 0x40, 255)
    assert again.pixelColor(7, 7).getRgb() == (0x30, 0x20, 0x10, 255)
    assert sys.getrefcount(pixels) == unused + 1
    del again
    assert sys.getrefcount(pixels) == unused
