"""The kiosk as `kiosk run` starts it, whose GUI thread can be made to hang from outside.

    python -m tests.soak.hanging '{"order": "/a/file", "bounds": [1, 2, 3]}' run --config FILE

What is written into the file that `order` names is done on the GUI thread, once. With `bounds` the
wall's life is judged by other times: how long a frame, a change and the first page may take.
"""

import ctypes
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtQml import QJSEngine

from kiosk import app
from kiosk.launch import launch
from kiosk.operations import systemd
from kiosk.running.kiosk import Kiosk

FOREVER_S = 3600


def sleep() -> None:
    """A call that never comes back; other threads go on."""
    time.sleep(FOREVER_S)


def hold() -> None:
    """A library that never comes back and keeps the interpreter: no Python runs any more."""
    ctypes.PyDLL(None).sleep(FOREVER_S)


def loop() -> None:
    """A binding that never ends."""
    QJSEngine().evaluate("while (true) {}")


def crash() -> None:
    """A library that writes where it must not."""
    ctypes.memset(0, 0, 1)


ORDERS = {"sleep": sleep, "hold": hold, "loop": loop, "crash": crash}


class Obedient(Kiosk):
    """A kiosk that looks for its order."""

    order: Path

    def start(self, size: tuple[int, int] | None) -> None:
        super().start(size)
        self._ask = QTimer(self)
        self._ask.setInterval(20)
        self._ask.timeout.connect(self._obey)
        self._ask.start()

    def _obey(self) -> None:
        try:
            order = self.order.read_text("utf-8")
        except FileNotFoundError:
            return
        self.order.unlink()
        ORDERS[order]()


def main(told: Mapping[str, Any], words: list[str]) -> int:
    """Run the kiosk; see the module."""
    if "bounds" in told:
        systemd.FRAME_S, systemd.SLACK_S, systemd.FIRST_S = told["bounds"]
    if "order" in told:
        Obedient.order = Path(told["order"])
        app.Kiosk = Obedient
    return launch(words)


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1]), sys.argv[2:]))
