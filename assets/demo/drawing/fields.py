"""Pictures out in the land: harvest, planting, river and road."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import nature
from machines import combine, cone, dump_truck, grain_truck, paver_side, roller
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


# --- grain harvest --------------------------------------------------------------------------


def grain_harvest(long_side: int) -> Image.Image:
    """Combine in ripe wheat at evening, a truck waiting, two people looking at the grain."""
    c = Canvas(1600, 900, long_side, 11)
    c.light = Light(
        x=0.85,
        y=-0.45,
        rim="#ffe3a3",
        shade="#3a2f3f",
        rim_strength=0.8,
        shade_strength=0.30,
        cast="#5a3d2e",
        cast_strength=0.5,
        reach=(-1.5, 0.16),
    )
    c.wash(vertical(0, 420, (0, "#7fa6bd"), (0.45, "#c3d0c9"), (0.8, "#f3dfb6"), (1, "#f9d79a")))
    nature.clouds(
        c,
        [(330, 150, 560), (900, 215, 400), (1180, 100, 420)],
        "#fff3df",
        0.8,
        seed=12,
    )
    c.glow(1330, 300, 900, "#ffd588", 0.75)
    nature.hill(
        c,
        nature.ridge(c, 372, 190, seed=5, peaks=2.6, sharp=0.6),
        "#9db3b8",
        "#e6d8b6",
        depth=190,
        relief=0.5,
        seed=1,
    )
    nature.hill(
        c,
        nature.ridge(c, 385, 110, seed=9, peaks=3.4, sharp=0.4),
        "#7f9a92",
        "#dccf9f",
        depth=130,
        relief=0.7,
        seed=2,
    )
    nature.hill(
        c,
        nature.ridge(c, 392, 52, seed=21, peaks=5, sharp=0.2),
        "#6d8566",
        "#c9b873",
        depth=80,
        relief=0.5,
        seed=3,
    )
    nature.mist(c, 385, 45, "#fbe3b0", 0.75)
    _wheat_field(c)
    for i, x in enumerate((60, 92, 128, 158, 196, 236, 268, 312)):
        c.put(
            nature.poplar("#6f7f4a", seed=40 + i, light=1),
            x,
            402 + (i % 3),
            118 + 22 * (i % 3),
            haze=("#f3dba4", 0.28),
            shadow=False,
        )
    _dust(c)
    c.put(grain_truck, 1160, 584, 88, frame=(-1.6, -1.3, 3.2, 1.5), haze=("#f6d9a0", 0.18))
    c.put(combine, 800, 612, 205, frame=(-1.9, -1.35, 3.4, 1.55), lit=0.014)
    with c.layer(blur=5, opacity=0.8) as p:
        rng = nature.dice(8)
        for _ in range(90):
            x = 470 + rng.gauss(0, 50)
            fill(
                p,
                oval(x, 612 + rng.gauss(0, 12), rng.uniform(4, 16), rng.uniform(3, 8)),
                ink("#f2cf86", 0.22),
            )
    _wheat_edge(c, 300, 522, 628)
    c.put(
        Figure(
            Pose(
                turn=0.7,
                lean=3,
                near_goal=(0.20, -0.66),
                far_goal=(0.235, -0.63),
                head=16,
                near_leg=(7, 3),
                far_leg=(-8, 4),
            ),
            Dress(top="#44657c", trousers="#4b5361", hat="straw", hat_color="#dfc07d"),
            facing=1,
            light=1,
            held=_wheat_in_hand,
        ),
        1226,
        748,
        262,
    )
    c.put(
        Figure(
            Pose(
                turn=0.55,
                lean=2,
                near_goal=(0.10, -0.60),
                far_goal=(0.16, -0.57),
                head=12,
                near_leg=(5, 2),
                far_leg=(-9, 4),
            ),
            Dress(top="#efe7d6", trousers="#5a5148", skin=SKINS[1], hat=None),
            facing=-1,
            light=1,
            held=_clipboard,
        ),
        1362,
        758,
        268,
    )
    _front_wheat(c)
    c.glow(1330, 300, 620, "#ffdf9c", 0.35)
    return c.finish(warmth=0.06, bloom=0.3)


CUT = [
    (505, 602),
    (540, 590),
    (620, 576),
    (780, 564),
    (1000, 555),
    (1300, 547),
    (1620, 542),
    (1620, 910),
    (1010, 910),
    (790, 770),
    (620, 672),
    (540, 624),
]


def _wheat_field(c: Canvas) -> None:
    with c.layer() as p:
        fill(
            p,
            box(-5, 388, 1610, 520),
            vertical(388, 900, (0, "#efd08d"), (0.25, "#e0ae55"), (0.6, "#c9923e"), (1, "#93642c")),
        )
    rng = nature.dice(31)
    with c.layer(blur=0.5) as p:
        for _ in range(7200):
            d = rng.random() ** 1.7
            y = 396 + d * 520
            h = 2 + 34 * d
            x = rng.uniform(-10, 1610)
            bright = rng.random()
            color = (
                lighter("#d9a44a", bright * 0.5)
                if rng.random() < 0.55
                else darker("#b57d31", bright * 0.35)
            )
            stroke(
                p,
                [(x, y), (x + rng.uniform(-0.12, 0.22) * h, y - h)],
                ink(color, 0.30 + 0.25 * d),
                0.6 + 1.8 * d,
            )
    with c.layer(blur=10, opacity=0.5) as p:
        for _ in range(26):
            d = rng.random() ** 1.4
            fill(
                p,
                oval(rng.uniform(-50, 1100), 410 + d * 440, 60 + 170 * d, 2 + 12 * d),
                ink(rng.choice(("#fbe3a6", "#8f5f25")), 0.45),
            )
    cut = poly(CUT)
    with c.layer(blur=1.0) as p:
        fill(p, cut, vertical(545, 900, (0, "#f4dfae"), (0.45, "#dfbd80"), (1, "#ab8550")))
        with within(p, cut):
            for i in range(26):
                u = i / 25
                y = 552 + 380 * u**1.5
                line = smooth(
                    [(480 + 420 * u, y + 40 + 60 * u), (1050, y + 8), (1620, y - 8 - 20 * u)],
                    closed=False,
                )
                curve(p, line, ink("#93693a" if i % 2 else "#fbeecb", 0.34), 1.4 + 5 * u)
            for _ in range(1500):
                d = rng.random() ** 1.4
                x, y = rng.uniform(480, 1620), 550 + d * 360
                stroke(
                    p,
                    [(x, y), (x + rng.uniform(-0.3, 0.3) * (3 + 9 * d), y - 3 - 9 * d)],
                    ink(rng.choice(("#fff0c8", "#8a6233", "#c59a58")), 0.5),
                    0.7 + 1.1 * d,
                )
    with c.layer(blur=3, opacity=0.6) as p:
        edge = smooth(
            [(505, 600), (620, 573), (1000, 555), (1620, 540), (1620, 550), (1000, 568), (640, 588)]
        )
        fill(p, edge, ink("#7a4f20", 0.75))
    with c.layer(blur=30, opacity=0.42, mode=Mode.CompositionMode_Multiply) as p:
        fill(p, poly([(-40, 940), (-40, 690), (460, 780), (760, 940)]), "#9c6d39")


def _wheat_edge(c: Canvas, x0: float, x1: float, y: float) -> None:
    """Standing wheat in front of the header, where it is about to be cut."""
    rng = nature.dice(61)
    with c.layer(blur=0.4) as p:
        for _ in range(170):
            x = rng.uniform(x0, x1)
            d = rng.random()
            nature.ear(
                p,
                x,
                y + 34 * d,
                rng.uniform(30, 44),
                bend=rng.uniform(-8, 10),
                color="#d9a548" if d > 0.4 else "#c08c38",
                light=1,
            )


def _clipboard(p: QPainter, b: Body) -> None:
    x, y = b.far_hand
    board = poly(
        [
            (x - 0.055, y + 0.012),
            (x + 0.050, y - 0.020),
            (x + 0.062, y + 0.008),
            (x - 0.040, y + 0.044),
        ]
    )
    fill(p, board, "#f8f3e4")


def _dust(c: Canvas) -> None:
    rng = nature.dice(14)
    with c.layer(blur=22, opacity=0.6) as p:
        for _ in range(90):
            u = rng.random()
            fill(
                p,
                oval(
                    1010 + u * 400,
                    590 - u * 100 + rng.gauss(0, 24) * (0.4 + u),
                    rng.uniform(16, 46),
                    rng.uniform(10, 28),
                ),
                ink("#fbe2ae", 0.16),
            )


def _wheat_in_hand(p: QPainter, b: Body) -> None:
    for i in range(5):
        nature.ear(
            p,
            b.near_hand[0] + 0.006 * i,
            b.near_hand[1] + 0.07,
            0.26,
            bend=0.014 * i - 0.02,
            color="#dca646",
            light=1,
        )


def _front_wheat(c: Canvas) -> None:
    rng = nature.dice(77)
    for blur, count, low, high in ((2.2, 70, 150, 235), (0.0, 46, 120, 210)):
        with c.layer(blur=blur) as p:
            for _ in range(count):
                x = 1050 + 560 * rng.random() ** 0.8
                h = rng.uniform(low, high) * (0.55 + 0.45 * (x - 1050) / 550)
                nature.ear(
                    p,
                    x,
                    925,
                    h,
                    bend=rng.uniform(-0.16, 0.10) * h,
                    color="#c8923c" if rng.random() < 0.6 else "#a9752c",
                    light=1,
                )
    with c.layer(blur=0.8) as p:
        for _ in range(150):
            x = rng.uniform(-10, 1060)
            h = rng.uniform(30, 72)
            nature.ear(
                p,
                x,
                930,
                h,
                bend=rng.uniform(-0.2, 0.2) * h,
                color="#8c6127" if rng.random() < 0.7 else "#a87a35",
                light=1,
            )


# --- forest planting ------------------------------------------------------------------------


def forest_planting(long_side: int) -> Image.Image:
    """People plant pines on a slope, the range rising behind them in the morning."""
    c = Canvas(1000, 1500, long_side, 12)
    c.light = Light(
        x=-0.8,
        y=-0.6,
        rim="#fff0c4",
        shade="#1e3440",
        rim_strength=0.75,
        shade_strength=0.3,
        cast="#23302a",
        cast_strength=0.5,
        reach=(1.1, 0.22),
    )
    c.wash(vertical(0, 620, (0, "#86aebd"), (0.5, "#c6d8d2"), (1, "#f6e8c8")))
    nature.clouds(c, [(640, 150, 560), (250, 240, 420), (860, 320, 380)], "#fffaf0", 0.8, seed=6)
    c.glow(150, 330, 760, "#ffe9b6", 0.85)
    spec = (
        (520, 250, 3, 2.1, 0.75, "#a9c0c2", "#ead9b8", 240, 0.45),
        (590, 230, 8, 2.6, 0.65, "#8aaab0", "#dcd9be", 230, 0.55),
        (680, 220, 15, 2.4, 0.55, "#6b9294", "#c6d2b5", 230, 0.65),
        (790, 200, 19, 2.2, 0.45, "#4f7a74", "#b4c79c", 240, 0.75),
        (890, 160, 28, 2.0, 0.30, "#3f6a5c", "#9dba84", 240, 0.8),
    )
    for i, (level, high, seed, peaks, sharp, top, foot, depth, relief) in enumerate(spec):
        nature.hill(
            c,
            nature.ridge(c, level, high, seed=seed, peaks=peaks, sharp=sharp),
            top,
            foot,
            depth=depth,
            relief=relief,
            seed=seed,
            blur=0.8 if i < 2 else 0.3,
        )
        nature.mist(c, level + 8, 62, "#f4ead0", 0.55 - 0.06 * i)
    _far_forest(c)
    _slope(c)
    _planters(c)
    return c.finish(warmth=0.05, bloom=0.26)


def _far_forest(c: Canvas) -> None:
    rng = nature.dice(5)
    spots = sorted((rng.uniform(850, 960), rng.uniform(-20, 1020)) for _ in range(150))
    for i, (y, x) in enumerate(spots):
        c.put(
            nature.conifer("#3f6b54", seed=i, light=-1),
            x,
            y,
            rng.uniform(42, 80),
            shadow=False,
            lit=0.02,
            haze=("#c9d3b4", 0.42 - (y - 850) / 420),
            frame=(-0.4, -1.1, 0.8, 1.2),
        )


def _slope(c: Canvas) -> None:
    crest = smooth(
        [(-20, 900), (220, 925), (520, 985), (800, 968), (1020, 920), (1020, 1520), (-20, 1520)]
    )
    with c.layer(lit=3) as p:
        fill(
            p,
            crest,
            vertical(
                900, 1500, (0, "#b8b873"), (0.3, "#8f9a56"), (0.65, "#5f7440"), (1, "#34482f")
            ),
        )
        with within(p, crest):
            fill(
                p,
                c.everywhere(),
                radial(120, 960, 760, (0, ink("#fff0b8", 0.55)), (1, ink("#fff0b8", 0))),
            )
    with c.layer(blur=5, opacity=0.55) as p, within(p, crest):
        for i in range(9):
            y = 985 + i * i * 6.5 + i * 14
            row = smooth(
                [(-30, y - 20), (300, y + 4), (640, y + 26 + i * 3), (1030, y - 16)], closed=False
            )
            curve(p, row, "#4d4a2c", 3 + i * 1.6)
            p.translate(0, -5 - i)
            curve(p, row, ink("#d9cf8c", 0.6), 2 + i)
            p.translate(0, 5 + i)
    nature.tufts(
        c,
        (-10, 1000, 1010, 1500),
        ("#a8ad62", "#7d8c4a", "#c6c27c", "#55693a"),
        count=1500,
        size=34,
        seed=4,
        opacity=0.75,
    )
    rng = nature.dice(71)
    spots = []
    for i in range(7):
        y = 990 + i * i * 6.0 + i * 12
        step = 80 + i * 17
        x = -40 + rng.uniform(0, 50)
        while x < 1040:
            bow = -18 * math.cos((x - 520) / 520 * 1.5) + 14
            spots.append((x + rng.uniform(-6, 6), y - bow, 34 + i * 9))
            x += step
    for i, (x, y, h) in enumerate(spots):
        if y > 1090 and 420 < x < 960:
            continue
        c.put(
            nature.conifer("#5c8a4f", seed=i, light=-1),
            x,
            y,
            h,
            frame=(-0.5, -1.1, 1.0, 1.2),
            haze=("#dfe0b0", max(0.0, 0.30 - (y - 990) / 700)),
        )


def _planters(c: Canvas) -> None:
    small = (
        (170, 1010, 84, 1, "#c7563a", "straw"),
        (330, 1042, 92, -1, "#4d6f88", "cap"),
        (842, 1020, 88, -1, "#d8cfb9", "straw"),
        (905, 1030, 90, 1, "#5d7a5a", "cap"),
    )
    for i, (x, y, h, facing, top, hat) in enumerate(small):
        bent = i % 2 == 0
        c.put(
            Figure(
                Pose(
                    lean=32 if bent else 6,
                    near_goal=(0.20, -0.50) if bent else None,
                    far_goal=(0.30, -0.36) if bent else None,
                    near_leg=(18, 14),
                    far_leg=(-12, 8),
                ),
                Dress(top=top, hat=hat, hat_color="#d9b877", trousers="#4a4f57"),
                facing=facing,
                light=-1,
                held=_shovel if bent else None,
            ),
            x,
            y,
            h,
            haze=("#efe4b8", 0.22),
        )
    c.put(_mound, 655, 1272, 118, lit=0.02, frame=(-1.2, -0.6, 2.4, 1.0), shadow=False)
    c.put(
        nature.conifer("#5f9650", seed=300, light=-1), 655, 1272, 190, frame=(-0.5, -1.1, 1.0, 1.2)
    )
    c.put(
        Figure(
            Pose(
                lean=16,
                turn=0.85,
                near_leg=(82, 124),
                far_leg=(24, 112),
                near_goal=(0.33, -0.20),
                far_goal=(0.36, -0.26),
                head=12,
            ),
            Dress(
                top="#bf4f35",
                trousers="#4b5563",
                hat=None,
                style="tail",
                gloves="#e9e2cf",
                skin=SKINS[2],
            ),
            facing=1,
            light=-1,
        ),
        520,
        1290,
        330,
    )
    c.put(
        Figure(
            Pose(
                lean=22,
                turn=0.75,
                near_goal=(0.13, -0.53),
                far_goal=(0.27, -0.34),
                head=12,
                near_leg=(20, 20),
                far_leg=(-14, 6),
            ),
            Dress(
                top="#3f6478",
                trousers="#56524a",
                hat="straw",
                hat_color="#e0c384",
                gloves="#e9e2cf",
                skin=SKINS[1],
            ),
            facing=-1,
            light=-1,
            held=_shovel,
        ),
        830,
        1292,
        345,
    )
    c.put(_bucket, 928, 1330, 62, lit=0.04)
    nature.tufts(
        c,
        (-10, 1400, 1010, 1540),
        ("#2f4229", "#41562f", "#5d6f3b"),
        count=260,
        size=80,
        seed=9,
        blur=1.6,
    )


def _shovel(p: QPainter, b: Body) -> None:
    ax, ay = b.near_hand
    bx, by = b.far_hand
    dx, dy = bx - ax, by - ay
    n = math.hypot(dx, dy) or 1
    ux, uy = dx / n, dy / n
    reach = min(0.7, (-0.02 - by) / uy) if uy > 0.05 else 0.4
    end = (bx + ux * reach, by + uy * reach)
    stroke(p, [(ax - ux * 0.12, ay - uy * 0.12), end], "#a98a5f", 0.017)
    nx, ny = -uy, ux
    blade = smooth(
        [
            (end[0] - ux * 0.10 + nx * 0.036, end[1] - uy * 0.10 + ny * 0.036),
            (end[0] + nx * 0.034, end[1] + ny * 0.034),
            (end[0] + ux * 0.045, end[1] + uy * 0.045),
            (end[0] - nx * 0.034, end[1] - ny * 0.034),
            (end[0] - ux * 0.10 - nx * 0.036, end[1] - uy * 0.10 - ny * 0.036),
        ]
    )
    fill(p, blade, volume(blade, "#8d949b", -1))


def _mound(p: QPainter) -> None:
    rng = nature.dice(2)
    fill(p, oval(0, 0.02, 0.78, 0.15), "#4a3725")
    for _ in range(260):
        a = rng.uniform(0, math.tau)
        r = rng.gauss(0.80, 0.14)
        x, y = math.cos(a) * r * 0.85, math.sin(a) * r * 0.19
        q = rng.uniform(0.020, 0.060)
        tone = rng.choice(("#8d6a45", "#6b5036", "#a98058", "#574029"))
        fill(p, oval(x, y - q * 0.5, q * 1.3, q), ink(lighter(tone, 0.1) if x < 0 else tone, 0.95))
    fill(
        p,
        smooth([(-0.22, 0.04), (-0.10, -0.06), (0.12, -0.07), (0.26, 0.04), (0, 0.08)]),
        "#76583a",
    )


def _bucket(p: QPainter) -> None:
    body = poly([(-0.36, -0.72), (0.36, -0.72), (0.27, 0.0), (-0.27, 0.0)])
    fill(p, body, volume(body, "#8fa3ad", -1, 1.3))
    fill(p, oval(0, -0.72, 0.36, 0.09), "#4b5f68")
    fill(p, oval(0, -0.70, 0.32, 0.07), "#8fb6c2")
    curve(p, smooth([(-0.35, -0.72), (0, -1.15), (0.35, -0.72)], closed=False), "#6b7880", 0.03)


# --- river clean-up -------------------------------------------------------------------------


def river_cleanup(long_side: int) -> Image.Image:
    """Two people in a boat and two on the bank clear a river in morning mist."""
    c = Canvas(1600, 900, long_side, 13)
    c.light = Light(
        x=-0.85,
        y=-0.5,
        rim="#fff2cf",
        shade="#1c3640",
        rim_strength=0.8,
        shade_strength=0.28,
        cast="#1f3a3a",
        cast_strength=0.45,
        reach=(1.2, 0.14),
    )
    c.wash(vertical(0, 430, (0, "#8fb4bb"), (0.5, "#c9dcd4"), (1, "#f5ead0")))
    nature.clouds(c, [(1050, 110, 560), (560, 160, 420), (1380, 200, 340)], "#fffaf0", 0.7, seed=9)
    c.glow(330, 290, 760, "#ffe8b4", 0.85)
    hills = (
        (400, 230, 4, 2.2, 0.7, "#a5bfbe", "#e7dfc4", 210),
        (408, 160, 12, 2.8, 0.5, "#82a5a3", "#d6dcc0", 170),
        (414, 96, 23, 3.0, 0.3, "#5f8a80", "#bccfa9", 120),
    )
    for level, high, seed, peaks, sharp, top, foot, depth in hills:
        nature.hill(
            c,
            nature.ridge(c, level, high, seed=seed, peaks=peaks, sharp=sharp),
            top,
            foot,
            depth=depth,
            relief=0.5,
            seed=seed,
            blur=0.6,
        )
        nature.mist(c, level, 40, "#f6ecd2", 0.5)
    rng = nature.dice(19)
    for i in range(74):
        x = -20 + i * 22.4 + rng.uniform(-16, 16)
        tall = rng.uniform(26, 60) + 16 * math.sin(i * 0.35)
        kind = nature.poplar if rng.random() < 0.4 else nature.broadleaf
        c.put(
            kind("#6d9472", seed=i, light=-1),
            x,
            424,
            tall * (1.5 if kind is nature.poplar else 1),
            shadow=False,
            lit=0.02,
            haze=("#dfe4c9", 0.40),
        )
    _bridge(c)
    nature.mist(c, 424, 26, "#f8efd6", 0.7)
    _water(c)
    _boat_people(c)
    _bank(c)
    c.glow(330, 300, 560, "#ffeec4", 0.3)
    return c.finish(warmth=0.04, bloom=0.26)


def _bridge(c: Canvas) -> None:
    with c.layer(lit=2) as p:
        deck = smooth(
            [
                (960, 412),
                (1100, 392),
                (1240, 384),
                (1380, 392),
                (1520, 412),
                (1520, 424),
                (960, 424),
            ],
            closed=True,
        )
        body = poly(
            [
                (960, 410),
                (1100, 391),
                (1240, 384),
                (1380, 391),
                (1520, 410),
                (1520, 426),
                (960, 426),
            ]
        )
        for x, r in ((1090, 26), (1165, 32), (1240, 35), (1315, 32), (1390, 26)):
            body = body.subtracted(oval(x, 427, r, r * 0.92))
        fill(p, body, vertical(384, 426, (0, "#d5d2bf"), (1, "#93a39a")))
        del deck
        for i in range(29):
            x = 970 + i * 19.3
            y = 384 + 26 * abs((x - 1240) / 280) ** 1.8
            fill(p, box(x, y - 8, 3, 9), "#b8bcae")


def _water(c: Canvas) -> None:
    flipped = c.upside_down()
    level = 426
    with c.layer(blur=3.0) as p, within(p, box(-5, level, 1610, 480)):
        p.save()
        p.translate(0, level * 2 - 900)
        p.scale(1 / c.scale, 1 / c.scale)
        p.drawImage(0, 0, flipped)
        p.restore()
    with c.layer() as p:
        fill(
            p,
            box(-5, level, 1610, 480),
            vertical(
                level,
                900,
                (0, ink("#dfe8d8", 0.15)),
                (0.35, ink("#7fa7a3", 0.45)),
                (0.75, ink("#35656a", 0.82)),
                (1, ink("#173d45", 0.95)),
            ),
        )
    rng = nature.dice(55)
    with c.layer(blur=0.7, opacity=0.8) as p:
        for _ in range(900):
            d = rng.random() ** 1.6
            y = level + 3 + d * 470
            x = rng.uniform(-20, 1620)
            w = (10 + 90 * d) * rng.uniform(0.3, 1.1)
            warm = max(0.0, 1 - abs(x - 330 - 60 * d) / 520)
            color = "#fff1cd" if rng.random() < 0.25 + 0.6 * warm else "#0f3a42"
            fill(p, oval(x, y, w, 0.5 + 1.7 * d), ink(color, 0.10 + 0.32 * warm * rng.random()))
    c.glow(330, 520, 430, "#ffe9b8", 0.30)
    with c.layer(blur=1.5, opacity=0.7) as p:
        for i in range(7):
            y = 596 + i * 9
            fill(p, oval(880 - i * 8, y, 250 + i * 34, 2.2), ink("#e9f3e6", 0.22 - 0.02 * i))


def _boat(p: QPainter) -> None:
    hull = smooth(
        [
            (-1.0, -0.26),
            (-0.55, -0.17),
            (0.4, -0.17),
            (1.06, -0.32),
            (0.86, -0.05),
            (0.4, 0.04),
            (-0.6, 0.04),
            (-0.92, -0.06),
        ]
    )
    fill(p, hull, vertical(-0.32, 0.05, (0, "#6f8f96"), (0.45, "#436069"), (1, "#1f3a42")))
    rim = smooth(
        [(-1.0, -0.27), (-0.55, -0.18), (0.4, -0.18), (1.06, -0.33), (0.4, -0.145), (-0.55, -0.145)]
    )
    fill(p, rim, "#e2dcc6")
    band = smooth(
        [(-0.95, -0.17), (-0.5, -0.10), (0.4, -0.10), (0.95, -0.20), (0.4, -0.075), (-0.5, -0.075)]
    )
    fill(p, band, ink("#d9642f", 0.9))


def _net(p: QPainter, b: Body) -> None:
    ax, ay = b.near_hand
    dx, dy = b.far_hand[0] - ax, b.far_hand[1] - ay
    n = math.hypot(dx, dy)
    end = (ax + dx / n * 0.86, ay + dy / n * 0.86)
    stroke(p, [(ax - dx / n * 0.28, ay - dy / n * 0.28), end], "#c8ab78", 0.014)
    p.save()
    p.translate(end[0] + 0.05, end[1] + 0.03)
    p.rotate(18)
    bag = smooth([(-0.10, 0), (0.10, 0), (0.06, 0.11), (-0.05, 0.12)])
    fill(p, bag, ink("#dfe9de", 0.5))
    curve(p, oval(0, 0, 0.10, 0.035), "#59676a", 0.012)
    p.restore()


def _pole(p: QPainter, b: Body) -> None:
    ax, ay = b.near_hand
    dx, dy = b.far_hand[0] - ax, b.far_hand[1] - ay
    stroke(p, [(ax - dx * 3.2, ay - dy * 3.2), (ax + dx * 4.6, ay + dy * 4.6)], "#b9995f", 0.016)


def _boat_people(c: Canvas) -> None:
    x, y = 860, 590
    vest = "#e0662e"
    with c.layer(blur=4, opacity=0.6) as p:
        fill(
            p,
            smooth([(x - 210, y + 2), (x + 215, y + 2), (x + 170, y + 40), (x - 160, y + 40)]),
            vertical(y, y + 42, (0, "#12343d"), (1, ink("#12343d", 0))),
        )
        rng = nature.dice(4)
        for cx, tilt in ((x - 122, -4), (x + 95, 6)):
            for i in range(34):
                u = i / 33
                color = "#3a4a55" if u < 0.42 else "#c05a2c" if u < 0.80 else "#39505e"
                fill(
                    p,
                    oval(
                        cx + tilt * u * 3 + rng.gauss(0, 4),
                        y + 36 + 170 * u,
                        rng.uniform(10, 24),
                        2.6,
                    ),
                    ink(color, 0.42 * (1 - u * 0.55)),
                )
    c.put(
        Figure(
            Pose(
                lean=10,
                turn=0.75,
                near_goal=(0.24, -0.62),
                far_goal=(0.20, -0.78),
                near_leg=(16, 8),
                far_leg=(-16, 6),
            ),
            Dress(vest=vest, top="#3c5566", hat="straw", hat_color="#e2c78b", trousers="#3c4a52"),
            facing=-1,
            light=-1,
            held=_pole,
        ),
        x - 120,
        y - 20,
        218,
        shadow=False,
    )
    c.put(
        Figure(
            Pose(
                lean=26,
                turn=0.8,
                near_goal=(0.20, -0.56),
                far_goal=(0.33, -0.43),
                near_leg=(20, 18),
                far_leg=(-16, 4),
                head=8,
            ),
            Dress(
                vest=vest,
                top="#46606f",
                hat="cap",
                hat_color="#3f5a66",
                trousers="#47525a",
                gloves="#e7dfc9",
            ),
            facing=1,
            light=-1,
            held=_net,
        ),
        x + 78,
        y - 20,
        218,
        shadow=False,
    )
    c.put(_boat, x, y, 215, frame=(-1.2, -0.5, 2.4, 0.7), shadow=False, lit=0.012)
    with c.layer(blur=1.2) as p:
        for dx, r in ((262, 40), (262, 62), (262, 88)):
            curve(p, oval(x + dx, y + 12, r, r * 0.16), ink("#f2f7ea", 0.5 - r / 260), 2)


def _bank(c: Canvas) -> None:
    bank = smooth([(1120, 910), (1190, 800), (1330, 740), (1500, 706), (1640, 690), (1640, 920)])
    with c.layer(lit=3) as p:
        fill(p, bank, vertical(690, 900, (0, "#98a566"), (0.5, "#5d7444"), (1, "#2e4630")))
    nature.tufts(
        c,
        (1210, 770, 1610, 905),
        ("#a9b36c", "#6e8549", "#3f5a38", "#c8c684"),
        count=420,
        size=40,
        seed=3,
    )
    c.put(
        Figure(
            Pose(
                lean=34,
                turn=0.85,
                near_goal=(0.27, -0.29),
                far_goal=(0.33, -0.31),
                near_leg=(24, 24),
                far_leg=(-10, 6),
                head=6,
            ),
            Dress(
                vest="#e0662e",
                top="#f0ead9",
                trousers="#4b5a63",
                style="tail",
                gloves="#eae3d0",
                skin=SKINS[2],
            ),
            facing=-1,
            light=-1,
        ),
        1372,
        806,
        262,
    )
    c.put(_sack, 1291, 814, 84, lit=0.03)
    c.put(_sack, 1478, 786, 74, lit=0.03)
    rng = nature.dice(7)
    with c.layer(lit=1.2) as p:
        for _ in range(70):
            x = 1130 + rng.random() ** 0.7 * 480
            h = rng.uniform(90, 210)
            y = 925
            bend = rng.uniform(-0.25, 0.12) * h
            color = rng.choice(("#4c6a3d", "#6f8a4c", "#2f4c35", "#8d9a58"))
            blade = smooth(
                [
                    (x - 3, y),
                    (x + bend * 0.3 - 2, y - h * 0.6),
                    (x + bend, y - h),
                    (x + bend * 0.3 + 3, y - h * 0.55),
                    (x + 3, y),
                ]
            )
            fill(p, blade, color)
    _willow(c)


def _sack(p: QPainter) -> None:
    bag = smooth(
        [
            (-0.36, 0.0),
            (-0.42, -0.34),
            (-0.24, -0.74),
            (-0.06, -0.86),
            (0.08, -0.86),
            (0.26, -0.72),
            (0.42, -0.32),
            (0.36, 0.0),
            (0, 0.04),
        ]
    )
    fill(p, bag, volume(bag, "#5f8d86", -1, 1.2))
    knot = smooth([(-0.10, -0.84), (-0.16, -1.0), (0.02, -0.94), (0.18, -1.02), (0.10, -0.84)])
    fill(p, knot, "#4c746f")


def _willow(c: Canvas) -> None:
    rng = nature.dice(33)
    with c.layer(lit=1.5) as p:
        fill(p, limb((1640, 720, 40), (1610, 420, 28), (1570, 150, 20), (1500, -30, 14)), "#3d3a2f")
        fill(p, limb((1590, 260, 14), (1460, 80, 9), (1330, -20, 6)), "#3d3a2f")
    for blur, count in ((2.0, 60), (0.0, 90)):
        with c.layer(blur=blur) as p:
            for _ in range(count):
                x = 1610 - 420 * rng.random() ** 1.5
                y = rng.uniform(-60, 60)
                length = rng.uniform(130, 420) * (0.55 + 0.45 * (x - 1180) / 420)
                sway = rng.uniform(-26, 6)
                strand = smooth(
                    [(x, y), (x + sway * 0.3, y + length * 0.5), (x + sway, y + length)],
                    closed=False,
                )
                color = rng.choice(("#7f9a4e", "#5c7d42", "#3f6039", "#a3b466"))
                curve(p, strand, ink(color, 0.8), 1.2)
                steps = int(length / 9)
                for i in range(steps):
                    u = (i + rng.random()) / steps
                    lx, ly = x + sway * u**1.6, y + length * u
                    a = rng.choice((-1, 1)) * rng.uniform(3, 8)
                    leaf = smooth(
                        [
                            (lx, ly),
                            (lx + a * 0.7, ly + 6),
                            (lx + a, ly + 17),
                            (lx + a * 0.2, ly + 8),
                        ]
                    )
                    fill(p, leaf, ink(color, 0.85))


# --- road works -----------------------------------------------------------------------------


def road_works(long_side: int) -> Image.Image:
    """A road into the hills gets its asphalt: truck, paver, roller and the crew with rakes."""
    c = Canvas(1600, 900, long_side, 14)
    c.light = Light(
        x=0.8,
        y=-0.6,
        rim="#ffedc2",
        shade="#22304a",
        rim_strength=0.75,
        shade_strength=0.3,
        cast="#1f2636",
        cast_strength=0.5,
        reach=(-0.9, 0.13),
    )
    c.wash(vertical(0, 400, (0, "#6f9fbe"), (0.55, "#b9d0d3"), (1, "#f1e4c6")))
    nature.clouds(c, [(330, 150, 620), (1240, 120, 520)], "#fffaf1", 0.9, seed=12)
    c.glow(1420, 180, 820, "#ffe6b0", 0.6)
    hills = (
        (370, 250, 6, 2.0, 0.7, "#93aebb", "#dcd9c4", 250, 0.8),
        (384, 180, 14, 2.6, 0.5, "#6f938f", "#c5cda8", 190, 0.9),
        (400, 110, 29, 2.2, 0.25, "#557b62", "#a9bd84", 130, 0.6),
    )
    for level, high, seed, peaks, sharp, top, foot, depth, relief in hills:
        nature.hill(
            c,
            nature.ridge(c, level, high, seed=seed, peaks=peaks, sharp=sharp),
            top,
            foot,
            depth=depth,
            relief=relief,
            seed=seed,
            blur=0.5,
        )
        nature.mist(c, level, 40, "#efe6cb", 0.4)
    _verge(c)
    _road(c)
    _crew(c)
    return c.finish(warmth=0.05, bloom=0.24)


def _verge(c: Canvas) -> None:
    with c.layer() as p:
        fill(
            p,
            box(-5, 396, 1610, 520),
            vertical(396, 900, (0, "#bcc58c"), (0.25, "#9aad66"), (0.6, "#6f8a4c"), (1, "#3d5735")),
        )
    rng = nature.dice(41)
    with c.layer(blur=1.2) as p:
        for i in range(16):
            y = 402 + i * 9 + i * i * 0.35
            x = rng.uniform(-300, 1300)
            w = rng.uniform(360, 900)
            strip = smooth(
                [
                    (x, y + 4),
                    (x + w * 0.3, y - 3 - i * 0.4),
                    (x + w, y),
                    (x + w * 0.9, y + 7 + i * 0.7),
                    (x + w * 0.2, y + 9 + i),
                ]
            )
            fill(
                p,
                strip,
                ink(rng.choice(("#d9c67e", "#93a95c", "#c9cd8c", "#7a9454", "#b08f56")), 0.55),
            )
    spots = sorted((rng.uniform(398, 470), rng.uniform(-20, 1620)) for _ in range(64))
    for i, (y, x) in enumerate(spots):
        if abs(x - _spine(y)[0]) < 60:
            continue
        kind = nature.poplar if i % 3 else nature.broadleaf
        c.put(
            kind("#5f8550", seed=i, light=1),
            x,
            y,
            rng.uniform(34, 56) + (y - 398) * 0.7,
            lit=0.02,
            haze=("#dcdcb8", 0.36 - (y - 398) / 220),
        )
    nature.tufts(
        c,
        (-10, 520, 1610, 620),
        ("#a9b36c", "#6e8549", "#c8c684"),
        count=500,
        size=14,
        seed=13,
        opacity=0.7,
    )


def _spine(y: float) -> tuple[float, float]:
    """Return centre and half width of the far road at height `y`."""
    d = min(1.0, max(0.0, (y - 402) / 198))
    return 905 - 560 * d**0.9 * math.sin(d * 1.9 + 0.15) + 250 * d**3, 4 + 118 * d**1.7


def _road(c: Canvas) -> None:
    ys = [402 + 200 * (i / 40) ** 1.3 for i in range(41)]
    left = [(_spine(y)[0] - _spine(y)[1], y) for y in ys]
    right = [(_spine(y)[0] + _spine(y)[1] * 1.5, y) for y in ys]
    near = smooth(
        [
            (-30, 648),
            (200, 612),
            (560, 596),
            (1000, 592),
            (1640, 600),
            (1640, 770),
            (1000, 752),
            (500, 764),
            (-30, 830),
        ]
    )
    under = smooth(
        [
            (-30, 640),
            (200, 604),
            (560, 588),
            (1000, 584),
            (1640, 590),
            (1640, 800),
            (1000, 778),
            (500, 792),
            (-30, 868),
        ]
    )
    with c.layer() as p:
        far = poly([*left, *reversed(right)])
        fill(
            p,
            poly(
                [
                    *[(x - 2 - (y - 400) * 0.05, y) for x, y in left],
                    *[(x + 2 + (y - 400) * 0.05, y) for x, y in reversed(right)],
                ]
            ),
            "#cfc4a2",
        )
        fill(p, far, vertical(402, 602, (0, "#b3b3aa"), (1, "#8b8b88")))
        fill(p, under, vertical(590, 860, (0, "#d3c7a6"), (0.5, "#b7a785"), (1, "#8a7c60")))
        fill(p, near, vertical(596, 800, (0, "#8f8f8b"), (1, "#6c6d6e")))
        with within(p, near):
            fill(
                p,
                poly([(1060, 560), (1640, 560), (1640, 800), (960, 800)]),
                vertical(596, 780, (0, "#4b4e54"), (0.5, "#34373d"), (1, "#202329")),
            )
    rng = nature.dice(17)
    with c.layer(opacity=0.5) as p, within(p, near):
        for _ in range(4200):
            y = rng.uniform(594, 830)
            d = (y - 590) / 240
            fill(
                p,
                oval(rng.uniform(-20, 1620), y, 0.6 + 1.4 * d, 0.3 + 0.6 * d),
                ink("#f4ead4" if rng.random() < 0.45 else "#0c0e12", 0.35),
            )
    with c.layer(blur=14, opacity=0.5, mode=Mode.CompositionMode_Screen) as p, within(p, near):
        fill(p, poly([(1250, 600), (1640, 600), (1640, 680), (1300, 700)]), ink("#8a8577", 0.6))


def _rake(p: QPainter, b: Body) -> None:
    ax, ay = b.near_hand
    dx, dy = b.far_hand[0] - ax, b.far_hand[1] - ay
    n = math.hypot(dx, dy) or 1
    ux, uy = dx / n, dy / n
    reach = max(0.2, (-0.012 - ay) / max(0.2, uy))
    end = (ax + ux * reach, ay + uy * reach)
    stroke(p, [(ax - ux * 0.22, ay - uy * 0.22), end], "#b8996a", 0.015)
    stroke(p, [(end[0] - 0.06, end[1] - 0.004), (end[0] + 0.075, end[1] + 0.008)], "#6c7278", 0.026)


def _crew(c: Canvas) -> None:
    orange = "#e8702a"
    pull = Pose(
        lean=20,
        turn=0.8,
        near_goal=(0.17, -0.55),
        far_goal=(0.31, -0.42),
        near_leg=(20, 16),
        far_leg=(-16, 8),
        head=8,
    )
    push = Pose(
        lean=12,
        turn=0.7,
        near_goal=(0.15, -0.60),
        far_goal=(0.28, -0.45),
        near_leg=(12, 8),
        far_leg=(-14, 6),
        head=10,
    )
    c.put(dump_truck, 690, 668, 118, frame=(-1.6, -1.6, 3.2, 1.8), haze=("#e6dfc6", 0.10))
    rng = nature.dice(23)
    c.put(
        Figure(
            push,
            Dress(vest=orange, top="#55687a", hat="helmet", hat_color="#e9edef"),
            facing=-1,
            light=1,
            held=_rake,
        ),
        1146,
        640,
        150,
        haze=("#dfdcc8", 0.08),
    )
    c.put(paver_side, 985, 694, 140, frame=(-1.6, -1.7, 3.2, 1.9), lit=0.012)
    c.put(roller, 1440, 684, 134, frame=(-1.4, -1.6, 2.8, 1.8), lit=0.012)
    with c.layer(blur=11, opacity=0.55) as p:
        for _ in range(90):
            u = rng.random()
            fill(
                p,
                oval(
                    1190 + rng.gauss(0, 34) * (0.5 + u) + 40 * u,
                    690 - u * 130,
                    12 + 24 * u,
                    8 + 14 * u,
                ),
                ink("#fff6e4", 0.14 * (1 - u * 0.7)),
            )
    c.put(
        Figure(
            pull,
            Dress(
                vest=orange,
                top="#4d6376",
                trousers="#46505e",
                hat="helmet",
                hat_color="#f2c230",
                gloves="#e7dfc9",
            ),
            facing=-1,
            light=1,
            held=_rake,
        ),
        1276,
        742,
        212,
    )
    c.put(
        Figure(
            Pose(
                turn=0.45,
                lean=2,
                near_goal=(0.06, -0.56),
                far_goal=(0.30, -0.74),
                near_leg=(5, 2),
                far_leg=(-9, 4),
            ),
            Dress(
                vest=orange,
                top="#5b6f80",
                trousers="#3d4857",
                hat="helmet",
                hat_color="#eef1f2",
                skin=SKINS[1],
            ),
            facing=-1,
            light=1,
        ),
        764,
        760,
        206,
    )
    for x, y, s in ((930, 800, 46), (770, 796, 46), (610, 802, 47), (450, 818, 49)):
        c.put(cone, x, y, s, lit=0.03)
    nature.tufts(
        c,
        (-10, 800, 1610, 925),
        ("#54703f", "#6e8549", "#8a9a55", "#3f5a38"),
        count=900,
        size=44,
        seed=29,
    )


__all__ = ["forest_planting", "grain_harvest", "river_cleanup", "road_works"]
