"""How the rows of a page of standings come from the places they had before.

Other figures have come while the standings hang: who rose and who fell is seen where each row
moves. What comes from another page comes in over the edge behind which that page lies, and what
goes to one goes out over it.
"""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.screen.pages.standings import Place, StandingsPage


def slide_rows(
    before: Sequence[StandingsPage], after: Sequence[StandingsPage], number: int
) -> StandingsPage | None:
    """The page of this number after the change, its rows at their old places, ready to move.

    Args:
        before: Every page of the standings as they hang, the one of this number on the wall.
        after: Every page with the new figures.
        number: The page's place among both, from 0.

    Returns:
        None where the page is laid out in other columns or in other room: no eye could follow
        its rows then.
    """
    old, new = before[number], after[number]
    if _layout(old) != _layout(new):
        return None
    known = {row.subject: row for page in (*before, old) for row in page.rows}
    stood = {row.subject: row.place_y for row in old.rows}
    coming = [row for row in new.rows if row.subject not in stood]
    stood |= _beyond(coming, before[:number], old.rows_room)
    staying = {row.subject for row in new.rows}
    leaving = [row for row in old.rows if row.subject not in staying]
    end = _beyond(leaving, after[:number], old.rows_room)
    return replace(
        new,
        slides=True,
        rows=tuple(_come(row, stood[row.subject], known.get(row.subject)) for row in new.rows),
        leaving=tuple(
            replace(row, from_y=row.place_y, place_y=end[row.subject]) for row in leaving
        ),
    )


def _layout(page: StandingsPage) -> tuple[object, ...]:
    return page.columns, page.rows_room, page.frame.content_top, page.frame.margin_x


def _come(row: Place, from_y: float, before: Place | None) -> Place:
    """The row at its old place with its old bar; one that is quite new grows its bar from zero."""
    return replace(
        row,
        from_y=from_y,
        from_actual=0.0 if before is None else max(before.actual, 0.0),
        from_planned=row.planned if before is None or before.planned < 0 else before.planned,
    )


def _beyond(
    rows: Sequence[Place], earlier: Sequence[StandingsPage], room: float
) -> dict[str, float]:
    """Places of rows that stand on other pages: over the upper edge, or under the lower one.

    Whoever stands on no page at all is under the lower edge.
    """
    above = {row.subject for page in earlier for row in page.rows}
    upper = [row for row in rows if row.subject in above]
    lower = [row for row in rows if row.subject not in above]
    places = {}
    y = -sum(row.row_height for row in upper)
    for row in upper:
        places[row.subject] = y
        y += row.row_height
    y = room
    for row in lower:
        places[row.subject] = y
        y += row.row_height
    return places
