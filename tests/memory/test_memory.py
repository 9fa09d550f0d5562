"""Memory keeps what it is told, through damage and full disks."""

import hashlib
import logging
import os
import random
import resource
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.model import SubjectKind
from kiosk.intake.payload import Payload
from kiosk.intake.source import Fetched, Validators
from kiosk.memory import FILE_NAME, Kept, KeptRound, KeptStanding, Memory, database
from kiosk.memory import memory as memory_module
from kiosk.memory.memory import RETRY_S, SEASONS, SOURCES, STATES

NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)
SEASON = date(2027, 5, 1)
UNIT = SubjectKind.UNIT


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def good(body: bytes = b"rows") -> Fetched:
    return Fetched(Payload(body, "t.csv", "text/csv", NOON), Validators(etag='"v"', digest="d"))


def fill(memory: Memory) -> None:
    memory.keep("a", good(b"rows" * 5000), NOON)
    memory.keep_standings(
        SEASON, 1, UNIT, date(2027, 5, 15), [KeptStanding("", f"u{n}", n, 1.5) for n in range(60)]
    )
    memory.set_state("bag", "[1]")


def is_filled(memory: Memory) -> bool:
    kept, standings = memory.last_good("a"), memory.standings(SEASON, UNIT, 1)
    return (
        kept is not None
        and kept.payload.body == b"rows" * 5000
        and standings is not None
        and len(standings.rows) == 60
        and memory.get_state("bag") == "[1]"
    )


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory.open(tmp_path) as opened:
        assert opened.durable
        yield opened
        assert opened.durable


# What is kept comes back

texts = st.text(st.characters(codec="utf-8"), max_size=20)
moments = st.datetimes(
    min_value=datetime(1900, 1, 2), max_value=datetime(9999, 12, 30),  # noqa: DTZ001 - given zones below
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=5))]),
)  # fmt: skip
payloads = st.builds(Payload, st.binary(max_size=300), texts, texts, st.none() | moments)
validators = st.builds(Validators, etag=texts, last_modified=texts, file=texts, digest=texts)


