"""Figures that outlive the process: no power cut parts a table from its standings."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.config import load
from kiosk.contest.model import SubjectKind, Table
from kiosk.intake.fetch import Fetched, Payload, Validators
from kiosk.memory import Memory
from kiosk.running import figures as figures_module
from kiosk.running.figures import Figures
from kiosk.settings import ContestSettings, contest_settings

NOW = datetime(2027, 6, 15, 2, tzinfo=UTC)
SEASON = date(2027, 5, 1)
CONFIG = """
[contest]
start = 2027-05-01
end = 2027-09-30
[source]
url = "{url}"
attempts = 1
{rehearsal}
"""


class Still:
    """A schedule that begins nothing."""

    def __init__(self, job: Callable[[], float], **_: object) -> None:
        pass

    def stop(self) -> None:
        pass


Make = Callable[..., Figures]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory.open(tmp_path / "state") as memory:
        yield memory


@pytest.fixture
def contest(tmp_path: Path, table_server) -> Callable[..., ContestSettings]:
    def settings(rehearsal: str = "") -> ContestSettings:
        file = tmp_path / "config.toml"
        text = CONFIG.format(url=table_server.url, rehearsal=rehearsal)
        file.write_text(text, encoding="utf-8")
        return contest_settings(load(file), {})

    return settings


@pytest.fixture
def make(app: QGuiApplication, memory: Memory) -> Iterator[Make]:
    made: list[Figures] = []

    def figures(contest: ContestSettings) -> Figures:
        made.append(
            Figures(
                contest,
                memory,
                now=lambda: NOW,
                elapsed=lambda: 0.0,
                collate=str,
                schedule=Still,
            )
        )
        return made[-1]

    yield figures
    for one in made:
        one.close()


def ranks(memory: Memory, number: int) -> dict[str, int]:
    """The ranks that are kept of a round; none where no round is."""
    kept = memory.standings(SEASON, SubjectKind.UNIT, number)
    return {} if kept is None else {row.subject: row.rank for row in kept.rows}


def keep(memory: Memory, contest: ContestSettings, body: bytes) -> None:
    """What a cut after the payload and before its standings leaves."""
    memory.keep(contest.key, Fetched(Payload(body, "table.xlsx"), Validators()), NOW)


def test_a_table_that_comes_has_its_standings_kept(
    make, memory, contest, table_server, make_workbook
):
    table_server.serve(make_workbook({"发改局": 0.4, "住建局": 0.9}))
    figures = make(contest())
    figures.poll()
    assert ranks(memory, 3) == {"住建局": 1, "发改局": 2}


@pytest.mark.parametrize("answers", [True, False])
def test_a_cut_between_a_table_and_its_standings_costs_no_round(
    make, memory, contest, table_server, make_workbook, answers: bool
):
    body = make_workbook({"发改局": 0.4, "住建局": 0.9})
    keep(memory, contest(), body)
    table_server.serve(body)
    table_server.status = 200 if answers else 500
    figures = make(contest())
    assert ranks(memory, 3) == {}
    figures.poll()
    assert ranks(memory, 3) == {"住建局": 1, "发改局": 2}


def test_standings_are_kept_once_for_each_table(make, memory, contest, table_server, make_workbook):
    table_server.serve(make_workbook({"发改局": 0.4, "住建局": 0.9}))
    figures = make(contest())
    figures.poll()
    memory.keep_standings(SEASON, 3, SubjectKind.UNIT, SEASON, [])
    figures.poll()
    assert ranks(memory, 3) == {}, "an answer with nothing new writes nothing"
    table_server.serve(make_workbook({"发改局": 0.9, "住建局": 0.35}))
    figures.poll()
    assert ranks(memory, 3) == {"发改局": 1, "住建局": 2}


def test_a_rehearsal_leaves_no_standings(make, memory, contest, table_server, make_workbook):
    body = make_workbook({"发改局": 0.4})
    rehearsing = contest("date = 2027-06-20")
    keep(memory, rehearsing, body)
    table_server.serve(make_workbook({"发改局": 0.5}))
    make(rehearsing).poll()
    assert ranks(memory, 4) == ranks(memory, 3) == {}


def test_a_table_that_can_not_be_evaluated_stops_no_poll_and_leaves_the_board_of_before(
    contest, make: Make, memory, table_server, make_workbook, monkeypatch, caplog
) -> None:
    evaluate = figures_module.evaluate_table

    def fragile(table: Table, *rest: object, **given: object) -> object:
        if any(task.title.startswith("水务局") for task in table.tasks):
            raise ZeroDivisionError
        return evaluate(table, *rest, **given)

    monkeypatch.setattr(figures_module, "evaluate_table", fragile)
    table_server.serve(make_workbook({"发改局": 0.4}))
    figures = make(contest())
    figures.poll()
    before = figures.contents().evaluation
    table_server.serve(make_workbook({"水务局": 0.4, "发改局": 0.4}))
    for _ in range(3):
        figures.poll()
        assert figures.contents().evaluation == before
    told = [line for line in caplog.messages if "evaluated" in line or "kept" in line]
    assert told == ["the standings of a table can't be kept", "a table can't be evaluated"]
    table_server.serve(make_workbook({"发改局": 0.9}))
    figures.poll()
    assert figures.contents().evaluation != before


def test_after_a_restart_a_table_that_can_not_be_evaluated_ends_no_kiosk(
    contest, make: Make, memory, table_server, make_workbook, monkeypatch
) -> None:
    table_server.serve(make_workbook({"发改局": 0.4}))
    make(contest()).poll()

    def broken(*_: object, **__: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(figures_module, "evaluate_table", broken)
    again = make(contest()).contents()
    assert again.evaluation is None
    assert again.problem == "the table can't be evaluated"
