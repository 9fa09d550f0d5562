"""Sky, hills, trees and crops."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

from studio import (
    box,
    curve,
    darker,
    fill,
    ink,
    lighter,
    limb,
    linear,
    oval,
    poly,
    smooth,
    stroke,
    vertical,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPainter
    from studio import Canvas, Light

Points = list[tuple[float, float]]


def dice(seed: int) -> random.Random:
    """Return a generator for one thing's shape."""
    return random.Random(seed)


def ridge(
    canvas: Canvas,
    level: float,
    height: float,
    *,
    seed: int,
    peaks: float = 3.0,
    sharp: float = 0.5,
) -> Points:
    """Return a skyline: `level` is its foot, `height` its relief, `peaks` how many across.

    `sharp` goes from rolling (0) to jagged (1).
    """
    rng = dice(seed)
    waves = []
    amp, freq = 1.0, peaks
    for _ in range(7):
        waves.append((amp, freq * rng.uniform(0.85, 1.2), rng.uniform(0, math.tau)))
        amp *= 0.40 + 0.10 * sharp
        freq *= 2.05
    total = sum(a for a, _, _ in waves)
    out = []
    steps = 320
    for i in range(steps + 1):
        u = i / steps
        y = 0.0
        for a, f, phase in waves:
            s = math.sin(u * f * math.pi + phase)
            y += a * ((1 - abs(s)) * sharp + (0.5 + 0.5 * s) * (1 - sharp))
        out.append((-10 + u * (canvas.width + 20), level - height * y / total))
    return out


def hill(
    canvas: Canvas,
    line: Points,
    top: str,
    foot: str,
    *,
    depth: float,
    blur: float = 0.0,
    relief: float = 0.0,
    seed: int = 0,
    lit: float = 0.0,
) -> None:
    """Fill the land below a skyline, from `top` fading to `foot` over `depth` units.

    `relief` is the strength of spurs and gullies on its face.
    """
    high = min(y for _, y in line)
    land = poly([*line, (canvas.width + 10, canvas.height + 10), (-10, canvas.height + 10)])
    with canvas.layer(blur=blur, lit=lit) as p:
        fill(p, land, vertical(high, high + depth, (0, top), (1, foot)))
    if relief:
        with canvas.layer(blur=max(0.6, depth * 0.006)) as p, within(p, land):
            _spurs(p, line, relief, depth, seed=seed, light=canvas.light)


def _spurs(
    p: QPainter, line: Points, relief: float, depth: float, *, seed: int, light: Light
) -> None:
    """Shade the face of a range: from each rise a lit and a turned-away flank run down."""
    rng = dice(seed + 77)
    side = -1 if light.x < 0 else 1
    for _ in range(90):
        i = rng.randrange(8, len(line) - 8)
        i = min(range(i - 8, i + 9), key=lambda j: line[j][1])
        x, y = line[i][0] + rng.uniform(-4, 4), line[i][1]
        drop = depth * rng.uniform(0.30, 0.80)
        lean = rng.uniform(0.35, 1.1) * drop
        wide = rng.uniform(0.25, 0.6) * drop
        for sign, color, share in ((-side, light.shade, 0.20), (side, light.rim, 0.20)):
            spur = smooth(
                [
                    (x, y - 1),
                    (x + sign * lean * 0.40, y + drop * 0.30),
                    (x + sign * (lean + wide), y + drop),
                    (x + sign * lean * 0.55, y + drop * 0.85),
                    (x + sign * lean * 0.12, y + drop * 0.45),
                ]
            )
            fill(
                p, spur, vertical(y, y + drop, (0, ink(color, relief * share)), (1, ink(color, 0)))
            )


def mist(canvas: Canvas, y: float, thick: float, color: str, strength: float) -> None:
    """Lay a band of mist across, densest at `y`."""
    canvas.wash(
        vertical(
            y - thick,
            y + thick,
            (0, ink(color, 0)),
            (0.5, ink(color, strength)),
            (1, ink(color, 0)),
        )
    )


