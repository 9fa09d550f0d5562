"""A photo's pixels, decoded no larger than its place needs, of which parts are drawn."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from kiosk.album.photo_file import MEGAPIXEL, UnreadablePhotoError, open_photo

if TYPE_CHECKING:
    from PIL import Image, ImageCms, ImageFile

MEMORY_LIMIT: Final = 400 * MEGAPIXEL
"""Most bytes that a photo takes while it is decoded.

A baseline JPEG is decoded at a fraction of its size; any other photo, a progressive JPEG among
them, stands in memory whole.
"""

_BYTES_A_PIXEL: Final = 8
_BYTES_A_PIXEL_WEBP: Final = 16  # its decoder keeps two canvases beside the picture

_PAPER: Final = (242, 240, 235)
_RGB_COMPONENTS: Final = list(b"RGB")
_PREMULTIPLIED: Final = {"RGBA": "RGBa", "LA": "La"}


class Part(NamedTuple):
    """A rectangle of a photo, its sides as shares of the photo's: 0 left and top, 1 right."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Source:
    """An upright photo in memory: one image, or brightness and the two color differences."""

    bands: tuple["Image.Image", ...]
    to_srgb: "ImageCms.ImageCmsTransform | None"
    """What brings the photo's own colors to sRGB, where they are others."""

    def drawn(self, part: Part, size: tuple[int, int], *, averaged: bool = False) -> "Image.Image":
        """Returns a part of the photo at a size, opaque and in sRGB.

        Args:
            part: Which part.
            size: Its size in pixels.
            averaged: Whether every pixel is the mean of those that it stands for, in place of
                the sharper curve that a photo is drawn with.
        """
        from PIL import Image  # noqa: PLC0415 - loaded by now, see open_photo

        resampling = Image.Resampling.BOX if averaged else Image.Resampling.BICUBIC
        bands = [
            band.resize(size, resampling, _pixels(part, band), reducing_gap=2.0)
            for band in self.bands
        ]
        drawn = _opaque(bands[0] if len(bands) == 1 else Image.merge("YCbCr", bands))
        return drawn.convert("RGB") if self.to_srgb is None else self.to_srgb.apply(drawn)


def load(path: Path, image: "ImageFile.ImageFile", size: tuple[int, int], turn: int) -> Source:
    """Decodes an open photo.

    A JPEG's brightness is decoded at its shown size or more and its colors at half of that or
    more, which is how cameras store them and as fine as eyes see them: three bytes for two
    pixels, where Pillow's RGB takes four for each. That takes a second look at the file.

    Args:
        path: The photo's file.
        image: The photo, opened and not decoded yet.
        size: How large all of it is going to be shown, before it is turned.
        turn: Its EXIF orientation.

    Raises:
        UnreadablePhotoError: The photo cannot be shown.
    """
    profile = image.info.get("icc_profile")
    if _stores_brightness(image):
        differences = _differences(path, size, turn)
        _decode(image, "L", size)
        bands = (_upright(_reduced(image, size), turn), *differences)
        mode = "RGB"
    else:
        _decode(image, None, size)
        bands = (_upright(_resizable(image), turn),)
        mode = _opaque_mode(bands[0].mode)
    if bands[0] is not image:
        # What it was made from is not drawn any more, and the caller still holds it.
        image.close()
    return Source(bands, _transform(profile, mode))


def _differences(path: Path, size: tuple[int, int], turn: int) -> "tuple[Image.Image, ...]":
    """Returns the two color differences of a JPEG, upright, at half its shown size or more."""
    half = (-(-size[0] // 2), -(-size[1] // 2))
    with open_photo(path) as image:
        _decode(image, "YCbCr", half)
        return tuple(_upright(image.getchannel(channel), turn) for channel in ("Cb", "Cr"))


def _stores_brightness(image: "ImageFile.ImageFile") -> bool:
    """Tells whether a photo is a JPEG of brightness and color differences, as nearly all are."""
    from PIL.JpegImagePlugin import JpegImageFile  # noqa: PLC0415 - loaded by now, see open_photo

    return (
        isinstance(image, JpegImageFile)
        and image.mode == "RGB"
        and image.info.get("adobe_transform") != 0
        and [component[0] for component in image.layer] != _RGB_COMPONENTS
    )


def _decode(image: "ImageFile.ImageFile", mode: str | None, size: tuple[int, int]) -> None:
    """Decodes at the smallest size that is not below one, where the format allows."""
    declared = image.width * image.height
    image.draft(mode, size)
    in_memory = declared if "progressive" in image.info else image.width * image.height
    each = _BYTES_A_PIXEL_WEBP if image.format == "WEBP" else _BYTES_A_PIXEL
    if in_memory * each > MEMORY_LIMIT:
        raise UnreadablePhotoError(
            f"{declared // MEGAPIXEL} megapixels in a form that has to be decoded whole;"
            f" the most is {MEMORY_LIMIT // each // MEGAPIXEL}"
        )
    image.load()


def _reduced(image: "Image.Image", size: tuple[int, int]) -> "Image.Image":
    """Returns a decoded photo no larger than it is shown."""
    from PIL.Image import Resampling  # noqa: PLC0415 - loaded by now, see open_photo

    return image.resize(size, Resampling.BICUBIC) if image.width > size[0] else image


def _resizable(image: "Image.Image") -> "Image.Image":
    """Returns a decoded photo in a mode whose pixels can be mixed."""
    if image.mode in ("P", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode == "1":
        image = image.convert("L")
    # Pillow would do it again for every part.
    return image.convert(_PREMULTIPLIED[image.mode]) if image.mode in _PREMULTIPLIED else image


def _opaque_mode(mode: str) -> str:
    if mode.startswith("I"):
        return "L"
    return "RGB" if mode in _PREMULTIPLIED.values() else mode


def _opaque(image: "Image.Image") -> "Image.Image":
    """Returns a resized part as L, RGB or CMYK."""
    from PIL import Image  # noqa: PLC0415 - loaded by now, see open_photo

    if image.mode.startswith("I"):
        # 16 bits: Pillow's own conversion clips instead of scaling.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode == "YCbCr":
        return image.convert("RGB")
    if image.mode in _PREMULTIPLIED.values():
        image = image.convert(image.mode.upper())
        paper = Image.new("RGB", image.size, _PAPER)
        paper.paste(image.convert("RGB"), mask=image.getchannel("A"))
        return paper
    return image


def _transform(profile: bytes | None, mode: str) -> "ImageCms.ImageCmsTransform | None":
    """Returns what brings colors to sRGB; a profile that makes no sense is left out."""
    if not profile:
        return None
    from PIL import ImageCms  # noqa: PLC0415 - few photos need it

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source):
            return None
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _upright(image: "Image.Image", turn: int) -> "Image.Image":
    from PIL.Image import Transpose  # noqa: PLC0415 - loaded by now, see open_photo

    method = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }.get(turn)
    return image if method is None else image.transpose(method)


def _pixels(part: Part, image: "Image.Image") -> tuple[float, float, float, float]:
    return (
        part.left * image.width,
        part.top * image.height,
        min(part.right, 1.0) * image.width,
        min(part.bottom, 1.0) * image.height,
    )
