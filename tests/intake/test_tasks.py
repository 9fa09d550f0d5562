"""A sheet's rows to tasks (rules, sections 2 and 3)."""

from datetime import date

import pytest

from kiosk.contest.model import Task

HEAD = ["序号", "领域", "工作任务", "牵头单位", "完成率"]


def tasks_of(table):
    return [(task.title, task.area, task.actual) for task in table.tasks]


def lines(findings):
    return [str(finding) for finding in findings]


@pytest.fixture
def one(read):
    """Reads one task from columns by header; gives it and the findings."""

    def read_one(**cells):
        cells = {"任务": "道路", "牵头单位": "住建局"} | cells
        table, findings = read([list(cells), list(cells.values())])
        assert len(table.tasks) == 1
        return table.tasks[0], lines(findings)

    return read_one


def test_every_field_of_a_task_is_read(read):
    row = {
        "序号": 7,
        "领域": "城乡建设",
        "专班": "城建专班",
        "任务": "老旧小区改造",
        "牵头单位": "住建局、水务局",
        "配合单位": "城管局",
        "包保领导": "张县长",
        "责任人": "李四",
        "开始时间": "2027.5.4",
        "完成时限": "9月底前",
        "权重": 2,
        "时序进度": "50%",
        "完成率": "45%",
        "质量": 90,
        "成效": "80分",
        "加减分": "+1",
        "一票否决": "安全事故",
        "进展情况": "正在\n推进",
        "存在问题": "资金",
        "下步措施": "争取",
        "更新时间": "2027-06-15",
    }
    table, findings = read([list(row), list(row.values())])
    assert findings == ()
    assert table.tasks == (
        Task(
            id="7",
            area="城乡建设",
            line="城建专班",
            title="老旧小区改造",
            lead_units=("住建局", "水务局"),
            support_units=("城管局",),
            leader="张县长",
            owner="李四",
            start=date(2027, 5, 4),
            due=date(2027, 9, 30),
            due_text="9月底前",
            weight=2,
            planned=0.5,
            actual=0.45,
            quality=90,
            results=80,
            points=1,
            veto="安全事故",
            status_text="正在\n推进",
            problem="资金",
            next_step="争取",
            updated=date(2027, 6, 15),
        ),
    )


def test_what_a_table_does_not_say_has_its_default(one):
    task, findings = one()
    assert task == Task(title="道路", lead_units=("住建局",))
    assert findings == []


# Units


def test_where_both_stand_the_leading_unit_leads_and_the_responsible_one_supports(one):
    task, _ = one(牵头单位="住建局", 责任单位="水务局、住建局", 配合单位="城管局、水务局")
    assert task.lead_units == ("住建局",)
    assert task.support_units == ("城管局", "水务局")


def test_a_blank_lead_unit_is_a_warning_and_the_row_counts_for_no_unit(read):
    table, findings = read([HEAD, [1, "a", "t", "住建局", 0.1], [2, "a", "u", None, 0.2]])
    assert table.tasks[1].lead_units == ()
    assert lines(findings) == ["D3 (牵头单位): no lead unit: the task counts for no unit"]


def test_a_blank_lead_unit_takes_neither_the_one_above_nor_the_responsible_one(one):
    task, findings = one(牵头单位="—", 责任单位="水务局")
    assert task.lead_units == ()
    assert task.support_units == ("水务局",)
    assert findings == ["B2 (牵头单位): “—” no lead unit: the task counts for no unit"]


def test_a_lead_unit_that_is_an_error_is_told_once(one):
    task, findings = one(牵头单位="#N/A")
    assert task.lead_units == ()
    assert findings == [
        "B2 (牵头单位): “#N/A” is an error of the spreadsheet: the task counts for no unit"
    ]


def test_aliases_fold_names_that_mean_one_unit(read):
    rows = [["任务", "牵头单位", "配合单位"], ["t", "发展和改革局、发改局", "县发改局、水务局"]]
    aliases = {"发展和改革局": "发改局", "县 发改局": "x", "县发改局": "发改局"}
    table, _ = read(rows, aliases=aliases)
    assert table.tasks[0].lead_units == ("发改局",)
    assert table.tasks[0].support_units == ("水务局",)


# Which rows are tasks


