"""A season's changes of scene at full speed: what the kiosk holds does not grow."""

import io
import json
import os
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import openpyxl
import pytest
from PIL import Image

from tests.conftest import TableServer
from tests.processes import XServer
from tests.soak.grounds import weston

ROOT: Final = Path(__file__).parents[2]
DEMO: Final = ROOT / "assets" / "demo"
SHIPPED: Final = tomllib.loads((ROOT / "config.toml").read_text("utf-8"))["displays"]
FULL: Final = ("1280x720", "1024x768", "720x720", "960x540")
"""Modes of the X server's output that take turns."""
SMALL: Final = ("640x360", "480x640", "640x480", "480x270")
TABLES: Final = 3
SCENES: Final = {scene for shown in SHIPPED.values() for scene in shown.get("rotation", ())} - {
    "photos"
}
NEWS_S: Final = 4.0
"""How often the web server has another table."""

CONFIG: Final = """
[contest]
start = 2027-05-01
end = 2027-09-30
[source]
url = "{url}"
date = 2027-06-15
[photos]
from = "{photos}"
per_turn = 2
[displays.wall]
rotation = {rotation}
{settings}
[[notices]]
title = "防汛值班"
"""


def tables_in(folder: Path) -> list[bytes]:
    """The demonstration season's table as it might go on, a file each."""
    folder.mkdir()
    chance = Random(1)
    tables = []
    for number in range(TABLES):
        book = openpyxl.load_workbook(DEMO / "season.xlsx")
        for sheet in book:
            for row in sheet.iter_rows(min_row=2):
                for cell in row:
                    if isinstance(cell.value, float) and 0 < cell.value < 1:
                        cell.value = round(cell.value * chance.uniform(0.7, 1.0), 2)
        out = io.BytesIO()
        book.save(out)
        tables.append(out.getvalue())
        (folder / f"{number}.xlsx").write_bytes(out.getvalue())
    return tables


def photos_in(folder: Path) -> None:
    """The demonstration's photos, no larger than they are shown."""
    folder.mkdir()
    shutil.copy(DEMO / "photos" / "captions.csv", folder)
    for file in (DEMO / "photos").glob("*.jpg"):
        with Image.open(file) as photo:
            photo.draft("RGB", (1280, 1280))
            photo.thumbnail((1280, 1280))
            photo.save(folder / file.name, quality=85)


@contextmanager
def news(tables: list[bytes]) -> Iterator[TableServer]:
    """A web server whose table changes time and again."""
    done = threading.Event()
    with TableServer(tables[0]) as server:

        def change() -> None:
            number = 0
            while not done.wait(NEWS_S):
                number += 1
                server.serve(tables[number % len(tables)])

        thread = threading.Thread(target=change)
        thread.start()
        try:
            yield server
        finally:
            done.set()
            thread.join()


def configurations(folder: Path, url: str, *, motion: bool) -> list[str]:
    """Both shipped rotations, from a file and from a server, in three languages and two themes."""
    paper = {"language": "zh_CN", "rotate": 90}
    calm = {"language": "zh_TW", "theme": "calm", "hours": "daily 00:00-24:00", "power": "none"}
    chosen = [
        ("canteen", str(folder / "table.xlsx"), paper),
        ("lobby", str(folder / "table.xlsx"), {"language": "zh_CN", "theme": "calm"}),
        ("lobby", url, {"language": "en", "show_persons": True}),
        ("canteen", url, calm),
    ]
    files = []
    for number, (display, source, settings) in enumerate(chosen):
        known = settings | {"show_black": True, "motion": motion}
        file = folder / f"config-{number}.toml"
        file.write_text(
            CONFIG.format(
                url=source,
                photos=folder / "photos",
                rotation=json.dumps(SHIPPED[display]["rotation"]),
                settings="\n".join(f"{name} = {json.dumps(at)}" for name, at in known.items()),
            ),
            encoding="utf-8",
        )
        files.append(str(file))
    return files


@dataclass(frozen=True)
class Form:
    """How long a run is, and what it may take."""

    changes: int
    every: int
    """Changes from one sample to the next."""
    sizes: tuple[str, ...] = ()
    resize_every: int = 29
    """Often enough for each configuration to be seen at every size."""
    motion: bool = False
    warm: int = 1
    """The sample from which on nothing may grow."""
    grows_mb: float = 5.0
    """By which resident memory may be more than then."""


