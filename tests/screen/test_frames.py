"""On a real X server: a wall that stands still draws nothing, and one that fades is smooth."""

from collections.abc import Callable
from typing import Any

import pytest

from kiosk.rotation import Scene

pytestmark = pytest.mark.alone


@pytest.fixture(scope="module")
def drawn(counted: Callable[[str], Any]) -> Any:
    return counted("frames")


def test_between_transitions_nothing_is_drawn_whatever_the_scene(drawn: Any):
    assert drawn["exposed"]
    assert drawn["frames"] > 100
    scenes = {"photo" if scene is Scene.PHOTOS else str(scene) for scene in Scene}
    assert drawn["still"] == dict.fromkeys(scenes, 0)


def test_every_fade_shows_fifty_frames_a_second_where_nothing_else_works(drawn: Any):
    # The machine of a test may have other work: it must stay smooth even so.
    assert len(drawn["fades"]) == len(Scene)
    assert min(drawn["fades"].values()) >= 30
