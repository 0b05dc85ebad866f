"""An enterprise's own cooperation, counted on demand from the relations of the measures. Nothing of it is published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from accounts.models import Organisation
from evaluation.engine.counting import drill_down, value_of
from evaluation.engine.measures import Measure, all_measures
from reference.periods import Window

ENTERPRISE = "enterprise"


@dataclass(frozen=True)
class CooperationFigure:
    """One measure of an enterprise: its value, and over how many agreements and colleges it spreads."""

    measure: Measure
    window: Window
    value: float
    agreements: int | None  # None: the relation knows no agreements
    colleges: int | None


def cooperation(organisation: Organisation, *, on: date, cutoff: datetime) -> Iterator[CooperationFigure]:
    """Every measure that can be counted for an enterprise. Two queries for each."""
    for measure in all_measures():
        counted = measure.counted(on, cutoff)
        if ENTERPRISE not in counted.keys:
            continue
        rows = drill_down(measure, level=ENTERPRISE, subject=organisation.pk, on=on, cutoff=cutoff)
        spread = [name for name in ("agreement", "college") if name in counted.keys]
        found = rows.aggregate(**{f"{name}_count": Count(counted.keys[name], distinct=True) for name in spread})
        yield CooperationFigure(
            measure=measure,
            window=measure.window(on, cutoff),
            value=value_of(measure, rows, on=on, cutoff=cutoff),
            agreements=found.get("agreement_count"),
            colleges=found.get("college_count"),
        )
