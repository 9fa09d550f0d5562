"""The configuration: `config.toml` as frozen values.

`load` reads a file (`read` gives its text, `parse` what the text says), every mistake in it is
told at once with its line (`ConfigError`), and `choose_display` picks what one machine shows. Every
key is optional; what is missing has the default that the shipped `config.toml` shows.
"""

from typing import Any

from kiosk.config.board import Board, Units, Weights
from kiosk.config.choice import choose_display, display_of
from kiosk.config.contest import Contest
from kiosk.config.display import Display, Photos
from kiosk.config.loading import load, parse, read
from kiosk.config.problems import ConfigError, Problem
from kiosk.config.source import Source
from kiosk.config.whole import Config

__all__ = [
    "Board",
    "Config",
    "ConfigError",
    "Contest",
    "Display",
    "Photos",
    "Problem",
    "Source",
    "Units",
    "Weights",
    "choose_display",
    "config_schema",
    "display_of",
    "load",
    "parse",
    "read",
]


def config_schema() -> dict[str, Any]:
    """JSON Schema of `config.toml`, for editors and for whoever writes a configuration.

    Dates are strings of format `date`, as editors for TOML see them.
    """
    from kiosk.config import schema  # noqa: PLC0415 - it costs more than the rest of a start

    return schema.config_schema()
