"""The running kiosk from its start to its end: Qt, memory, log, and what the system asks.

What started last stops first.
"""

import faulthandler
import gc
import linecache
import logging
import os
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QTimer, qInstallMessageHandler
from PySide6.QtGui import QCursor, QGuiApplication

from kiosk.errors import KioskError
from kiosk.memory import Memory, PlayLog
from kiosk.operations.allocator import give_memory_back
from kiosk.operations.log import also, keep_log, redact
from kiosk.operations.systemd import tell_operators_end
from kiosk.operations.uncaught import catch_uncaught, qt_message
from kiosk.resources import state_folder
from kiosk.running.kiosk import Kiosk, Surface
from kiosk.screen import platform
from kiosk.screen.fonts import register_fonts
from kiosk.screen.signals import StopSignals
from kiosk.settings import (
    QUIT,
    RESTART,
    KioskSettings,
    holidays_words,
    unannounced_years,
)
from kiosk.status.recent import RecentProblems

logger: Final = logging.getLogger(__name__)

_WINDOWED: Final = (1280, 720)
_OFFSCREEN: Final = (1920, 1080)
_COLLECT_MS: Final = 10_000


class MissingLibraryError(KioskError):
    """The system lacks libraries that Qt needs here."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Qt, as far as it can be started before anything is known of the display."""

    app: QGuiApplication
    platform: str
    gpu: bool

    @property
    def offscreen(self) -> bool:
        """Whether there is no screen."""
        return self.platform == platform.Platform.OFFSCREEN


def begin() -> Ready:
    """Start Qt on the platform that this machine has.

    Raises:
        MissingLibraryError, NoScreenError: Qt could not start here.
    """
    gpu = platform.has_gpu()
    chosen = platform.choose_platform(os.environ, gpu=gpu)
    if missing := platform.missing_packages(chosen):
        packages = " ".join(missing)
        raise MissingLibraryError(
            f"Qt needs libraries that are missing here; type: sudo apt-get install {packages}"
        )
    os.environ.update(platform.platform_settings(os.environ, chosen))
    give_memory_back()
    app = QGuiApplication(["kiosk"])
    register_fonts()
    return Ready(app, chosen, gpu)


def run(settings: KioskSettings, ready: Ready) -> int:
    """Show a display until the system asks to stop; the process's exit code.

    `RESTART` asks for another start of the same process.
    """
    # A crash in a library leaves at least its place in the log.
    faulthandler.enable()
    catch_uncaught()
    qInstallMessageHandler(qt_message)  # type: ignore[arg-type]  # the stubs know no empty text
    redact(settings.secrets)
    display = settings.display
    renderer = platform.choose_renderer(
        platform.Renderer(display.renderer), ready.platform, gpu=ready.gpu
    )
    os.environ.update(platform.renderer_settings(os.environ, renderer))
    folder = state_folder()
    keep_log(folder, display.name)
    recent = RecentProblems()
    also(recent)
    memory, played = Memory.open(folder), PlayLog(folder)
    surface = Surface(platform=ready.platform, renderer=renderer)
    kiosk = Kiosk(ready.app, settings, memory, played, surface=surface, log=recent.log)
    # Not quit: that asks the window, which lets nobody close it.
    stop_signals = StopSignals(lambda: ready.app.exit(0))
    if ready.offscreen:
        logger.warning(
            "no screen here: running offscreen; the status page shows what would hang on the wall"
        )
    if not settings.windowed:
        ready.app.setOverrideCursor(QCursor(Qt.CursorShape.BlankCursor))
    kiosk.start(_WINDOWED if settings.windowed else _OFFSCREEN if ready.offscreen else None)
    logger.info("display %s on %s, drawn by %s", display.name, ready.platform, renderer)
    if unannounced := unannounced_years(settings.contest):
        logger.info("calendar: %s", holidays_words(unannounced))
    collecting = _collect_here()
    code = ready.app.exec()
    collecting.stop()
    stop_signals.close()
    if code == QUIT:
        tell_operators_end(os.environ)
    kiosk.stop(again=code == RESTART)
    played.close()
    memory.close()
    return code


def _collect_here() -> QTimer:
    """Have Python's collector run on this thread alone.

    It frees Qt's objects wherever it happens to run, and on another thread PySide6 may then wait
    for this one while this one waits for it, for ever.
    """
    gc.disable()
    # What was loaded stays, and need not be looked at each time.
    gc.freeze()
    timer = QTimer()
    timer.setInterval(_COLLECT_MS)
    timer.timeout.connect(_collect)
    timer.start()
    return timer


def _collect() -> None:
    # PySide6 reads the source of each module that is loaded after it, and this would keep it: 8 MB.
    linecache.clearcache()
    gc.collect()
