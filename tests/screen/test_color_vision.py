"""Without color, and in the eyes of those who see fewer colors, the wall says the same."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import combinations, product
from typing import Final

import pytest
from PySide6.QtCore import QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtQml import QQmlComponent, qmlEngine

from kiosk.contest.model import Lamp
from kiosk.resources import QML
from kiosk.rotation import Scene
from kiosk.screen.fonts import FAMILY
from kiosk.screen.pages.areas import lamp_word
from kiosk.screen.translation import load_language
from kiosk.screen.typesetting import Ruler
from tests.screen.gallery import Gallery
from tests.screen.material import FRESH, ahead, behind, contest, name_of, pages_of, wall, words

Matrix = tuple[tuple[float, float, float], ...]
LANGUAGES: Final = ("zh_CN", "zh_TW", "en")
EYES: Final[Mapping[str, Matrix]] = {
    "greyscale": ((0.2126, 0.7152, 0.0722),) * 3,
    # Machado, Oliveira and Fernandes 2009, severity 1, on linear light.
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
LEAST: Final = dict.fromkeys(EYES, 4.5) | {"greyscale": 7.0}
"""Least contrast of text: what everybody gets without color, and the least for all eyes."""
TEXTS: Final = ("text", "accent", "quiet", "warn")


def linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def seen(color: QColor, eyes: Matrix) -> tuple[float, float, float]:
    """Linear light as these eyes take it, from 0 to 1."""
    light = [linear(share) for share in (color.redF(), color.greenF(), color.blueF())]
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, light, strict=True)), 0.0), 1.0) for row in eyes
    )
    return red, green, blue


def contrast(one: QColor, other: QColor, eyes: Matrix) -> float:
    """Contrast ratio (WCAG 2) for these eyes."""

    def luminance(color: QColor) -> float:
        red, green, blue = seen(color, eyes)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_knows_what_protanopes_lose():
    red, black = QColor("#EE1C25"), QColor("#000000")
    assert contrast(red, black, EYES["protanopia"]) < contrast(red, black, EYES["greyscale"]) / 1.5
    assert contrast(QColor("white"), black, EYES["tritanopia"]) == pytest.approx(21, abs=0.1)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("tone", ["red", "black", "paper"])
@pytest.mark.parametrize("ground", ["top", "base"])
def test_every_text_stands_out_for_every_eye(eyes: str, tone: str, ground: str, gallery: Gallery):
    on = gallery.token(tone, ground)
    for token in TEXTS:
        assert contrast(gallery.token(tone, token), on, EYES[eyes]) >= LEAST[eyes], token


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("tone", ["red", "black", "paper"])
def test_a_bar_stands_out_from_its_track_for_every_eye(eyes: str, tone: str, gallery: Gallery):
    bar, track = gallery.token(tone, "bar"), gallery.token(tone, "track")
    assert contrast(bar, track, EYES[eyes]) >= 4.5


# Shapes


def shape(text: str) -> set[tuple[int, int]]:
    """The pixels that a character inks at the size of a lamp."""
    picture = QImage(60, 60, QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.white)
    font = QFont(FAMILY)
    font.setPixelSize(40)
    painter = QPainter(picture)
    painter.setFont(font)
    painter.drawText(QPointF(10, 45), text)
    painter.end()
    size = range(60)
    return {(x, y) for x, y in product(size, size) if picture.pixelColor(x, y).value() < 128}


def difference(one: str, other: str) -> float:
    """Which part of the ink of either is not the ink of both."""
    a, b = shape(one), shape(other)
    return len(a ^ b) / len(a | b)


def lamp_shape(gallery: Gallery, lamp: Lamp) -> str:
    """What Lamp.qml draws for a task's state."""
    engine = qmlEngine(gallery.window)
    component = QQmlComponent(engine, QUrl.fromLocalFile(str(QML / "components" / "Lamp.qml")))
    made = component.createWithInitialProperties({"lamp": lamp.value})
    assert made is not None, component.errorString()
    return made.property("text")


def test_every_state_of_a_task_has_a_shape_of_its_own(gallery: Gallery):
    shapes = {lamp: lamp_shape(gallery, lamp) for lamp in Lamp}
    assert all(len(shape(text)) > 20 for text in shapes.values())
    for one, other in combinations(shapes.values(), 2):
        assert difference(one, other) > 0.3, (one, other)


def test_the_marks_of_the_boards_differ_in_shape():
    assert difference("▲", "▼") > 0.3


# Words


@pytest.fixture
def page_words(real_ruler: Callable[[tuple[int, int]], Ruler]):
    """All that the pages of a scene say in a language."""
    half = [(behind if at % 2 else ahead)(name_of(at, 4), at) for at in range(8)]

    def said(scene: Scene, language: str) -> str:
        size = (1920, 1080)
        on = wall(size, ruler=real_ruler(size), language=load_language(language))
        return " ".join(words(page) for _, page in pages_of(contest(half), on, FRESH, [scene]))

    return said


BOARDS: Final = {
    "zh_CN": ("红榜", "黑榜"),
    "zh_TW": ("紅榜", "黑榜"),
    "en": ("Red board", "Black board"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_board_names_itself_and_not_the_other(language: str, page_words):
    red, black = BOARDS[language]
    on_red, on_black = (page_words(scene, language) for scene in (Scene.RED, Scene.BLACK))
    assert f"▲ {red}" in on_red
    assert black not in on_red
    assert f"▼ {black}" in on_black
    assert red not in on_black


@pytest.mark.parametrize("language", LANGUAGES)
def test_standings_say_the_board_of_a_unit_in_words(language: str, page_words):
    said = page_words(Scene.STANDINGS, language)
    for mark, board in zip("▲▼", BOARDS[language], strict=True):
        assert f"{mark} {board.removesuffix(' board')}" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_an_area_has_a_word_of_its_own(language: str):
    on = wall(language=load_language(language))
    said = [lamp_word(on, lamp) for lamp in Lamp]
    assert all(said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_overdue_task_is_told_by_a_word_and_a_mark(language: str, real_ruler):
    size = (1920, 1080)
    on = wall(size, ruler=real_ruler(size), language=load_language(language))
    late = behind("水务局", due=date(2027, 6, 1), area="城乡建设")
    soon = behind("教育局", due=date(2027, 6, 15), area="城乡建设")
    lamp, word = Lamp.OVERDUE.value, {"en": "Overdue"}.get(language, "逾期")
    for task, told in ((late, True), (soon, False)):
        pages = pages_of(contest([task]), on, FRESH, [Scene.TASKS])
        assert (f"{lamp} {word}" in " ".join(words(page) for _, page in pages)) is told
