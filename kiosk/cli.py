"""The commands, and their exit codes: 0 done, 1 could not be done, 2 wrongly asked.

An error is one clear line on standard error; a traceback only with `--debug`.
"""

import codecs
import datetime as dt
import io
import json
import os
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from kiosk import __version__
from kiosk.config import Config, choose_display, load
from kiosk.contest.model import SubjectKind
from kiosk.errors import complain, guarded
from kiosk.installation.units import Ground
from kiosk.last_good import RunOrder, settings_at_start, this_machine
from kiosk.operations.log import start_log
from kiosk.rotation import Scene

DEBUG: Final = "--debug"
"""Shows where an error comes from; it goes with every command."""
_FAILED: Final = 1
_USAGE: Final = 2
_SMALLEST: Final = 320
_LARGEST: Final = 8192
"""Pixels that a side of a snapshot may have."""

cli = typer.Typer(
    name="kiosk",
    help="The red/black board of a county's arena contest, on the wall.",
    epilog="kiosk alone is kiosk run. Also: --version, and --debug for a traceback.",
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
)


class SchemaName(StrEnum):
    """What a JSON Schema can be printed of."""

    CONFIG = "config"
    DATA = "data"


class SceneChoice(StrEnum):
    """A scene's name, or all of them."""

    ALL = "all"
    PHOTOS = Scene.PHOTOS
    OVERVIEW = Scene.OVERVIEW
    RED = Scene.RED
    BLACK = Scene.BLACK
    STANDINGS = Scene.STANDINGS
    AREAS = Scene.AREAS
    TASKS = Scene.TASKS
    INDICATORS = Scene.INDICATORS
    PROJECT = Scene.PROJECT
    DISPATCH = Scene.DISPATCH
    NOTICE = Scene.NOTICE


class LanguageChoice(StrEnum):
    """A language of the interface."""

    ZH_CN = "zh_CN"
    ZH_TW = "zh_TW"
    EN = "en"


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("expected a date such as 2027-06-15") from None


@dataclass(frozen=True, slots=True)
class PictureSize:
    """A snapshot's size in pixels."""

    width: int
    height: int


