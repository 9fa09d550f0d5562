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


# Which table a sheet is


LISTS = ("units", "entries", "indicators", "projects", "meetings", "problems")


@pytest.mark.parametrize(
    ("head", "row", "kind"),
    [
        (["单位", "得分", "排名"], ["住建局", 90, 1], "units"),
        (["单位", "组别"], ["住建局", "县直"], "units"),
        (["单位", "类别"], ["住建局", "县直"], "units"),
        (["单位", "得分", "存在问题"], ["住建局", 90, "略"], "units"),
        (["单位", "指标", "完成值", "得分"], ["住建局", "投资", 5, 90], "units"),
        (["排名", "单位名称", "指标", "得分"], [1, "住建局", 5, 90], "units"),
        (["部门", "主要指标", "增速", "总分"], ["住建局", 40, 50, 90], "units"),
        (["类型", "日期", "内容", "单位", "得分"], ["例会", "6月30日", "a", "住建局", 5], "units"),
        (["榜单", "单位", "存在问题"], ["红", "住建局", "略"], "entries"),
        (["指标", "单位", "排名"], ["投资", "亿元", 2], "indicators"),
        (["指标", "类别", "单位", "数值"], ["投资", "经济", "亿元", 5], "indicators"),
        (["指标", "单位", "数值", "得分"], ["投资", "亿元", 5, 90], "indicators"),
        (["部门", "指标", "数值"], ["发改局", "投资", 5], "indicators"),
        (["部门", "指标", "单位", "数值", "得分"], ["发改局", "投资", "亿元", 5, 90], "indicators"),
        (["指标", "数值", "责任单位", "存在问题"], ["投资", 5, "发改局", "略"], "indicators"),
        (
            ["项目", "步骤", "工期", "目标日期", "责任单位"],
            ["厂", "甲", 5, "9月30日", "x"],
            "projects",
        ),
        (["项目名称", "步骤", "工期", "目标日期"], ["厂", "甲", 5, "9月30日"], "projects"),
        (
            ["项目", "步骤", "目标日期", "单位", "类别", "工期"],
            ["厂", "甲", "9月30日", "x", "y", 5],
            "projects",
        ),
        (["类型", "日期", "内容", "存在问题"], ["例会", "6月30日", "a", "略"], "meetings"),
        (["类型", "日期"], ["例会", "6月30日"], "meetings"),
        (["问题", "单位", "类别"], ["缺地", "住建局", "用地"], "problems"),
        (["类型", "日期", "问题", "办结情况"], ["用地", "6月30日", "缺地", "否"], "problems"),
    ],
)
def test_a_sheet_is_taken_for_what_it_is(make, read, head, row, kind):
    """Where columns of two tables stand in one sheet."""
    table, findings = read(make.xlsx({"任务": PLAIN, "x": [head, row]}))
    assert len(table.tasks) == 1
    assert [name for name in LISTS if getattr(table, name)] == [kind]
    assert findings == ()


@pytest.mark.parametrize(
    "head",
    [
        ["任务", "指标", "数值", "责任单位", "排名"],
        ["项目名称", "牵头单位", "存在问题", "战线", "状态"],
        ["任务", "类型", "日期", "内容", "责任单位"],
    ],
)
def test_a_table_of_tasks_stays_one(read, head):
    table, findings = read([head, ["修路", "1", "2", "3", "4"]])
    assert [task.title for task in table.tasks] == ["修路"]
    assert not any(getattr(table, name) for name in LISTS)
    assert findings == ()


def test_a_table_of_tasks_with_steps_is_told(read):
    table, findings = read(
        [["项目名称", "责任单位", "步骤", "工期"], ["加工厂", "经开区", "立项", 5]]
    )
    assert (len(table.tasks), table.projects) == (1, ())
    assert [str(one) for one in findings] == [
        "C1: “步骤” heads the steps of projects, but with a lead unit these are read as tasks"
    ]


def test_a_task_s_title_without_a_unit_is_no_table_of_problems(make, read):
    head = ["任务", "存在问题", "战线"]
    table, findings = read(make.xlsx({"甲": PLAIN, "乙": [head, ["修路", "缺地", "线"]]}))
    assert (table.problems, findings) == ((), ())


