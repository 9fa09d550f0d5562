"""On a real X server: the slow zoom is smooth, and photos that stand still draw nothing."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.screen.frames import SMOOTH

LONGEST_MS: Final = 100
"""The longest time that a picture may stand which should move."""

pytestmark = pytest.mark.alone


@pytest.fixture(scope="module")
def photos(counted: Callable[[str], Any]) -> Any:
    return counted("photo_frames")


def test_the_slow_zoom_shows_sixty_frames_a_second(photos: Any):
    assert photos["a second"] >= SMOOTH
    assert photos["longest ms"] <= LONGEST_MS


def test_two_photos_stand_still(photos: Any):
    assert photos["still"] == 0
