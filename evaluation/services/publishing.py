"""The last task of a run: indicators and lights, the digest, the gates, and the pointer. All in one transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import transaction

from accounts.actors import Actor
from core import clock
from evaluation.engine import gates
from evaluation.engine.deriving import Cohort, Derived, Subject, derive
from evaluation.engine.digest import digest_of
from evaluation.engine.leases import fence
from evaluation.engine.measures import all_measures
from evaluation.engine.subjects import Level
from evaluation.engine.writing import write_all
from evaluation.frameworks.plan import Plan
from evaluation.models import (
    Indicator,
    IndicatorValue,
    Light,
    MeasureValue,
    Publication,
    Role,
    Run,
    RunKind,
    RunState,
    RunTask,
    Stage,
)
from evaluation.selectors.history import Since
from evaluation.selectors.inputs import inputs_of
from evaluation.selectors.places import Places
from evaluation.services.telling import tell_operators, tell_reviewers
from ledger.services import record

Figures = list[tuple[str, str, str, float]]


@dataclass(frozen=True)
class Kept:
    """What the database has of an indicator: its row, and since when each subject had its light in the run before."""

    indicator: Indicator
    since: Since


def derive_and_publish(task: RunTask) -> None:
    """Derive the indicators of a counted run, check everything, publish or hold. Raises LeaseLost."""
    run = Run.objects.select_related("version__framework").get(pk=task.run_id)
    figures: Figures = list(
        MeasureValue.objects.filter(run=run).order_by().values_list("measure", "level", "code", "value")
    )
    places = Places.on(run.on)
    standing = places.standing(run.cutoff, figures)
    inputs = inputs_of(run.version, standing, figures, on=run.on, cutoff=run.cutoff)
    plan, cohort, subjects = inputs.plan, inputs.cohort, list(inputs.cohort.subjects)
    derived = derive(plan, cohort, inputs.table, seed=int(run.version.digest[:12], 16))
    digest = digest_of(run, subjects, figures, derived)
    problems = list(_problems(run, figures, subjects, plan, derived))
    indicators = {indicator.code: indicator for indicator in run.version.indicators.all()}
    with transaction.atomic():
        written = sum(_is_kept(subject, column.value[at]) for column in derived for at, subject in enumerate(subjects))
        fence(task, value_count=written)
        for column in derived:
            kept = Kept(indicators[column.code], inputs.history.since(column.code))
            rows = _values(run, places, cohort, column, kept)
            write_all(IndicatorValue, rows)
        run.digest, run.finished_at = digest, clock.now()
        run.counts = {**_counts(figures, subjects, derived, plan), "indicator_values": written}
        _finish(run, problems)


def _values(run: Run, places: Places, cohort: Cohort, column: Derived, kept: Kept) -> list[IndicatorValue]:
    """The rows of one indicator."""
    ranks = column.ranks
    return [
        IndicatorValue(
            run=run,
            indicator=kept.indicator,
            numerator=_known(column.numerator[at]),
            denominator=_known(column.denominator[at]),
            value=_known(column.value[at]),
            score=_known(column.score[at]),
            light=str(column.light[at]),
            is_firm=None if column.is_firm is None or np.isnan(column.value[at]) else bool(column.is_firm[at]),
            since=_since(run, kept.since.get(subject), str(column.light[at])),
            common_value=None if column.common is None else _known(column.common[at]),
            rank=None if ranks is None else int(ranks.rank[at]) or None,
            rank_low=None if ranks is None else int(ranks.low[at]) or None,
            rank_high=None if ranks is None else int(ranks.high[at]) or None,
            ranked=None if ranks is None else int(ranks.of[at]) or None,
            ranked_in="" if ranks is None else cohort.classes[at],
            **places.fields_of(*subject),
        )
        for at, subject in enumerate(cohort.subjects)
        if _is_kept(subject, column.value[at])
    ]


def _is_kept(subject: Subject, value: np.float64) -> bool:
    """Of a governance body only what it has: most indicators say nothing of one."""
    return subject[0] != Level.BODY or not np.isnan(value)


def _since(run: Run, before: tuple[date | None, str] | None, light: str) -> date:
    """The day from which on the light is what it is: that of the run before, if it was the same."""
    return before[0] if before is not None and before[0] is not None and before[1] == light else run.on


def _known(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)


def _problems(run: Run, figures: Figures, subjects: list[Subject], plan: Plan, derived: list[Derived]) -> Iterator[str]:
    """Why a run may not be published."""
    yield from _exactly_once(run, figures)
    yield from gates.ranges(figures, derived)
    yield from gates.parents(figures)
    pointer = Publication.objects.select_related("run").filter(framework=run.version.framework_id).first()
    if pointer is not None and run.kind == RunKind.NIGHTLY and 0 <= (run.on - pointer.run.on).days <= gates.JUMP_DAYS:
        headline = IndicatorValue.objects.filter(run=pointer.run_id, indicator__role=Role.HEADLINE)
        before = {(level, code): light for level, code, light in headline.values_list("level", "code", "light")}
        headed = _column(derived, plan.headline)
        yield from gates.jump(subjects, headed.light, before)


def _exactly_once(run: Run, figures: Figures) -> Iterator[str]:
    """Every measure was counted by one task, and every value that a task wrote is there."""
    tasks = list(run.tasks.filter(stage=Stage.COUNT))
    counted = sorted(code for task in tasks for code in task.measures)
    if counted != [measure.code for measure in all_measures()] or any(task.done_at is None for task in tasks):
        yield "not every measure was counted exactly once"
    if sum(task.value_count for task in tasks) != len(figures):
        yield f"the tasks wrote {sum(task.value_count for task in tasks)} values, {len(figures)} are there"


def _column(derived: list[Derived], code: str) -> Derived:
    return next(column for column in derived if column.code == code)


def _counts(figures: Figures, subjects: list[Subject], derived: list[Derived], plan: Plan) -> dict[str, object]:
    """What `manage.py evaluate` and the run's page print."""
    headed = zip(subjects, _column(derived, plan.headline).light, strict=True)
    light = [str(light) for (level, _), light in headed if level != Level.BODY]
    return {
        "measures": len({code for code, *_ in figures}),
        "measure_values": len(figures),
        "subjects": len(subjects),
        "indicators": len(derived),
        "lights": {str(kind): light.count(str(kind)) for kind in Light},
    }


