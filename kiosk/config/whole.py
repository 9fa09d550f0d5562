"""The whole of the configuration: every key of `config.toml`, its type, range and default."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field, PrivateAttr, ValidationInfo, field_validator

from kiosk.config.base import WORD, Table
from kiosk.config.board import Board, Units
from kiosk.config.contest import Contest, Meeting
from kiosk.config.display import Display, Notice, Photos
from kiosk.config.keys import Keys
from kiosk.config.places import line_of, lines_in
from kiosk.config.problems import (
    ConfigError,
    Problem,
    Refused,
    did_you_mean,
    dotted,
    shown,
)
from kiosk.config.source import Source, expand
from kiosk.config.status import Status
from kiosk.config.theme import Theme, doubtful_colors
from kiosk.config.values import resolve, variables_in
from kiosk.contest.model import Rules, Weights
from kiosk.resources import DEFAULT_CONFIG
from kiosk.rotation import Scene

_SHIPPED_DISPLAYS: Final[Mapping[str, Mapping[str, Any]]] = {
    "lobby": {"theme": "calm"},
    "canteen": {
        "rotation": [
            *("overview", "red", "black", "standings", "areas", "tasks", "dispatch", "notice")
        ],
        "show_black": True,
    },
}
"""What the shipped displays have that a display of another name has not."""


class Config(Table):
    """Everything that one file says, for all its displays."""

    contest: Contest = Contest()
    """The contest: its name, its county, its calendar."""
    source: Source = Field(default_factory=Source)
    """Where the table comes from and how it is asked for."""
    board: Board = Board()
    """Who stands on the red and the black board."""
    units: Units = Units()
    """The units' names and groups."""
    photos: Photos = Field(default_factory=Photos)
    """The work photos."""
    status: Status = Status()
    """The status page."""
    theme: Theme = Theme()
    """Colors of the office's own, in whichever theme a display has."""
    displays: Annotated[Mapping[str, Display], Field(min_length=1)] = Field(
        default_factory=lambda: {
            name: Display.model_validate(table) for name, table in _SHIPPED_DISPLAYS.items()
        }
    )
    """The displays by name. A file that names any replaces the shipped ones."""
    keys: Keys = Keys()
    """What an operator may do on the displays themselves."""
    meetings: Annotated[tuple[Meeting, ...], WORD] = ()
    """Meetings on other days than the calendar gives, or with a topic."""
    notices: Annotated[tuple[Notice, ...], WORD] = ()
    """Plain slides for the scene notice."""

    _file: Path = PrivateAttr(default=DEFAULT_CONFIG)

    @field_validator("displays", mode="before")
    @classmethod
    def _shipped_names_keep_their_defaults(cls, displays: object) -> object:
        if not isinstance(displays, dict):
            return displays
        return {
            name: {**_SHIPPED_DISPLAYS.get(name, {}), **table} if isinstance(table, dict) else table
            for name, table in displays.items()
        }

    @field_validator("displays")
    @classmethod
    def _names_are_plain(cls, displays: Mapping[str, Display]) -> Mapping[str, Display]:
        for name in displays:
            # A display's name is part of file names.
            if not name.isprintable() or name.strip(" .") != name or not name or "/" in name:
                raise Refused(
                    'expected a plain name such as "canteen", without a slash',
                    ("displays", name),
                )
        return displays

    @field_validator("displays")
    @classmethod
    def _each_host_has_one_display(cls, displays: Mapping[str, Display]) -> Mapping[str, Display]:
        owner: dict[str, str] = {}
        for name, display in displays.items():
            for host in display.hosts:
                if owner.setdefault(host.casefold(), name) != name:
                    raise Refused(
                        f"the host {shown(host)} already has the display"
                        f" {shown(owner[host.casefold()])}",
                        ("displays", name, "hosts"),
                    )
        return displays

    @field_validator("notices")
    @classmethod
    def _notices_hang_on_displays(
        cls, notices: tuple[Notice, ...], info: ValidationInfo
    ) -> tuple[Notice, ...]:
        displays = info.data.get("displays")
        for place, notice in enumerate(notices):
            for name in notice.displays:
                if displays is not None and name not in displays:
                    raise Refused(
                        f"{shown(name)} is no display of this file;"
                        f" expected some of {', '.join(map(shown, displays))}",
                        ("notices", place, "displays"),
                        hint=did_you_mean(name, displays),
                    )
        return notices

    def model_post_init(self, context: Any) -> None:
        """Keep the file that is being read."""
        if context:
            self._file = context["file"]

    @property
    def file(self) -> Path:
        """The file that says it, by its absolute path."""
        return self._file

    def doubts(self) -> tuple[Problem, ...]:
        """What is allowed and yet hardly meant, by its lines."""
        themes = (display.theme for display in self.displays.values())
        colors = doubtful_colors(self.theme, themes, self.file)
        return tuple(sorted((*colors, *self._unseen_notices()), key=lambda problem: problem.line))

    def _unseen_notices(self) -> Iterator[Problem]:
        """The notices that hang on no display."""
        showing = {
            name for name, display in self.displays.items() if Scene.NOTICE in display.scenes
        }
        lines = lines_in(self.file)
        for place, notice in enumerate(self.notices):
            meant = {*notice.displays} or {*self.displays}
            if not meant & showing:
                path = ("notices", place)
                yield Problem(
                    file=str(self.file),
                    line=line_of(lines, path),
                    key=dotted(path),
                    message=f"{shown(notice.title)} hangs nowhere; no rotation of"
                    f" {', '.join(map(shown, sorted(meant)))} names notice",
                )

    def expand(self, environ: Mapping[str, str]) -> Source:
        """The source with the `${NAME}`s in its address and headers filled in.

        Args:
            environ: Names of variables to their values.

        Raises:
            ConfigError: a variable is not set or empty, or gives what cannot stand there.
        """
        return expand(self.source, self.file, environ)

    def secrets(self, environ: Mapping[str, str]) -> frozenset[str]:
        """The values of the variables that stand in the file.

        Args:
            environ: Names of variables to their values; of those that are missing there is none.
        """
        texts = (self.source.url, *self.source.headers.values(), self.status.token)
        names = {name for text in texts for name in variables_in(text)}
        return frozenset(filter(None, (environ.get(name) for name in names)))

    def rehearsed(self, *, url: str | None = None, date: dt.date | None = None) -> "Config":
        """The configuration with another source or day, as a command's options ask for.

        Args:
            url: Path or address of a table; a relative path starts at the working directory.
            date: The day that the table is taken to speak of.

        Raises:
            ConfigError: `url` is neither a path nor a usable address.
        """
        changed: dict[str, object] = {}
        if url is not None:
            try:
                changed["url"] = resolve(url, Path.cwd())
            except Refused as error:
                raise ConfigError([Problem(file="--source", message=str(error))]) from None
        if date is not None:
            changed["date"] = date
        return self.model_copy(update={"source": self.source.model_copy(update=changed)})

    def rules(self) -> Rules:
        """The rules of plan, scores and boards, with the groups of the units."""
        board = self.board
        weights = board.weights
        return Rules(
            subject=board.subject,
            rule=board.rule,
            approval=board.approval,
            tie=board.tie,
            plan=board.plan,
            missing=board.missing,
            weights=Weights(
                progress=weights.progress, quality=weights.quality, results=weights.results
            ),
            progress_cap=board.progress_cap,
            slightly_behind=board.slightly_behind / 100,
            on_plan_from=board.on_plan_from,
            behind_below=board.behind_below,
            red_count=board.red_count,
            black_count=board.black_count,
            red_from=board.red_from,
            black_below=board.black_below,
            groups=self.units.group_of(),
        )
