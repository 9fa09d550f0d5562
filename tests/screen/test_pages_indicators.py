"""The county's figures: heroes with their measure, growth with its sign, places among peers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Indicator
from kiosk.screen.geometry import FLOOR, ROW
from kiosk.screen.language import Language
from kiosk.screen.pages import Wall
from kiosk.screen.pages.indicators import (
    Figure,
    IndicatorsPage,
    growth_words,
    indicators_pages,
    place_words,
)
from kiosk.screen.typesetting import Ruler
from tests.screen.gallery import Gallery
from tests.screen.material import (
    FRESH,
    HAN,
    SIZES,
    STALE,
    blocks,
    contest,
    plain,
    room_of,
    wall,
    words,
)

EVERY_SIZE = (*SIZES, (1600, 1200))
NINE = "九县（市）"
PUBLISHED = (
    Indicator(name="地区生产总值", growth=0.099),
    Indicator(name="规上工业增加值", growth=0.154),
    Indicator(name="固定资产投资", growth=0.933),
    Indicator(name="一般公共预算收入", growth=1.272, rank=2, peers=9, among=f"哈尔滨{NINE}"),
    Indicator(name="全口径税收收入", growth=0.973, rank=1, peers=9, among=f"哈尔滨{NINE}"),
)
MIXED = (
    Indicator(
        name="地区生产总值", value=46.8, measure="亿元", growth=0.081, rank=2, peers=9, among=NINE
    ),
    Indicator(name="规上工业增加值", value=12.35, measure="亿元", growth=-0.032, rank=9, peers=9),
    Indicator(name="社会消费品零售总额", value=24.2, measure="亿元", growth=0.0),
    Indicator(name="新签约项目", value=36, measure="个"),
    Indicator(name="城镇居民人均可支配收入", value=10063, measure="元", growth=0.052, rank=3),
    Indicator(name="一般公共预算收入", growth=-0.097),
    Indicator(name="营商环境评价", rank=4, peers=13, among="全市"),
    Indicator(name="进出口总额"),
)
FOUR = tuple(
    replace(MIXED[0], name=f"{name}居民人均可支配收入", value=10063.5, among="全市九县")
    for name in ("全体", "城镇", "农村", "牧区")
)


def of_length(number: int, length: int = 20) -> Indicator:
    name = (HAN[number % 20 :] + HAN)[:length]
    return Indicator(
        name=name,
        value=123456.78,
        measure="万元",
        growth=1.234 * (-1) ** number,
        rank=number % 13 + 1,
        peers=13,
        among="全市十三个县（市、区）",
    )


SETS = {
    "published": PUBLISHED,
    "mixed": MIXED,
    "one": MIXED[:1],
    "one growth with a place": PUBLISHED[-1:],
    "two": MIXED[:2],
    "twenty with long names": tuple(map(of_length, range(20))),
    "extreme": (
        Indicator(
            name="规模以上工业企业利润",
            value=-123456789012.35,
            measure="万元每平方公里每年人均",
            growth=-98765.4,
            rank=87,
            peers=120,
            among="全省一百二十个县（市、区）和开发区",
        ),
        Indicator(name="独", rank=3, peers=30),
        Indicator(name="名次", rank=12),
    ),
}


def evaluated(indicators: Sequence[Indicator]) -> Evaluation:
    return replace(contest(), indicators=tuple(indicators))


def pages(*indicators: Indicator, on: Wall | None = None) -> tuple[IndicatorsPage, ...]:
    return indicators_pages(evaluated(indicators), FRESH, on or wall())


def figure(indicator: Indicator) -> Figure:
    (page,) = pages(indicator)
    (one,) = page.figures
    return one


def said(block_text: str) -> str:
    return block_text.replace("\n", "").replace("\N{NO-BREAK SPACE}", " ")


def test_a_value_is_the_hero_with_its_measure_and_its_growth_beside_it():
    one = figure(MIXED[0])
    assert (one.value, one.measure, one.sign) == ("46.8", "亿元", "")
    assert (one.growth_word, one.growth_sign, one.growth) == ("同比", "▲", "+8.1%")


def test_a_growth_with_no_value_is_the_hero():
    one = figure(PUBLISHED[3])
    assert (one.sign, one.value, one.measure) == ("▲", "+127.2%", "同比")
    assert (one.growth_word, one.growth_sign, one.growth) == ("", "", "")


@pytest.mark.parametrize(
    ("growth", "sign", "text"),
    [
        (0.081, "▲", "+8.1%"),
        (1.272, "▲", "+127.2%"),
        (-0.032, "▼", "−3.2%"),
        (0.0, "", "0.0%"),
        (0.0004, "", "0.0%"),
        (-0.0004, "", "0.0%"),
        (0.0005, "▲", "+0.1%"),
        (123.456, "▲", "+12,345.6%"),
    ],
)
def test_a_growth_tells_its_direction_by_shape_and_by_sign(growth, sign, text):
    assert growth_words(wall(), growth) == (sign, text)


def test_thousands_are_parted_as_the_language_does():
    assert figure(Indicator(name="收入", value=7256)).value == "7256"
    (page,) = pages(Indicator(name="收入", value=7256), on=wall(language=Language(code="zh_TW")))
    assert page.figures[0].value == "7,256"


def test_a_measure_too_long_to_stand_beside_the_figure_stands_with_the_name():
    one = figure(Indicator(name="产出", value=3.5, measure="万元每平方公里"))
    assert plain(one.name) == "产出（万元每平方公里）"
    assert one.measure == ""


def test_an_indicator_without_a_number_says_so_and_one_with_only_a_rank_shows_that():
    assert figure(Indicator(name="进出口总额")).value == "未报"
    ranked = figure(Indicator(name="营商环境评价", rank=4, peers=13, among="全市"))
    assert ranked.value == ""
    assert said(ranked.place.text) == "全市第 4 位"


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ({}, ""),
        ({"rank": 2}, "第 2 位"),
        ({"rank": 2, "peers": 9}, "参评 9 地中第 2 位"),
        ({"rank": 2, "peers": 9, "among": NINE}, "九县（市）第 2 位"),
        ({"rank": 2, "among": NINE}, "九县（市）第 2 位"),
        ({"peers": 9, "among": NINE}, ""),
    ],
)
def test_a_place_is_told_in_words(known, text):
    assert said(place_words(wall(), Indicator(name="收入", **known))) == text


@pytest.mark.parametrize(("rank", "peers"), [(1, 9), (2, 9), (9, 9), (1, 1), (13, 20)])
def test_a_place_is_seen_as_the_own_one_of_as_many_marks_as_there_are_peers(rank, peers):
    one = figure(Indicator(name="收入", growth=0.1, rank=rank, peers=peers))
    assert (one.peers, one.own, one.rank) == (peers, rank - 1, str(rank))
    assert 0 <= one.own < one.peers


@pytest.mark.parametrize(("rank", "peers"), [(None, 9), (2, None), (10, 9), (0, 9), (5, 200)])
def test_no_marks_where_the_place_is_unknown_impossible_or_among_too_many(rank, peers):
    one = figure(Indicator(name="收入", growth=0.1, rank=rank, peers=peers))
    assert (one.peers, one.rank) == (0, "")


@settings(max_examples=20)
@given(st.integers(1, 20), st.integers(2, 20), st.sampled_from(EVERY_SIZE))
def test_every_indicator_hangs_once_in_the_order_of_the_table(count, length, size):
    indicators = [of_length(number, length) for number in range(count)]
    drawn = pages(*indicators, on=wall(size))
    names = [plain(one.name) for page in drawn for one in page.figures]
    assert names == [one.name for one in indicators]
    for page in drawn:
        assert all(one.at_y + one.row_height <= room_of(page.frame) + 1e-3 for one in page.figures)
        for one, following in pairwise(page.figures):
            if following.at_y == one.at_y:
                assert one.at_x + page.column_width < following.at_x
            else:
                assert (following.at_x, following.at_y) == (0.0, one.at_y + one.row_height)
        assert all(one.content_height < one.row_height for one in page.figures)
        assert all(one.name.size >= ROW for one in page.figures)
        assert all(block.size >= FLOOR for block in blocks(page) if block.text)
        assert page.value_size >= max(one.name.size for one in page.figures)
        assert min(page.sign_size, page.measure_size, page.growth_size, page.word_size) >= FLOOR
        assert FLOOR <= page.rank_size < page.disc


@pytest.mark.parametrize("size", EVERY_SIZE)
@pytest.mark.parametrize("content", SETS)
def test_parts_of_a_row_stand_apart_and_within_the_wall(content, size):
    on = wall(size)
    for page in pages(*SETS[content], on=on):
        for one in page.figures:
            value = on.width_of(one.value, page.value_size, bold=True)
            value += on.width_of(one.measure, page.measure_size) + 16 * bool(one.measure)
            if one.sign:
                value += on.width_of(one.sign, page.sign_size) + 16
            assert one.at_x + page.column_width <= on.geometry.content_width + 1e-3
            assert one.value_x + value <= page.column_width + 1e-3
            if one.growth and one.growth_baseline == one.value_baseline:
                assert one.value_x + value < one.growth_x
            marks = page.disc + (one.peers - 1) * one.pitch if one.peers else 0.0
            assert page.place_x + marks <= page.column_width + 1e-3
            assert one.pitch == 0 or one.pitch > page.dot
            assert one.place_y + one.place.height <= one.content_height + 1e-3


def test_values_of_one_page_end_at_one_place_where_names_stand_beside_them():
    on = wall()
    (page,) = pages(*PUBLISHED, on=on)
    ends = [
        one.value_x
        + on.width_of(one.sign, page.sign_size)
        + 16
        + on.width_of(one.value, page.value_size, bold=True)
        for one in page.figures
    ]
    assert ends == pytest.approx([ends[0]] * 5)
    assert {one.name_y + one.name.height <= one.content_height for one in page.figures} == {True}


def test_what_stands_side_by_side_is_level_and_leaves_no_place_empty():
    (page,) = pages(*FOUR)
    assert [one.at_x > 0 for one in page.figures] == [False, True, False, True]
    assert page.value_size >= 128
    (uneven,) = pages(*PUBLISHED)
    assert {one.at_x for one in uneven.figures} == {0.0}
    growth_alone, with_growth = replace(FOUR[0], value=None), FOUR[1]
    (mixed,) = pages(growth_alone, with_growth, with_growth, growth_alone)
    for left, right in (mixed.figures[:2], mixed.figures[2:]):
        assert left.at_x < right.at_x
        assert (left.content_height, left.row_height) == (right.content_height, right.row_height)


def test_growths_stand_in_the_line_of_their_values_however_long_a_growth_alone_is():
    growth_alone = Indicator(name="规上工业增加值", growth=0.126)
    (page,) = pages(MIXED[0], growth_alone, MIXED[0], growth_alone, on=wall((1080, 1920)))
    told, alone, *_ = page.figures
    assert told.growth_baseline == told.value_baseline
    assert len(told.value) < len(alone.value)


def test_a_place_is_as_large_as_a_row_people_look_for_where_it_has_its_own_line():
    for size in EVERY_SIZE:
        (page,) = pages(MIXED[0], on=wall(size))
        assert all(one.place.size >= ROW for one in page.figures)


def test_the_fewer_indicators_the_larger_they_stand():
    sizes = [pages(*PUBLISHED[-count:])[0].value_size for count in (1, 2, 3, 5)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 264
    assert sizes[-1] >= 104


def test_pages_are_counted_and_a_single_one_is_not():
    (page,) = pages(*PUBLISHED)
    assert page.frame.page_mark == ""
    drawn = pages(*SETS["twenty with long names"])
    assert [page.frame.page_mark for page in drawn] == [
        f"{number}/{len(drawn)}" for number in range(1, len(drawn) + 1)
    ]
    assert len({page.value_size for page in drawn}) == 1


def test_no_indicator_makes_no_page():
    assert pages() == ()


def test_figures_that_are_too_old_say_so():
    (page,) = indicators_pages(evaluated(PUBLISHED), STALE, wall())
    assert "（已过期）" in words(page.frame.as_of)
    assert words(page.frame.title) == "主要经济指标"
    assert words(page.frame.subtitle) == "云山县"


@pytest.mark.parametrize("size", EVERY_SIZE)
def test_marks_stand_within_the_wall_and_clear_of_the_words(
    size: tuple[int, int], gallery: Gallery, real_ruler: Callable[[tuple[int, int]], Ruler]
):
    on = wall(size, ruler=real_ruler(size))
    (page,) = pages(*PUBLISHED[-2:], on=on)
    gallery.hang(page, size, on.geometry.unit_px)
    discs = [
        item.mapRectToScene(item.boundingRect())
        for item in gallery.items()
        if item.property("own") is not None and item.property("radius")
    ]
    assert len(discs) == 18
    own = sorted(discs, key=lambda disc: disc.width())[-2:]
    assert all(disc.width() > 2 * min(one.width() for one in discs) for disc in own)
    right = on.geometry.width_px * 0.95
    assert all(disc.right() <= right + 0.5 for disc in discs)
    for text in gallery.texts():
        if text.text not in {"1", "2"}:
            assert not any(disc.intersects(line) for disc in discs for line in text.ink)