@pytest.mark.parametrize(
    "word",
    [
        *(
            "小计",
            "合计",
            "总计",
            "全市",
            "全县",
            "合 计",
            "总计：",
            "小計",
            "總計",
            "全縣",
            "全　县",
        ),
        *("subtotal", "Total", "GRAND TOTAL", "Subtotal:"),
    ],
)
@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize("place", [1, 2])
def test_totals_are_no_tasks_wherever_they_stand(read, word, column, place):
    total = [None] * 5
    total[4] = 0.4
    total[column] = word
    rows = [HEAD, [1, "a", "t", "住建局", 0.1]]
    rows.insert(place, total)
    table, findings = read(rows)
    assert tasks_of(table) == [("t", "a", 0.1)]
    assert findings == ()


@pytest.mark.parametrize("number", [12, "12", "3.", "—", "/"])
def test_a_total_behind_a_number_is_a_total(read, number):
    table, _ = read([HEAD, [number, "小计", "11项", "x", 0.4], [1, "a", "t", "住建局", 0.1]])
    assert tasks_of(table) == [("t", "a", 0.1)]


def test_a_row_of_totals_that_looks_like_a_task_is_told(read):
    table, findings = read([HEAD, [1, "a", "t", "住建局", 0.1], [2, "全县", "防汛", "水务局", 0.4]])
    assert tasks_of(table) == [("t", "a", 0.1)]
    assert lines(findings) == [
        "C3 (工作任务): “防汛” stands in a row of totals: not counted as a task"
    ]


def test_a_task_whose_title_only_begins_with_such_a_word_is_a_task(read):
    table, _ = read([HEAD, [1, "a", "全县防汛", "水务局", 0.4]])
    assert tasks_of(table) == [("全县防汛", "a", 0.4)]


@pytest.mark.parametrize(
    "note",
    [
        "注：1.本表每半月报送",
        "说明:略",
        "备注： x",
        "注1：x",
        "註：x".replace("註", "注"),
        "說明：x",
    ],
)
def test_notes_under_the_table_are_no_tasks(read, note):
    rows = [HEAD, [1, "a", "t", "住建局", 0.1], [note, None, None, None, None], [None, None, note]]
    table, findings = read(rows)
    assert tasks_of(table) == [("t", "a", 0.1)]
    assert findings == ()


def test_lines_alone_under_a_note_belong_to_it(read):
    rows = [["任务", "牵头单位"], ["t", "住建局"], ["注：1.甲", None], [None, None], ["2.乙", None]]
    table, findings = read(rows)
    assert [task.title for task in table.tasks] == ["t"]
    assert lines(findings) == ["A5 (任务): “2.乙” stands under a note: not counted as a task"]


def test_a_task_after_a_note_is_a_task(read):
    rows = [["任务", "牵头单位"], ["注：甲", None], ["t", "住建局"], ["u", None]]
    table, findings = read(rows)
    assert [task.title for task in table.tasks] == ["t", "u"]
    assert len(findings) == 1


def test_rows_without_a_title_are_no_tasks(read):
    rows = [HEAD, [1, "a", None, None, None], [2, "b", "t", "住建局", 0.1], [None] * 5, [3]]
    table, findings = read(rows)
    assert tasks_of(table) == [("t", "b", 0.1)]
    assert findings == ()


@pytest.mark.parametrize("row", [[None, None, None, "住建局", None], [3, None, None, None, 0.5]])
def test_a_row_without_a_title_that_says_something_of_a_task_is_told(read, row):
    table, findings = read([HEAD, [1, "a", "t", "住建局", 0.1], row])
    assert len(table.tasks) == 1
    assert lines(findings) == ["C3 (工作任务): no task title: not counted as a task"]


@pytest.mark.parametrize("mark", ["☆", "★", "※", "*", "★★", "☆ ", "＊", " ★ ※"])
def test_leading_marks_are_taken_off_a_title(one, mark):
    assert one(任务=f"{mark}道路*改造")[0].title == "道路*改造"


def test_a_title_of_marks_alone_is_none(read):
    table, findings = read([HEAD, [1, "a", "t", "住建局", 0.1], [2, "a", "★", "住建局", 0.1]])
    assert len(table.tasks) == 1
    assert len(findings) == 1


def test_the_header_once_more_in_the_middle_is_no_task(read):
    rows = [HEAD, [1, "a", "t", "住建局", 0.1], HEAD, [2, None, "u", "水务局", 0.2]]
    table, findings = read(rows)
    assert tasks_of(table) == [("t", "a", 0.1), ("u", "a", 0.2)]
    assert findings == ()


