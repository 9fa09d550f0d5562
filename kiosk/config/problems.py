"""What is wrong in a configuration, told so that a clerk finds the place and the remedy."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.errors import KioskError

_TOLD: Final = 50
"""Problems that one error tells of."""
_SHOWN: Final = 60
"""Characters of a value or a key that a problem quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake: where it stands, what stands there, what is allowed."""

    file: str
    line: int = 0
    """Counted from 1; 0 where the file as a whole, or no file at all, is at fault."""
    key: str = ""
    """The dotted path of the key, such as `board.red_count`."""
    found: str = ""
    """What stands there, shortened; empty where it may be secret or adds nothing."""
    message: str
    """What is the matter, or what is expected."""
    hint: str = ""
    """The nearest right key or value, or what to type instead."""

    def __str__(self) -> str:
        """One line: `config.toml:17: board.red_cuont: unknown key; did you mean «red_count»?`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        said = f"{self.found} is not allowed; {self.message}" if self.found else self.message
        line = ": ".join(part for part in (place, self.key, said) if part)
        return printable(f"{line}; {self.hint}" if self.hint else line)


class ConfigError(KioskError):
    """A configuration that cannot be used; the text is its first problems, a line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [*map(str, self.problems[:_TOLD])]
        if more := len(self.problems) - len(lines):
            lines.append(f"… and {more:,} more")
        super().__init__("\n".join(lines))


class Refused(ValueError):  # noqa: N818 - raised inside validators, never seen outside
    """A value that a validator refuses, and where exactly.

    Attributes:
        keys: Paths, relative to the table that holds the validated key, of the keys at fault;
            the first that stands in the file is named. Empty: the validated key itself.
        hint: See `Problem.hint`.
    """

    def __init__(self, message: str, *keys: tuple[str | int, ...], hint: str = "") -> None:
        super().__init__(message)
        self.keys = keys
        self.hint = hint


def shown(value: object) -> str:
    """A value as a problem quotes it: on one line, as TOML writes it, not endless."""
    match value:
        case bool():
            text = "true" if value else "false"
        case str():
            text = f'"{printable(value)}"'
        case dict():
            text = "a table"
        case list() | tuple():
            text = f"[{', '.join(map(shown, value))}]"
        case dt.date() | dt.time():
            text = value.isoformat()
        case _:
            text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def dotted(path: Sequence[str | int]) -> str:
    """A key's path as TOML writes it; places in a list are left out."""
    names = (part for part in path if isinstance(part, str))
    text = ".".join(
        name if name.replace("-", "_").isidentifier() else f'"{printable(name)}"' for name in names
    )
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def printable(text: str) -> str:
    """Text without what would break a line or cannot be seen."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is meant most likely; empty where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only on the way of an error

    folded = {name.casefold(): name for name in known}
    wanted = word.casefold().replace("-", "_")
    # Two letters that changed places look more different to difflib in a short word.
    found = [name for name in folded if sorted(name) == sorted(wanted)]
    found = found or get_close_matches(wanted, folded, n=1, cutoff=0.75)
    return folded[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question for the nearest known word; empty where none is near."""
    found = nearest(word, known)
    return f"did you mean «{found}»?" if found else ""
