"""A configuration in the rooms' own terms."""

import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from kiosk.config import Config, load
from kiosk.contest.model import Meeting, MeetingKind, Project
from kiosk.hours import ALWAYS, parse_hours
from kiosk.notices import Notice
from kiosk.settings import (
    ContestSettings,
    contest_settings,
    display_settings,
    holidays_words,
    unannounced_years,
)
from kiosk.theme import CALM, STANDARD

Read = Callable[[str], Config]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_text(text: str) -> Config:
        path = tmp_path / "kiosk.toml"
        path.write_text(text, encoding="utf-8")
        return load(path)

    return read_text


def contest(config: Config) -> ContestSettings:
    return contest_settings(config, {})


def test_holidays_and_make_up_days_are_china_s(read: Read):
    working = contest(read("[contest]\nstart = 2026-05-01\nend = 2026-10-31\n")).working
    assert not working.is_working(date(2026, 5, 1))
    assert working.is_working(date(2026, 5, 9))
    assert not working.is_working(date(2026, 10, 7))
    assert not working.is_working(date(2026, 6, 7))


def test_days_off_and_working_days_of_the_county_count_besides(read: Read):
    text = "[contest]\nstart = 2026-05-01\nend = 2026-10-31\n"
    working = contest(read(f"{text}days_off = [2026-06-08]\nwork_days = [2026-06-07]\n")).working
    assert not working.is_working(date(2026, 6, 8))
    assert working.is_working(date(2026, 6, 7))


def test_working_days_are_known_from_a_year_before_the_season_to_two_after(read: Read):
    for start, end in (("2025-05-01", "2025-09-30"), ("2022-12-31", "2023-12-31")):
        working = contest(read(f"[contest]\nstart = {start}\nend = {end}\n")).working
        years = {day.year for day in working.days_off}
        first, last = int(start[:4]) - 1, int(end[:4]) + 2
        assert years == set(range(first, min(last, 2026) + 1))


@pytest.mark.parametrize(
    ("start", "end"), [("0001-01-01", "0001-01-02"), ("9999-01-01", "9999-12-31")]
)
def test_a_season_at_the_end_of_all_years_is_no_error(read: Read, start: str, end: str):
    assert contest(read(f"[contest]\nstart = {start}\nend = {end}\n")).working


def test_meetings_are_the_file_s(read: Read):
    text = '[[meetings]]\nkind = "dispatch"\ndate = 2027-06-11\ntopic = "征地拆迁"\n'
    assert contest(read(text)).meetings == (
        Meeting(kind=MeetingKind.DISPATCH, day=date(2027, 6, 11), topic="征地拆迁"),
    )
    assert contest(Config()).meetings == ()


def test_settings_reach_the_running_kiosk_as_they_are(read: Read):
    text = "[contest]\nstart = 2026-05-01\nend = 2026-10-31\ndays_off = [2026-06-08]\n"
    config = read(text)
    for value in (contest(config), display_settings(config, "lobby")):
        assert pickle.loads(pickle.dumps(value)) == value


