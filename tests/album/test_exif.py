"""The words and the day that a photo carries itself."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kiosk.album.captions import caption_from_exif
from kiosk.album.exif import Exif, read_exif
from kiosk.album.photo_file import UnreadablePhotoError

Paint = Callable[..., Path]


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.heic"])
def test_description_and_day_are_read_from_every_format(paint: Paint, name: str) -> None:
    path = paint(name, description="Old quarter", taken="2027:06:03 08:30:00")
    assert read_exif(path) == Exif("Old quarter", date(2027, 6, 3))


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_chinese_descriptions_are_read_as_programs_write_them(paint: Paint, encoding: str) -> None:
    exif = read_exif(paint(description="老旧小区改造".encode(encoding)))
    caption = caption_from_exif(exif.description, exif.taken)
    assert caption is not None
    assert caption.text == "老旧小区改造"


def test_a_photo_without_exif_says_nothing(paint: Paint) -> None:
    assert read_exif(paint()) == Exif()
    assert read_exif(paint(description="Old quarter")) == Exif("Old quarter")
    assert read_exif(paint(taken="2027:06:03 08:30:00")) == Exif("", date(2027, 6, 3))


def test_padding_is_no_part_of_a_description(paint: Paint) -> None:
    assert read_exif(paint(description="Old quarter\0\0\0")).description == "Old quarter"


@pytest.mark.parametrize("exif", [b"Exif\0\0garbage", b"Exif\0\0II*\0\xff\xff\xff\xff\0\0", b""])
def test_damaged_exif_reads_as_none(paint: Paint, exif: bytes) -> None:
    assert read_exif(paint(exif=exif)) == Exif()


def test_a_description_that_is_no_text_is_none(paint: Paint) -> None:
    path = paint(orientation=6, description="Old")
    data = path.read_bytes()
    # The type of the description's tag from text (2) to short (3), in either byte order.
    for before, after in ("0e010200", "0e010300"), ("010e0002", "010e0003"):
        data = data.replace(bytes.fromhex(before), bytes.fromhex(after))
    assert data != path.read_bytes()
    path.write_bytes(data)
    assert read_exif(path).description == ""


def test_what_is_no_photo_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("text")
    with pytest.raises(UnreadablePhotoError):
        read_exif(tmp_path / "a.jpg")
