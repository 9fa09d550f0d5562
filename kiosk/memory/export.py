"""The play log as a person or a program reads it, line by line."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import Final

from kiosk.memory.played import Played

COLUMNS: Final = ("display", "scene", "page", "pages", "began", "seconds", "as_of", "photo")
"""The columns of the CSV file, and the keys of each JSON object."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_csv(log: Iterable[Played], zone: tzinfo) -> Iterator[str]:
    """Lines of a CSV file with a header; `began` is the time of day in the zone.

    A spreadsheet takes a text that begins like a formula for one and works it out: such a text
    gets an apostrophe before it.
    """
    yield _row(COLUMNS)
    for one in log:
        yield _row(
            (
                _harmless(one.display),
                _harmless(one.scene),
                one.page,
                one.pages,
                _time_of_day(one.began, zone),
                _seconds(one),
                one.as_of or "",
                _harmless(one.photo),
            )
        )


def as_json(log: Iterable[Played], zone: tzinfo) -> Iterator[str]:
    """Lines of one JSON array, an object a line; `began` has its offset."""
    before = "["
    for one in log:
        values = (
            one.display,
            one.scene,
            one.page,
            one.pages,
            one.began.astimezone(zone).isoformat(timespec="milliseconds"),
            one.seconds,
            one.as_of and one.as_of.isoformat(),
            one.photo or None,
        )
        yield before + "\n"
        yield json.dumps(dict(zip(COLUMNS, values, strict=True)), ensure_ascii=False)
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def as_text(log: Iterable[Played], zone: tzinfo) -> Iterator[str]:
    """Lines for a terminal."""
    yield _aligned("began", "seconds", "scene", "page", "as of", "display", "photo")
    for one in log:
        yield _aligned(
            _time_of_day(one.began, zone),
            _seconds(one),
            one.scene,
            f"{one.page}/{one.pages}",
            str(one.as_of or ""),
            _one_line(one.display),
            _one_line(one.photo),
        )


def _row(values: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()


def _aligned(
    began: str, seconds: str, scene: str, page: str, as_of: str, display: str, photo: str
) -> str:
    columns = (
        f"{began:<19}  {seconds:>8}  {scene:<10}  {page:<5}  {as_of:<10}  {display:<8}  {photo}"
    )
    return columns.rstrip() + "\n"


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _time_of_day(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _seconds(one: Played) -> str:
    return f"{one.seconds:.1f}"


def _one_line(text: str) -> str:
    """Paths with what separates them, and nothing that a terminal would obey."""
    shown = ", ".join(text.split("\n"))
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in shown
    )
