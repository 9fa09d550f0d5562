"""A kiosk as it runs whose clock is wrong at the start and set while it hangs on the wall."""

import itertools
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.memory import Memory
from tests.processes import TABLE, Office, offices

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
RIGHT = datetime(2027, 6, 15, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed")


@pytest.fixture
def office(table_server, make_workbook, tmp_path) -> Iterator[Office]:
    table_server.serve(make_workbook(TABLE))
    with offices(tmp_path) as make:
        yield make(table_server.url)


@pytest.fixture
def set_clock(tmp_path) -> Callable[[datetime], None]:
    numbers = itertools.count()

    def set_to(at: datetime) -> None:
        # The clock goes on from there: it is told as so many seconds ahead of the real one.
        part = tmp_path / f"clock-{next(numbers)}"
        part.write_text(f"{(at - datetime.now(UTC)).total_seconds():+.0f}")
        part.replace(tmp_path / "clock")

    return set_to


def checked(office: Office) -> datetime:
    with Memory.open(office.state) as memory:
        kept = memory.last_good(office.url)
    assert kept is not None
    return kept.checked


STEPS = (
    (RIGHT, "the clock was set forward by 57 years"),
    (datetime(2036, 2, 7, tzinfo=UTC), "the clock was set forward by 8 years"),
    (RIGHT, "the clock was set back by 8 years"),
)


@pytest.mark.parametrize(
    "steps", [STEPS[:1], pytest.param(STEPS, marks=pytest.mark.soak)], ids=["short", "full"]
)
def test_a_clock_at_1970_that_is_set_right_and_then_to_2036_and_back(
    steps, office, table_server, set_clock, tmp_path
):
    set_clock(datetime(1970, 1, 2, tzinfo=UTC))
    running = office.kiosk(
        LD_PRELOAD=str(FAKETIME),
        FAKETIME_TIMESTAMP_FILE=str(tmp_path / "clock"),
        FAKETIME_NO_CACHE="1",
        FAKETIME_DONT_FAKE_MONOTONIC="1",
        TZ="UTC",
    )
    running.wait_for("5 tasks as of 2027-06-15")
    for at, said in steps:
        set_clock(at)
        polls, began = len(table_server.exchanges), time.monotonic()
        running.wait_for(said, 15)
        table_server.wait_for(len(table_server.exchanges) + 2, 20)
        most = (time.monotonic() - began) / 3 + 3
        assert 2 <= len(table_server.exchanges) - polls <= most, "neither silence nor a storm"
        assert abs(checked(office) - at) < MINUTE, "and what memory says comes right"
    assert running.log.count("the clock was set") == len(steps)
    assert len(running.log.splitlines()) < 12
    running.stop()
