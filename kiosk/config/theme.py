"""Colors of the office's own, in place of a shipped theme's."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, PlainValidator

from kiosk import theme
from kiosk.config.base import Table
from kiosk.config.places import line_of, lines_in
from kiosk.config.problems import Problem, Refused, dotted, shown

_EXPECTED: Final = 'expected a color written "#RRGGBB" in quotes, such as "#840D11"'


def _color(value: object) -> str:
    try:
        theme.channels(value if isinstance(value, str) else "")
    except ValueError:
        raise Refused(_EXPECTED) from None
    return str(value).upper()


Color = Annotated[
    str | None,
    PlainValidator(_color),
    Field(json_schema_extra={"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}),
]
"""A color written `#RRGGBB`; None leaves the shipped one."""


class Tone(Table):
    """Colors of one mood; those left out are the theme's."""

    top: Color = None
    """The ground at its upper edge."""
    base: Color = None
    """The ground at its lower edge."""
    text: Color = None
    """What is read first."""
    accent: Color = None
    """Title and rank."""
    quiet: Color = None
    """What is read second: notes, dates, words beside figures."""
    warn: Color = None
    """What is overdue."""
    bar: Color = None
    """A bar, and a figure that belongs to it."""
    track: Color = None
    """What a bar runs in."""
    tick: Color = None
    """The mark of the plan on a bar."""
    line: Color = None
    """Hairlines."""


class Theme(Table):
    """Colors of the office's own, in whichever theme a display has."""

    red: Tone = Tone()
    """The red board."""
    black: Tone = Tone()
    """The black board."""
    paper: Tone = Tone()
    """Every other scene."""

    def over(self, shipped: theme.Theme) -> theme.Theme:
        """A shipped theme with these colors in it."""
        return replace(
            shipped,
            **{
                tone: replace(
                    getattr(shipped, tone), **getattr(self, tone).model_dump(exclude_none=True)
                )
                for tone in theme.TONES
            },
        )


def doubtful_colors(own: Theme, names: Iterable[str], file: Path) -> tuple[Problem, ...]:
    """The colors that are hard to read, or red where red means something else, by their lines.

    Args:
        own: Colors of the office's own.
        names: Names of the themes that they stand in.
        file: The configuration that says so.
    """
    lines = lines_in(file)
    found: dict[tuple[str, str, str], list[str]] = {}
    for name in dict.fromkeys(names):
        for fault in theme.faults(own.over(theme.THEMES[name])):
            # A shipped theme has no fault of its own.
            token = next(one for one in fault.tokens if getattr(getattr(own, fault.tone), one))
            found.setdefault((fault.tone, token, fault.message), []).append(name)
    problems = (
        Problem(
            file=str(file),
            line=line_of(lines, ("theme", tone, token)),
            key=dotted(("theme", tone, token)),
            message=message,
            hint=f"in the theme {' and '.join(map(shown, names_of))}",
        )
        for (tone, token, message), names_of in found.items()
    )
    return tuple(sorted(problems, key=lambda problem: problem.line))
