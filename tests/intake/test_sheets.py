"""A source's tables of units and of red and black entries (rules, sections 5 and 6)."""

import pytest

from kiosk.contest.model import ListedEntry, Side, Unit

TASKS = [["任务", "牵头单位"], ["t", "住建局"]]


@pytest.mark.parametrize(
    "head",
    [
        ("单位", "得分"),
        ("单位名称", "总分"),
        ("部门", "综合得分"),
        ("Unit", "score"),
        ("單位", "總得分"),
    ],
)
def test_scores_of_a_table_of_units_are_taken_as_they_are(read, head):
    table, findings = read(
        [["得分表"], list(head), ["住建局", 92.849], ["水务局", "107.5分"], ["城管局", "—"]]
    )
    assert table.units == (
        Unit(name="住建局", score=92.849),
        Unit(name="水务局", score=107.5),
        Unit(name="城管局"),
    )
    assert table.tasks == ()
    assert findings == ()


def test_a_table_of_units_may_give_groups_alone(read):
    table, _ = read([["排名", "单位", "组别"], [1, "住建局", "县直部门"], [2, "红旗镇", "乡镇"]])
    assert table.units == (Unit(name="住建局", group="县直部门"), Unit(name="红旗镇", group="乡镇"))


def test_totals_notes_and_blanks_are_no_units(read):
    rows = [
        ["单位", "得分"],
        ["合计", 180],
        ["住建局", 90],
        [None, 3],
        ["—", 2],
        [],
        ["注：略", None],
    ]
    table, _ = read(rows)
    assert [unit.name for unit in table.units] == ["住建局"]


def test_a_score_that_cannot_be_read_is_told(read):
    table, findings = read([["单位", "得分"], ["住建局", "优秀"]])
    assert table.units == (Unit(name="住建局"),)
    assert [str(one) for one in findings] == [
        "B2 (得分): “优秀” is not a number: the unit is given no score"
    ]


def test_aliases_fold_units(make, read):
    table, _ = read([["单位", "得分"], ["发展和改革局", 90]], aliases={"发展和改革局": "发改局"})
    assert table.units == (Unit(name="发改局", score=90),)


def test_what_two_tables_say_of_a_unit_is_put_together(make, read):
    body = make.xlsx(
        {
            "组": [["单位", "组别"], ["住建局", "县直"], ["水务局", "县直"]],
            "分": [["单位", "得分"], ["住建局", 90], ["城管局", 80]],
            "又": [["单位", "得分", "组别"], ["住建局", 91, "x"], ["城管局", 80, "y"]],
        }
    )
    table, findings = read(body)
    assert table.units == (
        Unit(name="住建局", group="县直", score=90),
        Unit(name="水务局", group="县直"),
        Unit(name="城管局", group="y", score=80),
    )
    assert [str(one) for one in findings] == [
        "“住建局” has a second score, 91: the first, 90, counts"
    ]


def test_a_table_of_units_stands_beside_the_tasks(make, read):
    units = [["单位", "得分", "类别"], ["住建局", 90, "县直"]]
    table, _ = read(make.xlsx({"得分": units, "任务": TASKS}))
    assert len(table.tasks) == len(table.units) == 1


def test_a_sheet_with_a_title_column_is_no_table_of_units(make, read):
    table, _ = read(
        make.xlsx({"x": [["任务", "单位", "得分"], ["t", "住建局", 90]], "任务": TASKS})
    )
    assert table.units == ()


ENTRIES = [
    ["期次", "榜单", "单位", "事由", "整改时限", "整改情况"],
    ["第3期", "红榜", "住建局", "进度领先", None, None],
    ["第3期", "黑榜", "水务局", "滞后", "6月底前", "整改中"],
]


def test_a_source_s_own_entries_are_read(read):
    table, findings = read([["红黑榜"], *ENTRIES])
    assert table.entries == (
        ListedEntry(side=Side.RED, subject="住建局", round="第3期", reason="进度领先"),
        ListedEntry(
            side=Side.BLACK,
            subject="水务局",
            round="第3期",
            reason="滞后",
            rectify_by="6月底前",
            rectified="整改中",
        ),
    )
    assert findings == ()


@pytest.mark.parametrize(
    ("text", "side"),
    [
        *((text, Side.RED) for text in ("红", "红榜", "紅榜", "紅", "red", "RED", "红 榜")),
        *((text, Side.BLACK) for text in ("黑", "黑榜", "black", "Black")),
    ],
)
def test_an_entry_is_red_or_black(read, text, side):
    assert read([["榜单", "单位"], [text, "住建局"]])[0].entries[0].side is side


@pytest.mark.parametrize("head", ["单位名称", "责任单位", "牵头单位", "責任單位", "部门", "Unit"])
def test_who_is_listed_may_be_headed_as_offices_do(read, head):
    table, findings = read([["期次", "榜单", head], ["第3期", "红", "住建局"]])
    assert [entry.subject for entry in table.entries] == ["住建局"]
    assert findings == ()


def test_an_entry_that_is_neither_or_names_nobody_is_told(read):
    rows = [["榜单", "单位"], ["蓝榜", "住建局"], [None, "水务局"], ["红", None], ["红", "城管局"]]
    table, findings = read(rows)
    assert [entry.subject for entry in table.entries] == ["城管局"]
    assert [str(one) for one in findings] == [
        "A2 (榜单): “蓝榜” is neither red nor black: not an entry",
        "A3 (榜单): is neither red nor black: not an entry",
        "B4 (单位): no unit: not an entry",
    ]


def test_a_date_of_an_entry_is_written_in_iso_form(read):
    table, _ = read(
        [["榜单", "单位", "整改时限"], ["黑", "发展和改革局", 46543]],
        aliases={"发展和改革局": "发改局"},
    )
    assert table.entries == (
        ListedEntry(side=Side.BLACK, subject="发改局", rectify_by="2027-06-05"),
    )


def test_entries_with_a_score_are_entries(read):
    table, _ = read(
        [["榜单", "单位", "得分", "轮次", "理由"], ["黑", "住建局", 60, "6月上半月", "滞后"]]
    )
    assert table.units == ()
    assert table.entries[0].round == "6月上半月"
    assert table.entries[0].reason == "滞后"


def test_a_table_of_entries_without_entries_is_not_no_table(read):
    tasks = {"tasks": [{"title": "修路", "unit": "交通局"}]}
    assert read(tasks)[0].entries is None
    assert read(tasks | {"entries": []})[0].entries == ()


def test_a_sheet_of_entries_without_entries_is_not_no_table(make, read):
    sheets = {"任务": [["任务名称", "牵头单位"], ["修路", "交通局"]]}
    assert read(make.xlsx(sheets))[0].entries is None
    listed = sheets | {"红黑榜": [["期次", "榜单", "单位"]]}
    assert read(make.xlsx(listed))[0].entries == ()
