"""A panel is switched by real programs, recorded where the machine lacks what they act on."""

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.operations import power
from kiosk.operations.power import (
    Cec,
    Command,
    Dpms,
    Means,
    Panel,
    PanelState,
    PanelStatus,
    Power,
    WlrRandr,
    means_for,
)

PATIENCE_S = 10.0

XSET = """
case "$*" in
"dpms force off") echo Off > "$STATE/monitor" ;;
"dpms force on") echo On > "$STATE/monitor" ;;
"-dpms") /bin/rm -f "$STATE/monitor" ;;
"q") if [ -e "$STATE/monitor" ]; then
    printf '  DPMS is Enabled\\n  Monitor is '
    read -r monitor < "$STATE/monitor"
    echo "$monitor"
else
    echo '  DPMS is Disabled'
fi ;;
esac
"""
"""Answers as the real one does of a server that has DPMS."""


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.01)


def comes(reached: Callable[[], bool], within: float = 0.3) -> bool:
    """Whether something happens that should not, in the time that it would take."""
    end = time.monotonic() + within
    while not reached() and time.monotonic() < end:
        time.sleep(0.01)
    return reached()


class Machine:
    """A machine on which nothing is installed but what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.devices = folder / "dev"
        self.record = folder / "record"
        for one in (self.bin, self.devices):
            one.mkdir()

    def install(self, name: str, body: str = "") -> str:
        """A program that notes how it was called, and what it does besides."""
        path = self.bin / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> "$RECORD"\n{body}\n')
        path.chmod(0o755)
        return str(path)

    def adapter(self, name: str) -> str:
        path = self.devices / name
        path.touch()
        return str(path)

    @property
    def calls(self) -> list[str]:
        return self.record.read_text().splitlines() if self.record.exists() else []

    def means(self, asked: Power = Power.AUTO, **changed: object) -> tuple[Means, ...]:
        known = {"platform": "wayland", "output": "HDMI-A-1", "screens": 1}
        return means_for(asked, devices=self.devices, **(known | changed))


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(tmp_path)
    state = tmp_path / "state"
    state.mkdir()
    monkeypatch.setenv("PATH", str(made.bin), prepend=None)
    monkeypatch.setenv("RECORD", str(made.record))
    monkeypatch.setenv("STATE", str(state))
    return made


class Clock:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hang(clock: Clock) -> Iterator[Callable[..., Panel]]:
    """Returns a function of means that gives a panel, which ends with the test."""
    panels: list[Panel] = []

    def made(*means: Means) -> Panel:
        panels.append(Panel(means, monotonic=clock))
        return panels[-1]

    yield made
    for panel in panels:
        panel.close()


def switch(panel: Panel, *, on: bool) -> PanelStatus:
    """Have a panel switched, and wait until that is over."""
    panel.switch(on=on)
    until(lambda: panel.status.state not in {PanelState.UNTOLD, PanelState.SWITCHING})
    settled = {True: {PanelState.ON}, False: {PanelState.OFF, PanelState.LIT}}[on]
    until(lambda: panel.status.state in {*settled, PanelState.FAILED})
    return panel.status


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [f"{record.levelname} {record.getMessage()}" for record in caplog.records]


# What there is to switch it


@pytest.mark.parametrize(
    ("installed", "changed", "chosen"),
    [
        ((), {}, []),
        (("wlr-randr",), {}, ["wlr-randr"]),
        (("wlr-randr", "wlopm", "xset"), {}, ["wlopm", "wlr-randr"]),
        (("wlr-randr", "cec-ctl"), {}, ["wlr-randr", "cec-ctl"]),
        (("wlr-randr", "cec-ctl"), {"screens": 2}, ["wlr-randr"]),
        (("xset", "cec-ctl", "wlopm"), {"platform": "xcb"}, ["xset", "cec-ctl"]),
        (("xset", "cec-ctl"), {"platform": "xcb", "screens": 2}, []),
        (("xset", "cec-ctl"), {"platform": "eglfs"}, ["cec-ctl"]),
        (("xset",), {"platform": "offscreen", "screens": 0}, []),
        (
            ("wlopm", "cec-ctl"),
            {"off": ("a",), "on": ("b",), "screens": 2},
            ["the configuration's command"],
        ),
    ],
)
def test_what_is_here_is_found_and_what_reaches_other_screens_is_left(
    machine: Machine, installed: tuple[str, ...], changed: dict[str, object], chosen: list[str]
) -> None:
    for name in installed:
        machine.install(name)
    machine.adapter("cec0")
    assert [one.name for one in machine.means(**changed)] == chosen


def test_television_s_are_told_by_themselves_only_where_there_is_an_adapter(
    machine: Machine,
) -> None:
    machine.install("cec-ctl")
    assert machine.means() == ()


@pytest.mark.parametrize(
    ("asked", "changed", "chosen"),
    [
        (Power.NONE, {"off": ("a",), "on": ("b",)}, []),
        (Power.COMMAND, {"off": ("a",), "on": ("b",)}, ["the configuration's command"]),
        (Power.CEC, {"off": ("a",), "on": ("b",), "screens": 2}, ["cec-ctl"]),
        (Power.OUTPUT, {"off": ("a",), "on": ("b",)}, ["wlopm", "wlr-randr"]),
        (Power.OUTPUT, {"platform": "xcb", "screens": 2}, ["xset"]),
        (Power.OUTPUT, {"platform": "eglfs"}, []),
    ],
)
def test_what_the_configuration_names_is_taken_even_where_it_is_not_installed(
    machine: Machine, asked: Power, changed: dict[str, object], chosen: list[str]
) -> None:
    assert [one.name for one in machine.means(asked, **changed)] == chosen


def test_an_output_is_switched_by_those_of_its_programs_that_are_installed(
    machine: Machine,
) -> None:
    machine.install("wlr-randr")
    assert [one.name for one in machine.means(Power.OUTPUT)] == ["wlr-randr"]


# What they are told


def test_a_command_is_run_in_its_words_and_no_shell_reads_them(
    machine: Machine, hang: Callable[..., Panel]
) -> None:
    program = machine.install("panel", 'for word in "$@"; do echo "<$word>" >> "$RECORD"; done')
    panel = hang(*machine.means(off=(program, "off", "$HOME; true"), on=(program, "on")))
    status = switch(panel, on=False)
    assert status == PanelStatus(state=PanelState.OFF, by="the configuration's command")
    assert machine.calls == ["panel off $HOME; true", "<off>", "<$HOME; true>"]
    switch(panel, on=True)
    assert machine.calls[3:] == ["panel on", "<on>"]


@pytest.mark.parametrize(
    ("name", "calls"),
    [
        ("wlopm", ["wlopm --off HDMI-A-1", "wlopm --on HDMI-A-1"]),
        ("wlr-randr", ["wlr-randr --output HDMI-A-1 --off", "wlr-randr --output HDMI-A-1 --on"]),
    ],
)
def test_an_output_of_wayland_is_switched_by_its_connector(
    machine: Machine, hang: Callable[..., Panel], name: str, calls: list[str]
) -> None:
    machine.install(name)
    panel = hang(*machine.means())
    assert switch(panel, on=False) == PanelStatus(state=PanelState.OFF, by=name)
    assert switch(panel, on=True) == PanelStatus(state=PanelState.ON, by=name)
    assert machine.calls == calls


def test_where_the_connector_is_not_known_all_outputs_are_switched(
    machine: Machine, hang: Callable[..., Panel]
) -> None:
    machine.install("wlopm", "exit 1")
    machine.install(
        "wlr-randr",
        """[ $# = 0 ] && printf 'HDMI-A-1 "A B"\\n  Enabled: no\\nDP-1 "C"\\n'; exit 0""",
    )
    assert switch(hang(*machine.means(output="")), on=True).state is PanelState.ON
    assert machine.calls == [
        "wlopm --on *",
        "wlr-randr ",
        "wlr-randr --output HDMI-A-1 --on",
        "wlr-randr --output DP-1 --on",
    ]


