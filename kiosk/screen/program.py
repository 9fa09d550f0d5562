"""What each place of the rotation shows now, or why it is skipped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Phase
from kiosk.notices import Notice
from kiosk.rotation import Scene
from kiosk.screen.pages import (
    Freshness,
    Page,
    Wall,
    areas_pages,
    black_pages,
    dispatch_pages,
    indicators_pages,
    notice_pages,
    overview_page,
    project_pages,
    red_pages,
    standings_pages,
    tasks_pages,
)
from kiosk.screen.pages.common import names_subjects

_RUNNING: Final = frozenset({Scene.RED, Scene.BLACK, Scene.STANDINGS, Scene.AREAS, Scene.TASKS})
"""Scenes that compare with a plan, of which there is none before the season."""
_MISSING: Final[Mapping[Scene, str]] = {
    Scene.STANDINGS: "nobody is ranked",
    Scene.AREAS: "no area is named",
    Scene.TASKS: "there is no task",
    Scene.INDICATORS: "the source has no indicators",
    Scene.PROJECT: "the source has no project with a usable schedule",
    Scene.DISPATCH: "no meeting is ahead and no problem is reported",
}
_NAMING: Final = frozenset({Scene.RED, Scene.BLACK, Scene.STANDINGS})
"""Scenes that name who is ranked."""


@dataclass(frozen=True, slots=True)
class Station:
    """One place of the rotation: its pages, or in one line why it has none."""

    scene: Scene
    pages: tuple[Page, ...] = ()
    skipped: str = ""


class Stations:
    """The places of a rotation, each drafted when it is first asked for.

    Neither the first picture nor one that changes waits until every scene is laid out.
    """

    def __init__(self, rotation: Sequence[Scene], draft: Callable[[Scene], Station]) -> None:
        """Nothing is drafted yet.

        Args:
            rotation: The scenes that take turns.
            draft: Makes the station of a scene; asked once for each.
        """
        self._rotation = rotation
        self._draft = draft
        self._drafted: dict[Scene, Station] = {}

    def of(self, scene: Scene) -> Station:
        """The station of a scene, whether it is in the rotation or not."""
        if scene not in self._drafted:
            self._drafted[scene] = self._draft(scene)
        return self._drafted[scene]

    def so_far(self) -> tuple[tuple[Scene, Station | None], ...]:
        """Each place's scene, and its station if anybody asked for it yet."""
        return tuple((scene, self._drafted.get(scene)) for scene in self._rotation)

    def __len__(self) -> int:
        return len(self._rotation)

    def __getitem__(self, number: int) -> Station:
        return self.of(self._rotation[number])


def station(
    scene: Scene,
    evaluation: Evaluation | None,
    freshness: Freshness,
    wall: Wall,
    notices: Sequence[Notice] = (),
) -> Station:
    """The pages of a scene; photos are the album's to give.

    Args:
        scene: Any but photos.
        evaluation: The figures; None while there are none, when only notices hang.
        freshness: How good they are.
        wall: The display.
        notices: Those of today.
    """
    if scene is Scene.NOTICE:
        if not notices:
            return Station(scene, skipped="no notice hangs today")
        return Station(scene, pages=notice_pages(notices, wall))
    if evaluation is None:
        return Station(scene)
    if reason := _why_not(scene, evaluation, freshness, wall):
        return Station(scene, skipped=reason)
    return Station(scene, pages=_PAGES[scene](evaluation, freshness, wall))


def _why_not(scene: Scene, evaluation: Evaluation, freshness: Freshness, wall: Wall) -> str:
    if scene in _RUNNING and evaluation.phase is Phase.BEFORE:
        return "the season has not begun"
    if scene in {Scene.RED, Scene.BLACK} and not evaluation.boards:
        return "no board is approved"
    if scene is Scene.BLACK and not wall.show_black:
        return "this display shows no black board"
    if scene in _NAMING and not names_subjects(wall, evaluation):
        return "this display shows no names of persons"
    if scene is Scene.TASKS and freshness.stale:
        # Nobody is named as late on figures that are too old (rules, section 6).
        return "the figures are too old"
    return _MISSING[scene] if scene in _MISSING and not _material(scene, evaluation) else ""


def _material(scene: Scene, evaluation: Evaluation) -> object:
    """What the scene is made of; it has nothing to show where that is nothing."""
    match scene:
        case Scene.STANDINGS:
            return evaluation.standings
        case Scene.AREAS:
            return evaluation.areas
        case Scene.TASKS:
            return evaluation.tasks
        case Scene.INDICATORS:
            return evaluation.indicators
        case Scene.PROJECT:
            return evaluation.schedules
        case _:
            agenda = evaluation.agenda
            return agenda.dispatch or agenda.monthly or agenda.problems


def _red(evaluation: Evaluation, freshness: Freshness, wall: Wall) -> tuple[Page, ...]:
    return tuple(
        page
        for board in evaluation.boards
        for page in red_pages(evaluation, board, freshness, wall)
    )


def _black(evaluation: Evaluation, freshness: Freshness, wall: Wall) -> tuple[Page, ...]:
    return tuple(
        page
        for board in evaluation.boards
        for page in black_pages(evaluation, board, freshness, wall)
    )


def _overview(evaluation: Evaluation, freshness: Freshness, wall: Wall) -> tuple[Page, ...]:
    return (overview_page(evaluation, freshness, wall),)


_PAGES: Final[Mapping[Scene, Callable[[Evaluation, Freshness, Wall], tuple[Page, ...]]]] = {
    Scene.OVERVIEW: _overview,
    Scene.RED: _red,
    Scene.BLACK: _black,
    Scene.STANDINGS: standings_pages,
    Scene.AREAS: areas_pages,
    Scene.TASKS: tasks_pages,
    Scene.INDICATORS: indicators_pages,
    Scene.PROJECT: project_pages,
    Scene.DISPATCH: dispatch_pages,
}
