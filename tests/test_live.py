"""Saving the configuration changes the kiosk that runs; a mistake changes nothing.

Real files, saved as editors save them, and the process that the kiosk has them read by.
"""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, Queue
from statistics import median
from typing import Any

import pytest

from kiosk import __version__
from kiosk.last_good import RunOrder, settings_at_start, this_machine
from kiosk.live import LiveConfiguration
from kiosk.operations.watch import CALM_S, SETTLING_S
from kiosk.settings import KioskSettings, Mistake

PATIENCE_S = 15.0
"""On a machine that is busy with other things."""

GOOD = """[contest]
county = "云山县"
[photos]
seconds = 9
[displays.hall]
language = "zh_CN"
[displays.canteen]
"""
OTHER = GOOD.replace("seconds = 9", "seconds = 12")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's state folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "redblack-kiosk"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "office" / "config.toml"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are looked at more often than on a wall."""
    monkeypatch.setattr("kiosk.operations.watch.CALM_S", 0.1)
    monkeypatch.setattr("kiosk.operations.watch.SETTLING_S", 0.05)


class Running:
    """A kiosk that runs, as far as its configuration goes."""

    def __init__(self, file: Path, display: str | None, **rest: float) -> None:
        words = ["run", "--config", str(file)]
        if display is not None:
            words += ["--display", display]
        order = RunOrder(config=file, display=display, words=tuple(words))
        self.settings = settings_at_start(order, this_machine())
        self.file = file
        self.told: Queue[KioskSettings | Mistake] = Queue()
        self.threads: set[str] = set()
        self.live = LiveConfiguration(self.settings, told=self._tell, **rest)
        self.live.start()

    def _tell(self, answer: KioskSettings | Mistake) -> None:
        self.threads.add(threading.current_thread().name)
        self.told.put(answer)

    def next(self) -> KioskSettings:
        """The next that is told, which has to be settings."""
        answer = self.told.get(timeout=PATIENCE_S)
        assert isinstance(answer, KioskSettings), answer
        return answer

    def mistake(self) -> str:
        """The next that is told, which has to be a mistake: its first line, without the file."""
        answer = self.told.get(timeout=PATIENCE_S)
        assert isinstance(answer, Mistake), answer
        place, _, rest = str(answer).splitlines()[0].partition(str(self.file))
        assert place == ""
        return rest

    def nothing_for(self, seconds: float) -> bool:
        with suppress(Empty):
            self.told.get(timeout=seconds)
            return False
        return True


Run = Callable[..., Running]


@pytest.fixture
def run(file: Path) -> Iterator[Run]:
    started: list[Running] = []

    def start(display: str | None = "hall", **rest: float) -> Running:
        started.append(Running(file, display, **rest))
        return started[-1]

    yield start
    for running in started:
        running.live.close()


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        f"{record.levelname} {record.getMessage()}"
        for record in caplog.records
        if record.name == "kiosk.live"
    ]


# Saved


def in_place(file: Path, text: str) -> None:
    """As Notepad on a share does, and nano."""
    file.write_text(text, encoding="utf-8")


def by_rename(file: Path, text: str) -> None:
    """As gedit does: another file takes its place."""
    part = file.with_name(".goutputstream-XYZ")
    part.write_text(text, encoding="utf-8")
    part.replace(file)


def with_backup(file: Path, text: str) -> None:
    """As vim does: the old one is put aside and a new one written, here with Windows' marks."""
    file.replace(file.with_name("config.toml~"))
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())


def another_target(file: Path, text: str) -> None:
    """As deployments do: a link that leads elsewhere."""
    target = file.with_name("config-2.toml")
    target.write_text(text, encoding="utf-8")
    link = file.with_name("link")
    link.symlink_to(target)
    link.replace(file)


def slowly(file: Path, text: str) -> None:
    """As over a slow network: cut to nothing, then bit by bit, each of which could be read."""
    with file.open("w", encoding="utf-8") as stream:
        for line in text.splitlines(keepends=True):
            time.sleep(0.12)
            stream.write(line)
            stream.flush()


SAVES = [in_place, by_rename, with_backup, another_target, slowly]


