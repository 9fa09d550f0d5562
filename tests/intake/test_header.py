"""Finding the table (rules, section 2)."""

import pytest

from kiosk.intake.grid import Grid, Merge
from kiosk.intake.header import (
    ENTRY_NAMES,
    FIELDS,
    INDICATOR_NAMES,
    MEETING_NAMES,
    PROBLEM_NAMES,
    PROJECT_NAMES,
    STEP_NAMES,
    TASK_NAMES,
    UNIT_NAMES,
    Vocabulary,
    find_header,
    header_names,
    normal_name,
)

TASKS = Vocabulary(TASK_NAMES)
REQUIRED = (("title", "lead_units"),)

SIMPLIFIED = {
    "id": ["序号", "编号", "任务编号", "id", "no", "No.", "ID"],
    "area": ["领域", "工作领域", "方面", "类别", "板块", "area"],
    "line": ["战线", "专班", "battle line", "line", "Battle Line"],
    "title": [
        *(
            "工作任务",
            "任务名称",
            "重点任务",
            "任务",
            "项目名称",
            "工作内容",
            "title",
            "task",
            "Task",
        ),
    ],
    "lead_units": [
        *("牵头单位", "责任单位", "主责单位", "牵头部门", "责任部门"),
        *("unit", "units", "lead unit", "Lead Unit", "lead_units"),
    ],
    "support_units": ["配合单位", "协办单位", "support_units"],
    "leader": ["牵头县级领导", "牵头领导", "包保领导", "责任领导", "leader"],
    "owner": ["责任人", "具体责任人", "owner"],
    "start": ["开始时间", "起始时间", "开始日期", "开工时间", "start"],
    "due": ["完成时限", "完成时间", "截止日期", "完成日期", "办结时限", "due", "deadline"],
    "weight": ["权重", "分值权重", "weight"],
    "planned": ["时序进度", "计划进度", "序时进度", "planned"],
    "actual": ["完成率", "完成进度", "实际进度", "完成比例", "进度", "actual", "progress"],
    "target": ["目标值", "目标", "任务目标", "target"],
    "done": ["完成值", "完成量", "累计完成", "done"],
    "quality": ["质量评分", "质量得分", "质量", "品质", "quality"],
    "results": ["成效评分", "成效得分", "成效", "成绩", "results"],
    "points": ["加减分", "加分", "扣分", "points"],
    "veto": ["一票否决", "veto"],
    "status_text": ["进展情况", "工作进展", "status_text"],
    "problem": ["存在问题", "问题", "problem"],
    "next_step": ["下步措施", "下一步措施", "下步打算", "next_step"],
    "updated": ["更新时间", "报送时间", "updated"],
}
TRADITIONAL = {
    "id": ["序號", "編號", "任務編號"],
    "area": ["領域", "工作領域", "類別", "板塊"],
    "line": ["戰線", "專班"],
    "title": ["工作任務", "任務名稱", "重點任務", "任務", "項目名稱", "工作內容"],
    "lead_units": ["牽頭單位", "責任單位", "主責單位", "牽頭部門", "責任部門"],
    "support_units": ["配合單位", "協辦單位"],
    "leader": ["牽頭縣級領導", "牽頭領導", "包保領導", "責任領導"],
    "owner": ["責任人", "具體責任人"],
    "start": ["開始時間", "起始時間", "開始日期", "開工時間"],
    "due": ["完成時限", "完成時間", "辦結時限"],
    "weight": ["權重", "分值權重"],
    "planned": ["時序進度", "計劃進度", "計畫進度", "序時進度"],
    "actual": ["完成進度", "實際進度", "進度"],
    "target": ["目標值", "目標", "任務目標"],
    "done": ["累計完成"],
    "quality": ["質量評分", "質量得分", "質量", "品質"],
    "results": ["成效評分", "成績"],
    "points": ["加減分"],
    "veto": ["一票否決"],
    "status_text": ["進展情況", "工作進展"],
    "problem": ["存在問題", "問題"],
    "updated": ["更新時間", "報送時間"],
}
NAMES = [
    (field, name)
    for names in (SIMPLIFIED, TRADITIONAL)
    for field, listed in names.items()
    for name in listed
]


def find(rows, merges=(), vocabulary=TASKS, required=REQUIRED, **more):
    return find_header(
        Grid([list(row) for row in rows], merges=merges, **more), vocabulary, required
    )


