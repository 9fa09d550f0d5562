"""When a source is asked next, and what is said of times when the clock was wrong."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.board import is_stale
from kiosk.contest.model import Season
from kiosk.intake import Reading
from kiosk.intake.fetch import Fetcher
from kiosk.intake.source import Request
from kiosk.memory import Memory
from kiosk.polling import CONFIRM_S, FIRST_RETRY_S, News, Poller, next_poll_s

READING = Reading(
    season=Season(start=date(2027, 5, 1), end=date(2027, 9, 30)),
    timezone=ZoneInfo("Asia/Shanghai"),
)
START = datetime(2027, 6, 15, 8, tzinfo=UTC)
EVERY = timedelta(minutes=5)
DAY = timedelta(days=1)

EVERIES = st.timedeltas(min_value=timedelta(seconds=5), max_value=DAY)
CHANCES = st.floats(min_value=0, max_value=1)
FAILURES = st.integers(min_value=1, max_value=100_000)
ASKED = st.none() | st.floats(min_value=0, max_value=1e9)


# When to poll next


@given(every=EVERIES, chance=CHANCES)
def test_after_a_good_poll_the_next_is_made_after_the_usual_time_or_nearly(every, chance):
    rest = next_poll_s(News(), every, chance)
    assert abs(rest - every.total_seconds()) <= min(every.total_seconds() * 0.05, 30) + 1e-6


def test_kiosks_switched_on_together_do_not_ask_together_for_ever():
    rests = [next_poll_s(News(), EVERY, chance) for chance in (0, 0.5, 1)]
    assert rests == [285.0, 300.0, 315.0]


@given(every=EVERIES, chance=CHANCES, failures=FAILURES, asked=ASKED)
def test_a_source_that_fails_is_asked_no_less_often_than_usual_and_no_sooner_than_it_asked_for(
    every, chance, failures, asked
):
    rest = next_poll_s(News(failures=failures, retry_after_s=asked), every, chance)
    told = min(asked or 0.0, 3600.0)
    assert rest >= told
    assert rest >= FIRST_RETRY_S * 0.8 - 1e-9
    assert rest <= max(every.total_seconds(), told + min(told * 0.05, 30)) + 1e-6


@given(every=EVERIES, chance=CHANCES, failures=FAILURES)
def test_a_source_that_goes_on_failing_is_asked_less_and_less_often(every, chance, failures):
    sooner = next_poll_s(News(failures=failures), every, chance)
    assert next_poll_s(News(failures=failures + 1), every, chance) >= sooner
    assert next_poll_s(News(failures=failures + 50), every, chance) >= every.total_seconds() * 0.8


def polled_at(every: timedelta, chance: Callable[[], float], until_s: float) -> list[float]:
    """When a source that fails from the start is asked, in seconds from then."""
    at = [0.0]
    while at[-1] < until_s:
        at.append(at[-1] + next_poll_s(News(failures=len(at)), every, chance()))
    return at[:-1]


@pytest.mark.parametrize("up_s", [20, 30, 45, 60, 75, 90])
def test_a_network_that_comes_up_a_while_after_boot_is_noticed_soon(up_s):
    for seed in range(200):
        polls = polled_at(EVERY, Random(seed).random, 600)
        noticed = min(at for at in polls if at >= up_s)
        assert noticed - up_s <= max(10, up_s * 0.45), "within half of the time that it was away"


def test_against_a_failing_source_no_storm():
    """Requests are attempts times these: 90 in the first hour, and 45 in each later one."""
    for seed in range(200):
        polls = polled_at(EVERY, Random(seed).random, 4 * 3600)
        hours = [sum(hour <= at / 3600 < hour + 1 for at in polls) for hour in range(4)]
        assert hours[0] <= 30
        assert max(hours[1:]) <= 15


def test_against_a_real_server_that_fails_for_an_hour_no_storm(table_server, memory, wall):
    """An hour of polls with all their attempts, counted where they arrive."""
    table_server.status = 503
    chance = Random(7).random
    with closing(Fetcher(sleep=lambda _: None)) as fetcher:
        poller = Poller(
            Request(url=table_server.url, attempts=3),
            READING,
            fetcher=fetcher,
            memory=memory,
            key=table_server.url,
            now=wall.now,
        )
        while wall.elapsed < 3600:
            news = poller.poll()
            wall.advance(next_poll_s(news, EVERY, chance()))
    assert 45 <= len(table_server.exchanges) <= 90


def test_a_source_that_says_when_to_come_back_is_left_alone_until_then(table_server, poller, wall):
    table_server.status = 429
    table_server.retry_after = "600"
    news = poller.poll()
    assert (news.failures, news.retry_after_s) == (1, 600.0)
    assert next_poll_s(news, EVERY, 0.0) == 600.0
    assert len(table_server.exchanges) == 1, "nor did the poll itself try again"


def test_a_source_that_sends_everybody_away_for_years_is_asked_again_in_an_hour(
    table_server, poller
):
    table_server.status = 503
    table_server.retry_after = "99999999"
    assert next_poll_s(poller.poll(), EVERY, 1.0) == 3630.0


@pytest.mark.parametrize(("seconds", "shown"), [("59", False), ("60", True)])
def test_being_sent_away_for_a_minute_is_shown_at_once(
    seconds, shown, table_server, poller, wall, make_workbook
):
    table_server.serve(make_workbook({"发改局": 0.4}))
    poller.poll()
    wall.advance(300)
    table_server.status, table_server.retry_after = 503, seconds
    assert poller.poll().away_since == (START if shown else None)


def test_failures_are_counted_until_the_source_answers(table_server, poller, make_workbook):
    table_server.serve(make_workbook({"发改局": 0.4}))
    counts = []
    for status in (200, 500, 404, 200, 503):
        table_server.status = status
        counts.append(poller.poll().failures)
    assert counts == [0, 1, 2, 0, 1]


@given(every=EVERIES, chance=CHANCES, held=st.integers(min_value=1, max_value=1000))
def test_a_doubtful_table_is_asked_for_again_within_a_minute_and_then_less_and_less_soon(
    every, chance, held
):
    rest = next_poll_s(News(held="doubtful", held_polls=held), every, chance)
    longest = min(CONFIRM_S * 2.0 ** (held - 1), every.total_seconds())
    assert 0.8 * longest - 1e-6 <= rest <= longest


def test_doubtful_tables_are_counted_until_one_is_taken(table_server, poller, make_workbook):
    counts = []
    for size in (90, 40, 19, 9, 9):
        table_server.serve(make_workbook({f"单位{number}": 0.4 for number in range(size)}))
        counts.append(poller.poll().held_polls)
    assert counts == [0, 1, 2, 3, 0]


# When the clock was wrong


class Wall:
    """A machine's clock that can be set, and the one that nobody sets."""

    def __init__(self) -> None:
        self.at = START
        self.elapsed = 1000.0

    def now(self) -> datetime:
        return self.at

    def advance(self, seconds: float) -> datetime:
        self.elapsed += seconds
        self.at += timedelta(seconds=seconds)
        return self.at

    def set(self, at: datetime) -> datetime:
        self.at = at
        return at


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory.open(tmp_path / "state") as opened:
        yield opened


