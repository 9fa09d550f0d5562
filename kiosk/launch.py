"""A quick start: one process reads command line and configuration, another loads Qt meanwhile.

Both take about as long, and neither needs the other before it is done. What checks the
configuration then goes with its process and takes no memory for the rest of the season.
"""

import pickle
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module


def launch(words: Sequence[str]) -> int:
    """Run the kiosk as the words of the command line ask; the exit code."""
    with subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", "kiosk.resolve", *words], stdout=subprocess.PIPE
    ) as resolving:
        # Only now: this is what takes its time meanwhile.
        from kiosk.errors import guarded  # noqa: PLC0415

        return guarded(lambda: _meanwhile(resolving, words), debug="--debug" in words)


def _meanwhile(resolving: "subprocess.Popen[bytes]", words: Sequence[str]) -> int:
    from kiosk import app  # noqa: PLC0415
    from kiosk.operations.log import start_log  # noqa: PLC0415

    start_log(debug="--debug" in words, quiet=False)
    try:
        ready = app.begin()
        # What remembered data need next, while there is time.
        import_module("python_calamine")
    finally:
        # What is wrong with the command line or the configuration is told before anything else.
        answer, _ = resolving.communicate()
    if resolving.returncode:
        return max(resolving.returncode, 1)
    return app.run(pickle.loads(answer), ready)  # noqa: S301 - our own process wrote it
