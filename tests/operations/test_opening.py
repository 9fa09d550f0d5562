"""The hours are kept by whatever clock there is, and however it is set."""

import logging
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.contest.working_days import WorkingDays
from kiosk.hours import ALWAYS, Hours, parse_hours
from kiosk.operations.opening import Doorkeeper, Opening

CHINA = ZoneInfo("Asia/Shanghai")


class Wall:
    """A doorkeeper, its clock, and what it told."""

    def __init__(self, hours: Hours, start: str, zone: ZoneInfo = CHINA) -> None:
        self.now = datetime.fromisoformat(start).replace(tzinfo=zone).astimezone(UTC)
        self.zone = zone
        self.told: list[Opening] = []
        self.keeper = Doorkeeper(
            hours,
            WorkingDays(),
            now=lambda: self.now.astimezone(zone),
            changed=self.told.append,
        )

    def set(self, to: str) -> float:
        self.now = datetime.fromisoformat(to).replace(tzinfo=self.zone).astimezone(UTC)
        return self.keeper.tick()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


OFFICE = parse_hours(["workdays 07:30-18:00"])


def test_nothing_is_told_before_the_first_tick() -> None:
    wall = Wall(OFFICE, "2027-06-14T12:00")
    assert wall.keeper.opening is None
    assert wall.told == []


def test_the_first_tick_tells_how_it_is() -> None:
    for moment, expected in (
        ("2027-06-14T12:00", Opening(open=True, until=at("2027-06-14T18:00"))),
        ("2027-06-14T21:00", Opening(open=False, until=at("2027-06-15T07:29"))),
    ):
        wall = Wall(OFFICE, moment)
        wall.keeper.tick()
        assert wall.told == [expected]
        assert wall.keeper.opening == expected


def test_a_display_without_hours_is_open_and_looks_at_the_clock_once_a_minute() -> None:
    wall = Wall(ALWAYS, "2027-06-14T03:00")
    assert wall.keeper.tick() == 60
    assert wall.told == [Opening(open=True, until=None)]


def test_it_opens_a_minute_before_the_hours_and_closes_with_them() -> None:
    wall = Wall(OFFICE, "2027-06-14T07:28:59")
    assert wall.keeper.tick() == pytest.approx(1)
    wall.set("2027-06-14T07:29")
    wall.set("2027-06-14T17:59:59")
    wall.set("2027-06-14T18:00")
    assert [(one.open, one.until) for one in wall.told] == [
        (False, at("2027-06-14T07:29")),
        (True, at("2027-06-14T18:00")),
        (False, at("2027-06-15T07:29")),
    ]


def test_a_season_of_ticks_changes_twice_a_working_day_and_never_late() -> None:
    wall = Wall(OFFICE, "2027-05-01T00:00")
    late = timedelta()
    while wall.now.astimezone(CHINA).date() < date(2027, 6, 1):
        before, told = wall.keeper.opening, len(wall.told)
        wait = wall.keeper.tick()
        assert 0 < wait <= 60
        if before and before.until and len(wall.told) > told:
            late = max(late, wall.now - before.until.astimezone(UTC))
        wall.now += timedelta(seconds=wait)
    days = sum((date(2027, 5, 1) + timedelta(days=day)).weekday() < 5 for day in range(31))
    assert [one.open for one in wall.told] == [False] + [True, False] * days
    assert late < timedelta(milliseconds=100)


@pytest.mark.parametrize(
    ("wrong", "right", "open_then"),
    [
        ("1970-01-01T00:00", "2027-06-14T12:00", True),
        ("2036-06-16T12:00", "2027-06-14T03:00", False),
        ("2027-06-14T12:00", "1970-01-01T23:00", False),
    ],
)
def test_a_clock_that_jumps_leaves_no_wall_dark(wrong: str, right: str, *, open_then: bool) -> None:
    wall = Wall(OFFICE, wrong)
    assert wall.keeper.tick() <= 60
    assert 0 < wall.set(right) <= 60
    assert wall.keeper.opening is not None
    assert wall.keeper.opening.open is open_then
    assert wall.keeper.opening.until is not None
    assert wall.keeper.opening.until > wall.now
    assert wall.told[-1].open is open_then


@pytest.mark.parametrize("day", ["2027-06-10", "2027-06-15"])
def test_a_clock_that_jumps_from_noon_to_noon_changes_only_until_when(day: str) -> None:
    wall = Wall(OFFICE, "2027-06-14T12:00")
    wall.keeper.tick()
    wall.set(f"{day}T12:00")
    assert wall.keeper.opening == Opening(open=True, until=at(f"{day}T18:00"))
    assert len(wall.told) == 1


def test_what_does_not_change_within_a_year_is_looked_for_again_each_day() -> None:
    closed = WorkingDays(
        days_off=frozenset(date(2027, 1, 1) + timedelta(days=day) for day in range(450))
    )
    now = at("2027-01-01T12:00")
    keeper = Doorkeeper(OFFICE, closed, now=lambda: now, changed=lambda _: None)
    keeper.tick()
    assert keeper.opening == Opening(open=False, until=None)
    now += timedelta(days=60)
    assert keeper.tick() == 60
    assert keeper.opening == Opening(open=False, until=at("2028-03-27T07:29"))


def test_it_waits_by_what_passes_not_by_what_clocks_show() -> None:
    # 02:00 is 03:00 in New York: what looks like an hour and a half is half an hour.
    new_york = ZoneInfo("America/New_York")
    wall = Wall(parse_hours(["daily 03:01-05:00"]), "2027-03-14T01:59:50", new_york)
    assert wall.keeper.tick() == pytest.approx(10)


def test_a_timer_that_is_a_moment_early_is_set_again_for_a_moment() -> None:
    wall = Wall(OFFICE, "2027-06-14T07:28:59.999999")
    assert wall.keeper.tick() == 0.05
    assert not wall.told[0].open


def test_the_log_has_a_line_for_a_change_and_tells_that_it_is_meant(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO):
        wall = Wall(OFFICE, "2027-06-14T12:00")
        wall.keeper.tick()
        wall.keeper.tick()
        wall.set("2027-06-18T18:00")
        wall.set("2027-06-18T18:01")
        wall.set("2027-06-21T07:29")
        Wall(OFFICE, "2027-06-19T12:00").keeper.tick()
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("INFO", "outside the display's hours: the wall is black until 2027-06-21 07:29"),
        ("INFO", "within the display's hours: the wall is open until 2027-06-21 18:00"),
        ("INFO", "outside the display's hours: the wall is black until 2027-06-21 07:29"),
    ]
