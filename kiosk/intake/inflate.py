"""Decompression that is bounded by what it makes, and not by what it is fed."""

import zlib
from collections.abc import Iterator
from typing import Final

CODINGS: Final = frozenset({"gzip", "x-gzip", "deflate"})
"""Content codings that are undone here."""
PIECE: Final = 64 * 1024
"""Most bytes that are made at a time."""

_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32


class Inflater:
    """Undoes gzip and deflate without ever making more than a piece that was not asked for."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)

    @property
    def complete(self) -> bool:
        """Whether what was fed ended where the compressed data end."""
        return self._stream.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What `data` decompress to, in pieces; whoever has enough takes no more of them.

        Raises:
            zlib.error: The data are damaged, or are neither gzip nor zlib.
        """
        piece = b""
        # All may have gone in while a part of what it makes has not come out.
        while data or len(piece) == PIECE:
            if self._stream.eof:
                if not data:
                    return
                self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
            piece = self._stream.decompress(data, PIECE)
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            yield piece
