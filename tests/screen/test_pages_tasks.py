"""What is overdue or due: each task once, under its area, with its unit and its days."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.due import due_by_area
from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Task
from kiosk.screen.geometry import FLOOR, ROW
from kiosk.screen.pages.common import Wall
from kiosk.screen.pages.tasks import DueRow, TasksPage, tasks_pages
from kiosk.screen.typesetting import Ruler
from tests.screen.material import (
    FRESH,
    LONGEST,
    SIZES,
    STALE,
    TITLE,
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
TODAY: Final = date(2027, 6, 10)
DAY: Final = timedelta(days=1)


def pages(evaluation: Evaluation, on: Wall | None = None) -> tuple[TasksPage, ...]:
    return tasks_pages(evaluation, FRESH, on or wall())


def due(unit: str, days: int, **fields: object) -> Task:
    """A task of this unit that is due so many days from today."""
    return task(unit, **({"due": TODAY + days * DAY, "area": "教育"} | fields))


def season(*tasks: Task, today: date = TODAY, as_of: date | None = None) -> Evaluation:
    return contest(tasks, today=today, as_of=as_of)


def many(count: int, length: int, group: int = 4) -> Evaluation:
    """Tasks of some areas, overdue and due in turn."""
    return season(
        *(
            due(
                name_of(number, length),
                (-30, 3, -2, 0)[number % 4],
                area=name_of(number // group, 4),
                title=name_of(100 + number, 3 * length),
            )
            for number in range(count)
        )
    )


def rows(evaluation: Evaluation, on: Wall | None = None) -> list[DueRow]:
    return [row for page in pages(evaluation, on) for row in page.rows]


def span(row: DueRow) -> str:
    return f"{row.before} {row.days} {row.after}".strip()


@pytest.mark.parametrize("size", SHAPES)
@settings(max_examples=8)
@given(st.integers(1, 60), st.integers(3, 20), st.integers(1, 60))
def test_every_due_task_hangs_once_in_order_and_under_its_area(size, count, length, group):
    evaluation = many(count, length, group)
    expected = [
        (area.name, one.view.task.title) for area in due_by_area(evaluation) for one in area.tasks
    ]
    drawn, named = [], ""
    for page in pages(evaluation, wall(size)):
        assert page.rows[0].area.text
        for row in page.rows:
            assert row.first == bool(row.area.text)
            named = plain(row.area) or named
            drawn.append((named, plain(row.task)))
    assert drawn == expected


@pytest.mark.parametrize("size", SHAPES)
@settings(max_examples=8)
@given(st.integers(1, 60), st.integers(3, 20), st.integers(1, 60))
def test_rows_never_exceed_the_room_and_no_text_is_under_its_size(size, count, length, group):
    for page in pages(many(count, length, group), wall(size)):
        for row in page.rows:
            assert page.rows_y + row.at_y + row.row_height <= room_of(page.frame) + 1e-3
            end = row.at_x + page.row_width
            assert end <= wall(size).geometry.content_width + 1e-3
        assert page.rows_y >= 0
        assert page.words_size >= FLOOR
        for row in page.rows:
            assert row.unit.size >= ROW
            text_height = row.unit.height + row.task.height + row.person.height
            assert row.row_height > row.body_y + text_height
        assert page.days_size > max(row.unit.size for row in page.rows)
        assert all(block.size >= FLOOR for block in blocks(page) if block.text)


@pytest.mark.parametrize(
    ("days", "said", "lamp", "until"),
    [
        (-1, "逾期 1 天", "overdue", "6 月 9 日到期"),
        (-40, "逾期 40 天", "overdue", "5 月 1 日到期"),
        (0, "今天 到期", "", "6 月 10 日到期"),
        (5, "还有 5 天", "", "6 月 15 日到期"),
    ],
)
def test_the_days_are_the_strong_number_and_overdue_has_its_mark(days, said, lamp, until):
    (row,) = rows(season(due("教育局", days)))
    assert (span(row), row.lamp, words(row.due)) == (said, lamp, until)
    assert row.days in {str(abs(days)), "今天"}


def test_what_fell_due_after_the_figures_is_not_called_overdue():
    (row,) = rows(season(due("教育局", -2), as_of=TODAY - 3 * DAY))
    assert (span(row), row.lamp) == ("已到期 2 天", "")


def test_days_overdue_are_counted_to_the_day_of_the_figures_as_on_every_board():
    (row,) = rows(season(due("教育局", -9), as_of=TODAY - 3 * DAY))
    assert span(row) == "逾期 6 天"


def test_all_units_that_lead_a_task_are_named_and_their_lack_is_told():
    both = replace(due("教育局", 0), lead_units=("教育局", "财政局"))
    nobody = replace(due("教育局", 0), lead_units=())
    assert [plain(row.unit) for row in rows(season(both, nobody))] == [
        "教育局、财政局",
        "未明确牵头单位",
    ]


def test_a_task_that_was_not_reported_says_so_beside_its_date():
    (row,) = rows(season(due("教育局", 0, actual=None)))
    assert words(row.due) == "未报 · 6 月 10 日到期"


def test_persons_are_named_only_where_the_display_says_so():
    evaluation = season(due("教育局", 0, owner="秦主任"), due("水务局", 1))
    for page in pages(evaluation):
        assert "秦主任" not in words(page)
    named = rows(evaluation, replace(wall(), show_persons=True))
    assert [plain(row.person) for row in named] == ["责任人：秦主任", ""]


@pytest.mark.parametrize(
    ("days", "headline"),
    [
        ((-3, -2, 0), "逾期 2 项，到期 1 项"),
        ((-3,), "逾期 1 项"),
        ((0, 2), "本期到期 2 项"),
        ((9,), "到期与逾期"),
    ],
)
def test_the_message_comes_first(days, headline):
    (page,) = pages(season(*(due(f"单位{number}", one) for number, one in enumerate(days))))
    assert words(page.frame.title) == headline


def test_nothing_due_is_plain_good_news():
    (page,) = pages(season(due("教育局", 9)))
    assert (page.message.text, page.explanation.text) == ("没有逾期工作", "本期也没有到期工作")
    assert (page.rows, page.frame.page_mark) == ((), "")


def test_the_good_news_tell_what_is_not_known():
    (page,) = pages(season(due("教育局", 9), due("水务局", -9, actual=None)))
    assert words(page.explanation) == "本期也没有到期工作，另有 1 项未报"


def test_before_the_season_or_without_tasks_there_is_no_page():
    assert pages(season(due("教育局", -9), today=date(2027, 4, 30))) == ()
    assert pages(season()) == ()


def test_after_the_season_what_is_overdue_remains_as_its_result():
    evaluation = season(due("教育局", -9), due("水务局", 9), today=date(2027, 10, 1), as_of=TODAY)
    (page,) = pages(evaluation)
    assert [plain(row.unit) for row in page.rows] == ["教育局"]
    assert words(page.frame.subtitle) == "最终结果"
    (good,) = pages(season(due("教育局", -9, actual=1.0), today=date(2027, 10, 1)))
    assert (good.message.text, good.explanation.text) == ("没有逾期工作", "")


def test_the_round_is_that_which_is_looked_ahead_to():
    evaluation = season(due("教育局", 15), today=date(2027, 6, 16), as_of=date(2027, 6, 15))
    (page,) = pages(evaluation)
    assert words(page.frame.subtitle) == "第 4 期 · 6 月下半月"


def test_stale_figures_are_said_to_be():
    (page,) = tasks_pages(season(due("教育局", -1)), STALE, wall())
    assert words(page.frame.as_of) == "数据截至 6 月 10 日（已过期）"


@pytest.mark.parametrize("size", SHAPES)
def test_areas_stand_beside_their_tasks_where_there_is_width_for_it_and_above_elsewhere(size):
    on = wall(size)
    for count in (2, 40):
        for page in pages(many(count, 6), on):
            assert (page.body_x > 0) is (on.geometry.wide and count == 2)
            assert all((row.body_y > 0) == (row.first and not page.body_x) for row in page.rows)


@pytest.mark.parametrize("size", SHAPES)
def test_many_tasks_stand_in_two_columns_on_a_wide_wall_alone(size):
    on = wall(size)
    drawn = pages(many(40, 6), on)
    columns = [{row.at_x for row in page.rows} for page in drawn]
    assert all(page.parted is on.geometry.wide for page in drawn)
    assert all(len(one) == 1 + on.geometry.wide for one in columns)
    for page in drawn:
        assert all(row.area.text for row in page.rows if row.at_y == 0)


def test_rows_too_high_for_half_the_wall_have_all_of_it():
    assert not any(page.parted for page in pages(_longest()))


@pytest.mark.parametrize("size", WALLS)
def test_an_areas_name_of_usual_length_stands_in_one_line(
    size: tuple[int, int], demo: Evaluation, real_ruler: Callable[[tuple[int, int]], Ruler]
):
    drawn = rows(demo, wall(size, ruler=real_ruler(size)))
    assert "人居环境整治" in {row.area.text for row in drawn}
    assert all(row.area.lines <= 1 for row in drawn)


def test_a_county_without_areas_gives_them_no_place():
    (page,) = pages(season(due("教育局", -1, area=""), due("水务局", 0, area="")))
    assert page.body_x == 0
    assert [(row.area.text, row.body_y) for row in page.rows] == [("", 0), ("", 0)]


def test_tasks_of_no_area_stand_apart_from_those_of_one():
    evaluation = season(due("教育局", -1), due("水务局", 0, area=""), due("住建局", 1, area=""))
    assert [row.area.text for row in rows(evaluation)] == ["教育", "其他工作", ""]


def test_one_task_hangs_larger_than_many_and_in_the_middle():
    (one,) = pages(season(due("教育局", -1)))
    assert one.days_size > pages(many(20, 4))[0].days_size
    below = room_of(one.frame) - one.rows_y - one.rows[0].row_height
    assert one.rows_y == pytest.approx(below)


def _longest() -> Evaluation:
    one = due(LONGEST, -12, title=TITLE, area=name_of(1, 20), owner="欧阳副主任")
    return season(
        replace(one, lead_units=(LONGEST, name_of(2, 20))),
        due(LONGEST, -400, title=TITLE, area=name_of(1, 20)),
        due("水务局", 0, title=TITLE, area="水利", actual=None, owner="赵副局长"),
    )


CONTENTS: Final[Mapping[str, Callable[[], Evaluation]]] = {
    "longest names": _longest,
    "one task": lambda: season(due("教育局", -12, owner="秦主任")),
    "one task with the longest names": lambda: season(due(LONGEST, 0, title=TITLE)),
    "sixty tasks": lambda: many(60, 12, 7),
    "no areas": lambda: season(due("教育局", -1, area=""), due("水务局", 0, area="")),
    "some without an area": lambda: season(due("教育局", -1), due("水务局", 0, area="")),
    "fell due since": lambda: season(due("教育局", -2), as_of=TODAY - 3 * DAY),
    "nothing": lambda: season(due("教育局", 9), due("水务局", 9, actual=None)),
}
