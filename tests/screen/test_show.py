"""The rotation on a real window: what comes next, what disturbs it, and what does not."""

import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

import pytest
from PIL import Image
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from kiosk.album.album import Album, Memory
from kiosk.album.decode import Size
from kiosk.contest.evaluation import Evaluation
from kiosk.resources import QML
from kiosk.rotation import Scene, dwell_s
from kiosk.screen import program
from kiosk.screen import show as show_module
from kiosk.screen.pages import Freshness, characters
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.show import Contents, Presented, Programme, Show
from kiosk.screen.view import Stage
from kiosk.screen.window import WallWindow
from tests.screen.material import STALE, ahead, behind, contest, name_of, wall

CANTEEN: Final = (Scene.OVERVIEW, Scene.RED, Scene.BLACK, Scene.STANDINGS)
LOBBY: Final = (Scene.PHOTOS, Scene.OVERVIEW, Scene.RED)
NOW: Final = datetime(2027, 6, 15, 10, 29, 30, tzinfo=UTC)


class HandWorker:
    """Does its jobs when it is told to, and no sooner."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def submit(self, job: Callable[[], None], delay_s: float = 0.0) -> None:
        if not delay_s:
            self.jobs.append(job)

    def close(self, timeout_s: float) -> bool:
        return True

    def work(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()


class Place:
    """A display with its show, whose time stands still until it is moved."""

    def __init__(self, app: QGuiApplication, programme: Programme, *, motion: bool) -> None:
        self.now = NOW
        self.stage = Stage(motion=motion)
        provider = PhotoProvider()
        self.window = WallWindow(app, self.stage, provider)
        self.show = Show(self.stage, provider, programme, now=lambda: self.now, frozen=self._frozen)
        self.motion = motion
        self.shown: list[str] = []
        self.presents = 0
        self.show.presented.connect(lambda page: self.shown.append(page.scene))
        self.stage.present.connect(self._count)

    def _frozen(self) -> QImage | None:
        if not self.motion:
            return None
        gray = QImage(16, 9, QImage.Format.Format_RGB32)
        gray.fill(0x808080)
        return gray

    def _count(self, *_: object) -> None:
        self.presents += 1

    @property
    def turn(self) -> QTimer:
        """What ends the time of a page."""
        return self.show._turn

    @property
    def minute(self) -> QTimer:
        return self.show._minute

    def turns(self, count: int) -> list[str]:
        """The scenes of so many more pages."""
        before = len(self.shown)
        for _ in range(count):
            assert self.turn.isActive()
            self.turn.timeout.emit()
        return self.shown[before:]

    def close(self) -> None:
        self.show.close()
        self.window.close()


Open = Callable[..., Place]


@pytest.fixture
def opened(app: QGuiApplication) -> Iterator[Open]:
    places: list[Place] = []

    def make(
        rotation: tuple[Scene, ...] = CANTEEN,
        evaluation: Evaluation | None = None,
        *,
        album: Album | None = None,
        motion: bool = False,
        show_black: bool = True,
        **programme: object,
    ) -> Place:
        place = Place(app, Programme(rotation=rotation, **programme), motion=motion)
        places.append(place)
        if evaluation is not None:
            place.show.update(Contents(evaluation=evaluation))
        place.show.open(wall(show_black=show_black), album)
        return place

    yield make
    for place in places:
        place.close()


@pytest.fixture
def small() -> Evaluation:
    """One page of each scene."""
    return contest([ahead("教育局"), behind("水务局")])


@pytest.fixture
def worker() -> HandWorker:
    return HandWorker()


@pytest.fixture
def album(tmp_path: Path, worker: HandWorker) -> Callable[[int], Album]:
    def make(photos: int) -> Album:
        for number in range(photos):
            Image.new("RGB", (64, 36), (40 * number, 90, 120)).save(tmp_path / f"{number}.png")
        return Album(
            tmp_path,
            Size(1920, 1080),
            rng=Random(1),
            memory=Memory(lambda: None, lambda _: None),
            today=lambda: date(2027, 6, 15),
            on_ready=lambda: None,
            worker=worker,
        )

    return make


def test_scenes_take_turns_in_the_order_of_the_rotation(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    assert place.shown == ["overview"]
    assert place.turns(5) == ["red", "black", "standings", "overview", "red"]


def test_every_page_of_a_scene_comes_before_the_next_scene(opened: Open):
    many = contest([ahead(name_of(number, 5), number) for number in range(20)])
    place = opened((Scene.OVERVIEW, Scene.STANDINGS), many)
    (standings,) = (one for one in place.show._stations if one.scene is Scene.STANDINGS)
    pages = len(standings.pages)
    assert pages > 2
    assert place.turns(pages + 1) == ["standings"] * pages + ["overview"]


def test_a_page_stays_as_long_as_it_takes_to_read(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    for _ in CANTEEN:
        assert place.turn.isSingleShot()
        assert place.turn.interval() == round(dwell_s(characters(place.show._page)) * 1000)
        place.turns(1)


def test_a_scene_whose_time_is_fixed_stays_so_long(opened: Open, small: Evaluation):
    place = opened(evaluation=small, fixed_s={Scene.RED: 21.5})
    place.turns(1)
    assert place.turn.interval() == 21_500


def test_unchanged_figures_present_nothing(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    place.show.update(Contents(evaluation=small))
    place.show.update(Contents(evaluation=contest([ahead("教育局"), behind("水务局")])))
    assert place.presents == 1


def test_unchanged_figures_do_not_lengthen_a_pages_time(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    place.turn.setInterval(5_000)
    place.show.update(Contents(evaluation=small))
    assert place.turn.interval() == 5_000


def test_what_changes_on_the_page_that_hangs_is_shown_at_once(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    place.turns(1)
    place.show.update(Contents(evaluation=contest([ahead("教育局", 4), behind("水务局")])))
    assert place.shown == ["overview", "red", "red"]
    assert place.turns(1) == ["black"]


def test_what_changes_on_another_page_waits_for_its_turn(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    place.turns(1)
    place.show.update(Contents(evaluation=contest([ahead("教育局"), behind("水务局", 12)])))
    assert place.shown == ["overview", "red"]
    place.turns(1)
    assert place.show._page.rows[0].points == "13.0"


def test_figures_that_grow_too_old_take_the_names_off_the_black_board_at_once(
    opened: Open, small: Evaluation
):
    place = opened(evaluation=small)
    place.turns(2)
    assert place.shown[-1] == "black"
    place.show.update(Contents(evaluation=small, freshness=STALE))
    assert place.presents == 4
    assert place.show._page.rows == ()


def test_a_page_that_is_gone_gives_way_to_the_next_scene(opened: Open):
    many = contest([ahead(name_of(number, 5), number) for number in range(20)])
    place = opened((Scene.OVERVIEW, Scene.STANDINGS), many)
    place.turns(3)
    place.show.update(Contents(evaluation=contest([ahead("教育局")])))
    assert place.shown[-1] == "overview"


def test_without_data_the_wall_waits_and_shows_them_as_soon_as_they_come(
    opened: Open, small: Evaluation
):
    place = opened()
    assert place.shown == ["message"]
    assert place.turn.interval() == 2_000
    assert place.turns(2) == []
    assert place.presents == 1
    place.show.update(Contents(problem="HTTP 500"))
    assert place.shown == ["message", "message"]
    place.show.update(Contents(evaluation=small))
    assert place.shown[-1] == "overview"


def test_where_every_scene_is_skipped_the_season_itself_hangs(opened: Open):
    early = contest([ahead("教育局")], today=date(2027, 4, 20))
    place = opened((Scene.RED, Scene.BLACK), early)
    assert place.shown == ["overview"]
    assert place.turns(1) == []
    place.show.update(Contents(evaluation=contest([ahead("教育局")])))
    assert place.shown == ["overview", "red"]


def test_nothing_is_shown_before_the_wall_is_open(app: QGuiApplication, small: Evaluation):
    place = Place(app, Programme(rotation=CANTEEN), motion=False)
    place.show.update(Contents(evaluation=small))
    place.show.advance()
    assert place.presents == 0
    place.close()


def test_the_lobby_passes_the_black_board_and_says_why_in_the_log_once(
    opened: Open, small: Evaluation, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)
    place = opened(evaluation=small, show_black=False)
    place.show.update(Contents(evaluation=small))
    assert place.turns(3) == ["red", "standings", "overview"]
    said = "scene black is skipped: this display shows no black board"
    assert caplog.messages.count(said) == 1


def test_an_album_without_photos_is_passed(opened: Open, small: Evaluation, album, worker):
    empty = album(0)
    worker.work()
    place = opened(LOBBY, small, album=empty)
    assert place.shown == ["overview"]
    assert place.turns(3) == ["red", "overview", "red"]
    empty.close()


def test_a_display_without_an_album_passes_its_photos(opened: Open, small: Evaluation):
    assert opened(LOBBY, small).turns(2) == ["red", "overview"]


def test_so_many_photos_come_a_turn_and_each_is_another(
    opened: Open, small: Evaluation, album, worker
):
    photos = album(3)
    worker.work()
    place = opened(LOBBY, small, album=photos, photos_a_turn=3, photo_s=7.0)
    pictures = set()
    for _ in range(3):
        assert place.shown[-1] == "photo"
        assert place.turn.interval() == 7_000
        pictures.add(place.show._page.panels[0].picture)
        worker.work()
        place.turns(1)
    assert place.shown == ["photo", "photo", "photo", "overview"]
    assert len(pictures) == 3
    photos.close()


def test_an_album_that_is_not_ready_is_passed_until_it_is(
    opened: Open, small: Evaluation, album, worker
):
    photos = album(2)
    worker.work()
    place = opened(LOBBY, small, album=photos)
    assert place.shown == ["photo"]
    assert place.turns(3) == ["overview", "red", "overview"]
    worker.work()
    assert place.turns(2) == ["red", "photo"]
    photos.close()


def test_new_figures_leave_a_photo_where_it_hangs(opened: Open, small: Evaluation, album, worker):
    photos = album(2)
    worker.work()
    place = opened(LOBBY, small, album=photos)
    place.show.update(Contents(evaluation=contest([ahead("教育局")])))
    assert place.presents == 1
    photos.close()


def test_the_first_photo_of_all_hangs_as_soon_as_it_is_ready(opened: Open, album, worker):
    photos = album(1)
    place = opened((Scene.PHOTOS,), album=photos)
    assert place.shown == ["message"]
    worker.work()
    place.show.photo_ready()
    assert place.shown == ["message", "photo"]
    worker.work()
    place.show.photo_ready()
    assert place.presents == 2
    photos.close()


@pytest.mark.qt_log_ignore("Black.qml", "is not a type", extend=True)
def test_a_scene_that_can_not_be_made_is_named_in_the_log_and_passed(
    opened: Open,
    small: Evaluation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    shutil.copytree(QML / "scenes", tmp_path / "scenes")
    (tmp_path / "scenes" / "Black.qml").write_text("Nothing {}\n", encoding="utf-8")
    monkeypatch.setattr(show_module, "QML", tmp_path)
    place = opened(evaluation=small)
    assert place.turns(2) == ["red"]
    assert place.window.window.property("scene").metaObject().className().startswith("Red_")
    assert "scene Black.qml could not be made" in caplog.messages
    assert place.turn.interval() == 2_000
    assert place.turns(2) == ["standings", "overview"]


def test_the_foot_says_the_time_how_good_the_figures_are_and_where_we_are(
    opened: Open, small: Evaluation
):
    place = opened(evaluation=replace(small, demo=True))
    changed = NOW - timedelta(minutes=9)
    place.show.update(
        Contents(evaluation=replace(small, demo=True), freshness=Freshness(changed=changed))
    )
    stage = place.stage
    assert (stage.clock, stage.demoMark, stage.stations) == ("10:29", "演示数据", 4)
    assert stage.freshness.replace("\N{NO-BREAK SPACE}", " ") == "10:20 更新"
    place.show.update(Contents(evaluation=small))
    assert (stage.demoMark, stage.freshness) == ("", "")
    assert place.presents == 1


def test_with_one_scene_the_foot_shows_no_place_in_the_rotation(opened: Open, small: Evaluation):
    assert opened((Scene.RED,), small).stage.stations == 0


def test_the_clock_goes_on_with_each_minute(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    assert place.minute.interval() == 30_001
    place.now += timedelta(seconds=30)
    place.minute.timeout.emit()
    assert place.stage.clock == "10:30"
    assert place.minute.interval() == 60_001
    assert place.presents == 1


def test_another_day_is_told_once_whether_the_clock_goes_or_jumps(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    days = []
    place.show.day_changed.connect(lambda: days.append(place.now.date()))
    for now in (
        NOW + timedelta(minutes=1),
        NOW + timedelta(days=1),
        NOW + timedelta(days=1, hours=1),
        NOW - timedelta(days=400),
    ):
        place.now = now
        place.minute.timeout.emit()
    assert days == [(NOW + timedelta(days=1)).date(), (NOW - timedelta(days=400)).date()]


def test_on_a_wall_of_another_size_the_page_is_laid_out_again(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    place.show.fit(wall())
    assert place.presents == 1
    high = wall((1080, 1920), title="擂台赛")
    place.show.fit(high)
    assert place.shown == ["overview", "overview"]
    assert place.stage.unit == high.geometry.unit_px
    assert place.show._page.frame.margin_x == high.geometry.margin_x


def test_what_changes_while_pages_fade_is_shown_once_the_fade_is_done(
    opened: Open, small: Evaluation, qtbot: QtBot
):
    place = opened(evaluation=small, motion=True)
    changed = Contents(evaluation=contest([ahead("教育局", 4), behind("水务局")]))
    assert place.presents == 1
    assert place.shown == []
    assert place.turn.interval() == 10_000, "it waits for the fade, though not for ever"
    place.show.update(changed)
    place.show.update(Contents(evaluation=small))
    place.show.update(changed)
    assert place.presents == 1
    with qtbot.waitSignal(place.stage.arrived, timeout=5_000):
        pass
    assert place.presents == 2
    with qtbot.waitSignal(place.stage.arrived, timeout=5_000):
        pass
    assert place.presents == 2
    assert place.shown == ["overview", "overview"]
    assert place.turn.interval() == round(dwell_s(characters(place.show._page)) * 1000)


def test_after_the_end_nothing_is_shown_any_more(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    place.show.close()
    place.show.advance()
    place.show.update(Contents(evaluation=contest([ahead("教育局", 4)])))
    place.show.photo_ready()
    place.stage.settled()
    place.stage.failed(QUrl())
    assert place.presents == 1
    assert not place.turn.isActive()
    assert not place.minute.isActive()


def test_an_end_during_a_fade_is_the_end(opened: Open, small: Evaluation, qtbot: QtBot):
    place = opened(evaluation=small, motion=True)
    place.show.close()
    with qtbot.waitSignal(place.stage.arrived, timeout=5_000):
        pass
    assert place.shown == []
    assert not place.turn.isActive()


def test_a_fade_that_never_ends_is_given_up_and_told_once(
    opened: Open, small: Evaluation, caplog: pytest.LogCaptureFixture
):
    place = opened(evaluation=small, motion=True)
    pages = [place.show._page]
    for _ in range(3):
        assert place.turn.interval() == 10_000
        place.turn.timeout.emit()
        pages.append(place.show._page)
    assert [type(page).__name__ for page in pages] == [
        "OverviewPage",
        "RedPage",
        "BlackPage",
        "StandingsPage",
    ]
    given_up = "no fade ends: the window is hidden, or nothing is drawn"
    assert caplog.messages == [given_up]
    caplog.set_level(logging.INFO)
    place.stage.settled()
    assert place.shown == ["standings"], "what was never seen to stand there was not presented"
    assert place.turn.interval() == round(dwell_s(characters(place.show._page)) * 1000)
    assert caplog.messages[-1] == "fades end again"
    place.stage.settled()
    assert place.shown == ["standings"]
    place.turn.timeout.emit()
    place.turn.timeout.emit()
    assert caplog.messages.count(given_up) == 2


@pytest.mark.parametrize("at_first", [True, False])
def test_a_scene_that_can_not_be_laid_out_is_passed_and_named_in_the_log_once(
    at_first: bool,
    opened: Open,
    small: Evaluation,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    def fail(*_: object) -> tuple[()]:
        raise ZeroDivisionError

    scene = CANTEEN[0] if at_first else CANTEEN[1]
    monkeypatch.setattr(program, "_PAGES", program._PAGES | {scene: fail})
    place = opened(evaluation=small)
    place.turns(8)
    assert place.turn.isActive()
    assert str(scene) not in place.shown
    assert set(place.shown) == {str(one) for one in CANTEEN if one != scene}
    place.show.update(Contents(evaluation=contest([ahead("教育局", 4)])))
    place.turns(4)
    (said,) = [one for one in caplog.records if "laid out" in one.message]
    assert said.message == f"scene {scene} could not be laid out"
    assert said.exc_info is not None


def test_where_not_even_the_season_can_be_laid_out_the_wall_waits(
    opened: Open, small: Evaluation, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(program, "_PAGES", {})
    place = opened(evaluation=small)
    assert place.shown == ["message"]
    assert place.turn.interval() == 2_000


def test_a_scene_is_laid_out_when_it_is_due_and_not_before(
    opened: Open, small: Evaluation, monkeypatch: pytest.MonkeyPatch
):
    made: list[Scene] = []

    def noting(scene: Scene, *material: object) -> program.Station:
        made.append(scene)
        return program.station(scene, *material)

    monkeypatch.setattr(show_module, "station", noting)
    place = opened(evaluation=small)
    assert made == [Scene.OVERVIEW]
    place.turns(1)
    assert made == [Scene.OVERVIEW, Scene.RED]
    place.turns(5)
    assert made == list(CANTEEN), "and never again while nothing changes"


def test_what_stands_on_the_wall_is_told_with_its_place_and_time(opened: Open):
    many = contest([ahead(name_of(number, 5), number) for number in range(20)])
    place = opened((Scene.OVERVIEW, Scene.STANDINGS), many)
    told: list[Presented] = []
    place.show.presented.connect(told.append)
    place.turns(2)
    pages = len(place.show._stations.of(Scene.STANDINGS).pages)
    assert [(one.scene, one.page, one.pages) for one in told] == [
        ("standings", 1, pages),
        ("standings", 2, pages),
    ]
    assert told[-1].as_of == many.as_of
    assert told[-1].stays_s == dwell_s(characters(place.show._page))
    assert round(told[-1].stays_s * 1000) == place.turn.interval()
    assert told[-1].photo == ""


def test_a_wall_that_is_closed_is_black_and_nothing_disturbs_it(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    place.turns(2)
    place.show.darken()
    assert place.shown[-1] == "dark"
    presents = place.presents
    place.show.darken()
    place.show.update(Contents(evaluation=contest([ahead("教育局", 4)])))
    place.show.photo_ready()
    place.show.advance()
    place.show.pause()
    place.now += timedelta(days=1)
    place.minute.timeout.emit()
    place.show.fit(wall((1080, 1920)))
    assert place.presents == presents
    assert place.shown[-1] == "dark"
    assert not place.turn.isActive()
    assert place.minute.isActive(), "the calendar goes on"
    assert not place.show.paused


def test_a_wall_that_opens_begins_its_rotation_with_the_figures_of_now(
    opened: Open, small: Evaluation
):
    place = opened(evaluation=small)
    place.turns(2)
    place.show.darken()
    place.show.update(Contents(evaluation=contest([ahead("教育局", 4), behind("水务局")])))
    place.show.lighten()
    assert place.shown[-1] == "overview"
    presents = place.presents
    place.show.lighten()
    assert place.presents == presents, "opened already"
    assert place.show._page == place.show._stations.of(Scene.OVERVIEW).pages[0]
    assert place.turns(1) == ["red"]


def test_a_wall_closed_during_a_fade_becomes_black_after_it(opened: Open, small: Evaluation):
    place = opened(evaluation=small, motion=True)
    place.show.darken()
    assert type(place.show._page).__name__ == "OverviewPage"
    assert place.turn.isActive()
    place.stage.settled()
    assert type(place.show._page).__name__ == "DarkPage"
    place.stage.settled()
    assert place.shown == ["overview", "dark"]
    assert not place.turn.isActive()


def test_a_wall_closed_while_nothing_is_drawn_becomes_black_all_the_same(
    opened: Open, small: Evaluation
):
    place = opened(evaluation=small, motion=True)
    place.show.darken()
    place.turn.timeout.emit()
    assert type(place.show._page).__name__ == "DarkPage"
    place.turn.timeout.emit()
    assert not place.turn.isActive()


def test_a_page_told_to_stay_does_so_for_ten_minutes_at_most(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    resumed: list[bool] = []
    place.show.resumed.connect(lambda: resumed.append(True))
    place.show.pause()
    assert place.show.paused
    assert place.show._pause.interval() == 600_000
    assert place.turn.interval() >= place.show._pause.remainingTime()
    place.show._pause.timeout.emit()
    assert place.shown == ["overview", "red"]
    assert not place.show.paused
    assert resumed == [True]
    assert place.turn.interval() < 60_000


def test_figures_that_change_make_no_pause_longer(
    opened: Open, small: Evaluation, monkeypatch: pytest.MonkeyPatch
):
    place = opened(evaluation=small)
    place.turns(1)
    place.show.pause()
    monkeypatch.setattr(place.show._pause, "remainingTime", lambda: 1_000)
    place.show.update(Contents(evaluation=contest([ahead("教育局", 4), behind("水务局")])))
    assert place.shown[-2:] == ["red", "red"]
    assert place.show.paused
    assert place.turn.interval() < 10_000


def test_a_pause_ends_with_the_hours_and_that_is_told(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    resumed: list[bool] = []
    place.show.resumed.connect(lambda: resumed.append(True))
    place.show.pause()
    place.show.darken()
    assert resumed == [True]
    assert not place.show._pause.isActive()


def test_a_pause_is_ended_and_a_paused_wall_can_be_sent_on(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    place.show.pause()
    place.show.advance()
    assert place.shown == ["overview", "red"]
    assert place.show.paused, "the next page stays too"
    assert place.turn.interval() > 500_000
    place.show.resume()
    assert not place.show.paused
    assert place.turn.interval() == round(dwell_s(characters(place.show._page)) * 1000)


def test_the_next_page_asked_for_comes_at_once_or_when_the_fade_has_ended(
    opened: Open, small: Evaluation
):
    place = opened(evaluation=small)
    place.show.skip()
    assert place.shown == ["overview", "red"]
    moving = opened(evaluation=small, motion=True)
    assert moving.shown == []
    moving.show.skip()
    moving.show.skip()
    assert moving.presents == 1
    moving.stage.settled()
    assert (moving.shown, moving.presents) == (["overview"], 2)
    moving.stage.settled()
    assert (moving.shown, moving.presents) == (["overview", "red"], 2)


def test_a_scene_that_cannot_be_made_is_not_passed_over_for_a_page_that_was_asked_for(
    opened: Open, small: Evaluation
):
    place = opened(evaluation=small, motion=True)
    place.show.skip()
    place.stage.failed(QUrl("Overview.qml"))
    place.turn.timeout.emit()
    place.stage.settled()
    assert (place.shown, place.presents) == (["red"], 2)


def test_a_page_to_which_the_rotation_comes_back_is_said_to_stay(opened: Open, small: Evaluation):
    place = opened((Scene.OVERVIEW,), small)
    stays: list[float] = []
    place.show.stays.connect(stays.append)
    place.turn.timeout.emit()
    assert place.presents == 1
    assert stays == [dwell_s(characters(place.show._page))]


def test_another_programme_begins_at_once_and_from_its_beginning(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    place.turns(2)
    place.show.reprogram(Programme(rotation=(Scene.STANDINGS, Scene.RED)), wall(), None)
    assert place.shown[-1] == "standings"
    assert place.turns(2) == ["red", "standings"]


def test_another_programme_leaves_a_page_that_it_shows_too(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    place.show.reprogram(Programme(rotation=(Scene.OVERVIEW, Scene.STANDINGS)), wall(), None)
    assert place.presents == 1
    assert place.turns(1) == ["standings"]


def test_another_programme_waits_for_the_opening_of_a_closed_wall(opened: Open, small: Evaluation):
    place = opened(evaluation=small)
    place.show.darken()
    place.show.reprogram(Programme(rotation=(Scene.STANDINGS,)), wall(), None)
    assert place.shown[-1] == "dark"
    place.show.lighten()
    assert place.shown[-1] == "standings"


def test_a_clock_that_moves_on_must_be_drawn_where_it_is_seen(opened: Open, small: Evaluation):
    place = opened((Scene.OVERVIEW,), small)
    handed: list[bool] = []
    place.show.handed_over.connect(lambda: handed.append(True))
    place.now += timedelta(minutes=1)
    place.minute.timeout.emit()
    assert handed == [True]
    place.show.darken()
    handed.clear()
    place.now += timedelta(minutes=1)
    place.minute.timeout.emit()
    assert handed == [], "nothing is seen of it"


def test_a_wall_that_is_closed_before_it_begins_is_black_from_the_start(
    app: QGuiApplication, small: Evaluation, caplog: pytest.LogCaptureFixture
):
    place = Place(app, Programme(rotation=CANTEEN), motion=False)
    place.show.darken()
    place.show.update(Contents(evaluation=small))
    place.show.open(wall(), None)
    assert place.shown == ["dark"]
    assert not place.turn.isActive()
    place.show.lighten()
    assert place.shown == ["dark", "overview"]
    assert caplog.messages == []
    place.close()
