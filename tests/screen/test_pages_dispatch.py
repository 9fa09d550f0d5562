"""What is met about next, in days, and what was reported since, by battle line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Agenda, Meeting, MeetingKind, Problem, RoundKind
from kiosk.screen.geometry import FLOOR, ROW
from kiosk.screen.pages import Wall
from kiosk.screen.pages.dispatch import (
    DispatchPage,
    count_words,
    dispatch_pages,
    meeting_words,
)
from tests.screen.material import (
    FRESH,
    HAN,
    LONGEST,
    SEASON,
    SIZES,
    STALE,
    TITLE,
    TODAY,
    blocks,
    contest,
    plain,
    room_of,
    wall,
    words,
)

EVERY_SIZE = (*SIZES, (1600, 1200))
SINCE = date(2027, 5, 31)


def dispatch(days: int, topic: str = "") -> Meeting:
    return Meeting(kind=MeetingKind.DISPATCH, day=TODAY + timedelta(days=days), topic=topic)


def monthly(days: int, topic: str = "") -> Meeting:
    return Meeting(kind=MeetingKind.MONTHLY, day=TODAY + timedelta(days=days), topic=topic)


def problem(line: str, unit: str = "水务局", text: str = "征地涉及三户未签协议") -> Problem:
    return Problem(line=line, unit=unit, text=text, raised=TODAY)


REPORTED = (
    problem("工业战线", "工信局", "冷链项目用地规划许可尚未批复，影响基础施工，需协调"),
    problem("工业战线", "经开区", "变电站扩容方案待审定"),
    problem("农业战线", "农业农村局", "高标准农田第二标段流标，需重新招标，预计延期二十天"),
    problem("农业战线"),
    problem("", "教育局", "综合楼消防验收未通过"),
)
SIXTY = tuple(
    problem(f"第{number // 9}战线", HAN[number % 30 :][:4], f"{number}号问题待协调")
    for number in range(60)
)
AGENDAS = {
    "usual": Agenda(
        dispatch=dispatch(3, "工业战线、农业战线"),
        monthly=monthly(15, "听取汇报、集中评比"),
        since=SINCE,
        problems=REPORTED,
    ),
    "nothing reported": Agenda(dispatch=dispatch(0), monthly=monthly(15), since=SINCE),
    "both on one day": Agenda(
        dispatch=dispatch(15, "半年总评"), monthly=monthly(15), since=SINCE, problems=REPORTED[:1]
    ),
    "both on one day, nothing reported": Agenda(dispatch=dispatch(1), monthly=monthly(1)),
    "before the season": Agenda(dispatch=dispatch(24), monthly=monthly(41)),
    "only problems are left": Agenda(since=SINCE, problems=REPORTED[:2]),
    "sixty problems": Agenda(
        dispatch=dispatch(1), monthly=monthly(15), since=SINCE, problems=SIXTY
    ),
    "long": Agenda(
        dispatch=dispatch(186, "工业战线" * 20),
        monthly=monthly(15, "听取汇报、集中评比" * 6),
        since=SINCE,
        problems=tuple(
            problem("战线名称很长的一条战线" * (1 + number % 3), LONGEST, TITLE * (1 + number % 4))
            for number in range(9)
        ),
    ),
    "more than a page": Agenda(
        dispatch=dispatch(1),
        problems=(REPORTED[0], problem("工业战线", "工信局、" * 30, "长" * 900)),
    ),
}


def evaluated(agenda: Agenda, today: date = TODAY) -> Evaluation:
    return replace(contest(today=today), agenda=agenda)


def pages(agenda: Agenda, on: Wall | None = None, today: date = TODAY) -> Sequence[DispatchPage]:
    return dispatch_pages(evaluated(agenda, today), FRESH, on or wall())


def told(page: DispatchPage) -> list[str]:
    """Each meeting in a line: what, in how many days, when."""
    return [
        words((one.title, one.day_before, one.day, one.day_after, one.date))
        for one in page.meetings
    ]


def test_the_next_meetings_hang_with_their_days_the_nearest_first():
    (page, *_) = pages(AGENDAS["usual"])
    assert [" ".join(line.split()) for line in told(page)] == [
        "半月调度 还有 3 天 6 月 18 日 星期五",
        "月例会 还有 15 天 6 月 30 日 星期三",
    ]
    assert [plain(one.topic) for one in page.meetings] == [
        "工业战线、农业战线",
        "听取汇报、集中评比",
    ]
    (page,) = pages(Agenda(dispatch=dispatch(9), monthly=monthly(2)))
    assert [plain(one.title) for one in page.meetings] == ["月例会", "半月调度"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, ("", "今天", "")),
        (1, ("", "明天", "")),
        (2, ("还有", "2", "天")),
        (15, ("还有", "15", "天")),
        (186, ("还有", "186", "天")),
    ],
)
def test_days_are_counted_and_the_nearest_two_have_names(days, said):
    assert count_words(wall(), days) == said


def test_both_on_one_day_are_said_in_one():
    (page,) = pages(AGENDAS["both on one day"])
    (one,) = page.meetings
    assert words(one.title) == "半月调度、月例会"
    assert one.day == "15"
    assert plain(one.topic) == "半年总评"
    both = Agenda(dispatch=dispatch(2, "总评"), monthly=monthly(2, "评比"))
    assert plain(pages(both)[0].meetings[0].topic) == "总评；评比"
    same = Agenda(dispatch=dispatch(2, "总评"), monthly=monthly(2, "总评"))
    assert plain(pages(same)[0].meetings[0].topic) == "总评"


def test_the_nearest_day_is_the_largest_of_a_column():
    (page, *_) = pages(AGENDAS["usual"])
    first, second = page.meetings
    assert first.day_size > second.day_size
    (page, *_) = pages(AGENDAS["both on one day"])
    assert page.meetings[0].day_size == 264


def test_a_meeting_that_is_past_is_never_counted_down_to():
    assert pages(Agenda(dispatch=dispatch(-1), monthly=monthly(-3))) == ()
    (page,) = pages(Agenda(dispatch=dispatch(-1), monthly=monthly(3)))
    assert [one.day for one in page.meetings] == ["3"]


@pytest.mark.parametrize(
    ("rounds", "said"),
    [
        (RoundKind.HALF_MONTH, "半月调度"),
        (RoundKind.WEEK, "周调度"),
        (RoundKind.MONTH, "月调度"),
        ((date(2027, 6, 10), date(2027, 9, 30)), "战线调度"),
    ],
)
def test_a_dispatch_is_named_by_the_rounds_that_it_ends(rounds, said):
    season = replace(SEASON, rounds=rounds)
    assert meeting_words(wall(), MeetingKind.DISPATCH, season) == said
    assert meeting_words(wall(), MeetingKind.MONTHLY, season) == "月例会"


def test_problems_hang_under_their_battle_lines_name():
    agenda = Agenda(dispatch=dispatch(3), since=SINCE, problems=REPORTED)
    (page,) = pages(agenda, wall((1080, 1920)))
    assert [(plain(row.line), plain(row.unit)) for row in page.problems] == [
        ("工业战线", "工信局"),
        ("", "经开区"),
        ("农业战线", "农业农村局"),
        ("", "水务局"),
        ("其他", "教育局"),
    ]
    assert words(page.heading) == "新报问题 5 个"
    assert words(page.since) == "5 月 31 日调度以来"


def test_problems_without_any_battle_line_have_no_heading():
    agenda = Agenda(dispatch=dispatch(3), problems=(problem(""), problem("")))
    (page,) = pages(agenda)
    assert [row.line.text for row in page.problems] == [""]
    assert page.since.text == ""


def test_no_problem_is_plain_good_news():
    (page,) = pages(AGENDAS["nothing reported"])
    assert words(page.heading) == "没有新报问题"
    assert words(page.since) == "5 月 31 日调度以来"
    assert page.problems == ()
    assert page.heading.size > ROW
    (page,) = pages(AGENDAS["before the season"])
    assert (words(page.heading), page.since.text) == ("没有新报问题", "")


def test_after_the_last_meeting_the_problems_hang_alone_and_with_none_there_is_no_page():
    (page,) = pages(AGENDAS["only problems are left"])
    assert page.meetings == ()
    assert [plain(row.unit) for row in page.problems] == ["工信局", "经开区"]
    assert pages(Agenda(since=SINCE)) == ()


def test_few_problems_are_said_larger_than_many():
    (few,) = pages(AGENDAS["both on one day"])
    (many, *_) = pages(AGENDAS["sixty problems"])
    assert {row.text.size for row in few.problems} == {ROW}
    assert {row.text.size for row in many.problems} == {FLOOR}


def test_a_text_that_stands_on_its_units_baseline_has_its_row_to_itself():
    rows = [row for agenda in AGENDAS.values() for page in pages(agenda) for row in page.problems]
    beside = [row for row in rows if row.text_x and row.text.lines > 1 and row.text.size < ROW]
    assert beside
    for row in beside:
        lowered = (row.unit.size - row.text.size) * 1.005 + row.text.height
        assert row.row_height >= row.line.height + lowered + 18


@pytest.mark.parametrize("size", EVERY_SIZE)
@settings(max_examples=6)
@given(
    st.lists(
        st.builds(
            problem,
            st.sampled_from(["工业战线", "农业战线", "", "战线名称很长的一条战线" * 3]),
            st.sampled_from(["教育局", LONGEST, "水务局、" * 60]),
            st.sampled_from([1, 12, 40, 400]).map(lambda length: (HAN * 10)[:length]),
        ),
        max_size=6,
    ),
    st.sampled_from([(None, None), (dispatch(3), None), (dispatch(0), monthly(9, "评比" * 30))]),
)
def test_every_problem_hangs_whole_and_within_the_room(size, problems, meetings):
    agenda = Agenda(dispatch=meetings[0], monthly=meetings[1], problems=tuple(problems))
    drawn = pages(agenda, wall(size))
    rows = [row for page in drawn for row in page.problems]
    told = dict.fromkeys((one.line, one.text) for one in problems)
    assert "".join(plain(row.text) for row in rows) == "".join(text for _, text in told)
    assert all(row.unit.size >= ROW for row in rows if row.unit.text)
    for page in drawn:
        for row in page.problems:
            assert page.rows_y + row.at_y + row.row_height <= room_of(page.frame) + 1e-3
            end = page.list_x + row.at_x + page.row_width
            assert end <= wall(size).geometry.content_width + 1e-3
        assert all(one.at_y + one.height <= room_of(page.frame) + 1e-3 for one in page.meetings)
        assert all(block.size >= FLOOR for block in blocks(page) if block.text)
        if page.problems and any(one.line for one in problems):
            assert page.problems[0].line.text


def test_pages_are_counted_and_say_again_which_battle_line_they_go_on_with():
    drawn = pages(AGENDAS["sixty problems"])
    assert [page.frame.page_mark for page in drawn] == [
        f"{number}/{len(drawn)}" for number in range(1, len(drawn) + 1)
    ]
    assert all(page.problems[0].line.text for page in drawn)
    assert all(not page.meetings for page in drawn[1:])
    assert words(drawn[0].heading) == "新报问题 60 个"
    for page in drawn[1:]:
        assert words(page.frame.title) == "新报问题 60 个"
        assert words(page.frame.subtitle) == "5 月 31 日调度以来"
    assert min(len(page.problems) for page in drawn) > 1
    (page,) = pages(AGENDAS["nothing reported"])
    assert page.frame.page_mark == ""


def test_what_several_units_of_a_line_report_in_the_same_words_is_one_row():
    same = [problem("工业战线", unit, "资金未到位") for unit in ("工信局", "经开区", "财政局")]
    apart = [problem("农业战线", "水务局", "资金未到位"), problem("农业战线", "水务局", "缺人手")]
    (page,) = pages(Agenda(dispatch=dispatch(3), problems=(*same, *apart)))
    assert [(plain(row.unit), plain(row.text)) for row in page.problems] == [
        ("工信局、经开区、财政局", "资金未到位"),
        ("水务局", "资金未到位"),
        ("水务局", "缺人手"),
    ]
    assert words(page.heading) == "新报问题 5 个"


def test_texts_stand_beside_short_names_in_one_column_and_under_long_ones():
    reported = (
        problem("", "水务局"),
        problem("", "农业农村局", "高标准农田第二标段流标"),
        problem("", LONGEST, "消防验收未通过"),
    )
    (page,) = pages(Agenda(dispatch=dispatch(3), problems=reported))
    short, longer, longest = page.problems
    assert short.text_x == longer.text_x > wall().width_of("农业农村局", ROW, bold=True)
    assert longest.text_x == 0


def test_many_problems_stand_in_two_columns_on_a_wide_wall_alone():
    wide = pages(AGENDAS["sixty problems"])[1:]
    high = pages(AGENDAS["sixty problems"], wall((1080, 1920)))[1:]
    assert all(page.parted and len({row.at_x for row in page.problems}) == 2 for page in wide)
    assert all({row.at_x for row in page.problems} == {0} for page in high)
    for page in (*wide, *high):
        assert all(row.line.text for row in page.problems if row.at_y == 0)


def test_the_page_says_its_round_and_when_figures_are_too_old():
    (page, *_) = dispatch_pages(evaluated(AGENDAS["usual"]), STALE, wall())
    assert words(page.frame.title) == "调度与例会"
    assert words(page.frame.subtitle) == "第 3 期 · 6 月上半月"
    assert "（已过期）" in words(page.frame.as_of)
