"""Walls to hang pages on, and a real X server."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.contest.evaluation import Evaluation
from kiosk.screen.fonts import ruler
from kiosk.screen.geometry import Geometry
from kiosk.screen.typesetting import Ruler
from tests.screen.gallery import Gallery
from tests.screen.material import demo_season

ROOT: Final = Path(__file__).parents[2]
LONGEST_S: Final = 120


@pytest.fixture(scope="session")
def real_ruler(app: QGuiApplication) -> Callable[[tuple[int, int]], Ruler]:
    """Measures texts as they are drawn, on a display of this size."""
    return lambda size: ruler(Geometry(*size).unit_px)


@pytest.fixture(scope="module")
def gallery(app: QGuiApplication) -> Iterator[Gallery]:
    hall = Gallery(app)
    yield hall
    hall.close()
    gc.collect()


@pytest.fixture(scope="session")
def x_server() -> Iterator[str]:
    """The display of an X server of its own, with one screen of 1920 x 1080."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            yield f":{numbers.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def counted(x_server: str) -> Callable[[str], Any]:
    """Runs a module of tests.screen that counts frames on the X server, and gives what it says."""

    def run(module: str) -> Any:
        child = subprocess.run(
            [sys.executable, "-m", f"tests.screen.{module}"],
            cwd=ROOT,
            env=os.environ | {"DISPLAY": x_server},
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )
        assert child.returncode == 0, child.stderr
        sys.stdout.write(child.stdout)
        return json.loads(child.stdout)

    return run


@pytest.fixture(scope="session")
def demo() -> Evaluation:
    """The demonstration season on its as-of date."""
    return demo_season()
