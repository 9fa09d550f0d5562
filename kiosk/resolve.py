"""The other half of `launch`: gives the running kiosk its settings, as values on a pipe."""

import os
import pickle
import sys

from kiosk import cli


def main() -> int:
    """Understand the command line and write the settings that it asks for to standard output."""
    # Whatever else is printed goes where a person sees it.
    pipe = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    answer = cli.understand(sys.argv[1:])
    if isinstance(answer, int) and answer:
        return answer
    try:
        with os.fdopen(pipe, "wb") as stream:
            pickle.dump(answer, stream)
    except BrokenPipeError:
        # Whoever asked is gone, and has said why.
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
