"""How a table is to be read, and what is told about what could not be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.contest.model import Season
from kiosk.intake.header import FIELDS

_SHOWN: Final = 60
"""Characters of a cell's text that a finding's line quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How to read a table: what the configuration says about it.

    Raises:
        ValueError: `columns` names a field that no table has.
    """

    season: Season
    """Gives dates without a year theirs."""
    timezone: ZoneInfo
    """The contest's, in which an instant is a date."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Header text to field name; added to the names known, and stronger than they."""
    records: str = ""
    """Dotted path of the rows in a JSON answer; empty finds them by itself."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Another name of a unit to the one that counts."""

    def __post_init__(self) -> None:
        for header, named in self.columns.items():
            if named not in FIELDS:
                near = get_close_matches(named, sorted(FIELDS), n=1)
                hint = f"; did you mean “{near[0]}”?" if near else ""
                raise ValueError(f"column “{header}” is to be the unknown field “{named}”{hint}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in the table that could not be taken as it stood (rules, section 3)."""

    message: str
    """What is the matter, and what was done instead."""
    sheet: str = ""
    cell: str = ""
    """`E17`, or `tasks[12].actual` in a JSON document."""
    column: str = ""
    """The column's header as it stands."""
    text: str = ""
    """The cell's text as it stood, but for telephone and identity numbers."""

    def __str__(self) -> str:
        """One line: the place, the text, what was done instead."""
        place = " ".join(part for part in (self.sheet, self.cell) if part)
        if self.column:
            place = f"{place} ({' '.join(self.column.split())})"
        quoted = " ".join(self.text.split())
        if len(quoted) > _SHOWN:
            quoted = f"{quoted[:_SHOWN]}…"
        said = f"“{quoted}” {self.message}" if quoted else self.message
        return f"{place}: {said}" if place else said