def columns(header):
    return {field: [column.index for column in found] for field, found in header.columns.items()}


@pytest.mark.parametrize(("field", "name"), NAMES)
def test_a_column_is_recognised_in_simplified_traditional_or_english(field, name):
    assert TASKS.find(normal_name(name))[0] == field


@pytest.mark.parametrize(
    "name",
    [
        *(
            "完成率(%)",
            "完成率（%）",
            "完成率［％］",
            "完 成 率",
            "完成\n率",
            "　完成率　",
            "完成率【%】",
            "完成率：",
        ),
        *(
            "完成率*",
            "*完成率",
            "完成率（%）（累计）",
            "完成率(累计(%))",
            "完成率%",
            "完成率（6月）：",
        ),
    ],
)
def test_white_space_and_a_bracketed_suffix_are_taken_off_after_nfkc(name):
    assert normal_name(name) == "完成率"


@pytest.mark.parametrize(
    "name", ["（完成）率", "完成率)", "上月完成率", "完成率说明", "%", "()", ""]
)
def test_other_texts_are_no_such_name(name):
    assert TASKS.find(normal_name(name)) is None


def test_no_name_stands_for_two_fields():
    for names in (
        *(TASK_NAMES, UNIT_NAMES, ENTRY_NAMES, INDICATOR_NAMES, MEETING_NAMES, PROBLEM_NAMES),
        {**PROJECT_NAMES, **STEP_NAMES},
    ):
        listed = [normal_name(name) for listed in names.values() for name in listed]
        assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    ("names", "written", "field"),
    [
        (INDICATOR_NAMES, "指標名稱", "indicator"),
        (INDICATOR_NAMES, "完成數", "value"),
        (INDICATOR_NAMES, "計量單位", "measure"),
        (INDICATOR_NAMES, "同比增長", "growth"),
        (INDICATOR_NAMES, "參評數", "peers"),
        (INDICATOR_NAMES, "比較範圍", "among"),
        (PROJECT_NAMES, "開工日期", "start"),
        (PROJECT_NAMES, "投產日期", "target"),
        (PROJECT_NAMES, "建成後", "capacity_after"),
        (STEP_NAMES, "步驟", "step"),
        (STEP_NAMES, "環節", "step"),
        (STEP_NAMES, "緊前工序", "after"),
        (STEP_NAMES, "實際開始", "started"),
        (STEP_NAMES, "關鍵節點", "milestone"),
        (MEETING_NAMES, "類型", "kind"),
        (MEETING_NAMES, "會議議題", "topic"),
        (MEETING_NAMES, "召開時間", "day"),
        (PROBLEM_NAMES, "問題", "problem"),
        (PROBLEM_NAMES, "戰線", "line"),
        (PROBLEM_NAMES, "報告時間", "raised"),
        (PROBLEM_NAMES, "辦結情況", "resolved"),
        (PROBLEM_NAMES, "是否銷號", "resolved"),
        (PROBLEM_NAMES, "狀態", "resolved"),
    ],
)
def test_a_name_may_be_written_in_traditional(names, written, field):
    known = Vocabulary(names).find(normal_name(written))
    assert known is not None
    assert known[0] == field


def test_every_field_has_a_name_and_can_be_configured():
    every = (TASK_NAMES, UNIT_NAMES, ENTRY_NAMES, INDICATOR_NAMES, PROJECT_NAMES, STEP_NAMES)
    assert {name for names in (*every, MEETING_NAMES, PROBLEM_NAMES) for name in names} == FIELDS


def test_names_are_gathered_from_where_a_header_can_stand():
    grid = Grid([["工作 任务"], [5, None], ["责任单位（盖章）"], *([[]] * 30), ["配合单位"]])
    assert header_names(grid) >= {"工作任务", "责任单位"}
    assert "配合单位" not in header_names(grid)
    assert header_names(Grid([["title"], ["units"]], records="tasks")) == {"title"}
    required = (("title", "lead_units"),)
    assert TASKS.could_make(header_names(grid), required)
    assert not TASKS.could_make({"工作任务", "配合单位"}, required)
    assert TASKS.could_make({"任务"}, (*required, ("title",)))


def test_configured_names_are_added_and_stronger():
    vocabulary = Vocabulary(
        TASK_NAMES, {"攻坚 事项(项)": "title", "任务": "problem", "单位": "lead_units"}
    )
    header = find([["任务", "攻坚事项", "工作任务", "单位", "牵头单位"]], vocabulary=vocabulary)
    assert columns(header) == {"problem": [0], "title": [1, 2], "lead_units": [3, 4]}


