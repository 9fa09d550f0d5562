"""A stand-in for systemd: it starts a kiosk, waits for its signs of life, and starts it again.

It does with a process what systemd does with a `Type=notify` service, as far as the installed unit
asks for it: `Restart=always` after `RestartSec`, `SIGABRT` when `WatchdogSec` pass without a sign,
`SIGKILL` when that did not end it within `TimeoutAbortSec`. It starts nothing when `ExecCondition`
fails, and asks a service to stop by `ExecStop`. As systemd does, it lets a stopped process go on so
that it can be ended.
"""

import contextlib
import shlex
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

from kiosk.installation.units import Ground, Start, unit_files

READY: Final = "READY=1"
SIGN: Final = "WATCHDOG=1"
_LOOK_S: Final = 0.05


@dataclass(frozen=True)
class Unit:
    """What the unit that `kiosk install` writes asks of the service manager, in seconds."""

    watchdog_s: float
    restart_s: float
    abort_s: float
    condition: tuple[str, ...] = ()
    """The command that fails where nothing is to be started."""
    stopping: tuple[str, ...] = ()
    """The command that ends it in order."""

    @classmethod
    def installed(cls, ground: Ground = Ground.CAGE) -> "Unit":
        start = Start(ground=ground, display="wall", command=("kiosk", "run"))
        text = next(file.text for file in unit_files(start) if file.path.suffix == ".service")
        said = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
        assert said["Type"] == "notify"
        assert said["Restart"] == "always"
        assert said["StartLimitIntervalSec"] == "0"
        assert "WatchdogSignal" not in said, "SIGABRT, which leaves a trace in the log"
        return cls(
            *(float(said[name]) for name in ("WatchdogSec", "RestartSec", "TimeoutAbortSec")),
            *(_command(said.get(name, "")) for name in ("ExecCondition", "ExecStop")),
        )


def _command(line: str) -> tuple[str, ...]:
    """The words of a command line as systemd reads those that hold no double quote of its own."""
    return tuple(word.replace("$$", "$") for word in shlex.split(line.removeprefix("-")))


class Ears:
    """The notification socket of one service: what it was told, and when."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.heard: list[tuple[float, str]] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.settimeout(_LOOK_S)

    def listen(self) -> str | None:
        """Wait a moment for a message."""
        try:
            message = self._socket.recv(4096).decode()
        except TimeoutError:
            return None
        self.heard.append((time.monotonic(), message))
        return message

    def times(self, message: str, since: float = 0.0) -> list[float]:
        """When a message came."""
        return [at for at, what in list(self.heard) if what == message and at >= since]

    def close(self) -> None:
        self._socket.close()


@dataclass
class Manager:
    """Keeps one service running until it is told to stop."""

    command: Sequence[str]
    environ: Mapping[str, str]
    log_file: Path
    ears: Ears
    unit: Unit
    ended: list[tuple[float, int]] = field(default_factory=list)
    """When it ended, and by what."""
    missed: list[float] = field(default_factory=list)
    """When a sign of life was missed."""
    left_alone: bool = False
    """Whether the unit's condition let it not be started again."""
    process: "subprocess.Popen[bytes] | None" = None
    _done: threading.Event = field(default_factory=threading.Event)

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def _start(self) -> None:
        # The child itself puts its own id in, as systemd does.
        announce = 'WATCHDOG_PID=$$ exec "$@"'
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                ["sh", "-c", announce, "sh", *self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={
                    **self.environ,
                    "NOTIFY_SOCKET": str(self.ears.path),
                    "WATCHDOG_USEC": str(round(self.unit.watchdog_s * 1e6)),
                },
            )

    def may_start(self) -> bool:
        """Whether the unit's condition lets it be started."""
        condition = self.unit.condition
        return (
            not condition or not subprocess.run(condition, check=False, env=self.environ).returncode
        )

    def run(self) -> None:
        """Start it, and start it again however often it ends, until it may not be started."""
        while not self._done.is_set():
            if not self.may_start():
                self.left_alone = True
                return
            self._start()
            self._attend()
            self._done.wait(self.unit.restart_s)

    def _attend(self) -> None:
        """Wait for the end of the process, which comes when it gives no sign of life."""
        assert self.process
        last = None
        while self.process.poll() is None and not self._done.is_set():
            message = self.ears.listen()
            if message in {READY, SIGN}:
                last = time.monotonic()
            elif last is not None and time.monotonic() - last > self.unit.watchdog_s:
                self.missed.append(time.monotonic())
                self._abort()
        if self._done.is_set():
            self.process.kill()
        self.ended.append((time.monotonic(), self.process.wait()))

    def _abort(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGABRT)
        self.process.send_signal(signal.SIGCONT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(self.unit.abort_s)
            return
        self.process.kill()

    def ask_to_stop(self) -> None:
        """End the process as the unit asks for it; it is started again like any other."""
        assert self.process
        pid = {"MAINPID": str(self.process.pid)}
        subprocess.run(self.unit.stopping, env={**self.environ, **pid}, check=True, timeout=20)

    def stop(self) -> None:
        self._done.set()


@contextlib.contextmanager
def kept_running(
    command: Sequence[str], environ: Mapping[str, str], folder: Path, unit: Unit
) -> Iterator[Manager]:
    """A service under a manager, which ends both in the end."""
    ears = Ears(folder / "notify")
    manager = Manager(command, environ, folder / "service.log", ears, unit)
    thread = threading.Thread(target=manager.run)
    thread.start()
    try:
        yield manager
    finally:
        manager.stop()
        thread.join()
        ears.close()


def longest_silence(times: Sequence[float], began: float, ended: float) -> float:
    """The longest time without a message."""
    stations = [began, *(at for at in times if began <= at <= ended), ended]
    return max(after - before for before, after in pairwise(stations))
