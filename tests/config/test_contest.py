"""The contest's calendar."""

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.config import Config
from kiosk.contest.model import RoundKind, Season

Read = Callable[[str | bytes], Config]
Complain = Callable[[str | bytes], list[str]]

ROUNDS = (
    'expected "half-month", "month", "week", or the last day of each round in ascending order,'
    " such as [2027-05-20, 2027-06-10]"
)


def test_the_shipped_season_has_153_days_and_half_months() -> None:
    season = Config().contest.season()
    assert season == Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
    assert season.days == 153
    assert season.rounds is RoundKind.HALF_MONTH


def test_the_season_is_what_the_file_says(read: Read) -> None:
    contest = read(
        '[contest]\nstart = 2028-03-01\nend = 2028-03-31\nrounds = "week"\ntimezone = "Asia/Urumqi"'
    ).contest
    assert contest.season() == Season(
        start=date(2028, 3, 1), end=date(2028, 3, 31), rounds=RoundKind.WEEK
    )
    assert contest.zone.key == "Asia/Urumqi"


def test_rounds_may_be_a_list_of_last_days(read: Read) -> None:
    contest = read("[contest]\nrounds = [2027-05-01, 2027-06-10, 2027-09-30]\n").contest
    assert contest.season().rounds == (date(2027, 5, 1), date(2027, 6, 10), date(2027, 9, 30))


def test_a_season_may_be_a_single_day(read: Read) -> None:
    assert read("[contest]\nstart = 2027-05-01\nend = 2027-05-01\n").contest.season().days == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "start = 2027-05-02\nend = 2027-05-01",
            "3: contest.end: the season must not end (2027-05-01) before it starts (2027-05-02)",
        ),
        (
            "end = 2027-04-30",
            "2: contest.end: the season must not end (2027-04-30) before it starts (2027-05-01)",
        ),
        (
            "start = 2027-10-01",
            "2: contest.start: the season must not end (2027-09-30) before it starts (2027-10-01)",
        ),
        (
            "rounds = [2027-04-30, 2027-06-10]",
            (
                "2: contest.rounds: [2027-04-30, 2027-06-10] is not allowed;"
                " expected days from 2027-05-01 to 2027-09-30; 2027-04-30 is not in them"
            ),
        ),
        (
            "rounds = [2027-06-10, 2027-10-01]",
            (
                "2: contest.rounds: [2027-06-10, 2027-10-01] is not allowed;"
                " expected days from 2027-05-01 to 2027-09-30; 2027-10-01 is not in them"
            ),
        ),
        (
            'rounds = "months"',
            f'2: contest.rounds: "months" is not allowed; {ROUNDS}; did you mean «month»?',
        ),
        ("rounds = []", f"2: contest.rounds: [] is not allowed; {ROUNDS}"),
        ("rounds = 2027-06-10", f"2: contest.rounds: 2027-06-10 is not allowed; {ROUNDS}"),
        (
            "rounds = [2027-06-10, 2027-06-10]",
            f"2: contest.rounds: [2027-06-10, 2027-06-10] is not allowed; {ROUNDS}",
        ),
        (
            "rounds = [2027-06-10, 2027-06-01]",
            f"2: contest.rounds: [2027-06-10, 2027-06-01] is not allowed; {ROUNDS}",
        ),
        (
            "rounds = [2027-06-10T12:00:00]",
            f"2: contest.rounds: [2027-06-10T12:00:00] is not allowed; {ROUNDS}",
        ),
        (
            'timezone = "Asia/Shangai"',
            (
                '2: contest.timezone: "Asia/Shangai" is not allowed; expected the name of'
                ' a time zone such as "Asia/Shanghai"; did you mean «Asia/Shanghai»?'
            ),
        ),
        *(
            (
                f'timezone = "{name}"',
                (
                    f'2: contest.timezone: "{name}" is not allowed; expected the name of'
                    ' a time zone such as "Asia/Shanghai"'
                ),
            )
            for name in ("", "Asia", "../UTC", "/no/zone", "北京时间")
        ),
    ],
)
def test_an_impossible_calendar_is_refused(complain: Complain, text: str, line: str) -> None:
    assert complain(f"[contest]\n{text}\n") == [f"config.toml:{line}"]
