"""Nothing blanks a wall because nobody touches it: held off on real servers, and given back."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.screen import inhibit_bus
from kiosk.screen.inhibit_bus import Service
from tests.processes import XServer, wait_until
from tests.screen.hung import ROOT, Hung
from tests.screen.servers import Sway


@pytest.fixture
def x_screen() -> Iterator[XServer]:
    server = XServer((1280, 1024))
    yield server
    server.close()


@pytest.fixture
def hang(tmp_path: Path) -> Iterator[Callable[[Mapping[str, str]], Hung]]:
    walls: list[Hung] = []

    def start(environ: Mapping[str, str]) -> Hung:
        walls.append(Hung(environ, tmp_path / "log"))
        walls[-1].ask("fill", "")
        walls[-1].until("a wall", lambda state: state["exposed"])
        return walls[-1]

    yield start
    for one in walls:
        if one.process.poll() is None:
            one.close()
            assert "Traceback" not in one.log


def on_x(x_screen: XServer) -> dict[str, str]:
    return {"QT_QPA_PLATFORM": "xcb", "DISPLAY": x_screen.name}


def lines_of(hung: Hung) -> list[str]:
    """What it says of blanking, as soon as all was asked."""
    return wait_until(
        "a line", lambda: [one for one in hung.log.splitlines() if "being blanked" in one], 15
    )


# X


def saver_s(x_screen: XServer) -> int:
    """After how many seconds the X server would blank."""
    found = re.search(r"timeout:\s+(\d+)", x_screen.tool("xset", "q"))
    assert found is not None
    return int(found[1])


def test_an_x_server_blanks_nothing_while_it_is_held_and_does_again_after(x_screen, hang):
    x_screen.tool("xset", "s", "321", "123")
    hung = hang(on_x(x_screen))
    assert saver_s(x_screen) == 321, "nothing is held before it is asked for"
    hung.ask("hold")
    assert saver_s(x_screen) == 0
    assert lines_of(hung) == [
        "INFO the screen is kept from being blanked by the X server's timeouts"
    ]
    hung.ask("release")
    assert saver_s(x_screen) == 321
    assert "cycle:  123" in x_screen.tool("xset", "q")
    hung.ask("hold")
    hung.close()
    assert saver_s(x_screen) == 321, "nor after the end"
    assert len(lines_of(hung)) == 1


def test_what_somebody_else_set_meanwhile_is_left(x_screen, hang):
    hung = hang(on_x(x_screen))
    hung.ask("hold")
    x_screen.tool("xset", "s", "77", "77")
    hung.ask("release")
    assert saver_s(x_screen) == 77


# Wayland


def inhibiting(sway: Sway) -> list[tuple[str, bool]]:
    return [(view["output"], view["inhibit_idle"]) for view in sway.views()]


def test_a_compositor_does_not_idle_while_it_is_held_wherever_the_wall_goes(x_screen, hang):
    sway = Sway(x_screen, 2)
    hung = hang(sway.environ)
    assert inhibiting(sway) == [("X11-1", False)]
    hung.ask("hold")
    wait_until("idle is inhibited", lambda: inhibiting(sway) == [("X11-1", True)], 10)
    assert lines_of(hung) == ["INFO the screen is kept from being blanked by idle-inhibit"]
    hung.ask("fill", "X11-2")
    wait_until("on another output, too", lambda: inhibiting(sway) == [("X11-2", True)], 10)
    sway.unplug("X11-2")
    wait_until("and on the first again", lambda: inhibiting(sway) == [("X11-1", True)], 10)
    hung.ask("release")
    wait_until("no more", lambda: inhibiting(sway) == [("X11-1", False)], 10)
    hung.ask("hold")
    wait_until("once more", lambda: inhibiting(sway) == [("X11-1", True)], 10)
    hung.close()
    sway.close()


def test_a_compositor_that_does_not_know_how_is_told_of(hang, tmp_path: Path):
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    with (tmp_path / "weston").open("wb") as log:
        weston = subprocess.Popen(
            ["weston", "--backend=headless-backend.so", "--use-pixman", "--socket=kiosk-test"],
            env=os.environ | {"XDG_RUNTIME_DIR": str(runtime)},
            stdout=log,
            stderr=log,
        )
    wait_until("weston", (runtime / "kiosk-test").exists, 15)
    environ = {"XDG_RUNTIME_DIR": str(runtime), "WAYLAND_DISPLAY": "kiosk-test"}
    hung = hang({**environ, "QT_QPA_PLATFORM": "wayland"})
    hung.ask("hold")
    assert lines_of(hung) == [
        "WARNING nothing here keeps the screen from being blanked: switch that off in the system"
    ]
    hung.close()
    weston.terminate()
    weston.wait()


# The session's D-Bus

SERVICE = """
import json, sys
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusObjectPath

name, path, interface = sys.argv[1:]

def tell(*words):
    print(json.dumps(words), flush=True)

@ClassInfo({"D-Bus Interface": interface})
class Service(QObject):
    @Slot(str, str, result="uint")
    def Inhibit(self, who, why):
        tell(who, why)
        return 7