def test_a_compositor_without_outputs_is_told_of(
    machine: Machine, hang: Callable[..., Panel]
) -> None:
    machine.install("wlr-randr")
    status = switch(hang(WlrRandr("")), on=True)
    assert status.problem == "wlr-randr: the compositor has no output"


def test_under_x_the_outputs_are_switched_by_dpms_which_is_left_disabled(
    machine: Machine, hang: Callable[..., Panel]
) -> None:
    machine.install("xset", XSET)
    panel = hang(*machine.means(platform="xcb"))
    assert switch(panel, on=False) == PanelStatus(state=PanelState.OFF, by="xset")
    assert machine.calls == ["xset dpms 0 0 0", "xset dpms force off", "xset q"]
    assert switch(panel, on=True) == PanelStatus(state=PanelState.ON, by="xset")
    assert machine.calls[3:] == ["xset dpms force on", "xset -dpms", "xset q"]


def test_a_television_is_told_over_every_adapter_and_one_that_obeys_is_enough(
    machine: Machine, hang: Callable[..., Panel]
) -> None:
    first, second = machine.adapter("cec0"), machine.adapter("cec1")
    machine.install(
        "cec-ctl",
        f"""case "$*" in
        *{first}*--to*) echo '	Tx, Not Acknowledged (4), Max Retries' ;;
        esac""",
    )
    panel = hang(*machine.means(platform="eglfs"))
    assert switch(panel, on=False) == PanelStatus(state=PanelState.OFF, by="cec-ctl")
    assert machine.calls == [
        f"cec-ctl -s -d {first} --playback",
        f"cec-ctl -s -d {first} --to 0 --standby",
        f"cec-ctl -s -d {second} --playback",
        f"cec-ctl -s -d {second} --to 0 --standby",
    ]
    assert switch(panel, on=True).state is PanelState.ON
    assert machine.calls[5] == f"cec-ctl -s -d {first} --to 0 --image-view-on"


