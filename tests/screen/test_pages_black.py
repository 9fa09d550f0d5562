"""The black board: a fact, its reasons, and a way out that is really enough."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Board, BoardEntry, BoardRule, ListedEntry, Rules, Side, Standing
from kiosk.screen.geometry import FLOOR, ROW
from kiosk.screen.pages import BlackPage, Wall, black_pages, characters
from kiosk.screen.pages.black import Lag
from kiosk.screen.pages.board_words import way_out
from tests.screen.material import (
    FRESH,
    SIZES,
    STALE,
    ahead,
    behind,
    blocks,
    board,
    contest,
    name_of,
    plain,
    room_of,
    task,
    texts,
    wall,
    words,
)


def pages(evaluation: Evaluation, on: Wall | None = None) -> tuple[BlackPage, ...]:
    return black_pages(evaluation, board(evaluation), FRESH, on or wall())


def laggards(count: int, length: int) -> Evaluation:
    """A contest with so many on the black board, their names so many characters long."""
    tasks = [behind(name_of(number, length), number) for number in range(count)]
    return contest([ahead("教育局"), *tasks], black_count=30)


def said(block_or_text: object) -> str:
    return words(block_or_text)


def lag_of(row: Lag) -> str:
    """How far behind, as it is read along the line."""
    return " ".join(words((row.before, row.points, row.after, row.reason)).split())


@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=25)
@given(st.integers(1, 30), st.integers(3, 40))
def test_everybody_on_the_board_hangs_once_and_in_order(size, count, length):
    evaluation = laggards(count, length)
    names = [plain(row.name) for page in pages(evaluation, wall(size)) for row in page.rows]
    assert names == [entry.subject for entry in board(evaluation).black]
    assert len(names) == count


@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=25)
@given(st.integers(1, 30), st.integers(3, 40))
def test_rows_never_exceed_the_room_and_no_text_is_under_its_size(size, count, length):
    for page in pages(laggards(count, length), wall(size)):
        used = sum(row.row_height for row in page.rows)
        assert used <= room_of(page.frame) + 1e-3 or len(page.rows) == 1
        assert all(row.name.size >= ROW and page.points_size >= ROW for row in page.rows)
        assert all(row.reason.size >= ROW or not row.reason.text for row in page.rows)
        assert all(block.size >= FLOOR for block in blocks(page) if block.text)


@pytest.mark.parametrize("size", SIZES)
def test_a_row_is_as_high_as_what_is_said_in_it(size):
    late = [
        task("水务局", -20, title="乡道硬化" * 12, due=date(2027, 6, 1), veto="弄虚作假"),
        task("水务局", -20, due=date(2027, 6, 2)),
    ]
    for page in pages(contest(late), wall(size)):
        for row in page.rows:
            facts = page.line_height + row.overdue.height + row.veto.height
            beside = max(row.name.height + row.way_out.height, facts)
            under = row.name.height + row.way_out.height + facts
            assert row.row_height > (beside if page.side_by_side else under)


def test_how_far_behind_is_told_in_percentage_points():
    (page,) = pages(contest([task("水务局", -12)]))
    (row,) = page.rows
    assert lag_of(row) == "滞后时序 12.0 个百分点"
    assert row.points == "12.0"
    assert page.points_size > max(row.name.size, page.words_size, page.figure_size)


@pytest.mark.parametrize(
    ("dues", "told"),
    [
        ([date(2027, 6, 16)], ""),
        ([date(2027, 6, 15)], ""),
        ([date(2027, 6, 14)], "! 逾期 1 项 · 1 天：任务 1"),
        (
            [date(2027, 6, 1), date(2027, 5, 25)],
            "! 逾期 2 项 · 21 天：任务 2；14 天：任务 1",
        ),
        (
            [date(2027, 6, 1), date(2027, 7, 1), date(2027, 6, 10)],
            "! 逾期 2 项 · 14 天：任务 1；5 天：任务 3",
        ),
    ],
)
def test_overdue_tasks_are_named_with_their_days_the_longest_first(dues, told):
    tasks = [
        task("水务局", -20, title=f"任务{number}", due=due)
        for number, due in enumerate(dues, start=1)
    ]
    (page,) = pages(contest(tasks))
    assert said(page.rows[0].overdue) == told


def test_where_all_of_them_need_a_further_page_the_one_overdue_longest_is_named():
    titles = ("河道清淤二标段", "集中供水工程", "灌区改造", "水库除险加固")
    tasks = [
        behind(f"水务{unit}局", number, title=title, due=date(2027, 5, 30 - number))
        for unit in "甲乙丙丁"
        for number, title in enumerate(titles * 3)
    ]
    (page,) = pages(contest(tasks))
    assert len(page.rows) == 4
    assert {said(row.overdue) for row in page.rows} == {"! 逾期 12 项 · 最长 27 天：水库除险加固"}
    (alone,) = pages(contest(tasks[:12]))
    assert said(alone.rows[0].overdue).count("；") == 11


def test_what_was_vetoed_is_named_and_has_to_be_settled():
    vetoed = [
        ahead("商务局", title="招商引资", veto="数据造假"),
        ahead("商务局", title="外贸", veto="数据造假"),
    ]
    (page,) = pages(contest(vetoed))
    (row,) = page.rows
    assert lag_of(row) == "一票否决"
    assert said(row.veto) == "! 招商引资、外贸"
    assert said(row.way_out) == "→ 否决事项整改销号即退出"


def test_who_is_vetoed_and_behind_has_both_to_settle():
    (page,) = pages(contest([behind("商务局", title="外贸", veto="数据造假")]))
    assert lag_of(page.rows[0]) == "滞后时序 10.0 个百分点"
    assert said(page.rows[0].veto) == "! 一票否决：外贸"
    assert said(page.rows[0].way_out) == "→ 否决事项整改销号、追回 5.0 个百分点即退出"


def gained(text: str) -> float:
    found = re.search(r"([0-9]+\.[0-9])", text)
    assert found
    return float(found[1])


@given(st.floats(0, 120), st.floats(1, 120))
def test_the_points_that_are_named_really_take_a_unit_off_the_board(progress, line):
    rules = Rules(behind_below=line)
    text = words(way_out(wall(), Standing(subject="水务局", score=50, progress=progress), rules))
    if progress >= line - 1e-9:
        assert text == ""
    else:
        assert progress + gained(text) >= line - 1e-9
        assert progress + gained(text) - 0.1 < line + 1e-5


@given(st.integers(0, 1200), st.integers(10, 1000))
def test_the_score_that_is_named_really_takes_a_unit_off_the_board(tenths, line):
    rules = Rules(rule=BoardRule.THRESHOLD, black_below=line / 10)
    standing = Standing(subject="水务局", score=tenths / 10, progress=90)
    text = words(way_out(wall(), standing, rules))
    if tenths >= line:
        assert text == ""
    else:
        assert gained(text) == pytest.approx((line - tenths) / 10)


def test_with_the_last_places_as_the_rule_the_way_out_is_to_leave_them():
    evaluation = contest(
        [ahead("教育局"), behind("水务局", veto="x")],
        rule=BoardRule.TOP_BOTTOM,
        red_count=1,
        black_count=1,
    )
    (page,) = pages(evaluation)
    assert said(page.rows[0].way_out) == "→ 得分脱离后 1 名即退出"


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (
            BoardRule.CONDITIONAL,
            "列榜：滞后时序超过 5 个百分点或被否决，综合得分后 3 名",
        ),
        (BoardRule.THRESHOLD, "列榜：综合得分低于 60.0 分，或被一票否决"),
        (BoardRule.TOP_BOTTOM, "列榜：综合得分后 3 名"),
    ],
)
def test_the_rule_is_printed_in_one_sentence(rule, told):
    evaluation = contest([ahead("教育局"), behind("水务局")], rule=rule, black_count=3)
    for page in pages(evaluation):
        assert said(page.frame.note) == told


def test_a_listed_entry_says_what_its_table_says():
    listed = ListedEntry(
        side=Side.BLACK,
        subject="水务局",
        reason="调度滞后",
        rectify_by="6月底",
        rectified="已整改一半",
    )
    evaluation = contest([behind("水务局")])
    entry = BoardEntry(subject="水务局", standing=evaluation.standings[0], listed=listed)
    (page,) = black_pages(evaluation, Board(black=(entry,)), FRESH, wall())
    (row,) = page.rows
    assert lag_of(row) == "调度滞后"
    assert said(row.way_out) == "→ 整改时限 6 月底 · 整改情况：已整改一半"
    assert said(page.frame.note) == "列榜：由督查部门审定公布"
    short = replace(entry, listed=replace(listed, reason="", rectify_by="", rectified=""))
    (page,) = black_pages(evaluation, Board(black=(short,)), FRESH, wall())
    assert lag_of(page.rows[0]) == "滞后时序 10.0 个百分点"
    assert page.rows[0].way_out.text == ""


def test_a_listed_entry_that_nobody_measured_has_no_rank_and_no_score():
    entry = BoardEntry(subject="协会", listed=ListedEntry(side=Side.BLACK, subject="协会"))
    (page,) = black_pages(contest(), Board(black=(entry,)), FRESH, wall())
    assert (page.rows[0].rank, page.rows[0].score) == ("", "")


def test_with_nobody_on_it_the_board_says_so_plainly_and_keeps_its_rule():
    (page,) = pages(contest([ahead("教育局")]))
    assert page.message.text == "本期黑榜：无"
    assert page.explanation.text == "没有单位列入黑榜"
    assert page.rows == ()
    assert page.frame.note.text.startswith("列榜：")


@pytest.mark.parametrize("size", SIZES)
def test_on_stale_figures_nobody_is_named(size):
    evaluation = laggards(8, 6)
    (page,) = black_pages(evaluation, board(evaluation), STALE, wall(size))
    assert page.message.text == "本期黑榜暂不公布"
    assert page.rows == ()
    everything = "".join(texts(page)).replace("\n", "")
    assert not any(one.subject in everything for one in evaluation.standings)
    assert "已过期" in said(page.frame.as_of)
    assert page.frame.note.text == ""


def test_names_and_facts_stand_side_by_side_on_a_wide_wall_alone():
    evaluation = laggards(3, 5)
    wide, high = pages(evaluation, wall())[0], pages(evaluation, wall((1080, 1920)))[0]
    assert wide.side_by_side
    assert wide.facts_x > wide.name_x
    assert not high.side_by_side
    assert high.facts_x == high.name_x


def test_further_pages_are_counted_and_a_single_one_is_not():
    drawn = pages(laggards(30, 5))
    assert [page.frame.page_mark for page in drawn] == [
        f"{number}/{len(drawn)}" for number in range(1, len(drawn) + 1)
    ]
    assert [page.frame.page_mark for page in pages(laggards(2, 5))] == [""]
    assert characters(drawn[0]) > characters(pages(laggards(1, 5))[0])


def test_a_score_is_shown_as_it_was_compared():
    (page,) = pages(contest([behind("水务局")]))
    assert page.rows[0].score == "85.0"
    assert page.rows[0].rank == "1"


@pytest.mark.parametrize(("shows", "named"), [(False, "河道清淤"), (True, "河道清淤（赵春梅）")])
def test_who_answers_for_an_overdue_task_is_named_only_where_the_display_shows_persons(
    shows, named
):
    late = behind("水务局", title="河道清淤", owner="赵春梅", due=date(2027, 6, 6))
    for more in ((), (behind("水务局", title="河道清障", due=date(2027, 6, 10)),)):
        evaluation = contest([late, *more])
        (page,) = black_pages(
            evaluation, board(evaluation), FRESH, replace(wall(), show_persons=shows)
        )
        told = words(page.rows[0].overdue)
        assert re.search(f"9 天：{named}(；|$)", told)
        assert ("赵春梅" in words(page)) is shows


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("size", SIZES)
def test_one_or_two_fill_their_page(size, count):
    (page,) = pages(laggards(count, 4), wall(size))
    assert sum(row.row_height for row in page.rows) == pytest.approx(room_of(page.frame))


@pytest.mark.parametrize("size", SIZES)
def test_one_alone_is_set_in_large_type_with_all_facts_in_full_width(size):
    (page,) = pages(laggards(1, 4), wall(size))
    (row,) = page.rows
    assert not page.side_by_side
    assert page.figure_size > 64
    assert min(row.name.size, page.points_size) > ROW
    assert row.name.lines == 1


def test_many_are_set_as_a_list():
    page = pages(laggards(6, 4))[0]
    assert page.side_by_side
    assert page.figure_size == 64
    assert {row.name.size for row in page.rows} == {ROW}


def test_after_the_season_nothing_takes_a_unit_off_the_board():
    said = {
        day: words(pages(contest([behind("水务局")], today=day))[0].rows)
        for day in (date(2027, 9, 30), date(2027, 10, 1))
    }
    assert "→ 追回" in said[date(2027, 9, 30)]
    assert "→" not in said[date(2027, 10, 1)]
