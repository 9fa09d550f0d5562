"""A progress bar for a command that takes longer than a moment, on a terminal only."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_MOMENT_S: Final = 1.0


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function to call with the number done and of all; the bar goes at the end."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console  # noqa: PLC0415 - nothing to draw without a terminal
    from rich.progress import Progress  # noqa: PLC0415

    began = time.monotonic()
    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)
    started = False

    def advance(done: int, total: int) -> None:
        nonlocal started
        if not started and time.monotonic() - began > _MOMENT_S:
            bar.start()
            started = True
        bar.update(task, completed=done, total=total)

    try:
        yield advance
    finally:
        if started:
            bar.stop()
