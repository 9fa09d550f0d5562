"""On which line of a TOML text a key stands, which tomllib does not say."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

KeyPath = tuple[str, ...]

_MOST_TRIED: Final = 2_000_000
"""Characters of statements that are tried in vain in one text: a second's work."""

_ENDS: Final = ("]", '"""', "'''")
"""One of these stands on the last line of a statement that has several."""


def key_lines(text: str) -> dict[KeyPath, int]:
    """The lines on which the keys and tables of a text begin, counted from 1.

    The keys of an inline table have the line of the statement they stand in. A table in a list
    of tables has its place in the list, from 0, as a part of its path.

    Args:
        text: A document that tomllib accepts. Of one that takes too long the first lines count.
    """
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    latest: dict[KeyPath, int] = {}
    for first, statement in _statements(text):
        if statement.lstrip().startswith("["):
            table = _opened(statement, latest)
            paths = [table]
        else:
            try:
                paths = list(_paths(tomllib.loads(statement), table))
            except (ValueError, RecursionError):
                break
        for path in paths:
            for length in range(1, len(path) + 1):
                lines.setdefault(path[:length], first)
    return lines


def last_statement(text: str) -> int:
    """The line on which the last statement of a text begins, be it complete or not."""
    return max((first for first, statement in _statements(text) if statement.strip()), default=1)


def line_of(lines: Mapping[KeyPath, int], path: Sequence[str | int]) -> int:
    """The line of a key, else of the nearest table around it that stands in the text, else 1."""
    for length in range(len(path), 0, -1):
        line = lines.get(tuple(map(str, path[:length])))
        if line is not None:
            return line
    return 1


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The statements of a text with their first lines: the shortest runs of lines that are valid.

    What is left at the end is no valid statement, or one that takes too long to find the end of.
    """
    statement, first, left = "", 1, _MOST_TRIED
    for number, line in enumerate(text.split("\n"), start=1):
        statement += f"{line}\n"
        if number > first and not any(end in line for end in _ENDS):
            continue
        try:
            tomllib.loads(statement)
        except (ValueError, RecursionError):
            # A list that stays open is read from its beginning again at each of its lines.
            left -= len(statement)
            if left < 0:
                break
            continue
        yield first, statement
        statement, first = "", number + 1
    if statement:
        yield first, statement


def _opened(header: str, latest: dict[KeyPath, int]) -> KeyPath:
    """The path of the table that a header opens.

    Args:
        header: A statement such as `[table]`, or `[[table]]` for one more in a list.
        latest: The lists of tables so far, to the place of their latest; kept up to date.
    """
    content: object = tomllib.loads(header)
    path: KeyPath = ()
    while isinstance(content, dict) and content:
        ((name, content),) = content.items()
        path = (*path, name)
        if isinstance(content, list):
            latest[path] = latest.get(path, -1) + 1
        if path in latest:
            path = (*path, str(latest[path]))
    return path


def _paths(content: Mapping[str, object], table: KeyPath) -> Iterator[KeyPath]:
    """The path of every key in a statement, those inside a table after the table's."""
    for key, value in content.items():
        path = (*table, key)
        yield path
        if isinstance(value, dict):
            yield from _paths(value, path)
        elif isinstance(value, list):
            for place, item in enumerate(value):
                if isinstance(item, dict):
                    yield from _paths(item, (*path, str(place)))


def lines_in(file: Path) -> dict[KeyPath, int]:
    """What `key_lines` says of a file; nothing where it can no longer be read."""
    try:
        return key_lines(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return {}
