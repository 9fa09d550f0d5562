"""What pages share: rows on pages, words about round and data, and how much there is to read."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations
from math import hypot
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.calendar import round_of
from kiosk.contest.model import Movement, RoundKind, Season
from kiosk.screen.geometry import FLOOR, HEADING, Geometry
from kiosk.screen.language import number, score
from kiosk.screen.pages import Freshness, Tone, characters, waiting_page
from kiosk.screen.pages.common import (
    by_height,
    frame,
    freshness_and_mark,
    movement_words,
    page_marks,
    round_words,
    share,
)
from kiosk.screen.pages.overview import Tally
from kiosk.screen.typesetting import EMPTY, Block
from tests.screen.material import SEASON, SIZES, ahead, contest, pages_of, plain, wall, words

HEIGHTS = st.lists(st.floats(20, 400), max_size=30)
TODAY = date(2027, 6, 15)


def at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@given(HEIGHTS, st.floats(100, 800))
def test_every_row_stands_on_one_page_and_in_order(heights, room):
    pages = by_height(heights, room)
    assert [index for page in pages for index in page] == list(range(len(heights)))
    assert all(pages)


@given(HEIGHTS, st.floats(100, 800))
def test_no_page_is_fuller_than_the_room_unless_one_row_alone_is_taller(heights, room):
    for page in by_height(heights, room):
        assert sum(heights[index] for index in page) <= room + 1e-3 or len(page) == 1


def splits(count: int, pages: int) -> list[list[range]]:
    """Every way to set so many rows on so many pages."""
    return [
        [range(*ends) for ends in zip((0, *cuts), (*cuts, count), strict=True)]
        for cuts in combinations(range(1, count), pages - 1)
    ]


@given(st.lists(st.integers(20, 400), min_size=1, max_size=8), st.integers(100, 800))
def test_there_are_as_few_pages_as_can_be_and_they_are_filled_as_alike_as_can_be(heights, room):
    def unevenness(way: list[range]) -> float:
        return sum(sum(heights[index] for index in page) ** 2 for page in way)

    def fits(way: list[range]) -> bool:
        return all(len(page) == 1 or sum(heights[i] for i in page) <= room for page in way)

    pages = by_height(heights, room)
    for fewer in range(1, len(pages)):
        assert not any(fits(way) for way in splits(len(heights), fewer))
    ways = [way for way in splits(len(heights), len(pages)) if fits(way)]
    assert unevenness(pages) == min(map(unevenness, ways))


def test_seventeen_rows_with_room_for_four_leave_none_alone():
    assert [len(page) for page in by_height([100] * 17, 400)] == [4, 4, 3, 3, 3]


@given(HEIGHTS, st.floats(100, 800))
def test_columns_come_in_pairs_where_the_rows_are_enough(heights, room):
    columns = by_height(heights, room, multiple=2)
    assert [index for column in columns for index in column] == list(range(len(heights)))
    assert len(columns) % 2 == 0 or len(columns) == len(heights)
    assert 0 <= len(columns) - len(by_height(heights, room)) <= 1
    for column in columns:
        assert sum(heights[index] for index in column) <= room + 1e-3 or len(column) == 1


def test_rows_that_fill_the_room_exactly_stand_on_one_page():
    assert by_height([0.1] * 10, sum([0.1] * 10)) == [range(10)]
    assert by_height([100, 100], 200) == [range(2)]
    assert by_height([100, 100.1], 200) == [range(1), range(1, 2)]


def test_pages_are_counted_and_a_single_one_is_not():
    assert page_marks(0) == ()
    assert page_marks(1) == ("",)
    assert page_marks(3) == ("1/3", "2/3", "3/3")


@pytest.mark.parametrize(("places", "said"), [(2, "▲2"), (-1, "▼1"), (0, "—"), (None, "新")])
def test_movement_is_told_by_a_shape_and_a_number(places, said):
    assert movement_words(wall(), Movement(places=places)) == said


def test_with_no_round_before_nothing_is_said_of_movement():
    assert movement_words(wall(), None) == ""


@pytest.mark.parametrize(
    ("given_share", "drawn"), [(None, -1.0), (0.0, 0.0), (0.4, 0.4), (1.0756, 1.0), (-0.1, 0.0)]
)
def test_a_share_is_clamped_for_drawing_alone(given_share, drawn):
    assert share(given_share) == drawn


@pytest.mark.parametrize(
    ("value", "written"),
    [(-5.26, "−5.3"), (0.05, "0.1"), (-0.04, "0.0"), (114.25, "114.3"), (-12, "−12.0")],
)
def test_a_figure_has_one_decimal_and_a_true_minus(value, written):
    assert number(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(89.95, "89.95"), (90, "90.0"), (105.5875, "105.5875"), (-0.25, "−0.25"), (100.1, "100.1")],
)
def test_a_score_that_the_office_gave_is_shown_in_full(value, written):
    assert score(value) == written


@pytest.mark.parametrize(
    ("kind", "day", "said"),
    [
        (RoundKind.HALF_MONTH, date(2027, 5, 15), "第 1 期 · 5 月上半月"),
        (RoundKind.HALF_MONTH, date(2027, 5, 16), "第 2 期 · 5 月下半月"),
        (RoundKind.MONTH, date(2027, 6, 15), "第 2 期 · 6 月"),
        (RoundKind.WEEK, date(2027, 5, 1), "第 1 期 · 5 月 1 日至 5 月 2 日"),
    ],
)
def test_the_round_is_told_in_words(kind, day, said):
    season = Season(start=SEASON.start, end=SEASON.end, rounds=kind)
    text = round_words(wall(), round_of(season, day), season)
    assert text.replace("\N{NO-BREAK SPACE}", " ") == said


def test_before_the_first_round_nothing_is_said_of_it():
    assert round_words(wall(), None, SEASON) == ""


@pytest.mark.parametrize(
    ("freshness", "said"),
    [
        (Freshness(), ""),
        (Freshness(changed=at(6, 15, 9, 5)), "09:05 更新"),
        (Freshness(changed=at(6, 14, 9, 5)), "6 月 14 日 09:05 更新"),
        (
            Freshness(changed=at(6, 14, 9, 5), away_since=at(6, 15, 9, 40)),
            "09:40 起数据源无应答，所示为上次数据",
        ),
        (
            Freshness(away_since=at(5, 31, 9, 40)),
            "5 月 31 日 09:40 起数据源无应答，所示为上次数据",
        ),
    ],
)
def test_the_footer_says_how_good_the_figures_are(freshness, said):
    text, _ = freshness_and_mark(wall(), freshness, TODAY, (), beside=("演示数据", "12:34"))
    assert text.replace("\N{NO-BREAK SPACE}", " ") == said


def test_on_a_narrow_wall_the_footer_says_the_same_in_fewer_words():
    away = Freshness(away_since=at(5, 31, 9, 40))
    narrow, beside = wall((600, 1200)), ("演示数据", "12:34")
    text, _ = freshness_and_mark(narrow, away, TODAY, (), beside=beside)
    assert text.replace("\N{NO-BREAK SPACE}", " ") == "5 月 31 日 09:40 起数据源无应答"


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (1920, ("09:40 起数据源无应答，所示为上次数据", "已暂停 · 配置有误")),
        (1100, ("09:40 起数据源无应答", "已暂停 · 配置有误")),
        (900, ("09:40 起数据源无应答", "已暂停")),
        (500, ("09:40 起数据源无应答", "")),
    ],
)
def test_a_narrow_wall_shortens_the_foot_and_then_leaves_out_the_lightest_mark(width, said):
    away = Freshness(away_since=datetime(2027, 6, 15, 9, 40, tzinfo=UTC))
    on = wall((width, 1080))
    # So many units wide as pixels, whatever the shape.
    diagonal_in = 65 * hypot(width, 1080) / hypot(1920, 1080)
    on = replace(on, geometry=Geometry(width, 1080, diagonal_in=diagonal_in))
    marks = ("已暂停", "配置有误")
    fresh, mark = freshness_and_mark(on, away, TODAY, marks, beside=("演示数据", "12:34"))
    assert (words(fresh), mark) == said


def test_a_page_is_read_in_the_characters_that_it_shows():
    assert characters("红 榜\n一") == 3
    assert characters(("一二", Block("三 四", 40, 1))) == 4
    assert characters(Tone.RED) == 0
    assert characters((1, 2.5, True, None)) == 0


def test_a_shape_is_seen_and_not_read():
    tally = Tally(count="12", word="已完成", lamp="done")
    assert characters(tally) == 5


def test_nobody_waits_to_have_the_quiet_parts_of_a_header_read():
    quiet = frame(wall(), title="红榜", page_mark="1/2", as_of="数据截至", note="入榜")
    assert characters(quiet) == characters(frame(wall(), title="红榜")) == 2


@pytest.mark.parametrize("size", SIZES)
@given(
    title=st.text(st.sampled_from("红榜全县重点工作“擂台赛”"), min_size=1, max_size=40),
    subtitle=st.text(st.sampled_from("县直部门第期月上半"), max_size=40),
    note=st.text(st.sampled_from("入榜达到时序，"), max_size=120),
)
def test_a_header_leaves_room_for_content_between_itself_and_its_note(size, title, subtitle, note):
    on = wall(size)
    made = frame(on, title=title, subtitle=subtitle, as_of="数据截至 6 月 15 日", note=note)
    assert made.title.size == HEADING
    assert all(block.size >= FLOOR for block in (made.subtitle, made.note) if block is not EMPTY)
    second = max(
        made.subtitle.height if made.subtitle_below else 0.0,
        FLOOR * 1.25 if made.as_of_below else 0.0,
    )
    assert made.content_top >= on.geometry.margin_y + made.title.height + second
    assert made.content_bottom <= on.geometry.height - on.geometry.margin_y - made.note.height
    for line in made.title.text.split("\n"):
        assert on.width_of(line, HEADING, bold=True) <= on.geometry.content_width


def test_a_title_in_several_lines_has_lines_alike():
    made = frame(wall((1080, 1920)), title="云东冷链产业园肉制品加工项目")
    assert made.title.text == "云东冷链产业园\n肉制品加工项目"


def test_a_subtitle_that_has_no_room_beside_the_title_stands_under_it():
    long = frame(
        wall(), title="全县重点工作擂台赛" * 2, subtitle="云山县人民政府", as_of="数据截至"
    )
    short = frame(wall(), title="红榜", subtitle="云山县", as_of="数据截至")
    assert long.subtitle_below
    assert not short.subtitle_below
    assert long.content_top > short.content_top


def test_without_data_the_wall_says_what_it_waits_for():
    assert "正在读取数据" in words(waiting_page(wall()))
    failed = words(waiting_page(wall(), reason="HTTP 500"))
    assert "暂时读不到数据" in failed
    assert "恢复后自动显示" in failed
    assert "HTTP" not in failed


def test_every_page_tells_when_its_figures_are_of():
    for _, page in pages_of(contest([ahead("教育局")]), wall()):
        assert words(page.frame.as_of) == "数据截至 6 月 15 日"


def test_of_a_long_text_no_more_is_set_than_a_sixth_of_the_wall():
    on = wall()
    block = on.fit("推进重点项目建设" * 100, 400, (FLOOR,))
    assert (
        block.height <= 0.18 * on.geometry.height < block.height * (block.lines + 1) / block.lines
    )
    assert block.text.endswith("…")
    assert max(on.width_of(line, FLOOR) for line in block.text.split("\n")) <= 400
    assert on.even("推进重点项目建设" * 100, 400, (FLOOR,)).lines == block.lines


def test_a_name_and_what_is_asked_for_whole_keep_all_their_lines():
    on = wall()
    name = "宾县机关事务服务中心" * 6
    assert plain(on.fit(name, 100, (FLOOR,))) == name
    long = "推进重点项目建设" * 100
    assert plain(on.fit(long, 400, (FLOOR,), whole=True)) == long
