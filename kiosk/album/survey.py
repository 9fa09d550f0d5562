"""A look at a whole album at once, for a command."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.album.captions import Caption
from kiosk.album.catalog import Catalog
from kiosk.album.exif import read_exif
from kiosk.album.folder import Photo
from kiosk.album.photo_file import UnreadablePhotoError
from kiosk.intake.source import one_line


@dataclass(frozen=True, slots=True)
class Survey:
    """What an album holds."""

    photos: tuple[tuple[Photo, Caption | None], ...]
    """The photos that may be shown, with what stands under each, in the order of their paths."""
    withheld: tuple[tuple[Photo, str], ...]
    """The photos that may not, each with the reason."""
    problems: tuple[str, ...]
    """What is wrong, a printable line each."""


def survey(
    folder: Path,
    captions_name: str,
    today: date,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Survey:
    """Reads a folder's lists of captions and the header of every photo in it.

    Never raises for what it finds. A photo whose pixels are damaged behind a sound header is
    found only when it is decoded.

    Args:
        folder: Where the photos are.
        captions_name: File name of the lists of captions.
        today: The day for photos that expire.
        progress: Called after each photo with the number done and of all.
    """
    catalog = Catalog(folder, captions_name)
    catalog.refresh(today)
    photos: list[tuple[Photo, Caption | None]] = []
    problems = list(catalog.problems)
    for done, photo in enumerate(catalog.photos, start=1):
        try:
            photos.append((photo, catalog.caption(photo, read_exif(folder / photo.path))))
        except UnreadablePhotoError as error:
            problems.append(one_line(f"{photo.path}: {error}"))
        progress(done, len(catalog.photos))
    return Survey(tuple(photos), catalog.withheld, tuple(problems))
