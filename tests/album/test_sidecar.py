"""The clerk's list of captions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.album import sidecar
from kiosk.album.captions import Caption
from kiosk.album.sidecar import Entry, key_of, read_sidecar

DAY = date(2027, 6, 3)
TABLE = "文件,说明,单位,日期\n小区.jpg,老旧小区改造,住建局,2027-06-03\n"
CAPTION = Caption("老旧小区改造", "住建局", DAY)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_list_is_read_in_the_encodings_of_excel_and_wps(encoding: str) -> None:
    if encoding.endswith("e"):
        data = TABLE.replace("文件", "file").encode(encoding)
    else:
        data = TABLE.encode(encoding)
    read = read_sidecar(data)
    assert read.entries == {"小区.jpg": Entry(CAPTION)}
    assert read.problems == ()
    assert read.readable
    assert not read.approves


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_columns_are_set_apart_by_commas_tabs_or_semicolons(delimiter: str) -> None:
    read = read_sidecar(TABLE.replace(",", delimiter).encode())
    assert read.entry("小区.jpg") == Entry(CAPTION)


@pytest.mark.parametrize(
    "header",
    [
        "文件名,标题,单位,日期",
        "照片,照片说明,报送单位,拍摄日期",
        " File , CAPTION ,Unit,Date",
        "檔名,說明,單位,日期",
        "文件名（含后缀）,说明(40字内),单 位,日期【年月日】",
        "ｆｉｌｅ,title,unit,taken",
    ],
)
def test_headers_are_recognized(header: str) -> None:
    rows = TABLE.splitlines()[1]
    assert read_sidecar(f"{header}\n{rows}\n".encode()).entry("小区.jpg") == Entry(CAPTION)


def test_a_title_may_stand_above_the_header_and_the_first_column_of_a_name_counts() -> None:
    table = "照片说明表,,\n,,\n文件,说明,标题\na.jpg,小区改造,别的\n"
    read = read_sidecar(table.encode())
    assert read.entry("a.jpg") == Entry(Caption("小区改造"))
    assert read.problems == ()


def test_the_header_stands_within_ten_rows() -> None:
    assert read_sidecar(("x\n" * 9 + TABLE).encode()).readable
    assert not read_sidecar(("x\n" * 10 + TABLE).encode()).readable


@pytest.mark.parametrize("data", [b"", b"\n\n", "说明,单位\n改造,住建局\n".encode()])
def test_a_file_without_a_header_is_not_read(data: bytes) -> None:
    read = read_sidecar(data)
    assert read.entries == {}
    assert not read.readable
    assert read.problems == ("no header row with a column 文件 (file): not read",)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\xff\xff\xff", b"PK\x03\x04\xff\xff"])
def test_a_file_that_is_no_text_is_not_read(data: bytes) -> None:
    read = read_sidecar(data)
    assert not read.readable
    assert read.problems == ("neither UTF-8, UTF-16 nor GB18030 text: not read",)


def test_a_list_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidecar, "ROW_LIMIT", 2)
    read = read_sidecar("文件,说明\na,小区\nb,小区\nc,小区\n".encode())
    assert sorted(read.entries) == ["a", "b"]
    assert read.problems == ("more than 2 rows: the rest is not read",)
    assert len(read_sidecar("文件,说明\na,小区\nb,小区\n".encode()).problems) == 0
    large = TABLE.encode().ljust(sidecar.SIZE_LIMIT)
    assert read_sidecar(large).readable
    assert read_sidecar(large + b" ").problems == ("more than 4 MB: not read",)


def test_a_row_names_its_photo_as_windows_would() -> None:
    table = "文件,说明\n.\\6月\\IMG_1.JPG,东区改造\nIMG_2,西区改造\n"
    read = read_sidecar(table.encode())
    assert read.entry("6月/img_1.jpg") == Entry(Caption("东区改造"))
    assert read.entry("IMG_2.heic") == Entry(Caption("西区改造"))
    assert read.entry("img_1.jpg") is None
    assert key_of("e\u0301.JPG") == key_of("é.jpg")


def test_the_exact_name_comes_before_the_one_without_an_ending() -> None:
    read = read_sidecar("文件,说明\na,西区改造\na.jpg,东区改造\n".encode())
    assert read.entry("a.jpg") == Entry(Caption("东区改造"))
    assert read.entry("a.png") == Entry(Caption("西区改造"))


def test_a_row_without_words_gives_no_caption() -> None:
    read = read_sidecar("文件,说明,单位,日期\na.jpg,,,2027-06-03\nb.jpg,,住建局,\n".encode())
    assert read.entry("a.jpg") == Entry(None)
    assert read.entry("b.jpg") == Entry(Caption("", "住建局"))


def test_a_short_row_is_read_and_a_row_without_a_file_is_a_problem() -> None:
    read = read_sidecar("文件,说明,单位\na.jpg\n,小区改造,\n,,\nb.jpg,小区改造\n".encode())
    assert read.entry("a.jpg") == Entry(None)
    assert read.entry("b.jpg") == Entry(Caption("小区改造"))
    assert read.problems == ("line 3: names no file: not read",)


def test_of_two_rows_for_one_photo_the_later_counts() -> None:
    read = read_sidecar("文件,说明\na.jpg,东区改造\nA.jpg,西区改造\n".encode())
    assert read.entry("a.jpg") == Entry(Caption("西区改造"))
    assert read.problems == ("line 3: “A.jpg” again: this row counts",)


def test_texts_are_bounded_and_without_numbers_of_persons() -> None:
    table = f"文件,说明,单位\na.jpg,{'改' * 121},{'局' * 41}\nb.jpg,改造13804510000,住建局\n"
    read = read_sidecar(table.encode())
    assert read.entry("a.jpg") == Entry(Caption("改" * 120, "局" * 40))
    assert read.entry("b.jpg") == Entry(Caption("改造", "住建局"))
    assert read.problems == (
        "line 2: caption is longer than 120 characters: cut",
        "line 2: unit is longer than 40 characters: cut",
    )
    exact = f"文件,说明,单位\na.jpg,{'改' * 120},{'局' * 40}\n"
    assert read_sidecar(exact.encode()).problems == ()


def test_a_date_that_cannot_be_read_is_left_out_and_told() -> None:
    read = read_sidecar("文件,说明,日期\na.jpg,改造,上周\n".encode())
    assert read.entry("a.jpg") == Entry(Caption("改造"))
    assert read.problems == ("line 2: “上周” is no date: left out",)


@pytest.mark.parametrize("cell", ["是", "通过", "1", "Y", "yes", "TRUE", "√", "１", " 已审核 "])
def test_a_yes_approves(cell: str) -> None:
    read = read_sidecar(f"文件,审核\na.jpg,{cell}\n".encode())
    assert read.approves
    assert read.entry("a.jpg") == Entry()
    assert read.problems == ()


@pytest.mark.parametrize("cell", ["否", "no", "0", "", "不通过", "×", "N"])
def test_a_no_and_a_blank_do_not_approve(cell: str) -> None:
    read = read_sidecar(f"文件,approved\na.jpg,{cell}\n".encode())
    assert read.entry("a.jpg") == Entry(withheld="not approved")
    assert read.problems == ()


def test_a_word_that_is_neither_yes_nor_no_does_not_approve_and_is_told() -> None:
    read = read_sidecar("文件,审核\na.jpg,再议\n".encode())
    assert read.entry("a.jpg") == Entry(withheld="not approved")
    assert read.problems == ("line 2: “再议” is neither yes nor no: not approved",)


def test_an_expiry_is_read_and_one_that_cannot_be_read_withholds() -> None:
    read = read_sidecar("文件,到期\na.jpg,2027-06-03\nb.jpg,六月底\nc.jpg,\n".encode())
    assert read.entry("a.jpg") == Entry(expires=DAY)
    assert read.entry("b.jpg") == Entry(withheld="its expiry date cannot be read")
    assert read.entry("c.jpg") == Entry()
    assert read.problems == ("line 3: “六月底” is no expiry date: the photo is not shown",)


def test_what_is_no_csv_ends_the_list_and_is_told() -> None:
    table = '文件,说明\na.jpg,改造\nb.jpg,"' + "改" * 200_000 + '"\nc.jpg,改造\n'
    read = read_sidecar(table.encode())
    assert list(read.entries) == ["a.jpg"]
    assert read.problems == ("line 3: names no file: not read",)


@given(st.binary(max_size=200))
def test_no_file_raises(data: bytes) -> None:
    read_sidecar(data)
    read_sidecar("文件,说明,审核,到期\n".encode() + data)


@given(
    st.dictionaries(
        st.text(alphabet="abc插秧", min_size=1, max_size=6),
        st.text(alphabet="河道清淤,\"'\n;", min_size=2, max_size=10).map(
            lambda text: f"始{text}终"
        ),
        max_size=8,
    )
)
def test_every_row_that_a_spreadsheet_writes_is_read_back(rows: dict[str, str]) -> None:
    quoted = [f'"{name}","{text.replace(chr(34), chr(34) * 2)}"' for name, text in rows.items()]
    read = read_sidecar(("file,caption\r\n" + "\r\n".join(quoted)).encode())
    captions = {name: entry.caption for name, entry in read.entries.items()}
    assert captions == {name: Caption(" ".join(text.split())) for name, text in rows.items()}
