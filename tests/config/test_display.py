"""Photos, notices, displays and their scenes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kiosk.config import Config, Display
from kiosk.hours import parse_hours
from kiosk.rotation import Scene

Read = Callable[[str | bytes], Config]
Complain = Callable[[str | bytes], list[str]]


def test_displays_that_a_file_names_replace_the_shipped_ones(read: Read) -> None:
    assert [*read('[displays.hall]\noutput = "HDMI-1"\n').displays] == ["hall"]


def test_a_display_of_a_new_name_has_the_defaults_of_the_lobby_but_for_its_theme(
    read: Read,
) -> None:
    displays = read("[displays.hall]\n[displays.lobby]\n").displays
    assert displays["lobby"] == Config().displays["lobby"]
    assert displays["hall"] == Display()
    assert displays["hall"] == displays["lobby"].model_copy(update={"theme": "standard"})


def test_a_display_called_canteen_keeps_what_the_file_does_not_say(read: Read) -> None:
    canteen = read('[displays.canteen]\noutput = "HDMI-2"\n').displays["canteen"]
    shipped = Config().displays["canteen"]
    assert canteen == shipped.model_copy(update={"output": "HDMI-2"})
    quiet = read("[displays.canteen]\nshow_black = false\n").displays["canteen"]
    assert quiet.rotation == shipped.rotation
    assert not quiet.show_black


def test_the_black_board_is_not_shown_unless_the_display_says_so(read: Read) -> None:
    displays = read("""[displays.hall]
rotation = ["red", "black", "overview"]
[displays.yard]
rotation = ["red", "black", "overview"]
show_black = true
""").displays
    assert displays["hall"].scenes == (Scene.RED, Scene.OVERVIEW)
    assert displays["yard"].scenes == (Scene.RED, Scene.BLACK, Scene.OVERVIEW)


def test_some_scenes_can_have_fixed_seconds(read: Read) -> None:
    display = read("[displays.hall]\nseconds = { red = 20, overview = 1.5 }\n").displays["hall"]
    assert display.seconds == {Scene.RED: 20.0, Scene.OVERVIEW: 1.5}


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ('""', []),
        ("[]", []),
        ('"workdays 07:30-18:00"', ["workdays 07:30-18:00"]),
        ('["工作日 7:30-18:00", "周末 9:00-12:00"]', ["工作日 7:30-18:00", "周末 9:00-12:00"]),
    ],
)
def test_hours_are_one_text_or_several(read: Read, value: str, texts: list[str]) -> None:
    display = read(f"[displays.hall]\nhours = {value}\n").displays["hall"]
    assert display.hours == parse_hours(texts)


def test_commands_are_split_into_words_and_a_path_starts_at_the_file(read: Read) -> None:
    config = read("""[displays.hall]
power_off = "cec-ctl --to 0 '--standby now'"
power_on = "./panel.sh on"
[displays.yard]
power_off = "/usr/local/bin/panel off"
power_on = "~/panel"
""")
    hall, yard = config.displays["hall"], config.displays["yard"]
    assert hall.power_off == ("cec-ctl", "--to", "0", "--standby now")
    assert hall.power_on == (str(config.file.parent / "panel.sh"), "on")
    assert yard.power_off == ("/usr/local/bin/panel", "off")
    assert yard.power_on == (str(Path.home() / "panel"),)


HOURS = (
    'expected days and times such as "workdays 07:30-18:00", "daily 18:00-02:00" or'
    ' "mon-fri 08:00-12:00,14:00-18:00", a list of these, or "" for always'
)
COMMAND = 'expected a program and its words, such as "/usr/local/bin/panel off", or "" for none'
TOGETHER = "power_off and power_on belong together; one of them is missing"

HIDDEN = "the rotation names only black, which show_black = false hides"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[displays.a]\nrotation = ["black"]', f"2: displays.a.rotation: {HIDDEN}"),
        (
            '[displays.a]\nshow_black = false\nrotation = ["black", "black"]',
            f"3: displays.a.rotation: {HIDDEN}",
        ),
        (
            '[displays.a]\nhosts = ["tv1"]\n[displays.b]\n\nhosts = ["tv2", "TV1"]',
            '5: displays.b.hosts: the host "TV1" already has the display "a"',
        ),
        *(
            (
                f"[displays.a]\n\nhours = {value}",
                f"3: displays.a.hours: {value} is not allowed; {HOURS}{hint}",
            )
            for value, hint in (
                ("7", ""),
                ("false", ""),
                ("0", ""),
                ('["daily 08:00-09:00", 5]', ""),
                ('"workdays"', "; «workdays» names no time such as 07:30-18:00"),
                (
                    '["daily 08:00-09:00", "daily 8-9"]',
                    "; «daily 8-9» names no time such as 07:30-18:00",
                ),
                ('["daily 08:00-09:00", ""]', "; «» names no time such as 07:30-18:00"),
            )
        ),
        *(
            (
                f'[displays.a]\npower_off = {value}\npower_on = "b"',
                f"2: displays.a.power_off: {shown} is not allowed; {COMMAND}",
            )
            for value, shown in (
                ("5", "5"),
                ('" "', '" "'),
                ("""'a "b'""", '"a "b"'),
                ('"a\\nb"', '"a\ufffdb"'),
                ("""'"" b'""", '""" b"'),
                ('["a", "b"]', '["a", "b"]'),
            )
        ),
        ('[displays.a]\n\npower_off = "a"', f"3: displays.a.power_off: {TOGETHER}"),
        ('[displays.a]\npower_on = "a"', f"2: displays.a.power_on: {TOGETHER}"),
        (
            '[displays.a]\nhours = ""\npower = "command"',
            '3: displays.a.power: power = "command" needs power_off and power_on',
        ),
        (
            '[displays.a]\npower = "outptu"',
            (
                '2: displays.a.power: "outptu" is not allowed; expected one of "auto", "output",'
                ' "cec", "command", "none"; did you mean «output»?'
            ),
        ),
        (
            "[displays.a.seconds]\nred = 0.5",
            "2: displays.a.seconds.red: 0.5 is not allowed; expected a number from 1 to 3600",
        ),
        *(
            (
                f'[photos]\ncaptions = "{name}"',
                (
                    f'2: photos.captions: "{shown}" is not allowed;'
                    ' expected a file name without a folder, such as "captions.csv"'
                ),
            )
            for name, shown in (("a/b.csv", "a/b.csv"), ("a\\\\b", "a\\b"), ("a\\t", "a\ufffd"))
        ),
        *(
            (
                f"[photos]\nfrom = {value}",
                (
                    f"2: photos.from: {shown} is not allowed;"
                    ' expected the path of a folder, such as "photos"'
                ),
            )
            for value, shown in (
                *(('""', '""'), ('" "', '" "'), ("5", "5"), ('"a\\u0000"', '"a\ufffd"')),
                ('"https://host/album"', '"https://host/album"'),
            )
        ),
    ],
)
def test_impossible_photos_and_displays_are_refused(
    complain: Complain, text: str, line: str
) -> None:
    assert complain(f"{text}\n") == [f"config.toml:{line}"]


