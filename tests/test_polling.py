"""Polling a real server and real files: what is kept, what is shown, what is logged."""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.contest.model import Season
from kiosk.intake import Reading, UnusableSource
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
    assert (news.changed, news.answered) == (START, START)
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
    assert (news.changed, news.answered) == (START, heard)
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
    assert (news.changed, news.answered) == (came, came)


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
    assert (news.changed, news.answered) == (START, START)
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


def test_a_lasting_outage_is_shown_since_the_source_was_last_heard(
    office, make_poller, make_workbook, clock
):
    office.write(make_workbook({"发改局": 0.4}))
    poller = make_poller(office.url)
    poller.poll()
    heard = clock.advance()
    poller.poll()
    office.lose()
    clock.advance()
    poller.poll()
    for _ in range(3):
        clock.advance()
        assert poller.poll().away_since == heard


@pytest.mark.parametrize(("silent_s", "shown"), [(59, False), (60, True)])
def test_a_source_not_heard_for_a_minute_is_away_at_its_first_failure(
    silent_s, shown, office, make_poller, make_workbook, clock
):
    office.write(make_workbook({"发改局": 0.4}))
    poller = make_poller(office.url)
    poller.poll()
    office.lose()
    clock.advance(timedelta(seconds=silent_s))
    assert poller.poll().away_since == (START if shown else None)


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
    assert (news.away_since, news.problem, news.answered) == (None, "", back)
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
    assert (news.changed, news.answered) == (START, heard)
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
    assert (news.table, news.away_since, news.answered) == (None, asked, None)


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
    assert (news.changed, news.answered) == (START, clock.now)


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
    clock.advance()
    assert poller.poll().away_since == START
    again = make_poller(office.url).recall()
    assert units(again) == {"发改局": 0.4}, "memory keeps the good one too"


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
