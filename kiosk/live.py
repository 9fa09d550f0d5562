"""The configuration of a kiosk that runs: a file that is saved is read again.

It is read as at the start, by a process of its own: what checks configurations takes longer to
load than a board to show, and memory for the rest of the season. A mistake changes nothing.
"""

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from typing import Final

from kiosk import __version__
from kiosk.operations.watch import FileWatch
from kiosk.settings import KioskSettings, Mistake

logger: Final = logging.getLogger(__name__)

AGAIN: Final = "--again"
"""First word of `kiosk.resolve`'s command line where a running kiosk asks; its version is next."""

_PATIENCE_S: Final = 20.0
_AGAIN_S: Final = 300.0
_MOST_LINES: Final = 10
"""Mistakes that the log names; one wrong header may make hundreds."""


class _NotReadError(Exception):
    """The configuration could not be read again for a reason that may pass."""


class LiveConfiguration:
    """Tells what a kiosk's configuration says whenever its file was saved."""

    def __init__(
        self,
        settings: KioskSettings,
        *,
        told: Callable[[KioskSettings | Mistake], None],
        patience_s: float = _PATIENCE_S,
        again_s: float = _AGAIN_S,
    ) -> None:
        """Nothing is watched before `start`.

        Args:
            settings: What the kiosk was started with; they name the file.
            told: Told on the watching thread, and never to wait for anything: settings that are
                others than before, the same again where a mistake has ended, or a mistake that
                is another than before.
            patience_s: How long reading may take.
            again_s: After how long it is read again when it could not be.
        """
        self._settings = settings
        self._mistake = settings.mistake
        self._told = told
        self._patience_s = patience_s
        self._reading: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._watch = (
            None
            if settings.config is None
            else FileWatch(settings.config, self._saved, known=settings.seen, again_s=again_s)
        )

    def start(self) -> None:
        """Begin to watch."""
        if self._watch is not None:
            self._watch.start()

    def close(self) -> None:
        """Watch no more; nothing is waited for."""
        self._closed = True
        if self._watch is not None:
            self._watch.close()
        reading = self._reading
        if reading is not None and reading.poll() is None:
            _kill(reading)

    def _saved(self) -> bool:
        """Read the file again and tell what is new; whether that is done with."""
        done = True
        try:
            answer = self._read()
        except _NotReadError as error:
            answer, done = Mistake((f"{self._settings.config}: {error}",)), False
        if self._closed:
            return True
        if isinstance(answer, Mistake):
            if str(answer) != self._mistake:
                self._mistake = str(answer)
                tell_of(answer)
                self._told(answer)
        elif self._mistake or answer != self._settings:
            what = _changes(self._settings, answer)
            self._settings, self._mistake = answer, ""
            logger.info("configuration read again: %s: %s", answer.config, what)
            self._told(answer)
        return done

    def _read(self) -> KioskSettings | Mistake:
        """What the file says now.

        Raises:
            _NotReadError: it could not be found out.
        """
        words = [AGAIN, __version__, *self._settings.words]
        try:
            # A group of its own, to be ended with all that it started.
            process = subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, "-m", "kiosk.resolve", *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            raise _NotReadError(f"can't be read now: {error}") from None
        self._reading = process
        # One that was starting while the watch was closed is for this thread to end: `close` sets
        # its mark before it looks for a process, so that one of the two sees the other.
        if self._closed:
            _kill(process)
        try:
            answer, _ = process.communicate(timeout=self._patience_s)
        except subprocess.TimeoutExpired:
            _kill(process)
            # One that waits for a dead network folder is not waited for in its turn.
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
            raise _NotReadError(f"not read within {self._patience_s:g} s") from None
        finally:
            self._reading = None
            if process.stdout is not None:
                process.stdout.close()
        if process.returncode:
            raise _NotReadError(f"can't be read now: reading it ended with {process.returncode}")
        try:
            found = pickle.loads(answer)  # noqa: S301 - our own process wrote it
        except Exception as error:  # noqa: BLE001 - a pickle may fail in any way
            raise _NotReadError(f"can't be read now: {error!r}") from None
        if not isinstance(found, KioskSettings | Mistake):
            raise _NotReadError("can't be read now: nothing came of it")
        return found


def tell_of(mistake: Mistake) -> None:
    """Say in the log what is wrong with a configuration that is not used."""
    for problem in mistake.problems[:_MOST_LINES]:
        logger.warning("the configuration has a mistake; running on the last good one: %s", problem)
    if len(mistake.problems) > _MOST_LINES:
        logger.warning("the configuration has more mistakes; kiosk check lists them")


def _changes(before: KioskSettings, after: KioskSettings) -> str:
    """What other settings change, in a few words."""
    changed = [
        one.name
        for one in fields(KioskSettings)
        if one.compare and getattr(before, one.name) != getattr(after, one.name)
    ]
    return f"changed: {', '.join(changed)}" if changed else "no mistake any more"


def _kill(process: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
