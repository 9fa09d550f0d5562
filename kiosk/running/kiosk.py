"""One display's kiosk: schedule, intake, memory, album and screen, put together.

Everything slow is on other threads: polls on the schedule's, photos on the album's. They reach
the GUI thread by queued signals. What started last stops first: schedule, fetcher, album, window
and engine, then the objects that QML sees.
"""

import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from kiosk.album.album import Album
from kiosk.album.decode import Size
from kiosk.live import LiveConfiguration
from kiosk.memory import Memory, Playing, PlayLog
from kiosk.operations.calendar import Calendar, midnight_after
from kiosk.operations.clock import ClockWatch, boottime
from kiosk.operations.log import redact
from kiosk.operations.schedule import Schedule
from kiosk.rotation import Scene
from kiosk.running.desk import Desk
from kiosk.running.entrance import Entrance
from kiosk.running.facts import Facts
from kiosk.running.figures import Figures
from kiosk.running.health import Health, Rest
from kiosk.running.picture import WallPicture
from kiosk.running.shelf import Shelf
from kiosk.screen import platform
from kiosk.screen.geometry import Geometry
from kiosk.screen.pages import Wall
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.show import Presented, Programme, Show
from kiosk.screen.translation import load_language
from kiosk.screen.view import Stage
from kiosk.screen.walls import wall_of
from kiosk.screen.window import WallWindow
from kiosk.settings import (
    QUIT,
    RESTART,
    DisplaySettings,
    KioskSettings,
    Mistake,
    restart_needed,
)
from kiosk.status.model import Log
from kiosk.status.server import StatusServer
from kiosk.status.settings import LOCAL

if TYPE_CHECKING:
    from kiosk.screen.inhibit import Inhibitor

logger: Final = logging.getLogger(__name__)

