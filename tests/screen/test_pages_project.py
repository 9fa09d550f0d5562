"""A project's schedule: the message first, then each step where its days are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Project, Schedule, Step
from kiosk.contest.schedule import schedule
from kiosk.contest.working_days import WorkingDays
from kiosk.screen.geometry import FLOOR
from kiosk.screen.pages import Wall
from kiosk.screen.pages.project import ProjectPage, project_pages
from kiosk.screen.pages.project_chart import Chart, StepRow
from kiosk.screen.typesetting import Ruler
from tests.screen.gallery import Gallery
from tests.screen.material import (
    FRESH,
    SIZES,
    blocks,
    contest,
    name_of,
    plain,
    room_of,
    wall,
    words,
)

WALLS: Final = (*SIZES, (1600, 1200))
SHAPES: Final = ((1920, 1080), (1080, 1920), (2560, 1080), (1600, 1200))
"""A wall of every shape; the others hold as many units as one of these."""
TODAY: Final = date(2027, 6, 15)
NAME: Final = "肉制品及冷链运输项目"
GAINS: Final = {"product": "日加工能力", "before": 5.0, "after": 15.0, "measure": "吨"}


def plant(*, target: date = date(2027, 10, 29), delay: int = 0, **fields: object) -> Project:
    """Twelve steps with permits side by side, five of them done and two under way on TODAY."""
    begun = timedelta(days=delay)
    steps = (
        Step(name="立项备案", days=10, started=date(2027, 3, 1), finished=date(2027, 3, 12)),
        Step(
            name="用地规划许可",
            days=20,
            after=("立项备案",),
            started=date(2027, 3, 15),
            finished=date(2027, 4, 9),
        ),
        Step(
            name="环评批复",
            days=15,
            after=("立项备案",),
            started=date(2027, 3, 15),
            finished=date(2027, 4, 2),
        ),
        Step(
            name="建设规划许可",
            days=15,
            after=("用地规划许可",),
            started=date(2027, 4, 12),
            finished=date(2027, 4, 30),
            milestone=True,
        ),
        Step(
            name="施工许可",
            days=8,
            after=("建设规划许可", "环评批复"),
            started=date(2027, 5, 6),
            finished=date(2027, 5, 14),
            milestone=True,
        ),
        Step(name="土方与基础", days=30, after=("施工许可",), started=date(2027, 5, 17) + begun),
        Step(name="设备采购", days=60, after=("施工许可",), started=date(2027, 5, 24)),
        Step(name="1 层车间主体", days=35, after=("土方与基础",), milestone=True),
        Step(name="冷库与制冷安装", days=45, after=("1 层车间主体",)),
        Step(name="生产线安装", days=15, after=("1 层车间主体", "设备采购")),
        Step(name="联合调试", days=8, after=("冷库与制冷安装", "生产线安装")),
        Step(name="投产", days=0, after=("联合调试",), milestone=True),
    )
    known = {"name": NAME, "start": date(2027, 3, 1), "target": target, "steps": steps} | GAINS
    return Project(**(known | fields))  # type: ignore[arg-type]


def finished(project: Project, last: date) -> Project:
    """All of its steps done, those that were not on this day."""
    return replace(
        project,
        steps=tuple(
            step if step.finished else replace(step, started=step.started or last, finished=last)
            for step in project.steps
        ),
    )


def in_line(count: int, days: int, *, length: int = 5, **fields: object) -> Project:
    """Steps one after another."""
    names = [name_of(number, length) for number in range(count)]
    steps = tuple(
        Step(name=name, days=days, after=tuple(names[place - 1 : place]) if place else ())
        for place, name in enumerate(names)
    )
    known = {"name": "园区道路", "target": date(2027, 12, 30), "steps": steps}
    return Project(**(known | fields))  # type: ignore[arg-type]


def evaluated(*projects: Project, today: date = TODAY) -> Evaluation:
    schedules = tuple(schedule(project, WorkingDays(), today) for project in projects)
    return replace(contest(today=today), schedules=schedules)


def pages(
    *projects: Project, today: date = TODAY, on: Wall | None = None
) -> tuple[ProjectPage, ...]:
    return project_pages(evaluated(*projects, today=today), FRESH, on or wall())


def scheduled(project: Project, today: date = TODAY) -> Schedule:
    return schedule(project, WorkingDays(), today)


def chart_of(page: ProjectPage) -> Chart:
    assert page.chart is not None
    return page.chart


def rows_of(drawn: Sequence[ProjectPage]) -> dict[str, StepRow]:
    """The rows by the step's name."""
    return {plain(row.name): row for page in drawn for row in chart_of(page).rows}