def _finish(run: Run, problems: list[str]) -> None:
    """Say how the run ended. A nightly run without problems is published; another kind never is."""
    system = Actor.system("evaluation")
    if problems:
        run.state, run.reason = RunState.HELD, "\n".join(problems[:50])
    else:
        run.state = RunState.PUBLISHED if run.kind == RunKind.NIGHTLY else RunState.CHECKED
    run.save(update_fields=["state", "reason", "digest", "finished_at", "counts"])
    payload = {"digest": run.digest, "counts": run.counts, "reason": run.reason}
    record(actor=system, action=f"run.{run.state}", subject=run, payload=payload)
    if run.state == RunState.PUBLISHED:
        move_pointer(run)
    elif run.state == RunState.HELD:
        tell_operators(run=run)


def move_pointer(run: Run) -> None:
    """Let everybody see this run, unless a later day is published already; tell reviewers whose lights it changes."""
    framework = run.version.framework_id
    Publication.objects.bulk_create([Publication(framework_id=framework, run=run)], ignore_conflicts=True)
    pointer = Publication.objects.select_for_update().select_related("run").get(framework_id=framework)
    if pointer.run_id != run.pk and pointer.run.on <= run.on:
        Publication.objects.filter(pk=pointer.pk).update(run=run, published_at=clock.now())
        tell_reviewers(before=pointer.run, run=run)
