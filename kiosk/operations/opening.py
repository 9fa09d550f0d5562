"""The display's hours, kept: whether its wall is open now, and until when.

It owns no clock and no thread. Whoever has a timer calls `tick` when the last call said that it
is due, which is after a minute at the latest: a clock that is set, or a machine that slept, leaves
no wall dark, and none lit, for longer.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.contest.working_days import WorkingDays
from kiosk.hours import Hours

logger: Final = logging.getLogger(__name__)

LEAD_MIN: Final = 1
"""A wall opens this much before its hours: a panel takes a moment to light up."""
_LONGEST_S: Final = 60.0
_DAY_S: Final = 86_400.0
_SHORTEST_S: Final = 0.05
"""A timer that goes off a moment early is not set again for no time at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Whether a wall is open."""

    open: bool
    """Closed is intended: the wall is black, its panel off, and nothing is wrong."""
    until: datetime | None
    """When that changes, aware; None where it never does, or not within a year."""


class Doorkeeper:
    """Tells whether a wall is open, and says so when that changes."""

    def __init__(
        self,
        hours: Hours,
        working: WorkingDays,
        *,
        now: Callable[[], datetime],
        changed: Callable[[Opening], None],
    ) -> None:
        """Nothing is told before the first `tick`.

        Args:
            hours: Of the display.
            working: Which days are working days.
            now: The present, aware, in the place's time zone.
            changed: Told at the first tick, and whenever the wall opens or closes; on the
                thread that ticks.
        """
        self._hours = hours.ahead(LEAD_MIN)
        self._working = working
        self._now = now
        self._changed = changed
        self._opening: Opening | None = None
        self._looked: datetime | None = None
        """From when on `until` is known."""

    @property
    def opening(self) -> Opening | None:
        """What the last tick found; None before the first."""
        return self._opening

    def tick(self) -> float:
        """Look at the clock; the seconds after which to look again."""
        now = self._now()
        before = self._opening
        opening = before if before is not None and self._holds(now, before) else self._look(now)
        if before is None or before.open != opening.open:
            self._tell(opening, first=before is None)
            self._changed(opening)
        if opening.until is None:
            return _LONGEST_S
        rest_s = opening.until.timestamp() - now.timestamp()
        return min(max(rest_s, _SHORTEST_S), _LONGEST_S)

    def _look(self, now: datetime) -> Opening:
        """Find out how it is and until when."""
        self._looked = now
        self._opening = Opening(
            open=self._hours.is_open(now, self._working),
            until=self._hours.next_change(now, self._working),
        )
        return self._opening

    def _holds(self, now: datetime, opening: Opening) -> bool:
        """Whether what was found last is true now, too: a whole year is not walked each minute."""
        if self._looked is None:
            return False
        # Two times of one zone would be compared as its clocks show them.
        since, until = self._looked.timestamp(), opening.until and opening.until.timestamp()
        return since <= now.timestamp() < (until or since + _DAY_S)

    @staticmethod
    def _tell(opening: Opening, *, first: bool) -> None:
        until = f" until {opening.until:%Y-%m-%d %H:%M}" if opening.until else ""
        if not opening.open:
            logger.info("outside the display's hours: the wall is black%s", until)
        elif not first:
            logger.info("within the display's hours: the wall is open%s", until)
