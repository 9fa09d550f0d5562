"""JSON documents: our own, and list APIs (rules, section 1)."""

import json
from datetime import date

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.model import (
    Indicator,
    ListedEntry,
    Meeting,
    MeetingKind,
    Problem,
    Project,
    Side,
    Step,
    Unit,
)
from kiosk.intake import UnusableSource
from kiosk.intake.document import data_schema, find_rows, join_pages
from kiosk.intake.header import (
    ENTRY_NAMES,
    INDICATOR_NAMES,
    MEETING_NAMES,
    PROBLEM_NAMES,
    PROJECT_NAMES,
    STEP_NAMES,
    TASK_NAMES,
    UNIT_NAMES,
)

TASK = {"title": "老旧小区改造", "lead_units": ["住建局", "水务局"], "actual": "45%"}
DOCUMENT = {
    "as_of": "2027-06-15",
    "demo": False,
    "tasks": [
        TASK
        | {"id": 1, "due": "9月底前", "weight": 2, "quality": 90, "veto": False, "area": "城建"},
        {
            "title": "防汛",
            "lead_units": "水务局",
            "actual": None,
            "points": -1.5,
            "target": 5,
            "done": 3,
        },
    ],
    "units": [{"name": "住建局", "group": "县直", "score": 92.8}],
    "entries": [{"side": "red", "unit": "住建局", "round": 3, "reason": "领先"}],
    "indicators": [
        {
            "name": "一般公共预算收入",
            "growth": 127.2,
            "rank": 2,
            "rank_of": 9,
            "rank_among": "九县",
        },
        {"name": "固定资产投资", "value": 12.7, "measure": "亿元", "growth": 95.5},
    ],
    "projects": [
        {
            "name": "加工厂",
            "start": "2027-03-01",
            "target": "2027-09-30",
            "product": "日加工能力",
            "before": 5,
            "after": 15,
            "measure": "吨",
            "steps": [
                {"name": "立项", "days": 5, "started": "2027-03-01", "finished": "2027-03-05"},
                {"name": "设计", "days": 20, "after": ["立项"], "milestone": True},
                {"name": "投产", "days": 0, "after": "立项、设计"},
            ],
        },
        {"project": "水厂", "target": "8月10日", "capacity_after": 3, "step": "甲", "days": 5},
        {"step": "乙", "days": "3天", "after": "甲", "milestone": "是"},
    ],
    "meetings": [{"kind": "dispatch", "date": "2027-06-30", "topic": "调度半年进展"}],
    "problems": [
        {"text": "缺地", "line": "产业线", "unit": "住建局", "raised": "6月2日", "resolved": False},
        {"text": "缺钱", "resolved": True},
    ],
    "unknown": 1,
}


def refused(read, value, **more):
    with pytest.raises(UnusableSource) as told:
        read(value if isinstance(value, bytes) else json.dumps(value).encode(), **more)
    assert "\n" not in str(told.value)
    return str(told.value)


def test_the_schema_accepts_a_document_that_is_read(read):
    jsonschema.Draft202012Validator.check_schema(data_schema())
    jsonschema.validate(DOCUMENT, data_schema())
    table, findings = read(DOCUMENT)
    assert findings == ()
    assert [(task.title, task.actual, task.area) for task in table.tasks] == [
        ("老旧小区改造", 0.45, "城建"),
        ("防汛", 0.6, "城建"),
    ]
    assert table.tasks[0].lead_units == ("住建局", "水务局")
    assert table.tasks[0].due_text == "9月底前"
    assert table.units == (Unit(name="住建局", group="县直", score=92.8),)
    assert table.entries == (
        ListedEntry(side=Side.RED, subject="住建局", round="3", reason="领先"),
    )
    assert table.indicators == (
        Indicator(name="一般公共预算收入", growth=1.272, rank=2, peers=9, among="九县"),
        Indicator(name="固定资产投资", value=12.7, measure="亿元", growth=0.955),
    )
    assert table.projects == (
        Project(
            name="加工厂",
            start=date(2027, 3, 1),
            target=date(2027, 9, 30),
            product="日加工能力",
            before=5,
            after=15,
            measure="吨",
            steps=(
                Step(name="立项", days=5, started=date(2027, 3, 1), finished=date(2027, 3, 5)),
                Step(name="设计", days=20, after=("立项",), milestone=True),
                Step(name="投产", days=0, after=("立项", "设计")),
            ),
        ),
        Project(
            name="水厂",
            target=date(2027, 8, 10),
            after=3,
            steps=(Step(name="甲", days=5), Step(name="乙", days=3, after=("甲",), milestone=True)),
        ),
    )
    assert table.meetings == (
        Meeting(kind=MeetingKind.DISPATCH, day=date(2027, 6, 30), topic="调度半年进展"),
    )
    assert table.problems == (
        Problem(text="缺地", line="产业线", unit="住建局", raised=date(2027, 6, 2)),
        Problem(text="缺钱", line="产业线", resolved=True),
    )


