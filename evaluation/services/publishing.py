"""The last task of a run: indicators and lights, the digest, the gates, and the pointer. All in one transaction."""

from collections.abc import Iterable, Iterator

import numpy as np
from django.db import transaction

from accounts.actors import Actor
from core import clock
from evaluation.engine import gates
from evaluation.engine.deriving import Derived, Subject, columns, derive
from evaluation.engine.digest import digest_of
from evaluation.engine.leases import fence
from evaluation.engine.measures import all_measures
from evaluation.engine.reported import reported_columns
from evaluation.frameworks import formulas
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
from evaluation.selectors.places import Places
from evaluation.services.telling import tell_operators, tell_reviewers
from ledger.services import record

BATCH = 2_000
Figures = list[tuple[str, str, str, float]]


def derive_and_publish(task: RunTask) -> None:
    """Derive the indicators of a counted run, check everything, publish or hold. Raises LeaseLost."""
    run = Run.objects.select_related("version__framework").get(pk=task.run_id)
    figures: Figures = list(
        MeasureValue.objects.filter(run=run).order_by().values_list("measure", "level", "code", "value")
    )
    places = Places.on(run.on)
    subjects = places.subjects(run.cutoff, figures)
    indicators = {indicator.code: indicator for indicator in run.version.indicators.all()}
    measures = columns(subjects, figures, [measure.code for measure in all_measures()])
    measures |= reported_columns(subjects, on=run.on, cutoff=run.cutoff)
    fractions = {code: (indicator.numerator, indicator.denominator) for code, indicator in indicators.items()}
    derived = derive(formulas(fractions), indicators, measures, len(subjects))
    digest = digest_of(run, subjects, figures, derived)
    problems = list(_problems(run, figures, subjects, derived))
    values = [value for column in derived for value in _values(run, places, subjects, column)]
    with transaction.atomic():
        fence(task, value_count=len(values))
        IndicatorValue.objects.bulk_create(values, batch_size=BATCH)
        run.digest, run.finished_at = digest, clock.now()
        run.counts = _counts(figures, subjects, derived, indicators)
        _finish(run, problems)


def _values(run: Run, places: Places, subjects: list[Subject], column: Derived) -> Iterator[IndicatorValue]:
    for position, (level, code) in enumerate(subjects):
        yield IndicatorValue(
            run=run,
            indicator=column.indicator,
            numerator=_known(column.numerator[position]),
            denominator=_known(column.denominator[position]),
            value=_known(column.value[position]),
            score=_known(column.score[position]),
            light=str(column.light[position]),
            is_firm=None
            if column.is_firm is None or np.isnan(column.value[position])
            else bool(column.is_firm[position]),
            **places.fields_of(level, code),
        )


def _known(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)


def _headline(derived: Iterable[Derived]) -> Derived:
    return next(column for column in derived if column.indicator.role == Role.HEADLINE)


def _problems(run: Run, figures: Figures, subjects: list[Subject], derived: list[Derived]) -> Iterator[str]:
    """Why a run may not be published."""
    yield from _exactly_once(run, figures)
    yield from gates.ranges(figures, derived)
    yield from gates.parents(figures)
    pointer = Publication.objects.select_related("run").filter(framework=run.version.framework_id).first()
    if pointer is not None and run.kind == RunKind.NIGHTLY and 0 <= (run.on - pointer.run.on).days <= gates.JUMP_DAYS:
        headline = IndicatorValue.objects.filter(run=pointer.run_id, indicator__role=Role.HEADLINE)
        before = {(level, code): light for level, code, light in headline.values_list("level", "code", "light")}
        yield from gates.jump(subjects, _headline(derived).light, before)


def _exactly_once(run: Run, figures: Figures) -> Iterator[str]:
    """Every measure was counted by one task, and every value that a task wrote is there."""
    tasks = list(run.tasks.filter(stage=Stage.COUNT))
    counted = sorted(code for task in tasks for code in task.measures)
    if counted != [measure.code for measure in all_measures()] or any(task.done_at is None for task in tasks):
        yield "not every measure was counted exactly once"
    if sum(task.value_count for task in tasks) != len(figures):
        yield f"the tasks wrote {sum(task.value_count for task in tasks)} values, {len(figures)} are there"


def _counts(
    figures: Figures, subjects: list[Subject], derived: list[Derived], indicators: dict[str, Indicator]
) -> dict[str, object]:
    """What `manage.py evaluate` and the run's page print."""
    light = list(map(str, _headline(derived).light))
    return {
        "measures": len({code for code, *_ in figures}),
        "measure_values": len(figures),
        "subjects": len(subjects),
        "indicators": len(indicators),
        "indicator_values": len(subjects) * len(derived),
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
