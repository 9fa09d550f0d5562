"""Two photos on one wall: which go together, and where each stands.

A portrait photo alone leaves more than half of a landscape wall to its blurred fill, and a
landscape photo as much of a portrait wall. Two of them share the wall instead (screens,
`photos`).
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kiosk.album.decode import CENTERED, Lean, Size, lay_out

_GAP_SHARE: Final = 1 / 135
"""What stands free between the two, of the box's short side: 8 pixels of 1080."""
_LEAST_SHARE: Final = (4, 5)
"""How large a photo must be drawn in its half at least, of how large it would be alone."""


class Place(NamedTuple):
    """Where a photo stands, in pixels from the top left corner of its box."""

    x: int
    y: int
    width: int
    height: int
    lean: Lean = CENTERED
    """Where in its place a photo stands that does not fill it."""

    @property
    def size(self) -> Size:
        """How large the place is."""
        return Size(self.width, self.height)


def places(count: int, box: Size) -> tuple[Place, ...]:
    """Returns the place of one photo, or of two: the equal halves of the box's longer side.

    Two photos side by side lean against each other. Of two that stand one above the other each
    has its fill below, where its caption comes.

    Raises:
        ValueError: Neither one nor two photos are to be placed.
    """
    if count not in (1, 2):
        raise ValueError(f"no wall has places for {count} photos")
    if count == 1:
        return (Place(0, 0, *box),)
    gap = max(round(min(box) * _GAP_SHARE), 1)
    if box.width > box.height:
        width = (box.width - gap) // 2
        return (
            Place(0, 0, width, box.height, Lean(x=1.0)),
            Place(box.width - width, 0, width, box.height, Lean(x=0.0)),
        )
    height = (box.height - gap) // 2
    return tuple(Place(0, y, box.width, height, Lean(y=0.0)) for y in (0, box.height - height))


def fits_half(photo: Size, box: Size) -> bool:
    """Tells whether a photo may share a box with another such photo.

    It does where it is a portrait and the box a landscape, or the other way round, and where
    half of the box shows it nearly as large as all of it would.
    """
    lies_across = (photo.width - photo.height) * (box.width - box.height) < 0
    half = places(2, box)[0].size
    if not lies_across or min(half) < 1:
        return False
    shared, alone = lay_out(photo, half).scaled, lay_out(photo, box).scaled
    return shared.width * _LEAST_SHARE[1] >= alone.width * _LEAST_SHARE[0]


def turns(photos: Sequence[Size], box: Size) -> list[range]:
    """Returns how photos in this order are shown: index ranges of one, or of two together."""
    shown = []
    start = 0
    while start < len(photos):
        pair = photos[start : start + 2]
        end = start + (2 if len(pair) > 1 and all(fits_half(one, box) for one in pair) else 1)
        shown.append(range(start, end))
        start = end
    return shown
