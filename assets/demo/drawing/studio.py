"""Canvas, light and brushes: what every picture of the album is painted with.

A canvas is measured in units that do not depend on its size in pixels, x to the right and y
down, so that the same picture can be made small for a look and large for the wall.
"""

from __future__ import annotations

import math
import random
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageEnhance, ImageFilter
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QRadialGradient,
    QTransform,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


Mode = QPainter.CompositionMode
PIXELS = QImage.Format.Format_RGBA8888_Premultiplied


# --- colour ---------------------------------------------------------------------------------


def ink(color: str | QColor, alpha: float = 1.0) -> QColor:
    """Return a colour with its opacity scaled by `alpha` (0 to 1)."""
    out = QColor(color)
    out.setAlphaF(out.alphaF() * alpha)
    return out


def mix(first: str | QColor, second: str | QColor, share: float) -> QColor:
    """Blend two colours; `share` 0 is the first, 1 the second."""
    a, b = QColor(first), QColor(second)
    s = min(1.0, max(0.0, share))
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * s,
        a.greenF() + (b.greenF() - a.greenF()) * s,
        a.blueF() + (b.blueF() - a.blueF()) * s,
        a.alphaF() + (b.alphaF() - a.alphaF()) * s,
    )


def lighter(color: str | QColor, share: float) -> QColor:
    """Move a colour towards a warm white."""
    return mix(color, "#fff3dc", share)


def darker(color: str | QColor, share: float) -> QColor:
    """Move a colour towards a cool dark."""
    return mix(color, "#131a26", share)


def linear(
    x0: float, y0: float, x1: float, y1: float, *stops: tuple[float, str | QColor]
) -> QBrush:
    """Brush with a linear gradient between two points."""
    gradient = QLinearGradient(x0, y0, x1, y1)
    for at, color in stops:
        gradient.setColorAt(at, QColor(color))
    return QBrush(gradient)


def vertical(y0: float, y1: float, *stops: tuple[float, str | QColor]) -> QBrush:
    """Brush with a gradient from `y0` down to `y1`."""
    return linear(0, y0, 0, y1, *stops)


def radial(x: float, y: float, radius: float, *stops: tuple[float, str | QColor]) -> QBrush:
    """Brush with a gradient from a centre outwards."""
    gradient = QRadialGradient(x, y, radius)
    for at, color in stops:
        gradient.setColorAt(at, QColor(color))
    return QBrush(gradient)


def volume(path: QPainterPath, color: str | QColor, light: float, depth: float = 1.0) -> QBrush:
    """Brush that rounds a shape: bright on the side of the light (-1 left, +1 right)."""
    box = path.boundingRect()
    left, right = box.left(), box.right()
    if light > 0:
        left, right = right, left
    return linear(
        left,
        box.top(),
        right,
        box.top() + box.height() * 0.45,
        (0.0, lighter(color, 0.20 * depth)),
        (0.42, QColor(color)),
        (1.0, darker(color, 0.34 * depth)),
    )


# --- shapes ---------------------------------------------------------------------------------


def poly(points: Sequence[tuple[float, float]]) -> QPainterPath:
    """Closed polygon."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()
    return path


def smooth(points: Sequence[tuple[float, float]], *, closed: bool = True) -> QPainterPath:
    """Catmull-Rom curve through the points."""
    n = len(points)
    path = QPainterPath(QPointF(*points[0]))
    for i in range(n if closed else n - 1):
        if closed:
            a, b, c, d = (points[(i + j) % n] for j in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[min(n - 1, max(0, i + j))] for j in (-1, 0, 1, 2))
        path.cubicTo(
            b[0] + (c[0] - a[0]) / 6,
            b[1] + (c[1] - a[1]) / 6,
            c[0] - (d[0] - b[0]) / 6,
            c[1] - (d[1] - b[1]) / 6,
            c[0],
            c[1],
        )
    if closed:
        path.closeSubpath()
    return path


def oval(x: float, y: float, rx: float, ry: float) -> QPainterPath:
    """Ellipse around a centre."""
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), rx, ry)
    return path


def box(x: float, y: float, w: float, h: float, radius: float = 0.0) -> QPainterPath:
    """Rectangle with rounded corners."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(x, y, w, h), radius, radius)
    return path


