"""What the tests of the screen are made of: walls, contests, and every page of them."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.contest.evaluation import Evaluation, evaluate
from kiosk.contest.model import Board, Rules, Season, Standing, Table, Task, Unit
from kiosk.intake.payload import Payload
from kiosk.intake.reading import Reading
from kiosk.intake.table import read_table
from kiosk.resources import ASSETS
from kiosk.rotation import Scene
from kiosk.screen.geometry import Geometry
from kiosk.screen.language import Language
from kiosk.screen.pages import Freshness, Page, Wall
from kiosk.screen.pages.common import Frame
from kiosk.screen.program import station
from kiosk.screen.typesetting import Block, Ruler

SIZES: Final = ((1280, 720), (1920, 1080), (3840, 2160), (1080, 1920), (2560, 1080))
LONGEST: Final = "宾县机关事务服务中心(县公共资源交易服务中心)"
TITLE: Final = (
    "全县城乡供水一体化及农村饮水安全巩固提升工程建设项目征地拆迁和施工许可手续办理"
    "并完成主体工程百分之六十以上投资"
)
SEASON: Final = Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
TODAY: Final = date(2027, 6, 15)
FRESH: Final = Freshness()
STALE: Final = Freshness(stale=True)
FIGURES: Final = (Scene.OVERVIEW, Scene.RED, Scene.BLACK, Scene.STANDINGS)
HAN: Final = "宾县机关事务服务中心公共资源交易数字政府营商环境发展和改革住房城乡建设农业农村水务"


def plain_ruler(text: str, size: float, bold: bool) -> float:
    """A typeface whose Chinese characters are square and whose others are half as wide."""
    halves = sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
    return halves * size / 2 * (1.02 if bold else 1.0)


def wall(
    size: tuple[int, int] = (1920, 1080),
    *,
    ruler: Ruler = plain_ruler,
    show_black: bool = True,
    title: str = "全县重点工作“擂台赛”",
    language: Language | None = None,
) -> Wall:
    return Wall(
        geometry=Geometry(*size),
        ruler=ruler,
        language=language or Language(),
        title=title,
        county="云山县",
        slogan=("比进度、比质量、比成绩", "赛干劲、赛作风、赛成效"),
        show_black=show_black,
    )


def name_of(number: int, length: int) -> str:
    """A unit's name of this many characters; no two numbers have the same."""
    mark = chr(0x4E00 + 97 * number)
    return (mark + HAN * 2)[:length]


def task(unit: str, lead: float = 0.0, **fields: object) -> Task:
    """A task that is this many percentage points ahead of its plan of one half."""
    known = {"title": f"{unit}的重点工作", "planned": 0.5, "actual": 0.5 + lead / 100}
    return Task(lead_units=(unit,), **(known | fields))  # type: ignore[arg-type]


def ahead(name: str, place: int = 0, **fields: object) -> Task:
    """A task that puts its unit on the red board, the higher the less its place."""
    return task(name, 15 - place / 4, quality=95, results=95, **fields)


def behind(name: str, place: int = 0, **fields: object) -> Task:
    """A task that puts its unit on the black board."""
    return task(name, -10 - place / 4, quality=80, results=80, **fields)


def contest(
    tasks: Sequence[Task] = (),
    *,
    units: Sequence[Unit] = (),
    today: date = TODAY,
    as_of: date | None = None,
    demo: bool = False,
    **rules: object,
) -> Evaluation:
    """The contest of these tasks, on these rules."""
    table = Table(tasks=tuple(tasks), units=tuple(units), demo=demo)
    return evaluate(
        table,
        SEASON,
        Rules(**rules),  # type: ignore[arg-type]
        as_of=as_of or min(today, SEASON.end),
        today=today,
    )


@cache
def demo_table() -> Table:
    """The table of the demonstration season."""
    payload = Payload((ASSETS / "demo" / "season.xlsx").read_bytes(), name="season.xlsx")
    table, _ = read_table(payload, Reading(season=SEASON, timezone=ZoneInfo("Asia/Shanghai")))
    return table


def demo_season(today: date = TODAY) -> Evaluation:
    """The demonstration season, on its as-of date or another."""
    return evaluate(demo_table(), SEASON, Rules(), as_of=min(today, SEASON.end), today=today)


def board(evaluation: Evaluation) -> Board:
    (one,) = evaluation.boards
    return one


def standing(evaluation: Evaluation, name: str) -> Standing:
    return next(one for one in evaluation.standings if one.subject == name)


def pages_of(
    evaluation: Evaluation,
    on: Wall,
    freshness: Freshness = FRESH,
    scenes: Sequence[Scene] = FIGURES,
) -> Iterator[tuple[Scene, Page]]:
    """Every page of these scenes, as the rotation gets them."""
    for scene in scenes:
        for page in station(scene, evaluation, freshness, on).pages:
            yield scene, page


def texts(value: object) -> Iterator[str]:
    """Every text of a page."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def blocks(value: object) -> Iterator[Block]:
    """Every text of a page that is set into lines."""
    if isinstance(value, Block):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from blocks(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from blocks(getattr(value, field.name))


def words(value: object) -> str:
    """All that a page says, its line breaks taken out."""
    return " ".join(texts(value)).replace("\n", "").replace("\N{NO-BREAK SPACE}", " ")


def plain(block: Block) -> str:
    """A text as it was before it was broken into lines, but for spaces."""
    return "".join(block.text.split())


def room_of(frame: Frame) -> float:
    return frame.content_bottom - frame.content_top
