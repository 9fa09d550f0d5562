"""JSON documents: our own, and the answers of list APIs (rules, section 1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kiosk.intake.cells import Cell
from kiosk.intake.grid import Grid
from kiosk.intake.objects import PROJECTS, cell_of, project_grids, record_grid
from kiosk.intake.payload import UnusableSource
from kiosk.intake.records import USUAL_NAMES, find_records

OWN_LISTS: Final = (
    *("tasks", "units", "entries"),
    *("indicators", "projects", "meetings", "problems"),
)
"""The lists of our own document."""

_TASKS: Final = "tasks"
_ERRORS: Final = ("error", "errors", "message", "msg", "errmsg", "detail")
_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Content:
    """What a JSON document holds."""

    grids: tuple[Grid, ...]
    as_of: Cell = None
    demo: bool = False
    lists_entries: bool = False
    """It has a list of red and black entries, be it empty."""


def read_document(value: Any, records: str, columns: Mapping[str, str]) -> Content:
    """Find the tables in a JSON document.

    Args:
        value: The decoded document: our own, a list of rows, or an object that holds one.
        records: The dotted path of the rows; empty finds them.
        columns: Header text to field name, added to the names known.

    Raises:
        UnusableSource: No rows are in it.
    """
    top = value if isinstance(value, Mapping) else {}
    own = [name for name in OWN_LISTS if isinstance(top.get(name), list)]
    rows = find_rows(value, records)
    if rows is None and (records or not own):
        raise UnusableSource(_why_no_rows(top, records))
    if not rows and (records or not own):
        raise UnusableSource("a JSON list without rows: empty")
    lists = {name: top[name] for name in own if top[name] and top[name] is not rows}
    if records:
        lists.pop(_TASKS, None)
    grids = [record_grid(rows, _TASKS if rows is top.get(_TASKS) else records)] if rows else []
    for name, listed in lists.items():
        grids += project_grids(listed, columns) if name == PROJECTS else [record_grid(listed, name)]
    if not grids:
        raise UnusableSource(f"a JSON document with no rows in {' or '.join(own)}: empty")
    return Content(
        tuple(grids),
        cell_of(top.get("as_of")),
        demo=top.get("demo") is True,
        lists_entries="entries" in own,
    )


def find_rows(value: Any, records: str) -> list[Any] | None:
    """The rows of a decoded JSON value: our own document's tasks, or those of a list API.

    Args:
        value: The decoded document.
        records: Dotted path of the rows; empty finds them.

    Returns:
        The rows; None where there are none.
    """
    if not records and isinstance(value, Mapping) and isinstance(value.get(_TASKS), list):
        tasks: list[Any] = value[_TASKS]
        return tasks
    return find_records(value, records)


def join_pages(pages: Sequence[Any], records: str) -> Any:
    """The pages of a list API as one document.

    Args:
        pages: The decoded pages, each with rows.
        records: Dotted path of the rows; empty finds them.

    Returns:
        The rows of all pages where one page has them; with them the date of the data, the mark
        of a demonstration, and our own document's other lists, each as on the first page that
        has it. A plain list where no page says anything but rows.
    """
    rows: list[Any] = []
    said: dict[str, Any] = {}
    for page in pages:
        found = find_rows(page, records)
        rows += found or ()
        for name in ("as_of", "demo", *OWN_LISTS) if isinstance(page, Mapping) else ():
            if page.get(name) is not None and page[name] is not found:
                said.setdefault(name, page[name])
    if records:
        *outer, last = records.split(".")
        holder = said
        for name in outer:
            within: dict[str, Any] = {}
            holder[name] = within
            holder = within
        holder[last] = rows
        return said
    if any(isinstance(page, Mapping) and page.get(_TASKS) is not None for page in pages):
        return {**said, _TASKS: rows}
    return {**said, USUAL_NAMES[0]: rows} if said else rows


def data_schema() -> dict[str, Any]:
    """The JSON Schema of our own document, for editors and for whoever feeds the kiosk."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Plan and progress of a county's tasks",
        "type": "object",
        "anyOf": [{"required": [name]} for name in (_TASKS, "units", "entries")],
        "properties": {
            "as_of": _a_date("Date of the data"),
            "demo": {"type": "boolean", "description": "Demonstration data; the screen says so"},
            "tasks": _a_list(
                {
                    "id": _TEXT_OR_NUMBER,
                    "area": _a_text("Area of work; blank takes the one above"),
                    "line": _a_text("Battle line; blank takes the one above"),
                    "title": _A_NAME,
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
                    "name": _A_NAME,
                    "group": _a_text("Group that is ranked apart"),
                    "score": _a_number("Score that the office computed; taken as it is"),
                },
                "name",
            ),
            "entries": _a_list(
                {
                    "side": {"enum": ["red", "black", "红", "黑", "红榜", "黑榜"]},
                    "unit": _A_NAME,
                    "round": _TEXT_OR_NUMBER,
                    "reason": _a_text("Why"),
                    "rectify_by": _a_text("When it must be put right"),
                    "rectified": _a_text("How far it has been put right"),
                },
                "side",
                "unit",
            ),
            "indicators": _a_list(
                {
                    "name": _A_NAME,
                    "value": _a_number("The figure"),
                    "measure": _a_text("What the value counts: 亿元"),
                    "growth": _a_growth("Growth on the year before"),
                    "rank": _a_whole("Place among those compared: 2, 第2, 2/9"),
                    "rank_of": _a_whole("How many are compared, the county itself included"),
                    "rank_among": _a_text("Who is compared"),
                },
                "name",
            )
            | {"description": "One without value, growth and rank is left out"},
            "projects": {
                "type": "array",
                "description": "Projects that hold their steps, or a row for each step",
                "items": {"anyOf": [_a_project(), _a_row_of_a_project()]},
            },
            "meetings": _a_list(
                {
                    "kind": {"enum": ["dispatch", "monthly", "半月调度", "月例会"]},
                    "date": {"type": "string", "description": "Day of the season: 2027-06-15"},
                    "topic": _a_text("What it is about"),
                },
                "kind",
                "date",
            ),
            "problems": _a_list(
                {
                    "text": _A_NAME,
                    "line": _a_text("Battle line; blank takes the one above"),
                    "unit": _a_text_or_texts("Units that reported it"),
                    "raised": _a_date("When it was reported"),
                    "resolved": {
                        "type": ["boolean", "string", "null"],
                        "description": "Whether it is resolved: true, 已解决, 办理中",
                    },
                },
                "text",
            ),
        },
    }


