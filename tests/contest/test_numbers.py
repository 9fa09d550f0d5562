"""Floating-point noise decides no rounding, threshold or tie (rules, section 5)."""

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.model import NOISE
from kiosk.contest.numbers import at_least, at_most, round_half_up, weighted_mean

HUNDREDTHS = st.integers(-20_000, 20_000).map(lambda n: Decimal(n).scaleb(-2))
FINE = st.integers(-200_000_000, 200_000_000).map(lambda n: Decimal(n).scaleb(-6))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (89.95, 90.0),
        (89.949, 89.9),
        (89.85, 89.9),
        (0.05, 0.1),
        (0.04, 0.0),
        (100.0, 100.0),
        (-0.05, 0.0),
        (-0.06, -0.1),
        (2.675 * 10, 26.8),
    ],
)
def test_a_half_is_rounded_up_to_one_decimal(value, shown):
    assert round_half_up(value) == shown


def test_rounding_takes_other_numbers_of_decimals():
    assert round_half_up(2.5, 0) == 3.0
    assert round_half_up(1.005, 2) == 1.01


@given(HUNDREDTHS | FINE)
def test_rounding_agrees_with_exact_decimals(value):
    half_up = (value + 1000).quantize(Decimal("0.1"), ROUND_HALF_UP) - 1000
    assert round_half_up(float(value)) == float(half_up)


@given(HUNDREDTHS, st.floats(-NOISE / 4, NOISE / 4))
def test_noise_decides_no_rounding(value, noise):
    assert round_half_up(float(value) + noise) == round_half_up(float(value))


def test_more_than_noise_below_a_half_is_rounded_down():
    assert round_half_up(89.95 - 3e-9) == 89.9
    assert round_half_up(89.95 - 0.5e-9) == 90.0


@pytest.mark.parametrize(
    ("difference", "reaches", "stays_within"),
    [
        (0.0, True, True),
        (-0.5e-9, True, True),
        (0.5e-9, True, True),
        (-2e-9, False, True),
        (2e-9, True, False),
    ],
)
def test_noise_decides_no_threshold(difference, reaches, stays_within):
    assert at_least(100.0 + difference, 100.0) is reaches
    assert at_most(100.0 + difference, 100.0) is stays_within


def test_the_edge_of_the_noise_is_still_noise():
    assert at_least(-NOISE, 0.0)
    assert at_most(NOISE, 0.0)
    assert not at_least(math.nextafter(-NOISE, -1), 0.0)
    assert not at_most(math.nextafter(NOISE, 1), 0.0)


@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
def test_at_least_and_at_most_mirror_each_other(value, threshold):
    assert at_least(value, threshold) == at_most(-value, -threshold)


def test_a_mean_is_weighted():
    assert weighted_mean([(1, 40.0), (3, 80.0)]) == 70.0


@pytest.mark.parametrize("pairs", [[], [(0, 80.0)], [(0, 80.0), (0, 90.0)], [(-1, 80.0)]])
def test_a_mean_over_no_weight_is_no_number(pairs):
    assert weighted_mean(pairs) is None


def test_a_mean_over_little_weight_is_a_number():
    assert weighted_mean([(0.25, 80.0)]) == 80.0


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 1200)), min_size=1))
def test_a_mean_agrees_with_exact_fractions(pairs):
    exact = Fraction(sum(w * v for w, v in pairs), 10 * sum(w for w, _ in pairs))
    found = weighted_mean((w, v / 10) for w, v in pairs)
    assert found == pytest.approx(float(exact), abs=NOISE)
