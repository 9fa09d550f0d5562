"""The log: a line for a change of state, to standard error, as the journal likes it."""

import logging
import sys
from typing import Final

_QUIET: Final = ("apscheduler", "httpx", "httpcore", "PIL")


def start_log(*, debug: bool, quiet: bool) -> None:
    """Log to standard error; the journal adds the time.

    Args:
        debug: Everything, of the libraries too.
        quiet: Only what is wrong; a command's own output tells the rest.
    """
    level = logging.DEBUG if debug else logging.WARNING if quiet else logging.INFO
    under_journal = not sys.stderr.isatty()
    form = "%(levelname)s %(message)s" if under_journal else "%(asctime)s %(levelname)s %(message)s"
    logging.basicConfig(level=level, format=form)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.DEBUG if debug else logging.WARNING)
