"""A kiosk that changes its wall as fast as it can, in a process of its own, and what that takes.

    python -m tests.soak.rotation '{"changes": 20000, ...}' run --config FILE

It is the kiosk as `kiosk run` starts it: same settings, memory, intake, album, show, window and
play log. It only turns a page as soon as that was drawn, has the next photo decoded without a rest,
and asks its source twice a second. Between the pages happens what happens in a season: figures
change, the screen gets another size, the wall closes and opens, pages are told to stay, the
configuration changes. At every so many changes the wall is closed, and what the process holds then
is written to standard output as a line of JSON.
"""

import ctypes
import gc
import json
import pickle
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQml import QQmlComponent, QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickWindow

from kiosk import app
from kiosk.errors import guarded
from kiosk.operations.log import start_log
from kiosk.rotation import Scene
from kiosk.running import shelf
from kiosk.running.kiosk import Kiosk
from kiosk.screen.show import Presented
from kiosk.settings import KioskSettings, Mistake

POLL_S: Final = 1.0
STUCK_MS: Final = 20_000
"""So long no change may ever take; a fade that ends never is given up before."""
TABLE_EVERY: Final = 151
"""Changes of scene from one change of the figures to the next, and so on."""
CLOSE_EVERY: Final = 73
CONFIG_EVERY: Final = 113
PAUSE_EVERY: Final = 101
SAVE_EVERY: Final = 401
OF_A_PHOTO: Final = "photo"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the run is to do."""

    changes: int
    every: int
    """Changes from one sample to the next."""
    configs: tuple[str, ...]
    """Configuration files that take turns; while pages fade, changes are counted alike."""
    tables: str
    """A folder of tables that take turns."""
    table: str
    """The file that the source is."""
    sizes: tuple[str, ...] = ()
    """Modes of the X server's output that take turns, the first of them at each sample."""
    resize_every: int


