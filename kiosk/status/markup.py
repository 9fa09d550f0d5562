"""HTML from values: whatever is not made here is text, and text is escaped, bounded and plain."""

from dataclasses import dataclass
from html import escape
from typing import Final

LONGEST: Final = 400
"""Characters of a text that the page shows."""
_EMPTY: Final = frozenset({"img", "link", "meta"})


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that is safe as it is; only `tag` and `raw` make any."""

    text: str


Child = Html | str


def plain(text: str, longest: int = LONGEST) -> str:
    """A text on one line, without what cannot be seen or turns the writing around, not endless."""
    short = text if len(text) <= longest else f"{text[:longest]}…"
    spaced = " ".join(short.split())
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in spaced
    )


def tag(element: str, /, *children: Child, **attributes: str) -> Html:
    """An element.

    Args:
        element: Its name; never data.
        children: What stands in it, texts as texts.
        attributes: Names to values; a trailing `_` is taken off a name, further `_` are hyphens.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(plain(value))}"'
        for key, value in attributes.items()
    )
    if element in _EMPTY:
        return Html(f"<{element}{written}>")
    return Html(f"<{element}{written}>{join(*children).text}</{element}>")


def join(*children: Child) -> Html:
    """Several children one after the other."""
    return Html(
        "".join(
            child.text if isinstance(child, Html) else escape(plain(child)) for child in children
        )
    )


def raw(text: str) -> Html:
    """Markup of our own; never data."""
    return Html(text)