@settings(max_examples=60)
@given(st.data())
def test_what_is_kept_comes_back_equal_also_after_a_restart(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("memory")
    source, key, value = (data.draw(texts) for _ in range(3))
    fetched = Fetched(data.draw(payloads), data.draw(validators))
    changed, came, at = (data.draw(moments) for _ in range(3))
    scores = st.none() | st.floats(allow_nan=False)
    standing = st.builds(KeptStanding, texts, texts, st.integers(1, 10**9), scores)
    rows = data.draw(st.lists(standing, max_size=8, unique_by=lambda row: (row.group, row.subject)))
    kind, number = data.draw(st.sampled_from(SubjectKind)), data.draw(st.integers(1, 10**6))
    with Memory.open(folder) as memory:
        memory.keep(source, fetched, changed, came)
        memory.checked(source, at)
        memory.keep_standings(SEASON, number, kind, date(2027, 5, 15), rows)
        memory.set_state(key, value)
    with Memory.open(folder) as memory:
        assert memory.last_good(source) == Kept(
            source=source,
            payload=fetched.payload,
            validators=fetched.validators,
            changed=changed,
            checked=at,
        )
        kept = memory.standings(SEASON, kind, number)
        ordered = sorted(rows, key=lambda r: (r.group.encode(), r.rank, r.subject.encode()))
        assert kept == KeptRound(number, date(2027, 5, 15), tuple(ordered))
        assert memory.get_state(key) == value
        assert memory.durable


def test_nothing_kept_is_nothing(memory: Memory) -> None:
    memory.checked("a", NOON)
    assert memory.last_good("a") is None
    assert memory.standings(SEASON, UNIT, 1) is None
    assert memory.standings_before(SEASON, UNIT, 9) is None
    assert memory.get_state("bag") is None


def test_times_are_kept_in_utc_and_must_have_a_zone(memory: Memory) -> None:
    china = NOON.astimezone(timezone(timedelta(hours=8)))
    memory.keep("a", good(), china)
    kept = memory.last_good("a")
    assert kept is not None
    assert (kept.changed, kept.changed.tzinfo) == (NOON, UTC)
    with pytest.raises(ValueError, match="without its zone"):
        memory.keep("a", good(), NOON.replace(tzinfo=None))


def test_a_payload_takes_the_place_of_the_one_before(memory: Memory) -> None:
    memory.keep("a", good(b"1"), NOON)
    memory.keep("b", good(b"2"), NOON)
    memory.keep("a", good(b"3"), NOON)
    bodies = [kept.payload.body for s in "ab" if (kept := memory.last_good(s))]
    assert bodies == [b"3", b"2"]


def test_a_payload_that_came_later_than_its_figures_changed_tells_both(memory: Memory) -> None:
    """A workbook that is saved anew without a change has other bytes and the same figures."""
    later = NOON + timedelta(hours=1)
    memory.keep("a", good(b"1"), NOON)
    memory.keep("a", good(b"2"), NOON, later)
    kept = memory.last_good("a")
    assert kept is not None
    assert (kept.payload.body, kept.changed, kept.checked) == (b"2", NOON, later)


def test_the_same_bytes_kept_again_changed_when_they_came_first(memory: Memory) -> None:
    """Two kiosks of one folder each keep what the office has written."""
    later = NOON + timedelta(minutes=1)
    memory.keep("a", good(b"1"), NOON)
    memory.keep("a", good(b"1"), later)
    kept = memory.last_good("a")
    assert kept is not None
    assert (kept.changed, kept.checked) == (NOON, later)
    memory.keep("b", good(b"1"), later)
    other = memory.last_good("b")
    assert other is not None
    assert other.changed == later, "each source has its own times"


def test_an_unchanged_answer_moves_checked_and_not_changed(memory: Memory) -> None:
    memory.keep("a", good(), NOON)
    later = NOON + timedelta(hours=1)
    memory.checked("a", later)
    kept = memory.last_good("a")
    assert kept is not None
    assert (kept.changed, kept.checked, kept.validators.etag) == (NOON, later, '"v"')


def test_times_that_a_wrong_clock_told_are_put_right(memory: Memory) -> None:
    right = (NOON - timedelta(days=3300), NOON - timedelta(days=3299))
    memory.keep("a", good(b"new"), NOON)
    memory.keep("b", good(b"other"), NOON)
    memory.set_times("a", digest(b"new"), *right)
    memory.set_times("b", digest(b"earlier"), *right)
    memory.set_times("unknown", digest(b"new"), *right)
    kept, other = memory.last_good("a"), memory.last_good("b")
    assert kept is not None
    assert other is not None
    assert (kept.changed, kept.checked, kept.payload.body) == (*right, b"new")
    assert other.changed == NOON, "another kiosk has kept a later payload"
    assert memory.last_good("unknown") is None


def test_new_validators_are_kept_for_the_payload_they_belong_to_alone(memory: Memory) -> None:
    """Another kiosk may have kept a later payload since this one asked."""
    body = b"rows"
    memory.keep("a", good(body), NOON)
    own = Validators(etag='"w"', digest=digest(body))
    memory.checked("a", NOON, own)
    kept = memory.last_good("a")
    assert kept is not None
    assert kept.validators == own
    memory.keep("a", good(b"later"), NOON)
    memory.checked("a", NOON, own)
    kept = memory.last_good("a")
    assert kept is not None
    assert kept.validators == good().validators


def test_the_latest_used_sources_are_kept(memory: Memory) -> None:
    for number in range(SOURCES):
        memory.keep(f"s{number}", good(), NOON)
    memory.checked("s0", NOON - timedelta(days=9999))
    memory.keep("new", good(), NOON)
    assert memory.last_good("s0") is not None, "used after the others, whatever the clock said"
    assert memory.last_good("s1") is None
    assert all(memory.last_good(f"s{number}") for number in range(2, SOURCES))
    assert memory.last_good("new") is not None


def test_movement_compares_with_the_round_before_or_the_latest_kept_earlier_one(
    memory: Memory,
) -> None:
    for number in (1, 2, 4):
        rows = [KeptStanding("", "u", number, None)]
        memory.keep_standings(SEASON, number, UNIT, date(2027, 5, 15), rows)
    memory.keep_standings(SEASON, 3, SubjectKind.AREA, date(2027, 5, 15), [])
    memory.keep_standings(date(2026, 5, 1), 3, UNIT, date(2026, 5, 15), [])
    found = {n: memory.standings_before(SEASON, UNIT, n) for n in (1, 2, 3, 4, 5, 9)}
    assert {n: kept and kept.number for n, kept in found.items()} == {
        1: None, 2: 1, 3: 2, 4: 2, 5: 4, 9: 4,
    }  # fmt: skip
    assert found[5] == KeptRound(4, date(2027, 5, 15), (KeptStanding("", "u", 4, None),))


def test_a_rounds_standings_are_replaced_as_a_whole(memory: Memory) -> None:
    def keep(*rows: KeptStanding) -> None:
        memory.keep_standings(SEASON, 1, UNIT, date(2027, 5, 15), rows)

    keep(KeptStanding("", "a", 1, 90.0), KeptStanding("", "b", 2, 80.0))
    memory.keep_standings(SEASON, 2, UNIT, date(2027, 5, 31), [KeptStanding("", "z", 1, 1.0)])
    keep(KeptStanding("", "b", 1, 95.0))
    kept, other = memory.standings(SEASON, UNIT, 1), memory.standings(SEASON, UNIT, 2)
    assert kept is not None
    assert kept.rows == (KeptStanding("", "b", 1, 95.0),)
    assert other is not None
    with pytest.raises(sqlite3.IntegrityError):
        keep(KeptStanding("", "c", 1, 1.0), KeptStanding("", "d", None, 1.0))  # type: ignore[arg-type]
    assert memory.standings(SEASON, UNIT, 1) == kept, "all or nothing"


def test_the_latest_written_seasons_are_kept(memory: Memory) -> None:
    starts = [date(year, 5, 1) for year in range(2099, 2099 - SEASONS - 1, -1)]
    for start in starts[:-1]:
        memory.keep_standings(start, 1, UNIT, start, [])
    memory.keep_standings(starts[0], 2, UNIT, starts[0], [])
    memory.keep_standings(starts[-1], 1, UNIT, starts[-1], [])
    kept = [start for start in starts if memory.standings(start, UNIT, 1)]
    assert kept == [starts[0], *starts[2:]]


def test_the_latest_written_states_are_kept(memory: Memory) -> None:
    for number in range(STATES):
        memory.set_state(str(number), "x")
    memory.set_state("0", "y")
    memory.set_state("new", "z")
    assert memory.get_state("0") == "y"
    assert memory.get_state("1") is None
    assert memory.get_state("2") == "x"
    assert memory.get_state("new") == "z"


def test_text_that_is_half_a_character_is_kept_as_a_question_mark(memory: Memory) -> None:
    memory.keep("\udcff", Fetched(Payload(b"x", "\udcff.csv"), Validators()), NOON)
    kept = memory.last_good("\udcff")
    assert kept is not None
    assert kept.payload.name == "?.csv"
    memory.keep_standings(SEASON, 1, UNIT, SEASON, [KeptStanding("", "\ud800", 1, None)])
    standings = memory.standings(SEASON, UNIT, 1)
    assert standings is not None
    assert standings.rows[0].subject == "?"


def test_space_of_what_is_no_longer_kept_is_given_back(tmp_path: Path) -> None:
    with Memory.open(tmp_path) as memory:
        for number in range(SOURCES):
            memory.keep(f"s{number}", good(os.urandom(500_000)), NOON)
        for number in range(SOURCES):
            memory.keep(f"s{number}", good(b"small"), NOON)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 200_000


def test_the_log_of_writes_is_bounded(memory: Memory, tmp_path: Path) -> None:
    for size in (20_000_000, 1_000, 1_000, 1_000):
        memory.keep("a", good(os.urandom(size)), NOON)
    assert (tmp_path / f"{FILE_NAME}-wal").stat().st_size < 5_000_000


def test_the_file_is_for_its_owners_eyes(memory: Memory, tmp_path: Path) -> None:
    memory.set_state("a", "b")
    files = list(tmp_path.iterdir())
    assert {FILE_NAME, f"{FILE_NAME}-wal"} <= {file.name for file in files}
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)


