"""Words and figures of a language that need no translation file."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screen.language import Language
from kiosk.screen.translation import load_language

TUESDAY = date(2027, 6, 15)


@pytest.mark.parametrize(
    ("code", "weekday"), [("zh_CN", "星期二"), ("zh_TW", "星期二"), ("en", "Tuesday")]
)
def test_a_weekday_is_named_as_the_language_does(code: str, weekday: str):
    assert load_language(code).weekday(TUESDAY) == weekday


def test_without_qt_the_days_of_a_week_are_the_same_in_the_source_language():
    week = [TUESDAY + timedelta(days=days) for days in range(7)]
    plain, qt = Language(), load_language("zh_CN")
    assert [plain.weekday(day) for day in week] == [qt.weekday(day) for day in week]


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (46.8, None, "46.8"),
        (127.0, None, "127"),
        (100, None, "100"),
        (0, None, "0"),
        (56.825, None, "56.83"),
        (-0.001, None, "0"),
        (-3.25, 1, "−3.2"),
        (9.9, 1, "9.9"),
        (12, 1, "12.0"),
        (7256, None, "7256"),
        (-7256.5, None, "−7256.5"),
        (12345.678, None, "12,345.68"),
        (-1234567.5, 1, "−1,234,567.5"),
        (999999.999, None, "1,000,000"),
    ],
)
def test_a_figure_keeps_the_decimals_it_has_and_parts_long_numbers(value, decimals, written):
    assert Language().figure(value, decimals) == written


@pytest.mark.parametrize("code", ["zh_TW", "en"])
@pytest.mark.parametrize(
    ("value", "written"), [(999, "999"), (1000, "1,000"), (-7256.5, "−7,256.5"), (12345, "12,345")]
)
def test_elsewhere_every_thousand_is_parted(code: str, value: float, written: str):
    assert Language(code=code).figure(value) == written


@given(st.integers(-(10**12), 10**12), st.sampled_from(["zh_CN", "zh_TW", "en"]))
def test_a_parted_figure_is_still_the_same_number(value: int, code: str):
    written = Language(code=code).figure(value)
    assert int(written.replace(",", "").replace("−", "-")) == value
