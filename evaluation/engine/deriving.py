"""From counted figures to indicators, scores and lights: whole columns, one entry for each subject."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.engine.expressions import Column
from evaluation.engine.lights import Thresholds, firm, lights, linear_score
from evaluation.frameworks import Formula
from evaluation.models import Direction, Indicator

Subject = tuple[str, str]  # level, natural code


@dataclass(frozen=True)
class Derived:
    """One indicator for every subject, in the order of the subjects."""

    indicator: Indicator
    numerator: Column
    denominator: Column
    value: Column
    score: Column
    light: NDArray[np.str_]
    is_firm: NDArray[np.bool_] | None  # None: no interval is drawn


def columns(
    subjects: list[Subject], figures: Iterable[tuple[str, str, str, float]], codes: Iterable[str]
) -> dict[str, Column]:
    """Measures as columns. A subject without a figure counted nothing: zero. Figures of other subjects are left out."""
    place = {subject: position for position, subject in enumerate(subjects)}
    table = {code: np.zeros(len(subjects)) for code in codes}
    for code, level, subject_code, value in figures:
        position = place.get((level, subject_code))
        if position is not None and code in table:
            table[code][position] = value
    return table


def derive(
    formulas: Iterable[Formula], indicators: Mapping[str, Indicator], measures: Mapping[str, Column], size: int
) -> list[Derived]:
    """Every indicator, those first that others read. What `measures` does not hold is missing."""
    known = dict(measures)
    derived = []
    for formula in formulas:
        indicator = indicators[formula.code]
        known |= {name: np.full(size, np.nan) for name in formula.names if name not in known}
        numerator = formula.numerator.evaluate(known, size=size)
        denominator = formula.denominator.evaluate(known, size=size)
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.where(denominator == 0, np.nan, numerator / denominator)
        known[formula.code] = value
        derived.append(_judged(indicator, numerator, denominator, value))
    return derived


def thresholds_of(indicator: Indicator) -> Thresholds | None:
    """Where the light of an indicator changes; None where it has no light."""
    if indicator.low is None or indicator.high is None:
        return None
    return Thresholds(indicator.low, indicator.high, down=indicator.direction == Direction.DOWN)


def _judged(indicator: Indicator, numerator: Column, denominator: Column, value: Column) -> Derived:
    limits = thresholds_of(indicator)
    score = np.full(len(value), np.nan)
    if indicator.zero_at is not None and indicator.full_at is not None:
        score = linear_score(value, zero_at=indicator.zero_at, full_at=indicator.full_at, points=indicator.points)
    is_firm = firm(numerator, denominator, limits) if limits is not None and indicator.is_share else None
    return Derived(indicator, numerator, denominator, value, score, lights(value, limits), is_firm)
