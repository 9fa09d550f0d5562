"""A table evaluated as a whole, and compared with a naive transcription of the rules."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.board import candidates, sides
from kiosk.contest.evaluation import evaluate
from kiosk.contest.model import (
    Approval,
    BoardRule,
    Indicator,
    Lamp,
    ListedEntry,
    Meeting,
    MeetingKind,
    Missing,
    Movement,
    Phase,
    PlanStep,
    Problem,
    Project,
    Round,
    RoundKind,
    Rules,
    Season,
    Side,
    Step,
    Table,
    Task,
    Tie,
    Unit,
    Weights,
)
from kiosk.contest.working_days import WorkingDays

SEASON = Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
DAY = date(2027, 6, 15)


def task(*units, actual=0.5, planned=0.5, **said):
    return Task(title="t", lead_units=units, actual=actual, planned=planned, **said)


def on_day(table, rules=None, *, as_of=DAY, today=DAY, season=SEASON, **options):
    return evaluate(table, season, rules or Rules(), as_of=as_of, today=today, **options)


# What the scenes read


def test_a_table_is_evaluated_on_its_as_of_date_and_placed_on_todays():
    one = Task(title="t", lead_units=("甲",), actual=0.5)
    found = on_day(Table(tasks=(one,), demo=True), today=date(2027, 7, 1))
    assert found.tasks[0].planned == 45 / 152
    assert found.round == Round(number=3, start=date(2027, 6, 1), end=date(2027, 6, 15))
    assert (found.phase, found.day, found.days_left) == (Phase.RUNNING, 62, 91)
    assert (found.as_of, found.today, found.demo) == (DAY, date(2027, 7, 1), True)
    assert (found.season, found.rules) == (SEASON, Rules())


@pytest.mark.parametrize(
    ("today", "phase", "day", "left"),
    [
        (date(2027, 4, 30), Phase.BEFORE, 0, 153),
        (date(2027, 9, 30), Phase.RUNNING, 153, 0),
        (date(2027, 10, 1), Phase.AFTER, 153, 0),
    ],
)
def test_each_phase_is_told_from_today(today, phase, day, left):
    found = on_day(Table(), today=today)
    assert (found.phase, found.day, found.days_left) == (phase, day, left)


def test_overall_figures_are_weighted_and_leave_out_what_was_not_reported():
    tasks = (
        task("甲", actual=0.8, planned=0.4, weight=3, area="产业"),
        task("乙", actual=0.4, planned=0.8, area="农业"),
        task("乙", actual=None, planned=0.9, area="产业"),
        task("乙", actual=1.0, planned=1.0, weight=0),
    )
    found = on_day(Table(tasks=tasks))
    assert (found.actual, found.planned) == (pytest.approx(0.7), pytest.approx(0.5))
    assert (found.areas, found.units) == (2, 2)
    assert found.count(Lamp.DONE) == 1
    assert found.count(Lamp.NOT_REPORTED, Lamp.BEHIND) == 2


def test_nothing_reported_has_no_overall_figures():
    found = on_day(Table(tasks=(task("甲", actual=None),)))
    assert (found.actual, found.planned) == (None, None)
    assert on_day(Table()).actual is None


def test_silence_that_counts_as_zero_counts_in_the_overall_figures():
    tasks = (task("甲", actual=None, planned=0.4), task("甲", actual=0.5, planned=0.6))
    found = on_day(Table(tasks=tasks), Rules(missing=Missing.ZERO))
    assert (found.actual, found.planned) == (0.25, 0.5)


def test_movement_compares_with_the_round_before_the_one_that_holds_the_as_of_date():
    asked = []

    def before(now):
        asked.append(now.number)
        return {("", "甲"): 3, ("", "乙"): 1}

    tasks = (task("甲"), task("乙", actual=0.4), task("丙", actual=0.3))
    found = on_day(Table(tasks=tasks), before=before)
    assert asked == [3]
    assert [(one.subject, one.rank, one.movement) for one in found.standings] == [
        ("甲", 1, Movement(places=2)),
        ("乙", 2, Movement(places=-1)),
        ("丙", 3, Movement(places=None)),
    ]


def test_before_the_season_and_with_nothing_kept_nobody_moves():
    table = Table(tasks=(task("甲"),))
    early = on_day(table, as_of=date(2027, 4, 30), before=lambda _: {("", "甲"): 3})
    assert early.round is None
    assert early.standings[0].movement is None
    assert on_day(table).standings[0].movement is None


def test_the_boards_are_those_of_the_standings():
    tasks = (task("甲"), task("乙", actual=0.4))
    found = on_day(Table(tasks=tasks))
    assert sides(found.boards) == {("", "甲"): Side.RED, ("", "乙"): Side.BLACK}
    assert on_day(Table(tasks=tasks), Rules(approval=Approval.REQUIRED)).boards == ()


def test_the_tables_own_entries_of_the_round_hang():
    entries = (
        ListedEntry(side=Side.BLACK, subject="甲", round="第2期"),
        ListedEntry(side=Side.BLACK, subject="乙", round="第3期"),
        ListedEntry(side=Side.RED, subject="丙", round="第4期"),
    )
    found = on_day(Table(tasks=(task("甲"),), entries=entries))
    assert sides(found.boards) == {("", "乙"): Side.BLACK}


def test_indicators_are_shown_as_the_table_says_them():
    figures = (Indicator(name="地区生产总值", growth=0.081), Indicator(name="新签约项目", value=8))
    assert on_day(Table(indicators=figures)).indicators == figures


def test_projects_are_scheduled_in_the_order_of_the_table_and_a_cycle_is_left_out():
    def project(name, *waits):
        steps = tuple(Step(name=step, days=2, after=after) for step, after in waits)
        return Project(name=name, steps=steps, target=date(2027, 6, 18))

    circle = project("丙", ("a", ("b",)), ("b", ("a",)))
    projects = (project("乙", ("a", ())), circle, project("甲", ("a", ()), ("b", ("a",))))
    holiday = WorkingDays(days_off=frozenset({date(2027, 6, 17)}))
    found = on_day(Table(projects=projects), working=holiday)
    assert [one.project.name for one in found.schedules] == ["乙", "甲"]
    assert [one.start for one in found.schedules] == [date(2027, 6, 16), date(2027, 6, 14)]
    late = on_day(Table(projects=projects), working=holiday, today=date(2027, 6, 16))
    assert [one.days_late for one in late.schedules] == [0, 2]


def test_the_agenda_is_todays_with_the_meetings_of_the_config_before_the_tables():
    def dispatch(month, day):
        return Meeting(kind=MeetingKind.DISPATCH, day=date(2027, month, day))

    table = Table(
        tasks=(task("甲", problem="缺资金", updated=date(2027, 6, 29)),),
        problems=(Problem(text="缺土地", raised=date(2027, 6, 28)),),
        meetings=(dispatch(6, 29), dispatch(7, 14)),
    )
    found = on_day(table, today=date(2027, 7, 1), meetings=(dispatch(6, 28),)).agenda
    assert (found.since, found.dispatch) == (date(2027, 6, 28), dispatch(7, 14))
    assert [one.text for one in found.problems] == ["缺资金"]
    holiday = WorkingDays(days_off=frozenset({date(2027, 7, 30)}))
    moved = on_day(table, today=date(2027, 7, 1), working=holiday).agenda
    assert moved.monthly == Meeting(kind=MeetingKind.MONTHLY, day=date(2027, 7, 29))
    assert moved.since == date(2027, 6, 29)


def test_names_within_a_tie_follow_the_given_collation():
    table = Table(tasks=(task("文旅局"), task("住建局")))
    assert [one.subject for one in on_day(table).standings] == ["文旅局", "住建局"]
    reverse = on_day(table, collate=["住建局", "文旅局"].index)
    assert [one.subject for one in reverse.standings] == ["住建局", "文旅局"]


# The rules once more, naively and exactly


def exact(number):
    return None if number is None else Fraction(str(number))


def mean(pairs):
    total = sum(weight for weight, _ in pairs)
    return sum(weight * value for weight, value in pairs) / total if total else None


def half_months(first, last):
    """Half-months wholly within, by looking at every day."""
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    halves = defaultdict(list)
    for day in days:
        halves[day.year, day.month, day.day >= 16].append(day)
    return sum(
        held[0].day in (1, 16) and (held[-1].day == 15 or (held[-1].toordinal() + 1) in _FIRSTS)
        for held in halves.values()
    )


_FIRSTS = {date(year, month, 1).toordinal() for year in (2027, 2028) for month in range(1, 13)}


def plan_of(one, season, day, rules):
    if one.planned is not None:
        return exact(one.planned)
    start, due = one.start or season.start, one.due or season.end
    if day >= due:
        return Fraction(1)
    if day <= start:
        return Fraction(0)
    if rules.plan == PlanStep.HALF_MONTH and half_months(start, due):
        return Fraction(half_months(start, day), half_months(start, due))
    return Fraction((day - start).days, (due - start).days)


def share_of(one, rules):
    if one.actual is None and rules.missing == Missing.ZERO:
        return Fraction(0)
    return exact(one.actual)


def lamp_of(one, season, day, rules):
    p, a = plan_of(one, season, day, rules), share_of(one, rules)
    if a is None:
        return "not-reported"
    if a >= 1:
        return "done"
    if day > (one.due or season.end):
        return "overdue"
    if a >= p:
        return "on-plan"
    return "slightly-behind" if p - a <= exact(rules.slightly_behind) else "behind"


def measures_of(unit, table, season, day, rules):
    led = [one for one in table.tasks if unit in one.lead_units]
    reported = [one for one in led if share_of(one, rules) is not None]
    lag = {id(one): share_of(one, rules) - plan_of(one, season, day, rules) for one in reported}
    progress = mean(
        [
            (exact(one.weight), min(max(100 + 100 * lag[id(one)], 0), exact(rules.progress_cap)))
            for one in reported
        ]
    )
    quality = mean(
        [(exact(one.weight), exact(one.quality)) for one in reported if one.quality is not None]
    )
    results = mean(
        [(exact(one.weight), exact(one.results)) for one in reported if one.results is not None]
    )
    present = [
        (exact(weight), value)
        for weight, value in [
            (rules.weights.progress, progress),
            (rules.weights.quality, quality),
            (rules.weights.results, results),
        ]
        if value is not None
    ]
    combined = mean(present)
    score = None
    if combined is not None:
        raw = combined + sum(exact(one.points) for one in led)
        score = Fraction(floor(raw * 10 + Fraction(1, 2)), 10)
    for row in table.units:
        if row.name == unit and row.score is not None:
            score = exact(row.score)
    return {
        "score": score,
        "progress": progress,
        "overdue": sum(lamp_of(one, season, day, rules) == "overdue" for one in led),
        "veto": any(one.veto for one in led),
    }


def worst(units, count, score):
    """The worst of them and everyone tied at the cut."""
    cut = sorted(score[unit] for unit in units)[:count]
    return {unit for unit in units if cut and score[unit] <= cut[-1]}


def best(units, count, score):
    return worst(units, count, {unit: -score[unit] for unit in units})


def board_of(group, measured, rules):
    score = {unit: measured[unit]["score"] for unit in group}
    if rules.rule == BoardRule.CONDITIONAL:
        on_plan = [
            unit
            for unit in group
            if measured[unit]["progress"] is not None
            and measured[unit]["progress"] >= exact(rules.on_plan_from)
            and not measured[unit]["overdue"]
            and not measured[unit]["veto"]
        ]
        behind = [
            unit
            for unit in group
            if measured[unit]["veto"]
            or (
                measured[unit]["progress"] is not None
                and measured[unit]["progress"] < exact(rules.behind_below)
            )
        ]
        red = best(on_plan, rules.red_count, score)
        black = worst(behind, rules.black_count, score)
    elif rules.rule == BoardRule.THRESHOLD:
        vetoed = {unit for unit in group if measured[unit]["veto"]}
        red = {unit for unit in group if score[unit] >= exact(rules.red_from)} - vetoed
        black = {unit for unit in group if score[unit] < exact(rules.black_below)} | vetoed
    elif rules.rule == BoardRule.TOP_BOTTOM:
        red = best(group, rules.red_count, score)
        black = worst(group, rules.black_count, score)
    else:
        return {}
    return dict.fromkeys(black, "black") | dict.fromkeys(red, "red")


def transcription(table, season, day, rules):
    """Score, rank and side of every unit, straight from sections 4 to 6."""
    units = {unit for one in table.tasks for unit in one.lead_units}
    units |= {row.name for row in table.units if row.score is not None}
    group_of = {row.name: row.group for row in table.units if row.group} | dict(rules.groups)
    measured = {unit: measures_of(unit, table, season, day, rules) for unit in units}
    found = {}
    for group in {group_of.get(unit, "") for unit in units}:
        members = [unit for unit in units if group_of.get(unit, "") == group]
        ranked = [unit for unit in members if measured[unit]["score"] is not None]
        side = board_of(ranked, measured, rules)
        for unit in members:
            score = measured[unit]["score"]
            better = (
                [measured[other]["score"] for other in ranked if measured[other]["score"] > score]
                if score is not None
                else []
            )
            ahead = len(better) if rules.tie == Tie.COMPETITION else len(set(better))
            rank = None if score is None else ahead + 1
            found[group, unit] = (
                None if score is None else float(score),
                rank,
                side.get(unit),
                measured[unit]["overdue"],
            )
    return found


UNITS = ["甲局", "乙局", "丙局", "丁镇", "戊镇"]
DAYS = st.dates(date(2027, 4, 15), date(2027, 10, 15))
PERCENT = st.integers(0, 120).map(lambda n: n / 100)
MARKS = st.none() | st.integers(0, 100).map(float)
TASKS = st.builds(
    Task,
    title=st.just("t"),
    lead_units=st.lists(st.sampled_from(UNITS), max_size=3).map(tuple),
    start=st.none() | DAYS,
    due=st.none() | DAYS,
    weight=st.sampled_from([0.0, 0.5, 1.0, 1.0, 2.0, 3.0]),
    planned=st.none() | PERCENT,
    actual=st.none() | PERCENT | st.sampled_from([1.0, 1.0756]),
    quality=MARKS,
    results=MARKS,
    points=st.sampled_from([0.0, 0.0, 0.0, 2.0, -0.25]),
    veto=st.sampled_from(["", "", "", "", "安全事故"]),
)
ROWS = st.builds(
    Unit,
    name=st.sampled_from(UNITS),
    group=st.sampled_from(["", "县直部门", "乡镇"]),
    score=st.sampled_from([None, None, 60.0, 88.25, 95.0]),
)
TABLES = st.builds(
    Table,
    tasks=st.lists(TASKS, max_size=12).map(tuple),
    units=st.lists(ROWS, max_size=3, unique_by=lambda row: row.name).map(tuple),
)
WEIGHTS = st.builds(
    Weights,
    progress=st.sampled_from([0.5, 1.0]),
    quality=st.sampled_from([0.0, 0.25]),
    results=st.sampled_from([0.25, 0.4]),
)
RULES = st.builds(
    Rules,
    rule=st.sampled_from(BoardRule),
    tie=st.sampled_from(Tie),
    plan=st.sampled_from(PlanStep),
    missing=st.sampled_from(Missing),
    weights=WEIGHTS,
    progress_cap=st.sampled_from([110.0, 120.0]),
    slightly_behind=st.sampled_from([0.1, 0.3]),
    on_plan_from=st.sampled_from([95.0, 100.0]),
    behind_below=st.sampled_from([90.0, 95.0]),
    red_count=st.integers(0, 4),
    black_count=st.integers(0, 4),
    red_from=st.sampled_from([85.0, 90.0]),
    black_below=st.sampled_from([60.0, 85.0]),
    groups=st.sampled_from([{}, {}, {"甲局": "乡镇", "戊镇": "园区"}]),
)


@settings(max_examples=200)
@given(TABLES, RULES, DAYS)
def test_the_evaluation_equals_a_naive_transcription_of_the_rules(table, rules, day):
    found = on_day(table, rules, as_of=day)
    side = sides(candidates(found.standings, rules))
    assert {
        (one.group, one.subject): (
            one.score,
            one.rank,
            side.get((one.group, one.subject)),
            one.overdue,
        )
        for one in found.standings
    } == transcription(table, SEASON, day, rules)
    assert [view.lamp for view in found.tasks] == [
        lamp_of(one, SEASON, day, rules) for one in table.tasks
    ]


@given(TABLES, RULES, DAYS, st.randoms(use_true_random=False))
def test_row_order_changes_no_standing_and_no_board(table, rules, day, random):
    shuffled = replace(table, tasks=tuple(random.sample(table.tasks, len(table.tasks))))

    def shown(found):
        return [(one.group, one.subject, one.rank, one.score) for one in found.standings], sides(
            found.boards
        )

    assert shown(on_day(shuffled, rules, as_of=day)) == shown(on_day(table, rules, as_of=day))


@given(TABLES, DAYS, st.sampled_from(RoundKind))
def test_any_table_on_any_day_can_be_evaluated(table, day, kind):
    found = on_day(table, as_of=day, today=day, season=replace(SEASON, rounds=kind))
    assert (found.round is None) == (found.phase is Phase.BEFORE)
    assert len(found.tasks) == len(table.tasks)
