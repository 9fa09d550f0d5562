"""Pictures indoors: service hall, cold-chain workshop, clinic and classroom."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import nature
from machines import forklift
from people import SKINS, Body, Dress, Figure, Pose
from studio import (
    Canvas,
    Light,
    Mode,
    box,
    curve,
    darker,
    fill,
    ink,
    lighter,
    limb,
    linear,
    mix,
    oval,
    poly,
    radial,
    smooth,
    stroke,
    vertical,
    volume,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image
    from PySide6.QtGui import QPainter, QPainterPath

Point = tuple[float, float]


@dataclass(frozen=True)
class Room:
    """A room in one-point perspective.

    The picture plane is depth 0, `focus` the depth that halves a length; (`x`, `y`) is where
    lines into the depth meet. The walls are measured in the picture plane.
    """

    x: float
    y: float
    focus: float
    left: float
    right: float
    floor: float
    ceiling: float
    back: float

    def scale(self, z: float) -> float:
        """Return the size at depth `z` of what has size 1 at the picture plane."""
        return self.focus / (self.focus + z)

    def at(self, x: float, y: float, z: float) -> Point:
        """Project a point."""
        s = self.scale(z)
        return self.x + (x - self.x) * s, self.y + (y - self.y) * s

    def face(self, *points: tuple[float, float, float]) -> QPainterPath:
        """Project a polygon."""
        return poly([self.at(*p) for p in points])


def _block(
    p: QPainter,
    room: Room,
    x: tuple[float, float],
    y: tuple[float, float],
    z: tuple[float, float],
    *,
    color: str,
) -> None:
    """Draw a box between the given bounds, seen from inside the room."""
    (x0, x1), (y0, y1), (z0, z1) = x, y, z
    if y0 > room.y:
        top = room.face((x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1))
        fill(p, top, lighter(color, 0.30))
    if x0 > room.x:
        side = room.face((x0, y0, z0), (x0, y1, z0), (x0, y1, z1), (x0, y0, z1))
        fill(p, side, lighter(color, 0.12))
    if x1 < room.x:
        side = room.face((x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1))
        fill(p, side, darker(color, 0.22))
    front = room.face((x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0))
    r = front.boundingRect()
    fill(p, front, vertical(r.top(), r.bottom(), (0, color), (1, darker(color, 0.22))))


def _beams(c: Canvas, shapes: list[QPainterPath], color: str, strength: float, blur: float) -> None:
    """Lay shafts of light over the room."""
    with c.layer(blur=blur, opacity=strength, mode=Mode.CompositionMode_Screen) as p:
        for shape in shapes:
            r = shape.boundingRect()
            fill(
                p,
                shape,
                linear(
                    r.left(),
                    r.top(),
                    r.right(),
                    r.bottom(),
                    (0, ink(color, 0.75)),
                    (1, ink(color, 0.0)),
                ),
            )


def _plant(color: str, *, seed: int) -> Callable[[QPainter], None]:
    """Return a broad-leaved plant in a pot, one unit tall."""

    def draw(p: QPainter) -> None:
        rng = nature.dice(seed)
        for i in range(20):
            a = math.radians(-62 + 124 * (i / 19) + rng.uniform(-8, 8))
            h = rng.uniform(0.45, 0.74) * math.cos(a * 0.6)
            tip = (math.sin(a) * h * 0.95, -0.26 - math.cos(a) * h)
            mid = (tip[0] * 0.45, -0.26 + (tip[1] + 0.26) * 0.62)
            w = 0.055
            leaf = smooth([(0, -0.26), (mid[0] - w, mid[1]), tip, (mid[0] + w, mid[1] + 0.02)])
            fill(
                p,
                leaf,
                lighter(color, rng.uniform(0, 0.28))
                if rng.random() < 0.5
                else darker(color, rng.uniform(0, 0.35)),
            )
        pot = poly([(-0.17, -0.30), (0.17, -0.30), (0.12, 0.0), (-0.12, 0.0)])
        fill(p, pot, volume(pot, "#d8cdb8", -1, 1.2))

    return draw


def _reflect(c: Canvas, floor: QPainterPath, horizon: float, strength: float, blur: float) -> None:
    """Mirror what stands above `horizon` in a polished floor."""
    flipped = c.upside_down()
    with c.layer(blur=blur, opacity=strength) as p, within(p, floor):
        p.translate(0, horizon * 2 - c.height)
        p.scale(1 / c.scale, 1 / c.scale)
        p.drawImage(0, 0, flipped)


# --- government service hall ----------------------------------------------------------------


def service_hall(long_side: int) -> Image.Image:
    """Morning light in the hall: clerks at the counter, a guide helping an old man."""
    c = Canvas(1500, 1000, long_side, 31)
    c.light = Light(
        x=-0.85,
        y=-0.5,
        rim="#fff4d8",
        shade="#24364c",
        rim_strength=0.75,
        shade_strength=0.26,
        cast="#3a4654",
        cast_strength=0.5,
        reach=(1.0, 0.13),
    )
    room = Room(860, 400, 900, -120, 1700, 1080, -150, 1000)
    left, right, floor, ceiling, back = room.left, room.right, room.floor, room.ceiling, room.back
    with c.layer() as p:
        fill(p, c.everywhere(), "#dfe3df")
        wall = room.face(
            (left, ceiling, back), (right, ceiling, back), (right, floor, back), (left, floor, back)
        )
        fill(p, wall, linear(320, 0, 1320, 0, (0, "#f3ecdd"), (1, "#c9d2d3")))
        fill(
            p,
            room.face(
                (left, ceiling, 0), (left, ceiling, back), (left, floor, back), (left, floor, 0)
            ),
            "#e9e4d6",
        )
        fill(
            p,
            room.face(
                (right, ceiling, 0), (right, ceiling, back), (right, floor, back), (right, floor, 0)
            ),
            linear(1280, 0, 1500, 0, (0, "#bcc8cb"), (1, "#93a3ab")),
        )
        fill(
            p,
            room.face(
                (left, ceiling, 0),
                (right, ceiling, 0),
                (right, ceiling, back),
                (left, ceiling, back),
            ),
            vertical(0, 190, (0, "#cfd6d6"), (1, "#eef0ea")),
        )
        for i in range(5):
            x = 80 + i * 330
            fill(
                p,
                room.face(
                    (x, ceiling, 60),
                    (x + 90, ceiling, 60),
                    (x + 90, ceiling, back - 80),
                    (x, ceiling, back - 80),
                ),
                ink("#fffdf2", 0.85),
            )
    _hall_windows(c, room)
    _hall_back(c, room)
    _hall_floor(c, room)
    _hall_people(c, room)
    shafts = [
        poly([(x, 90), (x + 70, 120), (x + 560, 900), (x + 330, 1000)]) for x in (0, 130, 250)
    ]
    _beams(c, shafts, "#fff0c9", 0.60, 22)
    c.glow(60, 260, 620, "#fff0cd", 0.35)
    return c.finish(warmth=0.05, bloom=0.24)


def _hall_windows(c: Canvas, room: Room) -> None:
    left, floor, ceiling, back = room.left, room.floor, room.ceiling, room.back
    with c.layer() as p:
        panes = 5
        for i in range(panes):
            z0, z1 = back * i / panes + 34, back * (i + 1) / panes - 24
            y0, y1 = ceiling + 110, floor - 210
            glass = room.face((left, y0, z0), (left, y0, z1), (left, y1, z1), (left, y1, z0))
            r = glass.boundingRect()
            fill(
                p,
                glass,
                vertical(r.top(), r.bottom(), (0, "#a9cbd8"), (0.6, "#e8eede"), (1, "#f4e6c2")),
            )
            with within(p, glass):
                line = smooth(
                    [
                        (-20, 470),
                        (90, 420),
                        (200, 452),
                        (300, 420),
                        (360, 440),
                        (400, 700),
                        (-20, 900),
                    ]
                )
                fill(p, line, vertical(420, 640, (0, "#9bb6b0"), (1, "#c8d2a6")))
                rng = nature.dice(i)
                for _ in range(60):
                    x, y = rng.uniform(r.left(), r.right()), rng.uniform(500, 620)
                    fill(
                        p,
                        oval(x, y, 24, 20),
                        ink(rng.choice(("#7f9e74", "#95b07f", "#6b8a68")), 0.7),
                    )
            mid = (y0 + y1) / 2 - 60
            for a, b in (
                ((left, mid, z0), (left, mid, z1)),
                ((left, y0, (z0 + z1) / 2), (left, y1, (z0 + z1) / 2)),
            ):
                stroke(p, [room.at(*a), room.at(*b)], "#f6f3ea", 7 * room.scale((z0 + z1) / 2))
            curve(p, glass, "#f6f3ea", 9 * room.scale((z0 + z1) / 2))


def _hall_back(c: Canvas, room: Room) -> None:
    left, right, floor, back = room.left, room.right, room.floor, room.back
    x0, y0 = room.at(left, floor, back)
    x1, _ = room.at(right, floor, back)
    with c.layer(lit=1.5) as p:
        panel = box(x0 + 40, 262, x1 - x0 - 60, 108, 4)
        fill(p, panel, vertical(262, 370, (0, "#a7623f"), (1, "#8a4d33")))
        with within(p, panel):
            for i in range(46):
                stroke(
                    p, [(x0 + 44 + i * 20, 250), (x0 + 44 + i * 20, 380)], ink("#5d3322", 0.35), 2
                )
        for i in range(6):
            x = x0 + 74 + i * 138
            screen = box(x, 398, 84, 40, 3)
            fill(p, screen, vertical(398, 438, (0, "#35566b"), (1, "#1f3a4c")))
            fill(p, box(x + 9, 408, 30, 5, 2), ink("#f4d9a0", 0.9))
            fill(p, box(x + 9, 419, 52, 4, 2), ink("#cfe0e4", 0.6))
    skins = (SKINS[0], SKINS[2], SKINS[1], SKINS[2], SKINS[0], SKINS[3])
    for i in range(6):
        x = x0 + 116 + i * 138
        c.put(
            Figure(
                Pose(
                    turn=0.45,
                    lean=4,
                    near_goal=(0.12, -0.58),
                    far_goal=(0.16, -0.57),
                    head=10 if i % 2 else 4,
                ),
                Dress(
                    top="#eef2f2" if i % 2 else "#34506a",
                    skin=skins[i],
                    style=("bob", "short", "bun")[i % 3],
                ),
                facing=1 if i % 2 else -1,
                light=-1,
            ),
            x,
            y0 + 62,
            270,
            shadow=False,
            haze=("#e9e6da", 0.12),
        )
    with c.layer(lit=1.6) as p:
        top, foot = y0 - 104, y0 + 24
        fill(
            p,
            box(x0 + 26, top, x1 - x0 - 30, 16, 3),
            vertical(top, top + 16, (0, "#fbf6ea"), (1, "#d8d2c3")),
        )
        fill(
            p,
            box(x0 + 34, top + 16, x1 - x0 - 46, foot - top - 16),
            vertical(top, foot, (0, "#d9c7a8"), (1, "#a08a6b")),
        )
        for i in range(6):
            x = x0 + 34 + i * 138
            fill(p, box(x, top + 16, 4, foot - top - 16), ink("#6d5a42", 0.5))
        fill(p, box(x0 + 34, foot - 16, x1 - x0 - 46, 16), "#5f5346")
        for i in range(6):
            x = x0 + 146 + i * 138
            fill(
                p,
                box(x, top - 40, 46, 32, 3),
                vertical(top - 40, top - 8, (0, "#39424b"), (1, "#20272e")),
            )
            fill(p, box(x + 19, top - 9, 8, 10), "#39424b")


def _hall_floor(c: Canvas, room: Room) -> None:
    left, right, floor, back = room.left, room.right, room.floor, room.back
    y = room.at(0, floor, back)[1] + 20
    ground = room.face(
        (left, floor, 0), (right, floor, 0), (right, floor, back - 70), (left, floor, back - 70)
    )
    with c.layer() as p:
        fill(p, ground, vertical(y, 1000, (0, "#d9d6c8"), (0.4, "#c3c3b9"), (1, "#959a98")))
    _reflect(c, ground, y, 0.22, 9)
    with c.layer(opacity=0.5) as p, within(p, ground):
        for i in range(13):
            x = left + (right - left) * i / 12
            stroke(p, [room.at(x, floor, 0), room.at(x, floor, back)], ink("#7e827e", 0.5), 1.3)
        for i in range(12):
            z = back * (i / 12) ** 1.0
            stroke(p, [room.at(left, floor, z), room.at(right, floor, z)], ink("#7e827e", 0.5), 1.2)
    with c.layer(blur=7, opacity=0.62, mode=Mode.CompositionMode_Screen) as p:
        for i in range(4):
            z0, z1 = back * i / 5 + 34, back * (i + 1) / 5 - 24
            a, b = left + 90, left + 620
            patch = room.face(
                (a, floor, z0), (a, floor, z1), (b, floor, z1 - 130), (b, floor, z0 - 130)
            )
            fill(p, patch, ink("#ffe9b4", 0.75))


def _folder(p: QPainter, b: Body) -> None:
    x, y = b.near_hand
    sheet = poly(
        [
            (x - 0.025, y + 0.02),
            (x + 0.075, y + 0.005),
            (x + 0.090, y - 0.10),
            (x - 0.005, y - 0.085),
        ]
    )
    fill(p, sheet, "#fbf7ea")
    for i in range(4):
        stroke(
            p,
            [(x + 0.008, y - 0.062 + i * 0.02), (x + 0.068, y - 0.072 + i * 0.02)],
            ink("#7f8d97", 0.6),
            0.004,
        )


def _cane(p: QPainter, b: Body) -> None:
    x, y = b.far_hand
    curve(
        p,
        smooth(
            [
                (x - 0.045, y - 0.015),
                (x - 0.02, y - 0.045),
                (x + 0.015, y - 0.02),
                (x + 0.022, -0.005),
            ],
            closed=False,
        ),
        "#7a5334",
        0.016,
    )


def _hall_people(c: Canvas, room: Room) -> None:
    floor = room.floor
    for x, z, facing, pose, dress in (
        (
            395,
            730,
            1,
            Pose(turn=0.3, back=True, near_goal=(0.16, -0.62), near_leg=(4, 2)),
            Dress(top="#58707f", trousers="#454c58"),
        ),
        (
            680,
            735,
            -1,
            Pose(turn=0.35, back=True, far_goal=(0.18, -0.62)),
            Dress(top="#b98f5e", style="tail", trousers="#3b4658"),
        ),
        (
            1330,
            715,
            1,
            Pose(turn=0.3, back=True, near_goal=(0.16, -0.62)),
            Dress(top="#78826f", trousers="#4b4a4c", hair="#8b8883"),
        ),
    ):
        fx, fy = room.at(x + 120, floor, z)
        c.put(
            Figure(pose, dress, facing=facing, light=-1),
            fx,
            fy,
            500 * room.scale(z),
            haze=("#e9e6da", 0.06),
        )
    for x, h, seed in ((352, 190, 1), (1432, 250, 2)):
        c.put(_plant("#4e7d56", seed=seed), x, 800 if seed == 1 else 872, h, lit=0.008)
    c.put(
        Figure(
            Pose(
                lean=10,
                turn=0.65,
                near_goal=(0.18, -0.58),
                far_goal=(0.24, -0.50),
                head=12,
                near_leg=(7, 6),
                far_leg=(-5, 4),
            ),
            Dress(top="#6a6257", trousers="#4a4d55", hair="#c9c6bf", skin=SKINS[1]),
            facing=1,
            light=-1,
            held=_folder,
            carried_behind=_cane,
        ),
        905,
        930,
        420,
    )
    c.put(
        Figure(
            Pose(
                turn=0.5,
                lean=7,
                near_goal=(0.21, -0.56),
                far_goal=(0.27, -0.62),
                head=12,
                near_leg=(5, 3),
                far_leg=(-8, 4),
            ),
            Dress(
                top="#f1f3f2",
                vest="#cf4a2c",
                band=None,
                trousers="#33445a",
                style="tail",
                skin=SKINS[2],
            ),
            facing=-1,
            light=-1,
        ),
        1096,
        940,
        412,
    )
    c.put(
        Figure(
            Pose(
                turn=0.9, near_leg=(20, 6), far_leg=(-18, 14), near_arm=(-14, 18), far_arm=(18, 24)
            ),
            Dress(top="#3f6276", trousers="#4f5561", style="bob", skin=SKINS[0]),
            facing=-1,
            light=-1,
        ),
        1282,
        876,
        336,
    )


# --- cold-chain workshop --------------------------------------------------------------------


def cold_chain(long_side: int) -> Image.Image:
    """Vegetables are packed on a belt in a cold store, pallets wait on the racks."""
    c = Canvas(1500, 1000, long_side, 32)
    c.light = Light(
        x=-0.4,
        y=-0.9,
        rim="#f4fbff",
        shade="#17304a",
        rim_strength=0.7,
        shade_strength=0.3,
        cast="#16324a",
        cast_strength=0.45,
        reach=(0.35, 0.10),
    )
    room = Room(640, 360, 900, -260, 1800, 1060, -240, 1700)
    left, right, floor, ceiling, back = room.left, room.right, room.floor, room.ceiling, room.back
    with c.layer() as p:
        fill(p, c.everywhere(), "#a9c2cf")
        fill(
            p,
            room.face(
                (left, ceiling, back),
                (right, ceiling, back),
                (right, floor, back),
                (left, floor, back),
            ),
            vertical(140, 620, (0, "#d7e5ea"), (1, "#eef5f5")),
        )
        fill(
            p,
            room.face(
                (left, ceiling, 0),
                (right, ceiling, 0),
                (right, ceiling, back),
                (left, ceiling, back),
            ),
            vertical(0, 150, (0, "#6f93a8"), (1, "#bcd3dc")),
        )
        wall = room.face(
            (right, ceiling, 0), (right, ceiling, back), (right, floor, back), (right, floor, 0)
        )
        fill(p, wall, linear(1040, 0, 1500, 0, (0, "#dbe8ec"), (1, "#8fb0c0")))
        fill(
            p,
            room.face(
                (left, ceiling, 0), (left, ceiling, back), (left, floor, back), (left, floor, 0)
            ),
            linear(0, 0, 330, 0, (0, "#6e92a8"), (1, "#c3d7df")),
        )
        ground = room.face(
            (left, floor, 0), (right, floor, 0), (right, floor, back), (left, floor, back)
        )
        fill(p, ground, vertical(600, 1000, (0, "#d5e4e8"), (0.4, "#a3bfcb"), (1, "#54788e")))
        for i in range(13):
            z = back * i / 12
            stroke(
                p,
                [room.at(right, ceiling, z), room.at(right, floor, z)],
                ink("#5f8498", 0.35),
                2 * room.scale(z),
            )
    _cold_fittings(c, room)
    _racks(c, room, left, floor)
    _reflect(c, ground, room.at(0, floor, back)[1] + 2, 0.20, 10)
    _belt(c, room)
    nature.mist(c, 610, 90, "#f2fafb", 0.45)
    return c.finish(warmth=0.0, bloom=0.3)


def _cold_fittings(c: Canvas, room: Room) -> None:
    right, floor, ceiling, back = room.right, room.floor, room.ceiling, room.back
    with c.layer() as p:
        for x in (120, 700, 1280):
            for i in range(6):
                z = 60 + i * 270
                lamp = room.face(
                    (x, ceiling + 6, z),
                    (x + 60, ceiling + 6, z),
                    (x + 60, ceiling + 6, z + 190),
                    (x, ceiling + 6, z + 190),
                )
                fill(p, lamp, "#fbffff")
        for i in range(3):
            x = 250 + i * 420
            a, b = room.at(x, ceiling + 60, back - 10), room.at(x + 300, ceiling + 230, back - 10)
            unit = box(a[0], a[1], b[0] - a[0], b[1] - a[1], 3)
            fill(p, unit, vertical(a[1], b[1], (0, "#f4f8f8"), (1, "#a6bec9")))
            for k in (0.27, 0.73):
                cx, cy = a[0] + (b[0] - a[0]) * k, (a[1] + b[1]) / 2
                fill(p, oval(cx, cy, 20, 20), "#4d7388")
                fill(p, oval(cx, cy, 6, 6), "#c3d6de")
        for i, y in enumerate((-150, -110)):
            stroke(
                p,
                [room.at(right - 60, y, 0), room.at(right - 60, y, back)],
                ("#e6eef0", "#c9723f")[i],
                7,
            )
        door = [(760, 300), (1120, floor)]
        a, b = room.at(*door[0], back), room.at(*door[1], back)
        fill(
            p,
            box(a[0], a[1], b[0] - a[0], b[1] - a[1]),
            vertical(a[1], b[1], (0, "#6f98ad"), (1, "#b5d2dc")),
        )
        for i in range(9):
            w = (b[0] - a[0]) / 9
            fill(
                p,
                box(a[0] + i * w, a[1], w * 0.9, b[1] - a[1] - (i % 3) * 2),
                linear(
                    a[0] + i * w,
                    0,
                    a[0] + (i + 1) * w,
                    0,
                    (0, ink("#f3fbfc", 0.75)),
                    (1, ink("#a9cbd6", 0.6)),
                ),
            )
    for i in range(3):
        x, y = room.at(730, ceiling, 150 + i * 500)
        c.glow(x, y, 320 * room.scale(150 + i * 500), "#eefaff", 0.45)


def _racks(c: Canvas, room: Room, left: float, floor: float) -> None:
    rng = nature.dice(6)
    tones = ("#c59a63", "#b98a54", "#d3ab76", "#a87c4c", "#d9b98a")
    x0, x1 = left + 20, left + 250
    with c.layer(lit=1.4) as p:
        for bay in range(5, -1, -1):
            z0, z1 = 40 + bay * 265, 40 + bay * 265 + 245
            for level in range(3, -1, -1):
                y = floor - 20 - level * 290
                _block(p, room, (x0, x1), (y - 14, y), (z0, z1), color="#3e6f8c")
                n = 3
                for k in range(n - 1, -1, -1):
                    if rng.random() < 0.10:
                        continue
                    za = z0 + (z1 - z0) * k / n + 8
                    _block(
                        p,
                        room,
                        (x0 + 14, x1 - 14),
                        (y - rng.uniform(150, 225), y - 14),
                        (za, za + (z1 - z0) / n - 12),
                        color=rng.choice(tones),
                    )
            for x in (x1,):
                a, b = room.at(x, floor - 1130, z0), room.at(x, floor, z0)
                w = 13 * room.scale(z0)
                fill(
                    p,
                    box(a[0] - w / 2, a[1], w, b[1] - a[1]),
                    linear(a[0] - w, 0, a[0] + w, 0, (0, "#e08a3c"), (1, "#a85a24")),
                )


def _crate(
    p: QPainter, room: Room, x: tuple[float, float], y: float, z: tuple[float, float], *, seed: int
) -> None:
    kinds = (
        ("#d9452f", "#f08a5c"),
        ("#4f8f46", "#a3c96b"),
        ("#e3a33a", "#f7d583"),
        ("#4f8f46", "#8fbf6a"),
    )
    base, high = kinds[seed % 4]
    rng = nature.dice(seed)
    (x0, x1), (z0, z1) = x, z
    s = room.scale(z0)
    _block(p, room, x, (y - 70, y), z, color="#3f7fa6")
    inside = room.face(
        (x0 + 10, y - 70, z0 + 8),
        (x1 - 10, y - 70, z0 + 8),
        (x1 - 10, y - 70, z1 - 8),
        (x0 + 10, y - 70, z1 - 8),
    )
    fill(p, inside, "#24506d")
    spots = sorted(
        ((rng.uniform(z0 + 12, z1 - 12), rng.uniform(x0 + 24, x1 - 24)) for _ in range(34)),
        reverse=True,
    )
    for zz, xx in spots:
        cx, cy = room.at(xx, y - 74, zz)
        r = 17 * room.scale(zz)
        fill(
            p,
            oval(cx, cy - r * 0.5, r, r * 0.9),
            radial(cx - r * 0.3, cy - r, r * 1.5, (0, high), (0.7, base), (1, darker(base, 0.3))),
        )
    for k in range(2):
        a, b = room.at(x0 + 20, y - 52 + k * 22, z0), room.at(x1 - 20, y - 44 + k * 22, z0)
        fill(p, box(a[0], a[1], b[0] - a[0], b[1] - a[1], 2 * s), ink("#1d4763", 0.55))


def _belt(c: Canvas, room: Room) -> None:
    floor = room.floor
    bx, by = (760, 1090), floor - 290
    staff = "#f3f7f8"
    far_workers = (
        (1330, 1230, -1, "#3f86b5"),
        (1330, 800, -1, "#3f86b5"),
        (1335, 330, -1, "#e08a3c"),
    )
    near_workers = ((545, 1480, 1, "#3f86b5"), (535, 1080, 1, "#3f86b5"))
    crew = sorted(
        [
            *[(z, x, f, h, i) for i, (x, z, f, h) in enumerate(far_workers)],
            *[(z, x, f, h, i + 5) for i, (x, z, f, h) in enumerate(near_workers)],
        ],
        reverse=True,
    )
    with c.layer(lit=1.2) as p:
        for i in range(7):
            z = 1500 - i * 240
            _block(p, room, (bx[0] + 10, bx[0] + 30), (by, floor), (z, z + 20), color="#6f8794")
            _block(p, room, (bx[1] - 30, bx[1] - 10), (by, floor), (z, z + 20), color="#6f8794")
    for z, x, f, hat, i in (w for w in crew if w[1] > 900):
        wx, wy = room.at(x, floor, z)
        c.put(
            Figure(
                Pose(turn=0.55, lean=14, near_goal=(0.26, -0.56), far_goal=(0.30, -0.60), head=14),
                Dress(
                    top=staff,
                    trousers="#e4ecef",
                    coat=0.20,
                    hat="net",
                    hat_color=hat,
                    mask="#bcd8e4",
                    gloves="#4f8fb8",
                    shoes="#dfe8ea",
                    skin=SKINS[i % 4],
                ),
                facing=f,
                light=-1,
            ),
            wx,
            wy,
            800 * room.scale(z),
            haze=("#dcebf0", min(0.35, z / 3600)),
        )
    with c.layer(lit=1.6) as p:
        top = room.face((bx[0], by, -60), (bx[1], by, -60), (bx[1], by, 1620), (bx[0], by, 1620))
        fill(p, top, vertical(500, 900, (0, "#7f97a3"), (1, "#33505f")))
        for edge in bx:
            rail = room.face(
                (edge - 12, by - 8, -60),
                (edge + 12, by - 8, -60),
                (edge + 12, by - 8, 1620),
                (edge - 12, by - 8, 1620),
            )
            fill(p, rail, "#e9f1f3")
        side = room.face(
            (bx[0] - 12, by - 8, -60),
            (bx[0] - 12, by + 52, -60),
            (bx[0] - 12, by + 52, 1620),
            (bx[0] - 12, by - 8, 1620),
        )
        fill(p, side, vertical(520, 900, (0, "#b9ccd4"), (1, "#7d97a4")))
        for i in range(9, -1, -1):
            z = 20 + i * 165
            _crate(p, room, (bx[0] + 40, bx[1] - 40), by - 4, (z, z + 125), seed=i)
    for z, x, f, hat, i in (w for w in crew if w[1] < 900):
        wx, wy = room.at(x, floor, z)
        c.put(
            Figure(
                Pose(
                    turn=0.7,
                    lean=15,
                    near_goal=(0.28, -0.55),
                    far_goal=(0.32, -0.60),
                    head=14,
                    near_leg=(7, 5),
                    far_leg=(-9, 4),
                ),
                Dress(
                    top=staff,
                    trousers="#e4ecef",
                    coat=0.20,
                    hat="net",
                    hat_color=hat,
                    mask="#bcd8e4",
                    gloves="#4f8fb8",
                    shoes="#dfe8ea",
                    skin=SKINS[i % 4],
                ),
                facing=f,
                light=-1,
            ),
            wx,
            wy,
            800 * room.scale(z),
            haze=("#dcebf0", min(0.35, z / 3600)),
        )
    fx, fy = room.at(215, floor, 560)
    c.put(_pallet_truck, fx, fy, 460 * room.scale(560), frame=(-1.4, -1.6, 2.6, 1.8))


def _pallet_truck(p: QPainter) -> None:
    for row in range(3):
        for col in range(2):
            x, y = -1.12 + col * 0.33, -0.16 - row * 0.27
            carton = box(x, y - 0.26, 0.32, 0.26, 0.01)
            fill(p, carton, vertical(y - 0.26, y, (0, "#d6ae79"), (1, "#a67a4a")))
            fill(p, box(x + 0.13, y - 0.26, 0.06, 0.26), ink("#f0dcb4", 0.6))
    forklift(p)
    trunk = smooth([(0.10, -0.62), (0.10, -0.88), (0.20, -0.95), (0.31, -0.88), (0.33, -0.62)])
    fill(p, trunk, volume(trunk, "#35617f", -1))
    fill(p, limb((0.20, -0.87, 0.036), (0.08, -0.76, 0.03), (-0.06, -0.77, 0.026)), "#35617f")
    fill(p, oval(0.20, -1.02, 0.056, 0.066), "#c08d6a")
    fill(
        p,
        smooth([(0.10, -1.02), (0.13, -1.10), (0.20, -1.12), (0.27, -1.09), (0.29, -1.02)]),
        "#e9eef0",
    )


# --- clinic ---------------------------------------------------------------------------------


def clinic(long_side: int) -> Image.Image:
    """A nurse takes an old man's blood pressure by the window of a village clinic."""
    c = Canvas(1000, 1500, long_side, 33)
    c.light = Light(
        x=-0.85,
        y=-0.5,
        rim="#fff3d3",
        shade="#26384a",
        rim_strength=0.75,
        shade_strength=0.25,
        cast="#3d4a4a",
        cast_strength=0.5,
        reach=(0.9, 0.12),
    )
    with c.layer() as p:
        fill(
            p,
            box(-5, -5, 1010, 1200),
            linear(0, 0, 1000, 300, (0, "#f6efdf"), (0.6, "#e9e4d6"), (1, "#cdd2cc")),
        )
        fill(
            p,
            box(-5, 800, 1010, 400),
            linear(0, 0, 1000, 0, (0, "#b5cfbc"), (0.6, "#9dbda9"), (1, "#7c9f91")),
        )
        fill(p, box(-5, 794, 1010, 7), ink("#6f9584", 0.7))
        fill(p, box(-5, 1150, 1010, 26), vertical(1150, 1176, (0, "#7b5a42"), (1, "#5b412f")))
        fill(
            p,
            box(-5, 1176, 1010, 330),
            vertical(1176, 1500, (0, "#c9b291"), (0.5, "#a98e6f"), (1, "#6f5a49")),
        )
    with c.layer(opacity=0.45) as p:
        for i in range(12):
            stroke(
                p,
                [(500 + (i - 5.5) * 110, 1176), (500 + (i - 5.5) * 210, 1500)],
                ink("#5f4937", 0.6),
                1.6,
            )
        for y in (1204, 1246, 1306, 1390):
            stroke(p, [(-5, y), (1005, y)], ink("#5f4937", 0.5), 1.6)
    _clinic_window(c)
    _clock(c, 850, 300, 62)
    _clinic_things(c)
    with c.layer(blur=10, opacity=0.62, mode=Mode.CompositionMode_Screen) as p:
        for dx in (0, 118):
            fill(
                p,
                poly([(560 + dx, 300), (664 + dx, 330), (664 + dx, 790), (560 + dx, 760)]),
                ink("#ffe3a6", 0.42),
            )
        for dx in (0, 170):
            fill(
                p,
                poly([(250 + dx, 1210), (400 + dx, 1210), (560 + dx, 1440), (380 + dx, 1440)]),
                ink("#ffdf9e", 0.6),
            )
    _clinic_people(c)
    shafts = [
        poly([(x, 330), (x + 110, 330), (x + 560, 1400), (x + 330, 1480)]) for x in (120, 300)
    ]
    _beams(c, shafts, "#fff0c6", 0.45, 24)
    c.glow(300, 480, 640, "#fff0c8", 0.32)
    return c.finish(warmth=0.05, bloom=0.25)


