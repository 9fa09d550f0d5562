"""Counts the frames that standings draw while their rows slide, and afterwards.

Runs in a process of its own on a real X server and prints as JSON: how many frames a second
were drawn while the rows slid, and how many in the second after they stood.
"""

import json
import sys
import time
from itertools import cycle

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
from tests.screen.frames import (
    LONGEST_S,
    NOON,
    SIZE,
    STILL_MS,
    a_second,
    smoothest,
    wait,
    wait_until_settled,
)
from tests.screen.material import ahead, contest, name_of, wall

UNITS = 12


def main() -> None:
    """Hang standings, turn their order around, and count."""
    QQuickWindow.setSceneGraphBackend("software")
    app = QGuiApplication(["kiosk", "-platform", "xcb"])
    register_fonts()
    stage, provider = Stage(motion=True), PhotoProvider()
    window = WallWindow(app, stage, provider)
    programme = Programme(rotation=(Scene.STANDINGS,))
    show = Show(stage, provider, programme, now=lambda: NOON, frozen=window.frozen)
    frames: list[float] = []
    window.window.frameSwapped.connect(lambda: frames.append(time.monotonic()))
    window.fill("")
    show.update(Contents(evaluation=_order(range(UNITS))))
    show.open(wall(SIZE, ruler=ruler(Geometry(*SIZE).unit_px)), None)
    wait_until_settled(frames)
    orders = cycle((range(UNITS)[::-1], range(UNITS)))

    def slide() -> list[float]:
        frames[:] = [time.monotonic()]
        show.update(Contents(evaluation=_order(next(orders))))
        _until_stopped(window)
        return list(frames)

    slid = a_second(smoothest(slide))
    wait_until_settled(frames)
    frames.clear()
    wait(STILL_MS)
    sys.stdout.write(json.dumps({"slide": slid, "still": len(frames)}) + "\n")
    show.close()
    window.close()


def _order(places: range) -> Evaluation:
    return contest([ahead(name_of(number, 5), place) for number, place in enumerate(places)])


def _until_stopped(window: WallWindow) -> None:
    scene = window.window.property("scene")
    loop = QEventLoop()
    poll = QTimer()
    poll.timeout.connect(lambda: scene.property("moved") >= 1 and loop.quit())
    poll.start(5)
    QTimer.singleShot(LONGEST_S * 1_000, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
