"""The album of a running kiosk: opened once, and its round goes on after a restart."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from kiosk.album.album import Album
from kiosk.album.decode import Size
from kiosk.memory import Memory
from kiosk.running import shelf as shelf_module
from kiosk.running.shelf import Shelf
from kiosk.settings import PhotoSettings
from tests.processes import wait_until

SIZE = Size(320, 180)
NAMES = {"1.png", "2.png", "3.png", "4.png"}


@pytest.fixture
def photos(tmp_path: Path) -> PhotoSettings:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in NAMES:
        Image.new("RGB", (64, 36), "#336699").save(folder / name)
    return PhotoSettings(
        folder=folder, order="shuffle", captions="captions.csv", seconds=9, per_turn=2, pan=False
    )


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Shelf]]:
    """A shelf as a kiosk that has just started has it, over the same memory each time."""
    # No fade is disturbed here.
    monkeypatch.setattr(shelf_module, "_FADE_S", 0.0)
    shelves: list[Shelf] = []
    with Memory.open(tmp_path / "state") as memory:

        def make() -> Shelf:
            for one in shelves:
                one.close()
            shelves.append(Shelf(memory, ready=lambda: None, today=lambda: date(2027, 6, 15)))
            return shelves[-1]

        yield make
        for one in shelves:
            one.close()


def shown(album: Album | None, count: int) -> list[str]:
    """The photos that come next."""
    assert album is not None
    slides = [wait_until("a photo", album.next, 10) for _ in range(count)]
    return [photo.path for slide in slides for photo in slide.photos]


def test_after_a_restart_none_comes_twice_before_all_were_shown(
    start: Callable[[], Shelf], photos: PhotoSettings
) -> None:
    first = shown(start().take(photos, SIZE), 2)
    rest = shown(start().take(photos, SIZE), 2)
    assert sorted(first + rest) == sorted(NAMES)


def test_where_no_photos_are_shown_there_is_no_album(
    start: Callable[[], Shelf], photos: PhotoSettings
) -> None:
    shelf = start()
    assert shelf.take(None, SIZE) is None
    album = shelf.take(photos, SIZE)
    assert album is shelf.album is shelf.take(photos, SIZE)
    assert shelf.take(None, SIZE) is None
    assert album is not None
    assert album._closed
