"""Pages on a real window, and what stands there: each text, where its ink is, and each bar."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication
from PySide6.QtQml import QQmlExpression, qmlContext, qmlEngine
from PySide6.QtQuick import QQuickItem

from kiosk.resources import QML
from kiosk.screen.pages import Page
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.view import Footing, Stage, initial_properties
from kiosk.screen.window import WallWindow

FOOTING: Final = Footing(
    clock="12:34",
    freshness="6 月 15 日 09:40 起数据源无应答，所示为上次数据",
    demo_mark="演示数据",
    stations=4,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A text on the wall."""

    text: str
    ink: tuple[QRectF, ...]
    """What each line paints, in pixels of the window."""
    width_px: float
    """Of its widest line, as Qt set it."""
    size_px: int
    bold: bool
    color: QColor
    truncated: bool
    markup: bool
    foot: bool
    """Whether it stands in the footer, or marks a photo."""


class Gallery:
    """Hangs pages one after another in a window that nobody sees."""

    def __init__(self, app: QGuiApplication, *, motion: bool = False) -> None:
        self._app = app
        self.stage = Stage(motion=motion)
        self.stage.set_footing(FOOTING)
        self.provider = PhotoProvider()
        self.wall_window = WallWindow(app, self.stage, self.provider)
        self.window = self.wall_window.window
        self._broken: list[str] = []
        self.stage.broken.connect(lambda source: self._broken.append(source.fileName()))
        self._lent: deque[dict[str, object]] = deque(maxlen=2)

    def hang(self, page: Page, size: tuple[int, int], unit_px: float, station: int = 1) -> None:
        """Put a page on the wall, settled."""
        name = type(page).__name__.removesuffix("Page")
        if (self.window.width(), self.window.height()) != size:
            self.wall_window.show(*size)
            self._app.processEvents()
        self.stage.set_unit(unit_px)
        properties = initial_properties(page) | {"stage": self.stage, "station": station}
        self._lent.append(properties)
        scene = QUrl.fromLocalFile(str(QML / "scenes" / f"{name}.qml"))
        self.stage.present.emit(scene, properties, QUrl())
        # No event loop runs here that would take away the scene before.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not self._broken
        for item in reversed(list(self.items())):
            item.ensurePolished()

    def items(self) -> Iterator[QQuickItem]:
        """Every item that is to be seen, parents first."""
        waiting = [self.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible() and item.opacity() > 0:
                yield item
                waiting.extend(item.childItems())

    def texts(self) -> list[Drawn]:
        """Every text that is to be seen."""
        return [
            _drawn(item)
            for item in self.items()
            if item.metaObject().className() == "QQuickText" and item.property("text")
        ]

    def marks(self) -> list[QRectF]:
        """Every bar from end to end, and every dot of the rotation."""
        return [
            item.mapRectToScene(item.boundingRect())
            for item in self.items()
            if item.metaObject().className().startswith("Bar_")
            or (item.property("radius") and _stands_in_a_footer(item))
        ]

    def token(self, tone: str, name: str) -> QColor:
        """A color of the theme."""
        engine = qmlEngine(self.window)
        theme = engine.singletonInstance("kiosk.screen.qml", "Theme")
        color, _ = QQmlExpression(engine.rootContext(), theme, f"{tone}.{name}").evaluate()
        return color

    def close(self) -> None:
        self.wall_window.close()


def _drawn(item: QQuickItem) -> Drawn:
    font = item.property("font")
    metrics = QFontMetricsF(font)
    pitch, width = item.property("lineHeight"), item.width()
    right = _choice(item, "horizontalAlignment") == Qt.AlignmentFlag.AlignRight.value
    ink = []
    for number, line in enumerate(item.property("text").split("\n")):
        shift = width - metrics.horizontalAdvance(line) if right else 0.0
        baseline = QPointF(shift, metrics.ascent() + number * pitch)
        ink.append(item.mapRectToScene(metrics.tightBoundingRect(line).translated(baseline)))
    return Drawn(
        text=item.property("text"),
        ink=tuple(ink),
        width_px=item.property("contentWidth"),
        size_px=font.pixelSize(),
        bold=font.bold(),
        color=item.property("color"),
        truncated=item.property("truncated"),
        markup=_choice(item, "textFormat") != Qt.TextFormat.PlainText.value,
        foot=_stands_in_a_footer(item),
    )


def _choice(item: QQuickItem, name: str) -> int:
    """The value of a property whose type only QML knows."""
    value, _ = QQmlExpression(qmlContext(item), item, f"{name} | 0").evaluate()
    return value


def _stands_in_a_footer(item: QQuickItem) -> bool:
    parent = item.parentItem()
    while parent is not None:
        if parent.metaObject().className().startswith("Footer_"):
            return True
        parent = parent.parentItem()
    return False
