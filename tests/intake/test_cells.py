"""Reading a cell (rules, section 3)."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.intake.cells import (
    Quantity,
    Share,
    Unreadable,
    counts_in_percent,
    growth_value,
    label_of,
    number_text,
    ratio,
    read_flag,
    read_growth,
    read_marks,
    read_points,
    read_quantity,
    read_score,
    read_share,
    read_text,
    read_units,
    read_veto,
    read_weight,
    read_whole,
    share_value,
    text_of,
)

NOTHING = [
    None,
    "",
    "  ",
    "—",
    "——",
    "-",
    "--",
    "–",
    "/",
    "无",
    "無",
    "未报",
    "未填报",
    "N/A",
    "n/a",
    "暂无",
]
ERRORS = ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (1.0, "1"),
        (12, "12"),
        (9.3, "9.3"),
        (0.1 + 0.2, "0.3"),
        (True, "是"),
        (False, "否"),
        (date(2027, 6, 5), "2027-06-05"),
        (datetime.fromisoformat("2027-06-05"), "2027-06-05"),
        (datetime.fromisoformat("2027-06-05T09:30"), "2027-06-05 09:30"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=1), "1:00:00"),
        (13812345678.0, ""),
        ("　八５％ ", "八5%"),
    ],
)
def test_any_cell_has_a_text(cell, text):
    assert text_of(cell) == text


def test_numbers_that_no_cell_means_have_a_text_too():
    assert number_text(10**4000) == "inf"
    assert number_text(float("nan")) == "nan"
    assert number_text(-3) == "-3"


def test_a_label_stands_in_one_line():
    assert label_of("老旧\n小区") == "老旧小区"
    assert label_of("张三\n李四", "、") == "张三、李四"


# Shares


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        *(
            ("85%", 85),
            ("８５％", 85),
            ("85 %", 85),
            ("85.5%", 85.5),
            ("0.5%", 0.5),
            ("107.56%", 107.56),
        ),
        *(
            ("约85%", 85),
            ("85%左右", 85),
            ("85％左右", 85),
            ("100%以上", 100),
            ("近85%", 85),
            ("超85%", 85),
        ),
        *(
            ("达85%", 85),
            ("已完成85%", 85),
            ("完成85%。", 85),
            ("达到 85%", 85),
            ("-5%", -5),
            ("≥85%", 85),
        ),
        *(
            ("1,000%", 1000),
            (".5%", 0.5),
            ("+3%", 3),
            ("85.%", 85),
            ("超过100%", 100),
            ("85%上下", 85),
        ),
    ],
)
def test_text_with_a_percent_sign_is_a_percentage(text, percent):
    assert read_share(text) == Share(percent, percent=True)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        *(
            (0.85, 0.85),
            (85, 85),
            ("85", 85),
            ("0.85", 0.85),
            ("约85", 85),
            ("85左右", 85),
            (0, 0),
            ("０", 0),
        )
    ],
)
def test_a_bare_number_is_left_to_its_column(cell, number):
    assert read_share(cell) == Share(number, percent=False)


@pytest.mark.parametrize("cell", NOTHING)
def test_some_cells_report_nothing(cell):
    assert read_share(cell) is None
    assert read_quantity(cell) is None
    assert read_marks(cell) is None
    assert read_score(cell) is None
    assert read_weight(cell) is None
    assert read_points(cell) == 0
    assert read_veto(cell) == ""
    assert read_units(cell, {}) == ()


@pytest.mark.parametrize(
    "cell",
    [
        *ERRORS,
        *("已完成", "85%-90%", "<85%", "不足85%", "3/5", "八成", "85%85", "%", "1,23%", "八5%"),
        *(
            True,
            False,
            date(2027, 6, 5),
            datetime.fromisoformat("2027-06-05"),
            time(9),
            timedelta(1),
        ),
        *(float("nan"), float("inf"), 10**400, "9" * 400),
    ],
)
def test_what_is_no_share_is_never_guessed(cell):
    with pytest.raises(Unreadable):
        read_share(cell)


@pytest.mark.parametrize(
    ("numbers", "in_percent"),
    [
        ([0.2, 1.5], False),
        ([0.2, 1.5000001], True),
        ([0.2, 85], True),
        ([1, 1, 0], False),
        ([], False),
    ],
)
def test_any_bare_number_above_one_and_a_half_makes_its_column_percentages(numbers, in_percent):
    shares = [None, *(Share(number, percent=False) for number in numbers)]
    assert counts_in_percent(shares) is in_percent
    assert counts_in_percent([*shares, Share(85, percent=True)]) is in_percent


def test_bare_numbers_follow_their_column_and_percent_signs_do_not():
    assert share_value(Share(85, percent=False), column_in_percent=True) == 0.85
    assert share_value(Share(0.85, percent=False), column_in_percent=False) == 0.85
    assert share_value(Share(85, percent=True), column_in_percent=False) == 0.85
    assert share_value(Share(0.5, percent=True), column_in_percent=True) == 0.005


def test_above_100_percent_is_legal_up_to_300():
    assert share_value(Share(107.56, percent=True), column_in_percent=False) == pytest.approx(
        1.0756
    )
    assert share_value(Share(300, percent=True), column_in_percent=False) == 3
    with pytest.raises(Unreadable, match="above 300 %"):
        share_value(Share(300.01, percent=True), column_in_percent=False)


def test_below_0_is_no_share():
    assert share_value(Share(0, percent=True), column_in_percent=False) == 0
    with pytest.raises(Unreadable, match="below 0"):
        share_value(Share(-0.01, percent=True), column_in_percent=False)


@given(
    st.integers(0, 3000),
    st.sampled_from(["", "约", "近", "已完成", "达到"]),
    st.sampled_from(["%", "％", "﹪", " %"]),
    st.sampled_from(["", "左右", "以上", "。"]),
)
def test_any_written_share_reads_back(tenths, before, sign, behind):
    share = read_share(f"{before}{tenths / 10}{sign}{behind}")
    assert share_value(share, column_in_percent=False) == tenths / 10 / 100


def outcome(reader, text):
    """What a reader makes of a text: whether it reads it, or else why not."""
    try:
        reader(text)
    except Unreadable as unreadable:
        return str(unreadable)
    return None


@given(st.text())
def test_whatever_stands_there_is_a_share_nothing_or_a_reason(text):
    for reader in (read_share, read_quantity, read_marks, read_weight, read_points, read_veto):
        assert outcome(reader, text) != ""


# Quantities


@pytest.mark.parametrize(
    ("cell", "number", "unit"),
    [
        *((350, 350, ""), ("350", 350, ""), ("1,350.5", 1350.5, ""), ("350万元", 350, "万元")),
        *(
            ("约350 万元", 350, "万元"),
            ("12公里", 12, "公里"),
            ("85%", 85, "%"),
            ("350万元以上", 350, "万元"),
        ),
    ],
)
def test_a_quantity_may_carry_a_unit(cell, number, unit):
    assert read_quantity(cell) == Quantity(number, unit)


@pytest.mark.parametrize("cell", ["若干", "3-5万元", True, "12公里3处", *ERRORS])
def test_what_is_no_quantity_is_never_guessed(cell):
    with pytest.raises(Unreadable):
        read_quantity(cell)


def test_done_over_target_is_the_share():
    assert ratio(Quantity(350, "万元"), Quantity(500, "万元")) == 0.7
    assert ratio(Quantity(350, ""), Quantity(500, "万元")) == 0.7
    assert ratio(Quantity(350, "万元"), Quantity(500, "")) == 0.7
    assert ratio(Quantity(85, "%"), Quantity(100, "%")) == 0.85
    assert ratio(Quantity(0, ""), Quantity(5, "")) == 0
    assert ratio(Quantity(15, ""), Quantity(5, "")) == 3


@pytest.mark.parametrize(
    ("done", "target", "why"),
    [
        (Quantity(350, "万元"), Quantity(5, "亿元"), "is not in the unit of its target"),
        (Quantity(85, "%"), Quantity(500, ""), "is not in the unit of its target"),
        (Quantity(85, ""), Quantity(100, "%"), "is not in the unit of its target"),
        (Quantity(1, ""), Quantity(0, ""), "has a target that is not above 0"),
        (Quantity(1, ""), Quantity(-1, ""), "has a target that is not above 0"),
        (Quantity(-1, ""), Quantity(1, ""), "is a share below 0"),
        (Quantity(16, ""), Quantity(5, ""), "is a share above 300 %"),
    ],
)
def test_a_ratio_that_is_no_share_is_told(done, target, why):
    with pytest.raises(Unreadable) as told:
        ratio(done, target)
    assert str(told.value) == why


# Marks, scores, weights


@pytest.mark.parametrize(
    ("cell", "marks"),
    [(85, 85), ("85", 85), ("85分", 85), ("约85", 85), ("92.5 分", 92.5), (0, 0), (100, 100)],
)
def test_marks_run_from_0_to_100(cell, marks):
    assert read_marks(cell) == marks
    assert read_score(cell) == marks


@pytest.mark.parametrize("cell", [-0.1, 100.1, "101分", "优秀", "85%", True, *ERRORS])
def test_other_marks_are_told(cell):
    with pytest.raises(Unreadable):
        read_marks(cell)


def test_an_office_s_own_score_has_no_bounds():
    assert read_score("107.25分") == 107.25
    assert read_score(-3.5) == -3.5
    with pytest.raises(Unreadable):
        read_score("优秀")


@pytest.mark.parametrize(
    ("cell", "weight"), [(2, 2), ("2", 2), ("10%", 0.1), (0, 0), ("0.5", 0.5), (1.25, 1.25)]
)
def test_a_weight_is_a_number_or_a_percentage(cell, weight):
    assert read_weight(cell) == weight


@pytest.mark.parametrize("cell", [-1, "-10%", "高", True, *ERRORS])
def test_other_weights_are_told(cell):
    with pytest.raises(Unreadable):
        read_weight(cell)


# Points, vetoes, units


@pytest.mark.parametrize(
    ("cell", "points", "deducted"),
    [
        (2, 2, -2),
        (-2, -2, -2),
        ("2", 2, -2),
        ("2分", 2, -2),
        ("-1.5", -1.5, -1.5),
        ("加2分", 2, 2),
        ("加 2 分", 2, 2),
        ("扣1分", -1, -1),
        ("减0.5分", -0.5, -0.5),
        ("扣分:1", -1, -1),
        ("奖励3分", 3, 3),
        (0, 0, 0),
        ("0", 0, 0),
    ],
)
def test_points_add_or_deduct(cell, points, deducted):
    assert read_points(cell) == points
    assert read_points(cell, deducting=True) == deducted


def test_an_explicit_plus_is_points_added():
    assert read_points("+2") == 2
    with pytest.raises(Unreadable, match="adds points"):
        read_points("+2", deducting=True)


@pytest.mark.parametrize(
    "cell", ["很多", "扣-1分", "加+1", "+2,-1", True, date(2027, 6, 5), *ERRORS]
)
def test_other_points_are_told(cell):
    with pytest.raises(Unreadable):
        read_points(cell)


@pytest.mark.parametrize("cell", ["否", "无", "—", "0", 0, 0.0, "no", "NO", "false", False, "×"])
def test_a_veto_may_be_denied(cell):
    assert read_veto(cell) == ""


@pytest.mark.parametrize("cell", ["是", "√", "1", 1, 1.0, "true", True, "Yes"])
def test_a_veto_may_be_a_mere_yes(cell):
    assert read_veto(cell) == "是"


def test_a_veto_says_why():
    assert read_veto("发生安全事故") == "发生安全事故"


@pytest.mark.parametrize("separator", ["、", ",", "，", ";", "；", "/", "\n", " 、 ", "\r\n", "／"])
def test_lead_units_are_split(separator):
    assert read_units(f"住建局{separator}水务局", {}) == ("住建局", "水务局")


def test_aliases_fold_names_of_one_unit_and_each_counts_once():
    aliases = {"发展和改革局": "发改局"}
    assert read_units("水务局、发展和改革局,发改局，水务局", aliases) == ("水务局", "发改局")
    assert read_units("水务局、、无、", aliases) == ("水务局",)


def test_marks_alone_name_no_unit():
    with pytest.raises(Unreadable, match="names no unit"):
        read_units("、,", {})


@pytest.mark.parametrize("cell", ERRORS)
def test_errors_of_the_spreadsheet_are_no_text(cell):
    for reader in (read_text, read_veto, lambda cell: read_units(cell, {})):
        with pytest.raises(Unreadable, match="error of the spreadsheet"):
            reader(cell)
    assert read_text("#1 工程") == "#1 工程"


@pytest.mark.parametrize(
    "text", ["约为" * 5000, "已完成" * 3000 + "x", "1," * 5000, "1" * 9999 + "x"]
)
def test_no_text_takes_long_to_refuse(text):
    for reader in (read_share, read_quantity, read_marks, read_points):
        with pytest.raises(Unreadable):
            reader(text)


# Growth, whole numbers, yes and no


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            (text, 8.1)
            for text in ("8.1%", "８.１％", "+8.1%", "增长8.1%", "增 8.1 %", "上升8.1%。")
        ),
        *((text, -8.1) for text in ("-8.1%", "−8.1%", "下降8.1%", "减少8.1%", "回落8.1%", "↓8.1%")),
        *((text, 0.0) for text in ("持平", "与上年同期持平", "0%", "增长0%")),
    ],
)
def test_growth_may_be_said_in_words(text, number):
    assert read_growth(text) == Share(number, percent=True)


@pytest.mark.parametrize("cell", NOTHING)
def test_no_growth_is_none(cell):
    assert read_growth(cell) is None


@pytest.mark.parametrize(
    "cell", [True, date(2027, 6, 5), float("inf"), "快", "8.1个百分点", "8%9%"]
)
def test_what_is_no_growth_is_unreadable(cell):
    with pytest.raises(Unreadable):
        read_growth(cell)


@pytest.mark.parametrize(
    ("share", "percent", "value"),
    [
        (Share(8.1, percent=True), False, 0.081),
        (Share(-100, percent=True), False, -1.0),
        (Share(0.5, percent=False), False, 0.5),
        (Share(0.5, percent=False), True, 0.005),
        (Share(1000, percent=False), True, 10.0),
    ],
)
def test_growth_is_a_fraction(share, percent, value):
    assert growth_value(share, column_in_percent=percent) == pytest.approx(value)


@pytest.mark.parametrize("number", [-100.1, 1000.1])
def test_growth_has_bounds(number):
    with pytest.raises(Unreadable):
        growth_value(Share(number, percent=True), column_in_percent=False)


@pytest.mark.parametrize(
    ("cell", "number"),
    [(9, 9), (9.0, 9), ("9", 9), ("９ 个", 9), ("1,200", 1200), (0, 0), ("-0", 0)],
)
def test_a_whole_number_may_say_what_it_counts(cell, number):
    assert read_whole(cell, behind=frozenset({"个"})) == number


@pytest.mark.parametrize("cell", [-1, 2.5, "9家", "九", "9个9", True, date(2027, 6, 5), "约9"])
def test_what_is_no_whole_number_is_unreadable(cell):
    with pytest.raises(Unreadable):
        read_whole(cell, behind=frozenset({"个"}))


@pytest.mark.parametrize("cell", NOTHING)
def test_no_whole_number_is_none(cell):
    assert read_whole(cell) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *((cell, True) for cell in ("是", "√", "YES", 1, True, "true")),
        *((cell, False) for cell in ("否", "×", "no", 0, False, None, "—")),
    ],
)
def test_a_mark_says_yes_or_no(cell, expected):
    assert read_flag(cell) is expected


@pytest.mark.parametrize("cell", ["也许", 2, "★"])
def test_a_mark_that_says_neither_is_unreadable(cell):
    with pytest.raises(Unreadable):
        read_flag(cell)