def _clinic_window(c: Canvas) -> None:
    view = box(110, 250, 390, 500)
    with c.layer() as p:
        fill(p, view, vertical(250, 750, (0, "#92bccd"), (0.55, "#dfe9dc"), (1, "#f7e8c2")))
        with within(p, view):
            for level, high, seed, top in (
                (560, 130, 3, "#a9c0bf"),
                (620, 110, 8, "#86a99c"),
                (680, 70, 13, "#7c9f74"),
            ):
                line = [
                    (x, y + 0)
                    for x, y in nature.ridge(c, level, high, seed=seed, peaks=4.5, sharp=0.5)
                ]
                fill(
                    p,
                    poly([*line, (1010, 900), (-10, 900)]),
                    vertical(level - high, level + 80, (0, top), (1, "#dfe3bd")),
                )
            fill(p, box(100, 690, 420, 80), "#a8b876")
    with c.layer(blur=1.8) as p, within(p, view):
        for i in range(9):
            p.save()
            p.translate(118 + i * 24 + (i * 7) % 11, 716 + i % 3)
            h = 120 + (i * 53) % 70
            p.scale(h, h)
            nature.poplar("#9dba8c", seed=i, light=-1)(p)
            p.restore()
        fill(p, view, ink("#f7efd2", 0.24))
    with c.layer(lit=2.5) as p:
        for x, y, w, h in (
            (92, 232, 426, 22),
            (92, 232, 22, 536),
            (496, 232, 22, 536),
            (295, 250, 14, 500),
            (110, 420, 390, 10),
        ):
            fill(p, box(x, y, w, h), vertical(232, 768, (0, "#fbf8ee"), (1, "#d9d4c6")))
        fill(p, box(74, 752, 462, 26, 3), vertical(752, 778, (0, "#fffaf0"), (1, "#bdb6a6")))
    with c.layer(lit=2.0) as p:
        for x, w in ((44, 96), (486, 84)):
            cloth = poly(
                [
                    (x, 196),
                    (x + w, 196),
                    (x + w * 0.95, 340),
                    (x + w * 0.92, 500),
                    (x + w * 0.95, 680),
                    (x + w * 1.03, 868),
                    (x - 5, 868),
                    (x + 2, 680),
                    (x + 5, 480),
                    (x + 3, 330),
                ]
            )
            fill(p, cloth, linear(x, 0, x + w, 0, (0, "#f3d9a6"), (0.5, "#e6c184"), (1, "#c99e63")))
            with within(p, cloth):
                for i in range(6):
                    curve(
                        p,
                        smooth(
                            [
                                (x + w * i / 6, 190),
                                (x + w * i / 6 + 5, 500),
                                (x + w * i / 6 - 3, 890),
                            ],
                            closed=False,
                        ),
                        ink("#9a7340", 0.28),
                        5,
                    )
        fill(p, box(30, 192, 560, 12, 6), "#8f7656")
    c.put(_plant("#4c8a58", seed=4), 432, 760, 150, lit=0.01, shadow=False)


