"""The last problems of the log, what the kiosk takes of its machine, and words kept in step."""

import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.operations.power import PanelState
from kiosk.status.machine import measure
from kiosk.status.markup import Html, join, plain, raw, tag
from kiosk.status.model import Log, Machine, Panel
from kiosk.status.recent import KEPT, RecentProblems


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    logger = logging.getLogger("tests.status.recent")
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    yield logger
    logger.handlers.clear()


@pytest.fixture
def recent(logger: logging.Logger) -> RecentProblems:
    recent = RecentProblems()
    logger.addHandler(recent)
    return recent


def test_warnings_and_worse_are_kept_and_counted(
    logger: logging.Logger, recent: RecentProblems
) -> None:
    assert recent.log() == Log()
    logger.info("calm")
    logger.warning("a %s", "warning")
    logger.error("an error")
    logger.critical("the end")
    log = recent.log()
    assert [(line.level, line.text) for line in log.lines] == [
        ("WARNING", "a warning"),
        ("ERROR", "an error"),
        ("CRITICAL", "the end"),
    ]
    assert (log.warnings, log.errors) == (1, 2)
    assert abs(log.lines[0].time - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_last_fifty_are_kept_and_all_are_counted(
    logger: logging.Logger, recent: RecentProblems
) -> None:
    def tell() -> None:
        for number in range(100):
            logger.warning("%d %s", number, "x" * 10_000)

    tellers = [threading.Thread(target=tell) for _ in range(4)]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join()
    log = recent.log()
    assert len(log.lines) == KEPT
    assert log.warnings == 400
    assert max(len(line.text) for line in log.lines) < 500


def test_a_line_that_cannot_be_formatted_ends_nothing(
    logger: logging.Logger, recent: RecentProblems, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)
    logger.warning("%d", "no number")
    logger.warning("two\nlines\x1b")
    assert [line.text for line in recent.log().lines] == ["two lines\N{REPLACEMENT CHARACTER}"]


def test_this_process_takes_some_of_its_machine(tmp_path: Path) -> None:
    machine = measure(tmp_path)
    assert machine.pss is not None
    assert machine.rss is not None
    assert machine.disk_free is not None
    assert 5 * 1024**2 < machine.pss <= machine.rss < 4 * 1024**3
    assert machine.disk_free > 0


def test_what_cannot_be_told_is_left_open(tmp_path: Path) -> None:
    assert measure(tmp_path / "gone", tmp_path / "none") == Machine()
    rollup = tmp_path / "rollup"
    rollup.write_text("00400000-7ffc [rollup]\nRss:  12 kB\nPss:\nPss_Dirty: 3 pages\n")
    assert measure(tmp_path / "gone", rollup) == Machine(rss=12 * 1024)


def test_the_panel_is_named_as_the_operations_name_it() -> None:
    assert [(state.name, state.value) for state in Panel] == [
        (state.name, state.value) for state in PanelState
    ]


def test_only_markup_of_our_own_is_markup() -> None:
    assert tag("p", "a<b", raw("<i>"), class_='x"y', aria_hidden="true") == Html(
        '<p class="x&quot;y" aria-hidden="true">a&lt;b<i></p>'
    )
    assert tag("img", src="/frame") == Html('<img src="/frame">')
    assert join("a", tag("b"), "&").text == "a<b></b>&amp;"


def test_a_text_is_plain_on_one_line_and_not_endless() -> None:
    assert plain(" a\r\n\tb\u3000c ") == "a b c"
    assert plain("\u202ea\x00") == "\N{REPLACEMENT CHARACTER}a\N{REPLACEMENT CHARACTER}"
    assert plain("x" * 400) == "x" * 400
    assert plain("x" * 401) == "x" * 400 + "…"
