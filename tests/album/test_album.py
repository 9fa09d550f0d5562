"""The album of a running kiosk: no black frame, no frozen wall, no photo twice."""

import gc
import heapq
import itertools
import logging
import os
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

from kiosk.album import album as album_module
from kiosk.album import catalog as catalog_module
from kiosk.album.album import Album, Memory, Slide
from kiosk.album.captions import Caption
from kiosk.album.decode import Lean, Picture, Size
from kiosk.album.order import Order

Paint = Callable[..., Path]

BOX = Size(32, 18)
RED, GREEN, BLUE = (230, 20, 20), (20, 200, 20), (20, 20, 220)


class HandWorker:
    """A worker whose clock is turned by hand."""

    def __init__(self) -> None:
        self.now = 0.0
        self.closed = False
        self._jobs: list[tuple[float, int, Callable[[], None]]] = []
        self._number = itertools.count()

    def submit(self, job: Callable[[], None], delay_s: float = 0.0) -> None:
        if not self.closed:
            heapq.heappush(self._jobs, (self.now + delay_s, next(self._number), job))

    def close(self, timeout_s: float) -> bool:
        self.drain()
        self.closed = True
        self._jobs.clear()
        return True

    def drain(self, limit: int = 1_000) -> int:
        """Does every job that is due."""
        for count in range(limit):
            if not self._jobs or self._jobs[0][0] > self.now:
                return count
            heapq.heappop(self._jobs)[2]()
        raise AssertionError("the worker never comes to rest")

    def pass_time(self, seconds: float) -> None:
        until = self.now + seconds
        while self._jobs and self._jobs[0][0] <= until:
            self.now = max(self.now, self._jobs[0][0])
            self.drain()
        self.now = until


