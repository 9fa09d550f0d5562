"""The album: whatever lies in its folder, no black wall, no frozen wall, and bounded memory.

One kiosk shows an album that is made worse and worse, while its screen is looked at all the time.
"""

import io
import os
import re
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pillow_heif
import pytest
from PIL import Image

from tests.faults.test_files import UNPRIVILEGED
from tests.faults.wall import PATIENCE_S, Hall, Wall, is_black
from tests.processes import PROMISED_MB, measured, wait_until

pillow_heif.register_heif_opener()

SHAPE: Final = (1280, 720)
MOST_STILL_S: Final = 5.0
"""How long the wall may look the same where a page stays for a third of a second, on a busy
machine."""
TOLERANCE: Final = 12
"""Of a color channel after a photo's compression and another color space."""
MANY: Final = 10_000

Color = tuple[int, int, int]


def plain(color: Color, mode: str = "RGB") -> Image.Image:
    return Image.new("RGB", SHAPE, color).convert(mode)


def animated(path: Path, color: Color, **options: Any) -> None:
    """The first frame has the color; the others are black."""
    black = [Image.new("RGB", SHAPE, (0, 0, shade)) for shade in (1, 2)]
    plain(color).save(path, save_all=True, append_images=black, duration=50, **options)


def sixteen_bit(path: Path, color: Color) -> None:
    """A gray photo of 16 bits a pixel."""
    Image.new("I;16", SHAPE, color[0] * 257).save(path)


