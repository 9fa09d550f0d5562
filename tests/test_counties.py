"""Two whole counties, from an office's file to its board, against an independent computation."""

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.contest.board import sides
from kiosk.contest.evaluation import evaluate
from kiosk.contest.model import Rules, Season, Side
from kiosk.intake import Payload, Reading, read_table

DATA = Path(__file__).parent / "data"
SEASON = Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
READING = Reading(season=SEASON, timezone=ZoneInfo("Asia/Shanghai"))
AS_OF = date(2027, 6, 15)


@pytest.fixture(params=["county-a.xlsx", "county-b.csv"])
def county(request):
    """A county's table as read, and what is expected of it."""
    path = DATA / request.param
    table, _ = read_table(Payload(path.read_bytes(), name=path.name), READING)
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    return table, expected


def test_every_unit_score_rank_and_side_is_the_expected_one(county):
    table, expected = county
    found = evaluate(table, SEASON, Rules(), as_of=AS_OF, today=AS_OF)
    side = {subject: side for (_, subject), side in sides(found.boards).items()}
    assert len(found.tasks) == expected["tasks"]
    assert {
        one.subject: {"score": one.score, "rank": one.rank} for one in found.standings
    } == expected["units"]
    assert sorted(name for name, on in side.items() if on is Side.RED) == sorted(expected["red"])
    assert sorted(name for name, on in side.items() if on is Side.BLACK) == sorted(
        expected["black"]
    )


def test_a_workbook_says_its_own_as_of_date():
    path = DATA / "county-a.xlsx"
    table, _ = read_table(Payload(path.read_bytes(), name=path.name), READING)
    assert table.as_of == AS_OF
