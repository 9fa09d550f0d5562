"""Every page at every size, on a real window: whole, apart, in the safe area, large enough."""

import math
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from itertools import combinations
from typing import Final

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Unit
from kiosk.screen.geometry import Geometry
from kiosk.screen.pages import Freshness, Page, Wall, waiting_page
from kiosk.screen.pages.red import Leader
from kiosk.screen.translation import load_language
from kiosk.screen.typesetting import Ruler
from tests.screen.gallery import Drawn, Gallery
from tests.screen.material import (
    FRESH,
    SIZES,
    STALE,
    ahead,
    behind,
    contest,
    name_of,
    pages_of,
    task,
    wall,
)

LONGEST: Final = "宾县机关事务服务中心(县公共资源交易服务中心)"
TITLE: Final = (
    "全县城乡供水一体化及农村饮水安全巩固提升工程建设项目征地拆迁和施工许可手续办理"
    "并完成主体工程百分之六十以上投资"
)
NOT_DRAWN: Final = {"lamp", "picture", "side", "tone"}
DRAWN_WHERE_THERE_IS_ROOM: Final = {"value", "bar_word", "points_word"}


def _longest() -> Evaluation:
    return contest(
        [ahead(name_of(number, 40), number) for number in range(6)]
        + [behind(name_of(number, 40), number) for number in range(6, 12)]
        + [
            task(LONGEST, -30, title=TITLE, due=date(2027, 5, 20), veto="弄虚作假"),
            task(LONGEST, -30, title=TITLE, due=date(2027, 5, 21)),
        ]
    )


def _sixty() -> Evaluation:
    names = [name_of(number, 3 + number % 9) for number in range(60)]
    return contest(
        [(ahead if number < 25 else behind)(name, number) for number, name in enumerate(names)],
        red_count=25,
        black_count=25,
    )


def _groups() -> Evaluation:
    units = [Unit(name=f"{town}{kind}", group=kind) for kind in ("镇", "局") for town in "东西"]
    return contest([ahead(unit.name) for unit in units], units=units)


CONTESTS: Final[Mapping[str, Callable[[], Evaluation]]] = {
    "longest names": _longest,
    "one unit, honoured": lambda: contest([ahead("教育局")]),
    "one unit, behind": lambda: contest([behind(LONGEST)]),
    "two units, honoured": lambda: contest([ahead("教育局"), ahead("水务局", 4)]),
    "sixty units": _sixty,
    "all tied": lambda: contest([ahead(name_of(number, 4)) for number in range(12)]),
    "groups": _groups,
    "nothing reported": lambda: contest([task("教育局", actual=None), task("局", actual=None)]),
    "no task at all": contest,
    "before the season": lambda: contest([ahead("教育局")], today=date(2027, 4, 20)),
    "the season's last day": lambda: contest([ahead("教育局")], today=date(2027, 9, 30)),
    "after the season": lambda: contest([ahead("教育局")], today=date(2027, 12, 1)),
    "far ahead and far behind": lambda: contest(
        [task("教育局", actual=2.9, quality=100, results=100, points=900), task("水务局", -50)]
    ),
}
EXPECTED: Final = 14
"""Least number of texts on a page with figures: header, footer, note and what it says."""


def said(value: object) -> Iterator[str]:
    """Every text of a page that must be drawn whatever the room."""
    if isinstance(value, str):
        if value and not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from said(one)
    elif isinstance(value, Leader):
        # The title says the leader's rank.
        yield from said((value.title, replace(value.honour, rank="")))
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in NOT_DRAWN | DRAWN_WHERE_THERE_IS_ROOM:
                yield from said(getattr(value, field.name))


def faults(gallery: Gallery, page: Page, on: Geometry, names: set[str]) -> Iterator[str]:
    """What is wrong with the page that hangs there."""
    texts = gallery.texts()
    drawn = [text.text for text in texts]
    yield from (f"{text!r} is not there" for text in said(page) if text not in drawn)
    left, top = 0.05 * on.width_px - 1, 0.05 * on.height_px - 1
    safe = QRectF(left, top, on.width_px - 2 * left, on.height_px - 2 * top)
    for text in texts:
        if text.truncated or text.markup:
            yield f"{text.text!r} is not drawn as it is"
        if not all(safe.contains(line) for line in text.ink):
            yield f"{text.text!r} leaves the safe area: {text.ink}"
        least = 15 if text.foot else 29.5 if text.text.replace("\n", "") in names else 20
        if arc_minutes(on, text.size_px) < least:
            yield f"{text.text!r} has {text.size_px} px"
    yield from _collisions(texts, gallery.marks())


def _collisions(texts: list[Drawn], marks: list[QRectF]) -> Iterator[str]:
    for one, other in combinations(texts, 2):
        if any(a.intersects(b) for a in one.ink for b in other.ink):
            yield f"{one.text!r} stands on {other.text!r}"
    for text in texts:
        if any(mark.intersects(line) for mark in marks for line in text.ink):
            yield f"{text.text!r} stands on a bar or a dot"


def arc_minutes(geometry: Geometry, size_px: int) -> float:
    """The angle that a text of this size fills for the farthest viewer."""
    pitch_mm = geometry.diagonal_in * 25.4 / math.hypot(geometry.width_px, geometry.height_px)
    return math.degrees(2 * math.atan(size_px * pitch_mm / 2 / (geometry.viewing_m * 1000))) * 60


