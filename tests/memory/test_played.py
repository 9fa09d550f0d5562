"""The play log: what was shown when, within bounds, whatever disk and clock do."""

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.memory import Memory, Played, Playing, PlayLog, database
from kiosk.memory import played as played_module
from kiosk.memory.played import FILE_NAME, UnreadableLogError

ROOT = Path(__file__).parents[2]
NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)
FIGURES = date(2027, 5, 31)
NEVER = 3600.0
"""Seconds between writes of a log that a test writes by itself."""


def shown(minutes: float = 0, **more: object) -> Played:
    """A page that began so many minutes after noon."""
    plain: dict[str, object] = {
        "display": "lobby",
        "scene": "red",
        "began": NOON + timedelta(minutes=minutes),
        "seconds": 12.5,
        "as_of": FIGURES,
    }
    return Played(**plain | more)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[PlayLog]:
    with PlayLog(tmp_path, every_s=NEVER) as opened:
        yield opened


def all_of(folder: Path) -> list[Played]:
    """What a restart finds."""
    with PlayLog(folder, every_s=NEVER) as log:
        return list(log.between())


texts = st.text(st.characters(codec="utf-8"), max_size=12)
records = st.builds(
    Played,
    display=texts,
    scene=texts,
    page=st.integers(1, 99),
    pages=st.integers(1, 99),
    began=st.datetimes(
        datetime(1970, 1, 1),  # noqa: DTZ001 - given zones below
        datetime(9999, 12, 30),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]),
    ).map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)),
    seconds=st.integers(0, 10**8).map(lambda ms: ms / 1000),
    as_of=st.none() | st.dates(),
    photo=texts,
)


