"""Display servers whose outputs come and go: Xorg with outputs of no hardware, sway in windows.

Sway is a real Wayland compositor. Each of its outputs is a window of an X server: one that is
closed is an output unplugged, one that has another size is another resolution.
"""

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tests.processes import XServer, wait_until

START_S: Final = 20.0
NOBODY: Final = 65534

XORG: Final = """
Section "Device"
    Identifier "card"
    Driver "dummy"
    VideoRam 65536
EndSection
Section "Monitor"
    Identifier "monitor"
    HorizSync 5-1000
    VertRefresh 5-200
EndSection
Section "Screen"
    Identifier "screen"
    Device "card"
    Monitor "monitor"
    DefaultDepth 24
    SubSection "Display"
        Depth 24
        Virtual 4096 2048
    EndSubSection
EndSection
Section "ServerFlags"
    Option "AutoAddDevices" "false"
    Option "DontVTSwitch" "true"
EndSection
"""
SWAY: Final = "xwayland disable\noutput * bg #204060 solid_color\n"


def unprivileged(folder: Path, *command: str) -> list[str]:
    """A command as a user other than root, as whom a compositor does not run.

    Args:
        folder: Where it may write; it belongs to that user from now on.
        command: The command, whose files may be in root's home.
    """
    if os.geteuid() != 0:
        return list(command)
    os.chown(folder, NOBODY, NOBODY)
    reads_all = "+dac_override,+dac_read_search"
    return [
        *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
        *(f"--inh-caps={reads_all}", f"--ambient-caps={reads_all}"),
        *command,
    ]


def make_names_known(x_server: XServer) -> None:
    """Have a compositor call its windows by their outputs' names, and know when one is closed.

    It can where another program has made the names of that known to the X server.
    """
    for name in ("WM_PROTOCOLS", "WM_DELETE_WINDOW", "_NET_WM_NAME", "UTF8_STRING"):
        x_server.tool("xprop", "-root", "-f", name, "32a", "-set", name, name)


class Xorg:
    """An X server with sixteen outputs, DUMMY0 to DUMMY15; the first one is on."""

    def __init__(self, folder: Path) -> None:
        config = folder / "xorg.conf"
        config.write_text(XORG, encoding="ascii")
        reading, writing = os.pipe()
        self._process = subprocess.Popen(
            [
                *("Xorg", "-config", str(config), "-configdir", str(folder / "none")),
                *("-logfile", str(folder / "xorg.log"), "-displayfd", str(writing)),
                *("-noreset", "-novtswitch", "-sharevts", "-nolisten", "tcp"),
            ],
            pass_fds=[writing],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self.name = f":{told.readline().strip()}"
        assert self.name != ":", "Xorg does not start"

    @property
    def environ(self) -> dict[str, str]:
        return {"QT_QPA_PLATFORM": "xcb", "DISPLAY": self.name}

    def xrandr(self, *words: str) -> None:
        subprocess.run(
            ["xrandr", *words], env=os.environ | {"DISPLAY": self.name}, check=True, timeout=20
        )

    def on(self, output: str, mode: str, *more: str) -> None:
        """Plug an output in."""
        # One that has the mode already says so, and it does no harm.
        with contextlib.suppress(subprocess.CalledProcessError):
            self.xrandr("--addmode", output, mode)
        self.xrandr("--output", output, "--mode", mode, *more)

    def off(self, output: str) -> None:
        self.xrandr("--output", output, "--off")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()


class Sway:
    """A Wayland compositor, its outputs called X11-1, X11-2 and so on."""

    def __init__(self, x_server: XServer, outputs: int) -> None:
        self._x_server = x_server
        make_names_known(x_server)
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-sway-"))
        config = self.folder / "config"
        config.write_text(SWAY, encoding="ascii")
        command = unprivileged(self.folder, "sway", "-c", str(config))
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                command,
                env={
                    "PATH": os.environ["PATH"],
                    "HOME": str(self.folder),
                    "XDG_RUNTIME_DIR": str(self.folder),
                    "DISPLAY": x_server.name,
                    "WLR_BACKENDS": "x11",
                    "WLR_X11_OUTPUTS": str(outputs),
                    "WLR_RENDERER": "pixman",
                },
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._ipc = wait_until("sway", lambda: next(self.folder.glob("sway-ipc.*"), None), START_S)
        wait_until("its outputs", lambda: len(self.outputs()) == outputs, START_S)

    @property
    def environ(self) -> dict[str, str]:
        (socket,) = (path for path in self.folder.glob("wayland-*") if path.suffix != ".lock")
        return {
            "QT_QPA_PLATFORM": "wayland",
            "WAYLAND_DISPLAY": socket.name,
            "XDG_RUNTIME_DIR": str(self.folder),
        }

    def message(self, *words: str) -> Any:
        done = subprocess.run(
            ["swaymsg", "-r", "-s", str(self._ipc), *words],
            check=True,
            capture_output=True,
            timeout=20,
        )
        return json.loads(done.stdout)

    def outputs(self) -> list[str]:
        return [one["name"] for one in self.message("-t", "get_outputs")]

    def plug(self) -> str:
        """Plug another output in; its name."""
        before = set(self.outputs())
        self.message("create_output")
        (name,) = wait_until("an output", lambda: set(self.outputs()) - before, START_S)
        return name

    def unplug(self, output: str) -> None:
        self._x_server.ask_to_close(self.window(output))
        wait_until("an output less", lambda: output not in self.outputs(), START_S)

    def resize(self, output: str, width: int, height: int) -> None:
        self._x_server.tool("xdotool", "windowsize", self.window(output), str(width), str(height))

    def window(self, output: str) -> str:
        """The X window that is this output."""
        tree = self._x_server.tool("xwininfo", "-root", "-tree").splitlines()
        (line,) = (line for line in tree if f'- {output}"' in line)
        return line.split()[0]

    def views(self) -> Iterator[Mapping[str, Any]]:
        """Every window that it shows, with the name of its output."""
        waiting = [(self.message("-t", "get_tree"), "")]
        while waiting:
            node, output = waiting.pop()
            output = node["name"] if node["type"] == "output" else output
            if "inhibit_idle" in node:
                yield {**node, "output": output}
            waiting += [(one, output) for one in (*node["nodes"], *node["floating_nodes"])]

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self.folder)