def clouds(
    canvas: Canvas,
    spots: Sequence[tuple[float, float, float]],
    color: str,
    strength: float,
    *,
    seed: int,
) -> None:
    """Paint heaped clouds with a flat shaded foot at (x, y, width), and wisps beside them."""
    rng = dice(seed)
    with canvas.layer(blur=5, opacity=strength) as p:
        for x, y, w in spots:
            for _ in range(6):
                cx, r = x + rng.gauss(0, 0.20) * w, w * rng.uniform(0.035, 0.085)
                for _ in range(12):
                    lx, ly = cx + rng.gauss(0, 0.9) * r, y - abs(rng.gauss(0, 0.7)) * r
                    q = r * rng.uniform(0.35, 0.8)
                    with within(p, box(lx - q * 2, y - w, q * 4, w)):
                        fill(
                            p,
                            oval(lx, ly, q * 1.5, q),
                            vertical(
                                ly - q,
                                y + 2,
                                (0, ink(color, 0.42)),
                                (0.7, ink(color, 0.24)),
                                (1, ink("#b9c3c4", 0.10)),
                            ),
                        )
    with canvas.layer(blur=4, opacity=strength * 0.6) as p:
        for x, y, w in spots:
            for _ in range(16):
                fill(
                    p,
                    oval(
                        x + rng.gauss(0, 0.34) * w,
                        y + rng.gauss(0, 0.035) * w,
                        w * rng.uniform(0.06, 0.26),
                        w * rng.uniform(0.002, 0.007),
                    ),
                    ink(color, rng.uniform(0.2, 0.6)),
                )


def broadleaf(
    color: str,
    *,
    seed: int,
    light: float = -1.0,
    crown: tuple[float, float] = (0.34, 0.36),
    leaves: int = 420,
    trunk: str = "#4c3d33",
) -> Callable[[QPainter], None]:
    """Return a tree one unit tall; `crown` is half its width and half its height."""

    def draw(p: QPainter) -> None:
        rng = dice(seed)
        cx, cy = 0.0, -1 + crown[1]
        stem = limb((0, 0, 0.022), (0.006, -0.3, 0.016), (0.0, cy, 0.010))
        fill(p, stem, darker(trunk, 0.1))
        for _ in range(5):
            a = rng.uniform(-0.9, 0.9)
            end = (math.sin(a) * crown[0] * 0.8, cy - math.cos(a) * crown[1] * 0.4)
            fill(p, limb((0, cy + crown[1] * 0.55, 0.010), (*end, 0.004)), darker(trunk, 0.1))
        clumps = []
        slim = crown[1] / crown[0]
        for _ in range(round(26 * min(3.6, slim))):
            a, r = rng.uniform(0, math.tau), math.sqrt(rng.random()) * min(0.95, 0.75 + 0.07 * slim)
            clumps.append(
                (
                    cx + math.cos(a) * r * crown[0],
                    cy + math.sin(a) * r * crown[1],
                    rng.uniform(0.20, 0.34) * min(crown) * min(1.6, slim**0.6),
                )
            )
        for x, y, r in clumps:
            fill(p, oval(x, y, r * 1.1, r), darker(color, 0.38))
        leaf = min(crown) * 0.085
        for _ in range(leaves):
            x0, y0, r0 = rng.choice(clumps)
            a, r = rng.uniform(0, math.tau), math.sqrt(rng.random()) * 1.15
            x, y = x0 + math.cos(a) * r * r0, y0 + math.sin(a) * r * r0
            local = (math.cos(a) * light - math.sin(a)) * 0.5 * r
            whole = (x - cx) / crown[0] * light * 0.55 - (y - cy) / crown[1] * 0.6
            tone = local * 0.35 + whole * 0.40 + rng.uniform(-0.12, 0.12)
            shade = (
                lighter(color, min(0.45, tone * 0.62))
                if tone > 0
                else darker(color, min(0.5, -tone * 0.6))
            )
            p.save()
            p.translate(x, y)
            p.rotate(rng.uniform(0, 180))
            fill(
                p,
                oval(0, 0, leaf * rng.uniform(0.7, 1.3), leaf * rng.uniform(0.4, 0.7)),
                ink(shade, 0.92),
            )
            p.restore()

    return draw


def poplar(color: str, *, seed: int, light: float = -1.0) -> Callable[[QPainter], None]:
    """Return a slender roadside poplar."""
    return broadleaf(color, seed=seed, light=light, crown=(0.085, 0.46), leaves=520)


