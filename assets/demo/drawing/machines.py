"""Machines and site furniture, each standing on (0, 0) and about one unit tall."""

from __future__ import annotations

import math
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
    from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath


def _panel(path: QPainterPath, color: str | QColor) -> QBrush:
    """Sheet metal: bright above, darker below."""
    r = path.boundingRect()
    return vertical(
        r.top(), r.bottom(), (0, lighter(color, 0.22)), (0.35, color), (1, darker(color, 0.38))
    )


def _glass(path: QPainterPath) -> QBrush:
    r = path.boundingRect()
    return linear(
        r.left(),
        r.top(),
        r.right(),
        r.bottom(),
        (0, "#dcebec"),
        (0.4, "#8fb2bb"),
        (0.55, "#5d8490"),
        (1, "#35545f"),
    )


def wheel(p: QPainter, x: float, y: float, r: float, hub: str = "#d9b04a") -> None:
    """Draw a tyre with its hub, centre at (x, y)."""
    fill(
        p,
        oval(x, y, r, r),
        linear(x - r, y - r, x + r, y + r, (0, "#4a4d50"), (0.5, "#2a2d31"), (1, "#15181c")),
    )
    for i in range(22):
        a = math.tau * i / 22
        stroke(
            p,
            [
                (x + math.cos(a) * r * 0.80, y + math.sin(a) * r * 0.80),
                (x + math.cos(a + 0.1) * r * 0.97, y + math.sin(a + 0.1) * r * 0.97),
            ],
            ink("#0d0f12", 0.7),
            r * 0.07,
        )
    fill(p, oval(x, y, r * 0.56, r * 0.56), darker(hub, 0.30))
    fill(
        p,
        oval(x, y, r * 0.50, r * 0.50),
        linear(
            x - r / 2,
            y - r / 2,
            x + r / 2,
            y + r / 2,
            (0, lighter(hub, 0.3)),
            (1, darker(hub, 0.3)),
        ),
    )
    fill(p, oval(x, y, r * 0.20, r * 0.20), darker(hub, 0.5))


def combine(p: QPainter) -> None:
    """Draw a combine harvester that works to the left."""
    red, dark = "#c4492c", "#33373d"
    wheel(p, 0.86, -0.20, 0.20)
    fill(p, poly([(0.95, -0.60), (1.32, -0.34), (1.28, -0.16), (0.90, -0.22)]), "#4b3a30")
    hull = smooth(
        [
            (-0.36, -0.80),
            (0.20, -0.86),
            (0.95, -0.84),
            (1.14, -0.66),
            (1.12, -0.36),
            (0.80, -0.24),
            (-0.30, -0.26),
            (-0.40, -0.50),
        ]
    )
    fill(p, hull, _panel(hull, red))
    with within(p, hull):
        fill(
            p,
            poly([(-0.5, -0.47), (1.2, -0.53), (1.2, -0.46), (-0.5, -0.40)]),
            ink("#f3e4c6", 0.92),
        )
        for i in range(6):
            fill(p, box(0.62 + i * 0.055, -0.75, 0.03, 0.15, 0.01), ink("#2b2320", 0.55))
        for x in (0.12, 0.55):
            stroke(p, [(x, -0.9), (x, -0.2)], ink("#000000", 0.22), 0.008)
        fill(p, box(-0.5, -0.32, 2, 0.2), ink("#1a1412", 0.4))
    tank = poly([(-0.06, -0.84), (0.86, -0.84), (0.98, -1.02), (-0.16, -1.02)])
    fill(p, tank, _panel(tank, darker(red, 0.14)))
    heap = smooth([(-0.12, -1.02), (0.10, -1.09), (0.42, -1.14), (0.74, -1.08), (0.94, -1.02)])
    fill(p, heap, vertical(-1.14, -1.0, (0, "#f6d58a"), (1, "#c28d3d")))
    spout = limb((0.10, -0.94, 0.045), (0.98, -1.06, 0.038), (1.20, -1.00, 0.036))
    fill(p, spout, vertical(-1.1, -0.88, (0, lighter(red, 0.3)), (1, darker(red, 0.3))))
    cab = poly([(-0.66, -1.10), (-0.20, -1.14), (-0.16, -0.52), (-0.50, -0.48), (-0.72, -0.72)])
    fill(p, cab, "#2f3a40")
    glass = poly([(-0.63, -1.06), (-0.24, -1.09), (-0.21, -0.66), (-0.52, -0.62), (-0.68, -0.74)])
    fill(p, glass, _glass(glass))
    with within(p, glass):
        fill(p, oval(-0.37, -0.90, 0.052, 0.062), "#8c6248")
        fill(
            p, smooth([(-0.44, -0.93), (-0.37, -0.985), (-0.30, -0.93), (-0.37, -0.945)]), "#e5d3a0"
        )
        fill(
            p,
            smooth(
                [(-0.48, -0.58), (-0.46, -0.78), (-0.37, -0.84), (-0.27, -0.78), (-0.24, -0.58)]
            ),
            "#2f5068",
        )
        stroke(p, [(-0.42, -0.74), (-0.53, -0.72)], "#2f5068", 0.045)
        fill(
            p,
            poly([(-0.66, -1.1), (-0.52, -1.1), (-0.62, -0.6), (-0.75, -0.6)]),
            ink("#ffffff", 0.28),
        )
    roof = smooth([(-0.74, -1.12), (-0.45, -1.20), (-0.14, -1.18), (-0.10, -1.12), (-0.42, -1.115)])
    fill(p, roof, _panel(roof, "#efe6d4"))
    fill(p, poly([(-0.56, -0.54), (-0.10, -0.56), (0.0, -0.20), (-0.30, -0.20)]), dark)
    feeder = poly([(-0.36, -0.52), (-0.30, -0.28), (-1.06, -0.04), (-1.12, -0.24)])
    fill(p, feeder, _panel(feeder, darker(red, 0.25)))
    wheel(p, -0.02, -0.31, 0.31)
    _header(p, red)


