"""The running kiosk: schedule, intake, memory, album and screen, put together.

Everything slow is on other threads: polls on the schedule's, photos on the album's. They reach
the GUI thread through one relay. What started last stops first: schedule, fetcher, album, window
and engine, then the objects that QML sees.
"""

import json
import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCursor, QGuiApplication

from kiosk.album.album import Album
from kiosk.album.album import Memory as AlbumMemory
from kiosk.album.decode import Size
from kiosk.album.order import Order
from kiosk.contest.board import is_stale
from kiosk.errors import KioskError
from kiosk.intake.fetch import Fetcher
from kiosk.memory import Memory
from kiosk.operations.allocator import give_memory_back
from kiosk.operations.schedule import Schedule
from kiosk.polling import News, Poller
from kiosk.preparation import evaluate_table, keep_standings, state_folder
from kiosk.rotation import Scene
from kiosk.screen import platform
from kiosk.screen.fonts import register_fonts
from kiosk.screen.geometry import Geometry
from kiosk.screen.pages import Freshness, Wall
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.show import Contents, Programme, Show
from kiosk.screen.signals import StopSignals
from kiosk.screen.translation import load_language
from kiosk.screen.view import Stage
from kiosk.screen.walls import wall_of
from kiosk.screen.window import WallWindow
from kiosk.settings import KioskSettings, holidays_words, unannounced_years

logger: Final = logging.getLogger(__name__)

_WINDOWED: Final = (1280, 720)
_OFFSCREEN: Final = (1920, 1080)
_FIRST_POLL_MS: Final = 500
_PICTURE_MS: Final = 2000
_FADE_S: Final = 1.5
"""Longer than a fade: nothing else works while the picture moves."""


class MissingLibraryError(KioskError):
    """The system lacks libraries that Qt needs here."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Qt, as far as it can be started before anything is known of the display."""

    app: QGuiApplication
    platform: str
    gpu: bool


def begin() -> Ready:
    """Start Qt on the platform that this machine has.

    Raises:
        MissingLibraryError, NoScreenError: Qt could not start here.
    """
    gpu = platform.has_gpu()
    chosen = platform.choose_platform(os.environ, gpu=gpu)
    if missing := platform.missing_packages(chosen):
        packages = " ".join(missing)
        raise MissingLibraryError(
            f"Qt needs libraries that are missing here; type: sudo apt-get install {packages}"
        )
    os.environ.update(platform.platform_settings(os.environ, chosen))
    give_memory_back()
    app = QGuiApplication(["kiosk"])
    register_fonts()
    return Ready(app, chosen, gpu)


def run(settings: KioskSettings, ready: Ready) -> int:
    """Show a display until the system asks to stop; the process's exit code."""
    display = settings.display
    renderer = platform.choose_renderer(
        platform.Renderer(display.renderer), ready.platform, gpu=ready.gpu
    )
    os.environ.update(platform.renderer_settings(os.environ, renderer))
    memory = Memory.open(state_folder())
    kiosk = Kiosk(ready.app, settings, memory)
    # Not quit: that asks the window, which lets nobody close it.
    stop_signals = StopSignals(lambda: ready.app.exit(0))
    offscreen = ready.platform == platform.Platform.OFFSCREEN
    if offscreen:
        picture = state_folder() / f"{display.name}.png"
        kiosk.keep_picture(picture)
        logger.warning(
            "no screen here: running offscreen; what would hang on the wall: %s", picture
        )
    if not settings.windowed:
        ready.app.setOverrideCursor(QCursor(Qt.CursorShape.BlankCursor))
    kiosk.start(_WINDOWED if settings.windowed else _OFFSCREEN if offscreen else None)
    logger.info("display %s on %s, drawn by %s", display.name, ready.platform, renderer)
    if unannounced := unannounced_years(settings.contest):
        logger.info("calendar: %s", holidays_words(unannounced))
    code = ready.app.exec()
    stop_signals.close()
    kiosk.stop()
    memory.close()
    return code


class Relay(QObject):
    """Carries what other threads found out to the GUI thread.

    Signals:
        news: the source was polled.
        photo: a photo is ready after there was none.
    """

    news = Signal(object)
    photo = Signal()


