"""What is overdue, and what falls due before the round ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.due import due_by_area
from kiosk.contest.evaluation import Evaluation, evaluate
from kiosk.contest.model import Lamp, RoundKind, Rules, Season, Table, Task

SEASON = Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
TODAY = date(2027, 6, 10)
ROUND_END = date(2027, 6, 15)
DAY = timedelta(days=1)


def task(title="t", **said):
    return Task(**({"title": title, "planned": 0.5, "actual": 0.6, "area": "教育"} | said))


def contest(*tasks: Task, today=TODAY, as_of=None, season=SEASON) -> Evaluation:
    table = Table(tasks=tasks)
    return evaluate(table, season, Rules(), as_of=as_of or today, today=today)


def titles(evaluation: Evaluation) -> list[str]:
    return [one.view.task.title for area in due_by_area(evaluation) for one in area.tasks]


TASKS = st.lists(
    st.builds(
        task,
        title=st.uuids().map(str),
        area=st.sampled_from(["", "教育", "水利", "城建"]),
        actual=st.sampled_from([None, 0.0, 0.6, 1.0]),
        due=st.none() | st.dates(date(2027, 4, 20), date(2027, 10, 10)),
    ),
    max_size=20,
)
DAYS = st.dates(date(2027, 4, 20), date(2027, 10, 20))


@given(TASKS, DAYS, DAYS)
def test_every_overdue_task_stands_once_and_no_task_that_is_done(tasks, one, other):
    as_of, today = sorted((one, other))
    evaluation = contest(*tasks, today=today, as_of=as_of)
    listed = titles(evaluation)
    assert len(listed) == len(set(listed))
    views = {view.task.title: view for view in evaluation.tasks}
    assert all(views[title].lamp is not Lamp.DONE for title in listed)
    overdue = {title for title, view in views.items() if view.lamp is Lamp.OVERDUE}
    if today >= SEASON.start:
        assert overdue <= set(listed)
    else:
        assert listed == []


@given(TASKS, DAYS, DAYS)
def test_areas_stand_in_table_order_and_overdue_tasks_first_by_days(tasks, one, other):
    as_of, today = sorted((one, other))
    evaluation = contest(*tasks, today=today, as_of=as_of)
    areas = due_by_area(evaluation)
    order = list(dict.fromkeys(one.area for one in tasks))
    names = [area.name for area in areas]
    assert names == [name for name in order if name in names]
    for area in areas:
        assert area.tasks
        assert {one.view.task.area for one in area.tasks} == {area.name}
        flags = [one.overdue for one in area.tasks]
        assert flags == sorted(flags, reverse=True)
        days = [one.view.days_overdue for one in area.tasks if one.overdue]
        assert days == sorted(days, reverse=True)
        left = [one.days_left for one in area.tasks if not one.overdue]
        assert left == sorted(left)


@pytest.mark.parametrize(
    ("due", "listed"),
    [
        (TODAY - DAY, True),
        (TODAY, True),
        (ROUND_END, True),
        (ROUND_END + DAY, False),
    ],
)
def test_the_round_that_holds_today_is_looked_ahead_to_its_end(due, listed):
    assert titles(contest(task(due=due))) == ["t"] * listed


def test_days_run_from_today():
    (area,) = due_by_area(contest(task("三", due=TODAY + 3 * DAY), task("零", due=TODAY)))
    assert [(one.view.task.title, one.days_left) for one in area.tasks] == [("零", 0), ("三", 3)]
    assert [one.due for one in area.tasks] == [TODAY, TODAY + 3 * DAY]


def test_figures_of_an_earlier_day_call_nothing_overdue_that_was_not_yet_due():
    evaluation = contest(task(due=TODAY - DAY), today=TODAY, as_of=TODAY - 2 * DAY)
    ((one,),) = (area.tasks for area in due_by_area(evaluation))
    assert (one.overdue, one.days_left) == (False, -1)


def test_the_horizon_is_todays_round_not_that_of_the_figures():
    evaluation = contest(
        task(due=date(2027, 6, 30)), today=date(2027, 6, 16), as_of=date(2027, 6, 15)
    )
    assert titles(evaluation) == ["t"]


def test_the_seasons_own_rounds_count():
    months = Season(start=SEASON.start, end=SEASON.end, rounds=RoundKind.MONTH)
    assert titles(contest(task(due=date(2027, 6, 30)), season=months)) == ["t"]


def test_a_task_without_a_date_is_due_with_the_season():
    assert titles(contest(task(), today=date(2027, 9, 15))) == []
    (area,) = due_by_area(contest(task(), today=date(2027, 9, 16)))
    assert (area.tasks[0].due, area.tasks[0].days_left) == (SEASON.end, 14)


def test_a_task_that_was_not_reported_is_due_but_never_overdue():
    silent = (task("前", due=TODAY - DAY, actual=None), task("后", due=TODAY, actual=None))
    assert titles(contest(*silent)) == ["后"]


def test_nothing_is_due_before_the_season():
    assert titles(contest(task(due=date(2027, 5, 2)), today=date(2027, 4, 30))) == []
    assert titles(contest(task(due=date(2027, 4, 2)), today=date(2027, 4, 30))) == []


def test_after_the_season_what_is_overdue_remains():
    tasks = (task("逾期", due=date(2027, 6, 1)), task("未完"), task("完成", actual=1.0))
    evaluation = contest(*tasks, today=date(2027, 10, 1), as_of=SEASON.end)
    assert titles(evaluation) == ["逾期"]
    assert titles(contest(*tasks, today=date(2027, 10, 1))) == ["逾期", "未完"]


def test_tasks_of_no_area_stand_together_without_a_name():
    areas = due_by_area(contest(task("甲", area="", due=TODAY), task("乙", area="", due=TODAY)))
    assert [(area.name, len(area.tasks)) for area in areas] == [("", 2)]