def _header(p: QPainter, red: str) -> None:
    trough = poly(
        [
            (-1.62, -0.05),
            (-1.54, -0.34),
            (-1.02, -0.30),
            (-0.86, -0.06),
            (-0.92, 0.03),
            (-1.56, 0.05),
        ]
    )
    fill(p, trough, _panel(trough, red))
    fill(
        p,
        poly([(-1.58, -0.04), (-1.50, -0.26), (-1.06, -0.24), (-0.92, -0.05)]),
        ink("#1d1512", 0.55),
    )
    cx, cy, r = -1.42, -0.34, 0.235
    for dx, dy, shade in ((0.34, 0.05, 0.45), (0.0, 0.0, 0.0)):
        for i in range(6):
            a = math.tau * i / 6 + 0.3
            tip = (cx + dx + math.cos(a) * r, cy + dy + math.sin(a) * r * 0.96)
            stroke(p, [(cx + dx, cy + dy), tip], darker("#d9c492", shade), 0.014)
            nxt = math.tau * (i + 1) / 6 + 0.3
            stroke(
                p,
                [tip, (cx + dx + math.cos(nxt) * r, cy + dy + math.sin(nxt) * r * 0.96)],
                darker("#d9c492", shade),
                0.010,
            )
            if dx == 0:
                stroke(p, [tip, (tip[0] + 0.34, tip[1] + 0.05)], "#b9a070", 0.022)
                stroke(p, [tip, (tip[0] - 0.01, tip[1] + 0.07)], ink("#6e5a38", 0.9), 0.008)
    for dx, dy in ((0.30, 0.045), (-0.04, 0.03)):
        point = smooth(
            [
                (-1.80 + dx, 0.03 + dy),
                (-1.60 + dx, -0.06 + dy),
                (-1.38 + dx, -0.11 + dy),
                (-1.34 + dx, 0.0 + dy),
                (-1.50 + dx, 0.03 + dy),
            ]
        )
        fill(p, point, _panel(point, lighter(red, 0.06)))


def grain_truck(p: QPainter) -> None:
    """Draw a light grain truck seen from the side, cab to the left."""
    bed = poly([(-0.62, -0.92), (1.40, -0.92), (1.36, -0.36), (-0.58, -0.36)])
    fill(
        p,
        smooth([(-0.55, -0.92), (0.0, -1.06), (0.6, -1.10), (1.2, -1.02), (1.36, -0.92)]),
        "#e3b864",
    )
    fill(p, bed, _panel(bed, "#53788c"))
    for i in range(7):
        stroke(p, [(-0.5 + i * 0.3, -0.9), (-0.49 + i * 0.3, -0.38)], ink("#1f3440", 0.5), 0.02)
    cab = poly([(-1.36, -0.36), (-1.38, -0.70), (-1.22, -1.08), (-0.70, -1.10), (-0.68, -0.36)])
    fill(p, cab, _panel(cab, "#e8e2d2"))
    glass = poly([(-1.28, -0.72), (-1.16, -1.02), (-0.82, -1.03), (-0.82, -0.72)])
    fill(p, glass, _glass(glass))
    fill(p, box(-1.38, -0.40, 2.74, 0.10), "#2c3138")
    for x in (-1.02, 0.52, 0.98):
        wheel(p, x, -0.20, 0.20, "#b9b4a8")


