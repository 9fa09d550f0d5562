"""The meetings that a source sets (rules, section 7)."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.model import Meeting, MeetingKind

DISPATCH, MONTHLY = MeetingKind.DISPATCH, MeetingKind.MONTHLY
TASKS = [["任务", "牵头单位"], ["修路", "交通局"]]


@pytest.fixture
def meetings(make, read):
    """Reads a sheet of meetings beside one of tasks."""

    def read_it(rows, **more):
        table, findings = read(make.xlsx({"任务": TASKS, "会议": rows}), **more)
        assert len(table.tasks) == 1
        return table.meetings, [str(one) for one in findings]

    return read_it


@pytest.mark.parametrize(
    "head",
    [
        ("类型", "日期", "内容"),
        ("会议", "时间", "议题"),
        ("會議類型", "會議日期", "議題"),
        ("kind", "date", "topic"),
        ("Type", "day", "Topic"),
    ],
)
def test_a_meeting_has_a_kind_a_day_and_a_topic(meetings, head):
    found, findings = meetings(
        [
            ["会议安排"],
            list(head),
            ["半月调度", date(2027, 5, 14), "调度开局\n进度"],
            ["月例会", "6月30日", None],
        ]
    )
    assert found == (
        Meeting(kind=DISPATCH, day=date(2027, 5, 14), topic="调度开局进度"),
        Meeting(kind=MONTHLY, day=date(2027, 6, 30)),
    )
    assert findings == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (text, DISPATCH)
            for text in ("半月调度", "调度", "战线调度", "dispatch", "Dispatch", "半月調度")
        ),
        *(
            (text, DISPATCH)
            for text in ("半月战线调度", "调度会", "第3期调度会议", "6月上半月调度")
        ),
        *(
            (text, MONTHLY)
            for text in ("月例会", "例会", "四套班子例会", "monthly", "月例會", "四套班子會議")
        ),
        *((text, MONTHLY) for text in ("6月例会", "月度例会", "四套班子月例会", "例会（扩大）")),
    ],
)
def test_the_kind_goes_by_many_names(meetings, text, kind):
    found, findings = meetings([["类型", "日期"], [text, "6月30日"]])
    assert [one.kind for one in found] == [kind]
    assert findings == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["座谈会", "6月30日"], "A2 (类型): “座谈会” is neither a dispatch nor a monthly meeting"),
        (["月调度", "6月30日"], "A2 (类型): “月调度” is neither a dispatch nor a monthly meeting"),
        (["周例会", "6月30日"], "A2 (类型): “周例会” is neither a dispatch nor a monthly meeting"),
        ([None, "6月30日"], "A2 (类型): no kind"),
        (["例会", "待定"], "B2 (日期): “待定” is not a date"),
        (["例会", "6月31日"], "B2 (日期): “6月31日” is no day of the calendar"),
        (["例会", None], "B2 (日期): no date"),
        (["例会", "长期"], "B2 (日期): “长期” no date"),
        (["例会", "2026-06-30"], "B2 (日期): “2026-06-30” is outside the season"),
        (["例会", "2027-10-01"], "B2 (日期): “2027-10-01” is outside the season"),
    ],
)
def test_a_meeting_that_cannot_be_announced_is_told_and_left_out(meetings, row, told):
    found, findings = meetings([["类型", "日期"], row, ["调度", "9月30日"], ["调度", "5月1日"]])
    assert [one.day for one in found] == [date(2027, 9, 30), date(2027, 5, 1)]
    assert findings == [f"会议 {told}: the meeting is left out"]


def at_noon(day):
    return datetime(2027, *day, 4, tzinfo=UTC)


PAST = [["类型", "日期"], ["调度", "6月15日"], ["例会", "5月31日"]]


ANNOUNCED = "the next ones are announced by the calendar"


def test_meetings_in_the_past_are_told_once_with_the_cell_of_the_first(meetings):
    day = at_noon((6, 16))
    found, findings = meetings(PAST, modified=day)
    assert len(found) == 2
    both = "会议 B2 (日期): “6月15日” lies before 2027-06-16, and so do others (2 in all)"
    assert findings == [f"{both}: {ANNOUNCED}"]
    found, findings = meetings([*PAST, ["例会", "6月16日"]], modified=day)
    assert len(found) == 3
    assert findings == [f"{both}: not announced"]
    assert meetings([PAST[0], ["例会", "6月16日"], PAST[1]], modified=day)[1] == [
        "会议 B3 (日期): “6月15日” lies before 2027-06-16: not announced"
    ]


@pytest.mark.parametrize(
    ("rows", "day"),
    [(PAST[:2], (6, 15)), (PAST[:1], (6, 16)), (PAST, (10, 1))],
    ids=["it is today", "none is listed", "the season is over"],
)
def test_nothing_is_told_of_meetings_that_may_stand_there(meetings, rows, day):
    assert meetings(rows, modified=at_noon(day))[1] == []


def test_nothing_is_told_of_the_past_where_the_day_is_not_known(meetings):
    assert meetings(PAST)[1] == []


def test_on_the_last_day_of_the_season_the_past_is_still_told(meetings):
    assert len(meetings(PAST, modified=at_noon((9, 30)))[1]) == 1


def test_telephone_numbers_are_dropped(meetings):
    found, _ = meetings(
        [["类型", "日期", "内容"], ["调度", "6月30日", "调度进度，电话13812345678"]]
    )
    assert found[0].topic == "调度进度"


JUNK = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["调度", "例会", "6月30日", "合计", "一、甲", "2027-13-01", "9999-12-31"]),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.booleans(),
)


@given(rows=st.lists(st.tuples(JUNK, JUNK, JUNK), max_size=6))
def test_any_junk_is_data_or_a_finding(read, rows):
    """A row of the table's own is a meeting, or it is told why not."""
    listed = [dict(zip(("kind", "date", "topic"), row, strict=True)) for row in rows]
    document = {"tasks": [{"title": "t", "units": "x"}], "meetings": listed}
    table, findings = read(document, modified=at_noon((6, 16)))
    assert len(table.meetings) <= len(rows)
    told = {finding.cell.partition(".")[0] for finding in findings}
    readable = [n for n, row in enumerate(rows) if row[:2] == ("调度", "6月30日")]
    assert told.isdisjoint(f"meetings[{n}]" for n in readable)
    for meeting in table.meetings:
        assert date(2027, 5, 1) <= meeting.day <= date(2027, 9, 30)
