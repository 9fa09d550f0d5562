"""The file under the memory: its schema, its opening, what is done with a damaged one."""

import contextlib
import fcntl
import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

DAMAGED: Final = 3
"""How many damaged files are kept for whoever wants to look at them."""
_BUSY_S: Final = 5.0
_WAL_BYTES: Final = 4 * 1024 * 1024

_MIGRATIONS: Final = (
    # The body stands apart, so that noting the time of a poll does not write it again. `used`
    # counts uses, because the order of wall clock times breaks when the clock is set.
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
)
"""One script for each version of the schema; the file's `user_version` counts those applied."""

_TABLES: Final = ("source", "body", "round", "standing", "state")
"""Every table, parents before children."""

_log: Final = logging.getLogger(__name__)


class _Damaged(Exception):  # noqa: N818 - a state of the file
    """The file can't serve as memory; the text says why."""


def open_file(path: Path) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    """Open the file for writing and for reading; one that can't serve is moved aside first.

    Raises:
        OSError, sqlite3.Error: The folder or file can't be made, read or written.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(path.parent) as folder:
        try:
            return _connected(path, folder)
        except (_Damaged, sqlite3.DatabaseError) as error:
            if not isinstance(error, _Damaged) and not _is_damage(error):
                raise
            aside = _move_aside(path)
            _log.warning("memory %s could not be used (%s); it is now %s", path, error, aside.name)
        return _connected(path, folder)


def _connected(path: Path, folder: int) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    """Open, check and migrate the file."""
    # Addresses may hold tokens: for the owner's eyes only, like the WAL that takes its mode.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    # SQLite flushes the file; that there is such a file is the folder's to remember.
    os.fsync(folder)
    with contextlib.ExitStack() as undo:
        writer = _connection(str(path))
        undo.callback(writer.close)
        # Has an effect only before the first table: space of what is deleted is given back.
        writer.execute("PRAGMA auto_vacuum = FULL")
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("PRAGMA synchronous = FULL")
        writer.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES}")
        verdict = writer.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise _Damaged(verdict)
        _migrate(writer)
        reader = _connection(str(path))
        undo.pop_all()
    return writer, reader


def _connection(name: str, *, uri: bool = False) -> sqlite3.Connection:
    db = sqlite3.connect(
        name, timeout=_BUSY_S, isolation_level=None, check_same_thread=False, uri=uri
    )
    db.execute("PRAGMA foreign_keys = ON")
    return db


def _migrate(db: sqlite3.Connection) -> None:
    """Bring the schema up to date, one version a transaction.

    Raises:
        _Damaged: The file has a schema that is newer, or is not ours.
    """
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > len(_MIGRATIONS):
        raise _Damaged(f"schema {version} of a newer kiosk, this one knows {len(_MIGRATIONS)}")
    for number, script in enumerate(_MIGRATIONS[version:], start=version + 1):
        with transaction(db):
            for statement in script.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not tables.issuperset(_TABLES):
        raise _Damaged("it lacks tables")


@contextlib.contextmanager
def transaction(db: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """Commit at the end, or leave everything as it was."""
    db.execute(begin)
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        # SQLite ends a transaction by itself after some faults, a full disk for one.
        with contextlib.suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[int]:
    """Keep other kiosks of this folder from opening the memory meanwhile; gives the folder.

    Two displays start together after a power cut, and the second must not move aside the file
    that the first has just begun anew. After five seconds it goes on all the same.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        end = time.monotonic() + _BUSY_S
        while time.monotonic() < end:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                time.sleep(0.02)
        yield descriptor
    finally:
        os.close(descriptor)


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether an error tells of the file's contents, and not of the disk or of other users."""
    # The low byte is the kind; what is above it says more of the same.
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return kind in {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_FORMAT,
    }


def _move_aside(path: Path) -> Path:
    """Rename the file to `*.damaged-N`, N above all there are; only the latest few are left."""
    numbered = sorted(
        (int(number), file)
        for file in path.parent.glob(f"{path.name}.damaged-*")
        if (number := file.name.rpartition("-")[2]).isdecimal()
    )
    target = path.with_name(f"{path.name}.damaged-{numbered[-1][0] + 1 if numbered else 1}")
    # The log goes along under the name that belongs to it: left behind, it would be played
    # into the new file.
    for suffix in ("-wal", "-shm", ""):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(target.with_name(target.name + suffix))
    for _, file in numbered[: max(0, len(numbered) + 1 - DAMAGED)]:
        for suffix in ("-wal", "-shm", ""):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
    return target


def salvaged(path: Path) -> sqlite3.Connection:
    """A copy in RAM of a file that can be read and not written; empty where there is none."""
    try:
        # Immutable: without the -shm that a WAL needs to be read. What is still in the WAL,
        # a few of the latest writes, is not seen.
        file = _connection(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except (sqlite3.Error, ValueError):
        return _in_ram()
    with contextlib.closing(file):
        return copied(file)


def copied(file: sqlite3.Connection) -> sqlite3.Connection:
    """A copy in RAM of what a file holds; empty where it can't be read."""
    memory = _in_ram()
    try:
        with transaction(memory):
            merge(file, memory)
    except sqlite3.Error:
        memory.close()
        return _in_ram()
    return memory


def _in_ram() -> sqlite3.Connection:
    memory = _connection(":memory:")
    _migrate(memory)
    return memory


def merge(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Put every row of one memory into another, in place of those of the same key."""
    for table in _TABLES:
        rows = source.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of ours
        places = ", ".join("?" * len(rows.description))
        target.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({places})", rows)  # noqa: S608