@pytest.mark.parametrize("rows", [["单位", "指标", "数值"], ["指标", "得分"], ["项目", "步骤"]])
def test_a_sheet_that_is_no_table_is_passed_over(make, read, rows):
    table, findings = read(make.xlsx({"甲": PLAIN, "乙": [rows, ["a", "b", 3]]}))
    assert not any(getattr(table, name) for name in LISTS)
    assert findings == ()


def test_configured_headers_make_the_other_tables_too(make, read):
    body = make.xlsx({"甲": PLAIN, "乙": [["名目", "本期数"], ["投资", 5]]})
    table, _ = read(body, columns={"名目": "indicator", "本期数": "value"})
    assert [(one.name, one.value) for one in table.indicators] == [("投资", 5)]


def test_a_source_without_tasks_units_or_entries_is_refused(make, read):
    indicators, meetings = [["指标", "数值"], ["投资", 5]], [["类型", "日期"], ["例会", "6月30日"]]
    assert refused(read, make.xlsx({"指标": indicators, "会议": meetings})) == (
        "no table of tasks, units or board entries, only of indicators, meetings "
        "in sheets “指标”, “会议”"
    )
    assert refused(read, {"meetings": [{"kind": "monthly", "date": "6月30日"}]}) == (
        "no table of tasks, units or board entries, only of meetings"
    )
    assert refused(read, make.xlsx({"得分": [["单位", "得分"]], "指标": indicators})) == (
        "an empty table: a header but nothing under it in sheet “得分”"
    )


def test_the_date_above_the_other_tables_is_not_that_of_the_plan_and_progress(make, read):
    """Figures of a month come out when the plan has moved on, and the other way round."""
    indicators = [["截至6月30日"], ["指标", "数值"], ["投资", 5]]
    body = make.xlsx({"甲": [["截至6月15日"], *PLAIN], "指标": indicators})
    assert read(body)[0].as_of == date(2027, 6, 15)


def test_findings_of_the_other_tables_name_their_sheet(make, read):
    body = make.xlsx({"甲": PLAIN, "指标": [["指标", "数值"], ["投资", "多"]]})
    assert {one.sheet for one in read(body)[1]} == {"指标"}


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
def test_the_other_tables_read_alike_in_every_workbook(make, read, form):
    sheets = {
        "任务": PLAIN,
        "指标": [["指标", "数值", "增速"], ["投资", 5, "8.1%"]],
        "项目": [["项目", "步骤", "工期", "目标日期"], ["厂", "甲", 5, date(2027, 9, 30)]],
        "会议": [["类型", "日期"], ["例会", date(2027, 6, 30)]],
        "问题": [["战线", "问题", "提出时间"], ["线", "缺地", date(2027, 6, 2)]],
    }
    table, findings = read(getattr(make, form)(sheets))
    assert findings == ()
    assert table.indicators[0].growth == 0.081
    assert table.projects[0].target == date(2027, 9, 30)
    assert table.meetings[0].day == date(2027, 6, 30)
    assert table.problems[0].raised == date(2027, 6, 2)


def test_a_source_of_more_rows_than_a_county_has_is_refused(read, monkeypatch):
    """What is evaluated and laid out must not keep the wall waiting."""
    rows = [["任务", "牵头单位"], *([f"t{number}", "x"] for number in range(3000)), [None, ""]]
    assert len(read(rows)[0].tasks) == 3000
    with pytest.raises(UnusableSource, match=r"more than 3,000 rows of tasks"):
        read([*rows, ["t", "x"]])


def test_a_list_beside_the_tasks_that_is_too_long_is_told_and_left_out(read):
    figures = [{"name": f"i{number}", "value": number} for number in range(201)]
    table, findings = read({"tasks": [{"title": "t", "units": "x"}], "indicators": figures[1:]})
    assert (len(table.indicators), findings) == (200, ())
    table, findings = read({"tasks": [{"title": "t", "units": "x"}], "indicators": figures})
    assert (len(table.tasks), table.indicators) == (1, ())
    assert [str(one) for one in findings] == [
        "indicators[0].name: more than 200 rows of indicators: not read"
    ]
    step = {"name": "s", "days": 1}
    projects = [{"name": f"p{n}", "target": "2027-09-01", "steps": [step] * 2} for n in range(301)]
    table, findings = read({"tasks": [{"title": "t", "units": "x"}], "projects": projects})
    assert len(table.projects) == 300
    assert "more than 600 rows of projects: not read" in str(findings[-1])
