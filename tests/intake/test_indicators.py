"""The county's indicators: value, growth, rank among peers (rules, section 3)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.model import Indicator

TASKS = [["任务", "牵头单位"], ["修路", "交通局"]]
HEAD = ["指标", "数值", "单位", "增速", "排名", "参评数", "比较范围"]


@pytest.fixture
def indicators(make, read):
    """Reads a sheet of indicators beside one of tasks."""

    def read_it(rows, merges=()):
        body = make.xlsx({"任务": TASKS, "指标": rows}, merges={"指标": merges})
        table, findings = read(body)
        assert len(table.tasks) == 1
        return table.indicators, [str(one) for one in findings]

    return read_it


def test_an_indicator_has_a_value_a_growth_and_a_rank_among_peers(indicators):
    found, findings = indicators(
        [
            ["主要指标完成情况"],
            HEAD,
            ["地区生产总值", 46.8, "亿元", "8.1%", 3, 9, "九县（市）"],
            ["规上工业增加值", None, None, "12.6%", "第 2 名", "9个", "九县（市）"],
            ["新签约项目", 8, "个", None, None, None, None],
        ]
    )
    assert found == (
        Indicator(
            name="地区生产总值",
            value=46.8,
            measure="亿元",
            growth=0.081,
            rank=3,
            peers=9,
            among="九县(市)",
        ),
        Indicator(name="规上工业增加值", growth=0.126, rank=2, peers=9, among="九县(市)"),
        Indicator(name="新签约项目", value=8, measure="个"),
    )
    assert findings == []


@pytest.mark.parametrize(
    "head",
    [
        ("指标名称", "完成值", "计量单位", "同比", "位次", "参评数", "比较范围"),
        ("指標", "數值", "計量單位", "增長", "排名", "參評數", "比較範圍"),
        ("Indicator", "Value", "Measure", "Growth (%)", "Rank", "rank_of", "rank_among"),
        ("name", "value", "unit", "growth", "rank", "peers", "among"),
        ("指标", "数值（本月）", "单位", "增长（%）", "位次", "参评数（个）", "比较范围"),
    ],
)
def test_columns_are_recognised_in_every_language(indicators, head):
    found, findings = indicators([list(head), ["GDP", 5, "亿元", 8.1, 2, 9, "全市"]])
    assert found == (
        Indicator(name="GDP", value=5, measure="亿元", growth=0.081, rank=2, peers=9, among="全市"),
    )
    assert findings == []


def test_a_header_may_have_two_rows_and_merged_cells(indicators):
    found, findings = indicators(
        [
            ["指标", "1-5月", None, "在九县（市）中", None],
            [None, "数值", "增速", "位次", "参评数"],
            ["GDP", 5, "8.1%", 2, 9],
            ["投资", 6, "9%", 1, None],
        ],
        merges=["A1:A2", "B1:C1", "D1:E1", "E3:E4"],
    )
    assert [(one.value, one.growth, one.rank, one.peers) for one in found] == [
        (5, 0.081, 2, 9),
        (6, 0.09, 1, 9),
    ]
    assert findings == []


@pytest.mark.parametrize(
    ("cells", "growth"),
    [
        (("8.1%", "-2.3%"), (0.081, -0.023)),
        ((0.081, -0.023), (0.081, -0.023)),
        ((8.1, -2.3), (0.081, -0.023)),
        ((0.4, -2.3), (0.004, -0.023)),
        ((127.2, 93.3), (1.272, 0.933)),
        (("127.2%", 0.081), (1.272, 0.081)),
        (("增长8.1%", "下降2.3%"), (0.081, -0.023)),
        (("同比增長8.1％", "同比下降2.3%"), (0.081, -0.023)),
        (("↑8.1%", "↓2.3%"), (0.081, -0.023)),
        (("+8.1%", "持平"), (0.081, 0.0)),
        (("约8.1%左右", "—"), (0.081, None)),
        ((0, -100), (0.0, -1.0)),
    ],
)
def test_growth_is_a_share_that_may_be_negative_and_the_column_decides(indicators, cells, growth):
    found, findings = indicators([["指标", "数值", "增速"], ["a", 1, cells[0]], ["b", 2, cells[1]]])
    assert tuple(one.growth for one in found) == pytest.approx(growth)
    assert findings == []


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("较快", "is not a growth rate"),
        ("提高0.3个百分点", "is not a growth rate"),
        ("增长-8%", "has both a word and a sign"),
        ("-101%", "is a growth below -100 % or above 1,000 %"),
        ("1001%", "is a growth below -100 % or above 1,000 %"),
        ("#DIV/0!", "is not a growth rate"),
    ],
)
def test_a_growth_that_cannot_be_read_is_told_and_the_rest_shown(indicators, cell, why):
    found, findings = indicators([["指标", "数值", "增速"], ["a", 1, cell]])
    assert found == (Indicator(name="a", value=1),)
    assert findings == [f"指标 C2 (增速): “{cell}” {why}: left out"]


@pytest.mark.parametrize(
    ("cell", "rank", "peers"),
    [
        *((cell, 2, None) for cell in (2, 2.0, "2", "第2", "第 2 名", "第2位", "第二", "并列第2")),
        *((cell, 2, 9) for cell in ("2/9", "第2/9", "2 / 9", "2／9")),
        *((cell, None, None) for cell in (None, "—", "/", "无")),
    ],
)
def test_a_rank_may_say_among_how_many(indicators, cell, rank, peers):
    found, findings = indicators([["指标", "数值", "排名"], ["a", 1, cell]])
    assert [(one.rank, one.peers) for one in found] == [(rank, peers)]
    assert findings == []


@pytest.mark.parametrize("cell", ["前列", 0, 2.5, -1, "第0", "2/0", "2/", "十一点五"])
def test_a_rank_that_cannot_be_read_is_told(indicators, cell):
    found, findings = indicators([["指标", "数值", "排名"], ["a", 1, cell]])
    assert found == (Indicator(name="a", value=1),)
    assert findings == [f"指标 C2 (排名): “{cell}” is not a rank: left out"]


def test_a_rank_that_a_spreadsheet_took_for_a_date_is_told(indicators):
    found, findings = indicators([["指标", "数值", "排名"], ["a", 1, date(2027, 2, 9)]])
    assert found[0].rank is None
    assert findings == [
        "指标 C2 (排名): “2027-02-09” is a date, as a spreadsheet takes 2/9 for one: left out"
    ]


def test_a_rank_beyond_those_compared_is_told(indicators):
    found, findings = indicators(
        [
            ["指标", "数值", "排名", "参评数"],
            ["a", 1, 10, 9],
            ["b", 1, "2/9", 10],
            ["c", 1, 9, 9],
            ["d", 1, 1, "九"],
            ["e", 1, 1, 0],
        ]
    )
    assert [(one.rank, one.peers) for one in found] == [
        *((None, 9), (2, 10), (9, 9), (1, None), (1, None)),
    ]
    assert findings == [
        "指标 C2 (排名): “10” is beyond the 9 compared: left out",
        "指标 C3 (排名): “2/9” is not among 10: that number counts",
        "指标 D5 (参评数): “九” is not a whole number: left out",
        "指标 D6 (参评数): “0” is nobody to compare with: left out",
    ]


@pytest.mark.parametrize(
    ("value", "measure", "expected"),
    [
        ("46.8亿元", None, (46.8, "亿元")),
        ("46.8亿元", "亿元", (46.8, "亿元")),
        ("约1,280", "个", (1280, "个")),
        ("75.2%", None, (75.2, "%")),
        (-3, "分", (-3, "分")),
        (0, None, (0, "")),
    ],
)
def test_a_value_may_bring_what_it_counts(indicators, value, measure, expected):
    found, findings = indicators([["指标", "数值", "单位"], ["a", value, measure]])
    assert [(one.value, one.measure) for one in found] == [expected]
    assert findings == []


def test_a_value_in_another_unit_than_its_column_is_told(indicators):
    found, findings = indicators([["指标", "数值", "单位"], ["a", "5万元", "亿元"]])
    assert found == (Indicator(name="a", value=5, measure="万元"),)
    assert findings == ["指标 B2 (数值): “5万元” is not in 亿元: shown in 万元"]


def test_an_indicator_without_a_figure_is_told_with_its_cell_and_left_out(indicators):
    found, findings = indicators(
        [
            HEAD,
            ["一、工业"],
            ["a", None, "亿元", "—", None, 9, "全市"],
            ["b", "未定", None, None, None, None, None],
            [None, 5, "亿元", None, None, None, None],
            ["c", None, None, 0, None, None, None],
            ["注：略"],
        ]
    )
    assert [one.name for one in found] == ["c"]
    assert findings == [
        "指标 A3 (指标): “a” no value, growth or rank: the indicator is left out",
        "指标 A4 (指标): “b” no value, growth or rank: the indicator is left out",
        "指标 B4 (数值): “未定” is not a number with a unit: left out",
        "指标 A5 (指标): no indicator: left out",
    ]


def test_telephone_and_identity_numbers_are_dropped(indicators):
    found, _ = indicators(
        [
            ["指标", "数值", "比较范围"],
            ["投资（联系电话：13812345678）", 1, "全市 110101199003071234"],
        ]
    )
    assert (found[0].name, found[0].among) == ("投资", "全市")


JUNK = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["第2", "2/9", "8.1%", "增长", "合计", "一、甲", "注：", "—", "a", "1e999"]),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.booleans(),
    st.lists(st.none() | st.text(max_size=3), max_size=2),
)


@given(rows=st.lists(st.lists(JUNK, min_size=7, max_size=7), max_size=6))
def test_any_junk_is_data_or_a_finding(read, rows):
    """A row that names an indicator is one, or it is told why not."""
    document = {
        "tasks": [{"title": "t", "units": "x"}],
        "indicators": [dict(zip(("name", *HEAD[1:]), row, strict=True)) for row in rows],
    }
    table, findings = read(document)
    assert len(table.indicators) <= len(rows)
    for one in table.indicators:
        assert one.name
        assert (one.value, one.growth, one.rank) != (None, None, None)
        assert one.rank is None or 1 <= one.rank <= (one.peers or one.rank)
        assert one.growth is None or -1 <= one.growth <= 10
    for finding in findings:
        assert finding.cell.startswith("indicators")
        assert "\n" not in str(finding)
