"""Values that stand as text in the file: durations, sizes, paths, addresses, ${NAME}s."""

import os.path
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final, TypeGuard
from urllib.parse import urlsplit

from pydantic import Field, PlainValidator, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from kiosk.config.problems import Refused
from kiosk.resources import ROOT

_SECONDS: Final = {"d": 86_400, "h": 3_600, "min": 60, "s": 1}
_BYTES: Final = {"GB": 1024**3, "MB": 1024**2, "KB": 1024}


@dataclass(frozen=True, slots=True)
class Duration:
    """Annotation of a `timedelta` written such as `"90s"`, `"5min"` or `"1h30min"`.

    `low` and `high` are written the same way; both are allowed.
    """

    low: str
    high: str

    def __get_pydantic_core_schema__(self, *_: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(self, *_: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": _pattern(_SECONDS), "examples": ["90s", "1h30min"]}

    def _validate(self, value: object) -> timedelta:
        if isinstance(value, timedelta):
            return value
        seconds = _within(value, self.low, self.high, _SECONDS)
        if seconds is None:
            raise Refused(
                'expected a duration in quotes such as "90s", "5min", "24h", "20d" or "1h30min",'
                f" from {self.low} to {self.high}"
            )
        return timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Size:
    """Annotation of a number of bytes written such as `"32MB"`; 1 MB is 1024 KB.

    `low` and `high` are written the same way; both are allowed.
    """

    low: str
    high: str

    def __get_pydantic_core_schema__(self, *_: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(self, *_: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": _pattern(_BYTES), "examples": ["500KB", "32MB"]}

    def _validate(self, value: object) -> int:
        size = _within(value, self.low, self.high, _BYTES)
        if size is None:
            raise Refused(
                'expected a size in quotes such as "500KB" or "32MB",'
                f" from {self.low} to {self.high}"
            )
        return size


def _pattern(units: Mapping[str, int]) -> str:
    """A regular expression, Python's and ECMAScript's: amounts, those of larger units first."""
    amounts = "".join(f"(?:([0-9]{{1,6}}) *{unit} *)?" for unit in units)
    return f"^(?=[0-9]){amounts}$"


def _amount(text: str, units: Mapping[str, int]) -> int:
    """What a text amounts to, in the smallest of the things counted.

    Raises:
        ValueError: it does not read as amounts of these units.
    """
    found = re.fullmatch(_pattern(units), text)
    if found is None:
        raise ValueError(text)
    parts = zip(found.groups("0"), units.values(), strict=True)
    return sum(int(digits) * unit for digits, unit in parts)


def _within(value: object, low: str, high: str, units: Mapping[str, int]) -> int | None:
    """What a value amounts to; None where it cannot be read or is out of bounds."""
    try:
        amount = _amount(value if isinstance(value, str) else "", units)
    except ValueError:
        return None
    return amount if _amount(low, units) <= amount <= _amount(high, units) else None


_FOLDER: Final = 'expected the path of a folder, such as "photos"'
_CERTIFICATES: Final = 'expected the path of a PEM file, or "" for none'
_COMMAND: Final = (
    'expected a program and its words, such as "/usr/local/bin/panel off", or "" for none'
)
_ADDRESS: Final = "expected the path of a file, or an address that begins with http:// or https://"

_VARIABLE: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def has_control_characters(text: str) -> bool:
    """Whether a text holds a line break, a tab, NUL or the like."""
    return any(letter < " " or letter == "\x7f" for letter in text)


def resolve(text: str, folder: Path) -> str:
    """An address as it is, or a path made absolute.

    A text that begins with a variable stays as it is until the variable is filled in.

    Args:
        text: A path or an address as it was written.
        folder: Where a relative path starts.

    Raises:
        Refused: neither a path nor a usable address.
    """
    if not _is_line(text):
        raise Refused(_ADDRESS)
    if text.startswith("${"):
        return text
    scheme, colon, rest = text.partition(":")
    if colon and scheme.lower() == "file":
        return text
    if colon and scheme.lower() in ("http", "https"):
        if not _has_host(text):
            raise Refused(_ADDRESS)
        return text
    if rest.startswith("//"):
        raise Refused(_ADDRESS)
    return _absolute(text, folder)


def check_variables(text: str) -> None:
    """See that every `${` begins a variable.

    Raises:
        Refused: one does not.
    """
    if "${" in _VARIABLE.sub("", text):
        raise Refused("expected ${NAME} with the name of an environment variable")


def fill_in(text: str, environ: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The text with its variables filled in, and the names of those that are unset or empty."""
    names = variables_in(text)
    missing = tuple(name for name in names if not environ.get(name))
    return _VARIABLE.sub(lambda found: environ.get(found[1], ""), text), missing


def variables_in(text: str) -> tuple[str, ...]:
    """The names of the variables in a text, each once."""
    return tuple(dict.fromkeys(_VARIABLE.findall(text)))


def _is_line(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value.strip() != "" and not has_control_characters(value)


def _has_host(address: str) -> bool:
    try:
        # A host or port that is still a variable passes as a number does.
        parts = urlsplit(_VARIABLE.sub("1", address))
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _absolute(text: str, folder: Path) -> str:
    """The path from the file system's root; links are left alone, since they may change."""
    return os.path.abspath(folder / os.path.expanduser(text))  # noqa: PTH100, PTH111 - never raise


def _folder_of(info: ValidationInfo) -> Path:
    """Where relative paths start: the folder of the file being read, else of the shipped one."""
    return info.context["file"].parent if info.context else ROOT


def _path(value: object, info: ValidationInfo, expected: str) -> Path:
    if isinstance(value, Path):
        return value
    if not _is_line(value) or "://" in value:
        raise Refused(expected)
    return Path(_absolute(value, _folder_of(info)))


def _folder_path(value: object, info: ValidationInfo) -> Path:
    return _path(value, info, _FOLDER)


def _certificates_path(value: object, info: ValidationInfo) -> Path | None:
    return None if value is None or value == "" else _path(value, info, _CERTIFICATES)


def _command(value: object, info: ValidationInfo) -> tuple[str, ...]:
    if isinstance(value, tuple) or value == "":
        return tuple(value)
    try:
        words = shlex.split(value) if _is_line(value) else []
    except ValueError:  # a quote that is not closed
        words = []
    if not words or not words[0]:
        raise Refused(_COMMAND)
    program = words[0]
    # Without a slash it is one of the system's own.
    return (_absolute(program, _folder_of(info)) if "/" in program else program, *words[1:])


def _source_address(value: object, info: ValidationInfo) -> str:
    if not _is_line(value):
        raise Refused(_ADDRESS)
    check_variables(value)
    return resolve(value, _folder_of(info))


_TEXT: Final[dict[str, Any]] = {"type": "string"}

FolderPath = Annotated[Path, PlainValidator(_folder_path), Field(json_schema_extra=_TEXT)]
"""A folder; relative to the file that names it, absolute once it is read."""

CertificatesPath = Annotated[
    Path | None, PlainValidator(_certificates_path), Field(json_schema_extra=_TEXT)
]
"""A PEM file, or nothing."""

CommandWords = Annotated[tuple[str, ...], PlainValidator(_command), Field(json_schema_extra=_TEXT)]
"""A command in its words, for no shell; empty for none."""

SourceAddress = Annotated[str, PlainValidator(_source_address), Field(json_schema_extra=_TEXT)]
"""An http(s) address, or a path; relative to the file that names it, absolute once it is read."""
