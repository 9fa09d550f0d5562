"""The running show: which page is on the wall, for how long, and what comes next."""

import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage

from kiosk.album.album import Album, Slide
from kiosk.album.decode import Size
from kiosk.contest.evaluation import Evaluation
from kiosk.notices import Notice, current
from kiosk.resources import QML
from kiosk.rotation import Position, Scene, dwell_s, following
from kiosk.screen.orbit import offset, step_at
from kiosk.screen.pages import (
    DarkPage,
    Freshness,
    NoticePage,
    Page,
    PhotoPage,
    StandingsPage,
    Wall,
    characters,
    waiting_page,
)
from kiosk.screen.pages.photo import empty_album_page
from kiosk.screen.pages.slide import slide_rows
from kiosk.screen.photos import PhotoProvider, slide_page
from kiosk.screen.program import Station, Stations, station
from kiosk.screen.view import Stage, footing_of, initial_properties

logger: Final = logging.getLogger(__name__)

_RETRY_S: Final = 2.0
"""How soon to look again where there was nothing at all to show."""
_ARRIVAL_S: Final = 10.0
"""How long to wait for a fade to end, which takes a second unless the window is hidden."""
PAUSE_S: Final = 600.0
"""How long a page that was told to stay does so; somebody may forget that he told it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What a display is asked to show."""

    rotation: tuple[Scene, ...]
    notices: tuple[Notice, ...] = ()
    fixed_s: Mapping[Scene, float] = field(default_factory=dict)
    """Seconds for scenes whose time does not follow from what they hold."""
    photo_s: float = 9.0
    photos_a_turn: int = 4
    pan: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The figures to show, or why there are none."""

    evaluation: Evaluation | None = None
    freshness: Freshness = field(default_factory=Freshness)
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """A page that stands on the wall."""

    scene: str
    """Its scene; `message` where there is none to show, `dark` on a wall that is closed."""
    page: int = 1
    """Its number among the scene's pages, from 1."""
    pages: int = 1
    stays_s: float
    """For how long it is meant to stay."""
    as_of: date | None = None
    """The day that its figures are of; None for a page without figures."""
    photo: str = ""
    """The photo's path in its folder, or those of two with a line break between; else empty."""


