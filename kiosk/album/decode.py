"""A photo's file to a picture that fills its place on the screen, ready to be drawn."""

import io
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from kiosk.album.exif import orientation
from kiosk.album.photo_file import MEGAPIXEL, UnreadablePhotoError, open_photo

if TYPE_CHECKING:
    from PIL import Image

MEMORY_LIMIT: Final = 400 * MEGAPIXEL
"""Most bytes that a photo takes while it is decoded.

A baseline JPEG is decoded at a fraction of its size; any other photo, a progressive JPEG among
them, stands in memory whole.
"""

_BYTES_A_PIXEL: Final = 8
_BYTES_A_PIXEL_WEBP: Final = 16  # its decoder keeps two canvases beside the picture

_KEPT_SHARE: Final = (5, 6)  # a photo that fills the box loses at most a sixth
_CUT_ABOVE: Final = 0.35  # of what is cut from a tall photo; faces are in the upper part
_PAPER: Final = (242, 240, 235)

_FILL_REDUCTION: Final = 16
_FILL_BLUR: Final = 4.0
_FILL_BRIGHTNESS: Final = 0.45

_FIRST_TURNED: Final = 5  # orientations from here on swap width and height


class Lean(NamedTuple):
    """Where a photo stands in the room that it leaves: 0 left or top, 1 right or bottom."""

    x: float = 0.5
    y: float = 0.5


CENTERED: Final = Lean()


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels as a screen on a little-endian machine takes them.

    Four bytes a pixel, blue, green, red and 255, rows from the top without padding: Qt's
    `QImage.Format_RGB32` with `bytesPerLine` 4 x width, without a conversion.
    """

    width: int
    height: int
    pixels: bytes = field(repr=False)
    whole: bool
    """The photo stands whole on its own blurred fill: it is to be shown still, as any zoom
    would cut it. False: the photo was cropped to fill the picture."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a photo of one shape comes into a box of another."""

    scaled: Size
    """The size at which the photo is drawn."""
    canvas: Size
    """The size of the picture."""
    whole: bool


def decode(path: Path, box: Size, overscan: float = 1.0, lean: Lean = CENTERED) -> Picture:
    """Decodes a photo at the size at which it is shown.

    It is upright, in sRGB, opaque, the first frame of several. A photo that loses at most a
    sixth of itself fills the box and is cropped, a tall one more at its foot than at its head.
    Any other stands whole on a dark, blurred copy of itself (screens, `photos`).

    Args:
        path: The photo's file.
        box: The place on the screen, in device pixels.
        overscan: How much larger than the box a cropped picture is made, for a slow zoom that
            never shows more than the photo has; 1.08 allows a zoom by 8 %.
        lean: Where a photo that stands whole stands on its fill.

    Raises:
        UnreadablePhotoError: The photo cannot be shown.
    """
    with open_photo(path) as image:
        turn = orientation(image)
        size = Size(*image.size)
        layout = lay_out(_turned(size, turn), box, overscan)
        picture = _upright(_in_srgb(_scaled(image, _turned(layout.scaled, turn))), turn)
        picture = _on_fill(picture, layout, lean) if layout.whole else _cropped(picture, layout)
        picture.putalpha(255)
        return Picture(*layout.canvas, pixels=picture.tobytes("raw", "BGRA"), whole=layout.whole)


def upright_size(path: Path) -> Size:
    """Returns a photo's size as it is looked at, from its header.

    Raises:
        UnreadablePhotoError: The file is no photo; see `photo_file.open_photo`.
    """
    with open_photo(path) as image:
        return _turned(Size(*image.size), orientation(image))