def _clinic_things(c: Canvas) -> None:
    with c.layer(lit=2.0) as p:
        fill(p, box(726, 470, 250, 690, 5), linear(726, 0, 976, 0, (0, "#f4f3ea"), (1, "#c3ccca")))
        for row in range(3):
            y = 492 + row * 138
            fill(p, box(744, y, 214, 122, 3), vertical(y, y + 122, (0, "#9db8bd"), (1, "#7d9ba3")))
            rng = nature.dice(row)
            x = 752.0
            while x < 936:
                w, h = rng.uniform(14, 28), rng.uniform(40, 92)
                color = rng.choice(
                    ("#f3efe2", "#c98a4b", "#e7d6b4", "#5f8fa0", "#d9dfdc", "#a85f3f")
                )
                fill(
                    p,
                    box(x, y + 120 - h, w, h, 3),
                    linear(x, 0, x + w, 0, (0, lighter(color, 0.25)), (1, darker(color, 0.25))),
                )
                x += w + rng.uniform(2, 8)
            glass = box(744, y, 214, 122, 3)
            with within(p, glass):
                fill(
                    p,
                    poly([(760, y), (820, y), (760, y + 122), (700, y + 122)]),
                    ink("#ffffff", 0.25),
                )
            fill(p, box(849, y, 4, 122), "#e9e8df")
        for col in range(2):
            fill(
                p,
                box(744 + col * 109, 912, 105, 232, 3),
                linear(744, 0, 976, 0, (0, "#eceae0"), (1, "#bcc5c3")),
            )
            fill(p, box(838 + col * 22, 1016, 5, 30, 2), "#7f8a8c")
    with c.layer(lit=2.0) as p:
        for x in (636, 792):
            fill(p, box(x, 1082, 12, 236), linear(x, 0, x + 12, 0, (0, "#b08a5e"), (1, "#6f5236")))
        fill(p, box(604, 1062, 222, 22, 4), vertical(1062, 1084, (0, "#dcb684"), (1, "#9c7448")))