def test_two_stacked_header_rows_once_more_are_no_tasks(read):
    upper = ["任务", "牵头单位", "完成情况", None, "其他"]
    lower = [None, None, "完成率", "存在问题", "问题"]
    rows = [upper, lower, ["t", "住建局", 0.1, "资金"], upper, lower, ["u", "水务局", 0.2, None]]
    table, findings = read(rows)
    assert [task.title for task in table.tasks] == ["t", "u"]
    assert findings == ()


def test_the_numbers_of_the_columns_are_no_task(read):
    table, findings = read([HEAD, [1, 2, 3, 4, 5], [1, "a", "t", "住建局", 0.1]])
    assert tasks_of(table) == [("t", "a", 0.1)]
    assert lines(findings) == ["C2 (工作任务): “3” numbers a column: not counted as a task"]


def test_a_task_whose_title_and_unit_are_numbers_is_a_task_elsewhere(read):
    table, findings = read([HEAD, [1, "a", "t", "住建局", 0.1], [2, "b", 110, 12345, 0.2]])
    assert tasks_of(table) == [("t", "a", 0.1), ("110", "b", 0.2)]
    assert findings == ()


def test_two_rows_with_the_same_id_are_two_tasks_and_a_warning(read):
    rows = [
        HEAD,
        [1, "a", "t", "住建局", 0.1],
        ["1", "a", "u", "水务局", 0.2],
        [None, "a", "v", "x"],
    ]
    table, findings = read(rows)
    assert [task.id for task in table.tasks] == ["1", "1", ""]
    assert lines(findings) == ["A3 (序号): “1” is also the id in A2: kept as a task of its own"]


def test_row_order_is_kept(read):
    rows = [HEAD, *([[n, "a", f"t{n}", "x", 0.1] for n in (3, 1, 2)])]
    table, _ = read(rows)
    assert [task.id for task in table.tasks] == ["3", "1", "2"]


# Areas, and what is above


def test_a_blank_area_line_and_leader_take_the_value_above(read):
    head = ["领域", "战线", "包保领导", "责任人", "任务", "牵头单位"]
    rows = [
        head,
        ["a", "l", "甲", "李", "t", "x"],
        [None, "", " ", None, "u", "x"],
        ["b", None, None, None, "v", "x"],
    ]
    table, _ = read(rows)
    found = [(task.area, task.line, task.leader, task.owner) for task in table.tasks]
    assert found == [("a", "l", "甲", "李"), ("a", "l", "甲", ""), ("b", "l", "甲", "")]


def test_a_total_above_gives_its_area_to_nobody(read):
    rows = [HEAD, [1, "a", "t", "x"], [None, "小计", None, None, 0.1], [2, None, "u", "x"]]
    assert [task.area for task in read(rows)[0].tasks] == ["a", "a"]


def test_a_total_within_its_area_names_the_area_below(read):
    rows = [
        HEAD,
        [None, "a", "小计", None, 0.1],
        [1, None, "t", "x"],
        [None, "b", "小计"],
        [2, None, "u", "x"],
    ]
    assert [task.area for task in read(rows)[0].tasks] == ["a", "b"]


def test_an_area_alone_in_its_row_is_the_area_below(read):
    rows = [HEAD, [None, "a"], [1, None, "t", "x"]]
    assert read(rows)[0].tasks[0].area == "a"


@pytest.mark.parametrize("column", [0, 2])
def test_a_row_that_holds_nothing_but_a_heading_names_the_area_below(read, column):
    def heading(text):
        row = [None] * 5
        row[column] = text
        return row

    rows = [
        HEAD,
        [0, "a", "s", "x"],
        heading("一、产业项目"),
        [1, None, "t", "x"],
        [2, "own", "u", "x"],
        [3, None, "v", "x"],
        heading("十二、 城乡建设"),
        [4, None, "w", "x"],
    ]
    table, findings = read(rows)
    assert [task.area for task in table.tasks] == ["a", "产业项目", "own", "own", "城乡建设"]
    assert findings == ()


def test_a_heading_names_the_area_where_no_column_does(read):
    table, _ = read([["任务", "牵头单位"], ["s", "x"], ["一、产业", None], ["t", "x"]])
    assert [task.area for task in table.tasks] == ["", "产业"]


def test_a_heading_that_an_export_repeats_in_every_cell_names_the_area(read):
    """As merged cells come out where each is given the value of all."""
    rows = [["任务", "牵头单位"], ["一、产业", "一、产业"], ["t", "x"]]
    table, findings = read(rows)
    assert [(task.title, task.area) for task in table.tasks] == [("t", "产业")]
    assert findings == ()


