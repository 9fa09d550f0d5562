"""Real photo files, painted for the test that needs them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image

pillow_heif.register_heif_opener()


@pytest.fixture
def paint(tmp_path: Path) -> Callable[..., Path]:
    """Returns a function that saves a plain picture, and returns its path.

    The picture has one color, or the four of its quarters: top left, top right, bottom left,
    bottom right. The format follows from the name; further arguments go to Pillow's `save`.
    """

    def save(
        name: str = "photo.jpg",
        size: tuple[int, int] = (160, 90),
        color: object = (200, 60, 20),
        *,
        mode: str = "RGB",
        description: str | bytes | None = None,
        taken: str | None = None,
        orientation: int | None = None,
        **options: Any,
    ) -> Path:
        image = Image.new(mode, size)
        half = (size[0] // 2, size[1] // 2)
        if isinstance(color, list):
            corners = [(0, 0), (half[0], 0), (0, half[1]), half]
            for corner, part in zip(corners, color, strict=True):
                image.paste(part, (*corner, corner[0] + half[0], corner[1] + half[1]))
        else:
            image.paste(color, (0, 0, *size))
        exif = Image.Exif()
        if description is not None:
            exif[0x010E] = description
        if orientation is not None:
            exif[0x0112] = orientation
        if taken is not None:
            exif.get_ifd(0x8769)[0x9003] = taken
        if len(exif) or taken is not None:
            options["exif"] = exif.tobytes()
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path, **options)
        return path

    return save
