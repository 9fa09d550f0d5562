"""What outlives the process: last good data, standings by round, the state of album orders.

One SQLite file. What a method has written when it returns survives a power cut (WAL with
synchronous=FULL). A damaged file is moved aside; where the disk can't be written the kiosk goes
on with what it remembers, in RAM, and tries the disk again now and then.
"""

import contextlib
import hashlib
import json
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, Self, TypeVar

from kiosk.contest.model import SubjectKind
from kiosk.intake.payload import Payload
from kiosk.intake.source import Fetched, Validators
from kiosk.memory.database import (
    Schema,
    copied,
    merge,
    open_file,
    salvaged,
    storable,
    transaction,
)

FILE_NAME: Final = "memory.sqlite3"
SOURCES: Final = 8
"""How many sources' last good payloads are kept, the latest used ones."""
SEASONS: Final = 4
"""How many seasons' standings are kept, the latest written ones."""
STATES: Final = 64
"""How many named states are kept, the latest written ones."""
RETRY_S: Final = 600.0
"""Seconds between two attempts to write to a disk that could not be written."""

_SCHEMA: Final = Schema(
    migrations=(
        # The body stands apart, so that noting the time of a poll does not write it again.
        # `used` counts uses, because the order of wall clock times breaks when the clock is set.
        """
        CREATE TABLE source (
            url TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            modified TEXT,
            validators TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            received TEXT NOT NULL,
            checked TEXT NOT NULL,
            used INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE body (
            url TEXT PRIMARY KEY REFERENCES source ON DELETE CASCADE,
            digest TEXT NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE TABLE round (
            season_start TEXT NOT NULL,
            kind TEXT NOT NULL,
            number INTEGER NOT NULL,
            as_of TEXT NOT NULL,
            used INTEGER NOT NULL,
            PRIMARY KEY (season_start, kind, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE standing (
            season_start TEXT NOT NULL,
            kind TEXT NOT NULL,
            number INTEGER NOT NULL,
            "group" TEXT NOT NULL,
            subject TEXT NOT NULL,
            rank INTEGER NOT NULL,
            score REAL,
            PRIMARY KEY (season_start, kind, number, "group", subject),
            FOREIGN KEY (season_start, kind, number) REFERENCES round ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE state (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL,
            used INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE source DROP COLUMN fingerprint;
        ALTER TABLE source RENAME COLUMN received TO changed;
        """,
    ),
    tables=("source", "body", "round", "standing", "state"),
)

_log: Final = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The last good payload of a source."""

    source: str
    payload: Payload
    validators: Validators
    changed: datetime
    """When its figures last changed, in UTC."""
    checked: datetime
    """When the source last answered, changed or not, in UTC."""


@dataclass(frozen=True, slots=True)
class KeptStanding:
    """A subject's place in its group at one round."""

    group: str
    subject: str
    rank: int
    score: float | None


@dataclass(frozen=True, slots=True)
class KeptRound:
    """The standings of one round, in the order of group, rank and subject."""

    number: int
    as_of: date
    rows: tuple[KeptStanding, ...]


