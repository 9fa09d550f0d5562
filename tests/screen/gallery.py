"""Pages on a real window, and what stands there: each text, where its ink is, and each shape."""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication
from PySide6.QtQml import QQmlEngine, QQmlExpression, qmlEngine
from PySide6.QtQuick import QQuickItem

from kiosk.resources import QML
from kiosk.screen.fonts import FAMILY
from kiosk.screen.pages import Page
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.view import Footing, Stage, initial_properties
from kiosk.screen.window import WallWindow
from kiosk.theme import STANDARD, Theme

FOOTING: Final = Footing(
    clock="12:34",
    freshness="数据源自 6 月 15 日 09:40 起无应答，所示为上次数据",
    demo_mark="演示数据",
    stations=4,
)
SEEN: Final = (Path(__file__).parent / "seen.js").read_text("utf-8")
_ONE_SCRIPT: Final = re.compile(r"[^A-Za-z]+|[^\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")


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
    """Whether it stands in the footer."""
    within: tuple[int, ...]
    """Which shapes it stands in: indices of `Seen.shapes`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A rectangle on the wall: a ground, a bar, a tick, a dot or a line."""

    name: str
    place: QRectF
    shades: bool
    """Whether it is drawn in a gradient: a ground, or a scrim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All that is to be seen."""

    texts: tuple[Drawn, ...]
    shapes: tuple[Shape, ...]


class Gallery:
    """Hangs pages one after another in a window that nobody sees."""

    def __init__(
        self, app: QGuiApplication, *, motion: bool = False, theme: Theme = STANDARD
    ) -> None:
        self._app = app
        self.stage = Stage(motion=motion, theme=theme)
        self.stage.set_footing(FOOTING)
        self.provider = PhotoProvider()
        self.wall_window = WallWindow(app, self.stage, self.provider)
        self.window = self.wall_window.window
        self._broken: list[str] = []
        self.stage.broken.connect(lambda source: self._broken.append(source.fileName()))
        self._lent: deque[dict[str, object]] = deque(maxlen=2)
        engine, root = qmlEngine(self.window), self.window.contentItem()
        QQmlEngine.setObjectOwnership(root, QQmlEngine.ObjectOwnership.CppOwnership)
        self._root = engine.newQObject(root)
        self._see = engine.evaluate(SEEN)

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

    def seen(self) -> Seen:
        """Every text and every rectangle that is to be seen."""
        told = self._see.call([self._root])
        assert not told.isError(), told.toString()
        seen = json.loads(told.toString())
        return Seen(
            texts=tuple(_drawn(**text) for text in seen["texts"]),
            shapes=tuple(
                Shape(name=one["name"], place=QRectF(*one["place"]), shades=one["shades"])
                for one in seen["shapes"]
            ),
        )

    def texts(self) -> tuple[Drawn, ...]:
        """Every text that is to be seen."""
        return self.seen().texts

    def token(self, tone: str, name: str) -> QColor:
        """A color of the theme."""
        engine = qmlEngine(self.window)
        theme = engine.singletonInstance("kiosk.screen.qml", "Theme")
        color, _ = QQmlExpression(engine.rootContext(), theme, f"{tone}.{name}").evaluate()
        return color

    def close(self) -> None:
        self.wall_window.close()


def _drawn(
    *, place: list[float], pitch_px: float, text_format: int, alignment: int, **known: Any
) -> Drawn:
    x, y, width, _ = place
    text, size_px, bold = known["text"], known["size_px"], known["bold"]
    ascent = _metrics(size_px, bold).ascent()
    ink = []
    for number, line in enumerate(text.split("\n")):
        advance, box = _ink(line, size_px, bold)
        shift = width - advance if alignment == Qt.AlignmentFlag.AlignRight.value else 0.0
        ink.append(box.translated(QPointF(x + shift, y + ascent + number * pitch_px)))
    known["color"] = QColor(known["color"])
    known["within"] = tuple(known["within"])
    markup = text_format != Qt.TextFormat.PlainText.value
    return Drawn(ink=tuple(ink), markup=markup, **known)


@cache
def _metrics(size_px: int, bold: bool) -> QFontMetricsF:
    font = QFont(FAMILY)
    font.setPixelSize(size_px)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return QFontMetricsF(font)


@cache
def _ink(line: str, size_px: int, bold: bool) -> tuple[float, QRectF]:
    """How far a line advances, and what it paints from its start on the baseline."""
    metrics = _metrics(size_px, bold)
    box, start = QRectF(), 0.0
    # Of letters beside Chinese Qt tells the box wrong; of either alone it is right.
    for part in _ONE_SCRIPT.findall(line):
        box |= metrics.tightBoundingRect(part).translated(start, 0.0)
        start += metrics.horizontalAdvance(part)
    return metrics.horizontalAdvance(line), box