def lay_out(photo: Size, box: Size, overscan: float = 1.0) -> Layout:
    """Says at which size a photo is drawn in a box, and whether it stands whole."""
    width_rules = photo.width * box.height >= photo.height * box.width
    shares = sorted((photo.width * box.height, photo.height * box.width))
    whole = shares[0] * _KEPT_SHARE[1] < shares[1] * _KEPT_SHARE[0]
    if whole:
        canvas = box
        by_width = width_rules
    else:
        canvas = Size(math.ceil(box.width * overscan), math.ceil(box.height * overscan))
        by_width = not width_rules
    if by_width:
        height = round(photo.height * canvas.width / photo.width)
        scaled = Size(canvas.width, max(height, 1 if whole else canvas.height))
    else:
        width = round(photo.width * canvas.height / photo.height)
        scaled = Size(max(width, 1 if whole else canvas.width), canvas.height)
    return Layout(scaled, canvas, whole)


def _turned(size: Size, turn: int) -> Size:
    return Size(size.height, size.width) if turn >= _FIRST_TURNED else size


def _scaled(image: "Image.Image", size: Size) -> "Image.Image":
    """Decodes an open photo and brings it to a size, as L, LA, RGB, RGBA, CMYK or 16-bit grey."""
    from PIL.Image import Resampling  # noqa: PLC0415 - loaded by now, see open_photo

    declared = image.width * image.height
    image.draft(None, size)
    in_memory = declared if "progressive" in image.info else image.width * image.height
    each = _BYTES_A_PIXEL_WEBP if image.format == "WEBP" else _BYTES_A_PIXEL
    if in_memory * each > MEMORY_LIMIT:
        raise UnreadablePhotoError(
            f"{declared // MEGAPIXEL} megapixels in a form that has to be decoded whole;"
            f" the most is {MEMORY_LIMIT // each // MEGAPIXEL}"
        )
    profile = image.info.get("icc_profile")
    image.load()
    if image.mode in ("P", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode == "1":
        image = image.convert("L")
    scaled = image.resize(size, Resampling.BICUBIC, reducing_gap=2.0)
    scaled.info = {"icc_profile": profile} if profile else {}
    return scaled


def _in_srgb(image: "Image.Image") -> "Image.Image":
    """Returns an opaque picture in sRGB; a colour profile that makes no sense is left out."""
    from PIL import Image, ImageCms  # noqa: PLC0415 - loaded by now, see open_photo

    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        # 16 bits: Pillow's own conversion clips instead of scaling.
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("LA", "RGBA"):
        paper = Image.new("RGB", image.size, _PAPER)
        paper.paste(image.convert("RGB"), mask=image.getchannel("A"))
        image = paper
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" not in ImageCms.getProfileDescription(source):
                transform = ImageCms.buildTransform(
                    source, ImageCms.createProfile("sRGB"), image.mode, "RGB"
                )
                return transform.apply(image)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert("RGB")


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


def _cropped(image: "Image.Image", layout: Layout) -> "Image.Image":
    left = (layout.scaled.width - layout.canvas.width) // 2
    top = int((layout.scaled.height - layout.canvas.height) * _CUT_ABOVE)
    return image.crop((left, top, left + layout.canvas.width, top + layout.canvas.height))


def _on_fill(image: "Image.Image", layout: Layout, lean: Lean) -> "Image.Image":
    """Returns the photo on its own blurred fill."""
    from PIL import ImageFilter, ImageOps  # noqa: PLC0415 - loaded by now, see open_photo
    from PIL.Image import Resampling  # noqa: PLC0415

    small = Size(*(max(side // _FILL_REDUCTION, 1) for side in layout.canvas))
    fill = ImageOps.fit(image, small, Resampling.BOX).filter(ImageFilter.GaussianBlur(_FILL_BLUR))
    fill = fill.point(lambda value: value * _FILL_BRIGHTNESS)
    fill = fill.resize(layout.canvas, Resampling.BICUBIC)
    left = int((layout.canvas.width - layout.scaled.width) * lean.x)
    top = int((layout.canvas.height - layout.scaled.height) * lean.y)
    fill.paste(image, (left, top))
    return fill
