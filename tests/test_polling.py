"""Polling a real server and real files: what is kept, what is shown, what is logged."""

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock
from zoneinfo import ZoneInfo

import pytest

from kiosk import polling
from kiosk.contest.model import Season
from kiosk.intake import Reading, UnusableSource, read_table
from kiosk.intake.fetch import Fetcher
from kiosk.intake.source import Request, SourceUnavailable
from kiosk.memory import Memory
from kiosk.polling import News, Poller, read_once

READING = Reading(
    season=Season(start=date(2027, 5, 1), end=date(2027, 9, 30)),
    timezone=ZoneInfo("Asia/Shanghai"),
)
START = datetime(2027, 6, 15, 8, tzinfo=UTC)
POLL = timedelta(seconds=5)


class Clock:
    """The time of day, as the test says it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta = POLL) -> datetime:
        self.now += by
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory.open(tmp_path / "state") as opened:
        yield opened


@pytest.fixture
def make_poller(memory: Memory, clock: Clock) -> Iterator[Callable[[str], Poller]]:
    """A poller as a kiosk that has just started has it, over the same memory."""
    fetchers: list[Fetcher] = []

    def make(url: str) -> Poller:
        fetchers.append(Fetcher())
        request = Request(url=url, attempts=1, connect_s=2, read_s=2, total_s=4)
        return Poller(request, READING, fetcher=fetchers[-1], memory=memory, key=url, now=clock)

    yield make
    for fetcher in fetchers:
        fetcher.close()


def units(news: News) -> dict[str, float]:
    assert news.table is not None
    return {task.lead_units[0]: task.actual for task in news.table.tasks}


def lines(caplog: pytest.LogCaptureFixture, level: int) -> list[str]:
    return [
        record.getMessage()
        for record in caplog.records
        if record.name == "kiosk.polling" and record.levelno == level
    ]


class Office:
    """A table that an office keeps, wherever it stands."""

    url: str

    def write(self, body: bytes) -> None:
        """Replace the table."""
        raise NotImplementedError

    def lose(self) -> None:
        """Let nobody reach it."""
        raise NotImplementedError


class OnServer(Office):
    def __init__(self, server) -> None:
        self.server = server
        self.url = server.url

    def write(self, body: bytes) -> None:
        self.server.status = 200
        self.server.serve(body)

    def lose(self) -> None:
        self.server.status = 503


class InFolder(Office):
    def __init__(self, folder: Path) -> None:
        self.path = folder / "table.xlsx"
        self.url = str(self.path)

    def write(self, body: bytes) -> None:
        part = self.path.with_suffix(".part")
        part.write_bytes(body)
        # A file that was just written is read twice, a moment apart; this one has stood still.
        hour_ago = time.time() - 3600
        os.utime(part, (hour_ago, hour_ago))
        part.replace(self.path)

    def lose(self) -> None:
        self.path.unlink()


@pytest.fixture(params=["server", "folder"])
def office(request, tmp_path, table_server) -> Office:
    return OnServer(table_server) if request.param == "server" else InFolder(tmp_path)


def test_the_first_poll_gives_the_table_and_when_it_came(office, make_poller, make_workbook):
    office.write(make_workbook({"发改局": 0.4, "住建局": 0.5}))
    news = make_poller(office.url).poll()
    assert units(news) == {"发改局": 0.4, "住建局": 0.5}
    assert news.table.as_of == date(2027, 6, 15)
    assert (news.changed, news.checked) == (START, START)
    assert (news.away_since, news.problem) == (None, "")


def test_before_any_poll_nothing_is_known(office, make_poller):
    poller = make_poller(office.url)
    assert poller.news == News()
    assert poller.recall() == News()


def test_an_unchanged_source_was_heard_but_said_nothing_new(
    office, make_poller, make_workbook, clock
):
    office.write(make_workbook({"发改局": 0.4}))
    poller = make_poller(office.url)
    before = poller.poll()
    heard = clock.advance()
    news = poller.poll()
    assert (news.changed, news.checked) == (START, heard)
    assert news.table is before.table


def test_an_unchanged_source_costs_a_304(table_server, make_poller, make_workbook, clock):
    table_server.serve(make_workbook({"发改局": 0.4}))
    poller = make_poller(table_server.url)
    for _ in range(3):
        poller.poll()
        clock.advance()
    assert [exchange.status for exchange in table_server.exchanges] == [200, 304, 304]


def test_a_new_table_takes_the_place_of_the_old_one(office, make_poller, make_workbook, clock):
    office.write(make_workbook({"发改局": 0.4}))
    poller = make_poller(office.url)
    poller.poll()
    office.write(make_workbook({"发改局": 0.6}, as_of="2027年6月20日"))
    came = clock.advance()
    news = poller.poll()
    assert units(news) == {"发改局": 0.6}
    assert news.table.as_of == date(2027, 6, 20)
    assert (news.changed, news.checked) == (came, came)


def test_a_source_that_changes_back_is_followed(office, make_poller, make_workbook, clock):
    first, second = make_workbook({"发改局": 0.4}), make_workbook({"发改局": 0.6})
    poller = make_poller(office.url)
    shown = []
    for body in (first, second, first):
        office.write(body)
        shown.append(units(poller.poll()))
        clock.advance()
    assert shown == [{"发改局": 0.4}, {"发改局": 0.6}, {"发改局": 0.4}]


def test_a_failing_source_keeps_the_data_and_says_why(office, make_poller, make_workbook, clock):
    office.write(make_workbook({"发改局": 0.4}))
    poller = make_poller(office.url)
    before = poller.poll()
    office.lose()
    clock.advance()
    news = poller.poll()
    assert news.table is before.table
    assert (news.changed, news.checked) == (START, START)
    assert "table.xlsx" in news.problem
    assert "\n" not in news.problem


def test_the_log_has_one_line_when_it_begins_to_fail_and_one_when_it_recovers(
    office, make_poller, make_workbook, clock, caplog
):
    caplog.set_level(logging.INFO)
    body = make_workbook({"发改局": 0.4})
    office.write(body)
    poller = make_poller(office.url)
    poller.poll()
    caplog.clear()
    office.lose()
    for _ in range(4):
        clock.advance()
        problem = poller.poll().problem
    assert lines(caplog, logging.WARNING) == [f"the source gives nothing usable: {problem}"]
    assert lines(caplog, logging.INFO) == []
    caplog.clear()
    office.write(body)
    for _ in range(3):
        clock.advance()
        poller.poll()
    assert lines(caplog, logging.INFO) == ["the source answers again"]
    assert lines(caplog, logging.WARNING) == []
    office.lose()
    clock.advance()
    poller.poll()
    assert len(lines(caplog, logging.WARNING)) == 1, "a second outage is told anew"


def test_reasons_that_alternate_are_told_once_each_and_a_few_at_most(
    table_server, make_poller, clock, caplog
):
    poller = make_poller(table_server.url)
    for status in (500, 503, 500, 503, 404, 403, 410, 418, 451):
        table_server.status = status
        clock.advance()
        poller.poll()
    told = lines(caplog, logging.WARNING)
    assert len(told) == len(set(told)) == 5


def test_one_blip_is_not_shown(office, make_poller, make_workbook, clock):
    body = make_workbook({"发改局": 0.4})
    office.write(body)
    poller = make_poller(office.url)
    poller.poll()
    office.lose()
    clock.advance()
    assert poller.poll().away_since is None
    office.write(body)
    clock.advance()
    assert poller.poll().away_since is None
    office.lose()
    clock.advance()
    assert poller.poll().away_since is None, "two blips are no outage"


def test_an_outage_is_shown_at_its_third_failed_poll_since_the_source_was_last_heard(
    office, make_poller, make_workbook, clock
):
    office.write(make_workbook({"发改局": 0.4}))
    poller = make_poller(office.url)
    poller.poll()
    heard = clock.advance()
    poller.poll()
    office.lose()
    shown = []
    for _ in range(5):
        clock.advance()
        shown.append(poller.poll().away_since)
    assert shown == [None, None, heard, heard, heard]


def test_when_the_source_answers_again_it_is_away_no_more(
    office, make_poller, make_workbook, clock
):
    body = make_workbook({"发改局": 0.4})
    office.write(body)
    poller = make_poller(office.url)
    poller.poll()
    office.lose()
    for _ in range(2):
        clock.advance()
        poller.poll()
    office.write(body)
    back = clock.advance()
    news = poller.poll()
    assert (news.away_since, news.problem, news.checked) == (None, "", back)
    assert news.changed == START, "the same figures are no change"


def test_after_a_restart_the_last_good_table_is_there_before_any_poll(
    office, make_poller, make_workbook, clock
):
    office.write(make_workbook({"发改局": 0.4}))
    first = make_poller(office.url)
    first.poll()
    heard = clock.advance()
    first.poll()
    office.lose()
    clock.advance(timedelta(days=2))
    news = make_poller(office.url).recall()
    assert units(news) == {"发改局": 0.4}
    assert (news.changed, news.checked) == (START, heard)
    assert (news.away_since, news.problem) == (None, "")


def test_after_a_restart_a_source_that_is_away_is_shown_as_away_at_once(
    office, make_poller, make_workbook, clock
):
    office.write(make_workbook({"发改局": 0.4}))
    make_poller(office.url).poll()
    office.lose()
    clock.advance()
    again = make_poller(office.url)
    again.recall()
    news = again.poll()
    assert units(news) == {"发改局": 0.4}
    assert news.away_since == START


def test_a_source_never_heard_is_away_since_it_was_first_asked(office, make_poller, clock):
    poller = make_poller(office.url)
    if isinstance(office, OnServer):
        office.lose()
    asked = clock.advance()
    assert poller.poll().away_since == asked
    clock.advance()
    news = poller.poll()
    assert (news.table, news.away_since, news.checked) == (None, asked, None)


def test_after_a_restart_an_unchanged_source_is_not_sent_again(
    table_server, make_poller, make_workbook, clock
):
    table_server.serve(make_workbook({"发改局": 0.4}))
    make_poller(table_server.url).poll()
    clock.advance()
    again = make_poller(table_server.url)
    again.recall()
    news = again.poll()
    assert [exchange.status for exchange in table_server.exchanges] == [200, 304]
    assert units(news) == {"发改局": 0.4}
    assert (news.changed, news.checked) == (START, clock.now)


def test_what_was_kept_is_read_as_the_configuration_asks_now(
    table_server, make_workbook, memory, clock
):
    table_server.serve(make_workbook({"发展和改革局": 0.4}))

    def poller(fetcher: Fetcher, aliases: dict[str, str]) -> Poller:
        reading = Reading(season=READING.season, timezone=READING.timezone, aliases=aliases)
        return Poller(
            Request(url=table_server.url, attempts=1),
            reading,
            fetcher=fetcher,
            memory=memory,
            key=table_server.url,
            now=clock,
        )

    with closing(Fetcher()) as fetcher:
        poller(fetcher, {}).poll()
        again = poller(fetcher, {"发展和改革局": "发改局"})
        again.recall()
        assert units(again.poll()) == {"发改局": 0.4}
    assert table_server.exchanges[-1].status == 304


BAD = {
    "an HTML page": b"<!DOCTYPE html><html><body>login</body></html>",
    "nothing": b"",
    "no header": "甲,乙\n1,2\n".encode(),
    "half a workbook": None,
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_table_is_refused_and_the_last_good_one_kept(
    what, office, make_poller, make_workbook, clock
):
    good = make_workbook({"发改局": 0.4})
    body = BAD[what]
    office.write(good)
    poller = make_poller(office.url)
    before = poller.poll()
    office.write(good[: len(good) // 2] if body is None else body)
    clock.advance()
    news = poller.poll()
    assert news.table is before.table
    assert news.changed == START
    assert "table.xlsx: " in news.problem
    for _ in range(2):
        clock.advance()
        poller.poll()
    assert poller.news.away_since == START
    again = make_poller(office.url).recall()
    assert units(again) == {"发改局": 0.4}, "memory keeps the good one too"


def test_a_bad_table_is_read_once_however_often_it_comes(
    office, make_poller, make_workbook, monkeypatch
):
    reading = Mock(wraps=read_table)
    monkeypatch.setattr(polling, "read_table", reading)
    poller = make_poller(office.url)
    for body in (b"PK damaged", b"PK damaged otherwise"):
        office.write(body)
        reading.reset_mock()
        problems = {poller.poll().problem for _ in range(3)}
        assert len(problems) == 1
        assert all(problems)
        assert reading.call_count == 1
    assert poller.news.failures == 6
    office.write(make_workbook({"发改局": 0.4}))
    assert units(poller.poll()) == {"发改局": 0.4}


def test_after_a_bad_table_the_good_one_of_before_is_taken_again(
    office, make_poller, make_workbook, clock
):
    good = make_workbook({"发改局": 0.4})
    poller = make_poller(office.url)
    for body in (good, b"", good):
        office.write(body)
        news = poller.poll()
        clock.advance()
    assert (news.problem, news.away_since) == ("", None)
    assert units(news) == {"发改局": 0.4}


def test_a_bad_first_table_gives_no_data_but_the_reason(office, make_poller):
    office.write(b"<html>")
    news = make_poller(office.url).poll()
    assert news.table is None
    assert "table.xlsx: " in news.problem


def test_what_memory_keeps_and_nobody_can_read_any_more_is_told_and_fetched_anew(
    table_server, make_poller, make_workbook, memory, clock, caplog
):
    """A later version of the kiosk may refuse what an earlier one took."""
    table_server.serve(make_workbook({"发改局": 0.4}))
    with closing(Fetcher()) as fetcher:
        table_server.serve(b"<html>")
        memory.keep(table_server.url, fetcher.fetch(Request(url=table_server.url)), START)
    table_server.serve(make_workbook({"发改局": 0.6}))
    poller = make_poller(table_server.url)
    assert poller.recall() == News()
    assert len(lines(caplog, logging.WARNING)) == 1
    assert units(poller.poll()) == {"发改局": 0.6}
    assert table_server.exchanges[-1].status == 200


def test_the_log_tells_a_new_table_in_a_line_without_secrets(
    table_server, make_poller, make_workbook, caplog
):
    caplog.set_level(logging.INFO)
    table_server.serve(make_workbook({"发改局": 0.4, "住建局": -0.5}))
    make_poller(f"{table_server.url}?token=geheim").poll()
    assert lines(caplog, logging.INFO) == [
        f"{table_server.url}: 2 tasks as of 2027-06-15, 1 warning"
    ]


def test_a_command_reads_once_and_its_errors_name_the_source(table_server, make_workbook):
    request = Request(url=table_server.url, attempts=1)
    with closing(Fetcher()) as fetcher:
        table_server.serve(make_workbook({"发改局": 0.4}))
        payload, table, findings = read_once(request, READING, fetcher)
        assert payload.body == table_server.body
        assert [task.lead_units for task in table.tasks] == [("发改局",)]
        assert findings == ()
        table_server.serve(b"")
        with pytest.raises(UnusableSource, match=f"^{table_server.url}: empty"):
            read_once(request, READING, fetcher)
        table_server.status = 304
        with pytest.raises(SourceUnavailable):
            read_once(request, READING, fetcher)


def test_a_file_that_is_copied_over_itself_is_no_change(
    tmp_path, make_poller, make_workbook, clock
):
    office = InFolder(tmp_path)
    office.write(make_workbook({"发改局": 0.4}))
    poller = make_poller(office.url)
    poller.poll()
    copy = tmp_path / "copy"
    shutil.copy(office.path, copy)
    copy.replace(office.path)
    clock.advance()
    assert poller.poll().changed == START


def test_a_table_that_is_saved_anew_without_a_change_came_but_did_not_change(
    office, make_poller, make_workbook, clock, caplog
):
    """Its bytes differ, by the time at which it was saved or the order of its parts."""
    caplog.set_level(logging.INFO)
    body = make_workbook({"发改局": 0.4})
    office.write(body)
    poller = make_poller(office.url)
    before = poller.poll()
    caplog.clear()
    # What stands behind an archive is no part of it.
    office.write(body + b"saved anew")
    came = clock.advance()
    news = poller.poll()
    assert news.table is before.table
    assert (news.changed, news.checked) == (START, came)
    assert lines(caplog, logging.INFO) == []
    clock.advance()
    again = make_poller(office.url).recall()
    assert (again.changed, again.checked) == (START, came)


def test_the_three_times_are_apart_and_outlive_the_process(
    office, make_poller, make_workbook, clock
):
    office.write(make_workbook({"发改局": 0.4}, as_of="2027年6月10日"))
    poller = make_poller(office.url)
    changed = clock.advance(timedelta(hours=1))
    poller.poll()
    checked = clock.advance(timedelta(hours=1))
    news = poller.poll()
    clock.advance(timedelta(days=2))
    for told in (news, make_poller(office.url).recall()):
        assert (told.as_of, told.changed, told.checked) == (date(2027, 6, 10), changed, checked)
    assert News().as_of is None


# Doubtful tables

WHOLE = {f"单位{number}": 0.4 for number in range(9)}
FEW = {f"单位{number}": 0.5 for number in range(4)}
WHY = "holds 4 tasks where the last had 9"


def held_and_shown(news: News) -> tuple[str, int]:
    assert news.table is not None
    return news.held, len(news.table.tasks)


@pytest.mark.parametrize(
    ("shares", "as_of", "why"),
    [
        (FEW, "2027年6月15日", WHY),
        (
            {f"别的{number}": 0.4 for number in range(9)},
            "2027年6月15日",
            "names none of the 9 units of the last",
        ),
        (WHOLE, "2027年6月14日", "is as of 2027-06-14 where the last was as of 2027-06-15"),
    ],
)
def test_a_doubtful_table_is_held_until_a_second_poll_agrees(
    shares, as_of, why, office, make_poller, make_workbook, clock
):
    office.write(make_workbook(WHOLE))
    poller = make_poller(office.url)
    before = poller.poll()
    office.write(make_workbook(shares, as_of=as_of))
    came = clock.advance()
    news = poller.poll()
    assert (news.held, news.held_since) == (why, came)
    assert news.table is before.table
    assert (news.changed, news.checked) == (START, came)
    assert (news.problem, news.away_since) == ("", None), "the source is heard"
    again = clock.advance()
    news = poller.poll()
    assert units(news) == shares
    assert (news.held, news.held_since) == ("", None)
    assert (news.changed, news.checked) == (again, again)


def test_a_first_table_is_taken_whatever_it_holds(office, make_poller, make_workbook):
    office.write(make_workbook({"发改局": 0.4}))
    assert held_and_shown(make_poller(office.url).poll()) == ("", 1)


def test_a_plausible_table_is_taken_at_once(office, make_poller, make_workbook, clock):
    office.write(make_workbook(WHOLE))
    poller = make_poller(office.url)
    poller.poll()
    fewer = dict(list(WHOLE.items())[:5])
    office.write(make_workbook(fewer, as_of="2027年6月16日"))
    clock.advance()
    assert held_and_shown(poller.poll()) == ("", 5)


def test_what_is_held_is_not_remembered(office, make_poller, make_workbook, clock):
    """A restart meanwhile shows the last good table, and the second poll is still to come."""
    office.write(make_workbook(WHOLE))
    poller = make_poller(office.url)
    poller.poll()
    office.write(make_workbook(FEW))
    held = clock.advance()
    poller.poll()
    again = make_poller(office.url)
    news = again.recall()
    assert units(news) == WHOLE
    assert (news.changed, news.checked) == (START, held)
    assert held_and_shown(again.poll()) == (WHY, 9)
    assert held_and_shown(again.poll()) == ("", 4)
    assert units(make_poller(office.url).recall()) == FEW


def test_what_is_held_is_sent_again_whole_and_not_taken_for_what_is_shown(
    table_server, make_poller, make_workbook, clock
):
    """With the tag of what is held the server would say unchanged, and it would be lost."""
    table_server.serve(make_workbook(WHOLE))
    poller = make_poller(table_server.url)
    poller.poll()
    table_server.serve(make_workbook(FEW))
    for _ in range(4):
        clock.advance()
        poller.poll()
    assert [one.status for one in table_server.exchanges] == [200, 200, 200, 304, 304]
    assert units(poller.news) == FEW


def test_a_table_that_is_held_is_dropped_when_the_last_good_one_is_back(
    office, make_poller, make_workbook, clock
):
    whole = make_workbook(WHOLE)
    poller = make_poller(office.url)
    for body in (whole, make_workbook(FEW), whole):
        office.write(body)
        news = poller.poll()
        clock.advance()
    assert held_and_shown(news) == ("", 9)
    assert news.held_since is None
    office.write(make_workbook(FEW))
    assert held_and_shown(poller.poll()) == (WHY, 9), "what was dropped agrees with nothing"


def test_a_table_that_is_held_is_dropped_when_a_plausible_one_comes(
    office, make_poller, make_workbook, clock
):
    more = WHOLE | {"发改局": 0.9}
    poller = make_poller(office.url)
    for shares in (WHOLE, FEW, more):
        office.write(make_workbook(shares))
        news = poller.poll()
        clock.advance()
    assert units(news) == more
    assert news.held == ""


def test_a_poll_agrees_with_a_table_that_has_gone_on(office, make_poller, make_workbook, clock):
    """A source of live figures never says the very same again."""
    poller = make_poller(office.url)
    shown = []
    for shares in (WHOLE, FEW, dict.fromkeys(FEW, 0.6)):
        office.write(make_workbook(shares))
        shown.append(held_and_shown(poller.poll()))
        clock.advance()
    assert shown == [("", 9), (WHY, 9), ("", 4)]


def test_a_poll_does_not_agree_with_a_table_that_is_doubtful_after_the_held_one(
    office, make_poller, make_workbook, clock
):
    """A table that loses row after row is held until it stands still."""
    poller = make_poller(office.url)
    told = []
    for shares in (WHOLE, FEW, {"单位0": 0.5}, {"单位0": 0.5}):
        office.write(make_workbook(shares))
        news = poller.poll()
        told.append((*held_and_shown(news), news.held_since))
        clock.advance()
    first = START + POLL
    assert told == [
        ("", 9, None),
        (WHY, 9, first),
        ("holds 1 task where the last had 9", 9, first),
        ("", 1, None),
    ]


@pytest.mark.parametrize("answer", ["away", "no table"])
def test_a_poll_that_gives_no_table_neither_agrees_nor_drops(
    answer, office, make_poller, make_workbook, clock
):
    office.write(make_workbook(WHOLE))
    poller = make_poller(office.url)
    poller.poll()
    few = make_workbook(FEW)
    office.write(few)
    held = clock.advance()
    poller.poll()
    clock.advance()
    if answer == "away":
        office.lose()
    else:
        office.write(b"<html>")
    for _ in range(2):
        news = poller.poll()
        assert held_and_shown(news) == (WHY, 9)
        assert (news.held_since, news.checked) == (held, held)
        assert news.problem != ""
    office.write(few)
    clock.advance()
    assert held_and_shown(poller.poll()) == ("", 4)


@pytest.mark.parametrize(
    ("then", "end"),
    [
        (FEW, "taken: a second poll agrees"),
        (WHOLE, "dropped: the source gives the last good one again"),
        (WHOLE | {"发改局": 0.9}, "dropped: a plausible one came"),
    ],
)
def test_the_log_has_one_line_when_a_table_is_held_and_one_when_it_no_longer_is(
    then, end, office, make_poller, make_workbook, clock, caplog
):
    caplog.set_level(logging.INFO)
    bodies = {tuple(shares): make_workbook(shares) for shares in (WHOLE, FEW, then)}
    office.write(bodies[tuple(WHOLE)])
    poller = make_poller(office.url)
    poller.poll()
    caplog.clear()
    office.write(bodies[tuple(FEW)])
    poller.poll()
    office.write(b"<html>")
    poller.poll()
    assert [line for line in lines(caplog, logging.WARNING) if "held" in line] == [
        f"a table is held back until a second poll agrees: it {WHY}"
    ]
    office.write(bodies[tuple(then)])
    for _ in range(3):
        poller.poll()
    told = [line for line in lines(caplog, logging.INFO) if "held back" in line]
    assert told == [f"the table that was held back is {end}"]


def test_a_table_that_is_held_again_and_again_is_told_once(
    office, make_poller, make_workbook, caplog
):
    office.write(make_workbook({f"单位{number}": 0.4 for number in range(90)}))
    poller = make_poller(office.url)
    poller.poll()
    for size in (40, 19, 9, 4, 1):
        office.write(make_workbook({f"单位{number}": 0.4 for number in range(size)}))
        poller.poll()
    assert poller.news.held == "holds 1 task where the last had 90"
    assert len(lines(caplog, logging.WARNING)) == 1
