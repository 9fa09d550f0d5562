"""What `snapshot` draws: every page of the scenes asked for, from one look at the source."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication

from kiosk.album.album import Panel, Slide
from kiosk.album.captions import Caption
from kiosk.album.decode import Size, decode, upright_size
from kiosk.album.folder import Photo
from kiosk.album.pair import places, turns
from kiosk.album.photo_file import UnreadablePhotoError
from kiosk.album.survey import survey
from kiosk.config import Config
from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Table
from kiosk.notices import current
from kiosk.preparation import evaluate_remembered, read_source
from kiosk.progress import progress
from kiosk.rotation import Scene
from kiosk.screen.contact_sheet import Cell, contact_sheet, thumbnail
from kiosk.screen.fonts import register_fonts
from kiosk.screen.pages import Freshness, Page
from kiosk.screen.photos import slide_page
from kiosk.screen.platform import Platform, Renderer, platform_settings, renderer_settings
from kiosk.screen.program import station
from kiosk.screen.snapshot import Shot, SnapshotError, Studio, save, write
from kiosk.screen.translation import load_language
from kiosk.screen.view import footing_of
from kiosk.screen.walls import wall_of
from kiosk.settings import ContestSettings, DisplaySettings, contest_settings, display_settings

_SIZE: Final = (1920, 1080)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for."""

    scenes: tuple[Scene, ...]
    display: str | None = None
    """None draws each scene as the first display that shows it does."""
    size: tuple[int, int] | None = None
    """In pixels; None is 1920 x 1080, on its side where the display is."""
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """What the source gave, and when."""

    config: Config
    contest: ContestSettings
    table: Table
    freshness: Freshness
    now: datetime


def draw(config: Config, environ: Mapping[str, str], order: Order, out: Path) -> Iterator[Path]:
    """Write every page of the scenes as a PNG, and yield each path.

    A scene asked for by itself is drawn whether or not the display's rotation has it; of all
    scenes those that have nothing to show are left out.

    Raises:
        ConfigError: a variable that the source needs is not set.
        SourceUnavailable: the source gave nothing.
        UnusableSource: what it gave is no table.
        SnapshotError: a scene has nothing to show, or a picture can't be written.
    """
    alone = len(order.scenes) == 1
    for scene in _each_scene(config, environ, order):
        if alone and scene.skipped:
            raise SnapshotError(f"the scene {scene.name} has nothing to show: {scene.skipped}")
        yield from save(scene.studio, scene.shots, out, alone=alone)


def draw_sheet(config: Config, environ: Mapping[str, str], order: Order, out: Path) -> Path:
    """Write one contact sheet of the scenes' pages as a PNG; a scene without any says why.

    Raises:
        ConfigError: a variable that the source needs is not set.
        SourceUnavailable: the source gave nothing.
        UnusableSource: what it gave is no table.
        SnapshotError: a page can't be drawn, or the sheet can't be written.
    """
    cells: list[Cell] = []
    for scene in _each_scene(config, environ, order):
        if scene.skipped:
            cells.append(Cell(f"{scene.name} · {scene.display}", skipped=scene.skipped))
        for shot in scene.shots:
            picture = scene.studio.picture(shot.draw(), shot.station)
            cells.append(Cell(f"{shot.name} · {scene.display}", thumbnail(picture)))
    write(contact_sheet(cells), out)
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """A scene on the display it is drawn for."""

    name: Scene
    display: str
    studio: Studio
    shots: Sequence[Shot]
    skipped: str
    """Why it has nothing to show; empty where it has."""


