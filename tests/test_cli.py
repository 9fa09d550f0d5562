"""The commands as other programs run them: exit codes, words, JSON, files."""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from PIL import Image

from kiosk import __version__
from kiosk.cli import main
from kiosk.resources import DEFAULT_CONFIG, TRANSLATIONS
from kiosk.rotation import Scene

DATA = Path(__file__).parent / "data"
COMMANDS = ("run", "check", "standings", "snapshot", "played", "doctor", "install", "schema")
SUBJECT_KEYS = [
    "name",
    "rank",
    "score",
    "progress",
    "quality",
    "results",
    "overdue",
    "movement",
    "side",
]


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Done]


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch) -> Path:
    """The user's state folder, in which no command may leave a trace."""
    folder = tmp_path / "state"
    folder.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def command(capsys) -> Command:
    """Runs a command in this process."""

    def run(*words: object) -> Done:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


def program(*words: object, **environ: str) -> Done:
    """Runs a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", **environ},
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def season(tmp_path) -> Path:
    """A configuration that only says when the season is."""
    path = tmp_path / "season.toml"
    path.write_text("[contest]\nstart = 2027-05-01\nend = 2027-09-30\n", encoding="utf-8")
    return path


@pytest.fixture
def office(tmp_path, make_workbook) -> Path:
    """A small office: its table, an empty album, and its configuration, which is returned."""
    (tmp_path / "table.xlsx").write_bytes(make_workbook({"发改局": 0.9, "住建局": 0.1}))
    (tmp_path / "photos").mkdir()
    path = tmp_path / "office.toml"
    path.write_text(
        '[source]\nurl = "table.xlsx"\ndate = 2027-06-15\n[photos]\nfrom = "photos"\n',
        encoding="utf-8",
    )
    return path


def one_line(done: Done) -> str:
    """The only line on standard error."""
    (line,) = done.err.splitlines()
    assert "Traceback" not in line
    return line


# What is legal and hardly meant


def advice(command, path: Path, **document: object) -> list[str]:
    path.write_text(json.dumps({"as_of": "2027-06-15", **document}), encoding="utf-8")
    path.with_name("photos").mkdir(exist_ok=True)
    config = path.with_name("own.toml")
    config.write_text('[photos]\nfrom = "photos"\n', encoding="utf-8")
    return command("check", "--config", config, "--source", path, "--json").json()["warnings"]


def test_scores_without_progress_under_the_default_rule_are_advised_on(command, tmp_path):
    (said,) = advice(command, tmp_path / "a.json", units=[{"name": "发改局", "score": 91}])
    assert "«conditional» puts nobody on a board" in said


def test_scores_for_some_units_only_are_advised_on(command, tmp_path):
    tasks = [{"title": "修路", "unit": "交通局", "actual": "40%"}]
    units = [{"name": "发改局", "score": 91}]
    (said,) = advice(command, tmp_path / "a.json", tasks=tasks, units=units)
    assert "for some units only; 1 others" in said
    assert advice(command, tmp_path / "a.json", tasks=tasks) == []


def test_a_project_that_cannot_be_finished_in_time_is_told(command, tmp_path):
    tasks = [{"title": "修路", "unit": "交通局", "actual": "40%"}]
    step = {"step": "施工", "days": 20}
    project = {"project": "冷链项目", "start": "2027-06-01", "steps": [step]}

    def told(target: str) -> list[str]:
        projects = [project | {"target": target}]
        return advice(command, tmp_path / "a.json", tasks=tasks, projects=projects)

    (said,) = told("2027-06-25")
    assert said == (
        "the steps of the project 冷链项目 do not fit before its target:"
        " it would have to begin by 2027-05-31"
    )
    assert told("2027-06-28") == []


def test_an_offices_own_scores_are_printed_as_they_are_compared(command, tmp_path):
    units = [{"name": "发改局", "score": 90.04}, {"name": "住建局", "score": 90}]
    table = tmp_path / "a.json"
    table.write_text(json.dumps({"as_of": "2027-06-15", "units": units}), encoding="utf-8")
    printed = command("standings", "--source", table).out
    assert re.search(r"1 +│ 发改局 +│ +90\.04 ", printed)
    assert re.search(r"2 +│ 住建局 +│ +90\.0 ", printed)


def test_a_unit_listed_as_red_and_as_black_is_advised_on(command, tmp_path):
    entries = [{"side": side, "unit": "发改局"} for side in ("red", "black")]
    assert advice(command, tmp_path / "a.json", entries=entries) == [
        "the source lists 发改局 as both red and black"
    ]
    assert advice(command, tmp_path / "a.json", entries=entries[:1]) == []


TASK = {"title": "修路", "unit": "交通局", "actual": "40%"}


def test_a_date_that_is_only_the_files_own_is_advised_on(command, tmp_path):
    path = tmp_path / "a.json"
    assert advice(command, path, tasks=[TASK]) == []
    (said,) = advice(command, path, tasks=[TASK], as_of=None)
    changed = datetime.fromtimestamp(path.stat().st_mtime, ZoneInfo("Asia/Shanghai")).date()
    assert said == (
        f"the source does not say what day its figures are of; {changed}, when it was last"
        " changed, is taken; a line such as “截至2027年6月15日” above the header says it"
    )
    # The same day, said by the table or pinned for a rehearsal, is nobody's oversight.
    assert advice(command, path, tasks=[TASK], as_of=changed.isoformat()) == []
    config = tmp_path / "pinned.toml"
    config.write_text(f'[source]\ndate = {changed}\n[photos]\nfrom = "photos"\n', encoding="utf-8")
    path.write_text(json.dumps({"tasks": [TASK]}), encoding="utf-8")
    done = command("check", "--config", config, "--source", path, "--json")
    assert done.json()["warnings"] == []


def test_demonstration_photos_beside_a_table_of_the_office_are_advised_on(command, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"as_of": "2027-06-15", "tasks": [TASK]}), encoding="utf-8")
    said = "the photos are the demonstration's; [photos] from names the folder of your own"
    assert command("check", "--source", path, "--json").json()["warnings"] == [said]
    assert command("check", "--json").json()["warnings"] == []


def test_a_color_that_can_hardly_be_read_is_advised_on(command, tmp_path):
    config = tmp_path / "kiosk.toml"
    config.write_text('[theme.black]\nquiet = "#5B6470"\n', encoding="utf-8")
    above, below, _ = command("check", "--config", config, "--json").json()["warnings"]
    assert above.startswith(f"{config}:2: theme.black.quiet: quiet #5B6470 on top #1F2023 has a")
    assert below.startswith(f"{config}:2: theme.black.quiet: quiet #5B6470 on base #0D0F12 has a")
    assert f"warning   {above}" in command("check", "--config", config).out.splitlines()


# What the program says of itself


def test_the_version(command):
    assert command("--version") == Done(0, f"kiosk {__version__}\n", "")


def test_the_module_is_the_program():
    assert program("--version") == Done(0, f"kiosk {__version__}\n", "")


def test_help_lists_every_command_and_what_goes_with_all_of_them(command):
    done = command("--help")
    assert (done.code, done.err) == (0, "")
    for word in (*COMMANDS, "--version", "--debug"):
        assert word in done.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, command):
    done = command(name, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"Usage: kiosk {name}" in done.out


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("run", {"--config", "--display", "--source", "--date", "--windowed"}),
        ("check", {"--config", "--source", "--json"}),
        ("standings", {"--config", "--source", "--date", "--by", "--json"}),
        (
            "snapshot",
            {
                *("--scene", "--config", "--source", "--date", "--display", "--size"),
                *("--lang", "--out", "--sheet"),
            },
        ),
        ("played", {"--from", "--to", "--display", "--config", "--csv", "--json"}),
        ("schema", set()),
    ],
)
def test_every_option_of_the_contract_is_there_and_no_other(name, options, command):
    assert set(re.findall(r"--\w+", command(name, "--help").out)) == options | {"--help"}


# Wrongly asked


@pytest.mark.parametrize(
    "words",
    [
        ["chekc"],
        ["--bogus"],
        ["check", "--bogus"],
        ["check", "--config"],
        ["check", "surplus"],
        ["standings", "--date", "15.6.2027"],
        ["standings", "--by", "county"],
        ["snapshot"],
        ["snapshot", "--scene", "red"],
        ["snapshot", "--out", "x"],
        ["snapshot", "--sheet"],
        ["snapshot", "--scene", "green", "--out", "x"],
        ["snapshot", "--scene", "red", "--out", "x", "--size", "big"],
        ["snapshot", "--scene", "red", "--out", "x", "--size", "319x1080"],
        ["snapshot", "--scene", "red", "--out", "x", "--size", "1920x8193"],
        ["snapshot", "--scene", "red", "--out", "x", "--lang", "fr"],
        ["played", "--from", "yesterday"],
        ["played", "--from", "2027-06-16", "--to", "2027-06-15"],
        ["played", "--csv", "--json"],
        ["schema"],
        ["schema", "everything"],
    ],
    ids=" ".join,
)
def test_what_is_wrongly_asked_gets_the_usage_and_exit_code_2(words, command):
    done = command(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Usage: kiosk")
    assert "Error: " in done.err
    assert "Traceback" not in done.err


def test_options_without_a_command_are_those_of_run(command):
    assert command("--scene", "red").err.startswith("Usage: kiosk run")


# check


def test_check_tells_what_was_understood_of_the_demonstration(command):
    done = command("check")
    assert (done.code, done.err) == (0, "")
    config, source, *besides, boards, calendar, photos = done.out.splitlines()
    assert config == f"config    {DEFAULT_CONFIG}: displays lobby, canteen"
    assert source.startswith("source    ")
    assert source.endswith(
        "season.xlsx: 214 tasks in 20 areas of 24 units, as of 2027-06-15, demonstration data"
    )
    assert all(line.startswith("besides   ") for line in besides)
    assert boards == "boards    5 red, 5 black"
    assert calendar == (
        "calendar  no public holiday of 2027 is known: weekends are off, and the days that"
        " [contest] days_off lists"
    )
    assert photos.startswith("photos    ")
    assert photos.endswith(": 10")


def test_check_prints_every_warning_with_its_place(command, office, make_workbook):
    office.with_name("table.xlsx").write_bytes(
        make_workbook({"发改局": "大约一半", "住建局": -0.4, "": 0.5})
    )
    (office.parent / "photos" / "damaged.jpg").write_bytes(b"no photo")
    done = command("check", "--config", office)
    assert done.code == 0
    warnings = [line for line in done.out.splitlines() if line.startswith("warning   ")]
    places = [warning.removeprefix("warning   ").split(":")[0] for warning in warnings]
    assert places == [
        "重点任务 E3 (完成率)",
        "重点任务 E4 (完成率)",
        "重点任务 D5 (牵头单位)",
        "damaged.jpg",
    ]
    assert "“大约一半”" in warnings[0]
    assert command("check", "--config", office, "--json").json()["warnings"] == [
        warning.removeprefix("warning   ") for warning in warnings
    ]


def test_check_as_json(command, office):
    done = command("check", "--config", office, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json() == {
        "usable": True,
        "config": {"file": str(office), "displays": ["lobby", "canteen"]},
        "source": {
            "url": str(office.with_name("table.xlsx")),
            "problem": None,
            "tasks": 2,
            "areas": 1,
            "units": 2,
            "as_of": "2027-06-15",
            "demo": False,
            "indicators": 0,
            "projects": 0,
            "meetings": 0,
            "problems": 0,
        },
        "calendar": {"holidays_unknown": [2027]},
        "photos": {"folder": str(office.parent / "photos"), "count": 0, "withheld": []},
        "warnings": [],
    }


def test_check_counts_what_else_the_source_holds(command, tmp_path):
    besides = {
        "indicators": [{"indicator": "地区生产总值", "growth": "8.1%"}],
        "projects": [
            {"project": "厂房", "target": "2027-09-30", "step": "立项", "days": 5},
            {"project": "厂房", "target": "2027-09-30", "step": "开工", "days": 5},
            {"project": "大棚", "target": "2027-09-30", "step": "开工", "days": 5},
        ],
        "meetings": [{"kind": "半月调度", "day": f"2027-06-{day}"} for day in (15, 29, 30)],
        "problems": [{"problem": f"征地第 {number} 户"} for number in range(4)],
    }
    path = tmp_path / "a.json"
    document = {"as_of": "2027-06-15", "tasks": [TASK]}
    path.write_text(json.dumps({**document, **besides}), encoding="utf-8")
    told = command("check", "--source", path, "--json").json()["source"]
    assert {kind: told[kind] for kind in besides} == {
        "indicators": 1,
        "projects": 2,
        "meetings": 3,
        "problems": 4,
    }
    lines = command("check", "--source", path).out.splitlines()
    assert "besides   1 indicators, 2 projects, 3 meetings, 4 problems" in lines
    path.write_text(json.dumps({**document, "problems": besides["problems"]}), encoding="utf-8")
    assert "besides   4 problems" in command("check", "--source", path).out.splitlines()
    path.write_text(json.dumps(document), encoding="utf-8")
    assert "besides" not in command("check", "--source", path).out


@pytest.mark.parametrize(
    ("contest", "years"),
    [
        ("start = 2026-05-01\nend = 2026-09-30", []),
        ("start = 2026-05-01\nend = 2027-03-31", [2027]),
        ("start = 2027-05-01\nend = 2028-01-31", [2027, 2028]),
        ("start = 2027-05-01\nend = 2028-01-31\ndays_off = [2027-06-09]", [2028]),
        ("start = 2027-05-01\nend = 2027-09-30\nwork_days = [2027-05-08]", []),
    ],
)
def test_check_tells_of_which_years_no_holiday_is_known(command, season, tmp_path, contest, years):
    season.write_text(f"[contest]\n{contest}\n", encoding="utf-8")
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"tasks": [TASK]}), encoding="utf-8")
    words = ("check", "--config", season, "--source", path)
    assert command(*words, "--json").json()["calendar"] == {"holidays_unknown": years}
    lines = [line for line in command(*words).out.splitlines() if line.startswith("calendar")]
    named = ", ".join(map(str, years))
    expected = f"calendar  no public holiday of {named} is known: "
    assert [line[: len(expected)] for line in lines] == [expected] * bool(years)


def test_a_project_reaches_into_years_that_the_season_does_not(command, season, tmp_path):
    season.write_text("[contest]\nstart = 2026-05-01\nend = 2026-09-30\n", encoding="utf-8")
    path = tmp_path / "a.json"
    step = {"project": "厂房", "target": "2028-06-30", "step": "立项", "days": 5}
    path.write_text(json.dumps({"tasks": [TASK], "projects": [step]}), encoding="utf-8")
    told = command("check", "--config", season, "--source", path, "--json").json()
    assert told["calendar"] == {"holidays_unknown": [2027, 2028]}


def test_check_tells_of_a_token_that_is_not_set(command, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('[status]\nlisten = "0.0.0.0:8440"\ntoken = "${NO_SUCH_TOKEN}"\n')
    done = command("check", "--config", config)
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        f"kiosk: {config}:3: status.token:"
        " the environment variable NO_SUCH_TOKEN is not set, or is empty\n"
    )


def test_check_reads_a_source_over_http(command, table_server, make_workbook):
    table_server.serve(make_workbook({"发改局": 0.9}))
    done = command("check", "--source", table_server.url)
    assert done.code == 0
    assert f"{table_server.url}: 1 tasks in 1 areas of 1 units" in done.out


def bomb(good: bytes) -> bytes:
    out = BytesIO(good)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/x.bin", "w") as member,
    ):
        for _ in range(257):
            member.write(bytes(1 << 20))
    return out.getvalue()


UNUSABLE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "no header": ("t.csv", lambda _: "甲,乙\n1,2\n".encode()),
    "empty file": ("t.xlsx", lambda _: b""),
    "an HTML page named xlsx": ("t.xlsx", lambda _: b"<!DOCTYPE html><html><body>x</body></html>"),
    "a zip bomb": ("t.xlsx", bomb),
    "a truncated workbook": ("t.xlsx", lambda good: good[: len(good) // 2]),
    "an unknown encoding": ("t.csv", lambda _: b"\xff\xff\x81\xff" * 40),
}


@pytest.mark.parametrize("what", UNUSABLE)
def test_what_is_no_table_is_one_clear_line_and_exit_code_1(what, command, office, make_workbook):
    name, make = UNUSABLE[what]
    path = office.with_name(name)
    path.write_bytes(make(make_workbook({"发改局": 0.9})))
    done = command("check", "--config", office, "--source", path)
    assert done.code == 1
    line = one_line(done)
    assert line.startswith(f"kiosk: {path}: ")
    assert len(line.removeprefix(f"kiosk: {path}: ")) > 10
    assert f"source    {path}: unusable" in done.out.splitlines()
    told = command("check", "--config", office, "--source", path, "--json")
    assert told.code == 1
    assert told.json()["usable"] is False
    assert f"kiosk: {told.json()['source']['problem']}\n" == told.err == done.err
    shown = command("standings", "--config", office, "--source", path)
    assert shown == Done(1, "", done.err)


@pytest.mark.parametrize("name", ["check", "standings"])
def test_a_missing_file_is_one_clear_line_and_exit_code_1(name, command, office):
    done = command(name, "--config", office, "--source", "gone.xlsx")
    assert done.code == 1
    assert one_line(done) == f"kiosk: {Path.cwd() / 'gone.xlsx'}: no such file"


def test_a_server_that_is_away_is_one_clear_line_and_exit_code_1(command, office, table_server):
    table_server.stop()
    office.write_text("[source]\nattempts = 1\n", encoding="utf-8")
    done = command("standings", "--config", office, "--source", f"{table_server.url}?key=geheim")
    assert (done.code, done.out) == (1, "")
    assert one_line(done).startswith(f"kiosk: {table_server.url}: ")


# Configuration


def test_every_mistake_of_a_configuration_is_told_with_its_place(command, office):
    office.write_text(
        '[board]\nred_cuont = 5\nrule = "best"\n[displays.lobby]\nlanguage = "fr"\n',
        encoding="utf-8",
    )
    for words in (["check"], ["check", "--json"], ["standings"], ["run"], []):
        done = command(*words, "--config", office)
        assert (done.code, done.out) == (1, "")
        lines = done.err.splitlines()
        assert lines[0] == (
            f"kiosk: {office}:2: board.red_cuont: unknown key; did you mean «red_count»?"
        )
        assert lines[1].startswith(f'kiosk: {office}:3: board.rule: "best" is not allowed; ')
        assert lines[2].startswith(f'kiosk: {office}:5: displays.lobby.language: "fr" is not ')
        assert len(lines) == 3


def test_a_missing_configuration_is_one_clear_line(command, tmp_path):
    done = command("check", "--config", tmp_path / "gone.toml")
    assert done.code == 1
    assert one_line(done).startswith(f"kiosk: {tmp_path / 'gone.toml'}: cannot be read: ")


def test_a_variable_that_is_not_set_is_one_clear_line(command, office, monkeypatch):
    monkeypatch.delenv("KIOSK_TEST_KEY", raising=False)
    office.write_text('[source]\nurl = "http://127.0.0.1:9/${KIOSK_TEST_KEY}"\n', encoding="utf-8")
    done = command("check", "--config", office)
    assert done.code == 1
    assert "KIOSK_TEST_KEY" in one_line(done)


@pytest.mark.parametrize("words", [["run"], [], ["snapshot", "--scene", "red", "--out", "x.png"]])
def test_an_unknown_display_is_one_line_with_the_nearest_name(words, command, office):
    done = command(*words, "--config", office, "--display", "cantene")
    assert (done.code, done.out) == (1, "")
    line = one_line(done)
    assert "displays.cantene: no such display" in line
    assert line.endswith("did you mean «canteen»?")


def test_a_traceback_only_with_debug():
    words = ("standings", "--source", "gone.xlsx")
    assert "Traceback" not in program(*words).err
    for place in (0, len(words)):
        done = program(*words[:place], "--debug", *words[place:])
        assert done.code == 1
        assert "Traceback" in done.err
        assert "SourceUnavailable" in done.err


# standings


@pytest.mark.parametrize("configured", [False, True], ids=["shipped config", "season's dates"])
@pytest.mark.parametrize(
    ("name", "words"),
    [("county-a.xlsx", ()), ("county-b.csv", ("--date", "2027-06-15"))],
    ids=["county-a", "county-b"],
)
def test_standings_equal_the_independent_computation(name, words, configured, season, command):
    expected = json.loads((DATA / name).with_suffix(".expected.json").read_text(encoding="utf-8"))
    config = ("--config", season) if configured else ()
    done = command("standings", "--source", DATA / name, "--json", *words, *config)
    assert (done.code, done.err) == (0, "")
    found = done.json()
    assert list(found) == ["as_of", "round", "tasks", "subjects"]
    assert found["as_of"] == "2027-06-15"
    assert found["round"] == 3
    assert found["tasks"] == expected["tasks"]
    subjects = found["subjects"]
    assert {
        one["name"]: {"score": one["score"], "rank": one["rank"]} for one in subjects
    } == expected["units"]
    for side in ("red", "black"):
        on_it = [one["name"] for one in subjects if one["side"] == side]
        assert sorted(on_it) == sorted(expected[side])
    assert {one["side"] for one in subjects} <= {"red", "black", None}
    assert all(list(one) == SUBJECT_KEYS for one in subjects)
    ranks = [one["rank"] for one in subjects if one["rank"] is not None]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("by", "count", "example"),
    [("unit", 24, "教育局"), ("area", 20, None), ("line", None, None), ("leader", None, None)],
)
def test_standings_by_every_kind_of_subject(by, count, example, command):
    done = command("standings", "--by", by, "--json")
    assert (done.code, done.err) == (0, "")
    names = [one["name"] for one in done.json()["subjects"]]
    assert len(names) == len(set(names)) > 0
    assert count is None or len(names) == count
    assert example is None or example in names


def test_what_is_ranked_by_default_follows_from_the_configuration(command, season):
    season.write_text('[board]\nsubject = "area"\n', encoding="utf-8")
    configured = command("standings", "--config", season, "--json").json()
    assert configured == command("standings", "--by", "area", "--json").json()
    assert configured != command("standings", "--json").json()


def test_groups_are_named_where_units_carry_one(command, office):
    with office.open("a", encoding="utf-8") as config:
        config.write('[units.groups]\n"县直部门" = ["发改局", "住建局"]\n')
    (first, *_) = command("standings", "--config", office, "--json").json()["subjects"]
    assert list(first) == [*SUBJECT_KEYS, "group"]
    assert first["group"] == "县直部门"
    assert "县直部门" in command("standings", "--config", office).out


def test_the_table_on_a_pipe_is_not_cut(office, make_workbook):
    name = "宾县机关事务服务中心(县公共资源交易服务中心)综合协调办公室"
    office.with_name("table.xlsx").write_bytes(make_workbook({name: 0.9, "住建局": 0.1}))
    done = program("standings", "--config", office, COLUMNS="40")
    assert (done.code, done.err) == (0, "")
    (row,) = [line for line in done.out.splitlines() if name in line]
    assert row.rstrip("│ ").endswith("red")
    assert "…" not in done.out


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_early_gets_no_complaint(unbuffered):
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", "standings", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_name_that_the_terminal_cannot_spell_is_escaped():
    done = program("standings", PYTHONIOENCODING="ascii:strict")
    assert done.code == 0
    assert r"\u6559\u80b2\u5c40" in done.out


# schema


def test_the_configurations_schema_accepts_the_shipped_one(command):
    done = command("schema", "config")
    assert (done.code, done.err) == (0, "")
    schema = done.json()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    text = DEFAULT_CONFIG.read_text(encoding="utf-8")
    document = json.loads(json.dumps(tomllib.loads(text), default=str))
    validator.validate(document)
    document["board"]["red_cuont"] = 5
    assert not validator.is_valid(document)


def test_the_data_schema_accepts_a_document_that_the_kiosk_reads(command, tmp_path):
    done = command("schema", "data")
    assert (done.code, done.err) == (0, "")
    schema = done.json()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    document = {
        "as_of": "2027-06-15",
        "tasks": [{"title": "修路", "lead_units": ["交通局"], "actual": "45%", "quality": 90}],
    }
    validator.validate(document)
    path = tmp_path / "table.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    found = command("standings", "--source", path, "--json").json()
    assert [one["name"] for one in found["subjects"]] == ["交通局"]
    assert not validator.is_valid({"as_of": "2027-06-15", "tasks": 5})


# snapshot


def pictures(folder: Path) -> dict[str, Image.Image]:
    found = {}
    for path in sorted(folder.iterdir()):
        with Image.open(path) as image:
            image.load()
            found[path.stem] = image
    return found


def colors(image: Image.Image) -> int:
    return len(image.convert("RGB").getcolors(1 << 24))


def scenes(names: Sequence[str]) -> list[str]:
    return sorted({name.rpartition("-")[0] for name in names})


def test_snapshot_of_all_writes_every_page_of_every_scene_at_the_size_asked_for(tmp_path):
    out = tmp_path / "pictures"
    done = program("snapshot", "--scene", "all", "--size", "1280x720", "--out", out)
    assert (done.code, done.err) == (0, "")
    drawn = pictures(out)
    assert done.out.splitlines() == sorted(map(str, out.iterdir()), key=done.out.splitlines().index)
    shown = {*Scene} - {Scene.NOTICE}
    assert scenes(list(drawn)) == sorted(shown), "the shipped configuration has no notice"
    for scene in scenes(list(drawn)):
        pages = [name for name in drawn if name.startswith(f"{scene}-")]
        assert pages == [f"{scene}-{page}" for page in range(1, len(pages) + 1)]
    assert len([name for name in drawn if name.startswith("photos-")]) == 4
    for name, image in drawn.items():
        assert image.size == (1280, 720), name
        assert image.format == "PNG"
        assert colors(image) > 200, name
    blurred = {name: image.resize((32, 18)).tobytes() for name, image in drawn.items()}
    assert len(set(blurred.values())) == len(blurred), "no two pages look alike"


def test_a_contact_sheet_has_every_page_of_every_scene_on_one_picture(tmp_path):
    out = tmp_path / "new" / "sheet.png"
    done = program("snapshot", "--sheet", "--out", out)
    assert done == Done(0, f"{out}\n", "")
    with Image.open(out) as image:
        assert image.format == "PNG"
        assert image.width > 2000
        assert colors(image) > 2000
    assert list(out.parent.iterdir()) == [out]


def test_a_contact_sheet_has_a_place_for_a_scene_that_has_nothing_to_show(tmp_path, office):
    for name in ("photos", "red"):
        words = ("--config", office, "--scene", name, "--out", tmp_path / f"{name}.png")
        done = program("snapshot", "--sheet", *words)
        assert (done.code, done.err) == (0, "")
    with Image.open(tmp_path / "photos.png") as empty, Image.open(tmp_path / "red.png") as full:
        assert empty.size == full.size
        assert colors(empty) < colors(full)


def test_one_page_goes_into_the_file_that_is_named(tmp_path, office):
    out = tmp_path / "new" / "x.png"
    done = program("snapshot", "--config", office, "--scene", "red", "--out", out)
    assert done == Done(0, f"{out}\n", "")
    with Image.open(out) as image:
        assert image.size == (1920, 1080)
        assert colors(image) > 200


def test_a_scene_of_several_pages_goes_into_a_folder(tmp_path):
    out = tmp_path / "pages"
    done = program("snapshot", "--scene", "standings", "--out", out, "--size", "1280x720")
    assert (done.code, done.err) == (0, "")
    names = sorted(path.name for path in out.iterdir())
    assert names == [f"standings-{page}.png" for page in range(1, len(names) + 1)]
    assert len(names) > 1


@pytest.mark.parametrize("lang", ["en", "zh_TW"])
def test_a_scene_in_another_language(lang, tmp_path, office):
    if not (TRANSLATIONS / f"kiosk_{lang}.qm").exists():
        pytest.skip("not translated")
    words = ("snapshot", "--config", office, "--scene", "red", "--size", "1280x720", "--out")
    for name, option in (("own", ()), ("other", ("--lang", lang))):
        done = program(*words, tmp_path / f"{name}.png", *option)
        assert (done.code, done.err) == (0, "")
    with Image.open(tmp_path / "own.png") as own, Image.open(tmp_path / "other.png") as other:
        assert own.tobytes() != other.tobytes()


def test_a_display_on_its_side_is_drawn_on_its_side(tmp_path, office):
    with office.open("a", encoding="utf-8") as config:
        config.write("[displays.tall]\nrotate = 90\nshow_black = true\n")
    out = tmp_path / "x.png"
    done = program(
        "snapshot", "--config", office, "--scene", "red", "--display", "tall", "--out", out
    )
    assert (done.code, done.err) == (0, "")
    with Image.open(out) as image:
        assert image.size == (1080, 1920)


def test_a_scene_that_has_nothing_to_show_is_one_clear_line(tmp_path, office):
    done = program("snapshot", "--config", office, "--scene", "photos", "--out", tmp_path / "x.png")
    assert (done.code, done.out) == (1, "")
    assert one_line(done).startswith("kiosk: the scene photos has nothing to show: no photo in ")


def test_a_picture_that_cannot_be_written_is_one_clear_line(tmp_path, office):
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "x.png"
    done = program("snapshot", "--config", office, "--scene", "red", "--out", out)
    assert (done.code, done.out) == (1, "")
    assert one_line(done).startswith(f"kiosk: {tmp_path / 'file'}: ")
