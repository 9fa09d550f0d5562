"""The values of the contest keep what they promise."""

from dataclasses import FrozenInstanceError, fields
from datetime import date

import pytest

from kiosk.contest.model import (
    NOISE,
    Approval,
    Board,
    BoardRule,
    Lamp,
    ListedEntry,
    Missing,
    Phase,
    PlanStep,
    RoundKind,
    Rules,
    Season,
    Side,
    Standing,
    SubjectKind,
    Table,
    Task,
    TaskView,
    Tie,
    Unit,
    Weights,
    count,
)


def view(*, actual=None, planned=0.5, lamp=Lamp.ON_PLAN, veto=""):
    return TaskView(task=Task(title="t", veto=veto), planned=planned, actual=actual, lamp=lamp)


def test_the_contest_of_may_to_september_has_153_days():
    assert Season(start=date(2027, 5, 1), end=date(2027, 9, 30)).days == 153


def test_a_season_of_one_day_is_a_season():
    assert Season(start=date(2027, 5, 1), end=date(2027, 5, 1)).days == 1


def test_a_season_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="ends on 2027-04-30, before it starts on 2027-05-01"):
        Season(start=date(2027, 5, 1), end=date(2027, 4, 30))


def test_the_defaults_are_the_numbers_of_the_rules():
    assert Rules() == Rules(
        subject=SubjectKind.UNIT,
        rule=BoardRule.CONDITIONAL,
        approval=Approval.AUTOMATIC,
        tie=Tie.COMPETITION,
        plan=PlanStep.DAY,
        missing=Missing.SKIP,
        weights=Weights(progress=0.50, quality=0.25, results=0.25),
        progress_cap=120,
        slightly_behind=0.10,
        on_plan_from=100,
        behind_below=95,
        red_count=5,
        black_count=5,
        red_from=90,
        black_below=60,
        groups={},
    )
    assert Season(start=date(2027, 5, 1), end=date(2027, 5, 1)).rounds is RoundKind.HALF_MONTH
    assert Task(title="t").weight == 1.0
    assert NOISE == 1e-9


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (SubjectKind, ["unit", "area", "line", "leader"]),
        (BoardRule, ["conditional", "threshold", "top-bottom", "listed"]),
        (PlanStep, ["day", "half-month"]),
        (RoundKind, ["half-month", "month", "week"]),
        (Missing, ["skip", "zero"]),
        (Tie, ["competition", "dense"]),
        (Approval, ["automatic", "required"]),
        (Side, ["red", "black"]),
        (Phase, ["before", "running", "after"]),
        (
            Lamp,
            ["not-reported", "done", "overdue", "on-plan", "slightly-behind", "behind"],
        ),
    ],
)
def test_choices_are_written_as_the_rules_and_the_commands_write_them(choices, words):
    assert [str(choice) for choice in choices] == words


@pytest.mark.parametrize("value", [Task, Unit, ListedEntry, Standing, Board])
def test_what_a_table_does_not_say_is_empty_text(value):
    texts = [one.default for one in fields(value) if isinstance(one.default, str)]
    assert set(texts) == {""}


def test_what_starts_empty_counts_nothing():
    assert Task(title="t").points == 0.0
    assert Table().demo is False
    assert view().days_overdue == 0
    assert Standing(subject="甲").points == 0.0


def test_the_distance_to_plan_is_in_percentage_points():
    assert view(actual=0.552, planned=0.5).lead == pytest.approx(5.2)
    assert view(actual=0.38, planned=0.5).lead == pytest.approx(-12.0)
    assert view().lead is None


def test_a_subjects_distance_to_plan_is_its_progress_less_100():
    assert Standing(subject="甲", progress=88.0).lead == -12.0
    assert Standing(subject="甲").lead is None


def test_a_subject_carries_the_counts_of_its_lamps():
    views = (view(lamp=Lamp.NOT_REPORTED), view(lamp=Lamp.OVERDUE), view(lamp=Lamp.OVERDUE))
    standing = Standing(subject="甲", tasks=views)
    assert standing.overdue == 2
    assert standing.count(Lamp.NOT_REPORTED) == 1
    assert standing.count(Lamp.NOT_REPORTED, Lamp.OVERDUE) == 3
    assert count(views, Lamp.DONE) == 0


def test_a_subject_knows_what_was_vetoed():
    vetoed = view(veto="安全事故")
    assert Standing(subject="甲", tasks=(view(), vetoed)).vetoed == (vetoed.task,)


def test_values_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Task(title="t").title = "u"
