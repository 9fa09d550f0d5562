"""Notices: plain slides from the configuration, each between its dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A title and a few lines; without a start or an end it hangs from or for ever."""

    title: str
    lines: tuple[str, ...] = ()
    start: date | None = None
    """First day on which it hangs."""
    end: date | None = None
    """Last day on which it hangs."""

    def hangs(self, today: date) -> bool:
        """Whether it is shown today; its first and its last day included."""
        begun = self.start is None or self.start <= today
        return begun and (self.end is None or today <= self.end)


def current(notices: Iterable[Notice], today: date) -> tuple[Notice, ...]:
    """The notices of today, in the order of the configuration."""
    return tuple(notice for notice in notices if notice.hangs(today))
