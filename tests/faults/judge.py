"""What the product makes of one file, and whether that is allowed: sane data, or its error.

As a program it is the process in which files are judged, one after another, that may crash, hang
or take all memory without harm to who asks; or it judges files that were kept:

    python -m tests.faults.judge build/mutations/xlsx-17.xlsx
"""

import ctypes
import json
import math
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from kiosk.album.captions import TEXT_LIMIT, UNIT_LIMIT, caption_from_exif
from kiosk.album.decode import Size, decode, upright_size
from kiosk.album.exif import read_exif
from kiosk.album.photo_file import UnreadablePhotoError
from kiosk.album.sidecar import read_sidecar
from kiosk.album.source import MEMORY_LIMIT
from kiosk.config import Config, ConfigError, choose_display, load
from kiosk.contest.model import Season, Table
from kiosk.errors import KioskError
from kiosk.intake import Finding, Payload, Reading, read_table
from kiosk.intake.text import LONGEST
from kiosk.preparation import evaluate_table
from kiosk.resources import ASSETS
from kiosk.rotation import Scene
from kiosk.screen.geometry import Geometry
from kiosk.screen.language import Language
from kiosk.screen.pages import Freshness, Wall
from kiosk.screen.program import station
from kiosk.settings import ContestSettings, contest_settings, display_settings, photo_settings
from tests.faults.mutating import mutant
from tests.faults.specimens import TABLES, read_specimens
from tests.screen.material import plain_ruler

MEGABYTE: Final = 1024 * 1024
MOST_MEMORY: Final[Mapping[str, int]] = {
    **dict.fromkeys(TABLES, 256 * MEGABYTE),
    "toml": 64 * MEGABYTE,
    "photo": MEMORY_LIMIT + 32 * MEGABYTE,
    "captions": 96 * MEGABYTE,
}
"""Bytes that resident memory may grow by at most while a file of a kind is read."""

_NEVER: Final = 2 * max(MOST_MEMORY.values())
"""Bytes of addresses, beyond which nothing is given out, lest the machine suffer."""
_NOW: Final = datetime(2027, 6, 15, 4, tzinfo=UTC)
_ENVIRONMENT: Final = {"KIOSK_TOKEN": "secret"}
_RESET_PEAK: Final = "5"
"""Written to a process's `clear_refs`, this begins its `VmHWM` anew (proc_pid_clear_refs(5))."""
_BOX: Final = Size(320, 180)

Verdict = dict[str, Any]


class Insane(AssertionError):  # noqa: N818 - what is wrong with the data, in the raised text
    """Data that no file may give."""


def judge(kind: str, path: Path, *, pages: bool) -> str:
    """Read a file the way of the product.

    Args:
        kind: One of `specimens.KINDS`.
        path: The file.
        pages: Whether to lay out what it says for every scene as well.

    Returns:
        The clear error that it gave; empty where it gave data.

    Raises:
        Exception: Anything else that it raised, and `Insane`.
    """
    try:
        _JUDGES.get(kind, _judge_table)(path, pages)
    except (KioskError, UnreadablePhotoError) as error:
        _check_error(str(error))
        return str(error)
    return ""


def _check_error(said: str) -> None:
    lines = said.split("\n")
    _expect(said.strip() and all(line.isprintable() for line in lines), "an error that says little")
    _expect(len(said) < 20_000 and max(map(len, lines)) < 1000, "an error without an end")


def _expect(holds: object, what: object) -> None:
    if not holds:
        raise Insane(str(what))


# Tables


@cache
def _contest() -> tuple[Config, ContestSettings]:
    config = load(None)
    return config, contest_settings(config, _ENVIRONMENT)


def _judge_table(path: Path, pages: bool) -> None:
    config, settings = _contest()
    payload = Payload(path.read_bytes(), name=path.name, modified=_NOW)
    table, findings = read_table(payload, settings.reading)
    _check_table(table)
    for finding in findings:
        _check_finding(finding)
    _show(table, settings, config, pages=pages)


def _check_finding(finding: Finding) -> None:
    said = str(finding)
    _expect(finding.message and "\n" not in said, f"a finding of several lines: {said!r}")
    _expect(finding.cell or finding.text, f"a finding without a place: {said!r}")
    _check_values(finding)


