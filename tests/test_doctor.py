"""What `kiosk doctor` finds: real processes, and machines made of folders."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.doctor import (
    Examination,
    Finding,
    Machine,
    Verdict,
    boot,
    clock,
    connectors,
    disk,
    examine,
    graphics,
    outputs,
    photos,
    shown_by,
)
from kiosk.installation.install import Installed

SUBJECTS = [
    "config",
    "platform",
    "libraries",
    "renderer",
    "font",
    "outputs",
    "clock",
    "disk",
    "boot",
    "source",
    "calendar",
    "photos",
]


class Done:
    """A `kiosk doctor` that has ended."""

    def __init__(self, tmp_path: Path, *words: object, **environ: str) -> None:
        clean = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DISPLAY", "WAYLAND_DISPLAY"} and not name.startswith("QT_")
        }
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "doctor", *map(str, words)],
            env=clean
            | {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
            | environ,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        self.took_s = time.monotonic() - began
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    def found(self) -> dict[str, dict[str, str]]:
        told = json.loads(self.out)
        assert told["ok"] is (self.code == 0)
        return {one["subject"]: one for one in told["findings"]}


@pytest.fixture
def doctor(tmp_path: Path):
    """Returns a function that runs it in an environment without a screen."""
    return lambda *words, **environ: Done(tmp_path, *words, **environ)


def test_every_subject_has_one_line_and_warnings_are_no_failure(doctor):
    done = doctor()
    lines = done.out.splitlines()
    assert [line.split()[1] for line in lines] == SUBJECTS
    assert {line.split()[0] for line in lines} <= {"ok", "warn"}
    assert done.code == 0
    assert done.err == ""


def test_without_a_screen_that_is_said(doctor):
    found = doctor("--json").found()
    assert list(found) == SUBJECTS
    assert found["platform"]["verdict"] == "warn"
    assert "no screen here" in found["platform"]["text"]
    assert found["boot"]["remedy"] == "sudo kiosk install --display lobby"
    assert "214 tasks" in found["source"]["text"]


def test_an_x_server_that_does_not_answer_is_a_failure(doctor):
    found = doctor("--json", DISPLAY=":7699").found()
    assert found["platform"]["verdict"] == "fail"
    assert found["platform"]["text"] == "no X server answers on DISPLAY=:7699"
    # The rest is looked at all the same.
    assert found["source"]["verdict"] == "ok"


@pytest.fixture
def x_server() -> Iterator[str]:
    reading, writing = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x720x24"],
        pass_fds=[writing],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            name = told.readline().strip()
        yield f":{name}"
        server.terminate()


def test_under_x_the_outputs_are_named_with_their_sizes(doctor, x_server, tmp_path: Path):
    found = doctor("--json", DISPLAY=x_server).found()
    assert found["platform"]["text"] == "xcb"
    assert found["outputs"] == {
        "subject": "outputs",
        "verdict": "ok",
        "text": "screen 1280×720",
        "remedy": None,
    }
    config = tmp_path / "config.toml"
    config.write_text('[displays.wall]\noutput = "HDMI-1"\n', encoding="utf-8")
    found = doctor("--json", "--config", config, DISPLAY=x_server).found()
    assert found["outputs"]["verdict"] == "warn"
    assert "HDMI-1 is not there; there are screen 1280×720" in found["outputs"]["text"]


def test_a_compositor_that_has_gone_is_a_failure_and_not_a_crash(doctor):
    done = doctor("--json", WAYLAND_DISPLAY="nobody", XDG_RUNTIME_DIR="/nowhere")
    found = done.found()
    assert done.code == 1
    assert found["qt"]["verdict"] == "fail"
    assert "Qt does not start on wayland" in found["qt"]["text"]
    assert "Traceback" not in done.err


def test_a_compositor_that_never_answers_holds_nobody_up(tmp_path: Path):
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    environ = {"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(runtime)}
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(runtime / "wayland-9"))
        listening.listen()
        examined = examine(None, None, Machine(environ=environ, root=tmp_path, qt_s=2))
    (qt,) = [one for one in examined.findings if one.subject == "qt"]
    assert qt.verdict is Verdict.FAIL
    assert qt.text == "Qt does not start on wayland within 2 s"


@pytest.mark.parametrize(
    ("chosen", "eglfs", "verdict"),
    [
        ("wayland", False, Verdict.OK),
        ("linuxfb", False, Verdict.OK),
        ("eglfs", True, Verdict.OK),
        ("eglfs", False, Verdict.WARN),
        ("offscreen", True, Verdict.WARN),
        ("vnc", True, Verdict.WARN),
    ],
)
def test_a_platform_is_judged_by_whether_a_picture_comes(chosen, eglfs, verdict):
    finding = shown_by(chosen, eglfs=eglfs)
    assert finding.verdict is verdict
    assert (finding.remedy == "") is (verdict is Verdict.OK)


def test_a_mistake_in_the_configuration_is_a_failure_with_its_line(doctor, tmp_path: Path):
    config = tmp_path / "config.toml"
    config.write_text("[board]\nred_cout = 5\n", encoding="utf-8")
    done = doctor("--config", config)
    assert done.code == 1
    line = done.out.splitlines()[0]
    assert line.startswith(f"fail  config     {config}:2: board.red_cout: unknown key")
    assert [one.split()[1] for one in done.out.splitlines()] == SUBJECTS[:9]


def test_an_unknown_display_is_a_failure(doctor):
    done = doctor("--display", "nowhere", "--json")
    assert done.code == 1
    assert "no such display" in done.found()["config"]["text"]


def test_a_source_that_cannot_be_reached_is_a_failure(doctor, tmp_path: Path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/table.xlsx"
    config = tmp_path / "config.toml"
    config.write_text(f'[source]\nurl = "{address}"\n', encoding="utf-8")
    found = doctor("--config", config, "--json").found()
    assert found["source"]["verdict"] == "fail"
    assert "Connection refused" in found["source"]["text"]
    assert found["calendar"]["verdict"] == "warn"


def test_a_secret_that_is_not_set_is_a_failure_and_named(doctor, tmp_path: Path):
    config = tmp_path / "config.toml"
    config.write_text('[source]\nurl = "http://127.0.0.1/${NO_SUCH_TOKEN}"\n', encoding="utf-8")
    found = doctor("--config", config, "--json").found()
    assert found["source"]["verdict"] == "fail"
    assert "NO_SUCH_TOKEN" in found["source"]["text"]


def test_a_check_that_hangs_is_a_finding(tmp_path: Path):
    """The table is a pipe that nobody writes into, as a network folder that hangs."""
    config = tmp_path / "config.toml"
    config.write_text('[source]\nurl = "hanging.csv"\n', encoding="utf-8")
    pipe = tmp_path / "hanging.csv"
    os.mkfifo(pipe)
    machine = Machine(environ={"HOME": str(tmp_path)}, root=tmp_path, longest_s=3)
    began = time.monotonic()
    examined = examine(config, None, machine)
    assert time.monotonic() - began < 10
    (source,) = [one for one in examined.findings if one.subject == "source"]
    assert source.verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("now", "synchronized", "verdict"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), True, Verdict.FAIL),
        (datetime(2025, 12, 30, tzinfo=UTC), None, Verdict.FAIL),
        (datetime(2106, 2, 7, tzinfo=UTC), True, Verdict.FAIL),
        (datetime(2027, 5, 1, tzinfo=UTC), False, Verdict.WARN),
        (datetime(2027, 5, 1, tzinfo=UTC), True, Verdict.OK),
        (datetime(2027, 5, 1, tzinfo=UTC), None, Verdict.OK),
    ],
)
def test_a_clock_is_trusted_when_it_is_sane_and_set(now, synchronized, verdict):
    assert clock(now, synchronized=synchronized).verdict is verdict


@pytest.mark.parametrize(
    ("drawn_by", "opengl", "gpu", "verdict"),
    [
        ("software", None, False, Verdict.OK),
        ("opengl", "Mesa Intel(R) UHD Graphics", True, Verdict.OK),
        ("opengl", None, True, Verdict.OK),
        ("opengl", "llvmpipe (LLVM 15.0.6, 256 bits)", False, Verdict.WARN),
        ("opengl", "", True, Verdict.FAIL),
    ],
)
def test_opengl_is_asked_what_draws_it(drawn_by, opengl, gpu, verdict):
    assert graphics(drawn_by, opengl, gpu=gpu).verdict is verdict


def test_without_a_display_server_the_kernel_names_the_outputs(tmp_path: Path):
    for name, status, modes in [
        ("card0-HDMI-A-1", "connected\n", "3840x2160\n1920x1080\n"),
        ("card0-DP-1", "disconnected\n", ""),
        ("card1-DP-2", "connected\n", ""),
    ]:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "status").write_text(status)
        (folder / "modes").write_text(modes)
    (tmp_path / "card0").mkdir()
    (tmp_path / "card0-broken").mkdir()
    assert connectors(tmp_path) == {"HDMI-A-1": "3840x2160", "DP-2": "no mode"}
    assert outputs(connectors(tmp_path), "DP-2").verdict is Verdict.OK
    assert outputs(connectors(tmp_path), "").text == "HDMI-A-1 3840x2160, DP-2 no mode"
    assert outputs({}, "").verdict is Verdict.WARN


def test_a_state_folder_need_not_exist_yet_but_must_be_possible(tmp_path: Path):
    assert disk(tmp_path / "not" / "yet").verdict in {Verdict.OK, Verdict.WARN}
    assert not (tmp_path / "not").exists()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    blocked = disk(tmp_path / "file" / "state")
    assert blocked.verdict is Verdict.FAIL
    assert blocked.text == f"{tmp_path / 'file'} can't be written: not a directory"


def test_a_full_disk_is_told(tmp_path: Path):
    full = disk(Path("/dev/full/state"))
    assert full.verdict is Verdict.FAIL


def test_photos_that_are_not_there_are_a_warning(tmp_path: Path):
    assert photos(tmp_path / "nowhere").text.endswith("nowhere: no such file or directory")
    assert photos(tmp_path).text.endswith("is empty")
    (tmp_path / "a.jpg").touch()
    assert photos(tmp_path).verdict is Verdict.OK


SYSTEM = Installed(Path("/etc/systemd/system/x.service"), True, "system", Path("/var/lib/x"))
OWN = Installed(Path("/home/li/x.service"), False, "user", None)


def test_what_starts_it_at_boot_is_told():
    assert boot([], "canteen").remedy == "sudo kiosk install --display canteen"
    assert boot([], "").remedy == "sudo kiosk install"
    assert boot([SYSTEM], "lobby") == Finding(
        "boot", Verdict.OK, "/etc/systemd/system/x.service, enabled"
    )
    assert boot([OWN], "lobby").remedy == ("systemctl --user enable --now redblack-kiosk.service")
    assert "two kiosks would start" in boot([SYSTEM, OWN], "lobby").text


def test_one_failure_is_enough():
    fine, bad = Finding("a", Verdict.WARN, "x", "do y"), Finding("b", Verdict.FAIL, "z")
    assert not Examination((fine,)).failed
    assert Examination((fine, bad)).failed
    assert Examination((fine, bad)).text() == "warn  a          x; do y\nfail  b          z"


def test_no_thread_outlives_a_good_examination(tmp_path: Path):
    before = threading.active_count()
    examine(None, None, Machine(environ={"HOME": str(tmp_path)}, root=tmp_path))
    assert threading.active_count() == before