@settings(max_examples=40)
@given(st.lists(records, max_size=6, unique_by=lambda one: (one.display, one.began)))
def test_what_is_recorded_comes_back_equal_and_in_its_order_after_a_restart(
    tmp_path_factory: pytest.TempPathFactory, played: list[Played]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    with PlayLog(folder, every_s=NEVER) as log:
        for one in played:
            log.record(one)
        assert list(log.between()) == played
    assert all_of(folder) == played


def test_times_come_back_in_utc_and_must_have_a_zone(log: PlayLog) -> None:
    china = NOON.astimezone(timezone(timedelta(hours=8)))
    log.record(shown(began=china))
    (found,) = log.between()
    assert (found.began, found.began.tzinfo) == (NOON, UTC)
    with pytest.raises(ValueError, match="without its zone"):
        log.record(shown(began=NOON.replace(tzinfo=None)))


def test_pages_are_found_by_when_they_began_and_where(log: PlayLog) -> None:
    pages = [shown(0), shown(1, display="canteen"), shown(2), shown(3)]
    for page in pages:
        log.record(page)
    minute = timedelta(minutes=1)
    assert list(log.between(NOON + minute)) == pages[1:]
    assert list(log.between(None, NOON + 3 * minute)) == pages[:3]
    assert list(log.between(NOON + minute, NOON + 3 * minute, "lobby")) == [pages[2]]
    assert list(log.between(display="canteen")) == [pages[1]]
    assert list(log.between(display="nowhere")) == []


def test_a_page_that_goes_on_is_one_entry(log: PlayLog, tmp_path: Path) -> None:
    log.record(shown(0, seconds=10.0))
    log.flush()
    log.record(shown(1))
    log.record(shown(0, seconds=90.0, page=2, pages=3, scene="black", as_of=None, photo="a.jpg"))
    log.record(shown(0, display="canteen"))
    assert list(log.between()) == [
        shown(0, seconds=90.0, page=2, pages=3, scene="black", as_of=None, photo="a.jpg"),
        shown(1),
        shown(0, display="canteen"),
    ]


def test_more_pages_than_are_read_at_once_come_back_whole(log: PlayLog) -> None:
    pages = [shown(number) for number in range(2 * played_module._READ_AT_ONCE + 1)]
    for page in pages:
        log.record(page)
    assert list(log.between()) == pages


def test_nothing_recorded_is_nothing_and_leaves_no_file(tmp_path: Path) -> None:
    assert all_of(tmp_path / "none") == []
    assert list(tmp_path.iterdir()) == []


def test_half_a_character_is_kept_as_a_question_mark(log: PlayLog) -> None:
    log.record(shown(photo="\udcff.jpg"))
    assert [one.photo for one in log.between()] == ["?.jpg"]


def test_the_boards_memory_knows_nothing_of_the_play_log(tmp_path: Path) -> None:
    with Memory.open(tmp_path) as memory, PlayLog(tmp_path) as log:
        log.record(shown())
        log.flush()
        (tmp_path / FILE_NAME).write_bytes(b"damaged" * 1000)
        memory.set_state("bag", "[1]")
        assert memory.get_state("bag") == "[1]"
        assert memory.durable


# Bounds


def test_the_latest_rows_are_kept(log: PlayLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(played_module, "ROWS", 5)
    pages = [shown(number, display=f"d{number % 2}") for number in range(12)]
    for page in pages:
        log.record(page)
        log.flush()
    assert list(log.between()) == pages[-5:]


def test_the_latest_days_are_kept_whatever_the_clock_said(
    log: PlayLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that is wrong for a moment, by decades, deletes no more than one day does."""
    monkeypatch.setattr(played_module, "DAYS", 3)
    hours = [0, 6, 24, 24 * 365 * 9, 25, -24 * 365 * 50, 48]
    pages = [shown(60 * hour, photo=f"{hour}.jpg") for hour in hours]
    for page in pages[:5]:
        log.record(page)
        log.flush()
    assert list(log.between()) == pages[:5], "three days: two, and that of the wrong clock"
    log.record(pages[5])
    assert list(log.between()) == pages[2:6], "the day that was begun first goes"
    log.record(pages[6])
    assert list(log.between()) == pages[3:]


def test_names_that_no_page_bears_any_more_are_forgotten(
    log: PlayLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(played_module, "DAYS", 2)
    for number in range(5):
        log.record(shown(24 * 60 * number, photo=f"{number}.jpg"))
        log.flush()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db:
        names = {text for (text,) in db.execute("SELECT text FROM name")}
    assert names == {"lobby", "red", "3.jpg", "4.jpg"}


def test_a_full_play_log_stays_small(log: PlayLog, tmp_path: Path) -> None:
    count = 20_000
    for number in range(count):
        log.record(shown(number, photo=f"photos/2027/{number % 300:04}.jpg"))
        if number % 4_000 == 0:
            log.flush()
    log.close()
    size = (tmp_path / FILE_NAME).stat().st_size
    assert size / count * played_module.ROWS < 80e6


# Writing


def commits(folder: Path) -> int:
    """How many times the file was written, as its log of writes counts frames."""
    return (folder / f"{FILE_NAME}-wal").stat().st_size


def test_nothing_is_written_before_its_time(tmp_path: Path) -> None:
    with PlayLog(tmp_path, every_s=NEVER) as log:
        for number in range(100):
            log.record(shown(number))
        assert list(tmp_path.iterdir()) == []
    assert len(all_of(tmp_path)) == 100, "closing writes what there is"


def test_what_waits_is_written_at_once_in_one_go(log: PlayLog, tmp_path: Path) -> None:
    log.record(shown())
    log.flush()
    one = commits(tmp_path)
    for number in range(1, 8):
        log.record(shown(number))
    log.flush()
    seven = commits(tmp_path) - one
    log.record(shown(9))
    log.flush()
    assert seven <= commits(tmp_path) - one - seven + 4096
    log.flush()
    nothing = commits(tmp_path)
    log.flush()
    assert commits(tmp_path) == nothing


def test_the_log_is_written_again_and_again_on_its_own_thread(tmp_path: Path) -> None:
    with PlayLog(tmp_path, every_s=0.02) as log:
        for number in range(3):
            log.record(shown(number))
            deadline = time.monotonic() + 10
            while len(all_of(tmp_path)) <= number:
                assert time.monotonic() < deadline
                time.sleep(0.01)
        assert [one.name for one in threading.enumerate() if one.name == "play log"]
    assert not [one.name for one in threading.enumerate() if one.name == "play log"]


def test_who_reads_the_log_in_the_instant_in_which_it_is_begun_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it would complete in its stead would never give deleted rows' space back."""
    waits = threading.Event()
    begun = threading.Event()

    def sleep(_: float) -> None:
        waits.set()
        assert begun.wait(10)

    monkeypatch.setattr("kiosk.memory.database.time.sleep", sleep)
    read: list[list[Played]] = []
    file = tmp_path / FILE_NAME
    with database._alone(tmp_path) as folder:
        file.touch()
        reader = threading.Thread(target=lambda: read.append(all_of(tmp_path)))
        reader.start()
        assert waits.wait(10)
        for connection in database._connected(file, played_module._SCHEMA, folder):
            connection.close()
    begun.set()
    reader.join(10)
    assert read == [[]]
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA auto_vacuum").fetchone() == (1,)


def test_two_that_bring_a_log_up_to_date_at_once_both_open_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits for the other in vain for too long goes on without the lock."""
    transaction = database.transaction

    def after_the_other(db: sqlite3.Connection) -> AbstractContextManager[None]:
        monkeypatch.setattr(database, "transaction", transaction)
        with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
            database._migrate(other, played_module._SCHEMA)
        return transaction(db)

    monkeypatch.setattr(database, "transaction", after_the_other)
    with PlayLog(tmp_path, every_s=NEVER) as log:
        log.record(shown())
    assert database.transaction is transaction, "the other came in between"
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]
    assert all_of(tmp_path) == [shown()]


def test_two_kiosks_keep_one_play_log(tmp_path: Path) -> None:
    with PlayLog(tmp_path, every_s=NEVER) as lobby, PlayLog(tmp_path, every_s=NEVER) as canteen:
        lobby.record(shown(0))
        canteen.record(shown(0, display="canteen"))
        canteen.flush()
        lobby.record(shown(1))
        assert len(list(lobby.between())) == 3
        assert list(canteen.between(display="canteen")) == [shown(0, display="canteen")]


def test_a_power_cut_loses_no_more_than_since_the_last_write(tmp_path: Path) -> None:
    """Not even the page that is up, and goes on being up for hours."""
    program = textwrap.dedent("""
        import sys, time
        from datetime import UTC, datetime, timedelta
        from pathlib import Path
        from kiosk.memory import Playing, PlayLog

        now = [0.0]
        noon = datetime(2027, 6, 1, 12, tzinfo=UTC)
        log = PlayLog(Path(sys.argv[1]), every_s=3600)
        playing = Playing(
            log, "lobby", now=lambda: noon + timedelta(seconds=now[0]), clock=lambda: now[0]
        )
        playing.began("red")
        now[0] = 9
        playing.began("notice")
        now[0] = 3609
        log.flush()
        now[0] = 3650
        playing.began("black")
        print("written", flush=True)
        time.sleep(60)
    """)
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert child.stdout
    try:
        assert child.stdout.readline() == b"written\n"
    finally:
        child.send_signal(signal.SIGKILL)
        child.stdout.close()
        child.wait(5)
    told = [(one.scene, one.seconds) for one in all_of(tmp_path)]
    assert told == [("red", 9.0), ("notice", 3600.0)]


# Disks


def test_a_disk_that_can_not_be_written_delays_and_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "state"
    folder.write_bytes(b"in the way")
    with PlayLog(folder, every_s=NEVER) as log:
        for number in range(3):
            log.record(shown(number))
            log.flush()
        assert len(caplog.records) == 1
        assert "can't be written" in caplog.text
        log.record(shown(0, seconds=99.0))
        folder.unlink()
        log.flush()
        log.flush()
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2
    assert "written again" in caplog.text
    assert all_of(folder) == [shown(0, seconds=99.0), shown(1), shown(2)]


def test_what_is_recorded_while_a_write_fails_is_the_later_word(
    log: PlayLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_S", 0.5)
    log.record(shown(0))
    log.flush()
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        log.record(shown(1, seconds=1.0))
        flushing = threading.Thread(target=log.flush)
        flushing.start()
        deadline = time.monotonic() + 10
        while log._pending:
            assert time.monotonic() < deadline
        log.record(shown(1, seconds=2.0))
        flushing.join(10)
        assert list(log._pending.values()) == [shown(1, seconds=2.0)], "it waits still"
    assert list(log.between()) == [shown(0), shown(1, seconds=2.0)]


def test_what_waits_for_a_disk_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(played_module, "PENDING", 4)
    folder = tmp_path / "state"
    folder.write_bytes(b"in the way")
    with PlayLog(folder, every_s=NEVER) as log:
        for number in range(9):
            log.record(shown(number))
            log.flush()
            assert len(log._pending) <= 4
        for number in range(9, 20):
            log.record(shown(number))
            assert len(log._pending) <= 4
        folder.unlink()
    assert all_of(folder) == [shown(number) for number in range(16, 20)]


@pytest.mark.parametrize("content", [b"no database" * 500, b"x" * 600, os.urandom(9000)])
def test_a_damaged_play_log_is_moved_aside_and_begun_anew(
    content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with PlayLog(tmp_path, every_s=NEVER) as log:
        log.record(shown())
        log.flush()
        assert len(caplog.records) == 1
    assert all_of(tmp_path) == [shown()]
    assert (tmp_path / f"{FILE_NAME}.damaged-1").read_bytes() == content


def test_damage_that_is_noticed_while_the_kiosk_runs_is_moved_aside_at_the_next_write(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / FILE_NAME
    with PlayLog(tmp_path, every_s=NEVER) as log:
        for number in range(500):
            log.record(shown(number))
        log.flush()
        with closing(sqlite3.connect(path)) as other:
            # What another has written is read anew.
            other.execute("UPDATE shown SET page = 2")
            other.commit()
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = path.read_bytes()
        page = int.from_bytes(whole[16:18], "big")
        path.write_bytes(whole[:page] + b"\xff" * (len(whole) - page))
        log.record(shown(1000))
        log.flush()
        log.record(shown(1001))
        log.flush()
        assert [record.levelno for record in caplog.records] == [logging.WARNING] * 3
    assert all_of(tmp_path) == [shown(1000), shown(1001)]
    assert (tmp_path / f"{FILE_NAME}.damaged-1").exists()


def test_damage_while_the_kiosk_runs_is_got_over_at_the_next_start_at_the_latest(
    tmp_path: Path,
) -> None:
    with PlayLog(tmp_path, every_s=NEVER) as log:
        for number in range(500):
            log.record(shown(number))
    whole = (tmp_path / FILE_NAME).read_bytes()
    with PlayLog(tmp_path, every_s=NEVER) as log:
        log.record(shown(1000))
        log.flush()
        (tmp_path / FILE_NAME).write_bytes(whole[:100] + bytes(len(whole) - 100))
        for number in range(1001, 1004):
            log.record(shown(number))
            log.flush()
    with PlayLog(tmp_path, every_s=NEVER) as log:
        log.record(shown(2000))
        log.flush()
    assert all_of(tmp_path)[-1] == shown(2000)


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript("CREATE TABLE marvel (x); PRAGMA user_version = 99;")


@pytest.mark.parametrize(
    "prepare",
    [
        lambda path: path.write_bytes(b"no database" * 500),
        newer,
        lambda path: path.mkdir(),
    ],
)
def test_who_reads_only_moves_nothing_aside_and_is_told_what_is_wrong(
    prepare: Callable[[Path], object], tmp_path: Path
) -> None:
    prepare(tmp_path / FILE_NAME)
    before = sorted(tmp_path.iterdir())
    with PlayLog(tmp_path) as log, pytest.raises(UnreadableLogError, match=FILE_NAME):
        list(log.between())
    assert sorted(tmp_path.iterdir()) == before


# What is up


class Clocks:
    """Time of day and monotonic seconds, as the test says them."""

    def __init__(self) -> None:
        self.now = NOON
        self.seconds = 1000.0

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def playing(log: PlayLog, clocks: Clocks) -> Playing:
    return Playing(log, "lobby", now=lambda: clocks.now, clock=lambda: clocks.seconds)


def test_a_page_is_kept_with_the_time_for_which_it_was_up(
    log: PlayLog, playing: Playing, clocks: Clocks
) -> None:
    playing.began("standings", page=2, pages=5, as_of=FIGURES)
    clocks.pass_by(12.25)
    playing.began("photos", photo="2027/a.jpg")
    clocks.pass_by(9)
    playing.ended()
    clocks.pass_by(3600)
    playing.ended()
    playing.began("red", as_of=FIGURES)
    first = Played(
        display="lobby",
        scene="standings",
        page=2,
        pages=5,
        began=NOON,
        seconds=12.25,
        as_of=FIGURES,
    )
    assert list(log.between()) == [
        first,
        Played(
            display="lobby",
            scene="photos",
            began=NOON + timedelta(seconds=12.25),
            seconds=9.0,
            photo="2027/a.jpg",
        ),
        Played(
            display="lobby",
            scene="red",
            began=NOON + timedelta(seconds=3621.25),
            seconds=0.0,
            as_of=FIGURES,
        ),
    ]


def test_the_same_page_hung_again_goes_on(log: PlayLog, playing: Playing, clocks: Clocks) -> None:
    """Another size of the window hangs it again."""
    for _ in range(3):
        playing.began("standings", page=2, pages=5, as_of=FIGURES)
        clocks.pass_by(10)
    assert [(one.began, one.seconds) for one in log.between()] == [(NOON, 30.0)]


@pytest.mark.parametrize(
    "change",
    [
        {"scene": "red"},
        {"page": 3},
        {"pages": 6},
        {"as_of": FIGURES + timedelta(days=1)},
        {"photo": "b.jpg"},
    ],
)
def test_another_page_or_other_figures_are_another_entry(
    change: dict[str, object], log: PlayLog, playing: Playing, clocks: Clocks
) -> None:
    page: dict[str, object] = {
        "scene": "standings",
        "page": 2,
        "pages": 5,
        "as_of": FIGURES,
        "photo": "a.jpg",
    }
    playing.began(**page)
    clocks.pass_by(10)
    playing.began(**page | change)
    clocks.pass_by(1)
    assert [one.seconds for one in log.between()] == [10.0, 1.0]


@pytest.mark.parametrize("jump", [timedelta(days=3650), timedelta(days=-20_000)])
def test_a_clock_that_jumps_changes_no_duration_and_no_order(
    jump: timedelta, log: PlayLog, playing: Playing, clocks: Clocks
) -> None:
    playing.began("red")
    clocks.pass_by(5)
    clocks.now += jump
    clocks.pass_by(5)
    playing.began("black")
    clocks.pass_by(1)
    assert [(one.scene, one.began, one.seconds) for one in log.between()] == [
        ("red", NOON, 10.0),
        ("black", NOON + jump + timedelta(seconds=10), 1.0),
    ]


def test_what_has_ended_is_the_later_word_on_a_page(
    log: PlayLog, playing: Playing, clocks: Clocks
) -> None:
    playing.began("red")
    clocks.pass_by(5)
    up = playing.so_far()
    assert up is not None
    log.watch(lambda: up)
    clocks.pass_by(5)
    playing.ended()
    assert list(log.between()) == [replace(up, seconds=10.0)]


def test_nothing_up_is_nothing(log: PlayLog, playing: Playing) -> None:
    assert playing.so_far() is None
    playing.ended()
    assert list(log.between()) == []