@pytest.fixture
def start(table_server, memory, wall) -> Iterator[Callable[[], Poller]]:
    """Makes a poller as a kiosk that has just started has it, over the same memory."""
    fetchers: list[Fetcher] = []

    def make() -> Poller:
        fetchers.append(Fetcher())
        return Poller(
            Request(url=table_server.url, attempts=1),
            READING,
            fetcher=fetchers[-1],
            memory=memory,
            key=table_server.url,
            now=wall.now,
            elapsed=lambda: wall.elapsed,
        )

    yield make
    for fetcher in fetchers:
        fetcher.close()


@pytest.fixture
def poller(start) -> Poller:
    return start()


@pytest.fixture
def office(table_server, make_workbook):
    table_server.serve(make_workbook({"发改局": 0.4}))
    return table_server


def stale(news: News, now: datetime) -> bool:
    return is_stale(
        as_of=None,
        today=now.date(),
        stale_after=20 * DAY,
        answered=news.checked,
        now=now,
        unanswered_after=DAY,
    )


WRONG = [
    datetime(1970, 1, 1, 0, 1, tzinfo=UTC),
    datetime(2036, 2, 7, 6, 28, tzinfo=UTC),
    START - timedelta(minutes=2),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_times_noted_by_a_wrong_clock_come_right_with_it(wrong, office, start, wall, memory):
    wall.set(wrong)
    poller = start()
    news = poller.poll()
    assert (news.changed, news.checked) == (wrong, wrong)
    wall.advance(120)
    right = wall.set(START)
    office.status = 503
    noted = right - timedelta(seconds=120)
    assert (poller.news.changed, poller.news.checked) == (noted, noted), "before any poll"
    assert not stale(poller.news, right)
    news = poller.poll()
    assert (news.changed, news.checked) == (noted, noted)
    kept = memory.last_good(office.url)
    assert (kept.changed, kept.checked) == (noted, noted), "and what memory keeps"


@pytest.mark.parametrize("wrong", WRONG)
def test_an_outage_that_begins_by_a_wrong_clock_is_told_by_the_right_one(
    wrong, office, start, wall
):
    wall.set(wrong)
    poller = start()
    poller.poll()
    wall.advance(300)
    office.status = 503
    for _ in range(4):
        poller.poll()
        wall.advance(50)
    assert poller.news.away_since == wrong
    wall.set(START)
    since = START - timedelta(seconds=500)
    assert poller.news.away_since == since
    assert poller.poll().away_since == since


def test_it_turns_stale_a_day_later_wherever_the_clock_was_meanwhile(office, start, wall):
    poller = start()
    poller.poll()
    office.status = 503
    for hours, set_to in ((6, WRONG[0]), (6, WRONG[1]), (6, WRONG[0])):
        wall.advance(hours * 3600)
        poller.poll()
        wall.set(set_to)
        poller.poll()
        assert not stale(poller.news, wall.at)
    wall.advance(6 * 3600 + 1)
    assert stale(poller.news, wall.at)
    right = wall.set(START + DAY + timedelta(seconds=1))
    assert poller.poll().away_since == START
    assert stale(poller.news, right)


def test_a_machine_that_slept_knows_how_long(office, start, wall):
    """The clock that nobody sets goes on meanwhile: waking up sets nothing."""
    poller = start()
    poller.poll()
    wall.advance(8 * 3600)
    assert poller.news.checked == START
    office.status = 503
    for _ in range(3):
        wall.advance(60)
        poller.poll()
    assert poller.news.away_since == START


@pytest.mark.parametrize("seconds", [-59, 59])
def test_a_clock_that_drifts_moves_no_time(seconds, office, start, wall):
    poller = start()
    poller.poll()
    wall.at += timedelta(seconds=seconds)
    assert (poller.news.changed, poller.news.checked) == (START, START)


def test_a_doubtful_table_is_held_since_when_it_came(office, start, wall, make_workbook):
    office.serve(make_workbook({f"单位{number}": 0.4 for number in range(9)}))
    poller = start()
    poller.poll()
    wall.set(WRONG[1])
    office.serve(make_workbook({"单位1": 0.4}))
    poller.poll()
    wall.advance(60)
    wall.set(START)
    assert poller.news.held_since == START - timedelta(seconds=60)


# What an earlier process kept by a wrong clock


def kept_by(start, wall: Wall, at: datetime, office) -> None:
    """An earlier process keeps the table, by a clock that says this."""
    wall.set(at)
    start().poll()
    # Nothing tells the next process how much the clock was set while no kiosk ran.
    wall.elapsed = 5.0


@pytest.mark.parametrize("wrong", WRONG[:2])
def test_times_kept_by_a_wrong_clock_are_not_told_and_the_figures_count_as_old(
    wrong, office, start, wall
):
    kept_by(start, wall, wrong, office)
    wall.set(START)
    office.status = 503
    poller = start()
    for news in (poller.recall(), poller.poll()):
        assert news.table is not None
        assert (news.changed, news.checked) == (None, None)
        assert stale(news, START), "nobody is shamed on figures of an unknown age"
    assert news.away_since == START, "what this process knows itself"


@pytest.mark.parametrize("wrong", WRONG[:2])
def test_times_kept_by_a_wrong_clock_are_healed_once_the_source_answers(
    wrong, office, start, wall, memory
):
    kept_by(start, wall, wrong, office)
    wall.set(START)
    poller = start()
    poller.recall()
    news = poller.poll()
    assert (news.changed, news.checked) == (START, START)
    kept = memory.last_good(office.url)
    assert (kept.changed, kept.checked) == (START, START)


def test_right_times_in_memory_survive_a_start_with_the_clock_at_1970(office, start, wall, memory):
    kept_by(start, wall, START, office)
    wall.set(WRONG[0])
    poller = start()
    poller.recall()
    news = poller.poll()
    assert (news.changed, news.checked) == (None, WRONG[0])
    wall.advance(60)
    right = wall.set(START + 2 * DAY)
    asked = right - timedelta(seconds=60)
    assert (poller.news.changed, poller.news.checked) == (START, asked)
    poller.poll()
    kept = memory.last_good(office.url)
    assert (kept.changed, kept.checked) == (START, right)


def test_without_a_network_a_start_at_1970_tells_the_right_time_once_the_clock_is_right(
    office, start, wall
):
    kept_by(start, wall, START, office)
    wall.set(WRONG[0])
    office.status = 503
    poller = start()
    poller.recall()
    assert poller.poll().away_since == WRONG[0]
    wall.advance(20)
    right = wall.set(START + timedelta(hours=10))
    assert not stale(poller.news, right)
    assert poller.poll().away_since == START


ANY_TIME = st.datetimes(
    min_value=datetime(1970, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2038, 1, 19),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
)


@pytest.fixture(scope="module")
def module_memory(tmp_path_factory) -> Iterator[Memory]:
    with Memory.open(tmp_path_factory.mktemp("state")) as opened:
        yield opened


@given(clocks=st.lists(ANY_TIME, min_size=1, max_size=6), kept=ANY_TIME, fails=st.booleans())
def test_no_time_is_ever_told_that_lies_ahead(clocks, kept, fails, module_memory, tmp_path_factory):
    """Whatever the clock was: no outage is negative, no change is yet to come."""
    wall = Wall()
    table = tmp_path_factory.getbasetemp() / "table.csv"
    if not table.exists():
        table.write_text("任务,牵头单位,完成率\n甲,发改局,50%\n", encoding="utf-8")
    with closing(Fetcher(sleep=lambda _: None)) as fetcher:

        def start(url: str) -> Poller:
            return Poller(
                Request(url=url, attempts=1),
                READING,
                fetcher=fetcher,
                memory=module_memory,
                key=str(table),
                now=wall.now,
                elapsed=lambda: wall.elapsed,
            )

        wall.set(kept)
        assert start(str(table)).poll().checked == kept
        poller = start(str(table.with_suffix(".lost")) if fails else str(table))
        poller.recall()
        for at in clocks:
            wall.set(at)
            for news in (poller.news, poller.poll()):
                times = (news.changed, news.checked, news.away_since)
                assert all(told <= at for told in times if told is not None)
                assert stale(news, at) == (news.checked is None or at - news.checked > DAY)
            wall.advance(30)


# Polls that hang


def test_beside_a_poll_that_hangs_nobody_is_asked_and_the_outage_is_told(office, poller, wall):
    poller.poll()
    wall.advance(300)
    with office.hold() as asked:
        hanging = threading.Thread(target=poller.poll)
        hanging.start()
        assert asked.wait(10)
        before = len(office.exchanges)
        assert poller.news.failures == 0, "it may yet answer"
        told = [poller.poll() for _ in range(3)]
        assert poller.news == told[-1], "whoever asks is told"
        assert len(office.exchanges) == before
    hanging.join(10)
    assert [news.failures for news in told] == [1, 2, 3]
    assert {news.away_since for news in told} == {START}
    assert all(news.problem.endswith(": an earlier poll still hangs") for news in told)
    assert poller.news.failures == 0, "and when it comes back all is well"
    assert (poller.news.problem, poller.news.checked) == ("", wall.at)
    assert poller.poll().failures == 0


# A season


@pytest.mark.parametrize(
    "polls_a_day", [4, pytest.param(288, marks=pytest.mark.soak)], ids=["short", "full"]
)
def test_a_season_of_polls_writes_a_few_lines_and_a_month_without_a_source_two(
    polls_a_day, tmp_path, memory, wall, caplog, make_workbook, say
):
    caplog.set_level(logging.INFO)
    path = tmp_path / "table.xlsx"

    def save(shares: dict[str, float]) -> None:
        part = path.with_suffix(".part")
        part.write_bytes(make_workbook(shares))
        part.replace(path)

    save({"发改局": 0.1})
    every, chance, began = DAY / polls_a_day, Random(3).random, time.monotonic()
    polls = changes = 0
    with closing(Fetcher(sleep=lambda _: None)) as fetcher:
        poller = Poller(
            Request(url=str(path), attempts=3),
            READING,
            fetcher=fetcher,
            memory=memory,
            key="table",
            now=wall.now,
            elapsed=lambda: wall.elapsed,
        )
        for day in range(153):
            if day % 15 == 0 and path.exists():
                changes += 1
                save({"发改局": 0.1 + day / 1000})
            if day == 60:
                path.rename(path.with_suffix(".away"))
            if day == 90:
                path.with_suffix(".away").rename(path)
            end = wall.elapsed + 86_400
            while wall.elapsed < end:
                polls += 1
                wall.advance(next_poll_s(poller.poll(), every, chance()))
    told = [record.getMessage() for record in caplog.records]
    say(f"{polls} polls in {time.monotonic() - began:.1f} s: {len(told)} lines")
    assert len(told) == changes + 2
    assert sum("gives nothing usable" in line for line in told) == 1
    assert told.count("the source answers again") == 1
