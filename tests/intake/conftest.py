"""Tables in every form that an office keeps them in, and how they are read."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from kiosk.contest.model import Season
from kiosk.intake import Payload, Reading, read_table

SEASON = Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
SHANGHAI = ZoneInfo("Asia/Shanghai")

Rows = Sequence[Sequence[Any]]


def make_reading(**changes: Any) -> Reading:
    return Reading(**({"season": SEASON, "timezone": SHANGHAI} | changes))


def make_xlsx(
    sheets: Mapping[str, Rows],
    merges: Mapping[str, Sequence[str]] | None = None,
    adjust: Callable[[openpyxl.Workbook], None] = lambda _: None,
) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for merged in (merges or {}).get(name, ()):
            sheet.merge_cells(merged)
    adjust(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def make_xls(
    sheets: Mapping[str, Rows],
    merges: Mapping[str, Sequence[tuple[int, int, int, int]]] | None = None,
    hidden: Sequence[str] = (),
) -> bytes:
    """Merges are (top, bottom, left, right)."""
    workbook = xlwt.Workbook()
    a_date = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for name, rows in sheets.items():
        sheet = workbook.add_sheet(name)
        sheet.visibility = int(name in hidden)
        spans = (merges or {}).get(name, ())
        for top, bottom, left, right in spans:
            sheet.merge(top, bottom, left, right)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value not in (None, ""):
                    sheet.write(r, c, value, *([a_date] if isinstance(value, date) else []))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def make_ods(
    sheets: Mapping[str, Rows],
    merges: Mapping[str, Sequence[tuple[int, int, int, int]]] | None = None,
    hidden: Sequence[str] = (),
) -> bytes:
    """Merges are (top, bottom, left, right)."""
    document = OpenDocumentSpreadsheet()
    unseen = Style(name="unseen", family="table")
    unseen.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(unseen)
    for name, rows in sheets.items():
        table = Table(name=name, **({"stylename": unseen} if name in hidden else {}))
        spans = (merges or {}).get(name, ())
        for r, row in enumerate(rows):
            line = TableRow()
            for c, value in enumerate(row):
                line.addElement(_ods_cell(value, r, c, spans))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def _ods_cell(value: Any, r: int, c: int, spans: Sequence[tuple[int, int, int, int]]) -> Any:
    kind: dict[str, Any] = {}
    for top, bottom, left, right in spans:
        if (r, c) == (top, left):
            kind |= {
                "numberrowsspanned": bottom - top + 1,
                "numbercolumnsspanned": right - left + 1,
            }
        elif top <= r <= bottom and left <= c <= right:
            return CoveredTableCell()
    if value is None or value == "":
        return TableCell(**kind)
    if isinstance(value, date):
        kind |= {"valuetype": "date", "datevalue": value.isoformat()}
    elif isinstance(value, bool):
        kind |= {"valuetype": "boolean", "booleanvalue": str(value).lower()}
    elif isinstance(value, int | float):
        kind |= {"valuetype": "float", "value": str(value)}
    else:
        kind |= {"valuetype": "string"}
    cell = TableCell(**kind)
    for line in str(value).split("\n"):
        cell.addElement(P(text=line))
    return cell


def make_csv(rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def make_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


class Make:
    """Writers of each form."""

    reading = staticmethod(make_reading)
    xlsx = staticmethod(make_xlsx)
    xls = staticmethod(make_xls)
    ods = staticmethod(make_ods)
    csv = staticmethod(make_csv)
    json = staticmethod(make_json)


@pytest.fixture(scope="session")
def make():
    return Make


@pytest.fixture(scope="session")
def read():
    """Reads bytes, or rows of cells as they stand in a sheet."""

    def read_it(source, name="", media_type="", modified=None, **changes):
        body = source if isinstance(source, bytes) else make_json(source)
        payload = Payload(body, name, media_type, modified)
        return read_table(payload, make_reading(**changes))

    return read_it
