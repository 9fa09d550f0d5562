"""What the bytes really are: told by content, then media type, then name (rules, section 1)."""

import json
from dataclasses import dataclass
from typing import Any, Final

from kiosk.intake import compound, workbooks
from kiosk.intake.delimited import decode, read_delimited
from kiosk.intake.grid import Grid
from kiosk.intake.payload import Payload, UnusableSource

MOST_TEXT: Final = 8 * 1024 * 1024
"""Bytes of delimited text and of JSON documents that are read; 214 tasks have some 20,000. They
take up to twenty times as much memory while they are read."""
MOST_VALUES: Final = 1_000_000
"""Values of a JSON document that is read, each of which takes far more memory than bytes; 214
tasks have some 5,000. A comma or bracket in a text counts as one."""

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OTHERS: Final = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "an RTF document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
)
_JSON_TYPES: Final = ("application/json", "text/json")
_TAB_TYPES: Final = ("text/tab-separated-values",)
_WHITE: Final = " \t\r\n\ufeff"
_IN_OBJECT: Final = '"}'
_IN_LIST: Final = '"{[]-0123456789tfn'
"""What can follow a bracket in JSON."""


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded JSON document."""

    value: Any


def read(payload: Payload) -> list[Grid] | Document:
    """Read a payload as what it is.

    Returns:
        The visible sheets of a workbook, delimited text as one sheet, or a JSON document.

    Raises:
        UnusableSource: It is none of these, or damaged.
    """
    body = payload.body
    name = payload.name.replace("\\", "/").rpartition("/")[2]
    media_type = payload.media_type.partition(";")[0].strip().lower()
    if name.startswith("~$"):
        raise UnusableSource("a lock file of an open workbook, not the workbook")
    if not body.strip():
        raise UnusableSource("empty: no bytes at all" if not body else "empty: nothing but spaces")
    if body.startswith(_ZIP):
        return workbooks.read_zip(body)
    if body.startswith(compound.SIGNATURE):
        return workbooks.read_compound(body)
    for signature, what in _OTHERS:
        if body.startswith(signature):
            raise UnusableSource(f"{what}, not a table")
    if len(body) > MOST_TEXT:
        raise UnusableSource(f"text of more than {MOST_TEXT // 1024 // 1024} MiB, not a table")
    text = decode(body)
    start = text.lstrip(_WHITE)
    if start.startswith("<"):
        raise UnusableSource(_what_markup(text))
    said_json = media_type in _JSON_TYPES or media_type.endswith("+json") or _ends(name, "json")
    if _looks_like_json(start) or said_json:
        return _json(text)
    return [read_delimited(text, tabs=media_type in _TAB_TYPES or _ends(name, "tsv", "tab"))]


def _ends(name: str, *suffixes: str) -> bool:
    """Whether a file's name ends in one of the suffixes."""
    return name.lower().rpartition(".")[2] in suffixes


def _looks_like_json(text: str) -> bool:
    """Whether a text begins as a JSON object or list does, and not as a row of a table."""
    following = text[1:].lstrip(_WHITE)[:1]
    if text.startswith("{"):
        return following in _IN_OBJECT
    return text.startswith("[") and following in _IN_LIST


def _json(text: str) -> Document:
    """Decode JSON; numbers that are none (`NaN`) are nothing.

    Raises:
        UnusableSource: It is broken, cut off, or of too many values.
    """
    if sum(map(text.count, ",[{")) > MOST_VALUES:
        raise UnusableSource(f"a JSON document of more than {MOST_VALUES:,} values")
    try:
        return Document(json.loads(text.lstrip(_WHITE), parse_constant=lambda _: None))
    except (ValueError, RecursionError) as error:
        raise UnusableSource(f"a damaged or incomplete JSON document ({error})") from error


def _what_markup(text: str) -> str:
    """What a document of tags is."""
    lowered = text.lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in lowered:
        return "an Excel 2003 XML spreadsheet: save it as .xlsx"
    if "<html" in lowered or "<!doctype html" in lowered or "<body" in lowered:
        if "urn:schemas-microsoft-com:office:excel" in lowered:
            return "a web page that Excel can open, whatever its name: save it as .xlsx"
        return "a web page (perhaps a login page), not a table"
    return "an XML or HTML document, not a table"
