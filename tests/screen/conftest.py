"""A Qt with no screen and the software renderer, the shipped fonts, and walls to hang pages on."""

import gc
from collections.abc import Callable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.contest.evaluation import Evaluation, evaluate
from kiosk.contest.model import Rules
from kiosk.intake.payload import Payload
from kiosk.intake.reading import Reading
from kiosk.intake.table import read_table
from kiosk.resources import ASSETS
from kiosk.screen.fonts import register_fonts, ruler
from kiosk.screen.geometry import Geometry
from kiosk.screen.typesetting import Ruler
from tests.screen.gallery import Gallery
from tests.screen.material import SEASON


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


@pytest.fixture(scope="session")
def demo() -> Evaluation:
    """The demonstration season on its as-of date."""
    payload = Payload((ASSETS / "demo" / "season.xlsx").read_bytes(), name="season.xlsx")
    table, _ = read_table(payload, Reading(season=SEASON, timezone=ZoneInfo("Asia/Shanghai")))
    today = date(2027, 6, 15)
    return evaluate(table, SEASON, Rules(), as_of=today, today=today)
