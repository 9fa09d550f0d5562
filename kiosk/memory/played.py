"""The play log: what was shown when, for each display, as offices keep it of hall screens.

A file of its own, so that whatever happens to it costs no board. It is written once a minute on
a thread of its own, which spares flash storage: a power cut loses at most the last minute.
"""

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, Self

from kiosk.errors import KioskError
from kiosk.memory.database import Schema, open_existing, open_file, storable, transaction

FILE_NAME: Final = "played.sqlite3"
EVERY_S: Final = 60.0
"""Seconds between two writes, and so the most that a power cut loses."""
DAYS: Final = 400
"""How many days are kept, of those on which anything was shown.

Days in the log, not days before today: a clock that is wrong for a while deletes nothing.
"""
ROWS: Final = 1_000_000
"""How many pages are kept, the latest: some two seasons of one display."""
PENDING: Final = 5_000
"""How many pages wait for a disk that can't be written, the latest: more than a working day."""
_READ_AT_ONCE: Final = 1_000

_SCHEMA: Final = Schema(
    migrations=(
        # Names are kept once: most of a million rows would be the same few texts. `first` is
        # the row with which a day began; rows are in the order in which they were shown.
        """
        CREATE TABLE name (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE day (
            number INTEGER PRIMARY KEY,
            date TEXT NOT NULL UNIQUE,
            first INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE shown (
            id INTEGER PRIMARY KEY,
            display INTEGER NOT NULL REFERENCES name,
            began_ms INTEGER NOT NULL,
            lasted_ms INTEGER NOT NULL,
            scene INTEGER NOT NULL REFERENCES name,
            page INTEGER NOT NULL,
            pages INTEGER NOT NULL,
            as_of TEXT,
            photo INTEGER NOT NULL REFERENCES name,
            UNIQUE (display, began_ms)
        ) STRICT;
        """,
    ),
    tables=("name", "day", "shown"),
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MS: Final = timedelta(milliseconds=1)

_log: Final = logging.getLogger(__name__)


class UnreadableLogError(KioskError):
    """The play log can't be read; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A page that was shown."""

    display: str
    """The display's name."""
    scene: str
    page: int = 1
    """Its number among the scene's pages, from 1."""
    pages: int = 1
    began: datetime
    """When it came on the wall, by the clock of that moment; aware, to the millisecond."""
    seconds: float
    """How long it was there, whatever was done to the clock; to the millisecond."""
    as_of: date | None = None
    """The day that its figures were of; None for a page without figures."""
    photo: str = ""
    """The photo's path, or the paths of two with a line break between; else empty."""


class PlayLog:
    """Keeps what was shown.

    Every method may be called on any thread; `flush`, `between` and `close` wait for the disk.
    No disk stops a kiosk: what can't be written waits in a bounded queue, and the log says once
    that it does. Several kiosks may keep their play log in one folder.
    """

    def __init__(self, folder: Path, *, every_s: float = EVERY_S) -> None:
        """Nothing is opened before the first write.

        Args:
            folder: Where the file is; made where it is missing.
            every_s: Seconds between two writes.
        """
        self._path = folder / FILE_NAME
        self._every_s = every_s
        self._lock = threading.Lock()
        self._pending: dict[tuple[str, int], Played] = {}
        self._up: Callable[[], Played | None] = lambda: None
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()
        self._writing = threading.Lock()
        self._file: sqlite3.Connection | None = None
        self._failing = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def watch(self, up: Callable[[], Played | None]) -> None:
        """Ask at each write for the page that is up then, so that a power cut keeps that too.

        Args:
            up: Gives the page with the seconds so far; None while none is up. It is called on
                the play log's thread.
        """
        self._up = up
        self._start()

    def record(self, played: Played) -> None:
        """Keep a page; one of the same display and beginning takes the place of the one before.

        Raises:
            ValueError: Its beginning has no time zone.
        """
        if played.began.tzinfo is None:
            raise ValueError("a time without its zone can't be kept")
        with self._lock:
            self._pending[_key(played)] = played
            self._trim()
        self._start()

    def between(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        display: str | None = None,
    ) -> Iterator[Played]:
        """What was shown, in the order in which it was; times are in UTC.

        Args:
            since: Pages that began then or later; aware. None for all.
            until: Pages that began before; aware. None for all.
            display: Pages of this display; None for all.

        Raises:
            UnreadableLogError: There is a file, and it can't be read.
        """
        self.flush()
        if not self._path.exists():
            return
        wanted = (
            None if since is None else _ms(since),
            None if until is None else _ms(until),
            None if display is None else storable(display),
        )
        try:
            with contextlib.closing(open_existing(self._path, _SCHEMA)) as db:
                last = 0
                # In portions: a reader that is slow must not keep the log from being cut back.
                while rows := _read(db, last, *wanted):
                    yield from (played for _, played in rows)
                    last = rows[-1][0]
        except (OSError, sqlite3.Error, ValueError, OverflowError) as error:
            raise UnreadableLogError(f"{self._path}: {error}") from error

    def flush(self) -> None:
        """Write what there is; where that fails it goes on waiting."""
        with self._writing:
            # What is up is asked for first: should it end meanwhile, that is the later word.
            up = self._up()
            with self._lock:
                ended, self._pending = self._pending, {}
            batch = ended if up is None or _key(up) in ended else ended | {_key(up): up}
            if not batch:
                return
            try:
                self._write(list(batch.values()))
            except (OSError, sqlite3.Error) as error:
                self._give_up_file()
                with self._lock:
                    self._pending = ended | self._pending
                    self._trim()
                if not self._failing:
                    _log.warning("the play log %s can't be written (%s)", self._path, error)
                self._failing = True
                return
            if self._failing:
                _log.warning("the play log %s is written again", self._path)
            self._failing = False

    def close(self) -> None:
        """Write what there is and close the file."""
        self._closing.set()
        thread = self._thread
        if thread is not None:
            thread.join()
        self.flush()
        with self._writing:
            self._give_up_file()

    def _start(self) -> None:
        with self._lock:
            if self._thread is None and not self._closing.is_set():
                self._thread = threading.Thread(target=self._work, name="play log", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while not self._closing.wait(self._every_s):
            self.flush()

    def _trim(self) -> None:
        """Let go of the oldest that wait; the caller holds the lock."""
        for key in list(self._pending)[: max(0, len(self._pending) - PENDING)]:
            del self._pending[key]

    def _write(self, batch: list[Played]) -> None:
        if self._file is None:
            self._file, reader = open_file(self._path, _SCHEMA)
            reader.close()
        with transaction(self._file):
            for played in batch:
                _insert(self._file, played)
            _cut_back(self._file)

    def _give_up_file(self) -> None:
        """Close the file; the next write opens it, and moves it aside if it is damaged."""
        if self._file is not None:
            with contextlib.suppress(sqlite3.Error):
                self._file.close()
            self._file = None


class Playing:
    """What is up on one display: told what comes on the wall, it keeps what leaves it.

    `began` and `ended` are called on one thread.
    """

    def __init__(
        self,
        log: PlayLog,
        display: str,
        *,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is up yet.

        Args:
            log: Where it is kept.
            display: The display's name.
            now: The present, aware.
            clock: Monotonic seconds.
        """
        self._log = log
        self._display = display
        self._now = now
        self._clock = clock
        self._up: tuple[Played, float] | None = None
        log.watch(self.so_far)

    def began(
        self,
        scene: str,
        *,
        page: int = 1,
        pages: int = 1,
        as_of: date | None = None,
        photo: str = "",
    ) -> None:
        """A page stands on the wall; the one before has left it. The same page goes on."""
        came = Played(
            display=self._display,
            scene=scene,
            page=page,
            pages=pages,
            began=self._now(),
            seconds=0.0,
            as_of=as_of,
            photo=photo,
        )
        up = self._up
        if up is not None and came == replace(up[0], began=came.began):
            return
        self.ended()
        self._up = came, self._clock()

    def ended(self) -> None:
        """Nothing is on the wall any more: the panel is off, or the kiosk stops."""
        played, self._up = self.so_far(), None
        if played is not None:
            self._log.record(played)

    def so_far(self) -> Played | None:
        """What is up, with the seconds until now; None where nothing is. For any thread."""
        up = self._up
        if up is None:
            return None
        played, began = up
        return replace(played, seconds=self._clock() - began)


def _key(played: Played) -> tuple[str, int]:
    return played.display, _ms(played.began)


def _ms(moment: datetime) -> int:
    return (moment - _EPOCH) // _MS


def _insert(db: sqlite3.Connection, played: Played) -> None:
    texts = [storable(text) for text in (played.display, played.scene, played.photo)]
    db.executemany("INSERT OR IGNORE INTO name (text) VALUES (?)", [(text,) for text in texts])
    display, scene, photo = (
        db.execute("SELECT id FROM name WHERE text = ?", (text,)).fetchone()[0] for text in texts
    )
    db.execute(
        "INSERT OR IGNORE INTO day (date, first) SELECT ?, coalesce(max(id), 0) + 1 FROM shown",
        (played.began.astimezone(UTC).date().isoformat(),),
    )
    db.execute(
        "INSERT INTO shown "
        "(display, began_ms, lasted_ms, scene, page, pages, as_of, photo) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (display, began_ms) DO UPDATE SET lasted_ms = excluded.lasted_ms, "
        "scene = excluded.scene, page = excluded.page, pages = excluded.pages, "
        "as_of = excluded.as_of, photo = excluded.photo",
        (
            display,
            _ms(played.began),
            round(1000 * played.seconds),
            scene,
            played.page,
            played.pages,
            played.as_of.isoformat() if played.as_of else None,
            photo,
        ),
    )


def _cut_back(db: sqlite3.Connection) -> None:
    """Delete what is beyond the bounds."""
    db.execute("DELETE FROM shown WHERE id <= (SELECT max(id) FROM shown) - ?", (ROWS,))
    days = db.execute("DELETE FROM day WHERE number <= (SELECT max(number) FROM day) - ?", (DAYS,))
    if days.rowcount:
        db.execute("DELETE FROM shown WHERE id < (SELECT min(first) FROM day)")
        db.execute(
            "DELETE FROM name WHERE id NOT IN (SELECT display FROM shown UNION "
            "SELECT scene FROM shown UNION SELECT photo FROM shown)"
        )


def _read(
    db: sqlite3.Connection, last: int, since: int | None, until: int | None, display: str | None
) -> list[tuple[int, Played]]:
    """The next rows behind one of them."""
    rows = db.execute(
        "SELECT shown.id, display.text, scene.text, page, pages, began_ms, lasted_ms, as_of, "
        "photo.text FROM shown "
        "JOIN name AS display ON display.id = shown.display "
        "JOIN name AS scene ON scene.id = shown.scene "
        "JOIN name AS photo ON photo.id = shown.photo "
        "WHERE shown.id > ?1 AND (?2 IS NULL OR began_ms >= ?2) AND (?3 IS NULL OR began_ms < ?3) "
        "AND (?4 IS NULL OR display.text = ?4) ORDER BY shown.id LIMIT ?5",
        (last, since, until, display, _READ_AT_ONCE),
    )
    return [
        (
            number,
            Played(
                display=name,
                scene=scene,
                page=page,
                pages=pages,
                began=_EPOCH + began * _MS,
                seconds=lasted / 1000,
                as_of=date.fromisoformat(as_of) if as_of else None,
                photo=photo,
            ),
        )
        for number, name, scene, page, pages, began, lasted, as_of, photo in rows
    ]
