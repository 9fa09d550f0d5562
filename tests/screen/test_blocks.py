"""Even lines, whole words, and blocks cut to their room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screen.blocks import cut, even, whole_words
from kiosk.screen.typesetting import EMPTY, Block, fit
from tests.screen.material import plain_ruler

SIZE = 40
TEXTS = st.text(st.sampled_from("县城供水工程 建设ab12，。（"), min_size=1, max_size=60)
WIDTHS = st.integers(4 * SIZE, 30 * SIZE)


def letters(text: str) -> str:
    return "".join(text.split())


def test_a_last_line_of_one_character_shares_with_the_line_above():
    assert fit("规上工业增加值", 6 * SIZE, (SIZE,), plain_ruler).text == "规上工业增加\n值"
    assert even("规上工业增加值", 6 * SIZE, (SIZE,), plain_ruler).text == "规上工业\n增加值"


def test_a_last_line_that_is_long_enough_stays_and_a_headlines_is_always_made_even():
    text = "定于六月三十日召开月例会"
    usual = fit(text, 8 * SIZE, (SIZE,), plain_ruler)
    assert even(text, 8 * SIZE, (SIZE,), plain_ruler) == usual
    headline = even(text, 8 * SIZE, (SIZE,), plain_ruler, short=1.0)
    assert headline.text == "定于六月三十\n日召开月例会"


def test_no_word_is_cut_to_make_lines_even():
    made = even("an infrastructure", 17 * SIZE / 2 - 1, (SIZE,), plain_ruler, short=1.0)
    assert made.text == "an\ninfrastructure"


@given(TEXTS, WIDTHS, st.sampled_from([1 / 3, 1.0]))
def test_even_lines_hold_the_text_in_as_many_lines_within_the_width(text, width, short):
    usual = fit(text, width, (SIZE,), plain_ruler)
    made = even(text, width, (SIZE,), plain_ruler, short=short)
    assert letters(made.text) == letters(text)
    assert (made.size, made.lines) == (usual.size, usual.lines)
    assert all(plain_ruler(line, SIZE, False) <= width for line in made.text.split("\n"))
    assert whole_words(made, usual.text)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("Canteen closed", True),
        ("Canteen\nclosed", True),
        ("Cant\neen closed", False),
        ("Canteen clo\nsed", False),
    ],
)
def test_a_word_that_is_cut_is_noticed(lines, whole):
    assert whole_words(Block(lines, SIZE, lines.count("\n") + 1), "Canteen closed") is whole


def test_chinese_breaks_anywhere_and_is_still_whole():
    assert whole_words(Block("规上\n工业", SIZE, 2), "规上工业")


@given(TEXTS, st.integers(10, 600))
def test_the_parts_of_a_block_are_no_higher_than_the_room_and_hold_all_of_it(text, room):
    block = fit(text, 4 * SIZE, (SIZE,), plain_ruler)
    parts = list(cut(block, room))
    assert [line for part in parts for line in part.text.split("\n")] == (
        block.text.split("\n") if block.text else []
    )
    for part in parts:
        assert part.height <= room or part.lines == 1
        assert part.lines == part.text.count("\n") + 1
        assert part.size == block.size


def test_a_block_that_has_room_is_not_cut_and_an_empty_one_has_no_part():
    block = fit("县城供水工程", 2 * SIZE, (SIZE,), plain_ruler)
    assert list(cut(block, block.height)) == [block]
    assert len(list(cut(block, block.height - 1))) == 2
    assert list(cut(EMPTY, 100)) == []
