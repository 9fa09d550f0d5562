"""Who is on which board, and when it may hang (rules, section 6)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.board import (
    boards,
    candidates,
    entries_of_round,
    is_stale,
    names_round,
    sides,
)
from kiosk.contest.model import (
    Approval,
    Board,
    BoardEntry,
    BoardRule,
    Lamp,
    ListedEntry,
    Round,
    Rules,
    Side,
    Standing,
    Task,
    TaskView,
)

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def standing(subject, score, progress=97.0, *, group="", overdue=0, veto=""):
    late = TaskView(task=Task(title="t"), planned=1.0, actual=0.5, lamp=Lamp.OVERDUE)
    vetoed = TaskView(task=Task(title="t", veto=veto), planned=0.5, actual=0.5, lamp=Lamp.ON_PLAN)
    return Standing(
        subject=subject,
        group=group,
        score=score,
        progress=progress,
        tasks=(late,) * overdue + (vetoed,),
    )


def column(scores, progress=97.0):
    """Standings named by letter, best first."""
    return [
        standing(name, score, progress)
        for name, score in zip("abcdefghijklm", scores, strict=False)
    ]


def names(entries):
    return "".join(entry.subject for entry in entries)


def drawn(standings, **rules):
    (board,) = candidates(standings, Rules(**rules))
    return names(board.red), names(board.black)


def top_bottom(scores, red=2, black=2):
    return drawn(column(scores), rule=BoardRule.TOP_BOTTOM, red_count=red, black_count=black)


# conditional


@pytest.mark.parametrize(
    ("one", "side"),
    [
        (standing("a", 99, 100.0), Side.RED),
        (standing("a", 99, 100.0 - 0.5e-9), Side.RED),
        (standing("a", 99, 99.9), None),
        (standing("a", 99, 100.0, overdue=1), None),
        (standing("a", 99, 110.0, veto="安全事故"), Side.BLACK),
        (standing("a", 20, 95.0), None),
        (standing("a", 20, 95.0 - 0.5e-9), None),
        (standing("a", 20, 94.9), Side.BLACK),
        (standing("a", 99, None), None),
        (standing("a", 99, None, veto="安全事故"), Side.BLACK),
        (standing("a", None, 100.0), None),
        (standing("a", None, 50.0, veto="安全事故"), None),
    ],
)
def test_on_plan_is_red_and_behind_plan_or_vetoed_is_black(one, side):
    assert sides(candidates([one], Rules())).get(("", "a")) is side


def test_the_five_best_on_plan_are_red():
    assert drawn(column([99, 98, 97, 96, 95, 94, 93], progress=100.0)) == ("abcde", "")


def test_the_five_worst_behind_plan_are_black_and_listed_from_best_to_worst():
    assert drawn(column([99, 98, 97, 96, 95, 94, 93], progress=94.0)) == ("", "cdefg")


def test_who_is_not_on_plan_makes_room_for_the_next():
    found = column([99, 98, 97], progress=100.0)
    found[0] = standing("a", 99, 100.0, overdue=1)
    assert drawn(found, red_count=2) == ("bc", "")


def test_who_is_not_behind_makes_room_for_the_next():
    found = column([99, 98, 97], progress=94.0)
    found[2] = standing("c", 97, 96.0)
    assert drawn(found, black_count=2) == ("", "ab")


def test_a_tie_at_the_cut_brings_only_those_who_meet_the_condition():
    found = [standing("a", 99, 100.0), standing("b", 99, 96.0), standing("c", 99, 100.0)]
    assert drawn(found, red_count=1) == ("ac", "")


def test_the_conditions_are_the_configs():
    found = [standing("a", 99, 98.0), standing("b", 50, 91.0)]
    assert drawn(found, on_plan_from=98.0) == ("a", "b")
    assert drawn(found, behind_below=91.0) == ("", "")


def test_red_wins_where_the_configs_conditions_overlap():
    assert drawn(column([99, 98]), on_plan_from=90.0, behind_below=99.0) == ("ab", "")


# threshold


@pytest.mark.parametrize(
    ("score", "veto", "side"),
    [
        (90.0, "", Side.RED),
        (89.9, "", None),
        (60.0, "", None),
        (59.9, "", Side.BLACK),
        (70.0, "安全事故", Side.BLACK),
        (95.0, "安全事故", Side.BLACK),
        (None, "安全事故", None),
        (90.0 - 0.5e-9, "", Side.RED),
        (60.0 - 0.5e-9, "", None),
    ],
)
def test_scores_from_90_are_red_and_below_60_or_vetoed_are_black(score, veto, side):
    rules = Rules(rule=BoardRule.THRESHOLD)
    found = sides(candidates([standing("a", score, veto=veto)], rules))
    assert found.get(("", "a")) is side


def test_thresholds_are_the_configs_and_know_no_count():
    found = column([85, 84, 83, 82, 81, 80, 70, 69, 68, 67, 66, 65])
    assert drawn(found, rule=BoardRule.THRESHOLD, red_from=80, black_below=70) == (
        "abcdef",
        "hijkl",
    )


# top-bottom


@pytest.mark.parametrize(
    ("scores", "red", "black"),
    [
        ([9, 8, 7, 6, 5], "ab", "de"),
        ([9, 8, 8, 6, 5], "abc", "de"),
        ([9, 8, 7, 6, 6, 5], "ab", "def"),
        ([9, 8, 7], "ab", "c"),
        ([9, 8], "ab", ""),
        ([9], "a", ""),
        ([9, 9, 9, 9, 9], "abcde", ""),
        ([9, 8, 8, 8], "abcd", ""),
        ([], None, None),
    ],
)
def test_the_best_are_red_and_the_worst_black_with_everyone_tied_at_the_cut(scores, red, black):
    if red is None:
        assert candidates([], Rules(rule=BoardRule.TOP_BOTTOM)) == ()
    else:
        assert top_bottom(scores) == (red, black)


def test_the_unranked_stand_on_no_board():
    found = [*column([9, 8]), standing("z", None)]
    assert drawn(found, rule=BoardRule.TOP_BOTTOM, red_count=1, black_count=1) == ("a", "b")


def test_a_count_of_nobody_is_nobody():
    assert top_bottom([9, 8, 7], red=0, black=1) == ("", "c")
    assert top_bottom([9, 8, 7], red=1, black=0) == ("a", "")


# every rule

STANDINGS = st.lists(
    st.builds(
        standing,
        subject=st.text("甲乙丙丁戊己", min_size=1, max_size=3),
        score=st.none() | st.integers(500, 1000).map(lambda n: n / 10),
        progress=st.sampled_from([90.0, 95.0, 97.0, 100.0, 110.0]),
        overdue=st.integers(0, 1),
        veto=st.sampled_from(["", "", "安全事故"]),
    ),
    unique_by=lambda one: one.subject,
    max_size=14,
).map(lambda some: sorted(some, key=lambda one: -(one.score or 0)))
RULES = st.builds(
    Rules,
    rule=st.sampled_from(BoardRule),
    red_count=st.integers(0, 6),
    black_count=st.integers(0, 6),
    on_plan_from=st.sampled_from([90.0, 100.0]),
    red_from=st.sampled_from([60.0, 90.0]),
    black_below=st.sampled_from([60.0, 95.0]),
)


@given(STANDINGS, RULES)
def test_nobody_stands_on_both_boards_and_the_black_board_is_never_padded(standings, rules):
    for board in candidates(standings, rules):
        red = {entry.subject for entry in board.red}
        black = {entry.subject for entry in board.black}
        assert not red & black
        assert len(red) == len(board.red)
        assert len(black) == len(board.black)
        assert all(entry.standing.score is not None for entry in board.red + board.black)
        if rules.rule is BoardRule.CONDITIONAL:
            assert all(e.standing.progress < 95 or e.standing.vetoed for e in board.black)
        if rules.rule is BoardRule.THRESHOLD:
            assert all(
                e.standing.score < rules.black_below or e.standing.vetoed for e in board.black
            )


@given(STANDINGS, RULES)
def test_a_side_holds_all_or_none_of_those_tied_and_alike(standings, rules):
    side = sides(candidates(standings, rules))
    alike = {}
    for one in standings:
        traits = (one.score, one.progress, one.overdue, bool(one.vetoed))
        alike.setdefault(traits, set()).add(side.get(("", one.subject)))
    assert all(len(found) == 1 for found in alike.values())


def test_boards_are_read_best_first():
    (board,) = candidates(column([9, 8, 7, 6]), Rules(rule=BoardRule.TOP_BOTTOM, red_count=2))
    assert (names(board.red), names(board.black)) == ("ab", "cd")


def test_nobody_on_the_black_board_is_no_error():
    one = standing("a", 99, 100.0)
    assert candidates([one], Rules()) == (
        Board(red=(BoardEntry(subject="a", standing=one),), black=()),
    )


def test_each_group_is_boarded_apart():
    found = [
        standing("a", 99, 100.0, group="县直部门"),
        standing("b", 50, 80.0, group="县直部门"),
        standing("c", 60, 100.0, group="乡镇"),
        standing("d", 40, 80.0, group="乡镇"),
    ]
    made = candidates(found, Rules(red_count=1, black_count=1))
    assert [(board.group, names(board.red), names(board.black)) for board in made] == [
        ("县直部门", "a", "b"),
        ("乡镇", "c", "d"),
    ]
    assert sides(made) == {
        ("县直部门", "a"): Side.RED,
        ("县直部门", "b"): Side.BLACK,
        ("乡镇", "c"): Side.RED,
        ("乡镇", "d"): Side.BLACK,
    }


# The source's own table of entries


def entry(side, subject, of_round=""):
    return ListedEntry(side=side, subject=subject, round=of_round)


LISTED = (entry(Side.BLACK, "a"), entry(Side.RED, "z"))
ROUND_3 = Round(number=3, start=date(2027, 6, 1), end=date(2027, 6, 15))


@pytest.mark.parametrize("rule", BoardRule)
@pytest.mark.parametrize("approval", Approval)
def test_a_source_that_lists_entries_is_shown_as_it_lists(rule, approval):
    best = standing("a", 99, 100.0, group="乡镇")
    found = boards([best], Rules(rule=rule, approval=approval), LISTED)
    assert found == (
        Board(
            red=(BoardEntry(subject="z", listed=LISTED[1]),),
            black=(BoardEntry(subject="a", standing=best, listed=LISTED[0]),),
        ),
    )
    assert sides(found) == {("", "z"): Side.RED, ("乡镇", "a"): Side.BLACK}


def test_where_approval_is_required_nothing_else_hangs_but_candidates_are_computed():
    rules = Rules(approval=Approval.REQUIRED)
    best = [standing("a", 99, 100.0)]
    assert boards(best, rules) == ()
    assert names(candidates(best, rules)[0].red) == "a"


def test_without_a_list_the_computed_boards_hang():
    best = [standing("a", 99, 100.0)]
    assert boards(best, Rules()) == candidates(best, Rules()) != ()


def test_the_rule_listed_computes_nothing():
    rules = Rules(rule=BoardRule.LISTED)
    assert boards([standing("a", 99, 100.0)], rules) == ()
    assert candidates([standing("a", 99, 100.0)], rules) == ()


def test_red_wins_where_a_table_lists_a_subject_on_both_sides():
    both = (entry(Side.RED, "a"), entry(Side.BLACK, "a"))
    assert sides(boards([], Rules(), both)) == {("", "a"): Side.RED}


def test_an_empty_table_of_entries_puts_nobody_on_a_board():
    ranked = column([99, 50])
    assert boards(ranked, Rules(rule=BoardRule.TOP_BOTTOM), (), ROUND_3) == (Board(),)


def test_only_the_entries_of_the_current_round_hang():
    table = (
        entry(Side.RED, "a", "第3期"),
        entry(Side.RED, "b", "第4期"),
        entry(Side.RED, "c", "3"),
        entry(Side.RED, "d"),
    )
    (board,) = boards([], Rules(), table, ROUND_3)
    assert names(board.red) == "acd"


@pytest.mark.parametrize("now", [None, Round(number=9, start=ROUND_3.start, end=ROUND_3.end)])
def test_else_the_entries_of_the_round_that_the_table_names_last_hang(now):
    table = (
        entry(Side.RED, "a", "第1期"),
        entry(Side.BLACK, "b", "第4期"),
        entry(Side.RED, "c", "第2期"),
        entry(Side.RED, "d", "第4期"),
        entry(Side.RED, "e"),
    )
    assert names(entries_of_round(table, now)) == "bde"


def test_entries_that_name_no_round_always_hang():
    assert entries_of_round(LISTED, ROUND_3) == LISTED
    assert entries_of_round((), ROUND_3) == ()


@pytest.mark.parametrize(
    "label",
    [
        "3",
        "第3期",
        "第三期",
        "三",
        "3期",
        "第三轮",
        "第三輪",
        "03",
        "6月上半月",
        "2027年6月上半月",
        "06月上半",
        "6月上",
        "2027年第3期",
        "2027年度第三期",
        "第3期（6月上半月）",
        "6月上半月(第3期)",
    ],
)
def test_a_round_is_known_by_its_number_or_its_half_month(label):
    assert names_round(label, ROUND_3)
    assert names_round(f" {label[0]} {label[1:]}\n", ROUND_3)


@pytest.mark.parametrize(
    "label",
    [
        "2",
        "第4期",
        "十三",
        "三十",
        "13",
        "6月下半月",
        "5月上半月",
        "16月上半月",
        "3月",
        "",
        "期",
        "三期前",
        "2026年第3期",
        "2026年6月上半月",
        "6月",
        "(第3期)",
        "9" * 9999,
    ],
)
def test_other_labels_do_not_name_the_round(label):
    assert names_round(label, ROUND_3) is False


def test_without_a_round_no_label_names_it():
    assert names_round("3", None) is False


def test_the_second_half_of_a_month_starts_on_the_16th():
    def ends(day):
        return Round(number=1, start=date(2027, 6, 1), end=date(2027, 6, day))

    assert names_round("6月上半月", ends(15))
    assert not names_round("6月上半月", ends(16))
    assert names_round("6月下半月", ends(16))
    assert not names_round("6月下半月", ends(15))


def test_a_month_names_the_round_that_is_of_it_all():
    def spans(first, last):
        return Round(number=2, start=date(2027, 6, first), end=date(2027, 6, last))

    for label in ("6月", "6月份", "2027年6月"):
        assert names_round(label, spans(1, 30))
        assert names_round(label, spans(15, 16))
        assert not names_round(label, spans(1, 15))
        assert not names_round(label, spans(16, 30))
    assert not names_round("5月", spans(1, 30))
    assert not names_round("6月", Round(number=2, start=date(2027, 5, 10), end=date(2027, 6, 20)))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1),
        ("九", 9),
        ("十", 10),
        ("十一", 11),
        ("十九", 19),
        ("二十", 20),
        ("二十三", 23),
        ("九十九", 99),
        ("24", 24),
        ("１２", 12),
    ],
)
def test_chinese_numbers_of_rounds_are_read(text, number):
    matches = [
        n
        for n in range(1, 120)
        if names_round(f"第{text}期", Round(number=n, start=ROUND_3.start, end=ROUND_3.end))
    ]
    assert matches == [number]


@pytest.mark.parametrize("text", ["二三", "十十", "三十十", "一二三"])
def test_what_is_no_chinese_number_names_no_round(text):
    for number in range(1, 200):
        now = Round(number=number, start=ROUND_3.start, end=ROUND_3.end)
        assert not names_round(f"第{text}期", now)


# Stale figures


@pytest.mark.parametrize(
    ("age", "silence", "stale"),
    [
        (20 * DAY, 24 * 60 * 60 * SECOND, False),
        (21 * DAY, 0 * SECOND, True),
        (0 * DAY, 24 * 60 * 60 * SECOND + SECOND, True),
        (-3 * DAY, 0 * SECOND, False),
        (None, 0 * SECOND, False),
        (None, 25 * 60 * 60 * SECOND, True),
        (20 * DAY, None, True),
        (21 * DAY, None, True),
        (20 * DAY, -60 * SECOND, False),
        (20 * DAY, -61 * SECOND, True),
        (20 * DAY, -9 * 365 * 24 * 60 * 60 * SECOND, True),
    ],
)
def test_nobody_is_shamed_on_stale_figures(age, silence, stale):
    today, now = date(2027, 6, 30), datetime(2027, 6, 30, 9, tzinfo=UTC)
    assert (
        is_stale(
            as_of=None if age is None else today - age,
            today=today,
            stale_after=20 * DAY,
            answered=None if silence is None else now - silence,
            now=now,
            unanswered_after=DAY,
        )
        is stale
    )