def _clock(c: Canvas, x: float, y: float, r: float) -> None:
    with c.layer(lit=2.0) as p:
        fill(
            p, oval(x, y, r, r), linear(x - r, y - r, x + r, y + r, (0, "#9a7a52"), (1, "#5e452c"))
        )
        fill(
            p,
            oval(x, y, r * 0.86, r * 0.86),
            linear(x - r, y - r, x + r, y + r, (0, "#fffaf0"), (1, "#d5d3c6")),
        )
    with c.layer() as p:
        for i in range(12):
            a = math.tau * i / 12
            stroke(
                p,
                [
                    (x + math.sin(a) * r * 0.70, y - math.cos(a) * r * 0.70),
                    (x + math.sin(a) * r * 0.78, y - math.cos(a) * r * 0.78),
                ],
                "#4a4a48",
                3,
            )
        for hours, length, w in ((9.5 / 12, 0.44, 5), (0.5, 0.62, 3.5)):
            a = math.tau * hours
            stroke(
                p,
                [(x, y), (x + math.sin(a) * r * length, y - math.cos(a) * r * length)],
                "#33383d",
                w,
            )


def _thermos(p: QPainter) -> None:
    body = box(-0.20, -0.86, 0.40, 0.86, 0.08)
    fill(p, body, volume(body, "#c4472f", -1, 1.3))
    fill(p, box(-0.14, -1.0, 0.28, 0.16, 0.05), "#e9dfc9")
    curve(
        p,
        smooth([(0.18, -0.70), (0.38, -0.62), (0.36, -0.28), (0.18, -0.22)], closed=False),
        "#7d2c1f",
        0.06,
    )


