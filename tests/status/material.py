"""A kiosk on an ordinary morning, and one with everything wrong."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.status.model import (
    Configuration,
    Log,
    LogLine,
    Machine,
    Opening,
    Panel,
    Source,
    Station,
    Status,
    Wall,
)

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2027, 6, 15, 9, 30, 12, tzinfo=ZONE)
MB = 1024 * 1024
JPEG = b"\xff\xd8\xff\xe0 a picture"
PNG = b"\x89PNG\r\n\x1a\n a picture"

WELL = Status(
    now=NOW,
    started=NOW - timedelta(days=3, hours=2, minutes=7),
    uptime_s=3 * 86_400 + 2 * 3_600 + 7 * 60,
    version="0.1.0",
    display="lobby",
    host="hall-tv-1",
    platform="wayland",
    renderer="software",
    wall=Wall(
        scene="overview",
        page=1,
        pages=2,
        since=NOW - timedelta(seconds=7),
        next=NOW + timedelta(seconds=14),
        changes=12_431,
        station=1,
        rotation=(
            Station(scene="photos", pages=4),
            Station(scene="overview", pages=2),
            Station(scene="photos", pages=4),
            Station(scene="indicators", pages=1),
            Station(scene="areas", pages=3),
            Station(scene="project"),
            Station(scene="notice", pages=0, skipped="no notice hangs today"),
        ),
    ),
    opening=Opening(
        open=True,
        until=NOW.replace(hour=18, minute=0, second=0),
        panel=Panel.ON,
        panel_by="cec-ctl",
    ),
    source=Source(
        address="https://oa.example.gov.cn/progress.xlsx",
        as_of=date(2027, 6, 13),
        changed=NOW - timedelta(hours=17, minutes=3),
        checked=NOW - timedelta(minutes=2),
        tasks=214,
        units=38,
        warnings=14,
        first_warnings=(
            "任务!H17: «约八成» is no share; taken as not reported",
            "任务!J23: «9.3» may be meant as 9.30",
            "任务!C41: no lead unit; the row counts for no unit",
        ),
        polls=892,
        failures=3,
    ),
    configuration=Configuration(file="/etc/redblack-kiosk/config.toml"),
    machine=Machine(pss=131 * MB, rss=176 * MB, disk_free=11_300 * MB),
)

ILL = replace(
    WELL,
    wall=replace(
        WELL.wall,
        next=NOW - timedelta(seconds=95),
        since=NOW - timedelta(seconds=140),
        trouble="the wall stands still: no change for 140 s, and one is overdue for 95 s",
    ),
    opening=replace(
        WELL.opening,
        panel=Panel.FAILED,
        panel_problem="wlr-randr: is not installed (Debian package wlr-randr); cec-ctl: no device",
    ),
    source=replace(
        WELL.source,
        checked=NOW - timedelta(days=1, hours=4),
        away_since=NOW - timedelta(days=1, hours=4),
        problem="https://oa.example.gov.cn/progress.xlsx: answers 503 Service Unavailable",
        held="holds 12 tasks where the last had 214",
        held_since=NOW - timedelta(hours=5),
        stale=True,
    ),
    configuration=Configuration(
        file="/etc/redblack-kiosk/config.toml",
        mistake=(
            "/etc/redblack-kiosk/config.toml:12: board.red_cout: unknown key; did you mean"
            " «red_count»?\n"
            '/etc/redblack-kiosk/config.toml:31: source.every: "5" is not allowed'
        ),
    ),
    log=Log(
        lines=(
            LogLine(
                time=datetime(2027, 6, 14, 0, 12, tzinfo=UTC),
                level="WARNING",
                text="the source gives nothing usable: answers 503 Service Unavailable",
            ),
            LogLine(
                time=datetime(2027, 6, 15, 1, 28, tzinfo=UTC),
                level="ERROR",
                text="the wall stands still: no change for 140 s; a restart follows",
            ),
        ),
        warnings=7,
        errors=1,
    ),
)

CLOSED = replace(
    WELL,
    wall=replace(WELL.wall, scene="", station=None, since=None, next=None),
    opening=Opening(
        open=False,
        until=datetime(2027, 6, 16, 7, 29, tzinfo=ZONE),
        panel=Panel.OFF,
        panel_by="wlr-randr",
    ),
)