@pytest.mark.alone
def test_however_it_is_saved_the_kiosk_is_told_and_told_once(
    run: Run, file: Path, caplog: pytest.LogCaptureFixture, say
) -> None:
    caplog.set_level(logging.INFO)
    running = run()
    assert running.settings.photos.seconds == 9
    took = []
    for number, save in enumerate(SAVES):
        save(file, GOOD.replace("seconds = 9", f"seconds = {20 + number}"))
        saved = time.monotonic()
        assert running.next().photos.seconds == 20 + number, save.__name__
        took.append(time.monotonic() - saved)
    assert running.nothing_for(CALM_S + SETTLING_S)
    assert lines(caplog) == [f"INFO configuration read again: {file}: changed: photos"] * len(SAVES)
    assert running.threads == {"file watch"}
    say(f"from save to told: {median(took):.2f} s, at most {max(took):.2f} s")


def test_what_is_told_is_what_a_start_would_be_given(run: Run, file: Path) -> None:
    running = run()
    in_place(file, OTHER)
    told = running.next()
    assert told == settings_at_start(
        RunOrder(config=file, display="hall", words=running.settings.words), this_machine()
    )
    assert told.config == file
    assert told.words == ("run", "--config", str(file), "--display", "hall")
    assert told.mistake == ""


