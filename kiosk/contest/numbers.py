"""Comparing and rounding measured numbers so that floating-point noise decides nothing."""

import math
from collections.abc import Iterable

from kiosk.contest.model import NOISE


def at_least(value: float, threshold: float) -> bool:
    """Whether value >= threshold, a shortfall within the noise forgiven."""
    return value >= threshold - NOISE


def at_most(value: float, threshold: float) -> bool:
    """Whether value <= threshold, an excess within the noise forgiven."""
    return value <= threshold + NOISE


def round_half_up(value: float, decimals: int = 1) -> float:
    """Round to decimals, a half always up: 89.95 is 90.0 however it is stored in binary."""
    scale = 10.0**decimals
    return math.floor((value + NOISE) * scale + 0.5) / scale


def weighted_mean(pairs: Iterable[tuple[float, float]]) -> float | None:
    """Mean of (weight, value) pairs; None where the weights add up to nothing."""
    known = list(pairs)
    total = math.fsum(weight for weight, _ in known)
    if total <= 0:
        return None
    return math.fsum(weight * value for weight, value in known) / total
