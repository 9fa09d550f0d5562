"""The window that fills one screen, and the engine that draws into it."""

import logging
import re
from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QImage, QScreen, QWindow
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.errors import KioskError
from kiosk.resources import QML_IMPORTS
from kiosk.screen.photos import PROVIDER, PhotoProvider
from kiosk.screen.view import Stage

logger: Final = logging.getLogger(__name__)

_LOOK_AGAIN_MS: Final = 5_000
"""How often to look whether all is as it should be: an X server does not tell everything."""
_SETTLED_MS: Final = 300
"""How long an output that came is given: a compositor gives it its place after it tells of it."""
_TOLD_AFTER_MS: Final = 1_000
"""A cable that is plugged in comes and goes a few times: what lasts so long is told."""
_ROOT_SCREEN: Final = re.compile(r"\S*:\d+\.\d+")
"""What Qt calls an X server's screen that has no output."""
_NOT_FILLING: Final = frozenset(
    {QWindow.Visibility.Hidden, QWindow.Visibility.Minimized, QWindow.Visibility.Windowed}
)


class SceneFilesError(KioskError):
    """The QML files could not be loaded."""


class WallWindow(QObject):
    """One window on one output.

    Signals:
        resized: width and height in pixels, whenever the window has another size.
        seen_changed: whether there is an output for the wall to be seen on.
    """

    resized = Signal(int, int)
    seen_changed = Signal(bool)

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
        self._window.setColor(QColor(Qt.GlobalColor.black))
        self._window.widthChanged.connect(self._report)
        self._window.heightChanged.connect(self._report)

        self._fills = False
        self._output = ""
        self._left: frozenset[str] = frozenset()
        self._off_expected = False
        """Whether an output that is gone was switched off."""
        self._screen: QScreen | None = None
        self._outputs_seen = False
        """Whether Qt has ever told of an output by its name."""
        self._seen = True
        self._place: QRect | None = None
        self._state = (logging.INFO, "")
        self._told: tuple[int, str] | None = None
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_AGAIN_MS)
        self._look.timeout.connect(self._settle)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLED_MS)
        self._soon.timeout.connect(self._settle)
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(_TOLD_AFTER_MS)
        self._tell.timeout.connect(self._tell_state)

    @property
    def window(self) -> QQuickWindow:
        """The window itself."""
        return self._window

    @property
    def seen(self) -> bool:
        """Whether there is an output for the wall to be seen on; True where nothing is known."""
        return self._seen

    @property
    def output(self) -> str:
        """The connector of the screen that it covers; empty where it covers none.

        Kept here because a window that is asked for its screen by `QWindow.screen()` becomes the
        screen's owner in PySide6, and takes it along when it goes.
        """
        return "" if self._screen is None else self._screen.name()

    def fill(self, output: str, *, left_to_others: Collection[str] = ()) -> None:
        """Cover the screen of this name (its connector), or the primary one for an empty name.

        Goes on covering it when its size changes, takes another one as long as it is away, and
        comes back to it. To be called again when it is to cover another one.

        Args:
            output: Name of the output.
            left_to_others: Outputs that are other displays' and never taken in its place.
        """
        self._output = output
        self._left = frozenset(left_to_others)
        if not self._fills:
            self._fills = True
            self._app.screenAdded.connect(self._soon.start)
            self._app.screenRemoved.connect(self._settle)
            self._app.primaryScreenChanged.connect(self._settle)
            # A frame or a taskbar has no place on a wall, and under bare X nobody but the window
            # itself gives it the size of the screen.
            self._window.setFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
            self._window.setCursor(QCursor(Qt.CursorShape.BlankCursor))
            self._look.start()
        self._settle()
        self._tell_state()

    def expect_off(self, off: bool) -> None:  # noqa: FBT001 - a setter
        """Take an output that is gone for switched off, or for unplugged."""
        self._off_expected = off

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
        for timer in (self._look, self._soon, self._tell):
            timer.stop()
        if self._fills:
            self._app.screenAdded.disconnect(self._soon.start)
            self._app.screenRemoved.disconnect(self._settle)
            self._app.primaryScreenChanged.disconnect(self._settle)
        self._window.hide()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete.value)

    def _settle(self, *_changed: object) -> None:
        """Bring the window where it belongs; nothing happens where it is there."""
        screens = [screen for screen in QGuiApplication.screens() if self._shows(screen)]
        screen = self._choose(screens)
        self._state = self._described(screens, screen)
        if self._state != self._told and not self._tell.isActive():
            self._tell.start()
        if screen is None:
            self._leave()
        else:
            self._cover(screen)
        if (screen is not None) != self._seen:
            self._seen = screen is not None
            self.seen_changed.emit(self._seen)

    def _shows(self, screen: QScreen) -> bool:
        """Whether it is an output, and not what stands in where there is none."""
        if screen.geometry().isEmpty():
            return False
        if _ROOT_SCREEN.fullmatch(screen.name()):
            # What is left of an X server's outputs; where there never was one, all there is.
            return not self._outputs_seen
        self._outputs_seen = True
        return True

    def _choose(self, screens: Sequence[QScreen]) -> QScreen | None:
        """The display's own screen, else the primary one, else any other that is free."""
        own = [screen for screen in screens if screen.name() == self._output]
        primary = [screen for screen in screens if screen is QGuiApplication.primaryScreen()]
        free = [screen for screen in (*primary, *screens) if screen.name() not in self._left]
        return next(iter((*own, *free)), None)

    def _cover(self, screen: QScreen) -> None:
        if screen is not self._screen:
            # Wayland knows no other way to move a window: shown anew, it is fullscreen there.
            self._leave()
            self._screen = screen
            screen.geometryChanged.connect(self._settle)
            self._window.setScreen(screen)
        place = screen.geometry()
        if self._window.visibility() in _NOT_FILLING:
            self._window.setGeometry(place)
            self._window.showFullScreen()
        if place != self._place:
            self._place = place
            self._window.setGeometry(place)

    def _leave(self) -> None:
        """Stand nowhere: on a screen that is not there Qt's window would end the kiosk."""
        if self._screen is not None and self._screen in QGuiApplication.screens():
            self._screen.geometryChanged.disconnect(self._settle)
        self._screen = self._place = None
        self._window.hide()

    def _described(self, screens: Sequence[QScreen], screen: QScreen | None) -> tuple[int, str]:
        """Where the wall hangs, and how grave that is."""
        there = ", ".join(screen.name() for screen in screens)
        if screen is None and screens:
            return logging.WARNING, (
                f"output {self._output} is not there, and {there} belongs to another display:"
                " the wall hangs nowhere"
            )
        if screen is None and self._off_expected:
            return logging.INFO, "its output is off, as it should be"
        if screen is None:
            return logging.WARNING, "no output is there: the wall hangs nowhere"
        if self._output and screen.name() != self._output:
            return logging.WARNING, (
                f"output {self._output} is not there: the wall hangs on {screen.name()}"
                f" until it is (there are: {there})"
            )
        return logging.INFO, f"the wall hangs on {screen.name()}"

    def _tell_state(self) -> None:
        self._tell.stop()
        level, words = self._state
        # Where it hangs as it should from the start nothing is to be told.
        if self._state != self._told and (self._told or level > logging.INFO):
            logger.log(level, "%s", words)
        self._told = self._state

    def _report(self) -> None:
        self.resized.emit(self._window.width(), self._window.height())
