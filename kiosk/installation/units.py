"""What the files that start the kiosk at boot say; nothing is written here."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

from kiosk.resources import ASSETS

NAME: Final = "redblack-kiosk"
"""Of the unit, of the user that it runs as, and of its folders."""
UNIT: Final = f"{NAME}.service"
GROUPS: Final = ("video", "render")

_TEMPLATES: Final = ASSETS / "systemd"
_MARK: Final = "# Written by kiosk install"
_PLAIN: Final = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
_HOMES: Final = (Path("/home"), Path("/root"), Path("/run/user"))
"""What `ProtectHome=yes` hides."""


class Ground(StrEnum):
    """What the kiosk runs on: a compositor of its own, a desktop session, the screen itself."""

    CAGE = "cage"
    SESSION = "session"
    DRM = "drm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is to be started, and how."""

    ground: Ground
    display: str
    command: tuple[str, ...]
    """The kiosk's program and all its words."""
    folder: Path | None = None
    """Where the program must be started; None where it does not matter."""
    reads: tuple[Path, ...] = ()
    """Files and folders that it reads: program, configuration, table, photos."""
    cage: str = "/usr/bin/cage"
    gpu: bool = True
    """Whether the machine draws in hardware."""


@dataclass(frozen=True, slots=True)
class UnitFile:
    """One file to be written."""

    path: PurePosixPath
    """From the root of the system, or in a session from the user's configuration folder."""
    text: str
    purpose: str
    """In one line, for whoever installs it."""


def unit_files(start: Start) -> tuple[UnitFile, ...]:
    """The files that start a display at boot."""
    unit = signed(_unit(start))
    if start.ground is Ground.SESSION:
        return (
            UnitFile(
                PurePosixPath("systemd/user") / UNIT,
                unit,
                "starts it with the desktop, and again whenever it dies or hangs",
            ),
            UnitFile(
                PurePosixPath("autostart") / f"{NAME}.desktop",
                signed(_template("autostart.desktop")),
                "starts the unit on desktops that do not tell systemd that they are there",
            ),
        )
    groups = (*GROUPS, "input") if start.ground is Ground.DRM else GROUPS
    members = "".join(f"m {NAME} {group}\n" for group in groups)
    return (
        UnitFile(
            PurePosixPath("etc/sysusers.d") / f"{NAME}.conf",
            signed(_template("sysusers.conf") + members),
            f"the user {NAME}, in the groups {', '.join(groups)}",
        ),
        UnitFile(
            PurePosixPath("etc/systemd/system") / UNIT,
            unit,
            "starts it at boot, and again whenever it dies or hangs",
        ),
    )


def signed(text: str) -> str:
    """A file's text under a line that tells who wrote it, and whether it was changed since."""
    return f"{_MARK} ({_digest(text)}); your own changes: systemctl edit {NAME}\n{text}"


def is_ours(content: str) -> bool:
    """Whether a file is as an installation wrote it, this one or an earlier one."""
    first, _, text = content.partition("\n")
    return first.startswith(f"{_MARK} ({_digest(text)})")


def command_line(words: Sequence[str]) -> str:
    """Words as `ExecStart=` reads them back."""
    program, *rest = words
    # No variables are looked for in the program's own path.
    return " ".join([_quoted(program), *(_quoted(word).replace("$", "$$") for word in rest)])


def _unit(start: Start) -> str:
    text = _template(f"{start.ground}.service")
    text = text.replace("@RUNNING@\n", _template("running.conf"))
    text = text.replace("@SANDBOX@\n", _template("sandbox.conf"))
    at_home = any(path.is_relative_to(home) for path in start.reads for home in _HOMES)
    folder = "" if start.folder is None else f"WorkingDirectory={_unspecified(start.folder)}\n"
    software = "" if start.gpu else "# No GPU draws here.\nEnvironment=WLR_RENDERER=pixman\n"
    filled = {
        "@DISPLAY@": _unspecified(start.display),
        "@KIOSK@": command_line(start.command),
        "@CAGE@": _quoted(start.cage),
        "@HOME@": "read-only" if at_home else "yes",
        "@FOLDER@\n": folder,
        "@RENDERER@\n": software,
    }
    return re.sub("|".join(filled), lambda place: filled[place[0]], text.replace("\n\n\n", "\n\n"))


def _quoted(word: str) -> str:
    word = _unspecified(word)
    if _PLAIN.fullmatch(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'


def _unspecified(word: object) -> str:
    """Text in which systemd finds no specifier."""
    return str(word).replace("%", "%%")


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