def _clinic_people(c: Canvas) -> None:
    with c.layer(lit=1.6) as p:
        for x in (352, 470):
            stroke(p, [(x, 1334), (x + 6, 1120)], "#6d4b31", 11)
        fill(p, box(334, 1110, 168, 20, 6), vertical(1110, 1130, (0, "#b98a58"), (1, "#7a5534")))
        stroke(p, [(352, 1120), (330, 880)], "#6d4b31", 11)
        for y in (900, 950):
            fill(p, box(322, y, 20, 34, 6), "#8f6640")
    c.put(
        Figure(
            Pose(
                lean=3,
                turn=0.8,
                near_leg=(84, 84),
                far_leg=(78, 80),
                near_goal=(0.33, -0.395),
                far_goal=(0.20, -0.33),
                head=6,
            ),
            Dress(
                top="#5d6f78",
                trousers="#4b4a4c",
                hair="#d3d0c9",
                skin=SKINS[1],
                shoes="#3a302b",
                coat=0.03,
            ),
            facing=1,
            light=-1,
        ),
        428,
        1340,
        660,
    )
    c.put(
        Figure(
            Pose(
                lean=16,
                turn=0.72,
                near_goal=(0.285, -0.455),
                far_goal=(0.345, -0.445),
                head=16,
                near_leg=(8, 8),
                far_leg=(-8, 5),
            ),
            Dress(
                top="#f5f8f8",
                trousers="#eef2f3",
                coat=0.21,
                hat="nurse",
                style="bun",
                skin=SKINS[2],
                shoes="#f2f4f4",
                mask="#cfe4ea",
            ),
            facing=-1,
            light=-1,
        ),
        842,
        1336,
        640,
    )
    c.put(_thermos, 790, 1064, 92, lit=0.03, shadow=False)
    with c.layer(lit=1.4) as p:
        cuff = smooth(
            [
                (462, 956),
                (500, 977),
                (503, 984),
                (480, 1028),
                (473, 1031),
                (434, 1010),
                (432, 1003),
                (456, 958),
            ]
        )
        fill(p, cuff, linear(440, 950, 500, 1030, (0, "#5c86a3"), (1, "#2a4d69")))
        curve(
            p,
            smooth([(478, 1026), (540, 1088), (630, 1080), (690, 1052)], closed=False),
            "#39454c",
            4,
        )
        fill(p, box(690, 1030, 74, 34, 4), linear(690, 0, 764, 0, (0, "#eef1ef"), (1, "#aebabd")))
        fill(p, box(700, 1036, 34, 18, 2), "#35505a")


