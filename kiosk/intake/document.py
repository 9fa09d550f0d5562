"""JSON documents: our own, and the answers of list APIs (rules, section 1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kiosk.intake.cells import Cell, number_text
from kiosk.intake.grid import MOST_CELLS, Grid
from kiosk.intake.payload import UnusableSource
from kiosk.intake.records import find_records
from kiosk.intake.text import LONGEST

_OWN_LISTS: Final = ("tasks", "units", "entries")
_ERRORS: Final = ("error", "errors", "message", "msg", "errmsg", "detail")
_VALUES_IN_OBJECTS: Final = ("text", "name", "value", "title", "label")
"""Where an object that stands for one cell keeps what a person reads."""
_DEEPEST: Final = 4
_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Content:
    """What a JSON document holds."""

    grids: tuple[Grid, ...]
    as_of: Cell = None
    demo: bool = False


def read_document(value: Any, records: str) -> Content:
    """Find the tables in a JSON document.

    Args:
        value: The decoded document: our own, a list of rows, or an object that holds one.
        records: The dotted path of the rows; empty finds them.

    Raises:
        UnusableSource: No rows are in it.
    """
    top = value if isinstance(value, Mapping) else {}
    as_of, demo = _cell(top.get("as_of")), top.get("demo") is True
    own = [name for name in _OWN_LISTS if isinstance(top.get(name), list)]
    if own and not records:
        grids = tuple(_grid(top[name], name) for name in own if top[name])
        if not grids:
            raise UnusableSource(f"a JSON document with no rows in {' or '.join(own)}: empty")
        return Content(grids, as_of, demo)
    rows = find_records(value, records)
    if rows is None:
        raise UnusableSource(_why_no_rows(top, records))
    if not rows:
        raise UnusableSource("a JSON list without rows: empty")
    return Content((_grid(rows, records),), as_of, demo)


def _grid(rows: Sequence[Any], place: str) -> Grid:
    """Rows as a grid: objects under a row of their keys, lists as the rows of a sheet."""
    if all(isinstance(row, list) for row in rows):
        _check_size(sum(map(len, rows)))
        return Grid([[_cell(value) for value in row] for row in rows])
    objects = [_columns(row) for row in rows]
    keys = list(dict.fromkeys(key for row in objects for key in row))
    _check_size(len(keys) * (len(rows) + 1))
    heads: list[Cell] = list(keys)
    return Grid([heads, *([_cell(row.get(key)) for key in keys] for row in objects)], records=place)


def _columns(row: Any) -> Mapping[str, Any]:
    """A row's columns, which some systems wrap in `fields`; none of what is no object."""
    if not isinstance(row, Mapping):
        return {}
    fields = row.get("fields")
    return fields if isinstance(fields, Mapping) else row


def _cell(value: Any, depth: int = 0) -> Cell:
    """A JSON value as a cell: a list as its parts, an object as what a person reads of it."""
    if isinstance(value, str):
        return value[:LONGEST] or None
    if value is None or isinstance(value, bool | int | float):
        return value
    if depth == _DEEPEST:
        return None
    if isinstance(value, Mapping):
        named = (value[name] for name in _VALUES_IN_OBJECTS if name in value)
        return next((cell for one in named if (cell := _cell(one, depth + 1)) is not None), None)
    return _joined(_cell(part, depth + 1) for part in value)


def _joined(parts: Iterable[Cell]) -> Cell:
    """The cells of a list as one: the only one as it is, several as text."""
    held = [part for part in parts if part is not None]
    if len(held) == 1:
        return held[0]
    texts = (
        part if isinstance(part, str) else number_text(part)
        for part in held
        if isinstance(part, str | int | float)
    )
    return "、".join(texts)[:LONGEST] or None


def _check_size(cells: int) -> None:
    if cells > MOST_CELLS:
        raise UnusableSource(f"a JSON document of more than {MOST_CELLS:,} cells")


def _why_no_rows(top: Mapping[str, Any], records: str) -> str:
    """Why a document has no rows, in the words of the system that gave it where it says so."""
    if records:
        return f"a JSON document without a list of rows at “{records}”"
    for name in _ERRORS:
        said = _cell(top.get(name))
        if isinstance(said, str):
            return f"a JSON document without rows that says “{' '.join(said.split())[:_SHOWN]}”"
    return "a JSON document without a list of rows"
