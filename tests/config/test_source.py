"""The source: what comes from the environment or the command line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from kiosk.config import Config, ConfigError
from kiosk.config.source import Column
from kiosk.intake.header import FIELDS

Read = Callable[[str | bytes], Config]
Complain = Callable[[str | bytes], list[str]]

SECRET = """[source]
url = "https://${HOST}/x?token=${TOKEN}"

headers = { Authorization = "Bearer ${TOKEN}", "X-Kiosk_1" = "plain" }
"""


def complaints(config: Config, environ: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        config.expand(environ)
    return str(caught.value).split("\n")


def test_columns_may_name_every_field_that_the_intake_knows() -> None:
    assert {*get_args(Column)} == FIELDS


def test_variables_are_filled_in_when_the_source_is_used(read: Read) -> None:
    config = read(SECRET)
    source = config.expand({"HOST": "oa.example", "TOKEN": "abc"})
    assert source.url == "https://oa.example/x?token=abc"
    assert source.headers == {"Authorization": "Bearer abc", "X-Kiosk_1": "plain"}
    assert source.every == config.source.every
    assert config.source.url == "https://${HOST}/x?token=${TOKEN}"


def test_a_source_without_variables_is_as_the_file_says(read: Read) -> None:
    config = read('[source]\nurl = "a.xlsx"\n')
    assert config.expand({}) == config.source


def test_missing_variables_are_told_with_their_keys(read: Read) -> None:
    config = read(SECRET)
    file = config.file
    assert complaints(config, {"TOKEN": ""}) == [
        f"{file}:2: source.url: the environment variable HOST is not set, or is empty",
        f"{file}:2: source.url: the environment variable TOKEN is not set, or is empty",
        (
            f"{file}:4: source.headers.Authorization:"
            " the environment variable TOKEN is not set, or is empty"
        ),
    ]


def test_missing_variables_are_told_of_a_file_that_is_gone(read: Read) -> None:
    config = read(SECRET)
    config.file.unlink()
    assert complaints(config, {"HOST": "h"})[0].startswith(f"{config.file}:1: source.url: the env")


@pytest.mark.parametrize("value", ["abc\ndef", "abc\x7f", "口令"])
def test_a_variable_that_cannot_stand_in_a_header_is_told_without_its_value(
    read: Read, value: str
) -> None:
    config = read('[source]\nheaders = { Authorization = "Bearer ${TOKEN}" }\n')
    assert complaints(config, {"TOKEN": value}) == [
        (
            f"{config.file}:2: source.headers.Authorization: with its variables filled in:"
            " expected plain Latin letters, digits and signs on one line"
        )
    ]


def test_a_variable_that_makes_no_address_is_told_without_its_value(read: Read) -> None:
    config = read('[source]\nurl = "${TABLE}"\n')
    assert complaints(config, {"TABLE": "htp://host/secret"}) == [
        (
            f"{config.file}:2: source.url: with its variables filled in: expected the path of a"
            " file, or an address that begins with http:// or https://"
        )
    ]


def test_a_variable_may_be_a_whole_path_or_address(read: Read) -> None:
    config = read('[source]\nurl = "${TABLE}"\n')
    assert config.expand({"TABLE": "https://h/x"}).url == "https://h/x"
    assert config.expand({"TABLE": "/srv/x.xlsx"}).url == "/srv/x.xlsx"
    assert config.expand({"TABLE": "x.xlsx"}).url == str(config.file.parent / "x.xlsx")


HEADER = "expected plain Latin letters, digits and signs on one line"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('headers = { "A B" = "x" }', '2: source.headers."A B": expected a header\'s name'),
        ('headers = { "" = "x" }', '2: source.headers."": expected a header\'s name'),
        ('headers = { "令牌" = "x" }', "2: source.headers.令牌: expected a header's name"),
        ('headers = { A = "x\\r\\nB: y" }', f"2: source.headers.A: {HEADER}"),
        ('headers = { A = "口令" }', f"2: source.headers.A: {HEADER}"),
        ('headers = { A = "${B" }', "2: source.headers.A: expected ${NAME} with the name of an"),
        ('url = "https://h/${}"', "2: source.url: expected ${NAME} with the name of an"),
        ("url = 5", "2: source.url: expected the path of a file, or an address"),
        ('url = ""', "2: source.url: expected the path of a file, or an address"),
        ("ca = 5", "2: source.ca: 5 is not allowed; expected the path of a PEM file, or"),
        ('ca = " "', '2: source.ca: " " is not allowed; expected the path of a PEM file'),
        ('ca = "https://h/ca"', '2: source.ca: "https://h/ca" is not allowed; expected the'),
        (
            'every = "4s"',
            (
                '2: source.every: "4s" is not allowed; expected a duration in quotes such as "90s",'
                ' "5min", "24h", "20d" or "1h30min", from 5s to 1d'
            ),
        ),
        ("every = 5", "2: source.every: 5 is not allowed; expected a duration in quotes such as"),
        (
            'max_size = "32"',
            (
                '2: source.max_size: "32" is not allowed; expected a size in quotes such as "500KB"'
                ' or "32MB", from 1KB to 1GB'
            ),
        ),
    ],
)
def test_an_impossible_source_is_refused(complain: Complain, text: str, line: str) -> None:
    (told,) = complain(f"[source]\n{text}\n")
    assert told.startswith(f"config.toml:{line}")


def test_the_command_line_names_another_source_and_day(read: Read) -> None:
    config = read('[source]\nurl = "a.xlsx"\nattempts = 5\ndate = 2027-05-05\n')
    assert config.rehearsed() == config
    other = config.rehearsed(url="b.xlsx", date=date(2027, 6, 15))
    assert other.source.url == str(Path.cwd() / "b.xlsx")
    assert other.source.date == date(2027, 6, 15)
    assert other.source.attempts == 5
    assert other.file == config.file
    assert config.rehearsed(url="https://h/x").source.date == date(2027, 5, 5)


def test_a_source_that_is_none_is_refused_on_the_command_line() -> None:
    with pytest.raises(ConfigError) as caught:
        Config().rehearsed(url="htp://h/x")
    assert str(caught.value) == (
        "--source: expected the path of a file, or an address that begins with http:// or https://"
    )
