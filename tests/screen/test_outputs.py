"""Outputs that come and go, on real display servers: the wall fills the right one, unasked."""

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.processes import XServer, wait_until
from tests.screen.hung import Hung
from tests.screen.servers import Sway, Xorg


@pytest.fixture
def xorg(tmp_path: Path) -> Iterator[Xorg]:
    server = Xorg(tmp_path)
    server.xrandr("--output", "DUMMY0", "--mode", "1920x1080", "--fb", "3200x1280")
    server.on("DUMMY1", "1280x720", "--pos", "1920x0")
    yield server
    server.close()


@pytest.fixture
def make_sway() -> Iterator[Callable[[int], Sway]]:
    x_server = XServer((2600, 1400))
    started: list[Sway] = []

    def make(outputs: int) -> Sway:
        started.append(Sway(x_server, outputs))
        return started[-1]

    yield make
    for sway in started:
        sway.close()
    x_server.close()


@pytest.fixture
def hang(tmp_path: Path) -> Iterator[Callable[[Mapping[str, str]], Hung]]:
    """Hangs a wall on a server; it must have ended well."""
    walls: list[Hung] = []

    def start(environ: Mapping[str, str]) -> Hung:
        walls.append(Hung(environ, tmp_path / f"log-{len(walls)}"))
        return walls[-1]

    yield start
    for one in walls:
        one.close()
        assert "Traceback" not in one.log


def on(output: str, *place: int) -> Callable[[Mapping[str, object]], bool]:
    """Whether a wall fills an output and is to be seen there."""
    return lambda state: (
        state["output"] == output and state["place"] == [*place] and bool(state["exposed"])
    )


def said(hung: Hung) -> list[str]:
    """What the wall has told in the log of where it hangs."""
    return [line for line in hung.log.splitlines() if " the wall " in line]


# X


def test_under_x_it_comes_back_to_its_output_and_says_each_change_once(xorg: Xorg, hang):
    hung = hang(xorg.environ)
    hung.ask("fill", "DUMMY1")
    hung.until("its output", on("DUMMY1", 1920, 0, 1280, 720))
    assert said(hung) == []

    xorg.off("DUMMY1")
    hung.until("the primary output", on("DUMMY0", 0, 0, 1920, 1080))
    wait_until("a line", lambda: len(said(hung)) == 1, 10)

    xorg.on("DUMMY1", "1280x720", "--pos", "1920x0")
    hung.until("its output again", on("DUMMY1", 1920, 0, 1280, 720))
    wait_until("a line", lambda: len(said(hung)) == 2, 10)
    away = "WARNING output DUMMY1 is not there: the wall hangs on DUMMY0 until it is"
    assert said(hung) == [f"{away} (there are: DUMMY0)", "INFO the wall hangs on DUMMY1"]
    assert hung.ask("state")["told"] == [], "it was to be seen all the time"


def test_under_x_it_follows_another_resolution_and_another_place(xorg: Xorg, hang):
    hung = hang(xorg.environ)
    hung.ask("fill", "")
    hung.until("the primary output", on("DUMMY0", 0, 0, 1920, 1080))
    xorg.on("DUMMY0", "1280x720")
    hung.until("another resolution", on("DUMMY0", 0, 0, 1280, 720))
    xorg.xrandr("--output", "DUMMY0", "--pos", "1280x100", "--output", "DUMMY1", "--pos", "0x0")
    hung.until("another place", on("DUMMY0", 1280, 100, 1280, 720))
    timing = ("75", "720", "728", "808", "928", "1280", "1283", "1287", "1310")
    xorg.xrandr("--newmode", "upright", *timing)
    xorg.on("DUMMY0", "upright", "--pos", "1280x0")
    hung.until("an upright one", on("DUMMY0", 1280, 0, 720, 1280))
    assert said(hung) == []


def test_a_blip_of_a_cable_is_not_told(xorg: Xorg, hang):
    hung = hang(xorg.environ)
    hung.ask("fill", "DUMMY1")
    hung.until("its output", on("DUMMY1", 1920, 0, 1280, 720))
    xorg.off("DUMMY1")
    hung.until("the primary output", on("DUMMY0", 0, 0, 1920, 1080))
    xorg.on("DUMMY1", "1280x720", "--pos", "1920x0")
    hung.until("its output again", on("DUMMY1", 1920, 0, 1280, 720))
    time.sleep(1.5)  # a change is told after a second
    assert said(hung) == []


def test_an_output_that_is_another_display_s_is_never_covered(xorg: Xorg, hang):
    hung = hang(xorg.environ)
    hung.ask("fill", "DUMMY1", "DUMMY0")
    hung.until("its output", on("DUMMY1", 1920, 0, 1280, 720))
    xorg.off("DUMMY1")
    hung.until("nothing to be seen", lambda state: not state["exposed"] and not state["seen"])
    xorg.on("DUMMY2", "1024x768", "--pos", "1920x0")
    hung.until("an output that is free", on("DUMMY2", 1920, 0, 1024, 768))
    assert hung.ask("state")["told"] == [False, True]


