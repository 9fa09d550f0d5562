"""The contest's calendar."""

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.config import Config
from kiosk.contest.model import MeetingKind, RoundKind, Season

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


def test_days_off_and_working_days_are_the_county_s_own(read: Read) -> None:
    contest = read(
        "[contest]\ndays_off = [2027-05-04, 2027-10-08]\nwork_days = [2027-05-08]\n"
    ).contest
    assert contest.days_off == (date(2027, 5, 4), date(2027, 10, 8))
    assert contest.work_days == (date(2027, 5, 8),)


def test_meetings_are_held_when_the_file_says_so(read: Read) -> None:
    meetings = read("""[[meetings]]
kind = "dispatch"
date = 2027-06-11
topic = "征地拆迁"
[[meetings]]
kind = "monthly"
date = 2027-06-28
""").meetings
    assert [(one.kind, one.date, one.topic) for one in meetings] == [
        (MeetingKind.DISPATCH, date(2027, 6, 11), "征地拆迁"),
        (MeetingKind.MONTHLY, date(2027, 6, 28), ""),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "[contest]\ndays_off = [2027-05-04]\nwork_days = [2027-05-08, 2027-05-04]",
            "3: contest.work_days: 2027-05-04 stands in days_off, too",
        ),
        (
            '[contest]\ndays_off = ["2027-05-04"]',
            (
                '2: contest.days_off: "2027-05-04" is not allowed;'
                " expected a date such as 2027-05-01; take off the quotes"
            ),
        ),
        (
            "[contest]\nwork_days = 2027-05-08",
            (
                "2: contest.work_days: 2027-05-08 is not allowed;"
                " expected a list of dates such as [2027-05-01, 2027-05-02]"
            ),
        ),
        (
            '[[meetings]]\nkind = "dispatch"\ndate = 2027-06-11\n[[meetings]]\nkind = "monthly"',
            "4: meetings.date: missing; expected a date such as 2027-05-01",
        ),
        (
            "[[meetings]]\ndate = 2027-06-11",
            '1: meetings.kind: missing; expected one of "dispatch", "monthly"',
        ),
        (
            '[[meetings]]\nkind = "dispach"\ndate = 2027-06-11',
            (
                '2: meetings.kind: "dispach" is not allowed; expected one of'
                ' "dispatch", "monthly"; did you mean «dispatch»?'
            ),
        ),
        (
            '[[meetings]]\nkind = "monthly"\ndate = 2027-06-30\ntopik = "x"',
            "4: meetings.topik: unknown key; did you mean «topic»?",
        ),
        (
            "[meetings]",
            (
                "1: meetings: a table is not allowed;"
                " expected one table for each, written [[meetings]]"
            ),
        ),
    ],
)
def test_an_impossible_day_or_meeting_is_refused(complain: Complain, text: str, line: str) -> None:
    assert complain(f"{text}\n") == [f"config.toml:{line}"]
