"""Photos in the rotation: two at a time, on a wall whose size changes, and none at all."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.album import catalog as catalog_module
from kiosk.album.album import Album, Memory
from kiosk.album.decode import Size
from kiosk.album.folder import FolderUnavailableError
from kiosk.album.order import Order
from kiosk.contest.evaluation import Evaluation
from kiosk.rotation import Scene
from kiosk.screen.pages import PhotoPage
from kiosk.screen.show import Contents, Programme
from tests.screen.material import ahead, behind, contest, wall, words
from tests.screen.test_show import HandWorker, Place

WIDE, TALL, SMALL = (1920, 1080), (1080, 1920), (1280, 720)
LOBBY: Final = (Scene.PHOTOS, Scene.RED)
PORTRAIT, LANDSCAPE = (120, 160), (160, 90)
RED, BLUE = (200, 30, 30), (30, 30, 200)


class Hall:
    """A display with an album, whose worker works when it is told to."""

    def __init__(
        self, app: QGuiApplication, folder: Path, rotation: tuple[Scene, ...], *, motion: bool
    ) -> None:
        self._app = app
        self.worker = HandWorker()
        self.place = Place(app, Programme(rotation=rotation), motion=motion)
        self.album = Album(
            folder,
            Size(*WIDE),
            rng=Random(1),
            memory=Memory(lambda: None, lambda _: None),
            today=lambda: date(2027, 6, 15),
            on_ready=self.place.show.photo_ready,
            order=Order.NAME,
            worker=self.worker,
        )

    def open(self, evaluation: Evaluation | None = None) -> None:
        if evaluation is not None:
            self.place.show.update(Contents(evaluation=evaluation))
        self._stretch(WIDE)
        self.place.show.open(wall(WIDE), self.album)

    def resize(self, size: tuple[int, int]) -> None:
        self._stretch(size)
        self.place.show.fit(wall(size))

    def _stretch(self, size: tuple[int, int]) -> None:
        self.place.window.show(*size)
        self._app.processEvents()

    @property
    def page(self) -> PhotoPage:
        page = self.place.show._page
        assert isinstance(page, PhotoPage)
        return page

    @property
    def says(self) -> str:
        return words(self.place.show._page)

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        color = QColor(self.place.window.picture().pixelColor(x, y))
        return color.red(), color.green(), color.blue()


Build = Callable[..., Hall]


@pytest.fixture
def hall(app: QGuiApplication, tmp_path: Path) -> Iterator[Build]:
    halls: list[Hall] = []

    def build(
        rotation: tuple[Scene, ...] = LOBBY, *, motion: bool = False, **photos: tuple[int, int]
    ) -> Hall:
        for name, size in photos.items():
            Image.new("RGB", size, RED if name == "a" else BLUE).save(tmp_path / f"{name}.png")
        halls.append(Hall(app, tmp_path, rotation, motion=motion))
        return halls[-1]

    yield build
    for one in halls:
        one.place.close()
        one.album.close()


@pytest.fixture
def figures() -> Evaluation:
    return contest([ahead("教育局"), behind("水务局")])


def near(color: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return color == pytest.approx(other, abs=3)


def test_two_portraits_hang_side_by_side_with_a_thin_gap(hall: Build, figures: Evaluation):
    lobby = hall(a=PORTRAIT, b=PORTRAIT)
    lobby.worker.work()
    lobby.open(figures)
    assert near(lobby.pixel(100, 300), RED)
    assert near(lobby.pixel(955, 300), RED)
    assert lobby.pixel(956, 300) == lobby.pixel(963, 300) == (0, 0, 0)
    assert near(lobby.pixel(964, 300), BLUE)
    assert near(lobby.pixel(1900, 300), BLUE)


def test_on_another_size_the_photo_is_decoded_anew_and_keeps_its_place(
    hall: Build, figures: Evaluation
):
    lobby = hall(a=LANDSCAPE, b=LANDSCAPE)
    lobby.worker.work()
    lobby.open(figures)
    before = lobby.page
    lobby.resize(SMALL)
    assert lobby.page is before, "it hangs on until it is decoded"
    assert near(lobby.pixel(640, 360), RED), "and no frame is black"
    lobby.worker.work()
    assert lobby.page is not before
    assert lobby.place.shown == ["photo", "photo"]
    assert near(lobby.pixel(640, 360), RED), "the same photo"
    assert lobby.place.turn.interval() == 9_000
    assert lobby.place.turns(1) == ["photo"]
    assert near(lobby.pixel(640, 360), BLUE)


def test_a_pair_on_a_wall_turned_upright_leaves_its_first_photo_whole(
    hall: Build, figures: Evaluation
):
    lobby = hall(a=PORTRAIT, b=PORTRAIT)
    lobby.worker.work()
    lobby.open(figures)
    assert len(lobby.page.panels) == 2
    lobby.resize(TALL)
    lobby.worker.work()
    (panel,) = lobby.page.panels
    assert (panel.share_width, panel.share_height) == (1, 1)
    assert near(lobby.pixel(540, 960), RED)
    assert not any(lobby.pixel(x, y) == (0, 0, 0) for x in (5, 1075) for y in (5, 1915))


def test_a_wall_whose_size_does_not_change_shows_its_photo_undisturbed(
    hall: Build, figures: Evaluation
):
    lobby = hall(a=LANDSCAPE)
    lobby.worker.work()
    lobby.open(figures)
    lobby.worker.work()
    before = lobby.page
    lobby.place.show.fit(wall(WIDE))
    lobby.place.show.update(Contents(evaluation=contest([ahead("水务局")])))
    lobby.place.show.photo_ready()
    lobby.worker.work()
    assert lobby.page is before
    assert lobby.place.presents == 1


def test_a_photo_that_is_decoded_anew_too_late_is_not_hung_over_the_next_scene(
    hall: Build, figures: Evaluation
):
    lobby = hall(a=LANDSCAPE)
    lobby.worker.work()
    lobby.open(figures)
    lobby.resize(SMALL)
    assert lobby.place.turns(1) == ["red"]
    lobby.worker.work()
    assert lobby.place.shown == ["photo", "red"]


def test_a_wall_that_changes_its_size_during_a_fade_has_its_photo_anew_after_it(
    hall: Build, figures: Evaluation, qtbot: QtBot
):
    lobby = hall(motion=True, a=LANDSCAPE, b=LANDSCAPE)
    lobby.worker.work()
    lobby.open(figures)
    assert lobby.place.shown == [], "it is fading"
    lobby.resize(SMALL)
    lobby.worker.work()
    assert lobby.place.presents == 1
    with qtbot.waitSignal(lobby.place.stage.arrived, timeout=5_000):
        pass
    lobby.worker.work()
    assert lobby.place.presents == 2
    with qtbot.waitSignal(lobby.place.stage.arrived, timeout=5_000):
        pass
    assert lobby.place.shown == ["photo", "photo"]
    assert near(lobby.pixel(640, 360), RED)


def test_a_photo_that_is_gone_hangs_until_its_turn_ends(
    hall: Build, figures: Evaluation, tmp_path: Path
):
    lobby = hall(a=LANDSCAPE)
    lobby.worker.work()
    lobby.open(figures)
    (tmp_path / "a.png").unlink()
    lobby.resize(SMALL)
    lobby.worker.work()
    assert near(lobby.pixel(640, 360), RED)
    assert lobby.place.presents == 1


def test_a_display_of_photos_alone_says_that_there_are_none_once_it_has_looked(hall: Build):
    lobby = hall((Scene.PHOTOS,))
    lobby.open()
    assert "正在读取数据" in lobby.says
    lobby.worker.work()
    lobby.place.turns(1)
    assert lobby.says.endswith("暂无照片 放入照片后自动显示")
    assert lobby.place.presents == 2
    lobby.place.turn.timeout.emit()
    assert lobby.place.presents == 2, "nothing is drawn while nothing changes"


def test_without_figures_a_display_with_figures_waits_for_them(hall: Build):
    lobby = hall()
    lobby.worker.work()
    lobby.open()
    assert "正在读取数据" in lobby.says
    lobby.place.show.update(Contents(problem="no answer"))
    assert "暂时读不到数据" in lobby.says


def test_a_folder_that_cannot_be_read_is_said_to_be(hall: Build, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> object:
        raise FolderUnavailableError("the share is away")

    monkeypatch.setattr(catalog_module, "scan", fail)
    lobby = hall((Scene.PHOTOS,))
    lobby.worker.work()
    lobby.open()
    assert lobby.says.endswith("暂时读不到照片 文件夹恢复后自动显示")


def test_the_first_photo_takes_the_place_of_the_empty_album(hall: Build, tmp_path: Path):
    lobby = hall((Scene.PHOTOS,))
    lobby.worker.work()
    lobby.open()
    Image.new("RGB", LANDSCAPE, RED).save(tmp_path / "a.png")
    lobby.worker.submit(lobby.album._rescan)
    lobby.worker.work()
    lobby.place.turn.timeout.emit()
    assert lobby.place.shown == ["message", "photo"]
