"""The kiosk as `kiosk run` starts it, in a world that is quicker and less reliable than most.

    python -m tests.faults.launcher '{"every_s": 0.2}' run --config FILE

It polls and turns pages faster than a configuration may ask for, so that many faults pass within
a test's time, and keeps count of its polls in a file. Names that end in `.invalid` are known once
a file exists, and what is in a certain folder hangs for as long as another does: both at the
system's own border, below the kiosk.
"""

import json
import logging
import os
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from kiosk import app, polling
from kiosk.album import album
from kiosk.errors import guarded
from kiosk.operations.log import Log, _Stream, start_log
from kiosk.running import shelf
from kiosk.screen import show
from kiosk.screen.orbit import PLACES

DAYS: Final = 1_000_000
"""How many times faster the log's time passes."""


def main(world: Mapping[str, Any], words: list[str]) -> int:
    """Run the kiosk; see the module."""
    # Nothing wanders: what hangs there is compared with pictures.
    show.step_at = lambda _: PLACES // 2
    if "polls" in world:
        _count(polling.Poller, Path(world["polls"]))
    if "blip_s" in world:
        polling._BLIP = timedelta(seconds=world["blip_s"])
    if "rescan_s" in world:
        album.RESCAN_S = world["rescan_s"]
        shelf._FADE_S = 0.0
    if "names" in world:
        _learn_names_from(Path(world["names"]))
    if "hanging" in world:
        _hang(world["hanging"], Path(world["gate"]))
    # A day passes from one poll to the next: nothing is left out because it was said just now.
    quick = Log(_Stream(sys.stderr), clock=lambda: time.monotonic() * DAYS)
    logging.getLogger().addHandler(quick)
    logging.getLogger().setLevel(logging.INFO)
    start_log(debug=False, quiet=False)
    ready = app.begin()
    command = [sys.executable, "-m", "kiosk.resolve", *words]
    settings = pickle.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    contest, photos, display = settings.contest, settings.photos, settings.display
    if "every_s" in world:
        contest = replace(contest, every=timedelta(seconds=world["every_s"]))
    if "photo_s" in world:
        photos = replace(photos, seconds=world["photo_s"])
    if "page_s" in world:
        display = replace(display, seconds=dict.fromkeys(display.scenes, world["page_s"]))
    settings = replace(settings, contest=contest, photos=photos, display=display)
    return guarded(lambda: app.run(settings, ready), debug=False)


def _count(poller: Any, file: Path) -> None:
    """Append a byte to a file whenever a poll has ended."""
    poll = poller.poll

    def counted(self: Any) -> Any:
        try:
            return poll(self)
        finally:
            with file.open("ab") as stream:
                stream.write(b".")

    poller.poll = counted


def _learn_names_from(file: Path) -> None:
    """Make names that end in `.invalid` mean this machine once the file exists."""
    ask = socket.getaddrinfo

    def getaddrinfo(host: Any, *rest: Any, **how: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and name.endswith(".invalid"):
            if not file.exists():
                raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
            host = "127.0.0.1"
        return ask(host, *rest, **how)

    socket.getaddrinfo = getaddrinfo


def _hang(folder: str, while_there: Path) -> None:
    """Let every look at a file of the folder hang while another file exists."""

    def hanging(look: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any = ".", *rest: Any, **how: Any) -> Any:
            while not isinstance(path, int) and os.fspath(path).startswith(folder) and there():
                time.sleep(0.05)
            return look(path, *rest, **how)

        return call

    stat = os.stat

    def there() -> bool:
        try:
            stat(while_there)
        except FileNotFoundError:
            return False
        return True

    os.stat, os.open, os.scandir = hanging(os.stat), hanging(os.open), hanging(os.scandir)


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1]), sys.argv[2:]))
