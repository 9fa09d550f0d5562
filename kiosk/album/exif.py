"""What a photo says about itself: which way is up, a description, the day."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.album.captions import read_date
from kiosk.album.photo_file import open_photo

if TYPE_CHECKING:
    from PIL import Image

_DESCRIPTION: Final = 0x010E
_ORIENTATION: Final = 0x0112
_EXIF_IFD: Final = 0x8769
_TAKEN: Final = 0x9003


@dataclass(frozen=True, slots=True)
class Exif:
    """The words and the day that a photo carries itself."""

    description: str = ""
    """`ImageDescription` as it stands in the file."""
    taken: date | None = None
    """The day of `DateTimeOriginal`."""


def read_exif(path: Path) -> Exif:
    """Reads a photo's own words from its header; damaged EXIF reads as none.

    Raises:
        UnreadablePhotoError: The file is no photo; see `photo_file.open_photo`.
    """
    with open_photo(path) as image:
        return Exif(
            description=_text(_tag(image, _DESCRIPTION)),
            taken=read_date(_text(_tag(image, _TAKEN, _EXIF_IFD))),
        )


def orientation(image: "Image.Image") -> int:
    """Returns the EXIF orientation of an open photo, 1 to 8; 1 where it has none."""
    value = _tag(image, _ORIENTATION)
    return value if isinstance(value, int) and value in range(1, 9) else 1


def _tag(image: "Image.Image", tag: int, directory: int | None = None) -> object:
    try:
        tags = image.getexif()
        return (tags if directory is None else tags.get_ifd(directory)).get(tag)
    except Exception:  # noqa: BLE001 - damaged EXIF raises nearly anything, and costs no photo
        return None


def _text(value: object) -> str:
    return value.rstrip("\0") if isinstance(value, str) else ""
