"""Hours and a panel that are changed while the wall hangs: as configured now, never left dark."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.config import load
from kiosk.running.entrance import Entrance
from kiosk.settings import contest_settings, display_settings
from kiosk.status.model import Opening

CONFIG = """
[contest]
start = 2027-05-01
end = 2027-09-30
[source]
url = "table.xlsx"
[displays.wall]
rotation = ["standings"]
hours = "{hours}"
power_off = "sh -c 'echo {panel} off >> {told}'"
power_on = "sh -c 'echo {panel} on >> {told}'"
"""
EVENING = datetime(2027, 6, 15, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


class Place:
    """An entrance, what its panel was told, and what it told itself."""

    def __init__(self, folder: Path) -> None:
        self._config = folder / "config.toml"
        self._told = folder / "told"
        self.turned: list[bool] = []
        self.entrance = Entrance("offscreen", lambda: "", now=lambda: EVENING)
        self.entrance.turned.connect(self.turned.append)

    def keep(self, hours: str, panel: str = "own") -> None:
        text = CONFIG.format(hours=hours, panel=panel, told=self._told)
        self._config.write_text(text, encoding="utf-8")
        config = load(self._config)
        self.entrance.keep(display_settings(config, "wall"), contest_settings(config, {}))

    def told(self) -> list[str]:
        return self._told.read_text("utf-8").splitlines() if self._told.exists() else []


@pytest.fixture
def make(app: QGuiApplication, tmp_path: Path) -> Iterator[Callable[[], Place]]:
    places: list[Place] = []

    def place() -> Place:
        places.append(Place(tmp_path))
        return places[-1]

    yield place
    for one in places:
        one.entrance.close()


OPEN, CLOSED = "daily 07:30-22:00", "daily 07:30-18:00"


def test_a_wall_that_never_had_hours_is_open_and_its_panel_left_alone(
    make: Callable[[], Place],
) -> None:
    place = make()
    place.keep("")
    place.entrance.look()
    assert place.entrance.is_open
    assert place.entrance.until is None
    assert place.entrance.told() == Opening()
    assert (place.turned, place.told()) == ([], [])


def test_other_hours_hold_at_once_and_over_the_same_panel(
    make: Callable[[], Place], qtbot: QtBot
) -> None:
    place = make()
    place.keep(OPEN)
    assert place.turned == [True]
    assert place.entrance.until == datetime(2027, 6, 15, 14, tzinfo=UTC)
    qtbot.waitUntil(lambda: place.told() == ["own on"])
    place.keep(CLOSED)
    assert place.turned == [True, False]
    assert not place.entrance.is_open
    qtbot.waitUntil(lambda: place.told() == ["own on", "own off"])
    place.keep("")
    assert place.turned == [True, False, True]
    assert place.entrance.until is None
    qtbot.waitUntil(lambda: place.told() == ["own on", "own off", "own on"])


def test_what_is_saved_without_other_hours_changes_nothing(
    make: Callable[[], Place], qtbot: QtBot
) -> None:
    place = make()
    place.keep(OPEN)
    door = place.entrance._door
    place.keep(OPEN)
    assert place.entrance._door is door
    assert place.turned == [True]


def test_a_panel_is_lit_again_by_what_put_it_out_before_another_means_has_it(
    make: Callable[[], Place], qtbot: QtBot
) -> None:
    place = make()
    place.keep(CLOSED)
    qtbot.waitUntil(lambda: place.told() == ["own off"])
    place.keep(CLOSED, panel="other")
    qtbot.waitUntil(lambda: "other off" in place.told())
    assert place.told() == ["own off", "own on", "other off"]