class Bench:
    """An album on a hand-turned worker."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.worker = HandWorker()
        self.kept: object = None
        self.saves = 0
        self.ready = 0
        self.today = date(2027, 6, 3)

    def open(self, **options: object) -> Album:
        self.worker = HandWorker()
        return Album(
            self.folder,
            **{
                "box": BOX,
                "rng": Random(5),
                "memory": Memory(lambda: self.kept, self._save),
                "today": lambda: self.today,
                "on_ready": self._on_ready,
                "order": Order.NAME,
                "worker": self.worker,
                "clock": lambda: self.worker.now,
                **options,
            },
        )

    def show(self, album: Album, count: int) -> list[str]:
        names = []
        for _ in range(count):
            self.worker.drain()
            slide = album.next()
            assert slide is not None
            names.append(slide.photos[0].path)
        return names

    def _save(self, state: dict[str, str]) -> None:
        self.kept = state
        self.saves += 1

    def _on_ready(self) -> None:
        self.ready += 1


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_the_next_photo_is_decoded_before_it_is_due(paint: Paint, bench: Bench) -> None:
    paint("住建局_东区改造.jpg", color=RED)
    paint("住建局_西区改造.jpg", color=BLUE)
    album = bench.open()
    bench.worker.drain()
    assert bench.ready == 0, "nobody waited"
    first, too_early = album.next(), album.next()
    assert first is not None
    assert first.photos[0].path == "住建局_东区改造.jpg"
    assert first.panels[0].caption == Caption("东区改造", "住建局")
    assert (first.panels[0].picture.width, first.panels[0].picture.height) == BOX
    assert first.panels[0].picture.pixels[2] == pytest.approx(RED[0], abs=4)
    assert too_early is None
    bench.worker.drain()
    second = album.next()
    assert second is not None
    assert second.panels[0].picture.pixels[0] == pytest.approx(BLUE[2], abs=4)


def test_the_album_goes_round(paint: Paint, bench: Bench) -> None:
    for name in ("a.jpg", "b.png", "六月/c.webp"):
        paint(name)
    album = bench.open()
    assert bench.show(album, 5) == ["a.jpg", "b.png", "六月/c.webp", "a.jpg", "b.png"]


def test_nothing_is_ready_at_once_and_the_screen_is_told_when_it_is(
    paint: Paint, bench: Bench
) -> None:
    paint("a.jpg")
    album = bench.open()
    assert album.next() is None
    assert album.empty
    assert bench.ready == 0
    bench.worker.drain()
    assert bench.ready == 1
    assert not album.empty
    assert album.next() is not None
    bench.worker.drain()
    assert bench.ready == 1, "nobody waited this time"
    assert album.next() is not None
    assert album.next() is None
    bench.worker.drain()
    assert bench.ready == 2


def test_a_shuffled_album_goes_on_after_a_restart(paint: Paint, bench: Bench) -> None:
    names = [f"{number}.png" for number in range(6)]
    for name in names:
        paint(name, (16, 9))
    album = bench.open(order=Order.SHUFFLE)
    shown = bench.show(album, 4)
    album.close()
    assert bench.saves == 4, "the photo that was shown last is kept too"
    again = bench.open(order=Order.SHUFFLE, rng=Random(77))
    assert sorted(shown + bench.show(again, 2)) == names


def test_a_photo_that_was_decoded_and_never_shown_is_not_lost_by_a_restart(
    paint: Paint, bench: Bench
) -> None:
    paint("a.jpg")
    paint("b.jpg")
    album = bench.open()
    assert bench.show(album, 1) == ["a.jpg"]
    bench.worker.drain()
    album.close()
    assert bench.show(bench.open(), 1) == ["b.jpg"]


def test_new_photos_appear_within_ten_seconds(paint: Paint, bench: Bench) -> None:
    album = bench.open()
    bench.worker.drain()
    assert album.empty
    assert album.next() is None
    paint("a.jpg")
    bench.worker.pass_time(9.9)
    assert album.empty
    bench.worker.pass_time(0.1)
    assert not album.empty
    assert bench.ready == 1
    paint("b.jpg")
    bench.worker.pass_time(10)
    assert bench.show(album, 3) == ["a.jpg", "b.jpg", "a.jpg"]


def test_a_deleted_photo_is_gone_although_it_was_decoded(paint: Paint, bench: Bench) -> None:
    gone = paint("a.jpg")
    paint("b.jpg")
    album = bench.open()
    bench.worker.drain()
    gone.unlink()
    bench.worker.pass_time(1)
    assert bench.show(album, 2) == ["b.jpg", "b.jpg"]


def test_a_photo_replaced_after_it_was_decoded_is_decoded_again(paint: Paint, bench: Bench) -> None:
    path = paint("a.png", color=RED)
    album = bench.open()
    bench.worker.drain()
    paint("a.png", color=BLUE)
    os.utime(path, ns=(1, 1))
    bench.worker.pass_time(1)
    slide = album.next()
    assert slide is not None
    assert slide.panels[0].picture.pixels[:3] == bytes(reversed(BLUE))


def test_a_deleted_photo_that_was_not_decoded_yet_is_passed_over(
    paint: Paint, bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    paint("a.jpg")
    gone = paint("b.jpg")
    paint("c.jpg")
    album = bench.open()
    assert bench.show(album, 1) == ["a.jpg"]
    gone.unlink()
    assert bench.show(album, 1) == ["c.jpg"]
    assert "skipped" not in caplog.text


def test_when_the_last_photo_is_deleted_the_album_is_empty(paint: Paint, bench: Bench) -> None:
    path = paint("a.jpg")
    album = bench.open()
    bench.worker.drain()
    path.unlink()
    bench.worker.pass_time(1)
    assert album.empty
    assert album.next() is None


def test_broken_photos_are_skipped_and_named_in_the_log_once(
    paint: Paint, bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("a.jpg", "d.jpg"):
        paint(name)
    for name in ("b.jpg", "c.jpg"):
        (bench.folder / name).write_text("text")
    album = bench.open()
    assert bench.show(album, 6) == ["a.jpg", "d.jpg"] * 3
    bench.worker.pass_time(60)
    warnings = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert warnings == [
        f"Photo {name} is skipped: not a JPEG, PNG, WebP, HEIC or GIF picture"
        for name in ("b.jpg", "c.jpg")
    ]


def test_a_broken_photo_that_is_repaired_is_shown(paint: Paint, bench: Bench) -> None:
    path = bench.folder / "a.jpg"
    path.write_text("text")
    album = bench.open()
    bench.worker.drain()
    assert album.empty
    assert album.next() is None
    paint("a.jpg")
    assert path.stat().st_size > 4
    bench.worker.pass_time(10)
    assert bench.ready == 1
    assert bench.show(album, 1) == ["a.jpg"]


def test_a_photo_that_is_still_being_copied_gets_a_moment(
    paint: Paint, bench: Bench, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = paint("a.jpg").read_bytes()
    path = bench.folder / "a.jpg"
    path.write_bytes(whole[:100])
    more = iter((101, 102, 103))
    read = album_module.upright_size

    def read_while_it_grows(path: Path) -> Size:
        path.write_bytes(whole[: next(more, None)])
        return read(path)

    monkeypatch.setattr(album_module, "upright_size", read_while_it_grows)
    album = bench.open()
    bench.worker.drain()
    assert album.next() is None
    bench.worker.pass_time(5)
    assert bench.ready == 1
    assert "skipped" not in caplog.text


def test_an_album_of_broken_photos_is_empty(bench: Bench) -> None:
    for number in range(20):
        (bench.folder / f"{number}.jpg").write_text("text")
    album = bench.open()
    bench.worker.drain()
    assert album.empty
    assert album.problem is None
    assert album.next() is None


def test_a_missing_folder_is_an_empty_album_with_a_reason_until_it_comes(
    paint: Paint, bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    bench.folder = bench.folder / "share"
    album = bench.open()
    bench.worker.pass_time(35)
    assert album.empty
    assert album.problem == f"{bench.folder}: no such file or directory"
    assert caplog.messages == [f"Photos: {album.problem}"]
    paint("share/a.jpg")
    bench.worker.pass_time(10)
    assert album.problem is None
    assert not album.empty
    assert caplog.messages[1:] == [
        f"Photos: {bench.folder} is back",
        "Photos: 1 added, 0 removed, 1 in all",
    ]


def test_a_folder_that_goes_keeps_the_round_and_breaks_no_photo(
    paint: Paint, bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.folder = bench.folder / "share"
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        paint(f"share/{name}")
    album = bench.open()
    assert bench.show(album, 1) == ["a.jpg"]
    bench.folder.rename(bench.folder.with_name("away"))
    bench.worker.pass_time(30)
    assert album.empty
    assert album.next() is None
    bench.folder.with_name("away").rename(bench.folder)
    bench.worker.pass_time(10)
    assert bench.show(album, 3) == ["b.jpg", "c.jpg", "a.jpg"]
    assert "skipped" not in caplog.text


def test_a_slow_folder_is_looked_at_less_often(
    paint: Paint, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans = []
    scan = catalog_module.scan

    def slow(*args: object) -> object:
        scans.append(bench.worker.now)
        bench.worker.now += 2.0
        return scan(*args)

    monkeypatch.setattr(catalog_module, "scan", slow)
    bench.open()
    bench.worker.pass_time(85)
    assert scans == [0.0, 42.0, 84.0]


def test_a_folder_that_hangs_is_a_reason_and_holds_up_neither_next_nor_close(
    paint: Paint, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the real thread: the scan does not come back."""
    hanging, release = threading.Event(), threading.Event()

    def hang(*_: object) -> object:
        hanging.set()
        release.wait(30)
        raise AssertionError("never looked at")

    monkeypatch.setattr(catalog_module, "scan", hang)
    monkeypatch.setattr(album_module, "_CLOSE_S", 0.01)
    now = 100.0
    album = bench.open(worker=None, clock=lambda: now)
    assert hanging.wait(10)
    now = 115.0
    assert album.problem is None
    now = 115.6
    assert album.problem == f"{bench.folder}: no answer for 16 s"
    assert album.next() is None
    assert not album.close()
    release.set()


