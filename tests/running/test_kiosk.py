"""The kiosk put together: the words on its wall as a real source comes and goes."""

import io
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from kiosk.config import Config, load
from kiosk.contest.model import SubjectKind
from kiosk.memory import Memory, PlayLog
from kiosk.running.kiosk import Kiosk
from kiosk.settings import (
    KioskSettings,
    Mistake,
    contest_settings,
    display_settings,
    photo_settings,
)

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
stale_after = "20d"
[board]
red_count = 5
progress_cap = 120
[displays.wall]
rotation = ["standings"]
language = "zh_CN"
theme = "standard"
hours = ""
motion = false
show_config_errors = true
[photos]
from = "photos"
seconds = 9
"""


@dataclass
class Running:
    """A kiosk over a memory, on a clock that is set by hand."""

    kiosk: Kiosk
    memory: Memory
    played: PlayLog
    folder: Path
    now: datetime

    def shown(self) -> str:
        """The scene that hangs."""
        return type(self.kiosk._show._page).__name__.removesuffix("Page").lower()

    def log(self) -> list[str]:
        """The scenes that the play log has by now."""
        return [played.scene for played in self.played.between()]


@pytest.fixture
def config(tmp_path, table_server) -> Callable[..., Config]:
    """Reads the configuration with some of its words replaced."""

    def read(**words: str | None) -> Config:
        path = tmp_path / "config.toml"
        text = CONFIG.format(url=table_server.url)
        for before, after in words.items():
            assert f"{before} = " in text
            line = "" if after is None else f"{before} = {after}"
            text = re.sub(f"(?m)^{before} = .*$", line, text)
        path.write_text(text, encoding="utf-8")
        return load(path)

    return read


def settings_of(config: Config) -> KioskSettings:
    return KioskSettings(
        contest=contest_settings(config, {}),
        display=display_settings(config, "wall"),
        photos=photo_settings(config),
    )


@pytest.fixture
def begin(app, config, tmp_path) -> Iterator[Callable[..., Running]]:
    """Starts the kiosk as it would start on this machine, over the same memory each time."""
    running: list[Running] = []

    def end() -> None:
        while running:
            one = running.pop()
            one.kiosk.stop()
            one.played.close()
            one.memory.close()

    def start(
        size: tuple[int, int] | None = (640, 360), now: datetime | None = None, **words: str
    ) -> Running:
        end()
        state = tmp_path / "state"
        memory, played = Memory.open(state), PlayLog(state)
        one = Running(None, memory, played, tmp_path, now or datetime.now(UTC))
        settings = settings_of(config(**words))
        one.kiosk = Kiosk(app, settings, memory, played, now=lambda: one.now)
        running.append(one)
        one.kiosk.start(size)
        return one

    yield start
    end()


@pytest.fixture
def start(begin) -> Callable[[], Kiosk]:
    return lambda: begin().kiosk


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


# The configuration is live


def words(kiosk: Kiosk) -> str:
    """All that the page on the wall says."""
    return plain(repr(kiosk._show._page))


def up(begin, qtbot, table_server, make_workbook, **changed: object) -> Running:
    """A kiosk with the office's table on its wall."""
    table_server.serve(make_workbook({"发改局": 0.9, "住建局": 0.1}))
    running = begin(**changed)
    qtbot.waitUntil(lambda: "发改局" in words(running.kiosk), timeout=10_000)
    return running


def test_another_rotation_is_on_the_wall_at_once(begin, config, qtbot, table_server, make_workbook):
    running = up(begin, qtbot, table_server, make_workbook)
    running.kiosk.apply(settings_of(config(rotation='["overview", "red"]')))
    assert running.shown() == "overview"


def test_another_language_is_on_the_wall_at_once(begin, config, qtbot, table_server, make_workbook):
    running = up(begin, qtbot, table_server, make_workbook)
    running.kiosk.apply(settings_of(config(language='"en"')))
    assert "Data as of" in words(running.kiosk) or "As of" in words(running.kiosk)
    assert "数据截至" not in words(running.kiosk)


def test_other_rules_are_on_the_wall_at_once_without_asking_the_source(
    begin, config, qtbot, table_server, make_workbook
):
    running = up(begin, qtbot, table_server, make_workbook, rotation='["red"]')
    assert "发改局" in words(running.kiosk)
    table_server.stop()
    running.kiosk.apply(settings_of(config(rotation='["red"]', red_count="0")))
    assert "发改局" not in words(running.kiosk)


