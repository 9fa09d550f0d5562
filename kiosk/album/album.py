"""The album of a running kiosk: the next photo, decoded before it is due."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from kiosk.album.captions import Caption
from kiosk.album.catalog import Catalog
from kiosk.album.decode import Picture, Size, decode, upright_size
from kiosk.album.exif import read_exif
from kiosk.album.folder import Photo, changes, look_up
from kiosk.album.order import Bag, Order
from kiosk.album.pair import Place, fits_half, places
from kiosk.album.photo_file import UnreadablePhotoError
from kiosk.album.worker import ThreadWorker, Worker

RESCAN_S: Final = 10.0
"""Seconds between two looks at the folder."""
RECHECK_S: Final = 1.0
"""Seconds between two looks at the photo that is decoded ahead."""

_SCAN_SHARE: Final = 20  # a slow folder is looked at for a twentieth of the time at most
_HANGING_S: Final = 15.0
_CLOSE_S: Final = 2.0

logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Panel:
    """A photo that is ready to be shown, and its place on the screen."""

    photo: Photo
    picture: Picture
    caption: Caption | None
    place: Place


@dataclass(frozen=True, slots=True)
class Slide:
    """What is shown at one time: a photo, or two that stand together."""

    panels: tuple[Panel, ...]
    box: Size
    """The screen that the panels were made for."""

    @property
    def photos(self) -> tuple[Photo, ...]:
        """The photos that are shown."""
        return tuple(panel.photo for panel in self.panels)


class _BrokenPhotoError(Exception):
    """One photo of a slide cannot be shown."""

    def __init__(self, photo: Photo, reason: UnreadablePhotoError) -> None:
        super().__init__(photo, reason)
        self.photo = photo
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Memory:
    """Where an album keeps its place between two runs.

    `load` returns what `save` was last given, or None. A place is saved each time a photo is
    shown. Both are called on the album's worker.
    """

    load: Callable[[], object]
    save: Callable[[dict[str, str]], None]


class Album:
    """Goes round the photos of a folder.

    `next`, `again`, `resize`, `close` and the properties belong to the screen's thread and never
    wait for a file. Scanning, reading and decoding are the worker's. New photos appear and
    deleted ones go without a restart; a photo that cannot be shown is skipped, and named in the
    log once. Two photos that lie across the screen stand together where the order brings them
    together, see `pair`. At most two slides are alive in here, the one that is ready and the
    one that is being decoded.
    """

    def __init__(
        self,
        folder: Path,
        box: Size,
        *,
        rng: Random,
        memory: Memory,
        today: Callable[[], date],
        on_ready: Callable[[], None],
        order: Order = Order.SHUFFLE,
        captions_name: str = "captions.csv",
        overscan: float = 1.0,
        pause_s: float = 0.0,
        worker: Worker | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Opens the album; the worker begins at once.

        Args:
            folder: Where the photos are. It may come later, go and come back.
            box: The place on the screen, in device pixels; nothing is decoded while it is empty.
            rng: Where a shuffled order comes from.
            memory: Where the album keeps its place.
            today: The day in the contest's time zone, for photos that expire.
            on_ready: Called on the worker when a slide is ready after `next` or `again` had none
                to give.
            order: How the album goes round.
            captions_name: File name of the lists of captions.
            overscan: See `decode.decode`.
            pause_s: How long to wait before the following photo is decoded once one was given,
                so that its fade has processor and memory to itself.
            worker: Does the slow work; a thread of its own by default.
            clock: Monotonic seconds.
        """
        self._memory = memory
        self._today = today
        self._on_ready = on_ready
        self._overscan = overscan
        self._pause_s = pause_s
        self._clock = clock
        # The worker's own; nobody else touches these.
        self._catalog = Catalog(folder, captions_name)
        self._order = order
        self._rng = rng
        self._bag = Bag(order, rng)
        self._broken: set[Photo] = set()
        # Shared between the threads, under the lock.
        self._lock = threading.Lock()
        self._box = box
        self._ready: Slide | None = None
        self._given: tuple[Photo, ...] = ()
        self._renewed: Slide | None = None
        self._shown: list[str] = []
        self._wanted = False
        self._closed = False
        self._scanned = False
        self._empty = True
        self._unavailable: str | None = None
        self._busy_since: float | None = None

        self._worker = worker or ThreadWorker("album")
        self._worker.submit(self._job(self._open))

    def next(self) -> Slide | None:
        """Gives the slide that was decoded ahead and has the following one decoded.

        None where none is ready yet; `on_ready` then tells when one is.
        """
        with self._lock:
            slide, self._ready = self._ready, None
            self._wanted = slide is None
            if slide is not None:
                self._shown += [photo.path for photo in slide.photos]
                self._given, self._renewed = slide.photos, None
        if slide is not None:
            self._worker.submit(self._job(self._prepare), self._pause_s)
        return slide

    def again(self) -> Slide | None:
        """Gives the photos that `next` gave last, for the screen as it is now.

        None where they are not decoded for it yet; `on_ready` then tells when they are. Where
        they no longer go together the first stands alone; where they cannot be read any more
        nothing follows.
        """
        with self._lock:
            slide, self._renewed = self._renewed, None
        if slide is None:
            self._worker.submit(self._job(self._renew))
        return slide

    def resize(self, box: Size) -> None:
        """Has photos decoded for another screen from now on."""
        with self._lock:
            if box == self._box:
                return
            self._box = box
            self._ready = self._renewed = None
        self._worker.submit(self._job(self._prepare))

    @property
    def scanned(self) -> bool:
        """Whether the folder has been looked at yet."""
        with self._lock:
            return self._scanned

    @property
    def empty(self) -> bool:
        """Whether there is no photo to show, as far as is known; true until the first scan."""
        with self._lock:
            return self._empty

    @property
    def problem(self) -> str | None:
        """Why the folder cannot be read now, in one line; None where it can."""
        with self._lock:
            unavailable, busy_since = self._unavailable, self._busy_since
        busy_s = 0.0 if busy_since is None else self._clock() - busy_since
        if busy_s > _HANGING_S:
            return f"{self._catalog.root}: no answer for {busy_s:.0f} s"
        return unavailable

    def close(self) -> bool:
        """Lets everything go and waits for the worker, though not for a folder that hangs.

        Returns:
            Whether the worker came to rest.
        """
        with self._lock:
            self._closed = True
            self._ready = self._renewed = None
        self._worker.submit(self._settle)
        return self._worker.close(_CLOSE_S)

    def _job(self, work: Callable[[], None]) -> Callable[[], None]:
        """Wraps work so that it is seen when it hangs, and nothing runs once closed."""

        def job() -> None:
            with self._lock:
                if self._closed:
                    return
                self._busy_since = self._clock()
            try:
                work()
            finally:
                with self._lock:
                    self._busy_since = None

        return job

    def _open(self) -> None:
        self._worker.submit(self._job(self._rescan))
        self._worker.submit(self._job(self._recheck), RECHECK_S)
        self._bag = Bag(self._order, self._rng, self._memory.load())

    def _rescan(self) -> None:
        """Looks at the folder, now and again later."""
        began = self._clock()
        try:
            self._look()
        finally:
            took = self._clock() - began
            self._worker.submit(self._job(self._rescan), max(RESCAN_S, took * _SCAN_SHARE))
        self._prepare()

    def _recheck(self) -> None:
        """Lets go of a photo that was decoded ahead and is no more, now and again later."""
        self._worker.submit(self._job(self._recheck), RECHECK_S)
        with self._lock:
            ready = self._ready
        root = self._catalog.root
        if ready and any(look_up(root, photo.path) != photo for photo in ready.photos):
            self._look()
            self._prepare()

    def _look(self) -> None:
        """Brings the catalog, the bag and what is decoded ahead up to the folder."""
        self._settle()
        before = self._catalog.photos
        was_unavailable = self._catalog.unavailable
        changed = self._catalog.refresh(self._today())
        self._tell(was_unavailable)
        if changed:
            self._broken.intersection_update(self._catalog.photos)
            self._bag.sync(photo for photo in self._catalog.photos if photo not in self._broken)
            difference = changes(before, self._catalog.photos)
            logger.info(
                "Photos: %d added, %d removed, %d in all",
                *(len(difference.added), len(difference.removed), len(self._catalog.photos)),
            )
        current = frozenset(self._catalog.photos)
        with self._lock:
            if self._ready and not current.issuperset(self._ready.photos):
                self._ready = None
            self._unavailable = self._catalog.unavailable
        self._note_empty()

    def _tell(self, was_unavailable: str | None) -> None:
        """Logs when the folder goes and when it comes back, once each."""
        unavailable = self._catalog.unavailable
        if unavailable and not was_unavailable:
            logger.warning("Photos: %s", unavailable)
        elif was_unavailable and not unavailable:
            logger.info("Photos: %s is back", self._catalog.root)

    def _settle(self) -> None:
        """Takes what was shown since the last time out of the bag, and keeps the place."""
        with self._lock:
            shown, self._shown = self._shown, []
        for path in shown:
            self._bag.take(path)
        if shown:
            self._memory.save(self._bag.state())

    def _prepare(self) -> None:
        """Decodes what comes next, unless it is ready."""
        self._settle()
        photo = self._bag.upcoming
        with self._lock:
            box = self._box
            due = self._ready is None and self._catalog.unavailable is None
        if photo is None or not due or min(box) < 1:
            return
        try:
            slide = self._decoded((photo, *self._mate(photo, box)), box)
        except _BrokenPhotoError as broken:
            delay_s = self._skip(broken.photo, broken.reason)
            self._worker.submit(self._job(self._prepare), delay_s)
            return
        with self._lock:
            if box != self._box or self._closed:
                return
            self._ready = slide
            wanted, self._wanted = self._wanted, False
        if wanted:
            self._on_ready()

    def _renew(self) -> None:
        """Decodes what was given last for the screen as it is now."""
        with self._lock:
            box, given = self._box, self._given
        if not given or min(box) < 1:
            return
        try:
            together = all(self._fits_half(photo, box) for photo in given)
            slide = self._decoded(given if together else given[:1], box)
        except (UnreadablePhotoError, _BrokenPhotoError):
            return
        with self._lock:
            if box != self._box or given != self._given or self._closed:
                return
            self._renewed = slide
        self._on_ready()

    def _mate(self, photo: Photo, box: Size) -> tuple[Photo, ...]:
        """Returns the photo that stands together with another; none where that stands alone."""
        try:
            if not self._fits_half(photo, box):
                return ()
        except UnreadablePhotoError as error:
            raise _BrokenPhotoError(photo, error) from error
        for mate in self._bag.mates:
            try:
                if self._fits_half(mate, box):
                    return (mate,)
            except UnreadablePhotoError:
                # It is told when its own turn comes.
                continue
        return ()

    def _fits_half(self, photo: Photo, box: Size) -> bool:
        return fits_half(upright_size(self._catalog.root / photo.path), box)

    def _decoded(self, photos: tuple[Photo, ...], box: Size) -> Slide:
        overscan = self._overscan if len(photos) == 1 else 1.0
        panels = []
        for photo, place in zip(photos, places(len(photos), box), strict=True):
            path = self._catalog.root / photo.path
            try:
                caption = self._catalog.caption(photo, read_exif(path))
                picture = decode(path, place.size, overscan, place.lean)
            except UnreadablePhotoError as error:
                raise _BrokenPhotoError(photo, error) from error
            panels.append(Panel(photo, picture, caption, place))
        return Slide(tuple(panels), box)

    def _skip(self, photo: Photo, error: UnreadablePhotoError) -> float:
        """Leaves a photo out, unless the folder has changed under it.

        Returns:
            Seconds to wait before the next attempt: a file that is being written gets a moment.
        """
        self._look()
        now = look_up(self._catalog.root, photo.path)
        if now == photo:
            logger.warning("Photo %s is skipped: %s", photo.path, error)
            self._broken.add(photo)
            self._bag.discard(photo.path)
            self._note_empty()
        return 0.0 if now in (photo, None) else RECHECK_S

    def _note_empty(self) -> None:
        with self._lock:
            self._scanned = True
            self._empty = self._bag.upcoming is None or self._catalog.unavailable is not None
