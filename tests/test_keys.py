"""The operator's keys as they are written, and what is no key."""

from contextlib import suppress
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.keys import MODIFIERS, NotAKeyError, parse_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("F8", "F8"),
        ("f24", "F24"),
        ("n", "N"),
        ("7", "7"),
        ("right", "Right"),
        ("PageDown", "PgDown"),
        ("pgdown", "PgDown"),
        ("escape", "Esc"),
        ("ctrl+alt+n", "Ctrl+Alt+N"),
        (" Alt + Ctrl + N ", "Ctrl+Alt+N"),
        ("Control+Super+Delete", "Ctrl+Meta+Del"),
        ("SHIFT+F1", "Shift+F1"),
        ("Win+Q", "Meta+Q"),
    ],
)
def test_a_key_has_one_spelling(text, key):
    assert parse_key(text) == key
    assert parse_key(key) == key


@given(
    held=st.sets(st.sampled_from(MODIFIERS), max_size=4),
    key=st.sampled_from(["F1", "N", "Right", "Space", "Pause"]),
)
def test_the_order_in_which_keys_are_held_down_does_not_count(held, key):
    spelt = {parse_key("+".join((*order, key))) for order in permutations(sorted(held))}
    assert len(spelt) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "a key is missing"),
        ("Ctrl+", "a key is missing"),
        ("+", "a key is missing"),
        ("Foo", "no key is called «Foo»"),
        ("Ctrl-N", "no key is called «Ctrl-N»"),
        ("F25", "no key is called «F25»"),
        ("ä", "no key is called «ä»"),
        ("ctrl+" + "x" * 50, f"no key is called «{'x' * 20}»"),
        ("Ctrl", "Ctrl alone is no key"),
        ("Ctrl+Alt", "Alt alone is no key"),
        ("N+Ctrl", "Ctrl alone is no key"),
        ("N+F8", "N can't be held down with another key"),
        ("Ctrl+Control+N", "a key is held down twice"),
        ("Shift+1", "what Shift makes of a digit differs between keyboards"),
    ],
)
def test_what_is_no_key_is_refused_in_a_line(text, why):
    with pytest.raises(NotAKeyError) as error:
        parse_key(text)
    assert str(error.value) == why


@given(st.text(max_size=40))
def test_any_text_is_a_key_or_refused(text):
    with suppress(NotAKeyError):
        key = parse_key(text)
        assert parse_key(key) == key