def test_an_output_that_is_not_there_is_told_at_once_and_taken_when_it_comes(xorg: Xorg, hang):
    hung = hang(xorg.environ)
    hung.ask("fill", "DUMMY2")
    assert len(said(hung)) == 1
    hung.until("the primary output", on("DUMMY0", 0, 0, 1920, 1080))
    xorg.on("DUMMY2", "1024x768", "--pos", "0x1100", "--fb", "3200x2000")
    hung.until("its output", on("DUMMY2", 0, 1100, 1024, 768))
    hung.ask("fill", "DUMMY0")
    hung.until("the one that is asked for now", on("DUMMY0", 0, 0, 1920, 1080))


def test_under_x_the_last_output_may_go_and_come_back(xorg: Xorg, hang):
    hung = hang(xorg.environ)
    hung.ask("fill", "")
    hung.until("the primary output", on("DUMMY0", 0, 0, 1920, 1080))
    xorg.off("DUMMY1")
    xorg.off("DUMMY0")
    hung.until("no output", lambda state: not state["seen"])
    xorg.on("DUMMY1", "1280x720", "--pos", "0x0")
    hung.until("the output that came", on("DUMMY1", 0, 0, 1280, 720))
    assert hung.ask("state")["told"] == [False, True]


# Wayland


def shown_on(sway: Sway, hung: Hung, output: str, width: int, height: int) -> bool:
    """Whether the compositor shows the wall on all of an output, and it is drawn so large."""
    views = tuple(sway.views())
    if len(views) != 1:
        return False
    (view,), state = views, hung.ask("state")
    place = view["rect"]
    return (
        view["output"] == output
        and bool(view["fullscreen_mode"])
        and (place["width"], place["height"]) == (width, height)
        and state["place"][2:] == [width, height]
        and state["exposed"]
    )


def hangs(sway: Sway, hung: Hung, output: str, width: int = 1024, height: int = 768) -> None:
    def shown() -> bool:
        return shown_on(sway, hung, output, width, height)

    wait_until(f"the wall on {output}", shown, 15)


@pytest.fixture
def on_sway(make_sway, hang) -> Callable[..., tuple[Sway, Hung]]:
    """A compositor with so many outputs, and a wall that hangs on the first and wants another."""

    def start(outputs: int, wanted: str = "") -> tuple[Sway, Hung]:
        sway = make_sway(outputs)
        hung = hang(sway.environ)
        hung.ask("fill", wanted)
        hangs(sway, hung, "X11-1")
        return sway, hung

    return start


def test_under_wayland_it_comes_back_to_its_output_and_says_each_change_once(on_sway):
    sway, hung = on_sway(2, "X11-3")
    assert sway.plug() == "X11-3"
    hangs(sway, hung, "X11-3")
    wait_until("a line", lambda: len(said(hung)) == 2, 10)
    sway.unplug("X11-3")
    hangs(sway, hung, "X11-1")
    wait_until("a line", lambda: len(said(hung)) == 3, 10)
    away = "WARNING output X11-3 is not there: the wall hangs on X11-1 until it is"
    assert said(hung) == [
        f"{away} (there are: X11-1, X11-2)",
        "INFO the wall hangs on X11-3",
        f"{away} (there are: X11-1, X11-2)",
    ]


def test_under_wayland_the_last_output_may_go_and_come_back(on_sway):
    sway, hung = on_sway(1)
    sway.unplug("X11-1")
    hung.until("no output", lambda state: not state["seen"] and not state["exposed"])
    wait_until("a line", lambda: len(said(hung)) == 1, 10)
    name = sway.plug()
    hangs(sway, hung, name)
    state = hung.ask("state")
    assert state["told"] == [False, True]
    hung.ask("present")
    hung.until("frames", lambda now: now["frames"] > state["frames"])
    wait_until("a line", lambda: len(said(hung)) == 2, 10)
    assert said(hung) == [
        "WARNING no output is there: the wall hangs nowhere",
        f"INFO the wall hangs on {name}",
    ]


def test_under_wayland_an_output_that_was_switched_off_is_no_warning(on_sway):
    sway, hung = on_sway(1)
    hung.ask("expect_off")
    sway.unplug("X11-1")
    told = "INFO its output is off, as it should be"
    wait_until("a line", lambda: told in hung.log.splitlines(), 10)
    assert "WARNING" not in hung.log


def test_under_wayland_it_follows_another_resolution_and_a_rotation(on_sway):
    sway, hung = on_sway(1, "X11-1")
    sway.resize("X11-1", 1280, 720)
    hangs(sway, hung, "X11-1", 1280, 720)
    for turn, size in (("90", (720, 1280)), ("180", (1280, 720)), ("270", (720, 1280))):
        sway.message("output", "X11-1", "transform", turn)
        hangs(sway, hung, "X11-1", *size)
    assert said(hung) == []
