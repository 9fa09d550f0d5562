"""Decompression that is bounded by what it makes, and not by what it is fed."""

import zlib
from typing import Final

CODINGS: Final = frozenset({"gzip", "x-gzip", "deflate"})
"""Content codings that are undone here."""

_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32


class Inflater:
    """Undoes gzip and deflate without ever making more than was asked for."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)

    @property
    def complete(self) -> bool:
        """Whether what was fed ended where the compressed data end."""
        return self._stream.eof

    def feed(self, data: bytes, most: int) -> bytes:
        """What `data` decompress to, up to `most` bytes; the rest is dropped.

        Raises:
            zlib.error: The data are damaged, or are neither gzip nor zlib.
        """
        made = bytearray()
        while data and len(made) < most:
            if self._stream.eof:
                self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
            made += self._stream.decompress(data, most - len(made))
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        return bytes(made)
