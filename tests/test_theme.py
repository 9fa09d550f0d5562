"""What the shipped themes promise, and what is found in those that do not keep it."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.theme import (
    CALM,
    STANDARD,
    THEMES,
    TOKENS,
    TONES,
    Theme,
    channels,
    contrast,
    faults,
    is_red,
)

COLORS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#FFFFFF", "#000000", 21.0),
        ("#FFFFFF", "#EE1C25", 4.35),
        ("#FFFFFF", "#8B0000", 10.0),
        ("#FFFFFF", "#0A0A0A", 19.80),
        ("#777777", "#FFFFFF", 4.48),
    ],
)
def test_the_measure_of_contrast_agrees_with_known_pairs(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.05 if ratio == 10 else 0.005)


@given(COLORS, COLORS)
def test_contrast_is_the_same_either_way_and_from_1_to_21(one, other):
    assert 1 <= contrast(one, other) == contrast(other, one) <= 21
    assert contrast(one, one) == 1


def test_a_color_is_read_in_capitals_and_in_small_letters():
    assert channels("#FF8000") == channels("#ff8000") == (1, 128 / 255, 0)


@pytest.mark.parametrize(
    "text", ["", "red", "FF8000", "#FF800", "#FF80000", "#FF80000F", "#GG8000", "#FF8000\n"]
)
def test_what_is_no_color_is_refused(text):
    with pytest.raises(ValueError, match="is no color"):
        channels(text)


@pytest.mark.parametrize(
    "color",
    [
        *("#840D11", "#5A0709", "#FF0000", "#C0392B", "#DC143C", "#8A0F13", "#B22222"),
        # Just not orange, not pink, not rose.
        *("#FF5100", "#FF0051", "#FFB1B1"),
    ],
)
def test_lacquer_flag_and_crimson_are_red(color):
    assert is_red(color)


@pytest.mark.parametrize(
    "color",
    [
        *("#F4D58D", "#FFB547", "#FFFFFF", "#000000", "#0D0F12", "#1E3F66", "#F7F3E9", "#808080"),
        # Just orange, just rose, just pale.
        *("#FF5900", "#FF0059", "#FFB5B5"),
    ],
)
def test_gold_amber_ink_and_paper_are_not(color):
    assert not is_red(color)


@pytest.mark.parametrize("name", THEMES)
def test_a_shipped_theme_has_no_fault(name):
    assert faults(THEMES[name]) == ()


@pytest.mark.parametrize("name", THEMES)
def test_the_red_board_is_red_and_nothing_else_but_who_leads(name):
    theme = THEMES[name]
    assert is_red(theme.red.top)
    assert is_red(theme.red.base)
    calm = asdict(theme.paper)
    del calm["accent"]
    assert not any(map(is_red, [*asdict(theme.black).values(), *calm.values()]))


@pytest.mark.parametrize("name", THEMES)
def test_behind_is_the_darkest_of_the_moods(name):
    theme = THEMES[name]
    white = {tone: contrast(getattr(theme, tone).top, "#FFFFFF") for tone in TONES}
    assert white["black"] > white["red"] + 4
    assert white["black"] > white["paper"] + 4


def changed(theme: Theme, tone: str, **colors: str) -> Theme:
    return replace(theme, **{tone: replace(getattr(theme, tone), **colors)})


def told(theme: Theme) -> list[tuple[str, tuple[str, ...]]]:
    return [(fault.tone, fault.tokens) for fault in faults(theme)]


def test_a_text_needs_seven_to_one_on_both_edges_of_its_ground():
    # Exactly enough above, too little below, and the other way round.
    assert contrast("#949494", "#000000") == pytest.approx(6.9, abs=0.05)
    assert contrast("#969696", "#000000") == pytest.approx(7.1, abs=0.05)
    black = {"top": "#000000", "base": "#000000", "track": "#222222"}
    assert told(changed(STANDARD, "black", **black, quiet="#969696")) == []
    assert told(changed(STANDARD, "black", **black, quiet="#949494")) == [
        ("black", ("quiet", "top")),
        ("black", ("quiet", "base")),
    ]


@pytest.mark.parametrize("token", ["text", "accent", "quiet", "warn", "bar"])
@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_whatever_is_written_is_found_where_it_is_as_its_ground(theme, tone, token):
    colors = getattr(theme, tone)
    gone = changed(theme, tone, **{token: colors.top})
    assert (tone, (token, "top")) in told(gone)
    (fault, *_) = faults(gone)
    assert fault.message == (
        f"{token} {colors.top} on top {colors.top} has a contrast of 1.0:1;"
        " at least 7:1 can be read from afar"
    )


@pytest.mark.parametrize("bar", ["bar", "quiet"])
@pytest.mark.parametrize("tone", TONES)
def test_a_bar_that_sinks_into_its_track_is_found(tone, bar):
    track = getattr(getattr(STANDARD, tone), bar)
    assert (tone, (bar, "track")) in told(changed(STANDARD, tone, track=track))


@pytest.mark.parametrize("ground", ["top", "base", "track"])
@pytest.mark.parametrize("tone", TONES)
def test_a_tick_that_sinks_into_what_it_stands_on_is_found(tone, ground):
    tick = getattr(getattr(STANDARD, tone), ground)
    assert (tone, ("tick", ground)) in told(changed(STANDARD, tone, tick=tick))


def test_shapes_need_four_and_a_half_to_one():
    black = {"top": "#000000", "base": "#000000", "track": "#000000"}
    assert told(changed(STANDARD, "black", **black, tick="#777777")) == []
    assert [tokens for _, tokens in told(changed(STANDARD, "black", **black, tick="#707070"))] == [
        ("tick", "top"),
        ("tick", "base"),
        ("tick", "track"),
    ]


def test_a_contrast_that_is_not_enough_is_never_rounded_to_one_that_is():
    grays = [f"#{level:02X}{level:02X}{level:02X}" for level in range(256)]
    nearest = max((gray for gray in grays if contrast(gray, "#000000") < 7), key=channels)
    theme = changed(STANDARD, "black", top="#000000", quiet=nearest)
    assert "has a contrast of 6.9:1" in faults(theme)[0].message


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("tone", ["black", "paper"])
def test_red_outside_the_board_of_honour_is_found_wherever_it_stands(tone, token):
    # A red so light or so dark that it can be read all the same.
    found = [
        fault
        for color in ("#FF9494", "#4A0606")
        for fault in faults(changed(CALM, tone, **{token: color}))
        if fault.tokens == (token,)
    ]
    if (tone, token) == ("paper", "accent"):
        assert found == []
    else:
        assert [fault.tone for fault in found] == [tone, tone]
        assert found[1].message == (f"{token} #4A0606 is red, which means honour and nothing else")


@pytest.mark.parametrize("token", ["top", "base"])
def test_a_board_of_honour_that_is_not_red_is_found(token):
    blue = changed(STANDARD, "red", **{token: "#10203A"})
    assert [(fault.tokens, fault.message) for fault in faults(blue)] == [
        ((token,), f"{token} #10203A is not red, and the board of honour is")
    ]
    assert faults(changed(STANDARD, "red", track="#10203A", line="#10203A")) == ()