def roller(p: QPainter) -> None:
    """Draw a road roller that works to the left."""
    yellow = "#e9a826"
    fill(
        p,
        oval(-0.78, -0.40, 0.40, 0.40),
        linear(-1.1, -0.8, -0.4, 0.0, (0, "#7d838a"), (0.5, "#4c5158"), (1, "#24282e")),
    )
    fill(
        p,
        oval(-0.78, -0.40, 0.30, 0.30),
        linear(-1.0, -0.7, -0.5, -0.1, (0, "#6a7077"), (1, "#3a3f46")),
    )
    wheel(p, 0.62, -0.40, 0.40, yellow)
    yoke = poly(
        [
            (-1.26, -0.52),
            (-1.22, -0.66),
            (-0.30, -0.78),
            (-0.18, -0.50),
            (-0.66, -0.36),
            (-0.80, -0.34),
            (-0.84, -0.46),
        ]
    )
    fill(p, yoke, _panel(yoke, yellow))
    hood = smooth(
        [
            (0.12, -0.98),
            (0.62, -1.00),
            (1.10, -0.90),
            (1.22, -0.64),
            (1.14, -0.46),
            (0.40, -0.52),
            (0.05, -0.50),
        ]
    )
    fill(p, hood, _panel(hood, yellow))
    with within(p, hood):
        for i in range(5):
            fill(p, box(0.80 + i * 0.07, -0.84, 0.035, 0.22, 0.01), ink("#2b2320", 0.6))
        fill(p, box(0.0, -0.58, 1.4, 0.05), ink("#22262c", 0.8))
    wheel(p, 0.62, -0.40, 0.40, yellow)
    body = poly([(-0.34, -0.80), (0.20, -0.82), (0.22, -0.44), (-0.30, -0.42)])
    fill(p, body, _panel(body, darker(yellow, 0.1)))
    seat = smooth([(-0.02, -1.02), (0.20, -1.02), (0.22, -0.80), (-0.06, -0.80)])
    fill(p, seat, "#2c3036")
    fill(p, limb((0.02, -0.82, 0.06), (-0.22, -0.84, 0.05), (-0.26, -0.62, 0.04)), "#3d4a5a")
    trunk = smooth([(-0.08, -0.82), (-0.09, -1.08), (0.0, -1.14), (0.10, -1.06), (0.11, -0.82)])
    fill(p, trunk, _panel(trunk, "#e8702a"))
    fill(p, box(-0.1, -0.96, 0.22, 0.03), "#f2efe0")
    fill(p, limb((0.0, -1.06, 0.035), (-0.10, -0.94, 0.03), (-0.26, -0.96, 0.026)), "#55687a")
    fill(p, oval(0.0, -1.20, 0.056, 0.066), "#b9835f")
    fill(
        p,
        smooth([(-0.10, -1.205), (-0.06, -1.28), (0.0, -1.30), (0.07, -1.27), (0.085, -1.20)]),
        "#f0efe9",
    )
    stroke(p, [(-0.34, -0.80), (-0.26, -0.98)], "#2c3036", 0.02)
    for x in (-0.36, 0.26):
        stroke(p, [(x, -0.80), (x, -1.42)], "#2c3036", 0.022)
    roof = smooth([(-0.46, -1.40), (-0.40, -1.47), (0.32, -1.47), (0.38, -1.40), (-0.02, -1.405)])
    fill(p, roof, _panel(roof, "#efe6d4"))


