"""The meetings of a season, and what has come up since the last (rules, section 7)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.agenda import agenda, computed_meetings, open_problems, overriding
from kiosk.contest.calendar import rounds
from kiosk.contest.model import (
    Agenda,
    Meeting,
    MeetingKind,
    Problem,
    RoundKind,
    Rules,
    Season,
    Task,
)
from kiosk.contest.plan import view_task
from kiosk.contest.working_days import WorkingDays

SEASON = Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
WEEKENDS = WorkingDays()
TODAY = date(2027, 6, 10)
LAST_DISPATCH = date(2027, 5, 31)
DAY = timedelta(days=1)


def dispatch(month, day, topic=""):
    return Meeting(kind=MeetingKind.DISPATCH, day=date(2027, month, day), topic=topic)


def monthly(month, day, topic=""):
    return Meeting(kind=MeetingKind.MONTHLY, day=date(2027, month, day), topic=topic)


def views(*tasks):
    return tuple(view_task(one, SEASON, TODAY, Rules()) for one in tasks)


def task(problem="", **said):
    return Task(title="t", problem=problem, **said)


def on(today, *meetings, season=SEASON, working=WEEKENDS, problems=(), tasks=()):
    return agenda(season, working, meetings, problems, views(*tasks), today)


def new(*problems, tasks=(), since=LAST_DISPATCH):
    return open_problems(problems, views(*tasks), since)


def days(kind, meetings):
    return [one.day for one in meetings if one.kind is kind]


# When the meetings are


def test_dispatch_falls_on_each_rounds_last_working_day():
    found = days(MeetingKind.DISPATCH, computed_meetings(SEASON, WEEKENDS))
    assert " ".join(f"{day:%m-%d}" for day in found) == (
        "05-14 05-31 06-15 06-30 07-15 07-30 08-13 08-31 09-15 09-30"
    )


def test_the_monthly_meeting_falls_on_each_months_last_working_day():
    found = days(MeetingKind.MONTHLY, computed_meetings(SEASON, WEEKENDS))
    assert " ".join(f"{day:%m-%d}" for day in found) == "05-31 06-30 07-30 08-31 09-30"


def test_the_seasons_end_cuts_its_last_month():
    season = replace(SEASON, end=date(2027, 9, 19), rounds=RoundKind.MONTH)
    found = computed_meetings(season, WEEKENDS)
    assert days(MeetingKind.MONTHLY, found)[-1] == date(2027, 9, 17)
    assert days(MeetingKind.DISPATCH, found) == days(MeetingKind.MONTHLY, found)


def test_holidays_and_make_up_days_move_the_meetings():
    working = WorkingDays(
        days_off=frozenset({date(2027, 6, 15), date(2027, 6, 30)}),
        days_on=frozenset({date(2027, 5, 15), date(2027, 7, 31)}),
    )
    found = computed_meetings(SEASON, working)
    dispatches = days(MeetingKind.DISPATCH, found)
    assert dispatches[0] == date(2027, 5, 15)
    assert dispatches[2:4] == [date(2027, 6, 14), date(2027, 6, 29)]
    assert dispatches[5] == date(2027, 7, 31)
    assert days(MeetingKind.MONTHLY, found)[1:3] == [date(2027, 6, 29), date(2027, 7, 31)]


def test_a_round_without_a_working_day_has_no_dispatch():
    season = replace(SEASON, start=date(2027, 5, 1), rounds=RoundKind.WEEK)
    found = days(MeetingKind.DISPATCH, computed_meetings(season, WEEKENDS))
    assert rounds(season)[0].end == date(2027, 5, 2)
    assert found[:2] == [date(2027, 5, 7), date(2027, 5, 14)]


ROUNDS = st.sampled_from(RoundKind) | st.lists(
    st.dates(SEASON.start, SEASON.end), min_size=1, max_size=5, unique=True
).map(lambda listed: tuple(sorted(listed)))


@given(ROUNDS, st.frozensets(st.dates(SEASON.start, SEASON.end), max_size=40))
def test_each_dispatch_is_its_rounds_last_day_that_is_worked_on(kind, off):
    season, working = replace(SEASON, rounds=kind), WorkingDays(days_off=off)
    expected = []
    for one in rounds(season):
        span = [one.start + n * DAY for n in range((one.end - one.start).days + 1)]
        expected += [day for day in span if working.is_working(day)][-1:]
    assert days(MeetingKind.DISPATCH, computed_meetings(season, working)) == expected


# Who sets them


def test_a_meeting_that_somebody_set_stands_in_for_the_computed_one():
    found = on(date(2027, 6, 1), dispatch(6, 11, "逾期任务"), monthly(6, 25, "半年进展"))
    assert found.dispatch == dispatch(6, 11, "逾期任务")
    assert found.monthly == monthly(6, 25, "半年进展")
    later = on(date(2027, 6, 12), dispatch(6, 11), monthly(6, 25))
    assert later.dispatch == dispatch(6, 30)
    assert later.since == date(2027, 6, 11)


def test_the_other_rounds_and_the_other_kind_keep_theirs():
    found = overriding(SEASON, [dispatch(6, 29)], computed_meetings(SEASON, WEEKENDS))
    assert dispatch(6, 30) not in found
    assert {dispatch(6, 15), dispatch(7, 15), monthly(6, 30)} < set(found)
    assert len(found) == 15


@pytest.mark.parametrize("day", [1, 15])
def test_a_round_has_the_meetings_of_its_first_and_its_last_day(day):
    found = overriding(SEASON, [dispatch(6, day)], computed_meetings(SEASON, WEEKENDS))
    held = [one.day for one in found if one.kind is MeetingKind.DISPATCH]
    assert sorted(held)[1:4] == [date(2027, 5, 31), date(2027, 6, day), date(2027, 6, 30)]


def test_several_meetings_in_one_round_all_count():
    twice = (dispatch(6, 11), dispatch(6, 4))
    assert on(date(2027, 6, 1), *twice).dispatch == dispatch(6, 4)
    between = on(date(2027, 6, 5), *twice)
    assert (between.since, between.dispatch) == (date(2027, 6, 4), dispatch(6, 11))
    assert on(date(2027, 6, 12), *twice).dispatch == dispatch(6, 30)


def test_the_configs_meetings_go_before_the_tables():
    table = [dispatch(6, 14), dispatch(6, 29), monthly(6, 28)]
    found = overriding(SEASON, [dispatch(6, 11)], table)
    assert set(found) == {dispatch(6, 11), dispatch(6, 29), monthly(6, 28)}


def test_a_day_that_somebody_set_need_not_be_a_working_day():
    assert on(date(2027, 6, 1), dispatch(6, 12)).dispatch == dispatch(6, 12)


def test_a_dispatch_outside_the_season_stands_in_for_those_of_its_day_alone():
    early, late = dispatch(4, 28, "动员"), dispatch(10, 8, "总结")
    assert on(date(2027, 4, 1), early).dispatch == early
    assert on(date(2027, 4, 29), early).dispatch == dispatch(5, 14)
    assert on(date(2027, 9, 30), late).dispatch == dispatch(9, 30)
    assert on(date(2027, 10, 1), late).dispatch == late
    assert overriding(SEASON, [late], [dispatch(10, 8), dispatch(10, 9)]) == (
        late,
        dispatch(10, 9),
    )


def test_a_monthly_meeting_outside_the_season_is_of_its_own_month():
    late = monthly(10, 12)
    assert on(date(2027, 10, 1), late).monthly == late
    assert overriding(SEASON, [late], [monthly(10, 8), monthly(9, 30)]) == (late, monthly(9, 30))
    year = replace(SEASON, end=date(2028, 6, 30))
    june = [monthly(6, 25), Meeting(kind=MeetingKind.MONTHLY, day=date(2028, 6, 23))]
    assert overriding(year, june[:1], june[1:]) == tuple(june)


# Which one is next


def test_a_meeting_of_today_is_still_to_come():
    found = on(date(2027, 6, 30))
    assert (found.dispatch, found.monthly) == (dispatch(6, 30), monthly(6, 30))
    assert found.since == date(2027, 6, 15)


def test_the_day_after_a_meeting_the_next_one_is_ahead():
    found = on(date(2027, 7, 1))
    assert (found.dispatch, found.monthly) == (dispatch(7, 15), monthly(7, 30))
    assert found.since == date(2027, 6, 30)


def test_before_the_season_the_agenda_begins_with_the_first_round():
    found = on(date(2027, 2, 1))
    assert found == Agenda(dispatch=dispatch(5, 14), monthly=monthly(5, 31), since=None)


def test_after_the_season_nothing_is_next():
    found = on(date(2027, 10, 1))
    assert (found.dispatch, found.monthly) == (None, None)
    assert found.since == date(2027, 9, 30)


def test_of_two_meetings_on_one_day_the_one_named_first_is_next():
    named = (dispatch(6, 11, "上午"), dispatch(6, 11, "下午"))
    assert on(date(2027, 6, 11), *named).dispatch == named[0]


@given(
    st.lists(
        st.builds(
            Meeting,
            kind=st.sampled_from(MeetingKind),
            day=st.dates(date(2027, 4, 1), date(2027, 10, 31)),
        ),
        max_size=6,
    ),
    st.dates(date(2027, 4, 1), date(2027, 10, 31)),
)
def test_a_meeting_in_the_past_is_never_next(meetings, today):
    found = on(today, *meetings)
    for one in (found.dispatch, found.monthly):
        assert one is None or one.day >= today
    assert found.since is None or found.since < today
    ahead = [one.day for one in meetings if one.day >= today and one.kind is MeetingKind.DISPATCH]
    assert not ahead or found.dispatch.day <= min(ahead)


# Problems


@pytest.mark.parametrize(
    ("raised", "listed"),
    [
        (None, True),
        (date(2027, 6, 1), True),
        (LAST_DISPATCH, False),
        (date(2027, 5, 20), False),
    ],
)
def test_problems_reported_since_the_last_dispatch_are_listed(raised, listed):
    one = Problem(text="用地未落实", unit="甲", raised=raised)
    assert new(one) == ((one,) if listed else ())
    named = task("用地未落实", lead_units=("甲",), updated=raised)
    assert new(tasks=[named]) == ((one,) if listed else ())


def test_the_agenda_asks_since_its_own_last_dispatch():
    old, late = (Problem(text=str(day), raised=date(2027, 6, day)) for day in (11, 12))
    assert on(date(2027, 6, 14), problems=(old, late)).problems == (old, late)
    assert on(date(2027, 6, 14), dispatch(6, 11), problems=(old, late)).problems == (late,)


def test_before_the_first_dispatch_every_problem_is_new():
    one = Problem(text="用地未落实", raised=date(2027, 1, 1))
    assert new(one, since=None) == (one,)


def test_a_resolved_problem_is_no_more_in_the_way():
    assert new(Problem(text="用地未落实", resolved=True)) == ()


def test_a_tasks_problem_is_its_lead_units_and_of_its_battle_line():
    named = task("用地未落实", lead_units=("甲", "乙"), line="一线", updated=TODAY)
    assert new(tasks=[named]) == (
        Problem(text="用地未落实", unit="甲、乙", line="一线", raised=TODAY),
    )


def test_a_task_that_is_done_or_names_none_has_no_problem():
    assert new(tasks=[task("用地未落实", actual=1.0), task("", actual=0.5)]) == ()
    assert len(new(tasks=[task("用地未落实", actual=0.99)])) == 1


def test_the_same_text_of_the_same_unit_is_listed_once():
    first = task("用地未落实", lead_units=("甲",), line="一线", updated=date(2027, 6, 2))
    again = replace(first, updated=date(2027, 6, 3))
    other = task("用地未落实", lead_units=("乙",), line="一线")
    assert [(one.unit, one.raised) for one in new(tasks=[first, again, other])] == [
        ("甲", date(2027, 6, 2)),
        ("乙", None),
    ]
    row = Problem(text="用地未落实", unit="甲")
    assert new(row, row, tasks=[again]) == (row,)


def test_the_table_of_problems_has_the_last_word_on_what_a_task_names():
    named = task("用地未落实", lead_units=("甲",), updated=TODAY)
    resolved = Problem(text="用地未落实", unit="甲", resolved=True)
    old = Problem(text="用地未落实", unit="甲", raised=date(2027, 5, 2))
    assert new(resolved, tasks=[named]) == ()
    assert new(old, tasks=[named]) == ()
    elsewhere = replace(resolved, unit="乙")
    assert len(new(elsewhere, tasks=[named])) == 1


def test_problems_are_listed_by_battle_line_in_the_order_of_the_table():
    tasks = [
        task("a", lead_units=("甲",), line="二线"),
        task("b", lead_units=("乙",), line="一线"),
        task("c", lead_units=("丙",)),
        task("d", lead_units=("丁",), line="二线"),
    ]
    problems = [
        Problem(text="w"),
        Problem(text="x", line="四线"),
        Problem(text="y", line="一线"),
        Problem(text="z", line="三线"),
    ]
    listed = new(*problems, tasks=tasks)
    assert [one.line for one in listed] == ["二线"] * 2 + ["一线"] * 2 + ["四线", "三线", "", ""]
    assert "".join(one.text for one in listed) == "adybxzwc"


def test_a_task_without_a_problem_still_gives_its_line_a_place():
    tasks = [task(line="二线"), task("a", line="一线")]
    found = new(Problem(text="b", line="一线"), Problem(text="c", line="二线"), tasks=tasks)
    assert [one.text for one in found] == ["c", "b", "a"]