def _check_table(table: Table) -> None:
    _check_values(table)
    _expect(table.tasks or table.units or table.entries, "a table of nothing")
    for task in table.tasks:
        _expect(task.title.strip(), "a task without a title")
        _expect(all(task.lead_units) and all(task.support_units), "a unit without a name")
        _expect(len(set(task.lead_units)) == len(task.lead_units), "a unit that leads twice")
        _expect(task.weight >= 0, task.weight)
        for share in (task.planned, task.actual):
            _expect(share is None or 0 <= share <= 3, share)
        for mark in (task.quality, task.results):
            _expect(mark is None or 0 <= mark <= 100, mark)
    _expect(len({unit.name for unit in table.units}) == len(table.units), "a unit twice")
    for indicator in table.indicators:
        _expect(indicator.name, "an indicator without a name")
        _expect(indicator.growth is None or -1 <= indicator.growth <= 10, indicator.growth)
        _expect(indicator.rank is None or indicator.rank > 0, indicator.rank)
        _expect(indicator.peers is None or indicator.peers >= (indicator.rank or 1), indicator)
    for project in table.projects:
        _expect(project.name and project.steps, "a project without name or steps")
        for step in project.steps:
            _expect(step.name and step.days >= 0, step)
    _expect(all(problem.text for problem in table.problems), "a problem without a text")


def _check_values(value: object) -> None:
    """Every text is plain and bounded, every number finite."""
    if isinstance(value, str):
        _expect(len(value) <= LONGEST, f"a text of {len(value)} characters")
        wrong = [char for char in value if not char.isprintable() and char not in "\n "]
        seen = {char for char in wrong if char < " " or "\x7f" <= char < "\xa0"}
        turning = {
            char for char in wrong if "\u202a" <= char <= "\u202e" or "\ud800" <= char < "\ue000"
        }
        _expect(not seen and not turning, f"a text with {seen | turning}")
    elif isinstance(value, float):
        _expect(math.isfinite(value), value)
    elif isinstance(value, tuple):
        for part in value:
            _check_values(part)
    elif is_dataclass(value):
        for field in fields(value):
            _check_values(getattr(value, field.name))


def _show(table: Table, settings: ContestSettings, config: Config, *, pages: bool) -> None:
    """Evaluate a table, and lay out all that it says."""
    evaluation = evaluate_table(table, settings, _NOW)
    for standing in evaluation.standings:
        for figure in (standing.score, standing.progress, standing.actual, standing.planned):
            _expect(figure is None or math.isfinite(figure), standing.subject)
    if not pages:
        return
    for name in list(config.displays)[:2]:
        display = display_settings(config, name)
        wall = Wall(
            geometry=Geometry(1920, 1080),
            ruler=plain_ruler,
            language=Language(),
            title=display.title,
            county=display.county,
            slogan=display.slogan,
            show_black=True,
        )
        for scene in Scene:
            if scene is not Scene.PHOTOS:
                station(scene, evaluation, Freshness(), wall, display.notices)


# Configurations


@cache
def _demo() -> Table:
    payload = Payload((ASSETS / "demo" / "season.xlsx").read_bytes(), name="season.xlsx")
    season = Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
    return read_table(payload, Reading(season=season, timezone=_contest()[1].zone))[0]


def _judge_config(path: Path, pages: bool) -> None:
    try:
        config = load(path)
        settings = contest_settings(config, _ENVIRONMENT)
    except ConfigError as error:
        lines = path.read_bytes().count(b"\n") + 1
        for problem in error.problems:
            _expect(problem.message and 0 <= problem.line <= lines, problem)
            _expect("secret" not in str(problem), "a secret in an error")
        raise
    photo_settings(config)
    for doubt in config.doubts():
        _check_error(str(doubt))
    choose_display(config, None, "hall-1")
    for name in list(config.displays)[:20]:
        display_settings(config, name)
    _show(_demo(), settings, config, pages=pages)


# Photos and their captions


