"""The status page: on loopback, or opened with a token."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.config import Config, ConfigError
from kiosk.listening import Address
from kiosk.settings import StatusSettings, status_settings

Read = Callable[[str | bytes], Config]
Complain = Callable[[str | bytes], list[str]]

TOKEN = "sixteen-letters!"
OPEN = '[status]\nlisten = "0.0.0.0:8440"\ntoken = "${SECRET}"\n'


def test_there_is_no_status_page_unless_the_configuration_asks(read: Read) -> None:
    assert status_settings(read(""), {}) == StatusSettings()
    assert StatusSettings().address is None


@pytest.mark.parametrize("listen", ["127.0.0.1:8440", "127.8.9.1:1", "[::1]:65535"])
def test_loopback_needs_no_token(read: Read, listen: str) -> None:
    settings = status_settings(read(f'[status]\nlisten = "{listen}"\n'), {})
    assert str(settings.address) == listen
    assert settings.address is not None
    assert settings.address.loopback
    assert settings.token == ""


def test_an_address_is_kept_in_its_shortest_form(read: Read) -> None:
    assert read('[status]\nlisten = "[0:0::1]:08440"\n').status.listen == "[::1]:8440"


@pytest.mark.parametrize("listen", ["0.0.0.0:8440", "10.1.2.3:80", "[::]:8440", "[fd00::1]:8440"])
def test_every_other_address_needs_a_token(complain: Complain, read: Read, listen: str) -> None:
    assert complain(f'[status]\n\nlisten = "{listen}"\n') == [
        "config.toml:3: status.listen: other machines reach this address: it needs a token"
    ]
    assert complain(f'[status]\nlisten = "{listen}"\ntoken = ""\n') == [
        "config.toml:3: status.token: other machines reach this address: it needs a token"
    ]
    config = read(f'[status]\nlisten = "{listen}"\ntoken = "{TOKEN}"\n')
    assert status_settings(config, {}).token == TOKEN


@pytest.mark.parametrize(
    "listen",
    [
        *("8440", ":8440", "localhost:8440", "kiosk.example:8440", "127.0.0.1", "127.0.0.1:0"),
        *("127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.256:8440", "::1:8440", "[::1]", "[::1%lo]:1"),
        *("http://127.0.0.1:8440", "127.0.0.1:8440/", "127.0.0.1:8440\\n", " 127.0.0.1:8440"),
        "127.0.0.1:٣",
    ],
)
def test_what_is_no_address_is_refused(complain: Complain, listen: str) -> None:
    (line,) = complain(f'[status]\nlisten = "{listen}"\n')
    assert line.startswith("config.toml:2: status.listen: ")
    assert "expected a numeric address and a port such as" in line


@pytest.mark.parametrize("token", [TOKEN[1:], f"{TOKEN} with spaces", "密" * 16, f"{TOKEN}\\t"])
def test_a_token_that_is_too_short_or_cannot_be_sent_is_refused(
    complain: Complain, token: str
) -> None:
    (line,) = complain(f'[status]\nlisten = "127.0.0.1:8440"\ntoken = "{token}"\n')
    assert line == (
        "config.toml:3: status.token: expected at least 16 plain Latin letters, digits and signs"
        " without a space"
    )


def test_the_token_is_taken_from_the_environment(read: Read) -> None:
    assert status_settings(read(OPEN), {"SECRET": TOKEN}).token == TOKEN


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({}, "the environment variable SECRET is not set, or is empty"),
        ({"SECRET": ""}, "the environment variable SECRET is not set, or is empty"),
        (
            {"SECRET": TOKEN[1:]},
            (
                "with its variables filled in: expected at least 16 plain Latin letters, digits and"
                " signs without a space"
            ),
        ),
    ],
)
def test_what_the_environment_lacks_is_told_with_line_and_key(
    read: Read, environ: dict[str, str], told: str
) -> None:
    config = read(OPEN)
    with pytest.raises(ConfigError) as caught:
        status_settings(config, environ)
    assert str(caught.value) == f"{config.file}:3: status.token: {told}"


def test_a_page_that_is_off_needs_no_variable(read: Read) -> None:
    assert status_settings(read('[status]\ntoken = "${SECRET}"\n'), {}) == StatusSettings()


@pytest.mark.parametrize(
    "text",
    [
        f'[status]\nlisten = "127.0.0.1:8440"\ntoken = "{TOKEN[1:]}"\n',
        f'[status]\ntoken = ["{TOKEN}"]\n',
        f'status = "{TOKEN}"\n',
        f'[status]\ntokn = "{TOKEN}"\n',
    ],
)
def test_no_complaint_quotes_the_token(complain: Complain, text: str) -> None:
    assert all(TOKEN[1:] not in line for line in complain(text))


def test_no_printed_value_shows_the_token(read: Read, tmp_path: Path) -> None:
    config = read(f'[status]\nlisten = "0.0.0.0:8440"\ntoken = "{TOKEN}"\n')
    settings = status_settings(config, {})
    assert TOKEN not in f"{config!r} {config} {settings!r} {settings}"


def test_an_address_reads_as_in_a_browser() -> None:
    assert str(Address("::1", 8440)) == "[::1]:8440"
    assert str(Address("127.0.0.1", 80)) == "127.0.0.1:80"
