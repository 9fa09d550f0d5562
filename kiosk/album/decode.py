"""A photo's file to a picture that fills its place on the screen, ready to be drawn."""

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from kiosk.album.exif import orientation
from kiosk.album.photo_file import open_photo
from kiosk.album.source import Part, Source, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

_KEPT_SHARE: Final = (5, 6)  # a photo that fills the box loses at most a sixth
_CUT_ABOVE: Final = 0.35  # of what is cut from a tall photo; faces are in the upper part

_FILL_REDUCTION: Final = 16
_FILL_BLUR: Final = 4.0
_FILL_BRIGHTNESS: Final = 0.45

_STRIP_ROWS: Final = 64

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
    pixels: bytearray = field(repr=False)
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
        layout = lay_out(_turned(Size(*image.size), turn), box, overscan)
        source = load(path, image, _turned(layout.scaled, turn), turn)
        return Picture(*layout.canvas, pixels=_drawn(source, layout, lean), whole=layout.whole)


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


def _drawn(source: Source, layout: Layout, lean: Lean) -> bytearray:
    """Returns the pixels of the picture, drawn strip by strip: nothing else is as large."""
    canvas = layout.canvas
    strip = _strip_on_fill(source, layout, lean) if layout.whole else _strip_cropped(source, layout)
    pixels = bytearray(4 * canvas.width * canvas.height)
    for top in range(0, canvas.height, _STRIP_ROWS):
        rows = strip(top, min(top + _STRIP_ROWS, canvas.height))
        rows.putalpha(255)
        packed = rows.tobytes("raw", "BGRA")
        start = 4 * canvas.width * top
        pixels[start : start + len(packed)] = packed
    return pixels


def _strip_cropped(source: Source, layout: Layout) -> "Callable[[int, int], Image.Image]":
    """Returns what draws the rows from one to before another of a photo that is cropped."""
    canvas, scaled = layout.canvas, layout.scaled
    left = (scaled.width - canvas.width) // 2
    above = int((scaled.height - canvas.height) * _CUT_ABOVE)

    def strip(top: int, bottom: int) -> "Image.Image":
        part = _part(scaled, left, above + top, left + canvas.width, above + bottom)
        return source.drawn(part, (canvas.width, bottom - top))

    return strip


def _strip_on_fill(
    source: Source, layout: Layout, lean: Lean
) -> "Callable[[int, int], Image.Image]":
    """Returns what draws the rows from one to before another of a photo on its blurred fill."""
    from PIL.Image import Resampling  # noqa: PLC0415 - loaded by now, see open_photo

    canvas, scaled = layout.canvas, layout.scaled
    fill = _fill(source, layout)
    step = fill.height / canvas.height
    left = int((canvas.width - scaled.width) * lean.x)
    above = int((canvas.height - scaled.height) * lean.y)

    def strip(top: int, bottom: int) -> "Image.Image":
        rows = fill.resize(
            (canvas.width, bottom - top),
            Resampling.BICUBIC,
            (0, top * step, fill.width, bottom * step),
        )
        first, last = max(top, above), min(bottom, above + scaled.height)
        if first < last:
            part = _part(scaled, 0, first - above, scaled.width, last - above)
            rows.paste(source.drawn(part, (scaled.width, last - first)), (left, first - top))
        return rows

    return strip


def _fill(source: Source, layout: Layout) -> "Image.Image":
    """Returns the dark, blurred middle of a photo, in the shape of the picture but small."""
    from PIL import ImageFilter  # noqa: PLC0415 - loaded by now, see open_photo

    canvas, scaled = layout.canvas, layout.scaled
    small = Size(*(max(side // _FILL_REDUCTION, 1) for side in canvas))
    width = min(scaled.width, scaled.height * small.width / small.height)
    height = min(scaled.height, scaled.width * small.height / small.width)
    left, top = (scaled.width - width) / 2, (scaled.height - height) / 2
    part = _part(scaled, left, top, left + width, top + height)
    fill = source.drawn(part, small, averaged=True).filter(ImageFilter.GaussianBlur(_FILL_BLUR))
    return fill.point(lambda value: value * _FILL_BRIGHTNESS)


def _part(scaled: Size, left: float, top: float, right: float, bottom: float) -> Part:
    return Part(
        left / scaled.width, top / scaled.height, right / scaled.width, bottom / scaled.height
    )
