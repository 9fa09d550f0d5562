"""The season in one glance: its day in words, its progress, and who leads."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import SubjectKind, Unit
from kiosk.screen.geometry import FLOOR, ROW
from kiosk.screen.language import Language
from kiosk.screen.pages import OverviewPage, Wall, overview_page
from kiosk.screen.pages.overview import _shares_x
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


def page_of(evaluation: Evaluation, on: Wall | None = None) -> OverviewPage:
    return overview_page(evaluation, FRESH, on or wall())


def glance(page: OverviewPage) -> str:
    """The hero number with its words, and the line under it."""
    return f"{page.day_before} {page.day} {page.day_after} / {words(page.span)}"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2027, 4, 20), "距开赛 11 天 / 5 月 1 日开赛"),
        (date(2027, 4, 30), "距开赛 1 天 / 5 月 1 日开赛"),
        (date(2027, 5, 1), "第 1 天 / 共 153 天 · 距收官 152 天"),
        (date(2027, 6, 15), "第 46 天 / 共 153 天 · 距收官 107 天"),
        (date(2027, 9, 29), "第 152 天 / 共 153 天 · 距收官 1 天"),
        (date(2027, 9, 30), "第 153 天 / 共 153 天 · 今日收官"),
        (date(2027, 10, 1), "历时 153 天 / 9 月 30 日收官"),
    ],
)
def test_each_phase_of_the_season_has_its_own_words(today, said):
    assert glance(page_of(contest([ahead("教育局")], today=today))) == said


def test_before_the_season_nobody_leads_and_the_slogan_hangs():
    page = page_of(contest([ahead("教育局")], today=date(2027, 4, 30)))
    assert page.leaders == ()
    assert page.leaders_word.text == ""
    assert [line.words.text for line in page.slogan] == list(wall().slogan)


def test_where_somebody_leads_there_is_no_slogan():
    assert page_of(contest([ahead("教育局")])).slogan == ()


@pytest.mark.parametrize(
    ("today", "units", "said"),
    [
        (date(2027, 6, 15), 1, "本期第一"),
        (date(2027, 6, 15), 2, "本期前二"),
        (date(2027, 6, 15), 5, "本期前三"),
        (date(2027, 10, 1), 1, "最终排名第一"),
        (date(2027, 10, 1), 2, "最终排名前二"),
        (date(2027, 10, 1), 3, "最终排名前三"),
    ],
)
def test_the_first_three_hang_with_rank_and_score(today, units, said):
    evaluation = contest(
        [ahead(name_of(number, 4), number) for number in range(units)], today=today
    )
    page = page_of(evaluation)
    assert page.leaders_word.text == said
    assert [plain(leader.name) for leader in page.leaders] == [
        one.subject for one in evaluation.standings[:3]
    ]
    assert [leader.rank for leader in page.leaders] == ["1", "2", "3"][:units]
    assert page.leaders[0].score == "105.0"


def test_who_was_not_reported_does_not_lead():
    page = page_of(contest([ahead("教育局"), task("水务局", actual=None)]))
    assert [leader.name.text for leader in page.leaders] == ["教育局"]


def test_those_who_lead_are_of_the_first_group():
    table = [Unit(name="云东镇", group="乡镇"), Unit(name="教育局", group="县直部门")]
    page = page_of(contest([ahead("云东镇", 20), ahead("教育局")], units=table))
    assert [leader.name.text for leader in page.leaders] == ["云东镇"]
    assert page.leaders_word.text == "乡镇 · 本期第一"


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([0, 0, 0], "本期前三"),
        ([0, 0, 0, 0], "并列第 1 名共 4 个"),
        ([0, 0, 0, 4], "本期前三"),
        ([0, 4, 4, 4], "本期前三 · 并列第 2 名共 3 个"),
        ([0, 4, 8, 8, 12], "本期前三 · 并列第 3 名共 2 个"),
    ],
)
def test_a_tie_that_goes_on_past_those_who_are_shown_is_told(places, said):
    tasks = [ahead(name_of(number, 4), place) for number, place in enumerate(places)]
    page = page_of(contest(tasks))
    assert len(page.leaders) == 3
    assert words(page.leaders_word) == said


LEADS = st.sampled_from([None, -50.0, -30.0, -11.0, -10.0, -5.0, 0.0, 20.0, 50.0])


@given(st.lists(st.tuples(LEADS, st.booleans()), max_size=40))
def test_the_counts_of_tasks_add_up_to_all_of_them(tasks):
    evaluation = contest(
        [
            task(
                "局",
                lead or 0.0,
                due=date(2027, 6, 1) if late else None,
                **({"actual": None} if lead is None else {}),
            )
            for lead, late in tasks
        ]
    )
    page = page_of(evaluation)
    assert sum(int(tally.count) for tally in page.tallies) == len(tasks)
    silent = sum(lead is None for lead, _ in tasks)
    counts = {tally.word: int(tally.count) for tally in page.tallies}
    assert counts.get("未报", 0) == silent
    assert counts["已完成"] == sum(lead == 50.0 for lead, _ in tasks)
    assert ("未报" in counts) is (silent > 0)


def test_each_count_has_a_word_and_a_shape():
    tasks = [task("局", 50), ahead("局"), behind("局"), task("局", -5), task("局", actual=None)]
    page = page_of(contest(tasks))
    assert [(tally.count, tally.word, tally.lamp) for tally in page.tallies] == [
        ("1", "已完成", "done"),
        ("1", "达到时序", "on-plan"),
        ("2", "滞后或逾期", "slightly-behind"),
        ("1", "未报", "not-reported"),
    ]


def test_progress_stands_against_the_plan_on_one_bar():
    page = page_of(contest([task("局", planned=0.5, actual=0.591)]))
    assert (page.actual, page.planned) == pytest.approx((0.591, 0.5))
    assert words(page.actual_text) == "完成 59.1%"
    assert words(page.planned_text) == "时序 50.0%"
    assert page.planned_x < page.actual_x


def test_with_nothing_reported_there_is_no_bar():
    page = page_of(contest([task("局", actual=None)]))
    assert (page.actual, page.planned) == (-1, -1)
    assert (page.actual_text, page.planned_text) == ("", "")


def test_the_note_counts_areas_and_tasks_and_names_the_round():
    page = page_of(contest([ahead("局", area="产业"), ahead("局", area="教育"), ahead("局")]))
    assert words(page.frame.note) == "2 个领域 · 3 项重点工作 · 第 3 期 · 6 月上半月"
    assert words(page_of(contest([ahead("局")])).frame.note).startswith("1 项重点工作")


def test_figures_that_are_too_old_say_so_and_step_back():
    page = overview_page(contest([ahead("局")]), STALE, wall())
    assert words(page.frame.as_of) == "数据截至 6 月 15 日（已过期）"
    assert page.recedes
    assert not page_of(contest([ahead("局")])).recedes


@settings(max_examples=60)
@given(st.floats(0, 1.2), st.floats(0, 1))
def test_how_many_tasks_there_are_stands_apart_from_what_is_said_of_the_bar(actual, planned):
    on = wall((2560, 1080))
    tasks = [
        task(name_of(number, 4), planned=planned, actual=actual, quality=90 - number)
        for number in range(5)
    ]
    page = page_of(contest(tasks), on)
    assert page.frame.note.text == ""
    spans = sorted(
        (x, x + on.width_of(text, FLOOR, bold=bold))
        for x, text, bold in (
            (page.actual_x, page.actual_text, True),
            (page.planned_x, page.planned_text, False),
            (page.total_x, page.total_text, False),
        )
    )
    assert words(page.total_text) == "5 项重点工作"
    assert spans[0][0] >= 0
    assert spans[-1][1] <= on.geometry.content_width + 1e-6
    assert all(later[0] - sooner[1] >= 30 for sooner, later in pairwise(spans))


def test_before_the_season_the_note_says_when_it_will_be():
    page = page_of(contest([ahead("局")], today=date(2027, 4, 20)))
    assert words(page.frame.note) == "5 月 1 日至 9 月 30 日"


def test_before_the_season_the_counts_say_what_it_will_be_about():
    tasks = [
        task("教育局", area="教育", actual=None),
        task("水务局", area="水利", actual=None),
        task("教育局", area="教育", actual=None),
    ]
    page = page_of(contest(tasks, today=date(2027, 4, 20)))
    assert [(tally.count, tally.word, tally.lamp) for tally in page.tallies] == [
        ("2", "领域", ""),
        ("3", "重点工作", ""),
        ("2", "牵头单位", ""),
        ("10", "期评比", ""),
    ]


@given(
    st.floats(0, 1), st.floats(0, 1), st.floats(150, 260), st.floats(150, 260), st.floats(900, 1900)
)
def test_the_two_texts_under_the_bar_stand_apart_and_on_the_wall(
    actual, planned, actual_width, planned_width, width
):
    actual_x, planned_x = _shares_x((actual, actual_width), (planned, planned_width), width)
    first, second = sorted([(actual_x, actual_width), (planned_x, planned_width)])
    assert first[0] >= 0
    assert second[0] + second[1] <= width + 1e-6
    assert first[0] + first[1] <= second[0] - 30
    if actual != planned:
        assert (actual_x < planned_x) is (actual < planned)


CONTENTS = st.tuples(st.integers(0, 4), st.integers(3, 40), st.sampled_from([4, 5, 6, 7, 9, 10]))


@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=25)
@given(CONTENTS)
def test_the_parts_stand_in_order_and_within_the_room(size, content):
    units, length, month = content
    evaluation = contest(
        [ahead(name_of(number, length), number) for number in range(units)],
        today=date(2027, month, 15),
    )
    on = wall(size)
    page = page_of(evaluation, on)
    room = room_of(page.frame)
    season = page.season_y + page.day_size * 0.96 + page.span.height
    beside = page.beside_y + sum(leader.row_height for leader in page.leaders)
    beside += page.leaders_y if page.leaders else sum(line.words.height for line in page.slogan)
    next_part = page.progress_y if page.actual >= 0 else page.tallies_y
    assert max(season, beside) <= next_part + 1e-6
    if not on.geometry.wide:
        assert season <= page.beside_y + 1e-6
    lines = -(-len(page.tallies) // page.tally_columns)
    assert page.tallies_y + lines * page.tally_height <= room + 1e-6
    assert page.beside_x + page.beside_width <= on.geometry.content_width + 1e-6
    assert all(leader.name.size >= ROW for leader in page.leaders)
    assert all(leader.row_height >= leader.name.height for leader in page.leaders)
    assert all(block.size >= FLOOR for block in blocks(page) if block.text)


@pytest.mark.parametrize("size", SIZES)
def test_with_names_of_usual_length_three_lead_on_every_wall(size):
    evaluation = contest([ahead(name_of(number, 6), number) for number in range(5)])
    assert len(page_of(evaluation, wall(size)).leaders) == 3


def test_a_leader_with_a_long_name_has_lines_alike_and_none_of_one_character():
    for length in range(13, 24):
        page = page_of(contest([ahead(name_of(0, length))]), wall((1080, 1920)))
        lines = [len(line) for line in page.leaders[0].name.text.split("\n")]
        assert len(lines) > 1
        assert max(lines) - min(lines) <= 2


@pytest.mark.parametrize(
    ("size", "words_size"),
    [((1920, 1080), ROW), ((1080, 1920), ROW), ((1600, 1200), ROW), ((2560, 1080), FLOOR)],
)
def test_whether_the_season_is_ahead_of_its_plan_is_as_large_as_a_row_where_there_is_room(
    size, words_size
):
    page = page_of(contest([ahead(name_of(number, 6), number) for number in range(5)]), wall(size))
    assert page.shares_size == words_size
    assert len(page.leaders) == 3


def test_a_low_wall_gives_up_its_note_and_the_size_of_its_figures_first():
    evaluation = contest([ahead(name_of(number, 4), number) for number in range(5)])
    low, usual = page_of(evaluation, wall((2560, 1080))), page_of(evaluation)
    assert (low.frame.note.text, low.tally_in_line) == ("", True)
    assert usual.frame.note.text
    assert not usual.tally_in_line
    assert words(low.total_text) == "5 项重点工作"
    assert usual.total_text == ""
    assert usual.day_size > low.day_size


def test_tallies_share_a_line_where_their_words_fit_and_take_two_where_not():
    tasks = [ahead("局"), task("局", actual=None)]
    assert page_of(contest(tasks)).tally_columns == 4
    assert page_of(contest(tasks), wall((1080, 1920))).tally_columns == 2


@pytest.mark.parametrize("size", SIZES)
def test_persons_who_lead_are_named_only_where_the_display_shows_persons(size):
    tasks = [task("教育局", lead, leader=name) for lead, name in ((9, "王建国"), (4, "李秀英"))]
    evaluation = contest(tasks, subject=SubjectKind.LEADER)
    silent = page_of(evaluation, wall(size))
    assert not {"王建国", "李秀英"} & set(words(silent).split())
    assert [line.words.text for line in silent.slogan] == list(wall().slogan)
    told = page_of(evaluation, replace(wall(size), show_persons=True))
    assert [leader.name.text for leader in told.leaders] == ["王建国", "李秀英"]


@pytest.mark.parametrize(
    ("size", "before"), [((1920, 1080), "It all lasted"), ((1600, 1200), "It lasted")]
)
def test_the_hero_number_gives_way_to_words_that_are_long(size, before):
    talkative = Language(
        translate=lambda _, text: f"{before} {{days}} days" if "历时" in text else text
    )
    over = contest([ahead("教育局")], today=date(2027, 10, 1))
    on = wall(size, language=talkative)
    page = page_of(over, on)
    used = on.width_of(page.day, page.day_size, bold=True)
    used += sum(on.width_of(text, 64) + 28 for text in (page.day_before, page.day_after))
    assert (page.day_before, page.day_after) == (before, "days")
    assert used <= page.beside_x - 48
    assert page.day_size < page_of(over, wall(size)).day_size
