"""Reading a zip archive whole, within bounds: what xlsx and ods workbooks are."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

from kiosk.intake.payload import UnusableSource

MOST_UNPACKED: Final = 256 * 1024 * 1024
"""Bytes that an archive's members may have together; a county's workbook has less than 5 MiB."""
MOST_KEPT: Final = 48 * 1024 * 1024
"""Bytes that the wanted among them may have together: these stand in memory at one time."""
MOST_MEMBERS: Final = 10_000

_CHUNK: Final = 1024 * 1024
_ENCRYPTED: Final = 1
"""The bit among a member's flags."""
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError),
    *(RuntimeError, ValueError, OverflowError, IndexError, AttributeError),
)
"""What `zipfile` raises on archives that are cut off or tampered with."""


def unpack(body: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Read every member once, which checks its sum and its true size.

    Args:
        body: The archive.
        wanted: Whether a member's content is to be kept, by its plain name.

    Returns:
        The wanted members by their plain names: readers make no difference between capitals
        and small letters, and none between the two slashes.

    Raises:
        UnusableSource: The archive is broken, encrypted, unpacks to too much, or holds two
            members of one plain name, of which a reader may take either.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return _read_members(archive, wanted)
    except UnusableSource:
        raise
    except _BROKEN as error:
        raise UnusableSource(f"a damaged or incomplete zip archive ({error})") from error


def _read_members(archive: zipfile.ZipFile, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnusableSource(f"a zip archive of more than {MOST_MEMBERS:,} members")
    if len({_plain(member.filename) for member in members}) < len(members):
        raise UnusableSource("a zip archive that has two members of one name")
    kept: dict[str, bytes] = {}
    left, keep = MOST_UNPACKED, MOST_KEPT
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise UnusableSource("an encrypted zip archive: save it without a password")
        name, chunks = _plain(member.filename), list[bytes]()
        with archive.open(member) as stream:
            while chunk := stream.read(min(_CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise _too_large(MOST_UNPACKED)
                if wanted(name):
                    keep -= len(chunk)
                    if keep < 0:
                        raise _too_large(MOST_KEPT)
                    chunks.append(chunk)
        if chunks:
            kept[name] = b"".join(chunks)
    return kept


def _plain(name: str) -> str:
    return name.replace("\\", "/").casefold()


def _too_large(most: int) -> UnusableSource:
    return UnusableSource(f"a zip archive that unpacks to more than {most // 1024 // 1024} MiB")