def test_a_television_that_does_not_answer_is_a_failure(
    machine: Machine, hang: Callable[..., Panel]
) -> None:
    adapter = machine.adapter("cec0")
    machine.install("cec-ctl", "echo '	Tx, Not Acknowledged (4), Max Retries'")
    status = switch(hang(*machine.means(Power.CEC)), on=True)
    assert status.state is PanelState.FAILED
    assert status.problem == f"cec-ctl: no television answers at {adapter}"
    (machine.devices / "cec0").unlink()
    status = switch(hang(Cec(machine.devices)), on=True)
    assert status.problem == "cec-ctl: no CEC adapter here"


# What goes wrong


def test_what_can_t_be_done_is_done_by_the_next_which_then_switches_it_on_again(
    machine: Machine, hang: Callable[..., Panel]
) -> None:
    machine.install("wlopm", "echo 'no such protocol' >&2; exit 1")
    machine.install("wlr-randr")
    panel = hang(*machine.means())
    assert switch(panel, on=False) == PanelStatus(state=PanelState.OFF, by="wlr-randr")
    switch(panel, on=True)
    assert machine.calls == [
        "wlopm --off HDMI-A-1",
        "wlr-randr --output HDMI-A-1 --off",
        "wlr-randr --output HDMI-A-1 --on",
    ]


def test_after_a_restart_everything_is_tried_to_switch_it_on(
    machine: Machine, hang: Callable[..., Panel]
) -> None:
    machine.install("wlopm", "exit 1")
    machine.install("wlr-randr")
    assert switch(hang(*machine.means()), on=True).by == "wlr-randr"


