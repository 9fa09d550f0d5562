"""A configuration as a clerk saves it, and what the kiosk says of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.config import Config, ConfigError, load


@pytest.fixture
def save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | bytes], Path]:
    """Saves `config.toml` in an empty folder, which becomes the working directory."""
    monkeypatch.chdir(tmp_path)

    def save_as(content: str | bytes) -> Path:
        path = Path("config.toml")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return save_as


@pytest.fixture
def read(save: Callable[[str | bytes], Path]) -> Callable[[str | bytes], Config]:
    return lambda content: load(save(content))


@pytest.fixture
def complain(save: Callable[[str | bytes], Path]) -> Callable[[str | bytes], list[str]]:
    """The lines that the kiosk has to say of a faulty file."""

    def lines(content: str | bytes) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            load(save(content))
        lines = str(caught.value).split("\n")
        assert lines[:50] == [*map(str, caught.value.problems)][:50]
        return lines

    return lines
