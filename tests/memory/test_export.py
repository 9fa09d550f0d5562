"""The play log as spreadsheets, programs and terminals read it."""

import csv
import io
import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.memory import Played
from kiosk.memory.export import COLUMNS, as_csv, as_json, as_text

CHINA = ZoneInfo("Asia/Shanghai")
BOARD = Played(
    display="lobby",
    scene="standings",
    page=2,
    pages=5,
    began=datetime(2027, 6, 15, 0, 30, 5, 250_000, tzinfo=UTC),
    seconds=12.25,
    as_of=date(2027, 6, 10),
)
PHOTO = Played(
    display="lobby",
    scene="photos",
    began=datetime(2027, 6, 15, 16, 30, tzinfo=UTC),
    seconds=9.0,
    photo='插秧, "一".jpg',
)


def test_csv_is_read_back_by_a_spreadsheet():
    rows = list(csv.reader(io.StringIO("".join(as_csv([BOARD, PHOTO], CHINA)), newline="")))
    assert rows == [
        list(COLUMNS),
        ["lobby", "standings", "2", "5", "2027-06-15 08:30:05", "12.2", "2027-06-10", ""],
        ["lobby", "photos", "1", "1", "2027-06-16 00:30:00", "9.0", "", '插秧, "一".jpg'],
    ]


def test_every_line_of_csv_ends_as_spreadsheets_expect():
    assert all(line.endswith("\r\n") for line in as_csv([BOARD], CHINA))


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_worked_out_as_a_formula(begin):
    text = f"{begin}HYPERLINK(1)"
    hostile = Played(display=text, scene=text, began=BOARD.began, seconds=1.0, photo=text)
    (_, row) = csv.reader(io.StringIO("".join(as_csv([hostile], CHINA)), newline=""))
    assert (row[0], row[1], row[7]) == ("'" + text, "'" + text, "'" + text)


def test_json_is_one_array_with_exact_values():
    assert json.loads("".join(as_json([BOARD, PHOTO], CHINA))) == [
        {
            "display": "lobby",
            "scene": "standings",
            "page": 2,
            "pages": 5,
            "began": "2027-06-15T08:30:05.250+08:00",
            "seconds": 12.25,
            "as_of": "2027-06-10",
            "photo": None,
        },
        {
            "display": "lobby",
            "scene": "photos",
            "page": 1,
            "pages": 1,
            "began": "2027-06-16T00:30:00.000+08:00",
            "seconds": 9.0,
            "as_of": None,
            "photo": '插秧, "一".jpg',
        },
    ]
    assert json.loads("".join(as_json([], CHINA))) == []


def test_a_terminal_is_given_aligned_lines():
    assert "".join(as_text([BOARD, PHOTO], CHINA)).splitlines() == [
        "began                 seconds  scene       page   as of       display   photo",
        "2027-06-15 08:30:05      12.2  standings   2/5    2027-06-10  lobby",
        '2027-06-16 00:30:00       9.0  photos      1/1                lobby     插秧, "一".jpg',
    ]


def test_no_name_breaks_a_line_or_moves_the_cursor():
    hostile = Played(
        display="lobby", scene="photos", began=BOARD.began, seconds=1.0, photo="a\x1b[2J.jpg\nb.jpg"
    )
    (_, line) = as_text([hostile], CHINA)
    assert line.endswith("a\N{REPLACEMENT CHARACTER}[2J.jpg, b.jpg\n")
