"""No pixel wears out: what stands fixed wanders, evenly, slowly, and only under a fade."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.resources import QML
from kiosk.rotation import Scene
from kiosk.screen.geometry import ORBIT_X, ORBIT_Y
from kiosk.screen.orbit import PLACES, STEP_S, offset, step_at
from kiosk.screen.pages.photo import Print, photo_page
from kiosk.screen.program import station
from kiosk.screen.view import Stage, initial_properties
from tests.screen.gallery import Gallery, Seen
from tests.screen.material import FRESH, demo_season, wall

SIZE = (1920, 1080)
FAR_STEPS = st.integers(-(10**12), 10**12)
HALF = 0.5
"""The share of a season, at most, for which a pixel shows the same of what stands fixed."""


@given(step=FAR_STEPS)
def test_every_place_is_visited_equally_often(step):
    visits = Counter(offset(step + number) for number in range(2 * PLACES))
    assert set(visits.values()) == {2}
    assert {abs(x) for x, _ in visits} == set(range(ORBIT_X + 1))
    assert {abs(y) for _, y in visits} == set(range(ORBIT_Y + 1))
    assert len(visits) == PLACES == (2 * ORBIT_X + 1) * (2 * ORBIT_Y + 1)


@given(step=FAR_STEPS)
def test_a_step_is_a_unit_to_one_side_at_most(step):
    (x, y), (next_x, next_y) = offset(step), offset(step + 1)
    assert abs(next_x - x) + abs(next_y - y) <= 1


@given(seconds_since_1970=st.integers(0, 2**32), seconds=st.integers(0, STEP_S))
def test_a_place_is_kept_for_minutes_whatever_the_clock_says(seconds_since_1970, seconds):
    now = datetime.fromtimestamp(seconds_since_1970, UTC)
    assert step_at(now + timedelta(seconds=seconds)) - step_at(now) in {0, 1}
    assert step_at(now + timedelta(seconds=STEP_S)) == step_at(now) + 1


def season() -> Iterator[datetime]:
    """Every step of a season that is open from half past seven to six."""
    for day in range(153):
        opening = datetime(2027, 5, 1, 7, 30, tzinfo=UTC) + timedelta(days=day)
        for step in range(int(10.5 * 3600 / STEP_S)):
            yield opening + timedelta(seconds=step * STEP_S)


def longest_share(shape: set[tuple[int, int]]) -> float:
    """For what share of a season the most worn pixel under a shape is covered by it."""
    where = Counter(offset(step_at(now)) for now in season())
    worn: Counter[tuple[int, int]] = Counter()
    for (dx, dy), times in where.items():
        worn.update({(x + dx, y + dy): times for x, y in shape})
    return max(worn.values()) / where.total()


def test_through_a_season_no_pixel_is_under_a_hairline_for_more_than_half_of_it():
    lying = {(x, y) for x in range(200) for y in range(2)}
    upright = {(x, y) for x in range(2) for y in range(200)}
    assert longest_share(lying) < HALF
    assert longest_share(upright) < HALF


@pytest.fixture
def hung(gallery: Gallery, real_ruler) -> Iterator[Gallery]:
    """The standings of the demonstration season, on their own place."""
    on = wall(SIZE, ruler=real_ruler(SIZE))
    page = station(Scene.STANDINGS, demo_season(), FRESH, on).pages[0]
    gallery.hang(page, SIZE, on.geometry.unit_px)
    yield gallery
    gallery.stage.set_orbit(0, 0)


def dots(seen: Seen) -> list[tuple[float, float, float]]:
    """Left and upper edge and width of the footer's dots."""
    return [
        (one.place.x(), one.place.y(), one.place.width())
        for one in seen.shapes
        if one.place.y() > 950 and one.place.width() == one.place.height()
    ]


def test_nor_under_a_dot_of_the_footer(hung: Gallery):
    (_, _, width), *others = dots(hung.seen())
    assert len(others) == 3
    radius = width / 2
    cells = range(-round(radius), round(radius) + 1)
    disc = {(x, y) for x in cells for y in cells if x * x + y * y <= radius * radius}
    assert longest_share(disc) < HALF


