"""Sizes on the wall, from where the viewer stands.

One unit carries every length: at the default display (65 inches, seen from 5 m, 1080 lines)
it is one pixel, and it grows with the angle that a pixel has to fill. All layout is done in
units, so that 720p, 1080p, 4K, portrait and 21:9 differ only in how many units they hold.
"""

import math
from dataclasses import dataclass
from typing import Final

_MM_PER_INCH: Final = 25.4
_FLOOR_ARC_MINUTES: Final = 20.6
"""ISO 9241-3 asks 20 to 22; this makes the floor 40 px on the default display."""

SMALL: Final = 30
"""Clock, page mark, freshness: 15 arc minutes, in units."""
FLOOR: Final = 40
"""The least size of any other text: 20 arc minutes."""
ROW: Final = 58
"""Rows people look for: 30 arc minutes."""
HEADING: Final = 88
"""Headings: 45 arc minutes."""
LEADING: Final = 1.25
"""Line pitch over text size, for lines of Chinese."""

ORBIT_X: Final = 8
"""Units to either side by which all that stands fixed wanders."""
ORBIT_Y: Final = 4
"""Likewise up and down: no more than the room that every line has above and below its ink."""

_TITLE_SAFE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Geometry:
    """A display's size in pixels and in units.

    Raises:
        ValueError: a length is not positive.
    """

    width_px: int
    height_px: int
    diagonal_in: float = 65.0
    viewing_m: float = 5.0

    def __post_init__(self) -> None:
        if min(self.width_px, self.height_px, self.diagonal_in, self.viewing_m) <= 0:
            raise ValueError(f"no display has such a geometry: {self}")

    @property
    def unit_px(self) -> float:
        """Pixels a unit."""
        pitch_mm = self.diagonal_in * _MM_PER_INCH / math.hypot(self.width_px, self.height_px)
        angle = math.radians(_FLOOR_ARC_MINUTES / 60)
        floor_px = 2 * self.viewing_m * 1000 * math.tan(angle / 2) / pitch_mm
        return floor_px / FLOOR

    @property
    def width(self) -> float:
        """Width in units."""
        return self.width_px / self.unit_px

    @property
    def height(self) -> float:
        """Height in units."""
        return self.height_px / self.unit_px

    @property
    def margin_x(self) -> float:
        """Margin at the left and at the right, in units: title-safe wherever the orbit leads.

        It leads to whole pixels, half a one farther at most.
        """
        return self.width * _TITLE_SAFE + ORBIT_X + 0.5 / self.unit_px

    @property
    def margin_y(self) -> float:
        """Title-safe margin at the top and at the bottom, in units."""
        return self.height * _TITLE_SAFE

    @property
    def content_width(self) -> float:
        """Width between the margins, in units."""
        return self.width - 2 * self.margin_x

    @property
    def wide(self) -> bool:
        """Whether two columns fit side by side with their texts at full size."""
        return self.content_width >= 1400  # noqa: PLR2004 - eight characters, a score and a bar
