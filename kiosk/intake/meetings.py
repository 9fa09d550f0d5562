"""The meetings that a source sets: a row each (rules, section 7)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.contest.model import Meeting, MeetingKind, Season
from kiosk.intake.cells import Cell, Unreadable, text_of
from kiosk.intake.dates import DateReader
from kiosk.intake.findings import SheetFindings
from kiosk.intake.grid import Grid
from kiosk.intake.header import Header, normal_name
from kiosk.intake.listing import LEFT_OUT, Listing
from kiosk.intake.reading import Finding

MEETINGS_WITH_TOPIC: Final = (("kind", "day", "topic"),)
MEETINGS_REQUIRED: Final = (("kind", "day"),)
"""The columns that make a table of meetings; with a topic it is nothing else."""

_DISPATCH: Final = re.compile(r"dispatch|(?:|.*(?:半月|战线|[期次]))调度(?:会议?)?")
_MONTHLY: Final = re.compile(
    r"monthly|(?:|.*(?:[月期次]|月度|班子))例会|(?:|.*月(?:度)?)四套班子(?:会议?|联席会议)"
)
_LACKING: Final = {"kind": "no kind", "day": "no date"}
_MEETING_LEFT_OUT: Final = f"the meeting is {LEFT_OUT}"


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """A meeting, and what makes a finding of the cell that dates it."""

    meeting: Meeting
    finding: Callable[[str], Finding]


def read_meetings(
    grid: Grid, header: Header, dates: DateReader, findings: SheetFindings
) -> tuple[ListedMeeting, ...]:
    """The meetings of a sheet, in its order; one that can't be announced is told and left out."""
    listing = Listing(grid, header, findings)
    found: list[ListedMeeting] = []

    def read_day(cell: Cell) -> date:
        day = dates.read(cell)
        if day is None:
            raise Unreadable(_LACKING["day"])
        if not dates.season.start <= day <= dates.season.end:
            raise Unreadable("is outside the season")
        return day

    for row in listing.rows("kind", "day"):
        for field, lacking in _LACKING.items():
            if listing.column(field) is None:
                listing.tell(row, field, f"{lacking}: {_MEETING_LEFT_OUT}")
        kind = listing.read(row, "kind", _read_kind, None, _MEETING_LEFT_OUT)
        day = listing.read(row, "day", read_day, None, _MEETING_LEFT_OUT)
        column = listing.column("day")
        if kind and day and column:
            meeting = Meeting(kind=kind, day=day, topic=listing.label(row, "topic"))
            found.append(ListedMeeting(meeting, findings.later(row, column)))
    return tuple(found)


def past_meetings(
    listed: list[ListedMeeting], season: Season, as_of: date | None
) -> Finding | None:
    """What is told of meetings before the date of the data, while the season goes on.

    They still say when the last dispatch was; but nobody is invited to them any more.
    """
    if as_of is None or as_of > season.end:
        return None
    past = [one for one in listed if one.meeting.day < as_of]
    if not past:
        return None
    others = f", and so do others ({len(past)} in all)" if len(past) > 1 else ""
    outcome = "not announced"
    if len(past) == len(listed):
        outcome = "the next ones are announced by the calendar"
    return past[0].finding(f"lies before {as_of}{others}: {outcome}")


def _read_kind(cell: Cell) -> MeetingKind:
    """Read which meeting it is.

    Raises:
        Unreadable: It is neither of the two.
    """
    name = normal_name(text_of(cell))
    if _DISPATCH.fullmatch(name):
        return MeetingKind.DISPATCH
    if _MONTHLY.fullmatch(name):
        return MeetingKind.MONTHLY
    raise Unreadable("is neither a dispatch nor a monthly meeting" if name else _LACKING["kind"])
