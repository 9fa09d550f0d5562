"""The problems that a source lists apart from its tasks: a row each."""

from collections.abc import Mapping
from typing import Final

from kiosk.contest.model import Problem
from kiosk.intake.cells import Cell, is_blank, read_flag, read_units, text_of
from kiosk.intake.dates import DateReader
from kiosk.intake.findings import SheetFindings
from kiosk.intake.grid import Grid
from kiosk.intake.header import Header, normal_name
from kiosk.intake.listing import LEFT_OUT, Listing
from kiosk.intake.rows import section_area

PROBLEMS_REQUIRED: Final = (
    ("problem", "line"),
    ("problem", "unit"),
    ("problem", "raised"),
    ("problem", "resolved"),
)
"""The columns that make a table of problems; one with a task's title is none."""

_RESOLVED: Final = frozenset(
    {
        *("已解决", "解决", "已办结", "办结", "已销号", "销号", "已完成", "完成", "已整改"),
        *("整改完成", "已整改完成", "resolved", "done", "closed"),
    }
)
_OPEN: Final = frozenset(
    {
        *("未解决", "未办结", "未销号", "未完成", "未整改", "待解决", "待办理", "待销号"),
        *("办理中", "正在办理", "推进中", "正在推进", "整改中", "正在整改", "解决中", "处理中"),
        *("协调中", "正在协调", "正在解决", "部分解决", "未启动", "open", "unresolved", "pending"),
    }
)


def read_problems(
    grid: Grid,
    header: Header,
    dates: DateReader,
    aliases: Mapping[str, str],
    findings: SheetFindings,
) -> tuple[Problem, ...]:
    """The problems of a sheet, in its order; a blank battle line takes the one above."""
    listing = Listing(grid, header, findings)
    found: list[Problem] = []
    line = ""

    def units(cell: Cell) -> tuple[str, ...]:
        return read_units(cell, aliases)

    for row in listing.rows("problem", sections=True):
        if heading := _heading(listing, row):
            line = heading
            continue
        line = listing.label(row, "line") or line
        text = listing.label(row, "problem")
        if not text:
            if not text_of(listing.cell(row, "problem")) and listing.holds(row, "unit", "raised"):
                listing.tell(row, "problem", f"no problem: the row is {LEFT_OUT}")
            continue
        found.append(
            Problem(
                text=text,
                line=line,
                unit="、".join(listing.read(row, "unit", units, (), LEFT_OUT)),
                raised=listing.read(row, "raised", dates.read, None, "counted as no date"),
                resolved=listing.read(
                    row,
                    "resolved",
                    _read_resolved,
                    default=False,
                    instead="counted as not resolved",
                ),
            )
        )
    return tuple(found)


def _heading(listing: Listing, row: int) -> str:
    """The line that a row names which holds nothing but `一、…`; empty where it is a problem."""
    grid, column = listing.grid, listing.header.columns["problem"][0].index
    texts = {index: text for index, cell in enumerate(grid.raw[row]) if (text := text_of(cell))}
    if len(set(texts.values())) > 1:
        return ""
    if len(texts) == 1 and column in texts and (row, column) not in grid.origins:
        return ""
    return section_area(next(iter(texts.values()), ""))


def _read_resolved(cell: Cell) -> bool:
    """Read whether a problem is resolved: `已解决`, `已办结`, `销号`, `是`; blank is not.

    Raises:
        Unreadable: The cell holds something else.
    """
    name = normal_name(text_of(cell))
    if name in _RESOLVED:
        return True
    if name in _OPEN or is_blank(name):
        return False
    return read_flag(cell)
