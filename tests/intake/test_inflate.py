"""Decompression that is bounded by what it makes."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.intake.inflate import PIECE, Inflater


@given(
    st.sampled_from((0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 257)),
    st.binary(min_size=1, max_size=300),
    st.integers(1, 400),
    st.sampled_from((gzip.compress, zlib.compress)),
)
def test_whatever_it_is_fed_in_it_gives_all_in_pieces(size, pattern, cut, pack):
    body = (pattern * (size // len(pattern) + 1))[:size]
    packed = pack(body)
    inflater = Inflater()
    pieces = [
        piece
        for start in range(0, len(packed), cut)
        for piece in inflater.feed(packed[start : start + cut])
    ]
    assert b"".join(pieces) == body
    assert max(map(len, pieces)) <= PIECE
    assert inflater.complete


def test_members_one_behind_another_are_one_body():
    inflater = Inflater()
    packed = gzip.compress(b"one, ") + gzip.compress(b"two")
    assert b"".join(inflater.feed(packed)) == b"one, two"
    assert inflater.complete


def test_a_part_is_not_complete():
    inflater = Inflater()
    assert b"".join(inflater.feed(gzip.compress(b"rows" * 100)[:-9])) == b"rows" * 100
    assert not inflater.complete


def test_what_is_not_compressed_is_an_error():
    with pytest.raises(zlib.error):
        list(Inflater().feed(b"rows"))


def test_a_bomb_makes_no_more_than_the_piece_that_is_taken():
    bomb = gzip.compress(bytes(100_000_000), 1)
    tracemalloc.start()
    pieces = Inflater().feed(bomb)
    next(pieces)
    next(pieces)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # The bomb itself is copied as it is taken up.
    assert peak < 3 * len(bomb) + 3 * PIECE
