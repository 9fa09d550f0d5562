"""Tables that no clerk has written yet: any cells under headers that the kiosk knows."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

import xlwt
from hypothesis import strategies as st

from kiosk.intake.grid import column_letters
from kiosk.intake.header import (
    ENTRY_NAMES,
    INDICATOR_NAMES,
    MEETING_NAMES,
    PROBLEM_NAMES,
    PROJECT_NAMES,
    STEP_NAMES,
    TASK_NAMES,
    UNIT_NAMES,
)
from tests.faults.mutating import CELLS, NUMBERS

MEGABYTE: Final = 1024 * 1024

Rows = Sequence[Sequence[object]]

_LISTS: Final = {
    "tasks": TASK_NAMES,
    "units": UNIT_NAMES,
    "entries": ENTRY_NAMES,
    "indicators": INDICATOR_NAMES,
    "projects": {**PROJECT_NAMES, **STEP_NAMES},
    "meetings": MEETING_NAMES,
    "problems": PROBLEM_NAMES,
}
_USUAL: Final = ("工作任务", "牵头单位", "完成率", "完成时限", "权重")

texts: Final = st.text(max_size=20) | st.sampled_from((*CELLS, *NUMBERS))
values: Final = (
    texts
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates().map(str)
    | st.datetimes().map(str)
)
json_values: Final = st.recursive(
    values,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def rows(draw: st.DrawFn) -> Rows:
    """A sheet: perhaps a title, names of columns, and what stands under them."""
    known = draw(st.sampled_from(list(_LISTS.values())))
    names = st.sampled_from([name for named in known.values() for name in named])
    head = draw(st.lists(names | texts, max_size=8))
    head = draw(st.permutations([*_USUAL[: draw(st.sampled_from((0, 2, 2, 2, 5)))], *head]))
    width = st.integers(0, 2).map(lambda more: len(head) + more)
    lines = draw(st.lists(width.flatmap(lambda size: st.lists(values, max_size=size)), max_size=8))
    above = draw(st.lists(st.lists(values, max_size=2), max_size=2))
    return [*above, head, *lines]


@st.composite
def documents(draw: st.DrawFn) -> object:
    """A JSON document: our own with lists of anything under known keys, or any value."""
    if draw(st.booleans()):
        return draw(json_values)
    made: dict[str, object] = {"as_of": draw(json_values), "demo": draw(json_values)}
    for name in draw(st.lists(st.sampled_from(list(_LISTS)), unique=True, min_size=1)):
        keys = st.sampled_from(
            [*_LISTS[name], *("name", "text", "date", "unit", "steps", "rank_of")]
        )
        row = st.dictionaries(keys, json_values, max_size=8) | json_values
        made[name] = draw(st.lists(row, max_size=4) | json_values)
    return made


def to_csv(table: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    return out.getvalue().encode("utf-8", "replace")


def to_json(value: object) -> bytes:
    return json.dumps(value).encode()


def to_xlsx(table: Rows) -> bytes:
    """A workbook of one sheet, in which each text stands in its cell."""
    return sheet_of(
        f'<row r="{number}">{"".join(map(_cell, range(len(row)), [number] * len(row), row))}</row>'
        for number, row in enumerate(table, start=1)
    )


def sheet_of(lines: Iterable[str]) -> bytes:
    """A workbook of one sheet with these rows of XML."""
    sheet = "".join(lines)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    other = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1"'
        f' Type="{other}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{other}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{other}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.encode("utf-8", "replace"))
    return out.getvalue()


def _cell(column: int, row: int, value: object) -> str:
    place = f'r="{column_letters(column)}{row}"'
    if isinstance(value, bool):
        return f'<c {place} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c {place}><v>{value}</v></c>"
    if value is None:
        return f"<c {place}/>"
    text = "".join(char for char in str(value) if char >= " " or char in "\n\t")
    return f'<c {place} t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def heaviest() -> Iterator[tuple[str, str, bytes]]:
    """What costs most among files that are just allowed, or just not: kind, name, contents."""
    text = 8 * MEGABYTE
    yield "csv", "two letters a cell", b"ab,cd,ef\n" * 240_000
    yield "csv", "delimiters", b",\n" * (text // 2)
    yield "csv", "one wide character", b"a,b\n" + (b"x" * 60 + b"\n") * 130_000 + "👨".encode()
    yield "csv", "an open quotation", b'"' + b"a" * (text - 2)
    yield "csv", "larger than any text", b"a,b\n" * text
    yield "json", "short texts", ("[" + '"县道",' * 790_000 + '"x"]').encode()
    yield "json", "keys", ("{" + ",".join(f'"k{n}":0' for n in range(700_000)) + "}").encode()
    yield "json", "numbers", b"[" + b"1.5," * 999_000 + b"1]"
    yield "json", "empty lists", b"[" + b"[]," * 499_000 + b"[]]"
    cells = ((n, [(f"A{n}", "ab"), (f"B{n}", "1")]) for n in range(1, 199_000))
    yield "xlsx", "cells", sheet_of(_row(number, held) for number, held in cells)
    yield (
        "xlsx",
        "two corners",
        sheet_of([_row(1, [("A1", "1")]), _row(999_999, [("A999999", "1")])]),
    )
    yield "xlsx", "one text", sheet_of([_row(1, [("A1", "a" * 40_000_000)])])
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("s")
    for number in range(60_000):
        sheet.write(number, 0, "x" * 32_000)
    out = io.BytesIO()
    workbook.save(out)
    yield "xls", "one text in many cells", out.getvalue()
    yield "captions", "rows", "文件,说明\n".encode() + b"a,b\n" * 1_000_000
    yield "captions", "delimiters", "文件,说明\n".encode() + b"," * 4_000_000
    yield "toml", "a list that stays open", b"a = [\n" + b"[1],\n" * 40_000
    yield "toml", "brackets", b"a = " + b"[" * 120_000
    yield "toml", "unknown keys", b"\n".join(b"a%d.b = 1" % number for number in range(15_000))


def _row(number: int, held: Sequence[tuple[str, str]]) -> str:
    cells = "".join(f'<c r="{place}" t="str"><v>{text}</v></c>' for place, text in held)
    return f'<row r="{number}">{cells}</row>'
