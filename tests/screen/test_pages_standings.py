"""The standings: every unit once, in rank order, over as many pages as they need."""

from datetime import date
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Side, Tie, Unit
from kiosk.screen.geometry import FLOOR, ROW
from kiosk.screen.geometry import HEADING as HEADING_SIZE
from kiosk.screen.language import Language
from kiosk.screen.pages import StandingsPage, Wall, standings_pages
from tests.screen.material import (
    FRESH,
    SIZES,
    STALE,
    ahead,
    behind,
    blocks,
    contest,
    name_of,
    plain,
    room_of,
    task,
    wall,
    words,
)

HEADING = 56


def pages(evaluation: Evaluation, on: Wall | None = None) -> tuple[StandingsPage, ...]:
    return standings_pages(evaluation, FRESH, on or wall())


def units(count: int, length: int) -> Evaluation:
    return contest([ahead(name_of(number, length), number) for number in range(count)])


@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=25)
@given(st.integers(1, 60), st.integers(3, 40))
def test_every_unit_hangs_once_and_in_rank_order(size, count, length):
    evaluation = units(count, length)
    rows = [row for page in pages(evaluation, wall(size)) for row in page.rows]
    assert [plain(row.name) for row in rows] == [one.subject for one in evaluation.standings]
    assert [row.rank for row in rows] == [str(number) for number in range(1, count + 1)]


@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=25)
@given(st.integers(1, 60), st.integers(3, 40))
def test_rows_never_exceed_the_room_and_no_text_is_under_its_size(size, count, length):
    for page in pages(units(count, length), wall(size)):
        used = sum(row.row_height for row in page.rows)
        assert used <= room_of(page.frame) - HEADING + 1e-3 or len(page.rows) == 1
        assert all(row.name.size >= ROW for row in page.rows)
        assert all(row.row_height > row.name.height for row in page.rows)
        assert all(block.size >= FLOOR for block in blocks(page) if block.text)


@pytest.mark.parametrize("size", SIZES)
def test_columns_stand_side_by_side_and_end_within_the_wall(size):
    on = wall(size)
    columns = pages(units(30, 4), on)[0].columns
    assert columns.bar_below is not on.geometry.wide
    if on.geometry.wide:
        assert columns.name_x + columns.name_width < columns.bar_x
    assert columns.bar_width > 0
    assert columns.bar_x + columns.bar_width < columns.percent_x
    assert columns.percent_x + on.width_of("100%", FLOOR) <= columns.side_x
    assert columns.side_x + on.width_of("▲ 红榜", FLOOR, bold=True) <= on.geometry.content_width


@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=25)
@given(st.data())
def test_one_full_rotation_shows_every_unit_of_the_season_once_and_in_order(size, data):
    """Ranked or not, in groups or none, whatever the names' lengths."""
    lengths = data.draw(st.lists(st.integers(2, 40), min_size=1, max_size=60))
    names = [name_of(number, length) for number, length in enumerate(lengths)]
    groups = data.draw(st.lists(st.sampled_from(["", "乡镇", "县直部门"]), min_size=len(names)))
    leads = data.draw(st.lists(st.none() | st.integers(-40, 20), min_size=len(names)))
    tasks = [
        task(name, lead) if lead is not None else task(name, actual=None)
        for name, lead in zip(names, leads, strict=False)
    ]
    table = [Unit(name=name, group=group) for name, group in zip(names, groups, strict=False)]
    evaluation = contest(tasks, units=table)
    rows = [row for page in pages(evaluation, wall(size)) for row in page.rows]
    assert [row.subject for row in rows] == [one.subject for one in evaluation.standings]
    assert sorted(row.subject for row in rows) == sorted(names)
    for _, members in groupby(
        zip(evaluation.standings, rows, strict=True), key=lambda pair: pair[0].group
    ):
        ranks = [row.rank for _, row in members]
        numbers = [int(rank) for rank in ranks if rank != "—"]
        assert numbers == sorted(numbers)
        assert ranks[len(numbers) :] == ["—"] * (len(ranks) - len(numbers))


@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=25)
@given(st.integers(1, 60), st.integers(3, 40))
def test_rows_stand_one_under_another_within_their_room(size, count, length):
    for page in pages(units(count, length), wall(size)):
        y = 0.0
        for row in page.rows:
            assert row.place_y == pytest.approx(y)
            assert row.line_height <= row.row_height
            y += row.row_height
        assert y <= page.rows_room + 1e-3 or len(page.rows) == 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_units_fill_their_page(size, count):
    (page,) = pages(units(count, 3), wall(size))
    assert sum(row.row_height for row in page.rows) == pytest.approx(page.rows_room)
    if count < 3:
        assert page.columns.figure_size > ROW
        assert all(row.name.size >= HEADING_SIZE for row in page.rows)


