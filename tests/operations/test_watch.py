"""A file is noticed when it was saved, by whatever means, and left alone while it is written."""

import errno
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from statistics import median

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.operations.watch import CALM_S, SETTLING_S, FileWatch, Seen, Watched, look

PATIENCE_S = 10.0

# What a look finds


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text("a = 1\n", encoding="utf-8")
    return path


def test_two_looks_at_a_file_that_nobody_touches_are_equal(file: Path) -> None:
    assert look(file) == look(file)
    assert look(file).error == 0


def save_in_place(file: Path) -> None:
    file.write_text("a = 22\n", encoding="utf-8")


def save_in_place_with_the_same_size(file: Path) -> None:
    file.write_text("a = 2\n", encoding="utf-8")


def replace_by_another_of_the_same_size_and_age(file: Path) -> None:
    before = file.stat()
    part = file.with_suffix(".part")
    part.write_text("a = 3\n", encoding="utf-8")
    os.utime(part, ns=(before.st_atime_ns, before.st_mtime_ns))
    part.replace(file)


def replace_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def replace_by_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def lead_elsewhere(file: Path) -> None:
    other = file.with_name("other.toml")
    other.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(other)


def lead_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.with_name("nothing"))


CHANGES = [
    save_in_place,
    save_in_place_with_the_same_size,
    replace_by_another_of_the_same_size_and_age,
    replace_by_a_folder,
    replace_by_a_pipe,
    lead_elsewhere,
    lead_nowhere,
    Path.unlink,
    Path.touch,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_look_tells_what_was_done_to_a_file(file: Path, change: Callable[[Path], None]) -> None:
    before = look(file)
    tick = time.monotonic() + 5
    change(file)
    while file.exists() and look(file) == before and time.monotonic() < tick:
        # A file system may count time in steps of some milliseconds.
        change(file)
    assert look(file) != before


def test_a_file_that_cannot_be_opened_tells_why(file: Path, tmp_path: Path) -> None:
    assert look(tmp_path / "gone").error == errno.ENOENT
    assert look(file / "below").error == errno.ENOTDIR
    file.unlink()
    file.symlink_to(file)
    assert look(file).error == errno.ELOOP


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_looking_leaves_no_file_open(file: Path, tmp_path: Path) -> None:
    before = open_files()
    for path in (file, tmp_path, tmp_path / "gone"):
        for _ in range(20):
            look(path)
    assert open_files() == before


# What counts as a change

LOOKS = st.lists(st.integers(0, 3).map(lambda size: Seen(size=size)), max_size=40)


@settings(max_examples=200)
@given(first=st.integers(0, 3), looks=LOOKS)
@example(first=0, looks=[Seen(size=size) for size in (1, 1, 1, 0, 0, 2, 1, 2, 2)])
def test_a_change_counts_once_and_only_when_two_looks_in_a_row_agree(
    first: int, looks: list[Seen]
) -> None:
    watched = Watched(Seen(size=first), Seen(size=first))
    dealt_with, before = Seen(size=first), Seen(size=first)
    for seen in looks:
        changed = watched.changed(seen)
        assert changed == (seen == before and seen != dealt_with)
        watched = watched.after(seen)
        if changed:
            dealt_with = seen
        assert watched == Watched(dealt_with, seen)
        assert watched.pause_s == (CALM_S if seen == dealt_with else SETTLING_S)
        before = seen
    # Nothing is lost: two more looks at the same and it is dealt with.
    if looks:
        assert watched.after(looks[-1]).after(looks[-1]).known == looks[-1]


def test_what_came_back_before_it_counted_is_no_change() -> None:
    here, gone = Seen(inode=1), Seen(error=errno.ENOENT)
    watched = Watched(here, here)
    for seen in (gone, here, here, gone, here, here, here):
        assert not watched.changed(seen)
        watched = watched.after(seen)


# The thread


class Dealing:
    """Deals with changes: keeps what the file held each time, and says whether that is done."""

    def __init__(self, file: Path, answers: tuple[bool, ...] = ()) -> None:
        self.file = file
        self.answers = list(answers)
        self.held: Queue[str] = Queue()
        self.threads: set[threading.Thread] = set()

    def __call__(self) -> bool:
        self.threads.add(threading.current_thread())
        try:
            self.held.put(self.file.read_text(encoding="utf-8"))
        except OSError as error:
            self.held.put(errno.errorcode[error.errno or 0])
        return self.answers.pop(0) if self.answers else True

    def next(self) -> str:
        return self.held.get(timeout=PATIENCE_S)

    def nothing_for(self, seconds: float) -> bool:
        try:
            self.held.get(timeout=seconds)
        except Empty:
            return True
        return False


Start = Callable[..., FileWatch]


@pytest.fixture
def start() -> Iterator[Start]:
    watches: list[FileWatch] = []

    def begin(path: Path, changed: Callable[[], bool], **rest: object) -> FileWatch:
        watches.append(FileWatch(path, changed, **rest))
        watches[-1].start()
        return watches[-1]

    yield begin
    for watch in watches:
        watch.close()


def test_what_was_saved_since_it_was_read_is_noticed(file: Path, start: Start) -> None:
    known = look(file)
    save_in_place(file)
    dealing = Dealing(file)
    start(file, dealing, known=known)
    assert dealing.next() == "a = 22\n"
    assert {thread.daemon for thread in dealing.threads} == {True}
    assert threading.current_thread() not in dealing.threads


def test_each_of_many_ways_to_save_is_noticed_soon(file: Path, start: Start, say) -> None:
    dealing = Dealing(file)
    start(file, dealing, known=look(file))
    took = []
    for change, held in (
        (save_in_place, "a = 22\n"),
        (replace_by_another_of_the_same_size_and_age, "a = 3\n"),
        (Path.unlink, "ENOENT"),
        (save_in_place, "a = 22\n"),
        (replace_by_a_folder, "EISDIR"),
    ):
        began = time.monotonic()
        change(file)
        assert dealing.next() == held
        took.append(time.monotonic() - began)
    say(f"noticed within {median(took):.2f} s, at most {max(took):.2f} s")
    assert median(took) < 1.5


def test_a_file_is_left_alone_while_it_is_written(file: Path, start: Start) -> None:
    dealing = Dealing(file)
    start(file, dealing, known=look(file))
    with file.open("w", encoding="utf-8") as stream:
        for number in range(6):
            stream.write(f"line{number} = {number}\n")
            stream.flush()
            assert dealing.nothing_for(0.1)
        stream.write("end = true\n")
    assert dealing.next().endswith("end = true\n")
    assert dealing.nothing_for(CALM_S + 0.1)


def test_what_changes_while_a_change_is_dealt_with_is_dealt_with_after_it(
    file: Path, start: Start
) -> None:
    held: Queue[str] = Queue()

    def changed() -> bool:
        held.put(file.read_text(encoding="utf-8"))
        if held.qsize() == 1:
            file.write_text("a = 333\n", encoding="utf-8")
        return True

    start(file, changed, known=look(file))
    save_in_place(file)
    assert held.get(timeout=PATIENCE_S) == "a = 22\n"
    assert held.get(timeout=PATIENCE_S) == "a = 333\n"


def test_what_could_not_be_dealt_with_is_tried_again(
    file: Path, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    dealing = Dealing(file, (False,))
    start(file, dealing, known=look(file), again_s=0.1)
    save_in_place(file)
    assert [dealing.next() for _ in range(2)] == ["a = 22\n"] * 2
    assert dealing.nothing_for(CALM_S + 0.1)
    assert caplog.messages == []


def test_a_fault_ends_no_watch(file: Path, start: Start, caplog: pytest.LogCaptureFixture) -> None:
    dealt_with = threading.Event()
    faults = [RuntimeError("a fault")]

    def changed() -> bool:
        if faults:
            raise faults.pop()
        dealt_with.set()
        return True

    start(file, changed, known=look(file), again_s=0.1)
    with caplog.at_level(logging.ERROR):
        save_in_place(file)
        assert dealt_with.wait(PATIENCE_S)
    assert caplog.messages == [f"a change of {file} could not be dealt with"]


def test_closing_does_not_wait_for_a_file_system_that_hangs(file: Path, start: Start) -> None:
    asked, answering = threading.Event(), threading.Event()

    def hanging(path: Path) -> Seen:
        asked.set()
        answering.wait(PATIENCE_S)
        return Seen(size=99)

    dealing = Dealing(file)
    watch = start(file, dealing, known=look(file), look=hanging)
    assert asked.wait(PATIENCE_S)
    began = time.monotonic()
    watch.close()
    assert time.monotonic() - began < 2
    answering.set()
    assert dealing.nothing_for(CALM_S + 0.1)


def test_a_closed_watch_notices_nothing(file: Path, start: Start) -> None:
    dealing = Dealing(file)
    watch = start(file, dealing, known=look(file))
    watch.close()
    save_in_place(file)
    assert dealing.nothing_for(CALM_S + 2 * SETTLING_S)
