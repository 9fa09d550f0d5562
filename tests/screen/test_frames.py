"""On a real X server: a wall that stands still draws nothing, and one that fades is smooth."""

from collections.abc import Callable
from typing import Any

import pytest

from kiosk.rotation import Scene
from tests.screen.frames import SMOOTH

pytestmark = pytest.mark.alone


@pytest.fixture(scope="module")
def drawn(counted: Callable[[str], Any]) -> Any:
    return counted("frames")


def test_between_transitions_nothing_is_drawn_whatever_the_scene(drawn: Any):
    assert drawn["exposed"]
    assert drawn["still"] == dict.fromkeys(map(str, Scene), 0)


def test_every_scene_comes_in_with_sixty_frames_a_second(drawn: Any):
    assert set(drawn["changes"]) == set(Scene)
    assert min(drawn["changes"].values()) >= SMOOTH