def paver_side(p: QPainter) -> None:
    """Draw an asphalt paver that works to the left, hopper in front, screed behind."""
    yellow = "#e9a826"
    track = box(-0.62, -0.34, 1.22, 0.34, 0.17)
    fill(p, track, linear(0, -0.34, 0, 0, (0, "#4a4d50"), (1, "#17191d")))
    for i in range(6):
        fill(p, oval(-0.46 + i * 0.18, -0.16, 0.085, 0.085), "#5d636a")
    hopper = poly([(-1.32, -0.62), (-0.62, -0.70), (-0.60, -0.28), (-1.12, -0.22)])
    heap = smooth([(-1.30, -0.60), (-1.12, -0.74), (-0.90, -0.78), (-0.66, -0.70), (-0.9, -0.55)])
    fill(p, heap, vertical(-0.8, -0.55, (0, "#4c4f55"), (1, "#1d2025")))
    fill(p, hopper, _panel(hopper, yellow))
    hull = smooth(
        [(-0.66, -0.74), (-0.1, -0.80), (0.52, -0.80), (0.66, -0.66), (0.62, -0.32), (-0.6, -0.30)]
    )
    fill(p, hull, _panel(hull, yellow))
    with within(p, hull):
        for i in range(6):
            fill(p, box(-0.42 + i * 0.09, -0.66, 0.045, 0.20, 0.01), ink("#2b2320", 0.55))
        fill(p, box(-1, -0.42, 2, 0.05), ink("#22262c", 0.8))
    arm = limb((0.05, -0.36, 0.05), (0.98, -0.22, 0.045))
    fill(p, arm, darker(yellow, 0.25))
    screed = poly([(0.78, -0.34), (1.30, -0.30), (1.34, -0.02), (0.80, -0.02)])
    fill(p, screed, _panel(screed, "#555b62"))
    stroke(p, [(1.02, -0.30), (1.08, -0.62), (1.20, -0.62)], "#2c3036", 0.026)
    for x in (-0.20, 0.52):
        stroke(p, [(x, -0.78), (x, -1.44)], "#2c3036", 0.026)
    roof = smooth([(-0.42, -1.42), (-0.34, -1.50), (0.66, -1.50), (0.74, -1.42), (0.1, -1.425)])
    fill(p, roof, _panel(roof, "#efe6d4"))
    trunk = smooth([(0.12, -0.78), (0.11, -1.04), (0.20, -1.10), (0.30, -1.03), (0.31, -0.78)])
    fill(p, trunk, _panel(trunk, "#e8702a"))
    fill(p, box(0.11, -0.93, 0.20, 0.03), "#f2efe0")
    fill(p, limb((0.20, -1.03, 0.032), (0.10, -0.92, 0.028), (-0.04, -0.93, 0.024)), "#55687a")
    fill(p, oval(0.20, -1.17, 0.052, 0.060), "#b9835f")
    fill(
        p,
        smooth([(0.11, -1.175), (0.14, -1.24), (0.20, -1.26), (0.26, -1.23), (0.28, -1.17)]),
        "#f2c230",
    )


def dump_truck(p: QPainter) -> None:
    """Draw a tipper with its bed raised to the right, cab to the left."""
    fill(p, box(-1.38, -0.42, 2.7, 0.12), "#2c3138")
    p.save()
    p.translate(1.26, -0.44)
    p.rotate(16)
    bed = poly([(-1.92, -0.56), (0.10, -0.66), (0.0, -0.02), (-1.80, -0.02)])
    fill(p, bed, _panel(bed, "#8d3f2c"))
    for i in range(6):
        stroke(p, [(-1.7 + i * 0.3, -0.54), (-1.68 + i * 0.3, -0.05)], ink("#2a1512", 0.5), 0.02)
    p.restore()
    stroke(p, [(-0.2, -0.40), (-0.02, -0.72)], "#9aa0a6", 0.05)
    cab = poly([(-1.36, -0.36), (-1.40, -0.74), (-1.26, -1.16), (-0.72, -1.18), (-0.70, -0.36)])
    fill(p, cab, _panel(cab, "#b9502f"))
    glass = poly([(-1.32, -0.76), (-1.20, -1.09), (-0.84, -1.10), (-0.84, -0.76)])
    fill(p, glass, _glass(glass))
    for x in (-1.02, 0.56, 1.02):
        wheel(p, x, -0.21, 0.21, "#b9b4a8")


def cone(p: QPainter) -> None:
    """Draw a traffic cone."""
    fill(p, poly([(-0.36, 0.0), (-0.30, -0.10), (0.30, -0.10), (0.36, 0.0)]), "#2b2f36")
    shape = poly([(-0.26, -0.08), (-0.05, -1.0), (0.05, -1.0), (0.26, -0.08)])
    fill(p, shape, linear(-0.26, 0, 0.26, 0, (0, "#b7461e"), (0.6, "#ea6d2c"), (1, "#ffa063")))
    with within(p, shape):
        fill(p, box(-0.4, -0.76, 0.8, 0.16), "#f3ede0")
        fill(p, box(-0.4, -0.44, 0.8, 0.16), "#f3ede0")


