"""JSON objects as the rows of a sheet, those with objects within them too."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kiosk.intake.cells import Cell, text_of
from kiosk.intake.grid import MOST_CELLS, MOST_COLUMNS, Grid
from kiosk.intake.header import PROJECT_NAMES, STEP_NAMES, Vocabulary, normal_name
from kiosk.intake.payload import UnusableSource
from kiosk.intake.text import LONGEST

PROJECTS: Final = "projects"
"""The list of our own document whose objects hold lists of their own."""

_STEPS: Final = frozenset({"steps", "步骤", "工序", "环节"})
"""Keys under which a project holds its steps."""
_KEYS: Final = {
    "project": "name",
    "step": "name",
    "capacity_before": "before",
    "capacity_after": "after",
}
"""What fields are called within a project that holds its steps, where by another name."""
_FIELDS: Final = (*PROJECT_NAMES, *STEP_NAMES)
_VALUES_IN_OBJECTS: Final = ("text", "name", "value", "title", "label")
"""Where an object that stands for one cell keeps what a person reads."""
_DEEPEST: Final = 4
_MOST_PARTS: Final = 500
"""Parts of a list in one cell that are read."""


def record_grid(rows: Sequence[Any], place: str) -> Grid:
    """Rows as a grid: objects under a row of their keys, lists as the rows of a sheet.

    Args:
        rows: One or more.
        place: Where they stand in the document.

    Raises:
        UnusableSource: They have too many cells or columns.
    """
    if all(isinstance(row, list) for row in rows):
        _check_size(sum(map(len, rows)), max(map(len, rows)))
        return Grid([[cell_of(value) for value in row] for row in rows])
    objects = [_columns(row) for row in rows]
    keys = list(dict.fromkeys(key for row in objects for key in row))
    _check_size(len(keys) * (len(rows) + 1), len(keys))
    heads: list[Cell] = list(keys)
    return Grid(
        [heads, *([cell_of(row.get(key)) for key in keys] for row in objects)], records=place
    )


def project_grids(rows: Sequence[Any], columns: Mapping[str, str]) -> list[Grid]:
    """A list of projects as grids: one for each project that holds its steps, one for the rest.

    Args:
        rows: The list.
        columns: Header text to field name, added to the names known.

    Raises:
        UnusableSource: They have too many cells.
    """
    projects = Vocabulary(PROJECT_NAMES, {"after": "capacity_after", **columns})
    steps = Vocabulary(STEP_NAMES, {"name": "step", **columns})
    grids: list[Grid] = []
    rest: list[Any] = []
    cells = 0
    for index, row in enumerate(rows):
        record = _columns(row)
        held = next((key for key in record if _holds_steps(key, record[key])), None)
        if held is None:
            rest.append(row)
            continue
        cells += len(_FIELDS) * (len(record[held]) + 2)
        _check_size(cells, len(_FIELDS))
        grids.append(_steps_grid(record, held, f"{PROJECTS}[{index}]", projects, steps))
        rest.append({})
    return [*grids, record_grid(rest, PROJECTS)] if any(rest) else grids


def _holds_steps(key: str, value: Any) -> bool:
    """Whether a project's key holds the list of its steps."""
    return isinstance(value, list) and normal_name(key) in _STEPS


def _steps_grid(
    record: Mapping[str, Any], held: str, place: str, projects: Vocabulary, steps: Vocabulary
) -> Grid:
    """A project as a grid: a row for each step, and in the first what it has once.

    Args:
        record: The project.
        held: The key that holds its steps.
        place: Where it stands in the document.
        projects: The names of a project's keys.
        steps: The names of a step's keys.
    """
    own = _by_field(record, projects)
    listed = [
        _by_field(step if isinstance(step, Mapping) else {"name": step}, steps)
        for step in record[held] or [{}]
    ]

    def named(row: int, column: int) -> str:
        field = _FIELDS[column]
        if field in STEP_NAMES:
            said, within = listed[row - 1], f"{place}.{held}[{row - 1}]"
        else:
            said, within = own, place
        key, _ = said.get(field, (_KEYS.get(field, field), None))
        return f"{within}.{key}"

    rows = ((own if number == 0 else {}) | said for number, said in enumerate(listed))
    cells = [[said[field][1] if field in said else None for field in _FIELDS] for said in rows]
    return Grid([list(_FIELDS), *cells], records=PROJECTS, naming=named)


def _by_field(record: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, tuple[str, Cell]]:
    """A record's keys and cells by the field that they give; of two keys the first."""
    found: dict[str, tuple[str, Cell]] = {}
    for key, value in record.items():
        known, cell = vocabulary.find(normal_name(key)), cell_of(value)
        if known and cell is not None:
            found.setdefault(known[0], (key, cell))
    return found


def _columns(row: Any) -> Mapping[str, Any]:
    """A row's columns, which some systems wrap in `fields`; none of what is no object."""
    if not isinstance(row, Mapping):
        return {}
    fields = row.get("fields")
    return fields if isinstance(fields, Mapping) else row


def cell_of(value: Any, depth: int = 0) -> Cell:
    """A JSON value as a cell: a list as its parts, an object as what a person reads of it."""
    if isinstance(value, str):
        return value[:LONGEST] or None
    if value is None or isinstance(value, bool | int | float):
        return value
    if depth == _DEEPEST:
        return None
    if isinstance(value, Mapping):
        named = (value[name] for name in _VALUES_IN_OBJECTS if name in value)
        return next((cell for one in named if (cell := cell_of(one, depth + 1)) is not None), None)
    return _joined(cell_of(part, depth + 1) for part in value[:_MOST_PARTS])


def _joined(parts: Iterable[Cell]) -> Cell:
    """The cells of a list as one: the only one as it is, several as text."""
    held = [part for part in parts if part is not None]
    if len(held) == 1:
        return held[0]
    texts = map(text_of, held)
    return "、".join(texts)[:LONGEST] or None


def _check_size(cells: int, columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise UnusableSource(f"a JSON document of more than {MOST_COLUMNS:,} columns")
    if cells > MOST_CELLS:
        raise UnusableSource(f"a JSON document of more than {MOST_CELLS:,} cells")
