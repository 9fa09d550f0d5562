"""The log: a line for a change of state, to the journal, or to standard error and a file.

All of it goes through one handler, which hides secrets, makes one line of each record and keeps
what repeats within bounds; only then is it written. With --debug a record's traceback follows it.
"""

import logging
import os
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from kiosk.operations.repeats import Line, Repeats
from kiosk.operations.scrub import Scrubber, one_line

logger: Final = logging.getLogger(__name__)

_QUIET: Final = ("apscheduler", "httpx", "httpcore", "PIL")
_PRIORITIES: Final = (
    (logging.CRITICAL, "<2>"),
    (logging.ERROR, "<3>"),
    (logging.WARNING, "<4>"),
    (logging.INFO, "<6>"),
    (logging.NOTSET, "<7>"),
)
"""Syslog's, by which the journal tells how grave a line is (sd-daemon)."""


def start_log(*, debug: bool, quiet: bool) -> None:
    """Log to standard error, unless somebody else has set up a log.

    Args:
        debug: Everything, of the libraries too.
        quiet: Only what is wrong; a command's own output tells the rest.
    """
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(Log(_Stream(sys.stderr), debug=debug))
        root.setLevel(logging.DEBUG if debug else logging.WARNING if quiet else logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.DEBUG if debug else logging.WARNING)


def keep_log(folder: Path, display: str) -> None:
    """Log to a file of the display's as well, where no journal keeps the log.

    Four files of 1 MB at most. Two processes never write one: where another kiosk has it, or it
    can't be written, standard error must do, and the log says so.

    Args:
        folder: Where it stands, made where it is missing.
        display: The display's name, which names the file.
    """
    log = _installed()
    if log is None or under_journal(sys.stderr):
        return
    # Sockets and pickle come with it, which a command need not load.
    from kiosk.operations.log_file import LogFile  # noqa: PLC0415

    name = re.sub(r"[^\w.-]", "_", display).lstrip(".") or "kiosk"
    path = folder / f"{name}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        log.also(LogFile(path))
    except BlockingIOError:
        logger.warning("another kiosk writes %s: this one logs to standard error alone", path)
    except OSError as error:
        logger.warning("the log can't be kept in %s: %s", path, error.strerror)


def redact(secrets: Iterable[str]) -> None:
    """Hide these from now on, besides those that are hidden already."""
    if (log := _installed()) is not None:
        log.redact(secrets)


def also(handler: logging.Handler) -> None:
    """Give this handler each line as it is written, from now on: one line, free of secrets."""
    if (log := _installed()) is not None:
        log.also(handler)


def under_journal(stream: IO[str]) -> bool:
    """Whether what is written to a stream goes to the journal (systemd.exec, JOURNAL_STREAM)."""
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{status.st_dev}:{status.st_ino}"


class Log(logging.Handler):
    """Makes clean lines of records and hands them to the handlers that write them."""

    def __init__(
        self,
        *handlers: logging.Handler,
        debug: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Write to these.

        Args:
            handlers: Get records of one line; with `debug` its traceback follows.
            debug: Leave nothing out that repeats.
            clock: Seconds that never go back.
        """
        super().__init__()
        self._handlers = list(handlers)
        self._debug = debug
        self._secrets: set[str] = set()
        self._scrub = Scrubber()
        self._repeats = Repeats(clock)

    def redact(self, secrets: Iterable[str]) -> None:
        """Hide these as well."""
        secrets = self._secrets | set(secrets)
        # One assignment each: no line is written between the two with fewer hidden than before.
        self._scrub, self._secrets = Scrubber(secrets), secrets

    def also(self, handler: logging.Handler) -> None:
        """Write to this one as well."""
        self._handlers = [*self._handlers, handler]

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, or count it."""
        text = one_line(self._scrub(_words(record)))
        if self._debug:
            self._write(record, Line(record.levelno, text), self._trace(record))
            return
        place = (record.pathname, record.lineno)
        for line in self._repeats.lines(record.levelno, text, place):
            self._write(record, line)

    def close(self) -> None:
        """Tell what is still untold."""
        for line in self._repeats.close():
            self._write(logging.makeLogRecord({"name": __name__}), line)
        super().close()

    def _write(self, record: logging.LogRecord, line: Line, trace: str = "") -> None:
        clean = logging.LogRecord(
            record.name, line.level, record.pathname, record.lineno, line.text + trace, None, None
        )
        clean.created, clean.msecs = record.created, record.msecs
        for handler in self._handlers:
            if line.level >= handler.level:
                handler.handle(clean)

    def _trace(self, record: logging.LogRecord) -> str:
        """The lines of a record's traceback, each after a line break."""
        if not isinstance(record.exc_info, tuple) or record.exc_info[0] is None:
            return ""
        lines = "".join(traceback.format_exception(*record.exc_info)).splitlines()
        return "".join(
            f"\n{' ' * (len(line) - len(line.lstrip(' ')))}{one_line(self._scrub(line))}"
            for line in lines
        )


class _Lines(logging.Formatter):
    """Lines for standard error, each with what tells how grave it is."""

    def __init__(self, stream: IO[str]) -> None:
        super().__init__()
        self._journal = under_journal(stream)
        self._person = stream.isatty()

    def format(self, record: logging.LogRecord) -> str:
        if self._journal:
            # It adds the time, and makes a record of each line.
            priority = next(code for level, code in _PRIORITIES if record.levelno >= level)
            return "\n".join(priority + line for line in record.getMessage().split("\n"))
        line = f"{record.levelname} {record.getMessage()}"
        return f"{time_of(record)} {line}" if self._person else line


class _Stream(logging.StreamHandler[IO[str]]):
    """Writes to standard error, as long as somebody has it open."""

    def __init__(self, stream: IO[str]) -> None:
        super().__init__(stream)
        self.setFormatter(_Lines(stream))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Nobody is left who could be told."""


def _installed() -> Log | None:
    """The log that `start_log` set up."""
    return next((one for one in logging.getLogger().handlers if isinstance(one, Log)), None)


def time_of(record: logging.LogRecord) -> str:
    """When a record was made, by this machine's clock and zone."""
    return datetime.fromtimestamp(record.created, UTC).astimezone().isoformat(timespec="seconds")


def _words(record: logging.LogRecord) -> str:
    """A record's message, and what was raised."""
    try:
        text = record.getMessage()
    except Exception:  # noqa: BLE001 - a message whose values do not fit it is still said
        text = str(record.msg)
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    return text if error is None else f"{text}: {_told(error)}"


def _told(error: BaseException) -> str:
    """An exception in words, and the line of code that it comes from."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - an exception that can't be told is still named
        text = ""
    told = f"{type(error).__name__}: {text}" if text else type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    return f"{told} ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else told