class Memory:
    """The kiosk's memory. Every method may be called on any thread.

    Two connections, each behind a lock. Writers would wait for one another in SQLite all the
    same, so one connection for them is enough; readers have their own, so that a screen that
    looks up a round never waits for a disk that is still flushing a payload. In RAM one
    connection serves both, and whoever writes takes both locks.

    No method raises for what a disk does: the log says it once, and memory goes on in RAM.
    After `close` every method raises `sqlite3.ProgrammingError`.
    """

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Open the memory in a folder; `Memory.open` is the same.

        Args:
            folder: Where the file is, made where it is missing.
            clock: Monotonic seconds, which count the time between attempts on a bad disk.
        """
        self.folder: Final = folder
        """Where it is kept."""
        self._path = folder / FILE_NAME
        self._clock = clock
        self._writing = threading.RLock()
        self._reading = threading.RLock()
        self._failed_at: float | None = None
        try:
            self._writer, self._reader = open_file(self._path, _SCHEMA)
        except (OSError, sqlite3.Error) as error:
            self._go_without(error, salvaged(self._path, _SCHEMA))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the memory in a folder, which is made where it is missing."""
        return cls(folder)

    @property
    def durable(self) -> bool:
        """Whether what is kept now survives the process."""
        return self._failed_at is None

    def close(self) -> None:
        """Close the file; nothing can be kept or read afterwards."""
        with self._writing, self._reading:
            self._reader.close()
            self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Last good payloads

    def keep(
        self, source: str, fetched: Fetched, changed: datetime, checked: datetime | None = None
    ) -> None:
        """Keep a source's payload in place of the one before.

        Another kiosk of this folder may have kept the same bytes already: what it noted of when
        they changed stays.

        Args:
            source: The source's address or path.
            fetched: What was found good.
            changed: When its figures changed; aware.
            checked: When it came; aware. None where that is when the figures changed.
        """
        payload = fetched.payload
        modified = _utc(payload.modified) if payload.modified else None
        url, at = storable(source), _utc(changed)
        digest = hashlib.sha256(payload.body).hexdigest()
        about = (storable(payload.name), storable(payload.media_type), modified)
        validators = _packed(fetched.validators)
        heard = _utc(checked) if checked else at

        def write(db: sqlite3.Connection) -> None:
            same = db.execute(
                "SELECT changed FROM source JOIN body USING (url) WHERE url = ? AND digest = ?",
                (url, digest),
            ).fetchone()
            row = (url, *about, validators, same[0] if same else at, heard)
            db.execute("DELETE FROM source WHERE url = ?", (url,))
            db.execute(
                "INSERT INTO source SELECT ?, ?, ?, ?, ?, ?, ?, coalesce(max(used), 0) + 1 "
                "FROM source",
                row,
            )
            db.execute("INSERT INTO body VALUES (?, ?, ?)", (url, digest, payload.body))
            db.execute(
                "DELETE FROM source WHERE url NOT IN "
                "(SELECT url FROM source ORDER BY used DESC LIMIT ?)",
                (SOURCES,),
            )

        self._write(write)

    def checked(self, source: str, at: datetime, validators: Validators | None = None) -> None:
        """Note that a source answered and had nothing new; without effect for one not kept.

        Args:
            source: The source's address or path.
            at: When it answered; aware.
            validators: What to ask with from now on, where it differs. They are kept only if
                their digest is that of the payload: another kiosk of this folder may have kept
                a later one meanwhile.
        """
        packed = _packed(validators) if validators else None
        digest = validators.digest if validators else ""

        def write(db: sqlite3.Connection) -> None:
            db.execute(
                "UPDATE source SET checked = ?, used = (SELECT max(used) + 1 FROM source) "
                "WHERE url = ?",
                (_utc(at), storable(source)),
            )
            db.execute(
                "UPDATE source SET validators = ? WHERE url = "
                "(SELECT url FROM body WHERE url = ? AND digest = ?)",
                (packed, storable(source), digest),
            )

        self._write(write)

    def set_times(self, source: str, digest: str, changed: datetime, checked: datetime) -> None:
        """Put right the times kept with a payload: the clock was wrong when it was kept.

        Without effect where that payload is not kept: another kiosk of this folder may have kept a
        later one, with times of its own.

        Args:
            source: The source's address or path.
            digest: SHA-256 of the payload's body.
            changed: When its figures changed; aware.
            checked: When it last answered; aware.
        """
        values = (_utc(changed), _utc(checked), storable(source), digest)

        def write(db: sqlite3.Connection) -> None:
            db.execute(
                "UPDATE source SET changed = ?, checked = ? WHERE url = "
                "(SELECT url FROM body WHERE url = ? AND digest = ?)",
                values,
            )

        self._write(write)

    def last_good(self, source: str) -> Kept | None:
        """The payload kept of a source; None where none is, or where its bytes have decayed."""

        def read(db: sqlite3.Connection) -> Kept | None:
            row = db.execute(
                "SELECT name, media_type, modified, validators, changed, checked, digest, bytes "
                "FROM source JOIN body USING (url) WHERE url = ?",
                (storable(source),),
            ).fetchone()
            if row is None:
                return None
            name, media_type, modified, validators, changed, checked, digest, body = row
            if hashlib.sha256(body).hexdigest() != digest:
                raise ValueError("the bytes of a payload")
            return Kept(
                source=source,
                payload=Payload(
                    body, name, media_type, datetime.fromisoformat(modified) if modified else None
                ),
                validators=Validators(**json.loads(validators)),
                changed=datetime.fromisoformat(changed),
                checked=datetime.fromisoformat(checked),
            )

        return self._read(read)

    # Standings by round

    def keep_standings(
        self,
        season_start: date,
        number: int,
        kind: SubjectKind,
        as_of: date,
        rows: Iterable[KeptStanding],
    ) -> None:
        """Keep a round's standings in place of those kept of it before, all or none.

        Args:
            season_start: First day of the season that the round belongs to.
            number: The round's number.
            kind: What is ranked.
            as_of: The date of the data.
            rows: Each ranked subject once for its group.
        """
        key = (season_start.isoformat(), kind.value, number)
        values = [(*key, storable(r.group), storable(r.subject), r.rank, r.score) for r in rows]

        def write(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM round WHERE season_start = ? AND kind = ? AND number = ?", key)
            db.execute(
                "INSERT INTO round SELECT ?, ?, ?, ?, coalesce(max(used), 0) + 1 FROM round",
                (*key, as_of.isoformat()),
            )
            db.executemany("INSERT OR REPLACE INTO standing VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            db.execute(
                "DELETE FROM round WHERE season_start NOT IN (SELECT season_start FROM round "
                "GROUP BY season_start ORDER BY max(used) DESC LIMIT ?)",
                (SEASONS,),
            )

        self._write(write)

    def standings(self, season_start: date, kind: SubjectKind, number: int) -> KeptRound | None:
        """The standings kept of a round; None where none are."""
        return self._round(season_start, kind, "number = ?", number)

    def standings_before(
        self, season_start: date, kind: SubjectKind, number: int
    ) -> KeptRound | None:
        """The last standings kept from before a round (rules, section 7).

        Those of the round just before, or of the latest one before that where it is missing.
        """
        return self._round(season_start, kind, "number < ? ORDER BY number DESC LIMIT 1", number)

    def _round(
        self, season_start: date, kind: SubjectKind, which: str, number: int
    ) -> KeptRound | None:
        season = (season_start.isoformat(), kind.value)

        def read(db: sqlite3.Connection) -> KeptRound | None:
            found = db.execute(
                f"SELECT number, as_of FROM round WHERE season_start = ? AND kind = ? AND {which}",  # noqa: S608 - one of two literals
                (*season, number),
            ).fetchone()
            if found is None:
                return None
            rows = db.execute(
                'SELECT "group", subject, rank, score FROM standing '
                "WHERE season_start = ? AND kind = ? AND number = ? "
                'ORDER BY "group", rank, subject',
                (*season, found[0]),
            )
            standings = tuple(KeptStanding(*row) for row in rows)
            return KeptRound(found[0], date.fromisoformat(found[1]), standings)

        return self._read(read)

    # Named states

    def get_state(self, key: str) -> str | None:
        """A text kept under a name, such as the order an album is shown in; None without one."""

        def read(db: sqlite3.Connection) -> str | None:
            row = db.execute("SELECT value FROM state WHERE key = ?", (storable(key),)).fetchone()
            return None if row is None else str(row[0])

        return self._read(read)

    def set_state(self, key: str, value: str) -> None:
        """Keep a text under a name, in place of the one before."""

        def write(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT OR REPLACE INTO state SELECT ?, ?, coalesce(max(used), 0) + 1 FROM state",
                (storable(key), storable(value)),
            )
            db.execute(
                "DELETE FROM state WHERE key NOT IN "
                "(SELECT key FROM state ORDER BY used DESC LIMIT ?)",
                (STATES,),
            )

        self._write(write)

    # The file and what stands in for it

    def _write(self, action: Callable[[sqlite3.Connection], None]) -> None:
        """Run an action in a transaction; when it returns, a power cut loses nothing of it."""
        with self._writing:
            self._return_to_file()
            if self.durable:
                try:
                    with transaction(self._writer):
                        action(self._writer)
                except sqlite3.DatabaseError as error:
                    self._give_up_file(error)
                else:
                    return
            with self._reading, transaction(self._writer):
                action(self._writer)

    def _read(self, action: Callable[[sqlite3.Connection], _T | None]) -> _T | None:
        """Run an action that sees one state of the memory; None where its rows make no sense."""
        try:
            with self._reading:
                in_file = self.durable
                try:
                    with transaction(self._reader, "BEGIN"):
                        return action(self._reader)
                except sqlite3.DatabaseError as error:
                    fault = error
            # Both locks, in the order that writers take them.
            with self._writing, self._reading:
                if in_file and self.durable:
                    self._give_up_file(fault)
                with transaction(self._reader, "BEGIN"):
                    return action(self._reader)
        except (ValueError, TypeError) as error:
            _log.warning("what was kept in %s has decayed (%s); not used", self._path, error)
            return None

    def _give_up_file(self, error: sqlite3.DatabaseError) -> None:
        """Go on in RAM, with what the file still tells; the caller may write."""
        if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError):
            # Closed, or a fault of the caller's: the file is as good as before.
            raise error
        with self._reading:
            writer, reader = self._writer, self._reader
            self._go_without(error, copied(reader, _SCHEMA))
            for connection in (writer, reader):
                with contextlib.suppress(sqlite3.Error):
                    connection.close()

    def _go_without(self, error: Exception, memory: sqlite3.Connection) -> None:
        _log.warning("memory can't be kept in %s (%s); going on in RAM", self._path, error)
        self._failed_at = self._clock()
        self._writer = self._reader = memory

    def _return_to_file(self) -> None:
        """Move what RAM holds back to the file, when it is time to try and it can be written."""
        if self._failed_at is None or self._clock() - self._failed_at < RETRY_S:
            return
        self._failed_at = self._clock()
        try:
            writer, reader = open_file(self._path, _SCHEMA, again=True)
        except (OSError, sqlite3.Error):
            return
        try:
            with transaction(writer):
                merge(self._writer, writer, _SCHEMA)
        except sqlite3.Error:
            reader.close()
            writer.close()
            return
        with self._reading:
            self._writer.close()
            self._writer, self._reader = writer, reader
            self._failed_at = None
        _log.warning("memory is kept in %s again", self._path)


def _utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a time without its zone can't be kept")
    return moment.astimezone(UTC).isoformat()


def _packed(validators: Validators) -> str:
    return json.dumps(asdict(validators))
