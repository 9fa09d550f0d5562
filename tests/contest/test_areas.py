"""An area as a whole: its counts, its means, its lamp (rules, section 4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.areas import AreaView, area_views, together
from kiosk.contest.model import Lamp, Missing, Rules, Season, Task
from kiosk.contest.plan import view_task

SEASON = Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
DAY = date(2027, 6, 15)
SHARES = st.none() | st.integers(0, 30).map(lambda tenths: tenths / 10)


def task(area="教育", **said):
    return Task(**({"title": "t", "area": area, "planned": 0.5} | said))


def areas(*tasks: Task, **rules: object) -> tuple[AreaView, ...]:
    chosen = Rules(**rules)
    return area_views([view_task(one, SEASON, DAY, chosen) for one in tasks], chosen)


TASKS = st.lists(
    st.builds(
        task,
        area=st.sampled_from(["", "教育", "水利", "城建"]),
        actual=SHARES,
        planned=st.integers(0, 10).map(lambda tenths: tenths / 10),
        weight=st.sampled_from([0.0, 1.0, 2.5]),
        due=st.none() | st.dates(date(2027, 5, 2), date(2027, 9, 30)),
    ),
    max_size=12,
)


@given(TASKS)
def test_every_area_stands_once_in_table_order_and_every_task_counts_once(tasks):
    views = areas(*tasks)
    named = [one.area for one in tasks if one.area]
    assert [view.name for view in views] == list(dict.fromkeys(named))
    assert sum(view.total for view in views) == len(named)
    for view in views:
        assert 0 <= view.done + view.overdue <= view.reported <= view.total
        assert view.not_reported == view.total - view.reported
        assert (view.actual is None) == (view.planned is None) == (view.reported == 0)


@given(TASKS)
def test_the_lamp_of_an_area_is_never_that_of_a_single_date(tasks):
    for view in areas(*tasks):
        assert view.lamp is not Lamp.OVERDUE
        assert (view.lamp is Lamp.NOT_REPORTED) == (view.reported == 0)
        assert (view.lamp is Lamp.DONE) == (view.done == view.total)


@given(TASKS)
def test_all_areas_together_count_what_each_of_them_counts(tasks):
    views = [view_task(one, SEASON, DAY, Rules()) for one in tasks]
    each, every = area_views(views, Rules()), together(views, Rules(), "全部")
    assert every.name == "全部"
    for counted in ("total", "done", "overdue", "reported"):
        assert getattr(every, counted) == sum(getattr(one, counted) for one in each)
    if len(each) == 1:
        assert (every.actual, every.planned, every.lamp) == (
            each[0].actual,
            each[0].planned,
            each[0].lamp,
        )


def test_means_are_weighted_and_leave_out_what_was_not_reported():
    (view,) = areas(
        task(actual=0.2, planned=0.4, weight=3),
        task(actual=1.2, planned=0.8, weight=1),
        task(actual=None, planned=0.9, weight=100),
    )
    assert view.actual == pytest.approx(0.45)
    assert view.planned == pytest.approx(0.5)
    assert (view.total, view.reported, view.not_reported, view.done) == (3, 2, 1, 1)


def test_tasks_that_weigh_nothing_count_alike_where_no_other_is_reported():
    (view,) = areas(
        task(actual=0.2, weight=0), task(actual=0.6, weight=0), task(actual=None, weight=5)
    )
    assert (view.actual, view.lamp) == (pytest.approx(0.4), Lamp.SLIGHTLY_BEHIND)
    (view,) = areas(task(actual=0.2, weight=0), task(actual=0.6, weight=1))
    assert view.actual == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("actual", "lamp"),
    [
        (0.5, Lamp.ON_PLAN),
        (0.5 - 1e-12, Lamp.ON_PLAN),
        (0.4999, Lamp.SLIGHTLY_BEHIND),
        (0.4, Lamp.SLIGHTLY_BEHIND),
        (0.4 - 1e-12, Lamp.SLIGHTLY_BEHIND),
        (0.3999, Lamp.BEHIND),
        (0.0, Lamp.BEHIND),
    ],
)
def test_the_means_decide_the_lamp_with_the_rules_own_band(actual, lamp):
    (view,) = areas(task(actual=actual))
    assert view.lamp is lamp


def test_the_band_is_the_configs():
    (view,) = areas(task(actual=0.25), slightly_behind=0.3)
    assert view.lamp is Lamp.SLIGHTLY_BEHIND


def test_an_area_is_done_only_with_its_last_task():
    assert areas(task(actual=1.0), task(actual=1.1))[0].lamp is Lamp.DONE
    assert areas(task(actual=1.0), task(actual=None))[0].lamp is Lamp.ON_PLAN
    assert areas(task(actual=1.9), task(actual=0.9))[0].lamp is Lamp.ON_PLAN


def test_an_area_with_no_report_says_so_unless_silence_counts_as_zero():
    assert areas(task(actual=None))[0].lamp is Lamp.NOT_REPORTED
    (view,) = areas(task(actual=None), missing=Missing.ZERO)
    assert (view.lamp, view.reported) == (Lamp.BEHIND, 1)


def test_overdue_tasks_are_counted_beside_the_lamp():
    late = date(2027, 6, 14)
    (view,) = areas(task(actual=0.9, due=late), task(actual=1.0, due=late), task(actual=None))
    assert (view.overdue, view.lamp) == (1, Lamp.ON_PLAN)


def test_without_areas_there_are_none():
    assert areas(task(area=""), task(area="")) == ()
