"""Text as it is kept (rules, sections 3 and 6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.intake.text import (
    LONGEST,
    LONGEST_LINE,
    compact,
    message_line,
    normalize,
    one_line,
    without_personal_numbers,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("８５％", "85%"),
        ("　住建局　", "住建局"),
        ("ＡＢＣ（一）", "ABC(一)"),
        (" a \t b ", "a b"),
        ("甲 \r\n  乙", "甲\n乙"),
        ("甲\u2028乙\r丙", "甲\n乙\n丙"),
        ("−1", "-1"),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_all_text_is_nfkc_normalised_and_trimmed(text, expected):
    assert normalize(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b",
        "a\x1bb",
        "a\u202eb",
        "a\u2066b",
        "a\u200fb",
        "a\ufeffb",
        "a\ud800b",
        "a\x7fb",
        "a\x9bb",
    ],
)
def test_control_characters_and_overrides_of_direction_are_taken_out(text):
    assert normalize(text) == "ab"


def test_text_is_bounded():
    assert len(normalize("字" * (LONGEST + 1))) == LONGEST
    assert len(normalize("x" * (LONGEST + 1))) == LONGEST
    assert len(normalize("ﷺ" * LONGEST)) <= LONGEST


@given(st.text())
def test_normalised_text_stays_as_it_is_and_can_be_encoded(text):
    once = normalize(text)
    assert normalize(once) == once
    once.encode("utf-8")


@pytest.mark.parametrize(
    "number",
    [
        *("13812345678", "138-1234-5678", "138 1234 5678", "+86 13812345678", "8613812345678"),
        *("0451-57912345", "010-12345678", "(0451)57912345", "0451-5791234-801"),
        *("230125199001011234", "23012519900101123X", "23012519900101123x"),
    ],
)
@pytest.mark.parametrize("label", ["", "联系电话:", "电话 ", "手机号：", "身份证号码：", "Tel: "])
def test_telephone_and_identity_numbers_are_dropped_with_their_label(number, label):
    assert without_personal_numbers(normalize(f"张三 {label}{number}")) == "张三"
    assert without_personal_numbers(normalize(f"张三({label}{number})负责")) == "张三负责"


@pytest.mark.parametrize(
    "text",
    [
        "2027-06-15",
        "投资350000000元",
        "12345678901234567890",
        "第13项",
        "2027年6月5日-2027年9月30日",
    ],
)
def test_other_numbers_stay(text):
    assert without_personal_numbers(text) == text


def test_several_numbers_are_dropped_together():
    assert without_personal_numbers("张三13812345678、李四13912345678") == "张三、李四"


def test_line_breaks_within_a_label_only_fit_it_to_its_column():
    assert one_line("老旧\n小区") == "老旧小区"
    assert one_line("cold\nchain") == "cold chain"
    assert one_line("张三\n李四", "、") == "张三、李四"
    assert one_line("一行") == "一行"


def test_names_are_compared_without_white_space():
    assert compact(" 牵 头\n单　位 ") == "牵头单位"


def test_a_line_is_bounded():
    assert one_line("县" * (LONGEST_LINE + 1)) == "县" * LONGEST_LINE
    assert one_line("县\n" * 2000) == "县" * LONGEST_LINE
    assert one_line(f"{'a' * (LONGEST_LINE - 1)} b") == "a" * (LONGEST_LINE - 1)
    assert one_line("a\n" * 2000, "、") == "a、" * (LONGEST_LINE // 2)


@given(st.text())
def test_what_a_message_quotes_is_printable_and_in_one_line(text):
    line = message_line(text * 200)
    assert line.isprintable()
    assert len(line) <= 500
    assert message_line("a\n b\u202ec") == "a b\ufffdc"