TEXT = st.text(st.sampled_from("甲乙丙丁ab"), min_size=1, max_size=6)
DAY = st.dates(date(2027, 5, 1), date(2027, 9, 30)).map(date.isoformat)
SOME = {
    "indicators": st.fixed_dictionaries(
        {"name": TEXT, "value": st.integers(-999, 999)},
        optional={
            "measure": TEXT,
            "growth": st.floats(-1, 3) | st.none() | st.just("8.1%"),
            "rank": st.integers(1, 9),
            "rank_of": st.integers(9, 99),
            "rank_among": TEXT | st.none(),
        },
    ),
    "projects": st.fixed_dictionaries(
        {
            "name": TEXT,
            "target": DAY,
            "steps": st.lists(
                st.fixed_dictionaries(
                    {"name": TEXT, "days": st.integers(1, 40)},
                    optional={"milestone": st.booleans(), "started": DAY | st.none()},
                ),
                min_size=1,
                max_size=4,
                unique_by=lambda step: step["name"],
            ),
        },
        optional={"before": st.integers(0, 99), "after": st.integers(0, 99), "product": TEXT},
    ),
    "meetings": st.fixed_dictionaries(
        {"kind": st.sampled_from(["dispatch", "monthly", "半月调度", "月例会"]), "date": DAY},
        optional={"topic": TEXT | st.none()},
    ),
    "problems": st.fixed_dictionaries(
        {"text": TEXT},
        optional={"line": TEXT, "unit": TEXT, "raised": DAY | st.none(), "resolved": st.booleans()},
    ),
}


@settings(max_examples=25)
@given(st.fixed_dictionaries({name: st.lists(some, max_size=3) for name, some in SOME.items()}))
def test_whatever_the_schema_accepts_is_read(read, lists):
    document = {"tasks": [TASK], **lists}
    jsonschema.Draft202012Validator(data_schema()).validate(document)
    table, findings = read(document)
    assert findings == ()
    for name, rows in lists.items():
        assert len(getattr(table, name)) == len(rows)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"tasks": [{"title": "t"}]},
        {"tasks": [{"title": "", "lead_units": "x"}]},
        {"tasks": [{"title": "t", "lead_units": "x", "weight": -1}]},
        {"tasks": [], "demo": "yes"},
        {"entries": [{"side": "blue", "unit": "x"}]},
        {"indicators": [{"name": "投资", "value": 5}]},
        {"tasks": [], "indicators": [{"value": 5}]},
        {"tasks": [], "indicators": [{"name": "投资", "rank": 0}]},
        {"tasks": [], "projects": [{"name": "厂", "steps": [{"name": "甲", "days": 1}]}]},
        {"tasks": [], "projects": [{"name": "厂", "target": "9月", "steps": []}]},
        {"tasks": [], "projects": [{"name": "厂", "target": "9月", "steps": [{"name": "甲"}]}]},
        {"tasks": [], "projects": [{"step": "甲", "days": -1}]},
        {"tasks": [], "meetings": [{"kind": "party", "date": "6月30日"}]},
        {"tasks": [], "meetings": [{"kind": "monthly"}]},
        {"tasks": [], "problems": [{"line": "产业线"}]},
    ],
)
def test_the_schema_refuses_what_is_wrong(wrong):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, data_schema())


