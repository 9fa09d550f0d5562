"""The red board: the leader first, everybody in order, and the rule that made it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Board, BoardEntry, BoardRule, ListedEntry, Side, Unit, Weights
from kiosk.screen.geometry import FLOOR, ROW
from kiosk.screen.pages import RedPage, Wall, red_pages
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
    wall,
    words,
)


def honours(count: int, length: int, *, tied: bool = False) -> Evaluation:
    """A contest with so many on the red board, their names so many characters long."""
    tasks = [ahead(name_of(number, length), 0 if tied else number) for number in range(count)]
    return contest(tasks, red_count=30, black_count=0)


def pages(evaluation: Evaluation, on: Wall | None = None) -> tuple[RedPage, ...]:
    return red_pages(evaluation, board(evaluation), FRESH, on or wall())


def shown(drawn: tuple[RedPage, ...]) -> list[str]:
    """Names in the order in which they hang."""
    return [
        plain(name)
        for page in drawn
        for name in (
            *([page.leader.honour.name] if page.leader else []),
            *(row.name for row in page.rows),
        )
    ]


def test_a_score_of_thousands_of_points_leaves_room_for_its_word():
    on = wall((1600, 1200))
    tasks = [ahead(name_of(number, 4), number, points=12_345.5) for number in range(3)]
    page = pages(contest(tasks), on)[0]
    assert page.leader is not None
    score = on.width_of(page.leader.honour.score, page.leader.score_size, bold=True)
    assert page.leader.honour.score == "12450.5"
    assert score + 16 + on.width_of("分", ROW) <= page.leader_width


@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=25)
@given(st.integers(1, 30), st.integers(3, 40), st.booleans())
def test_everybody_on_the_board_hangs_once_and_in_order(size, count, length, tied):
    evaluation = honours(count, length, tied=tied)
    drawn = pages(evaluation, wall(size))
    assert shown(drawn) == [entry.subject for entry in board(evaluation).red]
    assert drawn[0].leader is not None
    assert all(page.leader is None and page.rows for page in drawn[1:])


@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=25)
@given(st.integers(1, 30), st.integers(3, 40))
def test_rows_never_exceed_the_room_and_no_text_is_under_its_size(size, count, length):
    for page in pages(honours(count, length), wall(size)):
        room = room_of(page.frame)
        used = sum(row.row_height for row in page.rows)
        if page.leader is not None:
            assert page.leader.height <= room + 1e-6
            assert page.leader.honour.name.size >= ROW
        if page.rows_y:
            assert page.rows_y >= page.leader.height
        if len(page.rows) > 1 or page.leader is not None:
            assert page.rows_y + used <= room + 1e-6
        assert all(row.name.size >= ROW for row in page.rows)
        assert all(block.size >= FLOOR for block in blocks(page) if block.text)


@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=25)
@given(st.integers(4, 30), st.integers(3, 9))
def test_nobody_stands_alone_on_a_further_page(size, count, length):
    drawn = pages(honours(count, length), wall(size))
    assert all(len(page.rows) > 1 for page in drawn[1:])


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (3840, 2160), (1080, 1920)])
def test_five_units_with_names_of_usual_length_hang_on_one_page(size):
    (page,) = pages(honours(5, 5), wall(size))
    assert len(page.rows) == 4
    assert page.leader is not None
    assert page.leader.title == "第一名"


def test_who_follows_stands_beside_the_leader_on_a_wide_wall_and_below_on_a_high_one():
    (wide,) = pages(honours(3, 4), wall((1920, 1080)))
    (high,) = pages(honours(3, 4), wall((1080, 1920)))
    assert wide.beside
    assert wide.rows_x > wide.leader_width
    assert wide.rows_y == 0
    assert not high.beside
    assert high.rows_x == 0
    assert high.rows_y > high.leader.height


def test_the_less_is_said_of_each_the_more_stand_together():
    few, many = pages(honours(2, 4))[0], pages(honours(5, 4))[0]
    assert few.stacked
    assert not many.stacked
    assert all(row.why.text for row in few.rows)
    assert not any(row.why.text for row in many.rows)


def test_those_tied_for_the_first_place_are_told_so():
    (page,) = pages(honours(3, 4, tied=True))
    assert page.leader.title == "并列第一名"
    assert [row.rank for row in page.rows] == ["1", "1"]
    (single,) = pages(honours(3, 4))
    assert single.leader.title == "第一名"
    assert [row.rank for row in single.rows] == ["2", "3"]


def test_with_nobody_on_it_the_board_says_so_and_keeps_its_rule():
    evaluation = contest([behind("水务局")])
    (page,) = pages(evaluation)
    assert page.message.text == "本期红榜：无"
    assert page.leader is None
    assert page.rows == ()
    assert page.frame.page_mark == ""
    assert page.frame.note.text.startswith("入榜：")


def test_a_single_unit_has_the_whole_wall():
    (page,) = pages(honours(1, 3))
    assert page.leader_width == wall().geometry.content_width
    assert page.rows == ()
    assert page.leader.honour.name.size > pages(honours(2, 3))[0].leader.honour.name.size


def test_further_pages_are_counted_and_a_single_one_is_not():
    marks = [page.frame.page_mark for page in pages(honours(30, 8))]
    assert marks == [f"{number}/{len(marks)}" for number in range(1, len(marks) + 1)]
    assert len(marks) > 1
    assert [page.frame.page_mark for page in pages(honours(2, 4))] == [""]


def test_the_three_dimensions_stand_on_one_scale_that_ends_where_progress_is_capped():
    evaluation = contest([task("教育局", 15, quality=96, results=60)])
    (page,) = pages(evaluation)
    bars = page.leader.honour.dimensions
    assert [(bar.label, bar.value) for bar in bars] == [
        ("进度", "115.0"),
        ("质量", "96.0"),
        ("成效", "60.0"),
    ]
    assert [bar.share for bar in bars] == pytest.approx([115 / 120, 0.8, 0.5])
    assert page.plan_tick == pytest.approx(100 / 120)


def test_a_dimension_that_nobody_scored_says_so_and_has_no_bar():
    (page,) = pages(contest([task("教育局", 5)]))
    quality = page.leader.honour.dimensions[1]
    assert (quality.value, quality.share) == ("无", -1)


def test_a_dimension_past_the_scale_is_drawn_to_its_end():
    scored = [task("教育局", 30, quality=100, results=100)]
    (page,) = pages(contest(scored, progress_cap=90, rule=BoardRule.TOP_BOTTOM))
    assert page.leader.honour.dimensions[1].share == 1


@pytest.mark.parametrize(
    ("tasks", "said"),
    [
        ([ahead("教育局")], "超时序 15.0 个百分点，1 项任务全部达到时序"),
        ([task("教育局", 0)], "与时序持平，1 项任务全部达到时序"),
        (
            [task("教育局", 20), task("教育局", -5), task("教育局", actual=None)],
            "超时序 7.5 个百分点，2 项任务中 1 项达到时序",
        ),
        (
            [task("教育局", actual=1.0, due=date(2027, 6, 16)), task("教育局", 10)],
            "超时序 30.0 个百分点，2 项任务全部达到时序，1 项提前完成",
        ),
        (
            [task("教育局", actual=1.0, due=date(2027, 6, 15)), task("教育局", 10)],
            "超时序 30.0 个百分点，2 项任务全部达到时序",
        ),
    ],
)
def test_what_a_unit_did_well_stands_in_a_line(tasks, said):
    (page,) = pages(contest(tasks, progress_cap=200))
    assert plain(page.leader.honour.why).replace("\N{NO-BREAK SPACE}", "") == said.replace(" ", "")


def test_a_listed_entry_says_what_its_table_says():
    listed = ListedEntry(side=Side.RED, subject="教育局", reason="通过省级验收")
    evaluation = contest([ahead("教育局")])
    entry = BoardEntry(subject="教育局", standing=evaluation.standings[0], listed=listed)
    (page,) = red_pages(evaluation, Board(red=(entry,)), FRESH, wall())
    assert page.leader.honour.why.text == "通过省级验收"
    assert page.frame.note.text == "入榜：由督查部门审定公布"


def test_a_listed_entry_that_nobody_measured_has_no_rank_score_or_bars():
    listed = ListedEntry(side=Side.RED, subject="志愿者协会")
    entries = (BoardEntry(subject="志愿者协会", listed=listed),)
    (page,) = red_pages(contest(), Board(red=entries * 2), FRESH, wall())
    for honour in (page.leader.honour, page.rows[0]):
        assert (honour.rank, honour.score, honour.dimensions) == ("", "", ())
    assert page.leader.title == ""


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            BoardRule.CONDITIONAL,
            "入榜：达到时序、无逾期、无否决，综合得分前 3 名（进度 50 · 质量 25 · 成效 25）",
        ),
        (BoardRule.THRESHOLD, "入榜：综合得分 90.0 分以上（进度 50 · 质量 25 · 成效 25）"),
        (BoardRule.TOP_BOTTOM, "入榜：综合得分前 3 名（进度 50 · 质量 25 · 成效 25）"),
    ],
)
def test_the_rule_is_printed_in_one_sentence_with_the_weights_it_used(rule, said):
    (page,) = pages(contest([ahead("教育局")], rule=rule, red_count=3))
    assert words(page.frame.note) == said


def test_weights_are_printed_as_shares_of_a_hundred_and_those_that_count_nothing_are_not():
    weights = Weights(progress=3, quality=1, results=0)
    (page,) = pages(contest([ahead("教育局")], weights=weights))
    assert words(page.frame.note).endswith("（进度 75 · 质量 25）")


def test_a_group_stands_in_the_subtitle_before_the_round():
    units = [Unit(name="云东镇", group="乡镇")]
    (page,) = pages(contest([ahead("云东镇")], units=units))
    assert words(page.frame.subtitle) == "乡镇 · 第 3 期 · 6 月上半月"


def test_figures_that_are_too_old_say_so_beside_their_date():
    evaluation = contest([ahead("教育局")])
    (fresh,) = red_pages(evaluation, board(evaluation), FRESH, wall())
    (stale,) = red_pages(evaluation, board(evaluation), STALE, wall())
    assert words(fresh.frame.as_of) == "数据截至 6 月 15 日"
    assert words(stale.frame.as_of) == "数据截至 6 月 15 日（已过期）"


@pytest.mark.parametrize("size", SIZES)
def test_the_tick_of_the_leaders_bars_says_what_it_stands_for(size):
    on = wall(size)
    (page,) = pages(honours(1, 3), on)
    leader = page.leader
    assert leader.axis_word == "100"
    label = leader.honour.dimensions[0].label_width + 16
    bar = leader.bars_width - label - 128
    assert leader.axis_x == pytest.approx(label + bar * page.plan_tick)


@pytest.mark.parametrize("size", SIZES)
def test_a_leader_with_a_wide_wall_alone_has_its_dimensions_on_the_other_half(size):
    on = wall(size)
    (page,) = pages(honours(1, 3), on)
    leader, width = page.leader, on.geometry.content_width
    assert (leader.bars_x > 0) is page.beside is on.geometry.wide
    assert leader.bars_x + leader.bars_width == pytest.approx(width)
    assert leader.height <= room_of(page.frame)
    if on.geometry.wide:
        assert on.width_of(leader.honour.name.text, leader.honour.name.size) < leader.bars_x


def test_who_has_no_dimensions_has_no_scale_either():
    entry = BoardEntry(
        subject="教育局", listed=ListedEntry(side=Side.RED, subject="教育局", reason="招商成效突出")
    )
    (page,) = red_pages(contest(), Board(red=(entry,)), FRESH, wall())
    assert page.leader.axis_word == ""


@pytest.mark.parametrize(("freshness", "recedes"), [(FRESH, False), (STALE, True)])
def test_figures_that_are_too_old_step_back(freshness, recedes):
    evaluation = honours(5, 4)
    drawn = red_pages(evaluation, board(evaluation), freshness, wall())
    assert [page.recedes for page in drawn] == [recedes] * len(drawn)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_the_dimensions_of_those_who_follow_are_named_once_over_all_their_bars(size):
    on = wall(size)
    (page,) = pages(honours(5, 4), on)
    assert not page.stacked
    assert [head.word for head in page.heads] == ["进度", "质量", "成效"]
    column = page.heads[1].head_x - page.heads[0].head_x
    assert page.heads[0].head_x == page.name_x
    assert page.heads[2].head_x == pytest.approx(page.name_x + 2 * column)
    end = page.rows_x + page.heads[2].head_x + column - 32
    assert end == pytest.approx(on.geometry.content_width)
    used = page.rows_y + 52 + sum(row.row_height for row in page.rows)
    assert used <= room_of(page.frame) + 1e-6


def test_figures_stand_beside_bars_that_are_long_enough():
    first, *further = pages(honours(20, 4))
    assert not first.figured
    assert further
    assert all(page.figured and page.heads for page in further)


def test_rows_whose_dimensions_are_stacked_name_them_themselves():
    (page,) = pages(honours(2, 3))
    assert page.stacked
    assert page.heads == ()


@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=25)
@given(st.integers(2, 30), st.integers(3, 40))
def test_heads_and_rows_share_the_room(size, count, length):
    for page in pages(honours(count, length), wall(size)):
        used = page.rows_y + sum(row.row_height for row in page.rows)
        used += 52 if page.heads else 0
        assert used <= room_of(page.frame) + 1e-3 or len(page.rows) <= 1


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1600, 1200)])
def test_a_leader_with_a_long_name_keeps_its_dimensions(size):
    names = [name_of(0, 40), *(name_of(number, 4) for number in range(1, 5))]
    evaluation = contest([ahead(name, number) for number, name in enumerate(names)])
    (page,) = pages(evaluation, wall(size))
    assert plain(page.leader.honour.name) == names[0]
    assert len(page.leader.honour.dimensions) == 3
    assert page.leader.height <= room_of(page.frame)


@pytest.mark.parametrize("size", SIZES)
def test_a_leaders_merits_never_make_its_score_the_smallest(size):
    leader = pages(honours(5, 4), wall(size))[0].leader
    assert leader.score_size > 104 or not leader.honour.why.text