class Kiosk(QObject):
    """One display's kiosk, from its start to its end, on the GUI thread."""

    def __init__(self, app: QGuiApplication, settings: KioskSettings, memory: Memory) -> None:
        super().__init__()
        self._contest = settings.contest
        self._display = settings.display
        self._photos = settings.photos
        self._memory = memory
        self._language = load_language(self._display.language)
        self._news = News()
        self._album: Album | None = None

        self._stage = Stage(
            motion=self._display.motion, turn=self._display.turn, theme=self._display.theme
        )
        self._provider = PhotoProvider()
        self._window = WallWindow(app, self._stage, self._provider)
        self._show = Show(
            self._stage,
            self._provider,
            _programme(settings),
            now=self._local_now,
            frozen=self._window.frozen if self._display.motion else lambda: None,
        )

        self._relay = Relay()
        self._relay.news.connect(self._on_news, Qt.ConnectionType.QueuedConnection)
        self._relay.photo.connect(self._show.photo_ready, Qt.ConnectionType.QueuedConnection)
        self._show.day_changed.connect(self._evaluate)

        self._fetcher = Fetcher()
        self._poller = Poller(
            self._contest.request,
            self._contest.reading,
            fetcher=self._fetcher,
            memory=memory,
            key=self._contest.key,
            now=_now,
        )
        self._schedule = Schedule(self._poll, self._contest.every)

    def start(self, size: tuple[int, int] | None) -> None:
        """Put the last good board on the wall, then begin to poll.

        Args:
            size: Of an ordinary window in pixels; None fills the display's screen.
        """
        self._on_news(self._poller.recall())
        if size is None:
            self._window.fill(self._display.output)
        else:
            self._window.show(*size)
        wall = self._wall()
        if Scene.PHOTOS in self._display.scenes:
            self._album = self._open_album(wall.geometry)
        self._show.open(wall, self._album)
        self._window.resized.connect(self._fit)
        # With a board on the wall the first poll can wait until that is drawn.
        QTimer.singleShot(_FIRST_POLL_MS if self._news.table else 0, self._schedule.start)

    def keep_picture(self, path: Path) -> None:
        """Keep what hangs on the wall as a PNG file, never more than a moment old."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # A moment after a frame, not after each: the wall may be fading or a photo moving.
        soon = QTimer(self)
        soon.setSingleShot(True)
        soon.setInterval(_PICTURE_MS)

        def drawn() -> None:
            if not soon.isActive():
                soon.start()

        def write() -> None:
            # It takes the earlier one's place when it is complete: somebody may be looking.
            part = path.with_suffix(".part.png")
            if self._window.picture().save(str(part)):
                part.replace(path)

        soon.timeout.connect(write)
        self._window.window.frameSwapped.connect(drawn)

    def stop(self) -> None:
        """Take everything down."""
        self._schedule.stop()
        self._fetcher.close()
        self._show.close()
        if self._album is not None:
            self._album.close()
        self._window.close()

    def _poll(self) -> None:
        """On the schedule's thread: ask the source, keep what must outlive the process."""
        before = self._poller.news
        news = self._poller.poll()
        rehearsing = self._contest.pinned is not None
        if news.table is not None and news.table is not before.table and not rehearsing:
            keep_standings(evaluate_table(news.table, self._contest, _now()), self._memory)
        self._relay.news.emit(news)

    @Slot(object)
    def _on_news(self, news: News) -> None:
        self._news = news
        self._evaluate()

    @Slot()
    def _evaluate(self) -> None:
        """Evaluate what is known for today and hand it to the show."""
        news, contest, now = self._news, self._contest, _now()
        if news.table is None:
            self._show.update(Contents(problem=news.problem))
            return
        evaluation = evaluate_table(
            news.table, contest, now, memory=self._memory, collate=self._language.collate
        )
        freshness = Freshness(
            changed=news.changed and news.changed.astimezone(contest.zone),
            away_since=news.away_since and news.away_since.astimezone(contest.zone),
            stale=is_stale(
                as_of=evaluation.as_of,
                today=evaluation.today,
                stale_after=contest.stale_after,
                answered=news.answered,
                now=now,
                unanswered_after=contest.unanswered_after,
            ),
        )
        self._show.update(
            Contents(evaluation=evaluation, freshness=freshness, problem=news.problem)
        )

    @Slot()
    def _fit(self) -> None:
        self._show.fit(self._wall())

    def _wall(self) -> Wall:
        window = self._window.window
        size = (max(window.width(), 1), max(window.height(), 1))
        width, height = size[::-1] if self._display.turn % 180 else size
        return wall_of(self._display, self._language, width, height)

    def _open_album(self, geometry: Geometry) -> Album:
        photos = self._photos
        key = f"album {photos.folder}"

        def load() -> object:
            state = self._memory.get_state(key)
            return None if state is None else json.loads(state)

        return Album(
            photos.folder,
            Size(geometry.width_px, geometry.height_px),
            rng=Random(),  # noqa: S311 - the order of photos is no secret
            memory=AlbumMemory(load, lambda state: self._memory.set_state(key, json.dumps(state))),
            today=lambda: self._local_now().date(),
            on_ready=self._relay.photo.emit,
            order=Order(photos.order),
            captions_name=photos.captions,
            pause_s=_FADE_S,
        )

    def _local_now(self) -> datetime:
        return _now().astimezone(self._contest.zone)


def _programme(settings: KioskSettings) -> Programme:
    photos = settings.photos
    return Programme(
        rotation=settings.display.scenes,
        notices=settings.display.notices,
        fixed_s=settings.display.seconds,
        photo_s=photos.seconds,
        photos_a_turn=photos.per_turn,
        pan=photos.pan,
    )


def _now() -> datetime:
    return datetime.now(UTC)
