"""Which records came into a measure between two runs and which dropped out: by days passed or by what was recorded.

Both sides are read as keys, at most THINGS_MAX of each: beyond that nobody would read them, and the page says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet

from evaluation.engine.counting import drill_down
from evaluation.engine.measures import Measure
from evaluation.models import Run
from evaluation.selectors.groups import rows_of
from evaluation.selectors.subjects import Subject

THINGS_MAX = 20_000  # of a measure; beyond this, who came and who went is not listed
CHUNK = 500
Things = dict[Any, tuple[Any, float]]  # by the key of a record: the thing that it counts for, and how much


class Cause(StrEnum):
    """What made a record come or go."""

    NEW = "new"  # it was itself recorded since the run before
    RECORDED = "recorded"  # something about it was recorded since: a confirmation, an end, a correction
    DAYS = "days"  # nothing was recorded: a day came, or the window went on


@dataclass(frozen=True)
class Moves:
    """What one measure gained and lost. `gained` and `lost` are in the unit of the measure: things, or an amount."""

    measure: Measure
    model: type[Model]
    came: set[Any]
    went: set[Any]
    gained: float
    lost: float


def moves(measure: Measure, subject: Subject, run: Run, earlier: Run) -> Moves | None:
    """What came and went between two runs; None where there is too much to compare. Two queries."""
    now, before = (_things(measure, subject, one) for one in (run, earlier))
    if now is None or before is None:
        return None
    there, was = ({thing for thing, _ in one.values()} for one in (now, before))
    came = {key: found for key, found in now.items() if found[0] not in was}
    went = {key: found for key, found in before.items() if found[0] not in there}
    model = measure.counted(run.on, run.cutoff).rows.model
    return Moves(measure, model, set(came), set(went), _amount(came), _amount(went))


def _amount(found: Things) -> float:
    """How much these records count: each thing once."""
    return float(sum(dict(found.values()).values()))


def _things(measure: Measure, subject: Subject, run: Run) -> Things | None:
    """What a measure counted, by the key of its records. None where it is too much, or no count and no sum."""
    counted = measure.counted(run.on, run.cutoff)
    aggregate = counted.aggregate
    if aggregate.function not in {"COUNT", "SUM"}:
        return None
    rows = rows_of(measure, subject, run).annotate(moved_thing=aggregate.get_source_expressions()[0])
    found = list(rows.order_by().values_list("pk", "moved_thing")[: THINGS_MAX + 1])
    if len(found) > THINGS_MAX:
        return None
    if aggregate.function == "SUM":
        return {key: (key, float(value)) for key, value in found if value is not None}
    is_distinct = getattr(aggregate, "distinct", False)
    return {key: (thing if is_distinct else key, 1.0) for key, thing in found if thing is not None}


def causes(moved: Moves, subject: Subject, run: Run, earlier: Run, keys: Iterable[Any]) -> dict[Any, Cause]:
    """Why some of the records came or went. Two queries for every CHUNK of them.

    The measure is asked what it would have counted on the later day with what was recorded by the earlier run: what is
    the same then came by the days that passed, the rest by what was recorded.
    """
    between = drill_down(moved.measure, level=subject.level, subject=subject.key, on=run.on, cutoff=earlier.cutoff)
    wanted = [key for key in keys if key in moved.came or key in moved.went]
    found: dict[Any, Cause] = {}
    for first in range(0, len(wanted), CHUNK):
        part = wanted[first : first + CHUNK]
        counted = set(between.filter(pk__in=part).order_by().values_list("pk", flat=True))
        new = _recorded_since(between, part, earlier)
        for key in part:
            if (key in counted) == (key in moved.came):
                found[key] = Cause.DAYS
            else:
                found[key] = Cause.NEW if key in new and key in moved.came else Cause.RECORDED
    return found


def _recorded_since(rows: QuerySet, keys: list[Any], earlier: Run) -> set[Any]:
    """Which of the records were themselves recorded after the earlier run's cut-off."""
    names = {field.name for field in rows.model._meta.fields}
    if "recorded_at" not in names:
        return set()
    late = rows.model._default_manager.filter(pk__in=keys, recorded_at__gt=earlier.cutoff)
    return set(late.order_by().values_list("pk", flat=True))
