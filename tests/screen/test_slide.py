"""Standings on a real window while other figures come: rows slide, and then nothing moves."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.contest.evaluation import Evaluation
from kiosk.rotation import Scene
from kiosk.screen.fonts import ruler
from kiosk.screen.geometry import Geometry
from kiosk.screen.pages import StandingsPage
from kiosk.screen.show import Contents, Programme
from tests.screen.frames import SMOOTH
from tests.screen.material import ahead, contest, name_of, wall
from tests.screen.test_show import Place

pytestmark = pytest.mark.alone

SIZE = (1280, 720)
OLD = list(range(20))
NEW = [3, 0, 15, 1, 2, *range(5, 15), 4, *range(16, 20)]
"""The fourth leads, one comes up from the third page, the fifth goes there."""


def ranked(numbers: list[int]) -> Evaluation:
    return contest([ahead(name_of(number, 4), place) for place, number in enumerate(numbers)])


@pytest.fixture
def hung(app: QGuiApplication) -> Iterator[Callable[..., Place]]:
    places = []

    def make(*, motion: bool) -> Place:
        place = Place(app, Programme(rotation=(Scene.STANDINGS,)), motion=motion)
        places.append(place)
        place.window.show(*SIZE)
        place.show.update(Contents(evaluation=ranked(OLD)))
        place.show.open(wall(SIZE, ruler=ruler(Geometry(*SIZE).unit_px)), None)
        return place

    yield make
    for place in places:
        place.close()


def rows_of(place: Place) -> dict[str, QQuickItem]:
    """Every row that is to be seen, by its unit."""
    waiting, rows = [place.window.window.property("scene")], {}
    while waiting:
        item = waiting.pop()
        if item.metaObject().className().startswith("PlaceRow") and item.isVisible():
            assert item.property("name") not in rows
            rows[item.property("name")] = item
        waiting.extend(item.childItems())
    return rows


def stand(place: Place) -> dict[str, float]:
    return {name: item.y() for name, item in rows_of(place).items()}


def page_of(place: Place) -> StandingsPage:
    page = place.show._page
    assert isinstance(page, StandingsPage)
    return page


def targets(place: Place) -> dict[str, float]:
    unit = place.stage.unit
    return {row.name.text: row.place_y * unit for row in page_of(place).rows}


def settle(place: Place, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: place.shown != [], timeout=5_000)


def moved(place: Place) -> float:
    return place.window.window.property("scene").property("moved")


def test_rows_slide_from_their_old_places_to_the_new_ones(hung: Callable[..., Place], qtbot: QtBot):
    place = hung(motion=True)
    settle(place, qtbot)
    before = stand(place)
    assert before == pytest.approx(targets(place))
    path: list[dict[str, float]] = []
    place.show.update(Contents(evaluation=ranked(NEW)))
    path.append(stand(place))
    place.window.window.afterAnimating.connect(lambda: path.append(stand(place)))
    qtbot.waitUntil(lambda: moved(place) == 1, timeout=5_000)

    after, start = targets(place), path[0]
    comes, goes = name_of(15, 4), name_of(4, 4)
    assert set(start) == set(before) | {comes}
    assert {name: start[name] for name in before} == pytest.approx(before)
    bottom = page_of(place).rows_room * place.stage.unit
    assert start[comes] >= bottom - 1e-6
    assert stand(place) == pytest.approx(after)
    assert goes in before
    assert goes not in after
    between = [step for step in path if set(step) == set(start)]
    assert len(between) > 5
    for name in start:
        ys = [step[name] for step in between]
        steps = [later - sooner for sooner, later in pairwise(ys)]
        falls = after.get(name, bottom) >= start[name]
        assert all(step >= -1e-6 if falls else step <= 1e-6 for step in steps)
    climber = [step[name_of(3, 4)] for step in between]
    assert any(after[name_of(3, 4)] + 1 < y < start[name_of(3, 4)] - 1 for y in climber)


def test_the_wall_never_shows_a_frame_without_rows_nor_a_ghost(
    hung: Callable[..., Place], qtbot: QtBot
):
    place = hung(motion=True)
    settle(place, qtbot)
    fades = []
    place.stage.present.connect(lambda _source, _properties, before: fades.append(before.isEmpty()))
    place.show.update(Contents(evaluation=ranked(NEW)))
    assert fades == [True]
    assert all(row.property("shown") == 1 for row in rows_of(place).values())


def test_a_climber_passes_over_those_it_overtakes(hung: Callable[..., Place], qtbot: QtBot):
    place = hung(motion=True)
    settle(place, qtbot)
    place.show.update(Contents(evaluation=ranked(NEW)))
    rows = rows_of(place)
    assert rows[name_of(15, 4)].z() > rows[name_of(3, 4)].z() > 0
    assert rows[name_of(0, 4)].z() == 0


def test_bars_change_with_their_rows(hung: Callable[..., Place], qtbot: QtBot):
    place = hung(motion=True)
    settle(place, qtbot)
    old = {row.name.text: row.actual for row in page_of(place).rows}
    place.show.update(Contents(evaluation=ranked(NEW)))
    new = {row.name.text: row.actual for row in page_of(place).rows}
    name = name_of(0, 4)
    assert old[name] != new[name]
    assert bar(place, name).property("share") == pytest.approx(old[name])
    qtbot.waitUntil(lambda: moved(place) == 1, timeout=5_000)
    assert bar(place, name).property("share") == pytest.approx(new[name])


def bar(place: Place, name: str) -> QQuickItem:
    waiting = [rows_of(place)[name]]
    while waiting:
        item = waiting.pop()
        if item.metaObject().className().startswith("Bar_"):
            return item
        waiting.extend(item.childItems())
    raise AssertionError(f"{name} has no bar")


def test_without_motion_the_order_simply_changes(hung: Callable[..., Place]):
    place = hung(motion=False)
    place.show.update(Contents(evaluation=ranked(NEW)))
    assert moved(place) == 1
    assert stand(place) == pytest.approx(targets(place))
    assert set(stand(place)) == {name_of(number, 4) for number in NEW[: len(targets(place))]}


def test_the_page_that_has_slid_hangs_like_any_other(hung: Callable[..., Place], qtbot: QtBot):
    place = hung(motion=True)
    settle(place, qtbot)
    place.show.update(Contents(evaluation=ranked(NEW)))
    assert not page_of(place).slides
    assert place.turn.isActive()
    presents = place.presents
    place.show.update(Contents(evaluation=ranked(NEW)))
    assert place.presents == presents


def test_what_comes_during_a_slide_waits_until_the_rows_stand(
    hung: Callable[..., Place], qtbot: QtBot
):
    place = hung(motion=True)
    settle(place, qtbot)
    place.show.update(Contents(evaluation=ranked(NEW)))
    presents = place.presents
    qtbot.waitUntil(lambda: 0 < moved(place) < 1, timeout=5_000)
    place.show.update(Contents(evaluation=ranked(OLD)))
    assert place.presents == presents
    assert moved(place) < 1
    first, start = targets(place), {}
    place.stage.present.connect(lambda *_: start.update(stand(place)))
    qtbot.waitUntil(lambda: place.presents == presents + 1, timeout=5_000)
    assert {name: start[name] for name in first} == pytest.approx(first)
    qtbot.waitUntil(lambda: moved(place) == 1, timeout=5_000)
    assert stand(place) == pytest.approx(targets(place))


@pytest.fixture(scope="module")
def drawn(counted: Callable[[str], Any]) -> Any:
    return counted("slide_frames")


def test_a_slide_is_smooth_and_nothing_is_drawn_after_it(drawn: Any):
    assert drawn["slide"] >= SMOOTH
    assert drawn["still"] == 0
