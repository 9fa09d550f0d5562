"""What a kiosk hangs on in these tests: a real compositor, a real X server."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.processes import START_S, XServer, wait_until


@contextlib.contextmanager
def weston(folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", dict[str, str]]]:
    """A real compositor without hardware, and the environment of its clients."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    environ = {"XDG_RUNTIME_DIR": str(runtime), "WAYLAND_DISPLAY": "kiosk-test"}
    words = ["--width=1280", "--height=720", "--use-pixman", "--socket=kiosk-test", "--idle-time=0"]
    with (folder / "weston.log").open("wb") as log:
        compositor = subprocess.Popen(
            ["weston", "--backend=headless-backend.so", *words],
            env=os.environ | {"XDG_RUNTIME_DIR": str(runtime)},
            stdout=log,
            stderr=log,
        )
    try:
        wait_until("the compositor's socket", (runtime / "kiosk-test").exists, START_S)
        yield compositor, environ
    finally:
        compositor.kill()
        compositor.wait()


@contextlib.contextmanager
def xvfb(_folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", dict[str, str]]]:
    screen = XServer((1280, 720))
    try:
        yield screen._process, {"DISPLAY": screen.name}
    finally:
        screen._process.send_signal(signal.SIGCONT)
        screen.close()
