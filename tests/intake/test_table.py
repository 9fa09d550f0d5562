"""A payload to a table: its date, its marks, every form alike, and what is no table."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.intake import UnusableSource

HEAD = ["序号", "领域", "任务", "牵头单位", "完成时限", "权重", "完成率", "质量", "存在问题"]
ROWS = [
    HEAD,
    [1, "产业", "甲", "住建局、水务局", "2027.9.30", 2, "40%", 85, "资金\n未到位"],
    [2, "产业", "乙", "水务局", "6月底", 1, "107.56%", "", ""],
    [3, "城建", "丙", "住建局", "长期", 0.5, "—", 92.5, "略"],
]
PLAIN = [["任务", "牵头单位"], ["t", "住建局"]]


def refused(read, source, **more):
    with pytest.raises(UnusableSource) as told:
        read(source, **more)
    line = str(told.value)
    assert line
    assert "\n" not in line
    return line


# One table in every form


@pytest.fixture(
    params=[
        "xlsx",
        "xls",
        "ods",
        "csv",
        "csv-bom",
        "csv-gb18030",
        "tsv-utf-16",
        "semicolons",
        "json",
        "json-rows",
    ]
)
def written(request, make):
    """The same table in one form."""
    form = request.param

    def write(rows):
        records = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        forms = {
            "xlsx": lambda: make.xlsx({"s": rows}),
            "xls": lambda: make.xls({"s": rows}),
            "ods": lambda: make.ods({"s": rows}),
            "csv": lambda: make.csv(rows),
            "csv-bom": lambda: make.csv(rows, "utf-8-sig"),
            "csv-gb18030": lambda: make.csv(rows, "gb18030"),
            "tsv-utf-16": lambda: make.csv(rows, "utf-16", "\t"),
            "semicolons": lambda: make.csv(rows, delimiter=";"),
            "json": lambda: make.json(records),
            "json-rows": lambda: make.json(rows),
        }
        return forms[form]()

    return write


def test_a_table_gives_the_same_tasks_in_every_form(written, make, read):
    expected, none = read(ROWS)
    assert len(expected.tasks) == 3
    assert expected.tasks[0].lead_units == ("住建局", "水务局")
    found, findings = read(written(ROWS))
    assert found.tasks == expected.tasks
    assert findings == none == ()


CELL = st.text(st.sampled_from("甲乙丙丁ab,;\"'\n%（1）。 "), max_size=8)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6))
def test_any_table_gives_the_same_tasks_in_every_form(make, read, rows):
    table = [["任务", "牵头单位", "存在问题"], ["a", "b", "c"], *map(list, rows)]
    expected = read(table)[0].tasks
    for body in (
        make.xlsx({"s": table}),
        make.csv(table),
        make.csv(table, "gb18030"),
        make.csv(table, "utf-16"),
    ):
        assert read(body)[0].tasks == expected


def test_date_cells_read_alike_in_every_workbook(make, read):
    rows = [
        ["任务", "牵头单位", "开始时间", "完成时限"],
        ["t", "x", date(2027, 5, 4), date(2027, 9, 30)],
    ]
    for body in (make.xlsx({"s": rows}), make.xls({"s": rows}), make.ods({"s": rows})):
        (task,) = read(body)[0].tasks
        assert (task.start, task.due, task.due_text) == (
            *(date(2027, 5, 4), date(2027, 9, 30), "2027-09-30"),
        )


# As-of date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (text, date(2027, 6, 15))
            for text in ("截至2027年6月15日", "截止2027年6月15日", "截至6月15日")
        ),
        *(
            (text, date(2027, 6, 15))
            for text in ("（截至2027年6月15日）", "截至 2027 年 6 月 15 日 18时", "截止到6月15日")
        ),
        *(
            (text, date(2027, 6, 15))
            for text in ("截至2027.6.15 18:00", "截至日期：2027-06-15", "截至２０２７／６／１５")
        ),
        *(
            (text, date(2027, 6, 15))
            for text in ("截止时间:6月15日", "截至六月十五日", "截至20270615", "数据截至6-15")
        ),
        *(
            (text, date(2027, 6, 30))
            for text in ("截至6月底", "截至2027年6月", "截至二季度末", "截至上半年", "截至2027.6")
        ),
        ("截至6月中旬", date(2027, 6, 20)),
        ("截至5月31日，较截至5月15日增长", date(2027, 5, 31)),
        ("截至目前", None),
        ("截至", None),
        ("2027年6月15日", None),
    ],
)
def test_the_as_of_date_stands_in_the_rows_above_the_header(read, text, expected):
    table, findings = read([["某县", None], [None, text], *PLAIN])
    assert table.as_of == expected
    assert findings == ()


def test_the_date_may_stand_in_the_next_cell(make, read):
    rows = [["截至日期：", None, date(2027, 6, 15)], *PLAIN]
    assert read(make.xlsx({"s": rows}))[0].as_of == date(2027, 6, 15)


def test_the_latest_date_counts_across_sheets(make, read):
    body = make.xlsx(
        {
            "甲": [["截至6月15日"], *PLAIN],
            "乙": [["截至6月30日", "截至5月31日"], *PLAIN],
            "得分": [["截至6月20日"], ["单位", "得分"], ["x", 1]],
        }
    )
    assert read(body)[0].as_of == date(2027, 6, 30)


def test_a_date_under_the_header_or_in_a_sheet_without_one_says_nothing(make, read):
    body = make.xlsx({"甲": [*PLAIN, ["截至6月15日", "x"]], "乙": [["截至6月30日"]]})
    assert read(body)[0].as_of is None


def test_an_as_of_date_that_is_none_is_told(read):
    table, findings = read([["截至6月31日"], *PLAIN])
    assert table.as_of is None
    assert [str(one) for one in findings] == [
        "A1: “截至6月31日” the date “6月31日” is no day of the calendar: not used"
    ]


UPDATED = [
    ["任务", "牵头单位", "更新时间"],
    ["t", "x", "6月10日"],
    ["u", "x", "6月12日"],
    ["v", "x", None],
]
MODIFIED = datetime(2027, 6, 14, 16, 30, tzinfo=UTC)


def test_the_as_of_date_is_the_first_that_says_it(make, read):
    above = [["截至6月1日"], *UPDATED]
    own = {"as_of": "2027-05-20", "tasks": [{"title": "t", "units": "x", "updated": "6月12日"}]}
    assert read(own, modified=MODIFIED)[0].as_of == date(2027, 5, 20)
    assert read(above, modified=MODIFIED)[0].as_of == date(2027, 6, 1)
    assert read(UPDATED, modified=MODIFIED)[0].as_of == date(2027, 6, 12)
    assert read(PLAIN, modified=MODIFIED)[0].as_of == date(2027, 6, 15)
    assert read(PLAIN)[0].as_of is None


def test_the_file_s_own_date_is_that_of_the_contest_s_time_zone(read):
    assert read(PLAIN, modified=MODIFIED, timezone=ZoneInfo("UTC"))[0].as_of == date(2027, 6, 14)


def test_a_document_s_own_date_that_is_none_is_told(read):
    table, findings = read(
        {"as_of": "soon", "tasks": [{"title": "t", "units": "x"}]}, modified=MODIFIED
    )
    assert table.as_of == date(2027, 6, 15)
    assert [str(one) for one in findings] == ["as_of: “soon” is not a date: not used"]


# Demonstration data


def test_demonstration_data_says_so_above_the_header_or_in_the_document(make, read):
    task = {"title": "t", "units": "x"}
    assert read([["某县（演示数据）"], *PLAIN])[0].demo is True
    assert read(make.xlsx({"甲": PLAIN, "乙": [[None, "演示数据"], *PLAIN]}))[0].demo is True
    assert read({"demo": True, "tasks": [task]})[0].demo is True
    assert read({"demo": "no", "tasks": [task]})[0].demo is False
    assert read([*PLAIN, ["演示数据", "x"]])[0].demo is False
    assert read(PLAIN)[0].demo is False


# What is no table


def test_a_table_without_a_header_is_refused(make, read):
    rows = [["任务", "单位"], ["t", "x"]]
    assert refused(read, make.xlsx({"甲": rows, "乙": rows})) == (
        "no header row with a task title and a lead unit in the first 20 rows in sheets “甲”, “乙”"
    )
    assert refused(read, make.csv(rows)) == (
        "no header row with a task title and a lead unit in the first 20 rows"
    )
    assert "“8”, …" in refused(read, make.xlsx({str(n): rows for n in range(1, 11)}))


def test_an_empty_table_is_refused(make, read):
    head = [["任务", "牵头单位"], [None, None], ["合计", None]]
    assert refused(read, head) == "an empty table: a header but no task under it"
    assert refused(read, make.xlsx({"甲": head, "乙": [["单位", "得分"], ["x", 1]]})) == (
        "an empty table: a header but no task under it in sheet “甲”"
    )
    assert refused(read, [["单位", "得分"]]) == "an empty table: a header but nothing under it"
    assert refused(read, make.xlsx({"甲": [], "乙": []})) == (
        "an empty table: no cell in sheets “甲”, “乙”"
    )


def test_one_empty_sheet_among_others_does_no_harm(make, read):
    table, findings = read(make.xlsx({"甲": [["任务", "牵头单位"]], "乙": PLAIN, "丙": [["略"]]}))
    assert len(table.tasks) == 1
    assert findings == ()


def test_rows_that_name_no_title_are_refused(read):
    assert refused(read, [{"a": 1, "unit": "x"}, {"b": 2}]) == (
        "a JSON document whose rows name no task title and lead unit, but a, unit, b"
    )
    assert refused(read, [1, "x"]) == (
        "a JSON document whose rows name no task title and lead unit, but nothing"
    )


def test_importing_the_package_loads_nothing_that_is_not_needed_yet():
    code = (
        "import sys, kiosk.intake; "
        "print([name for name in ('httpx', 'pydantic', 'python_calamine') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"
