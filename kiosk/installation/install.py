"""What `kiosk install` does: write the files, and say what they are for and what to type next."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.installation.access import closed_to, reader_called
from kiosk.installation.placing import InstallError, place
from kiosk.installation.units import NAME, UNIT, Ground, Start, UnitFile, unit_files

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_WANTED_BY: Final = {
    "system": Path("multi-user.target.wants"),
    "user": Path("graphical-session.target.wants"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for."""

    display: str
    """A display that the configuration has."""
    config: Path | None
    """The configuration's file; None is the shipped one."""
    data: tuple[Path, ...] = ()
    """Files and folders that the configuration names: table, photos, certificates."""
    ground: Ground = Ground.CAGE
    out: Path | None = None
    """Where to write in place of the system."""
    dry_run: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Installed:
    """A unit that is there."""

    unit: Path
    enabled: bool
    scope: str
    """`system` or `user`."""
    state: Path | None
    """Where its kiosk keeps its memory; None is the user's own state folder."""


def install(
    order: Order, environ: Mapping[str, str], *, gpu: bool, uid: int, root: Path = Path("/")
) -> str:
    """Write the files that start a display at boot; what a person is told.

    Args:
        order: What is asked for.
        environ: The environment, which may name the user's configuration folder.
        gpu: Whether this machine draws in hardware.
        uid: Who asks.
        root: Of the system.

    Raises:
        InstallError: it can't be done; the text says what to type.
    """
    program, folder = _program()
    config = None if order.config is None else Path(os.path.abspath(order.config))  # noqa: PTH100 - a link may lead elsewhere tomorrow
    asked = ("--config", str(config)) if config is not None else ()
    given = () if config is None else (config,)
    reads = (Path(sys.prefix), Path(sys.executable), _PACKAGE, *given, *order.data)
    start = Start(
        ground=order.ground,
        display=order.display,
        command=(*program, "run", f"--display={order.display}", *asked),
        folder=folder,
        reads=(*reads, *(path.resolve() for path in reads)),
        cage=shutil.which("cage") or "/usr/bin/cage",
        gpu=gpu,
    )
    files = unit_files(start)
    if order.dry_run:
        return "\n".join(f"# {file.path}: {file.purpose}\n{file.text}" for file in files)
    session = order.ground is Ground.SESSION
    again = shlex.join(
        [*program, "install", "--on", str(order.ground), "--display", order.display, *asked]
    )
    if session and uid == 0 and order.out is None:
        raise InstallError(f"a desktop session has its own user; as that one type: {again}")
    warnings: tuple[str, ...] = () if session else tuple(_out_of_reach(start, config))
    base = order.out or (config_home(environ) if session else root)
    try:
        placed = place(files, base, force=order.force)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        what = f"{error.filename or base} can't be written: {reason}"
        if order.out is None and not session and uid != 0:
            what += f"; type: sudo {again}{' --force' if order.force else ''}"
        raise InstallError(what) from None
    return _told(order, files, placed, warnings)


def config_home(environ: Mapping[str, str]) -> Path:
    """Where a user's own configuration is."""
    named = environ.get("XDG_CONFIG_HOME", "")
    return Path(named) if named.startswith("/") else Path.home() / ".config"


def installed(root: Path, home: Path) -> tuple[Installed, ...]:
    """The units of the kiosk that are there.

    Args:
        root: Of the system.
        home: The user's configuration folder.

    Raises:
        OSError: the folders can't be looked at.
    """
    found = []
    for scope, folder in (("system", root / "etc/systemd/system"), ("user", home / "systemd/user")):
        if (folder / UNIT).exists():
            enabled = (folder / _WANTED_BY[scope] / UNIT).is_symlink()
            if scope == "user":
                enabled |= (home / "autostart" / f"{NAME}.desktop").exists()
            state = root / "var/lib" / NAME if scope == "system" else None
            found.append(Installed(folder / UNIT, enabled, scope, state))
    return tuple(found)


def _program() -> tuple[tuple[str, ...], Path | None]:
    """The words that start the kiosk, and the folder where they must be typed, if any."""
    script = Path(sys.executable).with_name("kiosk")
    if script.is_file():
        return (str(script),), None
    return (sys.executable, "-m", "kiosk"), _PACKAGE.parent


def _out_of_reach(start: Start, config: Path | None) -> Iterator[str]:
    """What the kiosk's user could not read; without its configuration it could not start.

    Raises:
        InstallError: it is the configuration.
    """
    reader = reader_called(NAME)
    for path in dict.fromkeys(start.reads):
        closed = closed_to(reader, path)
        if closed is None:
            continue
        if not closed.exists():
            yield f"{path} does not exist"
            continue
        remedy = f"sudo chmod o+{'rx' if closed.is_dir() else 'r'} {shlex.quote(str(closed))}"
        what = f"{path} can't be read by the user {NAME}: {closed} is closed to it"
        if config is not None and path in {config, config.resolve()}:
            raise InstallError(f"{what}; put it into /etc/{NAME}, or type: {remedy}")
        yield f"{what}; {remedy}"


def _told(
    order: Order,
    files: Sequence[UnitFile],
    placed: Sequence[tuple[Path, str]],
    warnings: Sequence[str],
) -> str:
    lines = [
        f"{outcome:<9} {path}\n          {file.purpose}"
        for file, (path, outcome) in zip(files, placed, strict=True)
    ]
    lines += [f"warning   {warning}" for warning in warnings]
    lines += ["", "Now type:", *(f"  {command}" for command in _next_commands(order))]
    return "\n".join(lines)


def _next_commands(order: Order) -> Iterator[str]:
    out = None if order.out is None else shlex.quote(str(order.out.absolute()))
    if order.ground is Ground.SESSION:
        if out is not None:
            yield f"cp -r {out}/. ~/.config"
        yield "systemctl --user daemon-reload"
        yield f"systemctl --user enable --now {UNIT}"
        yield f"journalctl --user -u {NAME} -f"
        return
    if out is not None:
        yield f"sudo cp -r {out}/etc /"
    cage = order.ground is Ground.CAGE
    if cage and not (shutil.which("cage") and shutil.which("seatd", path="/usr/sbin:/usr/bin")):
        yield "sudo apt-get install cage seatd"
    yield "sudo systemd-sysusers"
    yield "sudo systemctl daemon-reload"
    yield f"sudo systemctl enable --now {'seatd.service ' if cage else ''}{UNIT}"
    yield f"journalctl -u {NAME} -f"
