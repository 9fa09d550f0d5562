"""What each place of the rotation shows now, or why it is skipped."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Phase
from kiosk.rotation import Scene
from kiosk.screen.pages import (
    Freshness,
    Page,
    Wall,
    black_pages,
    overview_page,
    red_pages,
    standings_pages,
)
from kiosk.screen.pages.common import names_subjects

_NAMING: Final = frozenset({Scene.RED, Scene.BLACK, Scene.STANDINGS})
"""Scenes that name who is ranked: nobody is before the season."""


@dataclass(frozen=True, slots=True)
class Station:
    """One place of the rotation: its pages, or in one line why it has none."""

    scene: Scene
    pages: tuple[Page, ...] = ()
    skipped: str = ""


def station(scene: Scene, evaluation: Evaluation, freshness: Freshness, wall: Wall) -> Station:
    """The pages of a scene that is made of figures; photos are the album's to give."""
    if reason := _why_not(scene, evaluation, wall):
        return Station(scene, skipped=reason)
    return Station(scene, pages=_PAGES[scene](evaluation, freshness, wall))


def _why_not(scene: Scene, evaluation: Evaluation, wall: Wall) -> str:
    if scene in _NAMING and evaluation.phase is Phase.BEFORE:
        return "the season has not begun"
    if scene in {Scene.RED, Scene.BLACK} and not evaluation.boards:
        return "no board is approved"
    if scene is Scene.BLACK and not wall.show_black:
        return "this display shows no black board"
    if scene in _NAMING and not names_subjects(wall, evaluation):
        return "this display shows no names of persons"
    if scene is Scene.STANDINGS and not evaluation.standings:
        return "nobody is ranked"
    return ""


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
}
