"""A project's reverse schedule (rules, section 8), by hand and against a slow second one."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.contest.model import Project, Step
from kiosk.contest.schedule import ScheduleError, check, cycle_of, schedule
from kiosk.contest.working_days import WorkingDays

WEEKENDS = WorkingDays()
DAY = timedelta(days=1)
START = date(2027, 3, 1)
"""A Monday."""
BEFORE = date(2027, 2, 1)
"""A day on which nothing has begun."""


def step(name, days, after="", **said):
    return Step(name=name, days=days, after=tuple(after), **said)


def project(*steps, target=date(2027, 4, 2), start=START):
    return Project(name="p", steps=steps, target=target, start=start)


def planned(*steps, today=BEFORE, working=WEEKENDS, **said):
    return schedule(project(*steps, **said), working, today)


def march(day):
    return date(2027, 3, day)


def by_name(found):
    return {one.step.name: one for one in found.steps}


def spans(found, kind):
    return {
        one.step.name: (getattr(one, f"{kind}_start").day, getattr(one, f"{kind}_finish").day)
        for one in found.steps
    }


DIAMOND = (step("a", 2), step("b", 3, "a"), step("c", 5, "a"), step("d", 1, "bc"))
"""Eight working days along a, c and d; b has two to spare."""


# By hand


def test_backwards_from_the_target_are_the_latest_days():
    found = planned(*DIAMOND, target=march(12))
    assert spans(found, "latest") == {"a": (3, 4), "b": (9, 11), "c": (5, 11), "d": (12, 12)}
    assert found.latest_start == march(3)


def test_forwards_from_the_start_are_the_earliest_days():
    found = planned(*DIAMOND, target=march(12))
    assert spans(found, "earliest") == {"a": (1, 2), "b": (3, 5), "c": (3, 9), "d": (10, 10)}
    assert found.start == START


def test_float_is_in_working_days():
    found = planned(*DIAMOND, target=march(12))
    assert [one.slack for one in found.steps] == [2, 4, 2, 2]
    assert not any(one.critical for one in found.steps)
    tight = planned(*DIAMOND, target=march(10))
    assert [one.slack for one in tight.steps] == [0, 2, 0, 0]
    assert [one.critical for one in tight.steps] == [True, False, True, True]


def test_without_a_start_the_whole_begins_on_the_latest_day_by_which_it_must():
    found = planned(*DIAMOND, target=march(12), start=None)
    assert found.start == found.latest_start == march(3)
    assert [one.slack for one in found.steps] == [0, 2, 0, 0]
    assert WEEKENDS.count(found.start, found.project.target) == 8


def test_the_critical_path_leads_from_the_first_step_to_the_last():
    assert planned(*DIAMOND).critical_path == ("a", "c", "d")


def test_of_several_critical_paths_the_one_first_in_the_table_is_named():
    level = (step("a", 2), step("b", 5, "a"), step("c", 5, "a"), step("d", 1, "cb"))
    assert planned(*level).critical_path == ("a", "b", "d")
    ends = (step("a", 2), step("y", 1, "a"), step("x", 1, "a"))
    assert planned(*ends).critical_path == ("a", "y")


def test_steps_whose_earliest_days_overlap_can_run_at_the_same_time():
    aside = step("e", 4)
    found = by_name(planned(*DIAMOND, aside))
    assert {name: one.parallel for name, one in found.items()} == {
        "a": ("e",),
        "b": ("c", "e"),
        "c": ("b", "e"),
        "d": (),
        "e": ("a", "b", "c"),
    }


def test_one_day_after_another_is_not_the_same_time():
    found = by_name(planned(step("a", 2), step("b", 1), step("c", 1, "b")))
    assert found["b"].parallel == ("a",)
    assert found["c"].parallel == ("a",)


def test_holidays_lengthen_and_make_up_days_shorten():
    working = WorkingDays(days_off=frozenset({march(4)}), days_on=frozenset({march(7)}))
    found = planned(*DIAMOND, target=march(12), working=working)
    assert spans(found, "earliest") == {"a": (1, 2), "b": (3, 7), "c": (3, 9), "d": (10, 10)}


# Starts and targets that are no working days, and that do not fit


def test_a_start_on_a_day_off_is_the_next_working_day():
    found = planned(step("a", 1), start=march(6), target=march(9))
    assert found.start == found.steps[0].earliest_start == march(8)
    assert found.steps[0].slack == 1


def test_a_target_on_a_day_off_asks_for_the_last_working_day_before_it():
    found = planned(step("a", 1), target=march(14))
    assert found.steps[0].latest_finish == march(12)
    assert planned(*DIAMOND, target=march(14)).latest_start == march(3)


def test_a_project_that_just_fits_is_possible():
    assert planned(*DIAMOND, target=march(10)).possible
    assert planned(*DIAMOND, target=march(10), start=None).possible


def test_an_impossible_target_is_told_with_its_numbers():
    found = planned(*DIAMOND, target=march(5))
    assert not found.possible
    assert found.latest_start == date(2027, 2, 24)
    assert found.start == START
    assert [one.slack for one in found.steps] == [-3, -1, -3, -3]
    assert [one.critical for one in found.steps] == [True, True, True, True]
    assert (found.expected_finish, found.days_late) == (march(10), 3)


def test_a_target_before_the_start_is_impossible():
    assert not planned(step("a", 1), target=date(2027, 2, 26)).possible
    assert not planned(step("a", 1), target=date(2027, 2, 28)).possible
    assert planned(step("a", 1), target=START).possible


# Steps of no day


def test_an_event_takes_place_when_the_last_before_it_is_finished():
    found = planned(
        step("a", 2), step("b", 3), step("e", 0, "ab"), step("c", 1, "e"), target=march(4)
    )
    assert spans(found, "earliest") == {"a": (1, 2), "b": (1, 3), "e": (3, 3), "c": (4, 4)}
    assert spans(found, "latest") == {"a": (2, 3), "b": (1, 3), "e": (3, 3), "c": (4, 4)}
    assert spans(found, "expected") == spans(found, "earliest")
    assert found.critical_path == ("b", "e", "c")


def test_an_event_that_nothing_precedes_takes_place_on_the_first_day():
    events = (step("e", 0), step("f", 0, "e"), step("a", 2, "f"))
    found = planned(*events, target=march(2))
    assert spans(found, "earliest") == {"e": (1, 1), "f": (1, 1), "a": (1, 2)}
    assert spans(found, "latest") == {"e": (1, 1), "f": (1, 1), "a": (1, 2)}
    assert spans(found, "expected") == {"e": (1, 1), "f": (1, 1), "a": (1, 2)}
    assert found.critical_path == ("e", "f", "a")
    assert found.latest_start == START


def test_an_event_that_ends_a_project_takes_place_on_the_target():
    found = planned(step("a", 2), step("e", 0, "a"), target=march(5))
    assert by_name(found)["e"].latest_finish == march(5)
    assert by_name(found)["e"].earliest_finish == march(2)
    assert by_name(found)["e"].slack == 3


def test_an_event_that_would_have_to_fall_before_the_project_begins_is_late():
    found = planned(step("a", 1), step("e", 0, "a"), step("b", 1, "e"), target=march(1))
    event = by_name(found)["e"]
    assert event.earliest_start == march(1)
    # The evening of the working day before the Monday on which the project begins.
    assert event.latest_start == event.latest_finish == date(2027, 2, 26)
    assert event.slack == -1


def test_an_event_runs_at_the_same_time_as_nothing():
    found = by_name(planned(step("a", 1), step("e", 0, "a"), step("b", 3)))
    assert found["e"].parallel == ()
    assert found["b"].parallel == ("a",)


# What is expected


def test_with_nothing_begun_the_earliest_days_are_expected():
    found = planned(*DIAMOND)
    assert spans(found, "expected") == spans(found, "earliest")
    assert (found.expected_finish, found.days_late, found.days_early) == (march(10), 0, 17)


def test_with_no_start_given_it_is_expected_to_begin_when_it_must():
    found = planned(*DIAMOND, target=march(12), start=None)
    assert found.expected_finish == march(12)
    assert spans(found, "expected") == spans(found, "earliest")


def test_what_is_not_begun_is_expected_from_today_on():
    found = planned(*DIAMOND, target=march(10), today=march(13))
    assert spans(found, "expected") == {"a": (15, 16), "b": (17, 19), "c": (17, 23), "d": (24, 24)}
    assert (found.expected_finish, found.days_late) == (march(24), 10)


def test_actual_days_count_as_they_are_on_a_weekend_too():
    done = step("a", 2, started=march(6), finished=march(7))
    found = planned(done, step("b", 1, "a"), today=march(7))
    assert spans(found, "expected") == {"a": (6, 7), "b": (8, 8)}


def test_a_step_under_way_takes_its_days_from_its_start():
    found = planned(step("a", 5, started=march(3)), today=march(4))
    assert spans(found, "expected") == {"a": (3, 9)}
    weekend = planned(step("a", 5, started=march(6)), today=march(7))
    assert spans(weekend, "expected") == {"a": (6, 12)}


def test_a_step_under_way_is_not_expected_to_end_before_today():
    slow = step("a", 2, started=march(3))
    assert spans(planned(slow, step("b", 1, "a"), today=march(9)), "expected") == {
        "a": (3, 9),
        "b": (10, 10),
    }
    assert spans(planned(slow, today=march(13)), "expected") == {"a": (3, 15)}


def test_an_event_under_way_is_expected_today():
    found = planned(step("e", 0, started=march(3)), step("a", 1), today=march(9))
    assert spans(found, "expected")["e"] == (3, 9)


def test_an_event_to_come_is_not_expected_before_today_and_costs_no_day():
    done = step("a", 2, started=march(1), finished=march(2))
    found = planned(done, step("e", 0, "a"), step("b", 1, "e"), today=march(6))
    assert spans(found, "expected") == {"a": (1, 2), "e": (8, 8), "b": (8, 8)}


def test_finished_without_started_is_taken_to_have_lasted_its_days():
    found = planned(step("a", 3, finished=march(9)), today=march(10))
    assert spans(found, "expected") == {"a": (5, 9)}
    event = planned(step("e", 0, finished=march(7)), step("a", 1), today=march(10))
    assert spans(event, "expected")["e"] == (7, 7)


def test_finished_before_started_keeps_its_days_in_order():
    found = planned(step("a", 3, started=march(9), finished=march(5)), today=march(10))
    assert spans(found, "expected") == {"a": (5, 5)}


def test_a_step_may_begin_before_those_it_waits_for_are_finished():
    early = step("b", 2, "a", started=march(2))
    found = planned(step("a", 5, started=march(1)), early, step("c", 1, "b"), today=march(2))
    assert spans(found, "expected") == {"a": (1, 5), "b": (2, 3), "c": (4, 4)}


def test_finished_early_lets_the_next_begin_early():
    done = step("a", 2, started=date(2027, 2, 22), finished=date(2027, 2, 23))
    found = planned(done, step("b", 1, "a"), today=date(2027, 2, 24))
    assert by_name(found)["b"].expected_start == date(2027, 2, 24)


def test_a_day_that_lies_ahead_is_not_an_actual_one():
    plan = planned(*DIAMOND, today=march(2))
    ahead = (replace(DIAMOND[0], started=march(3), finished=march(4)), *DIAMOND[1:])
    assert spans(planned(*ahead, today=march(2)), "expected") == spans(plan, "expected")
    today = (replace(DIAMOND[0], started=march(1), finished=march(2)), *DIAMOND[1:])
    assert spans(planned(*today, today=march(2)), "expected")["a"] == (1, 2)


def test_days_late_are_working_days_after_the_target():
    def late(finished, target):
        done = step("a", 1, finished=finished)
        return planned(done, today=march(31), target=target).days_late

    assert late(march(12), march(12)) == 0
    assert late(march(11), march(12)) == 0
    assert late(march(14), march(12)) == 0
    assert late(march(15), march(12)) == 1
    assert late(march(15), march(14)) == 1
    assert late(march(22), march(12)) == 6


def test_parallel_permits_of_a_real_project():
    """Permits are applied for side by side; the long delivery of equipment is not critical."""

    def done(name, days, after, started, finished=None):
        days_of = {"started": started, "finished": finished}
        return Step(name=name, days=days, after=tuple(after.split()), **days_of)

    found = schedule(
        Project(
            name="冷链产业园",
            start=date(2027, 3, 1),
            target=date(2027, 9, 30),
            steps=(
                done("立项", 5, "", march(1), march(5)),
                done("用地", 10, "立项", march(8), march(19)),
                done("环评", 15, "立项", march(8), march(29)),
                done("设计", 20, "立项", march(8), date(2027, 4, 2)),
                done("规划", 8, "用地 设计", date(2027, 4, 6), date(2027, 4, 15)),
                done("施工", 5, "规划 环评", date(2027, 4, 16), date(2027, 4, 22)),
                done("采购", 45, "设计", date(2027, 4, 12)),
                done("基础", 25, "施工", date(2027, 4, 23), date(2027, 6, 4)),
                done("主体", 35, "基础", date(2027, 6, 7)),
                done("装修", 20, "主体", None),
                done("安装", 25, "主体 采购", None),
                done("投产", 15, "装修 安装", None),
            ),
        ),
        WEEKENDS,
        date(2027, 6, 15),
    )
    steps = by_name(found)
    # 5 + 20 + 8 + 5 + 25 + 35 + 25 + 15 = 138 of the 154 working days from March 1
    assert " ".join(found.critical_path) == "立项 设计 规划 施工 基础 主体 安装 投产"
    assert (found.possible, found.latest_start) == (True, march(23))
    assert {name: one.slack for name, one in steps.items() if one.slack != 16} == {
        "用地": 26,
        "环评": 29,
        "采购": 44,
        "装修": 21,
    }
    assert steps["用地"].parallel == ("环评", "设计")
    assert steps["投产"].earliest_finish == date(2027, 9, 8)
    # 主体 began on June 7 and ends 35 days later, 安装 and 投产 follow
    assert steps["采购"].expected_finish == date(2027, 6, 15)
    assert steps["主体"].expected_finish == date(2027, 7, 23)
    assert steps["装修"].expected_finish == date(2027, 8, 20)
    assert steps["安装"].expected_finish == date(2027, 8, 27)
    assert (found.expected_finish, found.days_late) == (date(2027, 9, 17), 0)


# What is told, not drawn


@pytest.mark.parametrize(
    ("steps", "text", "at_fault"),
    [
        ((), "it has no step", ()),
        ((step("a", 1), step("a", 2)), "two steps are named a", ("a",)),
        ((step("a", 1, "x"),), "a waits for x, which is no step of it", ("a",)),
        ((step("a", 1), step("b", -2)), "b takes -2 days", ("b",)),
        ((step("a", 1, "a"),), "steps wait for one another: a → a", ("a",)),
        ((step("a", 0), step("b", 0, "a")), "none of its steps takes any time", ()),
        (
            (step("a", 1), step("b", 1, "ad"), step("c", 1, "b"), step("d", 1, "c")),
            "steps wait for one another: b → c → d → b",
            ("b", "c", "d"),
        ),
    ],
)
def test_a_project_that_cant_be_scheduled_says_why(steps, text, at_fault):
    for refused in (check, lambda one: schedule(one, WEEKENDS, BEFORE)):
        with pytest.raises(ScheduleError) as told:
            refused(project(*steps))
        assert str(told.value) == text
        assert told.value.steps == at_fault
        assert isinstance(told.value, ValueError)


def test_a_project_that_can_be_scheduled_passes_the_check():
    check(project(*DIAMOND))
    check(project(*DIAMOND[::-1]))


def test_steps_past_the_end_of_all_dates_are_told():
    for days in (10**7, 10**30):
        with pytest.raises(ScheduleError, match="more time than a calendar has"):
            planned(step("a", days))
    with pytest.raises(ScheduleError, match="more time than a calendar has"):
        planned(step("a", 10), target=date.max, start=date.max - DAY)


def test_a_cycle_names_its_steps_each_after_the_one_it_waits_for():
    assert cycle_of(DIAMOND) == ()
    assert cycle_of([step("a", 1, "x")]) == ()
    circle = cycle_of([step("a", 1, "c"), step("b", 1, "a"), step("c", 1, "b"), step("d", 1, "a")])
    assert circle == ("a", "b", "c")


# Properties

NAMES = "abcdefg"
JUNE = date(2027, 6, 1)
UNKNOWN = st.none()
NEAR = st.dates(JUNE - 20 * DAY, JUNE + 40 * DAY)
WORKING = st.builds(WorkingDays, st.frozensets(NEAR, max_size=12), st.frozensets(NEAR, max_size=6))


@st.composite
def projects(draw, starts=UNKNOWN | NEAR, actual=UNKNOWN):
    """Steps that wait for steps before them, in a table of any order."""
    count = draw(st.integers(1, len(NAMES)))
    steps = [
        Step(
            name=name,
            days=draw(st.integers(0, 6)),
            after=tuple(draw(st.lists(st.sampled_from(NAMES[:n]), max_size=3))) if n else (),
            started=draw(actual),
            finished=draw(actual),
        )
        for n, name in enumerate(NAMES[:count])
    ]
    assume(any(one.days for one in steps))
    return Project(
        name="p",
        steps=tuple(draw(st.permutations(steps))),
        target=draw(NEAR),
        start=draw(starts),
    )


def ancestors(one):
    """All steps that each step waits for, directly or not."""
    direct = {it.name: set(it.after) for it in one.steps}
    for _ in one.steps:
        direct = {
            name: before.union(*(direct[other] for other in before))
            for name, before in direct.items()
        }
    return direct


def chains(one):
    """Every way from a step that waits for none to one that none waits for."""
    steps = {it.name: it for it in one.steps}
    after = {name: [it.name for it in one.steps if name in it.after] for name in steps}
    found, open_ends = [], [(it.name,) for it in one.steps if not it.after]
    while open_ends:
        chain = open_ends.pop()
        further = after[chain[-1]]
        open_ends += [(*chain, name) for name in further]
        found += [] if further else [chain]
    return found, {name: it.days for name, it in steps.items()}


def longest(one, to=None, start=None):
    """The most working days on any chain, up to or from a step, itself not counted."""
    found, days = chains(one)
    if to is not None:
        heads = [chain[: chain.index(to)] for chain in found if to in chain]
        return max(sum(days[name] for name in head) for head in heads)
    if start is not None:
        tails = [chain[chain.index(start) + 1 :] for chain in found if start in chain]
        return max(sum(days[name] for name in tail) for tail in tails)
    return max(sum(days[name] for name in chain) for chain in found)


def walk(working, day, count, direction):
    """So many working days on from day, itself counted where it is one; one day at a time."""
    while not working.is_working(day):
        day += direction * DAY
    for _ in range(count - 1):
        day += direction * DAY
        while not working.is_working(day):
            day += direction * DAY
    return day


@given(projects(), WORKING)
def test_the_days_of_each_step_are_those_that_a_slow_walk_along_every_chain_finds(one, working):
    found = schedule(one, working, BEFORE)
    first = one.start or walk(working, one.target, longest(one), -1)
    assert found.start == walk(working, first, 1, 1)
    assert found.latest_start == walk(working, one.target, longest(one), -1)
    for it in found.steps:
        before, after = longest(one, to=it.step.name), longest(one, start=it.step.name)
        if it.step.days:
            assert it.earliest_start == walk(working, first, before + 1, 1)
            assert it.earliest_finish == walk(working, first, before + it.step.days, 1)
            assert it.latest_finish == walk(working, one.target, after + 1, -1)
            assert it.latest_start == walk(working, one.target, after + it.step.days, -1)
        else:
            assert it.earliest_start == it.earliest_finish == walk(working, first, before or 1, 1)
            latest = walk(working, one.target, after + 1, -1)
            if not before and walk(working, latest + DAY, 1, 1) == found.start:
                # Nothing takes time before it: the morning of the first day is the evening before.
                latest = found.start
            assert it.latest_start == it.latest_finish == latest


@given(projects(), WORKING)
def test_a_step_is_in_time_if_and_only_if_its_float_is_not_negative(one, working):
    found = schedule(one, working, BEFORE)
    for it in found.steps:
        assert (it.earliest_start <= it.latest_start) == (it.slack >= 0)
        assert (it.earliest_finish <= it.latest_finish) == (it.slack >= 0)
        if it.step.days:
            between = working.count(it.earliest_finish, it.latest_finish)
            assert it.slack < 0 or it.slack == between - 1
    assert found.possible == all(it.slack >= 0 for it in found.steps)
    assert found.possible == (found.start <= found.latest_start)


@given(projects(actual=UNKNOWN | NEAR), WORKING, NEAR)
def test_no_step_begins_before_those_it_waits_for_end(one, working, today):
    found = schedule(one, working, today)
    steps = by_name(found)
    for it in found.steps:
        begun = [day for day in (it.step.started, it.step.finished) if day and day <= today]
        for name in it.step.after:
            before = steps[name]
            # An event takes no day: what it waits for, or what waits for it, may share its day.
            shared = not it.step.days or not before.step.days
            assert it.earliest_start + shared * DAY > before.earliest_finish
            assert begun or it.expected_start + shared * DAY > before.expected_finish


@given(projects(), WORKING)
def test_what_can_run_at_the_same_time_waits_for_nothing_of_it(one, working):
    found = schedule(one, working, BEFORE)
    before = ancestors(one)
    steps = by_name(found)
    for it in found.steps:
        overlapping = {
            other.step.name
            for other in found.steps
            if other is not it
            and min(it.step.days, other.step.days) > 0
            and it.earliest_start <= other.earliest_finish
            and other.earliest_start <= it.earliest_finish
        }
        assert set(it.parallel) == overlapping
        assert list(it.parallel) == [name for name in steps if name in overlapping]
        assert not overlapping & before[it.step.name]


@given(projects(starts=UNKNOWN), WORKING)
def test_the_critical_path_exactly_fills_the_time_to_the_target(one, working):
    found = schedule(one, working, BEFORE)
    steps = by_name(found)
    path = [steps[name] for name in found.critical_path]
    assert sum(it.step.days for it in path) == working.count(found.start, one.target)
    assert all(it.critical for it in path)
    assert not path[0].step.after
    assert all(a.step.name in b.step.after for a, b in pairwise(path))
    assert not any(path[-1].step.name in it.step.after for it in found.steps)
    assert found.possible


@given(projects(), WORKING)
def test_the_critical_path_is_a_longest_chain(one, working):
    found = schedule(one, working, BEFORE)
    days = {it.name: it.days for it in one.steps}
    assert sum(days[name] for name in found.critical_path) == longest(one)


@given(projects(), WORKING, st.data())
def test_a_step_that_slips_by_its_float_does_not_move_the_end(one, working, data):
    found = schedule(one, working, BEFORE)
    assume(found.possible)
    slow = data.draw(st.sampled_from(found.steps))

    def end(extra):
        steps = tuple(
            replace(it, days=it.days + extra) if it is slow.step else it for it in one.steps
        )
        return schedule(replace(one, start=found.start, steps=steps), working, BEFORE)

    assert end(slow.slack).possible
    assert not end(slow.slack + 1).possible


@given(projects(actual=UNKNOWN | NEAR), WORKING, NEAR)
def test_nothing_that_is_to_come_is_expected_before_today(one, working, today):
    found = schedule(one, working, today)
    for it in found.steps:
        assert it.expected_start <= it.expected_finish
        finished = it.step.finished is not None and it.step.finished <= today
        started = it.step.started is not None and it.step.started <= today
        if finished:
            assert it.expected_finish == it.step.finished
            continue
        assert it.expected_finish >= today
        assert working.is_working(it.expected_finish)
        if started:
            assert it.expected_start == it.step.started
        else:
            assert it.expected_start >= today
            lasts = working.count(it.expected_start, it.expected_finish)
            assert lasts == max(it.step.days, 1)
    assert found.expected_finish == max(it.expected_finish for it in found.steps)
    assert found.days_late == working.count(one.target + DAY, found.expected_finish)
    assert found.days_early == working.count(found.expected_finish + DAY, one.target)


@given(projects(actual=UNKNOWN | NEAR), WORKING, NEAR)
def test_the_float_that_is_left_reaches_from_the_expected_to_the_latest_finish(one, working, today):
    for it in schedule(one, working, today).steps:
        if it.step.days:
            left = working.number(it.latest_finish) - working.number(it.expected_finish)
            assert it.spare == left


@given(projects(), WORKING)
def test_with_nothing_begun_all_float_is_left(one, working):
    found = schedule(replace(one, start=None), working, BEFORE)
    assert [it.spare for it in found.steps] == [it.slack for it in found.steps]


@given(projects(actual=UNKNOWN | NEAR), WORKING, NEAR, st.randoms(use_true_random=False))
def test_the_order_of_the_table_changes_no_day(one, working, today, random):
    found = schedule(one, working, today)
    shuffled = replace(one, steps=tuple(random.sample(one.steps, len(one.steps))))
    again = schedule(shuffled, working, today)

    def told(result):
        return {
            it.step.name: replace(it, parallel=tuple(sorted(it.parallel))) for it in result.steps
        }

    assert told(again) == told(found)
    assert (again.expected_finish, again.days_late) == (found.expected_finish, found.days_late)
    assert [it.step for it in again.steps] == list(shuffled.steps)
