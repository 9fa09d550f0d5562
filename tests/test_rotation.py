"""Which page comes next, and how long it stays."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk import rotation
from kiosk.rotation import Position, dwell_s

COUNTS = st.lists(st.integers(0, 4), min_size=1, max_size=7)


def following(pages, at):
    """The next position where the stations have so many pages."""
    return rotation.following(pages.__getitem__, len(pages), at)


def test_a_page_stays_three_seconds_and_one_for_every_four_characters():
    assert dwell_s(40) == 13.0
    assert dwell_s(100) == 28.0


def test_a_page_stays_between_8_and_45_seconds():
    assert dwell_s(0) == dwell_s(20) == 8.0
    assert dwell_s(21) > 8.0
    assert dwell_s(167) < 45.0
    assert dwell_s(168) == dwell_s(5000) == 45.0


def test_pages_of_a_station_come_one_after_another_then_the_next_station():
    pages = [2, 0, 1]
    at, seen = None, []
    for _ in range(4):
        at = following(pages, at)
        seen.append(at)
    assert seen == [Position(0, 0), Position(0, 1), Position(2, 0), Position(0, 0)]


def test_with_nothing_to_show_there_is_no_next():
    assert following([0, 0], None) is None
    assert following([0, 0], Position(1, 3)) is None
    assert following([], None) is None


@given(COUNTS)
def test_a_full_rotation_shows_every_page_once_and_in_order(pages):
    every = [Position(s, p) for s, count in enumerate(pages) for p in range(count)]
    at, seen = None, []
    for _ in every:
        at = following(pages, at)
        seen.append(at)
    assert seen == every


@given(COUNTS, st.integers(0, 9), st.integers(0, 9))
def test_whatever_has_gone_since_the_next_position_exists(pages, station, page):
    at = following(pages, Position(station, page))
    if at is None:
        assert not any(pages)
    else:
        assert at.page < pages[at.station]


@given(COUNTS, st.integers(0, 6))
def test_no_station_beyond_the_answer_is_asked_for_its_pages(pages, station):
    asked = []

    def count(number):
        asked.append(number)
        return pages[number]

    here = station % len(pages)
    at = rotation.following(count, len(pages), Position(here, 0))
    if at is None:
        assert asked == [(here + step) % len(pages) for step in range(len(pages) + 1)]
    else:
        way = (at.station - here) % len(pages) or (0 if at.page else len(pages))
        assert asked == [(here + step) % len(pages) for step in range(way + 1)]
