"""What each place of the rotation shows, and why it is skipped."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.contest.model import Approval, SubjectKind
from kiosk.rotation import Scene
from kiosk.screen.program import station
from tests.screen.material import FIGURES, FRESH, ahead, behind, contest, wall, words

NAMING = (Scene.RED, Scene.BLACK, Scene.STANDINGS)


def of_leaders(**rules):
    tasks = [ahead("教育局", leader="王建国"), behind("水务局", leader="李秀英")]
    return contest(tasks, subject=SubjectKind.LEADER, **rules)


@pytest.mark.parametrize("scene", FIGURES)
def test_a_scene_with_something_to_show_has_pages_and_no_reason(scene):
    here = station(scene, contest([ahead("教育局"), behind("水务局")]), FRESH, wall())
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


@pytest.mark.parametrize("scene", NAMING)
def test_nobody_is_ranked_before_the_season(scene):
    early = contest([ahead("教育局"), behind("水务局")], today=date(2027, 4, 30))
    assert station(scene, early, FRESH, wall()).skipped == "the season has not begun"


@pytest.mark.parametrize("scene", [Scene.RED, Scene.BLACK])
def test_boards_wait_for_approval(scene):
    unapproved = contest([ahead("教育局")], approval=Approval.REQUIRED)
    assert station(scene, unapproved, FRESH, wall()).skipped == "no board is approved"


def test_a_display_without_a_black_board_says_so():
    here = station(Scene.BLACK, contest([behind("水务局")]), FRESH, wall(show_black=False))
    assert here.skipped == "this display shows no black board"


def test_standings_of_nobody_are_skipped():
    assert station(Scene.STANDINGS, contest(), FRESH, wall()).skipped == "nobody is ranked"