def test_every_field_of_a_task_is_in_the_schema():
    lists = data_schema()["properties"]
    assert lists["tasks"]["items"]["properties"].keys() == TASK_NAMES.keys()
    assert lists["units"]["items"]["properties"].keys() == UNIT_NAMES.keys() - {"title"}
    entry = ENTRY_NAMES.keys() - {"subject"} | {"unit"}
    assert lists["entries"]["items"]["properties"].keys() == entry
    problem = PROBLEM_NAMES.keys() - {"title", "problem"} | {"text"}
    assert lists["problems"]["items"]["properties"].keys() == problem
    meeting = MEETING_NAMES.keys() - {"day"} | {"date"}
    assert lists["meetings"]["items"]["properties"].keys() == meeting
    indicator = INDICATOR_NAMES.keys() - {"indicator", "peers", "among"}
    assert lists["indicators"]["items"]["properties"].keys() == (
        indicator | {"name", "rank_of", "rank_among"}
    )
    _, flat = lists["projects"]["items"]["anyOf"]
    assert flat["properties"].keys() == PROJECT_NAMES.keys() | STEP_NAMES.keys()


def test_a_finding_names_the_row_and_the_key(read):
    _, findings = read({"tasks": [TASK, TASK | {"actual": "much"}]})
    assert [str(one) for one in findings] == [
        "tasks[1].actual (actual): “much” is not a share: counted as not reported"
    ]
    _, findings = read([TASK | {"actual": "much"}])
    assert findings[0].cell == "[0].actual"


@pytest.mark.parametrize(
    "answer",
    [
        [TASK],
        {"results": [TASK]},
        {"code": 0, "data": {"total": 1, "list": [TASK]}},
        {"records": [{"id": "rec1", "fields": TASK}]},
        {"items": [{"fields": TASK, "record_id": "x"}]},
    ],
)
def test_a_list_api_s_rows_are_found(read, answer):
    assert [task.title for task in read(answer)[0].tasks] == ["老旧小区改造"]


def test_keys_may_be_any_recognised_header(read):
    table, _ = read([{"任务名称": "t", "牽頭單位": "x", "完成率（%）": 45}])
    assert (table.tasks[0].title, table.tasks[0].actual) == ("t", 0.45)


def test_rows_may_name_different_keys(read):
    table, _ = read([{"title": "t", "units": "x"}, {"title": "u", "units": "y", "actual": 0.5}, 7])
    assert [task.actual for task in table.tasks] == [None, 0.5]


def test_rows_stand_at_a_configured_path(read):
    answer = {"tasks": [], "result": {"rows": [TASK]}, "data": [{"title": "other", "units": "x"}]}
    assert [task.title for task in read(answer, records="result.rows")[0].tasks] == ["老旧小区改造"]


def test_a_configured_path_without_rows_is_refused(read):
    assert refused(read, {"data": [TASK]}, records="result.rows") == (
        "a JSON document without a list of rows at “result.rows”"
    )


def test_a_list_api_says_its_date_and_that_it_is_a_demonstration(read):
    table, _ = read({"as_of": "2027-06-15", "demo": True, "results": [TASK]})
    assert (str(table.as_of), table.demo) == ("2027-06-15", True)


@pytest.mark.parametrize(
    ("value", "units"),
    [
        (["住建局", "水务局"], ("住建局", "水务局")),
        ([{"name": "住建局"}, {"text": "水务局"}], ("住建局", "水务局")),
        ({"name": "住建局"}, ("住建局",)),
        ([["住建局"], None, ""], ("住建局",)),
        ([3, True], ("3", "是")),
        ({"key": "x"}, ()),
        ([], ()),
        ([[[[["住建局"]]]]], ()),
    ],
)
def test_a_value_may_be_a_list_or_an_object(read, value, units):
    assert read([{"title": "t", "units": value}])[0].tasks[0].lead_units == units


def test_numbers_that_are_none_are_nothing(read):
    body = b'[{"title": "t", "units": "x", "actual": NaN, "quality": Infinity, "weight": 1e999}]'
    table, findings = read(body)
    assert (table.tasks[0].actual, table.tasks[0].quality, table.tasks[0].weight) == (None, None, 1)
    assert [str(one) for one in findings] == [
        "[0].weight (weight): “inf” is not a finite number: counted as 1"
    ]


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ([], "a JSON list without rows: empty"),
        ({"results": []}, "a JSON list without rows: empty"),
        ({"tasks": [], "units": []}, "a JSON document with no rows in tasks or units: empty"),
        ({"error": "token\nexpired"}, "a JSON document without rows that says “token expired”"),
        ({"error": {"text": "未登录"}}, "a JSON document without rows that says “未登录”"),
        (
            {"code": 401, "msg": "未登录", "data": None},
            "a JSON document without rows that says “未登录”",
        ),
        ({"code": 401}, "a JSON document without a list of rows"),
        ({}, "a JSON document without a list of rows"),
    ],
)
def test_an_answer_without_rows_is_refused(read, value, line):
    assert refused(read, value) == line


