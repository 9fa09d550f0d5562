"""The kiosk put together: the words on its wall as a real source comes and goes."""

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.app import Kiosk
from kiosk.config import Config, load
from kiosk.memory import Memory, PlayLog
from kiosk.settings import KioskSettings, contest_settings, display_settings, photo_settings

SHANGHAI = ZoneInfo("Asia/Shanghai")
CONFIG = """
[contest]
start = 2027-05-01
end = 2027-09-30
[source]
url = "{url}"
every = "5s"
attempts = 1
date = 2027-06-15
[displays.wall]
rotation = ["standings"]
motion = false
"""


@pytest.fixture
def config(tmp_path, table_server) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG.format(url=table_server.url), encoding="utf-8")
    return load(path)


@pytest.fixture
def start(app, config, tmp_path) -> Iterator[Callable[[], Kiosk]]:
    """Starts the kiosk as it would start on this machine, over the same memory each time."""
    running: list[tuple[Kiosk, Memory, PlayLog]] = []

    def end() -> None:
        while running:
            kiosk, memory, played = running.pop()
            kiosk.stop()
            played.close()
            memory.close()

    def begin() -> Kiosk:
        end()
        state = tmp_path / "state"
        memory, played = Memory.open(state), PlayLog(state)
        settings = KioskSettings(
            contest=contest_settings(config, {}),
            display=display_settings(config, "wall"),
            photos=photo_settings(config),
            windowed=True,
        )
        running.append((Kiosk(app, settings, memory, played), memory, played))
        running[-1][0].start((640, 360))
        return running[-1][0]

    yield begin
    end()


def plain(text: str) -> str:
    """Without the spaces that keep a figure and its measure on one line."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def freshness(kiosk: Kiosk) -> str:
    return plain(kiosk._stage.freshness)


def clock() -> str:
    return f"{datetime.now(SHANGHAI):%H:%M}"


def test_the_foot_says_when_the_figures_came(start, qtbot, table_server, make_workbook):
    table_server.serve(make_workbook({"发改局": 0.4}))
    began = clock()
    kiosk = start()
    qtbot.waitUntil(lambda: freshness(kiosk) != "", timeout=10_000)
    assert freshness(kiosk) in {f"{began} 更新", f"{clock()} 更新"}


def test_after_a_restart_with_the_source_away_it_says_since_when(
    start, qtbot, table_server, make_workbook
):
    table_server.serve(make_workbook({"发改局": 0.4}))
    began = clock()
    first = start()
    qtbot.waitUntil(lambda: "更新" in freshness(first), timeout=10_000)
    heard = {began, clock()}
    table_server.stop()
    again = start()
    page = again._show._page
    assert plain(page.frame.as_of) == "数据截至 6 月 15 日", "the board is up before any poll"
    qtbot.waitUntil(lambda: "无应答" in freshness(again), timeout=10_000)
    assert freshness(again) in {f"{at} 起数据源无应答，所示为上次数据" for at in heard}
    assert again._show._page == page


def test_a_source_never_heard_leaves_the_wall_waiting_and_says_why(start, qtbot, table_server):
    table_server.stop()
    kiosk = start()
    qtbot.waitUntil(lambda: kiosk._figures.news.problem != "", timeout=10_000)
    assert table_server.url in kiosk._figures.news.problem
    assert type(kiosk._show._page).__name__ == "MessagePage"
