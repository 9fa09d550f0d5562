"""No photo twice before the album is through."""

import itertools
import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.album.folder import Photo
from kiosk.album.order import Bag, Order


def album(*names: str) -> list[Photo]:
    return [Photo(name, index, 1) for index, name in enumerate(names)]


def numbered(count: int) -> list[Photo]:
    return album(*(f"{number}.jpg" for number in range(count)))


def bag_of(photos: list[Photo], order: Order = Order.SHUFFLE, seed: int = 1) -> Bag:
    bag = Bag(order, Random(seed))
    bag.sync(photos)
    return bag


def draw(bag: Bag, count: int) -> list[str]:
    drawn = []
    for _ in range(count):
        assert bag.upcoming is not None
        drawn.append(bag.upcoming.path)
        bag.take(bag.upcoming.path)
    return drawn


def restarted(bag: Bag, photos: list[Photo], order: Order = Order.SHUFFLE) -> Bag:
    again = Bag(order, Random(99), json.loads(json.dumps(bag.state())))
    again.sync(photos)
    return again


def test_an_empty_album_has_nothing_upcoming() -> None:
    bag = Bag(Order.SHUFFLE, Random(1))
    assert bag.upcoming is None
    bag.sync([])
    assert bag.upcoming is None
    bag.sync(numbered(2))
    bag.sync([])
    assert bag.upcoming is None


def test_one_photo_comes_again_and_again() -> None:
    assert draw(bag_of(album("a")), 3) == ["a", "a", "a"]


@given(st.integers(2, 30), st.integers(0, 2**32), st.sampled_from(Order))
def test_every_round_shows_every_photo_once(count: int, seed: int, order: Order) -> None:
    photos = numbered(count)
    bag = bag_of(photos, order, seed)
    everything = {photo.path for photo in photos}
    for _ in range(3):
        assert set(draw(bag, count)) == everything


@given(st.integers(2, 6), st.integers(0, 2**32))
def test_no_photo_comes_twice_in_a_row(count: int, seed: int) -> None:
    drawn = draw(bag_of(numbered(count), seed=seed), 5 * count)
    assert all(first != second for first, second in itertools.pairwise(drawn))


@given(st.integers(2, 12), st.integers(0, 2**32), st.data())
def test_a_restart_goes_on_where_the_round_was(count: int, seed: int, data: st.DataObject) -> None:
    photos = numbered(count)
    bag = bag_of(photos, seed=seed)
    shown = draw(bag, data.draw(st.integers(0, count)))
    again = restarted(bag, photos)
    assert again.upcoming == bag.upcoming
    rest = draw(again, count - len(shown))
    assert sorted(shown + rest) == sorted(photo.path for photo in photos)


def test_a_restart_between_two_rounds_does_not_begin_with_the_last_photo() -> None:
    for seed in range(50):
        bag = bag_of(numbered(3), seed=seed)
        last = draw(bag, 3)[-1]
        assert draw(restarted(bag, numbered(3)), 1) != [last]


@pytest.mark.parametrize(
    "state",
    [
        None,
        7,
        {},
        {"seed": "zz" * 8, "shown": "", "last": ""},
        {"seed": "00" * 7, "shown": "", "last": ""},
        {"seed": "00" * 8, "shown": "?", "last": ""},
        {"seed": "00" * 8, "shown": "", "last": 3},
        {"seed": "00" * 8, "shown": ""},
    ],
)
def test_a_state_that_was_never_kept_begins_a_new_round(state: object) -> None:
    bag = Bag(Order.SHUFFLE, Random(1), state)
    bag.sync(numbered(4))
    assert draw(bag, 4) == draw(bag_of(numbered(4)), 4)


def test_the_state_is_small() -> None:
    photos = numbered(1_000)
    bag = bag_of(photos)
    draw(bag, 999)
    assert len(json.dumps(bag.state())) < 6_000


def test_rounds_and_runs_are_shuffled_differently() -> None:
    bag = bag_of(numbered(20))
    first, second = draw(bag, 20), draw(bag, 20)
    assert first != second
    assert first != sorted(first)
    assert first != draw(bag_of(numbered(20), seed=2), 20)
    assert first == draw(bag_of(list(reversed(numbered(20)))), 20)


def test_newcomers_are_among_the_next_to_come_and_do_not_displace_the_upcoming_one() -> None:
    photos = numbered(100)
    bag = bag_of(photos)
    shown = draw(bag, 10)
    upcoming = bag.upcoming
    newcomers = album("new1", "new2", "new3")
    bag.sync([*photos, *newcomers])
    assert bag.upcoming == upcoming
    drawn = draw(bag, 93)
    assert {drawn[1], drawn[3], drawn[5]} == {"new1", "new2", "new3"}
    assert sorted(shown + drawn) == sorted(photo.path for photo in [*photos, *newcomers])


def test_newcomers_are_new_for_one_round() -> None:
    photos = numbered(50)
    bag = bag_of(photos)
    bag.sync([*photos, *album("new")])
    draw(bag, 51)
    places = [draw(bag, 51).index("new") for _ in range(5)]
    assert places != [1] * 5


def test_newcomers_after_a_restart_join_the_round() -> None:
    bag = bag_of(numbered(5))
    shown = draw(bag, 3)
    rest = draw(restarted(bag, [*numbered(5), *album("new")]), 3)
    assert sorted(shown + rest) == sorted(["new", *(photo.path for photo in numbered(5))])


def test_a_deleted_photo_leaves_the_round() -> None:
    photos = numbered(6)
    bag = bag_of(photos)
    shown = draw(bag, 2)
    assert bag.upcoming is not None
    gone = bag.upcoming
    bag.sync([photo for photo in photos if photo != gone])
    assert sorted([*draw(bag, 3), *shown, gone.path]) == sorted(photo.path for photo in photos)


