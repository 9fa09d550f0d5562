"""Counts the frames that a wall draws, in a process of its own on a real X server.

Prints as JSON, for the first page of every scene: how many frames a second were drawn while it
faded in and its parts entered, and how many in all while it stood still.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.album.album import Album, Memory
from kiosk.album.decode import Size
from kiosk.notices import Notice
from kiosk.rotation import Scene
from kiosk.screen.fonts import register_fonts, ruler
from kiosk.screen.geometry import Geometry
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.show import Contents, Programme, Show
from kiosk.screen.view import Stage
from kiosk.screen.window import WallWindow
from tests.screen.material import demo_season, wall

SIZE = (1920, 1080)
SETTLED_MS = 300
"""A page without a frame for so long has done with its entrance."""
STILL_MS = 1_000
LONGEST_S = 10
NOON = datetime(2027, 6, 15, 12, tzinfo=UTC)
SMOOTH = 50
"""Frames a second, of a screen's 60, below which a transition is watched again."""
AGAIN = 2
"""How often: what was seen is what the wall can do, and not what else the machine had to do."""
SCENES = (*(scene for scene in Scene if scene is not Scene.PHOTOS), Scene.PHOTOS)
"""Photos last: by then one is decoded."""
NOTICE = Notice(
    title="本周五下午召开半月调度会", lines=("时间：6 月 18 日 15:00", "地点：二楼会议室")
)


def main() -> None:
    """Hang every scene, one after another."""
    QQuickWindow.setSceneGraphBackend("software")
    app = QGuiApplication(["kiosk", "-platform", "xcb"])
    register_fonts()
    stage, provider = Stage(motion=True), PhotoProvider()
    window = WallWindow(app, stage, provider)
    programme = Programme(rotation=(), notices=(NOTICE,), pan=False)
    show = Show(stage, provider, programme, now=lambda: NOON, frozen=window.frozen)
    frames: list[float] = []
    window.window.frameSwapped.connect(lambda: frames.append(time.monotonic()))
    window.fill("")
    show.update(Contents(evaluation=demo_season()))
    on = wall(SIZE, ruler=ruler(Geometry(*SIZE).unit_px))
    hung: list[Scene] = []
    changes: dict[Scene, Sequence[float]] = {}
    still: dict[Scene, int] = {}
    with _album() as album:

        def change_to(scene: Scene) -> list[float]:
            """Have a scene come in, and stay; when that began, and when each frame was drawn."""
            loop = QEventLoop()
            stage.arrived.connect(loop.quit)
            QTimer.singleShot(LONGEST_S * 1_000, loop.quit)
            frames[:] = [time.monotonic()]
            show.reprogram(replace(programme, rotation=(scene,)), on, album)
            loop.exec()
            stage.arrived.disconnect(loop.quit)
            wait_until_settled(frames)
            hung.append(scene)
            return list(frames)

        def watch(last: Scene, scene: Scene) -> list[float]:
            if hung[-1:] == [scene]:
                change_to(last)
            return change_to(scene)

        show.open(on, album)
        wait_until_settled(frames)
        for last, scene in zip((SCENES[-1], *SCENES), SCENES, strict=False):
            changes[scene] = smoothest(partial(watch, last, scene))
            frames.clear()
            wait(STILL_MS)
            still[scene] = len(frames)
        counted = {
            "exposed": window.window.isExposed(),
            "frames": {scene: len(times) - 1 for scene, times in changes.items()},
            "changes": {scene: a_second(times) for scene, times in changes.items()},
            "still": still,
        }
        sys.stdout.write(json.dumps(counted) + "\n")
        show.close()
        window.close()


@contextmanager
def _album() -> Iterator[Album]:
    with TemporaryDirectory() as folder:
        Image.effect_noise(SIZE, 80).convert("RGB").save(Path(folder) / "one.jpg")
        album = Album(
            Path(folder),
            Size(*SIZE),
            rng=Random(1),
            memory=Memory(lambda: None, lambda _: None),
            today=lambda: date(2027, 6, 15),
            on_ready=lambda: None,
        )
        yield album
        album.close()


def a_second(times: Sequence[float]) -> float:
    """How many frames a second were drawn, from when it began until the last of these times."""
    return (len(times) - 1) / (times[-1] - times[0]) if len(times) > 1 else 0.0


def smoothest(watch: Callable[[], Sequence[float]]) -> Sequence[float]:
    """The times of a transition, of the smoothest where it has to be watched again."""
    best = watch()
    for _ in range(AGAIN):
        if a_second(best) < SMOOTH:
            best = max(best, watch(), key=a_second)
    return best


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until_settled(frames: list[float]) -> None:
    until = time.monotonic() + LONGEST_S
    while time.monotonic() < until:
        before = len(frames)
        wait(SETTLED_MS)
        if len(frames) == before:
            return


if __name__ == "__main__":
    main()
