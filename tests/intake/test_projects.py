"""Projects and the steps that lead to them (rules, section 8)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.model import Project, Step
from kiosk.contest.schedule import check

TASKS = [["任务", "牵头单位"], ["修路", "交通局"]]
HEAD = ["项目", "目标日期", "步骤", "工期（工作日）", "前置步骤"]
MILL = ["加工厂", "9月30日", "立项", 5, None]
TARGET = date(2027, 9, 30)


@pytest.fixture
def projects(make, read):
    """Reads a sheet of projects beside one of tasks."""

    def read_it(rows, merges=()):
        body = make.xlsx({"任务": TASKS, "项目": rows}, merges={"项目": merges})
        table, findings = read(body)
        assert len(table.tasks) == 1
        return table.projects, [str(one) for one in findings]

    return read_it


FULL_HEAD = [
    *("项目", "起始日期", "目标日期", "步骤", "工期", "前置步骤", "实际开始", "实际完成"),
    *("里程碑", "产出", "建成前", "建成后", "计量单位"),
]
FULL = [
    [
        *("加工厂", date(2027, 3, 1), date(2027, 9, 30), "立项", 5, None),
        *(date(2027, 3, 1), date(2027, 3, 5), "是", "日加工能力", 5, 15, "吨"),
    ],
    [None, None, None, "设计", "20个工作日", "立项", "3月8日", None, None, *([None] * 4)],
    [None, None, None, "投产", 0, "立项、\n设计", None, None, "√", *([None] * 4)],
]
STEPS = (
    Step(name="立项", days=5, started=date(2027, 3, 1), finished=date(2027, 3, 5), milestone=True),
    Step(name="设计", days=20, after=("立项",), started=date(2027, 3, 8)),
    Step(name="投产", days=0, after=("立项", "设计"), milestone=True),
)
PROJECT = Project(
    name="加工厂",
    start=date(2027, 3, 1),
    target=TARGET,
    steps=STEPS,
    product="日加工能力",
    before=5,
    after=15,
    measure="吨",
)


@pytest.mark.parametrize(
    "head",
    [
        FULL_HEAD,
        [
            *("项目名称", "开工日期", "投产日期", "工序", "工期（工作日）", "紧前", "实际开始"),
            *("实际完成", "里程碑", "产出", "建成前（吨）", "建成后（吨）", "计量单位"),
        ],
        [
            *("項目名稱", "開工日期", "投產日期", "步驟", "工期", "前置步驟", "實際開始"),
            *("實際完成", "里程碑", "產出", "建成前", "建成後", "計量單位"),
        ],
        [
            *("Project", "Start", "Target", "Step", "Days", "After", "Started", "Finished"),
            *("Milestone", "Product", "Before", "After capacity", "Measure"),
        ],
    ],
)
def test_a_project_is_a_row_for_each_step(projects, head):
    found, findings = projects([["重点项目倒排工期"], head, *FULL])
    assert found == (PROJECT,)
    assert findings == []


def test_a_header_may_have_two_rows(projects):
    upper = ["项目", "项目", "步骤", "工期", "前置步骤", "产能", None]
    lower = ["项目名称", "目标日期", None, None, None, "建成前", "建成后"]
    rows = [upper, lower, ["加工厂", "9月30日", "立项", 5, None, 5, 15]]
    merges = ["A1:B1", "C1:C2", "D1:D2", "E1:E2", "F1:G1"]
    ((project,), findings) = projects(rows, merges)
    assert (project.name, project.before, project.after) == ("加工厂", 5, 15)
    assert findings == []


def test_what_a_project_has_once_may_be_merged_or_repeated(projects):
    rows = [HEAD, MILL, [None, None, "投产", 3, "立项"]]
    merged, none = projects(rows, merges=["A2:A3", "B2:B3"])
    repeated, no_more = projects([HEAD, MILL, ["加工厂", "9月30日", "投产", 3, "立项"]])
    assert merged == repeated == projects(rows)[0]
    assert [step.name for step in merged[0].steps] == ["立项", "投产"]
    assert none == no_more == []


def test_several_projects_stand_under_one_another(projects):
    found, findings = projects(
        [HEAD, MILL, [], ["水厂", "8月10日", "立项", 2, None], [None, None, "开工", 3, "立项"]]
    )
    assert [(one.name, one.target, len(one.steps)) for one in found] == [
        ("加工厂", TARGET, 1),
        ("水厂", date(2027, 8, 10), 2),
    ]
    assert findings == []


def test_a_step_s_name_may_hold_what_parts_names(projects):
    found, _ = projects(
        [HEAD, ["x", "9月30日", "水、电接入", 5, None], [None, None, "投产", 1, "水、电接入"]]
    )
    assert found[0].steps[1].after == ("水、电接入",)


@pytest.mark.parametrize(
    "text", ["立项，设计", "立项；设计", "立项,设计", "立项\n设计", "立项、设计、"]
)
def test_several_awaited_steps_are_parted_as_units_are(projects, text):
    found, findings = projects(
        [HEAD, MILL, [None, None, "设计", 2, None], [None, None, "投产", 1, text]]
    )
    assert found[0].steps[2].after == ("立项", "设计")
    assert findings == []


@pytest.mark.parametrize(("text", "days"), [("20天", 20), ("20日", 20), (20.0, 20), ("0", 0)])
def test_a_duration_is_a_whole_number_of_working_days(projects, text, days):
    found, _ = projects([HEAD, MILL, [None, None, "投产", text, None]])
    assert found[0].steps[1].days == days


# A project that can't be scheduled


OTHER = ["水厂", "8月10日", "立项", 2, None]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [["加工厂", None, "立项", 5, None]],
            "B2 (目标日期): no target date: the project is left out",
        ),
        (
            [["加工厂", "尽快", "立项", 5, None], [None, "9月30日", "投产", 5, None]],
            "B2 (目标日期): “尽快” is not a date: the project is left out",
        ),
        (
            [["加工厂", "长期", "立项", 5, None]],
            "B2 (目标日期): “长期” no target date: the project is left out",
        ),
        (
            [["加工厂", "9月30日", None, None, None]],
            "A2 (项目): “加工厂” it has no step: the project is left out",
        ),
        (
            [["加工厂", "9月30日", "开工", 0, None]],
            "A2 (项目): “加工厂” none of its steps takes any time: the project is left out",
        ),
        (
            [
                ["加工厂", "9月30日", "甲", 5, "丙"],
                [None, None, "乙", 5, "甲"],
                [None, None, "丙", 5, "乙"],
            ],
            (
                "E2 (前置步骤): “丙” steps wait for one another: 甲 → 乙 → 丙 → 甲: "
                "the project is left out"
            ),
        ),
        (
            [["加工厂", "9月30日", "甲", 5, "甲"]],
            "E2 (前置步骤): “甲” steps wait for one another: 甲 → 甲: the project is left out",
        ),
    ],
)
def test_a_project_that_cannot_be_scheduled_is_told_and_the_others_stay(projects, rows, told):
    """A cycle is told, not drawn."""
    found, findings = projects([HEAD, *rows, OTHER])
    assert [one.name for one in found] == ["水厂"]
    assert [one for one in findings if "project is left out" in one] == [f"项目 {told}"]


def test_a_project_without_a_column_of_targets_is_told_at_its_name(projects):
    found, findings = projects([["项目", "步骤", "工期"], ["加工厂", "立项", 5]])
    assert found == ()
    assert findings == ["项目 A2 (项目): “加工厂” no target date: the project is left out"]


def test_rows_above_the_first_project_are_told_once(projects):
    rows = [[None, None, "甲", 1, None], [None, None, "乙", 1, None], MILL]
    found, findings = projects([HEAD, *rows])
    assert [one.name for one in found] == ["加工厂"]
    assert findings == ["项目 A2 (项目): no project: no row above the first one is read"]


# A step that can't be read


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (-5, "“-5” is below 0"),
        ("两周", "“两周” is not a whole number"),
        (2.5, "“2.5” is not a whole number"),
        ("3个月", "“3个月” is not a whole number"),
        (2501, "“2501” is more than 2,500 working days"),
        (None, "no duration"),
        (date(2027, 6, 5), "“2027-06-05” is not a number"),
    ],
)
def test_a_step_without_a_usable_duration_is_told_and_those_behind_wait_for_those_before(
    projects, cell, why
):
    found, findings = projects(
        [
            HEAD,
            MILL,
            [None, None, "设计", cell, "立项"],
            [None, None, "施工", "—", "设计"],
            [None, None, "投产", 1, "施工"],
        ]
    )
    assert [(step.name, step.after) for step in found[0].steps] == [
        ("立项", ()),
        ("投产", ("立项",)),
    ]
    assert findings == [
        f"项目 D3 (工期(工作日)): {why}: the step is left out",
        "项目 D4 (工期(工作日)): “—” no duration: the step is left out",
    ]


def test_steps_left_out_that_wait_for_one_another_end_the_search(projects):
    found, _ = projects(
        [HEAD, [*MILL[:4], "甲"], [None, None, "甲", None, "乙"], [None, None, "乙", None, "甲"]]
    )
    assert [step.after for step in found[0].steps] == [()]


def test_a_step_that_waits_for_none_of_its_project_is_told(projects):
    found, findings = projects([HEAD, MILL, [None, None, "投产", 1, "立项、验收"], OTHER])
    assert [step.after for step in found[0].steps] == [(), ("立项",)]
    assert findings == [
        (
            "项目 E3 (前置步骤): “立项、验收” waits for “验收”, which is no step of its project: "
            "not waited for"
        )
    ]


def test_a_second_step_of_one_name_is_told_and_left_out(projects):
    found, findings = projects([HEAD, MILL, [None, None, "立项", 9, None], OTHER])
    assert [[step.days for step in one.steps] for one in found] == [[5], [2]]
    assert findings == ["项目 C3 (步骤): “立项” is also the step in C2: the step is left out"]


def test_a_step_without_a_name_is_told_and_left_out(projects):
    found, findings = projects([HEAD, MILL, [None, None, None, 9, None]])
    assert len(found[0].steps) == 1
    assert findings == ["项目 C3 (步骤): no name: the step is left out"]


ACTUAL = ["项目", "目标日期", "步骤", "工期", "实际开始", "实际完成", "里程碑", "起始日期"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            ("6月7日", "6月4日", None, None),
            "F2 (实际完成): “6月4日” is before its start 2027-06-07: counted as not finished",
        ),
        (("6月7日", "快了", None, None), "F2 (实际完成): “快了” is not a date: counted as no date"),
        (
            ("6月7日", "9999-12-31", None, None),
            "F2 (实际完成): “9999-12-31” is more than 20 years from the season: counted as no date",
        ),
        (
            ("6月7日", None, "重要", None),
            "G2 (里程碑): “重要” is neither yes nor no: counted as no milestone",
        ),
        (
            ("6月7日", None, None, "2027-10-01"),
            "H2 (起始日期): “2027-10-01” is after the target date 2027-09-30: counted as no date",
        ),
        (("6月7日", None, None, "早"), "H2 (起始日期): “早” is not a date: counted as no date"),
    ],
)
def test_a_date_or_mark_that_cannot_be_is_told_and_left_out(projects, cells, told):
    found, findings = projects([ACTUAL, ["加工厂", "9月30日", "立项", 5, *cells]])
    assert found == (
        Project(
            name="加工厂",
            target=TARGET,
            steps=(Step(name="立项", days=5, started=date(2027, 6, 7)),),
        ),
    )
    assert findings == [f"项目 {told}"]


def test_a_step_finished_on_the_day_it_began_is_one(projects):
    found, findings = projects(
        [ACTUAL, ["加工厂", "9月30日", "立项", 5, "6月7日", "6月7日", None, None]]
    )
    assert found[0].steps[0].finished == date(2027, 6, 7)
    assert findings == []


def test_a_later_row_that_says_something_else_of_the_project_is_told(projects):
    found, findings = projects([HEAD, MILL, [None, "8月1日", "投产", 3, None]])
    assert found[0].target == TARGET
    assert findings == [
        "项目 B3 (目标日期): “8月1日” is not what the project's first row says: not used"
    ]


GAIN = ["项目", "目标日期", "步骤", "工期", "建成前", "建成后", "计量单位"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("5吨", "15吨", None), (5, 15, "吨")),
        (("5", "15吨", None), (5, 15, "吨")),
        ((5, None, "吨"), (5, None, "吨")),
        (("5吨", 15, "吨"), (5, 15, "吨")),
    ],
)
def test_a_capacity_may_bring_what_it_counts(projects, cells, expected):
    (project,), findings = projects([GAIN, ["加工厂", "9月30日", "立项", 5, *cells]])
    assert (project.before, project.after, project.measure) == expected
    assert findings == []


def test_a_capacity_of_something_else_is_told_and_left_out(projects):
    (project,), findings = projects([GAIN, ["厂", "9月30日", "立项", 5, "5吨", "3万吨", None]])
    assert (project.before, project.after, project.measure) == (5, None, "吨")
    assert findings == ["项目 F2 (建成后): “3万吨” is not in 吨: left out"]


def test_telephone_and_identity_numbers_are_dropped(projects):
    (project,), _ = projects(
        [
            HEAD,
            ["加工厂（13812345678）", "9月30日", "立项 电话：13812345678", 5, None],
            [None, None, "投产", 1, "立项"],
        ]
    )
    assert (project.name, project.steps[0].name, project.steps[1].after) == (
        *("加工厂", "立项", ("立项",)),
    )


# Junk


JUNK = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(
        ["甲", "乙", "丙", "甲、乙", "9月30日", "合计", "一、甲", "#REF!", "9999-12-31"]
    ),
    st.integers(-3, 3000),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.booleans(),
)
KEYS = ("project", "target", "step", "days", "after", "started", "finished", "start", "before")
JSON_STEPS = st.lists(
    JUNK | st.dictionaries(st.sampled_from(["name", "days", "after", "started"]), JUNK), max_size=5
)


@given(rows=st.lists(st.lists(JUNK, min_size=len(KEYS), max_size=len(KEYS)), max_size=6))
def test_any_junk_is_projects_that_can_be_scheduled_or_findings(read, rows):
    listed = [dict(zip(KEYS, row, strict=True)) for row in rows]
    table, findings = read({"tasks": [{"title": "t", "units": "x"}], "projects": listed})
    for project in table.projects:
        check(project)
    assert all(finding.cell.startswith("projects[") for finding in findings)


@given(
    held=st.lists(
        st.fixed_dictionaries({"steps": JSON_STEPS}, optional={"name": JUNK, "target": JUNK}),
        max_size=4,
    )
)
def test_any_junk_that_holds_steps_is_projects_that_can_be_scheduled_or_findings(read, held):
    table, findings = read({"tasks": [{"title": "t", "units": "x"}], "projects": held})
    for project in table.projects:
        check(project)
    assert all(finding.cell.startswith("projects[") for finding in findings)
