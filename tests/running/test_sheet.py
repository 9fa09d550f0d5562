"""What an operator reads on the wall: what is wrong first, then what he would ask."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from kiosk.running.sheet import sheet_facts
from kiosk.status.model import Configuration, Opening, Panel, Source, Status, Wall
from tests.screen.material import wall

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2027, 6, 15, 12, tzinfo=SHANGHAI)
HEALTHY = Status(
    now=NOON,
    started=NOON,
    uptime_s=60,
    version="1.2.3",
    display="canteen",
    host="mini-1",
    platform="wayland",
    renderer="software",
    opening=Opening(until=datetime(2027, 6, 15, 10, tzinfo=UTC)),
    source=Source(
        address="/srv/progress.xlsx",
        as_of=date(2027, 6, 10),
        changed=datetime(2027, 6, 11, 1, 30, tzinfo=UTC),
        checked=datetime(2027, 6, 15, 3, 59, tzinfo=UTC),
        tasks=214,
        units=24,
        warnings=2,
    ),
)


def facts(status: Status) -> list[tuple[str, str]]:
    """Without the spaces that keep a figure and its measure on one line."""
    return [
        (label, text.replace("\N{NO-BREAK SPACE}", " "))
        for label, text in sheet_facts(status, wall())
    ]


def test_it_names_the_program_the_source_and_the_three_times_by_the_places_clock():
    assert facts(HEALTHY) == [
        ("程序", "1.2.3 · canteen · mini-1 · wayland · software"),
        ("开放", "开着，至 2027-06-15 18:00"),
        ("来源地址", "/srv/progress.xlsx"),
        ("数据截至", "2027-06-10"),
        ("上次变化", "2027-06-11 09:30"),
        ("上次查看", "2027-06-15 11:59"),
        ("表格", "214 项重点工作、24 个单位 · 2 条提醒，见 kiosk check"),
    ]


def test_what_is_wrong_comes_first_and_is_all_there():
    wrong = replace(
        HEALTHY,
        wall=Wall(trouble="nothing is drawn"),
        opening=Opening(panel=Panel.FAILED, panel_problem="xset: no"),
        source=Source(problem="HTTP 500", held="lost half of its tasks"),
        configuration=Configuration(file="/etc/kiosk.toml", mistake="kiosk.toml:3: no"),
    )
    assert facts(wrong)[:5] == [
        ("画面故障", "nothing is drawn"),
        ("数据来源", "HTTP 500"),
        ("暂缓上屏", "lost half of its tasks"),
        ("配置有误", "kiosk.toml:3: no"),
        ("屏幕开关", "xset: no"),
    ]
    assert facts(wrong)[-1] == ("配置文件", "/etc/kiosk.toml")


def test_a_wall_that_is_closed_and_lit_says_so():
    closed = replace(HEALTHY, opening=Opening(open=False, panel=Panel.LIT))
    assert ("开放", "已到闭屏时间 · 没有能关屏幕的办法，只显示黑色") in facts(closed)