def message(page: ProjectPage) -> str:
    """All that the two heroes say."""
    return words(page.figures)


# The message.


def test_the_first_page_says_how_long_it_is_until_the_target_and_whether_it_will_be_met():
    first, *_ = pages(plant())
    outlook, gain = first.figures
    assert (outlook.lead, outlook.hero, outlook.trail) == ("距投产还有", "136", "天")
    assert words(outlook.caption) == "预计提前 2 个工作日"
    assert words(outlook.detail) == "预计 10 月 27 日完成，目标 10 月 29 日"
    assert (gain.lead, gain.hero, gain.trail) == ("5 →", "15", "吨")
    assert words(gain.caption) == "日加工能力"
    assert words(gain.detail) == "完成 5/12 步 · 里程碑 2/4"
    assert not outlook.honour


def test_heroes_side_by_side_are_captioned_in_one_size():
    project = plant(product="肉制品及预制菜全产业链冷链日加工配送能力")
    for figures in (pages(one)[0].figures for one in (plant(), project)):
        assert len({figure.caption.size for figure in figures}) == 1
        assert len({figure.hero_height for figure in figures}) == 1


def test_a_delay_is_told_in_working_days():
    project = plant(delay=14)
    assert scheduled(project).days_late == 8
    first, *_ = pages(project)
    assert "预计晚 8 个工作日" in message(first)
    assert "预计 11 月 10 日完成，目标 10 月 29 日" in message(first)


def test_a_project_that_ends_on_its_target_is_in_time():
    first, *_ = pages(plant(target=date(2027, 10, 27)))
    assert "预计按期完成" in message(first)


def test_a_project_that_has_not_begun_says_by_which_day_it_must():
    project = in_line(3, 20, target=date(2027, 11, 30))
    (page,) = pages(project)
    assert "最迟 9 月 8 日开工" in message(page)
    assert scheduled(project).latest_start == date(2027, 9, 8)


def test_one_that_has_not_begun_in_time_says_how_late_it_will_be():
    (page,) = pages(in_line(3, 2, target=date(2027, 6, 21)))
    assert "预计晚 1 个工作日" in message(page)
    assert "最迟" not in message(page)


def test_what_is_finished_is_honoured():
    done = finished(plant(), date(2027, 10, 25))
    for project, word in ((done, "已投产"), (replace(done, product="", after=None), "全部完成")):
        first, *_ = pages(project, today=date(2027, 10, 28))
        outlook, _ = first.figures
        assert (outlook.lead, outlook.hero, outlook.trail) == ("", word, "")
        assert outlook.honour
        assert words(outlook.caption) == "比目标提前 4 个工作日"
        assert words(outlook.detail) == "10 月 25 日完成，目标 10 月 29 日"


@pytest.mark.parametrize(
    ("last", "verdict"),
    [(date(2027, 10, 29), "按目标日完成"), (date(2027, 11, 2), "比目标晚 2 个工作日")],
)
def test_what_was_finished_on_its_target_or_later_says_so(last, verdict):
    first, *_ = pages(finished(plant(), last), today=date(2027, 11, 3))
    assert verdict in message(first)


@pytest.mark.parametrize(
    ("days", "hero"),
    [(1, "距投产还有 1 天"), (0, "今天是目标日"), (-3, "已过目标日 3 天")],
)
def test_the_days_run_down_to_the_target_and_beyond(days, hero):
    first, *_ = pages(plant(), today=date(2027, 10, 29) - timedelta(days=days))
    outlook, _ = first.figures
    assert " ".join(filter(None, (outlook.lead, outlook.hero, outlook.trail))) == hero


def test_without_a_product_the_target_is_the_goal_and_the_steps_are_counted():
    first, *_ = pages(plant(product="", before=None, after=None))
    outlook, count = first.figures
    assert outlook.lead == "距目标还有"
    assert (count.lead, count.hero, count.trail) == ("已完成", "5", "步")
    assert words(count.caption) == "共 12 步"
    assert words(count.detail) == "里程碑 2/4"


def test_without_a_before_only_what_will_be_is_told():
    first, *_ = pages(plant(before=None))
    assert [first.figures[1].lead, first.figures[1].hero] == ["", "15"]


