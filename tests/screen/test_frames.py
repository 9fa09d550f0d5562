"""On a real X server: a wall that stands still draws nothing, and one that fades is smooth."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.rotation import Scene

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def x_server() -> Iterator[str]:
    """The display of an X server of its own, with one screen of 1920 x 1080."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            yield f":{numbers.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def drawn(x_server: str) -> Any:
    child = subprocess.run(
        [sys.executable, "-m", "tests.screen.frames"],
        cwd=ROOT,
        env=os.environ | {"DISPLAY": x_server},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    sys.stdout.write(child.stdout)
    return json.loads(child.stdout)


def test_between_transitions_nothing_is_drawn_whatever_the_scene(drawn: Any):
    assert drawn["exposed"]
    assert drawn["frames"] > 100
    scenes = {"photo" if scene is Scene.PHOTOS else str(scene) for scene in Scene}
    assert drawn["still"] == dict.fromkeys(scenes, 0)


def test_every_fade_shows_fifty_frames_a_second_where_nothing_else_works(drawn: Any):
    # The machine of a test may have other work: it must stay smooth even so.
    assert len(drawn["fades"]) == len(Scene)
    assert min(drawn["fades"].values()) >= 30
