"""A wall in a process of its own, asked line by line what it does: `python -m tests.screen.hung`.

Each line of standard input is a command with its words as JSON; each gets a line of JSON back. What
the wall tells by itself is kept until it is asked for.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSocketNotifier, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.keys import OperatorKeys
from kiosk.resources import QML
from kiosk.screen.fonts import register_fonts, ruler
from kiosk.screen.geometry import Geometry
from kiosk.screen.inhibit import Inhibitor
from kiosk.screen.operator import Operator
from kiosk.screen.pages import waiting_page
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.platform import platform_settings
from kiosk.screen.view import Stage, initial_properties
from kiosk.screen.window import WallWindow
from tests.processes import wait_until
from tests.screen.material import wall

ROOT: Final = Path(__file__).parents[2]


class Hung:
    """The process, from the tests' side."""

    def __init__(self, environ: Mapping[str, str], log: Path) -> None:
        clean = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}
            and not name.startswith("QT_")
        }
        self.log_file = log
        with log.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.screen.hung"],
                cwd=ROOT,
                env=clean | dict(environ),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stream,
                text=True,
            )

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    def ask(self, command: str, *words: object) -> Any:
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps([command, *words]) + "\n")
        stdin.flush()
        line = stdout.readline()
        assert line, self.log
        return json.loads(line)

    def until(self, what: str, holds: Callable[[dict[str, Any]], bool], timeout: float = 15) -> Any:
        """Wait until its state is such; the state."""
        last: dict[str, Any] = {}

        def found() -> dict[str, Any] | None:
            nonlocal last
            last = self.ask("state")
            return last if holds(last) else None

        try:
            return wait_until(what, found, timeout)
        except AssertionError as error:
            raise AssertionError(f"{error}: {last}\n{self.log}") from None

    def close(self) -> None:
        self.process.communicate(timeout=20)
        assert self.process.returncode == 0, self.log


def main() -> int:
    """Hang a page and do what is asked until standard input ends."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    os.environ.update(platform_settings(os.environ, os.environ["QT_QPA_PLATFORM"]))
    QQuickWindow.setSceneGraphBackend("software")
    app = QGuiApplication(["kiosk"])
    register_fonts()
    stage, provider = Stage(motion=False), PhotoProvider()
    window = WallWindow(app, stage, provider)
    inhibitor = Inhibitor(window.window, app.platformName())
    minutes_pass = inhibitor.findChild(QTimer).timeout
    operator = Operator(window.window, OperatorKeys())
    seen: list[bool] = []
    pressed: list[str] = []
    frames: list[int] = []
    window.seen_changed.connect(seen.append)
    operator.pressed.connect(pressed.append)
    window.window.frameSwapped.connect(lambda: frames.append(1))
    lent = []

    def present() -> None:
        size = max(window.window.width(), 1), max(window.window.height(), 1)
        page = waiting_page(wall(size, ruler=ruler(Geometry(*size).unit_px)))
        stage.set_unit(Geometry(*size).unit_px)
        lent.append(initial_properties(page) | {"stage": stage, "station": 0})
        stage.present.emit(
            QUrl.fromLocalFile(str(QML / "scenes" / "Message.qml")), lent[-1], QUrl()
        )

    window.resized.connect(present)

    def state() -> dict[str, Any]:
        screen = window.window.screen()
        return {
            "output": screen.name() if screen is not None else "",
            "screens": {one.name(): list(one.geometry().getRect()) for one in app.screens()},
            "place": list(window.window.geometry().getRect()),
            "exposed": window.window.isExposed(),
            "seen": window.seen,
            "told": list(seen),
            "pressed": list(pressed),
            "frames": len(frames),
        }

    commands: dict[str, Callable[..., object]] = {
        "state": state,
        "fill": lambda output, *others: window.fill(output, left_to_others=others),
        "expect_off": lambda: window.expect_off(True),
        "present": present,
        "listen": lambda keys: operator.listen(OperatorKeys(**keys)),
        "hold": inhibitor.hold,
        "minutes pass": minutes_pass.emit,
        "release": inhibitor.release,
    }

    def answer() -> None:
        line = sys.stdin.readline()
        if not line:
            notifier.setEnabled(False)
            app.exit(0)
            return
        command, *words = json.loads(line)
        sys.stdout.write(json.dumps(commands[command](*words)) + "\n")
        sys.stdout.flush()

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(answer)
    code = app.exec()
    inhibitor.close()
    window.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
