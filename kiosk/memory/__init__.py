"""What outlives the process: last good data, standings by round, album orders, the play log."""

from kiosk.memory.memory import FILE_NAME, Kept, KeptRound, KeptStanding, Memory
from kiosk.memory.played import Played, Playing, PlayLog

__all__ = [
    "FILE_NAME",
    "Kept",
    "KeptRound",
    "KeptStanding",
    "Memory",
    "PlayLog",
    "Played",
    "Playing",
]
