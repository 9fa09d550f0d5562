"""Counts the frames of photos, in a process of its own on a real X server.

Prints as JSON: how many frames a second a photo shows that zooms slowly, the longest time
between two of them, and how many are drawn while two photos stand still.
"""

import json
import sys
import time
from itertools import pairwise

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickWindow

from kiosk.resources import QML
from kiosk.screen.pages import PhotoPage, photo_page
from kiosk.screen.pages.photo import Print
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.view import Stage, initial_properties
from kiosk.screen.window import WallWindow
from tests.screen.frames import a_second, smoothest, wait
from tests.screen.material import wall

SIZE = (1920, 1080)
SETTLED_MS = 500
WATCHED_MS = 2_000


def main() -> None:
    """Hang one photo that moves, then two that do not."""
    QQuickWindow.setSceneGraphBackend("software")
    app = QGuiApplication(["kiosk", "-platform", "xcb"])
    stage, provider = Stage(motion=True), PhotoProvider()
    window = WallWindow(app, stage, provider)
    window.fill("")
    wait(SETTLED_MS)
    photo = QImage(*SIZE, QImage.Format.Format_RGB32)
    photo.fill(0x336699)
    frames: list[float] = []
    window.window.frameSwapped.connect(lambda: frames.append(time.monotonic()))

    def watch(page: PhotoPage) -> list[float]:
        """The times of its frames, between the beginning and the end of the watch."""
        properties = initial_properties(page) | {"stage": stage, "station": 0}
        scene = QUrl.fromLocalFile(str(QML / "scenes" / "Photo.qml"))
        stage.present.emit(scene, properties, QUrl())
        wait(SETTLED_MS)
        frames[:] = [time.monotonic()]
        wait(WATCHED_MS)
        return [*frames, time.monotonic()]

    whole = Print(picture=provider.offer(photo))
    moving = smoothest(lambda: watch(photo_page(wall(SIZE), whole, pan=True, seconds=9)))
    halves = [Print(picture=provider.offer(photo), x=x, width=0.498) for x in (0.0, 0.502)]
    still = watch(photo_page(wall(SIZE), *halves, pan=True, seconds=9))
    counted = {
        "a second": a_second(moving),
        "longest ms": round(1000 * max(after - before for before, after in pairwise(moving))),
        "still": len(still) - 2,
    }
    sys.stdout.write(json.dumps(counted) + "\n")
    window.close()


if __name__ == "__main__":
    main()
