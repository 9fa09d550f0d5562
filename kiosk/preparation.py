"""From a table to its evaluation, with what memory keeps of earlier rounds."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final

from kiosk.contest.evaluation import Evaluation, evaluate
from kiosk.contest.model import Round, SubjectKind, Table
from kiosk.contest.standings import pinyin_order
from kiosk.memory import FILE_NAME, KeptStanding, Memory
from kiosk.settings import ContestSettings

_APP_NAME: Final = "redblack-kiosk"


def state_folder() -> Path:
    """Where the kiosk of this user keeps its memory."""
    import platformdirs  # noqa: PLC0415 - the first picture does not wait for it

    return platformdirs.user_state_path(_APP_NAME, appauthor=False)


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


def existing_memory() -> Memory | None:
    """The kiosk's memory if it has run here; a command does not begin one."""
    folder = state_folder()
    return Memory.open(folder) if (folder / FILE_NAME).exists() else None
