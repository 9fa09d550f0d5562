"""Two photos on one wall: which go together, and where each stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.album.decode import Lean, Size, lay_out
from kiosk.album.pair import Place, fits_half, places, turns

WALL, COLUMN = Size(1920, 1080), Size(1080, 1920)
SIDES = st.integers(1, 5_000)
SIZES = st.builds(Size, SIDES, SIDES)


def test_two_portraits_stand_side_by_side_and_lean_against_each_other() -> None:
    assert places(2, WALL) == (
        Place(0, 0, 956, 1080, Lean(1.0, 0.5)),
        Place(964, 0, 956, 1080, Lean(0.0, 0.5)),
    )


def test_on_a_portrait_wall_two_landscapes_stand_one_above_the_other_over_their_captions() -> None:
    assert places(2, COLUMN) == (
        Place(0, 0, 1080, 956, Lean(0.5, 0.0)),
        Place(0, 964, 1080, 956, Lean(0.5, 0.0)),
    )


def test_one_photo_has_all_of_the_wall() -> None:
    assert places(1, WALL) == (Place(0, 0, 1920, 1080, Lean(0.5, 0.5)),)
    assert places(1, WALL)[0].size == WALL


@pytest.mark.parametrize("count", [0, 3])
def test_three_have_no_place(count: int) -> None:
    with pytest.raises(ValueError, match=f"no wall has places for {count} photos"):
        places(count, WALL)


@given(st.builds(Size, st.integers(20, 5_000), st.integers(20, 5_000)))
def test_the_halves_are_alike_and_only_a_thin_gap_is_between_them(box: Size) -> None:
    first, second = places(2, box)
    assert first.size == second.size
    assert (first.x, first.y) == (0, 0)
    assert (second.x + second.width, second.y + second.height) == box
    gap = second.x - first.width if second.x else second.y - first.height
    assert 1 <= gap <= min(box) / 135 + 2


PORTRAITS = [Size(3, 4), Size(2, 3), Size(9, 16), Size(4, 5)]


@pytest.mark.parametrize("photo", PORTRAITS)
@pytest.mark.parametrize(
    "box", [Size(1280, 720), WALL, Size(3840, 2160), Size(2560, 1080), Size(1600, 1200)]
)
def test_the_portraits_of_cameras_and_phones_share_every_landscape_wall(
    photo: Size, box: Size
) -> None:
    large = Size(photo.width * 1_000, photo.height * 1_000)
    assert fits_half(large, box)
    assert not fits_half(Size(*reversed(large)), box)
    assert not fits_half(large, Size(*reversed(box)))
    assert fits_half(Size(*reversed(large)), Size(*reversed(box)))


@pytest.mark.parametrize("photo", [Size(1000, 1000), Size(1920, 1080), Size(3000, 1000)])
def test_squares_landscapes_and_panoramas_have_a_landscape_wall_to_themselves(photo: Size) -> None:
    assert not fits_half(photo, WALL)


@pytest.mark.parametrize("box", [Size(1080, 1080), Size(1, 1), Size(2, 1), Size(1, 2)])
def test_a_square_wall_and_one_without_room_are_not_shared(box: Size) -> None:
    assert not fits_half(Size(300, 400), box)
    assert not fits_half(Size(400, 300), box)


def test_a_photo_that_half_a_wall_shows_much_smaller_stands_alone() -> None:
    box = Size(1_000, 999)  # the half of a nearly square wall is narrow
    assert not fits_half(Size(300, 400), box)
    assert fits_half(Size(300, 800), box)


@given(SIZES, SIZES)
def test_a_shared_wall_shows_a_photo_at_no_less_than_four_fifths(photo: Size, box: Size) -> None:
    if fits_half(photo, box):
        half = places(2, box)[0].size
        shared, alone = lay_out(photo, half).scaled, lay_out(photo, box).scaled
        assert 5 * shared.width >= 4 * alone.width


def test_photos_in_a_fixed_order_stand_together_with_the_next_one_only() -> None:
    tall, wide = Size(300, 400), Size(400, 300)
    order = [tall, wide, tall, tall, tall, wide, tall, tall]
    shown = [(turn.start, turn.stop) for turn in turns(order, WALL)]
    assert shown == [(0, 1), (1, 2), (2, 4), (4, 5), (5, 6), (6, 8)]
    assert turns([], WALL) == []
    assert turns([tall], WALL) == [range(1)]
