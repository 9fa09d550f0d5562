"""Which display a machine shows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.config import Config, ConfigError, choose_display, display_of

Read = Callable[[str | bytes], Config]

DISPLAYS = """[displays.first]
[displays.tv2]
[displays."大厅"]
hosts = ["TV1", "tv3.office"]
"""


@pytest.mark.parametrize(
    ("name", "host", "chosen"),
    [
        ("tv2", "tv1", "tv2"),
        ("大厅", "tv2", "大厅"),
        (None, "tv1", "大厅"),
        (None, "tv1.office.example", "大厅"),
        (None, "TV3.office", "大厅"),
        (None, "tv3", "first"),
        (None, "TV2", "tv2"),
        (None, "tv2.office", "tv2"),
        (None, "unknown", "first"),
        (None, "", "first"),
    ],
)
def test_the_display_is_chosen_by_name_then_host_then_order(
    read: Read, name: str | None, host: str, chosen: str
) -> None:
    config = read(DISPLAYS)
    assert choose_display(config, name, host) == (chosen, config.displays[chosen])


def test_a_listed_host_goes_before_a_display_called_like_it(read: Read) -> None:
    config = read('[displays.tv]\n[displays.hall]\nhosts = ["tv"]\n')
    assert choose_display(config, None, "tv")[0] == "hall"


def test_a_display_that_does_not_exist_gives_the_nearest_name(read: Read) -> None:
    config = read(f"[photos]\n{DISPLAYS}")
    with pytest.raises(ConfigError) as caught:
        choose_display(config, "frist", "tv1")
    assert str(caught.value) == (
        f"{Path.cwd()}/config.toml:2: displays.frist: no such display;"
        ' expected one of "first", "tv2", "大厅"; did you mean «first»?'
    )


def test_without_displays_in_the_file_there_is_no_line(read: Read) -> None:
    config = read("")
    with pytest.raises(ConfigError) as caught:
        choose_display(config, "", "tv1")
    assert str(caught.value) == (
        f'{config.file}: displays."": no such display; expected one of "lobby", "canteen"'
    )


@pytest.mark.parametrize(
    ("host", "own"), [("tv1", "大厅"), ("TV2.office", "tv2"), ("unknown", None), ("", None)]
)
def test_a_display_is_a_machine_s_own_only_if_it_names_it(
    read: Read, host: str, own: str | None
) -> None:
    assert display_of(read(DISPLAYS), host) == own
