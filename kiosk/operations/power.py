"""Switching a display's panel off and on, by whatever this machine has for it.

Programs do it, since they can be given up on: each is waited for ten seconds at most, off the
caller's thread. What can't be done is told once and tried again every few minutes, for a panel that
does not light up in the morning is worse than one that was lit at night.
"""

import logging
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import IO, Final, Protocol

logger: Final = logging.getLogger(__name__)

_PATIENCE_S: Final = 10.0
_AGAIN_S: Final = 300.0
_READ: Final = 64 * 1024
"""Bytes of what a program prints; one that prints more blocks, and is ended in time."""
_SHOWN: Final = 160

_PACKAGES: Final = {
    "cec-ctl": "v4l-utils",
    "wlopm": "wlopm",
    "wlr-randr": "wlr-randr",
    "xset": "x11-xserver-utils",
}
"""Programs to the Debian packages they are in."""


class Power(StrEnum):
    """What is to switch the panel."""

    AUTO = "auto"
    """The commands of the configuration, else what is here: the output, else CEC."""
    OUTPUT = "output"
    """The machine's own output: no signal."""
    CEC = "cec"
    """The television, told over HDMI."""
    COMMAND = "command"
    """The commands of the configuration."""
    NONE = "none"
    """Nothing: the wall is black and its panel lit."""


class PanelState(StrEnum):
    """What is known of a panel."""

    UNTOLD = "untold"
    """Nobody asked for anything yet."""
    SWITCHING = "switching"
    """It is being switched."""
    ON = "on"
    """It was switched on, or nothing here would switch it off."""
    OFF = "off"
    """It was switched off, as it should be."""
    LIT = "lit"
    """It should be off, and nothing here switches it: the wall is only black."""
    FAILED = "failed"
    """It could not be switched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelStatus:
    """A panel, as a status page shows it."""

    state: PanelState = PanelState.UNTOLD
    by: str = ""
    """What switched it last."""
    problem: str = ""
    """Why it could not be switched, in one line; empty when it could."""


class Means(Protocol):
    """A way to switch a panel."""

    @property
    def name(self) -> str:
        """What the log calls it."""

    @property
    def repeats(self) -> bool:
        """Whether off is told again and again: a key or a cable undoes it, and it harms none."""

    def switch(self, *, on: bool) -> None:
        """Switch the panel.

        Raises:
            NotSwitchedError: it can't be done.
        """


class NotSwitchedError(Exception):
    """A panel could not be switched; the text is one line."""


class UnsupportedError(NotSwitchedError):
    """Nothing here could ever switch it so: no failure, but as if there were no such means."""


@dataclass(frozen=True, slots=True)
class Command:
    """The configuration's own commands, as words; no shell reads them."""

    off: tuple[str, ...]
    on: tuple[str, ...]
    name: str = "the configuration's command"
    repeats: bool = False

    def switch(self, *, on: bool) -> None:
        """Run one of them; raises as `Means` says."""
        _run(self.on if on else self.off)


@dataclass(frozen=True, slots=True)
class Dpms:
    """All outputs of an X server."""

    name: str = "xset"
    repeats: bool = True

    def switch(self, *, on: bool) -> None:
        """Switch by DPMS, and look whether it took; raises as `Means` says."""
        if on:
            _run(("xset", "dpms", "force", "on"))
            # Left enabled, it would switch the panel off after some minutes without a key.
            _run(("xset", "-dpms"))
            wanted = "DPMS is Disabled"
        else:
            _run(("xset", "dpms", "0", "0", "0"))
            _run(("xset", "dpms", "force", "off"))
            wanted = "Monitor is Off"
        # xset says that it succeeded where the server knows nothing of DPMS.
        said = _run(("xset", "q"))
        if "not have the DPMS" in said:
            raise UnsupportedError("xset: the X server does not switch its outputs")
        if wanted not in said:
            raise NotSwitchedError("xset: the X server did not switch its outputs")


@dataclass(frozen=True, slots=True)
class Wlopm:
    """An output of a wlroots compositor, which keeps its place and its windows."""

    output: str
    """Its connector; empty for all of them."""
    name: str = "wlopm"
    repeats: bool = True

    def switch(self, *, on: bool) -> None:
        """Switch its power; raises as `Means` says."""
        _run(("wlopm", "--on" if on else "--off", self.output or "*"))


