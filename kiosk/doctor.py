"""`kiosk doctor`: whether this machine can carry a display through a season, a line a subject.

Each check is bounded in time and may fail by itself: a network folder that hangs and a Qt that
ends its process are findings like others.
"""

import ctypes
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from kiosk.config import Config, ConfigError, choose_display, load
from kiosk.errors import KioskError
from kiosk.installation.install import Installed, config_home, installed
from kiosk.installation.units import UNIT
from kiosk.intake import UnusableSource
from kiosk.intake.source import SourceUnavailable, shown
from kiosk.preparation import read_source, today_of
from kiosk.resources import state_folder
from kiosk.screen import platform
from kiosk.settings import contest_settings, holidays_words, unannounced_years

_LONGEST_S: Final = 20.0
"""How long any check may take."""
_QT_S: Final = 15.0
_SOURCE_S: Final = 15.0
_LEAST_FREE: Final = 100 * 1024 * 1024
_LITTLE_FREE: Final = 1024 * 1024 * 1024
_OLDEST_YEAR: Final = 2026
"""A clock before this one runs on no battery and was not set."""
_LATEST_YEAR: Final = 2099
_UNSYNCHRONIZED: Final = 5
"""What adjtimex(2) gives while nothing disciplines the clock."""
_TIMEX_BYTES: Final = 512
"""More than a `struct timex` has anywhere."""
_SCREENS: Final = frozenset({platform.Platform.WAYLAND, platform.Platform.X11})
"""Platforms on which Qt can be asked for its outputs without taking them."""
_SOFTWARE_GL: Final = ("llvmpipe", "softpipe", "swrast")


