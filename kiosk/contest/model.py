"""Values of the contest: what a table says, and what the rules make of it.

Every value is frozen. Shares are fractions (0.85 is 85 %), scores and dimensions run from
0 to 100 (progress to 120), dates are calendar dates in the contest's time zone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

NOISE: Final = 1e-9
"""Differences up to this are floating-point noise: they decide no rounding, threshold or tie."""


class Side(StrEnum):
    """A side of the board. Red honours, black names who lags."""

    RED = "red"
    BLACK = "black"


class SubjectKind(StrEnum):
    """What is ranked: a unit, or the tasks' area, battle line or leader."""

    UNIT = "unit"
    AREA = "area"
    LINE = "line"
    LEADER = "leader"


class Lamp(StrEnum):
    """Where a task stands against its plan (rules, section 4), in the order they are tried."""

    NOT_REPORTED = "not-reported"
    DONE = "done"
    OVERDUE = "overdue"
    ON_PLAN = "on-plan"
    SLIGHTLY_BEHIND = "slightly-behind"
    BEHIND = "behind"


class PlanStep(StrEnum):
    """How time-proportional progress advances: each day, or each whole half-month."""

    DAY = "day"
    HALF_MONTH = "half-month"


class Missing(StrEnum):
    """What a task that was not reported counts as: nothing at all, or zero."""

    SKIP = "skip"
    ZERO = "zero"


class Tie(StrEnum):
    """How ranks go on after a tie: 1, 2, 2, 4 or 1, 2, 2, 3."""

    COMPETITION = "competition"
    DENSE = "dense"


class BoardRule(StrEnum):
    """Who is on which board (rules, section 6)."""

    CONDITIONAL = "conditional"
    THRESHOLD = "threshold"
    TOP_BOTTOM = "top-bottom"
    LISTED = "listed"


class Approval(StrEnum):
    """Whether computed boards hang by themselves, or only boards that the source lists."""

    AUTOMATIC = "automatic"
    REQUIRED = "required"


class RoundKind(StrEnum):
    """How the season is cut into rounds, where no list of dates says it."""

    HALF_MONTH = "half-month"
    MONTH = "month"
    WEEK = "week"


class MeetingKind(StrEnum):
    """The half-monthly dispatch of the battle lines, or the monthly four-team meeting."""

    DISPATCH = "dispatch"
    MONTHLY = "monthly"