@dataclass(frozen=True, slots=True)
class WlrRandr:
    """An output of a wlroots compositor, taken away and given back."""

    output: str
    """Its connector; empty for all of them."""
    name: str = "wlr-randr"
    repeats: bool = True

    def switch(self, *, on: bool) -> None:
        """Enable or disable it; raises as `Means` says."""
        for output in (self.output,) if self.output else self._outputs():
            _run(("wlr-randr", "--output", output, "--on" if on else "--off"))

    @staticmethod
    def _outputs() -> tuple[str, ...]:
        lines = _run(("wlr-randr",)).splitlines()
        names = tuple(line.split()[0] for line in lines if line[:1].strip())
        if not names:
            raise NotSwitchedError("wlr-randr: the compositor has no output")
        return names


@dataclass(frozen=True, slots=True)
class Cec:
    """The television at the other end of the HDMI cable."""

    devices: Path = Path("/dev")
    name: str = "cec-ctl"
    repeats: bool = False
    """Somebody may watch something else on it by now."""

    def switch(self, *, on: bool) -> None:
        """Tell it at every adapter; one that obeys is enough. Raises as `Means` says."""
        adapters = sorted(self.devices.glob("cec[0-9]*"))
        if not adapters:
            raise NotSwitchedError("cec-ctl: no CEC adapter here")
        problems = []
        for adapter in adapters:
            try:
                self._tell(adapter, on=on)
            except NotSwitchedError as error:
                problems.append(str(error))
        if len(problems) == len(adapters):
            raise NotSwitchedError(problems[0])

    @staticmethod
    def _tell(adapter: Path, *, on: bool) -> None:
        to = ("cec-ctl", "-s", "-d", str(adapter))
        _run((*to, "--playback"))
        said = _run((*to, "--to", "0", "--image-view-on" if on else "--standby"))
        if "Not Acknowledged" in said:
            raise NotSwitchedError(f"cec-ctl: no television answers at {adapter}")


def means_for(
    power: Power,
    *,
    platform: str,
    output: str,
    screens: int,
    off: tuple[str, ...] = (),
    on: tuple[str, ...] = (),
    devices: Path = Path("/dev"),
) -> tuple[Means, ...]:
    """What can switch a panel here, in the order in which it is tried.

    What reaches every screen of the machine is chosen by itself only where there is one.

    Args:
        power: What the configuration asks for.
        platform: Qt's platform plugin: `wayland`, `xcb` and others.
        output: Connector of the display's screen; empty where it is not known.
        screens: How many screens there are.
        off: The configuration's command, as words; empty for none.
        on: Likewise.
        devices: Where the system keeps its devices.
    """
    outputs: dict[str, tuple[Means, ...]] = {
        "wayland": (Wlopm(output), WlrRandr(output)),
        "xcb": (Dpms(),),
    }
    match power:
        case Power.NONE:
            return ()
        case Power.COMMAND:
            return (Command(off, on),)
        case Power.CEC:
            return (Cec(devices),)
        case Power.OUTPUT:
            every = outputs.get(platform, ())
            return tuple(_installed(every)) or every
        case Power.AUTO if off and on:
            return (Command(off, on),)
        case Power.AUTO:
            alone = screens <= 1
            here = [one for one in outputs.get(platform, ()) if alone or platform != "xcb"]
            if alone and any(devices.glob("cec[0-9]*")):
                here.append(Cec(devices))
            return tuple(_installed(here))


def _installed(means: Iterable[Means]) -> Iterator[Means]:
    return (one for one in means if shutil.which(one.name))


