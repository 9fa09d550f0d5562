"""What is wrong: each thing for itself, the worst first, and nothing that is intended."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.status.model import Configuration, Opening, Panel, Source, Station, Status, Wall
from kiosk.status.troubles import Trouble, Weight, troubles
from kiosk.status.words import Words
from tests.status.material import CLOSED, ILL, NOW, WELL

FAILURE, WARNING = Weight.FAILURE, Weight.WARNING
HOUR_AGO = NOW - timedelta(hours=1)


def found(status: Status) -> list[tuple[Weight, str]]:
    return [(one.weight, one.title) for one in wrong(status)]


def wrong(status: Status) -> tuple[Trouble, ...]:
    return troubles(status, Words("zh_CN", NOW))


def source(**changed: object) -> Status:
    return replace(WELL, source=replace(WELL.source, **changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "status",
    [
        WELL,
        CLOSED,
        replace(WELL, wall=replace(WELL.wall, paused=True)),
        replace(WELL, opening=Opening(open=False, panel=Panel.LIT)),
        replace(WELL, wall=Wall()),
        replace(WELL, wall=Wall(rotation=(Station(scene="photos"), Station(scene="red", pages=0)))),
        source(as_of=None),
    ],
)
def test_what_is_intended_or_not_yet_known_is_no_trouble(status: Status) -> None:
    assert found(status) == []


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (replace(WELL, wall=replace(WELL.wall, trouble="stands")), (FAILURE, "画面停住了")),
        (replace(WELL, opening=Opening(panel=Panel.FAILED)), (FAILURE, "面板没有按要求开关")),
        (
            replace(WELL, opening=Opening(open=False, panel=Panel.FAILED)),
            (WARNING, "面板没有按要求开关"),
        ),
        (
            replace(WELL, wall=Wall(rotation=(Station(scene="red", pages=0, skipped="no"),))),
            (WARNING, "没有画面可放"),
        ),
        (replace(WELL, configuration=Configuration(mistake="x")), (WARNING, "配置文件有错")),
        (replace(WELL, source=Source()), (FAILURE, "还没有任何数据")),
        (source(away_since=HOUR_AGO, problem="x"), (WARNING, "2027-06-15 08:30 起取不到数据")),
        (source(problem="x"), (WARNING, "上一次取数失败")),
        (source(held="x"), (WARNING, "新表格暂不采用")),
        (source(stale=True), (WARNING, "数据过时")),
    ],
)
def test_each_trouble_is_told(status: Status, trouble: tuple[Weight, str]) -> None:
    assert found(status) == [trouble]


def test_the_worst_stands_first() -> None:
    weights = [weight for weight, _ in found(ILL)]
    assert weights == [FAILURE] * 2 + [WARNING] * 4
    late = replace(source(held="x"), source=Source(held="x"))
    assert [weight for weight, _ in found(late)] == [FAILURE, WARNING]


def test_why_is_told_line_by_line_with_what_happens_meanwhile() -> None:
    by_title = {one.title: one.why for one in wrong(ILL)}
    assert by_title["配置文件有错"] == (
        *ILL.configuration.mistake.splitlines(),
        "仍按上一份正确的配置运行。",
    )
    assert by_title["新表格暂不采用"] == (
        "holds 12 tasks where the last had 214",
        "2027-06-15 04:30 起",
        "第二次取到的也一样才采用，墙上仍是上一份。",
    )
    assert by_title["数据过时"] == ("数据截至 2027-06-13，黑榜停挂。",)
    (stale,) = wrong(source(stale=True, as_of=None))
    assert stale.why == ("太久没有取到数据，黑榜停挂。",)
    (held,) = wrong(source(held="x", held_since=None))
    assert len(held.why) == 2
