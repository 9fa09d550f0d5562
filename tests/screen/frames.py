"""Counts the frames that a wall draws, in a process of its own on a real X server.

Prints as JSON: how many frames were drawn while each page stood still, and how many a second
while one faded into the next.
"""

import json
import sys
import time
from datetime import UTC, datetime

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.contest.evaluation import Evaluation
from kiosk.rotation import Scene
from kiosk.screen.fonts import register_fonts, ruler
from kiosk.screen.geometry import Geometry
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.show import Contents, Programme, Show
from kiosk.screen.view import Stage
from kiosk.screen.window import WallWindow
from tests.screen.material import ahead, behind, contest, name_of, wall

SIZE = (1920, 1080)
SETTLED_MS = 300
"""A page without a frame for so long has done with its entrance."""
STILL_MS = 1_000
LONGEST_S = 10
NOON = datetime(2027, 6, 15, 12, tzinfo=UTC)


def main() -> None:
    """Hang four scenes one after another."""
    QQuickWindow.setSceneGraphBackend("software")
    app = QGuiApplication(["kiosk", "-platform", "xcb"])
    register_fonts()
    stage, provider = Stage(motion=True), PhotoProvider()
    window = WallWindow(app, stage, provider)
    rotation = (Scene.OVERVIEW, Scene.RED, Scene.BLACK, Scene.STANDINGS)
    show = Show(
        stage, provider, Programme(rotation=rotation), now=lambda: NOON, frozen=window.frozen
    )
    frames: list[float] = []
    window.window.frameSwapped.connect(lambda: frames.append(time.monotonic()))
    window.fill("")
    show.update(Contents(evaluation=_contest()))
    show.open(wall(SIZE, ruler=ruler(Geometry(*SIZE).unit_px)), None)
    still, fades = [], []
    for _ in rotation:
        _wait_until_settled(frames)
        before = len(frames)
        _wait(STILL_MS)
        still.append(len(frames) - before)
        fades.append(_fade(show, stage, frames))
    drawn = {
        "exposed": window.window.isExposed(),
        "frames": len(frames),
        "still": still,
        "fades": fades,
    }
    sys.stdout.write(json.dumps(drawn) + "\n")
    show.close()
    window.close()


def _contest() -> Evaluation:
    names = [name_of(number, 5) for number in range(10)]
    return contest(
        [(behind if number % 2 else ahead)(name, number) for number, name in enumerate(names)]
    )


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _wait_until_settled(frames: list[float]) -> None:
    until = time.monotonic() + LONGEST_S
    while time.monotonic() < until:
        before = len(frames)
        _wait(SETTLED_MS)
        if len(frames) == before:
            return


def _fade(show: Show, stage: Stage, frames: list[float]) -> float:
    """Frames a second while the wall fades from one page into the next."""
    loop = QEventLoop()
    stage.arrived.connect(loop.quit)
    QTimer.singleShot(10_000, loop.quit)
    before, began = len(frames), time.monotonic()
    show.advance()
    loop.exec()
    stage.arrived.disconnect(loop.quit)
    return (len(frames) - before) / (time.monotonic() - began)


if __name__ == "__main__":
    main()
