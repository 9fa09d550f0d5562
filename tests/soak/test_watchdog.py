"""The service manager's contract: a wall that hangs, or shows nothing new, is started again.

A stand-in for systemd reads the installed unit; only what it waits for a sign of life is shortened.
"""

import contextlib
import json
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from tests.conftest import TableServer
from tests.processes import START_S, TABLE, Office, Running, XServer, offices, shows, wait_until
from tests.soak.grounds import weston, xvfb
from tests.soak.manager import READY, SIGN, Ears, Manager, Unit, kept_running, longest_silence

ROOT: Final = Path(__file__).parents[2]
UNIT: Final = Unit.installed()
MISSED_S: Final = 2.0
"""In place of half a minute: after so long without a sign of life it is ended."""
BACK_S: Final = 19.0
"""From its end to the picture."""
BOUNDS: Final = (1.5, 3.0, 10.0)
"""In place of 10, 20 and 60 seconds: for a frame, for a change, for the first page."""


def program(**told: Any) -> tuple[str, ...]:
    return (sys.executable, "-m", "tests.soak.hanging", json.dumps(told))


# It dies or hangs


HANGS: Final = {
    "stopped": "Fatal Python error: Aborted",
    "sleep": "in sleep",
    "hold": "in hold",
    "loop": "in loop",
}
"""And what the log then says of the place."""
DEATHS: Final = {
    "SIGKILL": "",
    "SIGABRT": "Fatal Python error: Aborted",
    "SIGTERM": "",
    "crash": "in crash",
}


def strike(blow: str, manager: Manager, order: Path) -> None:
    """Make the process hang, or kill it."""
    assert manager.process
    if blow in {"sleep", "hold", "loop", "crash"}:
        part = order.with_suffix(".part")
        part.write_text(blow, "utf-8")
        part.replace(order)
    else:
        number = signal.SIGSTOP if blow == "stopped" else signal.Signals[blow]
        manager.process.send_signal(number)


def survive(folder: Path, blows: list[str], table: bytes) -> list[str]:
    """Strike a kiosk again and again; how soon it was back each time."""
    folder.mkdir()
    (folder / "table.xlsx").write_bytes(table)
    order = folder / "order"
    told = []
    with contextlib.ExitStack() as stack:
        screen = XServer()
        stack.callback(screen.close)
        office = stack.enter_context(offices(folder))(str(folder / "table.xlsx"))
        board = office.reference("reference")
        command = [*program(order=str(order)), "run", "--config", str(office.config)]
        environ = office.environ | {"DISPLAY": screen.name, "PYTHONPATH": str(ROOT)}
        unit = replace(UNIT, watchdog_s=MISSED_S)
        manager = stack.enter_context(kept_running(command, environ, folder, unit))
        for number, blow in enumerate(blows):
            wait_until("the board", lambda: shows(screen, board), START_S)
            first = manager.ears.times(READY)
            assert len(first) == number + 1
            wait_until("a sign of life", lambda: manager.ears.times(SIGN, first[-1]), START_S)  # noqa: B023
            said = len(manager.log)
            struck = time.monotonic()
            strike(blow, manager, order)
            wait_until("its end", lambda: len(manager.ended) > number, 3 * MISSED_S)  # noqa: B023
            # What hangs there next is another's.
            wait_until("a dark screen", lambda: not shows(screen, board), UNIT.restart_s)
            killed = struck
            if blow in HANGS:
                killed = manager.missed[-1]
                assert killed - struck < MISSED_S + 1
                assert struck < killed
            wait_until("the board again", lambda: shows(screen, board), START_S)
            took = time.monotonic() - killed
            assert took < BACK_S, f"{blow}: back after {took:.1f} s"
            assert (HANGS | DEATHS)[blow] in manager.log[said:]
            told.append(f"{blow} {took:.1f} s")
        hangs = sum(blow in HANGS for blow in blows)
        assert len(manager.missed) == hangs, "no other sign is missed"
    return told


SHORT: Final = (["stopped", "SIGKILL"], ["hold", "crash"])


def at_random(number: int) -> list[str]:
    chance = Random(number)
    blows = [*HANGS, *DEATHS] * 3
    chance.shuffle(blows)
    return blows


@pytest.mark.alone
@pytest.mark.parametrize(
    "lanes",
    [
        pytest.param(SHORT, id="4 blows"),
        pytest.param((at_random(1), at_random(2)), id="48 blows", marks=pytest.mark.soak),
    ],
)
def test_however_it_dies_or_hangs_it_is_back_on_the_wall_within_ten_seconds(
    lanes: tuple[list[str], ...],
    tmp_path: Path,
    make_workbook: Any,
    say: Callable[..., None],
) -> None:
    """Again and again, on two screens at once; the log has the place where it hung."""
    table = make_workbook(TABLE)
    with ThreadPoolExecutor() as pool:
        done = [
            pool.submit(survive, tmp_path / str(number), blows, table)
            for number, blows in enumerate(lanes)
        ]
        told = [line for one in done for line in one.result()]
    say(f"back on the wall: {', '.join(told)}")


# Nothing is drawn any more