def _judge_photo(path: Path, pages: bool) -> None:
    exif = read_exif(path)
    if caption := caption_from_exif(exif.description, exif.taken):
        _expect(0 < len(caption.text) <= TEXT_LIMIT and caption.text.isprintable(), caption)
    size = upright_size(path)
    _expect(min(size) > 0, size)
    overscan = 1.08 if pages else 1.0
    picture = decode(path, _BOX, overscan)
    _expect(_BOX.width <= picture.width <= _BOX.width * 1.08 + 1, picture)
    _expect(_BOX.height <= picture.height <= _BOX.height * 1.08 + 1, picture)
    _expect(len(picture.pixels) == 4 * picture.width * picture.height, len(picture.pixels))
    _expect(picture.pixels[3::4].count(255) == picture.width * picture.height, "not opaque")


def _judge_captions(path: Path, pages: bool) -> None:
    read = read_sidecar(path.read_bytes())
    for problem in read.problems:
        _check_error(problem)
    _expect(read.readable or read.problems, "unreadable, and nothing said")
    for name, entry in read.entries.items():
        _expect(name, "an entry for no file")
        if entry.caption:
            _expect(len(entry.caption.text) <= TEXT_LIMIT, entry)
            _expect(len(entry.caption.unit) <= UNIT_LIMIT, entry)
            _expect((entry.caption.text + entry.caption.unit).isprintable(), entry)
    if not read.readable:
        raise KioskError("\n".join(read.problems))


_JUDGES: Final[Mapping[str, Callable[[Path, bool], None]]] = {
    "toml": _judge_config,
    "photo": _judge_photo,
    "captions": _judge_captions,
}


# The process


def serve(specimens: Path) -> None:
    """Judge what standard input asks for, a line each; the answers are lines of JSON.

    A request is `{"kind", "pages", "path"}` for a file that is there, and with `seed` for one to
    be made first, which is told by a line of its own.
    """
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what anything prints is no answer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _warm_up(specimens)
    free = ctypes.CDLL(None).malloc_trim  # what the allocator keeps for later is no file's
    addresses = _status("VmSize") + _NEVER
    resource.setrlimit(resource.RLIMIT_AS, (addresses, addresses))
    material = cache(lambda kind: read_specimens(specimens, kind))
    _answer(answers, {"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        kind, path = request["kind"], Path(request["path"])
        if "seed" in request:
            made = mutant(kind, request["seed"], material(kind))
            path.write_bytes(made.body)
            _answer(answers, {"operators": made.operators})
            del made
        free(0)
        rested = _status("VmRSS")
        Path("/proc/self/clear_refs").write_text(_RESET_PEAK, encoding="ascii")
        verdict = _verdict(kind, path, pages=request["pages"])
        verdict["memory"] = max(_status("VmHWM") - rested, 0)
        verdict["resting"] = rested
        _answer(answers, verdict)


def _answer(answers: Any, message: Verdict) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


def _verdict(kind: str, path: Path, *, pages: bool) -> Verdict:
    begun = time.process_time()
    verdict: Verdict = {"fault": "", "error": ""}
    try:
        verdict["error"] = judge(kind, path, pages=pages)
    except BaseException:  # noqa: BLE001 - panics of Rust code among them
        verdict["fault"] = traceback.format_exc()
    verdict["seconds"] = time.process_time() - begun
    return verdict


def _warm_up(specimens: Path) -> None:
    """Load every library, so that its size is not that of the first file."""
    for kind in (*TABLES, *_JUDGES):
        small = min(read_specimens(specimens, kind), key=lambda specimen: len(specimen[1]))
        path = specimens / kind / small[0]
        judge(kind, path, pages=kind == "json")
    wrong = path.with_name(f"wrong-{os.getpid()}.toml")
    wrong.write_text("[board]\nrule = 1", encoding="utf-8")
    judge("toml", wrong, pages=False)
    wrong.unlink()


def _status(name: str) -> int:
    """A figure of this process's memory in bytes."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise KeyError(name)


def _replay(paths: Iterator[str]) -> None:
    for name in paths:
        path = Path(name)
        said = judge(path.name.partition("-")[0], path, pages=True)
        print(f"{name}: {said or 'data'}")


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        serve(Path(sys.argv[2]))
    else:
        _replay(iter(sys.argv[1:]))
