"""Scores, ranks, ties and movement (rules, sections 5 and 7)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.model import (
    Lamp,
    Missing,
    Movement,
    Rules,
    Season,
    Standing,
    SubjectKind,
    Table,
    Task,
    Tie,
    Unit,
    Weights,
)
from kiosk.contest.plan import view_task
from kiosk.contest.standings import (
    combine,
    pinyin_order,
    progress_points,
    rank_subjects,
    subjects_of,
    with_movement,
)

SEASON = Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
DAY = date(2027, 6, 15)
PAST = date(2027, 6, 10)


def task(*units, actual=0.5, planned=0.5, **said):
    return Task(title="t", lead_units=units, actual=actual, planned=planned, **said)


def rank(*tasks, rules=None, units=(), **options):
    rules = rules or Rules()
    views = [view_task(one, SEASON, DAY, rules) for one in tasks]
    return rank_subjects(Table(tasks=tasks, units=units), views, rules, **options)


def only(*tasks, **options):
    (standing,) = rank(*tasks, **options)
    return standing


def scored(**scores):
    """Standings of units whose office computed these scores."""
    return tuple(Unit(name=name, score=score) for name, score in scores.items())


def ranks(standings):
    return {one.subject: one.rank for one in standings}


def order(standings):
    return [one.subject for one in standings]


# Progress


@pytest.mark.parametrize(
    ("actual", "planned", "points"),
    [
        (0.5, 0.5, 100.0),
        (0.5, 0.6, 90.0),
        (0.6, 0.5, 110.0),
        (0.7, 0.5, 120.0),
        (0.9, 0.5, 120.0),
        (0.0, 1.0, 0.0),
        (0.0, 1.2, 0.0),
        (0.01, 1.0, 1.0),
        (1.0756, 1.0, 107.56),
    ],
)
def test_progress_is_100_on_plan_and_a_point_for_each_percentage_point(actual, planned, points):
    assert progress_points(actual, planned, cap=120.0) == pytest.approx(points)


def test_the_cap_on_progress_is_the_configs():
    assert only(task("甲", actual=0.9), rules=Rules(progress_cap=110)).progress == 110.0


def test_progress_is_the_weighted_mean_of_the_tasks_a_unit_leads():
    ahead, behind = task("甲", actual=0.6, weight=3), task("甲", actual=0.3)
    assert only(ahead, behind).progress == pytest.approx((3 * 110 + 80) / 4)


def test_each_task_is_capped_before_the_mean():
    far_ahead, far_behind = task("甲", actual=1.0), task("甲", actual=0.0)
    assert only(far_ahead, far_behind).progress == pytest.approx((120 + 50) / 2)


def test_a_task_led_by_several_units_counts_with_its_whole_weight_for_each():
    shared, own = task("甲", "乙", actual=0.3, weight=3), task("甲", actual=0.5)
    found = {one.subject: one.progress for one in rank(shared, own)}
    assert found == {"甲": pytest.approx((3 * 80 + 100) / 4), "乙": pytest.approx(80)}


def test_a_unit_named_twice_on_a_task_leads_it_once():
    twice, own = task("甲", "甲", actual=0.3, points=2), task("甲", actual=0.5)
    found = only(twice, own)
    assert found.progress == pytest.approx(90)
    assert (found.points, len(found.tasks)) == (2, 2)


def test_a_subject_keeps_the_tasks_it_leads_as_they_stand():
    ours, theirs = task("甲"), task("乙")
    standing = rank(ours, theirs)[0]
    assert standing.tasks == (view_task(ours, SEASON, DAY, Rules()),)


def test_supporting_units_are_not_scored():
    assert order(rank(task("甲", support_units=("乙",)))) == ["甲"]


def test_a_task_without_a_lead_unit_counts_for_none():
    assert rank(task()) == ()


# Dimensions and score


def test_quality_and_results_are_means_over_the_tasks_that_have_one():
    found = only(
        task("甲", quality=80, weight=3),
        task("甲", quality=100, results=70),
        task("甲", results=90, weight=3),
    )
    assert (found.quality, found.results) == (85.0, 85.0)


def test_the_score_is_half_progress_and_a_quarter_each_of_quality_and_results():
    found = only(task("甲", actual=0.4, quality=80, results=70))
    assert found.score == 0.50 * 90 + 0.25 * 80 + 0.25 * 70 == 82.5


@pytest.mark.parametrize(
    ("dimensions", "score"),
    [
        ((90.0, 80.0, 60.0), 80.0),
        ((90.0, 60.0, None), 80.0),
        ((90.0, None, 60.0), 80.0),
        ((90.0, None, None), 90.0),
        ((None, 80.0, 60.0), 70.0),
        ((None, None, None), None),
    ],
)
def test_the_weight_of_absent_dimensions_is_shared_out_in_proportion(dimensions, score):
    assert combine(*dimensions, Weights()) == score


def test_the_weights_are_the_configs_and_only_their_proportion_counts():
    said = task("甲", actual=0.4, quality=80, results=70)
    one = only(said, rules=Rules(weights=Weights(progress=0.2, quality=0.2, results=0.6)))
    ten = only(said, rules=Rules(weights=Weights(progress=2, quality=2, results=6)))
    assert one.score == ten.score == 76.0


def test_the_sum_of_the_points_is_added_to_the_score():
    found = only(task("甲", points=3), task("甲", points=-0.5), task("甲", actual=None, points=1))
    assert (found.points, found.score) == (3.5, 103.5)


def test_scores_are_rounded_half_up_to_one_decimal_before_ranking():
    # 0.5 · 100 + 0.25 · 90.2 + 0.25 · 90 = 95.05, against a plain 95.1
    found = rank(task("甲", quality=90.2, results=90), task("乙", quality=90.4, results=90))
    assert {one.subject: one.score for one in found} == {"甲": 95.1, "乙": 95.1}
    assert ranks(found) == {"甲": 1, "乙": 1}


def test_points_are_added_before_rounding():
    assert only(task("甲", quality=90.08, results=90, points=0.03)).score == 95.1


# Missing is not zero


def test_a_task_not_reported_is_left_out_of_every_mean():
    silent = task("甲", actual=None, planned=0.9, quality=0, results=0, weight=9)
    found = only(task("甲", quality=80, results=70), silent)
    assert (found.progress, found.quality, found.results) == (100.0, 80.0, 70.0)
    assert (found.actual, found.planned) == (0.5, 0.5)
    assert found.count(Lamp.NOT_REPORTED) == 1


def test_a_subject_with_no_reported_task_is_not_ranked():
    found = only(task("甲", actual=None, quality=90, points=5, veto="停工"))
    assert (found.rank, found.score, found.progress, found.quality) == (None, None, None, None)
    assert found.count(Lamp.NOT_REPORTED) == 1


def test_the_unranked_follow_the_ranked():
    found = rank(task("甲", actual=None), task("乙", actual=0.0), task("丙", points=-101))
    assert order(found) == ["乙", "丙", "甲"]
    assert ranks(found) == {"乙": 1, "丙": 2, "甲": None}


def test_silence_counts_as_zero_where_the_office_punishes_it():
    rules = Rules(missing=Missing.ZERO)
    found = only(task("甲", actual=None, planned=0.3), task("甲"), rules=rules)
    assert (found.rank, found.progress) == (1, pytest.approx(85.0))


def test_tasks_without_weight_give_nothing_to_rank_by():
    found = only(task("甲", weight=0, quality=90))
    assert (found.rank, found.score, found.progress) == (None, None, None)


def test_the_bar_and_its_tick_are_weighted_means_over_the_reported_tasks():
    found = only(task("甲", actual=0.8, planned=0.4, weight=3), task("甲", actual=0.4, planned=0.8))
    assert (found.actual, found.planned) == (pytest.approx(0.7), pytest.approx(0.5))


# Ranks, ties and order


def test_ranks_are_standard_competition_ranks():
    found = rank(units=scored(甲=90.0, 乙=95.0, 丙=90.0, 丁=80.0))
    assert ranks(found) == {"乙": 1, "丙": 2, "甲": 2, "丁": 4}


def test_dense_ranks_leave_no_gap():
    found = rank(units=scored(甲=90.0, 乙=95.0, 丙=90.0, 丁=80.0), rules=Rules(tie=Tie.DENSE))
    assert ranks(found) == {"乙": 1, "丙": 2, "甲": 2, "丁": 3}


@pytest.mark.parametrize("tie", Tie)
@given(scores=st.lists(st.sampled_from([70.0, 80.0, 80.1, 90.0]), min_size=1, max_size=9))
def test_ranks_form_a_valid_ranking(tie, scores):
    units = tuple(Unit(name=str(n), score=score) for n, score in enumerate(scores))
    for one in rank(units=units, rules=Rules(tie=tie)):
        better = [score for score in scores if score > one.score]
        assert one.rank == 1 + len(better if tie is Tie.COMPETITION else set(better))


def test_within_a_tie_fewer_overdue_tasks_come_first():
    late = task("甲", actual=0.6, planned=0.6, due=PAST)
    found = rank(late, task("乙"))
    assert [(one.subject, one.rank, one.overdue) for one in found] == [("乙", 1, 0), ("甲", 1, 1)]


def test_within_a_tie_fewer_overdue_tasks_count_more_than_progress():
    late = task("甲", actual=0.6, quality=90, results=90, due=PAST)
    found = rank(late, task("乙", quality=100, results=100))
    assert [(one.subject, one.score) for one in found] == [("乙", 100.0), ("甲", 100.0)]
    assert found[1].progress > found[0].progress


def test_within_a_tie_higher_progress_comes_first():
    steady = task("甲", actual=0.5, quality=100, results=100)
    ahead = task("乙", actual=0.6, quality=90, results=90)
    found = rank(steady, ahead)
    assert [(one.subject, one.score, one.rank) for one in found] == [
        ("乙", 100.0, 1),
        ("甲", 100.0, 1),
    ]


def test_within_a_tie_no_progress_at_all_comes_last():
    idle, hardly = task("甲", actual=0.0, planned=1.0), task("乙", actual=0.005, planned=1.0)
    assert order(rank(idle, hardly, units=scored(甲=90.0, 乙=90.0))) == ["乙", "甲"]


def test_within_a_tie_the_name_has_the_last_word():
    # by pinyin: ba, bing, ding, jia, yi
    names = ["乙", "甲", "丁", "丙", "八"]
    assert order(rank(*(task(name) for name in names))) == ["八", "丙", "丁", "甲", "乙"]
    by_length = ["文化旅游局", "水务局"]
    assert order(rank(*map(task, by_length), collate=len)) == by_length[::-1]


def test_noise_decides_no_order_within_a_tie():
    # both are 55 percentage points behind, and differ in the last binary digit
    one, other = task("甲", actual=0.0, planned=0.55), task("乙", actual=0.02, planned=0.57)
    found = rank(one, other, collate=["甲", "乙"].index)
    swapped = rank(one, other, collate=["乙", "甲"].index)
    assert found[0].progress != found[1].progress
    assert order(found) == ["甲", "乙"]
    assert order(swapped) == ["乙", "甲"]


def test_a_name_outside_the_character_set_still_sorts():
    assert pinyin_order("a\ud800") == b"a?"


@given(
    st.permutations([task("甲"), task("乙", actual=0.4), task("丙", "甲"), task("丁", due=PAST)])
)
def test_row_order_says_nothing_about_rank(tasks):
    found = [(one.subject, one.rank) for one in rank(*tasks)]
    assert found == [("丙", 1), ("甲", 1), ("丁", 1), ("乙", 4)]


# Properties

SHARES = st.integers(0, 150).map(lambda n: n / 100)
MARKS = st.none() | st.integers(0, 100)
LED = st.builds(
    lambda actual, planned, weight, quality, results: task(
        "甲", actual=actual, planned=planned, weight=weight, quality=quality, results=results
    ),
    SHARES,
    SHARES,
    st.integers(1, 9),
    MARKS,
    MARKS,
)


@given(st.lists(LED, min_size=1, max_size=6), st.sampled_from([0.1, 0.5, 3, 7]))
def test_scaling_all_task_weights_changes_nothing(tasks, factor):
    plain = only(*tasks)
    scaled = only(*(replace(one, weight=one.weight * factor) for one in tasks))
    assert scaled.score == plain.score
    assert scaled.progress == pytest.approx(plain.progress)


@given(st.integers(1, 5), st.integers(1, 9), st.integers(0, 100))
def test_one_more_task_on_plan_leaves_a_unit_on_plan_at_100(others, weight, percent):
    tasks = [task("甲", actual=n / 10, planned=n / 10) for n in range(others)]
    more = task("甲", actual=percent / 100, planned=percent / 100, weight=weight)
    assert only(*tasks).score == only(*tasks, more).score == 100.0


@given(st.lists(LED, min_size=1, max_size=6))
def test_without_points_the_score_lies_within_its_dimensions(tasks):
    found = only(*tasks)
    present = [
        value for value in (found.progress, found.quality, found.results) if value is not None
    ]
    assert min(present) - 0.05 - 1e-9 <= found.score <= max(present) + 0.05 + 1e-9


@given(st.lists(LED, min_size=1, max_size=6))
def test_progress_runs_from_0_to_120(tasks):
    assert 0 <= only(*tasks).progress <= 120 + 1e-9


# Other subjects


@pytest.mark.parametrize(
    ("kind", "subjects"),
    [
        (SubjectKind.UNIT, ("住建局", "水务局")),
        (SubjectKind.AREA, ("城市建设",)),
        (SubjectKind.LINE, ("第一战线",)),
        (SubjectKind.LEADER, ("某县领导",)),
    ],
)
def test_units_areas_lines_and_leaders_are_ranked_the_same_way(kind, subjects):
    said = task("住建局", "水务局", area="城市建设", line="第一战线", leader="某县领导", actual=0.4)
    found = rank(said, rules=Rules(subject=kind))
    assert subjects_of(said, kind) == subjects
    assert {(one.subject, one.score, one.rank) for one in found} == {
        (name, 90.0, 1) for name in subjects
    }


@pytest.mark.parametrize("kind", SubjectKind)
def test_a_task_that_names_no_subject_counts_for_none(kind):
    assert subjects_of(task(), kind) == ()


# Scores and groups of the source's own


def test_scores_of_the_table_of_units_are_taken_as_they_are():
    found = only(task("甲", actual=0.3, points=9), units=scored(甲=92.345))
    assert (found.score, found.rank) == (92.345, 1)
    assert found.progress == pytest.approx(80.0)


def test_given_scores_are_compared_without_rounding():
    assert ranks(rank(units=scored(甲=92.34, 乙=92.31))) == {"甲": 1, "乙": 2}


def test_noise_decides_no_tie_between_given_scores():
    assert ranks(rank(units=scored(甲=0.1 + 0.2, 乙=0.3))) == {"甲": 1, "乙": 1}
    assert ranks(rank(units=scored(甲=0.3000000004, 乙=0.3))) == {"甲": 1, "乙": 1}
    assert ranks(rank(units=scored(甲=0.300000002, 乙=0.3))) == {"甲": 1, "乙": 2}


def test_a_given_score_of_zero_is_a_score():
    found = rank(units=scored(甲=-0.5, 乙=0.0, 丙=0.5))
    assert [(one.subject, one.rank) for one in found] == [("丙", 1), ("乙", 2), ("甲", 3)]


def test_units_without_a_given_score_keep_the_computed_one():
    found = rank(task("甲", actual=0.4), task("乙"), units=(*scored(甲=95.5), Unit(name="乙")))
    assert {one.subject: one.score for one in found} == {"甲": 95.5, "乙": 100.0}


def test_a_unit_without_task_or_score_does_not_appear():
    assert order(rank(task("甲"), units=(Unit(name="乙", group="乡镇"),))) == ["甲"]


def test_given_scores_and_groups_are_for_units_alone():
    rules = Rules(subject=SubjectKind.AREA, groups={"甲": "乡镇"})
    units = (Unit(name="甲", group="县直部门", score=1.0),)
    found = only(task("甲", area="甲"), rules=rules, units=units)
    assert (found.score, found.group) == (100.0, "")


def test_each_group_is_ranked_apart():
    units = (
        Unit(name="甲", group="县直部门"),
        Unit(name="乙", group="乡镇"),
        Unit(name="丙", group="县直部门"),
        Unit(name="丁"),
    )
    tasks = [task(name, actual=n / 10) for n, name in enumerate("甲乙丙丁", start=3)]
    found = [(one.group, one.subject, one.rank) for one in rank(*tasks, units=units)]
    assert found == [
        ("县直部门", "丙", 1),
        ("县直部门", "甲", 2),
        ("乡镇", "乙", 1),
        ("", "丁", 1),
    ]


def test_units_without_a_group_follow_the_groups():
    units = (Unit(name="甲"), Unit(name="乙", group="乡镇"))
    assert order(rank(task("甲"), task("乙"), units=units)) == ["乙", "甲"]


def test_a_second_row_of_a_unit_does_not_take_it_out_of_its_group():
    units = (Unit(name="甲", group="乡镇"), Unit(name="甲", score=90.0))
    found = only(units=units)
    assert (found.group, found.score) == ("乡镇", 90.0)


def test_groups_of_the_config_override_those_of_the_source_and_come_first():
    rules = Rules(groups={"乙": "园区", "甲": "乡镇"})
    units = (Unit(name="甲", group="县直部门"), Unit(name="丙", group="县直部门"))
    found = rank(task("甲"), task("乙"), task("丙"), units=units, rules=rules)
    assert [(one.group, one.subject) for one in found] == [
        ("园区", "乙"),
        ("乡镇", "甲"),
        ("县直部门", "丙"),
    ]


# Movement


def standing(subject="甲", rank=1, group=""):
    return Standing(subject=subject, rank=rank, group=group, score=90.0)


@pytest.mark.parametrize(("earlier", "places"), [(5, 2), (1, -2), (3, 0)])
def test_movement_is_up_down_or_level(earlier, places):
    (found,) = with_movement([standing(rank=3)], {("", "甲"): earlier})
    assert found == replace(standing(rank=3), movement=Movement(places=places))


def test_a_subject_without_an_earlier_rank_is_new():
    (found,) = with_movement([standing("乙")], {("", "甲"): 1})
    assert found.movement == Movement(places=None)


def test_movement_compares_within_the_same_group():
    earlier = {("乡镇", "甲"): 4, ("县直部门", "甲"): 9}
    (found,) = with_movement([standing(rank=3, group="乡镇")], earlier)
    assert found.movement == Movement(places=1)


def test_nothing_moves_where_no_round_before_is_kept():
    assert with_movement([standing()], {}) == (standing(),)


def test_the_unranked_do_not_move():
    (found,) = with_movement([standing(rank=None)], {("", "甲"): 1})
    assert found.movement is None


@given(st.permutations("甲乙丙丁"), st.permutations("甲乙丙丁"))
def test_movement_there_and_back_adds_up_to_nothing(earlier, later):
    def moved(before, now):
        kept = {("", name): place for place, name in enumerate(before, start=1)}
        standings = [standing(name, place) for place, name in enumerate(now, start=1)]
        return {one.subject: one.movement.places for one in with_movement(standings, kept)}

    there, back = moved(earlier, later), moved(later, earlier)
    assert there == {name: -places for name, places in back.items()}
    assert sum(there.values()) == 0