def test_a_long_figure_leaves_its_measure_to_the_caption():
    first, *_ = pages(plant(before=1_200_000, after=36_000_000, measure="立方米"))
    gain = first.figures[1]
    assert (gain.lead, gain.hero, gain.trail) == ("1,200,000 →", "36,000,000", "")
    assert words(gain.caption) == "日加工能力（立方米）"


def test_another_year_is_named():
    first, *_ = pages(in_line(3, 200, target=date(2030, 6, 28), start=date(2027, 6, 1)))
    assert "目标 2030 年 6 月 28 日" in message(first)
    assert (
        chart_of(first).target_word.replace("\N{NO-BREAK SPACE}", " ") == "目标 2030 年 6 月 28 日"
    )


def test_an_impossible_target_is_told_and_not_drawn():
    (page,) = pages(plant(target=date(2027, 7, 30)))
    assert words(page.message) == "需 171 个工作日，开工至目标日仅 110 个"
    assert words(page.explanation) == "倒排工期在 7 月 30 日前排不下：须压缩工期，或调整目标"
    assert page.chart is None
    assert page.figures == ()
    assert page.frame.page_mark == ""


def test_a_plan_that_was_impossible_is_drawn_once_it_is_met():
    hurried = finished(plant(target=date(2027, 7, 30)), date(2027, 7, 29))
    first, *_ = pages(hurried, today=date(2027, 7, 29))
    assert "已投产" in message(first)


# The steps.


def test_the_first_page_shows_what_runs_and_what_comes_next_and_the_second_every_step():
    first, second = pages(plant())
    assert chart_of(first).caption == "正在进行与下一步"
    assert list(rows_of([first]))[:3] == ["土方与基础", "设备采购", "1层车间主体"]
    assert words(chart_of(second).caption) == "倒排工期 · 12 步"
    steps = ["".join(step.name.split()) for step in plant().steps]
    assert list(rows_of([second])) == steps
    assert [page.frame.page_mark for page in (first, second)] == ["1/2", "2/2"]


def test_what_fits_under_the_message_needs_no_further_page():
    (page,) = pages(in_line(3, 20))
    assert words(chart_of(page).caption) == "倒排工期 · 3 步"
    assert page.frame.page_mark == ""


def test_before_it_begins_the_next_steps_stand_first_and_after_it_the_last():
    drawn = pages(in_line(20, 5))
    assert chart_of(drawn[0]).caption == "接下来"
    assert next(iter(rows_of(drawn[:1]))) == name_of(0, 5)
    done = finished(plant(), date(2027, 10, 25))
    first, *_ = pages(done, today=date(2027, 10, 28))
    assert chart_of(first).caption == "最近完成"
    assert list(rows_of([first]))[-2:] == ["联合调试", "投产"]


def test_a_step_is_filled_as_far_as_it_is_behind_us():
    _, second = pages(plant())
    rows, chart = rows_of([second]), chart_of(second)
    done, running, next_one = rows["立项备案"], rows["土方与基础"], rows["1层车间主体"]
    assert done.done
    assert done.filled == done.bar_width
    assert running.running
    assert running.bar_x + running.filled == pytest.approx(chart.today_x)
    assert 0 < running.filled < running.bar_width
    assert (next_one.done, next_one.running, next_one.filled) == (False, False, 0)


def test_a_day_after_today_is_no_actual_one():
    step = Step(name="铺设", days=80, started=TODAY + timedelta(days=3))
    (page,) = pages(in_line(0, 0, steps=(step,)))
    assert not rows_of([page])["铺设"].running


def test_the_critical_path_is_thick_and_says_so_and_the_float_of_others_is_a_line():
    _, second = pages(plant())
    rows, path = rows_of([second]), scheduled(plant()).critical_path
    assert [name for name, row in rows.items() if row.critical] == [
        "".join(name.split()) for name in path
    ]
    to_come = {name: row for name, row in rows.items() if not row.done}
    for row in to_come.values():
        assert (row.words == "关键") is row.critical
        assert (row.float_width > 0) is not row.critical
    assert all(row.words == "✓ 完成" for row in rows.values() if row.done)
    assert all(row.float_width == 0 for row in rows.values() if row.done)


