"""What all tables of the configuration have in common."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Strict

WORD: Final = Strict(strict=False)
"""Annotation of what TOML has no type for: a word of an enumeration, a tuple."""


class Table(BaseModel):
    """A table of the file: no key but its own, no value of another type, no change later."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)
