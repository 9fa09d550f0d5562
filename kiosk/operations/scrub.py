"""Text for the log without what must not stand there: secrets, and characters that are no text."""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, quote_plus, unquote

HIDDEN: Final = "…"
"""Stands in a secret's place."""
LONGEST: Final = 1000
"""Characters of one line of the log."""

_MOST_LOOKED_AT: Final = 16 * LONGEST
_SHORT: Final = 4
"""Secrets with fewer characters are hidden as whole words only: else no text would be left."""

_ADDRESS: Final = re.compile(r"\b([a-z][a-z0-9+.-]{0,30}://)(\S+)", re.IGNORECASE)
_QUERY: Final = re.compile(r"\?[^\s?=]*=\S*")
_HEADER: Final = re.compile(
    r"\b((?:proxy-)?authorization|(?:set-)?cookie)(['\"]?\s*[:=,]\s*(?:b?['\"])?)[^'\"\n]+",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(
    r"\b((?:[\w-]{0,30}[_-])?(?:token|secret|passw(?:or)?d|pwd|api[_-]?key))"
    r"(['\"]?\s*[:=,]\s*(?:b?['\"])?)[^\s'\",;)]+",
    re.IGNORECASE,
)
_HOST: Final = re.compile(r"(?:\[[^]]*\]|[^:/]*)(?::\d*)?(?:/|\Z|[^\w@:])")
"""A host, with its port at most: what follows a colon is else half of a user's name and word."""


class Scrubber:
    """Takes out of a text the secrets that are known, and what looks like one.

    Those that are known go in whatever way they are written: as they are, quoted for an address, in
    Base64. What looks like one is the user info, the query and the fragment of an address, and
    the value of a header or a field that is named like a secret.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Know these secrets."""
        forms = sorted({form for secret in secrets for form in _forms(secret)}, key=len)
        words = "|".join(
            re.escape(form) if len(form) >= _SHORT else rf"(?<!\w){re.escape(form)}(?!\w)"
            for form in reversed(forms)
        )
        self._secrets = re.compile(words, re.IGNORECASE) if words else None

    def __call__(self, text: str) -> str:
        """The text without them; a very long one is cut."""
        text = text[:_MOST_LOOKED_AT]
        if self._secrets is not None:
            text = self._secrets.sub(HIDDEN, text)
        text = _ADDRESS.sub(_bare, text)
        text = _QUERY.sub(f"?{HIDDEN}", text)
        text = _HEADER.sub(rf"\1\2{HIDDEN}", text)
        return _FIELD.sub(rf"\1\2{HIDDEN}", text)


def one_line(text: str) -> str:
    """Text on one line, bounded, with nothing that a terminal takes for a command."""
    plain = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}"
        for letter in " ".join(text[:_MOST_LOOKED_AT].split())
    )
    return plain if len(plain) <= LONGEST else plain[:LONGEST] + "…"


def _forms(secret: str) -> Iterator[str]:
    """The ways in which a secret may be written."""
    if not secret.strip():
        return
    for value in (secret, secret.strip(), unquote(secret)):
        yield value
        yield quote(value)
        yield quote(value, safe="")
        yield quote_plus(value)
        yield repr(value)[1:-1]
        yield json.dumps(value)[1:-1]
        yield json.dumps(value, ensure_ascii=False)[1:-1]
        yield base64.b64encode(value.encode(errors="surrogateescape")).decode().rstrip("=")


def _bare(found: re.Match[str]) -> str:
    """An address as scheme, host and path; the scheme alone where a part can't be told apart."""
    scheme, rest = found.groups()
    path = re.split("[?#]", rest, maxsplit=1)[0]
    end = rest[len(path) : len(path) + 1]
    if "@" in rest[len(path) :]:
        return scheme + HIDDEN
    user, at, place = path.rpartition("@")
    if not _HOST.match(place) and "/" not in user:
        return scheme + HIDDEN
    return f"{scheme}{HIDDEN + at if at else ''}{place}{end + HIDDEN if end else ''}"
