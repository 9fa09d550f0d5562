"""Pictures of the town: a building site by day, an industrial park at dusk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nature
from machines import arc_lamp, tower_crane
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
    from PIL import Image
    from PySide6.QtGui import QPainter


# --- building site --------------------------------------------------------------------------


def building_site(long_side: int) -> Image.Image:
    """Morning at a housing site: frame, scaffold and crane, and the day's plan on a sheet."""
    c = Canvas(1600, 900, long_side, 21)
    c.light = Light(
        x=-0.85,
        y=-0.5,
        rim="#ffe9bd",
        shade="#20304a",
        rim_strength=0.8,
        shade_strength=0.3,
        cast="#3a2f38",
        cast_strength=0.7,
        reach=(1.0, 0.14),
    )
    c.wash(vertical(0, 560, (0, "#7ba4bf"), (0.45, "#bcd0d0"), (0.8, "#f0dcb8"), (1, "#f6d9a8")))
    nature.clouds(c, [(520, 190, 560), (60, 120, 460), (860, 90, 340)], "#fff6e6", 0.85, seed=17)
    c.glow(240, 430, 900, "#ffd99a", 0.85)
    nature.hill(
        c,
        nature.ridge(c, 560, 190, seed=7, peaks=2.4, sharp=0.6),
        "#a3b7bd",
        "#ecdcb9",
        depth=200,
        relief=0.6,
        seed=1,
    )
    nature.hill(
        c,
        nature.ridge(c, 570, 100, seed=18, peaks=3, sharp=0.35),
        "#8aa3a4",
        "#e6d6b0",
        depth=130,
        relief=0.6,
        seed=2,
    )
    _far_town(c)
    nature.mist(c, 575, 60, "#f8e2b6", 0.65)
    with c.layer(lit=1.0, opacity=0.55) as p:
        tower_crane(p, 176, 600, 330, jib=20, back=258, color="#a98a62", width=4)
    _frame(c)
    _ground(c)
    with c.layer(lit=1.6) as p:
        tower_crane(
            p, 806, 668, 140, jib=1440, back=640, color="#d98a2e", width=7, load=(1200, 214)
        )
    _site_people(c)
    c.glow(240, 430, 620, "#ffe1a8", 0.28)
    return c.finish(warmth=0.06, bloom=0.26)


def _far_town(c: Canvas) -> None:
    rng = nature.dice(4)
    for depth, color in ((0, "#b9bdb4"), (1, "#a5aca6")):
        with c.layer(blur=0.6, lit=1.5) as p:
            x = -20.0
            while x < 1000:
                w = rng.uniform(40, 84)
                h = rng.uniform(40, 120) * (0.8 + 0.35 * depth)
                y = 590
                fill(p, box(x, y - h, w, h), vertical(y - h, y, (0, color), (1, "#ecd9b2")))
                for row in range(int(h / 13)):
                    for col in range(int(w / 11)):
                        if rng.random() < 0.75:
                            fill(
                                p,
                                box(x + 4 + col * 11, y - h + 6 + row * 13, 5, 6),
                                ink("#75838a", 0.35),
                            )
                x += w + rng.uniform(4, 60)
    for i in range(26):
        c.put(
            nature.broadleaf("#7d9163", seed=i, light=-1),
            10 + i * 38 + (i * 37) % 23,
            604,
            44 + (i * 13) % 24,
            shadow=False,
            haze=("#ecd9b2", 0.35),
            lit=0.02,
        )


# The new building: left, right, foot and roof of its front, and the depth of its side.
X0, X1, FOOT, TOP, SIDE = 920, 1480, 668, 262, 100
FLOORS, BAYS = 6, 6
STEP = (FOOT - TOP) / FLOORS


def _frame(c: Canvas) -> None:
    """Draw the new building: rooms, masonry, slabs, columns, scaffold, net and the crew."""
    with c.layer(lit=2.2) as p:
        _rooms(p)
        _slabs(p)
        _columns(p)
    _scaffold(c, X0 - 46, X0 + 20, FOOT, TOP + STEP)
    _netting(c)
    _roofers(c)


