"""A running display keeps its hours: its wall and its panel, whatever becomes of the clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.contest.working_days import WorkingDays
from kiosk.hours import ALWAYS, Hours, parse_hours
from kiosk.operations.power import Panel, PanelState
from kiosk.running.door import Door

CHINA = ZoneInfo("Asia/Shanghai")
OFFICE = parse_hours(["workdays 07:30-18:00"])


@dataclass
class Switch:
    """Something that switches a panel."""

    name: str = "switch"
    repeats: bool = False
    told: list[bool] = field(default_factory=list)

    def switch(self, *, on: bool) -> None:
        self.told.append(on)


class Place:
    """A door, the switch of its panel, and what it said."""

    def __init__(self, hours: Hours, at: str) -> None:
        self.set(at)
        self.switch = Switch()
        self.turned: list[bool] = []
        self.panel = Panel([self.switch])
        self.door = Door(hours, WorkingDays(), self.panel, now=lambda: self.now)
        self.door.turned.connect(self.turned.append)

    def set(self, at: str) -> None:
        self.now = datetime.fromisoformat(at).replace(tzinfo=CHINA)

    def look_at(self, at: str) -> None:
        self.set(at)
        self.door.look()


Make = Callable[..., Place]


@pytest.fixture
def make(app: QGuiApplication) -> Iterator[Make]:
    places: list[Place] = []

    def place(hours: Hours = OFFICE, at: str = "2027-06-14T12:00") -> Place:
        places.append(Place(hours, at))
        return places[-1]

    yield place
    for one in places:
        one.door.close()
        one.panel.close()


def test_the_wall_and_its_panel_follow_the_hours(make: Make, qtbot: QtBot) -> None:
    place = make()
    place.door.look()
    qtbot.waitUntil(lambda: place.switch.told == [True])
    place.look_at("2027-06-14T17:59")
    assert place.turned == [True]
    place.look_at("2027-06-14T18:00")
    assert place.turned == [True, False]
    qtbot.waitUntil(lambda: place.door.panel.state is PanelState.OFF)
    place.look_at("2027-06-15T07:29")
    assert place.turned == [True, False, True]
    qtbot.waitUntil(lambda: place.switch.told == [True, False, True])


def test_it_looks_again_when_the_hours_change_and_each_minute_at_least(make: Make) -> None:
    place = make(at="2027-06-14T17:59:50")
    place.door.look()
    assert place.door._timer.isActive()
    assert place.door._timer.interval() == 10_000
    place.look_at("2027-06-14T12:00")
    assert place.door._timer.interval() == 60_000


def test_a_clock_that_is_set_right_opens_the_wall_at_the_next_look(make: Make) -> None:
    place = make(at="1970-01-01T03:00")
    place.door.look()
    assert place.turned == [False]
    place.look_at("2027-06-14T12:00")
    assert place.turned == [False, True]


def test_a_display_without_hours_has_its_panel_switched_on(make: Make, qtbot: QtBot) -> None:
    place = make(ALWAYS, "2027-06-14T03:00")
    place.door.look()
    assert place.turned == [True]
    qtbot.waitUntil(lambda: place.switch.told == [True])


def test_after_the_end_it_looks_no_more(make: Make) -> None:
    place = make()
    place.door.look()
    place.door.close()
    assert not place.door._timer.isActive()