class Listening:
    """A kiosk that is only listened to: nobody ends it."""

    def __init__(self, office: Office, **environ: str) -> None:
        self._ears = Ears(office.folder / "notify")
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        self.running: Running = office.kiosk(
            **environ,
            NOTIFY_SOCKET=str(self._ears.path),
            WATCHDOG_USEC=str(round(MISSED_S * 1e6)),
            PYTHONPATH=str(ROOT),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.running.process.kill()
        self._done.set()
        self._thread.join()
        self._ears.close()

    def _listen(self) -> None:
        while not self._done.is_set():
            self._ears.listen()

    def signs(self, since: float = 0.0) -> list[float]:
        return self._ears.times(SIGN, since)


@pytest.fixture
def make_office(tmp_path: Path, make_workbook: Any) -> Iterator[Callable[..., Office]]:
    """Makes offices, each with a folder of its own, whose walls are judged by shorter times."""
    with contextlib.ExitStack() as stack:

        def make(name: str, rotation: list[str], settings: str = "", url: str = "") -> Office:
            folder = tmp_path / name
            folder.mkdir()
            (folder / "photos").mkdir()
            table = folder / "table.xlsx"
            table.write_bytes(make_workbook(TABLE))
            make = stack.enter_context(offices(folder))
            office = make(url or str(table), rotation=json.dumps(rotation))
            text = office.config.read_text("utf-8")
            text = text.replace("[displays.wall]\n", f"[displays.wall]\n{settings}\n")
            office.config.write_text(text, "utf-8")
            return replace(office, program=program(bounds=BOUNDS))

        yield make


@pytest.mark.parametrize("ground", [weston, xvfb], ids=["wayland", "x11"])
def test_a_wall_that_draws_nothing_gives_no_sign_of_life_until_it_draws_again(
    ground: Any, make_office: Callable[..., Office], tmp_path: Path
) -> None:
    """Compositor or X server stop, and each frame with them."""
    office = make_office("office", ["overview", "red", "standings"], "motion = false")
    with contextlib.ExitStack() as stack:
        server, environ = stack.enter_context(ground(tmp_path))
        kiosk = stack.enter_context(Listening(office, **environ))
        wait_until("signs of life", lambda: len(kiosk.signs()) > 2, START_S)
        server.send_signal(signal.SIGSTOP)
        stopped = time.monotonic()
        wait_until("silence", lambda: not kiosk.signs(time.monotonic() - MISSED_S), 4 * MISSED_S)
        assert max(kiosk.signs()) - stopped < BOUNDS[0] + BOUNDS[1]
        assert kiosk.running.alive, "the wall is dark, not the process"
        server.send_signal(signal.SIGCONT)
        again = time.monotonic()
        wait_until("signs of life again", lambda: len(kiosk.signs(again)) > 2, START_S)
        assert kiosk.running.alive
    if ground is weston:
        # Once, however many signs of life were withheld. Under X the thread itself stood still.
        log = kiosk.running.log
        assert log.count("ERROR nothing is drawn: a page has waited for its first frame for") == 1
        assert log.count("INFO the wall changes again") == 1
        assert log.count("ERROR") == 1


# Nothing is wrong


def closed_now() -> str:
    """Hours that begin in some hours' time."""
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    return f"daily {now + timedelta(hours=6):%H:00}-{now + timedelta(hours=7):%H:00}"


@pytest.mark.alone
@pytest.mark.parametrize(
    "watched_s", [6, pytest.param(60, marks=pytest.mark.soak)], ids=lambda s: f"{s} s"
)
def test_no_sign_of_life_is_missed_while_nothing_is_wrong(
    watched_s: float,
    make_office: Callable[..., Office],
    table_server: TableServer,
    say: Callable[..., None],
) -> None:
    """At the same time: five kiosks that have a reason not to change, or much to do."""
    everything = ["overview", "red", "black", "standings", "areas", "tasks", "dispatch"]
    album = make_office("a photo of 24 megapixels and no other", ["photos"])
    Image.effect_noise((6000, 4000), 60).convert("RGB").save(album.folder / "photos" / "one.jpg")
    offices = {
        "a rotation": make_office("a rotation", everything, "motion = true"),
        "closed": make_office("closed", everything, f'hours = "{closed_now()}"'),
        "one page, its source hangs": make_office(
            "one page, its source hangs", ["standings"], url=table_server.url
        ),
        "no output": make_office("no output", everything, "motion = false"),
        album.folder.name: album,
    }
    with contextlib.ExitStack() as stack:
        stack.enter_context(table_server.hold())
        kiosks = {}
        for name, office in offices.items():
            screen = XServer((1280, 720))
            stack.callback(screen.close)
            kiosks[name] = stack.enter_context(Listening(office, DISPLAY=screen.name))
            if name == "no output":
                without = screen
        for name, kiosk in kiosks.items():
            wait_until(f"a sign of life: {name}", kiosk.signs, START_S)
        without.tool("xrandr", "--fb", "1280x720", "--output", "screen", "--off")
        began = time.monotonic()
        time.sleep(watched_s)
        ended = time.monotonic()
        silent = {}
        for name, kiosk in kiosks.items():
            assert kiosk.running.alive, kiosk.running.log
            silent[name] = longest_silence(kiosk.signs(), began, ended)
            assert not [line for line in kiosk.running.log.splitlines() if line.startswith("ERROR")]
    longest = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in silent.items())
    say(f"longest without a sign of life in {watched_s} s, of {MISSED_S} s: {longest}")
    assert max(silent.values()) < MISSED_S * 2 / 3
