"""Every character of a county's names has a real glyph in the shipped fonts: no tofu."""

from collections.abc import Iterable, Iterator
from itertools import chain

import pytest
from PySide6.QtGui import QFont, QFontInfo, QRawFont

from kiosk.resources import FONTS, TRANSLATIONS
from kiosk.screen.fonts import FAMILY
from kiosk.screen.pages import Page, waiting_page
from tests.screen.gallery import Gallery
from tests.screen.material import ahead, contest, pages_of, wall

WEIGHTS = ("Regular", "Bold")
RARE = "㙍𬭎"
"""Characters of real people's and places' names outside of the old standards."""
PLAIN_SPACES = {"\u3000", " ", "\n"}


def double_byte(codec: str, first: int, last: int, trails: Iterable[int]) -> Iterator[str]:
    """Every character of a double-byte code whose bytes lie between first and last."""
    trails = tuple(trails)
    for lead in range(first >> 8, (last >> 8) + 1):
        for trail in trails:
            if first <= lead << 8 | trail <= last:
                try:
                    yield bytes((lead, trail)).decode(codec)
                except UnicodeDecodeError:
                    continue


GB_2312 = "".join(double_byte("gb2312", 0xA1A1, 0xF7FE, range(0xA1, 0xFF)))
BIG5_FIRST_LEVEL = "".join(
    double_byte("big5", 0xA440, 0xC67E, chain(range(0x40, 0x7F), range(0xA1, 0xFF)))
)


def test_the_lists_of_characters_are_complete():
    assert len(GB_2312) == 6763 + 682
    assert len(BIG5_FIRST_LEVEL) == 5401


@pytest.fixture(scope="module", params=WEIGHTS)
def face(app, request) -> QRawFont:
    return QRawFont(str(FONTS / f"NotoSansSC-{request.param}.ttf"), 40)


def without_glyph(face: QRawFont, text: str) -> list[str]:
    """The characters that would be drawn as an empty box, or as nothing."""
    return [
        character
        for character in dict.fromkeys(text)
        if character not in PLAIN_SPACES
        and (
            not (glyphs := face.glyphIndexesForString(character))
            or 0 in glyphs
            or all(face.pathForGlyph(glyph).isEmpty() for glyph in glyphs)
        )
    ]


@pytest.mark.parametrize("text", [GB_2312, BIG5_FIRST_LEVEL, RARE], ids=["gb", "big5", "rare"])
def test_every_character_has_a_glyph(text: str, face: QRawFont):
    assert without_glyph(face, text) == []


def test_a_character_without_a_glyph_is_found(face: QRawFont):
    assert without_glyph(face, "县\U0010fffd") == ["\U0010fffd"]


def test_every_character_of_the_interface_has_a_glyph(face: QRawFont):
    """The translation files hold all three languages: sources and translations."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(TRANSLATIONS.glob("*.ts"))]
    assert len(texts) == 2
    assert without_glyph(face, "".join(texts)) == []


def test_every_mark_that_scenes_draw_by_themselves_has_a_glyph(face: QRawFont):
    assert without_glyph(face, "✓●○▽▼▲◆◇!—−·→↑↓★%/") == []


def page_with(name: str) -> Page:
    on = wall()
    return next(page for scene, page in pages_of(contest([ahead(name)]), on) if scene == "red")


@pytest.mark.parametrize("name", RARE)
def test_a_rare_character_is_drawn_in_the_shipped_face_and_no_other(name: str, gallery: Gallery):
    def picture(of: str) -> bytes:
        gallery.hang(page_with(of), (1920, 1080), 1.0)
        return bytes(gallery.window.grabWindow().constBits())

    assert picture(name) != picture("\U0010fffd")
    assert QFontInfo(QFont(FAMILY)).family() == FAMILY


def test_a_wall_without_data_speaks_the_shipped_face(gallery: Gallery):
    gallery.hang(waiting_page(wall()), (1920, 1080), 1.0)
    texts = gallery.texts()
    assert texts
    face = QRawFont(str(FONTS / "NotoSansSC-Bold.ttf"), 40)
    assert without_glyph(face, "".join(text.text for text in texts)) == []
