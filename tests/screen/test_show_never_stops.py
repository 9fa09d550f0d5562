"""Whatever happens, in whatever order: the rotation never stops, and what is new gets hung."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import integers, sampled_from
from PIL import Image
from PySide6.QtCore import QUrl  # noqa: TC002 - hypothesis reads the annotations
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.album.album import Album, Memory
from kiosk.album.decode import Size
from kiosk.notices import Notice
from kiosk.rotation import Scene
from kiosk.screen.pages import DarkPage, PhotoPage
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.show import Contents, Programme, Show
from kiosk.screen.view import Stage
from tests.screen.material import FRESH, STALE, ahead, behind, contest, name_of, wall
from tests.screen.test_show import HandWorker

LONGEST_ROTATION: Final = 12
"""Pages: twice two photos, a notice, the standings and the black board."""
LONGEST_MS: Final = 45_000
PAUSE_MS: Final = 603_000
SIZES: Final = ((1920, 1080), (1080, 1920), (1280, 720))
NOON: Final = datetime(2027, 6, 15, 12, tzinfo=UTC)
PROGRAMME: Final = Programme(
    rotation=(Scene.PHOTOS, Scene.NOTICE, Scene.STANDINGS, Scene.PHOTOS, Scene.BLACK),
    notices=(Notice(title="防汛值班", end=date(2027, 6, 16)),),
    photos_a_turn=2,
)
MANY: Final = [ahead(name_of(number, 4), number) for number in range(12)]
NEWS: Final = (
    Contents(),
    Contents(problem="HTTP 500"),
    Contents(evaluation=contest([ahead("教育局"), behind("水务局")])),
    Contents(evaluation=contest([ahead("教育局"), behind("水务局")]), freshness=STALE),
    Contents(evaluation=contest(MANY), freshness=FRESH),
    Contents(evaluation=contest(MANY[::-1][:9])),
    Contents(evaluation=contest([ahead("教育局")], today=date(2027, 4, 20))),
)


@pytest.mark.usefixtures("app")
class RotationMachine(RuleBasedStateMachine):
    """A show whose stage says when a scene stands, when it is told to; and an album."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.stage = Stage(motion=True)
        self.show = Show(
            self.stage,
            PhotoProvider(),
            PROGRAMME,
            now=lambda: self.now,
            frozen=lambda: QImage(16, 9, QImage.Format.Format_RGB32),
        )
        self.presented: list[QUrl] = []
        self.stage.present.connect(lambda scene, _properties, _before: self.presented.append(scene))
        self._folder = tempfile.TemporaryDirectory()
        self.photos = Path(self._folder.name)
        self.worker = HandWorker()
        self.album = Album(
            self.photos,
            Size(*SIZES[0]),
            rng=Random(1),
            memory=Memory(lambda: None, lambda _: None),
            today=lambda: self.now.date(),  # noqa: PLW0108 - now goes on
            on_ready=self.show.photo_ready,
            worker=self.worker,
        )
        self.open = True
        self.news = NEWS[0]
        self.size = SIZES[0]
        self.show.open(wall(self.size), self.album)

    @rule(news=sampled_from(NEWS))
    def news_come(self, news: Contents) -> None:
        self.news = news
        self.show.update(news)

    @rule()
    def its_time_is_over(self) -> None:
        """Also while a fade is under way that does not end."""
        self.show._turn.timeout.emit()

    @rule()
    def the_scene_stands_there(self) -> None:
        self.stage.settled()

    @precondition(lambda self: self.show._fading)
    @rule()
    def the_scene_can_not_be_made(self) -> None:
        self.stage.failed(self.presented[-1])

    @rule(size=sampled_from(SIZES))
    def the_wall_has_another_size(self, size: tuple[int, int]) -> None:
        self.size = size
        self.show.fit(wall(size))

    @rule(number=integers(0, 3), shape=sampled_from([(64, 36), (36, 64)]))
    def a_photo_is_put_there(self, number: int, shape: tuple[int, int]) -> None:
        Image.new("RGB", shape, (40 * number, 90, 120)).save(self.photos / f"{number}.png")
        self.worker.submit(self.album._rescan)

    @rule()
    def every_photo_is_taken_away(self) -> None:
        for path in self.photos.iterdir():
            path.unlink()
        self.worker.submit(self.album._rescan)

    @rule()
    def the_album_works(self) -> None:
        self.worker.work()

    @rule(days=sampled_from([1, -1, 400]))
    def it_is_another_day(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.show._minute.timeout.emit()

    @rule()
    def the_hours_end(self) -> None:
        self.open = False
        self.show.darken()

    @rule()
    def the_hours_begin(self) -> None:
        self.open = True
        self.show.lighten()

    @rule()
    def the_page_is_told_to_stay(self) -> None:
        self.show.pause()

    @precondition(lambda self: self.show.paused)
    @rule()
    def nobody_ends_the_pause(self) -> None:
        self.show._pause.timeout.emit()

    @rule()
    def the_page_is_told_to_go_on(self) -> None:
        self.show.resume()

    @rule()
    def the_next_page_is_asked_for(self) -> None:
        self.show.skip()

    @rule(rotation=sampled_from([PROGRAMME.rotation, PROGRAMME.rotation[::-1]]))
    def the_programme_is_another(self, rotation: tuple[Scene, ...]) -> None:
        programme = replace(PROGRAMME, rotation=rotation)
        self.show.reprogram(programme, wall(self.size), self.album)

    @invariant()
    def it_waits_for_the_end_of_a_turn_that_is_near(self) -> None:
        turn = self.show._turn
        black = isinstance(self.show._page, DarkPage) and not self.show._fading
        assert turn.isActive() != (black and not self.open)
        assert turn.isSingleShot()
        longest = PAUSE_MS if self.show.paused else LONGEST_MS
        assert 0 < turn.interval() <= longest
        assert self.show._minute.isActive()

    def stand(self) -> None:
        """Let every fade end, those too that follow for what came meanwhile."""
        for _ in range(3):
            self.worker.work()
            self.stage.settled()
        assert not self.show._fading

    def teardown(self) -> None:
        """Now nothing happens any more: the whole rotation comes by, as it is due."""
        self.stand()
        if not self.open:
            # One that could not be made is tried again.
            self.show._turn.timeout.emit()
            self.stand()
            assert isinstance(self.show._page, DarkPage)
            self.show.lighten()
        self.show.resume()
        self.stand()
        hung = []
        # Twice around: the first time may begin anywhere.
        for _ in range(2 * LONGEST_ROTATION):
            self.show._turn.timeout.emit()
            self.stand()
            hung.append(self.show._page)
        due = [
            page
            for scene in {*PROGRAMME.rotation} - {Scene.PHOTOS}
            for page in self.show._stations.of(scene).pages
        ]
        assert len(due) + 4 <= LONGEST_ROTATION
        assert all(page in hung for page in due)
        assert any(isinstance(page, PhotoPage) for page in hung) == any(self.photos.iterdir())
        self.show.close()
        self.album.close()
        self._folder.cleanup()


@pytest.fixture(autouse=True)
def qt(app: QGuiApplication) -> QGuiApplication:
    return app


TestRotation = RotationMachine.TestCase
TestRotation.settings = settings(max_examples=40, stateful_step_count=30)
