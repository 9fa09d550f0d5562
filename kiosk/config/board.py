"""Who stands on the boards, and how the units are named and grouped."""

from collections.abc import Mapping
from typing import Annotated
from unicodedata import normalize

from pydantic import Field, ValidationInfo, field_validator

from kiosk.config.base import WORD, Table
from kiosk.config.problems import Refused, shown
from kiosk.contest.model import Approval, BoardRule, Missing, PlanStep, SubjectKind, Tie


class Weights(Table):
    """What the three dimensions count in a score; only their proportion matters."""

    progress: Annotated[float, Field(ge=0, le=1000)] = 0.50
    """Progress against the plan."""
    quality: Annotated[float, Field(ge=0, le=1000)] = 0.25
    """Quality of the work."""
    results: Annotated[float, Field(ge=0, le=1000)] = Field(default=0.25, validate_default=True)
    """Results of the work."""

    @field_validator("results")
    @classmethod
    def _something_counts(cls, results: float, info: ValidationInfo) -> float:
        others = [info.data.get(name, 1.0) for name in ("progress", "quality")]
        if not any((results, *others)):
            raise Refused(
                "at least one of progress, quality and results must count more than 0",
                *(("results",), ("progress",), ("quality",)),
            )
        return results


class Board(Table):
    """Who stands on the red and the black board (rules, sections 4 to 6)."""

    subject: Annotated[SubjectKind, WORD] = SubjectKind.UNIT
    """Who is ranked."""
    rule: Annotated[BoardRule, WORD] = BoardRule.CONDITIONAL
    """Which rule makes the boards."""
    approval: Annotated[Approval, WORD] = Approval.AUTOMATIC
    """Whether a computed board hangs by itself, or only one that the table lists."""
    tie: Annotated[Tie, WORD] = Tie.COMPETITION
    """How ranks go on after a tie: 1, 2, 2, 4 or 1, 2, 2, 3."""
    plan: Annotated[PlanStep, WORD] = PlanStep.DAY
    """How time-proportional progress advances."""
    missing: Annotated[Missing, WORD] = Missing.SKIP
    """What a task that was not reported counts as."""
    red_count: Annotated[int, Field(ge=0, le=1000)] = 5
    """How many stand on the red board."""
    black_count: Annotated[int, Field(ge=0, le=1000)] = 5
    """How many stand on the black board."""
    progress_cap: Annotated[float, Field(ge=100, le=1000)] = 120.0
    """Most points that progress can bring."""
    on_plan_from: Annotated[float, Field(ge=0, le=1000)] = 100.0
    """Rule conditional: the red board asks for at least this much progress."""
    behind_below: Annotated[float, Field(ge=0, le=1000)] = Field(
        default=95.0, validate_default=True
    )
    """Rule conditional: with less progress than this a subject is behind plan."""
    red_from: Annotated[float, Field(ge=-1000, le=1000)] = 90.0
    """Rule threshold: red with this score or more."""
    black_below: Annotated[float, Field(ge=-1000, le=1000)] = Field(
        default=60.0, validate_default=True
    )
    """Rule threshold: black with less than this score."""
    slightly_behind: Annotated[float, Field(ge=0, le=100)] = 10.0
    """Up to this many percentage points behind plan the lamp says slightly behind."""
    weights: Weights = Weights()
    """What the three dimensions count in a score."""

    @field_validator("on_plan_from")
    @classmethod
    def _plan_can_be_reached(cls, on_plan_from: float, info: ValidationInfo) -> float:
        cap = info.data.get("progress_cap", on_plan_from)
        if on_plan_from > cap:
            raise Refused(f"expected at most progress_cap ({cap:g}), since nobody gets further")
        return on_plan_from

    @field_validator("behind_below")
    @classmethod
    def _behind_is_below_on_plan(cls, behind_below: float, info: ValidationInfo) -> float:
        on_plan_from = info.data.get("on_plan_from", behind_below)
        if behind_below > on_plan_from:
            raise Refused(
                f"behind_below ({behind_below:g}) must not be more than on_plan_from"
                f" ({on_plan_from:g})",
                *(("behind_below",), ("on_plan_from",)),
            )
        return behind_below

    @field_validator("black_below")
    @classmethod
    def _black_is_below_red(cls, black_below: float, info: ValidationInfo) -> float:
        red_from = info.data.get("red_from", black_below)
        if black_below > red_from:
            raise Refused(
                f"black_below ({black_below:g}) must not be more than red_from ({red_from:g})",
                *(("black_below",), ("red_from",)),
            )
        return black_below


class Units(Table):
    """The units' names and groups."""

    aliases: Mapping[str, str] = {}
    """Another name of a unit, to the one that counts."""
    groups: Mapping[str, Annotated[tuple[str, ...], WORD]] = {}
    """A group's name to its units; each group is ranked and boarded apart."""

    @field_validator("aliases")
    @classmethod
    def _aliases_lead_to_names(cls, aliases: Mapping[str, str]) -> Mapping[str, str]:
        others = {_label(name): name for name in aliases}
        for name, counting in aliases.items():
            if _label(counting) in others:
                raise Refused(
                    f"expected the name that counts; {shown(counting)} is itself listed as"
                    " another name",
                    ("aliases", name),
                )
        return aliases

    @field_validator("groups")
    @classmethod
    def _each_unit_is_in_one_group(
        cls, groups: Mapping[str, tuple[str, ...]], info: ValidationInfo
    ) -> Mapping[str, tuple[str, ...]]:
        aliases = _labels(info.data.get("aliases", {}))
        first: dict[str, str] = {}
        for group, units in groups.items():
            for unit in units:
                label = aliases.get(_label(unit), _label(unit))
                if first.setdefault(label, group) != group:
                    raise Refused(
                        f"{shown(unit)} is already in the group {shown(first[label])}",
                        ("groups", group),
                    )
        return groups

    def group_of(self) -> dict[str, str]:
        """Each unit's group, by the unit's name that counts."""
        aliases = _labels(self.aliases)
        return {
            aliases.get(_label(unit), _label(unit)): group
            for group, units in self.groups.items()
            for unit in units
        }


def _label(name: str) -> str:
    """A name as the table's are normalised (rules, section 3)."""
    return " ".join(normalize("NFKC", name).split())


def _labels(aliases: Mapping[str, str]) -> dict[str, str]:
    return {_label(name): _label(counting) for name, counting in aliases.items()}
