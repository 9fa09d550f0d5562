"""On a real X server: a wall that stands still draws nothing, and one that fades is smooth."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from kiosk.rotation import Scene
from tests.screen.frames import SMOOTH

LEAST: Final = 30
"""Frames in which a scene fades in, before its parts enter."""

pytestmark = pytest.mark.alone


@pytest.fixture(scope="module")
def drawn(counted: Callable[[str], Any]) -> Any:
    return counted("frames")


def test_between_transitions_nothing_is_drawn_whatever_the_scene(drawn: Any):
    assert drawn["exposed"]
    assert sum(drawn["frames"].values()) > 100
    assert drawn["still"] == dict.fromkeys(map(str, Scene), 0)


def test_every_scene_comes_in_with_sixty_frames_a_second(drawn: Any):
    assert set(drawn["changes"]) == set(Scene)
    # A fade of its whole length: a scene that jumps has no rate.
    assert min(drawn["frames"].values()) >= LEAST
    assert min(drawn["changes"].values()) >= SMOOTH
