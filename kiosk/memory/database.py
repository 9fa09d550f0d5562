"""Files that must open after whatever happened: schema, migration, what is done with damage.

What is committed survives a power cut: SQLite's write-ahead log with synchronous=FULL flushes
the log before a commit returns, and the database before the log begins anew. A file that is torn
in between is mended from the log at the next opening. This holds where the disk does not lie
about flushing.
"""

import contextlib
import fcntl
import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DAMAGED: Final = 3
"""How many damaged files are kept for whoever wants to look at them."""
_BUSY_S: Final = 5.0
_WAL_BYTES: Final = 4 * 1024 * 1024

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Schema:
    """What a file holds."""

    migrations: tuple[str, ...]
    """One script for each version; the file's `user_version` counts those applied."""
    tables: tuple[str, ...]
    """Every table, parents before children."""


class _Damaged(Exception):  # noqa: N818 - a state of the file
    """The file can't serve; the text says why."""


class _Newer(_Damaged):
    """The file is of a newer kiosk."""


def open_file(
    path: Path, schema: Schema, *, again: bool = False
) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    """Open the file for writing and for reading; one that can't serve is moved aside first.

    A file of an older schema is brought up to date. One of a newer schema can't serve.

    Args:
        path: The file.
        schema: What it is to hold.
        again: Whether this process has had the file open. A newer schema is then left in its
            place: whoever brought it up to date is at work on it.

    Raises:
        OSError, sqlite3.Error: The folder or file can't be made, read or written.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(path.parent) as folder:
        try:
            return _connected(path, schema, folder)
        except (_Damaged, sqlite3.DatabaseError) as error:
            if not isinstance(error, _Damaged) and not _is_damage(error):
                raise
            if again and isinstance(error, _Newer):
                raise sqlite3.DatabaseError(str(error)) from error
            aside = _move_aside(path)
            _log.warning("%s could not be used (%s); it is now %s", path, error, aside.name)
        return _connected(path, schema, folder)


def open_existing(path: Path, schema: Schema) -> sqlite3.Connection:
    """Open a file that is there, to read it; it is brought up to date and never moved aside.

    Raises:
        OSError: Its folder can't be opened.
        sqlite3.Error: It can't be opened, is damaged, not ours or of a newer kiosk.
    """
    with _alone(path.parent), contextlib.ExitStack() as undo:
        db = _connection(f"{path.absolute().as_uri()}?mode=rw", uri=True)
        undo.callback(db.close)
        try:
            _migrate(db, schema)
        except _Damaged as error:
            raise sqlite3.DatabaseError(str(error)) from error
        undo.pop_all()
    return db


def _connected(
    path: Path, schema: Schema, folder: int
) -> tuple[sqlite3.Connection, sqlite3.Connection]:
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
        _migrate(writer, schema)
        reader = _connection(str(path))
        undo.pop_all()
    return writer, reader


def _connection(name: str, *, uri: bool = False) -> sqlite3.Connection:
    db = sqlite3.connect(
        name, timeout=_BUSY_S, isolation_level=None, check_same_thread=False, uri=uri
    )
    db.execute("PRAGMA foreign_keys = ON")
    return db


def _migrate(db: sqlite3.Connection, schema: Schema) -> None:
    """Bring the schema up to date, one version a transaction.

    Raises:
        _Newer: The file has a newer schema.
        _Damaged: It has one that is not ours.
    """
    newest = len(schema.migrations)
    while (version := _version(db)) < newest:
        with transaction(db):
            # Until the transaction began, another process may have done the same.
            if _version(db) == version:
                for statement in schema.migrations[version].split(";"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {version + 1}")
    if version > newest:
        raise _Newer(f"schema {version} of a newer kiosk, this one knows {newest}")
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not tables.issuperset(schema.tables):
        raise _Damaged("it lacks tables")


def _version(db: sqlite3.Connection) -> int:
    found: int = db.execute("PRAGMA user_version").fetchone()[0]
    return found


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
    """Keep others who know this folder from opening a file meanwhile; gives the folder.

    Two displays start together after a power cut, and the second must not move aside the file
    that the first has just begun anew; nor must a reader complete one that is half made. After
    five seconds it goes on all the same.
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


def salvaged(path: Path, schema: Schema) -> sqlite3.Connection:
    """A copy in RAM of a file that can be read and not written; empty where there is none."""
    try:
        # Immutable: without the -shm that a WAL needs to be read. What is still in the WAL,
        # a few of the latest writes, is not seen.
        file = _connection(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except (sqlite3.Error, ValueError):
        return _in_ram(schema)
    with contextlib.closing(file), contextlib.closing(_connection(":memory:")) as whole:
        try:
            file.backup(whole)
            # The file may be of an older kiosk.
            _migrate(whole, schema)
        except (_Damaged, sqlite3.Error):
            return _in_ram(schema)
        return copied(whole, schema)


def copied(file: sqlite3.Connection, schema: Schema) -> sqlite3.Connection:
    """A copy in RAM of what a file holds; empty where it can't be read."""
    memory = _in_ram(schema)
    try:
        with transaction(memory):
            merge(file, memory, schema)
    except sqlite3.Error:
        memory.close()
        return _in_ram(schema)
    return memory


def _in_ram(schema: Schema) -> sqlite3.Connection:
    memory = _connection(":memory:")
    _migrate(memory, schema)
    return memory


def merge(source: sqlite3.Connection, target: sqlite3.Connection, schema: Schema) -> None:
    """Put every row of one file into another, in place of those of the same key."""
    for table in schema.tables:
        rows = source.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of ours
        places = ", ".join("?" * len(rows.description))
        target.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({places})", rows)  # noqa: S608


def storable(text: str) -> str:
    """Text as SQLite can hold it: half a surrogate pair, as in a file name, becomes `?`."""
    return text.encode("utf-8", "replace").decode()