def test_every_commit_is_flushed(memory: Memory) -> None:
    assert memory._writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert memory._writer.execute("PRAGMA synchronous").fetchone() == (2,)


# Threads and processes


def test_threads_write_and_read_at_once(memory: Memory) -> None:
    errors: list[BaseException] = []
    start = threading.Barrier(6)

    def guarded(work: Callable[[int], None]) -> None:
        try:
            start.wait(5)
            for step in range(40):
                work(step)
        except BaseException as error:  # noqa: BLE001 - told by the assertion below
            errors.append(error)

    def write(step: int) -> None:
        memory.keep("a", good(b"%d" % step * 1000), NOON)
        rows = [KeptStanding("", str(n), step + 1, None) for n in range(20)]
        memory.keep_standings(SEASON, 1, UNIT, SEASON, rows)

    def read(_: int) -> None:
        kept, standings = memory.last_good("a"), memory.standings(SEASON, UNIT, 1)
        if kept:
            assert len(set(kept.payload.body.split(b"0"))) >= 1
        if standings:
            assert len(standings.rows) == 20, "never half a round"
            assert len({row.rank for row in standings.rows}) == 1, "never a mix of two writes"

    jobs = [write, write, lambda step: memory.set_state("k", str(step)), read, read, read]
    threads = [threading.Thread(target=guarded, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert errors == []
    assert memory.get_state("k") == "39"


def test_a_reader_does_not_wait_for_a_writer(memory: Memory) -> None:
    memory.set_state("k", "before")
    with memory._writing:
        memory._writer.execute("BEGIN IMMEDIATE")
        memory._writer.execute("UPDATE state SET value = 'after'")
        read: list[str | None] = []
        thread = threading.Thread(target=lambda: read.append(memory.get_state("k")))
        thread.start()
        thread.join(5)
        assert read == ["before"]
        memory._writer.execute("ROLLBACK")


def test_two_kiosks_share_one_memory(memory: Memory, tmp_path: Path) -> None:
    with Memory.open(tmp_path) as other:
        memory.set_state("lobby", "1")
        other.set_state("canteen", "2")
        assert other.get_state("lobby") == "1"
        assert memory.get_state("canteen") == "2"


def test_kiosks_that_start_together_on_a_damaged_file_begin_one_new_file(tmp_path: Path) -> None:
    """The second must not move aside what the first has just begun."""
    (tmp_path / FILE_NAME).write_bytes(os.urandom(5000))
    program = (
        "import sys; from pathlib import Path; from kiosk.memory import Memory;"
        "sys.stdin.readline(); m = Memory.open(Path(sys.argv[1]));"
        "m.set_state(sys.argv[2], 'x'); assert m.durable"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path), name],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
        )
        for name in "abc"
    ]
    for child in children:
        assert child.stdin
        child.stdin.write(b"\n")
        child.stdin.flush()
    for child in children:
        child.communicate(timeout=20)
        assert child.returncode == 0
    with Memory.open(tmp_path) as memory:
        assert [memory.get_state(name) for name in "abc"] == ["x"] * 3
    assert len(list(tmp_path.glob("*.damaged-*"))) == 1


