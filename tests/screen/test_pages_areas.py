"""The areas: each once, in the order of the table, its lamp in words, at every size."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Task
from kiosk.screen.geometry import FLOOR, LEADING, ROW
from kiosk.screen.pages.areas import AreaCell, AreasPage, areas_pages
from kiosk.screen.pages.common import Wall
from kiosk.screen.typesetting import Ruler
from tests.screen.gallery import Gallery
from tests.screen.material import (
    FRESH,
    SIZES,
    STALE,
    blocks,
    contest,
    name_of,
    plain,
    room_of,
    task,
    wall,
    words,
)

WALLS: Final = (*SIZES, (1600, 1200))
SHAPES: Final = ((1920, 1080), (1080, 1920), (2560, 1080), (1600, 1200))
"""Walls that hold other numbers of units."""
LATE: Final = date(2027, 6, 1)


def pages(evaluation: Evaluation, on: Wall | None = None) -> tuple[AreasPage, ...]:
    return areas_pages(evaluation, FRESH, on or wall())


def in_area(area: str, lead: float = 0.0, **fields: object) -> Task:
    return task("教育局", lead, area=area, **fields)


def areas(count: int, length: int) -> Evaluation:
    """Areas in every state, each with an overdue task and one that was not reported."""
    tasks = []
    for number in range(count):
        name = name_of(number, length)
        lead = (5, -5, -30, 50)[number % 4]
        tasks += [in_area(name, lead), in_area(name, lead, due=LATE), in_area(name, actual=None)]
    return contest(tasks)


def cells(evaluation: Evaluation, on: Wall | None = None) -> list[AreaCell]:
    return [cell for page in pages(evaluation, on) for cell in page.cells if not cell.whole]


@pytest.mark.parametrize("size", SHAPES)
@settings(max_examples=8)
@given(st.integers(1, 60), st.integers(2, 20))
def test_every_area_hangs_once_in_the_order_of_the_table(size, count, length):
    drawn = cells(areas(count, length), wall(size))
    assert [plain(cell.name) for cell in drawn] == [name_of(n, length) for n in range(count)]


@pytest.mark.parametrize("size", SHAPES)
@settings(max_examples=8)
@given(st.integers(1, 60), st.integers(2, 20))
def test_cells_stand_in_whole_rows_within_the_room_and_apart(size, count, length):
    on = wall(size)
    drawn = pages(areas(count, length), on)
    columns = len({cell.cell_x for cell in drawn[0].cells})
    for page in drawn:
        rows = sorted({cell.cell_y for cell in page.cells})
        assert rows[0] >= 0
        for cell in page.cells:
            assert cell.cell_x + cell.cell_width <= on.geometry.content_width + 1e-3
            foot = max(cell.lacking.height, page.words_size * LEADING)
            bottom = cell.cell_y + cell.figure_y + page.figure_size + page.bar_line + foot
            below = [y for y in rows if y > cell.cell_y]
            assert bottom <= (below[0] if below else room_of(page.frame)) + 1e-3
    assert all(len(page.cells) % columns == 0 for page in drawn[:-1])
    assert not any(cell.whole for page in drawn for cell in page.cells[:-1])


@pytest.mark.parametrize("size", WALLS)
def test_all_areas_together_fill_a_row_that_would_stay_empty_and_cost_no_page(
    size: tuple[int, int], demo: Evaluation, real_ruler: Callable[[tuple[int, int]], Ruler]
):
    on = wall(size, ruler=real_ruler(size))
    drawn = pages(demo, on)
    rows = [len({cell.cell_y for cell in page.cells}) for page in drawn]
    assert max(rows) - min(rows) <= 1
    (whole,) = [cell for cell in drawn[-1].cells if cell.whole] or [None]
    if size != (1080, 1920):
        assert whole == drawn[-1].cells[-1]
        assert whole.cell_width == pytest.approx(on.geometry.content_width)
        assert whole.done == f"{sum(int(cell.done.split('/')[0]) for cell in cells(demo, on))}/214"
        assert whole.actual_text == "59%"
    else:
        assert whole is None


def test_areas_that_fill_their_pages_alike_hang_without_a_total():
    for count in (1, 6, 24):
        assert not any(cell.whole for page in pages(areas(count, 4)) for cell in page.cells)


def test_a_name_in_several_lines_has_no_line_of_one_character():
    for cell in cells(areas(6, 13), wall((1080, 1920))):
        lengths = [len(line) for line in cell.name.text.split("\n")]
        assert len(lengths) > 1
        assert max(lengths) - min(lengths) <= 2


@pytest.mark.parametrize("size", SHAPES)
def test_no_text_is_under_its_size_and_a_name_is_as_large_as_a_row_people_look_for(size):
    for page in pages(areas(60, 8), wall(size)):
        assert page.words_size >= FLOOR
        assert page.figure_size >= ROW
        assert all(cell.name.size >= ROW for cell in page.cells)
        assert all(block.size >= FLOOR for block in blocks(page) if block.text)


def test_few_areas_hang_larger_than_many():
    sizes = [pages(areas(count, 4))[0].figure_size for count in (1, 6, 20)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[1] > sizes[2]


@pytest.mark.parametrize("size", SHAPES)
def test_no_cell_grows_out_of_the_room_for_the_length_of_its_name(size):
    for length in range(2, 41):
        for page in pages(areas(1, length), wall(size)):
            (cell,) = page.cells
            height = cell.figure_y + page.figure_size + page.bar_line + page.words_size * LEADING
            assert height <= room_of(page.frame)


def test_a_page_alone_stands_in_the_middle_of_its_wall():
    (page,) = pages(areas(1, 4))
    (cell,) = page.cells
    height = cell.figure_y + page.figure_size + page.bar_line
    height += max(cell.lacking.height, page.words_size * LEADING)
    assert cell.cell_y == pytest.approx((room_of(page.frame) - height) / 2)


def test_a_cell_tells_share_plan_lamp_and_counts():
    (cell,) = cells(
        contest(
            [
                in_area("教育", actual=1.0),
                in_area("教育", actual=0.2, due=LATE),
                in_area("教育", actual=0.0),
                in_area("教育", actual=None),
            ]
        )
    )
    assert (cell.actual, cell.planned) == (pytest.approx(0.4), pytest.approx(0.5))
    assert (cell.actual_text, cell.done, cell.lamp_word) == ("40%", "1/4", "略有滞后")
    assert re.sub(r"\s+", " ", cell.lacking.text) == "逾期 1 未报 1"


@pytest.mark.parametrize(
    ("lead", "lamp", "word", "reached"),
    [
        (50, "done", "已完成", True),
        (0, "on-plan", "达到时序", True),
        (-10, "slightly-behind", "略有滞后", False),
        (-10.1, "behind", "滞后", False),
    ],
)
def test_a_lamp_is_a_shape_and_a_word(lead, lamp, word, reached):
    (cell,) = cells(contest([in_area("教育", lead)]))
    assert (cell.lamp, cell.lamp_word, cell.reached) == (lamp, word, reached)
    assert cell.lacking.text == ""


def test_an_area_that_was_not_reported_has_no_share_and_says_so():
    (cell,) = cells(contest([in_area("教育", actual=None), in_area("教育", actual=None)]))
    assert (cell.actual, cell.planned, cell.actual_text) == (-1, -1, "—")
    assert (cell.lamp, cell.lamp_word, plain(cell.lacking)) == ("not-reported", "未报", "未报2")


@pytest.mark.parametrize(
    ("actual", "text"), [(0.994, "99%"), (0.996, "99%"), (1.0, "100%"), (1.004, "100%")]
)
def test_what_is_not_all_done_never_reads_as_if_it_were(actual, text):
    (cell,) = cells(contest([in_area("教育", actual=actual)]))
    assert cell.actual_text == text


def test_a_share_above_one_is_told_and_its_bar_is_full():
    (cell,) = cells(contest([in_area("教育", actual=1.2), in_area("教育", actual=None)]))
    assert (cell.actual, cell.actual_text) == (1.0, "120%")


@pytest.mark.parametrize(
    ("leads", "headline"),
    [
        ((0, 0, -20), "3 个领域中 2 个达到时序"),
        ((0, 50), "2 个领域全部达到时序"),
        ((-5, -20), "2 个领域均未达到时序"),
        ((0,), "领域进展"),
    ],
)
def test_the_message_comes_first(leads, headline):
    (page,) = pages(contest([in_area(f"领域{n}", lead) for n, lead in enumerate(leads)]))
    assert words(page.frame.title) == headline


def test_a_message_too_long_for_the_wall_is_told_in_fewer_words():
    evaluation = contest([in_area(name_of(n, 4), -30 * (n > 11)) for n in range(20)])
    (title, *_) = {words(page.frame.title) for page in pages(evaluation, wall((1080, 1920)))}
    assert title == "12 个领域达到时序"


def test_nothing_reported_at_all_is_the_message():
    evaluation = contest([in_area(area, actual=None) for area in ("教育", "水利")])
    assert words(pages(evaluation)[0].frame.title) == "2 个领域均未报"


def test_the_round_and_how_cells_are_read_stand_in_the_subtitle():
    evaluation = contest([in_area("教育", 50), in_area("水利")])
    (page,) = pages(evaluation)
    said = words(page.frame.subtitle)
    assert said == "第 3 期 · 6 月上半月 · 完成 1/2 项 · 竖线为时序"
    over = contest([in_area("教育")], today=date(2027, 10, 1))
    assert words(pages(over)[0].frame.subtitle).startswith("最终结果 · ")


def test_how_cells_are_read_stands_in_a_note_where_the_title_has_no_room_beside_it():
    (page, *_) = pages(areas(20, 4), wall((1080, 1920)))
    assert plain(page.frame.subtitle) == "第3期·6月上半月"
    assert words(page.frame.note) == "完成 10/60 项 · 竖线为时序"


def test_stale_figures_are_said_to_be():
    (page,) = areas_pages(areas(3, 4), STALE, wall())
    assert words(page.frame.as_of) == "数据截至 6 月 15 日（已过期）"


def test_pages_are_counted_and_a_single_one_is_not():
    marks = [page.frame.page_mark for page in pages(areas(60, 4))]
    assert marks == [f"{number}/{len(marks)}" for number in range(1, len(marks) + 1)]
    assert [page.frame.page_mark for page in pages(areas(3, 4))] == [""]


def test_without_areas_or_before_the_season_there_is_no_page():
    assert pages(contest([task("教育局")])) == ()
    assert pages(contest([in_area("教育")], today=date(2027, 4, 30))) == ()


CONTENTS: Final[Mapping[str, Callable[[], Evaluation]]] = {
    "longest names": lambda: areas(20, 20),
    "one area": lambda: areas(1, 4),
    "one area with a long name": lambda: areas(1, 20),
    "three areas": lambda: areas(3, 4),
    "sixty areas": lambda: areas(60, 6),
    "nothing reported": lambda: contest([in_area(a, actual=None) for a in ("教育", "水利")]),
    "everything done": lambda: contest([in_area(name_of(n, 4), 50) for n in range(20)]),
}


def test_the_tick_of_the_plan_is_parted_from_a_bar_that_is_much_like_it(gallery: Gallery):
    on = wall()
    (page,) = pages(contest([in_area("教育", 30)]), on)
    gallery.hang(page, (1920, 1080), on.geometry.unit_px)
    picture = gallery.window.grabWindow()
    shapes = [shape.place for shape in gallery.seen().shapes if not shape.shades]
    bar = max(shapes, key=lambda shape: shape.width())
    middle, y = round(bar.center().x()), round(bar.center().y())
    seen = [picture.pixelColor(x, y).name() for x in range(round(bar.left()) + 40, middle + 20)]
    painted = [seen[0], *(after for before, after in pairwise(seen) if after != before)]
    colors = [gallery.token("paper", name).name() for name in ("bar", "track", "tick")]
    assert painted == [colors[0], colors[1], colors[2], colors[1], colors[0]]
