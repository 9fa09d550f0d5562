"""The power is cut at any instant: the memory opens, and holds all that was acknowledged."""

import random
import select
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.contest.model import SubjectKind
from kiosk.intake.payload import Payload
from kiosk.intake.source import Fetched, Validators
from kiosk.memory import FILE_NAME, KeptStanding, Memory

ROOT = Path(__file__).parents[2]
NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)
SEASON = date(2027, 5, 1)
UNIT = SubjectKind.UNIT
WAL = f"{FILE_NAME}-wal"

LOBBY = textwrap.dedent("""
    import sys
    from datetime import UTC, date, datetime, timedelta
    from pathlib import Path
    from kiosk.contest.model import SubjectKind
    from kiosk.intake.payload import Payload
    from kiosk.intake.source import Fetched, Validators
    from kiosk.memory import KeptStanding, Memory

    memory = Memory.open(Path(sys.argv[1]))
    begin = int(sys.argv[2])
    noon = datetime(2027, 6, 1, tzinfo=UTC)
    for number in range(begin, begin + 100_000):
        body = b"%08d" % number * (1 + number * 7919 % 4000)
        memory.keep("lobby", Fetched(Payload(body), Validators(etag=str(number))), noon)
        rows = [KeptStanding("", str(n), number, None) for n in range(30)]
        memory.keep_standings(date(2027, 5, 1), number, SubjectKind.UNIT, date(2027, 5, 1), rows)
        memory.checked("lobby", noon + timedelta(seconds=number))
        assert memory.durable
        print(number, flush=True)
""")
"""Keeps step after step and says which it has kept."""

CANTEEN = textwrap.dedent("""
    import select, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from kiosk.intake.payload import Payload
    from kiosk.intake.source import Fetched, Validators
    from kiosk.memory import Memory

    memory = Memory.open(Path(sys.argv[1]))
    noon = datetime(2027, 6, 1, tzinfo=UTC)
    number = 0
    while not select.select([sys.stdin], [], [], 0.01)[0]:
        number += 1
        memory.keep("canteen", Fetched(Payload(b"%d" % number), Validators()), noon)
        memory.set_state("canteen", str(number))
        assert memory.last_good("canteen").payload.body == b"%d" % number
        assert memory.durable
    print(number)
""")
"""Another display's kiosk over the same memory, whose power is not cut."""


def started(program: str, *words: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )


@contextmanager
def canteen(folder: Path) -> Iterator[None]:
    """Another kiosk at work all the while; it has lost nothing in the end."""
    child = started(CANTEEN, folder)
    try:
        yield
        out, _ = child.communicate(b"\n", timeout=20)
        assert child.returncode == 0
    finally:
        child.kill()
        child.wait(5)
    with Memory.open(folder) as memory:
        kept = memory.last_good("canteen")
        assert kept is not None
        assert int(kept.payload.body) == int(out) > 0
        assert memory.get_state("canteen") == str(int(out))


def cut_off(folder: Path, begin: int, chance: random.Random) -> list[int]:
    """Let a kiosk work from a step on, and kill it at any instant; the steps that it told."""
    child = started(LOBBY, folder, begin)
    assert child.stdin
    assert child.stdout
    try:
        if chance.random() < 0.2:
            # While it starts, opens the memory and mends it, or has just begun.
            time.sleep(chance.uniform(0.05, 0.3))
        else:
            ready, _, _ = select.select([child.stdout], [], [], 20)
            assert ready, "the child wrote nothing"
            # A moment within the next few steps.
            time.sleep(chance.uniform(0, 0.02))
    finally:
        child.send_signal(signal.SIGKILL)
        told = child.stdout.read()
        child.stdout.close()
        child.stdin.close()
        assert child.wait(5) == -signal.SIGKILL, "it was at work until then"
    return [int(line) for line in told.splitlines(keepends=True) if line.endswith(b"\n")]


def holds_all_until(folder: Path, done: int) -> int:
    """Look whether each step is there as a whole; the last one that is, told or not."""
    with Memory.open(folder) as memory:
        assert memory.durable
        kept = memory.last_good("lobby")
        number = 0 if kept is None else int(kept.validators.etag)
        assert number in {done, done + 1}
        if kept is not None:
            assert kept.payload.body == b"%08d" % number * (1 + number * 7919 % 4000)
        for closed in range(1, done + 1):
            standings = memory.standings(SEASON, UNIT, closed)
            assert standings is not None, closed
            assert {row.rank for row in standings.rows} == {closed}
            assert len(standings.rows) == 30
        newer = memory.standings(SEASON, UNIT, done + 1)
        assert newer is None or len(newer.rows) == 30, "all of a round or nothing"
    return number


@pytest.mark.parametrize("kills", [30, pytest.param(300, marks=pytest.mark.soak)])
def test_nothing_acknowledged_is_lost_when_the_process_is_killed_at_any_instant(
    kills: int, tmp_path: Path, say: Callable[[str], None]
) -> None:
    """Of two kiosks over one memory one is killed again and again, the other works on."""
    chance = random.Random(1)
    done, ahead, silent = 0, 0, 0
    with canteen(tmp_path):
        for _ in range(kills):
            told = cut_off(tmp_path, done + 1, chance)
            silent += not told
            done = told[-1] if told else done
            ahead += holds_all_until(tmp_path, done) > done
    assert done > kills / 2
    assert not list(tmp_path.glob("*.damaged-*"))
    say(
        f"{kills} kills: {done} rounds and payloads acknowledged, 0 lost; {ahead} kills"
        f" between payload and acknowledgement, {silent} before the first"
    )


