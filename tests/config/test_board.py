"""The numbers of the boards' rules, and the units' names and groups."""

from collections.abc import Callable
from dataclasses import fields

import pytest

from kiosk.config import Board, Config
from kiosk.contest.model import (
    Approval,
    BoardRule,
    Missing,
    PlanStep,
    Rules,
    SubjectKind,
    Tie,
    Weights,
)

Read = Callable[[str | bytes], Config]
Complain = Callable[[str | bytes], list[str]]


def test_the_shipped_rules_are_those_of_the_contest() -> None:
    assert Config().rules() == Rules()


def test_every_rule_can_be_set_but_groups_which_the_units_give() -> None:
    assert {*Board.model_fields} == {field.name for field in fields(Rules)} - {"groups"}


def test_the_rules_are_what_the_file_says(read: Read) -> None:
    config = read("""[board]
subject = "area"
rule = "threshold"
approval = "required"
tie = "dense"
plan = "half-month"
missing = "zero"
red_count = 3
black_count = 0
progress_cap = 110
on_plan_from = 98
behind_below = 97.5
red_from = 85
black_below = 55
slightly_behind = 30
weights = { progress = 60, quality = 0 }
[units]
groups = { "乡镇" = ["云东镇"] }
""")
    assert config.rules() == Rules(
        subject=SubjectKind.AREA,
        rule=BoardRule.THRESHOLD,
        approval=Approval.REQUIRED,
        tie=Tie.DENSE,
        plan=PlanStep.HALF_MONTH,
        missing=Missing.ZERO,
        weights=Weights(progress=60, quality=0, results=0.25),
        progress_cap=110,
        slightly_behind=0.30,
        on_plan_from=98,
        behind_below=97.5,
        red_count=3,
        black_count=0,
        red_from=85,
        black_below=55,
        groups={"云东镇": "乡镇"},
    )


@pytest.mark.parametrize(
    "text",
    [
        "behind_below = 100",
        "on_plan_from = 95",
        "black_below = 90",
        "red_from = 60",
        "on_plan_from = 120",
        "progress_cap = 100",
        "weights = { progress = 0, quality = 0, results = 0.1 }",
        "weights = { progress = 0, quality = 0.1, results = 0 }",
        "weights = { quality = 0, results = 0 }",
    ],
)
def test_limits_may_meet(read: Read, text: str) -> None:
    assert read(f"[board]\n{text}\n")


NOTHING_COUNTS = "at least one of progress, quality and results must count more than 0"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "behind_below = 100.5",
            "2: board.behind_below: behind_below (100.5) must not be more than on_plan_from (100)",
        ),
        (
            "on_plan_from = 94",
            "2: board.on_plan_from: behind_below (95) must not be more than on_plan_from (94)",
        ),
        (
            "black_below = 91",
            "2: board.black_below: black_below (91) must not be more than red_from (90)",
        ),
        (
            "red_from = 59",
            "2: board.red_from: black_below (60) must not be more than red_from (59)",
        ),
        (
            "on_plan_from = 121",
            (
                "2: board.on_plan_from: 121 is not allowed; expected at most progress_cap (120),"
                " since nobody gets further"
            ),
        ),
        (
            "progress_cap = 99",
            "2: board.progress_cap: 99 is not allowed; expected a number from 100 to 1000",
        ),
        (
            "weights = { progress = 0, quality = 0, results = 0 }",
            f"2: board.weights.results: {NOTHING_COUNTS}",
        ),
        (
            "[board.weights]\nquality = 0\nresults = 0\nprogress = 0",
            f"4: board.weights.results: {NOTHING_COUNTS}",
        ),
        (
            "weights.progress = -0.5",
            "2: board.weights.progress: -0.5 is not allowed; expected a number from 0 to 1000",
        ),
        (
            "slightly_behind = inf",
            "2: board.slightly_behind: inf is not allowed; expected a number from 0 to 100",
        ),
    ],
)
def test_impossible_numbers_are_refused(complain: Complain, text: str, line: str) -> None:
    assert complain(f"[board]\n{text}\n") == [f"config.toml:{line}"]


def test_groups_and_their_units_go_by_the_names_that_count(read: Read) -> None:
    units = read("""[units]
aliases = { "发展和改革局" = "发改局", "机关事务中心（县级）" = "机关 事务中心" }
groups = { "县直部门" = ["发展和改革局", "机关事务中心(县级)", "住建局（本级）"], "乡镇" = [] }
""").units
    assert units.aliases["发展和改革局"] == "发改局"
    assert units.group_of() == {
        "发改局": "县直部门",
        "机关 事务中心": "县直部门",
        "住建局(本级)": "县直部门",
    }


def test_a_unit_may_be_named_twice_in_its_group(read: Read) -> None:
    text = '[units]\naliases = { "甲" = "乙" }\ngroups = { "一" = ["甲", "乙", "甲"] }\n'
    assert read(text).units.group_of() == {"乙": "一"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            '[units.aliases]\n"甲" = "乙"\n"乙" = "丙"\n',
            (
                "2: units.aliases.甲: expected the name that counts;"
                ' "乙" is itself listed as another name'
            ),
        ),
        (
            '[units.aliases]\n"甲（县）" = "甲(县)"\n',
            (
                '2: units.aliases."甲（县）": expected the name that counts;'
                ' "甲(县)" is itself listed as another name'
            ),
        ),
        (
            '[units.groups]\n"一" = ["甲"]\n"二" = [\n  "乙",\n  "甲",\n]\n',
            '3: units.groups.二: "甲" is already in the group "一"',
        ),
        (
            '[units]\naliases = { "甲" = "乙" }\n[units.groups]\n"一" = ["甲"]\n"二" = ["乙"]\n',
            '5: units.groups.二: "乙" is already in the group "一"',
        ),
    ],
)
def test_names_that_contradict_one_another_are_refused(
    complain: Complain, text: str, line: str
) -> None:
    assert complain(text) == [f"config.toml:{line}"]