def limb(*joints: tuple[float, float, float]) -> QPainterPath:
    """Tapered rounded shape along joints of (x, y, radius)."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for x, y, r in joints:
        path.addEllipse(QPointF(x, y), r, r)
    for (x0, y0, r0), (x1, y1, r1) in pairwise(joints):
        length = math.hypot(x1 - x0, y1 - y0) or 1e-6
        nx, ny = -(y1 - y0) / length, (x1 - x0) / length
        # Clockwise as the ellipses are, so that overlaps stay filled.
        path.addPath(
            poly(
                [
                    (x0 - nx * r0, y0 - ny * r0),
                    (x1 - nx * r1, y1 - ny * r1),
                    (x1 + nx * r1, y1 + ny * r1),
                    (x0 + nx * r0, y0 + ny * r0),
                ]
            )
        )
    return path


# Qt flattens curves to about a quarter of a unit before it combines paths, so small shapes are
# combined large.
_LARGE = QTransform.fromScale(4000, 4000)
_SMALL = QTransform.fromScale(1 / 4000, 1 / 4000)


def joined(first: QPainterPath, second: QPainterPath) -> QPainterPath:
    """Union of two small shapes."""
    return _SMALL.map(_LARGE.map(first).united(_LARGE.map(second)))


def without(first: QPainterPath, second: QPainterPath) -> QPainterPath:
    """Cut the second shape out of the first."""
    return _SMALL.map(_LARGE.map(first).subtracted(_LARGE.map(second)))


def pen(color: str | QColor, width: float) -> QPen:
    """Round pen."""
    out = QPen(QColor(color), width)
    out.setCapStyle(Qt.PenCapStyle.RoundCap)
    out.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return out


def fill(p: QPainter, path: QPainterPath, brush: str | QColor | QBrush) -> None:
    """Fill a path without an outline."""
    p.fillPath(path, brush if isinstance(brush, QBrush) else QBrush(QColor(brush)))


def stroke(
    p: QPainter, points: Sequence[tuple[float, float]], color: str | QColor, width: float
) -> None:
    """Draw an open polyline."""
    p.setPen(pen(color, width))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))
    p.setPen(Qt.PenStyle.NoPen)


def curve(p: QPainter, path: QPainterPath, color: str | QColor, width: float) -> None:
    """Draw a path as a line."""
    p.setPen(pen(color, width))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawPath(path)
    p.setPen(Qt.PenStyle.NoPen)


@contextmanager
def within(p: QPainter, path: QPainterPath) -> Iterator[None]:
    """Paint only inside a path."""
    p.save()
    p.setClipPath(path, Qt.ClipOperation.IntersectClip)
    yield
    p.restore()


# --- canvas ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Light:
    """Where light comes from and what it does to edges.

    `x`, `y` point towards the light (y negative is up); `rim` and `shade` are the colours of
    the lit and of the turned-away edge; `reach` is the length of a cast shadow per unit of
    height, (x, y) on the ground.
    """

    x: float = -0.8
    y: float = -0.6
    rim: str = "#ffe9bd"
    shade: str = "#1d2a44"
    rim_strength: float = 0.75
    shade_strength: float = 0.30
    cast: str = "#1d2a44"
    cast_strength: float = 0.5
    reach: tuple[float, float] = (0.9, 0.18)


def _to_pillow(image: QImage) -> Image.Image:
    data = bytes(image.constBits())
    size = (image.width(), image.height())
    return Image.frombuffer("RGBA", size, data, "raw", "RGBA", image.bytesPerLine(), 1).copy()


def _to_qt(image: Image.Image) -> QImage:
    return QImage(image.tobytes(), image.width, image.height, image.width * 4, PIXELS).copy()


def _moved(mask: Image.Image, dx: int, dy: int) -> Image.Image:
    """Shift a mask; the uncovered border keeps what it had, so that no edge appears there."""
    out = mask.copy()
    out.paste(mask, (dx, dy))
    return out


def _tinted(mask: Image.Image, color: str | QColor, strength: float) -> Image.Image:
    """Premultiplied layer of one colour in the shape of a mask."""
    c = QColor(color)
    scaled = [
        mask.point(lambda v, s=s: int(v * s))
        for s in (c.redF() * strength, c.greenF() * strength, c.blueF() * strength, strength)
    ]
    return Image.merge("RGBA", scaled)


def _over(base: Image.Image, top: Image.Image) -> Image.Image:
    """Premultiplied source-over."""
    rest = ImageChops.invert(top.getchannel("A"))
    kept = ImageChops.multiply(base, Image.merge("RGBA", (rest, rest, rest, rest)))
    return ImageChops.add(kept, top)


class Canvas:
    """A picture in the making."""

    def __init__(self, width: float, height: float, long_side: int, seed: int) -> None:
        """Measure `width` by `height` units, `long_side` pixels on the longer one."""
        self.width, self.height = width, height
        self.scale = long_side / max(width, height)
        self.size = (round(width * self.scale), round(height * self.scale))
        self.image = QImage(*self.size, PIXELS)
        self.image.fill(Qt.GlobalColor.white)
        self.rng = random.Random(seed)
        self.light = Light()

    def _painter(self, image: QImage) -> QPainter:
        p = QPainter(image)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        p.setPen(Qt.PenStyle.NoPen)
        return p

    def upside_down(self) -> QImage:
        """Return the picture so far, mirrored for a reflection."""
        return self.image.transformed(QTransform.fromScale(1, -1))

    def everywhere(self) -> QPainterPath:
        """Return the whole picture as a path."""
        return box(-2, -2, self.width + 4, self.height + 4)

    @contextmanager
    def layer(
        self,
        *,
        blur: float = 0.0,
        opacity: float = 1.0,
        mode: Mode = Mode.CompositionMode_SourceOver,
        lit: float = 0.0,
    ) -> Iterator[QPainter]:
        """Paint on a transparent sheet, then lay it on the picture.

        `blur` is a radius in units; `lit` is the width in units of the lit and shaded edges
        that everything on the sheet gets from the canvas's light.
        """
        sheet = QImage(*self.size, PIXELS)
        sheet.fill(Qt.GlobalColor.transparent)
        p = self._painter(sheet)
        p.scale(self.scale, self.scale)
        yield p
        p.end()
        if lit:
            sheet = self._light_edges(sheet, lit)
        if blur:
            soft = _to_pillow(sheet).filter(ImageFilter.GaussianBlur(blur * self.scale))
            sheet = _to_qt(soft)
        out = self._painter(self.image)
        out.setOpacity(opacity)
        out.setCompositionMode(mode)
        out.drawImage(0, 0, sheet)
        out.end()

    def wash(
        self,
        brush: str | QColor | QBrush,
        *,
        mode: Mode = Mode.CompositionMode_SourceOver,
        opacity: float = 1.0,
    ) -> None:
        """Cover the whole picture with a brush."""
        with self.layer(mode=mode, opacity=opacity) as p:
            fill(p, self.everywhere(), brush)

    def glow(self, x: float, y: float, radius: float, color: str, strength: float) -> None:
        """Add light that falls off from a point."""
        stops = (
            (0.0, ink(color, strength)),
            (0.25, ink(color, strength * 0.55)),
            (0.55, ink(color, strength * 0.18)),
            (1.0, ink(color, 0.0)),
        )
        self.wash(radial(x, y, radius, *stops), mode=Mode.CompositionMode_Screen)

    def _light_edges(self, sheet: QImage, width: float) -> QImage:
        light = self.light
        image = _to_pillow(sheet)
        alpha = image.getchannel("A")
        reach = width * self.scale
        dx, dy = round(-light.x * reach), round(-light.y * reach)
        soft = ImageFilter.GaussianBlur(max(0.6, reach * 0.30))
        wide = ImageFilter.GaussianBlur(max(1.0, reach * 1.1))
        shade = ImageChops.subtract(alpha, _moved(alpha, -3 * dx, -3 * dy).filter(wide))
        rim = ImageChops.subtract(alpha, _moved(alpha, dx, dy)).filter(soft)
        shade, rim = (ImageChops.multiply(m, alpha) for m in (shade, rim))
        image = _over(image, _tinted(shade, light.shade, light.shade_strength))
        image = _over(image, _tinted(rim, light.rim, light.rim_strength))
        return _to_qt(image)

    def put(
        self,
        draw: Callable[[QPainter], None],
        x: float,
        y: float,
        size: float,
        *,
        frame: tuple[float, float, float, float] = (-0.9, -1.35, 1.8, 1.6),
        lit: float = 0.012,
        shadow: bool = True,
        haze: tuple[str, float] | None = None,
    ) -> None:
        """Stand a thing on the ground at (x, y), with lit edges and a cast shadow.

        `draw` paints around its foot at (0, 0) in units of `size`; `frame` bounds it (left,
        top, width, height); `lit` is the width of the lit edge; `haze` is air between us and
        it, (colour, share).
        """
        k = size * self.scale
        left, top, wide, high = frame
        sheet = QImage(max(2, round(wide * k)), max(2, round(high * k)), PIXELS)
        sheet.fill(Qt.GlobalColor.transparent)
        p = self._painter(sheet)
        p.scale(k, k)
        p.translate(-left, -top)
        draw(p)
        p.end()
        if shadow:
            self._cast(sheet, x, y, size, frame)
        if lit:
            sheet = self._light_edges(sheet, lit * size)
        if haze:
            p = self._painter(sheet)
            p.setCompositionMode(Mode.CompositionMode_SourceAtop)
            p.fillRect(sheet.rect(), ink(*haze))
            p.end()
        out = self._painter(self.image)
        out.drawImage(
            QRectF(
                (x + left * size) * self.scale,
                (y + top * size) * self.scale,
                wide * k,
                high * k,
            ),
            sheet,
        )
        out.end()

    def _cast(
        self, sheet: QImage, x: float, y: float, size: float, frame: tuple[float, ...]
    ) -> None:
        light = self.light
        dark = QImage(sheet)
        p = self._painter(dark)
        p.setCompositionMode(Mode.CompositionMode_SourceIn)
        p.fillRect(dark.rect(), QColor(light.cast))
        p.end()
        self._touch(sheet, x, y, size, frame)
        down = QTransform(1, 0, -light.reach[0], -light.reach[1], 0, 0)
        with self.layer(
            blur=size * 0.012, opacity=light.cast_strength, mode=Mode.CompositionMode_Multiply
        ) as q:
            q.translate(x, y)
            q.setTransform(down, combine=True)
            q.scale(size, size)
            q.drawImage(QRectF(*frame), dark)

    def _touch(
        self, sheet: QImage, x: float, y: float, size: float, frame: tuple[float, ...]
    ) -> None:
        """Darken the ground right where the thing touches it."""
        k = size * self.scale
        alpha = _to_pillow(sheet).getchannel("A")
        row = round(-frame[1] * k)
        foot = alpha.crop(
            (0, max(0, row - round(0.05 * k)), alpha.width, min(alpha.height, row + 2))
        )
        bounds = foot.point(lambda v: 255 * (v > 128)).getbbox()
        if not bounds:
            return
        left, right = (v / k + frame[0] for v in (bounds[0], bounds[2]))
        with self.layer(
            blur=size * 0.010,
            opacity=min(1.0, self.light.cast_strength * 1.3),
            mode=Mode.CompositionMode_Multiply,
        ) as p:
            wide = (right - left) / 2 * size
            fill(
                p,
                oval(x + (left + right) / 2 * size, y + 0.004 * size, wide * 1.12, 0.016 * size),
                self.light.cast,
            )

    def finish(
        self,
        *,
        grain: float = 2.4,
        bloom: float = 0.22,
        vignette: float = 0.22,
        contrast: float = 1.05,
        warmth: float = 0.05,
    ) -> Image.Image:
        """Return the picture with bloom, uneven tone, vignette and grain, as RGB."""
        picture = _to_pillow(self.image).convert("RGB")
        picture = ImageEnhance.Contrast(picture).enhance(contrast)
        bright = picture.point(lambda v: max(0, v - 150) * 2).filter(
            ImageFilter.GaussianBlur(18 * self.scale * self.height / 1000)
        )
        bloomed = ImageChops.screen(picture, bright)
        picture = Image.blend(picture, bloomed, bloom)
        picture = self._toned(picture, warmth)
        picture = self._uneven(picture)
        picture = self._vignetted(picture, vignette)
        return self._grained(picture, grain)

    def _toned(self, picture: Image.Image, warmth: float) -> Image.Image:
        """Warm the lights and cool the shadows a little."""

        def bend(sign: float) -> list[int]:
            return [
                max(
                    0,
                    min(
                        255,
                        round(v + sign * warmth * 255 * math.sin((v / 255 - 0.5) * math.pi) * 0.5),
                    ),
                )
                for v in range(256)
            ]

        return picture.point(bend(1.0) + list(range(256)) + bend(-1.0))

    def _noise(self, width: int, height: int) -> Image.Image:
        return Image.frombytes("L", (width, height), self.rng.randbytes(width * height))

    def _uneven(self, picture: Image.Image) -> Image.Image:
        """Vary the tone in soft patches, as gouache on paper does."""
        patches = Image.new("L", picture.size, 0)
        for cells, share in ((14, 0.5), (60, 0.35), (220, 0.3)):
            w = cells
            h = max(2, round(cells * picture.height / picture.width))
            sheet = self._noise(w, h).resize(picture.size, Image.Resampling.BICUBIC)
            patches = Image.blend(patches, sheet, share)
        patches = patches.point(lambda v: round(128 + (v - 110) * 0.10))
        return ImageChops.soft_light(picture, Image.merge("RGB", (patches,) * 3))

    def _vignetted(self, picture: Image.Image, strength: float) -> Image.Image:
        mask = Image.radial_gradient("L").resize(picture.size, Image.Resampling.BICUBIC)
        mask = mask.point(lambda v: round(255 * (1 - strength * max(0.0, v / 255 - 0.35) ** 1.6)))
        return ImageChops.multiply(picture, Image.merge("RGB", (mask,) * 3))

    def _grained(self, picture: Image.Image, grain: float) -> Image.Image:
        w, h = picture.size
        sheet = self._noise(w * 2 // 3, h * 2 // 3).resize((w, h), Image.Resampling.BICUBIC)
        sheet = sheet.point(lambda v: round(128 + (v - 128) * grain / 64))
        return ImageChops.overlay(picture, Image.merge("RGB", (sheet,) * 3))
