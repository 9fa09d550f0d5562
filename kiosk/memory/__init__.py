"""What outlives the process: last good data, standings by round, the state of album orders."""

from kiosk.memory.memory import FILE_NAME, Kept, KeptRound, KeptStanding, Memory

__all__ = ["FILE_NAME", "Kept", "KeptRound", "KeptStanding", "Memory"]
