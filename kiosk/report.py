"""What `check` and `standings` tell: one look at configuration, source and photos."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from kiosk.album.survey import Survey, survey
from kiosk.config import Config, Photos
from kiosk.contest.board import boards, candidates, sides
from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import BoardRule, Side, Standing, SubjectKind, Table
from kiosk.intake import Finding, Payload, UnusableSource
from kiosk.intake.source import SourceUnavailable, shown
from kiosk.intake.table import read_table
from kiosk.preparation import evaluate_remembered, evaluate_table, read_source, today_of
from kiosk.progress import progress
from kiosk.screen.language import score
from kiosk.settings import (
    ContestSettings,
    contest_settings,
    holidays_words,
    status_settings,
    unannounced_years,
)

_BESIDES: Final = ("indicators", "projects", "meetings", "problems")
"""What a table may hold besides tasks, units and entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was understood, and what was not."""

    config: Config
    url: str
    evaluation: Evaluation | None
    table: Table | None
    findings: tuple[Finding, ...]
    photos: Survey
    unannounced: tuple[int, ...] = ()
    """Years that the contest reaches into and of which no public holiday is known."""
    undated: bool = False
    """Whether the as-of date is only that of the file or the response."""
    problem: str
    """Why the source is unusable, in one line; empty when it is not."""

    @property
    def usable(self) -> bool:
        """Whether a kiosk could show this source."""
        return not self.problem

    @property
    def warnings(self) -> tuple[str, ...]:
        """Every warning with its place, a line each."""
        advice: Iterable[str] = ()
        if self.evaluation is not None and self.table is not None:
            advice = (
                *_advice(self.evaluation, self.table),
                *_unlikely(self.config, self.table, undated=self.undated),
            )
        return (
            *map(str, self.config.doubts()),
            *map(str, self.findings),
            *self.photos.problems,
            *advice,
        )

    def text(self) -> str:
        """For a person at a terminal."""
        lines = [f"config    {self.config.file}: displays {', '.join(self.config.displays)}"]
        if self.evaluation is None or self.table is None:
            lines.append(f"source    {self.url}: unusable")
        else:
            understood = _understood(self.evaluation, self.table)
            demo = ", demonstration data" if self.evaluation.demo else ""
            lines.append(
                f"source    {self.url}: {understood['tasks']} tasks in {understood['areas']} areas"
                f" of {understood['units']} units, as of {understood['as_of']}{demo}"
            )
            listed = [f"{understood[kind]} {kind}" for kind in _BESIDES if understood[kind]]
            if listed:
                lines.append(f"besides   {', '.join(listed)}")
            red, black = _count(self.evaluation, Side.RED), _count(self.evaluation, Side.BLACK)
            lines.append(f"boards    {red} red, {black} black")
        if self.unannounced:
            lines.append(f"calendar  {holidays_words(self.unannounced)}")
        photos, withheld = len(self.photos.photos), len(self.photos.withheld)
        kept_back = f", {withheld} withheld" if withheld else ""
        lines.append(f"photos    {self.config.photos.folder}: {photos}{kept_back}")
        lines += [f"warning   {warning}" for warning in self.warnings]
        return "\n".join(lines)

    def as_json(self) -> dict[str, object]:
        """For a program."""
        understood: Mapping[str, object] = {}
        if self.evaluation is not None and self.table is not None:
            understood = _understood(self.evaluation, self.table)
        return {
            "usable": self.usable,
            "config": {"file": str(self.config.file), "displays": list(self.config.displays)},
            "source": {"url": self.url, "problem": self.problem or None, **understood},
            "calendar": {"holidays_unknown": list(self.unannounced)},
            "photos": {
                "folder": str(self.config.photos.folder),
                "count": len(self.photos.photos),
                "withheld": [
                    {"file": photo.path, "reason": why} for photo, why in self.photos.withheld
                ],
            },
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True, slots=True)
class Computed:
    """Standings with the side that each subject stands on."""

    evaluation: Evaluation
    side: Mapping[tuple[str, str], Side]

    def as_json(self) -> dict[str, object]:
        """The contract of `kiosk standings --json`."""
        evaluation = self.evaluation
        return {
            "as_of": evaluation.as_of.isoformat(),
            "round": None if evaluation.round is None else evaluation.round.number,
            "tasks": len(evaluation.tasks),
            "subjects": [self._subject(one) for one in evaluation.standings],
        }

    def print_table(self) -> None:
        """For a person at a terminal."""
        from rich.console import Console  # noqa: PLC0415 - JSON needs no table
        from rich.table import Table as Grid  # noqa: PLC0415

        groups = any(one.group for one in self.evaluation.standings)
        grid = Grid(title=f"as of {self.evaluation.as_of}", title_justify="left")
        for name in ("group",) * groups + ("rank", "subject"):
            grid.add_column(name, no_wrap=True)
        for name in ("score", "progress", "quality", "results", "overdue", "moved"):
            grid.add_column(name, justify="right", no_wrap=True)
        grid.add_column("side", no_wrap=True)
        for one in self.evaluation.standings:
            side = self.side.get((one.group, one.subject))
            grid.add_row(
                *((one.group,) * groups),
                "—" if one.rank is None else str(one.rank),
                one.subject,
                "—" if one.score is None else score(one.score),
                *(_figure(value) for value in (one.progress, one.quality, one.results)),
                str(one.overdue or ""),
                _moved(one),
                "" if side is None else side.value,
            )
        # A pipe has no width of its own; there nothing may be cut off.
        width = None if sys.stdout.isatty() else 200
        Console(markup=False, highlight=False, width=width).print(grid)

    def _subject(self, one: Standing) -> dict[str, object]:
        side = self.side.get((one.group, one.subject))
        subject: dict[str, object] = {
            "name": one.subject,
            "rank": one.rank,
            "score": one.score,
            "progress": _exact(one.progress),
            "quality": _exact(one.quality),
            "results": _exact(one.results),
            "overdue": one.overdue,
            "movement": _movement(one),
            "side": None if side is None else side.value,
        }
        return subject | ({"group": one.group} if one.group else {})


def check(config: Config, environ: Mapping[str, str]) -> Check:
    """Read everything once.

    Raises:
        ConfigError: a variable that the source or the status page needs is not set.
    """
    settings = contest_settings(config, environ)
    status_settings(config, environ)
    now = datetime.now(UTC)
    table: Table | None = None
    findings: tuple[Finding, ...] = ()
    problem = ""
    undated = False
    try:
        payload, table, findings = read_source(settings)
        undated = settings.pinned is None and _is_undated(payload, settings)
    except (SourceUnavailable, UnusableSource) as error:
        problem = str(error)
    today = (
        now.astimezone(settings.zone).date() if table is None else today_of(table, settings, now)
    )
    with progress("photos") as advance:
        photos = survey(config.photos.folder, config.photos.captions, today, advance)
    return Check(
        config=config,
        url=shown(settings.request.url),
        evaluation=None if table is None else evaluate_table(table, settings, now),
        table=table,
        findings=findings,
        photos=photos,
        unannounced=unannounced_years(settings, () if table is None else table.projects),
        undated=undated,
        problem=problem,
    )


def standings(config: Config, environ: Mapping[str, str], by: SubjectKind | None) -> Computed:
    """Compute the board.

    With `approval = "required"` the sides are the candidates that the rule computes, unless
    the source lists its own.

    Raises:
        ConfigError: a variable that the source needs is not set.
        SourceUnavailable: the source gave nothing.
        UnusableSource: what it gave is no table.
    """
    settings = contest_settings(config, environ)
    if by is not None:
        settings = replace(settings, rules=replace(settings.rules, subject=by))
    _, table, _ = read_source(settings)
    evaluation = evaluate_remembered(table, settings, datetime.now(UTC))
    hung = boards(evaluation.standings, evaluation.rules, table.entries, evaluation.round)
    drawn = hung or candidates(evaluation.standings, evaluation.rules)
    return Computed(evaluation, sides(drawn))


def _is_undated(payload: Payload, settings: ContestSettings) -> bool:
    """Whether nothing inside the source says what day its figures are of."""
    table, _ = read_table(replace(payload, modified=None), settings.reading)
    return table.as_of is None


def _understood(evaluation: Evaluation, table: Table) -> dict[str, object]:
    return {
        "tasks": len(evaluation.tasks),
        "areas": evaluation.areas,
        "units": evaluation.units,
        "as_of": evaluation.as_of.isoformat(),
        "demo": evaluation.demo,
        **{kind: len(getattr(table, kind)) for kind in _BESIDES},
    }


def _advice(evaluation: Evaluation, table: Table) -> Iterator[str]:
    """What is legal and yet hardly meant."""
    scored = any(one.score is not None for one in evaluation.standings)
    measured = any(one.progress is not None for one in evaluation.standings)
    if scored and not measured and evaluation.rules.rule is BoardRule.CONDITIONAL:
        yield (
            "the source gives scores but no progress, so the rule «conditional» puts nobody on a"
            " board; «threshold» or «top-bottom» would"
        )
    given = {unit.name for unit in table.units if unit.score is not None}
    computed = {one.subject for one in evaluation.standings if one.score is not None} - given
    if given and computed and evaluation.rules.subject is SubjectKind.UNIT:
        yield (
            f"the source gives scores of its own for some units only; {len(computed)} others"
            " are ranked among them by computed scores"
        )
    twice = sorted(
        {entry.subject for board in evaluation.boards for entry in board.red}
        & {entry.subject for board in evaluation.boards for entry in board.black}
    )
    if twice:
        yield f"the source lists {'、'.join(twice)} as both red and black"
    for schedule in evaluation.schedules:
        if not schedule.possible:
            yield (
                f"the steps of the project {schedule.project.name} do not fit before its target:"
                f" it would have to begin by {schedule.latest_start}"
            )


def _unlikely(config: Config, table: Table, *, undated: bool) -> Iterator[str]:
    """What ships with the kiosk, or comes about by itself, and looks like the office's own."""
    if undated:
        taken = "today" if table.as_of is None else f"{table.as_of}, when it was last changed,"
        yield (
            f"the source does not say what day its figures are of; {taken} is taken;"
            " a line such as “截至2027年6月15日” above the header says it"
        )
    if config.photos.folder == Photos().folder and not table.demo:
        yield "the photos are the demonstration's; [photos] from names the folder of your own"


def _count(evaluation: Evaluation, side: Side) -> int:
    return sum(one is side for one in sides(evaluation.boards).values())


def _exact(value: float | None) -> float | None:
    """A dimension without floating-point noise."""
    return None if value is None else round(value, 6)


def _movement(one: Standing) -> int | str | None:
    """Places gained since the round before; `new`; None where nothing is kept to compare with."""
    if one.movement is None:
        return None
    return "new" if one.movement.places is None else one.movement.places


def _moved(one: Standing) -> str:
    moved = _movement(one)
    return "" if moved is None else f"{moved:+d}" if isinstance(moved, int) else moved


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}"