class Verdict(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    subject: str
    verdict: Verdict
    text: str
    remedy: str = ""
    """What to do, in one line."""

    def __str__(self) -> str:
        """For a person at a terminal."""
        line = f"{self.verdict:<5} {self.subject:<10} {self.text}"
        return f"{line}; {self.remedy}" if self.remedy else line


@dataclass(frozen=True, slots=True)
class Examination:
    """All findings."""

    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether a display would not run here as it must."""
        return any(one.verdict is Verdict.FAIL for one in self.findings)

    def text(self) -> str:
        """For a person at a terminal."""
        return "\n".join(map(str, self.findings))

    def as_json(self) -> dict[str, object]:
        """For a program."""
        return {
            "ok": not self.failed,
            "findings": [
                {
                    "subject": one.subject,
                    "verdict": one.verdict.value,
                    "text": one.text,
                    "remedy": one.remedy or None,
                }
                for one in self.findings
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where to look: this machine's own folders."""

    environ: Mapping[str, str]
    root: Path = Path("/")
    longest_s: float = _LONGEST_S
    """How long all of it may take."""
    qt_s: float = _QT_S
    """How long Qt may take to start."""

    @property
    def outputs(self) -> Path:
        """Where the kernel shows its connectors and drivers."""
        return self.root / "sys/class/drm"

    @property
    def devices(self) -> Path:
        """The device nodes."""
        return self.root / "dev"


Check = Callable[[], Sequence[Finding]]


def examine(path: Path | None, display: str | None, machine: Machine) -> Examination:
    """Make every check; none raises, and none takes longer than the machine's bound.

    Args:
        path: The configuration's file; None is the shipped one.
        display: The display by name; None is the one that a kiosk would choose here.
        machine: Where to look.
    """
    config, findings = _config(path, display)
    name = output = ""
    renderer = platform.Renderer.AUTO
    if config is not None:
        name, chosen = choose_display(config, display, socket.gethostname())
        output, renderer = chosen.output, platform.Renderer(chosen.renderer)
    checks: dict[str, Check] = {
        "screen": lambda: _screen(machine, output, renderer),
        "clock": lambda: [clock(datetime.now(UTC), synchronized=_synchronized())],
        "disk": lambda: [disk(_state(machine))],
        "boot": lambda: [boot(_units(machine), name)],
    }
    if config is not None:
        told = config
        checks |= {
            "source": lambda: _source(told, machine.environ),
            "photos": lambda: [photos(told.photos.folder)],
        }
    return Examination((*findings, *_bounded(checks, machine.longest_s)))


def _bounded(checks: Mapping[str, Check], longest_s: float) -> list[Finding]:
    """All checks at once, each on a thread of its own that nobody waits for too long."""
    found: dict[str, Sequence[Finding]] = {}

    def run(subject: str, check: Check) -> None:
        try:
            found[subject] = check()
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is a finding
            found[subject] = [Finding(subject, Verdict.FAIL, f"could not be checked: {error!r}")]

    threads = {
        subject: threading.Thread(target=run, args=(subject, check), daemon=True)
        for subject, check in checks.items()
    }
    for thread in threads.values():
        thread.start()
    end = time.monotonic() + longest_s
    for thread in threads.values():
        thread.join(max(0.0, end - time.monotonic()))
    silent = f"no answer within {longest_s:g} s"
    return [
        one
        for subject in checks
        for one in found.get(
            subject,
            [Finding(subject, Verdict.FAIL, silent, "a folder or a server hangs: see the network")],
        )
    ]


def _config(path: Path | None, display: str | None) -> tuple[Config | None, list[Finding]]:
    try:
        config = load(path)
        name, _ = choose_display(config, display, socket.gethostname())
    except ConfigError as error:
        more = len(error.problems) - 1
        text = f"{error.problems[0]}{f' (and {more} more)' if more else ''}"
        return None, [Finding("config", Verdict.FAIL, text, "kiosk check shows every mistake")]
    doubts = config.doubts()
    text = f"{config.file}: display {name}"
    if doubts:
        advice = Finding("config", Verdict.WARN, f"{text}; {doubts[0]}", "kiosk check shows all")
        return config, [advice]
    return config, [Finding("config", Verdict.OK, text)]


def _screen(machine: Machine, output: str, renderer: platform.Renderer) -> list[Finding]:
    """Platform, libraries, renderer, typeface and outputs."""
    gpu = platform.has_gpu(machine.outputs)
    try:
        chosen = platform.choose_platform(machine.environ, gpu=gpu, devices=machine.devices)
    except platform.NoScreenError as error:
        remedy = "run this in the desktop session, or without DISPLAY"
        return [Finding("platform", Verdict.FAIL, str(error), remedy)]
    findings = [shown_by(chosen, eglfs=platform.eglfs_is_whole())]
    if missing := platform.missing_packages(chosen):
        findings.append(
            Finding(
                "libraries",
                Verdict.FAIL,
                f"Qt needs {len(missing)} that are missing",
                f"sudo apt-get install {' '.join(missing)}",
            )
        )
        return findings
    findings.append(Finding("libraries", Verdict.OK, "all that Qt needs"))
    drawn_by = platform.choose_renderer(renderer, chosen, gpu=gpu)
    # Without a display server Qt would take the screen away from a kiosk that runs.
    seen = chosen in _SCREENS
    probed = _probe(chosen if seen else platform.Platform.OFFSCREEN, drawn_by, machine)
    if isinstance(probed, str):
        findings.append(Finding("qt", Verdict.FAIL, probed, "kiosk run --debug shows more"))
        return findings
    findings.append(graphics(drawn_by, probed["opengl"] if seen else None, gpu=gpu))
    if not probed["fonts"]:
        remedy = "install the kiosk again"
        findings.append(Finding("font", Verdict.FAIL, "the shipped typeface is missing", remedy))
    else:
        findings.append(Finding("font", Verdict.OK, "the shipped typeface"))
    there = (
        {one["name"]: f"{one['width']}×{one['height']}" for one in probed["outputs"]}
        if seen
        else connectors(machine.outputs)
    )
    findings.append(outputs(there, output))
    return findings


def shown_by(chosen: str, *, eglfs: bool) -> Finding:
    """What brings pictures to the screen.

    Args:
        chosen: Qt's platform plugin.
        eglfs: Whether all is here that Qt needs to drive a screen with OpenGL by itself.
    """
    if chosen == platform.Platform.OFFSCREEN:
        text = "no screen here: pictures would be drawn for nobody"
        remedy = "plug one in, or run this where the kiosk runs"
        return Finding("platform", Verdict.WARN, text, remedy)
    if chosen == platform.Platform.EGLFS and not eglfs:
        text = "eglfs, which QT_QPA_PLATFORM names and this Qt lacks a library for"
        remedy = "unset QT_QPA_PLATFORM: linuxfb draws on the same screen"
        return Finding("platform", Verdict.WARN, text, remedy)
    if chosen not in set(platform.Platform):
        text = f"{chosen}, which QT_QPA_PLATFORM names and no kiosk was tried on"
        return Finding("platform", Verdict.WARN, text, "unset QT_QPA_PLATFORM")
    return Finding("platform", Verdict.OK, chosen)


def _probe(chosen: str, drawn_by: str, machine: Machine) -> dict[str, Any] | str:
    """What Qt finds in a process of its own, or in one line why it finds nothing."""
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-m", "kiosk.screen.probe", chosen, drawn_by],
            env={**machine.environ, "QT_QPA_PLATFORM": chosen},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=machine.qt_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"Qt does not start on {chosen} within {machine.qt_s:g} s"
    except OSError as error:
        return f"Qt could not be started: {error}"
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return f"Qt does not start on {chosen}: {said[0] if said else f'exit {done.returncode}'}"
    return found


def graphics(drawn_by: str, opengl: str | None, *, gpu: bool) -> Finding:
    """How pictures are drawn.

    Args:
        drawn_by: The renderer that a kiosk would use here.
        opengl: What draws OpenGL, as it names itself; empty for nothing, None if not asked.
        gpu: Whether the machine draws in hardware.
    """
    has = "a GPU" if gpu else "no GPU"
    if drawn_by != platform.Renderer.OPENGL:
        return Finding("renderer", Verdict.OK, f"{drawn_by} ({has})")
    if opengl == "":
        remedy = 'set renderer = "software" for the display, or install libgl1-mesa-dri'
        return Finding("renderer", Verdict.FAIL, "opengl, and nothing draws it", remedy)
    if opengl is not None and any(name in opengl.lower() for name in _SOFTWARE_GL):
        remedy = 'set renderer = "auto" or "software" for the display'
        text = f"opengl, drawn by the processor ({opengl})"
        return Finding("renderer", Verdict.WARN, text, remedy)
    return Finding("renderer", Verdict.OK, f"opengl ({opengl or has})")


def connectors(sys_class: Path) -> dict[str, str]:
    """The connectors with a screen, and each one's best mode, as the kernel shows them."""
    found = {}
    for folder in sorted(sys_class.glob("card*-*")):
        try:
            connected = (folder / "status").read_text(encoding="ascii").strip() == "connected"
            modes = (folder / "modes").read_text(encoding="ascii").split()
        except (OSError, ValueError):
            continue
        if connected:
            found[folder.name.partition("-")[2]] = modes[0] if modes else "no mode"
    return found


def outputs(there: Mapping[str, str], wanted: str) -> Finding:
    """Whether the display has a screen to hang on.

    Args:
        there: Names of outputs to their sizes.
        wanted: The display's own; empty for any.
    """
    listed = ", ".join(f"{name} {size}" for name, size in there.items())
    if not there:
        remedy = "is the TV plugged in and on?"
        return Finding("outputs", Verdict.WARN, "no screen is connected", remedy)
    if wanted and wanted not in there:
        text = f"{wanted} is not there; there are {listed}"
        remedy = "correct the display's output; until then the primary one is used"
        return Finding("outputs", Verdict.WARN, text, remedy)
    return Finding("outputs", Verdict.OK, listed)


def clock(now: datetime, *, synchronized: bool | None) -> Finding:
    """Whether the clock can be trusted.

    Args:
        now: What it says.
        synchronized: Whether something sets it by the network; None where that is not known.
    """
    local = now.astimezone()
    if not _OLDEST_YEAR <= now.year <= _LATEST_YEAR:
        remedy = "set it: sudo timedatectl set-time '2027-05-01 08:00', and see to NTP"
        return Finding("clock", Verdict.FAIL, f"it is not {local:%Y-%m-%d}", remedy)
    if synchronized is False:
        remedy = "sudo timedatectl set-ntp true, or name the office's server in timesyncd.conf"
        text = f"{local:%Y-%m-%d %H:%M %Z}, set by nobody over the network"
        return Finding("clock", Verdict.WARN, text, remedy)
    known = "synchronized" if synchronized else "not known whether it is synchronized"
    return Finding("clock", Verdict.OK, f"{local:%Y-%m-%d %H:%M %Z}, {known}")


def _synchronized() -> bool | None:
    """Whether the kernel's clock is disciplined, by whatever program."""
    adjtimex = getattr(ctypes.CDLL(None), "adjtimex", None)
    if adjtimex is None:
        return None
    state: int = adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    return None if state < 0 else state != _UNSYNCHRONIZED


def disk(folder: Path) -> Finding:
    """Whether the memory can be kept.

    Args:
        folder: The state folder; it need not exist yet.
    """
    place = folder
    while not place.exists():
        place = place.parent
    try:
        with tempfile.TemporaryFile(dir=place) as stream:
            stream.write(b"kiosk")
        free = shutil.disk_usage(place).free
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        text = f"{place} can't be written: {reason}"
        remedy = "run this as the kiosk's own user, or free the disk"
        return Finding("disk", Verdict.FAIL, text, remedy)
    text = f"{folder}: {free / 1e9:.1f} GB free"
    if free < _LEAST_FREE:
        return Finding("disk", Verdict.FAIL, text, "free some space")
    if free < _LITTLE_FREE:
        return Finding("disk", Verdict.WARN, text, "free some space before the season")
    return Finding("disk", Verdict.OK, text)


def _source(config: Config, environ: Mapping[str, str]) -> list[Finding]:
    """Whether the table can be read, and the days that follow from the calendar."""
    try:
        settings = contest_settings(config, environ)
    except KioskError as error:
        return [Finding("source", Verdict.FAIL, str(error), "set it where the kiosk starts")]
    findings = []
    request = settings.request
    once = replace(request, attempts=1, total_s=min(request.total_s, _SOURCE_S))
    projects: Sequence[Any] = ()
    try:
        _, table, warnings = read_source(replace(settings, request=once))
    except (SourceUnavailable, UnusableSource) as error:
        text = f"{shown(request.url)}: {error}"
        remedy = "the last good board hangs until it answers; kiosk check tries again"
        findings.append(Finding("source", Verdict.FAIL, text, remedy))
    else:
        projects = table.projects
        as_of = table.as_of or today_of(table, settings, datetime.now(UTC))
        noted = f", {len(warnings)} warnings" if warnings else ""
        text = f"{shown(request.url)}: {len(table.tasks)} tasks, as of {as_of}{noted}"
        findings.append(Finding("source", Verdict.OK, text))
    if years := unannounced_years(settings, projects):
        remedy = "list them in [contest] days_off and work_days when they are announced"
        findings.append(Finding("calendar", Verdict.WARN, holidays_words(years), remedy))
    else:
        findings.append(Finding("calendar", Verdict.OK, "the season's public holidays are known"))
    return findings


def photos(folder: Path) -> Finding:
    """Whether the photos' folder can be looked into."""
    try:
        with os.scandir(folder) as entries:
            empty = next(entries, None) is None
    except OSError as error:
        text = f"{folder}: {(error.strerror or str(error)).lower()}"
        return Finding("photos", Verdict.WARN, text, "[photos] from names the folder")
    if empty:
        return Finding("photos", Verdict.WARN, f"{folder} is empty", "put photos into it")
    return Finding("photos", Verdict.OK, str(folder))


def _units(machine: Machine) -> tuple[Installed, ...]:
    return installed(machine.root, config_home(machine.environ))


def _state(machine: Machine) -> Path:
    """The folder of the kiosk that boots here, else of one that this user starts."""
    places = (unit.state for unit in _units(machine) if unit.state is not None)
    return next(places, None) or state_folder()


def boot(units: Sequence[Installed], display: str) -> Finding:
    """Whether the kiosk starts at boot, and that it is started once.

    Args:
        units: Those that are there.
        display: The display that is being looked at; empty if the configuration is unusable.
    """
    named = f" --display {display}" if display else ""
    if not units:
        text = "nothing starts the kiosk at boot"
        return Finding("boot", Verdict.WARN, text, f"sudo kiosk install{named}")
    if len(units) > 1:
        text = "it is installed for the system and for this user: two kiosks would start"
        remedy = f"systemctl --user disable --now {UNIT}, and delete {units[1].unit}"
        return Finding("boot", Verdict.WARN, text, remedy)
    (unit,) = units
    if not unit.enabled:
        control = "sudo systemctl" if unit.scope == "system" else "systemctl --user"
        text = f"{unit.unit} is not enabled"
        return Finding("boot", Verdict.WARN, text, f"{control} enable --now {UNIT}")
    return Finding("boot", Verdict.OK, f"{unit.unit}, enabled")
