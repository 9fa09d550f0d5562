"""What `kiosk run` is to run with: what its configuration says, or the last good one said.

Of a configuration that was good the text is kept in the state folder, never what the environment
fills in. It serves a start whose file is bad, half saved or gone; a kiosk that runs keeps what it
has.
"""

import datetime as dt
import errno
import hashlib
import json
import logging
import os
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kiosk.config import Config, ConfigError, Problem, choose_display, display_of, parse, read
from kiosk.errors import KioskError
from kiosk.live import tell_of
from kiosk.operations.watch import Seen, look
from kiosk.resources import DEFAULT_CONFIG, state_folder
from kiosk.settings import (
    KioskSettings,
    Mistake,
    contest_settings,
    display_settings,
    operator_keys,
    photo_settings,
    status_settings,
)

logger: Final = logging.getLogger(__name__)

_FOLDER: Final = "configurations"
_PATIENCE_S: Final = 10.0
_UNSEEN: Final = Seen(error=errno.ETIMEDOUT)
"""How a file is that could not be looked at: unlike whatever is seen of it later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOrder:
    """What `kiosk run` was asked for."""

    config: Path | None = None
    """The configuration's file; None is the one that ships with the kiosk."""
    display: str | None = None
    """A display's name; None is the machine's own."""
    source: str | None = None
    """A table in place of the configured one."""
    date: dt.date | None = None
    """A day to rehearse."""
    windowed: bool = False
    words: tuple[str, ...] = ()
    """The command line that said so."""

    @property
    def file(self) -> Path:
        """The configuration's file, as it was named."""
        return self.config or DEFAULT_CONFIG

    @property
    def absolute(self) -> Path:
        """The same by its absolute path; links are left alone, for they may be led elsewhere."""
        return Path(os.path.abspath(self.file))  # noqa: PTH100 - that would follow links


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where a kiosk runs, as far as its settings depend on that."""

    environ: Mapping[str, str]
    host: str
    state: Path
    """The folder for what the kiosk keeps."""


def this_machine() -> Machine:
    """The machine that this process runs on, for its user."""
    return Machine(environ=os.environ, host=socket.gethostname(), state=state_folder())


class LastGood:
    """The text of the configuration that was good last, for one order."""

    def __init__(self, folder: Path, order: RunOrder) -> None:
        """Nothing is read or made.

        Args:
            folder: The kiosk's state folder.
            order: Another display, or another source, needs other parts of the same file.
        """
        asked = json.dumps([str(order.absolute), order.display, order.source])
        name = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._path = folder / _FOLDER / f"{name}.toml"

    def text(self) -> str | None:
        """What was kept; None where nothing was, or it can't be read."""
        try:
            return self._path.read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            return None

    def keep(self, text: str) -> None:
        """Keep a text in place of the one before, for the owner's eyes only.

        A power cut leaves the one or the other. Where it can't be kept the log says why.
        """
        if text == self.text():
            return
        try:
            self._write(text.encode())
        except OSError as error:
            logger.warning("the configuration can't be kept for a bad day: %s", error)

    def _write(self, content: bytes) -> None:
        import tempfile  # noqa: PLC0415 - needed after a change only

        folder = self._path.parent
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix=f".{self._path.stem}.", dir=folder)
        try:
            with open(handle, "wb") as stream:  # noqa: PTH123 - a file descriptor
                stream.write(content)
                stream.flush()
                os.fsync(handle)
            Path(part).replace(self._path)
        except OSError:
            Path(part).unlink(missing_ok=True)
            raise
        # That there is such a file is the folder's to remember.
        entries = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(entries)
        finally:
            os.close(entries)


def settings_now(order: RunOrder, machine: Machine) -> KioskSettings:
    """What an order's configuration says now; a good one is kept.

    Raises:
        ConfigError: it can't be used, or is hardly what was meant.
    """
    seen = look(order.absolute)
    last = LastGood(machine.state, order)
    text = read(order.file)
    config = parse(text, order.file)
    _check_complete(config, text, order, machine, last)
    settings = replace(_settings(config, order, machine), seen=seen)
    last.keep(text)
    return settings


