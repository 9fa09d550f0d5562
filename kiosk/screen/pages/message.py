"""A page of one sentence, for when there is nothing else to show."""

from dataclasses import dataclass
from typing import Final

from kiosk.screen.geometry import ROW
from kiosk.screen.pages.common import MESSAGE, Frame, Wall, frame, joined
from kiosk.screen.typesetting import Block

_SENTENCES: Final = (208, 160, *MESSAGE)
"""Sizes of a sentence that has the wall to itself."""
_EXPLANATION: Final = 0.45
"""Size of the line that explains it, as a part of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """A sentence, and a line that explains it."""

    frame: Frame
    message: Block
    explanation: Block


def message_page(wall: Wall, base: Frame, message: str, explanation: str) -> MessagePage:
    """The sentence as large as it can be in few lines."""
    width = wall.geometry.content_width
    sentence = wall.fit(message, width, _SENTENCES, bold=True)
    return MessagePage(
        frame=base,
        message=sentence,
        explanation=wall.fit(explanation, width, (max(_EXPLANATION * sentence.size, ROW), ROW)),
    )


def waiting_page(wall: Wall, *, reason: str = "") -> MessagePage:
    """No data yet: reading it for the first time, or why that fails."""
    return message_page(
        wall,
        frame(wall, title=wall.title, subtitle=wall.county, note=joined(wall.slogan, " · ")),
        wall.say("暂时读不到数据") if reason else wall.say("正在读取数据"),
        wall.say("恢复后自动显示") if reason else wall.say("请稍候"),
    )