@pytest.mark.parametrize(
    "body",
    [b'[{"title": "t"', b"{", b'{"a": 1}}', b"[" * 100_000, b'[{"a": ' + b"9" * 5000 + b"}]"],
)
def test_a_damaged_document_is_refused(read, body):
    assert refused(read, body).startswith("a damaged or incomplete JSON document")


@pytest.mark.parametrize("body", [b"null", b'"text"', b"12"])
def test_a_document_that_is_no_object_or_list_is_refused(read, body):
    assert refused(read, body, media_type="application/json; charset=utf-8") == (
        "a JSON document without a list of rows"
    )


def test_a_document_of_too_many_cells_is_refused(read, monkeypatch):
    monkeypatch.setattr("kiosk.intake.objects.MOST_CELLS", 9)
    assert len(read([TASK, TASK])[0].tasks) == 2
    assert refused(read, [TASK, TASK, TASK]) == "a JSON document of more than 9 cells"
    assert refused(read, [["任务"] * 10]) == "a JSON document of more than 9 cells"


def test_a_document_of_too_many_columns_is_refused(read, monkeypatch):
    monkeypatch.setattr("kiosk.intake.objects.MOST_COLUMNS", 3)
    assert len(read([TASK, TASK])[0].tasks) == 2
    assert refused(read, [TASK | {"x": 1}]) == "a JSON document of more than 3 columns"
    assert refused(read, [["任务"] * 4]) == "a JSON document of more than 3 columns"


# Our own document's other lists


def test_keys_of_the_other_lists_may_be_any_recognised_header(read):
    table, findings = read(
        {
            "tasks": [TASK],
            "indicators": [{"指标": "投资", "單位": "亿元", "数值": 5}],
            "projects": [
                {
                    "项目名称": "厂",
                    "投产日期": "9月30日",
                    "建成后": "15吨",
                    "步骤": [{"工序": "甲", "工期": 5}, {"步骤": "乙", "工期": 5, "紧前": "甲"}],
                }
            ],
            "meetings": [{"fields": {"类型": "例会", "日期": "6月30日"}}],
            "problems": [{"存在问题": "缺地", "办结情况": "已办结"}],
        }
    )
    assert findings == ()
    assert (table.indicators[0].name, table.indicators[0].measure) == ("投资", "亿元")
    (project,) = table.projects
    assert (project.name, project.after, project.measure) == ("厂", 15, "吨")
    assert [(step.name, step.after) for step in project.steps] == [("甲", ()), ("乙", ("甲",))]
    assert table.meetings[0].kind is MeetingKind.MONTHLY
    assert table.problems[0].resolved


def test_configured_keys_are_known_within_a_project_too(read):
    columns = {"名目": "project", "活": "step", "节点日": "target"}
    project = {"名目": "厂", "节点日": "9月30日", "steps": [{"活": "甲", "days": 1}]}
    table, _ = read({"tasks": [TASK], "projects": [project]}, columns=columns)
    assert [(one.name, one.steps[0].name) for one in table.projects] == [("厂", "甲")]


def test_the_name_of_a_list_says_what_it_holds(read):
    """Where its columns alone would make another table of it, or none."""
    table, findings = read(
        {
            "tasks": [TASK],
            "indicators": [{"unit": "亿元", "name": "投资", "group": "经济", "value": 5}],
            "problems": [{"text": "缺地"}],
            "meetings": [{"kind": "monthly", "date": "6月30日", "unit": "x", "score": 5}],
        }
    )
    assert findings == ()
    assert [len(rows) for rows in (table.indicators, table.problems, table.meetings)] == [1, 1, 1]
    assert table.units == ()


