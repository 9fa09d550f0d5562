"""What the configuration says of the status page."""

from dataclasses import dataclass, field
from typing import Final

from kiosk.listening import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSettings:
    """Where the page is served, and to whom."""

    address: Address | None = None
    """None for nowhere."""
    token: str = field(default="", repr=False)
    """What opens it; empty where it is open to whoever reaches the address."""


LOCAL: Final = StatusSettings(address=Address("127.0.0.1", 8440))
"""For a machine that has no screen at all: its wall is to be seen nowhere else."""