def test_on_its_own_thread_it_shows_photo_after_photo(paint: Paint, bench: Bench) -> None:
    for name in ("a.jpg", "b.jpg"):
        paint(name)
    ready = threading.Event()
    threads = set()

    def on_ready() -> None:
        threads.add(threading.current_thread().name)
        ready.set()

    album = bench.open(worker=None, on_ready=on_ready)
    names = []
    while len(names) < 4:
        slide = album.next()
        if slide is None:
            assert ready.wait(10)
            ready.clear()
        else:
            names.append(slide.photos[0].path)
    assert names == ["a.jpg", "b.jpg"] * 2
    assert threads == {"album"}
    assert album.close()
    assert "album" not in {thread.name for thread in threading.enumerate()}


def test_another_place_on_the_screen_has_the_photo_decoded_again(
    paint: Paint, bench: Bench
) -> None:
    paint("a.jpg")
    album = bench.open()
    bench.worker.drain()
    album.resize(BOX)
    slide = album.next()
    assert slide is not None, "the same box changes nothing"
    bench.worker.drain()
    album.resize(Size(64, 36))
    assert album.next() is None
    bench.worker.drain()
    slide = album.next()
    assert slide is not None
    assert slide.panels[0].picture.width == 64


def test_a_resize_during_decoding_drops_what_comes_of_it(
    paint: Paint, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    paint("a.jpg")
    decode = album_module.decode
    resizes = iter([Size(64, 36)])

    def decode_and_resize(path: Path, box: Size, overscan: float, lean: Lean) -> Picture:
        picture = decode(path, box, overscan, lean)
        for size in resizes:
            album.resize(size)
        return picture

    monkeypatch.setattr(album_module, "decode", decode_and_resize)
    album = bench.open()
    assert album.next() is None
    bench.worker.drain()
    assert bench.ready == 1
    slide = album.next()
    assert slide is not None
    assert slide.panels[0].picture.width == 64


@pytest.mark.parametrize("box", [Size(0, 0), Size(0, 18), Size(32, 0)])
def test_a_window_without_a_size_costs_no_photo(paint: Paint, bench: Bench, box: Size) -> None:
    paint("a.jpg")
    album = bench.open(box=box)
    bench.worker.drain()
    assert album.next() is None
    assert not album.empty
    album.resize(BOX)
    assert bench.show(album, 1) == ["a.jpg"]


def test_the_overscan_reaches_the_picture(paint: Paint, bench: Bench) -> None:
    paint("a.jpg")
    album = bench.open(overscan=1.5)
    bench.worker.drain()
    slide = album.next()
    assert slide is not None
    assert (slide.panels[0].picture.width, slide.panels[0].picture.height) == (48, 27)


def test_photos_expire_at_midnight_without_a_restart(paint: Paint, bench: Bench) -> None:
    paint("a.jpg")
    paint("b.jpg")
    (bench.folder / "list.csv").write_text("文件,到期,说明\na.jpg,2027-06-03,东区改造\n")
    album = bench.open(captions_name="list.csv")
    bench.worker.drain()
    bench.today = date(2027, 6, 4)
    bench.worker.pass_time(10)
    assert bench.show(album, 2) == ["b.jpg", "b.jpg"]


def test_a_memory_that_cannot_be_read_costs_no_photo(paint: Paint, bench: Bench) -> None:
    paint("a.jpg")

    def fail() -> object:
        raise OSError("disk I/O error")

    album = bench.open(memory=Memory(fail, lambda _state: None))
    with pytest.raises(OSError, match="disk"):
        bench.worker.drain()
    assert bench.show(album, 1) == ["a.jpg"]


def test_once_closed_nothing_is_ready_and_nothing_runs(paint: Paint, bench: Bench) -> None:
    paint("a.jpg")
    album = bench.open()
    bench.worker.drain()
    assert album.close()
    assert album.next() is None
    album.resize(Size(64, 36))
    assert bench.worker.drain() == 0


def test_closing_during_decoding_keeps_nothing(
    paint: Paint, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    paint("a.jpg")
    read = album_module.read_exif
    monkeypatch.setattr(album_module, "read_exif", lambda path: (album.close(), read(path))[1])
    album = bench.open()
    assert album.next() is None
    bench.worker.drain()
    assert bench.ready == 0
    assert album.next() is None


PORTRAIT, LANDSCAPE = (90, 120), (160, 90)


def test_two_portraits_that_follow_each_other_stand_side_by_side_with_their_captions(
    paint: Paint, bench: Bench
) -> None:
    paint("住建局_东区改造.png", PORTRAIT, RED)
    paint("住建局_西区改造.png", PORTRAIT, BLUE)
    paint("水务局_河道清淤.png", LANDSCAPE, GREEN)
    album = bench.open(box=Size(64, 36))
    bench.worker.drain()
    slide = album.next()
    assert slide is not None
    left, right = slide.panels
    assert (left.caption, right.caption) == (
        Caption("东区改造", "住建局"),
        Caption("西区改造", "住建局"),
    )
    assert (left.place[:4], right.place[:4]) == ((0, 0, 31, 36), (33, 0, 31, 36))
    assert [(panel.picture.width, panel.picture.height) for panel in slide.panels] == [(31, 36)] * 2
    assert left.picture.pixels[:3] == bytes(reversed(RED))
    assert right.picture.pixels[:3] == bytes(reversed(BLUE))
    assert bench.show(album, 2) == ["水务局_河道清淤.png", "住建局_东区改造.png"], "both were shown"


def test_a_portrait_whose_neighbour_is_none_stands_alone_on_its_own_fill(
    paint: Paint, bench: Bench
) -> None:
    paint("a.png", PORTRAIT)
    paint("b.png", LANDSCAPE)
    paint("c.png", PORTRAIT)
    album = bench.open(box=Size(64, 36))
    for wholes in ([True], [False], [True]):
        bench.worker.drain()
        slide = album.next()
        assert slide is not None
        assert [panel.picture.whole for panel in slide.panels] == wholes


def test_the_camera_turned_a_photo_is_a_portrait_too(paint: Paint, bench: Bench) -> None:
    paint("a.jpg", LANDSCAPE, orientation=6)
    paint("b.jpg", PORTRAIT)
    album = bench.open(box=Size(64, 36))
    bench.worker.drain()
    slide = album.next()
    assert slide is not None
    assert [photo.path for photo in slide.photos] == ["a.jpg", "b.jpg"]


def test_two_landscapes_share_a_portrait_wall(paint: Paint, bench: Bench) -> None:
    paint("a.png", LANDSCAPE, RED)
    paint("b.png", LANDSCAPE, BLUE)
    album = bench.open(box=Size(36, 64))
    bench.worker.drain()
    slide = album.next()
    assert slide is not None
    assert [panel.place[:4] for panel in slide.panels] == [(0, 0, 36, 31), (0, 33, 36, 31)]


def test_a_shuffled_album_shows_each_photo_once_a_round_alone_or_in_a_pair(
    paint: Paint, bench: Bench
) -> None:
    names = [f"{number}.png" for number in range(9)]
    for number, name in enumerate(names):
        paint(name, PORTRAIT if number % 2 else LANDSCAPE)
    album = bench.open(box=Size(64, 36), order=Order.SHUFFLE)
    for _ in range(3):
        shown: list[str] = []
        pairs = 0
        while len(shown) < len(names):
            bench.worker.drain()
            slide = album.next()
            assert slide is not None
            shown += [photo.path for photo in slide.photos]
            pairs += len(slide.photos) == 2
        assert sorted(shown) == names
        assert pairs == 2, "four portraits, however they are shuffled"


def test_a_restart_remembers_both_photos_of_a_pair(paint: Paint, bench: Bench) -> None:
    for name in ("a.png", "b.png", "c.png"):
        paint(name, PORTRAIT)
    album = bench.open(box=Size(64, 36), order=Order.SHUFFLE)
    bench.worker.drain()
    slide = album.next()
    assert slide is not None
    album.close()
    (last,) = bench.show(bench.open(box=Size(64, 36), order=Order.SHUFFLE, rng=Random(8)), 1)
    assert sorted([last, *(photo.path for photo in slide.photos)]) == ["a.png", "b.png", "c.png"]


@pytest.mark.parametrize("damage", ["header", "pixels"])
def test_a_broken_second_photo_leaves_the_first_alone(
    paint: Paint, bench: Bench, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    paint("a.png", PORTRAIT)
    broken = paint("b.png", PORTRAIT)
    paint("c.png", LANDSCAPE)
    whole = broken.read_bytes()
    broken.write_bytes(b"text" if damage == "header" else whole[: len(whole) * 2 // 3])
    album = bench.open(box=Size(64, 36))
    assert bench.show(album, 3) == ["a.png", "c.png", "a.png"]
    skipped = [line for line in caplog.messages if "skipped" in line]
    assert len(skipped) == 1
    assert skipped[0].startswith("Photo b.png is skipped: ")


def test_a_pair_of_which_one_is_deleted_is_decoded_again(paint: Paint, bench: Bench) -> None:
    for name in ("a.png", "b.png", "c.png"):
        paint(name, PORTRAIT)
    album = bench.open(box=Size(64, 36))
    bench.worker.drain()
    (bench.folder / "b.png").unlink()
    bench.worker.pass_time(1)
    slide = album.next()
    assert slide is not None
    assert [photo.path for photo in slide.photos] == ["a.png", "c.png"]


def test_what_hangs_is_decoded_again_for_another_screen_and_counts_once(
    paint: Paint, bench: Bench
) -> None:
    for name in ("a.png", "b.png", "c.png"):
        paint(name, LANDSCAPE)
    album = bench.open(box=Size(64, 36))
    assert bench.show(album, 1) == ["a.png"]
    album.resize(Size(32, 18))
    assert album.again() is None
    bench.worker.drain()
    assert bench.ready == 1
    slide = album.again()
    assert slide is not None
    assert slide.box == (32, 18)
    assert [photo.path for photo in slide.photos] == ["a.png"]
    assert slide.panels[0].picture.width == 32
    assert bench.show(album, 3) == ["b.png", "c.png", "a.png"]


def test_a_pair_that_does_not_go_together_on_another_screen_leaves_its_first_photo(
    paint: Paint, bench: Bench
) -> None:
    for name in ("a.png", "b.png", "c.png"):
        paint(name, PORTRAIT)
    album = bench.open(box=Size(64, 36))
    assert bench.show(album, 1) == ["a.png"]
    for box, names in ((Size(36, 64), ["a.png"]), (Size(80, 45), ["a.png", "b.png"])):
        album.resize(box)
        assert album.again() is None
        bench.worker.drain()
        slide = album.again()
        assert slide is not None
        assert [photo.path for photo in slide.photos] == names


def test_nothing_is_given_again_before_anything_was_or_once_it_is_gone(
    paint: Paint, bench: Bench
) -> None:
    path = paint("a.png")
    album = bench.open()
    assert album.again() is None
    bench.worker.drain()
    assert bench.ready == 0
    assert album.next() is not None
    path.unlink()
    assert album.again() is None
    bench.worker.drain()
    assert album.again() is None
    assert bench.ready == 0


def test_what_was_decoded_again_is_let_go_by_the_next_photo_and_by_another_size(
    paint: Paint, bench: Bench
) -> None:
    for name in ("a.png", "b.png"):
        paint(name)
    album = bench.open()
    for let_go in (album.next, lambda: album.resize(Size(64, 36)), album.close):
        bench.worker.drain()
        album.next()
        bench.worker.drain()
        album.again()
        bench.worker.drain()
        let_go()
        assert album.again() is None


def test_a_photo_given_again_for_a_size_that_has_passed_is_dropped(
    paint: Paint, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    paint("a.png")
    album = bench.open()
    assert bench.show(album, 1) == ["a.png"]
    bench.worker.drain()
    assert album.again() is None
    read = album_module.read_exif
    monkeypatch.setattr(
        album_module, "read_exif", lambda path: (album.resize(Size(64, 36)), read(path))[1]
    )
    bench.worker.drain()
    assert bench.ready == 0


def test_an_album_tells_whether_it_was_looked_at_yet(bench: Bench) -> None:
    album = bench.open()
    assert not album.scanned
    bench.worker.drain()
    assert album.scanned
    assert album.empty


def alive(kind: type) -> int:
    gc.collect()
    return sum(isinstance(item, kind) for item in gc.get_objects())


@pytest.mark.parametrize(("shape", "together"), [(LANDSCAPE, 1), (PORTRAIT, 2)])
def test_only_the_pictures_of_what_comes_next_are_alive_in_the_album(
    paint: Paint,
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    shape: tuple[int, int],
    together: int,
) -> None:
    for number in range(6):
        paint(f"{number}.jpg", shape)
    decode, most = album_module.decode, 0

    def counted(path: Path, box: Size, overscan: float, lean: Lean) -> Picture:
        nonlocal most
        most = max(most, 1 + alive(Picture))
        return decode(path, box, overscan, lean)

    monkeypatch.setattr(album_module, "decode", counted)
    album = bench.open()
    for _ in range(12):
        bench.worker.drain()
        album.next()
    bench.worker.pass_time(30)
    assert most == together, "what is being decoded: what was ready has been given away"
    assert (alive(Slide), alive(Picture)) == (1, together)
