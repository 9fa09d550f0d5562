"""Long names wrap, then step down one size, then the row grows; nothing is ever cut."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.screen.geometry import LEADING
from kiosk.screen.typesetting import EMPTY, Block, break_lines, chinese, fit

HAN = "宾县机关事务服务中心公共资源交易数字政府营商环境局"
TEXT = st.text(st.sampled_from(HAN + "abc 0123456789，。、：（）“”%"), max_size=60)
NOT_FIRST = "，。、：）”%"
NOT_LAST = "（“"


def ruler(text: str, size: float, bold: bool) -> float:
    """A typeface whose Chinese characters are square and whose others are half as wide."""
    halves = sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
    return halves * size / 2 * (1.02 if bold else 1.0)


def lines(text: str, width: float, size: float = 40) -> list[str]:
    return list(break_lines(text, width, size, ruler))


def test_a_text_that_fits_keeps_the_first_size_and_one_line():
    assert fit("水务局", 200, (64, 58), ruler) == Block("水务局", 64, 1)


def test_a_longer_text_steps_down_before_it_wraps():
    assert fit("营商环境局", 300, (64, 58), ruler) == Block("营商环境局", 58, 1)


def test_a_still_longer_text_wraps_at_the_largest_size_that_needs_two_lines():
    block = fit("公共资源交易中心", 300, (64, 58), ruler)
    assert block == Block("公共资源\n交易中心", 64, 2)


def test_the_longest_texts_grow_at_the_last_size():
    block = fit(HAN, 300, (64, 58), ruler)
    assert block.size == 58
    assert block.lines == 5
    assert block.text.replace("\n", "") == HAN


def test_two_lines_end_where_a_reader_would_pause_if_that_needs_no_third():
    assert (
        fit("听取半年汇报，研究用地问题", 320, (40,), ruler).text == "听取半年汇报，\n研究用地问题"
    )
    assert fit("服务中心(交易中心)", 240, (40,), ruler).text == "服务中心\n(交易中心)"
    assert fit("教育局、农业农村局", 200, (40,), ruler).text == "教育局、\n农业农村局"
    assert (
        fit("整改时限月底 · 整改情况良好", 400, (40,), ruler).text == "整改时限月底 ·\n整改情况良好"
    )
    assert fit("甲，服务中心交易中心", 240, (40,), ruler).text == "甲，服务中心\n交易中心"
    assert fit("投资1,200,000 元，开工", 400, (40,), ruler).text == "投资 1,200,000 元，\n开工"


def test_a_paragraph_is_filled_wherever_its_reader_would_pause():
    text = "服务中心，" * 8
    assert fit(text, 240, (40,), ruler).text.split("\n") == lines(text, 240)


@given(TEXT, st.integers(300, 900))
def test_lines_that_pause_lose_no_character_and_break_as_chinese_typesetting_wants(text, width):
    assume(not any(mark * 2 in text for mark in NOT_FIRST + NOT_LAST))
    runs = "".join("x" if char in NOT_FIRST + NOT_LAST else " " for char in text).split()
    assume(all(len(run) < 3 for run in runs))
    set_in = fit(text, width, (40,), ruler).text
    assert "".join(set_in.split()) == "".join(text.split())
    broken = set_in.split("\n")
    assert len(broken) == max(len(lines(chinese(text), width)), 1)
    assert all(ruler(line, 40, False) <= width for line in broken)
    assert not any(line[:1] in set(NOT_FIRST) for line in broken[1:])
    assert not any(line[-1:] in set(NOT_LAST) for line in broken[:-1])


@pytest.mark.parametrize(
    ("came", "told"),
    [
        ("改造2600户", "改造 2600\N{NO-BREAK SPACE}户"),
        ("新建5G基站", "新建 5G\N{NO-BREAK SPACE}基站"),
        ("80%以上", "80%\N{NO-BREAK SPACE}以上"),
        ("改造 2600 户", "改造 2600 户"),
        ("任务叠加,人手不足", "任务叠加，人手不足"),
        ("说明:", "说明："),
        ("1,200", "1,200"),
        ("12:30", "12:30"),
        ("one, two", "one, two"),
        ("中心(交易)", "中心(交易)"),
    ],
)
def test_figures_stand_apart_from_chinese_and_punctuation_is_as_wide(came, told):
    assert chinese(came) == told


def test_a_block_is_as_high_as_its_lines():
    assert Block("一\n二", 40, 2).height == pytest.approx(2 * 40 * LEADING)


def test_nothing_takes_no_room():
    assert fit("  \n", 100, (40,), ruler) is EMPTY
    assert EMPTY.height == 0


def test_a_line_break_in_the_data_counts_as_a_space():
    assert fit("住建局\n城管局", 900, (40,), ruler).text == "住建局 城管局"


def test_no_line_begins_with_closing_punctuation():
    assert lines("公共资源，交易", 160) == ["公共资", "源，交易"]


def test_no_line_ends_with_an_opening_bracket():
    assert lines("公共资（交易）", 160) == ["公共资", "（交易）"]


def test_a_space_beside_punctuation_changes_nothing():
    assert lines("公共资（ 交易）", 160) == ["公共资", "（ 交", "易）"]
    assert lines("公共资源 ，交易", 160) == ["公共资", "源 ，交", "易"]


def test_words_and_numbers_stay_whole():
    assert lines("滞后 20.1 点 overdue", 180) == ["滞后 20.1", "点", "overdue"]


def test_a_number_keeps_to_its_measure():
    assert lines("共有任务 14\N{NO-BREAK SPACE}项", 220) == ["共有任务", "14\N{NO-BREAK SPACE}项"]


def test_a_word_wider_than_the_line_is_cut_and_not_lost():
    assert "".join(lines("https://example.org/a/very/long/path", 200)) == (
        "https://example.org/a/very/long/path"
    )


@given(TEXT, st.integers(120, 900))
def test_every_character_is_set_and_no_line_is_too_wide(text, width):
    broken = lines(text, width)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    for line in broken:
        assert ruler(line, 40, False) <= width


@given(TEXT, st.integers(300, 900))
def test_lines_break_as_chinese_typesetting_wants(text, width):
    # A run of punctuation longer than the line must break somewhere.
    assume(not any(mark * 2 in text for mark in NOT_FIRST + NOT_LAST))
    runs = "".join("x" if char in NOT_FIRST + NOT_LAST else " " for char in text).split()
    assume(all(len(run) < 3 for run in runs))
    broken = lines(text, width)
    assert not any(line[0] in NOT_FIRST for line in broken[1:])
    assert not any(line[-1] in NOT_LAST for line in broken[:-1])


@given(TEXT, st.integers(120, 900))
def test_the_same_text_in_more_room_never_needs_more_lines(text, width):
    assert len(lines(text, width + 40)) <= len(lines(text, width))


@given(st.text(st.sampled_from(HAN), min_size=1, max_size=300), st.integers(40, 3000))
def test_a_line_ends_only_where_not_one_more_character_fits(text, width):
    broken = lines(text, width)
    assert all(ruler(line, 40, False) <= width for line in broken)
    for line, following in pairwise(broken):
        assert ruler(line + following[0], 40, False) > width


def test_what_is_not_to_be_seen_is_not_set():
    unkind = "城\x00建\x1b[31m局\u202e\u200b\ufeff\ud83d"
    assert fit(unkind, 1000, (40,), ruler).text == "城建[31m\xa0局"


def test_an_endless_text_is_cut_before_it_is_measured():
    measured = []

    def counting(text: str, size: float, bold: bool) -> float:
        measured.append(len(text))
        return ruler(text, size, bold)

    block = fit("建" * 1_000_000, 4000, (40,), counting)
    assert len(block.text.replace("\n", "")) == 1000
    assert block.text.endswith("…")
    assert max(measured) <= 1000
