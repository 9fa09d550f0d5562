"""What is wrong with a kiosk, the worst first."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kiosk.status.model import Panel, Status
from kiosk.status.words import Words


class Weight(StrEnum):
    """How much a trouble weighs."""

    FAILURE = "failure"
    """The wall does not show what it should."""
    WARNING = "warning"
    """It does, and somebody should look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that is wrong."""

    weight: Weight
    title: str
    why: tuple[str, ...] = ()
    """What is known of it, and what happens meanwhile; a line each."""


def troubles(status: Status, words: Words) -> tuple[Trouble, ...]:
    """Everything that is wrong, in the page's words. A wall that is closed by its hours is not."""
    found = (*_of_the_wall(status, words), *_of_the_figures(status, words))
    return tuple(sorted(found, key=lambda trouble: trouble.weight is not Weight.FAILURE))


def _of_the_wall(status: Status, words: Words) -> Iterator[Trouble]:
    wall, opening = status.wall, status.opening
    if wall.trouble:
        yield Trouble(weight=Weight.FAILURE, title=words("画面停住了"), why=(wall.trouble,))
    if opening.panel is Panel.FAILED:
        yield Trouble(
            # A panel that stays dark is seen by nobody; one that stays lit is black.
            weight=Weight.FAILURE if opening.open else Weight.WARNING,
            title=words("面板没有按要求开关"),
            why=_lines(opening.panel_problem),
        )
    looked = [station for station in wall.rotation if station.pages is not None]
    if looked and len(looked) == len(wall.rotation) and not any(one.pages for one in looked):
        yield Trouble(weight=Weight.WARNING, title=words("没有画面可放"))
    if status.configuration.mistake:
        yield Trouble(
            weight=Weight.WARNING,
            title=words("配置文件有错"),
            why=(*_lines(status.configuration.mistake), words("仍按上一份正确的配置运行。")),
        )


def _of_the_figures(status: Status, words: Words) -> Iterator[Trouble]:
    source = status.source
    if source.changed is None:
        yield Trouble(
            weight=Weight.FAILURE, title=words("还没有任何数据"), why=_lines(source.problem)
        )
    elif source.away_since is not None:
        yield Trouble(
            weight=Weight.WARNING,
            title=words("{since} 起取不到数据", since=words.moment(source.away_since)),
            why=_lines(source.problem),
        )
    elif source.problem:
        yield Trouble(
            weight=Weight.WARNING, title=words("上一次取数失败"), why=_lines(source.problem)
        )
    if source.held:
        since = source.held_since
        yield Trouble(
            weight=Weight.WARNING,
            title=words("新表格暂不采用"),
            why=(
                *_lines(source.held),
                *((words("{since} 起", since=words.moment(since)),) if since else ()),
                words("第二次取到的也一样才采用，墙上仍是上一份。"),
            ),
        )
    if source.stale:
        day = source.as_of
        yield Trouble(
            weight=Weight.WARNING,
            title=words("数据过时"),
            why=(
                words("数据截至 {day}，黑榜停挂。", day=day.isoformat())
                if day
                else words("太久没有取到数据，黑榜停挂。"),
            ),
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())