def _rooms(p: QPainter) -> None:
    for f in range(FLOORS):
        y = FOOT - (f + 1) * STEP
        skew = 10
        fill(
            p,
            box(X0, y, X1 - X0, STEP),
            vertical(y, y + STEP, (0, "#4d5458"), (0.5, "#6e736f"), (1, "#8d8a7c")),
        )
        fill(
            p,
            poly([(X1, y), (X1 + SIDE, y + skew), (X1 + SIDE, y + STEP + skew), (X1, y + STEP)]),
            "#41484e",
        )
        for b in range(BAYS):
            bx = X0 + (X1 - X0) * (b + 0.5) / BAYS
            fill(p, box(bx - 4, y + 14, 8, STEP - 14), ink("#353b40", 0.8))
    for f in range(2, 5):
        y = FOOT - (f + 1) * STEP
        for b in range(3, BAYS):
            bx = X0 + (X1 - X0) * b / BAYS
            w = (X1 - X0) / BAYS
            wall = box(bx + 8, y + 14, w - 8, STEP - 14)
            fill(p, wall, vertical(y, y + STEP, (0, "#c98f6a"), (1, "#9d6a4c")))
            fill(p, box(bx + w * 0.30, y + 26, w * 0.46, STEP * 0.42), "#394349")


def _slabs(p: QPainter) -> None:
    for f in range(FLOORS + 1):
        y = FOOT - f * STEP
        slab = box(X0 - 8, y - 1, X1 - X0 + 10, 13)
        fill(p, slab, vertical(y, y + 13, (0, "#efe3cb"), (1, "#b3a68f")))
        fill(
            p,
            poly(
                [
                    (X1 + 2, y - 1),
                    (X1 + SIDE + 4, y + 9),
                    (X1 + SIDE + 4, y + 22),
                    (X1 + 2, y + 12),
                ]
            ),
            "#7d7a72",
        )


def _columns(p: QPainter) -> None:
    for b in range(BAYS + 1):
        bx = X0 + (X1 - X0) * b / BAYS
        for f in range(FLOORS):
            y = FOOT - (f + 1) * STEP
            fill(
                p,
                box(bx - 8, y + 12, 16, STEP - 12),
                linear(bx - 8, 0, bx + 8, 0, (0, "#f2e2c4"), (0.5, "#c7b698"), (1, "#8f8675")),
            )
    for b in range(BAYS + 1):
        bx = X0 + (X1 - X0) * b / BAYS
        for dx in (-6, -2, 2, 6):
            stroke(p, [(bx + dx, TOP), (bx + dx * 1.1, TOP - 26)], "#8a5a3c", 1.5)


def _netting(c: Canvas) -> None:
    net = box(1190, FOOT - 5 * STEP + 4, 292, STEP * 4.2)
    with c.layer() as p:
        fill(p, net, linear(1190, 0, 1482, 0, (0, ink("#5f8f72", 0.55)), (1, ink("#2f5b4a", 0.72))))
        with within(p, net):
            for i in range(60):
                stroke(p, [(1190 + i * 5, 0), (1190 + i * 5, 900)], ink("#dfead0", 0.10), 0.8)
            for f in range(5):
                stroke(
                    p,
                    [(1190, FOOT - f * STEP + 8), (1482, FOOT - f * STEP + 8)],
                    ink("#e8dcbc", 0.5),
                    2,
                )


def _roofers(c: Canvas) -> None:
    for x, f, pose, facing, hat in (
        (
            1010,
            6,
            Pose(lean=26, near_goal=(0.24, -0.42), far_goal=(0.34, -0.38), near_leg=(20, 14)),
            1,
            "#f2c230",
        ),
        (1090, 6, Pose(near_goal=(0.10, -0.55), far_arm=(110, 20)), -1, "#eef1f2"),
        (
            1340,
            6,
            Pose(lean=12, near_goal=(0.25, -0.5), near_leg=(14, 8), far_leg=(-12, 6)),
            -1,
            "#f2c230",
        ),
        (1010, 4, Pose(near_leg=(16, 8), far_leg=(-14, 8), near_goal=(0.2, -0.7)), 1, "#f2c230"),
    ):
        c.put(
            Figure(
                pose,
                Dress(vest="#e0662e", top="#4d6376", hat="helmet", hat_color=hat),
                facing=facing,
                light=-1,
            ),
            x,
            FOOT - f * STEP + 2,
            60,
            lit=0.02,
            shadow=False,
        )


