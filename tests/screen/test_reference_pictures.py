"""Scenes look as they looked when somebody last judged them; a change shows where it is."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Phase
from kiosk.notices import Notice
from kiosk.rotation import Scene
from kiosk.screen.pages import (
    Freshness,
    Page,
    empty_album_page,
    notice_pages,
    photo_page,
    waiting_page,
)
from kiosk.screen.pages.photo import Print
from kiosk.screen.program import station
from kiosk.screen.typesetting import Ruler
from tests.screen import comparison
from tests.screen.comparison import compare, difference, small
from tests.screen.gallery import Gallery
from tests.screen.material import FRESH, STALE, ahead, behind, contest, name_of, wall

LANDSCAPE, PORTRAIT = (1920, 1080), (1080, 1920)
FIGURES = tuple(scene for scene in Scene if scene not in {Scene.PHOTOS, Scene.NOTICE})


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return request.config.getoption("--update-references")


@pytest.fixture
def hang(gallery: Gallery, real_ruler: Callable[[tuple[int, int]], Ruler]):
    """Hangs what `make` gives for a wall of a size, and pictures it."""

    def picture(make: Callable[..., Page], size: tuple[int, int] = LANDSCAPE) -> QImage:
        on = wall(size, ruler=real_ruler(size))
        gallery.hang(make(on), size, on.geometry.unit_px)
        return gallery.window.grabWindow()

    return picture


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
@pytest.mark.parametrize("scene", FIGURES)
def test_a_scene_of_the_demonstration_season(scene, size, demo: Evaluation, hang, update: bool):
    shape = "landscape" if size == LANDSCAPE else "portrait"

    def first(on):
        return station(scene, demo, FRESH, on).pages[0]

    compare(f"{scene}-{shape}", hang(first, size), update=update)


def states() -> Iterator[tuple[str, Callable[..., Page]]]:
    """The states that must look designed too."""
    one = contest([ahead("教育局")])
    tied = contest([ahead(name_of(number, 4)) for number in range(12)])
    before = contest([ahead("教育局")], today=date(2027, 4, 20))
    after = contest([ahead("教育局"), behind("水务局")], today=date(2027, 12, 1))
    assert (before.phase, after.phase) == (Phase.BEFORE, Phase.AFTER)
    away = Freshness(away_since=datetime(2027, 6, 15, 9, 40, tzinfo=UTC))

    def first(scene: Scene, evaluation: Evaluation, freshness: Freshness = FRESH):
        return lambda on: station(scene, evaluation, freshness, on).pages[0]

    yield "no-data-yet", waiting_page
    yield "no-data-at-all", lambda on: waiting_page(on, reason="the source does not answer")
    yield "no-photo", empty_album_page
    yield "source-away", first(Scene.OVERVIEW, one, away)
    yield "stale-black", first(Scene.BLACK, contest([behind("水务局")]), STALE)
    yield "stale-red", first(Scene.RED, one, STALE)
    yield "before-the-season", first(Scene.OVERVIEW, before)
    yield "after-the-season", first(Scene.STANDINGS, after)
    yield "one-unit-leads", first(Scene.RED, one)
    yield "one-unit-ranked", first(Scene.STANDINGS, one)
    yield "all-tied", first(Scene.RED, tied)
    yield "nobody-black", first(Scene.BLACK, one)
    yield "nobody-red", first(Scene.RED, contest([behind("水务局")]))


@pytest.mark.parametrize(
    ("name", "make"), [pytest.param(*state, id=state[0]) for state in states()]
)
def test_a_state_that_is_rarely_seen(name: str, make, hang, update: bool):
    compare(name, hang(make), update=update)


def test_two_photos_side_by_side_with_their_captions(gallery: Gallery, hang, update: bool):
    def photos(on):
        left, right = (QImage(960, 1080, QImage.Format.Format_RGB32) for _ in range(2))
        left.fill(QColor("#9CC4E4"))
        right.fill(QColor("#F4EFE2"))
        prints = [
            Print(
                picture=gallery.provider.offer(picture),
                text=text,
                unit=unit,
                taken=date(2027, 6, 3),
                x=x,
                width=0.5,
            )
            for picture, x, text, unit in (
                (left, 0.0, "安居小区主体结构顺利封顶", "住建局"),
                (right, 0.5, "村卫生室为老人免费量血压", "卫健局"),
            )
        ]
        return photo_page(on, *prints, pan=False, seconds=9)

    compare("photos", hang(photos), update=update)


def test_a_notice(hang, update: bool):
    notice = Notice(title="周五下午召开半月调度会", lines=("时间：15:00", "地点：二楼会议室"))
    compare("notice", hang(lambda on: notice_pages([notice], on)[0]), update=update)


# What the comparison sees


@pytest.fixture
def red(demo: Evaluation, hang) -> QImage:
    return hang(lambda on: station(Scene.RED, demo, FRESH, on).pages[0])


def apart(one: QImage, other: QImage) -> float:
    return difference(small(one), small(other)).worst


def test_the_same_picture_is_the_same(red: QImage):
    assert apart(red, red.copy()) == 0


def test_a_text_that_went_is_a_change(red: QImage):
    without = red.copy()
    painter = QPainter(without)
    painter.fillRect(96, 60, 260, 90, red.pixelColor(40, 100))
    painter.end()
    assert apart(red, without) > comparison.TOLERANCE


def test_a_moved_row_is_a_change(red: QImage):
    moved = red.copy()
    painter = QPainter(moved)
    painter.drawImage(QPoint(900, 312), red, red.rect().adjusted(900, 300, -100, -600))
    painter.end()
    assert apart(red, moved) > comparison.TOLERANCE


def test_a_pixel_more_or_less_is_none(red: QImage):
    shifted = red.copy()
    painter = QPainter(shifted)
    painter.drawImage(QPoint(0, 1), red)
    painter.end()
    assert apart(red, shifted) <= comparison.TOLERANCE


def test_a_change_names_where_it_can_be_seen(red: QImage, tmp_path, monkeypatch):
    monkeypatch.setattr(comparison, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(comparison, "SHOWN", tmp_path / "build" / "differences")
    compare("red", red, update=True)
    compare("red", red, update=False)
    other = red.copy()
    other.fill(QColor("black"))
    with pytest.raises(AssertionError, match=r"differences/red-\*\.png"):
        compare("red", other, update=False)
    shown = {path.name for path in (tmp_path / "build" / "differences").iterdir()}
    assert shown == {"red-expected.png", "red-actual.png", "red-difference.png"}


def test_a_scene_without_a_reference_fails(red: QImage, tmp_path, monkeypatch):
    monkeypatch.setattr(comparison, "KEPT", tmp_path)
    with pytest.raises(AssertionError, match="no reference is kept for red"):
        compare("red", red, update=False)
