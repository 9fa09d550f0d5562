"""OLE compound files, whole and damaged."""

import io
import struct

import pytest
import xlwt

from kiosk.intake.compound import CompoundFile
from kiosk.intake.payload import UnusableSource

FREE = 0xFFFFFFFF
END = 0xFFFFFFFE
TABLE = 0xFFFFFFFD


def entry(name, kind, start, size):
    named = name.encode("utf-16-le")
    return (
        named.ljust(64, b"\0")
        + struct.pack("<HB", len(named) + 2, kind)
        + bytes(49)
        + struct.pack("<II", start, size)
        + bytes(4)
    )


def compound(streams, *, shift=9, table=None, small_table=None, cut=None, further=0):
    """A compound file: sector 0 holds the table, 1 the directory, 2 the small table, 3 the rest."""
    size = 1 << shift
    small = b"".join(
        content.ljust(64 * -(-len(content) // 64), b"\0") for content in streams.values()
    )
    entries = entry("Root Entry", 5, 3, len(small))
    place, chain = 0, []
    for name, content in streams.items():
        entries += entry(name, 2, place, len(content))
        count = -(-len(content) // 64)
        chain += [*range(place + 1, place + count), END]
        place += count
    numbers = size // 4
    table = table or [TABLE, END, END, END]
    small_table = small_table or chain
    sectors = [
        struct.pack(f"<{numbers}I", *(table + [FREE] * (numbers - len(table)))),
        entries.ljust(size, b"\0"),
        struct.pack(f"<{numbers}I", *(small_table + [FREE] * (numbers - len(small_table)))),
        small.ljust(size, b"\0"),
    ]
    listed = [FREE] * 109 if further else [0] + [FREE] * 108
    if further:
        sectors.append(struct.pack(f"<{numbers}I", *([0] + [FREE] * (numbers - 2) + [END])))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, shift, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 2, 1, 4 if further else END, further)
        + struct.pack("<109I", *listed)
    )
    return (header.ljust(size, b"\0") + b"".join(sectors))[:cut]


STREAMS = {"One": b"1" * 70, "Two": b"2" * 64}


@pytest.mark.parametrize("shift", [9, 12])
@pytest.mark.parametrize("further", [0, 1, 9])
def test_streams_are_found_by_name(shift, further):
    opened = CompoundFile(compound(STREAMS, shift=shift, further=further))
    assert "One" in opened
    assert "Three" not in opened
    assert {name: opened.stream(name) for name in STREAMS} == STREAMS


def test_a_large_stream_stands_in_sectors_of_its_own():
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("s")
    for row in range(500):
        sheet.write(row, 0, f"text {row}")
    out = io.BytesIO()
    workbook.save(out)
    stream = CompoundFile(out.getvalue()).stream("Workbook")
    assert stream[:4] == struct.pack("<HH", 0x0809, 16)
    assert b"text 499" in stream


@pytest.mark.parametrize("cut", [20, 60, 200, 511, 512, 1024, 1536, 2048])
def test_a_file_that_is_cut_off_is_refused(cut):
    with pytest.raises(UnusableSource, match="damaged or incomplete compound file"):
        CompoundFile(compound(STREAMS, cut=cut))


def test_a_last_sector_that_is_not_filled_up_does_no_harm():
    body = compound(STREAMS)
    assert CompoundFile(body[:-100]).stream("One") == STREAMS["One"]


@pytest.mark.parametrize(
    "table",
    [
        [TABLE, 1, END, END],
        [TABLE, END, 2, END],
        [TABLE, 90, END, END],
        [TABLE, 5000, END, END],
    ],
)
def test_a_chain_of_sectors_without_an_end_or_out_of_the_file_is_refused(table):
    with pytest.raises(UnusableSource, match="damaged"):
        CompoundFile(compound(STREAMS, table=table))


@pytest.mark.parametrize("small_table", [[0, END, END], [40, END, END], [5000, END, END]])
def test_a_stream_without_an_end_or_out_of_its_container_is_refused(small_table):
    opened = CompoundFile(compound(STREAMS, small_table=small_table))
    assert opened.stream("Two") == STREAMS["Two"]
    with pytest.raises(UnusableSource, match="damaged"):
        opened.stream("One")


@pytest.mark.parametrize(("at", "value"), [(30, 10), (32, 5)])
def test_sectors_of_another_size_are_refused(at, value):
    body = bytearray(compound(STREAMS))
    struct.pack_into("<H", body, at, value)
    with pytest.raises(UnusableSource, match="damaged"):
        CompoundFile(bytes(body))


@pytest.mark.parametrize("at", [40, 44, 64, 72])
def test_more_sectors_than_the_file_has_are_refused(at):
    """A reader takes room for all of them, and where there is none ends the process."""
    body = bytearray(compound(STREAMS))
    struct.pack_into("<I", body, at, 0x7FFFFFFF)
    with pytest.raises(UnusableSource, match="damaged"):
        CompoundFile(bytes(body))


@pytest.mark.parametrize("shift", [9, 12])
def test_a_stream_larger_than_the_file_is_refused(shift):
    body = bytearray(compound(STREAMS, shift=shift))
    at = body.index("One".encode("utf-16-le")) + 124
    struct.pack_into("<I", body, at, 1)
    if shift == 9:  # the upper half of a size, which in these files may hold anything
        assert CompoundFile(bytes(body)).stream("One") == STREAMS["One"]
        at -= 4
        struct.pack_into("<I", body, at, len(body) + 1)
    with pytest.raises(UnusableSource, match="damaged"):
        CompoundFile(bytes(body))
