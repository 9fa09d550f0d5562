"""What hangs on the walls: work photos, notices, and the displays with their scenes."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field, PlainValidator, ValidationInfo, field_validator

from kiosk.config.base import WORD, Table
from kiosk.config.problems import Refused
from kiosk.config.values import CommandWords, FolderPath, has_control_characters
from kiosk.hours import ALWAYS, Hours, NotHoursError, parse_hours
from kiosk.resources import ASSETS
from kiosk.rotation import Scene


class Photos(Table):
    """The work photos."""

    folder: FolderPath = Field(
        default_factory=lambda: ASSETS / "demo" / "photos",
        alias="from",
    )
    """Folder of the photos; its subfolders count."""
    order: Literal["shuffle", "name", "newest"] = "shuffle"
    """How the album goes round."""
    captions: str = "captions.csv"
    """File name of the lists of captions that lie beside the photos; empty for none."""
    seconds: Annotated[float, Field(ge=3, le=120)] = 9.0
    """How long a photo stays."""
    per_turn: Annotated[int, Field(ge=1, le=100)] = 4
    """How many photos are shown each time the rotation comes to them."""
    pan: bool = True
    """Whether photos move slowly."""

    @field_validator("captions")
    @classmethod
    def _captions_are_beside_the_photos(cls, captions: str) -> str:
        if has_control_characters(captions) or "/" in captions or "\\" in captions:
            raise Refused('expected a file name without a folder, such as "captions.csv"')
        return captions


SceneName = Annotated[Scene, WORD]


_HOURS: Final = (
    'expected days and times such as "workdays 07:30-18:00", "daily 18:00-02:00" or'
    ' "mon-fri 08:00-12:00,14:00-18:00", a list of these, or "" for always'
)


def _hours(value: object) -> Hours:
    if isinstance(value, Hours):
        return value
    texts = ([value] if value else []) if isinstance(value, str) else value
    if not isinstance(texts, list | tuple) or not all(isinstance(text, str) for text in texts):
        raise Refused(_HOURS)
    try:
        return parse_hours(texts)
    except NotHoursError as error:
        raise Refused(_HOURS, hint=str(error)) from None


OpenHours = Annotated[
    Hours,
    PlainValidator(_hours),
    Field(
        json_schema_extra={
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
        }
    ),
]


class Display(Table):
    """A screen on a wall."""

    rotation: Annotated[tuple[SceneName, ...], WORD, Field(min_length=1)] = (
        Scene.PHOTOS,
        Scene.OVERVIEW,
        Scene.PHOTOS,
        Scene.INDICATORS,
        Scene.PHOTOS,
        Scene.AREAS,
        Scene.PHOTOS,
        Scene.PROJECT,
        Scene.NOTICE,
    )
    """The scenes that take turns; one may stand several times."""
    language: Literal["zh_CN", "zh_TW", "en"] = "zh_CN"
    """Language of the interface; data is shown as it came."""
    theme: Literal["standard", "calm"] = "standard"
    """The colors: paper between the two boards, or quieter ones on ink blue."""
    output: str = ""
    """Connector of the screen, such as HDMI-1; empty for the primary one."""
    hosts: Annotated[tuple[str, ...], WORD] = ()
    """Names of the machines that show this display unless told otherwise."""
    rotate: Literal[0, 90, 180, 270] = 0
    """Degrees clockwise that the picture is turned by, for a panel mounted on its side."""
    renderer: Literal["auto", "software", "opengl"] = "auto"
    """How pictures are drawn."""
    diagonal_in: Annotated[float, Field(ge=5, le=500)] = 65.0
    """Diagonal of the panel in inches."""
    viewing_m: Annotated[float, Field(ge=0.5, le=50)] = 5.0
    """Distance of the farthest viewer in metres."""
    show_persons: bool = False
    """Whether names of persons are shown."""
    show_black: bool = Field(default=False, validate_default=True)
    """Whether the black board is shown where the rotation names it."""
    show_config_errors: bool = False
    """Whether a small mark tells of a mistake in the configuration."""
    motion: bool = True
    """Whether anything moves."""
    orbit: bool = True
    """Whether what stands fixed wanders a little over the hours, so that no pixel wears out."""
    hours: OpenHours = ALWAYS
    """When it is open, as one text or several; outside them it is black and its panel off."""
    power: Literal["auto", "output", "cec", "command", "none"] = "auto"
    """What switches the panel off and on."""
    power_off: CommandWords = ()
    """Command that switches the panel off."""
    power_on: CommandWords = Field(default=(), validate_default=True)
    """Command that switches it on again."""
    seconds: Mapping[SceneName, Annotated[float, Field(ge=1, le=3600)]] = {}
    """Scenes to the seconds that each of their pages stays; others by how much there is to read."""

    @field_validator("show_black")
    @classmethod
    def _something_is_shown(cls, show_black: bool, info: ValidationInfo) -> bool:  # noqa: FBT001 - pydantic passes the field's value
        if not show_black and {*info.data.get("rotation", ())} == {Scene.BLACK}:
            raise Refused(
                "the rotation names only black, which show_black = false hides",
                *(("rotation",), ("show_black",)),
            )
        return show_black

    @field_validator("power_on")
    @classmethod
    def _commands_stand_together(
        cls, power_on: tuple[str, ...], info: ValidationInfo
    ) -> tuple[str, ...]:
        power_off = info.data.get("power_off", power_on)
        if bool(power_on) != bool(power_off):
            raise Refused(
                "power_off and power_on belong together; one of them is missing",
                *(("power_on",), ("power_off",)),
            )
        if info.data.get("power") == "command" and not power_on:
            raise Refused('power = "command" needs power_off and power_on', ("power",))
        return power_on

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The rotation without what is not shown here."""
        return tuple(
            scene for scene in self.rotation if self.show_black or scene is not Scene.BLACK
        )


class Notice(Table):
    """A plain slide: a title and a few lines."""

    title: Annotated[str, Field(min_length=1)]
    """What stands at its head."""
    lines: Annotated[tuple[str, ...], WORD] = ()
    """What it says, a line each."""
    start: dt.date | None = None
    """First day on which it is shown; else from the beginning."""
    end: dt.date | None = None
    """Last day on which it is shown; else until the end."""
    displays: Annotated[tuple[str, ...], WORD] = ()
    """Names of the displays that show it; empty for all of them."""

    @field_validator("end")
    @classmethod
    def _ends_after_its_start(cls, end: dt.date | None, info: ValidationInfo) -> dt.date | None:
        start = info.data.get("start")
        if start and end and end < start:
            raise Refused(f"a notice must not end ({end}) before it starts ({start})", ("end",))
        return end