# --- school ---------------------------------------------------------------------------------


def school(long_side: int) -> Image.Image:
    """A lesson in geometry in a sunny classroom, seen from the last row."""
    c = Canvas(1500, 1000, long_side, 34)
    c.light = Light(
        x=-0.85,
        y=-0.5,
        rim="#fff0c8",
        shade="#253246",
        rim_strength=0.75,
        shade_strength=0.28,
        cast="#4a4038",
        cast_strength=0.5,
        reach=(0.8, 0.10),
    )
    room = Room(900, 360, 900, -140, 1800, 1180, -220, 1050)
    left, right, floor, ceiling, back = room.left, room.right, room.floor, room.ceiling, room.back
    with c.layer() as p:
        fill(p, c.everywhere(), "#e9e2d0")
        fill(
            p,
            room.face(
                (left, ceiling, 0),
                (right, ceiling, 0),
                (right, ceiling, back),
                (left, ceiling, back),
            ),
            vertical(0, 90, (0, "#cfd3ca"), (1, "#eeecdf")),
        )
        x0, y0 = room.at(left, ceiling, back)
        x1, y1 = room.at(right, floor, back)
        fill(p, box(x0, y0, x1 - x0, y1 - y0), linear(x0, 0, x1, 0, (0, "#f4ecd8"), (1, "#d3d3c4")))
        fill(
            p,
            room.face(
                (left, ceiling, 0), (left, ceiling, back), (left, floor, back), (left, floor, 0)
            ),
            "#e6dfcb",
        )
        fill(
            p,
            room.face(
                (right, ceiling, 0), (right, ceiling, back), (right, floor, back), (right, floor, 0)
            ),
            linear(x1, 0, 1500, 0, (0, "#cfd0c3"), (1, "#a7afa9")),
        )
        fill(
            p,
            room.face(
                (left, floor, 0), (right, floor, 0), (right, floor, back), (left, floor, back)
            ),
            vertical(y1, 1000, (0, "#d6bd94"), (0.5, "#b4946c"), (1, "#7c624b")),
        )
        green = 790
        fill(
            p,
            room.face(
                (left, green, back), (right, green, back), (right, floor, back), (left, floor, back)
            ),
            "#b3cbb2",
        )
        fill(
            p,
            room.face(
                (right, green, 0), (right, green, back), (right, floor, back), (right, floor, 0)
            ),
            "#8fac9b",
        )
        fill(
            p,
            room.face((left, green, 0), (left, green, back), (left, floor, back), (left, floor, 0)),
            "#a5c0a6",
        )
    _class_windows(c, room, left, back)
    _board(c, room, back)
    _class(c, room, floor)
    shafts = [poly([(x, 60), (x + 70, 80), (x + 760, 830), (x + 520, 980)]) for x in (0, 130, 260)]
    _beams(c, shafts, "#ffecbd", 0.62, 22)
    c.glow(80, 260, 640, "#fff0cd", 0.30)
    return c.finish(warmth=0.06, bloom=0.24)