def test_a_heading_with_a_unit_beside_it_is_a_task(read):
    table, _ = read([["任务", "牵头单位"], ["一、修路", "住建局"], ["1、架桥", "住建局"]])
    assert [(task.title, task.area) for task in table.tasks] == [("一、修路", ""), ("1、架桥", "")]


# Shares


def test_the_column_decides_what_bare_numbers_are(read):
    rows = [
        [*HEAD, "时序进度"],
        [1, "a", "t", "x", 1, 0.5],
        [2, "a", "u", "x", "18", 1.5],
        [3, "a", "v", "x", "约1%", "50%"],
    ]
    table, _ = read(rows)
    assert [task.actual for task in table.tasks] == [0.01, 0.18, 0.01]
    assert [task.planned for task in table.tasks] == [0.5, 1.5, 0.5]


def test_totals_do_not_decide_what_bare_numbers_are(read):
    table, _ = read([HEAD, [None, "合计", None, None, 214], [1, "a", "t", "x", 0.5]])
    assert table.tasks[0].actual == 0.5


@pytest.mark.parametrize("cell", ["—", "/", "无", "", None])
def test_missing_is_not_reported_and_not_zero(one, cell):
    task, findings = one(完成率=cell)
    assert task.actual is None
    assert findings == []


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("#DIV/0!", "C2 (完成率): “#DIV/0!” is not a share: counted as not reported"),
        ("已完成", "C2 (完成率): “已完成” is not a share: counted as not reported"),
        ("-5%", "C2 (完成率): “-5%” is a share below 0: counted as not reported"),
        ("301%", "C2 (完成率): “301%” is a share above 300 %: counted as not reported"),
        (True, "C2 (完成率): “是” is not a number: counted as not reported"),
    ],
)
def test_what_cannot_be_read_is_told_and_keeps_its_row(one, cell, line):
    task, findings = one(完成率=cell)
    assert task.actual is None
    assert findings == [line]


def test_a_plan_that_cannot_be_read_is_told(one):
    task, findings = one(时序进度="过半", 完成率="50%")
    assert (task.planned, task.actual) == (None, 0.5)
    assert findings == ["C2 (时序进度): “过半” is not a share: planned by its dates"]


def test_above_100_percent_is_kept(one):
    assert one(完成率="107.56%")[0].actual == pytest.approx(1.0756)


def test_without_actual_done_over_target_is(one):
    assert one(目标值="500万元", 完成值="350")[0].actual == 0.7
    assert one(目标值=500, 完成值=350, 完成率="—")[0].actual == 0.7
    assert one(目标值=500, 完成值=350, 完成率="10%")[0].actual == 0.1
    assert one(目标值=500, 完成值=350, 完成率="0%")[0].actual == 0
    for cells in (
        {"目标值": 500},
        {"完成值": 350},
        {"目标值": 500, "完成值": None},
        {"目标值": None, "完成值": 5},
    ):
        task, findings = one(**cells)
        assert task.actual is None
        assert findings == []


def test_an_unreadable_actual_is_not_replaced_by_a_ratio(one):
    task, findings = one(目标值=500, 完成值=350, 完成率="大部分")
    assert task.actual is None
    assert len(findings) == 1


@pytest.mark.parametrize(
    ("target", "done", "line"),
    [
        (0, 5, "D2 (完成值): “5” has a target that is not above 0: counted as not reported"),
        (
            "5亿元",
            "3万元",
            "D2 (完成值): “3万元” is not in the unit of its target: counted as not reported",
        ),
        ("若干", 3, "C2 (目标值): “若干” is not a number with a unit: counted as not reported"),
        (3, "若干", "D2 (完成值): “若干” is not a number with a unit: counted as not reported"),
        (3, 10, "D2 (完成值): “10” is a share above 300 %: counted as not reported"),
    ],
)
def test_a_ratio_that_is_no_share_is_told(one, target, done, line):
    task, findings = one(目标值=target, 完成值=done)
    assert task.actual is None
    assert findings == [line]


# Other fields


def test_marks_out_of_bounds_are_not_reported(one):
    task, findings = one(质量=101, 成效="差")
    assert (task.quality, task.results) == (None, None)
    assert findings == [
        "C2 (质量): “101” is not between 0 and 100: counted as not reported",
        "D2 (成效): “差” is not a number: counted as not reported",
    ]


