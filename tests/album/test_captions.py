"""What may stand under a photo."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.album.captions import (
    Caption,
    caption_from_exif,
    clean,
    is_meant,
    is_unit,
    read_date,
    readable,
    repaired,
    without_suffix,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  老旧\n小区\t改造  ", "老旧 小区 改造"),
        ("改造\u200b完\u202e工\x00\x07", "改造完工"),
        ("东区，西区；南区：三处。", "东区，西区；南区：三处。"),
        ("e\u0301te", "éte"),
        ("<b>改造</b>", "<b>改造</b>"),
        ("- 改造：", "改造"),
        ("改造（）完工", "改造 完工"),
        ("改造 ( ) ", "改造"),
    ],
)
def test_a_text_becomes_one_plain_line(text: str, expected: str) -> None:
    assert clean(text, 120) == expected


@pytest.mark.parametrize(
    "number",
    [
        "13804510000",
        "138 0451 0000",
        "138-0451-0000",
        "138.0451.0000",
        "+86 13804510000",
        "+8613804510000",
        "１３８０４５１００００",
        "0451-57930001",
        "(0451)57930001",
        "（0451） 5793001",
        "0451-57930001-802",
        "010 12345678",
        "230125199001011234",
        "23012519900101123X",
        "23012519900101123x",
        "230125 19900101 1234",
        "230125900101123",
        "电话57930001",
        "联系电话：5793 0001",
        "手机号码: 13804510000",
        "身份证号 230125199001011234",
        "Tel. 5793-0001",
        "QQ：12345678",
        "微信号:13804510000",
    ],
)
def test_telephone_and_identity_numbers_are_dropped(number: str) -> None:
    assert clean(f"张三 {number}", 120) == "张三"
    assert clean(f"改造{number}完工", 120) == "改造 完工"
    assert clean(f"改造（{number}）", 120) == "改造"


@pytest.mark.parametrize(
    "text",
    [
        "完成 107.56% 共 214 项",
        "投资 12345678 元",
        "热线12345",
        "G102 国道 2027-06-03",
        "hotel 5793001",
        "投资12904510000000元",
        "1280451000",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert clean(text, 120) == text


def test_a_text_is_cut_at_its_limit_without_an_ellipsis() -> None:
    assert clean("改" * 121, 120) == "改" * 120
    assert clean("改" * 120, 120) == "改" * 120
    assert clean("改造 完工", 3) == "改造"


@given(st.text(max_size=300))
def test_whatever_comes_the_wall_gets_one_bounded_line_without_control_characters(
    text: str,
) -> None:
    cleaned = clean(text, 40)
    assert len(cleaned) <= 40
    assert not any(unicodedata.category(char)[0] == "C" for char in cleaned)
    assert cleaned == " ".join(cleaned.split())


@given(
    st.text(alphabet="改造完工 ，:-", max_size=12),
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.text(alphabet="改造完工 ，:-", max_size=12),
)
def test_no_mobile_number_comes_through_wherever_it_stands(
    before: str, number: str, after: str
) -> None:
    assert number not in clean(before + number + after, 120)


@pytest.mark.parametrize(
    "text",
    [
        "2027-06-03",
        "2027-6-3",
        "2027/6/3",
        "2027.6.3",
        "2027_06_03",
        "20270603",
        "2027年6月3日",
        "2027年06月03",
        " 2027-06-03 ",
        "2027-06-03T08:30:00",
        "2027/6/3 8:30",
        "2027:06:03 08:30:00",
    ],
)
def test_the_usual_dates_are_read(text: str) -> None:
    assert read_date(text) == date(2027, 6, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6月3日",
        "2027-06",
        "2027-13-01",
        "2027-02-29",
        "2027-06/03",
        "202706031",
        "2027-06-033",
        "0000:00:00 00:00:00",
        "2000:01:01 00:00:00",
        "1970-01-01",
        "2100-01-01",
        "on 2027-06-03",
        "2027-06-03上午",
    ],
)
def test_what_is_no_date_of_these_years_is_none(text: str) -> None:
    assert read_date(text) is None


def test_the_first_and_the_last_year_are_read() -> None:
    assert read_date("2001-01-01") == date(2001, 1, 1)
    assert read_date("2099-12-31") == date(2099, 12, 31)


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y%m%d", "%Y.%m.%d"]))
def test_every_day_is_read_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form)) == day


@pytest.mark.parametrize(
    "text",
    ["老旧小区改造", "照片墙揭幕", "Old quarter renewed", "Old quarter", "微信图片 插秧", "改造"],
)
def test_what_a_person_wrote_is_meant(text: str) -> None:
    assert is_meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "改",
        "OLYMPUS DIGITAL CAMERA",
        "SONY DSC",
        "DCIM",
        "DCIM\\100MEDIA\\DJI_0001.JPG",
        "KODAK Digital Still Camera",
        "SAMSUNG CAMERA PICTURES",
        "My beautiful picture",
        "Created with GIMP",
        "Exif_JPEG_420",
        "oznorWO",
        "hdr",
        "cof",
        "default",
        "微信图片_20270603120000",
        "mmexport1717400000000",
        "IMG_2041",
        "DSC0001",
        "屏幕截图 2027",
        "新建图片",
        "d41d8cd98f00b204e9800998ecf8427e",
        "renewed",
        "OLD QUARTER",
    ],
)
def test_what_a_device_wrote_is_not(text: str) -> None:
    assert not is_meant(text)


@pytest.mark.parametrize(
    "name",
    ["住建局", "宾州镇", "县医院(分院)", "县医院（东院）", "机关事务服务中心", "县政府办公室"],
)
def test_units_are_told_by_their_ending(name: str) -> None:
    assert is_unit(name)


@pytest.mark.parametrize("name", ["", "局", "(县局)", "老旧小区改造", "局部维修"])
def test_other_words_are_no_units(name: str) -> None:
    assert not is_unit(name)


@pytest.mark.parametrize(
    "text", ["插秧_01", "插秧-2", "插秧 3", "插秧(2)", "插秧（2）", "插秧 - 副本", "插秧_IMG_2041"]
)
def test_counters_are_no_part_of_a_text(text: str) -> None:
    assert without_suffix(text) == "插秧"


@pytest.mark.parametrize("text", ["插秧", "二期3", "插秧照片", "插秧(西区)"])
def test_other_endings_stay(text: str) -> None:
    assert without_suffix(text) == text


def test_file_names_from_a_chinese_windows_are_read() -> None:
    assert readable("插秧.jpg".encode("gbk").decode("utf-8", "surrogateescape")) == "插秧.jpg"
    assert readable("插秧.jpg") == "插秧.jpg"
    assert readable(b"\xff\xff.jpg".decode("utf-8", "surrogateescape")).endswith(".jpg")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_exif_texts_in_the_encodings_of_real_programs_are_repaired(encoding: str) -> None:
    assert repaired("老旧小区改造".encode(encoding).decode("latin-1")) == "老旧小区改造"


def test_exif_texts_that_need_no_repair_stay() -> None:
    assert repaired("老旧小区") == "老旧小区"
    assert repaired("Old quarter") == "Old quarter"
    assert repaired("\xff\xff\xff") == ""


def test_a_photo_that_was_described_has_that_caption_and_its_day() -> None:
    day = date(2027, 6, 3)
    assert caption_from_exif("Old quarter\n renewed", day) == Caption(
        "Old quarter renewed", "", day
    )
    assert caption_from_exif("Old quarter renewed", None) == Caption("Old quarter renewed")


def test_a_day_alone_is_no_caption() -> None:
    assert caption_from_exif("", date(2027, 6, 3)) is None
    assert caption_from_exif("OLYMPUS DIGITAL CAMERA", date(2027, 6, 3)) is None