def _class_windows(c: Canvas, room: Room, left: float, back: float) -> None:
    y0, y1 = -60, 690
    spans = [(back * i / 4 + 40, back * (i + 1) / 4 - 40) for i in range(4)]
    panes = [
        room.face((left, y0, a), (left, y0, b), (left, y1, b), (left, y1, a)) for a, b in spans
    ]
    with c.layer() as p:
        for glass in panes:
            r = glass.boundingRect()
            fill(
                p,
                glass,
                vertical(r.top(), r.bottom(), (0, "#9dc6d6"), (0.6, "#e6eedd"), (1, "#e9e6bd")),
            )
    for i, glass in enumerate(panes):
        rng = nature.dice(i + 3)
        r = glass.boundingRect()
        with c.layer(blur=2.2) as p, within(p, glass):
            for k in range(520):
                u = k / 520
                x = rng.uniform(r.left() - 20, r.right() + 20)
                crown = 0.78 + 0.16 * math.sin(x * 0.045)
                y = r.bottom() - r.height() * (crown * (1 - u) + rng.uniform(-0.05, 0.05))
                q = rng.uniform(6, 17)
                tone = mix("#c6d8a6", "#6b9460", u + rng.uniform(-0.3, 0.2))
                fill(p, oval(x, y, q, q * 0.75), ink(tone, 0.75))
            fill(p, glass, ink("#fbf3d6", 0.16))
    with c.layer() as p:
        for glass, (z0, z1) in zip(panes, spans, strict=True):
            zm, ym = (z0 + z1) / 2, 130
            k = room.scale(zm)
            stroke(p, [room.at(left, ym, z0), room.at(left, ym, z1)], "#f7f4ea", 8 * k)
            stroke(p, [room.at(left, y0, zm), room.at(left, y1, zm)], "#f7f4ea", 8 * k)
            curve(p, glass, "#f7f4ea", 11 * k)


