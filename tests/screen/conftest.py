"""A Qt with no screen and the software renderer, the shipped fonts, and walls to hang pages on."""

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.contest.evaluation import Evaluation
from kiosk.screen.fonts import register_fonts, ruler
from kiosk.screen.geometry import Geometry
from kiosk.screen.typesetting import Ruler
from tests.screen.audit import TALLY
from tests.screen.gallery import Gallery
from tests.screen.material import demo_season


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    QQuickWindow.setSceneGraphBackend("software")
    return QGuiApplication


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["kiosk", "-platform", "offscreen"]


@pytest.fixture(scope="session")
def app(qapp: QGuiApplication) -> QGuiApplication:
    register_fonts()
    return qapp


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much the audit has judged."""
    tally = terminalreporter.config.stash.get(TALLY, None)
    if tally is not None:
        terminalreporter.section("audit of the walls")
        terminalreporter.write_line(str(tally))


@pytest.fixture(scope="session")
def demo() -> Evaluation:
    """The demonstration season on its as-of date."""
    return demo_season()