def test_the_float_that_is_left_is_counted_in_working_days():
    steps = (
        Step(name="厂房", days=40),
        Step(name="采购", days=25),
        Step(name="安装", days=10, after=("厂房", "采购")),
    )
    project = in_line(0, 0, steps=steps, start=TODAY, target=date(2027, 8, 23))
    slack = {one.step.name: one.slack for one in scheduled(project).steps}
    (page,) = pages(project)
    assert slack["采购"] == 15
    assert words(rows_of([page])["采购"].words) == "机动 15 天"
    for days, left in ((7, "机动 10 天"), (20, "机动 1 天"), (21, "无机动"), (22, "▼ 滞后")):
        (page,) = pages(project, today=TODAY + timedelta(days=days))
        assert words(rows_of([page])["采购"].words) == left


def test_a_step_that_slipped_past_its_latest_day_is_behind():
    _, second = pages(plant(delay=14))
    rows = rows_of([second])
    assert rows["土方与基础"].words == "▼ 滞后"
    assert rows["联合调试"].words == "关键"


def test_milestones_are_diamonds_at_the_end_of_their_bar_and_filled_once_reached():
    _, second = pages(plant())
    rows = rows_of([second])
    diamonds = {name: row for name, row in rows.items() if row.diamond_x >= 0}
    assert list(diamonds) == ["建设规划许可", "施工许可", "1层车间主体", "投产"]
    assert [row.done for row in diamonds.values()] == [True, True, False, False]
    for row in list(diamonds.values())[:3]:
        assert row.diamond_x == pytest.approx(row.bar_x + row.bar_width)
    assert diamonds["投产"].bar_width == 0


def test_the_legend_names_the_shapes_that_are_there_and_no_others():
    first, *_ = pages(plant())
    assert words(first.frame.note) == (
        "粗条：关键线路，晚一天全局晚一天 · 细条：有机动（工作日），可晚到线尾 · ◆ 里程碑"
    )
    (page,) = pages(in_line(3, 20))
    assert words(page.frame.note) == "粗条：关键线路，晚一天全局晚一天"
    first, *_ = pages(finished(plant(), TODAY))
    assert words(first.frame.note) == "粗条：关键线路 · ◆ 里程碑"


def test_today_is_left_out_where_it_is_far_from_the_schedule():
    project = in_line(3, 5, target=date(2027, 12, 30))
    (page,) = pages(project)
    assert (chart_of(page).today_word, chart_of(page).today_x) == ("", -1)
    (page,) = pages(project, today=date(2027, 12, 8))
    assert chart_of(page).today_word == "今天"


@pytest.mark.parametrize("size", WALLS)
def test_a_bar_begins_and_ends_with_its_days_on_the_scale_of_the_target(size):
    first_day, target = date(2027, 3, 1), date(2027, 10, 29)
    one = scheduled(plant())
    for page in pages(plant(), on=wall(size)):
        chart, rows = chart_of(page), rows_of([page])
        day = chart.target_x / ((target - first_day).days + 1)
        assert chart.today_x == pytest.approx(day * ((TODAY - first_day).days + 0.5))
        for step in one.steps:
            row = rows.get("".join(step.step.name.split()))
            if row is None or not row.bar_width:
                continue
            length = (step.expected_finish - step.expected_start).days + 1
            slip = (step.latest_finish - step.expected_finish).days
            assert row.bar_x == pytest.approx(day * (step.expected_start - first_day).days)
            assert row.bar_width == pytest.approx(day * length)
            assert row.float_width == pytest.approx(0 if row.critical or row.done else day * slip)


@settings(max_examples=30)
@given(
    st.sampled_from(WALLS),
    st.integers(1, 30),
    st.integers(1, 70),
    st.integers(3, 25),
    st.integers(-40, 400),
)
def test_bars_lie_where_their_days_are_and_todays_line_between_them(
    size, count, days, length, begins
):
    start = TODAY + timedelta(days=begins)
    project = in_line(count, days, length=length, start=start, target=date(2060, 12, 31))
    on, one = wall(size), scheduled(project)
    drawn = pages(project, on=on)
    by_name = {step.step.name: step for step in one.steps}
    for page in drawn:
        chart = chart_of(page)
        for row in chart.rows:
            step = by_name[plain(row.name)]
            assert row.bar_x >= 0
            assert row.bar_x + row.bar_width <= chart.lane_width + 1e-6
            assert 0 <= row.filled <= row.bar_width
            if chart.today_x >= 0 and step.expected_start > TODAY:
                assert row.bar_x + row.bar_width > chart.today_x
            assert chart.today_x <= chart.target_x
        bars = [(row.bar_x, row.bar_x + row.bar_width) for row in chart.rows]
        assert all(one <= other for one, other in pairwise(bars))


