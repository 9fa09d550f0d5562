"""A quick start: one process reads command line and configuration, another loads Qt meanwhile.

Both take about as long, and neither needs the other before it is done. What checks the
configuration then goes with its process and takes no memory for the rest of the season.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def launch(words: Sequence[str]) -> int:
    """Run the kiosk as the words of the command line ask; the exit code."""
    # What is loaded stays: looking for garbage among it takes a tenth of a start.
    gc.disable()
    environ, inherited = dict(os.environ), inheritable()
    with subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", "kiosk.resolve", *words], stdout=subprocess.PIPE
    ) as resolving:
        # Only now: this is what takes its time meanwhile.
        from kiosk.errors import guarded  # noqa: PLC0415

        code = guarded(lambda: _meanwhile(resolving, words), debug="--debug" in words)
    from kiosk.settings import RESTART  # noqa: PLC0415 - loaded by then

    if code != RESTART:
        return code
    return guarded(lambda: start_again(environ, inherited), debug="--debug" in words)


def start_again(environ: dict[str, str], inherited: set[int]) -> "NoReturn":
    """Begin this process anew, by its own command line; whoever started it sees no other.

    Args:
        environ: The environment that it was given, without what the kiosk adds for Qt: that
            would pass for somebody's wish the next time.
        inherited: The open files that it was given. A compositor tells by one of them that its
            program is there; what libraries opened since is of no use to what comes.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    for handle in inheritable() - inherited:
        os.set_inheritable(handle, False)  # noqa: FBT003 - takes no keyword
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environ)  # noqa: S606 - ourselves


def inheritable() -> set[int]:
    """The open files of this process that a program started by it is given."""
    found = set()
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - numbers, not paths
        # The list itself was one of them and is closed by now.
        with suppress(OSError):
            if os.get_inheritable(int(name)):
                found.add(int(name))
    return found


def _meanwhile(resolving: "subprocess.Popen[bytes]", words: Sequence[str]) -> int:
    # Before Qt: PySide6 reads the source of every module that is loaded after it.
    import_module("kiosk.preparation")

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