def judge(gallery: Gallery, on: Wall, pages: list[Page], names: set[str], least: int) -> None:
    """Fail with all that is wrong with these pages, or when there was too little to judge."""
    geometry = on.geometry
    size = geometry.width_px, geometry.height_px
    judged, wrong = 0, []
    for number, page in enumerate(pages, start=1):
        gallery.hang(page, size, geometry.unit_px)
        judged += len(gallery.texts())
        kind = f"{type(page).__name__} {number}/{len(pages)}"
        wrong += [f"{kind}: {fault}" for fault in faults(gallery, page, geometry, names)]
    sys.stdout.write(f"{judged} texts on {len(pages)} pages\n")
    assert not wrong, "\n".join(wrong)
    assert judged >= least


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("content", CONTESTS)
def test_every_text_is_whole_apart_and_large_enough(
    content: str,
    size: tuple[int, int],
    gallery: Gallery,
    real_ruler: Callable[[tuple[int, int]], Ruler],
):
    evaluation = CONTESTS[content]()
    on = wall(size, ruler=real_ruler(size))
    pages = [page for _, page in pages_of(evaluation, on)]
    names = {one.subject for one in evaluation.standings}
    judge(gallery, on, pages, names, EXPECTED * len(pages) // 2)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("freshness", [FRESH, STALE], ids=["fresh", "stale"])
@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_the_demonstration_season_is_whole_apart_and_large_enough(
    language: str,
    size: tuple[int, int],
    freshness: Freshness,
    demo: Evaluation,
    gallery: Gallery,
    real_ruler: Callable[[tuple[int, int]], Ruler],
):
    on = wall(size, ruler=real_ruler(size), language=load_language(language))
    pages = [page for _, page in pages_of(demo, on, freshness)]
    judge(gallery, on, pages, {one.subject for one in demo.standings}, EXPECTED * len(pages))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("reason", ["", "the source does not answer"])
def test_the_page_without_data_is_whole_apart_and_large_enough(
    size: tuple[int, int],
    reason: str,
    gallery: Gallery,
    real_ruler: Callable[[tuple[int, int]], Ruler],
):
    on = wall(size, ruler=real_ruler(size))
    judge(gallery, on, [waiting_page(on, reason=reason)], set(), 7)


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


@dataclass(frozen=True)
class Color:
    """An opaque color, its channels from 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def luminance(self) -> float:
        """Relative luminance (WCAG 2)."""
        shares = [channel / 255 for channel in (self.red, self.green, self.blue)]
        linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio (WCAG 2), from 1 to 21."""
    dark, light = sorted((one.luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)


def color(of: QColor) -> Color:
    return Color(of.red(), of.green(), of.blue())


def test_the_measure_of_contrast_agrees_with_known_pairs():
    white, flag = Color(255, 255, 255), Color(0xEE, 0x1C, 0x25)
    assert contrast(white, Color(0, 0, 0)) == 21
    assert contrast(white, flag) == pytest.approx(4.35, abs=0.01)
    assert contrast(white, Color(0x8B, 0, 0)) == pytest.approx(10.0, abs=0.05)


@pytest.mark.parametrize("tone", ["red", "black", "paper"])
@pytest.mark.parametrize("token", ["text", "accent", "quiet", "warn"])
@pytest.mark.parametrize("ground", ["top", "base"])
def test_every_text_color_stands_out_seven_to_one(
    tone: str, token: str, ground: str, gallery: Gallery
):
    on = color(gallery.token(tone, ground))
    assert contrast(color(gallery.token(tone, token)), on) >= 7


@pytest.mark.parametrize("ground", ["top", "base"])
def test_figures_in_the_color_of_bars_stand_out_on_paper(ground: str, gallery: Gallery):
    on = color(gallery.token("paper", ground))
    assert contrast(color(gallery.token("paper", "bar")), on) >= 7


@pytest.mark.parametrize("tone", ["red", "black", "paper"])
def test_a_bar_stands_out_from_its_track_and_a_tick_from_both_grounds(tone: str, gallery: Gallery):
    bar, tick = (color(gallery.token(tone, token)) for token in ("bar", "tick"))
    assert contrast(bar, color(gallery.token(tone, "track"))) >= 4.5
    for ground in ("top", "base", "track"):
        assert contrast(tick, color(gallery.token(tone, ground))) >= 4.5


def test_the_moods_differ_in_grey_and_red_is_honour_alone(gallery: Gallery):
    tops = {tone: gallery.token(tone, "top") for tone in ("red", "black", "paper")}
    assert color(tops["black"]).luminance < color(tops["red"]).luminance
    assert color(tops["red"]).luminance < color(tops["paper"]).luminance
    assert _is_red(tops["red"])
    assert not any(
        _is_red(gallery.token("black", token))
        for token in ("top", "base", "text", "accent", "quiet", "warn", "bar", "track", "tick")
    )


def _is_red(color: QColor) -> bool:
    hue = color.hsvHueF()
    return color.hsvSaturationF() > 0.3 and min(hue, 1 - hue) < 0.04
