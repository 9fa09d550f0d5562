"""The county's figures: a row each, with value, growth and rank among peers."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from kiosk.contest.model import Indicator
from kiosk.intake.cells import (
    Cell,
    Quantity,
    Share,
    Unreadable,
    counts_in_percent,
    growth_value,
    is_blank,
    read_growth,
    read_quantity,
    read_whole,
    text_of,
)
from kiosk.intake.findings import SheetFindings
from kiosk.intake.grid import Grid
from kiosk.intake.header import Header
from kiosk.intake.listing import LEFT_OUT, Listing

INDICATORS_REQUIRED: Final = (
    ("indicator", "value"),
    ("indicator", "growth"),
    ("indicator", "rank"),
)
"""The columns that make a table of indicators."""

_FIGURES: Final = ("value", "growth", "rank")
_PEERS: Final = frozenset("个個家")
_HAN_DIGITS: Final = {numeral: n for n, numeral in enumerate("一二三四五六七八九十", start=1)}
_RANK: Final = re.compile(
    r"(?:[并並]列)?(?:第(?P<han>[一二三四五六七八九十])|第?(?P<rank>[0-9]{1,5})(?:\.0*)?)[名位]?"
    r"(?:[/／](?P<peers>[0-9]{1,5})[个個家名位]?)?"
)


class _Rank(NamedTuple):
    """A rank as it is written, perhaps with how many are compared."""

    rank: int
    peers: int | None


def read_indicators(grid: Grid, header: Header, findings: SheetFindings) -> tuple[Indicator, ...]:
    """The indicators of a sheet, in its order; one without a figure is told and left out."""
    listing = Listing(grid, header, findings)
    rows = listing.rows("indicator")
    growth = _growth(listing, rows)
    found: list[Indicator] = []
    for row in rows:
        name = listing.label(row, "indicator")
        if not name:
            if listing.holds(row, *_FIGURES):
                listing.tell(row, "indicator", f"no indicator: {LEFT_OUT}")
            continue
        value, measure = _value(listing, row)
        rank, peers = _place(listing, row)
        if value is None and growth.get(row) is None and rank is None:
            message = f"no value, growth or rank: the indicator is {LEFT_OUT}"
            listing.tell(row, "indicator", message)
            continue
        found.append(
            Indicator(
                name=name,
                value=value,
                measure=measure,
                growth=growth.get(row),
                rank=rank,
                peers=peers,
                among=listing.label(row, "among"),
            )
        )
    return tuple(found)


def _growth(listing: Listing, rows: Sequence[int]) -> Mapping[int, float]:
    """The growth by row; the whole column decides what its bare numbers mean."""
    written: dict[int, Share] = {}
    for row in rows:
        share = listing.read(row, "growth", read_growth, None, LEFT_OUT)
        if share:
            written[row] = share
    sizes = (Share(abs(share.number), share.percent) for share in written.values())
    percent = counts_in_percent(sizes)
    found: dict[int, float] = {}
    for row, share in written.items():
        try:
            found[row] = growth_value(share, column_in_percent=percent)
        except Unreadable as unreadable:
            listing.tell(row, "growth", f"{unreadable}: {LEFT_OUT}")
    return found


def _value(listing: Listing, row: int) -> tuple[float | None, str]:
    """The value and what it counts: by its column, else as written behind the number."""
    measure = listing.label(row, "measure")
    quantity: Quantity | None = listing.read(row, "value", read_quantity, None, LEFT_OUT)
    if quantity is None:
        return None, measure
    if quantity.unit and measure and quantity.unit != measure:
        listing.tell(row, "value", f"is not in {measure}: shown in {quantity.unit}")
    return quantity.number, quantity.unit or measure


def _place(listing: Listing, row: int) -> tuple[int | None, int | None]:
    """The rank, and among how many."""
    written = listing.read(row, "rank", _read_rank, None, LEFT_OUT)
    peers = listing.read(row, "peers", _read_peers, None, LEFT_OUT)
    if written is None:
        return None, peers
    if peers is None:
        peers = written.peers
    elif written.peers not in (None, peers):
        listing.tell(row, "rank", f"is not among {peers}: that number counts")
    if peers is not None and written.rank > peers:
        listing.tell(row, "rank", f"is beyond the {peers} compared: {LEFT_OUT}")
        return None, peers
    return written.rank, peers


def _read_rank(cell: Cell) -> _Rank | None:
    """Read a rank: `2`, `第2`, `第 2 名`, `2/9`.

    Raises:
        Unreadable: The cell holds something else.
    """
    if isinstance(cell, date):
        raise Unreadable("is a date, as a spreadsheet takes 2/9 for one")
    text = "".join(text_of(cell).split())
    if is_blank(text):
        return None
    match = _RANK.fullmatch(text)
    rank = (_HAN_DIGITS.get(match["han"] or "") or int(match["rank"])) if match else 0
    peers = int(match["peers"]) if match and match["peers"] else None
    if rank < 1 or peers == 0:
        raise Unreadable("is not a rank")
    return _Rank(rank, peers)


def _read_peers(cell: Cell) -> int | None:
    """Read how many are compared: `9`, `9个`.

    Raises:
        Unreadable: The cell holds something else.
    """
    peers = read_whole(cell, behind=_PEERS)
    if peers == 0:
        raise Unreadable("is nobody to compare with")
    return peers
