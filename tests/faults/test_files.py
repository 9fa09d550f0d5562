"""The source, a file that an office works on: lost, half, locked, or no file at all for a while."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from tests.faults.wall import ANSWERS_AGAIN, BOARD, PATIENCE_S, READ, Boards, Hall, Wall
from tests.processes import PROMISED_MB, TABLE, identical, measured, wait_until

EVERY_S: Final = 0.1
UNPRIVILEGED: Final = (
    ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
)
"""An administrator, as whom tests may run, is refused nothing: without these, the file's owner."""


_AGES: Final = count(60)


def _sheet(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _without_header(table: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(table))
    book.active.delete_rows(2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _writes(make: Callable[[bytes], bytes]) -> Callable[[Path, bytes], None]:
    return lambda file, table: _replace(file, make(table)) and None


def _replace(file: Path, body: bytes, mode: int = 0o644) -> Path:
    """Take the place of whatever is there, as programs do that save safely."""
    part = file.with_suffix(".part")
    part.write_bytes(body)
    part.chmod(mode)
    # What was written just now is looked at twice; here it was written a while ago.
    written = time.time() - next(_AGES)
    os.utime(part, (written, written))
    _clear(file)
    return part.replace(file)


def _clear(file: Path) -> None:
    if file.is_dir() and not file.is_symlink():
        file.rmdir()
    else:
        file.unlink(missing_ok=True)


def _unreadable(file: Path, table: bytes) -> None:
    _replace(file, table, mode=0)


def _links_to(target: str) -> Callable[[Path, bytes], None]:
    def link(file: Path, _: bytes) -> None:
        _clear(file)
        file.symlink_to(target)

    return link


def _is_made(make: Callable[[Path], object]) -> Callable[[Path, bytes], None]:
    def become(file: Path, _: bytes) -> None:
        _clear(file)
        make(file)

    return become


MISHAPS: Final[Mapping[str, tuple[str, Callable[[Path, bytes], None]]]] = {
    "it lost its header": ("no header", _writes(_without_header)),
    "it is empty": ("empty: no bytes at all", _writes(lambda _: b"")),
    "it is an empty workbook": ("an empty table", _writes(lambda _: _sheet())),
    "it is a header and no rows": (
        "a header but no task",
        _writes(lambda _: _sheet(("工作任务", "牵头单位"))),
    ),
    "it is cut in half": ("a damaged or incomplete", _writes(lambda t: t[: len(t) // 2])),
    "it is zeros": ("", _writes(lambda table: bytes(len(table)))),
    "its permissions are taken away": ("no permission", _unreadable),
    "it is deleted": ("no such file", lambda file, _: _clear(file)),
    "it is a folder": ("a folder, not a file", _is_made(Path.mkdir)),
    "it is a pipe": ("not a plain file", _is_made(os.mkfifo)),
    "it is a link to itself": ("", _links_to("table.xlsx")),
    "it is a link to nowhere": ("no such file", _links_to("nowhere.xlsx")),
    "it is a link to /dev/zero": ("not a plain file", _links_to("/dev/zero")),
}


class Desk:
    """A kiosk whose source is a file, and the folder of that file."""

    def __init__(self, hall: Hall, tables: Mapping[str, bytes], boards: Boards) -> None:
        self.tables, self.boards = tables, boards
        folder = hall.folder / "share"
        folder.mkdir()
        self.file = folder / "table.xlsx"
        self.gate = hall.folder / "gate"
        _replace(self.file, tables["first"])
        self.wall: Wall = hall.hang(
            hall.office(str(self.file), "desk"),
            before=UNPRIVILEGED,
            every_s=EVERY_S,
            blip_s=EVERY_S / 2,
            hanging=str(folder),
            gate=str(self.gate),
        )
        self.wall.wait_for(boards["first"])
        self.wall.wait_for_polls(1)
        self.wall.news()
        self.hanging, self.following = "first", "second"

    def turn(self) -> None:
        """What follows hangs now."""
        self.hanging, self.following = self.following, self.hanging

    def meet(
        self, says: Sequence[str], happen: Callable[[], object], end: Callable[[], object]
    ) -> Iterator[str]:
        """What is wrong with wall and log during a mishap and after it, and the most MB."""
        wall = self.wall
        with measured(wall.kiosk.process.pid, 0.1) as took:
            fresh = wall.screen.picture()
            happen()
            yield from wall.endures(says, self.boards[self.hanging], fresh, polls=2)
            away = wall.screen.picture()
            end()
            _replace(self.file, self.tables[self.following])
            self.turn()
            yield from wall.recovers(self.boards[self.hanging], away)
        self.most_mb = max(took)


@pytest.fixture(scope="module")
def desk(hall: Hall, tables: Mapping[str, bytes], boards: Boards) -> Desk:
    return Desk(hall, tables, boards)


@pytest.mark.parametrize("mishap", MISHAPS)
def test_a_file_that_is_no_table_is_refused_and_read_when_it_is_one_again(
    mishap: str, desk: Desk
) -> None:
    says, happen = MISHAPS[mishap]
    table = desk.tables[desk.hanging]
    wrong = list(desk.meet([says], lambda: happen(desk.file, table), lambda: None))
    assert not wrong
    assert desk.most_mb < PROMISED_MB


def test_a_network_folder_that_hangs_stops_neither_the_wall_nor_the_polls(desk: Desk) -> None:
    says = ["not complete within 2 s", "an earlier attempt still hangs"]
    assert not list(desk.meet(says, desk.gate.touch, desk.gate.unlink))


NOTHING_NEW: Final[Mapping[str, Callable[[Path], object]]] = {
    "it is locked by Excel": lambda file: file.with_name(f"~${file.name}").write_bytes(b"office"),
    "it is locked by LibreOffice": lambda file: file.with_name(f".~lock.{file.name}#").touch(),
    "it is touched": lambda file: file.touch(),
    "it is copied over itself": lambda file: _replace(file, file.read_bytes()),
}


@pytest.mark.parametrize("what", NOTHING_NEW)
def test_what_is_no_news_is_neither_told_nor_drawn(what: str, desk: Desk) -> None:
    before = desk.wall.screen.picture()
    NOTHING_NEW[what](desk.file)
    assert not list(desk.wall.overlooks(before))


def test_a_file_that_takes_its_place_by_a_rename_is_read_at_once(desk: Desk) -> None:
    part = desk.file.with_name("new.tmp")
    part.write_bytes(desk.tables[desk.following])
    part.replace(desk.file)
    desk.turn()
    desk.wall.wait_for(desk.boards[desk.hanging])
    desk.wall.wait_for_polls(1)
    assert [line.endswith(READ) for line in desk.wall.news()] == [True]


WRITER: Final = """
import sys, time
table = sys.stdin.buffer.read()
with open(sys.argv[1], "r+b", buffering=0) as file:
    file.truncate(0)
    for start in range(0, len(table), len(table) // 15):
        file.write(table[start : start + len(table) // 15])
        time.sleep(0.1)
"""


def test_a_file_that_is_being_written_right_now_is_left_alone_until_it_is_whole(
    desk: Desk,
) -> None:
    board = desk.boards[desk.hanging]
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(desk.file)], stdin=subprocess.PIPE)
    writer.stdin.write(desk.tables[desk.following])
    writer.stdin.close()
    looked = 0
    while writer.poll() is None:
        picture = desk.wall.screen.picture()
        if writer.poll() is None:
            assert identical(picture, board, BOARD)
            looked += 1
    assert looked > 10
    desk.turn()
    desk.wall.wait_for(desk.boards[desk.hanging])
    desk.wall.wait_for_polls(1)
    *trouble, read = [line for line in desk.wall.news() if line != ANSWERS_AGAIN]
    assert read.endswith(READ)
    # It may have seemed whole in between, to one poll or two.
    assert all("written at this moment" in line or "damaged" in line for line in trouble)
    assert len(trouble) <= 2


def test_a_table_that_lost_half_its_rows_is_held_until_a_second_poll_agrees(
    desk: Desk, make_workbook: Any
) -> None:
    few = dict(list(TABLE.items())[:2])
    _replace(desk.file, make_workbook(few))
    board = desk.boards[desk.hanging]
    wait_until("a change", lambda: not desk.wall.shows(board), PATIENCE_S)
    desk.wall.wait_for_polls(1)
    held, *taken = desk.wall.news()
    assert held.startswith("WARNING a table is held back until a second poll agrees: it ")
    assert sum(line.endswith(": 2 tasks as of 2027-06-15") for line in taken) == 1
    assert "INFO the table that was held back is taken: a second poll agrees" in taken
    assert len(taken) == 2

    _replace(desk.file, desk.tables[desk.hanging])
    desk.wall.wait_for(board)


def test_a_table_with_cells_that_cannot_be_read_gives_the_others_with_warnings(
    desk: Desk, make_workbook: Any
) -> None:
    _replace(desk.file, make_workbook(TABLE | {"水务局": "有待核实"}))
    desk.wall.wait_for_polls(2)
    (read,) = desk.wall.news()[-1:]
    assert read.endswith(f"{READ}, 1 warning")
    desk.wall.kiosk.stop()