def _scaffold(c: Canvas, x0: float, x1: float, foot: float, top: float) -> None:
    with c.layer(lit=0.8) as p:
        rows = 9
        for i in range(rows + 1):
            y = foot + (top - foot) * i / rows
            stroke(p, [(x0, y), (x1, y)], "#6f6a60", 2.2)
            if i < rows:
                up = foot + (top - foot) * (i + 1) / rows
                stroke(p, [(x0, y), (x1, up)] if i % 2 else [(x1, y), (x0, up)], "#8b8375", 1.3)
                fill(p, box(x0 - 3, y - 3, x1 - x0 + 6, 4), "#b99765")
        for x in (x0, (x0 + x1) / 2, x1):
            stroke(p, [(x, foot), (x, top - 14)], "#5f5b53", 2.6)


def _ground(c: Canvas) -> None:
    with c.layer() as p:
        edge = smooth(
            [
                (-20, 622),
                (300, 606),
                (620, 630),
                (900, 664),
                (1300, 668),
                (1640, 660),
                (1640, 920),
                (-20, 920),
            ]
        )
        fill(
            p,
            edge,
            vertical(606, 900, (0, "#e2c797"), (0.3, "#c2a275"), (0.7, "#94765a"), (1, "#5d4a41")),
        )
        with within(p, edge):
            fill(
                p,
                c.everywhere(),
                radial(240, 560, 700, (0, ink("#ffe9b6", 0.65)), (1, ink("#ffe9b6", 0))),
            )
    rng = nature.dice(12)
    with c.layer(blur=1.8, opacity=0.55) as p, within(p, edge):
        for x, spread in ((-60, 0), (150, 1)):
            for dx in (0, 62):
                top = 700 + spread * 16 + dx * 0.10
                track = [
                    (x + dx * 1.5 - 180, 920),
                    (x + dx * 1.2 + 60, 780),
                    (top + 10, 690),
                    (top + 120, 636),
                ]
                wide = [(8, "#5f4937", 0.5), (3, "#f0d3a0", 0.4)]
                for k, (w, color, share) in enumerate(wide):
                    line = smooth([(a + k * 5, b) for a, b in track], closed=False)
                    curve(p, line, ink(color, share), w)
        for _ in range(60):
            d = rng.random()
            fill(
                p,
                oval(rng.uniform(-20, 1620), 650 + 250 * d, 30 + 120 * d, 2 + 8 * d),
                ink(rng.choice(("#efd4a2", "#6d5440")), 0.30),
            )
    with c.layer(opacity=0.7) as p:
        for _ in range(900):
            d = rng.random()
            fill(
                p,
                oval(
                    rng.uniform(-10, 1610),
                    640 + 265 * d,
                    1 + 4 * d * rng.random(),
                    0.6 + 1.6 * d * rng.random(),
                ),
                ink(rng.choice(("#f2dcb2", "#6a5442", "#4d3d34")), 0.5),
            )
    with c.layer(blur=16, opacity=0.5, mode=Mode.CompositionMode_Multiply) as p:
        fill(p, poly([(900, 668), (1480, 668), (1640, 690), (1640, 800), (1180, 760)]), "#6a6068")
        _hoarding(c)
    _stock(c)


def _hoarding(c: Canvas) -> None:
    """Fence off the site from the town behind it."""

    def ground(x: float) -> float:
        return 612 + 26 * (x / 900) ** 1.4

    with c.layer(lit=1.4) as p:
        for i in range(20):
            x, end = -30 + i * 45.0, -30 + (i + 1) * 45.0
            low, end_low = ground(max(0.0, x)), ground(end)
            panel = poly([(x, low - 36), (end, end_low - 36), (end, end_low), (x, low)])
            color = mix("#c9cfc4", "#8ea9b2", i / 19)
            fill(p, panel, vertical(low - 36, low, (0, color), (1, darker(color, 0.16))))
            band = poly([(x, low - 13), (end, end_low - 13), (end, end_low - 5), (x, low - 5)])
            fill(p, band, ink("#5d8ba3", 0.45))
            stroke(p, [(x, low - 38), (x, low)], ink("#6f7f82", 0.6), 2)


