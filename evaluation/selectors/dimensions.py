"""The dimensions of a framework as scores of 100: participation, process, results. From the scores that a run stored.

The score of a dimension is what its judged indicators reached, of the points they could reach. An indicator without
data is left out of both, so that what is not known is neither good nor bad. The thresholds follow from those of the
indicators: a dimension is green from the score that its indicators have when each stands on its own threshold of green.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluation.engine.lights import Thresholds, lights, linear_score

FULL = 100.0
NAMES: Mapping[str, str | Promise] = {
    "participation": _("Participation"),
    "process": _("Process"),
    "results": _("Results"),
}


@dataclass(frozen=True)
class Scored:
    """What one indicator brings to its dimension."""

    dimension: str
    score: float | None
    points: float
    low: float | None
    high: float | None
    zero_at: float | None
    full_at: float | None


@dataclass(frozen=True)
class DimensionScore:
    """A dimension of one subject in one run. No score: none of its indicators has data."""

    dimension: str
    score: float | None
    low: float
    high: float
    light: str
    known: int  # indicators with data
    total: int


@dataclass(frozen=True)
class DimensionAt:
    """A dimension on the day of a run."""

    on: date
    run_id: int
    found: DimensionScore


def dimension_scores(values: Iterable[Scored]) -> list[DimensionScore]:
    """One score for each dimension that has judged indicators with points, in the order of the framework."""
    by_dimension: dict[str, list[Scored]] = {}
    for value in values:
        scored = value.points > 0 and value.zero_at is not None and value.full_at is not None
        if value.dimension and scored and value.low is not None and value.high is not None:
            by_dimension.setdefault(value.dimension, []).append(value)
    order = {name: position for position, name in enumerate(NAMES)}
    return [
        _score(dimension, by_dimension[dimension])
        for dimension in sorted(by_dimension, key=lambda name: (order.get(name, len(order)), name))
    ]


def _score(dimension: str, values: list[Scored]) -> DimensionScore:
    known = [value for value in values if value.score is not None]
    of = known or values
    low, high = (_share(of, side) for side in ("low", "high"))
    score = None
    if known:
        score = round(FULL * sum(value.score or 0 for value in known) / sum(value.points for value in known), 6)
    column = np.array([np.nan if score is None else score])
    light = str(lights(column, Thresholds(low, high))[0])
    return DimensionScore(dimension, score, low, high, light, len(known), len(values))


def _share(values: list[Scored], side: str) -> float:
    """The score of 100 when every indicator stands on one of its thresholds."""
    reached = sum(_reached(getattr(value, side), value.zero_at, value.full_at, value.points) for value in values)
    return round(FULL * reached / sum(value.points for value in values), 6)


@lru_cache(maxsize=1024)  # the same few thresholds for every subject of a page
def _reached(at: float, zero_at: float | None, full_at: float | None, points: float) -> float:
    found = linear_score(np.array([at], dtype=float), zero_at=zero_at, full_at=full_at, points=points)  # type: ignore[arg-type]
    return float(found[0])
