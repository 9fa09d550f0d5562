"""Colors of the office's own, and what the kiosk says of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest

from kiosk.config import Config, Display
from kiosk.config.theme import Theme, Tone
from kiosk.theme import CALM, STANDARD, THEMES, TOKENS, TONES

Read = Callable[[str | bytes], Config]
Complain = Callable[[str | bytes], list[str]]


def test_every_mood_and_every_color_has_its_key() -> None:
    assert tuple(Theme.model_fields) == TONES
    assert tuple(Tone.model_fields) == TOKENS
    assert get_args(Display.model_fields["theme"].annotation) == tuple(THEMES)


def test_without_colors_of_the_office_s_own_a_theme_is_as_shipped(read: Read) -> None:
    theme = read("[theme.red]\n").theme
    assert theme.over(STANDARD) == STANDARD
    assert theme.over(CALM) == CALM


def test_a_color_of_the_office_s_own_stands_in_every_theme(read: Read) -> None:
    theme = read('[theme.red]\ntop = "#7a0c10"\n[theme.black]\nwarn = "#FFC062"\n').theme
    for shipped in THEMES.values():
        assert theme.over(shipped) == replace(
            shipped,
            red=replace(shipped.red, top="#7A0C10"),
            black=replace(shipped.black, warn="#FFC062"),
        )


EXPECTED = 'expected a color written "#RRGGBB" in quotes, such as "#840D11"'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        *(
            (f"[theme.red]\ntop = {value}", f"2: theme.red.top: {shown} is not allowed; {EXPECTED}")
            for value, shown in (
                ("840", "840"),
                ('["#840D11"]', '["#840D11"]'),
                *(
                    (f'"{text}"', f'"{text}"')
                    for text in ("red", "", "＃840D11", "#840D1", "#840D111", "#84OD11", " #840D11")
                ),
            )
        ),
        (
            '[theme.red]\n\nacent = "#840D11"',
            "3: theme.red.acent: unknown key; did you mean «accent»?",
        ),
        (
            '[theme]\nred = "#840D11"',
            '2: theme.red: "#840D11" is not allowed; expected a table, written [theme.red]',
        ),
        (
            '[theme]\nacent = "#840D11"',
            ("2: theme.acent: unknown key; did you mean «accent»? It belongs in [theme.red]"),
        ),
        ("[theme.blak]", "1: theme.blak: unknown key; did you mean «black»?"),
        (
            '[displays.hall]\ntheme = "clam"',
            (
                '2: displays.hall.theme: "clam" is not allowed; expected one of'
                ' "standard", "calm"; did you mean «calm»?'
            ),
        ),
    ],
)
def test_what_is_no_color_is_refused(complain: Complain, text: str, line: str) -> None:
    assert complain(f"{text}\n") == [f"config.toml:{line}"]


def doubts(config: Config) -> list[str]:
    """What is said of a file, from the line on."""
    return [str(problem).removeprefix(f"{config.file}:") for problem in config.doubts()]


def test_the_shipped_file_leaves_no_doubt() -> None:
    assert Config().doubts() == ()


def test_a_color_that_is_too_weak_is_doubted_by_line_and_key_and_shown_all_the_same(
    read: Read,
) -> None:
    config = read("""[theme.black]
quiet = "#6B7480"
[displays.canteen]
""")
    assert doubts(config) == [
        (
            "2: theme.black.quiet: quiet #6B7480 on top #1F2023 has a contrast of 3.4:1;"
            ' at least 7:1 can be read from afar; in the theme "standard"'
        ),
        (
            "2: theme.black.quiet: quiet #6B7480 on base #0D0F12 has a contrast of 4.0:1;"
            ' at least 7:1 can be read from afar; in the theme "standard"'
        ),
        (
            "2: theme.black.quiet: quiet #6B7480 on track #33373D has a contrast of 2.5:1;"
            ' at least 4.5:1 can be read from afar; in the theme "standard"'
        ),
    ]
    assert config.theme.over(STANDARD).black.quiet == "#6B7480"


def test_a_doubt_names_the_themes_in_which_it_is_justified(read: Read) -> None:
    dark = """[theme.paper]
text = "#14181D"
[displays.lobby]
[displays.canteen]
"""
    said = doubts(read(dark))
    assert len(said) == 2
    assert all(line.endswith('; in the theme "calm"') for line in said)
    red = read(dark.replace("paper", "black").replace("#14181D", "#FF0000"))
    lines = [line for line in doubts(red) if "which means honour and nothing else" in line]
    (line,) = lines
    assert line.endswith('; in the theme "calm" and "standard"')


def test_a_ground_is_doubted_where_only_the_ground_is_the_office_s_own(read: Read) -> None:
    said = doubts(read('[theme.red]\n\ntop = "#C7000B"\n[displays.canteen]\n'))
    assert [line.split(":")[:2] for line in said] == [["3", " theme.red.top"]] * len(said)
    assert any("accent #F4D58D on top #C7000B has a contrast of 4.2:1" in line for line in said)


def test_doubts_come_in_the_order_of_their_lines(read: Read) -> None:
    said = doubts(
        read('[theme.paper]\nbar = "#FFFFFF"\n[theme.red]\ntext = "#000000"\n[displays.canteen]\n')
    )
    assert [int(line.split(":")[0]) for line in said] == [2, 2, 2, 4, 4]
