"""The time-proportional plan and the lamp of a task (rules, section 4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.model import Lamp, Missing, PlanStep, Rules, Season, Task
from kiosk.contest.plan import lamp, planned_share, view_task

DAY = timedelta(days=1)
SEASON = Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
DUE = date(2027, 6, 30)
DAYS = st.dates(date(2027, 1, 1), date(2028, 6, 30))


def task(**said):
    return Task(title="t", **said)


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2027, 5, 1), 0.0),
        (date(2027, 5, 10), 0.0),
        (date(2027, 5, 11), 1 / 20),
        (date(2027, 5, 15), 5 / 20),
        (date(2027, 5, 29), 19 / 20),
        (date(2027, 5, 30), 1.0),
        (date(2027, 7, 1), 1.0),
    ],
)
def test_the_plan_is_linear_in_days_from_start_to_due(day, share):
    spanning = task(start=date(2027, 5, 10), due=date(2027, 5, 30))
    assert planned_share(spanning, SEASON, day) == share


def test_the_plan_in_the_column_wins():
    told = task(planned=0.42, start=date(2027, 5, 1), due=date(2027, 5, 2))
    for step in PlanStep:
        assert planned_share(told, SEASON, date(2027, 9, 1), step) == 0.42
        assert planned_share(task(planned=0.0), SEASON, date(2027, 9, 30), step) == 0.0


def test_missing_dates_are_the_seasons_own():
    day = date(2027, 6, 15)
    assert planned_share(task(), SEASON, day) == 45 / 152
    assert planned_share(task(start=date(2027, 6, 1)), SEASON, day) == 14 / 121
    assert planned_share(task(due=date(2027, 6, 30)), SEASON, day) == 45 / 60


def test_a_task_of_one_day_is_due_on_it():
    one_day = task(start=date(2027, 5, 10), due=date(2027, 5, 10))
    assert planned_share(one_day, SEASON, date(2027, 5, 9)) == 0.0
    assert planned_share(one_day, SEASON, date(2027, 5, 10)) == 1.0


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2027, 5, 1), 0.0),
        (date(2027, 5, 14), 0.0),
        (date(2027, 5, 15), 0.1),
        (date(2027, 5, 30), 0.1),
        (date(2027, 5, 31), 0.2),
        (date(2027, 9, 29), 0.9),
        (date(2027, 9, 30), 1.0),
    ],
)
def test_the_plan_by_half_months_counts_whole_ones(day, share):
    assert planned_share(task(), SEASON, day, PlanStep.HALF_MONTH) == share


def test_half_months_are_those_of_the_tasks_own_span():
    spanning = task(start=date(2027, 5, 10), due=date(2027, 7, 20))
    assert planned_share(spanning, SEASON, date(2027, 5, 30), PlanStep.HALF_MONTH) == 0.0
    assert planned_share(spanning, SEASON, date(2027, 5, 31), PlanStep.HALF_MONTH) == 1 / 4
    assert planned_share(spanning, SEASON, date(2027, 7, 15), PlanStep.HALF_MONTH) == 1.0


def test_a_span_without_a_whole_half_month_runs_by_days():
    short = task(start=date(2027, 5, 3), due=date(2027, 5, 13))
    assert planned_share(short, SEASON, date(2027, 5, 8), PlanStep.HALF_MONTH) == 0.5


def test_a_due_date_at_the_end_of_time_is_no_trouble():
    for_ever = task(due=date.max)
    assert 0.0 < planned_share(for_ever, SEASON, DUE, PlanStep.HALF_MONTH) < 0.001


@given(st.none() | DAYS, st.none() | DAYS, DAYS, st.integers(1, 90), st.sampled_from(PlanStep))
def test_the_planned_share_never_falls_and_stays_within_0_and_1(start, due, day, later, step):
    one = task(start=start, due=due)
    today = planned_share(one, SEASON, day, step)
    assert 0.0 <= today <= planned_share(one, SEASON, day + later * DAY, step) <= 1.0


@given(DAYS, st.integers(1, 400), st.sampled_from(PlanStep))
def test_the_plan_runs_from_0_at_the_start_to_1_at_the_due_date(start, length, step):
    one = task(start=start, due=start + length * DAY)
    assert planned_share(one, SEASON, start, step) == 0.0
    assert planned_share(one, SEASON, start + length * DAY, step) == 1.0


@pytest.mark.parametrize(
    ("actual", "planned", "day", "shown"),
    [
        (None, 0.5, DUE + DAY, Lamp.NOT_REPORTED),
        (1.0, 0.5, DUE, Lamp.DONE),
        (1.0756, 1.0, DUE + DAY, Lamp.DONE),
        (1.0 - 0.5e-9, 1.0, DUE + DAY, Lamp.DONE),
        (0.999, 0.5, DUE + DAY, Lamp.OVERDUE),
        (0.999, 0.5, DUE, Lamp.ON_PLAN),
        (0.5, 0.5, DUE, Lamp.ON_PLAN),
        (0.5 - 0.5e-9, 0.5, DUE, Lamp.ON_PLAN),
        (0.49, 0.5, DUE, Lamp.SLIGHTLY_BEHIND),
        (0.40, 0.50, DUE, Lamp.SLIGHTLY_BEHIND),
        (0.7, 0.8, DUE, Lamp.SLIGHTLY_BEHIND),
        (0.399, 0.5, DUE, Lamp.BEHIND),
        (0.0, 1.0, DUE, Lamp.BEHIND),
        (0.0, 0.0, DUE, Lamp.ON_PLAN),
    ],
)
def test_the_lamp_is_the_first_that_fits(actual, planned, day, shown):
    assert lamp(actual=actual, planned=planned, due=DUE, day=day, slightly_behind=0.10) is shown


def test_the_threshold_of_the_lamp_is_the_configs():
    said = task(actual=0.20, planned=0.5)
    assert view_task(said, SEASON, DUE, Rules()).lamp is Lamp.BEHIND
    assert view_task(said, SEASON, DUE, Rules(slightly_behind=0.30)).lamp is Lamp.SLIGHTLY_BEHIND


def test_an_overdue_task_says_by_how_many_days():
    seen = view_task(task(due=date(2027, 6, 10), actual=0.9), SEASON, date(2027, 6, 15), Rules())
    assert (seen.lamp, seen.days_overdue) == (Lamp.OVERDUE, 5)


def test_only_an_overdue_task_counts_days():
    early = view_task(task(due=date(2027, 6, 10), actual=0.9), SEASON, date(2027, 6, 10), Rules())
    done = view_task(task(due=date(2027, 6, 10), actual=1.0), SEASON, date(2027, 6, 15), Rules())
    assert (early.lamp, early.days_overdue) == (Lamp.SLIGHTLY_BEHIND, 0)
    assert (done.lamp, done.days_overdue) == (Lamp.DONE, 0)


def test_a_task_without_a_due_date_is_overdue_after_the_season():
    last = view_task(task(actual=0.5), SEASON, SEASON.end, Rules())
    after = view_task(task(actual=0.5), SEASON, SEASON.end + DAY, Rules())
    assert last.lamp is Lamp.BEHIND
    assert (after.lamp, after.days_overdue) == (Lamp.OVERDUE, 1)


def test_a_view_shows_the_plan_on_its_day_and_by_the_configured_step():
    seen = view_task(task(actual=0.3), SEASON, date(2027, 6, 20), Rules())
    stepped = view_task(
        task(actual=0.3), SEASON, date(2027, 6, 20), Rules(plan=PlanStep.HALF_MONTH)
    )
    assert (seen.planned, seen.actual) == (50 / 152, 0.3)
    assert stepped.planned == 0.3


def test_missing_is_not_zero():
    seen = view_task(task(), SEASON, date(2027, 6, 15), Rules())
    assert (seen.actual, seen.lamp) == (None, Lamp.NOT_REPORTED)


def test_missing_is_zero_where_the_office_punishes_silence():
    rules = Rules(missing=Missing.ZERO)
    seen = view_task(task(due=date(2027, 6, 10)), SEASON, date(2027, 6, 15), rules)
    assert (seen.actual, seen.lamp, seen.days_overdue) == (0.0, Lamp.OVERDUE, 5)
    assert view_task(task(actual=0.4), SEASON, date(2027, 6, 15), rules).actual == 0.4