def test_when_all_that_were_to_come_are_deleted_a_new_round_begins() -> None:
    photos = numbered(4)
    bag = bag_of(photos)
    shown = draw(bag, 2)
    bag.sync([photo for photo in photos if photo.path in shown])
    assert draw(bag, 2) == shown  # two photos: the last of a round never opens the next


def test_an_album_that_was_away_goes_on_where_it_was() -> None:
    bag = bag_of(numbered(6))
    shown = draw(bag, 3)
    bag.sync([])
    bag.sync(numbered(6))
    assert not set(draw(bag, 3)) & set(shown)


def test_a_changed_photo_keeps_its_place() -> None:
    bag = bag_of(album("a", "b", "c"), Order.NAME)
    draw(bag, 1)
    bag.sync([Photo("a", 9, 9), Photo("b", 9, 9), Photo("c", 9, 9)])
    assert bag.upcoming == Photo("b", 9, 9)
    assert draw(bag, 2) == ["b", "c"]


def test_a_photo_can_be_taken_out_of_its_turn_or_after_it_went() -> None:
    bag = bag_of(album("a", "b", "c"), Order.NAME)
    bag.take("b")
    bag.take("b")
    bag.take("nothing")
    assert draw(bag, 3) == ["a", "c", "a"]


def test_a_discarded_photo_is_away_until_the_next_sync() -> None:
    photos = album("a", "b", "c")
    bag = bag_of(photos, Order.NAME)
    bag.discard("a")
    bag.discard("a")
    bag.discard("nothing")
    assert draw(bag, 4) == ["b", "c", "b", "c"]
    bag.sync(photos)
    assert draw(bag, 1) == ["a"]
    for photo in photos:
        bag.discard(photo.path)
    assert bag.upcoming is None


def test_discarding_the_last_to_come_begins_a_new_round() -> None:
    bag = bag_of(album("a", "b"), Order.NAME)
    draw(bag, 1)
    bag.discard("b")
    assert draw(bag, 2) == ["a", "a"]


def test_by_name_numbers_count_as_numbers() -> None:
    names = ["10.jpg", "2.jpg", "B/1.jpg", "a/3.jpg", "a/03.jpg", "宾州.jpg"]
    expected = ["2.jpg", "10.jpg", "a/03.jpg", "a/3.jpg", "B/1.jpg", "宾州.jpg"]
    assert draw(bag_of(album(*names), Order.NAME), 12) == expected * 2


def test_newest_comes_first_and_a_newcomer_next() -> None:
    photos = [Photo("a", 1, 1), Photo("b", 3, 1), Photo("c", 2, 1), Photo("d", 2, 1)]
    bag = bag_of(photos, Order.NEWEST)
    assert draw(bag, 2) == ["b", "c"]
    bag.sync([*photos, Photo("e", 4, 1)])
    assert draw(bag, 8) == ["e", "d", "a", "e", "b", "c", "d", "a"]


def test_names_that_are_no_text_are_ordered_and_kept_too() -> None:
    odd = "\udcb2\udce5.jpg"
    bag = bag_of(album(odd, "b"))
    drawn = draw(bag, 1)
    assert sorted([*drawn, *draw(restarted(bag, album(odd, "b")), 1)]) == ["b", odd]


@settings(max_examples=50)
@given(st.data())
def test_whatever_comes_and_goes_no_photo_repeats_within_a_round(data: st.DataObject) -> None:
    names = [f"{number}.jpg" for number in range(8)]
    subsets = st.sets(st.sampled_from(names), min_size=1).map(sorted)
    present = album(*data.draw(subsets))
    bag = bag_of(present, data.draw(st.sampled_from(Order)), data.draw(st.integers(0, 99)))
    shown: set[str] = set()
    for _ in range(20):
        if data.draw(st.booleans()):
            present = album(*data.draw(subsets))
            bag.sync(present)
        paths = {photo.path for photo in present}
        if paths <= shown:
            shown.clear()
        path = draw(bag, 1)[0]
        assert path in paths - shown
        shown.add(path)
        if paths <= shown:
            shown.clear()


@pytest.mark.parametrize("order", [Order.NAME, Order.NEWEST])
def test_by_name_or_newest_a_photo_comes_together_with_the_one_that_follows_it(
    order: Order,
) -> None:
    bag = bag_of(numbered(4), order)
    for _ in range(3):
        assert bag.upcoming is not None
        (mate,) = bag.mates
        draw(bag, 1)
        assert bag.upcoming == mate
    assert bag.mates == (), "the next round has not begun"


def test_in_a_shuffled_round_it_comes_together_with_one_of_the_next_eight() -> None:
    bag = bag_of(numbered(12))
    mates = bag.mates
    assert [photo.path for photo in mates] == draw(bag, 9)[1:]
    assert len(bag.mates) == 2


@given(st.integers(1, 20), st.integers(0, 2**32), st.data())
def test_photos_that_come_together_are_all_shown_once_a_round(
    count: int, seed: int, data: st.DataObject
) -> None:
    bag = bag_of(numbered(count), seed=seed)
    shown: list[str] = []
    while len(shown) < count:
        assert bag.upcoming is not None
        together = [bag.upcoming]
        if bag.mates and data.draw(st.booleans()):
            together.append(data.draw(st.sampled_from(bag.mates)))
        for photo in together:
            bag.take(photo.path)
            shown.append(photo.path)
    assert sorted(shown) == sorted(photo.path for photo in numbered(count))
