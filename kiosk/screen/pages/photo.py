"""One work photo over the whole screen, with its caption."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.screen.geometry import ROW
from kiosk.screen.pages.common import GAP, Wall, joined
from kiosk.screen.typesetting import Block

_CAPTION_SHARE: Final = 0.8
"""Part of the width that a caption may take before it wraps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPage:
    """A picture of the image provider, and what stands on its scrim."""

    picture: str
    """URL of the decoded picture."""
    pan: bool
    """Whether it moves slowly; a photo on its own fill does not."""
    toward: int
    """Where the pan goes: a number from 0 to 3, one of the corners."""
    caption: Block
    byline: Block
    scrim: float
    """Height of the scrim in units; 0 without a caption."""
    demo_mark: str
    margin_x: float
    margin_y: float
    seconds: float
    """How long it stays, for the pace of the pan."""


def photo_page(
    wall: Wall,
    *,
    picture: str,
    pan: bool,
    seconds: float,
    toward: int = 0,
    text: str = "",
    unit: str = "",
    taken: date | None = None,
    demo: bool = False,
) -> PhotoPage:
    """A photo with what is known of it."""
    width = wall.geometry.content_width * _CAPTION_SHARE
    caption = wall.fit(text, width, (ROW,), bold=True)
    byline = wall.fit(joined((unit, wall.language.date(taken) if taken else ""), " · "), width)
    texts = caption.height + byline.height
    return PhotoPage(
        picture=picture,
        pan=pan,
        toward=toward,
        caption=caption,
        byline=byline,
        scrim=texts + wall.geometry.margin_y + 2 * GAP if texts else 0.0,
        demo_mark=wall.say("演示数据") if demo else "",
        margin_x=wall.geometry.margin_x,
        margin_y=wall.geometry.margin_y,
        seconds=seconds,
    )