# What a power cut leaves of files, where it is more than what the process had written


def step(memory: Memory, number: int) -> None:
    body = Fetched(Payload(b"%04d" % number * 2000), Validators())
    memory.keep("a", body, NOON)
    rows = [KeptStanding("", str(n), number, None) for n in range(20)]
    memory.keep_standings(SEASON, 1, UNIT, SEASON, rows)


def step_of(folder: Path) -> tuple[int, int]:
    """The steps that payload and round are of, each as a whole."""
    with Memory.open(folder) as memory:
        assert memory.durable
        kept, standings = memory.last_good("a"), memory.standings(SEASON, UNIT, 1)
        assert kept is not None
        assert standings is not None
        number = int(kept.payload.body[:4])
        assert kept.payload.body == b"%04d" % number * 2000
        assert len(standings.rows) == 20
        (rank,) = {row.rank for row in standings.rows}
    assert not list(folder.glob("*.damaged-*"))
    return number, rank


def left(folder: Path, file: bytes, wal: bytes) -> Path:
    """What the next boot finds; the -shm is in RAM and gone."""
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(file)
    (folder / WAL).write_bytes(wal)
    return folder


def test_the_end_of_the_log_that_was_not_flushed_yet_may_be_lost_or_garbled(
    tmp_path: Path,
) -> None:
    """What was flushed before an acknowledgement is there; behind it may stand anything."""
    live = tmp_path / "live"
    with Memory.open(live) as memory:
        step(memory, 1)
        file, flushed = (live / FILE_NAME).read_bytes(), (live / WAL).read_bytes()
        step(memory, 2)
        assert (live / FILE_NAME).read_bytes() == file, "nothing but the log was written"
        wal = (live / WAL).read_bytes()
    assert wal.startswith(flushed)
    noise = random.Random(2)
    found = set()
    for number in range(40):
        cut = noise.randrange(len(flushed), len(wal) + 1)
        lost = len(wal) - cut
        tail = (b"", bytes(lost), noise.randbytes(lost))[number % 3]
        found.add(step_of(left(tmp_path / str(number), file, wal[:cut] + tail)))
    assert found <= {(1, 1), (2, 1), (2, 2)}
    assert (1, 1) in found
    assert step_of(left(tmp_path / "whole", file, wal)) == (2, 2)


def test_a_file_torn_while_the_log_is_moved_into_it_is_mended_from_the_log(
    tmp_path: Path,
) -> None:
    live = tmp_path / "live"
    with Memory.open(live) as memory:
        step(memory, 1)
        memory._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = (live / FILE_NAME).read_bytes()
        for number in range(2, 5):
            step(memory, number)
        wal = (live / WAL).read_bytes()
    after = (live / FILE_NAME).read_bytes()
    sector, noise = 512, random.Random(3)
    size = min(len(before), len(after))
    assert before[:size] != after[:size]
    for number in range(20):
        torn = b"".join(
            noise.choice((before, after))[at : at + sector] for at in range(0, size, sector)
        )
        longer = noise.choice((before, after))[size:]
        assert step_of(left(tmp_path / str(number), torn + longer, wal)) == (4, 4)


def test_a_file_with_any_bit_turned_never_crashes_the_kiosk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    live = tmp_path / "live"
    with Memory.open(live) as memory:
        step(memory, 1)
    whole = (live / FILE_NAME).read_bytes()
    noise = random.Random(4)
    aside = 0
    for number in range(60):
        at = noise.randrange(len(whole)) if number % 2 else noise.randrange(200)
        turned = whole[:at] + bytes([whole[at] ^ 1 << noise.randrange(8)]) + whole[at + 1 :]
        folder = left(tmp_path / str(number), turned, b"")
        caplog.clear()
        with Memory.open(folder) as memory:
            kept = memory.last_good("a")
            assert kept is None or kept.payload.body == b"0001" * 2000, "never decayed data"
            memory.standings(SEASON, UNIT, 1)
            step(memory, 2)
            kept = memory.last_good("a")
            assert kept is not None
            assert kept.payload.body == b"0002" * 2000
        assert len(caplog.records) <= 2
        aside += (folder / f"{FILE_NAME}.damaged-1").exists()
    assert aside > 0


def test_a_folder_that_takes_no_file_is_read_and_the_kiosk_goes_on_in_ram() -> None:
    """A disk that the system has mounted for reading alone after it found damage."""
    program = textwrap.dedent("""
        import os, sys
        from pathlib import Path
        from kiosk.memory import Memory

        if os.geteuid() == 0:
            # Whom a folder's mode does not stop.
            os.setuid(65534)
        with Memory.open(Path(sys.argv[1])) as memory:
            assert not memory.durable
            assert memory.last_good("a").payload.body == b"0007" * 2000
            memory.set_state("bag", "[2]")
            assert memory.get_state("bag") == "[2]"
    """)
    # Not in the folder of this test, to which only its owner finds the way.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Memory.open(folder) as memory:
            step(memory, 7)
        (folder / FILE_NAME).chmod(0o444)
        folder.chmod(0o555)
        try:
            done = subprocess.run(
                [sys.executable, "-c", program, name],
                capture_output=True,
                check=False,
                encoding="utf-8",
                cwd=ROOT,
                timeout=30,
            )
            assert [file.name for file in folder.iterdir()] == [FILE_NAME]
        finally:
            folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("going on in RAM") == 1
