"""Where the table comes from."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator

from kiosk.config.base import Table
from kiosk.config.problems import Refused
from kiosk.config.values import (
    CertificatesPath,
    Duration,
    Size,
    SourceAddress,
    check_variables,
    has_control_characters,
    resolve,
)
from kiosk.config.variables import Variables
from kiosk.resources import ASSETS

Column = Literal[
    "id",
    "area",
    "line",
    "title",
    "lead_units",
    "support_units",
    "leader",
    "owner",
    "start",
    "due",
    "weight",
    "planned",
    "actual",
    "target",
    "done",
    "quality",
    "results",
    "points",
    "veto",
    "status_text",
    "problem",
    "next_step",
    "updated",
    "name",
    "score",
    "group",
    "side",
    "subject",
    "round",
    "reason",
    "rectify_by",
    "rectified",
    "indicator",
    "value",
    "measure",
    "growth",
    "rank",
    "peers",
    "among",
    "project",
    "product",
    "capacity_before",
    "capacity_after",
    "step",
    "days",
    "after",
    "started",
    "finished",
    "milestone",
    "kind",
    "day",
    "topic",
    "unit",
    "raised",
    "resolved",
]
"""Fields of a task, of a row of the table of units, and of a listed entry (rules, section 2);
of an indicator, a project and its steps, a meeting and a problem."""


class Source(Table):
    """Where the table comes from and how it is asked for."""

    url: SourceAddress = Field(
        default_factory=lambda: str(ASSETS / "demo" / "season.xlsx"), repr=False
    )
    """Path or http(s) address of the table; ${NAME} is taken from the environment."""
    date: dt.date | None = None
    """For rehearsal: the day that the table is taken to speak of."""
    every: Annotated[dt.timedelta, Duration("5s", "1d")] = dt.timedelta(minutes=5)
    """Time from one poll to the next."""
    connect_timeout: Annotated[dt.timedelta, Duration("1s", "10min")] = dt.timedelta(seconds=10)
    """Longest wait for a connection."""
    read_timeout: Annotated[dt.timedelta, Duration("1s", "10min")] = dt.timedelta(seconds=20)
    """Longest silence of a server that is connected."""
    total_timeout: Annotated[dt.timedelta, Duration("1s", "1h")] = dt.timedelta(seconds=60)
    """Longest time for one poll, with all its attempts and pages."""
    max_size: Annotated[int, Size("1KB", "1GB")] = 32 * 1024**2
    """Most that one poll may bring."""
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    """How often a poll asks before it gives up."""
    headers: Mapping[str, str] = Field(default={}, repr=False)
    """HTTP headers sent to the source; ${NAME} is taken from the environment."""
    records: str = ""
    """Dotted path of the rows in a JSON answer; empty finds them by itself."""
    columns: Mapping[str, Column] = {}
    """Further names of columns: the header as the table writes it, to the field it gives."""
    ca: CertificatesPath = None
    """PEM file of certificates trusted besides the usual ones."""
    stale_after: Annotated[dt.timedelta, Duration("1h", "999d")] = dt.timedelta(days=20)
    """Figures older than this are stale: the black board is withheld."""
    unanswered_after: Annotated[dt.timedelta, Duration("1min", "999d")] = dt.timedelta(hours=24)
    """After this long without a successful poll figures are stale, too."""

    @field_validator("headers")
    @classmethod
    def _headers_can_be_sent(cls, headers: Mapping[str, str]) -> Mapping[str, str]:
        for name, value in headers.items():
            if not name.isascii() or not name.replace("-", "").replace("_", "").isalnum():
                raise Refused('expected a header\'s name such as "X-Token"', ("headers", name))
            try:
                check_variables(value)
                _check_header(value)
            except Refused as error:
                raise Refused(str(error), ("headers", name)) from error
        return headers


def _check_header(value: str) -> str:
    if has_control_characters(value) or not value.isascii():
        raise Refused("expected plain Latin letters, digits and signs on one line")
    return value


def expand(source: Source, file: Path, environ: Mapping[str, str]) -> Source:
    """The source with the variables in its address and headers filled in.

    Args:
        source: As the file says it.
        file: The configuration that says it.
        environ: Names of variables to their values.

    Raises:
        ConfigError: a variable is not set or empty, or gives what cannot stand there.
    """
    variables = Variables(file, environ)
    url = variables.filled(("source", "url"), source.url, lambda text: resolve(text, file.parent))
    headers = {
        name: variables.filled(("source", "headers", name), value, _check_header)
        for name, value in source.headers.items()
    }
    variables.finish()
    return source.model_copy(update={"url": url, "headers": headers})
