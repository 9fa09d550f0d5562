"""Whatever a file has become, the kiosk reads data from it or says what is wrong with it.

Files of every kind are damaged and read in processes of their own. None may crash, take more than
five seconds or more memory than is stated, raise anything but the product's own errors, or give
data that no table, configuration or album holds.
"""

import itertools
import json
import os
import select
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.judge import MEGABYTE, MOST_MEMORY
from tests.faults.specimens import KINDS, write_specimens
from tests.faults.structures import documents, heaviest, rows, to_csv, to_json, to_xlsx

ROOT: Final = Path(__file__).parents[2]
KEPT: Final = ROOT / "build" / "mutations"
"""Where the files stay that brought a fault to light."""
LONGEST_S: Final = 5.0
PAGES_EVERY: Final = 40
"""How rarely what a file says is laid out for every scene as well, which takes the longest."""
SEED: Final = int(os.environ.get("MUTATIONS_SEED", "1"))


class Fault(AssertionError):  # noqa: N818 - what is at fault is in its text
    """The process crashed, hung, took too much memory, or raised what it may not."""


class Reader:
    """A process that reads files; a new one takes the place of one that crashed or hung."""

    def __init__(self, specimens: Path, folder: Path) -> None:
        self._specimens = str(specimens)
        self._folder = folder
        self._start()

    def _start(self) -> None:
        self._errors = (self._folder / "errors.txt").open("w+b")
        self._child = subprocess.Popen(
            [
                sys.executable,
                "-X",
                "faulthandler",
                "-m",
                "tests.faults.judge",
                "--serve",
                self._specimens,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=ROOT,
        )
        self._held = b""
        assert self._answer(60) == {"ready": True}

    def close(self) -> None:
        self._child.kill()
        self._child.wait(10)
        for stream in (self._child.stdin, self._child.stdout, self._errors):
            stream.close()

    def make(self, kind: str, seed: int, path: Path) -> list[str]:
        """Have a file damaged; what was done to it."""
        self._ask(kind=kind, seed=seed, path=str(path), pages=seed % PAGES_EVERY == 0)
        return self._answer_or_anew(60)["operators"]

    def read(self, kind: str, path: Path) -> Mapping[str, Any]:
        self._ask(kind=kind, path=str(path), pages=True)
        return self.verdict(kind)

    def verdict(self, kind: str) -> Mapping[str, Any]:
        """What became of the file that was just asked for.

        Raises:
            Fault: nothing that may.
        """
        said = self._answer_or_anew(LONGEST_S)
        if said["fault"]:
            raise Fault(said["fault"])
        if said["memory"] > MOST_MEMORY[kind]:
            raise Fault(f"took {said['memory'] // MEGABYTE} MB")
        return said

    def _ask(self, **request: Any) -> None:
        self._child.stdin.write(json.dumps(request).encode() + b"\n")
        self._child.stdin.flush()

    def _answer_or_anew(self, seconds: float) -> dict[str, Any]:
        try:
            return self._answer(seconds)
        except Fault:
            self.close()
            self._start()
            raise

    def _answer(self, seconds: float) -> dict[str, Any]:
        """The next answer; a busy machine's other work is not the process's time."""
        begun, patience = self._worked(), time.monotonic() + 6 * seconds
        while b"\n" not in self._held:
            ready, _, _ = select.select([self._child.stdout], [], [], 0.25)
            if ready:
                more = os.read(self._child.stdout.fileno(), 65_536)
                if not more:
                    self._errors.seek(0)
                    said = self._errors.read().decode(errors="replace")[-4000:]
                    raise Fault(f"crashed with {self._child.wait(10)}:\n{said}")
                self._held += more
            elif self._worked() - begun > seconds or time.monotonic() > patience:
                raise Fault(f"hangs for more than {seconds} s")
        line, _, self._held = self._held.partition(b"\n")
        return json.loads(line)

    def _worked(self) -> float:
        """Seconds of processor time that the process has had."""
        behind = Path(f"/proc/{self._child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(behind[11]) + int(behind[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Tally:
    """What became of the files of one kind."""

    operators: Counter[str] = field(default_factory=Counter)
    cases: int = 0
    data: int = 0
    errors: int = 0
    slowest: float = 0.0
    memory: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, said: Mapping[str, Any]) -> None:
        self.data += not said["error"]
        self.errors += bool(said["error"])
        self.slowest = max(self.slowest, said["seconds"])
        self.memory = max(self.memory, said["memory"])


@pytest.fixture(scope="module")
def specimens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mutations") / "specimens"
    write_specimens(folder)
    return folder


@pytest.fixture(scope="module")
def readers(specimens: Path) -> Iterator[list[Reader]]:
    folders = [specimens.with_name(str(number)) for number in range(2)]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor() as pool:
        started = list(pool.map(lambda folder: Reader(specimens, folder), folders))
    yield started
    for reader in started:
        reader.close()


ENDINGS: Final = {"photo": "jpg", "captions": "csv"}


@pytest.mark.parametrize("cases", [480, pytest.param(10_000, marks=pytest.mark.soak)])
def test_every_damaged_file_gives_data_or_a_clear_error(
    cases: int, readers: list[Reader], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tallies = {kind: Tally() for kind in KINDS}
    lock = threading.Lock()
    each = -(-cases // len(KINDS))
    waiting = iter([(kind, SEED * 1_000_000 + number) for number in range(each) for kind in KINDS])

    def work(reader: Reader) -> None:
        while True:
            with lock:
                kind, seed = next(waiting, ("", 0))
            if not kind:
                return
            path = tmp_path / f"{kind}-{seed}.{ENDINGS.get(kind, kind)}"
            tally, said, fault = tallies[kind], None, ""
            operators: list[str] = []
            try:
                operators = reader.make(kind, seed, path)
                said = reader.verdict(kind)
            except Fault as error:
                KEPT.mkdir(parents=True, exist_ok=True)
                with suppress(FileNotFoundError):  # it is what failed to be made
                    shutil.copy(path, KEPT)
                fault = f"{KEPT / path.name} ({', '.join(operators)}): {error}"
            path.unlink(missing_ok=True)
            with lock:
                tally.cases += 1
                tally.operators.update(operators)
                if said is None:
                    tally.faults.append(fault)
                else:
                    tally.add(said)

    with ThreadPoolExecutor(len(readers)) as pool:
        list(pool.map(work, readers))
    with capsys.disabled():
        print(
            f"\n{'kind':10}{'operators':>10}{'cases':>7}{'data':>7}{'errors':>7}{'slowest':>9}{'peak':>9}"
        )
        for kind, tally in tallies.items():
            print(
                f"{kind:10}{len(tally.operators):10}{tally.cases:7}{tally.data:7}{tally.errors:7}"
                f"{tally.slowest:8.2f}s{tally.memory / MEGABYTE:6.0f} MB"
            )
    faults = list(itertools.chain.from_iterable(tally.faults for tally in tallies.values()))
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)
    assert sum(tally.cases for tally in tallies.values()) >= cases
    assert all(tally.data and tally.errors for tally in tallies.values())


FORMS: Final = (
    rows().map(lambda table: ("csv", to_csv(table))),
    rows().map(lambda table: ("xlsx", to_xlsx(table))),
    documents().map(lambda document: ("json", to_json(document))),
)


@pytest.mark.parametrize("cases", [60, pytest.param(2000, marks=pytest.mark.soak)])
def test_any_table_gives_data_or_a_clear_error(
    cases: int, readers: list[Reader], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally()

    # What hypothesis finds it makes as small as it can, and tells itself.
    @settings(
        max_examples=cases,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(FORMS))
    def holds(form: tuple[str, bytes]) -> None:
        kind, body = form
        path = tmp_path / f"table.{kind}"
        path.write_bytes(body)
        tally.cases += 1
        tally.add(readers[0].read(kind, path))

    holds()
    with capsys.disabled():
        print(
            f"\n{tally.cases} tables of any cells: {tally.data} data, {tally.errors} errors,"
            f" slowest {tally.slowest:.2f} s, peak {tally.memory / MEGABYTE:.0f} MB"
        )
    assert tally.data
    assert tally.errors


@pytest.mark.soak
def test_the_heaviest_files_stay_within_time_and_memory(
    readers: list[Reader], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told, faults = [""], []
    for kind, name, body in heaviest():
        path = tmp_path / f"heavy.{ENDINGS.get(kind, kind)}"
        path.write_bytes(body)
        try:
            said = readers[0].read(kind, path)
        except Fault as fault:
            faults.append(f"{kind}, {name}: {fault}")
            continue
        told.append(
            f"{kind:10}{len(body) / MEGABYTE:6.1f} MB {said['seconds']:5.2f} s"
            f"{said['memory'] / MEGABYTE:6.0f} MB  {name}: {said['error'].split(chr(10))[0][:50]}"
        )
    with capsys.disabled():
        print("\n".join(told))
    assert not faults, "\n".join(faults)
