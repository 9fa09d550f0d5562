"""From a table to its evaluation, with what memory keeps of earlier rounds."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime

from kiosk.contest.evaluation import Evaluation, evaluate
from kiosk.contest.model import Round, SubjectKind, Table
from kiosk.contest.standings import pinyin_order
from kiosk.intake import Finding, Payload
from kiosk.intake.fetch import Fetcher
from kiosk.memory import FILE_NAME, KeptStanding, Memory
from kiosk.polling import read_once
from kiosk.resources import state_folder
from kiosk.settings import ContestSettings


def today_of(table: Table, settings: ContestSettings, now: datetime) -> date:
    """The day it is for the contest: a pinned one, the demonstration's own, else the calendar's."""
    if settings.pinned is not None:
        return settings.pinned
    if table.demo and table.as_of is not None:
        return table.as_of
    return now.astimezone(settings.zone).date()


def evaluate_table(
    table: Table,
    settings: ContestSettings,
    now: datetime,
    *,
    memory: Memory | None = None,
    collate: Callable[[str], object] = pinyin_order,
) -> Evaluation:
    """The table by the settings' rules, with movement since the round that memory keeps."""
    today = today_of(table, settings, now)
    kind = settings.rules.subject

    def before(current: Round) -> dict[tuple[str, str], int]:
        if memory is None:
            return {}
        kept = memory.standings_before(settings.season.start, kind, current.number)
        return {(row.group, row.subject): row.rank for row in kept.rows} if kept else {}

    return evaluate(
        table,
        settings.season,
        settings.rules,
        as_of=settings.pinned or table.as_of or today,
        today=today,
        before=before,
        collate=collate,
        working=settings.working,
        meetings=settings.meetings,
    )


def keep_standings(evaluation: Evaluation, memory: Memory) -> None:
    """Keep the standings of the evaluation's round, for the movement of the next."""
    if evaluation.round is None:
        return
    memory.keep_standings(
        evaluation.season.start,
        evaluation.round.number,
        SubjectKind(evaluation.rules.subject),
        evaluation.as_of,
        [
            KeptStanding(one.group, one.subject, one.rank, one.score)
            for one in evaluation.standings
            if one.rank is not None
        ],
    )


def read_source(settings: ContestSettings) -> tuple[Payload, Table, tuple[Finding, ...]]:
    """Fetch and read the source once, for a command.

    Raises:
        SourceUnavailable: it gave nothing.
        UnusableSource: what it gave is no table.
    """
    with closing(Fetcher()) as fetcher:
        return read_once(settings.request, settings.reading, fetcher)


def evaluate_remembered(
    table: Table,
    settings: ContestSettings,
    now: datetime,
    collate: Callable[[str], object] = pinyin_order,
) -> Evaluation:
    """The table evaluated with the kiosk's memory if it has run here; none is begun."""
    folder = state_folder()
    if not (folder / FILE_NAME).exists():
        return evaluate_table(table, settings, now, collate=collate)
    with Memory.open(folder) as memory:
        return evaluate_table(table, settings, now, memory=memory, collate=collate)
