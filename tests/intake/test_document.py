"""JSON documents: our own, and list APIs (rules, section 1)."""

import json

import jsonschema
import pytest

from kiosk.contest.model import ListedEntry, Side, Unit
from kiosk.intake import UnusableSource
from kiosk.intake.document import data_schema
from kiosk.intake.header import ENTRY_NAMES, TASK_NAMES, UNIT_NAMES

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
    "indicators": [{}],
    "projects": [],
    "meetings": [],
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


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"tasks": [{"title": "t"}]},
        {"tasks": [{"title": "", "lead_units": "x"}]},
        {"tasks": [{"title": "t", "lead_units": "x", "weight": -1}]},
        {"tasks": [], "demo": "yes"},
        {"entries": [{"side": "blue", "unit": "x"}]},
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
    monkeypatch.setattr("kiosk.intake.document.MOST_CELLS", 9)
    assert len(read([TASK, TASK])[0].tasks) == 2
    assert refused(read, [TASK, TASK, TASK]) == "a JSON document of more than 9 cells"
    assert refused(read, [["任务"] * 10]) == "a JSON document of more than 9 cells"


def test_a_document_of_too_many_columns_is_refused(read, monkeypatch):
    monkeypatch.setattr("kiosk.intake.document.MOST_COLUMNS", 3)
    assert len(read([TASK, TASK])[0].tasks) == 2
    assert refused(read, [TASK | {"x": 1}]) == "a JSON document of more than 3 columns"
    assert refused(read, [["任务"] * 4]) == "a JSON document of more than 3 columns"
