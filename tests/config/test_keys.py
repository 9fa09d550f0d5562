"""[keys]: none unless it is named, each for one thing."""

from collections.abc import Callable

import pytest

from kiosk.config import Config
from kiosk.config.keys import Keys
from kiosk.keys import OperatorKeys
from kiosk.settings import operator_keys

KEY = 'expected a key such as "F8", "Right" or "Ctrl+Alt+N", or "" for none'


def test_no_key_does_anything_unless_the_configuration_says_so(
    read: Callable[[str], Config],
) -> None:
    assert operator_keys(read("")) == OperatorKeys(next="", pause="", status="", quit="")
    assert read("").keys == Keys()


def test_keys_are_spelt_as_the_kiosk_knows_them(read: Callable[[str], Config]) -> None:
    text = '[keys]\nnext = "pagedown"\npause = " "\nstatus = "f9"\nquit = "alt+ctrl+q"\n'
    keys = operator_keys(read(text))
    assert keys == OperatorKeys(next="PgDown", status="F9", quit="Ctrl+Alt+Q")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            '[keys]\nnext = "Ctrl+Foo"',
            f'2: keys.next: "Ctrl+Foo" is not allowed; {KEY}; no key is called «Foo»',
        ),
        (
            '[keys]\nnext = "F8"\n\nquit = "f8"',
            '4: keys.quit: "f8" is not allowed; "F8" is the key for next already',
        ),
        (
            '[keys]\npause = "alt+ctrl+n"\nnext = "Ctrl+Alt+N"',
            '2: keys.pause: "alt+ctrl+n" is not allowed; "Ctrl+Alt+N" is the key for next already',
        ),
        ("[keys]\nnext = 5", "2: keys.next: 5 is not allowed; expected text in straight quotes"),
        (
            '[keys]\nnxt = "F8"',
            "2: keys.nxt: unknown key; did you mean «next»?",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_key(
    text: str, line: str, complain: Callable[[str], list[str]]
) -> None:
    (told,) = complain(text)
    assert told.endswith(line)