def _stock(c: Canvas) -> None:
    with c.layer(blur=6, opacity=0.5, mode=Mode.CompositionMode_Multiply) as p:
        fill(p, poly([(1330, 812), (1620, 812), (1640, 836), (1390, 842)]), "#4c4148")
    with c.layer(lit=1.5) as p:
        fill(p, poly([(1330, 733), (1356, 720), (1660, 720), (1660, 733)]), "#e3a27a")
        for row in range(5):
            for col in range(9):
                x = 1330 + col * 36 + (row % 2) * 9
                y = 800 - row * 17
                brick = box(x, y, 34, 15, 1.5)
                fill(
                    p,
                    brick,
                    vertical(
                        y,
                        y + 15,
                        (0, mix("#c4714b", "#d9936a", (col * 7 + row * 5) % 5 / 5)),
                        (1, "#8a4a33"),
                    ),
                )
    with c.layer(lit=1.0) as p:
        for i in range(16):
            y = 724 - (i // 8) * 7 + (i % 8) * 2.2
            stroke(
                p,
                [(1040 + (i % 5) * 6, y), (1330 + (i % 7) * 9, y - 16)],
                mix("#7a5138", "#a87650", (i % 4) / 4),
                2.6,
            )
        for x in (1090, 1270):
            fill(p, box(x, 728, 16, 14), "#8a6a48")


def _sheet(p: QPainter, b: Body) -> None:
    x, y = b.near_hand
    fx, fy = b.far_hand
    paper = poly(
        [
            (x - 0.01, y + 0.015),
            (fx + 0.05, fy - 0.005),
            (fx + 0.085, fy - 0.085),
            (x + 0.03, y - 0.075),
        ]
    )
    fill(p, paper, "#f8f4e6")
    with within(p, paper):
        for i in range(4):
            stroke(
                p,
                [(x + 0.03, y - 0.05 + i * 0.018), (fx + 0.05, fy - 0.065 + i * 0.018)],
                ink("#4f7a96", 0.6),
                0.004,
            )


def _station(p: QPainter) -> None:
    for x in (-0.20, 0.02, 0.22):
        stroke(p, [(0, -0.66), (x, 0.0)], "#c89a3a", 0.024)
    head = smooth([(-0.07, -0.66), (-0.08, -0.84), (0, -0.87), (0.08, -0.84), (0.07, -0.66)])
    fill(p, head, volume(head, "#d9642f", -1))
    fill(p, box(-0.11, -0.80, 0.22, 0.08, 0.03), "#33383f")


def _site_people(c: Canvas) -> None:
    c.put(
        Figure(
            Pose(
                lean=4,
                turn=0.65,
                near_goal=(0.17, -0.60),
                far_goal=(0.26, -0.60),
                head=14,
                near_leg=(6, 3),
                far_leg=(-9, 4),
            ),
            Dress(top="#35566f", trousers="#454c58", hat="helmet", hat_color="#eef1f2", coat=0.08),
            facing=1,
            light=-1,
            held=_sheet,
        ),
        560,
        830,
        334,
    )
    c.put(
        Figure(
            Pose(
                turn=0.5,
                lean=3,
                near_goal=(0.05, -0.52),
                far_goal=(0.36, -0.90),
                head=-6,
                near_leg=(4, 2),
                far_leg=(-9, 4),
            ),
            Dress(
                vest="#e8702a",
                top="#5b7183",
                trousers="#3d4857",
                hat="helmet",
                hat_color="#f2c230",
                skin=SKINS[1],
            ),
            facing=1,
            light=-1,
        ),
        706,
        838,
        336,
    )
    c.put(_station, 1180, 800, 250, frame=(-0.5, -1.0, 1.0, 1.1))
    c.put(
        Figure(
            Pose(
                lean=24,
                turn=0.9,
                near_goal=(0.25, -0.60),
                far_goal=(0.30, -0.62),
                head=-8,
                near_leg=(20, 16),
                far_leg=(-12, 6),
            ),
            Dress(
                vest="#e8702a",
                top="#efe7d6",
                trousers="#4b5563",
                hat="helmet",
                hat_color="#f2c230",
                skin=SKINS[2],
                style="bob",
            ),
            facing=1,
            light=-1,
        ),
        1090,
        806,
        300,
    )


# --- industrial park at dusk ----------------------------------------------------------------


def industrial_park(long_side: int) -> Image.Image:
    """Two engineers look from a roof over the park in the blue hour."""
    c = Canvas(1600, 900, long_side, 22)
    c.light = Light(
        x=-0.5,
        y=-0.8,
        rim="#ffc987",
        shade="#060d1c",
        rim_strength=0.5,
        shade_strength=0.4,
        cast="#050a16",
        cast_strength=0.5,
        reach=(0.4, 0.12),
    )
    c.wash(
        vertical(
            0,
            520,
            (0, "#14284a"),
            (0.45, "#2f5078"),
            (0.78, "#8a8fa0"),
            (0.94, "#e8ac7c"),
            (1, "#f3bd82"),
        )
    )
    rng = nature.dice(2)
    with c.layer() as p:
        for _ in range(70):
            r = rng.uniform(0.5, 1.2)
            fill(
                p,
                oval(rng.uniform(0, 1600), rng.uniform(0, 230), r, r),
                ink("#f4f1e4", rng.uniform(0.2, 0.7)),
            )
    _streaks(c)
    c.glow(420, 500, 820, "#ffb26b", 0.5)
    nature.hill(
        c,
        nature.ridge(c, 520, 150, seed=3, peaks=2.2, sharp=0.6),
        "#4f6283",
        "#c99a86",
        depth=170,
        relief=0.22,
        seed=1,
    )
    nature.hill(
        c,
        nature.ridge(c, 528, 80, seed=11, peaks=3, sharp=0.4),
        "#344a6c",
        "#8c7c88",
        depth=110,
        relief=0.22,
        seed=2,
    )
    nature.mist(c, 520, 40, "#d8a383", 0.45)
    with c.layer() as p:
        fill(
            p,
            box(-5, 520, 1610, 390),
            vertical(
                520, 900, (0, "#7a7488"), (0.12, "#4b5a78"), (0.45, "#223453"), (1, "#0d182e")
            ),
        )
        for _ in range(420):
            y = 522 + 60 * rng.random() ** 1.6
            r = 0.6 + 0.02 * (y - 520)
            fill(
                p,
                oval(rng.uniform(0, 1600), y, r, r),
                ink(rng.choice(("#ffd58c", "#fff0cf", "#ffb56a")), rng.uniform(0.3, 0.95)),
            )
    _works(c)
    _avenue(c)
    _roof(c)
    return c.finish(warmth=0.05, bloom=0.45, vignette=0.3)


def _streaks(c: Canvas) -> None:
    rng = nature.dice(5)
    with c.layer(blur=6, opacity=0.8) as p:
        for _ in range(46):
            y = 240 + 250 * rng.random() ** 0.7
            warm = (y - 240) / 250
            fill(
                p,
                oval(rng.uniform(0, 1600), y, rng.uniform(90, 340), rng.uniform(2, 9)),
                ink(mix("#4f6788", "#f4a974", warm), rng.uniform(0.15, 0.5)),
            )


def _windows(
    p: QPainter,
    x: float,
    y: float,
    w: float,
    h: float,
    *,
    cols: int,
    rows: int,
    seed: int,
    lit_share: float,
) -> None:
    rng = nature.dice(seed)
    cw, rh = w / cols, h / rows
    for row in range(rows):
        for col in range(cols):
            on = rng.random() < lit_share
            color = rng.choice(("#ffd992", "#ffe8bb", "#ffc873")) if on else "#2a3d5c"
            pane = box(x + col * cw + cw * 0.14, y + row * rh + rh * 0.18, cw * 0.72, rh * 0.62)
            fill(p, pane, ink(color, rng.uniform(0.8, 1.0) if on else 0.8))


def _shed(p: QPainter, x: float, y: float, w: float, h: float, *, teeth: int, seed: int) -> None:
    """Factory with a saw-tooth roof whose glass glows."""
    pitch = w / teeth
    for i in range(teeth):
        roof = poly(
            [(x + i * pitch, y - h), (x + i * pitch, y - h * 1.38), (x + (i + 1) * pitch, y - h)]
        )
        fill(p, roof, vertical(y - h * 1.4, y - h, (0, "#6d7f9d"), (1, "#3d5275")))
        fill(
            p,
            poly(
                [
                    (x + i * pitch, y - h),
                    (x + i * pitch, y - h * 1.36),
                    (x + i * pitch + pitch * 0.10, y - h * 1.32),
                    (x + i * pitch + pitch * 0.10, y - h),
                ]
            ),
            "#ffdb9a",
        )
    fill(p, box(x, y - h, w, h), vertical(y - h, y, (0, "#4a6187"), (1, "#2c4266")))
    _windows(
        p,
        x + 6,
        y - h * 0.80,
        w - 12,
        h * 0.30,
        cols=max(6, int(w / 16)),
        rows=1,
        seed=seed,
        lit_share=0.86,
    )
    doors = max(2, int(w / 90))
    for i in range(doors):
        dx = x + w * (i + 0.5) / doors
        fill(
            p,
            box(dx - 13, y - h * 0.34, 26, h * 0.34),
            vertical(y - h * 0.34, y, (0, "#ffe4ae"), (1, "#e8a75c")),
        )
        pool = poly([(dx - 13, y), (dx + 13, y), (dx + 34, y + 20), (dx - 30, y + 20)])
        fill(p, pool, vertical(y, y + 20, (0, ink("#ffcf8a", 0.55)), (1, ink("#ffcf8a", 0))))


def _works(c: Canvas) -> None:
    with c.layer(blur=0.8, opacity=0.9) as p:
        for x, w, h in (
            (40, 70, 60),
            (150, 50, 92),
            (240, 90, 50),
            (1120, 80, 70),
            (1260, 60, 110),
            (1390, 100, 64),
            (1500, 60, 96),
        ):
            fill(p, box(x, 540 - h, w, h), vertical(540 - h, 540, (0, "#4a5d7c"), (1, "#6c6c80")))
            _windows(
                p,
                x + 4,
                540 - h + 6,
                w - 8,
                h - 14,
                cols=max(3, int(w / 11)),
                rows=max(3, int(h / 13)),
                seed=x,
                lit_share=0.5,
            )
    with c.layer(lit=1.0) as p:
        for x, h, r in ((506, 240, 9), (556, 205, 8)):
            stack = poly(
                [
                    (x - r * 0.7, 560 - h),
                    (x + r * 0.7, 560 - h),
                    (x + r * 1.3, 560),
                    (x - r * 1.3, 560),
                ]
            )
            fill(p, stack, linear(x - r, 0, x + r, 0, (0, "#7c8299"), (1, "#2b3b5a")))
            for i in range(2):
                fill(p, box(x - r * 0.9, 560 - h + 14 + i * 26, r * 1.8, 10), ink("#c9583a", 0.9))
    rng = nature.dice(9)
    with c.layer(blur=12, opacity=0.55) as p:
        for x, y in ((506, 316), (556, 352)):
            for i in range(60):
                u = i / 59
                fill(
                    p,
                    oval(
                        x + 210 * u**1.3 + rng.gauss(0, 9) * u,
                        y - 80 * u**0.7 + rng.gauss(0, 7) * (0.3 + u),
                        7 + 26 * u,
                        5 + 15 * u,
                    ),
                    ink("#f2d6bf", 0.16 * (1 - u * 0.8)),
                )
    with c.layer(lit=1.6) as p:
        for x, r in ((676, 40), (762, 46), (858, 40)):
            for s in (-0.7, 0, 0.7):
                stroke(p, [(x + s * r, 600), (x + s * r, 572)], "#22334f", 4)
            fill(
                p,
                oval(x, 600 - r - 8, r, r),
                radial(
                    x - r * 0.45,
                    600 - r * 1.5,
                    r * 1.9,
                    (0, "#cfd3d6"),
                    (0.35, "#8391a8"),
                    (1, "#1d2e4b"),
                ),
            )
        for i in range(3):
            stroke(p, [(610, 590 - i * 6), (930, 590 - i * 6)], "#55688a", 2.6)
    with c.layer(lit=1.2) as p:
        _shed(p, 40, 606, 380, 62, teeth=7, seed=3)
        _shed(p, 960, 612, 420, 66, teeth=7, seed=4)
        fill(p, box(1400, 470, 150, 150), vertical(470, 620, (0, "#3d5478"), (1, "#1e2f4d")))
        _windows(p, 1406, 478, 138, 128, cols=9, rows=8, seed=8, lit_share=0.62)
        _shed(p, 300, 668, 500, 76, teeth=8, seed=5)
    _lamps(c)


def _lamps(c: Canvas) -> None:
    lights = [(60 + i * 92, 640 + (i % 2) * 4, 44) for i in range(17)]
    with c.layer() as p:
        for x, y, h in lights:
            arc_lamp(p, x, y, h, "#1a2842")
    for x, y, h in lights:
        c.glow(x + h * 0.2, y - h, 46, "#ffce86", 0.55)


def _avenue(c: Canvas) -> None:
    road = smooth(
        [
            (-200, 960),
            (-200, 812),
            (240, 748),
            (620, 712),
            (960, 672),
            (1196, 632),
            (1230, 630),
            (1256, 642),
            (1080, 712),
            (800, 792),
            (520, 960),
        ]
    )
    with c.layer(blur=0.8) as p:
        fill(p, road, vertical(628, 900, (0, "#4b5671"), (0.5, "#26334e"), (1, "#131d33")))
    lanes = (("#ffe3b0", 0.18, 5), ("#fff2d8", 0.30, 4), ("#ff7a4a", 0.66, 5), ("#ff5b3a", 0.80, 4))
    for blur, share in ((9, 0.5), (1.2, 0.9)):
        with c.layer(blur=blur, opacity=share, mode=Mode.CompositionMode_Screen) as p:
            for color, u, width in lanes:
                upper = [(-200, 840), (240, 758), (620, 720), (960, 680), (1200, 632)]
                lower = [(-120, 1110), (430, 916), (780, 776), (1066, 704), (1236, 634)]
                track = [
                    (a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u)
                    for a, b in zip(upper, lower, strict=True)
                ]
                path = smooth(track, closed=False)
                for k, w in ((0.35, width * 1.6), (1.0, width * 0.5)):
                    curve(p, path, ink(color, k), w)
    rng = nature.dice(31)
    for i in range(46):
        u = rng.random()
        x = -30 + 1250 * u
        y = 792 - 166 * u**1.15 - 8
        c.put(
            nature.broadleaf("#2d4a52", seed=i, light=-1),
            x,
            y,
            (66 - 40 * u) * rng.uniform(0.8, 1.1),
            shadow=False,
            lit=0.03,
        )


def _roof(c: Canvas) -> None:
    with c.layer(lit=2.0) as p:
        deck = poly([(930, 910), (1010, 838), (1620, 826), (1620, 910)])
        fill(p, deck, vertical(826, 900, (0, "#3b4a63"), (1, "#141e33")))
    with c.layer(lit=1.2) as p:
        for i in range(8):
            x = 985 + i * 92
            stroke(p, [(x, 846 - i), (x, 742 - i)], "#20304c", 5)
        for y in (742, 778, 812):
            stroke(p, [(975, y + 2), (1620, y - 6)], "#2a3c5c", 4.5)
    c.put(
        Figure(
            Pose(
                turn=0.35,
                back=True,
                near_goal=(0.30, -0.76),
                far_arm=(-6, 12),
                near_leg=(5, 2),
                far_leg=(-7, 3),
                head=3,
            ),
            Dress(
                vest="#e8702a",
                top="#334b66",
                trousers="#232f45",
                hat="helmet",
                hat_color="#f4f0e4",
                band="#ffeec8",
            ),
            facing=-1,
            light=-1,
        ),
        1180,
        868,
        372,
    )
    c.put(
        Figure(
            Pose(
                turn=0.45,
                back=False,
                near_goal=(0.14, -0.60),
                far_goal=(0.17, -0.60),
                near_leg=(4, 2),
                far_leg=(-8, 3),
                head=10,
            ),
            Dress(
                top="#41597a",
                trousers="#28344a",
                hat="helmet",
                hat_color="#f2c230",
                style="bob",
                skin="#b98a6c",
            ),
            facing=-1,
            light=-1,
            held=_tablet,
        ),
        1352,
        872,
        358,
    )
    c.glow(1352 - 52, 655, 70, "#bfe0ff", 0.5)


def _tablet(p: QPainter, b: Body) -> None:
    x, y = b.near_hand
    slab = poly(
        [(x - 0.03, y + 0.015), (x + 0.085, y + 0.0), (x + 0.10, y - 0.075), (x - 0.015, y - 0.06)]
    )
    fill(p, slab, "#cfe6f6")


__all__ = ["building_site", "industrial_park"]
