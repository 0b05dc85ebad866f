"""From values to points: the scoring methods that real frameworks use, over whole columns.

    linear      0 at `zero_at`, full at `full_at`, linear between, in either direction
    bands       the points of the first band that the value reaches
    level       the points of the best thing there is: a national base 2, a provincial one 1
    items       points for each thing, added up, with a cap: 3 for each national consortium, at most 5
    deduction   points taken off for each case, down to a floor
    relative    the part that the value is of the best one, or of the mean
    reference   bands of the difference to a reference: the mean of all, or a figure
    expert      what a panel gave, of how many it could give

A missing value stays missing. Of several things of which some are missing, the known ones count.
Points are rounded to six decimals.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.engine.expressions import Column

PLACES = 6
Band = tuple[float, float]  # from this value on, so many points


@dataclass(frozen=True)
class Scored:
    """What a method may read: the value, the columns of `per` and of `reference`, and who is compared with whom.

    `groups` holds a number for each subject; only subjects with one number are compared (one level, one class).
    """

    values: Column
    groups: NDArray[np.int64]
    down: bool = False  # less is better
    per: Sequence[tuple[Column, float]] = ()
    reference: Column | None = None


def linear(scored: Scored, *, zero_at: float, full_at: float, points: float) -> Column:
    """Linear between the goalposts, 0 and full beyond them."""
    share = np.clip((scored.values - zero_at) / (full_at - zero_at), 0.0, 1.0)
    return _rounded(share * points)


def bands(scored: Scored, *, bands: Sequence[Band], below: float = 0.0) -> Column:
    """The points of the best band that is reached; `below` short of all of them."""
    return _rounded(_banded(scored.values, bands, below, down=scored.down))


def level(scored: Scored) -> Column:
    """The most points of the things of which there is at least one; 0 where there is none."""
    table = [np.where(np.isnan(column), np.nan, np.where(column > 0, points, 0.0)) for column, points in scored.per]
    return _rounded(np.where(_all_missing(scored.per), np.nan, np.nanmax(_filled(table), axis=0)))


def items(scored: Scored, *, cap: float | None = None, start: float = 0.0) -> Column:
    """So many points for each thing, added to `start`, at most `cap`."""
    reached = start + _summed(scored.per)
    return _rounded(reached if cap is None else np.minimum(reached, cap))


def deduction(scored: Scored, *, start: float, floor: float = 0.0) -> Column:
    """From `start`, so many points off for each case, not below `floor`."""
    return _rounded(np.maximum(start - _summed(scored.per), floor))


def relative(scored: Scored, *, to: str, points: float, zero_below: float | None = None) -> Column:
    """The part that a value is of the best (`to` is "best") or of the mean of its group, at most all of it.

    Where less is better the part is turned round. Below `zero_below` there are no points.
    """
    against = _of_groups(scored, _best_down if scored.down else np.max) if to == "best" else _of_groups(scored, np.mean)
    over, under = (against, scored.values) if scored.down else (scored.values, against)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(under == 0, np.where(over == 0, 1.0, np.nan), over / under)
    share = np.where(np.isnan(scored.values), np.nan, np.clip(share, 0.0, 1.0))
    if zero_below is not None:
        share = np.where(scored.values < zero_below, 0.0, share)
    return _rounded(share * points)


def reference(scored: Scored, *, bands: Sequence[Band], below: float = 0.0) -> Column:
    """Bands of the difference to a figure, or to the mean of the group where none is named."""
    against = scored.reference if scored.reference is not None else _of_groups(scored, np.mean)
    return _rounded(_banded(scored.values - against, bands, below, down=scored.down))


def expert(scored: Scored, *, of: float, points: float) -> Column:
    """What a panel gave, of the most that it can give."""
    return _rounded(np.clip(scored.values / of, 0.0, 1.0) * points)


def _banded(values: Column, steps: Sequence[Band], below: float, *, down: bool) -> Column:
    sign = -1.0 if down else 1.0
    goodness = np.round(sign * values, 12)
    reached = np.full(len(values), below)
    for at, points in sorted(steps, key=lambda step: sign * step[0]):
        reached = np.where(goodness >= round(sign * at, 12), points, reached)
    return np.where(np.isnan(values), np.nan, reached)


def _summed(per: Sequence[tuple[Column, float]]) -> Column:
    total = np.nansum([column * points for column, points in per], axis=0)
    return np.where(_all_missing(per), np.nan, total)


def _all_missing(per: Sequence[tuple[Column, float]]) -> NDArray[np.bool_]:
    return np.all([np.isnan(column) for column, _ in per], axis=0)


def _filled(table: Sequence[Column]) -> NDArray[np.float64]:
    """Rows of which no column is all missing, so that a maximum is never taken of nothing."""
    rows = np.asarray(table)
    return np.where(np.all(np.isnan(rows), axis=0), 0.0, rows)


def _best_down(values: Column) -> np.float64:
    return np.min(values)


def _of_groups(scored: Scored, what: Callable[[Column], np.float64]) -> Column:
    """One figure of each group, for each of its subjects; missing where the group knows nothing."""
    against = np.full(len(scored.values), np.nan)
    for members in _members(scored.groups):
        known = scored.values[members][~np.isnan(scored.values[members])]
        if len(known):
            against[members] = what(known)
    return against


def _members(groups: NDArray[np.int64]) -> Iterator[NDArray[np.bool_]]:
    for group in np.unique(groups):
        yield groups == group


def _rounded(points: Column) -> Column:
    return np.round(points, PLACES) + 0.0


METHODS: dict[str, Callable[..., Column]] = {
    "linear": linear,
    "bands": bands,
    "level": level,
    "items": items,
    "deduction": deduction,
    "relative": relative,
    "reference": reference,
    "expert": expert,
}
OF_THINGS = frozenset({"level", "items", "deduction"})  # methods that read `per` instead of a fraction
