"""How the kiosk starts, starts on the last good configuration, and starts again in its place."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
START_S = 20.0

CONFIG = """[contest]
start = 2027-05-01
end = 2027-09-30
[displays.hall]
rotation = ["notice"]
motion = false
[[notices]]
title = "防汛值班"
"""

# On the last good configuration


class Kiosk:
    """A kiosk's process without a screen."""

    def __init__(self, config: Path, log: Path, state: Path) -> None:
        self._log = log
        environ = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DISPLAY", "WAYLAND_DISPLAY"} and not name.startswith("QT_")
        }
        with log.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kiosk", "run", "--config", config, "--display", "hall"],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                env=environ | {"XDG_STATE_HOME": str(state), "QT_QPA_PLATFORM": "offscreen"},
            )

    @property
    def log(self) -> list[str]:
        return self._log.read_text(encoding="utf-8").splitlines()

    def lines_until(self, words: str) -> list[str]:
        """What it says until it says this, that included."""
        end = time.monotonic() + START_S
        while not any(words in line for line in self.log):
            assert time.monotonic() < end, self.log
            assert self.process.poll() is None, self.log
            time.sleep(0.02)
        last = next(at for at, line in enumerate(self.log) if words in line)
        return self.log[: last + 1]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[Path], Kiosk]]:
    started: list[Kiosk] = []

    def begin(config: Path) -> Kiosk:
        log = tmp_path / f"log-{len(started)}"
        started.append(Kiosk(config, log, tmp_path / "state"))
        return started[-1]

    yield begin
    for kiosk in started:
        if kiosk.process.poll() is None:
            kiosk.process.kill()
        kiosk.process.wait()


def test_it_starts_on_the_last_good_configuration_and_says_what_is_wrong(
    start: Callable[[Path], Kiosk], tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.replace("motion", "moton"), encoding="utf-8")
    said = f"{config}:6: displays.hall.moton: unknown key; did you mean «motion»?"
    never = start(config)
    assert never.process.wait(START_S) == 1
    assert never.log == [f"kiosk: {said}"], "the first start ever has nothing else"

    config.write_text(CONFIG, encoding="utf-8")
    good = start(config)
    assert "mistake" not in " ".join(good.lines_until("INFO display hall on "))
    good.process.send_signal(signal.SIGKILL)
    good.process.wait()

    config.write_text(CONFIG.replace("motion", "moton"), encoding="utf-8")
    bad = start(config)
    lines = bad.lines_until("INFO display hall on ")
    warning = f"the configuration has a mistake; running on the last good one: {said}"
    assert lines.count(f"WARNING {warning}") == 1
    bad.process.send_signal(signal.SIGTERM)
    assert bad.process.wait(10) == 0


# In its own place

AGAIN = """
import json, os, sys
from kiosk.launch import inheritable, start_again

environ, inherited = dict(os.environ), inheritable()
with open(sys.argv[1], "a") as log:
    log.write(json.dumps({
        "pid": os.getpid(),
        "words": sys.argv,
        "added": os.environ.get("ADDED"),
        "platform": os.environ.get("QT_QPA_PLATFORM"),
        "open": sorted(inherited),
    }) + "\\n")
if sum(1 for _ in open(sys.argv[1])) < 3:
    os.environ["ADDED"] = "1"
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    os.set_inheritable(os.open("/dev/null", os.O_RDONLY), True)
    print("before", end="")
    start_again(environ, inherited)
sys.exit(7)
"""


def test_started_again_it_is_the_same_process_as_it_was_given_at_first(tmp_path: Path) -> None:
    log = tmp_path / "log"
    reading, writing = os.pipe()
    try:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", AGAIN, log, "--display", "hall"],
            check=False,
            cwd=ROOT,
            pass_fds=[writing],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=60,
        )
    finally:
        os.close(writing)
        assert os.read(reading, 1) == b"", "nobody else holds the pipe"
        os.close(reading)
    assert (done.returncode, done.stdout) == (7, "beforebefore"), done.stderr
    first, second, third = (json.loads(line) for line in log.read_text("utf-8").splitlines())
    assert first == second == third
    expected: dict[str, Any] = {
        "words": ["-c", str(log), "--display", "hall"],
        "added": None,
        "platform": "offscreen",
        "open": [0, 1, 2, writing],
    }
    assert {name: first[name] for name in expected} == expected
