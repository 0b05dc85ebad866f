"""From values to lights: thresholds, intervals, scores; over whole columns, never value by value.

A value on a threshold has the better light: with red below 30 % and green from 50 %, exactly 30 % is yellow and exactly
50 % is green. What is not known is grey. Chance is weighed for shares alone, by Wilson's interval of 95 %; where it
crosses a threshold the light is borderline.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.engine.expressions import Column

Z = 1.959963984540054  # 95 %
EXACT = 12  # decimals that count: 0.1 + 0.2 is 0.3 here


@dataclass(frozen=True)
class Thresholds:
    """Where the light changes: red short of `low`, green from `high`, yellow between. `down`: lower is better."""

    low: float
    high: float
    down: bool = False


def lights(values: Column, thresholds: Thresholds | None) -> NDArray[np.str_]:
    """red, yellow, green or grey for each value; without thresholds nothing is judged: grey."""
    if thresholds is None:
        return np.full(len(values), "grey", dtype="U6")
    goodness, low, high = _oriented(values, thresholds)
    judged = np.where(goodness < low, "red", np.where(goodness < high, "yellow", "green"))
    return np.where(np.isnan(values), "grey", judged).astype("U6")


def interval(numerator: Column, denominator: Column) -> tuple[Column, Column]:
    """Wilson's interval of 95 % for a share; missing where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(denominator > 0, denominator, np.nan)
        share = numerator / size
        middle = share + Z**2 / (2 * size)
        spread = Z * np.sqrt(np.clip(share * (1 - share), 0, None) / size + Z**2 / (4 * size**2))
        scale = 1 + Z**2 / size
        return (middle - spread) / scale, (middle + spread) / scale


def firm(numerator: Column, denominator: Column, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Whether the whole interval of a share has one light."""
    low, high = interval(numerator, denominator)
    return (lights(low, thresholds) == lights(high, thresholds)) & ~np.isnan(low)


def linear_score(values: Column, *, zero_at: float, full_at: float, points: float) -> Column:
    """0 at `zero_at`, `points` at `full_at`, linear between, in either direction; missing stays missing."""
    share = np.clip((values - zero_at) / (full_at - zero_at), 0.0, 1.0)
    return np.round(share * points, 6) + 0.0


def _oriented(values: Column, thresholds: Thresholds) -> tuple[Column, float, float]:
    sign = -1.0 if thresholds.down else 1.0
    return np.round(sign * values, EXACT), round(sign * thresholds.low, EXACT), round(sign * thresholds.high, EXACT)