def conifer(color: str, *, seed: int, light: float = -1.0) -> Callable[[QPainter], None]:
    """Return a pine or spruce one unit tall."""

    def draw(p: QPainter) -> None:
        rng = dice(seed)
        fill(p, limb((0, 0, 0.018), (0, -0.9, 0.006)), "#41342c")
        tiers = 11
        for i in range(tiers):
            u = i / (tiers - 1)
            y = -0.12 - 0.80 * u
            w = 0.235 * (1 - u) ** 0.85 + 0.018
            for side in (-1, 1):
                tone = 0.22 if side * light > 0 else -0.28
                shade = lighter(color, tone) if tone > 0 else darker(color, -tone)
                tip = (side * w * rng.uniform(0.85, 1.1), y + w * rng.uniform(0.22, 0.42))
                bough = smooth(
                    [
                        (0, y - 0.10),
                        (side * w * 0.5, y - 0.01),
                        tip,
                        (side * w * 0.55, y + w * 0.22),
                        (side * w * 0.25, y + w * 0.34),
                        (0, y + 0.06),
                    ]
                )
                fill(
                    p,
                    bough,
                    linear(
                        0, y - 0.1, 0, y + 0.1, (0, lighter(shade, 0.06)), (1, darker(shade, 0.25))
                    ),
                )

    return draw


def sapling(color: str, *, seed: int, light: float = -1.0) -> Callable[[QPainter], None]:
    """Return a young tree to be planted, with a thin stem."""
    return broadleaf(color, seed=seed, light=light, crown=(0.17, 0.32), leaves=90, trunk="#5b4636")


def tufts(
    canvas: Canvas,
    area: tuple[float, float, float, float],
    colors: Sequence[str],
    *,
    count: int,
    size: float,
    seed: int,
    blur: float = 0.0,
    opacity: float = 1.0,
) -> None:
    """Scatter grass over (x0, y0, x1, y1), larger towards the bottom."""
    rng = dice(seed)
    x0, y0, x1, y1 = area
    drifts = [(rng.uniform(x0, x1), rng.random()) for _ in range(max(6, count // 28))]
    spots = []
    for _ in range(count):
        x, v = rng.choice(drifts)
        v = min(1.0, max(0.0, v + rng.gauss(0, 0.035)))
        spots.append((y0 + (y1 - y0) * v, x + rng.gauss(0, 0.025 + 0.045 * v) * (x1 - x0)))
    spots.sort()
    with canvas.layer(blur=blur, opacity=opacity) as p:
        for y, x in spots:
            near = 0.25 + 0.75 * (y - y0) / max(1.0, y1 - y0)
            for _ in range(5):
                h = size * near * rng.uniform(0.5, 1.2)
                bend = rng.uniform(-0.5, 0.5) * h
                blade = smooth(
                    [(x, y), (x + bend * 0.35, y - h * 0.6), (x + bend, y - h)], closed=False
                )
                curve(
                    p,
                    blade,
                    ink(rng.choice(list(colors)), rng.uniform(0.5, 0.95)),
                    max(0.5, size * 0.045 * near),
                )


def ear(
    p: QPainter, x: float, y: float, h: float, *, bend: float, color: str, light: float
) -> None:
    """Draw one stalk of wheat, foot at (x, y), `h` tall, tip moved by `bend`."""
    tip = (x + bend, y - h)
    stem = smooth([(x, y), (x + bend * 0.3, y - h * 0.55), tip], closed=False)
    curve(p, stem, darker(color, 0.12), h * 0.012)
    dx, dy = bend * 0.5, -h * 0.36
    n = math.hypot(dx, dy)
    ux, uy = dx / n, dy / n
    for i in range(9):
        t = i / 8
        cx, cy = tip[0] + ux * h * 0.20 * (t - 0.3), tip[1] + uy * h * 0.20 * (t - 0.3)
        r = h * 0.016 * (1.2 - 0.5 * t)
        for side in (-1, 1):
            tone = lighter(color, 0.35) if side * light > 0 else darker(color, 0.18)
            gx, gy = cx - uy * side * r * 0.9, cy + ux * side * r * 0.9
            fill(p, oval(gx, gy, r * 0.75, r * 1.15), tone)
            stroke(
                p,
                [
                    (gx, gy),
                    (
                        gx + ux * h * 0.10 - uy * side * h * 0.022,
                        gy + uy * h * 0.10 + ux * side * h * 0.022,
                    ),
                ],
                ink(lighter(color, 0.3), 0.55),
                h * 0.0035,
            )


def bird(p: QPainter, x: float, y: float, span: float, color: str) -> None:
    """Draw a bird far off."""
    wings = smooth(
        [
            (x - span, y - span * 0.22),
            (x - span * 0.5, y - span * 0.34),
            (x, y),
            (x + span * 0.5, y - span * 0.42),
            (x + span, y - span * 0.30),
            (x + span * 0.45, y - span * 0.22),
            (x, y + span * 0.12),
            (x - span * 0.5, y - span * 0.16),
        ]
    )
    fill(p, wings, color)
