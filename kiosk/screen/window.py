"""The window that fills one screen, and the engine that draws into it."""

import logging
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QScreen
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.errors import KioskError
from kiosk.resources import QML_IMPORTS
from kiosk.screen.photos import PROVIDER, PhotoProvider
from kiosk.screen.view import Stage

logger: Final = logging.getLogger(__name__)


class SceneFilesError(KioskError):
    """The QML files could not be loaded."""


class WallWindow(QObject):
    """One window on one output.

    Signals:
        resized: width and height in pixels, whenever the window has another size.
    """

    resized = Signal(int, int)

    def __init__(self, app: QGuiApplication, stage: Stage, provider: PhotoProvider) -> None:
        """Load the scenes; nothing is shown yet.

        Raises:
            SceneFilesError: a QML file is missing or wrong.
        """
        super().__init__()
        self._app = app
        # The engine stays without a parent and goes before the objects it draws.
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(QML_IMPORTS))
        self._engine.addImageProvider(PROVIDER, provider)
        self._engine.setInitialProperties({"stage": stage})
        self._engine.loadFromModule("kiosk.screen.qml", "Main")
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise SceneFilesError("the kiosk's QML files can't be loaded")
        self._window: QQuickWindow = roots[0]
        self._output = ""
        self._screen: QScreen | None = None
        self._window.setColor(QColor(Qt.GlobalColor.black))
        self._window.widthChanged.connect(self._report)
        self._window.heightChanged.connect(self._report)

    @property
    def window(self) -> QQuickWindow:
        """The window itself."""
        return self._window

    def fill(self, output: str) -> None:
        """Cover the screen of this name (its connector), or the primary one for an empty name.

        Goes on covering it when its size changes, and finds it again after it was away.
        """
        self._output = output
        self._app.screenAdded.connect(self._settle)
        self._app.screenRemoved.connect(self._settle)
        self._app.primaryScreenChanged.connect(self._settle)
        # A frame or a taskbar has no place on a wall, and under bare X nobody but the window
        # itself gives it the size of the screen.
        self._window.setFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._settle()
        self._window.showFullScreen()
        self._settle()

    def show(self, width: int, height: int) -> None:
        """Stand as an ordinary window of this size."""
        self._window.resize(width, height)
        self._window.show()

    def picture(self) -> QImage:
        """What the window shows now."""
        return self._window.grabWindow()

    def frozen(self) -> QImage | None:
        """What the window shows, to fade from; None while nobody can see it."""
        return self._window.grabWindow() if self._window.isExposed() else None

    def close(self) -> None:
        """Take the window and the engine down, before the objects that they draw."""
        self._window.hide()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete.value)

    def _settle(self, *_changed: object) -> None:
        screen = self._chosen_screen()
        if screen is None:
            return
        if screen is not self._screen:
            if self._screen is not None and self._screen in QGuiApplication.screens():
                self._screen.geometryChanged.disconnect(self._settle)
            self._screen = screen
            screen.geometryChanged.connect(self._settle)
            self._window.setScreen(screen)
        self._window.setGeometry(screen.geometry())

    def _chosen_screen(self) -> QScreen | None:
        screens = QGuiApplication.screens()
        for screen in screens:
            if screen.name() == self._output:
                return screen
        if self._output and screens:
            names = ", ".join(screen.name() for screen in screens)
            logger.warning("no output is called %s; there are: %s", self._output, names)
        return QGuiApplication.primaryScreen()

    def _report(self) -> None:
        self.resized.emit(self._window.width(), self._window.height())
