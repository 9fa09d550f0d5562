"""The audit: every text of every page, in every state, language and size, and how many."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from itertools import product
from typing import Final

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage

from kiosk.rotation import Scene
from kiosk.screen.geometry import ORBIT_X, ORBIT_Y
from kiosk.screen.pages import Wall
from kiosk.screen.translation import load_language
from kiosk.screen.typesetting import Ruler
from kiosk.theme import THEMES
from tests.screen.audit import Tally, contrast_faults, faults
from tests.screen.audit_states import FAMILIES, State
from tests.screen.gallery import Drawn, Gallery
from tests.screen.material import SIZES, ahead, behind, contest, pages_of, wall

WALLS: Final = (*SIZES, (1600, 1200))
LANGUAGES: Final = ("zh_CN", "zh_TW", "en")
PICTURED: Final = ("zh_CN", (1920, 1080))
"""In which language and at which size contrast is measured: others have the same colors."""
OUTERMOST: Final = tuple(product((-ORBIT_X, ORBIT_X), (-ORBIT_Y, ORBIT_Y)))
"""How far pages are hung off their place, one after another: as far as the orbit leads."""


@pytest.fixture(scope="module")
def halls(app: QGuiApplication) -> Iterator[dict[str, Gallery]]:
    """A gallery in each theme."""
    halls = {name: Gallery(app, theme=theme) for name, theme in THEMES.items()}
    yield halls
    for hall in halls.values():
        hall.close()


@pytest.fixture(scope="module")
def rulers(real_ruler: Callable[[tuple[int, int]], Ruler]) -> dict[tuple[int, int], Ruler]:
    return {size: cache(real_ruler(size)) for size in WALLS}


@pytest.fixture(scope="module")
def tally() -> Tally:
    """What this run has judged."""
    return Tally()


def white(gallery: Gallery) -> str:
    """The address of a photo on which a light text is hardest to read."""
    image = QImage(16, 9, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return gallery.provider.offer(image)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", WALLS)
def test_every_text_is_whole_apart_safe_large_and_stands_out(
    size: tuple[int, int],
    language: str,
    family: str,
    halls: dict[str, Gallery],
    rulers: dict[tuple[int, int], Ruler],
    tally: Tally,
):
    on = wall(size, ruler=rulers[size], language=load_language(language))
    pictured = (language, size) == PICTURED
    wrong = []
    for name, state in FAMILIES[family].items():
        for theme in THEMES if pictured else ("standard",):
            found = _judge(state, on, halls[theme], tally, theme if pictured else "")
            wrong += [f"{name}, {theme}, {fault}" for fault in found]
    assert not wrong, "\n".join(wrong)


def _judge(state: State, on: Wall, hall: Gallery, tally: Tally, theme: str) -> Iterator[str]:
    """What is wrong with a state's pages; with a theme, also with the colors that it gives them."""
    geometry, language = on.geometry, on.language.code
    size = geometry.width_px, geometry.height_px
    hall.stage.set_footing(state.footing(on))
    for number, (kind, page) in enumerate(state.pages(on, partial(white, hall)), start=1):
        hall.stage.set_orbit(*OUTERMOST[number % len(OUTERMOST)])
        hall.hang(page, size, geometry.unit_px)
        seen = hall.seen()
        found = list(faults(seen, page, geometry))
        if theme:
            found += contrast_faults(seen, hall.window.grabWindow(), geometry.unit_px)
            tally.contrasts[kind, theme] += len(seen.texts)
        if theme in {"", "standard"}:
            tally.texts[kind, language, size] += len(seen.texts)
            tally.pages[kind, language, size] += 1
        yield from (f"{kind}, page {number}: {fault}" for fault in found)


EXPECTED: Final[Mapping[str, int]] = {
    Scene.PHOTOS: 43,
    Scene.OVERVIEW: 600,
    Scene.RED: 600,
    Scene.BLACK: 420,
    Scene.STANDINGS: 1150,
    Scene.AREAS: 1150,
    Scene.TASKS: 1050,
    Scene.INDICATORS: 500,
    Scene.PROJECT: 1000,
    Scene.DISPATCH: 540,
    Scene.NOTICE: 50,
    "no data yet": 12,
    "empty album": 10,
}
"""Least number of texts of each kind of page, in every language, at every size, in each theme."""


def test_as_many_texts_were_judged_as_there_are(
    tally: Tally, request: pytest.FixtureRequest, say: Callable[[str], None]
):
    audit = test_every_text_is_whole_apart_safe_large_and_stands_out
    asked = sum(getattr(item, "function", None) is audit for item in request.session.items)
    if asked < len(WALLS) * len(LANGUAGES) * len(FAMILIES):
        pytest.skip("no more than a part of the audit was asked for")
    say(str(tally))
    few = [
        f"{kind}, {language}, {size}: {tally.texts[kind, language, size]} texts of {least}"
        for (kind, least), language, size in product(EXPECTED.items(), LANGUAGES, WALLS)
        if tally.texts[kind, language, size] < least
    ]
    few += [
        f"{kind}, {theme}: the contrast of {tally.contrasts[kind, theme]} texts of {least}"
        for (kind, least), theme in product(EXPECTED.items(), THEMES)
        if tally.contrasts[kind, theme] < least
    ]
    assert not few, "\n".join(few)
    assert {kind for kind, _, _ in tally.texts} == set(EXPECTED)
    assert set(Scene) <= set(EXPECTED)


MARKUP: Final = (
    "<img src=x>",
    "<b>粗</b>",
    "<h1>大</h1>",
    "&lt;局&amp;",
    "file:///etc/passwd",
    "*粗*",
)


@pytest.mark.parametrize("name", MARKUP)
def test_a_name_that_looks_like_markup_is_drawn_character_by_character(
    name: str, gallery: Gallery, real_ruler: Callable[[tuple[int, int]], Ruler]
):
    size = (1920, 1080)
    on = wall(size, ruler=real_ruler(size))
    unit = on.geometry.unit_px
    judged = 0
    evaluation = contest([ahead(name, title=name), behind("局", title=name, due=date(2027, 5, 2))])
    for _, page in pages_of(evaluation, on):
        gallery.hang(page, size, unit)
        for text in gallery.texts():
            if name in text.text.replace("\n", ""):
                judged += 1
                assert not text.markup
                assert text.width_px == pytest.approx(_literal_width(text, on), abs=1.5)
    assert judged == 4


def _literal_width(text: Drawn, on: Wall) -> float:
    unit = on.geometry.unit_px
    lines = text.text.split("\n")
    return max(on.width_of(line, text.size_px / unit, bold=text.bold) * unit for line in lines)
