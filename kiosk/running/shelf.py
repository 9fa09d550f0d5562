"""The album that the configuration asks for at the moment."""

import json
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Final

from kiosk.album.album import Album
from kiosk.album.album import Memory as AlbumMemory
from kiosk.album.decode import Size
from kiosk.album.order import Order
from kiosk.memory import Memory
from kiosk.settings import PhotoSettings

_FADE_S: Final = 1.5
"""Longer than a fade: nothing else works while the picture moves."""


class Shelf:
    """Holds one album, or none where no photos are shown."""

    def __init__(
        self, memory: Memory, *, ready: Callable[[], None], today: Callable[[], date]
    ) -> None:
        """It is empty.

        Args:
            memory: Keeps what was shown of a round.
            ready: Told on another thread that a photo is ready after there was none.
            today: The present day in the place's time zone; asked on other threads, too.
        """
        self._memory = memory
        self._ready = ready
        self._today = today
        self._album: Album | None = None
        self._album_of: tuple[object, ...] | None = None  # what it was opened with

    @property
    def album(self) -> Album | None:
        """The album there is."""
        return self._album

    def take(self, photos: PhotoSettings | None, size: Size) -> Album | None:
        """The album of these photos: the one there is, unless another is asked for.

        Args:
            photos: None where no photos are shown.
            size: Of the wall in pixels, for an album that is opened.
        """
        asked = None if photos is None else (photos.folder, photos.order, photos.captions)
        if asked != self._album_of:
            self.close()
            self._album_of = asked
            self._album = None if photos is None else self._open(photos, size)
        return self._album

    def close(self) -> None:
        """Close the album there is."""
        if self._album is not None:
            self._album.close()

    def _open(self, photos: PhotoSettings, size: Size) -> Album:
        key = f"album {photos.folder}"

        def load() -> object:
            state = self._memory.get_state(key)
            return None if state is None else json.loads(state)

        return Album(
            photos.folder,
            size,
            rng=Random(),  # noqa: S311 - the order of photos is no secret
            memory=AlbumMemory(load, lambda state: self._memory.set_state(key, json.dumps(state))),
            today=self._today,
            on_ready=self._ready,
            order=Order(photos.order),
            captions_name=photos.captions,
            pause_s=_FADE_S,
        )
