"""Figures at work: faceless, jointed, about seven and a half heads tall.

A figure stands on (0, 0), is one unit tall when upright and looks to the right. Angles are in
degrees from hanging straight down, positive towards where the figure looks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studio import (
    box,
    curve,
    darker,
    fill,
    ink,
    joined,
    lighter,
    limb,
    oval,
    poly,
    smooth,
    volume,
    within,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter, QPainterPath

Point = tuple[float, float]

SKINS = ("#d9a27c", "#c98f6a", "#e0af8c", "#b97f5c")


@dataclass(frozen=True)
class Pose:
    """How the figure stands. Arms are (shoulder, elbow), legs (hip, knee).

    A hand with a goal, (x, y) in body heights from the ground, reaches for it instead.
    `turn` is 0 seen from the front or back, 1 in profile; `lean` tips the trunk forward.
    """

    lean: float = 3.0
    head: float = 4.0
    turn: float = 0.6
    back: bool = False
    near_goal: Point | None = None
    far_goal: Point | None = None
    near_arm: Point = (6.0, 14.0)
    far_arm: Point = (-8.0, 16.0)
    near_leg: Point = (4.0, 3.0)
    far_leg: Point = (-5.0, 4.0)


@dataclass(frozen=True)
class Dress:
    """What the figure wears."""

    top: str = "#3f5b78"
    trousers: str = "#3a4759"
    shoes: str = "#22252b"
    skin: str = SKINS[0]
    hair: str = "#2b2627"
    style: str = "short"  # short, bob, bun, tail, grey
    vest: str | None = None
    band: str | None = "#f2efe0"
    hat: str | None = None  # helmet, cap, straw, nurse, net
    hat_color: str = "#f0b429"
    coat: float = 0.10  # how far the top falls below the hip, in body heights
    gloves: str | None = None
    mask: str | None = None
    child: bool = False


@dataclass(frozen=True)
class Body:
    """Where the joints of a pose are."""

    hip: Point
    neck: Point
    head: Point
    near_shoulder: Point
    far_shoulder: Point
    near_elbow: Point
    far_elbow: Point
    near_hand: Point
    far_hand: Point
    near_knee: Point
    far_knee: Point
    near_foot: Point
    far_foot: Point
    near_shin: float = 0.0
    far_shin: float = 0.0


def _reach(start: Point, angle: float, length: float) -> Point:
    a = math.radians(angle)
    return start[0] + math.sin(a) * length, start[1] + math.cos(a) * length


def _blend(profile: float, front: float, turn: float) -> float:
    return front + (profile - front) * turn


def _reach_for(
    shoulder: Point, goal: Point, upper: float, fore: float, side: float
) -> tuple[Point, Point]:
    """Bend an arm so that the hand comes as near to the goal as it can; return elbow and hand.

    The elbow points to the left of the arm (`side` -1) or to the right (1).
    """
    dx, dy = goal[0] - shoulder[0], goal[1] - shoulder[1]
    span = min(math.hypot(dx, dy), (upper + fore) * 0.995)
    span = max(span, abs(upper - fore) + 0.01)
    straight = math.degrees(math.atan2(dx, dy))
    bend = math.degrees(math.acos((upper**2 + span**2 - fore**2) / (2 * upper * span)))
    elbow = _reach(shoulder, straight + side * bend, upper)
    hand = _reach(shoulder, straight, span)
    return elbow, hand


def body(pose: Pose, *, child: bool = False) -> Body:
    """Place the joints so that the lowest of feet and knees touches the ground."""
    thigh, shin = (0.215, 0.215) if child else (0.240, 0.235)
    trunk = 0.285
    hips = _blend(0.010, 0.042, pose.turn)
    side = 1.0 if pose.back else -1.0
    near_hip, far_hip = (side * hips, 0.0), (-side * hips, -0.004)
    near_knee = _reach(near_hip, pose.near_leg[0], thigh)
    far_knee = _reach(far_hip, pose.far_leg[0], thigh)
    near_shin = pose.near_leg[0] - pose.near_leg[1]
    far_shin = pose.far_leg[0] - pose.far_leg[1]
    near_foot = _reach(near_knee, near_shin, shin)
    far_foot = _reach(far_knee, far_shin, shin)
    sole = 0.035
    rise = -max(near_foot[1] + sole, far_foot[1] + sole, near_knee[1] + 0.03, far_knee[1] + 0.03)

    def up(point: Point) -> Point:
        return point[0], point[1] + rise

    hip = (0.0, rise)
    neck = _reach(hip, 180 - pose.lean, trunk)
    head = _reach(neck, 180 - pose.lean - pose.head, 0.112 if not child else 0.120)
    span = _blend(0.028, 0.094, pose.turn) * (0.92 if child else 1.0)
    drop = _reach(neck, -pose.lean, 0.030)
    tilt = math.radians(pose.lean)
    near_shoulder = (
        drop[0] + side * span * math.cos(tilt),
        drop[1] + side * span * math.sin(tilt) + 0.004,
    )
    far_shoulder = (
        drop[0] - side * span * math.cos(tilt),
        drop[1] - side * span * math.sin(tilt) - 0.002,
    )
    upper, fore = (0.140, 0.125) if child else (0.160, 0.140)
    near_elbow = _reach(near_shoulder, pose.near_arm[0], upper)
    near_hand = _reach(near_elbow, sum(pose.near_arm), fore)
    far_elbow = _reach(far_shoulder, pose.far_arm[0], upper)
    far_hand = _reach(far_elbow, sum(pose.far_arm), fore)
    # Seen square on, both elbows point outwards; in profile they point to the back.
    square = pose.turn < 0.2
    if pose.near_goal:
        out = side if square else -1.0
        near_elbow, near_hand = _reach_for(near_shoulder, pose.near_goal, upper, fore, out)
    if pose.far_goal:
        out = -side if square else -1.0
        far_elbow, far_hand = _reach_for(far_shoulder, pose.far_goal, upper, fore, out)
    return Body(
        hip=hip,
        neck=neck,
        head=head,
        near_shoulder=near_shoulder,
        far_shoulder=far_shoulder,
        near_elbow=near_elbow,
        far_elbow=far_elbow,
        near_hand=near_hand,
        far_hand=far_hand,
        near_knee=up(near_knee),
        far_knee=up(far_knee),
        near_foot=up(near_foot),
        far_foot=up(far_foot),
        near_shin=near_shin,
        far_shin=far_shin,
    )


@dataclass
class Figure:
    """A dressed body that can be painted with `canvas.put(figure, x, y, height)`."""

    pose: Pose = field(default_factory=Pose)
    dress: Dress = field(default_factory=Dress)
    facing: int = 1
    light: float = -1.0
    held: Callable[[QPainter, Body], None] | None = None
    carried_behind: Callable[[QPainter, Body], None] | None = None

    def __call__(self, p: QPainter) -> None:
        """Paint the figure."""
        p.save()
        p.scale(self.facing, 1)
        lx = self.light * self.facing
        b = body(self.pose, child=self.dress.child)
        if self.carried_behind:
            self.carried_behind(p, b)
        self._arm(p, b.far_shoulder, b.far_elbow, b.far_hand, lx, back=0.22)
        self._leg(p, b, lx, near=False)
        self._leg(p, b, lx, near=True)
        self._neck(p, b, lx)
        self._trunk(p, b, lx)
        self._head(p, b, lx)
        if self.held:
            self.held(p, b)
        self._arm(p, b.near_shoulder, b.near_elbow, b.near_hand, lx, back=0.0)
        p.restore()

    def _arm(
        self, p: QPainter, shoulder: Point, elbow: Point, hand: Point, lx: float, *, back: float
    ) -> None:
        d = self.dress
        dx, dy = hand[0] - elbow[0], hand[1] - elbow[1]
        n = math.hypot(dx, dy) or 1.0
        palm = limb(
            (*hand, 0.0165),
            (hand[0] + dx / n * 0.026, hand[1] + dy / n * 0.026, 0.0145),
        )
        skin = d.gloves or d.skin
        fill(p, palm, volume(palm, darker(skin, back), lx))
        sleeve = limb((*shoulder, 0.036), (*elbow, 0.0285), (*hand, 0.0225))
        color = darker(d.top, back)
        fill(p, sleeve, volume(sleeve, color, lx))
        cuff = limb(
            (hand[0] - dx / n * 0.004, hand[1] - dy / n * 0.004, 0.0225), (hand[0], hand[1], 0.0225)
        )
        with within(p, sleeve):
            fill(p, cuff, ink(darker(d.top, 0.4 + back), 0.35))

    def _leg(self, p: QPainter, b: Body, lx: float, *, near: bool) -> None:
        d = self.dress
        knee = b.near_knee if near else b.far_knee
        foot = b.near_foot if near else b.far_foot
        shin = b.near_shin if near else b.far_shin
        offset = _blend(0.006, 0.036, self.pose.turn) * (1 if near == self.pose.back else -1)
        hip = (b.hip[0] + offset, b.hip[1] + 0.01)
        back = 0.0 if near else 0.26
        self._shoe(p, foot, shin, lx, back)
        leg = limb((*hip, 0.057), (*knee, 0.040), (*foot, 0.029))
        fill(p, leg, volume(leg, darker(d.trousers, back), lx))
        with within(p, leg):
            fold = smooth(
                [
                    (knee[0] - 0.05, knee[1] + 0.01),
                    (knee[0], knee[1] + 0.018),
                    (knee[0] + 0.05, knee[1] - 0.004),
                ],
                closed=False,
            )
            curve(p, fold, ink("#000000", 0.10), 0.006)

    def _shoe(self, p: QPainter, foot: Point, shin: float, lx: float, back: float) -> None:
        toe = _blend(0.098, 0.040, self.pose.turn)
        wide = _blend(0.034, 0.034, self.pose.turn)
        shoe = smooth(
            [
                (-wide, -0.035),
                (-wide - 0.003, 0.028),
                (-wide + 0.004, 0.034),
                (toe - 0.01, 0.034),
                (toe, 0.022),
                (toe * 0.75, 0.002),
                (wide * 0.9, -0.022),
            ]
        )
        p.save()
        p.translate(*foot)
        if foot[1] < -0.05:
            p.rotate(-shin * 0.8)
        fill(p, shoe, volume(shoe, darker(self.dress.shoes, back), lx))
        p.restore()

    def _neck(self, p: QPainter, b: Body, lx: float) -> None:
        neck = limb((b.neck[0], b.neck[1] + 0.01, 0.030), (*b.head, 0.026))
        fill(p, neck, volume(neck, darker(self.dress.skin, 0.22), lx))

    def _trunk_path(self, b: Body) -> QPainterPath:
        t = self.pose.turn
        ax, ay = b.neck[0] - b.hip[0], b.neck[1] - b.hip[1]
        n = math.hypot(ax, ay)
        ux, uy = ax / n, ay / n
        rx, ry = -uy, ux

        def at(along: float, across: float) -> Point:
            return b.hip[0] + ux * along + rx * across, b.hip[1] + uy * along + ry * across

        narrow = 0.9 if self.dress.child else 1.0
        hip = _blend(0.070, 0.080, t) * narrow
        waist = _blend(0.060, 0.074, t) * narrow
        chest = _blend(0.074, 0.098, t) * narrow
        yoke = _blend(0.056, 0.112, t) * narrow
        fore = _blend(0.010, 0.0, t)
        thigh = (
            (b.near_knee[0] + b.far_knee[0]) / 2 - b.hip[0],
            (b.near_knee[1] + b.far_knee[1]) / 2 - b.hip[1],
        )
        m = math.hypot(*thigh) or 1.0
        folded = max(abs(self.pose.near_leg[0]), abs(self.pose.far_leg[0])) > 60
        hem = self.dress.coat
        hx, hy = b.hip[0] + thigh[0] / m * hem, b.hip[1] + thigh[1] / m * hem
        sx, sy = -thigh[1] / m, thigh[0] / m
        flare = hip + 0.10 * hem
        skirt = [(hx - sx * flare, hy - sy * flare), (hx + sx * flare, hy + sy * flare)]
        if folded:
            skirt = [at(-0.045, hip * 0.8), at(-0.045, -hip * 0.8)]
        return smooth(
            [
                at(n + 0.028, -0.030),
                at(n + 0.030, 0.032),
                at(n - 0.006, yoke * 0.70),
                at(n - 0.040, yoke),
                at(n * 0.66, chest + fore),
                at(n * 0.32, waist + fore),
                at(0.0, hip),
                *skirt,
                at(0.0, -hip),
                at(n * 0.32, -waist),
                at(n * 0.66, -chest + fore),
                at(n - 0.040, -yoke),
                at(n - 0.006, -yoke * 0.70),
            ]
        )

    def _trunk(self, p: QPainter, b: Body, lx: float) -> None:
        d = self.dress
        path = self._trunk_path(b)
        fill(p, path, volume(path, d.vest or d.top, lx, 1.1))
        ax, ay = b.neck[0] - b.hip[0], b.neck[1] - b.hip[1]
        angle = math.degrees(math.atan2(ax, -ay))
        with within(p, path):
            p.save()
            p.translate(*b.hip)
            p.rotate(angle)
            if d.vest and d.band:
                for y in (-0.045, -0.135):
                    fill(p, box(-0.2, y, 0.4, 0.022), ink(d.band, 0.85))
                wide = _blend(0.030, 0.056, self.pose.turn)
                for x in (-wide, wide):
                    fill(p, box(x - 0.010, -0.4, 0.020, 0.28), ink(d.band, 0.80))
            elif not self.pose.back:
                front = _blend(0.045, 0.0, self.pose.turn)
                curve(
                    p,
                    smooth(
                        [(front, -0.29), (front + 0.012, -0.12), (front + 0.008, 0.4)], closed=False
                    ),
                    ink("#000000", 0.16),
                    0.005,
                )
                collar = poly(
                    [(front - 0.030, -0.33), (front + 0.006, -0.265), (front + 0.034, -0.33)]
                )
                fill(p, collar, ink(lighter(d.top, 0.5), 0.75))
            p.restore()

    def _head(self, p: QPainter, b: Body, lx: float) -> None:
        d = self.dress
        t = self.pose.turn
        grow = 1.25 if d.child else 1.09
        p.save()
        p.translate(*b.head)
        p.rotate(self.pose.lean * 0.4 + self.pose.head)
        p.scale(grow, grow)
        rx, ry = _blend(0.051, 0.046, t), 0.061
        skull = smooth(
            [
                (0.0, -ry),
                (rx * 0.75, -ry * 0.68),
                (rx, -ry * 0.08),
                (rx * 0.88, ry * 0.42),
                (rx * (0.30 + 0.32 * t), ry * 0.99),
                (-rx * (0.30 - 0.25 * t), ry * 0.97),
                (-rx * 0.86, ry * 0.36),
                (-rx, -ry * 0.10),
                (-rx * 0.75, -ry * 0.68),
            ]
        )
        if self.pose.back:
            for x in (-rx, rx):
                fill(p, oval(x, ry * 0.12, 0.010, 0.016), darker(d.skin, 0.12))
            fill(p, skull, volume(skull, d.skin, lx))
        else:
            nose = smooth(
                [
                    (rx * 0.90, -ry * 0.18),
                    (rx * (1.0 + 0.20 * t), ry * 0.16),
                    (rx * 0.90, ry * 0.30),
                    (rx * 0.5, 0.0),
                ]
            )
            face = joined(skull, nose) if t > 0.45 else skull
            fill(p, face, volume(face, d.skin, lx, 1.1))
            if d.mask:
                with within(p, face):
                    cover = smooth(
                        [
                            (rx * 0.20, ry * 0.26),
                            (rx * 0.80, ry * 0.16),
                            (rx * 1.4, ry * 0.22),
                            (rx * 1.2, ry * 1.05),
                            (rx * 0.2, ry * 0.95),
                            (-rx * 0.05, ry * 0.55),
                        ]
                    )
                    fill(p, cover, d.mask)
            ear = oval(-rx * (0.55 - 0.35 * t) if t > 0.4 else -rx, ry * 0.08, 0.0095, 0.015)
        self._hair(p, rx, ry, lx)
        if not self.pose.back:
            fill(p, ear, darker(d.skin, 0.14))
        self._hat(p, rx, ry, lx)
        p.restore()

    def _hair(self, p: QPainter, rx: float, ry: float, lx: float) -> None:
        d = self.dress
        t = self.pose.turn
        hair = oval(-rx * 0.06 * t, -ry * 0.10, rx * 1.10, ry * 1.02)
        if not self.pose.back:
            face = oval(rx * (0.62 * t + 0.05), ry * 0.52, rx * (1.02 - 0.02 * t), ry * 1.02)
            hair = without(hair, face)
        else:
            hair = without(hair, box(-1, ry * 0.62, 2, 1))
        if d.style == "bob":
            drop = smooth(
                [
                    (-rx * 1.05, -ry * 0.3),
                    (-rx * 0.2, -ry * 0.4),
                    (-rx * (0.1), ry * 0.4),
                    (-rx * 0.30, ry * 1.05),
                    (-rx * 1.15, ry * 1.0),
                    (-rx * 1.22, ry * 0.3),
                ]
            )
            hair = joined(hair, drop)
            if self.pose.back:
                hair = joined(hair, box(-rx * 1.12, -ry * 0.2, rx * 2.24, ry * 1.2, rx * 0.5))
        elif d.style == "bun":
            hair = joined(
                hair,
                oval(
                    -rx * 1.05 * (0.2 + t * 0.8),
                    -ry * 0.25 - ry * 0.6 * (1 - t),
                    rx * 0.42,
                    rx * 0.42,
                ),
            )
        elif d.style == "tail":
            tail = smooth(
                [
                    (-rx * 0.9 * t - rx * 0.2, -ry * 0.55),
                    (-rx * 1.7 * t - rx * 0.3, -ry * 0.2),
                    (-rx * 1.6 * t - rx * 0.25, ry * 1.3),
                    (-rx * 1.25 * t + rx * 0.2, ry * 1.1),
                    (-rx * 1.0 * t + rx * 0.25, -ry * 0.1),
                ]
            )
            hair = joined(hair, tail)
        fill(p, hair, volume(hair, d.hair, lx, 1.2))

    def _hat(self, p: QPainter, rx: float, ry: float, lx: float) -> None:
        d = self.dress
        if d.hat == "helmet":
            dome = smooth(
                [
                    (-rx * 1.22, -ry * 0.18),
                    (-rx * 1.12, -ry * 0.82),
                    (-rx * 0.35, -ry * 1.32),
                    (rx * 0.42, -ry * 1.28),
                    (rx * 1.08, -ry * 0.80),
                    (rx * 1.18, -ry * 0.28),
                ]
            )
            dome = without(dome, box(-1, -ry * 0.22, 2, 1))
            fill(p, dome, volume(dome, d.hat_color, lx, 1.3))
            brim = smooth(
                [
                    (-rx * 1.26, -ry * 0.30),
                    (rx * 1.15, -ry * 0.36),
                    (rx * 1.72, -ry * 0.20),
                    (rx * 1.66, -ry * 0.10),
                    (rx * 0.9, -ry * 0.14),
                    (-rx * 1.22, -ry * 0.12),
                ]
            )
            fill(p, brim, volume(brim, darker(d.hat_color, 0.12), lx))
            ridge = smooth(
                [
                    (-rx * 0.6, -ry * 1.22),
                    (rx * 0.1, -ry * 1.38),
                    (rx * 0.75, -ry * 1.08),
                    (rx * 0.1, -ry * 1.22),
                ]
            )
            fill(p, ridge, ink(lighter(d.hat_color, 0.45), 0.8))
        elif d.hat == "cap":
            crown = smooth(
                [
                    (-rx * 1.12, -ry * 0.25),
                    (-rx * 0.95, -ry * 0.95),
                    (0, -ry * 1.2),
                    (rx * 0.95, -ry * 0.9),
                    (rx * 1.08, -ry * 0.3),
                ]
            )
            fill(p, crown, volume(crown, d.hat_color, lx))
            peak = smooth(
                [
                    (rx * 0.6, -ry * 0.45),
                    (rx * 1.7, -ry * 0.22),
                    (rx * 1.62, -ry * 0.10),
                    (rx * 0.4, -ry * 0.22),
                ]
            )
            fill(p, peak, darker(d.hat_color, 0.25))
        elif d.hat == "straw":
            brim = smooth(
                [(-rx * 2.2, -ry * 0.20), (0, -ry * 0.62), (rx * 2.2, -ry * 0.16), (0, -ry * 0.12)]
            )
            crown = smooth(
                [
                    (-rx * 1.05, -ry * 0.40),
                    (-rx * 0.8, -ry * 1.16),
                    (0, -ry * 1.28),
                    (rx * 0.8, -ry * 1.14),
                    (rx * 1.05, -ry * 0.38),
                ]
            )
            fill(p, crown, volume(crown, d.hat_color, lx))
            fill(p, brim, volume(brim, d.hat_color, lx, 1.3))
            with within(p, crown):
                fill(p, box(-rx * 1.2, -ry * 0.66, rx * 2.4, ry * 0.16), ink("#5b4630", 0.5))
        elif d.hat == "nurse":
            cap = smooth(
                [
                    (-rx * 1.0, -ry * 0.66),
                    (-rx * 0.86, -ry * 1.24),
                    (rx * 0.72, -ry * 1.28),
                    (rx * 0.92, -ry * 0.70),
                    (0, -ry * 0.80),
                ]
            )
            fill(p, cap, volume(cap, "#f4f7f8", lx, 0.7))
        elif d.hat == "net":
            net = oval(-rx * 0.12, -ry * 0.42, rx * 1.24, ry * 0.92)
            net = without(net, oval(rx * 0.70, ry * 0.60, rx * 1.1, ry * 0.95))
            fill(p, net, volume(net, d.hat_color, lx, 0.8))
