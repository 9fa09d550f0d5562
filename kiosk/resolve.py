"""The other half of `launch`: gives the running kiosk its settings, as values on a pipe.

A kiosk that runs asks it again when its configuration was saved (`kiosk.live`).
"""

import os
import pickle
import sys

from kiosk import __version__, cli
from kiosk.errors import guarded
from kiosk.last_good import (
    RunOrder,
    mistake_of,
    settings_at_start,
    settings_now,
    this_machine,
)
from kiosk.live import AGAIN
from kiosk.settings import KioskSettings, Mistake


def main() -> int:
    """Understand the command line and write the settings that it asks for to standard output.

    After `--again VERSION` they are those of the configuration as it is now, or its mistake;
    else, for a start, those of the last good one where it has a mistake.
    """
    # Whatever else is printed goes where a person sees it.
    pipe = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    words = sys.argv[1:]
    running = None
    if words[:1] == [AGAIN]:
        running, words = words[1], words[2:]
    order = cli.understand(words)
    if isinstance(order, int):
        return order
    answers: list[KioskSettings | Mistake] = []

    def resolve() -> int:
        answers.append(
            settings_at_start(order, this_machine()) if running is None else again(order, running)
        )
        return 0

    if code := guarded(resolve, debug=cli.DEBUG in words):
        return code
    try:
        with os.fdopen(pipe, "wb") as stream:
            pickle.dump(answers[0], stream)
    except BrokenPipeError:
        # Whoever asked is gone, and has said why.
        return 1
    return 0


def again(order: RunOrder, running: str) -> KioskSettings | Mistake:
    """What a kiosk that runs is told of its configuration.

    Args:
        order: What it was started with.
        running: Its version; values of another may have other fields than ours.
    """
    if running != __version__:
        return Mistake(
            (f"{order.file}: kiosk {running} runs and {__version__} is installed: start it again",)
        )
    try:
        return settings_now(order, this_machine())
    except Exception as error:  # noqa: BLE001 - whatever it is, the kiosk has to be told
        return mistake_of(error)


if __name__ == "__main__":
    sys.exit(main())
