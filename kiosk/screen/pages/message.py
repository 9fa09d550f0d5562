"""A page of one sentence, for when there is nothing else to show."""

from dataclasses import dataclass

from kiosk.screen.geometry import ROW
from kiosk.screen.pages.common import MESSAGE, Frame, Wall, frame, joined
from kiosk.screen.typesetting import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """A sentence, and a line that explains it."""

    frame: Frame
    message: Block
    explanation: Block


def waiting_page(wall: Wall, *, reason: str = "") -> MessagePage:
    """No data yet: reading it for the first time, or why that fails."""
    width = wall.geometry.content_width
    headline = wall.say("暂时读不到数据") if reason else wall.say("正在读取数据")
    explanation = wall.say("恢复后自动显示") if reason else wall.say("请稍候")
    return MessagePage(
        frame=frame(wall, title=wall.title, subtitle=wall.county, note=joined(wall.slogan, " · ")),
        message=wall.fit(headline, width, MESSAGE, bold=True),
        explanation=wall.fit(explanation, width, (ROW,)),
    )