def test_saved_unchanged_or_with_another_comment_nothing_is_told(
    run: Run, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    running = run()
    by_rename(file, GOOD)
    assert running.nothing_for(1)
    in_place(file, f"# 说明\n{GOOD}")
    assert running.nothing_for(1)
    in_place(file, OTHER)
    assert running.next().photos.seconds == 12
    assert len(lines(caplog)) == 1


def test_what_is_saved_between_the_start_and_the_watch_is_not_lost(run: Run, file: Path) -> None:
    running = run()
    running.live.close()
    in_place(file, OTHER)
    told: Queue[KioskSettings | Mistake] = Queue()
    live = LiveConfiguration(running.settings, told=told.put)
    live.start()
    answer = told.get(timeout=PATIENCE_S)
    live.close()
    assert isinstance(answer, KioskSettings)
    assert answer.photos.seconds == 12


def test_what_is_saved_while_the_file_is_read_is_read_next(run: Run, file: Path) -> None:
    running = run()
    in_place(file, OTHER)
    end = time.monotonic() + PATIENCE_S
    while running.live._reading is None:
        assert time.monotonic() < end
        time.sleep(0.005)
    in_place(file, GOOD.replace("seconds = 9", "seconds = 30"))
    seconds = running.next().photos.seconds
    if seconds != 30:
        assert seconds == 12
        assert running.next().photos.seconds == 30


# Mistakes


@pytest.mark.usefixtures("often")
def test_a_mistake_is_told_once_with_line_and_key_and_its_end_is_told(
    run: Run, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    running = run()
    wrong = GOOD.replace("seconds = 9", "secnds = 9")
    in_place(file, wrong)
    assert running.mistake() == ":4: photos.secnds: unknown key; did you mean «seconds»?"
    by_rename(file, f"{wrong}# more\n")
    assert running.nothing_for(1), "the same mistake"
    in_place(file, GOOD.replace("seconds = 9", "seconds = 1\nper_turn = 0"))
    told = running.told.get(timeout=PATIENCE_S)
    assert isinstance(told, Mistake)
    assert len(told.problems) == 2, "another one, and one more"
    in_place(file, GOOD)
    assert running.next() == running.settings, "nothing has changed but that all is well"
    said = lines(caplog)
    warning = "WARNING the configuration has a mistake; running on the last good one: "
    assert said[0] == f"{warning}{file}:4: photos.secnds: unknown key; did you mean «seconds»?"
    assert said[1].startswith(f"{warning}{file}:4: photos.seconds: 1 is not allowed; ")
    assert said[2].startswith(f"{warning}{file}:5: photos.per_turn: 0 is not allowed; ")
    assert said[3:] == [f"INFO configuration read again: {file}: no mistake any more"]


def by_half(file: Path) -> None:
    file.rmdir()
    in_place(file, GOOD.partition("[displays")[0])


def to_nothing(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.usefixtures("often")
def test_one_mistake_after_another_and_the_file_is_back(run: Run, file: Path) -> None:
    running = run()
    for spoil, said in (
        (Path.unlink, ": cannot be read: no such file or directory"),
        (Path.mkdir, ": cannot be read: is a directory"),
        (by_half, ": displays.hall: no such display; "),
        (to_nothing, ": is empty"),
    ):
        spoil(file)
        assert running.mistake().startswith(said)
    in_place(file, OTHER)
    assert running.next().photos.seconds == 12


@pytest.mark.usefixtures("often")
def test_a_kiosk_that_started_on_the_last_good_one_is_told_once_the_file_is_good(
    run: Run, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    run().live.close()
    wrong = GOOD.replace("seconds", "secnds")
    in_place(file, wrong)
    running = run()
    assert running.settings.mistake.startswith(f"{file}:4: photos.secnds: unknown key; ")
    in_place(file, f"{wrong}# more\n")
    assert running.nothing_for(1), "the same mistake"
    in_place(file, GOOD)
    told = running.next()
    assert (told, told.mistake) == (running.settings, "")
    assert [line.split(": ")[0] for line in lines(caplog)] == [
        "WARNING the configuration has a mistake; running on the last good one",
        "INFO configuration read again",
    ]


@pytest.mark.usefixtures("often")
def test_a_file_with_hundreds_of_mistakes_is_a_few_lines(
    run: Run, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    running = run()
    in_place(file, GOOD + "".join(f"key{number} = 1\n" for number in range(300)))
    told = running.told.get(timeout=PATIENCE_S)
    assert isinstance(told, Mistake)
    assert len(told.problems) > 10
    assert len(lines(caplog)) == 11
    assert lines(caplog)[-1] == (
        "WARNING the configuration has more mistakes; kiosk check lists them"
    )


# What may not be waited for


def children() -> list[str]:
    """Command lines of the processes that this one has started and that still are."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        # A thread may have ended since it was listed, and a child as well.
        with suppress(OSError):
            for child in (task / "children").read_text(encoding="ascii").split():
                with suppress(OSError):
                    words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
                    found.append(b" ".join(words).decode())
    return [one for one in found if "kiosk.resolve" in one]


@pytest.mark.usefixtures("often")
def test_reading_that_hangs_is_ended_and_tried_again(run: Run, file: Path) -> None:
    running = run(patience_s=2, again_s=0.2)
    file.unlink()
    os.mkfifo(file)
    assert running.mistake() == ": not read within 2 s"
    end = time.monotonic() + PATIENCE_S
    while children() and time.monotonic() < end:
        time.sleep(0.01)
    in_place_of_the_pipe = file.with_name("new.toml")
    in_place_of_the_pipe.write_text(OTHER, encoding="utf-8")
    in_place_of_the_pipe.replace(file)
    assert running.next().photos.seconds == 12
    assert children() == []


@pytest.mark.alone
@pytest.mark.usefixtures("often")
def test_closing_waits_for_nothing_and_leaves_nothing_behind(run: Run, file: Path) -> None:
    running = run()
    file.unlink()
    os.mkfifo(file)
    end = time.monotonic() + PATIENCE_S
    while not children():
        assert time.monotonic() < end
        time.sleep(0.01)
    began = time.monotonic()
    running.live.close()
    assert time.monotonic() - began < 2
    while children():
        assert time.monotonic() < end
        time.sleep(0.01)
    assert running.nothing_for(CALM_S)


@pytest.mark.usefixtures("often")
def test_closing_in_the_instant_in_which_a_reading_starts_leaves_nothing_behind(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = threading.Event()
    closed = threading.Event()
    popen = subprocess.Popen

    def start(*words: Any, **rest: Any) -> subprocess.Popen[bytes]:
        process = popen(*words, **rest)
        started.set()
        assert closed.wait(PATIENCE_S)
        return process

    running = run()
    monkeypatch.setattr(subprocess, "Popen", start)
    file.unlink()
    os.mkfifo(file)
    assert started.wait(PATIENCE_S)
    running.live.close()
    closed.set()
    end = time.monotonic() + PATIENCE_S
    while children():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.usefixtures("often")
def test_a_kiosk_whose_program_was_replaced_is_not_told_of_values_it_may_not_know(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = run()
    monkeypatch.setattr("kiosk.live.__version__", "0.0.1")
    in_place(file, OTHER)
    assert running.told.get(timeout=PATIENCE_S) == Mistake(
        (f"kiosk 0.0.1 runs and {__version__} is installed: start it again",)
    )


@pytest.mark.usefixtures("often")
def test_a_program_that_is_gone_is_told_and_tried_again(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = run(again_s=0.2)
    with monkeypatch.context() as gone:
        gone.setattr(sys, "executable", "/nowhere/python")
        in_place(file, OTHER)
        assert running.mistake().startswith(": can't be read now: ")
    assert running.next().photos.seconds == 12


@pytest.mark.usefixtures("often")
def test_without_a_file_there_is_nothing_to_watch(run: Run) -> None:
    settings = replace(run().settings, config=None)
    before = threading.active_count()
    live = LiveConfiguration(settings, told=lambda _: None)
    live.start()
    assert threading.active_count() <= before
    live.close()
