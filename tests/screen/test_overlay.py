"""The sheet that an operator's key lays over the wall: whole, plain, bounded, on any wall."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication

from kiosk.rotation import Scene
from kiosk.screen.overlay import NONE, overlay_of
from kiosk.screen.program import station
from kiosk.screen.translation import load_language
from kiosk.screen.typesetting import Ruler
from kiosk.screen.view import Stage
from kiosk.theme import CALM, STANDARD
from tests.screen.audit import Pixels, safe_area
from tests.screen.gallery import Drawn, Gallery
from tests.screen.material import FRESH, SIZES, demo_season, wall

FACTS = (
    ("展示屏", "canteen · 1920×1080，接 HDMI-A-1，软件绘图"),
    ("数据截至", "2027 年 6 月 15 日（5 天前）"),
    ("数据来源", "https://oa.example.gov.cn/progress/export/2027/full-table.json"),
    ("最近的问题", "6 月 14 日 17:02：数据源无应答：The read operation timed out（持续 12 分钟）"),
    ("配置", '/etc/kiosk/config.toml，第 41 行：<b>"standing"</b> 不是画面名'),
)


@pytest.fixture
def hung(gallery: Gallery, real_ruler: Callable[[tuple[int, int]], Ruler]):
    """Hangs the standings at a size under a sheet with some facts; what is drawn of the sheet."""

    def hang(size, facts, language="zh_CN") -> tuple[list[Drawn], QRectF]:
        on = wall(size, ruler=real_ruler(size), language=load_language(language))
        page = station(Scene.STANDINGS, demo_season(), FRESH, on).pages[0]
        gallery.hang(page, size, on.geometry.unit_px)
        sheet = overlay_of(on, facts)
        gallery.stage.set_overlay(sheet)
        for item in gallery.items():
            item.ensurePolished()
        said = {row.label.text for row in sheet.rows} | {row.value.text for row in sheet.rows}
        height = round(sheet.height * on.geometry.unit_px)
        texts = [text for text in gallery.texts() if text.text in said]
        return texts, QRectF(0, size[1] - height, size[0], height)

    yield hang
    gallery.stage.set_overlay(NONE)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_every_fact_is_whole_safe_and_apart(hung, size, language):
    texts, sheet = hung(size, FACTS, language)
    geometry = wall(size).geometry
    assert len(texts) == 2 * len(FACTS)
    for text in texts:
        assert not text.truncated
        assert not text.markup
        assert text.size_px >= 29 * geometry.unit_px
        assert all(safe_area(geometry).contains(line) for line in text.ink)
        assert all(sheet.contains(line) for line in text.ink)
    inks = [line for text in texts for line in text.ink]
    assert not any(
        one.intersects(other) for number, one in enumerate(inks) for other in inks[number + 1 :]
    )


@pytest.mark.parametrize("theme", [STANDARD, CALM])
def test_it_reads_in_every_theme(app: QGuiApplication, real_ruler, theme):
    size = (1920, 1080)
    on = wall(size, ruler=real_ruler(size))
    hall = Gallery(app, theme=theme)
    hall.hang(
        station(Scene.STANDINGS, demo_season(), FRESH, on).pages[0], size, on.geometry.unit_px
    )
    hall.stage.set_overlay(overlay_of(on, FACTS))
    for item in hall.items():
        item.ensurePolished()
    texts = [
        text for text in hall.texts() if text.text in {word for fact in FACTS for word in fact}
    ]
    pixels = Pixels(hall.window.grabWindow())
    assert len(texts) >= 5
    assert all(pixels.contrast(line) >= 7 for text in texts for line in text.ink)
    hall.close()


def test_the_upper_part_of_the_wall_goes_on_being_seen(hung):
    _, sheet = hung((1920, 1080), FACTS * 20)
    assert sheet.height() <= 0.75 * 1080


@given(
    facts=st.lists(st.tuples(st.text(max_size=30), st.text(max_size=2_000)), max_size=60),
    size=st.sampled_from([*SIZES, (640, 360), (400, 800)]),
)
def test_whatever_there_is_to_say_it_stays_within_its_room_and_counts_the_rest(facts, size):
    on = wall(size)
    sheet = overlay_of(on, facts)
    assert sheet.height <= 0.75 * on.geometry.height + 1e-6
    assert bool(sheet.rows) == bool(facts)
    whole = sum(1 for row in sheet.rows if not row.value.text.startswith("另有"))
    if whole < len(sheet.rows) == 1 + whole and sheet.rows[-1].label.lines == 0:
        count = "".join(filter(str.isdecimal, sheet.rows[-1].value.text))
        assert int(count) == len(facts) - whole
    for row in sheet.rows:
        assert all(letter.isprintable() or letter in "\n\xa0" for letter in row.value.text)


def test_a_fact_without_end_is_cut():
    sheet = overlay_of(wall(), [("问题", "长" * 5_000)])
    (row,) = sheet.rows
    assert row.value.text.endswith("…")
    assert len(row.value.text) < 320


def test_the_same_sheet_again_changes_nothing_and_none_takes_it_away(app: QGuiApplication):
    stage = Stage(motion=False)
    changes = []
    stage.overlay_changed.connect(lambda: changes.append(stage.overlayHeight))
    sheet = overlay_of(wall(), FACTS)
    stage.set_overlay(sheet)
    stage.set_overlay(overlay_of(wall(), FACTS))
    stage.set_overlay(NONE)
    assert changes == [sheet.height, 0.0]
    assert stage.overlayRows.rowCount() == 0