def test_only_black_may_be_shown_where_it_is_allowed(read: Read) -> None:
    text = '[displays.a]\nrotation = ["black"]\nshow_black = true\n'
    assert read(text).displays["a"].scenes == (Scene.BLACK,)


def test_a_host_may_be_named_twice_by_its_display(read: Read) -> None:
    assert read('[displays.a]\nhosts = ["tv", "TV"]\n').displays["a"].hosts == ("tv", "TV")


def test_captions_can_be_left_out(read: Read) -> None:
    assert read('[photos]\ncaptions = ""\n').photos.captions == ""


@pytest.mark.parametrize("name", ["a/b", "", " hall", "..", "a\\nb"])
def test_a_display_s_name_is_a_plain_one(complain: Complain, name: str) -> None:
    (line,) = complain(f'[displays."{name}"]\n')
    assert 'expected a plain name such as "canteen", without a slash' in line
    assert line.startswith("config.toml:1: ")


def test_notices_hang_where_and_when_the_file_says_so(read: Read) -> None:
    config = read("""[[notices]]
title = "调度会"
lines = ["周五 15:00", "二楼会议室"]
start = 2027-06-08
end = 2027-06-08
displays = ["canteen"]
[[notices]]
title = "通知"
[displays.lobby]
[displays.canteen]
""")
    dispatch, plain = config.notices
    assert (dispatch.title, dispatch.lines) == ("调度会", ("周五 15:00", "二楼会议室"))
    assert (dispatch.start, dispatch.end) == (date(2027, 6, 8), date(2027, 6, 8))
    assert dispatch.displays == ("canteen",)
    assert (plain.lines, plain.start, plain.end, plain.displays) == ((), None, None, ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("lines = []", "1: notices.title: missing; expected text in straight quotes, not empty"),
        (
            'title = "a"\nstart = 2027-06-08\nend = 2027-06-07',
            "4: notices.end: a notice must not end (2027-06-07) before it starts (2027-06-08)",
        ),
        (
            'title = "a"\n[[notices]]\ntitle = "b"\n\ndisplays = ["lobby", "cantene"]',
            (
                '6: notices.displays: "cantene" is no display of this file;'
                ' expected some of "lobby", "canteen"; did you mean «canteen»?'
            ),
        ),
        (
            'title = "a"\ndisplays = ["canteen"]\n[displays.hall]',
            ('3: notices.displays: "canteen" is no display of this file; expected some of "hall"'),
        ),
        (
            'title = "a"\ntext = "b"',
            "3: notices.text: unknown key; the keys here are title, lines, start, end, displays",
        ),
        (
            'title = "a"\nlines = "b"',
            (
                '3: notices.lines: "b" is not allowed;'
                " expected a list of texts, each in straight quotes"
            ),
        ),
    ],
)
def test_an_impossible_notice_is_refused(complain: Complain, text: str, line: str) -> None:
    assert complain(f"[[notices]]\n{text}\n") == [f"config.toml:{line}"]


def test_a_key_of_notices_that_stands_elsewhere_is_led_there(complain: Complain) -> None:
    (line,) = complain('[units]\nlines = ["a"]\n')
    assert line.endswith("unknown key; «lines» belongs in [[notices]]")


def test_a_notice_that_hangs_nowhere_is_doubted(read: Read) -> None:
    config = read("""[[notices]]
title = "a"
[[notices]]
title = "b"
displays = ["hall", "yard"]
[[notices]]
title = "c"
displays = ["lobby", "hall"]
[displays.yard]
rotation = ["red"]
[displays.hall]
rotation = ["red"]
[displays.lobby]
""")
    assert [str(problem).removeprefix(f"{config.file}:") for problem in config.doubts()] == [
        '3: notices: "b" hangs nowhere; no rotation of "hall", "yard" names notice'
    ]


def test_a_notice_for_all_displays_is_doubted_where_none_shows_notices(read: Read) -> None:
    config = read('[[notices]]\ntitle = "a"\n[displays.hall]\nrotation = ["red"]\n')
    (problem,) = config.doubts()
    assert (problem.line, problem.key) == (1, "notices")
    assert problem.message == '"a" hangs nowhere; no rotation of "hall" names notice'
