"""On a real X server: the slow zoom is smooth, and photos that stand still draw nothing."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.alone


@pytest.fixture(scope="module")
def photos(counted: Callable[[str], Any]) -> Any:
    return counted("photo_frames")


def test_the_slow_zoom_shows_sixty_frames_a_second_where_nothing_else_works(photos: Any):
    # The machine of a test may have other work: it must stay smooth even so.
    assert photos["a second"] >= 30
    assert photos["longest ms"] <= 250


def test_two_photos_stand_still(photos: Any):
    assert photos["still"] == 0