@settings(max_examples=30)
@given(st.sampled_from(WALLS), st.integers(1, 30), st.integers(3, 25), st.booleans())
def test_every_step_is_drawn_and_nothing_leaves_its_page(size, count, length, gains):
    project = in_line(count, 4, length=length, start=date(2027, 5, 10), **(GAINS if gains else {}))
    on = wall(size)
    drawn = pages(project, on=on)
    shown = list(rows_of(drawn[1:] or drawn))
    assert shown == [step.name for step in project.steps]
    for page in drawn:
        room = room_of(page.frame)
        bottom = max((figure.figure_y + figure.height for figure in page.figures), default=0)
        assert bottom <= room
        if page.chart is not None:
            assert page.chart.chart_y >= bottom
            assert page.chart.chart_y + page.chart.height <= room + 1e-3
            assert len({row.name.size for row in page.chart.rows}) == 1
        assert all(block.size >= FLOOR for block in blocks(page) if block.text)


@settings(max_examples=40)
@given(
    st.dates(date(2027, 1, 1), date(2028, 12, 31)),
    st.dates(date(2027, 1, 1), date(2028, 12, 31)),
    st.sampled_from(WALLS),
)
def test_the_words_of_today_and_of_the_target_stand_apart_and_by_their_lines(today, target, size):
    on = wall(size)
    for page in pages(plant(target=target), today=today, on=on):
        if page.chart is None:
            continue
        chart = page.chart
        ends = [
            (x, x + on.width_of(word, FLOOR, bold=True))
            for word, x in (
                (chart.today_word, chart.today_word_x),
                (chart.target_word, chart.target_word_x),
            )
            if word
        ]
        for (_, first_end), (second, _) in combinations(sorted(ends), 2):
            assert first_end < second
        assert all(
            begin >= 0 and chart.lane_x + end <= on.geometry.content_width for begin, end in ends
        )


def test_projects_follow_one_another_and_none_makes_no_page():
    drawn = pages(plant(), in_line(3, 20))
    assert [words(page.frame.title) for page in drawn] == [NAME, NAME, "园区道路"]
    assert [page.frame.page_mark for page in drawn] == ["1/3", "2/3", "3/3"]
    assert pages() == ()


# On the wall.

CONTENTS: Final[Mapping[str, Callable[[], tuple[Sequence[Project], date]]]] = {
    "a plant": lambda: ([plant()], TODAY),
    "late": lambda: ([plant(delay=14)], TODAY),
    "impossible": lambda: ([plant(target=date(2027, 7, 30))], TODAY),
    "finished": lambda: ([finished(plant(), date(2027, 10, 25))], date(2027, 10, 28)),
    "the target is past": lambda: ([plant()], date(2027, 11, 20)),
    "one step": lambda: ([in_line(1, 80)], TODAY),
    "many steps of long names": lambda: (
        [in_line(16, 4, length=25, start=date(2027, 5, 10), name=name_of(1, 24))],
        TODAY,
    ),
    "a fortnight": lambda: (
        [
            in_line(
                5,
                2,
                start=date(2027, 6, 10),
                target=date(2027, 6, 24),
                product="日供水",
                before=12_000.0,
                after=125_000.5,
                measure="立方米",
            )
        ],
        TODAY,
    ),
    "three years": lambda: (
        [in_line(12, 60, start=date(2027, 3, 1), target=date(2030, 6, 28), after=1.2)],
        TODAY,
    ),
    "thirty steps": lambda: ([in_line(30, 3, length=8, start=date(2027, 5, 10))], TODAY),
    "several": lambda: ([plant(), in_line(3, 20)], TODAY),
}


@pytest.mark.parametrize("size", SHAPES)
def test_bars_stand_on_the_wall_where_their_days_are(
    size: tuple[int, int], gallery: Gallery, real_ruler: Callable[[tuple[int, int]], Ruler]
):
    on = wall(size, ruler=real_ruler(size))
    unit = on.geometry.unit_px
    for page in pages(plant(delay=14), on=on):
        gallery.hang(page, size, unit)
        chart = chart_of(page)
        left = page.frame.margin_x + chart.lane_x
        wanted = sorted((left + row.bar_x) * unit for row in chart.rows if row.bar_width)
        bars = sorted(one.place.left() for one in gallery.seen().shapes if one.name == "bar")
        assert len(bars) > 1
        assert bars == pytest.approx(wanted, abs=1)