def _size(text: str) -> PictureSize:
    width, times, height = text.lower().partition("x")
    if not (times and width.isdecimal() and height.isdecimal()):
        raise typer.BadParameter("expected a size in pixels such as 1920x1080")
    size = PictureSize(int(width), int(height))
    if not all(_SMALLEST <= side <= _LARGEST for side in (size.width, size.height)):
        raise typer.BadParameter(f"each side must have {_SMALLEST} to {_LARGEST} pixels")
    return size


ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", metavar="F", help="Configuration file; else the shipped one."),
]
DisplayOption = Annotated[
    str | None,
    typer.Option("--display", metavar="NAME", help="A display of the configuration."),
]
SourceOption = Annotated[
    str | None,
    typer.Option(
        "--source",
        metavar="URL",
        help="Path or address of the table, in place of the configured one.",
    ),
]
DateOption = Annotated[
    dt.date | None,
    typer.Option("--date", metavar="D", parser=_day, help="Rehearse this day, as 2027-06-15."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    words = sys.argv[1:] if argv is None else argv
    answer = understand(words)
    if isinstance(answer, int):
        return answer

    def show() -> int:
        settings = settings_at_start(answer, this_machine())
        from kiosk import app  # noqa: PLC0415 - Qt is only loaded by whoever draws

        return app.run(settings, app.begin())

    return guarded(show, debug=DEBUG in words)


def understand(argv: Sequence[str]) -> int | RunOrder:
    """Do what a command asks and give its exit code; for `run`, give what is to be run."""
    words = [word for word in argv if word != DEBUG]
    debug = len(words) < len(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A name that the terminal's encoding lacks is no reason to print nothing.
        sys.stdout.reconfigure(errors="backslashreplace")
    if words == ["--version"]:
        sys.stdout.write(f"kiosk {__version__}\n")
        return 0
    # `kiosk` alone, or with options only, is `kiosk run`.
    if not words or (words[0].startswith("-") and words[0] != "--help"):
        words = ["run", *words]
    start_log(debug=debug, quiet=words[0] != "run")
    answer: list[RunOrder] = []

    def command() -> int:
        result = _invoke(words)
        if isinstance(result, RunOrder):
            answer.append(replace(result, words=tuple(argv)))
            return 0
        return result

    code = guarded(command, debug=debug)
    return answer[0] if answer else code


def _invoke(words: list[str]) -> int | RunOrder:
    command = typer.main.get_command(cli)
    try:
        result = command.main(words, prog_name="kiosk", standalone_mode=False)
    except typer.Exit as done:
        return done.exit_code
    except typer.Abort:
        return _FAILED
    except Exception as error:
        # Usage errors know how to show themselves: the command's usage and what was wrong.
        show = getattr(error, "show", None)
        if show is None:
            raise
        if getattr(error, "ctx", None) is None:
            sys.stderr.write(f"Usage: kiosk {words[0]} [OPTIONS]\n")
        show()
        return _USAGE
    return result if isinstance(result, int | RunOrder) else 0


@cli.command()
def run(
    config: ConfigOption = None,
    display: DisplayOption = None,
    source: SourceOption = None,
    date: DateOption = None,
    *,
    windowed: Annotated[bool, typer.Option("--windowed", help="In an ordinary window.")] = False,
) -> RunOrder:
    """Show a display until it is stopped."""
    return RunOrder(config=config, display=display, source=source, date=date, windowed=windowed)


@cli.command()
def check(
    config: ConfigOption = None,
    source: SourceOption = None,
    *,
    as_json: JsonOption = False,
) -> int:
    """Read configuration, source and photos once, and tell what was understood."""
    from kiosk import report  # noqa: PLC0415 - a command imports what it needs

    found = report.check(load(config).rehearsed(url=source), os.environ)
    _print(_as_json(found.as_json()) if as_json else found.text())
    if not found.usable:
        complain(found.problem)
        return _FAILED
    return 0


@cli.command()
def standings(
    config: ConfigOption = None,
    source: SourceOption = None,
    date: DateOption = None,
    by: Annotated[
        SubjectKind | None, typer.Option("--by", help="What is ranked; else the configured one.")
    ] = None,
    *,
    as_json: JsonOption = False,
) -> int:
    """Compute the board and print it."""
    from kiosk import report  # noqa: PLC0415 - a command imports what it needs

    chosen = load(config).rehearsed(url=source, date=date)
    found = report.standings(chosen, os.environ, by)
    if as_json:
        _print(_as_json(found.as_json()))
    else:
        found.print_table()
    return 0


@cli.command()
def snapshot(
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="A PNG file, or a folder.")],
    scene: Annotated[
        SceneChoice | None, typer.Option("--scene", help="A scene, or all; a sheet has all.")
    ] = None,
    config: ConfigOption = None,
    source: SourceOption = None,
    date: DateOption = None,
    display: DisplayOption = None,
    size: Annotated[
        PictureSize | None,
        typer.Option("--size", metavar="WxH", parser=_size, help="In pixels; else 1920x1080."),
    ] = None,
    lang: Annotated[
        LanguageChoice | None, typer.Option("--lang", help="Else the display's language.")
    ] = None,
    *,
    sheet: Annotated[bool, typer.Option("--sheet", help="All on one picture, small.")] = False,
) -> int:
    """Draw scenes as PNG files; no screen is needed."""
    from kiosk import pictures  # noqa: PLC0415 - Qt is only loaded by whoever draws

    if scene is None and not sheet:
        raise typer.BadParameter("expected a scene, or all", param_hint="'--scene'")
    chosen = load(config).rehearsed(url=source, date=date)
    if display is not None:
        choose_display(chosen, display, socket.gethostname())
    scenes = tuple(Scene) if scene in {None, SceneChoice.ALL} else (Scene(scene),)
    order = pictures.Order(
        scenes=scenes,
        display=display,
        size=None if size is None else (size.width, size.height),
        language=lang and lang.value,
    )
    if sheet:
        _print(str(pictures.draw_sheet(chosen, os.environ, order, out)))
        return 0
    for path in pictures.draw(chosen, os.environ, order, out):
        _print(str(path))
    return 0


@cli.command()
def played(
    since: Annotated[
        dt.date | None,
        typer.Option("--from", metavar="D", parser=_day, help="First day, as 2027-06-15."),
    ] = None,
    until: Annotated[
        dt.date | None, typer.Option("--to", metavar="D", parser=_day, help="Last day.")
    ] = None,
    display: Annotated[
        str | None, typer.Option("--display", metavar="NAME", help="What this display showed.")
    ] = None,
    config: ConfigOption = None,
    *,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print CSV, marked as UTF-8 for spreadsheets.")
    ] = False,
    as_json: JsonOption = False,
) -> int:
    """Print what was shown when, by the contest's time of day."""
    from kiosk.memory import PlayLog, export  # noqa: PLC0415 - a command imports what it needs
    from kiosk.resources import state_folder  # noqa: PLC0415

    if as_csv and as_json:
        raise typer.BadParameter("either, not both", param_hint="'--csv' / '--json'")
    if since is not None and until is not None and until < since:
        raise typer.BadParameter("is before --from", param_hint="'--to'")
    zone = load(config).contest.zone
    with PlayLog(state_folder()) as log:
        found = log.between(_midnight(since, zone), _midnight(_day_after(until), zone), display)
        if as_csv:
            # Spreadsheets tell UTF-8 by its mark, whatever the terminal's encoding is.
            sys.stdout.buffer.write(codecs.BOM_UTF8)
            for line in export.as_csv(found, zone):
                sys.stdout.buffer.write(line.encode())
        else:
            sys.stdout.writelines((export.as_json if as_json else export.as_text)(found, zone))
    # A reader that has gone is noticed here, and not when the interpreter ends.
    sys.stdout.flush()
    return 0