# One row


@pytest.mark.parametrize("row", range(20))
def test_the_header_stands_within_the_first_twenty_rows(row):
    header = find([*([["某县"]] * row), ["工作任务", "责任单位"], ["a", "b"]])
    assert (header.top, header.bottom) == (row, row)
    assert columns(header) == {"title": [0], "lead_units": [1]}


def test_a_header_in_the_twenty_first_row_is_not_found():
    assert find([*([["某县"]] * 20), ["工作任务", "责任单位"]]) is None


@pytest.mark.parametrize("row", [["工作任务"], ["责任单位"], ["工作任务", "单位"], []])
def test_a_header_needs_a_title_and_a_lead_unit(row):
    assert find([row, ["a", "b"]]) is None


def test_the_first_of_two_headers_counts():
    assert find([["工作任务", "责任单位"], ["a", "b"], ["任务", "牵头单位"]]).top == 0


def test_of_two_lead_columns_the_first_name_of_the_list_leads():
    header = find([["任务", "主责单位", "责任单位", "牵头单位", "units"]])
    assert columns(header)["lead_units"] == [3, 2, 1, 4]
    assert [column.header for column in header.columns["lead_units"]] == [
        *("牵头单位", "责任单位", "主责单位", "units"),
    ]


def test_of_two_columns_with_one_name_the_left_one_counts():
    assert columns(find([["任务", "责任单位", "进度", "进度"]]))["actual"] == [2, 3]


# Two stacked rows


UPPER = ["序号", "工作任务", "牵头单位", "完成情况", None, "评价", None]
LOWER = [None, None, None, "完成率", "进展情况", "质量", "成效"]
SPANS = [
    Merge(0, 0, 1, 0),
    Merge(0, 1, 1, 1),
    Merge(0, 2, 1, 2),
    Merge(0, 3, 0, 4),
    Merge(0, 5, 0, 6),
]
STACKED = {
    "id": [0],
    "title": [1],
    "lead_units": [2],
    "actual": [3],
    "status_text": [4],
    "quality": [5],
    "results": [6],
}


@pytest.mark.parametrize("merges", [SPANS, []])
def test_two_stacked_rows_with_or_without_their_merged_cells(merges):
    header = find([UPPER, LOWER, [1, "a", "b"]], merges)
    assert (header.top, header.bottom) == (0, 1)
    assert columns(header) == STACKED


@pytest.mark.parametrize("merges", [True, False])
def test_the_title_may_be_named_in_the_upper_and_the_lead_unit_in_the_lower_row(merges):
    rows = [
        ["序号", "任务", "分工", None],
        [None, None, "牵头单位", "配合单位"],
        [1, "a", "b", "c"],
    ]
    spans = [Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 3)] if merges else []
    header = find(rows, spans)
    assert (header.top, header.bottom) == (0, 1)
    assert columns(header) == {"id": [0], "title": [1], "lead_units": [2], "support_units": [3]}


def test_title_and_lead_unit_may_both_be_named_in_the_lower_row():
    rows = [["序号", "事项", None, "权重"], [None, "任务", "牵头单位", None], [1, "a", "b", 2]]
    header = find(rows)
    assert (header.top, header.bottom) == (0, 1)
    assert columns(header) == {"id": [0], "title": [1], "lead_units": [2], "weight": [3]}


def test_a_banner_over_the_header_is_no_part_of_it():
    rows = [
        ["全县工作", None, None],
        ["填报单位：督查室", None, "截至6月15日"],
        ["任务", "责任单位", "进度"],
    ]
    header = find([*rows, ["a", "b", 1]])
    assert (header.top, header.bottom) == (2, 2)


def test_a_banner_over_two_stacked_rows_is_no_part_of_them():
    header = find([["填报单位：督查室", None, "截至6月15日"], UPPER, LOWER, [1, "a", "b"]])
    assert (header.top, header.bottom) == (1, 2)
    assert columns(header) == STACKED


def test_a_single_recognised_text_over_the_header_is_a_banner():
    assert find([["任务"], ["id", "任务", "责任单位"]]).top == 1


