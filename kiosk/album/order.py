"""Which photo comes next, such that none comes twice before the album is through."""

import base64
import os
import re
from collections import deque
from collections.abc import Callable, Iterable
from enum import StrEnum
from hashlib import blake2b
from itertools import chain, islice, zip_longest
from random import Random
from typing import Final

from kiosk.album.folder import Photo

_REACH: Final = 8
"""How far ahead a shuffled round looks for a photo that goes with the upcoming one."""
_FINGERPRINT_BYTES: Final = 4
_SEED_BYTES: Final = 8
_DIGITS: Final = re.compile(r"(\d+)")


class Order(StrEnum):
    """How an album goes round."""

    SHUFFLE = "shuffle"
    NAME = "name"
    NEWEST = "newest"


class Bag:
    """The photos of an album that are still to come in this round.

    A round shows every photo once; the next begins when the last is taken. A photo that comes
    to the album joins the running round: by name or newest in its place among those to come,
    shuffled among the first of them. A shuffled round does not begin with the photo that the
    one before ended with.

    The bag is not thread-safe, and reads nothing but its arguments.
    """

    def __init__(self, order: Order, rng: Random, state: object = None) -> None:
        """Opens a bag that holds nothing until the first `sync`.

        Args:
            order: How the album goes round.
            rng: Where the order of each shuffled round comes from.
            state: What `state` returned when the bag was last in use. Anything else begins a
                new round.
        """
        self._order = order
        self._rng = rng
        self._seed, self._shown, self._last = _read_state(state) or (_new_seed(rng), set(), "")
        self._photos: dict[str, Photo] = {}
        self._soon: set[str] = set()
        self._queue: deque[Photo] = deque()

    @property
    def upcoming(self) -> Photo | None:
        """The photo that comes next, or None where the album has none."""
        return self._queue[0] if self._queue else None

    @property
    def mates(self) -> tuple[Photo, ...]:
        """The photos that may come together with the upcoming one, the first to come first.

        By name or newest it is the one that follows. The order of a shuffled round is
        chance's, so that any of the next eight may.
        """
        reach = _REACH if self._order is Order.SHUFFLE else 1
        return tuple(islice(self._queue, 1, 1 + reach))

    def sync(self, photos: Iterable[Photo]) -> None:
        """Makes these the photos of the album: new ones join the round, missing ones leave it."""
        before = self._photos
        self._photos = {photo.path: photo for photo in photos}
        if before:
            self._soon.update(self._photos.keys() - before.keys())
        self._line_up()

    def discard(self, path: str) -> None:
        """Takes a photo out of the album until the next `sync` brings it."""
        photo = self._photos.pop(path, None)
        if photo is not None:
            self._leave_queue(photo)

    def take(self, path: str) -> None:
        """Marks a photo as shown in this round."""
        self._last = path
        self._shown.add(_fingerprint(path))
        photo = self._photos.get(path)
        if photo is not None:
            self._leave_queue(photo)

    def state(self) -> dict[str, str]:
        """Returns what a bag needs to go on after a restart, as JSON has it.

        About six bytes for each photo that was shown in this round.
        """
        shown = b"".join(sorted(self._shown))
        return {
            "seed": self._seed.hex(),
            "shown": base64.b64encode(shown).decode("ascii"),
            "last": self._last,
        }

    def _leave_queue(self, photo: Photo) -> None:
        if self._queue and self._queue[0] == photo:
            self._queue.popleft()
        elif photo in self._queue:
            self._queue.remove(photo)
        if not self._queue:
            self._line_up()

    def _line_up(self) -> None:
        """Puts the photos that this round has not shown in their order."""
        to_come = [
            photo for path, photo in self._photos.items() if _fingerprint(path) not in self._shown
        ]
        if not to_come:
            if not self._photos:
                self._queue.clear()
                return
            self._seed = _new_seed(self._rng)
            self._shown.clear()
            self._soon.clear()
            to_come = list(self._photos.values())
        to_come.sort(key=self._rank())
        if self._order is Order.SHUFFLE:
            to_come = self._shuffled(to_come)
        self._queue = deque(to_come)

    def _rank(self) -> Callable[[Photo], tuple[object, ...]]:
        seed = self._seed
        match self._order:
            case Order.SHUFFLE:
                return lambda photo: (_digest(photo.path, seed, size=8),)
            case Order.NEWEST:
                return lambda photo: (-photo.mtime_ns, photo.path)
            case Order.NAME:
                return lambda photo: (_natural(photo.path), photo.path)

    def _shuffled(self, ranked: list[Photo]) -> list[Photo]:
        """Deals newcomers between the others, from the second place on."""
        soon = [photo for photo in ranked if photo.path in self._soon]
        others = [photo for photo in ranked if photo.path not in self._soon]
        dealt = [
            photo for photo in chain.from_iterable(zip_longest(others, soon)) if photo is not None
        ]
        if dealt[0].path == self._last:
            dealt.insert(len(dealt) // 2, dealt.pop(0))
        return dealt


def _natural(path: str) -> list[tuple[int, int, str]]:
    """Returns a sort key by which `2.jpg` comes before `10.jpg`."""
    return [
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _DIGITS.split(path.casefold())
        if part
    ]


def _new_seed(rng: Random) -> bytes:
    return rng.getrandbits(8 * _SEED_BYTES).to_bytes(_SEED_BYTES, "big")


def _digest(path: str, seed: bytes, size: int) -> bytes:
    return blake2b(os.fsencode(path), digest_size=size, key=seed).digest()


def _fingerprint(path: str) -> bytes:
    return _digest(path, b"", _FINGERPRINT_BYTES)


def _read_state(state: object) -> tuple[bytes, set[bytes], str] | None:
    """Returns seed, fingerprints and last path; None for what `Bag.state` never wrote."""
    match state:
        case {"seed": str(seed_hex), "shown": str(encoded), "last": str(last)}:
            pass
        case _:
            return None
    try:
        seed = bytes.fromhex(seed_hex)
        shown = base64.b64decode(encoded, validate=True)
    except ValueError:
        return None
    if len(seed) != _SEED_BYTES:
        return None
    size = _FINGERPRINT_BYTES
    return seed, {shown[at : at + size] for at in range(0, len(shown), size)}, last
