"""The streams of an OLE compound file, which legacy and encrypted workbooks are."""

import struct
from collections.abc import Callable
from typing import Final

from kiosk.intake.payload import UnusableSource

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST_SECTOR: Final = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of chain, free, tables."""
_ENTRY: Final = 128
_LARGE_SHIFT: Final = 12
"""Sectors of 4,096 bytes, in place of 512."""
_SMALL_SECTOR: Final = 64
_STREAM: Final = 2
_ROOT: Final = 5


class CompoundFile:
    """The streams of an OLE compound file.

    Raises:
        UnusableSource: The file is cut off or damaged.
    """

    def __init__(self, body: bytes) -> None:
        self._body = body
        try:
            self._read_tables()
        except (struct.error, IndexError, ValueError) as error:
            raise UnusableSource("a damaged or incomplete compound file") from error

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """A stream's bytes.

        Raises:
            UnusableSource: Its sectors are damaged.
        """
        start, size = self._entries[name]
        try:
            if size >= self._small_below:
                return self._chain(self._sector, self._table, start)[:size]
            return self._chain(self._small_sector, self._small_table, start)[:size]
        except (struct.error, IndexError, ValueError) as error:
            raise UnusableSource("a damaged or incomplete compound file") from error

    def _read_tables(self) -> None:
        body = self._body
        shift, small_shift = struct.unpack_from("<HH", body, 30)
        if shift not in (9, _LARGE_SHIFT) or 1 << small_shift != _SMALL_SECTOR:
            raise ValueError("sector size")
        self._size = 1 << shift
        # The reader of workbooks takes room for as many sectors of each table as are declared.
        declared = (*struct.unpack_from("<II", body, 40), *struct.unpack_from("<I", body, 64))
        directory, self._small_below = struct.unpack_from("<I4xI", body, 48)
        small_start = struct.unpack_from("<I", body, 60)[0]
        more, more_count = struct.unpack_from("<II", body, 68)
        if max(*declared, more_count // self._size) * self._size > len(body):
            raise ValueError("more sectors than there are")
        places = list(struct.unpack_from("<109I", body, 76))
        per_sector = self._size // 4
        for _ in range(min(more_count, len(body) // self._size)):
            if more >= _LAST_SECTOR:
                break
            *further, more = struct.unpack(f"<{per_sector}I", self._sector(more))
            places += further
        self._table: list[int] = []
        for place in places:
            if place < _LAST_SECTOR:
                self._table += struct.unpack(f"<{per_sector}I", self._sector(place))
        self._read_directory(self._chain(self._sector, self._table, directory))
        small = self._chain(self._sector, self._table, small_start)
        self._small_table = list(struct.unpack(f"<{len(small) // 4}I", small))

    def _read_directory(self, entries: bytes) -> None:
        """The streams' names, first sectors and sizes, and what holds the small ones."""
        self._entries: dict[str, tuple[int, int]] = {}
        self._container = b""
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            start, size = struct.unpack_from("<IQ", entries, at + 116)
            if self._size < 1 << _LARGE_SHIFT:
                size %= 2**32  # in files of small sectors the upper half may hold anything
            name = entries[at : at + min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")
            if kind in (_ROOT, _STREAM) and size > len(self._body):
                raise ValueError("a stream larger than the file")
            if kind == _ROOT:
                self._container = self._chain(self._sector, self._table, start)[:size]
            elif kind == _STREAM:
                self._entries.setdefault(name, (start, size))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._body[start : start + self._size]
        if not sector:
            raise IndexError(number)
        return sector.ljust(self._size, b"\0")

    def _small_sector(self, number: int) -> bytes:
        sector = self._container[number * _SMALL_SECTOR :][:_SMALL_SECTOR]
        if not sector:
            raise IndexError(number)
        return sector

    @staticmethod
    def _chain(read: Callable[[int], bytes], table: list[int], start: int) -> bytes:
        """The sectors that follow one another from the first."""
        sectors: list[bytes] = []
        while start < _LAST_SECTOR:
            if len(sectors) > len(table):
                raise ValueError("a chain of sectors without an end")
            sectors.append(read(start))
            start = table[start]
        return b"".join(sectors)
