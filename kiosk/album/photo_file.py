"""Opening a file that claims to be a photo, without trusting it."""

import functools
import stat
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import ImageFile

MEGAPIXEL: Final = 1_000_000
DECLARED_LIMIT: Final = 200 * MEGAPIXEL
"""Most pixels that a photo may declare."""
FILE_LIMIT: Final = 200 * 1024 * 1024
"""Most bytes of a photo's file."""

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_HEIF_BRAND: Final = slice(4, 8)

# Pillow hands a decoder the file in blocks, and other threads run between two of them only. A
# block of a drawing that compresses well holds the screen up for as long as it unpacks.
_BLOCK_BYTES: Final = 8 * 1024


class UnreadablePhotoError(Exception):
    """A file that cannot be shown; the message says why in one line."""


@contextmanager
def open_photo(path: Path) -> "Iterator[ImageFile.ImageFile]":
    """Opens a photo; nothing but its header is decoded yet.

    The kind is told by content. Pillow is loaded on the first call, its HEIC plug-in with the
    first HEIC photo; Pillow's warnings about odd files are silenced for the process.

    Raises:
        UnreadablePhotoError: The file is missing, empty, no picture or too large; or decoding
            failed inside the `with` block, whatever it raised.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - half of an album's start

    warnings.filterwarnings("ignore", module=r"PIL\.|pillow_heif")
    Image.MAX_IMAGE_PIXELS = DECLARED_LIMIT // 2  # Pillow refuses from twice this on
    try:
        _check_file(path)
        with path.open("rb") as file, Image.open(file, formats=_formats(file)) as image:
            image.decodermaxblock = _BLOCK_BYTES
            yield image
    except UnreadablePhotoError:
        raise
    except UnidentifiedImageError as error:
        raise UnreadablePhotoError("not a JPEG, PNG, WebP, HEIC or GIF picture") from error
    except Image.DecompressionBombError as error:
        raise UnreadablePhotoError(
            f"declares more than {DECLARED_LIMIT // MEGAPIXEL} megapixels"
        ) from error
    except Exception as error:
        # Decoders raise nearly anything on damaged bytes: OSError, SyntaxError, struct.error.
        raise UnreadablePhotoError(_one_line(error)) from error


def _check_file(path: Path) -> None:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise UnreadablePhotoError("not a file")
    if status.st_size == 0:
        raise UnreadablePhotoError("empty")
    if status.st_size > FILE_LIMIT:
        raise UnreadablePhotoError(f"larger than {FILE_LIMIT // 1024 // 1024} MB")


def _formats(file: BinaryIO) -> tuple[str, ...]:
    """Returns the formats that the first bytes allow; HEIC needs its plug-in."""
    is_heif = file.read(_HEIF_BRAND.stop)[_HEIF_BRAND] == b"ftyp"
    file.seek(0)
    if not is_heif:
        return _FORMATS
    _register_heif()
    return ("HEIF",)


@functools.cache
def _register_heif() -> None:
    from pillow_heif import register_heif_opener  # noqa: PLC0415 - few albums need it

    register_heif_opener()


def _one_line(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) else None
    lines = (text or str(error)).split("\n", 1)
    return lines[0] or type(error).__name__
