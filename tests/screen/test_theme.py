"""What QML draws with: the display's colors, and sizes that pages are measured with."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlExpression, qmlEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.resources import QML
from kiosk.screen.geometry import FLOOR, HEADING, LEADING, ROW, SMALL, Geometry
from kiosk.screen.pages.common import GAP, NAME_SIZES, Tone
from kiosk.screen.pages.overview import _FIGURE
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.view import Stage
from kiosk.screen.window import WallWindow
from kiosk.theme import CALM, STANDARD, THEMES, TOKENS, TONES, Theme
from tests.screen.gallery import Gallery


def told(window: QQuickWindow, expression: str) -> object:
    """What an expression of the theme's gives in QML."""
    engine = qmlEngine(window)
    theme = engine.singletonInstance("kiosk.screen.qml", "Theme")
    value, undefined = QQmlExpression(engine.rootContext(), theme, expression).evaluate()
    assert not undefined, expression
    return value


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_wall_is_painted_in_the_colors_of_its_theme(app: QGuiApplication, theme: Theme):
    stage = Stage(motion=False, theme=theme)
    wall_window = WallWindow(app, stage, PhotoProvider())
    for tone in TONES:
        painted = {
            token: told(wall_window.window, f'colors("{tone}").{token}').name().upper()
            for token in TOKENS
        }
        assert painted == asdict(getattr(theme, tone)), tone
    wall_window.close()


def test_without_a_theme_of_its_own_a_wall_has_the_standard_one(gallery: Gallery):
    assert STANDARD.paper.top != CALM.paper.top
    assert gallery.token("paper", "top").name().upper() == STANDARD.paper.top


def test_every_tone_of_a_page_is_a_mood_of_the_theme():
    assert set(Tone) == set(TONES)


SIZES: Final = {
    "small": SMALL,
    "body": FLOOR,
    "row": ROW,
    "name": NAME_SIZES[0],
    "heading": HEADING,
    "figure": _FIGURE,
    "gap": GAP,
    "leading": LEADING,
}


@pytest.mark.parametrize("name", SIZES)
def test_a_size_has_one_value_for_what_is_measured_and_what_is_drawn(name: str, gallery: Gallery):
    assert told(gallery.window, name) == SIZES[name]


@pytest.mark.parametrize(
    ("size", "diagonal_in", "viewing_m", "pixels"),
    [
        ((1920, 1080), 65, 5, (30, 40, 58, 88)),
        ((1280, 720), 65, 5, (20, 27, 39, 59)),
        ((3840, 2160), 65, 5, (60, 80, 116, 176)),
        ((1920, 1080), 55, 5, (35, 47, 69, 104)),
        ((1920, 1080), 65, 8, (48, 64, 93, 141)),
        ((1080, 1920), 65, 5, (30, 40, 58, 88)),
    ],
)
def test_a_size_in_pixels_follows_from_the_panel_and_the_farthest_viewer(
    size: tuple[int, int], diagonal_in: float, viewing_m: float, pixels: tuple[int, ...]
):
    unit = Geometry(*size, diagonal_in=diagonal_in, viewing_m=viewing_m).unit_px
    assert tuple(round(units * unit) for units in (SMALL, FLOOR, ROW, HEADING)) == pixels


_LITERAL: Final = re.compile(
    r"^\s*(?:property real )?"
    r"(?:(?:size|font\.pixelSize): .*(?<![\w.])\d{2,}"
    r"|(?:spacing|\w*Spacing|\w*Margin|\w*[pP]adding): "
    rf".*(?<![\w.])(?:{'|'.join(str(GAP * halves // 2) for halves in range(1, 9))})(?![\w.]))"
)
"""A size of text as a number, or a distance that is so many halves of the spacing unit."""


def literals(path: Path) -> list[str]:
    """The lines of a QML file that state a number where there is a name."""
    return [
        f"{path.name}:{number}: {line.strip()}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if _LITERAL.search(line)
    ]


def test_no_scene_or_component_states_a_size_that_has_a_name():
    files = sorted({*QML.rglob("*.qml")} - {QML / "Theme.qml"})
    assert len(files) > 16
    assert [line for path in files for line in literals(path)] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("    size: 58", True),
        ("    property real size: 40", True),
        ("    size: row.wide ? 104 : Theme.row", True),
        ("    font.pixelSize: 30 * Theme.unit", True),
        ("    spacing: 24 * scene.u", True),
        ("    leftMargin: 48 * scene.u", True),
        ("    bottomPadding: 12 * scene.u", True),
        ("    size: Theme.row", False),
        ("    size: row.nameSize", False),
        ("    spacing: 1.5 * Theme.gap * scene.u", False),
        ("    spacing: 28 * scene.u", False),
        ("    width: 24 * scene.u", False),
    ],
)
def test_a_number_that_has_a_name_is_recognized(line: str, found: bool, tmp_path: Path):
    path = tmp_path / "Some.qml"
    path.write_text(f"{line}\n")
    assert bool(literals(path)) == found
