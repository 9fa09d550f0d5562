"""Pictures of scenes with no screen: the same window, offscreen and without motion."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.errors import KioskError
from kiosk.resources import QML
from kiosk.screen.pages import Page, Wall
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.view import Footing, Stage, initial_properties
from kiosk.screen.window import WallWindow
from kiosk.theme import Theme


class SnapshotError(KioskError):
    """A scene could not be drawn or its picture not be written."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One page to picture: its file name, how it is made, and where the rotation stands."""

    name: str
    draw: Callable[[], Page]
    """Called when its turn has come: a photo is decoded no sooner."""
    station: int


class Studio:
    """Draws pages one after another at a wall's size."""

    def __init__(self, app: QGuiApplication, wall: Wall, footing: Footing, theme: Theme) -> None:
        """Open the window; it is never seen."""
        self._app = app
        self.wall = wall
        self._stage = Stage(motion=False, theme=theme)
        self._stage.set_unit(wall.geometry.unit_px)
        self._stage.set_footing(footing)
        self._broken = False
        self._stage.broken.connect(self._note_broken)
        self.provider = PhotoProvider()
        self._window = WallWindow(app, self._stage, self.provider)
        self._window.show(wall.geometry.width_px, wall.geometry.height_px)
        # A scene borrows its rows until it is off the wall, after the next one is on it.
        self._lent: deque[dict[str, object]] = deque(maxlen=2)

    def picture(self, page: Page, station: int) -> QImage:
        """The page as it hangs once it has settled.

        Raises:
            SnapshotError: its scene can't be drawn.
        """
        name = type(page).__name__.removesuffix("Page")
        properties = initial_properties(page) | {"stage": self._stage, "station": station}
        source = QUrl.fromLocalFile(str(QML / "scenes" / f"{name}.qml"))
        self._lent.append(properties)
        self._stage.present.emit(source, properties, QUrl())
        if self._broken:
            raise SnapshotError(f"the scene {name} can't be drawn")
        self._app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return self._window.picture()

    def close(self) -> None:
        """Take the window down."""
        self._window.close()

    def _note_broken(self) -> None:
        self._broken = True


def save(studio: Studio, shots: Sequence[Shot], out: Path, *, alone: bool) -> Iterator[Path]:
    """Write the shots and yield each path.

    Args:
        studio: Draws them.
        shots: The pages of one scene.
        out: A folder, which is made where it is missing; or, for a scene of one page that is
            drawn alone, a file.
        alone: Whether no other scene is drawn into `out`.

    Raises:
        SnapshotError: a picture can't be written.
    """
    file = alone and len(shots) == 1 and out.suffix.lower() == ".png" and not out.is_dir()
    for shot in shots:
        path = out if file else out / f"{shot.name}.png"
        write(studio.picture(shot.draw(), shot.station), path)
        yield path


def write(picture: QImage, path: Path) -> None:
    """Write a picture as a PNG; its folder is made where it is missing.

    Raises:
        SnapshotError: it can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SnapshotError(f"{path.parent}: {error.strerror}") from error
    if not picture.save(str(path), "PNG"):  # type: ignore[call-overload]  # Qt takes a str here
        raise SnapshotError(f"{path}: can't be written")