def test_what_does_not_change_the_wall_leaves_it_alone(
    begin, config, qtbot, table_server, make_workbook
):
    running = up(begin, qtbot, table_server, make_workbook)
    page, figures = running.kiosk._show._page, running.kiosk._figures
    running.kiosk.apply(settings_of(config(stale_after='"20d"')))
    assert running.kiosk._show._page is page
    assert running.kiosk._figures is figures


def test_another_source_is_asked_at_once(begin, config, qtbot, table_server, make_workbook):
    running = up(begin, qtbot, table_server, make_workbook)
    other = running.folder / "other.xlsx"
    other.write_bytes(make_workbook({"教育局": 0.5}))
    running.kiosk.apply(settings_of(config(url=f'"{other}"')))
    qtbot.waitUntil(lambda: "教育局" in words(running.kiosk), timeout=10_000)
    assert "发改局" not in words(running.kiosk)


def test_photos_come_and_go_with_the_rotation(begin, config, qtbot, table_server, make_workbook):
    running = up(begin, qtbot, table_server, make_workbook)
    photos = running.folder / "photos"
    photos.mkdir()
    Image.new("RGB", (320, 180), "#336699").save(photos / "one.png")
    assert running.kiosk._shelf.album is None
    running.kiosk.apply(settings_of(config(rotation='["photos"]')))
    qtbot.waitUntil(lambda: running.shown() == "photo", timeout=10_000)
    running.kiosk.apply(settings_of(config()))
    assert running.shown() == "standings"
    assert running.kiosk._shelf.album is None


def test_another_album_takes_the_place_of_the_one_before(
    begin, config, qtbot, table_server, make_workbook
):
    running = up(begin, qtbot, table_server, make_workbook, rotation='["photos", "standings"]')
    before = running.kiosk._shelf.album
    running.kiosk.apply(
        settings_of(config(rotation='["photos", "standings"]', **{"from": '"others"'}))
    )
    assert running.kiosk._shelf.album is not before
    assert before._closed


def test_photos_that_stay_longer_are_those_of_the_same_album(
    begin, config, qtbot, table_server, make_workbook
):
    rotation = '["photos", "standings"]'
    running = up(begin, qtbot, table_server, make_workbook, rotation=rotation)
    before = running.kiosk._shelf.album
    running.kiosk.apply(settings_of(config(rotation=rotation, seconds="30")))
    assert running.kiosk._show._programme.photo_s == 30
    assert running.kiosk._shelf.album is before
    assert not before._closed


def test_a_mistake_leaves_the_wall_as_it_is(begin, qtbot, table_server, make_workbook):
    running = up(begin, qtbot, table_server, make_workbook)
    page = running.kiosk._show._page
    running.kiosk._relay.configuration.emit(Mistake(("config.toml:3: nonsense",)))
    qtbot.waitUntil(lambda: running.kiosk._facts.mistake != "")
    assert running.kiosk._show._page is page


def test_standings_by_other_rules_are_kept_in_place_of_those_by_the_old_ones(
    begin, config, qtbot, table_server, make_workbook
):
    season = date(2027, 5, 1)

    def kept(running: Running) -> dict[str, float]:
        found = running.memory.standings_before(season, SubjectKind.UNIT, 4)
        return {} if found is None else {row.subject: row.score for row in found.rows}

    noon = datetime(2027, 6, 15, 12, tzinfo=SHANGHAI)
    running = up(begin, qtbot, table_server, make_workbook, now=noon, date=None)
    qtbot.waitUntil(lambda: "发改局" in kept(running), timeout=10_000)
    before = kept(running)
    settings = settings_of(config(date=None, progress_cap="101"))
    running.kiosk.apply(settings)
    qtbot.waitUntil(lambda: kept(running) != before, timeout=10_000)


# Hours, clock and play log


def test_outside_its_hours_the_wall_is_black_and_the_play_log_keeps_nothing(
    begin, qtbot, table_server, make_workbook
):
    table_server.serve(make_workbook({"发改局": 0.4}))
    noon = datetime(2027, 6, 15, 12, tzinfo=SHANGHAI)
    running = begin(size=None, now=noon, hours='"daily 07:30-18:00"')
    qtbot.waitUntil(lambda: running.shown() == "standings", timeout=10_000)
    running.now = datetime(2027, 6, 15, 18, 1, tzinfo=SHANGHAI)
    running.kiosk._entrance.look()
    qtbot.waitUntil(lambda: running.shown() == "dark")
    assert running.kiosk._health.resting
    running.now = datetime(2027, 6, 16, 7, 29, tzinfo=SHANGHAI)
    running.kiosk._entrance.look()
    assert running.shown() == "standings", "open before the first visitor"
    assert not running.kiosk._health.resting
    assert "dark" not in running.log()
    assert running.log().count("standings") >= 2


