"""What each place of the rotation shows, and why it is skipped."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.contest.model import Agenda, Approval, SubjectKind
from kiosk.notices import Notice
from kiosk.rotation import Scene
from kiosk.screen.program import Stations, station
from tests.screen.material import (
    FRESH,
    STALE,
    ahead,
    behind,
    contest,
    demo_season,
    plain_ruler,
    wall,
    words,
)

NAMING = (Scene.RED, Scene.BLACK, Scene.STANDINGS)
COMPARING = (*NAMING, Scene.AREAS, Scene.TASKS)
FIGURES = tuple(scene for scene in Scene if scene not in {Scene.PHOTOS, Scene.NOTICE})
NOTICE = Notice(title="防汛值班", lines=("24 小时在岗",))
MEASURED = 5_000
"""Texts that may be measured for a scene, some microseconds each, in which nothing is drawn."""


@pytest.fixture(scope="module")
def season():
    """A season with something for every scene."""
    return demo_season()


@pytest.fixture(scope="module")
def early():
    return demo_season(date(2027, 4, 20))


@pytest.fixture(scope="module")
def late():
    return demo_season(date(2027, 10, 8))


def of_leaders(**rules):
    tasks = [ahead("教育局", leader="王建国"), behind("水务局", leader="李秀英")]
    return contest(tasks, subject=SubjectKind.LEADER, **rules)


@pytest.mark.parametrize("scene", FIGURES)
def test_a_scene_with_something_to_show_has_pages_and_no_reason(scene, season):
    here = station(scene, season, FRESH, wall())
    assert here.scene is scene
    assert here.pages
    assert here.skipped == ""


@pytest.mark.parametrize("scene", NAMING)
def test_a_ranking_of_persons_is_skipped_where_the_display_names_no_persons(scene):
    here = station(scene, of_leaders(), FRESH, wall())
    assert here.pages == ()
    assert here.skipped == "this display shows no names of persons"


@pytest.mark.parametrize("scene", NAMING)
def test_a_ranking_of_persons_hangs_where_the_display_says_so(scene):
    here = station(scene, of_leaders(), FRESH, replace(wall(), show_persons=True))
    assert here.skipped == ""
    assert "王建国" in words(here.pages) or "李秀英" in words(here.pages)


@pytest.mark.parametrize("kind", [SubjectKind.UNIT, SubjectKind.AREA, SubjectKind.LINE])
@pytest.mark.parametrize("scene", NAMING)
def test_a_ranking_of_anything_else_needs_no_leave(scene, kind):
    tasks = [ahead("教育局", area="教育", line="一线"), behind("水务局", area="水利", line="二线")]
    assert station(scene, contest(tasks, subject=kind), FRESH, wall()).pages


def test_the_overview_hangs_even_where_it_may_name_nobody():
    (page,) = station(Scene.OVERVIEW, of_leaders(), FRESH, wall()).pages
    assert "王建国" not in words(page)


@pytest.mark.parametrize("scene", COMPARING)
def test_nobody_is_compared_with_a_plan_before_the_season(scene, early):
    assert station(scene, early, FRESH, wall()).skipped == "the season has not begun"


@pytest.mark.parametrize("scene", [scene for scene in FIGURES if scene not in COMPARING])
def test_what_needs_no_plan_hangs_before_the_season_too(scene, early):
    assert station(scene, early, FRESH, wall()).pages


@pytest.mark.parametrize("scene", [scene for scene in FIGURES if scene is not Scene.DISPATCH])
def test_after_the_season_its_last_figures_hang(scene, late):
    assert station(scene, late, FRESH, wall()).pages


@pytest.mark.parametrize("scene", [Scene.RED, Scene.BLACK])
def test_boards_wait_for_approval(scene):
    unapproved = contest([ahead("教育局")], approval=Approval.REQUIRED)
    assert station(scene, unapproved, FRESH, wall()).skipped == "no board is approved"


def test_a_display_without_a_black_board_says_so():
    here = station(Scene.BLACK, contest([behind("水务局")]), FRESH, wall(show_black=False))
    assert here.skipped == "this display shows no black board"


def test_standings_of_nobody_are_skipped():
    assert station(Scene.STANDINGS, contest(), FRESH, wall()).skipped == "nobody is ranked"


def without_areas(season):
    return tuple(replace(view, task=replace(view.task, area="")) for view in season.tasks)


MISSING = [
    ("standings", lambda _: (), {Scene.STANDINGS: "nobody is ranked"}),
    ("tasks", without_areas, {Scene.AREAS: "no area is named"}),
    (
        "tasks",
        lambda _: (),
        {Scene.TASKS: "there is no task", Scene.AREAS: "no area is named"},
    ),
    ("indicators", lambda _: (), {Scene.INDICATORS: "the source has no indicators"}),
    (
        "schedules",
        lambda _: (),
        {Scene.PROJECT: "the source has no project with a usable schedule"},
    ),
    (
        "agenda",
        lambda _: Agenda(),
        {Scene.DISPATCH: "no meeting is ahead and no problem is reported"},
    ),
]


@pytest.mark.parametrize(("part", "less", "skipped"), MISSING)
def test_only_a_scene_that_has_nothing_to_show_is_skipped_and_says_what_is_missing(
    part, less, skipped, season
):
    lacking = replace(season, **{part: less(season)})
    stations = [station(scene, lacking, FRESH, wall()) for scene in FIGURES]
    assert {one.scene: one.skipped for one in stations if not one.pages} == skipped


@pytest.mark.parametrize("part", ["dispatch", "monthly", "problems"])
def test_a_meeting_or_a_problem_alone_is_something_to_show(part, season):
    agenda = replace(Agenda(), **{part: getattr(season.agenda, part)})
    assert getattr(agenda, part)
    assert station(Scene.DISPATCH, replace(season, agenda=agenda), FRESH, wall()).pages


def test_on_figures_that_are_too_old_nobody_is_named_as_late(season):
    here = station(Scene.TASKS, season, STALE, wall())
    assert here.pages == ()
    assert here.skipped == "the figures are too old"


@pytest.mark.parametrize("scene", [scene for scene in FIGURES if scene is not Scene.TASKS])
def test_every_other_scene_hangs_with_figures_that_are_too_old(scene, season):
    assert station(scene, season, STALE, wall()).pages


@pytest.mark.parametrize("scene", FIGURES)
def test_while_there_are_no_figures_a_scene_has_neither_pages_nor_a_reason(scene):
    here = station(scene, None, FRESH, wall())
    assert (here.scene, here.pages, here.skipped) == (scene, (), "")


def test_notices_hang_with_and_without_figures(season):
    for evaluation in (season, None):
        (page,) = station(Scene.NOTICE, evaluation, FRESH, wall(), [NOTICE]).pages
        assert "防汛值班" in words(page)


def test_without_a_notice_today_the_scene_is_skipped_with_and_without_figures(season):
    for evaluation in (season, None):
        here = station(Scene.NOTICE, evaluation, FRESH, wall())
        assert (here.pages, here.skipped) == ((), "no notice hangs today")


def test_a_station_is_drafted_when_it_is_asked_for_and_once():
    drafted = []

    def draft(scene):
        drafted.append(scene)
        return station(scene, None, FRESH, wall(), [NOTICE])

    stations = Stations([Scene.RED, Scene.NOTICE, Scene.RED], draft)
    assert len(stations) == 3
    assert drafted == []
    assert stations[1].scene is Scene.NOTICE
    assert drafted == [Scene.NOTICE]
    assert stations[0] is stations[2]
    assert stations.of(Scene.RED) is stations[0]
    assert drafted == [Scene.NOTICE, Scene.RED]


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
@pytest.mark.parametrize("scene", FIGURES)
def test_a_scene_is_laid_out_without_measuring_what_is_not_to_hang(scene, size, season):
    measured = []

    def counting(*text):
        measured.append(text)
        return plain_ruler(*text)

    assert station(scene, season, FRESH, wall(size, ruler=counting)).pages
    assert len(measured) < MEASURED
