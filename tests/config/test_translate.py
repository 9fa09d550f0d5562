"""What the kiosk says of mistakes in a file that is TOML: the exact lines."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from kiosk.config import ConfigError, load
from kiosk.config.source import Column
from kiosk.rotation import Scene

Complain = Callable[[str | bytes], list[str]]

COLUMNS = ", ".join(f'"{field}"' for field in get_args(Column))
SCENES = ", ".join(f'"{scene}"' for scene in Scene)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "[board]\nred_cuont = 3\n",
            "config.toml:2: board.red_cuont: unknown key; did you mean «red_count»?",
        ),
        (
            "[board]\nred_count = -1\n",
            (
                "config.toml:2: board.red_count: -1 is not allowed;"
                " expected a whole number from 0 to 1000"
            ),
        ),
        (
            '[board]\nred_count = "5"\n',
            (
                'config.toml:2: board.red_count: "5" is not allowed;'
                " expected a whole number from 0 to 1000; take off the quotes"
            ),
        ),
        (
            "[board]\nred_count = 5.0\n",
            (
                "config.toml:2: board.red_count: 5.0 is not allowed;"
                " expected a whole number from 0 to 1000"
            ),
        ),
        (
            "[board]\nred_count = true\n",
            (
                "config.toml:2: board.red_count: true is not allowed;"
                " expected a whole number from 0 to 1000"
            ),
        ),
        (
            "[photos]\nseconds = 121\n",
            "config.toml:2: photos.seconds: 121 is not allowed; expected a number from 3 to 120",
        ),
        (
            "[displays.hall]\nviewing_m = nan\n",
            (
                "config.toml:2: displays.hall.viewing_m: nan is not allowed;"
                " expected a number from 0.5 to 50"
            ),
        ),
        (
            '[contest]\nstart = "2027-05-01"\n',
            (
                'config.toml:2: contest.start: "2027-05-01" is not allowed;'
                " expected a date such as 2027-05-01; take off the quotes"
            ),
        ),
        (
            "[contest]\nstart = 2027-05-01T08:00:00\n",
            (
                "config.toml:2: contest.start: 2027-05-01T08:00:00 is not allowed;"
                " expected a date such as 2027-05-01"
            ),
        ),
        (
            "[source]\ndate = 20270615\n",
            (
                "config.toml:2: source.date: 20270615 is not allowed;"
                " expected a date such as 2027-05-01"
            ),
        ),
        (
            '[contest]\ntitle = ""\n',
            (
                'config.toml:2: contest.title: "" is not allowed;'
                " expected text in straight quotes, not empty"
            ),
        ),
        (
            "[contest]\ncounty = 5\n",
            "config.toml:2: contest.county: 5 is not allowed; expected text in straight quotes",
        ),
        (
            '[contest]\nslogan = "比进度"\n',
            (
                'config.toml:2: contest.slogan: "比进度" is not allowed;'
                " expected a list of texts, each in straight quotes"
            ),
        ),
        (
            '[photos]\npan = "no"\n',
            (
                'config.toml:2: photos.pan: "no" is not allowed;'
                " expected true or false; take off the quotes"
            ),
        ),
        (
            '[board]\nrule = "treshold"\n',
            (
                'config.toml:2: board.rule: "treshold" is not allowed; expected one of'
                ' "conditional", "threshold", "top-bottom", "listed"; did you mean «threshold»?'
            ),
        ),
        (
            "[displays.hall]\nrotate = 45\n",
            (
                "config.toml:2: displays.hall.rotate: 45 is not allowed;"
                " expected one of 0, 90, 180, 270"
            ),
        ),
        (
            '[displays.hall]\nrotation = [\n  "photos",\n  "redd",\n]\n',
            (
                'config.toml:2: displays.hall.rotation: "redd" is not allowed; expected one of'
                f" {SCENES}; did you mean «red»?"
            ),
        ),
        (
            "[displays.hall]\nrotation = []\n",
            (
                "config.toml:2: displays.hall.rotation: [] is not allowed; expected a list with at"
                f" least one of {SCENES}"
            ),
        ),
        (
            "[displays.hall]\nseconds = { rde = 5 }\n",
            ("config.toml:2: displays.hall.seconds.rde: unknown key; did you mean «red»?"),
        ),
        (
            "[displays.hall]\nseconds = { gold = 5 }\n",
            (
                "config.toml:2: displays.hall.seconds.gold: unknown key;"
                f" the keys here are {', '.join(Scene)}"
            ),
        ),
        (
            "[displays.hall.seconds]\nblakc = 5\n",
            "config.toml:2: displays.hall.seconds.blakc: unknown key; did you mean «black»?",
        ),
        (
            "displays = {}\n",
            (
                "config.toml:1: displays: a table is not allowed;"
                " expected one table for each display, such as [displays.lobby]"
            ),
        ),
        (
            "displays = 5\n",
            (
                "config.toml:1: displays: 5 is not allowed;"
                " expected one table for each display, such as [displays.lobby]"
            ),
        ),
        (
            '[displays]\nrotation = ["red"]\n',
            (
                'config.toml:2: displays.rotation: ["red"] is not allowed;'
                " expected a table, written [displays.rotation]"
            ),
        ),
        (
            "board = 5\n",
            "config.toml:1: board: 5 is not allowed; expected a table, written [board]",
        ),
        (
            '[units]\ngroups = { "县直部门" = "发改局" }\n',
            (
                'config.toml:2: units.groups.县直部门: "发改局" is not allowed;'
                " expected a list of texts, each in straight quotes"
            ),
        ),
        (
            '[source.columns]\n"攻坚 事项" = "titel"\n',
            (
                'config.toml:2: source.columns."攻坚 事项": "titel" is not allowed; expected one of'
                f" {COLUMNS}; did you mean «title»?"
            ),
        ),
    ],
)
def test_a_mistake_is_one_line_with_its_place_and_what_is_allowed(
    complain: Complain, text: str, line: str
) -> None:
    assert complain(text) == [line]


@pytest.mark.parametrize(
    ("text", "key", "hint"),
    [
        ("[contst]\n", "contst", "did you mean «contest»?"),
        ("[display.lobby]\n", "display", "did you mean «displays»?"),
        ("[photo]\n", "photo", "did you mean «photos»?"),
        ('[contest]\ntilte = "x"\n', "contest.tilte", "did you mean «title»?"),
        ('[contest]\ntime_zone = "x"\n', "contest.time_zone", "did you mean «timezone»?"),
        ('[contest]\nround = "week"\n', "contest.round", "did you mean «rounds»?"),
        ('[source]\nulr = "x"\n', "source.ulr", "did you mean «url»?"),
        ('[source]\nread-timeout = "5s"\n', "source.read-timeout", "did you mean «read_timeout»?"),
        ("[source]\nheader = {}\n", "source.header", "did you mean «headers»?"),
        ("[board]\nBlack_Count = 3\n", "board.Black_Count", "did you mean «black_count»?"),
        ("[board.weight]\n", "board.weight", "did you mean «weights»?"),
        ("[photos]\nfolder = 1\n", "photos.folder", "the keys here are from, order, captions,"),
        ("[displays.hall]\nlangauge = 1\n", "displays.hall.langauge", "did you mean «language»?"),
        ("[displays.hall]\nshow_person = 1\n", "displays.hall.show_person", "did you mean «show_p"),
        ("red_count = 3\n", "red_count", "«red_count» belongs in [board]"),
        ('[board]\nstale_after = "9d"\n', "board.stale_after", "«stale_after» belongs in [source]"),
        ("[board]\nquality = 1\n", "board.quality", "«quality» belongs in [board.weights]"),
        ("[photos]\ntitle = 1\n", "photos.title", "«title» belongs in [contest]"),
        ("[units]\nmotion = true\n", "units.motion", "«motion» belongs in [displays.NAME]"),
        ("[units]\nseconds = 1\n", "units.seconds", "«seconds» belongs in [photos]"),
        (
            '[board]\nstale_aftr = "9d"\n',
            "board.stale_aftr",
            "did you mean «stale_after»? It belongs in [source]",
        ),
        ("[units]\nzzz = 1\n", "units.zzz", "the keys here are aliases, groups"),
    ],
)
def test_an_unknown_key_gives_the_nearest_right_one(
    complain: Complain, text: str, key: str, hint: str
) -> None:
    (line,) = complain(text)
    number = 1 if text.startswith(("[contst", "[display.", "[photo]", "[board.w", "red")) else 2
    assert line.startswith(f"config.toml:{number}: {key}: unknown key; {hint}")


def test_all_mistakes_of_a_file_are_told_together_in_the_order_of_its_lines(
    complain: Complain,
) -> None:
    text = """[photos]