def png(width: int, height: int, pixels: bytes) -> bytes:
    """A PNG of two colors, its pixels packed already."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    ends = chunk(b"IDAT", pixels), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(ends)


def vast() -> bytes:
    """A real picture of 30,000 x 30,000 pixels."""
    packer = zlib.compressobj(1)
    row = b"\0" + b"\xff" * (30_000 // 8)
    rows = b"".join(packer.compress(row * 1000) for _ in range(30))
    return png(30_000, 30_000, rows + packer.flush())


def jpeg(color: Color) -> bytes:
    out = io.BytesIO()
    plain(color).save(out, "JPEG")
    return out.getvalue()


GOOD: Final[Mapping[str, tuple[Color, Callable[[Path, Color], object]]]] = {
    "plain.jpg": ((200, 40, 40), lambda path, color: plain(color).save(path)),
    "cmyk.jpg": ((40, 180, 60), lambda path, color: plain(color, "CMYK").save(path)),
    "16-bit.png": ((150, 150, 150), sixteen_bit),
    "phone.heic": ((40, 60, 200), lambda path, color: plain(color).save(path, quality=95)),
    "animated.gif": ((200, 180, 40), animated),
    "animated.webp": ((180, 60, 180), lambda p, c: animated(p, c, lossless=True)),
    "animated.png": ((60, 180, 180), animated),
    "called.jpg": ((250, 120, 20), lambda path, color: plain(color).save(path, "PNG")),
}
"""Photos that must be shown, each in a color of its own."""
NAMED: Final = {
    "2027-06-03_住建局_<img src=x onerror=alert(1)><h1>.jpg": (120, 20, 60),
    "2027-06-04_住建局_\u202e项目进展\u202c\x07\x1b[31m.jpg": (20, 90, 130),
    "2027-06-05_住建局_أخبار المشروع الجديد.jpg": (90, 130, 20),
    "listed.jpg": (130, 90, 160),
}
"""Photos whose names or captions are not meant well."""
STAYING: Final = {"called.jpg", "animated.gif", "phone.heic"}
"""Photos that are left for what comes after all were seen: rounds are short then."""
BAD: Final[Mapping[str, Callable[[Path], object]]] = {
    "truncated.jpg": lambda path: path.write_bytes(jpeg((1, 2, 3))[:-3000]),
    "empty.jpg": lambda path: path.touch(),
    "vast.png": lambda path: path.write_bytes(vast()),
    "vast-claim.png": lambda path: path.write_bytes(png(30_000, 30_000, zlib.compress(b"\0"))),
    "text.jpg": lambda path: path.write_text("这不是照片\n" * 100, "utf-8"),
    "page.jpg": lambda path: path.write_bytes(b"<svg><image href='file:///etc/passwd'/></svg>"),
    "garbage.heic": lambda path: path.write_bytes(b"\0\0\0\x18ftypheic" + bytes(500)),
}
"""Photos that must be skipped, and named in the log once."""
NO_PHOTOS: Final[Mapping[str, Callable[[Path], object]]] = {
    "folder.jpg": Path.mkdir,
    "pipe.jpg": os.mkfifo,
    "link.jpg": lambda path: path.symlink_to("link.jpg"),
    "device.jpg": lambda path: path.symlink_to("/dev/zero"),
}
"""What is called like a photo and is no file."""


@dataclass
class Watch:
    """What was seen of a wall that is looked at all the time."""

    wall: Wall
    looks: int = 0
    black: int = 0
    changes: int = 0
    still_s: float = 0.0
    """The longest time without a change."""
    seen: set[Color] = field(default_factory=set)
    """The colors of the middle of the wall since they were last forgotten."""

    def look(self, done: threading.Event) -> None:
        before, since = b"", time.monotonic()
        while not done.wait(0.08):
            picture = self.wall.screen.picture()
            small = picture.crop((0, 0, 1280, 640)).reduce(16)
            self.looks += 1
            self.black += is_black(picture)
            self.seen.add(small.getpixel((40, 14)))
            now = time.monotonic()
            self.still_s = max(self.still_s, now - since)
            if small.tobytes() != before:
                before, since = small.tobytes(), now
                self.changes += 1

    def has_seen(self, color: Color) -> bool:
        """Whether the middle had this color, or nearly."""
        near = (
            max(abs(a - b) for a, b in zip(one, color, strict=True)) for one in tuple(self.seen)
        )
        return min(near, default=256) <= TOLERANCE

    def wait_for(self, color: Color, what: str = "") -> None:
        self.seen.clear()
        wait_until(f"the photo {what}", lambda: self.has_seen(color), PATIENCE_S)

    def goes_on(self, changes: int = 4) -> None:
        """Wait for so many further changes of the wall."""
        enough = self.changes + changes
        wait_until("changes of the wall", lambda: self.changes >= enough, PATIENCE_S)


@contextmanager
def watched(wall: Wall) -> Iterator[Watch]:
    watch, done = Watch(wall), threading.Event()
    thread = threading.Thread(target=watch.look, args=(done,))
    thread.start()
    try:
        yield watch
    finally:
        done.set()
        thread.join()


@dataclass
class Album:
    """A kiosk, its folder of photos, and what is seen and measured of it."""

    folder: Path
    gate: Path
    watch: Watch
    mb: list[float]

    @property
    def wall(self) -> Wall:
        return self.watch.wall

    def remove(self, *names: str) -> None:
        """Delete photos, and wait until that is noticed."""
        every = wait_until("a scan", self._in_all, PATIENCE_S)
        for name in names:
            (self.folder / name).unlink()
        left = every - len(names)
        wait_until("that they are gone", lambda: self._in_all() == left, PATIENCE_S)

    def _in_all(self) -> int:
        """How many photos the last scan has found; 0 before the first."""
        return int((re.findall(r" (\d+) in all", self.wall.kiosk.log) or ["0"])[-1])


@pytest.fixture(scope="module")
def album(hall: Hall, tables: Mapping[str, bytes]) -> Iterator[Album]:
    folder = hall.folder / "photos"
    folder.mkdir()
    for name, (color, make) in GOOD.items():
        make(folder / name, color)
    for name, color in NAMED.items():
        plain(color).save(folder / name)
    for name, spoil in (BAD | NO_PHOTOS).items():
        spoil(folder / name)
    caption = "<b>重点项目</b>file:///etc/passwd\x1b[2J" + "进展顺利" * 2500
    (folder / "captions.csv").write_text(f'文件,说明\nlisted.jpg,"{caption}"\n', "utf-8")
    table = hall.folder / "table.xlsx"
    table.write_bytes(tables["first"])
    gate = hall.folder / "gate"
    office = hall.office(
        str(table), "album", photos=str(folder), rotation='["photos", "red", "standings"]'
    )
    wall = hall.hang(
        office,
        before=UNPRIVILEGED,
        photo_s=0.3,
        page_s=0.3,
        rescan_s=0.3,
        hanging=str(folder),
        gate=str(gate),
    )
    wait_until("a first picture", lambda: not is_black(wall.screen.picture()), PATIENCE_S)
    with watched(wall) as watch, measured(wall.kiosk.process.pid, 0.2) as took:
        yield Album(folder, gate, watch, took)


def test_photos_of_every_kind_are_shown_as_they_are(album: Album, say) -> None:
    def missing() -> list[str]:
        colors = {name: color for name, (color, _) in GOOD.items()} | NAMED
        return [name for name, color in colors.items() if not album.watch.has_seen(color)]

    try:
        wait_until("every photo", lambda: not missing(), 2 * PATIENCE_S)
    finally:
        say(f"{len(GOOD) + len(NAMED)} photos, not seen of them: {missing()}")


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_photo_is_skipped_and_named_once(name: str, album: Album) -> None:
    skipped = [line for line in album.wall.kiosk.log.splitlines() if f" {name} is skipped" in line]
    assert len(skipped) == 1, album.wall.kiosk.log


def test_what_is_called_like_a_photo_and_is_no_file_is_passed_over(album: Album) -> None:
    for name in NO_PHOTOS:
        assert f" {name} is skipped" not in album.wall.kiosk.log


def test_a_photo_that_vanishes_while_it_is_shown_hangs_to_its_end_and_comes_no_more(
    album: Album,
) -> None:
    album.remove(*(GOOD.keys() | NAMED.keys()) - STAYING - {"plain.jpg"})
    color, _ = GOOD["plain.jpg"]
    album.watch.wait_for(color)
    album.remove("plain.jpg")
    album.watch.goes_on(1)
    album.watch.seen.clear()
    album.watch.goes_on(4 * len(STAYING))
    assert not album.watch.has_seen(color)


def test_a_photo_that_takes_its_place_is_shown_once_it_is_whole(album: Album) -> None:
    color = (30, 30, 90)
    body = jpeg(color)
    with (album.folder / "arriving.jpg").open("wb", buffering=0) as file:
        for start in range(0, len(body), len(body) // 8):
            file.write(body[start : start + len(body) // 8])
            album.watch.goes_on(1)
    album.watch.wait_for(color)


GONE: Final[Mapping[str, tuple[Callable[[Path], object], Callable[[Path], object]]]] = {
    "cannot be read": (lambda folder: folder.chmod(0), lambda folder: folder.chmod(0o755)),
    "is gone": (
        lambda folder: folder.rename(folder.with_name("away")),
        lambda folder: folder.with_name("away").rename(folder),
    ),
}


@pytest.mark.parametrize("how", GONE)
def test_while_the_folder_is_away_the_other_scenes_go_on(how: str, album: Album) -> None:
    go, come = GONE[how]
    color, _ = GOOD["called.jpg"]
    album.wall.news()
    go(album.folder)
    wait_until("a line in the log", lambda: "WARNING Photos: " in album.wall.kiosk.log, PATIENCE_S)
    wait_until("that none is ready any more", lambda: _figures_only(album.watch), PATIENCE_S)
    come(album.folder)
    album.watch.wait_for(color)
    gone, back = album.wall.news()
    assert gone.startswith(f"WARNING Photos: {album.folder}: ")
    assert back == f"INFO Photos: {album.folder} is back"


def test_while_a_network_folder_hangs_the_other_scenes_go_on(album: Album) -> None:
    color, _ = GOOD["called.jpg"]
    album.gate.touch()
    wait_until("that none is ready any more", lambda: _figures_only(album.watch), PATIENCE_S)
    album.watch.goes_on()
    album.gate.unlink()
    album.watch.wait_for(color)
    assert album.wall.news() == []


def _figures_only(watch: Watch) -> bool:
    """Whether no photo is among what is shown next."""
    watch.seen.clear()
    watch.goes_on(5)
    return not any(
        watch.has_seen(color) for color in (*(color for color, _ in GOOD.values()), *NAMED.values())
    )


def test_the_wall_was_never_black_and_never_frozen_and_memory_stayed_bounded(
    album: Album, say
) -> None:
    watch = album.watch
    say(
        f"\n{watch.looks} looks, {watch.changes} changes, {watch.black} black,"
        f" the same for {watch.still_s:.1f} s at most; at most {max(album.mb):.0f} MB (PSS)"
    )
    assert watch.black == 0
    assert watch.looks > 100
    assert watch.still_s < MOST_STILL_S
    assert max(album.mb) <= PROMISED_MB
    assert "Traceback" not in album.wall.kiosk.log


def test_an_album_of_10_000_photos_is_shown_soon_within_its_memory(
    hall: Hall, tables: Mapping[str, bytes], say
) -> None:
    folder = hall.folder / "many-photos"
    folder.mkdir()
    colors = [(200, 40, 40), (40, 180, 60), (40, 60, 200)]
    for number, color in enumerate(colors):
        plain(color).save(folder / f"{number}.jpg")
    for number in range(len(colors), MANY):
        os.link(folder / f"{number % len(colors)}.jpg", folder / f"{number}.jpg")
    table = hall.folder / "table.xlsx"
    table.write_bytes(tables["first"])
    office = hall.office(
        str(table), "many", photos=str(folder), rotation='["photos", "red", "standings"]'
    )
    wall = hall.hang(office, photo_s=0.3, page_s=0.3, rescan_s=0.3)
    wait_until("a first picture", lambda: not is_black(wall.screen.picture()), PATIENCE_S)
    with watched(wall) as watch, measured(wall.kiosk.process.pid, 0.2) as took:
        wall.kiosk.wait_for(f"{MANY} added, 0 removed, {MANY} in all")
        wait_until("a few", lambda: all(map(watch.has_seen, colors)), PATIENCE_S)
    say(f"{MANY} photos: at most {max(took):.0f} MB (PSS), still for {watch.still_s:.1f} s")
    assert max(took) <= PROMISED_MB
    assert watch.black == 0
    assert watch.still_s < MOST_STILL_S
    wall.kiosk.stop()