class Phase(StrEnum):
    """Where a day stands in the season."""

    BEFORE = "before"
    RUNNING = "running"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row of the plan-and-progress table."""

    title: str
    id: str = ""
    area: str = ""
    line: str = ""
    lead_units: tuple[str, ...] = ()
    support_units: tuple[str, ...] = ()
    leader: str = ""
    owner: str = ""
    start: date | None = None
    due: date | None = None
    due_text: str = ""
    weight: float = 1.0
    planned: float | None = None
    actual: float | None = None
    quality: float | None = None
    results: float | None = None
    points: float = 0.0
    veto: str = ""
    """Why the task was vetoed, as the table says it; empty where it was not."""
    status_text: str = ""
    problem: str = ""
    next_step: str = ""
    updated: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A row of the source's table of units: a group, and a score where the office computes it."""

    name: str
    group: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """A row of the source's own red/black table."""

    side: Side
    subject: str
    round: str = ""
    """The round as the table names it: `3`, `第3期`, `6月上半月`; empty counts for any."""
    reason: str = ""
    rectify_by: str = ""
    rectified: str = ""
    """How far rectification has come, as the table says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One of the county's figures: its value or its growth, and its rank among peers."""

    name: str
    value: float | None = None
    measure: str = ""
    """What the value counts, as the table says it: 亿元, 个."""
    growth: float | None = None
    """Growth on the year before as a fraction: 0.081 is 8.1 %."""
    rank: int | None = None
    peers: int | None = None
    """How many are compared, the county itself included."""
    among: str = ""
    """Who the peers are: 九县（市）."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A day on which progress is looked at together."""

    kind: MeetingKind
    day: date
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that stands in a task's way, as a unit reported it."""

    text: str
    line: str = ""
    unit: str = ""
    raised: date | None = None
    resolved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a project."""

    name: str
    days: int
    """Working days that it takes; 0 for a mere event."""
    after: tuple[str, ...] = ()
    """Names of the steps that it waits for."""
    started: date | None = None
    finished: date | None = None
    milestone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project with a target date, and the steps that lead to it."""

    name: str
    target: date
    steps: tuple[Step, ...]
    start: date | None = None
    """The day it begins; where none is given, the latest day by which it must."""
    product: str = ""
    """What it will produce: 日加工能力."""
    before: float | None = None
    after: float | None = None
    measure: str = ""
    """What `before` and `after` count: 吨."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Everything that one source said at one time."""

    tasks: tuple[Task, ...] = ()
    units: tuple[Unit, ...] = ()
    entries: tuple[ListedEntry, ...] | None = None
    """The source's own red/black table, which may be empty; None where it has none."""
    indicators: tuple[Indicator, ...] = ()
    projects: tuple[Project, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    problems: tuple[Problem, ...] = ()
    as_of: date | None = None
    demo: bool = False
    """Marked as demonstration data: the screen says so, and today is the as-of date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """The contest's span, both days included.

    Raises:
        ValueError: `end` is before `start`.
    """

    start: date
    end: date
    rounds: RoundKind | tuple[date, ...] = RoundKind.HALF_MONTH
    """A kind, or the last day of each round in ascending order."""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"the season ends on {self.end}, before it starts on {self.start}")

    @property
    def days(self) -> int:
        """Length in days, both ends counted: May 1 to September 30 is 153."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of the season: its number from 1, first and last day."""

    number: int
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Shares of the three dimensions in a score; only their proportion counts."""

    progress: float = 0.50
    quality: float = 0.25
    results: float = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The numbers and choices of rules.md sections 4 to 6, with its defaults."""

    subject: SubjectKind = SubjectKind.UNIT
    rule: BoardRule = BoardRule.CONDITIONAL
    approval: Approval = Approval.AUTOMATIC
    tie: Tie = Tie.COMPETITION
    plan: PlanStep = PlanStep.DAY
    missing: Missing = Missing.SKIP
    weights: Weights = field(default_factory=Weights)
    progress_cap: float = 120.0
    slightly_behind: float = 0.10
    on_plan_from: float = 100.0
    behind_below: float = 95.0
    red_count: int = 5
    black_count: int = 5
    red_from: float = 90.0
    black_below: float = 60.0
    groups: Mapping[str, str] = field(default_factory=dict)
    """Subject name to group, from the config; it overrides the source's table of units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """A task as it stands on one day: the plan, the distance to it, the lamp."""

    task: Task
    planned: float
    actual: float | None
    lamp: Lamp
    days_overdue: int = 0
    """Days since the due date of a task whose lamp is overdue, else 0."""

    @property
    def lead(self) -> float | None:
        """Percentage points ahead of plan (behind is negative); None when not reported."""
        return None if self.actual is None else 100.0 * (self.actual - self.planned)


def count(views: Iterable[TaskView], *lamps: Lamp) -> int:
    """How many of the tasks show one of these lamps."""
    return sum(view.lamp in lamps for view in views)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Change of rank since the round before, in the same group; positive is up."""

    places: int | None
    """None for a subject that was not ranked in the round before: new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One subject's place in its group.

    `score` and `rank` are None for a subject with nothing to rank it by; it then stands
    on no board. `progress` runs from 0 to `Rules.progress_cap`, the other dimensions from
    0 to 100; each is None where no reported task has it.
    """

    subject: str
    group: str = ""
    rank: int | None = None
    score: float | None = None
    progress: float | None = None
    quality: float | None = None
    results: float | None = None
    points: float = 0.0
    actual: float | None = None
    planned: float | None = None
    """Weighted mean shares over the reported tasks, for the bar and its tick."""
    tasks: tuple[TaskView, ...] = ()
    movement: Movement | None = None
    """None where no round before is kept."""

    @property
    def lead(self) -> float | None:
        """Percentage points ahead of plan (behind is negative), the distance progress measures."""
        return None if self.progress is None else self.progress - 100.0

    def count(self, *lamps: Lamp) -> int:
        """How many of the subject's tasks show one of these lamps."""
        return count(self.tasks, *lamps)

    @property
    def overdue(self) -> int:
        """Number of overdue tasks."""
        return self.count(Lamp.OVERDUE)

    @property
    def vetoed(self) -> tuple[Task, ...]:
        """The subject's tasks that carry a veto."""
        return tuple(view.task for view in self.tasks if view.task.veto)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardEntry:
    """A subject on a board; `listed` where the source's own table put it there."""

    subject: str
    standing: Standing | None = None
    listed: ListedEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Both sides for one group, each in the order it is read: best first, worst last."""

    group: str = ""
    red: tuple[BoardEntry, ...] = ()
    black: tuple[BoardEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledStep:
    """A step with the days between which it can stand (rules, section 8).

    Both ends are included: a step of one day starts and finishes on the same one. All days are
    working days but those on which it was in fact started or finished.
    """

    step: Step
    earliest_start: date
    earliest_finish: date
    latest_start: date
    latest_finish: date
    slack: int
    """Its float: working days by which it may slip from its earliest days without moving the
    target; negative where these are too late already."""
    expected_start: date
    expected_finish: date
    """When it was or will be worked on: its actual days, and what follows from those before it."""
    spare: int
    """The float that is left: working days by which it may slip from its expected days without
    moving the target; negative where these are too late already."""
    parallel: tuple[str, ...] = ()
    """Names of the steps that can run at the same time: whose earliest days overlap its own."""

    @property
    def critical(self) -> bool:
        """Whether any slip of it moves the target.

        With time to spare between start and target no step does; `Schedule.critical_path` then
        still names those that decide the end.
        """
        return self.slack <= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A project's reverse schedule (rules, section 8)."""

    project: Project
    start: date
    """The project's own start, or the latest day by which it must begin; a working day."""
    latest_start: date
    """The day by which the whole must begin for the target to be met."""
    steps: tuple[ScheduledStep, ...]
    """In the order of the table."""
    critical_path: tuple[str, ...]
    """Names of the steps that decide the earliest end, one after another, from a step that
    waits for none to one that none waits for."""
    expected_finish: date
    """When the last step will be done, with the actual days that are known."""
    days_late: int
    """Working days by which that is after the target; 0 in time."""
    days_early: int
    """Working days by which that is before the target; 0 when late."""
    possible: bool
    """Whether the steps fit between start and target at all; where they do not it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is met about next, and the problems reported since the last time."""

    dispatch: Meeting | None = None
    """The next half-monthly dispatch, today's included; None after the season's last."""
    monthly: Meeting | None = None
    """The next monthly meeting, today's included."""
    since: date | None = None
    """The last dispatch before today; None before the first."""
    problems: tuple[Problem, ...] = ()
    """Reported since then and not resolved, by battle line in the order of the table."""