def _each_scene(config: Config, environ: Mapping[str, str], order: Order) -> Iterator[_Scene]:
    """The scenes one after another; the studio of each closes when the next is asked for."""
    material = _look(config, environ)
    os.environ.update(platform_settings({}, Platform.OFFSCREEN))
    os.environ.update(renderer_settings({}, Renderer.SOFTWARE))
    app = QGuiApplication(["kiosk"])
    register_fonts()
    with progress("scenes") as advance:
        for done, scene in enumerate(order.scenes, start=1):
            studio, evaluation, display = _studio(app, material, scene, order)
            try:
                shots, skipped = _shots(material, scene, display, evaluation, studio)
                yield _Scene(
                    name=scene, display=display.name, studio=studio, shots=shots, skipped=skipped
                )
            finally:
                studio.close()
            advance(done, len(order.scenes))


def _look(config: Config, environ: Mapping[str, str]) -> _Material:
    contest = contest_settings(config, environ)
    payload, table, _ = read_source(contest)
    changed = payload.modified and payload.modified.astimezone(contest.zone)
    return _Material(
        config=config,
        contest=contest,
        table=table,
        freshness=Freshness(changed=changed),
        now=datetime.now(UTC),
    )


def _studio(
    app: QGuiApplication, material: _Material, scene: Scene, order: Order
) -> tuple[Studio, Evaluation, DisplaySettings]:
    """A studio for the display that the scene is drawn for, and the board in its language."""
    displays = material.config.displays
    showing = (name for name, display in displays.items() if scene in display.scenes)
    name = order.display or next(showing, next(iter(displays)))
    display = display_settings(material.config, name, order.language)
    language = load_language(display.language)
    evaluation = evaluate_remembered(
        material.table, material.contest, material.now, language.collate
    )
    width, height = order.size or (_SIZE[::-1] if display.turn % 180 else _SIZE)
    wall = wall_of(display, language, width, height)
    local = material.now.astimezone(material.contest.zone)
    footing = footing_of(
        wall, material.freshness, local, demo=evaluation.demo, stations=len(display.scenes)
    )
    return Studio(app, wall, footing, display.theme), evaluation, display


def _shots(
    material: _Material,
    scene: Scene,
    display: DisplaySettings,
    evaluation: Evaluation,
    studio: Studio,
) -> tuple[list[Shot], str]:
    """Every page of a scene, or why it has none."""
    if scene is Scene.PHOTOS:
        draws = _photo_pages(material.config, evaluation, studio)
        skipped = "" if draws else f"no photo in {material.config.photos.folder}"
    else:
        notices = current(display.notices, evaluation.today)
        here = station(scene, evaluation, material.freshness, studio.wall, notices)
        draws = [partial(_itself, page) for page in here.pages]
        skipped = here.skipped
    place = display.scenes.index(scene) if scene in display.scenes else -1
    shots = [Shot(f"{scene}-{page}", drawn, place) for page, drawn in enumerate(draws, start=1)]
    return shots, skipped


def _photo_pages(
    config: Config, evaluation: Evaluation, studio: Studio
) -> list[Callable[[], Page]]:
    """A turn of the album; each photo is decoded when it is drawn."""
    photos, geometry = config.photos, studio.wall.geometry
    box = Size(geometry.width_px, geometry.height_px)

    def drawn(together: Sequence[tuple[Photo, Caption | None]]) -> Page:
        panels = []
        for (photo, caption), place in zip(together, places(len(together), box), strict=True):
            try:
                picture = decode(photos.folder / photo.path, place.size, lean=place.lean)
            except UnreadablePhotoError as error:
                raise SnapshotError(f"{photo.path}: {error}") from error
            panels.append(Panel(photo, picture, caption, place))
        return slide_page(
            Slide(tuple(panels), box),
            studio.provider,
            studio.wall,
            seconds=photos.seconds,
            pan=False,
            demo=evaluation.demo,
        )

    found = survey(photos.folder, photos.captions, evaluation.today).photos
    # Two photos a page at most.
    found = found[: 2 * photos.per_turn]
    shapes = [upright_size(photos.folder / photo.path) for photo, _ in found]
    return [
        partial(drawn, found[turn.start : turn.stop])
        for turn in turns(shapes, box)[: photos.per_turn]
    ]


def _itself(page: Page) -> Page:
    return page
