"""What a version is derived from: its subjects, what was counted and filed, and what was published before.

A run, a preview and a figure on demand begin here, so that one day gives one figure whoever computes it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from evaluation.engine.deriving import Cohort, Subject, columns
from evaluation.engine.expressions import Column
from evaluation.engine.measures import all_measures
from evaluation.engine.reported import reported_columns
from evaluation.engine.subjects import Level
from evaluation.frameworks.plan import Plan
from evaluation.models import FrameworkVersion
from evaluation.selectors.history import History
from evaluation.selectors.plans import version_plan

Figures = Iterable[tuple[str, str, str, float]]  # measure, level, code, value


@dataclass(frozen=True)
class Inputs:
    """The plan of a version, whom it judges, their columns by the names of expressions, and what was before."""

    plan: Plan
    cohort: Cohort
    table: dict[str, Column]
    history: History


def inputs_of(
    version: FrameworkVersion,
    standing: Mapping[Subject, str | None],
    figures: Figures,
    *,
    on: date,
    cutoff: datetime,
    is_alone: bool = False,
) -> Inputs:
    """The inputs of a day. `standing` names the subjects, each with the code of the region where it stands; those that
    the version does not judge are left out. Raises FrameworkInvalid."""
    plan = version_plan(version)
    subjects = [subject for subject, region in standing.items() if plan.judges(subject[0], region)]
    history = History.up_to(version, on, only=subjects[0] if is_alone and subjects else None)
    cohort = Cohort(
        subjects,
        classes=[plan.class_of(standing[subject]) for subject in subjects],
        is_alone=is_alone,
        before=history.lights(subjects),
        earlier=_year_ago(plan, subjects, history),
    )
    return Inputs(plan, cohort, _table(plan, subjects, figures, on=on, cutoff=cutoff), history)


def _year_ago(plan: Plan, subjects: Sequence[Subject], history: History) -> dict[str, Column] | None:
    """What previous(…) reads: the figures of a year ago. None where nothing was published then."""
    run = history.year_ago
    if run is None:
        return None
    unknown = {name: np.full(len(subjects), np.nan) for leaf in plan.leaves for name in leaf.names}
    figures = history.figures_a_year_ago(plan.measures)
    return {**unknown, **_table(plan, subjects, figures, on=run.on, cutoff=run.cutoff)}


def _table(
    plan: Plan, subjects: Sequence[Subject], figures: Figures, *, on: date, cutoff: datetime
) -> dict[str, Column]:
    """What was counted and what was filed. A measure whose rows belong to no governance body says nothing of one: that
    is missing, not zero."""
    table = columns(subjects, figures, [measure.code for measure in all_measures()])
    bodies = np.array([level == Level.BODY for level, _ in subjects], dtype=bool)
    if bodies.any():
        for measure in all_measures():
            if Level.BODY not in measure.counted(on, cutoff).keys:
                table[measure.code][bodies] = np.nan
    return table | reported_columns(plan.figures, subjects, on=on, cutoff=cutoff)
