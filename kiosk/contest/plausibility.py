"""Whether a table can follow the one before it, or looks like a mishap of whoever keeps it."""

from collections.abc import Iterator

from kiosk.contest.model import Table


def doubt(before: Table, after: Table) -> str:
    """Why a table is unlikely after the one before, in one line; empty where it is plausible.

    Doubtful is what may wrongly change who hangs on the board: more than half of the tasks or of
    the listed units are lost, or all units that were named, or the office's own table of red and
    black; or the figures are of an earlier day. What is added is never doubtful.
    """
    return "; ".join(_doubts(before, after))


def _doubts(before: Table, after: Table) -> Iterator[str]:
    had, has = len(before.tasks), len(after.tasks)
    if 2 * has < had:
        yield f"holds {_count(has, 'task')} where the last had {had}"
    had, has = len(before.units), len(after.units)
    if 2 * has < had:
        yield f"lists {_count(has, 'unit')} where the last listed {had}"
    had_units, has_units = _units(before), _units(after)
    if had_units and (after.tasks or after.units) and had_units.isdisjoint(has_units):
        yield f"names none of the {_count(len(had_units), 'unit')} of the last"
    if before.entries is not None and after.entries is None:
        yield "has no table of red and black where the last had one"
    if before.as_of and after.as_of and after.as_of < before.as_of:
        yield f"is as of {after.as_of} where the last was as of {before.as_of}"


def _units(table: Table) -> set[str]:
    """The units that lead a task or are listed."""
    leading = {unit for task in table.tasks for unit in task.lead_units}
    return leading | {unit.name for unit in table.units}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
