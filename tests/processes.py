"""A kiosk as it runs: a real process on a real X server, and what hangs on its wall.

Frames are counted in Qt's own log of its render loop; what hangs on the wall is read from the X
server's screen and compared with what `kiosk snapshot` draws of the same table.
"""

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageChops, ImageGrab

SIZE: Final = (1920, 1080)
START_S: Final = 20.0
"""How long a start may take on a machine that is busy with other things."""
CONTENT: Final = (0, 0, 1920, 960)
FOOTER_LEFT: Final = (0, 975, 1400, 1040)
"""Where the freshness stands: the clock is on the right."""
TABLE: Final = {"发改局": 0.9, "住建局": 0.7, "教育局": 0.5, "水务局": 0.3, "财政局": 0.1}
CHANGED: Final = TABLE | {"财政局": 0.95}


def wait_until(what: str, predicate: Callable[[], Any], timeout: float, pause: float = 0.05) -> Any:
    """Wait for a condition; what it gave."""
    end = time.monotonic() + timeout
    while not (found := predicate()):
        assert time.monotonic() < end, f"not within {timeout} s: {what}"
        time.sleep(pause)
    return found


@dataclass
class Running:
    """A kiosk's process."""

    process: subprocess.Popen[bytes]
    log_file: Path
    began: float

    @property
    def log(self) -> str:
        """What it wrote to standard error, but for the counted frames."""
        lines = self.log_file.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(line for line in lines if not line.startswith("qt.scenegraph.time"))

    @property
    def frames(self) -> int:
        """How many frames it has drawn."""
        return self.log_file.read_bytes().count(b"Frame rendered")

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def wait_for(self, words: str, timeout: float = START_S) -> None:
        """Wait until the log says something."""
        wait_until(f"“{words}” in the log", lambda: words in self.log or not self.alive, timeout)
        assert words in self.log, self.log

    def stop(self) -> float:
        """Ask it to stop as systemd does; the seconds that it took, in good order."""
        asked = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(10)
        took = time.monotonic() - asked
        assert code == 0, self.log
        self.check_log()
        return took

    def check_log(self) -> None:
        for word in ("Traceback", "Exception", "QThread", "QObject", "QML", "qt.", "Error"):
            assert word not in self.log, self.log


@dataclass
class Office:
    """One kiosk's configuration and state, and the environment it is started in."""

    folder: Path
    config: Path
    url: str
    environ: dict[str, str]
    started: list[Running]
    program: tuple[str, ...] = (sys.executable, "-m", "kiosk")

    @property
    def state(self) -> Path:
        return self.folder / "state" / "redblack-kiosk"

    def kiosk(self, *words: str, **environ: str) -> Running:
        """Start it."""
        log_file = self.folder / f"log-{len(self.started)}"
        with log_file.open("wb") as log:
            process = subprocess.Popen(
                [*self.program, "run", "--config", str(self.config), *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environ | environ,
            )
        self.started.append(Running(process, log_file, time.monotonic()))
        return self.started[-1]

    def reference(self, name: str, *options: str) -> Image.Image:
        """The standings as a snapshot draws them of the source's table now."""
        out = self.folder / f"{name}.png"
        words = ["--config", str(self.config), "--scene", "standings", "--out", str(out), *options]
        subprocess.run(
            [sys.executable, "-m", "kiosk", "snapshot", *words],
            check=True,
            timeout=60,
            env=self.environ
            | {"XDG_STATE_HOME": str(self.folder / "no-state"), "QT_LOGGING_RULES": ""},
            stdout=subprocess.DEVNULL,
        )
        with Image.open(out) as image:
            return image.convert("RGB")

    def pages(self, scenes: list[str]) -> dict[str, Image.Image]:
        """Every page of some scenes as a snapshot draws it, reduced, by the name of its file."""
        out = self.folder / "pages"
        words = ["--config", str(self.config), "--scene", "all", "--out", str(out)]
        subprocess.run(
            [sys.executable, "-m", "kiosk", "snapshot", *words],
            check=True,
            timeout=60,
            env=self.environ
            | {"XDG_STATE_HOME": str(self.folder / "no-state"), "QT_LOGGING_RULES": ""},
            stdout=subprocess.DEVNULL,
        )
        found = {}
        for path in sorted(out.glob("*.png")):
            if path.stem.partition("-")[0] in scenes:
                with Image.open(path) as image:
                    found[path.stem] = image.convert("RGB").crop(CONTENT).reduce(8)
        assert {name.partition("-")[0] for name in found} == set(scenes)
        return found


CONFIG: Final = """
[contest]
start = 2027-05-01
end = 2027-09-30
[source]
url = "{url}"
every = "5s"
date = 2027-06-15
[photos]
seconds = 3
per_turn = 1
from = "{photos}"
[displays.wall]
rotation = {rotation}
show_black = true
orbit = false
[displays.wall.seconds]
overview = 1
red = 1
black = 1
standings = 1
"""


@contextlib.contextmanager
def offices(folder: Path) -> Iterator[Callable[..., Office]]:
    """Makes an office in a folder; what it started is killed in the end."""
    started: list[Running] = []

    def make(url: str, rotation: str = '["standings"]', photos: str = "photos") -> Office:
        config = folder / "config.toml"
        text = CONFIG.format(url=url, rotation=rotation, photos=photos)
        config.write_text(text, encoding="utf-8")
        environ = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DISPLAY", "WAYLAND_DISPLAY"} and not name.startswith(("QT_", "QSG_"))
        }
        environ |= {
            "XDG_STATE_HOME": str(folder / "state"),
            "QT_LOGGING_RULES": "qt.scenegraph.time.renderloop=true",
        }
        return Office(folder, config, url, environ, started)

    try:
        yield make
    finally:
        for running in started:
            if running.alive:
                running.process.kill()
            running.process.wait()