class Counting(QObject):
    """Leads a kiosk through its plan."""

    def __init__(self, kiosk: "Hurried", plan: Plan, variants: tuple[KioskSettings, ...]) -> None:
        super().__init__()
        self._kiosk = kiosk
        self._show = kiosk._show
        self._window = kiosk._window
        self._plan = plan
        self._changes = 0
        self._shown: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._undrawn = False
        self._then: Callable[[], None] | None = None
        self._asked = False
        """Whether the page that comes is one that was asked for."""
        self._home = self._variant = variants[0]
        self._variants = cycle((*variants[1:], variants[0]))
        self._tables = cycle(sorted(Path(plan.tables).iterdir()))
        self._sizes = cycle(plan.sizes[1:])
        self._due = dict.fromkeys(
            (TABLE_EVERY, CLOSE_EVERY, CONFIG_EVERY, PAUSE_EVERY, SAVE_EVERY, plan.resize_every), 0
        )
        self._began = time.monotonic()
        self._stuck = QTimer(self)
        self._stuck.setSingleShot(True)
        self._stuck.setInterval(STUCK_MS)
        self._stuck.timeout.connect(self._give_up)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._go_on)
        self._show.presented.connect(self._on_presented)
        self._show.stays.connect(self._on_stays)
        self._window.window.frameSwapped.connect(self._on_frame)
        self._stuck.start()

    def _on_presented(self, page: Presented) -> None:
        self._changes += 1
        self._shown[OF_A_PHOTO if page.photo else page.scene] += 1
        if page.scene == Scene.STANDINGS and not self._asked:
            self._done["standings with news"] += 1
        self._asked = False
        self._undrawn = True

    def _on_stays(self, _seconds: float) -> None:
        if not self._undrawn:
            self._soon.start(0)

    def _on_frame(self) -> None:
        if self._undrawn:
            self._undrawn = False
            self._soon.start(0)

    def _go_on(self) -> None:
        """The page was drawn: on to what comes next."""
        if not self._soon.interval():
            self._stuck.start()
        if self._waits_for_a_photo() or (self._then == self._sample and not self._rests()):
            self._soon.start(1)
        elif self._then is not None:
            then, self._then = self._then, None
            then()
        else:
            self._next()

    def _rests(self) -> bool:
        """Whether nothing is read or decoded."""
        running = {thread.name for thread in threading.enumerate()}
        return not self._waits_for_a_photo() and not running & {"scheduled", "fetch"}

    def _waits_for_a_photo(self) -> bool:
        """Whether the photo that comes next is being decoded still."""
        album = self._kiosk._shelf.album
        if album is None or (album.scanned and album.empty):
            return False
        return album._ready is None

    def _next(self) -> None:
        if self._changes >= self._plan.every * (self._done["samples"] + 1):
            self._take_sample()
        elif self._is_due(TABLE_EVERY):
            self._place_table()
            self._advance()
        elif self._is_due(SAVE_EVERY):
            self._save_configuration()
            self._advance()
        elif self._is_due(CLOSE_EVERY):
            self._close_then(self._open)
        elif self._is_due(CONFIG_EVERY):
            self._done["configurations"] += 1
            self._variant = next(self._variants)
            self._kiosk.apply(self._variant)
            self._advance()
        elif self._plan.sizes and self._is_due(self._plan.resize_every):
            self._resize(next(self._sizes))
            self._advance()
        elif self._is_due(PAUSE_EVERY):
            self._done["pauses"] += 1
            self._show.pause()
            self._show.resume()
            self._advance()
        else:
            self._advance()

    def _is_due(self, every: int) -> bool:
        if self._changes < self._due[every] + every:
            return False
        self._due[every] = self._changes
        return True

    def _advance(self) -> None:
        self._asked = True
        self._show.advance()

    def _place_table(self) -> None:
        """The source has other figures, as an office saves them: as a whole."""
        self._done["tables"] += 1
        target = Path(self._plan.table)
        part = target.with_suffix(".part")
        part.write_bytes(next(self._tables).read_bytes())
        part.replace(target)

    def _save_configuration(self) -> None:
        """Somebody edits the file: the kiosk finds out by itself and reads it."""
        self._done["saved"] += 1
        file = Path(self._plan.configs[0])
        title = f'[contest]\ntitle = "第 {self._changes} 次"\n'
        text = re.sub(r"\[contest\]\n(title = .*\n)?", title, file.read_text("utf-8"))
        part = file.with_suffix(".part")
        part.write_text(text, "utf-8")
        part.replace(file)

    def _close_then(self, then: Callable[[], None]) -> None:
        self._done["closings"] += 1
        self._then = then
        self._show.darken()

    def _open(self) -> None:
        if self._done["closings"] == 1:
            # What is loaded to measure is nobody's leak.
            sample_of(self._kiosk, self._window.window)
        self._show.lighten()

    def _resize(self, mode: str) -> None:
        self._done["resizes"] += 1
        # By itself xrandr goes by rounded millimeters, of which none is left after some hundreds.
        words = ("--dpi", "96", "--output", "screen", "--mode", mode)
        subprocess.run(["xrandr", *words], check=True, timeout=20)

    def _take_sample(self) -> None:
        # Each time in the same state: by the first configuration, which has no photos, at the first
        # size, and closed.
        self._kiosk.apply(self._home)
        if self._plan.sizes:
            self._resize(self._plan.sizes[0])
        self._done["samples"] += 1
        self._close_then(self._sample)

    def _sample(self) -> None:
        sample = sample_of(self._kiosk, self._window.window)
        sample |= {
            "changes": self._changes,
            "seconds": round(time.monotonic() - self._began, 1),
            "cpu_s": round(time.process_time(), 1),
            "shown": dict(self._shown),
            "done": dict(self._done) | {"read": self._kiosk.read},
        }
        sys.stdout.write(json.dumps(sample) + "\n")
        sys.stdout.flush()
        if self._changes >= self._plan.changes:
            self._stuck.stop()
            self._kiosk._app.exit(0)
        else:
            self._kiosk.apply(self._variant)
            self._open()

    def _give_up(self) -> None:
        show, window, album = self._show, self._window.window, self._kiosk._shelf.album
        state = {
            "page": type(show._page).__name__,
            "at": show._at,
            "fading": show._fading,
            "dark": show._dark,
            "undrawn": self._undrawn,
            "exposed": window.isExposed(),
            "window": window.geometry().getRect(),
            "screen": window.screen().geometry().getRect(),
            "album": album and (album.scanned, album.empty, album._ready is not None),
            "then": str(self._then),
            "threads": [thread.name for thread in threading.enumerate()],
        }
        sys.stderr.write(f"ERROR stuck after {self._changes} changes: {state}\n")
        self._kiosk._app.exit(1)


class Hurried(Kiosk):
    """The kiosk, driven by a plan that `main` has set."""

    plan: Plan
    variants: tuple[KioskSettings, ...]
    read: int = 0
    """How often it was told of a configuration that was saved."""

    def start(self, size: tuple[int, int] | None) -> None:
        self._counting = Counting(self, self.plan, self.variants)
        super().start(size)

    def apply(self, settings: KioskSettings) -> None:
        super().apply(in_haste(settings))

    def _on_configuration(self, found: KioskSettings | Mistake) -> None:
        assert isinstance(found, KioskSettings), found
        self.read += 1
        super()._on_configuration(found)


