"""From a configuration to the values that the rooms work with, for commands and kiosk alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.config import Config
from kiosk.contest.evaluation import Evaluation, evaluate
from kiosk.contest.model import Round, Rules, Season, SubjectKind, Table
from kiosk.contest.standings import pinyin_order
from kiosk.intake import Reading
from kiosk.intake.source import Request
from kiosk.memory import FILE_NAME, KeptStanding, Memory

_APP_NAME: Final = "redblack-kiosk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What one configuration asks for, in the rooms' own terms."""

    season: Season
    rules: Rules
    zone: ZoneInfo
    reading: Reading
    request: Request
    key: str
    """The source's name in the memory: its address before any secret is filled in."""
    pinned: date | None
    """For rehearsal: the as-of date and today."""


def prepare(config: Config, environ: Mapping[str, str]) -> Setting:
    """The values of a configuration.

    Raises:
        ConfigError: a variable that the source needs is not set.
    """
    season, zone = config.contest.season(), config.contest.zone
    source = config.expand(environ)
    return Setting(
        season=season,
        rules=config.rules(),
        zone=zone,
        reading=Reading(
            season=season,
            timezone=zone,
            columns=source.columns,
            records=source.records,
            aliases=config.units.aliases,
        ),
        request=Request(
            url=source.url,
            connect_s=source.connect_timeout.total_seconds(),
            read_s=source.read_timeout.total_seconds(),
            total_s=source.total_timeout.total_seconds(),
            max_bytes=source.max_size,
            headers=source.headers,
            records=source.records,
            ca=source.ca,
            attempts=source.attempts,
        ),
        key=config.source.url,
        pinned=source.date,
    )


def state_folder() -> Path:
    """Where the kiosk of this user keeps its memory."""
    import platformdirs  # noqa: PLC0415 - the first picture does not wait for it

    return platformdirs.user_state_path(_APP_NAME, appauthor=False)


def today_of(table: Table, setting: Setting, now: datetime) -> date:
    """The day it is for the contest: a pinned one, the demonstration's own, else the calendar's."""
    if setting.pinned is not None:
        return setting.pinned
    if table.demo and table.as_of is not None:
        return table.as_of
    return now.astimezone(setting.zone).date()


def evaluate_table(
    table: Table,
    setting: Setting,
    now: datetime,
    *,
    memory: Memory | None = None,
    collate: Callable[[str], object] = pinyin_order,
) -> Evaluation:
    """The table by the setting's rules, with movement since the round that memory keeps."""
    today = today_of(table, setting, now)
    kind = setting.rules.subject

    def before(current: Round) -> dict[tuple[str, str], int]:
        if memory is None:
            return {}
        kept = memory.standings_before(setting.season.start, kind, current.number)
        return {(row.group, row.subject): row.rank for row in kept.rows} if kept else {}

    return evaluate(
        table,
        setting.season,
        setting.rules,
        as_of=setting.pinned or table.as_of or today,
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
