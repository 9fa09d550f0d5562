"""Reading a configuration from a file."""

import codecs
import os.path
import re
import tomllib
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from kiosk.config.problems import ConfigError, Problem
from kiosk.config.whole import Config
from kiosk.resources import DEFAULT_CONFIG

_PARTS: Final = 32
"""More than any dotted key has that means something here."""
_DEEP: Final = re.compile(rf"(?:\.[ \t]*+[\w-]*+[ \t]*+){{{_PARTS}}}")
_LARGEST: Final = 256 * 1024
"""Bytes of a file that may be a configuration."""


def load(path: Path | None) -> Config:
    """The configuration that a file holds.

    Args:
        path: The file; None is the one that ships with the kiosk.

    Raises:
        ConfigError: it cannot be read, is no TOML, or says what is not allowed.
    """
    path = path or DEFAULT_CONFIG
    return parse(read(path), path)


def parse(text: str, path: Path) -> Config:
    """The configuration that a text is.

    Args:
        text: What `read` gave, now or earlier.
        path: The file that it is taken to stand in: relative paths start at its folder.

    Raises:
        ConfigError: it is no TOML, or says what is not allowed.
    """
    file = str(path)
    if line := _deepest(text):
        deep = Problem(file=file, line=line, message="a key of this many parts stands nowhere")
        raise ConfigError([deep])
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        from kiosk.config.syntax import syntax_problem  # noqa: PLC0415 - needed for mistakes only

        raise ConfigError([syntax_problem(file, text, error)]) from None
    # Links are left alone: what they lead to may change while the kiosk runs.
    absolute = Path(os.path.abspath(path))  # noqa: PTH100
    try:
        return Config.model_validate(document, context={"file": absolute})
    except ValidationError as error:
        from kiosk.config.translate import problems  # noqa: PLC0415 - needed for mistakes only

        raise ConfigError(problems(file, text, error)) from None


def _deepest(text: str) -> int:
    """The number of a line with a dotted key that keeps a TOML reader busy for minutes, or 0."""
    many = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.count(".") > _PARTS]
    if not many:
        return 0
    from kiosk.config.syntax import TEXT  # noqa: PLC0415 - needed for mistakes only

    return next((at for at, line in many if _DEEP.search(TEXT.sub("", line))), 0)


def read(path: Path) -> str:
    """The text of a file in UTF-8, with or without the mark that Windows puts before it.

    Raises:
        ConfigError: it cannot be read, or is no text in UTF-8.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError([Problem(file=str(path), message=f"cannot be read: {reason}")]) from None
    if len(data) > _LARGEST:
        raise ConfigError([Problem(file=str(path), message="too large for a configuration")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    else:
        if "\0" not in text:
            return text
        line = 1
    raise ConfigError(
        [Problem(file=str(path), line=line, message=f"{_encoding(data)}; save the file as UTF-8")]
    )


def _encoding(data: bytes) -> str:
    """What bytes that are not UTF-8 seem to be."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data:
        return "this is UTF-16 (“Unicode” in Notepad), not UTF-8"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "this is not UTF-8"
    return "this is GBK (“ANSI” in Notepad), not UTF-8"
