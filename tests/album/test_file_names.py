"""Captions from file names that were clearly given to be one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.album.captions import Caption
from kiosk.album.file_names import caption_from_name

DAY = date(2027, 6, 3)


@pytest.mark.parametrize(
    "name",
    [
        "2027-06-03_住建局_老旧小区改造.jpg",
        "2027.6.3-住建局-老旧小区改造.HEIC",
        "2027年6月3日 住建局 老旧小区改造.png",
        "20270603住建局_老旧小区改造.jpg",
        "2027_06_03_住建局_老旧小区改造.jpg",
        "2027-06-03_住建局_老旧小区改造(2).jpg",
        "2027-06-03_住建局_老旧小区改造_01.jpg",
        "６月/2027-06-03_住建局_老旧小区改造.jpg",
        " 2027-06-03 — 住建局 – 老旧小区改造 .jpg",
    ],
)
def test_a_date_a_unit_and_a_text(name: str) -> None:
    assert caption_from_name(name) == Caption("老旧小区改造", "住建局", DAY)


@pytest.mark.parametrize(
    "name",
    [
        "20270603 老旧小区改造.jpg",
        "2027-06-03_老旧小区改造.jpg",
        "2027-06-03_老旧小区改造_01.jpg",
        "2027-06-03老旧小区改造.jpg",
        "2027-06-03_老旧小区改造_IMG_2041.jpg",
    ],
)
def test_a_date_and_a_text(name: str) -> None:
    assert caption_from_name(name) == Caption("老旧小区改造", "", DAY)


def test_behind_a_date_an_underscore_sets_any_unit_apart_and_other_marks_do_not() -> None:
    assert caption_from_name("2027-06-03_住建_小区改造.jpg") == Caption("小区改造", "住建", DAY)
    assert caption_from_name("2027-06-03 小区改造-二期工程.jpg") == Caption(
        "小区改造-二期工程", "", DAY
    )
    assert caption_from_name("2027-06-03_A_小区改造.jpg") == Caption("A 小区改造", "", DAY)


def test_a_unit_and_a_text_without_a_date() -> None:
    expected = Caption("老旧小区改造 二期", "住建局")
    assert caption_from_name("住建局_老旧小区改造_二期.jpg") == expected
    assert caption_from_name("住建局-老旧小区改造.jpg") == Caption("老旧小区改造", "住建局")


@pytest.mark.parametrize(
    "name",
    [
        "IMG_2041.jpg",
        "DSC0001.JPG",
        "微信图片_20270603120000.jpg",
        "微信图片_20270603120000_123.jpg",
        "mmexport1717400000000.jpg",
        "20270603.jpg",
        "20270603_120000.jpg",
        "20270603_120000_HDR.jpg",
        "2027-06-03.jpg",
        "2027-06-03_IMG_2041.jpg",
        "2027-06-03_照片.jpg",
        "550e8400-e29b-41d4-a716-446655440000.png",
        "d41d8cd98f00b204e9800998ecf8427e.jpg",
        "123456.jpg",
        "Screenshot_2027-06-03-12-00-00.png",
        "老旧小区改造.jpg",
        "火车站 夜景灯光.jpg",
        "小区_老旧改造.jpg",
        "住建局_照片.jpg",
        "住建局.jpg",
        "2027-13-45_老旧小区改造.jpg",
        "2000-01-01_老旧小区改造.jpg",
        "水印相机_20270603.jpg",
        ".jpg",
    ],
)
def test_other_names_give_none(name: str) -> None:
    assert caption_from_name(name) is None


def test_numbers_of_persons_do_not_come_through() -> None:
    caption = caption_from_name("2027-06-03_住建局13804510000_小区改造13804510000.jpg")
    assert caption == Caption("小区改造", "住建局", DAY)


def test_names_packed_on_a_chinese_windows_are_read() -> None:
    name = "住建局_小区改造.jpg".encode("gbk").decode("utf-8", "surrogateescape")
    assert caption_from_name(name) == Caption("小区改造", "住建局")


@given(st.text(alphabet=st.characters(exclude_characters="/", exclude_categories=["Cs"])))
def test_no_name_raises_and_no_caption_is_without_a_text(name: str) -> None:
    caption = caption_from_name(name)
    assert caption is None or caption.text


@given(
    st.dates(date(2001, 1, 1), date(2099, 12, 31)),
    st.text(alphabet="河道清淤插秧改造", min_size=2, max_size=10),
    st.sampled_from(["_", "-", " "]),
)
def test_every_dated_text_is_read_back(day: date, text: str, mark: str) -> None:
    assert caption_from_name(f"{day}{mark}宾州镇{mark}{text}.jpg") == Caption(text, "宾州镇", day)