def settings_at_start(
    order: RunOrder, machine: Machine, *, patience_s: float = _PATIENCE_S
) -> KioskSettings:
    """What an order's configuration says, or said when it was good last.

    In the second case the log and the settings' `mistake` tell what is wrong with the present one.

    Args:
        order: What was asked for.
        machine: Where it is to run.
        patience_s: How long the file may take to be read.

    Raises:
        ConfigError: neither can be used; the present one's mistakes.
    """
    attempt = _attempt(order, machine, patience_s)
    if attempt.settings is not None:
        return attempt.settings
    text = LastGood(machine.state, order).text()
    if text is None:
        raise attempt.error
    try:
        settings = _settings(parse(text, order.file), order, machine)
    except Exception:  # noqa: BLE001 - whatever it is, the present one is the one to set right
        raise attempt.error from None
    mistake = mistake_of(attempt.error)
    tell_of(mistake)
    return replace(settings, seen=attempt.seen, mistake=str(mistake))


def mistake_of(error: Exception) -> Mistake:
    """What a person is told of an error."""
    if isinstance(error, KioskError):
        return Mistake(tuple(str(error).splitlines()))
    return Mistake((f"internal error, kiosk check --debug shows where: {error!r}",))


@dataclass(slots=True)
class _Attempt:
    """What came of reading a configuration: settings, or an error."""

    error: Exception
    seen: Seen = _UNSEEN
    """How the file was before."""
    settings: KioskSettings | None = None


def _attempt(order: RunOrder, machine: Machine, patience_s: float) -> _Attempt:
    """Read a configuration on a thread that can be left behind, if a network folder hangs."""
    message = f"not read within {patience_s:g} s"
    late = ConfigError([Problem(file=str(order.file), message=message)])
    attempt = _Attempt(late)

    def read_it() -> None:
        attempt.seen = look(order.absolute)
        try:
            attempt.settings = settings_now(order, machine)
        except Exception as error:  # noqa: BLE001 - whatever it is, a wall must not stay black
            attempt.error = error

    thread = threading.Thread(target=read_it, daemon=True)
    thread.start()
    thread.join(patience_s)
    # What it finds from now on comes too late.
    return _Attempt(late) if thread.is_alive() else attempt


def _settings(config: Config, order: RunOrder, machine: Machine) -> KioskSettings:
    chosen = config.rehearsed(url=order.source, date=order.date)
    name, _ = choose_display(chosen, order.display, machine.host)
    return KioskSettings(
        contest=contest_settings(chosen, machine.environ),
        display=display_settings(chosen, name),
        photos=photo_settings(chosen),
        status=status_settings(chosen, machine.environ),
        keys=operator_keys(chosen),
        secrets=chosen.secrets(machine.environ),
        windowed=order.windowed,
        words=order.words,
        config=order.absolute,
    )


def _check_complete(
    config: Config, text: str, order: RunOrder, machine: Machine, last: LastGood
) -> None:
    """Refuse what is allowed and yet looks as if half of a file were saved.

    An empty file would be the demonstration, and one without its last tables another display.

    Raises:
        ConfigError: it lacks what the last good one has.
    """
    own = order.display is not None or display_of(config, machine.host) is not None
    if own and text.strip():
        return
    before = last.text()
    if before is None or before == text:
        return
    if before.strip() and not text.strip():
        raise ConfigError([Problem(file=str(order.file), message="is empty")])
    if own:
        return
    try:
        lost = display_of(parse(before, order.file), machine.host)
    except ConfigError:
        return
    if lost is not None:
        name = machine.host
        raise ConfigError(
            [
                Problem(
                    file=str(order.file),
                    key="displays",
                    message=f"none is this machine's ({name}) any more; {lost} was",
                )
            ]
        )
