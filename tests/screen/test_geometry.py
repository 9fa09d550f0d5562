"""Text size is an angle: 20, 30 and 45 arc minutes at the farthest viewer."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screen.geometry import FLOOR, HEADING, ORBIT_X, ROW, SMALL, Geometry

SIZES = [(1280, 720), (1920, 1080), (3840, 2160), (1080, 1920), (2560, 1080), (1440, 1080)]


def angle(geometry: Geometry, units: float) -> float:
    """Arc minutes that a length in units fills for the viewer."""
    pitch_mm = geometry.diagonal_in * 25.4 / math.hypot(geometry.width_px, geometry.height_px)
    mm = units * geometry.unit_px * pitch_mm
    return math.degrees(2 * math.atan(mm / 2 / (geometry.viewing_m * 1000))) * 60


def test_the_default_display_has_40_58_and_88_pixels_at_1080_lines():
    geometry = Geometry(1920, 1080)
    sizes = [round(size * geometry.unit_px) for size in (SMALL, FLOOR, ROW, HEADING)]
    assert sizes == [30, 40, 58, 88]


@pytest.mark.parametrize("size", SIZES)
@given(st.floats(20, 120), st.floats(1, 15))
def test_no_text_falls_under_its_angle_on_any_display(size, diagonal_in, viewing_m):
    geometry = Geometry(*size, diagonal_in=diagonal_in, viewing_m=viewing_m)
    assert angle(geometry, SMALL) >= 15
    assert angle(geometry, FLOOR) >= 20
    assert angle(geometry, ROW) >= 29.5
    assert angle(geometry, HEADING) >= 45


def test_twice_the_distance_halves_what_fits():
    near, far = Geometry(1920, 1080, viewing_m=4), Geometry(1920, 1080, viewing_m=8)
    assert near.width == pytest.approx(2 * far.width, rel=1e-3)


def test_720p_1080p_and_4k_hold_the_same_units():
    widths = {round(Geometry(*size).width, 6) for size in SIZES[:3]}
    assert len(widths) == 1


@pytest.mark.parametrize("size", SIZES)
def test_five_percent_of_every_edge_stay_free_wherever_the_orbit_leads(size):
    geometry = Geometry(*size)
    unit_px = geometry.unit_px
    assert geometry.margin_x * unit_px >= 0.05 * size[0] + round(ORBIT_X * unit_px)
    assert geometry.margin_x * unit_px <= 0.05 * size[0] + ORBIT_X * unit_px + 1
    assert geometry.margin_y == pytest.approx(0.05 * geometry.height)
    assert geometry.content_width == geometry.width - 2 * geometry.margin_x


def test_landscape_is_wide_and_portrait_is_not():
    assert Geometry(1920, 1080).wide
    assert Geometry(2560, 1080).wide
    assert not Geometry(1080, 1920).wide


@pytest.mark.parametrize("wrong", [(0, 1080), (1920, -1)])
def test_a_display_without_extent_is_refused(wrong):
    with pytest.raises(ValueError, match="no display"):
        Geometry(*wrong)
