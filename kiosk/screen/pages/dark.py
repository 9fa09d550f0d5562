"""What hangs outside a display's hours: nothing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DarkPage:
    """A black wall."""
