"""Counts the frames that a wall draws, in a process of its own on a real X server.

Prints as JSON, for one page of every scene: how many frames were drawn while it stood still, and
how many a second while its last page faded into the next.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
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
ROTATION = (*(scene for scene in Scene if scene is not Scene.PHOTOS), Scene.PHOTOS)
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
    programme = Programme(rotation=ROTATION, notices=(NOTICE,), pan=False, photos_a_turn=1)
    show = Show(stage, provider, programme, now=lambda: NOON, frozen=window.frozen)
    frames: list[float] = []
    presented: list[str] = []
    window.window.frameSwapped.connect(lambda: frames.append(time.monotonic()))
    show.presented.connect(lambda page: presented.append(page.scene))
    window.fill("")
    show.update(Contents(evaluation=demo_season()))
    still, fades = {}, {}
    with _album() as album:
        show.open(wall(SIZE, ruler=ruler(Geometry(*SIZE).unit_px)), album)
        wait_until_settled(frames)
        while len(still) < len(ROTATION):
            scene = presented[-1]
            if scene not in still:
                wait_until_settled(frames)
                before = len(frames)
                wait(STILL_MS)
                still[scene] = len(frames) - before
            fades[scene] = round(_fade(show, stage, frames), 1)
        drawn = {
            "exposed": window.window.isExposed(),
            "frames": len(frames),
            "still": still,
            "fades": fades,
        }
        sys.stdout.write(json.dumps(drawn) + "\n")
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


def _fade(show: Show, stage: Stage, frames: list[float]) -> float:
    """Frames a second while the wall fades from one page into the next."""
    loop = QEventLoop()
    stage.arrived.connect(loop.quit)
    QTimer.singleShot(10_000, loop.quit)
    show.advance()
    before, began = len(frames), time.monotonic()
    loop.exec()
    stage.arrived.disconnect(loop.quit)
    return (len(frames) - before) / (time.monotonic() - began)


if __name__ == "__main__":
    main()
