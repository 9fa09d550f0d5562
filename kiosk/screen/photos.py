"""Hands the album's decoded pictures to QML."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.album.album import Panel, Slide
from kiosk.album.captions import Caption
from kiosk.album.decode import Picture, Size
from kiosk.screen.pages import PhotoPage, Wall, photo_page
from kiosk.screen.pages.photo import Print

PROVIDER: Final = "photos"
_WAITING: Final = 3
"""Pictures that may be offered and not yet fetched: two photos, and what hung before them."""


class PhotoProvider(QQuickImageProvider):
    """Gives each picture once: QML keeps the pixels from then on, nobody else does."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._waiting: dict[str, Picture | QImage] = {}
        self._count = 0

    def offer(self, picture: Picture | QImage) -> str:
        """The address at which QML may fetch the picture."""
        self._count += 1
        # A picture that nobody fetched is let go when as many others have been offered.
        self._waiting.pop(str(self._count - _WAITING), None)
        self._waiting[str(self._count)] = picture
        return f"image://{PROVIDER}/{self._count}"

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N802, N803
        """The picture at this address, at the size of the screen; a null image for no other."""
        picture = self._waiting.pop(id, None)
        image = _image(picture) if isinstance(picture, Picture) else picture or QImage()
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def _image(picture: Picture) -> QImage:
    """The album's own pixels, which live as long as any image of them does."""
    return QImage(
        picture.pixels,
        picture.width,
        picture.height,
        4 * picture.width,
        QImage.Format.Format_RGB32,
    )


def slide_page(
    slide: Slide,
    provider: PhotoProvider,
    wall: Wall,
    *,
    seconds: float,
    pan: bool,
    toward: int = 0,
    demo: bool = False,
) -> PhotoPage:
    """The page of what an album gives; a photo that stands whole on its own fill stands still."""
    return photo_page(
        wall,
        *(_print(panel, slide.box, provider) for panel in slide.panels),
        pan=pan and not any(panel.picture.whole for panel in slide.panels),
        seconds=seconds,
        toward=toward,
        demo=demo,
    )


def _print(panel: Panel, box: Size, provider: PhotoProvider) -> Print:
    place = panel.place
    known = panel.caption or Caption()
    return Print(
        picture=provider.offer(panel.picture),
        text=known.text,
        unit=known.unit,
        taken=known.day,
        x=place.x / box.width,
        y=place.y / box.height,
        width=place.width / box.width,
        height=place.height / box.height,
    )
