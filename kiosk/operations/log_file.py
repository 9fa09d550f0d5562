"""The log on disk: bounded, one process's alone, and no reason to stop when the disk fails."""

import fcntl
import logging
import os
import sys
import time
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from kiosk.operations.log import time_of

logger: Final = logging.getLogger(__name__)

FILE_BYTES: Final = 1_000_000
"""Most bytes of one log file."""
FILES: Final = 4
"""How many are kept."""

_RETRY_S: Final = 600.0
"""Seconds after which a file that could not be written is tried again."""


class LogFile(RotatingFileHandler):
    """Writes to a file of its own, and goes on without it while the disk can't be written."""

    def __init__(self, path: Path) -> None:
        """Take the file for this process.

        Raises:
            BlockingIOError: another process has it.
            OSError: nothing can be written there.
        """
        # Beside the file, which is renamed when it is full; let go of when the process ends.
        self._mine = path.with_name(f".{path.name}.lock").open("w")
        fcntl.flock(self._mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        super().__init__(
            path,
            maxBytes=FILE_BYTES,
            backupCount=FILES - 1,
            encoding="utf-8",
            errors="backslashreplace",
            delay=True,
        )
        self.setFormatter(_Dated())
        self._failed_at: float | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, unless the disk failed a moment ago."""
        if self._failed_at is None or time.monotonic() - self._failed_at >= _RETRY_S:
            self._failed_at = None
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - as logging has it
        """Leave the file alone for a while, and say so to the others."""
        self._failed_at = time.monotonic()
        error = sys.exc_info()[1]
        why = (error.strerror if isinstance(error, OSError) else None) or repr(error)
        logger.warning("the log can't be kept in %s: %s", self.baseFilename, why)

    def _open(self) -> TextIOWrapper:
        """For its owner's eyes, as the memory beside it."""
        return open(
            self.baseFilename,
            "a",
            encoding=self.encoding,
            errors=self.errors,
            opener=lambda path, flags: os.open(path, flags, 0o600),
        )


class _Dated(logging.Formatter):
    """Lines for a file."""

    def format(self, record: logging.LogRecord) -> str:
        return f"{time_of(record)} {record.levelname} {record.getMessage()}"
