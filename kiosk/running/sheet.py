"""What an operator reads on the wall itself: a status in a few facts."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from kiosk.screen.overlay import Fact
from kiosk.screen.pages import Wall
from kiosk.status.model import Opening, Panel, Source, Status


def sheet_facts(status: Status, wall: Wall) -> tuple[Fact, ...]:
    """The facts of a status, in the display's language; what is wrong comes first."""
    return (*_wrong(status, wall), *_usual(status, wall))


def _wrong(status: Status, wall: Wall) -> Iterator[Fact]:
    source, opening = status.source, status.opening
    wrong = (
        (wall.say("画面故障"), status.wall.trouble),
        (wall.say("数据来源"), source.problem),
        (wall.say("暂缓上屏"), source.held),
        (wall.say("配置有误"), status.configuration.mistake),
        (wall.say("屏幕开关"), opening.panel_problem),
    )
    yield from ((label, text) for label, text in wrong if text)


def _usual(status: Status, wall: Wall) -> Iterator[Fact]:
    names = (status.version, status.display, status.host, status.platform, status.renderer)
    yield wall.say("程序"), " · ".join(names)
    zone = status.now.tzinfo
    yield wall.say("开放"), _hours(status.opening, wall, zone)
    yield from _figures(status.source, wall, zone)
    if status.configuration.file:
        yield wall.say("配置文件"), status.configuration.file


def _figures(source: Source, wall: Wall, zone: tzinfo | None) -> Iterator[Fact]:
    yield wall.say("来源地址"), source.address
    if source.as_of is not None:
        yield wall.say("数据截至"), source.as_of.isoformat()
    yield wall.say("上次变化"), _moment(source.changed, zone)
    yield wall.say("上次查看"), _moment(source.checked, zone)
    counts = wall.say("{tasks} 项重点工作、{units} 个单位", tasks=source.tasks, units=source.units)
    if source.warnings:
        counts += " · " + wall.say("{count} 条提醒，见 kiosk check", count=source.warnings)
    yield wall.say("表格"), counts


def _hours(opening: Opening, wall: Wall, zone: tzinfo | None) -> str:
    words = wall.say("开着") if opening.open else wall.say("已到闭屏时间")
    if opening.until is not None:
        words = wall.say("{state}，至 {until}", state=words, until=_moment(opening.until, zone))
    if opening.panel is Panel.LIT:
        words += " · " + wall.say("没有能关屏幕的办法，只显示黑色")
    return words


def _moment(at: datetime | None, zone: tzinfo | None) -> str:
    return "–" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