def sample_of(kiosk: Kiosk, window: QQuickWindow) -> dict[str, Any]:
    """What this process holds: as it is, and after what is garbage was collected."""
    # What waits for the next minute to be written is no leak.
    kiosk._playing._log.flush()
    raw, peak = memory_kb(), peak_kb()
    engine = kiosk._window._engine
    gc.collect()
    engine.collectGarbage()
    gc.collect()
    objects, wrappers = python_objects()
    return {
        "rss_kb": raw["Rss"],
        "pss_kb": raw["Pss"],
        "private_kb": raw["Private_Dirty"] + raw["Private_Clean"],
        "peak_kb": peak,
        "clean_rss_kb": memory_kb()["Rss"],
        "malloc_kb": malloc_kb(),
        "python_blocks": sys.getallocatedblocks(),
        "of_none": sys.getrefcount(None),
        "python_objects": sum(objects.values()),
        "most": dict(objects.most_common(40)),
        "wrappers": sum(wrappers.values()),
        "wrapped": dict(wrappers),
        "qobjects": sum(1 + len(root.findChildren(QObject)) for root in roots(kiosk)),
        "timers": sum(len(root.findChildren(QTimer)) for root in roots(kiosk)),
        "components": len(window.findChildren(QQmlComponent)),
        "items": items_in(window),
        "threads": dict(Counter(thread_names())),
        "python threads": dict(Counter(thread.name for thread in threading.enumerate())),
        "files": dict(Counter(open_files())),
    }


def python_objects() -> tuple[Counter[str], Counter[str]]:
    """How many objects of each type there are, and how many of Qt's in Python's hands."""
    # No other thread may run meanwhile: a tuple that it is building can't be moved while a list
    # of all objects holds it too.
    before = sys.getswitchinterval()
    sys.setswitchinterval(60)
    time.sleep(0.02)  # whoever waits already does so by the old interval
    try:
        found = gc.get_objects()
        kinds = Counter(type(one).__name__ for one in found)
        wrappers = Counter(type(one).__name__ for one in found if isinstance(one, QObject))
        del found
    finally:
        sys.setswitchinterval(before)
    return kinds, wrappers


def roots(kiosk: Kiosk) -> Iterator[QObject]:
    """Whatever of the kiosk may own timers and other objects, but for the items that are drawn."""
    yield kiosk
    for value in vars(kiosk).values():
        if isinstance(value, QObject):
            yield value


def items_in(window: QQuickWindow) -> int:
    """How many items there are to be drawn; counted in QML, as Python would keep them all."""
    count = (
        "(function count(one) { return 1 + [...one.children].reduce((n, c) => n + count(c), 0); })"
    )
    context = QQmlEngine.contextForObject(window)
    found, _ = QQmlExpression(context, window, f"{count}(contentItem)").evaluate()
    return int(found)


def memory_kb() -> dict[str, int]:
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    return {name: int(kb) for name, kb in re.findall(r"^(\w+):\s+(\d+) kB", rollup, re.MULTILINE)}


def peak_kb() -> int:
    """The most resident memory since this was asked for the last time."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])


class Heap(ctypes.Structure):
    """glibc's mallinfo2."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


def malloc_kb() -> int:
    """What the C library has handed out and not got back."""
    libc = ctypes.CDLL(None)
    libc.mallinfo2.restype = Heap
    heap = libc.mallinfo2()
    return (heap.uordblks + heap.hblkhd) // 1024


def thread_names() -> Iterator[str]:
    for task in Path("/proc/self/task").iterdir():
        # One that ends meanwhile was none that stays.
        with suppress(FileNotFoundError, ProcessLookupError):
            yield (task / "comm").read_text(encoding="utf-8").strip()


def open_files() -> Iterator[str]:
    """What each open file is; numbers in names are no difference."""
    for file in Path("/proc/self/fd").iterdir():
        # The list itself was one of them.
        with suppress(FileNotFoundError):
            yield re.sub(r"\d+", "N", str(file.readlink()))


def settings_of(config: str, words: list[str]) -> KioskSettings:
    """The settings of a configuration."""
    command = [sys.executable, "-m", "kiosk.resolve", *words, "--config", config]
    settings: KioskSettings = pickle.loads(
        subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    )
    return in_haste(settings)


def in_haste(settings: KioskSettings) -> KioskSettings:
    """The same, of a kiosk that asks its source without a rest."""
    contest = replace(settings.contest, every=timedelta(seconds=POLL_S))
    return replace(settings, contest=contest)


def main(told: Mapping[str, Any], words: list[str]) -> int:
    plan = Plan(**{name: _tuple(value) for name, value in told.items()})
    start_log(debug=False, quiet=False)
    ready = app.begin()
    variants = tuple(settings_of(config, words) for config in plan.configs)
    Hurried.plan, Hurried.variants = plan, variants
    app.Kiosk = Hurried
    # No fade is disturbed, and every turn is to have its photos.
    assert shelf._FADE_S
    shelf._FADE_S = 0.0
    return guarded(lambda: app.run(variants[0], ready), debug=False)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1]), sys.argv[2:]))
