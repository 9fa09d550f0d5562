"""The root of the errors that tell a person, in one line, what can't be done and what to do."""

import sys
from collections.abc import Callable


class KioskError(Exception):
    """Something that a person can set right; the text is one line, or one a mistake."""


def guarded(action: Callable[[], int], *, debug: bool) -> int:
    """The action's exit code; 1 and a clear line on standard error where it can't be done.

    Args:
        action: What is to be done.
        debug: Whether an error shows where it comes from instead.
    """
    try:
        return action()
    except KioskError as error:
        if debug:
            raise
        complain(str(error))
    except Exception as error:  # the last resort: one line, whatever went wrong
        if debug:
            raise
        complain(f"internal error, --debug shows where: {error!r}")
    return 1


def complain(text: str) -> None:
    """Say what is wrong on standard error."""
    for line in text.splitlines():
        sys.stderr.write(f"kiosk: {line}\n")
