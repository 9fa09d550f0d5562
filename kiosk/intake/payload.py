"""What a source gave: its bytes and what was said about them."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.errors import KioskError
from kiosk.intake.text import message_line


class UnusableSource(KioskError, ValueError):  # noqa: N818 - the word that callers and messages use
    """What the source gave can't be read as a table; the text says in one line what it is."""

    def __init__(self, reason: str) -> None:
        super().__init__(message_line(reason))


@dataclass(frozen=True, slots=True)
class Payload:
    """The bytes of a file or a response, whole."""

    body: bytes
    name: str = ""
    """The file's name, or the address's last part."""
    media_type: str = ""
    """The media type that the server named, with or without parameters."""
    modified: datetime | None = None
    """`Last-Modified` or the file's mtime; aware."""
