"""The last problems of the log, kept in memory for the status page."""

import logging
from collections import deque
from datetime import UTC, datetime
from typing import Final

from kiosk.status.markup import plain
from kiosk.status.model import Log, LogLine

KEPT: Final = 50
"""Lines that are kept, the last ones."""


class RecentProblems(logging.Handler):
    """Keeps what is logged as a warning or worse; any thread may log, and ask."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        super().__init__(logging.WARNING)
        self._lines: deque[LogLine] = deque(maxlen=KEPT)
        self._warnings = 0
        self._errors = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line; the caller holds the handler's lock."""
        try:
            text = record.getMessage()
        except Exception:  # noqa: BLE001 - as every handler: what cannot be formatted ends nothing
            self.handleError(record)
            return
        self._lines.append(
            LogLine(
                time=datetime.fromtimestamp(record.created, UTC),
                level=record.levelname,
                text=plain(text),
            )
        )
        if record.levelno >= logging.ERROR:
            self._errors += 1
        else:
            self._warnings += 1

    def log(self) -> Log:
        """What is kept now."""
        self.acquire()
        try:
            return Log(lines=tuple(self._lines), warnings=self._warnings, errors=self._errors)
        finally:
            self.release()