@ClassInfo({"D-Bus Interface": interface})
class Portal(QObject):
    @Slot(str, "uint", "QVariantMap", result=QDBusObjectPath)
    def Inhibit(self, window, flags, options):
        tell(window, flags, options)
        return QDBusObjectPath("/request")

app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
service = Portal() if "portal" in interface else Service()
bus.registerObject(path, service, QDBusConnection.RegisterOption.ExportAllSlots)
assert bus.registerService(name)
tell("ready")
app.exec()
"""
"""A stand-in for a desktop's service, which prints what it is asked."""


@dataclass
class Bus:
    """A session's bus of its own."""

    daemon: "subprocess.Popen[str]"
    address: str
    services: list["subprocess.Popen[str]"] = field(default_factory=list)

    def serve(self, service: Service) -> "subprocess.Popen[str]":
        """Have a stand-in on it."""
        process = subprocess.Popen(
            [sys.executable, "-c", SERVICE, service.name, service.path, service.interface],
            cwd=ROOT,
            env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": self.address},
            stdout=subprocess.PIPE,
            text=True,
        )
        self.services.append(process)
        assert told(process) == ["ready"]
        return process

    def others(self) -> int:
        """How many programs are on it, besides whoever asks."""
        done = subprocess.run(
            [
                *("dbus-send", f"--bus={self.address}", "--print-reply"),
                *("--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"),
                "org.freedesktop.DBus.ListNames",
            ],
            check=True,
            capture_output=True,
            text=True,
            timeout=10,
        )
        return done.stdout.count('string ":') - 1


def told(process: "subprocess.Popen[str]") -> object:
    assert process.stdout is not None
    return json.loads(process.stdout.readline())


@pytest.fixture
def bus() -> Iterator[Bus]:
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    bus = Bus(daemon, daemon.stdout.readline().strip())
    yield bus
    for process in (*bus.services, daemon):
        process.terminate()
        process.communicate()


@pytest.mark.parametrize(
    ("service", "asked"),
    [
        (inhibit_bus.SERVICES[0], ["redblack-kiosk", "a wall display is showing"]),
        (inhibit_bus.SERVICES[1], ["", 8, {}]),
    ],
    ids=["screensaver", "portal"],
)
def test_a_desktop_is_asked_and_left_by_leaving_its_bus(x_screen, hang, bus, service, asked):
    desktop = bus.serve(service)
    hung = hang(on_x(x_screen) | {"DBUS_SESSION_BUS_ADDRESS": bus.address})
    before = bus.others()
    hung.ask("hold")
    assert told(desktop) == asked
    (line,) = lines_of(hung)
    assert line.endswith(f"by the X server's timeouts and {service.interface}")
    assert bus.others() == before + 1
    hung.ask("release")
    wait_until("it left the bus", lambda: bus.others() == before, 10)


def test_a_desktop_that_comes_later_or_starts_anew_is_asked_as_well(x_screen, hang, bus):
    hung = hang(on_x(x_screen) | {"DBUS_SESSION_BUS_ADDRESS": bus.address})
    before = bus.others()
    hung.ask("hold")
    lines_of(hung)
    screensaver = inhibit_bus.SERVICES[0]
    for _ in range(2):
        desktop = bus.serve(screensaver)
        hung.ask("minutes pass")
        assert told(desktop) == list(screensaver.words)
        wait_until("one stays on the bus", lambda: bus.others() == before + 2, 10)
        desktop.terminate()
        desktop.wait()
    hung.ask("minutes pass")
    wait_until("it is told that nobody is there", lambda: len(lines_of(hung)) == 3, 10)
    assert [line.endswith(f"and {screensaver.interface}") for line in lines_of(hung)] == [
        False,
        True,
        False,
    ]
    assert bus.others() == before


def test_a_bus_without_a_screensaver_is_asked_in_vain_and_not_stayed_on(x_screen, hang, bus):
    hung = hang(on_x(x_screen) | {"DBUS_SESSION_BUS_ADDRESS": bus.address})
    before = bus.others()
    hung.ask("hold")
    (line,) = lines_of(hung)
    assert line.endswith("by the X server's timeouts")
    assert bus.others() == before


def test_a_bus_that_dies_takes_nobody_with_it(x_screen, hang, bus):
    bus.serve(inhibit_bus.SERVICES[0])
    hung = hang(on_x(x_screen) | {"DBUS_SESSION_BUS_ADDRESS": bus.address})
    hung.ask("hold")
    lines_of(hung)
    bus.daemon.kill()
    bus.daemon.wait()
    hung.ask("release")
    hung.ask("hold")
    assert hung.ask("state")["seen"]


def test_without_a_session_s_bus_none_is_looked_for(tmp_path: Path):
    assert not inhibit_bus.has_session_bus({})
    assert not inhibit_bus.has_session_bus({"XDG_RUNTIME_DIR": str(tmp_path)})
    (tmp_path / "bus").touch()
    assert inhibit_bus.has_session_bus({"XDG_RUNTIME_DIR": str(tmp_path)})
    assert inhibit_bus.has_session_bus({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"})
