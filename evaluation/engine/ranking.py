"""Ranks within a group, and how far they hang on the weights.

Beside every rank stands an interval: the ranks that 1,000 draws of the weights give, each up to a quarter more or less,
without the twentieth at either end. The draws start from the version's digest: the same run, the same interval.

Source: OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 7 (uncertainty analysis).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.engine.expressions import Column

DRAWS = 1_000
SPREAD = 0.25
TAIL = 0.05
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Ranks:
    """Rank (1 is best), its interval and how many are ranked; 0 where a subject has no rank."""

    rank: Ints
    low: Ints
    high: Ints
    of: Ints


def ranks(
    shares: Callable[[NDArray[np.float64]], Column], weights: NDArray[np.float64], groups: Ints, *, seed: int
) -> Ranks:
    """Ranks inside each group. `shares` gives the composite for weights: a row for each child, one column or one for
    each subject. Equal shares have one rank, and the next is as many lower."""
    now = shares(weights)
    found = Ranks(*(np.zeros(len(now), dtype=np.int64) for _ in range(4)))
    members = [
        places for group in np.unique(groups) if len(places := np.flatnonzero((groups == group) & ~np.isnan(now)))
    ]
    for places in members:
        found.rank[places] = _ranked(now[places])
        found.of[places] = len(places)
    if not members:
        return found
    generator = np.random.default_rng(seed)
    drawn = np.zeros((DRAWS, len(now)), dtype=np.int32)
    for draw in range(DRAWS):
        factors = generator.uniform(1 - SPREAD, 1 + SPREAD, size=(weights.shape[0], 1))
        column = shares(weights * factors)
        for places in members:
            drawn[draw, places] = _ranked(column[places])
    cut = int(DRAWS * TAIL)
    drawn.sort(axis=0)
    found.low[:], found.high[:] = drawn[cut], drawn[DRAWS - 1 - cut]
    return found


def _ranked(column: Column) -> Ints:
    """1 for the largest; equal values share the better rank."""
    ordered = np.sort(np.round(column, 6))
    return (len(column) - np.searchsorted(ordered, np.round(column, 6), side="right") + 1).astype(np.int64)
