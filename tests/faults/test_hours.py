"""The display's hours end and begin: black with the panel off, and open again; nothing is wrong.

The hours are brought about by saving the configuration; the panel is a command's.
"""

import shlex
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from tests.faults.clerk import Clerk, clerks, differ
from tests.processes import TABLE, resting, wait_until

SHANGHAI = ZoneInfo("Asia/Shanghai")
BLACK = Image.new("RGB", (1920, 960))


@pytest.fixture
def clerk(tmp_path, make_workbook) -> Iterator[Clerk]:
    table = tmp_path / "progress.xlsx"
    table.write_bytes(make_workbook(TABLE))
    with clerks(tmp_path, table) as clerk:
        yield clerk


def hours(*, open_now: bool) -> str:
    """Hours of one half of the day: the half that it is now, or the other."""
    now = datetime.now(SHANGHAI)
    begin = now - timedelta(hours=6) if open_now else now + timedelta(hours=6)
    end = begin + timedelta(hours=12)
    return f"daily {begin:%H:%M}-{end:%H:%M}"


def test_outside_its_hours_the_wall_is_black_its_panel_off_and_nothing_is_wrong(
    clerk: Clerk, tmp_path: Path
):
    told = tmp_path / "panel"
    commands = {
        word: f"/bin/sh -c {shlex.quote(f'echo {word} >> {told}')}" for word in ("off", "on")
    }
    display = "show_black = true"
    panel = "".join(f"\npower_{word} = {toml(text)}" for word, text in commands.items())

    def save(*, open_now: bool) -> None:
        at = f"\nhours = {toml(hours(open_now=open_now))}"
        clerk.save(clerk.change(display, display + at + panel))

    before = clerk.wall()
    save(open_now=False)
    wait_until("a black wall", lambda: not differ(clerk.wall(), BLACK), 20)
    wait_until("the panel off", lambda: words(told) == ["off"], 20)
    assert "outside the display's hours: the wall is black until " in clerk.kiosk.log
    assert "panel switched off by the configuration's command" in clerk.kiosk.log
    resting(clerk.kiosk)
    drawn = clerk.kiosk.frames
    save(open_now=True)
    clerk.wait_for(before)
    wait_until("the panel on", lambda: words(told) == ["off", "on"], 20)
    assert clerk.kiosk.frames > drawn
    for level in ("WARNING", "ERROR"):
        assert level not in clerk.kiosk.log


def words(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split() if file.exists() else []


def toml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
