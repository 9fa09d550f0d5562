"""Which photos and which lists of captions a folder and its subfolders hold."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

PHOTO_LIMIT: Final = 20_000
"""Most photos of an album."""

_ENDINGS: Final = (".jpg", ".jpeg", ".jfif", ".png", ".apng", ".webp", ".heic", ".heif", ".gif")
_HIDDEN: Final = (".", "~$")

# Folders in which file servers, systems and viewers keep thumbnails and deleted files.
_NOT_PHOTOS: Final = frozenset(
    (
        "@eadir",
        "#recycle",
        "#snapshot",
        "$recycle.bin",
        "system volume information",
        "lost+found",
        "__macosx",
        "thumbnails",
        "thumbs",
        "缩略图",
        "縮圖",
    )
)


class Photo(NamedTuple):
    """A file as it was found: the same three values are the same picture.

    `path` is relative to the album's folder, with `/` between its parts.
    """

    path: str
    mtime_ns: int
    size: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder held at one moment, each list in the order of its paths."""

    photos: tuple[Photo, ...] = ()
    lists: tuple[Photo, ...] = ()
    """The lists of captions."""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What came and went between two listings; a changed file did both."""

    added: tuple[Photo, ...]
    removed: tuple[Photo, ...]


class FolderUnavailableError(Exception):
    """The album's folder is missing or cannot be read; the message is one line."""


def scan(root: Path, captions_name: str, limit: int = PHOTO_LIMIT) -> Listing:
    """Lists the photos and the lists of captions in a folder and its subfolders.

    Photos are told by the ending of their name. Hidden files, lock files and folders of
    thumbnails are left out. Links are followed, each folder once. A subfolder that cannot be
    read is a problem of the listing.

    Args:
        root: The album's folder.
        captions_name: File name of the lists of captions.
        limit: Most photos that are listed; more are a problem of the listing.

    Raises:
        FolderUnavailableError: The folder itself cannot be read.
    """
    walk = _Walk(root, captions_name)
    photos: list[Photo] = []
    lists: list[Photo] = []
    for found in walk.files():
        if walk.is_list(found.path):
            lists.append(found)
        elif len(photos) < limit:
            photos.append(found)
        else:
            walk.problems.append(f"more than {limit:,} photos: the rest is left out")
            break
    return Listing(tuple(sorted(photos)), tuple(sorted(lists)), tuple(walk.problems))


def look_up(root: Path, path: str) -> Photo | None:
    """Returns a file of the album as it is now, or None where it is no more."""
    try:
        status = (root / path).stat()
    except OSError:
        return None
    return Photo(path, status.st_mtime_ns, status.st_size)


def changes(before: Iterable[Photo], after: Iterable[Photo]) -> Changes:
    """Compares two listings' photos."""
    old, new = frozenset(before), frozenset(after)
    return Changes(tuple(sorted(new - old)), tuple(sorted(old - new)))


def reason_of(error: OSError) -> str:
    """Returns what the system says of an error, without its number and path."""
    return (error.strerror or str(error)).lower()


class _Walk:
    """One pass through a folder, gathering problems on its way."""

    def __init__(self, root: Path, captions_name: str) -> None:
        self.problems: list[str] = []
        self._root = root
        self._captions_name = captions_name.casefold()
        self._seen: set[tuple[int, int]] = set()

    def files(self) -> Iterator[Photo]:
        """Yields each photo and list of captions, a folder's own before its subfolders'."""
        pending = [""]
        while pending:
            folder = pending.pop()
            try:
                entries = self._entries(folder)
            except OSError as error:
                if not folder:
                    raise FolderUnavailableError(f"{self._root}: {reason_of(error)}") from error
                self.problems.append(f"{folder}: {reason_of(error)}")
                continue
            below: list[str] = []
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                try:
                    if entry.is_dir():
                        if entry.name.casefold() not in _NOT_PHOTOS:
                            below.append(path)
                    elif self._is_wanted(entry):
                        status = entry.stat()
                        yield Photo(path, status.st_mtime_ns, status.st_size)
                except OSError as error:
                    self.problems.append(f"{path}: {reason_of(error)}")
            pending.extend(reversed(below))

    def is_list(self, path: str) -> bool:
        """Tells a list of captions by its name, Windows' capitals aside."""
        return path.rpartition("/")[2].casefold() == self._captions_name

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        """Returns a folder's entries by name; none where a link led here a second time."""
        path = self._root / folder
        status = path.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in self._seen:
            return []
        self._seen.add(identity)
        with os.scandir(path) as entries:
            visible = (entry for entry in entries if not entry.name.startswith(_HIDDEN))
            return sorted(visible, key=lambda entry: entry.name)

    def _is_wanted(self, entry: os.DirEntry[str]) -> bool:
        is_photo = entry.name.lower().endswith(_ENDINGS)
        return (is_photo or self.is_list(entry.name)) and entry.is_file()