_CLOCK_MS: Final = 10_000
_LATER_MS: Final = 1000
"""What nobody waits for is begun when the first picture hangs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """What Qt draws on, and with what."""

    platform: str = "offscreen"
    renderer: str = "software"


class Relay(QObject):
    """Carries what other threads found out to the GUI thread.

    Signals:
        photo: a photo is ready after there was none.
        configuration: the file was saved: settings, or what is wrong with it.
        due: what follows from the time of day is another than a moment ago.
    """

    photo = Signal()
    configuration = Signal(object)
    due = Signal()


class Kiosk(QObject):
    """One display's kiosk, from its start to its end, on the GUI thread."""

    def __init__(
        self,
        app: QGuiApplication,
        settings: KioskSettings,
        memory: Memory,
        played: PlayLog,
        *,
        surface: Surface = Surface(),
        log: Callable[[], Log] = Log,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        elapsed: Callable[[], float] = boottime,
        environ: Mapping[str, str] = os.environ,
        schedule: Callable[..., Schedule] = Schedule,
        calendar: Callable[..., Calendar] = Calendar,
    ) -> None:
        """Nothing hangs before `start`.

        Args:
            app: The application.
            settings: What the configuration asks for.
            memory: What outlives the process.
            played: What was shown.
            surface: What Qt draws on.
            log: What went wrong by now.
            now: The present, aware.
            monotonic: Seconds of a clock that nobody sets.
            elapsed: The same, going on while the machine is suspended.
            environ: Names the service manager.
            schedule: Makes what runs the polls, as `Schedule` does.
            calendar: Makes what runs what is due by the time of day, as `Calendar` does.
        """
        super().__init__()
        self._app = app
        self._settings = settings
        self._memory = memory
        self._surface = surface
        self._now = now
        self._elapsed = elapsed
        self._schedule = schedule
        self._language = load_language(settings.display.language)
        self._in_window = False

        display = settings.display
        self._stage = Stage(
            motion=display.motion,
            turn=display.turn,
            theme=display.theme,
            wanders=display.orbit,
        )
        self._provider = PhotoProvider()
        self._window = WallWindow(app, self._stage, self._provider)
        self._show = Show(
            self._stage,
            self._provider,
            _programme(settings),
            now=self._local_now,
            frozen=lambda: self._window.frozen() if self._settings.display.motion else None,
        )
        self._health = Health(self._show, self._window.window, environ=environ, monotonic=monotonic)
        self._played = played
        self._monotonic = monotonic
        self._playing = self._make_playing()
        self._show.presented.connect(self._note)
        self._show.stays.connect(self._note_place)
        self._show.day_changed.connect(self._evaluate)

        self._relay = Relay()
        self._relay.photo.connect(self._show.photo_ready, Qt.ConnectionType.QueuedConnection)
        self._relay.configuration.connect(
            self._on_configuration, Qt.ConnectionType.QueuedConnection
        )
        self._relay.due.connect(self._look_at_clock, Qt.ConnectionType.QueuedConnection)
        self._entrance = Entrance(
            surface.platform, lambda: self._window.output, now=self._local_now
        )
        self._entrance.turned.connect(self._on_turned)
        self._shelf = Shelf(
            memory, ready=self._relay.photo.emit, today=lambda: self._local_now().date()
        )
        self._figures = self._make_figures()
        self._live = LiveConfiguration(settings, told=self._relay.configuration.emit)
        started = monotonic()
        self._facts = Facts(
            settings=settings,
            folder=memory.folder,
            platform=surface.platform,
            renderer=surface.renderer,
            started=now(),
            now=now,
            uptime_s=lambda: monotonic() - started,
            log=log,
            news=lambda: self._figures.news,
            trouble=lambda: self._health.trouble,
            opening=self._entrance.told,
            mistake=settings.mistake,
        )
        self._picture = WallPicture(self._window)
        self._status: StatusServer | None = None
        self._inhibitor: Inhibitor | None = None
        self._desk = Desk(
            self._window.window, settings.keys, self._show, self._stage, self._facts, self._wall
        )
        self._desk.quit.connect(self._on_quit)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._start_later)
        self._clock = ClockWatch(now, monotonic, stepped=self._on_clock_step)
        self._calendar = calendar(self._relay.due.emit, self._due_after, now=self._local_now)
        self._looks = QTimer(self)
        self._looks.setInterval(_CLOCK_MS)
        self._looks.timeout.connect(self._clock.look)

    def start(self, size: tuple[int, int] | None) -> None:
        """Put the last good board on the wall, then begin to poll.

        Args:
            size: Of an ordinary window in pixels; None fills the display's screen.
        """
        self._evaluate()
        self._in_window = size is not None
        if size is None:
            display = self._settings.display
            self._window.fill(display.output, left_to_others=display.left_to_others)
        else:
            self._window.show(*size)
        self._keep_hours()
        wall = self._wall()
        self._show.open(wall, self._take_album(wall.geometry))
        self._window.resized.connect(self._fit)
        self._window.seen_changed.connect(self._on_seen)
        self._on_seen(self._window.seen)
        self._show.mark_mistake(self._marks_mistake())
        self._figures.start()
        self._health.start()
        self._looks.start()
        self._later.start()

    def apply(self, settings: KioskSettings) -> None:
        """Change on the running wall what the configuration changed, and nothing else."""
        before, self._settings = self._settings, settings
        self._facts.settings, self._facts.mistake = settings, settings.mistake
        redact(settings.secrets)
        if restart_needed(before, settings):
            logger.info("another renderer is asked for: starting anew")
            self._app.exit(RESTART)
            return
        display, was = settings.display, before.display
        if display.name != was.name:
            self._playing.ended()
            self._playing = self._make_playing()
        if settings.contest != before.contest or display.language != was.language:
            self._language = load_language(display.language)
            self._figures.close()
            self._figures = self._make_figures()
            self._figures.start()
            self._evaluate()
        self._stage.set_theme(display.theme)
        self._stage.set_motion(display.motion)
        self._stage.set_turn(display.turn)
        self._stage.set_wanders(display.orbit)
        if not self._in_window and _place(display) != _place(was):
            self._window.fill(display.output, left_to_others=display.left_to_others)
        self._keep_hours()
        wall, shown = self._wall(), self._shelf.album
        album = self._take_album(wall.geometry)
        if album is not shown or _programme(settings) != _programme(before):
            self._show.reprogram(_programme(settings), wall, album)
        else:
            self._show.fit(wall)
        self._show.mark_mistake(self._marks_mistake())
        self._desk.listen(settings.keys)
        if settings.status != before.status:
            self._serve_status()

    def stop(self, *, again: bool = False) -> None:
        """Take everything down, for good or for another start of the same process."""
        self._health.close(again=again)
        if self._status is not None:
            self._status.close()
        self._later.stop()
        self._desk.clear()
        self._live.close()
        self._calendar.stop()
        self._looks.stop()
        self._figures.close()
        self._entrance.close()
        self._playing.ended()
        if self._inhibitor is not None:
            self._inhibitor.close()
        self._show.close()
        self._shelf.close()
        self._window.close()

    @Slot()
    def _evaluate(self) -> None:
        """Hand the figures to the show as they are today."""
        self._facts.contents = self._figures.contents()
        self._show.update(self._facts.contents)

    @Slot()
    def _on_polled(self) -> None:
        self._facts.polled()
        self._evaluate()

    @Slot(object)
    def _on_configuration(self, found: KioskSettings | Mistake) -> None:
        if isinstance(found, Mistake):
            self._facts.mistake = str(found)
            self._show.mark_mistake(self._marks_mistake())
        else:
            self.apply(found)

    @Slot()
    def _fit(self) -> None:
        self._show.fit(self._wall())

    @Slot(bool)
    def _on_seen(self, seen: bool) -> None:  # noqa: FBT001 - a signal's value
        """An output came or went."""
        self._health.rest(Rest.UNSEEN, resting=not seen)
        if not seen:
            self._playing.ended()

    @Slot(bool)
    def _on_turned(self, opened: bool) -> None:  # noqa: FBT001 - a signal's value
        """The display's hours began or ended."""
        self._health.rest(Rest.CLOSED, resting=not opened)
        self._window.expect_off(not opened)
        if opened:
            self._show.lighten()
        else:
            self._desk.clear()
            self._show.darken()
        self._keep_awake()

    @Slot(object)
    def _note(self, page: Presented) -> None:
        """Tell whoever asks what stands on the wall, and keep it in the play log."""
        self._facts.presented(page, self._show)
        self._health.report(f"{page.scene} {page.page}/{page.pages}")
        if self._health.resting:
            self._playing.ended()
            return
        self._playing.began(
            page.scene, page=page.page, pages=page.pages, as_of=page.as_of, photo=page.photo
        )

    @Slot()
    def _start_later(self) -> None:
        """Begin what the first picture need not wait for."""
        self._live.start()
        self._calendar.start()
        self._serve_status()
        if self._in_window:
            return
        # What speaks to display servers and buses is loaded only now.
        from kiosk.screen.inhibit import Inhibitor  # noqa: PLC0415

        self._inhibitor = Inhibitor(self._window.window, self._surface.platform)
        self._keep_awake()

    def _keep_awake(self) -> None:
        """Keep the screen from being blanked while the wall is open."""
        if self._inhibitor is None:
            return
        if self._entrance.is_open:
            self._inhibitor.hold()
        else:
            self._inhibitor.release()

    def _serve_status(self) -> None:
        """Serve the status page where the configuration asks for it, or nothing else shows."""
        if self._status is not None:
            self._status.close()
        settings = self._settings.status
        offscreen = self._surface.platform == platform.Platform.OFFSCREEN
        if settings.address is None and offscreen and not self._settings.windowed:
            settings = LOCAL
        self._status = StatusServer(settings, self._facts.status, self._picture.jpeg)
        self._status.start()

    def _marks_mistake(self) -> bool:
        """Whether the wall tells that the configuration has a mistake."""
        return bool(self._facts.mistake) and self._settings.display.show_config_errors

    @Slot()
    def _on_quit(self) -> None:
        self._app.exit(QUIT)

    @Slot()
    def _note_place(self) -> None:
        self._facts.rotated(self._show)

    def _on_clock_step(self, _by: timedelta) -> None:
        """The clock was set: do now what follows from the time of day, and ask the source."""
        self._look_at_clock()
        self._figures.rearm()
        self._calendar.rearm()

    @Slot()
    def _look_at_clock(self) -> None:
        self._entrance.look()
        self._show.look_at_clock()
        self._evaluate()

    def _due_after(self, moment: datetime) -> datetime:
        """When something follows from the time of day next: the day ends, the hours do or begin."""
        until = self._entrance.until
        midnight = midnight_after(moment)
        return midnight if until is None or until <= moment else min(midnight, until)

    def _make_playing(self) -> Playing:
        return Playing(
            self._played, self._settings.display.name, now=self._now, clock=self._monotonic
        )

    def _make_figures(self) -> Figures:
        figures = Figures(
            self._settings.contest,
            self._memory,
            now=self._now,
            elapsed=self._elapsed,
            collate=self._language.collate,
            schedule=self._schedule,
        )
        figures.came.connect(self._on_polled)
        return figures

    def _keep_hours(self) -> None:
        """Keep the display's hours; a wall in a window on a desk has none."""
        if not self._in_window:
            self._entrance.keep(self._settings.display, self._settings.contest)

    def _wall(self) -> Wall:
        window, display = self._window.window, self._settings.display
        size = (max(window.width(), 1), max(window.height(), 1))
        width, height = size[::-1] if display.turn % 180 else size
        return wall_of(display, self._language, width, height)

    def _take_album(self, geometry: Geometry) -> Album | None:
        """The album that the configuration asks for, or none."""
        photos = self._settings.photos if Scene.PHOTOS in self._settings.display.scenes else None
        return self._shelf.take(photos, Size(geometry.width_px, geometry.height_px))

    def _local_now(self) -> datetime:
        return self._now().astimezone(self._settings.contest.zone)


def _place(display: DisplaySettings) -> tuple[object, ...]:
    """Which screen a display covers."""
    return display.output, display.left_to_others


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