def test_few_units_with_names_too_long_for_large_type_are_set_as_a_list():
    (page,) = pages(units(1, 40))
    assert page.columns.figure_size == 64


def test_who_was_not_reported_comes_last_and_says_so():
    evaluation = contest([ahead("教育局"), task("水务局", actual=None)])
    (page,) = pages(evaluation)
    first, last = page.rows
    assert (first.rank, first.score) == ("1", "105.0")
    assert (last.rank, last.score, last.actual_text) == ("—", "未报", "")
    assert (last.actual, last.planned) == (-1, -1)


def test_the_bar_shows_what_is_done_against_what_the_plan_asks():
    (page,) = pages(contest([task("教育局", planned=0.5, actual=1.2)]))
    (row,) = page.rows
    assert (row.actual, row.planned, row.actual_text) == (1.0, 0.5, "120%")
    assert (page.unit_word, page.score_word) == ("单位 · 完成率（竖线为时序）", "得分")
    listed = pages(units(30, 4))[0]
    assert (listed.unit_word, listed.bar_word) == ("单位", "完成率（竖线为时序）")


def test_what_the_columns_are_is_said_in_fewer_words_where_the_score_would_be_in_the_way():
    talkative = Language(translate=lambda _, text: text * 3 if "竖线" in text else text)
    for language, said in (
        (Language(), "单位 · 完成率（竖线为时序）"),
        (talkative, "完成率（竖线为时序）" * 3),
    ):
        (page,) = pages(contest([ahead("教育局")]), wall((1080, 1920), language=language))
        assert (page.unit_word, page.bar_word) == (said, "")


def test_boards_are_marked_by_shape_and_word_and_nobody_else_is():
    evaluation = contest([ahead("教育局"), task("水务局", -2), behind("城管局")])
    (page,) = pages(evaluation)
    assert [(row.side, row.side_word) for row in page.rows] == [
        (Side.RED, "▲ 红榜"),
        ("", ""),
        (Side.BLACK, "▼ 黑榜"),
    ]


def test_a_display_without_a_black_board_marks_nobody_black():
    evaluation = contest([ahead("教育局"), behind("城管局")])
    (page,) = pages(evaluation, wall(show_black=False))
    assert [row.side_word for row in page.rows] == ["▲ 红榜", ""]
    assert "黑" not in words(page)
    assert [row.rank for row in page.rows] == ["1", "2"]


def test_each_group_has_its_own_pages_under_its_own_heading():
    table = [Unit(name=f"{town}镇", group="乡镇") for town in "东西"]
    table += [Unit(name=f"{office}局", group="县直部门") for office in "甲乙丙"]
    evaluation = contest([ahead(unit.name) for unit in table], units=table)
    drawn = pages(evaluation)
    assert [words(page.frame.subtitle).split(" · ")[0] for page in drawn] == ["乡镇", "县直部门"]
    assert [[row.name.text for row in page.rows] for page in drawn] == [
        [one.subject for one in members]
        for _, members in groupby(evaluation.standings, key=lambda one: one.group)
    ]
    assert [page.frame.page_mark for page in drawn] == ["1/2", "2/2"]


def test_ties_share_a_rank():
    evaluation = contest(
        [ahead("教育局"), ahead("水务局"), ahead("城管局", 8)], tie=Tie.COMPETITION
    )
    (page,) = pages(evaluation)
    assert [row.rank for row in page.rows] == ["1", "1", "3"]


def test_pages_are_counted_and_a_single_one_is_not():
    marks = [page.frame.page_mark for page in pages(units(60, 5))]
    assert marks == [f"{number}/{len(marks)}" for number in range(1, len(marks) + 1)]
    assert [page.frame.page_mark for page in pages(units(3, 5))] == [""]


def test_nobody_to_rank_makes_no_page():
    assert pages(contest()) == ()


def test_a_round_stands_in_the_subtitle_and_after_the_season_that_it_is_over():
    (page,) = pages(units(1, 4))
    assert words(page.frame.subtitle) == "第 3 期 · 6 月上半月"
    over = contest([ahead("教育局")], today=date(2027, 10, 1))
    (page,) = pages(over)
    assert words(page.frame.subtitle) == "最终排名"


@pytest.mark.parametrize(("freshness", "recedes"), [(FRESH, False), (STALE, True)])
def test_figures_that_are_too_old_step_back(freshness, recedes):
    drawn = standings_pages(units(20, 4), freshness, wall())
    assert [page.recedes for page in drawn] == [recedes] * len(drawn)
    assert all(("已过期" in page.frame.as_of) is recedes for page in drawn)
