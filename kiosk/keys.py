"""Keys of an operator's, as a configuration names them: `Ctrl+Alt+N`, `F8`, `Right`."""

import re
import string
from dataclasses import dataclass
from typing import Final

MODIFIERS: Final = ("Ctrl", "Alt", "Shift", "Meta")
"""In the order in which they are written."""
NAMED: Final = (
    *("Left", "Right", "Up", "Down", "PgUp", "PgDown", "Home", "End"),
    *("Space", "Return", "Enter", "Tab", "Esc", "Backspace", "Ins", "Del", "Pause", "Menu"),
)
"""Keys with a name, as Qt spells them."""
_KEYS: Final = (*NAMED, *(f"F{number}" for number in range(1, 25)))
_OTHERWISE: Final = {
    "Control": "Ctrl",
    "Super": "Meta",
    "Win": "Meta",
    "Windows": "Meta",
    "PageUp": "PgUp",
    "PageDown": "PgDown",
    "Escape": "Esc",
    "Insert": "Ins",
    "Delete": "Del",
}
_KNOWN: Final = {
    **{name.casefold(): name for name in (*MODIFIERS, *_KEYS, *string.ascii_uppercase)},
    **{digit: digit for digit in string.digits},
    **{other.casefold(): name for other, name in _OTHERWISE.items()},
}
_PARTED: Final = re.compile(r"\s*\+\s*")
_SHOWN: Final = 20


class NotAKeyError(ValueError):
    """A text that names no key; the message says in one line what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorKeys:
    """What an operator may do on the display itself, and by which key; empty for by none."""

    next: str = ""
    """Go to the next page."""
    pause: str = ""
    """Stop the rotation, and let it go on."""
    status: str = ""
    """Lay the status over the wall, and take it away."""
    quit: str = ""
    """End the kiosk."""


def parse_key(text: str) -> str:
    """The key that a text names, spelt the one way that there is for it.

    Raises:
        NotAKeyError: it names none.
    """
    words = _PARTED.split(text.strip())
    found = [_KNOWN.get(word.casefold(), "") for word in words]
    for word, name in zip(words, found, strict=True):
        if not name:
            raise NotAKeyError(
                f"no key is called «{word[:_SHOWN]}»" if word else "a key is missing"
            )
    *modifiers, key = found
    if key in MODIFIERS:
        raise NotAKeyError(f"{key} alone is no key")
    for name in modifiers:
        if name not in MODIFIERS:
            raise NotAKeyError(f"{name} can't be held down with another key")
    if len({*modifiers}) < len(modifiers):
        raise NotAKeyError("a key is held down twice")
    if key in string.digits and "Shift" in modifiers:
        raise NotAKeyError("what Shift makes of a digit differs between keyboards")
    return "+".join((*sorted(modifiers, key=MODIFIERS.index), key))