def _board(c: Canvas, room: Room, back: float) -> None:
    a, b = room.at(290, 20, back), room.at(1500, 660, back)
    x, y, w, h = a[0], a[1], b[0] - a[0], b[1] - a[1]
    with c.layer(lit=1.6) as p:
        fill(
            p,
            box(x - 9, y - 9, w + 18, h + 18, 3),
            vertical(y, y + h, (0, "#c99f66"), (1, "#8f6a3e")),
        )
        fill(
            p,
            box(x, y, w, h),
            linear(x, y, x + w, y + h, (0, "#4f7b6b"), (0.5, "#3a6457"), (1, "#2b5048")),
        )
        fill(p, box(x, y + h + 8, w, 7), "#d9c39a")
    chalk = "#f1efe2"
    with c.layer(blur=0.5, opacity=0.82) as p:
        tri = poly([(x + 70, y + h - 52), (x + 250, y + h - 52), (x + 70, y + 70)])
        curve(p, tri, chalk, 3)
        stroke(p, [(x + 70, y + h - 68), (x + 86, y + h - 68), (x + 86, y + h - 52)], chalk, 2)
        curve(
            p,
            poly([(x + 70, y + h - 52), (x + 160, y + 145), (x + 160, y + h - 52)]),
            ink("#f2c878", 0.9),
            2.4,
        )
        curve(p, oval(x + 350, y + 112, 56, 56), chalk, 3)
        stroke(p, [(x + 350, y + 112), (x + 390, y + 72)], ink("#f2c878", 0.9), 2.4)
        stroke(p, [(x + 294, y + 112), (x + 406, y + 112)], chalk, 2)
        for i in range(3):
            stroke(
                p,
                [(x + 300, y + 214 + i * 18), (x + 404 - i * 26, y + 214 + i * 18)],
                ink(chalk, 0.5),
                2.4,
            )
    tx, ty = room.at(1400, 1180, back - 130)
    c.put(
        Figure(
            Pose(turn=0.45, lean=1, near_arm=(4.0, 16.0), far_goal=(0.32, -0.90), head=0),
            Dress(top="#c2512f", trousers="#3b4a5d", style="bun", skin=SKINS[2], coat=0.05),
            facing=-1,
            light=-1,
        ),
        tx,
        ty - 6,
        336,
    )


def _pupil(top: str, style: str, *, raised: bool, seed: int) -> Callable[[QPainter], None]:
    """Return a pupil seen from behind at a desk, one unit from floor to crown."""

    def draw(p: QPainter) -> None:
        for x in (-0.36, 0.36):
            stroke(p, [(x, -0.52), (x * 1.02, -0.10)], "#5f6b73", 0.022)
        desk = poly([(-0.42, -0.545), (0.42, -0.545), (0.37, -0.625), (-0.37, -0.625)])
        fill(p, desk, vertical(-0.63, -0.54, (0, "#e9c893"), (1, "#c69a60")))
        fill(p, box(-0.42, -0.546, 0.84, 0.035, 0.01), "#a67a47")
        book = poly([(0.14, -0.56), (0.30, -0.56), (0.275, -0.605), (0.13, -0.605)])
        fill(p, book, "#f7f2e2")
        for x in (-0.06, 0.06):
            fill(
                p,
                limb((x, -0.36, 0.05), (x * 1.2, -0.20, 0.042), (x * 1.25, -0.03, 0.034)),
                "#2f3a4a",
            )
        p.save()
        p.setClipPath(box(-2, -3, 4, 2.66))
        p.translate(0, 0.20)
        p.scale(1.20, 1.20)
        pose = Pose(
            turn=0.0,
            back=True,
            lean=0,
            head=0,
            near_goal=(0.125, -0.50),
            far_goal=(-0.16, -1.12) if raised else (-0.125, -0.50),
        )
        if seed % 3 == 1:
            pose = Pose(
                turn=0.0,
                back=True,
                lean=2,
                head=6,
                near_goal=(0.13, -0.49),
                far_goal=(-0.12, -0.51),
            )
        Figure(
            pose, Dress(top=top, style=style, child=True, skin=SKINS[seed % 3], vest=None), light=-1
        )(p)
        p.restore()
        for x in (-0.15, 0.15):
            stroke(p, [(x, -0.58), (x * 1.06, -0.34), (x * 1.15, 0.0)], "#6b767d", 0.024)
        fill(p, smooth([(-0.20, -0.36), (0.20, -0.36), (0.20, -0.32), (-0.20, -0.32)]), "#9c7042")
        rest = smooth(
            [(-0.19, -0.60), (0, -0.615), (0.19, -0.60), (0.19, -0.49), (0, -0.50), (-0.19, -0.49)]
        )
        fill(p, rest, vertical(-0.62, -0.48, (0, "#dcb079"), (1, "#a87a47")))

    return draw


def _class(c: Canvas, room: Room, floor: float) -> None:
    tops = ("#4d7390", "#e9e4d4", "#c99c56", "#6d8f7b", "#a9584a", "#7c86a3", "#d9c9a4", "#5c7f95")
    styles = ("short", "tail", "short", "bob", "short", "tail")
    n = 0
    for z in (780, 510, 260, 30):
        for x in (160, 560, 960, 1360, 1760):
            n += 1
            if z == 30 and x < 900:
                continue
            fx, fy = room.at(x + 20, floor, z)
            c.put(
                _pupil(tops[(n * 5) % 8], styles[(n * 7) % 6], raised=n in (9, 13), seed=n),
                fx,
                fy,
                470 * room.scale(z),
                frame=(-0.6, -1.4, 1.2, 1.5),
                haze=("#f0e6cc", 0.16 * z / 800),
                lit=0.012,
            )


__all__ = ["clinic", "cold_chain", "school", "service_hall"]
