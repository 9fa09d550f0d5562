"""A wall never flashes more than three times a second (WCAG 2.3.1), however fast it changes."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QImage

from kiosk.rotation import Scene
from kiosk.screen.photos import PhotoProvider
from kiosk.screen.show import Contents, Programme, Show
from kiosk.screen.view import Stage
from kiosk.screen.window import WallWindow
from tests.screen.material import ahead, behind, contest, name_of, wall

pytestmark = pytest.mark.alone

SIZE = (640, 360)
GRID = (16, 9)
"""Fields of the wall that are judged apart: a flash may fill a part of it."""
EVERY_MS = 40
CHANGES = 6
LONGEST_MS = 30_000
A_FLASH = 0.1
"""Least change of relative luminance, from 0 to 1, that counts as half of a flash."""
BRIGHT = 0.8
"""Where the darker of two states is brighter than this, their change is none."""
NOON = datetime(2027, 6, 15, 12, tzinfo=UTC)

Sample = tuple[float, tuple[float, ...]]
"""Milliseconds, and the relative luminance of each field."""


def luminance(color: QColor) -> float:
    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(share) for share in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def fields_of(picture: QImage) -> tuple[float, ...]:
    smooth = Qt.TransformationMode.SmoothTransformation
    small = picture.scaled(*GRID, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    return tuple(luminance(small.pixelColor(x, y)) for y in range(GRID[1]) for x in range(GRID[0]))


def turns(samples: Sequence[tuple[float, float]]) -> Iterator[float]:
    """When a field had gone by half of a flash against the way it went before."""
    low = high = samples[0][1]
    rising: bool | None = None
    for at, value in samples:
        low, high = min(low, value), max(high, value)
        if rising is not False and high - value >= A_FLASH and value < BRIGHT:
            rising, low = False, value
            yield at
        elif rising is not True and value - low >= A_FLASH and low < BRIGHT:
            rising, high = True, value
            yield at
        if rising is True:
            low = high = max(high, value)
        elif rising is False:
            low = high = min(low, value)


def flashes(samples: Sequence[Sample]) -> int:
    """The most flashes, each a pair of opposing changes, that a field had within a second."""
    most = 0
    for field in range(len(samples[0][1])):
        changed = list(turns([(at, values[field]) for at, values in samples]))
        for start in changed:
            within = sum(start <= at < start + 1000 for at in changed)
            most = max(most, within // 2)
    return most


def blinking(hertz: float, *, by: float = 0.5) -> list[Sample]:
    """Two seconds of one field that goes dark and bright so many times a second."""
    half = 1000 / hertz / 2
    return [(at, (by * (int(at / half) % 2),)) for at in range(0, 2000, 10)]


@pytest.mark.parametrize("hertz", [1, 2, 3, 5, 10])
def test_the_measure_counts_the_flashes_of_a_second(hertz: int):
    assert flashes(blinking(hertz)) in {hertz, hertz - 1} - {0} | ({1} if hertz == 1 else set())


def test_the_measure_takes_a_slow_fade_and_a_faint_flicker_for_none():
    fade = [(at, (at / 2000,)) for at in range(0, 2000, 10)]
    assert flashes(fade) == 0
    assert flashes(blinking(10, by=0.09)) == 0


def test_scenes_that_follow_each_other_at_once_never_flash(app: QGuiApplication):
    """The darkest and the lightest scenes in turn, each gone as soon as it has arrived."""
    stage, provider = Stage(motion=True), PhotoProvider()
    window = WallWindow(app, stage, provider)
    rotation = (Scene.BLACK, Scene.STANDINGS, Scene.RED, Scene.OVERVIEW)
    show = Show(
        stage, provider, Programme(rotation=rotation), now=lambda: NOON, frozen=window.frozen
    )
    window.show(*SIZE)
    while not window.window.isExposed():
        app.processEvents()
    names = [name_of(number, 5) for number in range(10)]
    tasks = [(behind if at % 2 else ahead)(name, at) for at, name in enumerate(names)]
    show.update(Contents(evaluation=contest(tasks)))
    clock, samples, presented = QElapsedTimer(), [], itertools.count(1)
    clock.start()

    def sample() -> None:
        samples.append((clock.elapsed(), fields_of(window.window.grabWindow())))

    def follow(_scene: str) -> None:
        if next(presented) == CHANGES:
            app.exit(0)
        else:
            show.advance()

    sampling = QTimer(interval=EVERY_MS)
    sampling.timeout.connect(sample)
    show.presented.connect(follow)
    giving_up = QTimer(interval=LONGEST_MS, singleShot=True)
    giving_up.timeout.connect(lambda: app.exit(1))
    show.open(wall(SIZE), None)
    sampling.start()
    giving_up.start()
    assert app.exec() == 0
    giving_up.stop()
    sampling.stop()
    show.close()
    window.close()
    spread = [max(values) - min(values) for values in zip(*(of for _, of in samples), strict=True)]
    assert len(samples) > 30
    assert max(spread) > 0.3, "the wall did change"
    assert flashes(samples) <= 1