def rotate(folder: Path, form: Form, environ: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Run the kiosk through its changes; each sample as soon as it was taken."""
    tables = tables_in(folder / "tables")
    photos_in(folder / "photos")
    (folder / "table.xlsx").write_bytes(tables[0])
    usual = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY"} and not name.startswith(("QT_", "QSG_"))
    }
    with news(tables) as server, (folder / "log").open("wb") as log:
        plan = {
            "changes": form.changes,
            "every": form.every,
            "configs": configurations(folder, server.url, motion=form.motion),
            "tables": str(folder / "tables"),
            "table": str(folder / "table.xlsx"),
            "sizes": form.sizes,
            "resize_every": form.resize_every,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.rotation", json.dumps(plan), "run"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=ROOT,
            env=usual | {"XDG_STATE_HOME": str(folder / "state")} | environ,
        )
        try:
            assert process.stdout
            for line in process.stdout:
                yield json.loads(line)
            assert process.wait(20) == 0, (folder / "log").read_text("utf-8")
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


@contextmanager
def x11(_folder: Path, form: Form) -> Iterator[dict[str, str]]:
    """An X server whose output can have all the sizes of a run."""
    screen = XServer((1280, 768))
    try:
        for mode in form.sizes:
            width, height = map(int, mode.split("x"))
            timing = [width + more for more in (0, 8, 16, 24)]
            timing += [height + more for more in (0, 2, 4, 6)]
            screen.tool("xrandr", "--newmode", mode, "60", *map(str, timing))
            screen.tool("xrandr", "--addmode", "screen", mode)
        screen.tool("xrandr", "--output", "screen", "--mode", form.sizes[0])
        yield {"DISPLAY": screen.name}
    finally:
        screen.close()


@contextmanager
def wayland(folder: Path, _form: Form) -> Iterator[dict[str, str]]:
    """A real compositor without hardware."""
    with weston(folder) as (_, environ):
        yield environ


def row(sample: Mapping[str, Any]) -> str:
    """A sample as a line of the table."""
    return (
        f"{sample['changes']:8} {sample['seconds']:6.0f} s {sample['cpu_s']:6.0f} s"
        f" {sample['rss_kb'] / 1000:7.1f} {sample['peak_kb'] / 1000:7.1f}"
        f" {sample['private_kb'] / 1000:7.1f} {sample['malloc_kb'] / 1000:7.1f}"
        f" {sample['python_objects']:7} {sample['python_blocks']:7} {sample['wrappers']:5}"
        f" {sample['qobjects']:5} {sample['timers']:4}"
        f" {sample['components']:4} {sample['items']:4}"
        f" {sum(sample['threads'].values()):5} {sum(sample['files'].values()):5}"
    )


HEAD: Final = (
    "\n changes     time      CPU     RSS    peak private  malloc   [MB]  Python  blocks    Qt"
    " QObjects timers components items threads files"
)
PASSING: Final = 3
"""Threads and files that may be there for a moment: of a poll, of a connection, of Qt's pool."""


def check(samples: Sequence[Mapping[str, Any]], form: Form) -> None:
    """Nothing has grown since the process was warm."""
    base, rest = samples[form.warm - 1], samples[form.warm :]
    changes = samples[-2]["changes"] - base["changes"]
    assert max(sample["rss_kb"] for sample in rest) - base["rss_kb"] < 1000 * form.grows_mb

    def left(what: str) -> int:
        """What was there at both of the last samples, beyond what was there at first."""
        return min(_count(sample[what]) for sample in samples[-2:]) - _count(base[what])

    # Caches fill for a while; one thing that each change leaves behind is too much, and so is one
    # that each configuration leaves.
    assert left("malloc_kb") < 1000 * form.grows_mb
    assert left("python_objects") < 600 + changes / 10
    assert left("python_blocks") < 1_500 + changes / 10
    assert left("wrappers") < PASSING
    assert left("qobjects") < PASSING
    assert left("threads") < PASSING
    assert left("files") < PASSING
    assert left("timers") <= 0
    assert left("components") <= 0
    assert left("items") <= 0


def _count(held: int | Mapping[str, int]) -> int:
    return held if isinstance(held, int) else sum(held.values())


LANES: Final = [
    pytest.param(
        x11, Form(1_000, 200, SMALL, resize_every=89, warm=2, grows_mb=3), id="1000 on x11"
    ),
    pytest.param(x11, Form(20_000, 2_000, FULL), id="20000 on x11", marks=pytest.mark.soak),
    pytest.param(
        x11, Form(600, 100, FULL, motion=True, warm=3), id="600 fades", marks=pytest.mark.soak
    ),
    pytest.param(wayland, Form(4_000, 500, warm=4), id="4000 on wayland", marks=pytest.mark.soak),
]


@pytest.mark.parametrize(("ground", "form"), LANES)
def test_changes_of_scene_leave_nothing_behind(
    ground: Callable[[Path, Form], AbstractContextManager[dict[str, str]]],
    form: Form,
    tmp_path: Path,
    say: Callable[..., None],
) -> None:
    """Both shipped rotations with photos, while figures, sizes and configuration change."""
    samples = []
    print(HEAD)
    with ground(tmp_path, form) as environ:
        for sample in rotate(tmp_path, form, environ):
            samples.append(sample)
            print(row(sample), flush=True)
    last = samples[-1]
    say("\n".join([HEAD, *map(row, samples)]))
    say("shown:", ", ".join(f"{name} {count}" for name, count in last["shown"].items()))
    say("between them:", ", ".join(f"{name} {count}" for name, count in last["done"].items()))
    assert {"dark", *map(str, SCENES)} <= last["shown"].keys()
    assert last["shown"]["photo"] > form.changes / 10
    assert all(last["done"].values())
    log = (tmp_path / "log").read_text("utf-8")
    assert "ERROR" not in log, log
    check(samples, form)