def test_a_row_merged_over_what_the_header_requires_is_no_second_header_row():
    """With it the table would have no titles any more."""
    header = find(
        [["序号", "任务名称", "牵头单位"], ["进展情况", None, None]], merges=[Merge(1, 0, 1, 2)]
    )
    assert (header.top, header.bottom) == (0, 0)
    assert columns(header) == {"id": [0], "title": [1], "lead_units": [2]}


def test_a_task_under_the_header_is_no_second_header_row():
    header = find([["任务", "责任单位", "问题"], ["道路", "住建局", "进度"]])
    assert header.bottom == 0
    header = find([["任务", "责任单位", "问题"], [None, "住建局", "进度"]])
    assert header.bottom == 0
    header = find([["任务", "责任单位", "问题"], [None, None, "征拆"]])
    assert header.bottom == 0


def test_in_the_lower_row_the_lead_unit_may_be_named_once_more():
    rows = [["任务", "责任单位", None], [None, "牵头单位", "配合单位"], ["a", "b", "c"]]
    header = find(rows)
    assert header.bottom == 1
    assert columns(header) == {"title": [0], "lead_units": [1], "support_units": [2]}


def test_the_lower_name_counts_where_it_is_recognised_else_the_upper():
    rows = [
        ["任务", "责任单位", "进度", None],
        [None, None, "完成率", "本月"],
        ["a", "b", 0.5, 0.6],
    ]
    spans = [Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 3)]
    for merges in (spans, []):
        header = find(rows, merges)
        assert columns(header)["actual"] == [2, 3]
        assert [column.header for column in header.columns["actual"]] == ["完成率", "进度"]


def test_a_lower_name_beats_a_stronger_upper_one():
    rows = [
        ["任务", "责任单位", "完成率", None],
        [None, None, "本月", "进度"],
        ["a", "b", 0.5, 0.6],
    ]
    spans = [Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 3)]
    for merges in (spans, []):
        assert columns(find(rows, merges))["actual"] == [3, 2]


def test_a_name_merged_into_the_lower_row_is_a_lower_name():
    rows = [
        ["任务", "责任单位", "完成率", "其他", None],
        [None, None, None, "进度", "问题"],
        list("abcde"),
    ]
    spans = [Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 1, 2), Merge(0, 3, 0, 4)]
    for merges in (spans, []):
        assert columns(find(rows, merges))["actual"] == [2, 3]


def test_an_upper_name_over_a_blank_does_not_reach_over_its_neighbour():
    rows = [["任务", "责任单位", None, "问题"], [None, None, "联系人", "进度"], ["a", "b", "c", 1]]
    assert columns(find(rows)) == {"title": [0], "lead_units": [1], "actual": [3]}


def test_a_header_may_be_merged_over_more_rows():
    rows = [["任务", "责任单位", "进度"], [None] * 3, [None] * 3, ["a", "b", 1]]
    spans = [Merge(0, 0, 2, 0), Merge(0, 1, 2, 1)]
    assert find(rows, [*spans, Merge(0, 2, 2, 2)]).bottom == 2
    rows[1] = [None, None, "完成率"]
    assert find(rows, spans).bottom == 2


def test_a_title_merged_over_its_tasks_does_not_make_the_table_a_header():
    rows = [["任务", "责任单位"], *([[None, "x"]] * 9)]
    assert find(rows, [Merge(0, 0, 9, 0)]).bottom == 3


def test_two_stacked_rows_may_start_in_the_twentieth_row():
    rows = [*([["某县"]] * 19), ["任务", "分工"], [None, "牵头单位"], ["a", "b"]]
    assert find(rows).bottom == 20
    assert find([["某县"], *rows]) is None


def test_a_number_is_no_name():
    assert find([[1, True, 2.5], ["任务", "责任单位", "进度"]]).top == 1


def test_of_a_list_of_records_only_the_keys_count():
    keys = ["标题", "unit"]
    assert find([keys, ["任务", "责任单位"]], records="") is None
    assert find([["title", "unit"], ["任务", "责任单位"]], records="").bottom == 0


def test_a_blank_first_column_belongs_to_no_name():
    rows = [[None, "任务", "责任单位", None], ["1", None, "牵头", "配合"], ["a", "b", "c", "d"]]
    assert columns(find(rows)) == {"title": [1], "lead_units": [2]}
    rows = [[None, "任务", "分工", None], ["1", None, "牵头单位", "配合单位"], ["a", "b", "c", "d"]]
    assert columns(find(rows)) == {"title": [1], "lead_units": [2], "support_units": [3]}
