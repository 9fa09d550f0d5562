"""Writing the files that start the kiosk at boot, without writing over somebody else's."""

import contextlib
import os
import tempfile
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.installation.units import UnitFile, is_ours


class InstallError(KioskError):
    """The files could not be written; the text says what to do."""


class Outcome(StrEnum):
    """What became of a file."""

    WROTE = "wrote"
    UNCHANGED = "unchanged"


def place(
    files: Sequence[UnitFile], base: Path, *, force: bool = False
) -> tuple[tuple[Path, Outcome], ...]:
    """Write files below a folder: all of them, or none where one may not be replaced.

    Args:
        files: What is to be written.
        base: The folder that their paths start from.
        force: Write over files that no installation wrote, or that were changed since.

    Raises:
        InstallError: a file there is somebody else's.
        OSError: a file can't be read or written.
    """
    found = {file: _content(base / file.path) for file in files}
    if not force:
        for file, content in found.items():
            if content is not None and not is_ours(content):
                raise InstallError(
                    f"{base / file.path} was not written by kiosk install, or was changed since;"
                    " --force replaces it"
                )
    return tuple(
        (
            base / file.path,
            Outcome.UNCHANGED if content == file.text else _write(base / file.path, file.text),
        )
        for file, content in found.items()
    )


def _content(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


def _write(path: Path, text: str) -> Outcome:
    """Write a file as a whole: a power cut leaves the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8") as stream:  # noqa: PTH123 - a file descriptor
            stream.write(text)
            stream.flush()
            os.fchmod(handle, 0o644)
            os.fsync(handle)
        Path(part).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(part).unlink()
        raise
    return Outcome.WROTE
