"""The command `played` over a play log as a kiosk leaves it."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.memory import Played, PlayLog
from kiosk.resources import state_folder

FIGURES = date(2027, 6, 10)


def shown(began: datetime, display: str = "lobby", photo: str = "") -> Played:
    return Played(display=display, scene="red", began=began, seconds=12.5, photo=photo)


PAGES = [
    shown(datetime(2027, 6, 14, 15, 59, 59, tzinfo=UTC)),
    shown(datetime(2027, 6, 14, 16, 0, tzinfo=UTC), photo="插秧.jpg"),
    shown(datetime(2027, 6, 15, 3, 0, tzinfo=UTC), display="canteen"),
    shown(datetime(2027, 6, 15, 15, 59, 59, tzinfo=UTC)),
    shown(datetime(2027, 6, 15, 16, 0, tzinfo=UTC)),
]
"""Around June 15 in China, whose midnight is at 16:00 UTC."""


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch) -> Path:
    """The user's state folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return state_folder()


@pytest.fixture
def log(state) -> None:
    """What a kiosk has left."""
    with PlayLog(state) as kept:
        for page in PAGES:
            kept.record(page)


@pytest.fixture
def command(capfdbinary) -> Callable[..., tuple[int, bytes, bytes]]:
    def run(*words: str) -> tuple[int, bytes, bytes]:
        code = main(["played", *words])
        said = capfdbinary.readouterr()
        return code, said.out, said.err

    return run


def begun(out: bytes) -> list[str]:
    return [one["began"][:19] for one in json.loads(out)]


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ([], [0, 1, 2, 3, 4]),
        (["--from", "2027-06-15"], [1, 2, 3, 4]),
        (["--to", "2027-06-15"], [0, 1, 2, 3]),
        (["--from", "2027-06-15", "--to", "2027-06-15"], [1, 2, 3]),
        (["--display", "canteen"], [2]),
        (["--from", "2027-06-16", "--display", "canteen"], []),
        (["--from", "0001-01-01", "--to", "9999-12-31"], [0, 1, 2, 3, 4]),
    ],
    ids=lambda words: " ".join(map(str, words)) or "all",
)
def test_days_are_the_contests_and_both_are_included(words, pages, log, command):
    code, out, err = command(*words, "--json")
    assert (code, err) == (0, b"")
    china = [
        "2027-06-14T23:59:59",
        "2027-06-15T00:00:00",
        "2027-06-15T11:00:00",
        "2027-06-15T23:59:59",
        "2027-06-16T00:00:00",
    ]
    assert begun(out) == [china[number] for number in pages]


def test_the_time_of_day_is_that_of_the_configured_zone(log, command, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('[contest]\ntimezone = "Asia/Urumqi"\n', encoding="utf-8")
    _, out, _ = command("--json", "--config", str(config))
    assert begun(out)[0] == "2027-06-14T21:59:59"


def test_csv_is_utf_8_and_says_so(log, command):
    """Without the mark a spreadsheet on a Chinese Windows takes it for GBK."""
    code, out, err = command("--csv", "--from", "2027-06-15", "--to", "2027-06-15")
    assert (code, err) == (0, b"")
    assert out.startswith(b"\xef\xbb\xbfdisplay,")
    assert out.count(b"\r\n") == out.count(b"\n") == 4
    rows = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"), newline="")))
    assert [(row["display"], row["began"], row["photo"]) for row in rows] == [
        ("lobby", "2027-06-15 00:00:00", "插秧.jpg"),
        ("canteen", "2027-06-15 11:00:00", ""),
        ("lobby", "2027-06-15 23:59:59", ""),
    ]


def test_a_terminal_gets_a_line_a_page(log, command):
    code, out, err = command("--display", "canteen")
    assert (code, err) == (0, b"")
    header, line = out.decode().splitlines()
    assert header.split() == ["began", "seconds", "scene", "page", "as", "of", "display", "photo"]
    assert line.split() == ["2027-06-15", "11:00:00", "12.5", "red", "1/1", "canteen"]


def test_where_nothing_was_recorded_nothing_is_told_and_nothing_left_behind(command, state):
    assert command("--json") == (0, b"[]\n", b"")
    code, out, _ = command("--csv")
    assert (code, out.count(b"\n")) == (0, 1)
    assert not state.exists()


def test_a_play_log_that_can_not_be_read_is_one_clear_line(command, state):
    state.mkdir()
    (state / "played.sqlite3").write_bytes(b"damaged" * 1000)
    code, _, err = command("--json")
    assert code == 1
    assert err.decode() == f"kiosk: {state / 'played.sqlite3'}: file is not a database\n"


def test_what_a_running_kiosk_shows_is_found_and_it_is_not_disturbed(command, state):
    with PlayLog(state) as kept:
        kept.record(PAGES[0])
        kept.flush()
        assert len(begun(command("--json")[1])) == 1
        kept.record(PAGES[1])
        kept.flush()
        assert len(begun(command("--json")[1])) == 2
