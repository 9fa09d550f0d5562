"""Wrong tokens: counted for each network, in bounded memory."""

import pytest

from kiosk.status import access
from kiosk.status.access import AGAIN_S, WRONG, Doorman, Entry

TOKEN = "sixteen-letters!"
RIGHT, BAD = f"Bearer {TOKEN}", "Bearer nothing-like-it!"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def doorman(clock: Clock, told: list[str]) -> Doorman:
    return Doorman(TOKEN, monotonic=clock, told=told.append)


def guess(doorman: Doorman, address: str, times: int = WRONG) -> list[Entry]:
    return [doorman.judge(BAD, address) for _ in range(times)]


def test_without_a_token_it_is_open_whatever_is_given() -> None:
    doorman = Doorman("", monotonic=lambda: 0, told=lambda _: None)
    assert {doorman.judge(given, "::1") for given in ("", BAD, RIGHT)} == {Entry.OPEN}


def test_only_open_and_given_are_admitted() -> None:
    assert [entry for entry in Entry if entry.admitted] == [Entry.OPEN, Entry.GIVEN]


def test_the_right_token_is_never_counted(doorman: Doorman, told: list[str]) -> None:
    assert {doorman.judge(RIGHT, "10.0.0.1") for _ in range(100)} == {Entry.GIVEN}
    assert {doorman.judge("", "10.0.0.1") for _ in range(100)} == {Entry.MISSING}
    assert told == []


def test_after_ten_wrong_ones_one_more_every_six_seconds(doorman: Doorman, clock: Clock) -> None:
    assert guess(doorman, "10.0.0.1", WRONG + 2) == [Entry.WRONG] * WRONG + [Entry.LIMITED] * 2
    assert doorman.judge(RIGHT, "10.0.0.1") is Entry.LIMITED
    assert doorman.judge(RIGHT, "10.0.0.2") is Entry.GIVEN
    clock.now += AGAIN_S - 0.1
    assert doorman.judge(RIGHT, "10.0.0.1") is Entry.LIMITED
    clock.now += 0.1
    assert guess(doorman, "10.0.0.1", 2) == [Entry.WRONG, Entry.LIMITED]
    clock.now += WRONG * AGAIN_S
    assert guess(doorman, "10.0.0.1", WRONG + 1) == [Entry.WRONG] * WRONG + [Entry.LIMITED]


def test_an_ipv6_network_is_one_guesser(doorman: Doorman, told: list[str]) -> None:
    for last in range(WRONG):
        assert doorman.judge(BAD, f"2001:db8:1:2::{last:x}") is Entry.WRONG
    assert doorman.judge(RIGHT, "2001:db8:1:2:ffff::1") is Entry.LIMITED
    assert doorman.judge(RIGHT, "2001:db8:1:3::1") is Entry.GIVEN
    assert told == ["2001:db8:1:2::/64"]


def test_a_guesser_cannot_make_room_for_himself_by_asking_on(doorman: Doorman) -> None:
    guess(doorman, "10.0.0.1", WRONG + 1000)
    for other in range(255):
        doorman.judge(BAD, f"10.1.0.{other}")
    assert doorman.judge(RIGHT, "10.0.0.1") is Entry.LIMITED


def test_the_memory_of_guessers_is_bounded(doorman: Doorman) -> None:
    for number in range(5000):
        doorman.judge(BAD, f"10.{number // 65536}.{number // 256 % 256}.{number % 256}")
    assert len(doorman._tries) == access._ADDRESSES


@pytest.mark.parametrize("address", ["", "unknown", "10.0.0.256"])
def test_an_address_that_is_none_is_counted_too(doorman: Doorman, address: str) -> None:
    assert guess(doorman, address, WRONG + 1)[-1] is Entry.LIMITED