class Panel:
    """One display's panel. Nothing here waits for it but `close`, and that not for long."""

    def __init__(
        self, means: Sequence[Means], *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """Nothing is switched yet.

        Args:
            means: What can switch it, in the order in which it is tried.
            monotonic: Seconds of a clock that nobody sets.
        """
        self._means = tuple(means)
        self._monotonic = monotonic
        self._condition = threading.Condition()
        self._status = PanelStatus()
        self._on: bool | None = None
        self._due = False
        self._closed = False
        self._tried = 0.0
        self._told = ""
        self._used: Means | None = None
        self._thread: threading.Thread | None = None

    @property
    def status(self) -> PanelStatus:
        """What is known of it."""
        with self._condition:
            return self._status

    def switch(self, *, on: bool) -> None:
        """Have it on or off from now; the last word counts."""
        with self._condition:
            if self._on == on:
                return
            self._on = on
            self._told = ""
            self._begin()

    def tick(self) -> None:
        """Try again what failed, and hold what may have been undone; to be called each minute."""
        with self._condition:
            if self._due or self._monotonic() - self._tried < _AGAIN_S:
                return
            failed = self._status.state is PanelState.FAILED
            undone = self._status.state is PanelState.OFF and self._used and self._used.repeats
            if failed or undone:
                self._begin()

    def close(self, *, lit: bool = False) -> None:
        """Leave it as it is and end; what is under way is given a moment.

        Args:
            lit: Switch it on if it was switched off.
        """
        with self._condition:
            self._closed = True
            if lit and self._on is False:
                self._on = True
                self._begin()
            self._condition.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join(1)

    def _begin(self) -> None:
        """Have the worker act; the condition is held."""
        self._due = True
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="panel", daemon=True)
            self._thread.start()
        self._condition.notify_all()

    def _work(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._due or self._closed)
                if not self._due:
                    return
                self._due = False
                on = bool(self._on)
                if self._status.state is not (PanelState.ON if on else PanelState.OFF):
                    self._status = replace(self._status, state=PanelState.SWITCHING)
            status = self._switched(on=on)
            with self._condition:
                self._tried = self._monotonic()
                self._status = status
                if not self._due:
                    self._tell(status)
                self._condition.notify_all()

    def _switched(self, *, on: bool) -> PanelStatus:
        """Switch it by the first means that can."""
        problems = []
        for means in (self._used,) if on and self._used else self._means:
            try:
                means.switch(on=on)
            except UnsupportedError as error:
                logger.debug("%s", error)
            except NotSwitchedError as error:
                problems.append(str(error))
            else:
                self._used = means
                return PanelStatus(state=PanelState.ON if on else PanelState.OFF, by=means.name)
        if problems:
            return PanelStatus(state=PanelState.FAILED, problem="; ".join(problems))
        return PanelStatus(state=PanelState.ON if on else PanelState.LIT)

    def _tell(self, status: PanelStatus) -> None:
        """A line for each change, not for each time that it is tried."""
        line = f"{status.state} {status.problem}"
        if line == self._told:
            return
        self._told = line
        match status.state:
            case PanelState.FAILED:
                wanted = "on" if self._on else "off"
                logger.warning("the panel could not be switched %s: %s", wanted, status.problem)
            case PanelState.LIT:
                logger.info("nothing here switches the panel off: it is lit, and black")
            case _ if status.by:
                logger.info("panel switched %s by %s", status.state, status.by)


def _run(words: Sequence[str]) -> str:
    """What a program printed.

    Raises:
        NotSwitchedError: it is not there, failed, or did not end in time.
    """
    name = Path(words[0]).name
    try:
        process = subprocess.Popen(  # noqa: S603 - words of the configuration, or our own
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        package = _PACKAGES.get(name, "")
        reason = f"is not installed (Debian package {package})" if package else error.strerror
        raise NotSwitchedError(f"{name}: {reason}") from None
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    with process.stdout as pipe:
        try:
            code = process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            # With all that it started; one that not even this ends is not waited for either.
            os.killpg(process.pid, signal.SIGKILL)
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
            raise NotSwitchedError(f"{name}: did not end within {_PATIENCE_S:g} s") from None
        said = _what_is_in(pipe)
    if code != 0:
        told = f"{name}: {_first_line(said) or f'failed with code {code}'}"
        # The compositor lacks the protocol that wlopm or wlr-randr speaks.
        unsupported = "support" in told and "wlr-output" in said
        raise UnsupportedError(told) if unsupported else NotSwitchedError(told)
    return said


def _what_is_in(pipe: IO[bytes]) -> str:
    """What a program printed; others that it left behind with the pipe are not waited for."""
    os.set_blocking(pipe.fileno(), False)
    try:
        return os.read(pipe.fileno(), _READ).decode(errors="replace")
    except BlockingIOError:
        return ""


def _first_line(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    plain = "".join(letter if letter.isprintable() else " " for letter in line)
    return plain[:_SHOWN]