def tower_crane(
    p: QPainter,
    x: float,
    foot: float,
    top: float,
    *,
    jib: float,
    back: float,
    color: str,
    width: float,
    load: tuple[float, float] | None = None,
) -> None:
    """Draw a tower crane: mast at `x` from `foot` up to `top`, jib ends at `jib` and `back`.

    `load` is (x, y) of what hangs from the hook.
    """
    w = width
    for side in (-w, w):
        stroke(p, [(x + side, foot), (x + side, top)], color, w * 0.32)
    bays = max(4, int((foot - top) / (w * 2.4)))
    for i in range(bays):
        a, b = foot + (top - foot) * i / bays, foot + (top - foot) * (i + 1) / bays
        stroke(p, [(x - w, a), (x + w, b)], color, w * 0.18)
        stroke(p, [(x - w, b), (x + w, b)], color, w * 0.18)
    apex = (x, top - w * 7)
    cab = box(x + (w * 1.1 if jib > x else -w * 3.6), top - w * 0.4, w * 2.5, w * 3.2, w * 0.4)
    fill(p, cab, _panel(cab, color))
    low, high = top - w * 0.6, top - w * 2.6
    for end in (jib, back):
        stroke(p, [(x, low), (end, low)], color, w * 0.30)
        tip = end if end == back else end - (end - x) * 0.04
        stroke(p, [(x, high), (tip, high if end == jib else low)], color, w * 0.22)
        n = max(3, int(abs(end - x) / (w * 3.2)))
        for i in range(n):
            a, b = x + (end - x) * i / n, x + (end - x) * (i + 0.5) / n
            d = x + (end - x) * (i + 1) / n
            if end == jib:
                stroke(p, [(a, low), (b, high), (d, low)], color, w * 0.14)
        stroke(
            p,
            [apex, (x + (end - x) * 0.72, high if end == jib else low)],
            ink(color, 0.8),
            w * 0.12,
        )
    stroke(p, [(x - w, top), apex, (x + w, top)], color, w * 0.24)
    step = 1 if back > x else -1
    weight = box(back - (w * 4 if step > 0 else 0), low, w * 4, w * 4.4)
    fill(p, weight, _panel(weight, "#8a8d8c"))
    if load:
        lx, ly = load
        fill(p, box(lx - w, low, w * 2, w * 0.9), darker(color, 0.3))
        for dx in (-w * 0.3, w * 0.3):
            stroke(p, [(lx + dx, low), (lx + dx * 0.5, ly - w * 4)], ink("#2f3338", 0.8), w * 0.10)
        stroke(p, [(lx, ly - w * 4), (lx - w * 4, ly)], ink("#2f3338", 0.9), w * 0.10)
        stroke(p, [(lx, ly - w * 4), (lx + w * 4, ly)], ink("#2f3338", 0.9), w * 0.10)
        for i in range(3):
            fill(
                p,
                box(lx - w * 6, ly + i * w * 0.5, w * 12, w * 0.42),
                ("#8a6a44", "#a5825a", "#77593a")[i],
            )


def forklift(p: QPainter) -> None:
    """Draw an electric forklift facing left with a stacked pallet."""
    color = "#e28a2b"
    wheel(p, -0.10, -0.15, 0.15, "#9aa3aa")
    wheel(p, 0.56, -0.13, 0.13, "#9aa3aa")
    body = smooth(
        [
            (-0.30, -0.20),
            (-0.28, -0.46),
            (0.06, -0.50),
            (0.22, -0.72),
            (0.74, -0.72),
            (0.80, -0.40),
            (0.74, -0.14),
            (0.2, -0.12),
        ]
    )
    fill(p, body, _panel(body, color))
    wheel(p, -0.10, -0.15, 0.15, "#9aa3aa")
    for pts in ([(-0.22, -0.46), (-0.10, -1.24), (0.46, -1.26), (0.60, -0.70)],):
        stroke(p, pts, "#2c3138", 0.045)
    for x in (-0.38, -0.45):
        stroke(p, [(x, -0.04), (x, -1.30)], "#3a4047", 0.035)
    stroke(p, [(-0.40, -0.10), (-1.10, -0.10)], "#2c3138", 0.04)


def arc_lamp(p: QPainter, x: float, foot: float, height: float, color: str) -> None:
    """Draw a street lamp."""
    stem = smooth(
        [
            (x, foot),
            (x, foot - height * 0.86),
            (x + height * 0.05, foot - height),
            (x + height * 0.20, foot - height * 1.01),
        ],
        closed=False,
    )
    curve(p, stem, color, height * 0.014)
    fill(p, box(x + height * 0.15, foot - height * 1.025, height * 0.12, height * 0.02), color)
