"""What a source is asked and what it answers: values that files and addresses share."""

import hashlib
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from kiosk.errors import KioskError
from kiosk.intake.payload import Payload

LONGEST_RETRY_AFTER_S: Final = 3600.0
"""Most seconds that a source can send the kiosk away for: a slip there must not end the season."""

_SHOWN: Final = 300
"""Characters of an address or path that a log line shows."""


class SourceUnavailable(KioskError):  # noqa: N818 - a state of the source, as the log names it
    """The source gave nothing usable this time; the text is one line for log and wall.

    The text never holds user info, a query string or a header's value.

    Attributes:
        retry_after: Seconds that the source asked to be left alone for, at most an hour;
            None where it asked for nothing.
    """

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Where a source is and what one fetch of it may cost. Times are in seconds."""

    url: str
    """An absolute path, a `file:` address or an http(s) address."""
    connect_s: float = 5.0
    read_s: float = 10.0
    """Longest silence of a server that is connected."""
    total_s: float = 30.0
    """Longest time for everything together: attempts, redirects and pages."""
    max_bytes: int = 32 * 1024 * 1024
    """Most bytes of all pages together, counted after decompression."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Sent to the address's own origin only, never on to another after a redirect."""
    records: str = ""
    """Dotted path of the rows of a list API; empty finds them under the usual names."""
    ca: Path | None = None
    """Certificates (PEM) trusted besides the usual ones."""
    attempts: int = 3
    """How often one page is asked for before the fetch gives up, 1 or more."""
    max_pages: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """How the next fetch can tell that nothing changed; empty where it can't."""

    etag: str = ""
    last_modified: str = ""
    file: str = ""
    """A file's mtime in nanoseconds, size and inode."""
    digest: str = ""
    """SHA-256 of the payload's body, for sources that say nothing about themselves."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A payload that differs from the one before."""

    payload: Payload
    validators: Validators


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The source answered, and its payload is the one before."""

    validators: Validators
    """What to ask with next time: an equal body may come with new validators."""


class Deadline:
    """The end of one fetch, on a monotonic clock."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now; `clock` gives seconds that never go back."""
        self.seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """Seconds that are left, 0 or more."""
        return max(0.0, self._end - self._clock())

    def check(self, where: str) -> None:
        """Raise SourceUnavailable when no time is left; `where` begins its text."""
        if not self.left():
            raise self.missed(where)

    def missed(self, where: str) -> SourceUnavailable:
        """The error of a fetch that came to this end."""
        return SourceUnavailable(f"{where}: not complete within {self.seconds:g} s")


def settle(payload: Payload, before: Validators, now: Validators) -> Fetched | Unchanged:
    """Compare a payload with the one before by its body's digest.

    Args:
        payload: What came.
        before: Validators of the payload before.
        now: Validators that came with this one; their digest is filled in here.
    """
    digest = hashlib.sha256(payload.body).hexdigest()
    validators = Validators(
        etag=now.etag, last_modified=now.last_modified, file=now.file, digest=digest
    )
    if digest == before.digest:
        return Unchanged(validators)
    return Fetched(payload, validators)


def one_line(text: str) -> str:
    """Text that was read from outside, fit for a log line: printable and not endless."""
    plain = re.sub(r"\s+", " ", text)
    plain = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in plain
    )
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "…"


def shown(url: str) -> str:
    """An address as log and wall may show it: scheme, host and path, nothing that is secret.

    A path is shown as it is.
    """
    if not scheme_of(url):
        return one_line(url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return one_line(f"{scheme_of(url)}://…")
    host = parts.netloc.rpartition("@")[2]
    return one_line(f"{parts.scheme}://{host}{unquote(parts.path)}")


def scheme_of(url: str) -> str:
    """The scheme in small letters; empty for a path."""
    scheme, colon, rest = url.partition(":")
    if not colon or not scheme.isascii() or not scheme[:1].isalpha():
        return ""
    if not all(letter.isalnum() or letter in "+-." for letter in scheme):
        return ""
    return scheme.lower() if rest.startswith("//") or scheme.lower() == "file" else ""
