"""The other half of `launch`: gives the running kiosk its settings, as values on a pipe.

A kiosk that runs asks it again when its configuration was saved (`kiosk.live`).
"""

import os
import pickle
import sys
from collections.abc import Sequence

from kiosk import __version__, cli
from kiosk.errors import guarded
from kiosk.last_good import mistake_of, settings_at_start, settings_now, this_machine
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
    asked_again = words[:1] == [AGAIN]
    answer = again(words[2:], running=words[1]) if asked_again else at_start(words)
    if isinstance(answer, int):
        return answer
    try:
        with os.fdopen(pipe, "wb") as stream:
            pickle.dump(answer, stream)
    except BrokenPipeError:
        # Whoever asked is gone, and has said why.
        return 1
    return 0


def at_start(words: Sequence[str]) -> KioskSettings | int:
    """What to start with, or the exit code where that is nothing."""
    order = cli.understand(words)
    if isinstance(order, int):
        return order
    answers: list[KioskSettings] = []

    def resolve() -> int:
        answers.append(settings_at_start(order, this_machine()))
        return 0

    code = guarded(resolve, debug=cli.DEBUG in words)
    return answers[0] if answers else code


def again(words: Sequence[str], *, running: str) -> KioskSettings | Mistake | int:
    """What a kiosk that runs is told of its configuration.

    Args:
        words: The command line that it was started with.
        running: Its version.
    """
    if running != __version__:
        # Its words may mean something else to us, and our values to it.
        return Mistake((f"kiosk {running} runs and {__version__} is installed: start it again",))
    order = cli.understand(words)
    if isinstance(order, int):
        return order
    try:
        return settings_now(order, this_machine())
    except Exception as error:  # noqa: BLE001 - whatever it is, the kiosk has to be told
        return mistake_of(error)


if __name__ == "__main__":
    sys.exit(main())
