"""Delimited text in the encodings that offices save it in (rules, section 1)."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.intake.delimited import decode, read_delimited
from kiosk.intake.payload import UnusableSource
from kiosk.intake.text import LONGEST

TEXT = "序号,任务,牵头单位\r\n1,老旧小区改造,住建局\r\n2,防汛,水务局\r\n"
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_is_read_in_every_encoding(encoding):
    assert decode(TEXT.encode(encoding)).removeprefix("\ufeff") == TEXT


def test_big_endian_utf_16_tells_itself_by_its_mark():
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")).removeprefix("\ufeff") == TEXT


@given(
    st.text(
        st.characters(min_codepoint=32, max_codepoint=0xFFFF, exclude_categories=["Cs", "Cc", "Cn"])
    )
)
def test_any_text_reads_back(text):
    whole = f"序号,a,1\r\n{text}"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode(whole.encode(encoding)).removeprefix("\ufeff") == whole


def test_text_that_utf_8_cannot_be_is_gb18030():
    assert decode("㐀𠀀镕".encode("gb18030")) == "㐀𠀀镕"


@pytest.mark.parametrize(
    ("body", "tried"),
    [
        (b"a,b\r\n\xff\xff\xff", "tried UTF-8, GB18030"),
        (b"\xef\xbb\xbfa,\xc3(", "tried UTF-8"),
        (b"\xff\xfea\x00\x00\xd8", "tried UTF-16"),
        ("任务".encode("gb18030")[:-1], "tried UTF-8, GB18030"),
    ],
)
def test_text_in_no_known_encoding_is_refused(body, tried):
    with pytest.raises(UnusableSource, match=f"known encoding \\({tried}\\)"):
        decode(body)


@pytest.mark.parametrize(
    "body",
    [
        b"a,b\x00c,d",
        b"\x01\x02\x03",
        b"\x00" * 64,
        bytes(range(128)),
        b"a,b" * 50 + b"\x00",
        b"a\x00b\x00c",
    ],
)
def test_binary_data_is_refused(body):
    with pytest.raises(UnusableSource, match="binary data"):
        decode(body)


# Delimiters


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_told_by_the_rows(delimiter, make):
    rows = [["某县"], ["任务", "单位", "备注"], ["a", "x;y", "1,2"], ["b\tc", "x;y;z,u", "3,4,5"]]
    grid = read_delimited(make.csv(rows, delimiter=delimiter).decode())
    assert grid.raw == rows


def test_one_column_is_a_table_too():
    assert read_delimited("任务\r\na\r\n").raw == [["任务"], ["a"]]


def test_where_the_rows_do_not_tell_the_media_type_does():
    assert read_delimited("a\tb,c\r\n", tabs=True).raw == [["a", "b,c"]]
    assert read_delimited("a\tb,c\r\n").raw == [["a\tb", "c"]]


@pytest.mark.parametrize("hint", ["sep=;\r\n", "SEP=;\n", '"sep=;"\r\n', "\ufeffsep=;\r\n"])
def test_a_hint_of_excel_names_the_delimiter(hint):
    assert read_delimited(f"{hint}a,b,c;d,e,f\r\n").raw == [["a,b,c", "d,e,f"]]


def test_a_hint_that_names_none_is_a_row():
    assert read_delimited("sep=\r\na,b\r\n").raw[0] == ["sep="]


def test_quotation_marks_hold_delimiters_quotes_and_line_breaks():
    text = 'a,"b,c","d\r\n""e"""\r\nf,g,h\r\n'
    assert read_delimited(text).raw == [["a", "b,c", 'd\r\n"e"'], ["f", "g", "h"]]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_rows_end_in_any_line_break_and_blank_ones_keep_their_place(end):
    assert read_delimited(f"a,b{end}{end}c,d").raw == [["a", "b"], [], ["c", "d"]]


def test_an_empty_cell_is_nothing_and_a_long_one_is_cut():
    assert read_delimited(f"a,,{'x' * 20_000}").raw == [["a", None, "x" * LONGEST]]


def test_a_quotation_that_never_ends_is_refused():
    with pytest.raises(UnusableSource, match="broken delimited text"):
        read_delimited('a,b\r\n"' + "x" * (csv.field_size_limit() + 1))


def test_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr("kiosk.intake.delimited.MOST_CELLS", 8)
    assert len(read_delimited("a,b,c\nd,e,f\n").raw) == 2
    with pytest.raises(UnusableSource, match="more than 8 cells"):
        read_delimited("a,b,c\nd,e,f\n\n")


def test_too_many_columns_are_refused():
    assert len(read_delimited("," * 16_383).raw[0]) == 16_384
    with pytest.raises(UnusableSource, match="more than 16,384 columns"):
        read_delimited("," * 16_384)
