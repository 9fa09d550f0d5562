"""JSON documents: our own, and the answers of list APIs (rules, section 1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kiosk.intake.cells import Cell, text_of
from kiosk.intake.grid import MOST_CELLS, MOST_COLUMNS, Grid
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
    lists_entries: bool = False
    """It has a list of red and black entries, be it empty."""


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
        return Content(grids, as_of, demo, lists_entries="entries" in own)
    rows = find_records(value, records)
    if rows is None:
        raise UnusableSource(_why_no_rows(top, records))
    if not rows:
        raise UnusableSource("a JSON list without rows: empty")
    return Content((_grid(rows, records),), as_of, demo)


def data_schema() -> dict[str, Any]:
    """The JSON Schema of our own document, for editors and for whoever feeds the kiosk."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Plan and progress of a county's tasks",
        "type": "object",
        "anyOf": [{"required": [name]} for name in _OWN_LISTS],
        "properties": {
            "as_of": _a_date("Date of the data"),
            "demo": {"type": "boolean", "description": "Demonstration data; the screen says so"},
            "tasks": _a_list(
                {
                    "id": _TEXT_OR_NUMBER,
                    "area": _a_text("Area of work; blank takes the one above"),
                    "line": _a_text("Battle line; blank takes the one above"),
                    "title": {"type": "string", "minLength": 1},
                    "lead_units": _a_text_or_texts(
                        "Units that lead; each carries the whole weight"
                    ),
                    "support_units": _a_text_or_texts("Units that support"),
                    "leader": _a_text("County leader; blank takes the one above"),
                    "owner": _a_text("Person responsible"),
                    "start": _a_date("First day; the season's where missing"),
                    "due": _a_date("Last day; the season's where missing"),
                    "weight": _a_number("Weight, 1 where missing", minimum=0),
                    "planned": _a_share("Share planned by now; linear in days where missing"),
                    "actual": _a_share("Share done; missing is not reported, not zero"),
                    "target": _a_number("Amount aimed at, used without actual"),
                    "done": _a_number("Amount done, used without actual"),
                    "quality": _a_number("Quality, 0 to 100", minimum=0, maximum=100),
                    "results": _a_number("Results, 0 to 100", minimum=0, maximum=100),
                    "points": _a_number("Points added or deducted"),
                    "veto": {"type": ["string", "boolean", "null"], "description": "Why vetoed"},
                    "status_text": _a_text("How it stands"),
                    "problem": _a_text("What stands in the way"),
                    "next_step": _a_text("What comes next"),
                    "updated": _a_date("When the row was last reported"),
                },
                "title",
                "lead_units",
            ),
            "units": _a_list(
                {
                    "name": {"type": "string", "minLength": 1},
                    "group": _a_text("Group that is ranked apart"),
                    "score": _a_number("Score that the office computed; taken as it is"),
                },
                "name",
            ),
            "entries": _a_list(
                {
                    "side": {"enum": ["red", "black", "红", "黑", "红榜", "黑榜"]},
                    "unit": {"type": "string", "minLength": 1},
                    "round": _TEXT_OR_NUMBER,
                    "reason": _a_text("Why"),
                    "rectify_by": _a_text("When it must be put right"),
                    "rectified": _a_text("How far it has been put right"),
                },
                "side",
                "unit",
            ),
            "indicators": {"type": "array"},
            "projects": {"type": "array"},
            "meetings": {"type": "array"},
        },
    }


_TEXT_OR_NUMBER: Final = {"type": ["string", "number", "null"]}


def _a_list(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    rows = {"type": "object", "required": list(required), "properties": properties}
    return {"type": "array", "items": rows}


def _a_text(description: str) -> dict[str, Any]:
    return {"type": ["string", "null"], "description": description}


def _a_text_or_texts(description: str) -> dict[str, Any]:
    one_or_more = [{"type": ["string", "null"]}, {"type": "array", "items": {"type": "string"}}]
    return {"anyOf": one_or_more, "description": description}


def _a_date(description: str) -> dict[str, Any]:
    written = f"{description}: 2027-06-05, 2027年6月5日, 6月底, 三季度, 长期"
    return {"type": ["string", "null"], "description": written}


def _a_number(description: str, **bounds: float) -> dict[str, Any]:
    return {"type": ["number", "string", "null"], "description": description, **bounds}


def _a_share(description: str) -> dict[str, Any]:
    how = "a fraction, or a text with a percent sign; above 1.5 anywhere, all are percentages"
    return _a_number(f"{description}: {how}", minimum=0)


def _grid(rows: Sequence[Any], place: str) -> Grid:
    """Rows as a grid: objects under a row of their keys, lists as the rows of a sheet."""
    if all(isinstance(row, list) for row in rows):
        _check_size(sum(map(len, rows)), max(map(len, rows)))
        return Grid([[_cell(value) for value in row] for row in rows])
    objects = [_columns(row) for row in rows]
    keys = list(dict.fromkeys(key for row in objects for key in row))
    _check_size(len(keys) * (len(rows) + 1), len(keys))
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
    texts = map(text_of, held)
    return "、".join(texts)[:LONGEST] or None


def _check_size(cells: int, columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise UnusableSource(f"a JSON document of more than {MOST_COLUMNS:,} columns")
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