class XServer:
    """A bare X server: no window manager, one screen."""

    def __init__(self, size: tuple[int, int] = SIZE) -> None:
        reading, writing = os.pipe()
        screen = f"{size[0]}x{size[1]}x24"
        self._process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-noreset"],
            pass_fds=[writing],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self.name = f":{told.readline().strip()}"

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()

    def picture(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.name).convert("RGB")

    def tool(self, *words: str) -> str:
        done = subprocess.run(
            words,
            env=os.environ | {"DISPLAY": self.name},
            check=True,
            capture_output=True,
            text=True,
            timeout=20,
        )
        return done.stdout

    @contextlib.contextmanager
    def connection(self) -> Iterator[tuple[ctypes.CDLL, ctypes.c_void_p]]:
        """libX11, and a connection to the server."""
        x11 = ctypes.CDLL(find_library("X11"))
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XInternAtom.restype = ctypes.c_ulong
        display = ctypes.c_void_p(x11.XOpenDisplay(self.name.encode()))
        try:
            yield x11, display
        finally:
            x11.XCloseDisplay(display)

    def cursor_is_seen(self) -> bool:
        """Whether the pointer's picture has a pixel that is not transparent."""
        xfixes = ctypes.CDLL(find_library("Xfixes"))
        xfixes.XFixesGetCursorImage.restype = ctypes.POINTER(CursorImage)
        with self.connection() as (_, display):
            cursor = xfixes.XFixesGetCursorImage(display).contents
            return any(cursor.pixels[: cursor.width * cursor.height])

    def ask_to_close(self, window: str) -> None:
        """Ask a window to close, as a window manager does for Alt+F4."""
        with self.connection() as (x11, display):
            message = ClientMessage(
                type=33,
                window=int(window, 16),
                message_type=x11.XInternAtom(display, b"WM_PROTOCOLS", 0),
                format=32,
            )
            message.data[0] = x11.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
            sent = x11.XSendEvent(
                display, ctypes.c_ulong(message.window), 0, 0, ctypes.byref(message)
            )
            assert sent
            x11.XSync(display, 0)


class CursorImage(ctypes.Structure):
    """libXfixes' XFixesCursorImage, as far as it is read."""

    _fields_ = (
        ("x", ctypes.c_short),
        ("y", ctypes.c_short),
        ("width", ctypes.c_ushort),
        ("height", ctypes.c_ushort),
        ("xhot", ctypes.c_ushort),
        ("yhot", ctypes.c_ushort),
        ("serial", ctypes.c_ulong),
        ("pixels", ctypes.POINTER(ctypes.c_ulong)),
    )


class ClientMessage(ctypes.Structure):
    """libX11's XClientMessageEvent, and the room that an XEvent takes."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 24),
    )


def alike(one: Image.Image, other: Image.Image, box: tuple[int, int, int, int] = CONTENT) -> bool:
    """Whether two pictures show the same in a part of them, but for the edges of letters."""
    return alike_reduced(one.crop(box).reduce(8), other.crop(box).reduce(8))


def alike_reduced(one: Image.Image, other: Image.Image) -> bool:
    apart = ImageChops.difference(one, other)
    return max(most for _, most in apart.getextrema()) <= 8


def identical(one: Image.Image, other: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether every pixel of a part is the same."""
    return one.crop(box).tobytes() == other.crop(box).tobytes()


def shows(server: XServer, reference: Image.Image) -> bool:
    return alike(server.picture(), reference)


def resting(running: Running, quiet_s: float = 0.6) -> None:
    """Wait until no frame has been drawn for a moment."""
    seen = (running.frames, time.monotonic())

    def rests() -> bool:
        nonlocal seen
        if running.frames != seen[0]:
            seen = (running.frames, time.monotonic())
        return running.frames > 0 and time.monotonic() - seen[1] > quiet_s

    wait_until("a wall at rest", rests, START_S)


def proportional_mb(pid: int) -> float:
    """The process's share of memory (PSS) in MB.

    Of the libraries that this process maps as well, Qt's among them, it counts a part only: a
    kiosk that is alone on its machine pays some 10 MB more.
    """
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return int(re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)[1]) * 1024 / 1e6


PROMISED_MB: Final = 150
"""What a rotation may take at any moment, a photo's decoding and a change of pages included."""


@contextlib.contextmanager
def measured(pid: int, every_s: float = 0.02) -> Iterator[list[float]]:
    """Its share of memory time and again for as long as the block runs."""
    took: list[float] = []
    done = threading.Event()

    def measure() -> None:
        while not done.wait(every_s):
            took.append(proportional_mb(pid))

    thread = threading.Thread(target=measure)
    thread.start()
    try:
        yield took
    finally:
        done.set()
        thread.join()
