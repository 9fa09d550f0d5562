"""Where all that stands fixed stands now: it wanders a few units, so that no pixel wears out.

Nothing moves while somebody looks: a page that comes takes the next place under its fade.
"""

from datetime import datetime
from typing import Final

from kiosk.screen.geometry import ORBIT_X, ORBIT_Y

STEP_S: Final = 180
"""How long a place is kept; all of them take a working day."""

_COLUMNS: Final = 2 * ORBIT_X + 1
_ROWS: Final = 2 * ORBIT_Y + 1
PLACES: Final = _COLUMNS * _ROWS
"""How many places there are."""


def offset(step: int) -> tuple[int, int]:
    """Units to the right and down at a step.

    The way leads through every place row by row and then back, so that one step never changes
    either by more than a unit, and every place is visited twice in twice as many steps.
    """
    lap, number = divmod(step, PLACES)
    if lap % 2:
        number = PLACES - 1 - number
    row, column = divmod(number, _COLUMNS)
    if row % 2:
        column = _COLUMNS - 1 - column
    return column - ORBIT_X, row - ORBIT_Y


def step_at(now: datetime) -> int:
    """The step at a time; a machine that is off at night goes on where it would be by then."""
    return int(now.timestamp() // STEP_S)