def test_findings_of_the_other_lists_name_the_row_and_the_key(read):
    step = {"name": "甲", "days": "久"}
    _, findings = read(
        {
            "tasks": [TASK],
            "indicators": [{"name": "a", "value": 1}, {"name": "b"}],
            "projects": [
                {"name": "水厂", "target": "9月30日", "steps": [{"name": "甲", "days": 1}]},
                {"step": "乙", "days": "短"},
                {"name": "厂", "target": "尽快", "steps": [step, "乙"]},
                {"steps": [{"name": "甲", "days": 1}]},
            ],
            "meetings": [{"kind": "monthly"}],
            "problems": [{"text": "缺地", "raised": "早"}, {"unit": "住建局"}],
        }
    )
    assert [one.cell for one in findings] == [
        "indicators[1].name",
        *("projects[2].target", "projects[2].steps[0].days", "projects[2].steps[1].days"),
        "projects[3].name",
        *("projects[1].step",),
        "meetings[0].kind",
        "problems[0].raised",
        "problems[1].text",
    ]


def test_a_list_that_names_nothing_it_should_is_told(read):
    document = {
        "tasks": [TASK],
        **{key: [{"x": 1}] for key in ("units", "entries", "indicators", "projects", "meetings")},
        "problems": [7],
    }
    table, findings = read(document)
    assert len(table.tasks) == 1
    assert {one.cell: one.message for one in findings} == {
        "units": "rows that name no unit with a score or a group: not read",
        "entries": "rows that name no side and unit: not read",
        "indicators": "rows that name no indicator: not read",
        "projects": "rows that name no project and step: not read",
        "meetings": "rows that name no kind and date: not read",
        "problems": "rows that name no problem: not read",
    }


def test_a_list_api_may_give_the_other_lists_too(read):
    meetings = [{"kind": "monthly", "date": "6月30日"}]
    assert len(read({"results": [TASK], "meetings": meetings})[0].meetings) == 1
    document = {"data": {"rows": [TASK]}, "tasks": [TASK, TASK], "meetings": meetings}
    table, _ = read(document, records="data.rows")
    assert (len(table.tasks), len(table.meetings)) == (1, 1)


def test_a_project_without_steps_is_told(read):
    for steps in ({"steps": []}, {"steps": None}, {}):
        project = {"name": "厂", "target": "9月30日", **steps}
        table, findings = read({"tasks": [TASK], "projects": [project]})
        assert table.projects == ()
        assert [str(one) for one in findings] == [
            f"projects[0].name ({findings[0].column}): “厂” it has no step: the project is left out"
        ]


def test_steps_of_too_many_cells_are_refused(read, monkeypatch):
    monkeypatch.setattr("kiosk.intake.objects.MOST_CELLS", 100)
    project = {"name": "厂", "target": "9月30日", "steps": [{"name": "甲", "days": 1}] * 8}
    assert refused(read, {"tasks": [TASK], "projects": [project]}) == (
        "a JSON document of more than 100 cells"
    )


# Pages


PAGES = [
    {"results": [1], "next": "?2", "count": 3, "units": [5]},
    {"results": [2], "as_of": "2027-06-15", "units": [6], "entries": []},
    {"results": [3], "as_of": "2027-06-30", "demo": True},
]


def test_pages_are_joined_with_what_the_first_that_has_it_says():
    assert join_pages(PAGES, "") == {
        "results": [1, 2, 3],
        "as_of": "2027-06-15",
        "demo": True,
        "units": [5],
        "entries": [],
    }


def test_pages_that_say_nothing_else_are_a_list():
    assert join_pages([{"list": [1], "next": "x"}, {"list": [2]}], "") == [1, 2]
    assert join_pages([[1], [2]], "") == [1, 2]


def test_pages_of_our_own_document_are_one():
    pages = [{"tasks": [1], "results": [9], "as_of": "2027-06-15"}, {"tasks": [2]}]
    assert join_pages(pages, "") == {"as_of": "2027-06-15", "tasks": [1, 2]}


@pytest.mark.parametrize("records", ["data.rows", "rows", "units", "data.0.rows"])
def test_rows_of_joined_pages_stand_where_they_are_looked_for(records):
    def page(row):
        held = [row]
        for name in reversed(records.split(".")):
            held = [held] if name == "0" else {name: held}
        return held

    joined = join_pages([page(1) | {"as_of": "2027-06-15"}, page(2)], records)
    assert find_rows(joined, records) == [1, 2]
    assert joined["as_of"] == "2027-06-15"


def test_of_a_list_in_one_cell_so_much_is_read_as_a_person_could(read):
    parts = [f"局{number}" for number in range(600)]
    (task,) = read([{"title": "t", "units": parts}])[0].tasks
    assert task.lead_units == tuple(parts[: len(task.lead_units)])
    assert 400 < len(task.lead_units) <= 500
