"""What the kiosk takes of its machine."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.status.model import Machine

_ROLLUP: Final = Path("/proc/self/smaps_rollup")
_KB: Final = 1024


def measure(folder: Path, rollup: Path = _ROLLUP) -> Machine:
    """What this process takes now; it costs the kernel a few milliseconds.

    Args:
        folder: Where the kiosk keeps its files.
        rollup: Where the kernel tells of the process's memory.
    """
    sizes = dict(_sizes(rollup))
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        free = None
    return Machine(pss=sizes.get("Pss"), rss=sizes.get("Rss"), disk_free=free)


def _sizes(rollup: Path) -> Iterator[tuple[str, int]]:
    """Names of kinds of memory to their bytes; nothing where the kernel does not tell."""
    try:
        lines = rollup.read_text(encoding="ascii").splitlines()
    except OSError:
        return
    for line in lines:
        name, _, amount = line.partition(":")
        words = amount.split()
        if words[1:] == ["kB"]:
            yield name, int(words[0]) * _KB
