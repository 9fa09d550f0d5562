"""A season without a restart: no reference to None is lost, and nothing piles up."""

import gc
import re
import sys
import threading
import tomllib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final

import PySide6
import pytest
from PySide6.QtCore import QEventLoop, QObject, QSize, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.notices import Notice
from kiosk.resources import QML
from kiosk.rotation import Scene
from kiosk.screen.fonts import ruler
from kiosk.screen.pages import Page, PhotoPage, photo_page, waiting_page
from kiosk.screen.pages.photo import Print
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.program import station
from kiosk.screen.view import Footing, Rows, initial_properties
from tests.screen.gallery import Gallery
from tests.screen.material import FRESH, demo_season, wall

CALLS: Final = 3_000
GRABS: Final = 200
CHANGES: Final = 500
ROUNDS: Final = 4
WARM: Final = 400
SIZE: Final = (640, 360)


@cache
def pages() -> tuple[Page, ...]:
    """Every page of every scene of the demonstration season, and one that waits; no photo."""
    on, season, notices = wall(SIZE), demo_season(), [Notice(title="通知", lines=("一", "二"))]
    drafted = [
        station(scene, season, FRESH, on, notices) for scene in Scene if scene is not Scene.PHOTOS
    ]
    assert all(one.pages for one in drafted)
    return (*chain.from_iterable(one.pages for one in drafted), waiting_page(on))


