"""Photos on a real window: their captions, whatever the photo, and their slow motion."""

from collections.abc import Callable
from datetime import date
from typing import Final

import pytest
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from kiosk.album.decode import Size
from kiosk.album.pair import places
from kiosk.screen.pages import PhotoPage, Wall, photo_page
from kiosk.screen.pages.photo import Print, empty_album_page
from kiosk.screen.typesetting import Ruler
from tests.screen.gallery import Drawn, Gallery
from tests.screen.material import SIZES, wall
from tests.screen.test_walls import LONGEST, TITLE, Color, color, contrast, judge

ALL_SIZES: Final = (*SIZES, (1600, 1200))
WHITE, BLACK = QColor(255, 255, 255), QColor(0, 0, 0)
DAY: Final = date(2027, 6, 3)
TEXTS: Final = {
    "short": "签约",
    "sixty characters": TITLE,
    "the longest": "城乡供水一体化工程建设" * 12,
    "markup": "<b>粗</b><img src=x> &lt;局&amp; file:///etc/passwd",
    "right to left": "العربية שלום 签约",
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
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("text", TEXTS)
def test_every_caption_is_whole_apart_plain_and_large_enough(
    text: str, count: int, size: tuple[int, int], gallery: Gallery, real_ruler: Rulers
):
    on = wall(size, ruler=real_ruler(size))
    page = page_of(on, gallery, count, TEXTS[text], plain(128))
    judge(gallery, on, [page], {LONGEST}, 2 * count + 1)


@pytest.mark.parametrize("size", ALL_SIZES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("text", ["short", "the longest"])
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
        assert contrast(color(drawn.color), lightest_around(drawn, shown)) >= 7


def lightest_around(text: Drawn, picture: QImage) -> Color:
    """The lightest color around the lines of a light text: all of it is scrim or plate."""
    return max(
        (
            color(picture.pixelColor(round(x), y))
            for line in text.ink
            for x in (line.left() - 4, line.left() - 7, line.right() + 4, line.right() + 7)
            for y in range(round(line.top()), round(line.bottom()))
        ),
        key=lambda pixel: pixel.luminance,
    )


@pytest.mark.parametrize("size", ALL_SIZES)
@pytest.mark.parametrize("unreadable", [False, True])
def test_the_page_of_an_empty_album_is_whole_apart_and_large_enough(
    unreadable: bool, size: tuple[int, int], gallery: Gallery, real_ruler: Rulers
):
    on = wall(size, ruler=real_ruler(size))
    judge(gallery, on, [empty_album_page(on, unreadable=unreadable)], set(), 7)