@pytest.mark.parametrize("place", [(-8, -4), (8, 4), (-3, 2)])
def test_everything_moves_alike_but_the_ground(hung: Gallery, place):
    before = hung.seen()
    hung.stage.set_orbit(*place)
    after = hung.seen()
    unit = hung.stage.unit
    x, y = round(place[0] * unit), round(place[1] * unit)
    moved = [ink.translated(x, y) for text in before.texts for ink in text.ink]
    assert [ink for text in after.texts for ink in text.ink] == moved
    whole = 0
    for one, other in zip(before.shapes, after.shapes, strict=True):
        still = one.place.width() >= SIZE[0]
        whole += still
        assert other.place == (one.place if still else one.place.translated(x, y))
    assert whole, "the ground covers the screen as before"


def test_no_place_uncovers_an_edge(hung: Gallery):
    edges = []
    for place in ((0, 0), (8, 4), (-8, -4)):
        hung.stage.set_orbit(*place)
        picture = hung.window.grabWindow()
        edges.append([picture.pixel(x, y) for x in range(0, SIZE[0], 97) for y in (0, SIZE[1] - 1)])
    assert edges[0] == edges[1] == edges[2]


def test_a_photo_stays_where_it_is_and_its_caption_moves(gallery: Gallery, real_ruler):
    on = wall(SIZE, ruler=real_ruler(SIZE))
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    one = Print(picture=gallery.provider.offer(image), text="签约", unit="", taken=None)
    gallery.hang(photo_page(on, one, pan=False, seconds=9, demo=True), SIZE, on.geometry.unit_px)
    before = gallery.seen()
    corners = [gallery.window.grabWindow().pixel(0, 0)]
    gallery.stage.set_orbit(8, -4)
    after = gallery.seen()
    corners.append(gallery.window.grabWindow().pixel(0, 0))
    gallery.stage.set_orbit(0, 0)
    assert corners[0] == corners[1]
    apart = {
        (now.ink[0].x() - then.ink[0].x(), now.ink[0].y() - then.ink[0].y())
        for then, now in zip(before.texts, after.texts, strict=True)
    }
    assert len(before.texts) == 2
    assert apart == {(8.0, -4.0)}


def test_the_same_place_again_draws_nothing(app: QGuiApplication, hung: Gallery):
    frames = []
    hung.stage.orbit_changed.connect(lambda: frames.append(1))
    hung.stage.set_orbit(3, 1)
    hung.stage.set_orbit(3, 1)
    assert len(frames) == 1


def test_a_step_taken_with_a_page_is_under_the_picture_of_the_page_before(
    app: QGuiApplication, real_ruler
):
    """What fades out is what hung there, to the pixel; the new page is at its place under it."""
    on = wall(SIZE, ruler=real_ruler(SIZE))
    hall = Gallery(app, motion=True)
    pages = station(Scene.STANDINGS, demo_season(), FRESH, on).pages
    hall.hang(pages[0], SIZE, on.geometry.unit_px)
    before = hall.window.grabWindow()
    frozen = hall.provider.offer(before)
    hall.stage.set_orbit(8, 4)
    properties = initial_properties(pages[1]) | {"stage": hall.stage, "station": 1}
    scene = QUrl.fromLocalFile(str(QML / "scenes" / "Standings.qml"))
    hall.stage.present.emit(scene, properties, QUrl(frozen))
    assert hall.window.grabWindow() == before
    hall.close()


def test_a_display_may_stand_still(app: QGuiApplication):
    stage = Stage(motion=False, wanders=False)
    stage.set_orbit(3, 1)
    assert (stage.orbitX, stage.orbitY) == (0, 0)
    stage.set_wanders(True)
    stage.set_orbit(3, 1)
    assert (stage.orbitX, stage.orbitY) == (3, 1)
    stage.set_wanders(False)
    stage.set_orbit(4, 1)
    assert (stage.orbitX, stage.orbitY) == (0, 0)


def test_the_way_leads_along_rows():
    assert [offset(step) for step in range(3)] == [(-8, -4), (-7, -4), (-6, -4)]
    assert all(one != other for one, other in pairwise(offset(step) for step in range(PLACES)))
