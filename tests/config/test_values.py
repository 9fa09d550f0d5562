"""Durations, sizes, paths and addresses as they are written."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.problems import Refused
from kiosk.config.values import (
    Duration,
    Size,
    check_variables,
    fill_in,
    has_control_characters,
    resolve,
)

ANY_DURATION = Duration("0s", "999999d")
ANY_SIZE = Size("0KB", "999999GB")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90s", 90),
        ("5min", 300),
        ("24h", 86_400),
        ("20d", 1_728_000),
        ("1h30min", 5_400),
        ("1d 2h 3min 4s", 93_784),
        ("5 min", 300),
        ("0s", 0),
    ],
)
def test_durations_are_read_with_their_units(text: str, seconds: int) -> None:
    assert ANY_DURATION._validate(text) == timedelta(seconds=seconds)


@given(st.tuples(*[st.integers(0, 999_999)] * 4))
def test_a_duration_is_the_sum_of_its_parts(parts: tuple[int, int, int, int]) -> None:
    days, hours, minutes, seconds = parts
    whole = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if whole <= timedelta(days=999_999):
        assert ANY_DURATION._validate(f"{days}d{hours}h{minutes}min{seconds}s") == whole


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "s",
        "5",
        "5m",
        "5minutes",
        "1.5h",
        "-5s",
        "30min1h",
        "1h1h",
        "５min",
        "٣s",
        "5min\n",
    ],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="expected a duration in quotes"):
        ANY_DURATION._validate(text)


@pytest.mark.parametrize("number", [5, 5.0, True, None])
def test_a_bare_number_is_no_duration(number: object) -> None:
    with pytest.raises(Refused):
        ANY_DURATION._validate(number)


def test_a_duration_may_equal_its_bounds_and_not_pass_them() -> None:
    bounded = Duration("5s", "1min")
    assert bounded._validate("5s") == timedelta(seconds=5)
    assert bounded._validate("1min") == timedelta(minutes=1)
    for text in ("4s", "61s"):
        with pytest.raises(Refused, match=r"from 5s to 1min$"):
            bounded._validate(text)


@pytest.mark.parametrize(
    ("text", "size"), [("32MB", 33_554_432), ("1KB", 1024), ("1GB 1MB 1KB", 1_074_791_424)]
)
def test_sizes_are_read_with_their_units(text: str, size: int) -> None:
    assert ANY_SIZE._validate(text) == size


@pytest.mark.parametrize("value", ["", "32", "32mb", "32M", "1.5MB", "1KB1MB", 32, None])
def test_what_is_no_size_is_refused(value: object) -> None:
    with pytest.raises(Refused, match="expected a size in quotes"):
        ANY_SIZE._validate(value)


def test_a_size_may_equal_its_bounds_and_not_pass_them() -> None:
    bounded = Size("2KB", "1MB")
    assert bounded._validate("2KB") == 2048
    assert bounded._validate("1MB") == 1024**2
    for text in ("1KB", "1025KB"):
        with pytest.raises(Refused, match=r"from 2KB to 1MB$"):
            bounded._validate(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://host/x.json?a=1", "https://host/x.json?a=1"),
        ("HTTP://host:8080/x", "HTTP://host:8080/x"),
        ("https://user:pw@host/", "https://user:pw@host/"),
        ("https://${HOST}:${PORT}/x", "https://${HOST}:${PORT}/x"),
        ("file:///srv/x.xlsx", "file:///srv/x.xlsx"),
        ("${TABLE}", "${TABLE}"),
        ("x.xlsx", "/office/x.xlsx"),
        ("../表/进度.xlsx", "/表/进度.xlsx"),
        ("/srv/x.xlsx", "/srv/x.xlsx"),
        ("a:b.xlsx", "/office/a:b.xlsx"),
        ("http", "/office/http"),
        ("file", "/office/file"),
    ],
)
def test_addresses_stay_and_paths_become_absolute(text: str, address: str) -> None:
    assert resolve(text, Path("/office")) == address


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/clerk")
    assert resolve("~/x.xlsx", Path("/office")) == "/home/clerk/x.xlsx"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "  ",
            "a\nb",
            "a\x00b",
            "a\x7fb",
            "htp://host",
            "ftp://host/x",
            "http:/host",
            "http:",
        ),
        *("https://", "https:///x", "https://host:port/", "https://host:99999/", "http://[::1"),
        "https://host:0/",
    ],
)
def test_what_is_neither_a_path_nor_an_address_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="expected the path of a file, or an address"):
        resolve(text, Path("/office"))


def test_variables_are_filled_in_from_the_environment() -> None:
    text = "https://${HOST}/x?token=${TOKEN}&again=${TOKEN}$HOST$"
    filled, missing = fill_in(text, {"HOST": "h", "TOKEN": "${HOST}"})
    assert filled == "https://h/x?token=${HOST}&again=${HOST}$HOST$"
    assert missing == ()


def test_variables_that_are_unset_or_empty_are_named_once_each() -> None:
    assert fill_in("${B}${A}${B}${C}", {"A": "", "C": "c"}) == ("c", ("B", "A"))


@pytest.mark.parametrize("text", ["${", "${}", "${A-B}", "${1}", "${A} ${B", "${ A }"])
def test_a_variable_without_a_proper_name_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"expected \$\{NAME\}"):
        check_variables(text)


def test_text_without_variables_passes() -> None:
    check_variables("$A {B} ${C}")


@pytest.mark.parametrize(("text", "has"), [("a b ~中", False), ("\x1f", True), ("\x7f", True)])
def test_control_characters_are_noticed(text: str, has: bool) -> None:
    assert has_control_characters(text) is has