def photo(provider: PhotoProvider) -> PhotoPage:
    """A photo that moves, and was not fetched before."""
    image = QImage(16, 9, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    picture = Print(picture=provider.offer(image), text="签约", unit="水务局")
    return photo_page(wall(SIZE), picture, pan=True, seconds=9)


@pytest.fixture
def hung(gallery: Gallery) -> Gallery:
    gallery.hang(pages()[0], SIZE, wall(SIZE).geometry.unit_px)
    return gallery


def rows_of(value: object) -> Iterator[Rows]:
    """Every list that QML gets, those in rows too."""
    match value:
        case Rows():
            if value.count:
                yield value
            roles = value.roleNames()
            for number in range(value.count):
                yield from rows_of(value.data(value.index(number, 0), role) for role in roles)
        case dict():
            yield from rows_of(value.values())
        case Iterable() if not isinstance(value, str):
            for one in value:
                yield from rows_of(one)


def datum(rows: Rows, role: int) -> object:
    return rows.data(rows.index(0, 0), role)


Call = Callable[[int], object]


def calls_of(gallery: Gallery, app: QGuiApplication) -> Iterator[tuple[str, Call]]:
    """What the running show asks of Qt, again and again."""
    timer, provider, measure = QTimer(), PhotoProvider(), ruler(0.5)
    lists = list(rows_of(initial_properties(page) for page in pages()))
    rows, places = lists[0], [(one, role) for one in lists for role in one.roleNames()]
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    window, stage = gallery.window, gallery.stage
    yield "QTimer.start, stop", lambda _: (timer.start(60_000), timer.stop())
    yield "QTimer.setInterval", timer.setInterval
    yield "Signal.emit", lambda _: stage.arrived.emit()
    yield "Stage.set_footing", lambda call: stage.set_footing(Footing(clock=str(call)))
    yield "Stage.set_unit", lambda call: stage.set_unit(0.5 + call % 2 / 100)
    yield "model data", lambda call: datum(*places[call % len(places)])
    yield "model data that is None", lambda _: rows.data(rows.index(0, 0), 0)
    yield "rowCount", lambda _: rows.rowCount()
    yield "QFontMetricsF.horizontalAdvance", lambda call: measure(f"水务局{call % 50}", 58, False)
    yield "QImage.copy", lambda _: image.copy()
    yield "QImage.fill", lambda _: image.fill(0)
    yield (
        "the photo provider",
        lambda _: provider.requestImage(provider.offer(image).rpartition("/")[2], QSize(), QSize()),
    )
    yield "QWindow.setGeometry", lambda call: window.setGeometry(0, 0, SIZE[0], 360 - call % 2)
    yield "QWindow.isExposed", lambda _: window.isExposed()
    yield "processEvents", lambda _: app.processEvents()


def test_no_call_of_qt_loses_or_keeps_a_reference_to_none(hung: Gallery, app: QGuiApplication):
    lost = {}
    for name, call in calls_of(hung, app):
        call(0)
        before = sys.getrefcount(None)
        for number in range(CALLS):
            call(number)
        lost[name] = sys.getrefcount(None) - before
    assert all(abs(change) <= 50 for change in lost.values()), lost
    assert len(lost) == 15


def test_no_picture_of_the_wall_loses_or_keeps_a_reference_to_none(hung: Gallery):
    hung.window.grabWindow()
    before = sys.getrefcount(None)
    for _ in range(GRABS):
        assert not hung.window.grabWindow().isNull()
    assert abs(sys.getrefcount(None) - before) <= 50


def test_the_range_of_pyside_leaves_out_the_release_that_loses_references():
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    (pinned,) = (
        one for one in project["project"]["dependencies"] if one.startswith("PySide6-Essentials")
    )
    assert re.search(r",\s*<\s*6\.12$", pinned)
    assert tuple(map(int, PySide6.__version__.split(".")[:2])) < (6, 12)


def scene_of(page: Page) -> QUrl:
    return QUrl.fromLocalFile(
        str(QML / "scenes" / f"{type(page).__name__.removesuffix('Page')}.qml")
    )


def change_scenes(gallery: Gallery, count: int) -> None:
    """Hang page after page, as fast as the machine can."""
    drafted = (*pages(), None)
    lent: deque[dict[str, object]] = deque(maxlen=2)
    numbers, loop, turn = iter(range(count)), QEventLoop(), QTimer()

    def change() -> None:
        number = next(numbers, None)
        if number is None:
            loop.quit()
            return
        page = drafted[number % len(drafted)] or photo(gallery.provider)
        lent.append(initial_properties(page) | {"stage": gallery.stage, "station": 0})
        gallery.stage.present.emit(scene_of(page), lent[-1], QUrl())

    turn.timeout.connect(change)
    turn.start(0)
    loop.exec()
    gallery.hang(pages()[0], SIZE, wall(SIZE).geometry.unit_px)
    gc.collect()


def alive(gallery: Gallery) -> dict[str, object]:
    """What there is of all that could pile up.

    Qt's pool starts and ends its threads as it likes, no more than there are processors, each
    with a file to wake it.
    """
    threads = [task.read_text("ascii") for task in Path("/proc/self/task").glob("*/comm")]
    lasting = sorted(name for name in threads if not name.startswith("Thread (pooled)"))
    files = sum(1 for _ in Path("/proc/self/fd").iterdir())
    return {
        "items": sum(1 for _ in gallery.items()),
        "QObjects of the window": len(gallery.window.findChildren(QObject)),
        "rows": sum(isinstance(one, Rows) for one in gc.get_objects()),
        "threads of Python": threading.active_count(),
        "threads": lasting,
        "open files": files - (len(threads) - len(lasting)),
    }


def private_kib() -> int:
    """Memory that is this process's own, in KiB."""
    rollup = Path("/proc/self/smaps_rollup").read_text("ascii")
    found = re.search(r"^Anonymous:\s+(\d+) kB", rollup, re.MULTILINE)
    assert found
    return int(found[1])


def test_two_thousand_changes_of_every_scene_leave_nothing_behind(hung: Gallery):
    change_scenes(hung, WARM)
    before, grown = alive(hung), []
    for _ in range(ROUNDS):
        memory = private_kib()
        change_scenes(hung, CHANGES)
        grown.append(private_kib() - memory)
    sys.stdout.write(f"{grown} KiB more after each {CHANGES} changes of scene\n")
    assert alive(hung) == before
    # What is kept for good is kept each time; a cache that fills, or a heap that tears, is not.
    assert min(grown) < 128