def test_a_weight_that_cannot_be_read_counts_as_one(one):
    task, findings = one(权重=-1)
    assert task.weight == 1
    assert findings == ["C2 (权重): “-1” is a weight below 0: counted as 1"]
    assert one(权重=None)[0].weight == 1
    assert one(权重=0)[0].weight == 0


def test_points_of_several_columns_are_summed(one):
    assert one(加减分="-1", 加分=3, 扣分="1.5")[0].points == 0.5
    task, findings = one(加分=3, 扣分="若干")
    assert task.points == 3
    assert findings == ["D2 (扣分): “若干” is not a number of points: counted as 0 points"]


def test_a_bracketed_suffix_leaves_deductions_deductions(one):
    assert one(**{"扣分（分）": 2})[0].points == -2


def test_dates_that_cannot_be_read_are_no_dates_and_keep_their_text(one):
    task, findings = one(开始时间="尽快", 完成时限=9.3)
    assert (task.start, task.due, task.due_text) == (None, None, "9.3")
    assert findings == [
        "C2 (开始时间): “尽快” is not a date: counted as no date",
        "D2 (完成时限): “9.3” can mean 9.3 or 9.30: counted as no date",
    ]


def test_a_span_gives_its_start_to_the_start_and_its_end_to_the_due_date(one):
    task, _ = one(开始时间="5月4日-6月30日", 完成时限="5月4日-6月30日")
    assert (task.start, task.due) == (date(2027, 5, 4), date(2027, 6, 30))


def test_errors_of_the_spreadsheet_are_left_out_of_texts(one):
    task, findings = one(存在问题="#REF!", 序号="#N/A", 一票否决="#NAME?")
    assert (task.problem, task.id, task.veto) == ("", "", "")
    assert findings == [
        "C2 (存在问题): “#REF!” is an error of the spreadsheet: left out",
        "D2 (序号): “#N/A” is an error of the spreadsheet: left out",
        "E2 (一票否决): “#NAME?” is an error of the spreadsheet: counted as no veto",
    ]


def test_telephone_and_identity_numbers_are_dropped_as_they_are_read(one):
    task, findings = one(
        责任人="李四 13812345678", 存在问题="联系0451-57912345", 完成率="李四13812345678"
    )
    assert (task.owner, task.problem) == ("李四", "联系")
    assert findings == ["E2 (完成率): “李四” is not a share: counted as not reported"]


def test_lines_of_a_cell_with_persons_are_persons(one):
    task, _ = one(责任人="李四\n王五", 包保领导="张三\n赵六", 任务="老旧\n小区", 领域="城乡\n建设")
    assert (task.owner, task.leader) == ("李四、王五", "张三、赵六")
    assert (task.title, task.area) == ("老旧小区", "城乡建设")


def test_markup_stays_the_characters_it_is(one):
    assert one(任务="<img src=x>", 牵头单位="<b>住建局</b>")[0].title == "<img src=x>"


def test_text_is_bounded(one):
    assert len(one(存在问题="长" * 20_000)[0].problem) == 2_000
    task, findings = one(任务="长" * 300, 牵头单位="局" * 300, 领域="域" * 300)
    assert (task.title, task.area) == ("长" * 200, "域" * 200)
    assert task.lead_units == ("局" * 200,)
    assert [line.endswith("is longer than 200 characters: cut") for line in findings] == [True] * 2


def test_a_configured_column_is_read(read):
    rows = [["攻坚事项", "包抓单位", "完成率"], ["t", "住建局", "50%"]]
    table, _ = read(rows, columns={"攻坚 事项": "title", "包抓单位": "lead_units"})
    assert (table.tasks[0].title, table.tasks[0].lead_units) == ("t", ("住建局",))


def test_an_unknown_field_of_a_configured_column_is_refused(make):
    with pytest.raises(
        ValueError,
        match="column “进度” is to be the unknown field “actuall”; did you mean “actual”",
    ):
        make.reading(columns={"进度": "actuall"})
    with pytest.raises(ValueError, match=r"unknown field “宽”$"):
        make.reading(columns={"进度": "宽"})


# Merged cells


def test_a_merged_cell_gives_its_value_to_every_cell_it_covers(make, read):
    rows = [
        HEAD,
        [1, "a", "t", "x、y", "40%"],
        [2, None, "u", None, None],
        [3, "b", "v", "z", "50%"],
    ]
    table, findings = read(make.xlsx({"s": rows}, {"s": ["B2:B3", "D2:D3", "E2:E3"]}))
    assert tasks_of(table) == [("t", "a", 0.4), ("u", "a", 0.4), ("v", "b", 0.5)]
    assert [task.lead_units for task in table.tasks] == [("x", "y"), ("x", "y"), ("z",)]
    assert findings == ()