def test_a_clock_that_is_set_is_followed_at_once(begin, qtbot, table_server, make_workbook):
    table_server.serve(make_workbook({"发改局": 0.4}))
    night = datetime(1970, 1, 1, 3, tzinfo=SHANGHAI)
    running = begin(size=None, now=night, hours='"daily 07:30-18:00"')
    qtbot.waitUntil(lambda: running.shown() == "dark", timeout=10_000)
    running.now = datetime(2027, 6, 15, 12, tzinfo=SHANGHAI)
    running.kiosk._looks.timeout.emit()
    qtbot.waitUntil(lambda: running.shown() == "standings", timeout=10_000)
    assert running.kiosk._stage.clock == "12:00"


def test_what_hangs_is_in_the_play_log_with_the_day_of_its_figures(
    begin, qtbot, table_server, make_workbook
):
    running = up(begin, qtbot, table_server, make_workbook)
    qtbot.waitUntil(lambda: "standings" in running.log(), timeout=10_000)
    (played,) = [one for one in running.played.between() if one.scene == "standings"]
    assert played.display == "wall"
    assert (played.page, played.pages) == (1, 1)
    assert str(played.as_of) == "2027-06-15"


# What is known of it from afar


def test_its_status_says_what_hangs_and_where_the_figures_come_from(
    begin, qtbot, table_server, make_workbook
):
    running = up(begin, qtbot, table_server, make_workbook, rotation='["red", "notice"]')
    status = running.kiosk._facts.status()
    assert (status.display, status.wall.scene) == ("wall", "red")
    assert (status.wall.page, status.wall.pages, status.wall.station) == (1, 1, 0)
    assert status.wall.next > status.wall.since
    assert [(one.scene, one.skipped) for one in status.wall.rotation] == [
        ("red", ""),
        ("notice", ""),
    ]
    assert status.wall.trouble == ""
    source = status.source
    assert (source.address, source.tasks, source.units) == (table_server.url, 2, 2)
    assert (source.polls, source.failures, source.problem) == (1, 0, "")
    assert str(source.as_of) == "2027-06-15"
    assert source.checked is not None
    assert status.opening.open
    running.kiosk._show.advance()
    assert running.kiosk._facts.status().wall.rotation[1].skipped == "no notice hangs today"


def test_its_status_tells_polls_that_fail_and_a_mistake(begin, qtbot, table_server, make_workbook):
    table_server.stop()
    running = begin()
    qtbot.waitUntil(lambda: running.kiosk._facts.failures > 0, timeout=10_000)
    running.kiosk._relay.configuration.emit(Mistake(("config.toml:3: nonsense",)))
    qtbot.waitUntil(lambda: running.kiosk._facts.mistake != "")
    status = running.kiosk._facts.status()
    assert table_server.url in status.source.problem
    assert status.source.tasks == 0
    assert status.configuration.mistake == "config.toml:3: nonsense"
    assert status.wall.scene == "message"


def test_a_status_can_be_had_and_a_picture_not_while_the_wall_hangs(
    begin, qtbot, table_server, make_workbook
):
    running = up(begin, qtbot, table_server, make_workbook)
    with ThreadPoolExecutor(2) as others:
        # This thread draws nothing until they have answered.
        picture = others.submit(running.kiosk._picture.jpeg)
        status = others.submit(running.kiosk._facts.status)
        assert status.result(5).wall.scene == "standings"
        assert picture.result(5) is None


def test_a_picture_of_the_wall_is_drawn_for_whoever_asks(begin, qtbot, table_server, make_workbook):
    running = up(begin, qtbot, table_server, make_workbook)
    with ThreadPoolExecutor(2) as others:
        picture = others.submit(running.kiosk._picture.jpeg)
        qtbot.waitUntil(picture.done, timeout=5_000)
        with Image.open(io.BytesIO(picture.result())) as image:
            assert image.format == "JPEG"
            assert image.size == (640, 360)
            assert len(image.getcolors(640 * 360)) > 100, "there is something on it"


def test_a_wall_with_no_screen_serves_its_status_page_on_loopback(
    begin, config, qtbot, table_server, make_workbook
):
    running = up(begin, qtbot, table_server, make_workbook, size=None)
    qtbot.waitUntil(lambda: running.kiosk._status is not None, timeout=5_000)
    assert running.kiosk._status._settings.address.loopback
