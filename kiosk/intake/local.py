"""Reading a file that an office may be writing at this moment."""

import os
import stat
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from kiosk.intake.payload import Payload
from kiosk.intake.source import (
    Deadline,
    Fetched,
    Request,
    SourceUnavailable,
    Unchanged,
    Validators,
    one_line,
    settle,
)

READINGS: Final = 5
"""How often a file that keeps changing is read before this poll gives up."""
PAUSE_S: Final = 0.2
"""Seconds between two readings: a file that was just written must stand still this long."""
FRESH_S: Final = 2.0
"""Seconds for which a file counts as just written; the coarsest mtime in use (FAT) is 2 s."""

_CHUNK: Final = 1024 * 1024


def read(
    path: str,
    request: Request,
    before: Validators,
    deadline: Deadline,
    *,
    sleep: Callable[[float], object] = time.sleep,
    now: Callable[[], float] = time.time,
) -> Fetched | Unchanged:
    """Read a file whole, at one state of it.

    A file that changes while it is read, or that was written within the last two seconds and
    has not stood still since, is read again.

    Args:
        path: The file.
        request: Its bounds.
        before: Validators of the reading before.
        deadline: When to stop between two chunks; a call that hangs in a network folder
            can't be interrupted from here.
        sleep: Waits between two readings.
        now: Seconds since the epoch, to tell a file that was just written.

    Raises:
        SourceUnavailable: No such file, no permission, not a plain file, a lock file, too
            large, or still being written.
    """
    where = one_line(path)
    name = os.path.basename(path)  # noqa: PTH119 - a Path would drop a trailing slash
    if name.startswith(("~$", ".~lock.")):
        raise SourceUnavailable(f"{where}: the lock file of an open workbook, not a table")
    try:
        state = _inspect(path, where, request)
        if before.file and _token(state) == before.file:
            return Unchanged(before)
        last = ""
        for _ in range(READINGS):
            opened, body = _contents(path, where, request, deadline)
            state = _inspect(path, where, request)
            token = _token(state)
            fresh = abs(now() - state.st_mtime) < FRESH_S
            if token == _token(opened) and (token == last or not fresh):
                # A second write within one tick of mtime would keep the token: while that is
                # possible the token is withheld, and the next poll compares the contents.
                validators = Validators(file="" if fresh else token)
                payload = Payload(body, name=name, modified=_modified(state))
                return settle(payload, before, validators)
            last = token
            deadline.check(where)
            sleep(PAUSE_S)
    except (OSError, ValueError) as error:
        raise SourceUnavailable(f"{where}: {_reason(error)}") from None
    raise SourceUnavailable(f"{where}: being written at this moment")


def _inspect(path: str, where: str, request: Request) -> os.stat_result:
    """The file's state, before it is opened: opening a device or a FIFO can hang or act."""
    state = os.stat(path)  # noqa: PTH116 - follows links, and takes any name a Path would alter
    if stat.S_ISDIR(state.st_mode):
        raise SourceUnavailable(f"{where}: a folder, not a file")
    if not stat.S_ISREG(state.st_mode):
        raise SourceUnavailable(f"{where}: not a plain file")
    if state.st_size > request.max_bytes:
        raise _too_large(where, request)
    return state


def _contents(
    path: str, where: str, request: Request, deadline: Deadline
) -> tuple[os.stat_result, bytes]:
    """The state of the file that was opened, and its bytes."""
    # Without O_NONBLOCK, a FIFO put in the file's place just now would wait for a writer.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        state = os.fstat(descriptor)
        body = bytearray()
        while chunk := file.read(_CHUNK):
            body += chunk
            if len(body) > request.max_bytes:
                raise _too_large(where, request)
            deadline.check(where)
    return state, bytes(body)


def _too_large(where: str, request: Request) -> SourceUnavailable:
    return SourceUnavailable(f"{where}: larger than {request.max_bytes} bytes")


def _token(state: os.stat_result) -> str:
    return f"{state.st_mtime_ns}-{state.st_size}-{state.st_ino}"


def _modified(state: os.stat_result) -> datetime | None:
    try:
        return datetime.fromtimestamp(state.st_mtime, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "not a path"
