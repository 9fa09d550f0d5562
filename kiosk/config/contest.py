"""The contest's name, calendar and meetings."""

import datetime as dt
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import Field, PlainValidator, ValidationInfo, field_validator

from kiosk.config.base import WORD, Table
from kiosk.config.problems import Refused, did_you_mean
from kiosk.contest.model import MeetingKind, RoundKind, Season

_ROUNDS: Final = (
    'expected "half-month", "month", "week", or the last day of each round in ascending order,'
    " such as [2027-05-20, 2027-06-10]"
)


def _rounds(value: object) -> RoundKind | tuple[dt.date, ...]:
    if isinstance(value, str):
        if value not in tuple(RoundKind):
            raise Refused(_ROUNDS, hint=did_you_mean(value, tuple(RoundKind)))
        return RoundKind(value)
    days = value if isinstance(value, list | tuple) else []
    # A date with a time of day is a date to Python, but no day to the calendar.
    if not days or any(type(day) is not dt.date for day in days) or sorted({*days}) != [*days]:
        raise Refused(_ROUNDS)
    return tuple(days)


Rounds = Annotated[
    RoundKind | tuple[dt.date, ...],
    PlainValidator(_rounds),
    Field(
        json_schema_extra={
            "anyOf": [
                {"type": "string", "enum": [*RoundKind]},
                {
                    "type": "array",
                    "items": {"type": "string", "format": "date"},
                    "minItems": 1,
                },
            ]
        }
    ),
]


class Contest(Table):
    """The contest: its name, its county, its calendar."""

    title: Annotated[str, Field(min_length=1)] = "全县重点工作“擂台赛”"
    """The contest's title."""
    county: str = "云山县"
    """The county's name; the shipped one is made up."""
    slogan: Annotated[tuple[str, ...], WORD] = (
        "比进度、比质量、比成绩",
        "赛干劲、赛作风、赛成效",
    )
    """The contest's slogan, one line each."""
    start: dt.date = dt.date(2027, 5, 1)
    """First day of the season."""
    end: dt.date = Field(default=dt.date(2027, 9, 30), validate_default=True)
    """Last day of the season."""
    rounds: Rounds = RoundKind.HALF_MONTH
    """How the season is cut into rounds: a kind, or the last day of each round."""
    timezone: str = "Asia/Shanghai"
    """The contest's time zone, by its IANA name."""
    days_off: Annotated[tuple[dt.date, ...], WORD] = ()
    """Days on which nobody works, besides weekends and public holidays."""
    work_days: Annotated[tuple[dt.date, ...], WORD] = Field(default=(), validate_default=True)
    """Weekends and holidays that are worked on, besides the public make-up days."""

    @field_validator("end")
    @classmethod
    def _ends_after_its_start(cls, end: dt.date, info: ValidationInfo) -> dt.date:
        start = info.data.get("start", end)
        if end < start:
            raise Refused(
                f"the season must not end ({end}) before it starts ({start})", ("end",), ("start",)
            )
        return end

    @field_validator("rounds")
    @classmethod
    def _rounds_are_in_the_season(
        cls, rounds: RoundKind | tuple[dt.date, ...], info: ValidationInfo
    ) -> RoundKind | tuple[dt.date, ...]:
        start, end = info.data.get("start"), info.data.get("end")
        if isinstance(rounds, tuple) and start and end:
            outside = [day for day in rounds if not start <= day <= end]
            if outside:
                raise Refused(f"expected days from {start} to {end}; {outside[0]} is not in them")
        return rounds

    @field_validator("timezone")
    @classmethod
    def _time_zone_is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            from zoneinfo import available_timezones  # noqa: PLC0415 - reads a whole folder

            raise Refused(
                'expected the name of a time zone such as "Asia/Shanghai"',
                hint=did_you_mean(name, sorted(available_timezones())),
            ) from error
        return name

    @field_validator("work_days")
    @classmethod
    def _no_day_is_both(
        cls, work_days: tuple[dt.date, ...], info: ValidationInfo
    ) -> tuple[dt.date, ...]:
        both = sorted({*work_days} & {*info.data.get("days_off", ())})
        if both:
            raise Refused(f"{both[0]} stands in days_off, too", *(("work_days",), ("days_off",)))
        return work_days

    @property
    def zone(self) -> ZoneInfo:
        """The contest's time zone."""
        return ZoneInfo(self.timezone)

    def season(self) -> Season:
        """The contest's span and rounds."""
        return Season(start=self.start, end=self.end, rounds=self.rounds)


class Meeting(Table):
    """A meeting on another day than the calendar gives, or with a topic."""

    kind: Annotated[MeetingKind, WORD]
    """Which of the meetings it is."""
    date: dt.date
    """The day on which it is held."""
    topic: str = ""
    """What it is about."""
