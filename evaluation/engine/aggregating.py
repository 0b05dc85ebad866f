"""From the scores of children to the score of their composite: a sum of points, or a weighted mean of shares.

Source: OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 6; the geometric mean as in the Human
Development Index since 2010: a good dimension makes up for a bad one in part only.

What is not known is left out of numerator and denominator alike, so that it is neither good nor bad; where less than
`known_min` of the weight is known, the composite is not known either.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.engine.expressions import Column

FULL = 100.0
LEAST_SHARE = 0.01  # a share of nothing would make every geometric mean nothing, whatever else is reached
PLACES = 6


@dataclass(frozen=True)
class Aggregated:
    """A composite for every subject.

    `reached` of `possible`: points of a sum, or shares times weights of a mean. `share` is 0 to 1.
    """

    reached: Column
    possible: Column
    share: Column


def sum_of_points(scores: Sequence[Column], points: Sequence[Column], *, whole: float, known_min: float) -> Aggregated:
    """The points of the children of those that they could reach (`points`: of a child that is a sum itself, what is
    known of it). Points that are only taken off cannot be reached. `whole` is the full mark of everything together."""
    table = np.asarray(scores)
    full = np.where(np.isnan(table), 0.0, np.maximum(np.nan_to_num(np.asarray(points)), 0.0))
    return _judged(np.nansum(table, axis=0), full.sum(axis=0), np.float64(whole), known_min, share=None)


def weighted_mean(
    shares: Sequence[Column], weights: NDArray[np.float64], *, known_min: float, geometric: bool
) -> Aggregated:
    """The weighted arithmetic or geometric mean of shares; `weights` has a row for each child, a column for each
    subject (or one for all)."""
    table = np.asarray(shares)
    weights = np.broadcast_to(weights, table.shape)
    known = ~np.isnan(table)
    heard = np.where(known, weights, 0.0)
    possible = heard.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        if geometric:
            logs = np.log(np.maximum(np.where(known, table, 1.0), LEAST_SHARE))
            share = np.exp((heard * logs).sum(axis=0) / possible)
        else:
            share = np.where(known, table * weights, 0.0).sum(axis=0) / possible
    return _judged(share * possible, possible, weights.sum(axis=0), known_min, share=share)


def _judged(
    reached: Column, possible: Column, whole: Column | np.float64, known_min: float, *, share: Column | None
) -> Aggregated:
    with np.errstate(divide="ignore", invalid="ignore"):
        found = reached / possible if share is None else share
        is_known = (possible > 0) & (possible >= known_min * whole - 1e-9)
    round_ = lambda column: np.where(is_known, np.round(column, PLACES) + 0.0, np.nan)  # noqa: E731
    return Aggregated(round_(reached), np.round(possible, PLACES) + 0.0, round_(np.clip(found, 0.0, 1.0)))