seconds = 1
[displays.lobby]
rotation = [
  "red",
  "gold",
  5,
]
motion = 1
[contest]
titel = "x"
start = 2027-10-01
[contest.more]
"""
    assert [line.split(";")[0] for line in complain(text)] == [
        "config.toml:2: photos.seconds: 1 is not allowed",
        'config.toml:4: displays.lobby.rotation: "gold" is not allowed',
        "config.toml:4: displays.lobby.rotation: 5 is not allowed",
        "config.toml:9: displays.lobby.motion: 1 is not allowed",
        "config.toml:11: contest.titel: unknown key",
        (
            "config.toml:12: contest.start: the season must not end (2027-09-30) before it starts"
            " (2027-10-01)"
        ),
        "config.toml:13: contest.more: unknown key",
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[source]\nheaders = "Bearer abc"\n',
        '[source]\nheaders = { Authorization = ["Bearer abc"] }\n',
        '[source]\nheaders = { Authorization = "Bearer abc\\n" }\n',
        '[source]\nheaders = { "A B" = "abc" }\n',
        '[source]\nheaders = { Authorization = "abc${" }\n',
        '[source]\nheader = { Authorization = "abc" }\n',
        '[source]\nurl = "htp://user:abc@host"\n',
        '[source]\nurl = "https://host:99999/?token=abc"\n',
        '[source]\nurl = ["abc"]\n',
        'source = "abc"\n',
        '[sources]\nurl = "https://host/?token=abc"\n',
        '[source]\nurl = "abc\n',
        "[source]\nurl = “abc”\n",
    ],
)
def test_what_may_be_secret_is_never_told(complain: Complain, text: str) -> None:
    assert "abc" not in "".join(complain(text))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('"[key]" = 1\n', '"[key]"'),
        ('[board]\n"[key]" = 1\n', 'board."[key]"'),
        ('[source.headers]\n"[key]" = 1\n', 'source.headers."[key]"'),
        ('[displays."[key]"]\nx = 1\n', 'displays."[key]".x'),
    ],
)
def test_a_key_may_be_called_anything(complain: Complain, text: str, key: str) -> None:
    (line,) = complain(text)
    assert f": {key}: " in line


def test_a_problem_has_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[board]\n\nrule = "treshold"\n')
    with pytest.raises(ConfigError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.key) == (str(path), 3, "board.rule")
    assert problem.found == '"treshold"'
    assert problem.message == ('expected one of "conditional", "threshold", "top-bottom", "listed"')
    assert problem.hint == "did you mean «threshold»?"


def test_what_fits_is_not_shortened(complain: Complain) -> None:
    (whole,) = complain(f'[board]\nrule = "{"x" * 58}"\n')
    assert f'board.rule: "{"x" * 58}" is not allowed' in whole
    (cut,) = complain(f'[board]\nrule = "{"x" * 59}"\n')
    assert f'board.rule: "{"x" * 59}… is not allowed' in cut
    assert complain(f"{'x' * 60} = 1\n")[0].startswith(f"config.toml:1: {'x' * 60}: unknown")
    assert complain(f"{'x' * 61} = 1\n")[0].startswith(f"config.toml:1: {'x' * 60}…: unknown")


def test_a_long_list_with_a_mistake_is_judged_in_time(complain: Complain) -> None:
    names = "\n".join(f"  {number}," for number in range(20_000))
    began = time.process_time()
    lines = complain(f"[units.groups]\na = [\n{names}\n]\nb = 5\n")
    assert time.process_time() - began < 10
    assert len(lines) == 6
    assert lines[-1].startswith("config.toml:20004: units.groups.b: 5 is not allowed")


def test_long_and_unprintable_values_are_told_on_one_short_line(complain: Complain) -> None:
    (long,) = complain(f'[board]\nrule = "{"长" * 500}"\n')
    assert f'board.rule: "{"长" * 59}… is not allowed' in long
    (odd,) = complain('[board]\nrule = "a\\nb\\u202e"\n')
    assert 'board.rule: "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}" is not' in odd
    (key,) = complain(f'"a\\n{"长" * 500}" = 1\n')
    assert key.startswith('config.toml:1: "a\N{REPLACEMENT CHARACTER}长')
    assert len(key) < 200


def test_of_thousands_of_mistakes_the_first_are_told(complain: Complain) -> None:
    lines = complain("\n".join(f"a{number} = 1" for number in range(1000)))
    assert lines[0].startswith("config.toml:1: a0: unknown key")
    assert lines[-1] == "… and 450 more"
