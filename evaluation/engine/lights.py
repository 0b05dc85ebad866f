"""From values to lights: thresholds and intervals; over whole columns, never value by value.

A value on a threshold has the better light: with red below 30 % and green from 50 %, exactly 30 % is yellow and exactly
50 % is green. What is not known is grey. Chance is weighed for shares alone, by Wilson's interval of 95 %; where it
crosses a threshold the light is borderline.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.engine.expressions import Column

Z = 1.959963984540054  # 95 %
NAMES = ("red", "yellow", "green")
EXACT = 12  # decimals that count: 0.1 + 0.2 is 0.3 here


@dataclass(frozen=True)
class Thresholds:
    """Where the light changes: red short of `low`, green from `high`, yellow between. `down`: lower is better."""

    low: float
    high: float
    down: bool = False
    margin: float = 0.0  # how far beyond a threshold a light has to be before it gets better


def lights(values: Column, thresholds: Thresholds | None, before: NDArray[np.str_] | None = None) -> NDArray[np.str_]:
    """red, yellow, green or grey for each value; without thresholds nothing is judged: grey.

    `before` are the lights of the run published last. A light that would get better waits until the value is beyond the
    threshold by the margin; one that gets worse changes at once, so that red is never late.
    """
    if thresholds is None:
        return np.full(len(values), "grey", dtype="U6")
    goodness, low, high = _oriented(values, thresholds)
    level = _level(goodness, low, high)
    if before is not None and thresholds.margin:
        strict = _level(goodness, low + thresholds.margin, high + thresholds.margin)
        earlier = np.select([before == name for name in NAMES], range(3), default=-1)
        level = np.where((earlier >= 0) & (level > earlier), np.maximum(earlier, strict), level)
    return np.where(np.isnan(values), "grey", np.take(NAMES, level)).astype("U6")


def at_best(found: NDArray[np.str_], light: str, where: NDArray[np.bool_]) -> NDArray[np.str_]:
    """Lights that may not be better than `light` where a gate is closed; grey stays grey."""
    better = NAMES[NAMES.index(light) + 1 :]
    return np.where(where & np.isin(found, better), light, found).astype("U6")


def _level(goodness: Column, low: float, high: float) -> NDArray[np.int64]:
    return (goodness >= low).astype(np.int64) + (goodness >= high)


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


def _oriented(values: Column, thresholds: Thresholds) -> tuple[Column, float, float]:
    sign = -1.0 if thresholds.down else 1.0
    return np.round(sign * values, EXACT), round(sign * thresholds.low, EXACT), round(sign * thresholds.high, EXACT)
