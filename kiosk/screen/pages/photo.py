"""One work photo over the whole screen, or two that share it, with their captions."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.screen.geometry import FLOOR, ORBIT_Y, ROW
from kiosk.screen.pages.common import GAP, Wall, frame, joined
from kiosk.screen.pages.message import MessagePage, message_page
from kiosk.screen.typesetting import Block

_CAPTION_SHARE: Final = 0.8
"""Part of the width that the caption of a single photo may take before it wraps."""
_LARGE_LINES: Final = 3
"""Most lines of a caption in the size of rows; a longer one is set smaller."""
_INSET: Final = 2 * GAP
"""From a caption to an edge of its photo that is not the edge of the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A photo to be hung: its picture, what is known of it, and its place on the wall.

    The place is given in parts of the wall's width and height, from the top left corner.
    """

    picture: str
    """URL of the decoded picture."""
    text: str = ""
    unit: str = ""
    taken: date | None = None
    x: float = 0.0
    y: float = 0.0
    width: float = 1.0
    height: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A photo on the wall, and what stands on its scrim. Lengths are in units but for shares."""

    picture: str
    share_x: float
    share_y: float
    share_width: float
    share_height: float
    caption: Block
    byline: Block
    inset_x: float
    """From the left edge of the photo to its caption."""
    inset_y: float
    """From the caption to the lower edge of the photo."""
    scrim: float
    """Height of the part of the scrim that carries text; 0 without a caption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPage:
    """Photos of the image provider that hang at the same time."""

    panels: tuple[Panel, ...]
    pan: bool
    """Whether the photo moves slowly; one on its own fill does not, nor do two."""
    toward: int
    """Where the pan goes: a number from 0 to 3, one of the corners."""
    demo_mark: str
    margin_x: float
    margin_y: float
    seconds: float
    """How long it stays, for the pace of the pan."""


def photo_page(
    wall: Wall,
    *prints: Print,
    pan: bool,
    seconds: float,
    toward: int = 0,
    demo: bool = False,
) -> PhotoPage:
    """One photo, or two, with what is known of them."""
    return PhotoPage(
        panels=tuple(_panel(wall, one) for one in prints),
        pan=pan and len(prints) == 1,
        toward=toward,
        demo_mark=wall.say("演示数据") if demo else "",
        margin_x=wall.geometry.margin_x,
        margin_y=wall.geometry.margin_y,
        seconds=seconds,
    )


def empty_album_page(wall: Wall, *, unreadable: bool = False) -> MessagePage:
    """No photo to show: there is none, or the folder can't be read."""
    return message_page(
        wall,
        frame(wall, title=wall.title, subtitle=wall.county),
        wall.say("暂时读不到照片") if unreadable else wall.say("暂无照片"),
        wall.say("文件夹恢复后自动显示") if unreadable else wall.say("放入照片后自动显示"),
    )


def _panel(wall: Wall, one: Print) -> Panel:
    geometry = wall.geometry
    left = _INSET if one.x > 0 else geometry.margin_x
    right = _INSET if one.x + one.width < 1 else geometry.margin_x
    below = _INSET if one.y + one.height < 1 else geometry.margin_y + ORBIT_Y
    alone = one.width == 1 == one.height
    width = (geometry.width * one.width - left - right) * (_CAPTION_SHARE if alone else 1)
    caption = wall.fit(one.text, width, (ROW,), bold=True, whole=True)
    if caption.lines > _LARGE_LINES:
        caption = wall.fit(one.text, width, (FLOOR,), bold=True, whole=True)
    byline = _byline(wall, one, width)
    texts = caption.height + byline.height
    return Panel(
        picture=one.picture,
        share_x=one.x,
        share_y=one.y,
        share_width=one.width,
        share_height=one.height,
        caption=caption,
        byline=byline,
        inset_x=left,
        inset_y=below,
        scrim=texts + below + GAP if texts else 0.0,
    )


def _byline(wall: Wall, one: Print, width: float) -> Block:
    """Unit and day in a line, or the day in one of its own where both do not fit."""
    day = wall.language.date(one.taken) if one.taken else ""
    byline = wall.fit(joined((one.unit, day), " · "), width)
    if byline.lines > 1 and one.unit and day:
        unit = wall.fit(one.unit, width)
        return Block(f"{unit.text}\n{day}", unit.size, unit.lines + 1)
    return byline