def _midnight(day: dt.date | None, zone: dt.tzinfo) -> dt.datetime | None:
    return None if day is None else dt.datetime.combine(day, dt.time(), zone)


def _day_after(day: dt.date | None) -> dt.date | None:
    return None if day in {None, dt.date.max} else day + dt.timedelta(days=1)


@cli.command()
def doctor(
    config: ConfigOption = None,
    display: DisplayOption = None,
    *,
    as_json: JsonOption = False,
) -> int:
    """Look whether this machine can carry a display, and tell what to do."""
    from kiosk import doctor as examining  # noqa: PLC0415 - a command imports what it needs

    found = examining.examine(config, display, examining.Machine(environ=os.environ))
    _print(_as_json(found.as_json()) if as_json else found.text())
    return _FAILED if found.failed else 0


@cli.command()
def install(
    display: Annotated[
        str, typer.Option("--display", metavar="NAME", help="The display to start at boot.")
    ],
    config: ConfigOption = None,
    ground: Annotated[
        Ground,
        typer.Option("--on", help="A compositor of its own, a desktop session, the bare screen."),
    ] = Ground.CAGE,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write there, not to the system.")
    ] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print, write nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files of others.")] = False,
) -> int:
    """Write the systemd units that start a display at boot, and tell what to type next."""
    from kiosk.installation.install import Order, install  # noqa: PLC0415 - as above
    from kiosk.screen.platform import has_gpu  # noqa: PLC0415 - as above

    chosen = load(config)
    choose_display(chosen, display, socket.gethostname())
    order = Order(
        display=display,
        config=config,
        data=_files(chosen),
        ground=ground,
        out=out,
        dry_run=dry_run,
        force=force,
    )
    _print(install(order, os.environ, gpu=has_gpu(), uid=os.getuid()))
    return 0


@cli.command()
def schema(
    of: Annotated[SchemaName, typer.Argument(help="The configuration, or the data document.")],
) -> int:
    """Print a JSON Schema, for editors and for whoever feeds the kiosk."""
    if of is SchemaName.CONFIG:
        from kiosk.config import config_schema  # noqa: PLC0415 - a command imports what it needs

        _print(_as_json(config_schema()))
    else:
        from kiosk.intake.document import data_schema  # noqa: PLC0415

        _print(_as_json(data_schema()))
    return 0


def _files(config: Config) -> tuple[Path, ...]:
    """The files and folders that a configuration names."""
    named = (config.source.url, config.source.ca, config.photos.folder)
    return tuple(Path(one) for one in named if one is not None and str(one).startswith("/"))


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    # A reader that has gone is noticed here, and not when the interpreter ends.
    sys.stdout.flush()
