"""The photos of a folder that may be shown today, and what stands under each."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.album.captions import Caption, caption_from_exif
from kiosk.album.exif import Exif
from kiosk.album.file_names import caption_from_name
from kiosk.album.folder import FolderUnavailableError, Listing, Photo, reason_of, scan
from kiosk.album.sidecar import SIZE_LIMIT, Entry, Sidecar, keys_of, read_sidecar
from kiosk.intake.source import one_line

_PROBLEM_LIMIT: Final = 200


class Catalog:
    """A folder's photos and lists of captions, as they were at the last `refresh`.

    A list of captions speaks for its folder and the folders below. Of the lists that name a
    photo the nearest counts. A photo that none names is shown, unless one of them has an
    approved column: what such an office has not approved does not hang.

    Not thread-safe, and slow where the folder is: for a worker's thread.
    """

    def __init__(self, root: Path, captions_name: str) -> None:
        self.root: Final = root
        self.photos: tuple[Photo, ...] = ()
        """The photos that may be shown, in the order of their paths."""
        self.withheld: tuple[tuple[Photo, str], ...] = ()
        """The others, each with the reason."""
        self.unavailable: str | None = None
        """Why the folder could not be read the last time; the rest is then as it was before."""
        self._captions_name = captions_name
        self._listing = Listing()
        self._lists: dict[str, tuple[Photo, Sidecar]] = {}
        self._read_for: tuple[Listing, date] | None = None

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the folder and its lists, a printable line each, at most 200."""
        lines = [self.unavailable] if self.unavailable else []
        lines += self._listing.problems
        for found, sidecar in self._lists.values():
            lines += [f"{found.path}: {problem}" for problem in sidecar.problems]
        lines += self._unknown_names()
        return tuple(one_line(line) for line in lines[:_PROBLEM_LIMIT])

    def refresh(self, today: date) -> bool:
        """Reads the folder again; never raises for what it finds there.

        Args:
            today: Photos that expired before this day are withheld.

        Returns:
            Whether anything that `photos` and `withheld` follow from has changed.
        """
        try:
            listing = scan(self.root, self._captions_name)
        except FolderUnavailableError as error:
            self.unavailable = str(error)
            return False
        self.unavailable = None
        if self._read_for == (listing, today):
            return False
        self._read_lists(listing.lists)
        self._listing = listing
        self._read_for = (listing, today)
        reasons = [(photo, self._reason(photo, today)) for photo in listing.photos]
        self.photos = tuple(photo for photo, reason in reasons if not reason)
        self.withheld = tuple((photo, reason) for photo, reason in reasons if reason)
        return True

    def caption(self, photo: Photo, exif: Exif) -> Caption | None:
        """Returns what stands under a photo, or None.

        What the list says stands as it is. Else the photo's own description, else its file
        name, dated where the name is not by the day on which it was taken.
        """
        entry = self._entry(photo)
        if entry and entry.caption:
            return entry.caption
        own = caption_from_exif(exif.description, exif.taken)
        if own:
            return own
        named = caption_from_name(photo.path)
        if named and named.day is None:
            return Caption(named.text, named.unit, exif.taken)
        return named

    def _read_lists(self, lists: Iterable[Photo]) -> None:
        """Reads the lists that are new or changed; the last good one outlives a broken one."""
        kept: dict[str, tuple[Photo, Sidecar]] = {}
        for found in lists:
            folder = found.path.rpartition("/")[0]
            known = self._lists.get(folder)
            if known is None or known[0] != found:
                sidecar = self._read_list(found)
                if known and not sidecar.readable:
                    sidecar = Sidecar(known[1].entries, known[1].approves, sidecar.problems)
                known = (found, sidecar)
            kept[folder] = known
        self._lists = kept

    def _read_list(self, found: Photo) -> Sidecar:
        try:
            with (self.root / found.path).open("rb") as file:
                return read_sidecar(file.read(SIZE_LIMIT + 1))
        except OSError as error:
            return Sidecar(problems=(reason_of(error),), readable=False)

    def _lists_above(self, photo: Photo) -> Iterator[tuple[str, str]]:
        """Yields the folders whose lists speak for a photo, the nearest first.

        With each comes the photo's path from there.
        """
        folder = photo.path
        while folder:
            folder = folder.rpartition("/")[0]
            if folder in self._lists:
                yield folder, photo.path[len(folder) :].removeprefix("/")

    def _entry(self, photo: Photo) -> Entry | None:
        for folder, path in self._lists_above(photo):
            if entry := self._lists[folder][1].entry(path):
                return entry
        return None

    def _reason(self, photo: Photo, today: date) -> str:
        """Says why a photo is not shown; empty where it is."""
        entry = self._entry(photo)
        if entry is None:
            approves = any(
                self._lists[folder][1].approves for folder, _ in self._lists_above(photo)
            )
            return "not approved: no list names it" if approves else ""
        if entry.expires and entry.expires < today:
            return f"expired on {entry.expires}"
        return entry.withheld

    def _unknown_names(self) -> Iterator[str]:
        """Yields a line for each row that names a photo which is not there."""
        used: dict[str, set[str]] = {folder: set() for folder in self._lists}
        for photo in self._listing.photos:
            for folder, path in self._lists_above(photo):
                used[folder].update(keys_of(path))
        for folder, (found, sidecar) in self._lists.items():
            for key in sorted(sidecar.entries.keys() - used[folder]):
                yield f"{found.path}: names “{key}”, which is not there"
