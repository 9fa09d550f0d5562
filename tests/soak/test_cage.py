"""The kiosk under a real cage, kept running as the installed unit asks.

Cage's output is a window of an X server; systemd is a stand-in.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from PIL import Image

from kiosk.installation.units import Ground
from tests.processes import START_S, TABLE, Office, XServer, alike, offices, wait_until
from tests.screen.servers import make_names_known, unprivileged
from tests.soak.manager import READY, SIGN, Manager, Unit, kept_running

UNIT: Final = replace(Unit.installed(Ground.CAGE), watchdog_s=6.0)
FIRST: Final = (1024, 768)
"""Size of the output that cage opens."""


@dataclass(frozen=True)
class Hung:
    """A kiosk on a wall of cage's."""

    screen: XServer
    office: Office
    manager: Manager

    def wait_for_board(self, size: tuple[int, int] = FIRST) -> None:
        width, height = size
        board = self.office.reference(f"{width}x{height}", "--size", f"{width}x{height}")
        content = (0, 0, width, height * 8 // 9)
        wait_until("the board", lambda: alike(self.wall(size), board, content), START_S)

    def wall(self, size: tuple[int, int]) -> Image.Image:
        return self.screen.picture().crop((0, 0, *size))

    @property
    def output(self) -> str:
        """The window that is cage's output, and has its program's title."""
        tree = self.screen.tool("xwininfo", "-root", "-tree").splitlines()
        (line,) = (line for line in tree if '"kiosk"' in line)
        return line.split()[0]

    @property
    def kiosk(self) -> int:
        """The process under cage."""
        assert self.manager.process
        cage = self.manager.process.pid
        children = Path(f"/proc/{cage}/task/{cage}/children").read_text("ascii").split()
        return int(children[0])


@pytest.fixture
def hung(make_workbook: Any) -> Iterator[Hung]:
    with ExitStack() as stack:
        # Not pytest's own folder, which is its user's alone.
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="kiosk-cage-")))
        folder.chmod(0o755)
        table = folder / "table.xlsx"
        table.write_bytes(make_workbook(TABLE))
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        screen = XServer()
        stack.callback(screen.close)
        make_names_known(screen)
        office = stack.enter_context(offices(folder))(str(table))
        with office.config.open("a", encoding="utf-8") as config:
            config.write('[keys]\nquit = "F12"\n')
        words = ("run", "--config", str(office.config))
        manager = stack.enter_context(
            kept_running(
                unprivileged(runtime, "cage", "-d", "--", *office.program, *words),
                office.environ
                | {
                    "XDG_RUNTIME_DIR": str(runtime),
                    "RUNTIME_DIRECTORY": str(runtime),
                    "DISPLAY": screen.name,
                    "WLR_BACKENDS": "x11",
                    "WLR_RENDERER": "pixman",
                },
                folder,
                UNIT,
            )
        )
        hung = Hung(screen, office, manager)
        hung.wait_for_board()
        yield hung


def test_the_wall_fills_its_output_follows_another_size_and_lives(hung: Hung) -> None:
    hung.screen.tool("xdotool", "windowsize", hung.output, "1280", "720")
    hung.wait_for_board((1280, 720))
    assert len(hung.manager.ears.times(READY)) == 1
    wait_until("signs of life", lambda: len(hung.manager.ears.times(SIGN)) > 3, START_S)
    assert "wayland, drawn by" in hung.manager.log
    assert not hung.manager.missed


def test_killed_it_is_on_the_wall_again(hung: Hung) -> None:
    os.kill(hung.kiosk, signal.SIGKILL)
    wait_until("its end", lambda: hung.manager.ended, START_S)
    wait_until("another start", lambda: len(hung.manager.ears.times(READY)) == 2, START_S)
    hung.wait_for_board()


def test_another_renderer_starts_the_same_process_anew_and_cage_stays(hung: Hung) -> None:
    kiosk, cage = hung.kiosk, hung.manager.process
    text = hung.office.config.read_text("utf-8")
    changed = text.replace("show_black = true", 'show_black = true\nrenderer = "software"')
    assert changed != text
    hung.office.config.write_text(changed, "utf-8")
    wait_until("another start", lambda: hung.manager.log.count("drawn by") == 2, START_S)
    hung.wait_for_board()
    assert hung.kiosk == kiosk
    assert hung.manager.process is cage
    assert not hung.manager.ended


def test_asked_to_stop_both_end_in_order(hung: Hung) -> None:
    hung.manager.ask_to_stop()
    wait_until("its end", lambda: hung.manager.ended, START_S)
    assert [code for _, code in hung.manager.ended] == [0]
    assert hung.manager.ears.times("STOPPING=1")
    assert "broke" not in hung.manager.log


def test_what_an_operator_ends_is_left_alone_until_somebody_starts_it(hung: Hung) -> None:
    hung.screen.tool("xdotool", "windowfocus", "--sync", hung.output, "key", "F12")
    wait_until("its end", lambda: hung.manager.ended, START_S)
    wait_until("the manager to leave it alone", lambda: hung.manager.left_alone, START_S)
    assert len(hung.manager.ended) == 1
    assert hung.manager.may_start()