def test_a_failure_is_told_once_and_tried_again_until_it_is_none(
    machine: Machine,
    hang: Callable[..., Panel],
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    program = machine.install("panel", "printf '\\n  panel\\tasleep \\nsecond line' >&2; exit 3")
    panel = hang(Command((program, "off"), (program, "on")))
    with caplog.at_level(logging.INFO):
        status = switch(panel, on=True)
        assert status == PanelStatus(state=PanelState.FAILED, problem="panel: panel asleep")
        clock.now += 299
        panel.tick()
        assert not comes(lambda: len(machine.calls) > 1)
        for calls in (2, 3):
            clock.now += 301
            panel.tick()
            until(lambda: len(machine.calls) == calls)  # noqa: B023 - waited for in the loop
            until(lambda: panel.status.state is PanelState.FAILED)
        machine.install("panel")
        clock.now += 301
        panel.tick()
        until(lambda: panel.status.state is PanelState.ON)
        clock.now += 301
        panel.tick()
    panel.close()
    assert machine.calls == ["panel on"] * 4
    assert lines(caplog) == [
        "WARNING the panel could not be switched on: panel: panel asleep",
        "INFO panel switched on by the configuration's command",
    ]


def test_a_failure_is_told_again_when_the_next_change_fails(
    machine: Machine, hang: Callable[..., Panel], caplog: pytest.LogCaptureFixture
) -> None:
    program = machine.install("panel", "exit 3")
    panel = hang(Command((program,), (program,)))
    for on in (False, True):
        panel.switch(on=on)
        until(lambda: len(lines(caplog)) == 1 + on)  # noqa: B023 - waited for in the loop
    assert lines(caplog) == [
        f"WARNING the panel could not be switched {word}: panel: failed with code 3"
        for word in ("off", "on")
    ]


def test_what_a_key_may_undo_is_done_again_and_what_harms_is_not(
    machine: Machine, hang: Callable[..., Panel], clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    machine.install("xset", XSET)
    machine.install("cec-ctl")
    machine.adapter("cec0")
    under_x, television = hang(Dpms()), hang(Cec(machine.devices))
    with caplog.at_level(logging.INFO):
        for panel in (under_x, television):
            switch(panel, on=False)
        asked = machine.calls.count("cec-ctl")
        clock.now += 301
        for panel in (television, under_x):
            panel.tick()
        until(lambda: machine.calls.count("xset dpms force off") == 2)
        until(lambda: machine.calls[-1] == "xset q")
        switch(under_x, on=True)
        clock.now += 301
        under_x.tick()
    under_x.close()
    television.close()
    assert machine.calls.count("cec-ctl") == asked
    assert machine.calls.count("xset dpms force on") == 1
    assert lines(caplog) == [
        "INFO panel switched off by xset",
        "INFO panel switched off by cec-ctl",
        "INFO panel switched on by xset",
    ]


@pytest.mark.parametrize(
    ("means", "problem"),
    [
        (Dpms(), "xset: is not installed (Debian package x11-xserver-utils)"),
        (WlrRandr("HDMI-A-1"), "wlr-randr: is not installed (Debian package wlr-randr)"),
        (Command(("/no/panel",), ("/no/panel",)), "panel: No such file or directory"),
    ],
)
def test_what_is_not_installed_is_told_with_where_it_is_found(
    machine: Machine, hang: Callable[..., Panel], means: Means, problem: str
) -> None:
    status = switch(hang(means), on=False)
    assert status == PanelStatus(state=PanelState.FAILED, problem=problem)


def test_a_program_that_does_not_end_is_ended_with_all_that_it_started(
    machine: Machine, hang: Callable[..., Panel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(power, "_PATIENCE_S", 3)
    program = machine.install(
        "panel", '/bin/sleep 60 &\necho "$!" > "$STATE/child"\n/bin/sleep 60\n'
    )
    panel = hang(Command((program,), (program,)))
    began = time.monotonic()
    panel.switch(on=False)
    assert time.monotonic() - began < 2
    until(lambda: panel.status.state is PanelState.FAILED)
    assert panel.status.problem == "panel: did not end within 3 s"
    child = int((Path(os.environ["STATE"]) / "child").read_text())
    until(lambda: not running(child))


def running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_program_that_never_stops_talking_takes_no_memory_and_is_ended(
    machine: Machine, hang: Callable[..., Panel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(power, "_PATIENCE_S", 0.5)
    program = machine.install("panel", "while :; do echo on and on; done")
    status = switch(hang(Command((program,), (program,))), on=False)
    assert status.problem == "panel: did not end within 0.5 s"


def test_what_a_program_leaves_behind_is_not_waited_for(
    machine: Machine, hang: Callable[..., Panel]
) -> None:
    program = machine.install("panel", '/bin/sleep 60 &\necho "$!" > "$STATE/child"\n')
    began = time.monotonic()
    status = switch(hang(Command((program,), (program,))), on=False)
    child = int((Path(os.environ["STATE"]) / "child").read_text())
    try:
        assert status.state is PanelState.OFF
        assert time.monotonic() - began < 5
        assert running(child)
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


# What is asked of it


def test_nothing_is_switched_before_it_is_asked_and_nothing_twice(
    machine: Machine, hang: Callable[..., Panel], clock: Clock
) -> None:
    program = machine.install("panel")
    panel = hang(Command((program, "off"), (program, "on")))
    clock.now += 1000
    panel.tick()
    assert panel.status == PanelStatus()
    switch(panel, on=True)
    panel.switch(on=True)
    assert not comes(lambda: len(machine.calls) > 1)
    switch(panel, on=False)
    assert machine.calls == ["panel on", "panel off"]


def test_the_last_word_counts_while_an_earlier_one_is_under_way(
    machine: Machine, hang: Callable[..., Panel], caplog: pytest.LogCaptureFixture
) -> None:
    program = machine.install(
        "panel", '[ "$1" = off ] && while [ ! -e "$STATE/go" ]; do /bin/sleep 0.01; done; exit 0'
    )
    panel = hang(Command((program, "off"), (program, "on")))
    with caplog.at_level(logging.INFO):
        panel.switch(on=False)
        until(lambda: machine.calls == ["panel off"])
        assert panel.status.state is PanelState.SWITCHING
        panel.switch(on=True)
        panel.switch(on=False)
        panel.switch(on=True)
        (Path(os.environ["STATE"]) / "go").touch()
        until(lambda: panel.status.state is PanelState.ON)
    assert machine.calls == ["panel off", "panel on"]
    assert lines(caplog) == ["INFO panel switched on by the configuration's command"]


def test_where_nothing_switches_it_that_is_no_failure(
    hang: Callable[..., Panel], caplog: pytest.LogCaptureFixture
) -> None:
    panel = hang()
    with caplog.at_level(logging.INFO):
        assert switch(panel, on=True) == PanelStatus(state=PanelState.ON)
        assert switch(panel, on=False) == PanelStatus(state=PanelState.LIT)
    panel.close()
    assert lines(caplog) == ["INFO nothing here switches the panel off: it is lit, and black"]


def test_it_ends_with_its_thread_and_leaves_the_panel_as_it_is(
    machine: Machine, hang: Callable[..., Panel]
) -> None:
    program = machine.install("panel")
    before = threading.active_count()
    panel = hang(Command((program, "off"), (program, "on")))
    switch(panel, on=False)
    assert threading.active_count() == before + 1
    panel.close()
    assert threading.active_count() == before
    panel.close()
    assert machine.calls == ["panel off"]


# Real servers, none of which can switch what they have not


@pytest.fixture
def x_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A real X server, without DPMS as every virtual one is."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24"],
        pass_fds=[writing],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
    yield
    server.terminate()
    server.wait()


@pytest.mark.usefixtures("x_server")
def test_an_x_server_without_dpms_is_no_failure_and_leaves_the_wall_lit(
    hang: Callable[..., Panel],
) -> None:
    done = subprocess.run(["xset", "dpms", "force", "off"], capture_output=True, check=False)
    assert done.returncode == 0
    panel = hang(Dpms())
    assert switch(panel, on=False) == PanelStatus(state=PanelState.LIT)
    assert switch(panel, on=True) == PanelStatus(state=PanelState.ON)


@pytest.fixture
def wayland(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A real compositor that lets nobody switch its outputs."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "power-test")
    tmp_path.chmod(0o700)
    compositor = subprocess.Popen(
        [
            *("weston", "--backend=headless-backend.so", "--use-pixman", "--idle-time=0"),
            "--socket=power-test",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until((tmp_path / "power-test").exists)
    yield
    compositor.terminate()
    compositor.wait()


@pytest.mark.usefixtures("wayland")
def test_a_compositor_that_lets_nobody_switch_its_outputs_is_no_failure_and_leaves_it_lit(
    hang: Callable[..., Panel],
) -> None:
    for output in ("", "headless"):
        panel = hang(WlrRandr(output))
        assert switch(panel, on=False) == PanelStatus(state=PanelState.LIT)
        assert switch(panel, on=True) == PanelStatus(state=PanelState.ON)


def test_a_panel_that_is_off_is_switched_on_by_what_switched_it_off_before_that_goes() -> None:
    told: list[bool] = []

    class Switch:
        name = "switch"
        repeats = False

        def switch(self, *, on: bool) -> None:
            told.append(on)

    panel = Panel([Switch()])
    switch(panel, on=False)
    panel.close(lit=True)
    until(lambda: told == [False, True])
    lit = Panel([Switch()])
    lit.close(lit=True)
    assert told == [False, True], "one that was never switched off is left alone"