class Show(QObject):
    """Leads a display through its rotation, on the GUI thread and on monotonic time.

    From `open` to `close` its timer for the next turn is running, but while the wall is dark, and
    whatever happens: no page that can't be laid out, no scene that can't be made and no fade that
    never ends stops the rotation.

    Signals:
        handed_over: a page was given to the renderer, or something else at its foot: a frame must
            follow.
        presented: a page stands on the wall alone; what is known of it, as `Presented`.
        stays: the rotation came to the page that hangs; for how many seconds it stays.
        resumed: a pause is over that nobody ended.
        day_changed: the calendar day is another one.
    """

    handed_over = Signal()
    presented = Signal(object)
    stays = Signal(float)
    resumed = Signal()
    day_changed = Signal()

    def __init__(
        self,
        stage: Stage,
        provider: PhotoProvider,
        programme: Programme,
        *,
        now: Callable[[], datetime],
        frozen: Callable[[], QImage | None],
    ) -> None:
        """Nothing is shown before `open`.

        Args:
            stage: Where scenes are presented.
            provider: Hands pictures to QML.
            programme: What is to be shown.
            now: The present in the contest's time zone.
            frozen: A picture of the wall to fade from; None where nothing is to fade.
        """
        super().__init__()
        self._stage = stage
        self._provider = provider
        self._programme = programme
        self._now = now
        self._frozen = frozen
        self._wall: Wall | None = None
        self._album: Album | None = None
        self._contents = Contents()
        self._stations = Stations(programme.rotation, Station)
        self._skipped: dict[Scene, str] = {}
        """Why a scene was skipped when it was drafted last."""
        self._at: Position | None = None
        self._page: Page | None = None
        self._hung: tuple[Page, ...] = ()
        """The pages of the station on the wall, as they were when its page was hung."""
        self._fading = False
        self._pending = False
        self._skipping = False
        """Whether the page that fades in is to be left as soon as it stands."""
        self._overdue = False
        """Whether the last fade was given up."""
        self._dark = False
        self._paused = False
        self._mistaken = False
        self._step = step_at(now())
        """Where the wall stood off its place when that was last told."""
        self._photo = ""
        """The path of the photo on the wall."""
        self._corners = cycle((0, 3, 1, 2))
        self._hung_in: Size | None = None
        # QML borrows what a page's properties hold: kept until their scene is off the wall.
        self._lent: deque[dict[str, object]] = deque(maxlen=2)

        self._turn = _single_shot(self, self._end_turn)
        self._minute = _single_shot(self, self.look_at_clock)
        self._pause = _single_shot(self, self._end_pause)
        self._day = now().date()
        stage.arrived.connect(self._arrived)
        stage.broken.connect(self._broken)
        stage.footing_changed.connect(self._foot_changed)

    @property
    def paused(self) -> bool:
        """Whether the page on the wall was told to stay."""
        return self._paused

    @property
    def at(self) -> int | None:
        """The place in the rotation that hangs, from 0; None while none of it does."""
        return None if self._at is None else self._at.station

    @property
    def rotation(self) -> tuple[tuple[Scene, Station | None], ...]:
        """Each place's scene, and what it shows as far as that was laid out by now."""
        return self._stations.so_far()

    def open(self, wall: Wall, album: Album | None) -> None:
        """Begin on a wall; the first page is what there is by now."""
        self._album = album
        self.fit(wall)
        self.look_at_clock()

    def reprogram(self, programme: Programme, wall: Wall, album: Album | None) -> None:
        """Go on with another programme, from its beginning."""
        self._programme = programme
        self._album = album
        self._skipped.clear()
        self._at = None
        self.fit(wall)
        self.look_at_clock()

    def darken(self) -> None:
        """Close the wall: it is black, and nothing changes on it."""
        if not self._dark:
            self._dark = True
            self._at = None
            if self._paused:
                self._paused = False
                self._pause.stop()
                self.resumed.emit()
            if not self._fading:
                self._turn.stop()
            if self._wall is not None:
                self._present(DarkPage(), -1)

    def lighten(self) -> None:
        """Open the wall, at the beginning of its rotation."""
        if self._dark:
            self._dark = False
            self.advance()

    def pause(self) -> None:
        """Have the page on the wall stay, for ten minutes at most."""
        if self._dark or self._wall is None:
            return
        self._paused = True
        self._pause.start(_ms(PAUSE_S))
        self._go_on_staying()

    def resume(self) -> None:
        """End a pause: the page stays for its usual time from now."""
        self._paused = False
        self._pause.stop()
        self._go_on_staying()

    def _end_pause(self) -> None:
        self._paused = False
        self._set_footing()
        self.resumed.emit()
        self.advance()

    def mark_mistake(self, mistaken: bool) -> None:  # noqa: FBT001 - a setter
        """Tell by a small mark that the configuration has a mistake, or no longer."""
        self._mistaken = mistaken
        self._set_footing()

    def _go_on_staying(self) -> None:
        self._set_footing()
        if self._page is not None and not self._fading and not self._dark and self._wall:
            self._stay(self._page)

    def _stay(self, page: Page) -> None:
        """Begin the time of the page on the wall anew."""
        seconds = self._stay_s(page)
        self._turn.start(_ms(seconds))
        self.stays.emit(seconds)

    def fit(self, wall: Wall) -> None:
        """Go on, on a wall of another size."""
        self._wall = wall
        self._stage.set_unit(wall.geometry.unit_px)
        if self._album is not None:
            self._album.resize(_box(wall))
        self._draft()
        self._refresh()

    def update(self, contents: Contents) -> None:
        """Show other figures: at once where the page on the wall changes, else in its turn."""
        if contents == self._contents:
            return
        self._contents = contents
        self._draft()
        self._refresh()

    def photo_ready(self) -> None:
        """The album has what it had not: show it if nothing else is on the wall."""
        if self._at is None:
            self.advance()
        else:
            self._refresh()

    def close(self) -> None:
        """Stop; nothing is presented any more."""
        self._turn.stop()
        self._minute.stop()
        self._pause.stop()
        self._wall = None

    def skip(self) -> None:
        """Go to the next page; from one that fades in still, as soon as it stands."""
        self._skipping = self._fading
        if not self._fading:
            self.advance()

    def advance(self) -> None:
        """Go to the next page."""
        if self._wall is None or self._dark:
            return
        if self._fading:
            self._pending = True
            return
        # Should anything go wrong from here on, the next attempt is near.
        self._turn.start(_ms(_RETRY_S))
        at = self._at
        for _ in range(len(self._stations)):
            at = following(self._pages, len(self._stations), at)
            if at is None:
                break
            page = self._page_at(at, self._wall)
            if page is not None:
                self._at = at
                self._present(page, at.station)
                return
            # An album that has no photo ready is passed by, all its turn.
            at = Position(at.station, self._pages(at.station))
        self._at = None
        self._present(self._idle_page(self._wall), -1)

    def _draft(self) -> None:
        """Begin to make every page of figures anew."""
        wall, contents = self._wall, self._contents
        if wall is None:
            return
        evaluation = contents.evaluation
        today = self._now().date() if evaluation is None else evaluation.today
        notices = current(self._programme.notices, today)

        def draft(scene: Scene) -> Station:
            if scene is Scene.PHOTOS:
                return Station(scene)
            try:
                here = station(scene, evaluation, contents.freshness, wall, notices)
            except Exception:
                here = Station(scene, skipped="it could not be laid out")
                if self._is_news(here):
                    logger.exception("scene %s could not be laid out", scene)
                return here
            if self._is_news(here):
                logger.info("scene %s is skipped: %s", scene, here.skipped)
            return here

        self._stations = Stations(self._programme.rotation, draft)
        self._set_footing()

    def _is_news(self, here: Station) -> bool:
        """Whether a scene is skipped that was not, or for another reason than before."""
        before = self._skipped.get(here.scene, "")
        self._skipped[here.scene] = here.skipped
        return here.skipped not in {"", before}

    def _refresh(self) -> None:
        """Bring the wall up to the drafted pages without disturbing what has not changed."""
        at = self._at
        if self._wall is None:
            return
        if self._dark:
            self._present(DarkPage(), -1)
            return
        if self._page is None or at is None:
            self.advance()
            return
        pages = self._stations[at.station].pages
        if isinstance(self._page, PhotoPage):
            self._renew_photo(at.station)
            return
        if at.page >= len(pages):
            self.advance()
        elif pages[at.page] != self._page:
            self._present(pages[at.page], at.station, sliding=_slide(self._hung, pages, at.page))

    def _pages(self, number: int) -> int:
        """How many pages a station has now."""
        here = self._stations[number]
        if here.scene is not Scene.PHOTOS:
            return len(here.pages)
        has_photos = self._album is not None and not self._album.empty
        return self._programme.photos_a_turn if has_photos else 0

    def _page_at(self, at: Position, wall: Wall) -> Page | None:
        here = self._stations[at.station]
        if here.scene is not Scene.PHOTOS:
            return here.pages[at.page]
        slide = self._album.next() if self._album is not None else None
        return None if slide is None else self._photo_page(slide, wall)

    def _photo_page(self, slide: Slide, wall: Wall) -> PhotoPage:
        evaluation = self._contents.evaluation
        self._hung_in = slide.box
        self._photo = "\n".join(photo.path for photo in slide.photos)
        return slide_page(
            slide,
            self._provider,
            wall,
            seconds=self._programme.photo_s,
            pan=self._programme.pan,
            toward=next(self._corners),
            demo=evaluation is not None and evaluation.demo,
        )

    def _renew_photo(self, station_number: int) -> None:
        """Hang a photo again that was decoded for another size of the wall."""
        wall, album = self._wall, self._album
        if wall is None or album is None or self._hung_in == _box(wall):
            return
        if self._fading:
            self._pending = True
            return
        slide = album.again()
        if slide is not None:
            self._present(self._photo_page(slide, wall), station_number)

    def _idle_page(self, wall: Wall) -> Page:
        """What hangs where there is nothing to show: the season, or why there is nothing."""
        album, contents = self._album, self._contents
        figures = any(scene is not Scene.PHOTOS for scene in self._programme.rotation)
        if figures and contents.evaluation is not None:
            # Every scene is skipped, as before the season: what there is to say is its day.
            pages = self._stations.of(Scene.OVERVIEW).pages
            return pages[0] if pages else waiting_page(wall)
        if album is None or (figures and contents.evaluation is None):
            return waiting_page(wall, reason=contents.problem)
        if album.problem:
            return empty_album_page(wall, unreadable=True)
        if album.scanned and album.empty:
            return empty_album_page(wall)
        return waiting_page(wall)

    def _present(
        self, page: Page, station_number: int, *, sliding: StandingsPage | None = None
    ) -> None:
        """Hang a page; with `sliding`, the same page whose rows come from their old places."""
        if page == self._page:
            if not self._dark:
                self._stay(page)
            elif not self._fading:
                self._turn.stop()
            return
        if self._fading:
            self._pending = True
            return
        self._page = page
        self._hung = self._stations[station_number].pages if station_number >= 0 else ()
        self._fading = True
        self._turn.start(_ms(_ARRIVAL_S))
        name = type(page).__name__.removesuffix("Page")
        properties = initial_properties(sliding or page)
        properties |= {"stage": self._stage, "station": station_number}
        self._lent.append(properties)
        source = QUrl.fromLocalFile(str(QML / "scenes" / f"{name}.qml"))
        # Rows that slide begin where they hang: nothing is there to fade from.
        before = None if sliding else self._frozen()
        self._wander()
        self.handed_over.emit()
        self._stage.present.emit(
            source, properties, QUrl() if before is None else QUrl(self._provider.offer(before))
        )

    def _end_turn(self) -> None:
        if self._fading:
            self._fading = False
            if not self._overdue:
                logger.warning("no fade ends: the window is hidden, or nothing is drawn")
            self._overdue = True
            self._skipping = False
        if self._dark:
            self._refresh()
        else:
            self.advance()

    def _arrived(self) -> None:
        if not self._fading or self._page is None or self._wall is None:
            return
        self._fading = False
        if self._overdue:
            logger.info("fades end again")
        self._overdue = False
        presented = self._presented(self._page)
        if self._dark:
            self._turn.stop()
        else:
            self._turn.start(_ms(presented.stays_s))
        self.presented.emit(presented)
        skipping, pending = self._skipping, self._pending
        self._skipping = self._pending = False
        if pending:
            self._refresh()
        if skipping and not self._fading:
            self.advance()

    def _broken(self, source: QUrl) -> None:
        if self._wall is None:
            return
        logger.error("scene %s could not be made", source.fileName())
        # The scene before goes on hanging, with what it borrowed.
        self._lent.pop()
        self._fading = self._skipping = False
        self._page = None
        self._turn.start(_ms(_RETRY_S))

    def _presented(self, page: Page) -> Presented:
        """What is known of the page that stands on the wall."""
        scene = type(page).__name__.removesuffix("Page").lower()
        at, evaluation = self._at, self._contents.evaluation
        stays_s = self._stay_s(page)
        if isinstance(page, PhotoPage):
            return Presented(scene=scene, stays_s=stays_s, photo=self._photo)
        if at is None or isinstance(page, DarkPage):
            return Presented(scene=scene, stays_s=stays_s)
        figures = evaluation is not None and not isinstance(page, NoticePage)
        return Presented(
            scene=scene,
            page=at.page + 1,
            pages=max(self._pages(at.station), at.page + 1),
            stays_s=stays_s,
            as_of=evaluation.as_of if evaluation is not None and figures else None,
        )

    def _stay_s(self, page: Page) -> float:
        if self._paused:
            # A little longer than the pause, whose end is what ends it.
            return max(self._pause.remainingTime(), 0) / 1000 + _RETRY_S
        if isinstance(page, PhotoPage):
            return page.seconds
        if self._at is None:
            return _RETRY_S
        scene = self._programme.rotation[self._at.station]
        return self._programme.fixed_s.get(scene, dwell_s(characters(page)))

    def look_at_clock(self) -> None:
        """Look what time and day it is; of itself it does so each minute."""
        if self._wall is None:
            return
        now = self._now()
        if abs(step_at(now) - self._step) > 1 and not self._fading:
            # A page that hangs for long moves with its clock, which is drawn anyway.
            self._wander()
        self._set_footing()
        following_minute = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        self._minute.start(_ms((following_minute - now).total_seconds()) + 1)
        if now.date() != self._day:
            self._day = now.date()
            # Notices come and go with the day, also while there are no figures.
            self._draft()
            self._refresh()
            self.day_changed.emit()

    def _wander(self) -> None:
        """Take the place at which all that stands fixed stands now."""
        self._step = step_at(self._now())
        self._stage.set_orbit(*offset(self._step))

    def _foot_changed(self) -> None:
        # A wall with one page shows by its clock that it is drawn still.
        if self._page is not None and not isinstance(self._page, PhotoPage | DarkPage):
            self.handed_over.emit()

    def _set_footing(self) -> None:
        wall = self._wall
        if wall is None:
            return
        now, evaluation = self._now(), self._contents.evaluation
        demo = evaluation is not None and evaluation.demo
        self._stage.set_footing(
            footing_of(
                wall,
                self._contents.freshness,
                now,
                demo=demo,
                stations=len(self._stations),
                paused=self._paused,
                mistaken=self._mistaken,
            )
        )


def _box(wall: Wall) -> Size:
    return Size(wall.geometry.width_px, wall.geometry.height_px)


def _slide(before: tuple[Page, ...], after: tuple[Page, ...], number: int) -> StandingsPage | None:
    """The page of this number with its rows at their old places, if all this is standings."""
    old = [page for page in before if isinstance(page, StandingsPage)]
    new = [page for page in after if isinstance(page, StandingsPage)]
    if number >= len(old) or number >= len(new):
        return None
    return slide_rows(old, new, number)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _single_shot(parent: QObject, action: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(action)
    return timer
