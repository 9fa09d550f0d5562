"""The problems that a source lists apart from its tasks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.model import Problem

TASKS = [["任务", "牵头单位"], ["修路", "交通局"]]
HEAD = ["战线", "问题", "责任单位", "提出时间", "办结情况"]


@pytest.fixture
def problems(make, read):
    """Reads a sheet of problems beside one of tasks."""

    def read_it(rows, merges=(), **more):
        body = make.xlsx({"任务": TASKS, "问题": rows}, merges={"问题": merges})
        table, findings = read(body, **more)
        assert len(table.tasks) == 1
        return table.problems, [str(one) for one in findings]

    return read_it


def test_a_problem_has_a_line_a_unit_a_day_and_an_end(problems):
    found, findings = problems(
        [
            ["问题清单"],
            HEAD,
            ["产业项目线", "设备晚到\n9天", "经开区管委会", date(2027, 6, 8), "办理中"],
            [None, "土地有争议", "自然资源局、发展和改革局", "6月2日", "已办结"],
            ["城乡建设线", "未交地", None, None, None],
        ],
        aliases={"发展和改革局": "发改局"},
    )
    assert found == (
        Problem(
            text="设备晚到9天", line="产业项目线", unit="经开区管委会", raised=date(2027, 6, 8)
        ),
        Problem(
            text="土地有争议",
            line="产业项目线",
            unit="自然资源局、发改局",
            raised=date(2027, 6, 2),
            resolved=True,
        ),
        Problem(text="未交地", line="城乡建设线"),
    )
    assert findings == []


@pytest.mark.parametrize(
    "head",
    [
        ("战线", "存在问题", "单位", "报告时间", "是否解决"),
        ("戰線", "問題", "責任單位", "提出時間", "辦結情況"),
        ("专班", "问题（简述）", "责任单位", "提出时间", "状态"),
        ("line", "problem", "unit", "raised", "resolved"),
        ("Battle line", "text", "Unit", "Raised", "Resolved"),
    ],
)
def test_columns_are_recognised_in_every_language(problems, head):
    found, findings = problems([list(head), ["产业线", "缺地", "住建局", "6月2日", "是"]])
    assert found == (
        Problem(text="缺地", line="产业线", unit="住建局", raised=date(2027, 6, 2), resolved=True),
    )
    assert findings == []


def test_a_line_may_be_merged(problems):
    found, _ = problems([HEAD, ["产业线", "a"], [None, "b"], ["民生线", "c"]], merges=["A2:A3"])
    assert [one.line for one in found] == ["产业线", "产业线", "民生线"]


def test_a_heading_names_the_line_and_a_numbered_problem_is_one(problems):
    found, findings = problems(
        [
            ["战线", "问题", "责任单位"],
            ["一、产业线", None, None],
            [None, "一、缺地", None],
            ["二、民生线", None, None],
            [None, "缺钱", "教育局"],
        ],
        merges=["A2:C2"],
    )
    assert [(one.line, one.text) for one in found] == [("产业线", "一、缺地"), ("民生线", "缺钱")]
    assert findings == []


def test_a_heading_merged_from_the_problem_on_names_the_line(problems):
    found, _ = problems(
        [["问题", "责任单位"], ["一、产业线", None], ["缺地", "住建局"]], merges=["A2:B2"]
    )
    assert [(one.line, one.text) for one in found] == [("产业线", "缺地")]


def test_a_heading_repeated_in_every_cell_names_the_line(problems):
    rows = [["问题", "责任单位"], ["一、产业线", "一、产业线"], ["缺地", "住建局"]]
    found, findings = problems(rows)
    assert [(one.line, one.text) for one in found] == [("产业线", "缺地")]
    assert findings == []


@pytest.mark.parametrize(
    "text", ["已解决", "已办结", "是", "销号", "已銷號", "√", "yes", "Resolved", True, 1, "已辦結"]
)
def test_a_problem_may_be_resolved(problems, text):
    found, findings = problems([HEAD, ["线", "缺地", None, None, text]])
    assert [one.resolved for one in found] == [True]
    assert findings == []


@pytest.mark.parametrize(
    "text", [None, "—", "否", "未解决", "办理中", "正在辦理", "×", "no", False, 0, "未办结"]
)
def test_a_problem_may_be_open(problems, text):
    found, findings = problems([HEAD, ["线", "缺地", None, None, text]])
    assert [one.resolved for one in found] == [False]
    assert findings == []


def test_what_cannot_be_read_is_told_and_the_problem_shown(problems):
    found, findings = problems(
        [
            HEAD,
            ["线", "缺地", "#REF!", "不详", "也许"],
            [None, None, "住建局", None, None],
            [None, "无", "住建局", None, None],
            ["另", None, None, None, None],
        ]
    )
    assert found == (Problem(text="缺地", line="线"),)
    assert findings == [
        "问题 C2 (责任单位): “#REF!” is an error of the spreadsheet: left out",
        "问题 D2 (提出时间): “不详” is not a date: counted as no date",
        "问题 E2 (办结情况): “也许” is neither yes nor no: counted as not resolved",
        "问题 B3 (问题): no problem: the row is left out",
    ]


def test_telephone_and_identity_numbers_are_dropped(problems):
    found, _ = problems([HEAD, ["线", "缺地（电话13812345678）", "住建局", None, None]])
    assert found[0].text == "缺地"


JUNK = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["缺地", "合计", "一、甲", "注：略", "无", "已办结", "#REF!"]),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.booleans(),
)


@given(rows=st.lists(st.lists(JUNK, min_size=5, max_size=5), max_size=6))
def test_any_junk_is_data_or_a_finding(read, rows):
    keys = ("text", "line", "unit", "raised", "resolved")
    listed = [dict(zip(keys, row, strict=True)) for row in rows]
    table, findings = read({"tasks": [{"title": "t", "units": "x"}], "problems": listed})
    assert len(table.problems) <= len(rows)
    assert all(problem.text for problem in table.problems)
    assert all(finding.cell.startswith("problems[") for finding in findings)
    if all(row[0] == "缺地" for row in rows):
        assert len(table.problems) == len(rows)