def _a_project() -> dict[str, Any]:
    """A project that holds its steps."""
    steps = _a_list({"name": _A_NAME, **_of_a_step()}, "name", "days")
    return {
        "type": "object",
        "required": ["name", "target", "steps"],
        "properties": {
            "name": _A_NAME,
            **_once_of_a_project("before", "after"),
            "target": {"type": "string", "description": "The day by which it must be finished"},
            "steps": steps | {"minItems": 1},
        },
    }


def _a_row_of_a_project() -> dict[str, Any]:
    """A row that is one step; that of a project's first says what the project has once."""
    return {
        "type": "object",
        "required": ["step", "days"],
        "properties": {
            "project": _a_text("The project; blank takes the one above"),
            **_once_of_a_project("capacity_before", "capacity_after"),
            "step": _A_NAME,
            **_of_a_step(),
        },
    }


def _once_of_a_project(before: str, after: str) -> dict[str, Any]:
    return {
        "start": _a_date("First day; the latest possible one where missing"),
        "target": _a_date("The day by which it must be finished"),
        "product": _a_text("What it will produce: 日加工能力"),
        before: _a_number("How much of it before"),
        after: _a_number("How much of it after"),
        "measure": _a_text("What the two count: 吨"),
    }


def _of_a_step() -> dict[str, Any]:
    return {
        "days": {"type": ["integer", "string"], "minimum": 0, "description": "Working days"},
        "after": _a_text_or_texts("Names of the steps that it waits for"),
        "started": _a_date("When it was begun"),
        "finished": _a_date("When it was finished"),
        "milestone": {
            "type": ["boolean", "string", "null"],
            "description": "Whether it is a milestone: true, 是",
        },
    }


_A_NAME: Final = {"type": "string", "minLength": 1}
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


def _a_whole(description: str) -> dict[str, Any]:
    return {"type": ["integer", "string", "null"], "description": description, "minimum": 1}


def _a_growth(description: str) -> dict[str, Any]:
    how = "a fraction, or a text with a percent sign; beyond 1.5 anywhere, all are percentages"
    return _a_number(f"{description}: {how}")


def _a_share(description: str) -> dict[str, Any]:
    how = "a fraction, or a text with a percent sign; above 1.5 anywhere, all are percentages"
    return _a_number(f"{description}: {how}", minimum=0)


def _why_no_rows(top: Mapping[str, Any], records: str) -> str:
    """Why a document has no rows, in the words of the system that gave it where it says so."""
    if records:
        return f"a JSON document without a list of rows at “{records}”"
    for name in _ERRORS:
        said = cell_of(top.get(name))
        if isinstance(said, str):
            return f"a JSON document without rows that says “{' '.join(said.split())[:_SHOWN]}”"
    return "a JSON document without a list of rows"
