"""A picture of the wall for threads that are not allowed to draw."""

from threading import Event, Lock
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, Signal, Slot

from kiosk.screen.window import WallWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_PATIENCE_S: Final = 1.0
"""How long the GUI thread may take to draw one; should it hang, there is none."""
_WIDEST: Final = 1280
_QUALITY: Final = 85
"""Of the JPEG, of 100."""


class WallPicture(QObject):
    """What hangs on the wall now, as a JPEG."""

    _wanted = Signal()

    def __init__(self, window: WallWindow) -> None:
        """Belongs to the GUI thread."""
        super().__init__()
        self._window = window
        self._one_at_a_time = Lock()
        self._taken = Event()
        self._image: QImage | None = None
        self._wanted.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def jpeg(self) -> bytes | None:
        """The picture, drawn by the GUI thread while any other waits here for it.

        None where nobody could see it, or nobody draws.
        """
        with self._one_at_a_time:
            self._taken.clear()
            self._wanted.emit()
            if not self._taken.wait(_PATIENCE_S):
                return None
            image, self._image = self._image, None
        if image is None or image.isNull():
            return None
        if max(image.width(), image.height()) > _WIDEST:
            image = image.scaled(
                _WIDEST,
                _WIDEST,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "JPEG", _QUALITY)  # type: ignore[call-overload]  # it takes a name
        return bytes(buffer.data().data())

    @Slot()
    def _take(self) -> None:
        self._image = self._window.frozen()
        self._taken.set()