# Damage


def stored(folder: Path) -> bytes:
    with Memory.open(folder) as memory:
        fill(memory)
    assert [file.name for file in folder.iterdir()] == [FILE_NAME]
    return (folder / FILE_NAME).read_bytes()


@pytest.mark.parametrize(
    "content", [b"x" * 600, b"no database, but text" * 500, random.Random(2).randbytes(50_000)]
)
def test_a_file_that_is_no_database_is_moved_aside(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with Memory.open(tmp_path) as memory:
        assert memory.durable
        fill(memory)
        assert is_filled(memory)
    assert (tmp_path / f"{FILE_NAME}.damaged-1").read_bytes() == content
    assert len(caplog.records) == 1
    assert "could not be used" in caplog.text


def test_a_file_of_no_length_is_a_new_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE_NAME).touch()
    with Memory.open(tmp_path) as memory:
        fill(memory)
        assert is_filled(memory)
    assert not caplog.records


def test_a_file_cut_at_any_page_opens_or_is_moved_aside(tmp_path: Path) -> None:
    whole = stored(tmp_path / "whole")
    page = int.from_bytes(whole[16:18], "big")
    assert len(whole) > 10 * page
    for length in [100, page // 2, *range(page, len(whole), page), len(whole) - 1]:
        folder = tmp_path / str(length)
        folder.mkdir()
        (folder / FILE_NAME).write_bytes(whole[:length])
        with Memory.open(folder) as memory:
            assert memory.durable
            kept = memory.last_good("a")
            assert kept is None or kept.payload.body == b"rows" * 5000
            fill(memory)
            assert is_filled(memory)
        # A byte or two at the very end may be padding that nothing misses.
        assert (folder / f"{FILE_NAME}.damaged-1").exists() or length == len(whole) - 1


def test_a_file_with_any_page_overwritten_never_crashes_the_kiosk(tmp_path: Path) -> None:
    whole = stored(tmp_path / "whole")
    page = int.from_bytes(whole[16:18], "big")
    noise = random.Random(3)
    for start in range(0, len(whole), page):
        folder = tmp_path / str(start)
        folder.mkdir()
        broken = whole[:start] + noise.randbytes(page) + whole[start + page :]
        (folder / FILE_NAME).write_bytes(broken)
        with Memory.open(folder) as memory:
            kept = memory.last_good("a")
            assert kept is None or kept.payload.body == b"rows" * 5000, "never decayed data"
            memory.standings(SEASON, UNIT, 1)
            memory.get_state("bag")
            fill(memory)
            assert is_filled(memory)


def test_a_payload_whose_bytes_have_decayed_is_not_shown(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole = stored(tmp_path)
    middle = whole.index(b"rows" * 500) + 1000
    (tmp_path / FILE_NAME).write_bytes(whole[:middle] + b"R" + whole[middle + 1 :])
    with Memory.open(tmp_path) as memory:
        assert memory.last_good("a") is None
        assert "decayed" in caplog.text
        assert memory.standings(SEASON, UNIT, 1) is not None
        memory.keep("a", good(), NOON)
        assert memory.last_good("a") is not None
        assert memory.durable


def test_damage_that_shows_only_later_is_got_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Pages that were whole at the start decay while the kiosk runs."""
    now = [0.0]
    whole = stored(tmp_path)
    with Memory(tmp_path, clock=lambda: now[0]) as memory:
        (tmp_path / FILE_NAME).write_bytes(whole[:100] + bytes(len(whole) - 100))
        memory.last_good("a")
        memory.keep("a", good(b"new"), NOON)
        assert not memory.durable
        assert (kept := memory.last_good("a")) is not None
        assert kept.payload.body == b"new"
        now[0] = RETRY_S
        memory.set_state("k", "v")
        assert memory.durable
    with Memory.open(tmp_path) as memory:
        assert memory.last_good("a") == kept
    assert (tmp_path / f"{FILE_NAME}.damaged-1").exists()


FIRST = Path(__file__).parents[1] / "data" / "memory" / "schema-1.sql"
"""The memory of a kiosk of the first schema, with a payload, a round and a state."""


def first_schema(folder: Path) -> bytes:
    with closing(sqlite3.connect(folder / FILE_NAME)) as old:
        old.execute("PRAGMA journal_mode = WAL")
        old.executescript(FIRST.read_text(encoding="utf-8"))
        assert old.execute("PRAGMA user_version").fetchone() == (1,)
    return (folder / FILE_NAME).read_bytes()


def holds_the_first(memory: Memory) -> bool:
    standings = memory.standings(SEASON, UNIT, 3)
    return (
        memory.last_good("table.csv")
        == Kept(
            source="table.csv",
            payload=Payload(b"rows", "table.csv", "text/csv", NOON),
            validators=Validators(etag='"v"', digest=digest(b"rows")),
            changed=NOON,
            checked=NOON + timedelta(hours=1),
        )
        and standings == KeptRound(3, date(2027, 6, 15), (KeptStanding("", "发改局", 1, 91.5),))
        and memory.get_state("album") == "[1]"
    )


def test_a_memory_of_an_older_kiosk_is_brought_up_to_date(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first_schema(tmp_path)
    for _ in range(2):
        with Memory.open(tmp_path) as memory:
            assert memory.durable
            assert holds_the_first(memory)
            memory.keep("other.csv", good(), NOON)
    assert not list(tmp_path.glob("*.damaged-*"))
    assert not caplog.records


def test_an_older_and_a_new_memory_are_the_same_after_it(tmp_path: Path) -> None:
    def tables(folder: Path) -> set[str]:
        folder.mkdir(exist_ok=True)
        Memory.open(folder).close()
        with closing(sqlite3.connect(folder / FILE_NAME)) as db:
            names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema")]
            return {
                f"{name} {column}"
                for name in names
                for column in db.execute("SELECT * FROM pragma_table_info(?)", (name,))
            }

    (tmp_path / "old").mkdir()
    first_schema(tmp_path / "old")
    assert tables(tmp_path / "old") == tables(tmp_path / "new")


def test_a_memory_of_an_older_kiosk_on_a_disk_that_takes_no_write_is_read_all_the_same(
    tmp_path: Path,
) -> None:
    whole = first_schema(tmp_path)
    connection = database.salvaged(tmp_path / FILE_NAME, memory_module._SCHEMA)
    with closing(connection):
        assert connection.execute("SELECT value FROM state").fetchall() == [("[1]",)]
        assert connection.execute("SELECT url, changed FROM source").fetchall() == [
            ("table.csv", NOON.isoformat())
        ]
    assert (tmp_path / FILE_NAME).read_bytes() == whole


def test_an_older_kiosk_that_still_runs_leaves_a_newer_ones_memory_in_its_place(
    tmp_path: Path,
) -> None:
    """One of two kiosks of a folder is updated and the other not yet started anew."""
    now = [0.0]
    with Memory(tmp_path, clock=lambda: now[0]) as older:
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as newer:
            newer.executescript("ALTER TABLE state RENAME TO facts; PRAGMA user_version = 99;")
        older.set_state("k", "v")
        assert not older.durable
        now[0] = RETRY_S
        older.set_state("k", "w")
        assert not older.durable
        assert older.get_state("k") == "w"
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as newer:
            assert newer.execute("SELECT * FROM facts").fetchall() == []
    assert not list(tmp_path.glob("*.damaged-*"))


def test_a_memory_of_a_newer_kiosk_is_kept_aside_unharmed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as newer:
        newer.executescript("CREATE TABLE marvel (x); PRAGMA user_version = 99;")
    content = (tmp_path / FILE_NAME).read_bytes()
    with Memory.open(tmp_path) as memory:
        fill(memory)
        assert is_filled(memory)
        assert memory.durable
    aside = (tmp_path / f"{FILE_NAME}.damaged-1").read_bytes()
    with closing(sqlite3.connect(tmp_path / f"{FILE_NAME}.damaged-1")) as newer:
        assert newer.execute("SELECT name FROM sqlite_schema").fetchall() == [("marvel",)]
        assert newer.execute("PRAGMA user_version").fetchone() == (99,)
    assert len(aside) == len(content)
    assert "schema 99 of a newer kiosk" in caplog.text


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE source (x);",
        "CREATE TABLE source (x); PRAGMA user_version = 1;",
        "PRAGMA user_version = 1;",
    ],
)
def test_a_database_that_is_not_ours_is_moved_aside(tmp_path: Path, script: str) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        other.executescript(script)
    with Memory.open(tmp_path) as memory:
        fill(memory)
        assert is_filled(memory)
        assert memory.durable
    assert (tmp_path / f"{FILE_NAME}.damaged-1").exists()


def test_damaged_files_are_bounded(tmp_path: Path) -> None:
    for number in range(1, database.DAMAGED + 4):
        content = b"damage %d" % number * 100
        (tmp_path / FILE_NAME).write_bytes(content)
        Memory.open(tmp_path).close()
        assert (tmp_path / f"{FILE_NAME}.damaged-{number}").read_bytes() == content
    left = sorted(file.name for file in tmp_path.glob("*.damaged-*"))
    assert left == [f"{FILE_NAME}.damaged-{n}" for n in range(4, database.DAMAGED + 4)]


def test_the_log_of_a_damaged_file_is_not_played_into_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    for number in range(1, database.DAMAGED + 2):
        path.write_bytes(b"damage")
        path.with_name(f"{FILE_NAME}-wal").write_bytes(b"log %d" % number)
        aside = database._move_aside(path)
        assert aside.read_bytes() == b"damage"
        assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"log %d" % number
        assert not path.with_name(f"{FILE_NAME}-wal").exists()
    assert len(list(tmp_path.iterdir())) == 2 * database.DAMAGED


# Disks that can't be written


def test_where_no_folder_can_be_made_memory_goes_on_in_ram(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with Memory.open(tmp_path / "file" / "state") as memory:
        fill(memory)
        assert is_filled(memory)
        assert not memory.durable
    assert len(caplog.records) == 1
    assert "going on in RAM" in caplog.text


def test_memory_returns_to_the_disk_when_it_can_be_written_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    now = [0.0]
    folder = tmp_path / "state"
    folder.write_bytes(b"in the way")
    with Memory(folder, clock=lambda: now[0]) as memory:
        fill(memory)
        now[0] = RETRY_S
        memory.set_state("k", "1")
        assert not memory.durable, "still in the way"
        folder.unlink()
        now[0] = 2 * RETRY_S - 1
        memory.set_state("k", "2")
        assert not memory.durable, "not yet time to try"
        now[0] = 2 * RETRY_S
        memory.set_state("k", "3")
        assert memory.durable
        assert is_filled(memory)
    with Memory.open(folder) as memory:
        assert is_filled(memory)
        assert memory.get_state("k") == "3"
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2
    assert "again" in caplog.records[1].message


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """A disk that is full beyond a size of each file, as the system's own limit has it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_fills_up_loses_nothing_that_was_kept_and_is_used_again_when_emptied(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    now = [0.0]
    with Memory(tmp_path, clock=lambda: now[0]) as memory:
        fill(memory)
        with no_file_beyond(120_000):
            memory.keep("big", good(b"2" * 500_000), NOON)
            assert not memory.durable
            assert is_filled(memory)
            memory.keep("b", good(b"3"), NOON)
            now[0] = RETRY_S
            memory.keep("c", good(b"4" * 500_000), NOON)
            assert not memory.durable, "it opens, but does not hold it all"
        now[0] = 2 * RETRY_S
        memory.checked("a", NOON)
        assert memory.durable
    assert caplog.text.count("going on in RAM") == 1
    with Memory.open(tmp_path) as memory:
        assert is_filled(memory)
        bodies = [kept.payload.body for s in ("big", "b", "c") if (kept := memory.last_good(s))]
        assert bodies == [b"2" * 500_000, b"3", b"4" * 500_000]
    assert not list(tmp_path.glob("*.damaged-*"))


def test_what_was_kept_is_read_from_a_disk_that_takes_no_write(tmp_path: Path) -> None:
    """In a child, whose log goes through a pipe: no file at all can be written there."""
    whole = stored(tmp_path)
    program = textwrap.dedent("""
        import resource, sys
        from pathlib import Path
        from kiosk.memory import Memory

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        memory = Memory.open(Path(sys.argv[1]))
        assert not memory.durable
        assert memory.last_good("a").payload.body == b"rows" * 5000
        memory.set_state("bag", "[2]")
        assert memory.get_state("bag") == "[2]"
    """)
    result = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
        cwd=Path(__file__).parents[2],
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("going on in RAM") == 1
    assert (tmp_path / FILE_NAME).read_bytes() == whole
    assert not list(tmp_path.glob("*.damaged-*"))


def test_a_file_that_another_program_holds_is_read_and_not_moved_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_S", 0.1)
    stored(tmp_path)
    now = [0.0]
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        memory = Memory(tmp_path, clock=lambda: now[0])
        assert not memory.durable
        assert is_filled(memory)
    now[0] = RETRY_S
    memory.set_state("k", "v")
    assert memory.durable
    memory.close()
    assert not list(tmp_path.glob("*.damaged-*"))


def test_a_kiosk_that_hangs_while_it_opens_does_not_keep_others_waiting_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_S", 0.1)
    with database._alone(tmp_path):
        begin = time.monotonic()
        with Memory.open(tmp_path) as memory:
            assert memory.durable
        assert time.monotonic() - begin >= 0.1


def test_a_file_that_another_program_writes_for_long_is_left_for_ram(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_S", 0.1)
    stored(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Memory.open(tmp_path) as memory:
            memory.set_state("k", "v")
            assert not memory.durable
            assert memory.get_state("k") == "v"
            assert is_filled(memory)


def test_a_closed_memory_says_so(tmp_path: Path) -> None:
    memory = Memory.open(tmp_path)
    memory.close()
    with pytest.raises(sqlite3.ProgrammingError):
        memory.set_state("a", "b")
    with pytest.raises(sqlite3.ProgrammingError):
        memory.get_state("a")
    assert memory.durable


def test_memory_loads_nothing_that_is_slow() -> None:
    program = (
        "import sys; import kiosk.memory;"
        "assert not {'httpx', 'tenacity', 'PySide6', 'pydantic'} & set(sys.modules)"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program], check=True, cwd=root)