def test_a_subtotal_within_a_merged_area_is_a_total(make, read):
    rows = [
        HEAD,
        [1, "a", "t", "x", "40%"],
        [None, None, "小计", None, "40%"],
        [2, None, "u", "x", "50%"],
    ]
    table, findings = read(make.xlsx({"s": rows}, {"s": ["B2:B4"]}))
    assert tasks_of(table) == [("t", "a", 0.4), ("u", "a", 0.5)]
    assert findings == ()


@pytest.mark.parametrize("text", ["合计", "注：略", "一、产业"])
def test_a_total_a_note_and_a_heading_may_be_merged_over_their_row(make, read, text):
    rows = [HEAD, [text, None, None, None, None], [1, None, "t", "x", "40%"]]
    table, findings = read(make.xlsx({"s": rows}, {"s": ["A2:E2"]}))
    assert [task.title for task in table.tasks] == ["t"]
    assert findings == ()


def test_another_text_merged_over_its_row_is_no_task_and_told(make, read):
    rows = [HEAD, [1, "a", "t", "x", "40%"], ["第二页", None, None, None, None]]
    table, findings = read(make.xlsx({"s": rows}, {"s": ["A3:E3"]}))
    assert len(table.tasks) == 1
    assert lines(findings) == [
        "s C3 (工作任务): “第二页” is merged over the row: not counted as a task"
    ]


def test_points_under_a_header_merged_over_two_columns_count_once(make, read):
    rows = [["任务", "牵头单位", "加分", None, "问题"], ["t", "x", 2, None, "略"]]
    table, _ = read(make.xlsx({"s": rows}, {"s": ["C1:D1", "C2:D2"]}))
    assert table.tasks[0].points == 2


def test_a_table_reads_the_same_with_its_merged_cells_and_after_it_lost_them(make, read):
    rows = [
        ["某县重点工作", None, None, None, None, None],
        ["序号", "领域", "工作任务", "牵头单位", "完成情况", None],
        [None, None, None, None, "完成率", "进展情况"],
        [1, "产业", "甲", "住建局", "40%", "略"],
        [2, None, "乙", "水务局", "50%", "略"],
        [3, "城建", "丙", "住建局", "60%", "略"],
    ]
    spans = ["A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "B4:B5"]
    merged, none = read(make.xlsx({"s": rows}, {"s": spans}))
    assert read(make.csv(rows)) == (merged, none)
    assert len(merged.tasks) == 3


# Several sheets


def test_with_no_area_column_and_several_sheets_the_sheet_s_name_is_the_area(make, read):
    rows = [["任务", "牵头单位"], ["t", "x"], ["一、道路", None], ["u", "x"]]
    with_area = [["任务", "牵头单位", "领域"], ["v", "x", None], ["w", "x", "b"]]
    table, _ = read(make.xlsx({"产业 项目": rows, "城建": with_area, "说明": [["略"]]}))
    assert [task.area for task in table.tasks] == ["产业 项目", "道路", "", "b"]


def test_the_name_of_the_only_sheet_with_tasks_is_no_area(make, read):
    rows = [["任务", "牵头单位"], ["t", "x"]]
    table, _ = read(make.xlsx({"产业": rows, "单位": [["单位", "得分"], ["x", 90]]}))
    assert table.tasks[0].area == ""


def test_a_value_above_and_an_id_do_not_reach_into_the_next_sheet(make, read):
    rows = [["序号", "领域", "任务", "牵头单位"], [1, "a", "t", "x"]]
    below = [["序号", "领域", "任务", "牵头单位"], [1, None, "u", "x"]]
    table, findings = read(make.xlsx({"甲": rows, "乙": below}))
    assert [task.area for task in table.tasks] == ["a", ""]
    assert findings == ()


def test_a_finding_names_sheet_cell_column_text_and_what_was_done(make, read):
    _, findings = read(make.xlsx({"进度表": [HEAD, [1, "a", "t", "x", "过半"]]}))
    (finding,) = findings
    assert (finding.sheet, finding.cell, finding.column, finding.text, finding.message) == (
        *("进度表", "E2", "完成率", "过半", "is not a share: counted as not reported"),
    )