def test_the_running_kiosk_needs_none_of_the_libraries_that_make_its_settings():
    loaded = (
        "import sys, kiosk.app;"
        "told = {'chinese_calendar', 'pydantic', 'kiosk.config', 'kiosk.settings'};"
        "print(*told & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["kiosk.settings"]


def test_years_without_known_holidays_are_those_that_the_contest_reaches(read: Read):
    settings = contest(read("[contest]\nstart = 2026-05-01\nend = 2027-03-31\n"))
    assert settings.unknown_years == (2027, 2028, 2029)
    assert unannounced_years(settings) == (2027,)
    later = Project(name="厂房", target=date(2028, 6, 30), steps=())
    sooner = Project(name="大棚", target=date(2026, 6, 30), steps=())
    assert unannounced_years(settings, [sooner]) == (2027,)
    assert unannounced_years(settings, [sooner, later]) == (2027, 2028)
    long_past = contest(read("[contest]\nstart = 2004-05-01\nend = 2004-09-30\n"))
    assert long_past.unknown_years == (2003,)
    assert unannounced_years(long_past) == ()


def test_years_without_known_holidays_are_one_line():
    assert holidays_words((2027, 2028)) == (
        "no public holiday of 2027, 2028 is known: weekends are off, and the days that"
        " [contest] days_off lists"
    )


def test_each_display_has_its_theme_with_the_office_s_own_colors(read: Read):
    assert display_settings(Config(), "lobby").theme == CALM
    assert display_settings(Config(), "canteen").theme == STANDARD
    config = read('[theme.red]\ntop = "#7A0C10"\n[displays.lobby]\n[displays.hall]\n')
    assert display_settings(config, "lobby").theme == config.theme.over(CALM)
    assert display_settings(config, "hall").theme == config.theme.over(STANDARD)
    assert display_settings(config, "hall").theme.red.top == "#7A0C10"


def test_persons_are_shown_only_where_the_display_says_so(read: Read):
    assert not display_settings(Config(), "lobby").show_persons
    assert not display_settings(Config(), "canteen").show_persons
    config = read("[displays.canteen]\nshow_persons = true\n")
    assert display_settings(config, "canteen").show_persons


def test_hours_and_power_are_the_display_s(read: Read):
    lobby = display_settings(Config(), "lobby")
    assert (lobby.hours, lobby.power, lobby.power_off, lobby.power_on) == (ALWAYS, "auto", (), ())
    config = read("""[displays.canteen]
hours = ["workdays 07:30-18:00", "周末 9:00-12:00"]
power = "command"
power_off = "panel off"
power_on = "panel on"
""")
    canteen = display_settings(config, "canteen")
    assert canteen.hours == parse_hours(["workdays 07:30-18:00", "weekends 09:00-12:00"])
    assert canteen.power == "command"
    assert (canteen.power_off, canteen.power_on) == (("panel", "off"), ("panel", "on"))
    assert pickle.loads(pickle.dumps(canteen)) == canteen


def test_hours_of_a_year_without_known_holidays_are_those_of_its_weekdays_and_lists(read: Read):
    config = read(
        """[contest]
start = 2026-05-01
end = 2027-10-31
days_off = [2027-10-05]
work_days = [2027-10-09]
[displays.hall]
hours = "workdays 07:30-18:00"
"""
    )
    working, hours = contest(config).working, display_settings(config, "hall").hours
    noon = time(12, tzinfo=config.contest.zone)
    days = {
        date(2026, 10, 1): False,  # known
        date(2026, 10, 10): True,
        date(2027, 10, 4): True,
        date(2027, 10, 5): False,
        date(2027, 10, 9): True,
        date(2027, 10, 10): False,
    }
    found = {day: hours.is_open(datetime.combine(day, noon), working) for day in days}
    assert found == days


def test_a_notice_hangs_on_the_displays_that_it_names_and_else_on_all(read: Read):
    config = read("""[[notices]]
title = "调度会"
lines = ["周五 15:00"]
start = 2027-06-08
end = 2027-06-11
displays = ["canteen"]
[[notices]]
title = "通知"
""")
    dispatch = Notice(
        title="调度会",
        lines=("周五 15:00",),
        start=date(2027, 6, 8),
        end=date(2027, 6, 11),
    )
    assert display_settings(config, "canteen").notices == (dispatch, Notice(title="通知"))
    assert display_settings(config, "lobby").notices == (Notice(title="通知"),)


@pytest.mark.parametrize(
    ("lobby", "canteen", "left"),
    [
        ('output = "HDMI-1"', 'output = "HDMI-2"', ("HDMI-2",)),
        ("", 'output = "HDMI-2"', ("HDMI-2",)),
        ('output = "HDMI-1"', 'output = "HDMI-1"', ()),
        ('output = "HDMI-1"', "", ()),
        ('output = "HDMI-1"\nhosts = ["tv1"]', 'output = "HDMI-2"\nhosts = ["tv2"]', ()),
        ('output = "HDMI-1"\nhosts = ["tv1"]', 'output = "HDMI-2"', ("HDMI-2",)),
    ],
)
def test_the_outputs_of_the_machine_s_other_displays_are_left_to_them(
    lobby: str, canteen: str, left: tuple[str, ...], read: Read
):
    config = read(f"[displays.lobby]\n{lobby}\n[displays.canteen]\n{canteen}\n")
    assert display_settings(config, "lobby").left_to_others == left
