"""A run from plan to publication. Its state lives in tables; a message says only that a run has open tasks."""

import time
import traceback
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core import clock
from core.actors import ActorLike
from core.errors import DomainError
from core.worker import send
from evaluation.engine.counting import count, fuse
from evaluation.engine.leases import ATTEMPTS_MAX, LeaseLost, fence, free, give_back, in_turn, renewed
from evaluation.engine.measures import MEASURES, all_measures
from evaluation.engine.writing import write_all
from evaluation.frameworks import SHIPPED_FRAMEWORK
from evaluation.models import FrameworkVersion, MeasureValue, Run, RunKind, RunState, RunTask, Stage
from evaluation.selectors.places import Places
from evaluation.selectors.runs import imports_since_before
from evaluation.services.frameworks import bring_in_force
from evaluation.services.publishing import derive_and_publish, move_pointer
from evaluation.services.telling import tell_operators
from ledger.services import record
from reference.periods import SchoolYear

logger = structlog.get_logger(__name__)


class NoFramework(DomainError):
    """No version of the framework is in force on the day."""

    code = "no_framework"
    message = _("No framework judges this day. The shipped one takes effect on 1 September 2025.")


class RunUnfinished(DomainError):
    """Tasks are held by workers that did not finish in time."""

    code = "run_unfinished"
    message = _("The run has not finished yet: other workers hold its tasks.")


class NotPublishable(DomainError):
    """A nightly run is of the version in force and of what was known that night."""

    code = "not_publishable"
    message = _("Only the version in force, with what was known that night, can be published.")


class RunIsOver(DomainError):
    """Nothing of the run is open."""

    code = "run_is_over"
    message = _("This run has ended: nothing of it is left to do.")


class RunNotHeld(DomainError):
    """Only a run that a gate holds can be released, and only one that failed can be opened again."""

    code = "run_not_held"
    message = _("This run is neither held nor failed.")


def evaluate(
    *,
    actor: ActorLike,
    on: date,
    kind: str = RunKind.NIGHTLY,
    framework: str = SHIPPED_FRAMEWORK,
    version: FrameworkVersion | None = None,
    known_on: date | None = None,
    patience_seconds: float = 300,
) -> Run:
    """Compute every figure of a day and, if the run is nightly, publish it. Returns the run as it ended.

    A nightly run of the same day is found and not made again. Raises NoFramework, NotPublishable, RunUnfinished.
    """
    run = plan_run(actor=actor, on=on, kind=kind, framework=framework, version=version, known_on=known_on)
    deadline = time.monotonic() + patience_seconds
    while True:
        compute_open_tasks(run_id=run.pk)
        run.refresh_from_db()
        if not run.is_open:
            return run
        if time.monotonic() > deadline:
            raise RunUnfinished
        time.sleep(0.5)


def start_nightly(*, actor: ActorLike, on: date) -> list[Run]:
    """Plan the run of each framework that judges a day and tell the workers. Two beats at once plan one run each."""
    bring_in_force(actor=actor, on=on)
    effective = FrameworkVersion.objects.effective(on).order_by("framework__code")
    runs = [
        plan_run(actor=actor, on=on, framework=code) for code in effective.values_list("framework__code", flat=True)
    ]
    for run in runs:
        if run.is_open:
            transaction.on_commit(partial(send_open_tasks, run.pk))
    return runs


@transaction.atomic
def plan_run(
    *,
    actor: ActorLike,
    on: date,
    kind: str = RunKind.NIGHTLY,
    framework: str = SHIPPED_FRAMEWORK,
    version: FrameworkVersion | None = None,
    known_on: date | None = None,
) -> Run:
    """The run of a day with a task for each relation. A nightly run that exists is found.

    `version`: what if that version judged the day, be it a draft; else the one of `framework` that was in force.
    `known_on`: as known at the end of that day, with what was recorded or corrected since; else of the day itself.
    Raises NoFramework, NotPublishable.
    """
    if kind == RunKind.NIGHTLY and (version is not None or known_on not in {None, on}):
        raise NotPublishable
    version = version or FrameworkVersion.objects.effective(on).filter(framework__code=framework).first()
    if version is None:
        raise NoFramework
    cutoff = clock.night_cutoff(known_on or on)
    planned = Run(kind=kind, version=version, period=SchoolYear.of(on).label, on=on, cutoff=cutoff)
    if kind == RunKind.NIGHTLY:
        Run.objects.bulk_create([planned], ignore_conflicts=True)  # who comes second waits here, then finds the first
        run = Run.objects.select_for_update().get(
            kind=kind, version=version, period=planned.period, cutoff=planned.cutoff
        )
        if run.public_id != planned.public_id:
            return run
    else:
        planned.save(force_insert=True)
        run = planned
    groups = fuse(all_measures(), on=on, cutoff=run.cutoff)
    RunTask.objects.bulk_create(
        [RunTask(run=run, stage=Stage.COUNT, name=" ".join(fused.codes)) for fused in groups]
        + [RunTask(run=run, stage=Stage.DERIVE, name="derive")]
    )
    record(actor=actor, action="run.planned", subject=run, payload={"kind": kind, "on": on.isoformat()})
    return run


def compute_open_tasks(*, run_id: int) -> int:
    """Do what is open in a run until nothing is left to take; returns how many tasks were done here.

    Any number of workers may call this at once, again and late. A run that is to be published waits for imports that
    began before its cut-off: their rows are stamped before it and become visible when all are written.
    """
    if _is_import_writing(run_id):
        return 0
    return in_turn(run_id, _do)


def _is_import_writing(run_id: int) -> bool:
    run = Run.objects.filter(pk=run_id, kind=RunKind.NIGHTLY).first()
    return run is not None and imports_since_before(run.cutoff).exists()


def _do(task: RunTask) -> None:
    """One task, whatever it is. A task that fails is given back with its error; the last attempt fails the run."""
    is_done = False
    try:
        with renewed(task):
            if task.stage == Stage.COUNT:
                _count(task)
            else:
                derive_and_publish(task)
        is_done = True
    except LeaseLost:
        is_done = True
        logger.warning("lease_lost", run=task.run_id, task=task.name)
    finally:
        if not is_done:
            give_back(task, error=traceback.format_exc())
            if task.attempts >= ATTEMPTS_MAX:
                _fail(task.run_id, task.name)


def _count(task: RunTask) -> None:
    run = Run.objects.get(pk=task.run_id)
    if run.kind == RunKind.NIGHTLY and _take_over(task, run):
        return
    places = Places.on(run.on)
    figures = list(count([MEASURES[code] for code in task.measures], on=run.on, cutoff=run.cutoff))
    with transaction.atomic():
        fence(task, value_count=len(figures))
        write_all(
            MeasureValue,
            (
                MeasureValue(
                    run=run, measure=figure.measure, value=figure.value, **places.fields(figure.level, figure.subject)
                )
                for figure in figures
            ),
        )


def _take_over(task: RunTask, run: Run) -> bool:
    """Several frameworks judge a night by the same counts: whoever comes second copies them. True if it did.

    Only what was counted after the cut-off holds all that was recorded by it.
    """
    counted = RunTask.objects.filter(
        name=task.name,
        stage=Stage.COUNT,
        done_at__isnull=False,
        started_at__gt=run.cutoff,
        run__kind=RunKind.NIGHTLY,
        run__on=run.on,
        run__cutoff=run.cutoff,
    ).exclude(run=run)
    first = counted.order_by("pk").first()
    if first is None:
        return False
    with transaction.atomic():
        fence(task, value_count=first.value_count)
        found = list(MeasureValue.objects.filter(run=first.run_id, measure__in=task.measures).order_by("pk"))
        for figure in found:
            figure.pk, figure.run = None, run
        write_all(MeasureValue, found)
    return True


def _fail(run_id: int, task_name: str) -> None:
    """A task was tried too often: the run fails, visibly."""
    with transaction.atomic():
        run = Run.objects.select_for_update().get(pk=run_id)
        if run.is_open:
            run.state, run.finished_at = RunState.FAILED, clock.now()
            run.reason = f"{task_name}: {ATTEMPTS_MAX} attempts"
            run.save(update_fields=["state", "finished_at", "reason"])
            record(actor=Actor.system("evaluation"), action="run.failed", subject=run, payload={"task": task_name})
            tell_operators(run=run)


def sweep(*, at: datetime) -> int:
    """Take up again what a lost worker or a lost message left behind; returns for how many runs a message was sent.

    A task whose lease ran out after its last attempt fails its run: a poisonous one must not kill workers for ever.
    """
    unfinished = RunTask.objects.filter(free(at), done_at=None, run__state__in=(RunState.PLANNED, RunState.RUNNING))
    for task in unfinished.filter(attempts__gte=ATTEMPTS_MAX).order_by("run_id", "pk"):
        _fail(task.run_id, task.name)
    waiting = unfinished.filter(attempts__lt=ATTEMPTS_MAX).order_by("run_id").values_list("run_id", flat=True)
    run_ids = [run_id for run_id in dict.fromkeys(waiting) if _has_work(run_id, at)]
    return sum(send_open_tasks(run_id) for run_id in run_ids)


def _has_work(run_id: int, at: datetime) -> bool:
    """Whether a worker would find a task now: a free count, or deriving with no count left."""
    open_tasks = RunTask.objects.filter(run_id=run_id, done_at=None)
    counting = open_tasks.filter(stage=Stage.COUNT)
    return counting.filter(free(at)).exists() or (
        not counting.exists() and open_tasks.filter(free(at), Q(stage=Stage.DERIVE)).exists()
    )


def send_open_tasks(run_id: int) -> bool:
    """Tell the workers that a run has open tasks. Without a broker the next sweep says it again."""
    from evaluation.tasks import run_open_tasks

    return send(run_open_tasks, run_id)


@transaction.atomic
def release_run(*, actor: ActorLike, run: Run, reason: str) -> Run:
    """Publish a run that a gate holds, because a person has looked at it. Raises NotAllowed, RunNotHeld."""
    actor.require("recompute")
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.HELD or run.kind != RunKind.NIGHTLY:
        raise RunNotHeld
    run.state = RunState.PUBLISHED
    run.save(update_fields=["state"])
    move_pointer(run)
    payload: Mapping[str, str] = {"reason": reason, "held_for": run.reason}
    record(actor=actor, action="run.released", subject=run, payload=payload)
    return run


def resume_run(*, actor: ActorLike, run: Run, reason: str) -> Run:
    """Let a run go on that stands still: a failed one gets new attempts, of an open one the workers are told again.

    Raises NotAllowed, RunIsOver.
    """
    actor.require("recompute")
    if run.state == RunState.FAILED:
        return reopen_run(actor=actor, run=run, reason=reason)
    if not run.is_open:
        raise RunIsOver
    with transaction.atomic():
        record(actor=actor, action="run.resumed", subject=run, payload={"reason": reason})
        transaction.on_commit(partial(send_open_tasks, run.pk))
    return run


@transaction.atomic
def reopen_run(*, actor: ActorLike, run: Run, reason: str) -> Run:
    """Give a failed run new attempts; what was counted stays. Raises NotAllowed, RunNotHeld."""
    actor.require("recompute")
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.FAILED:
        raise RunNotHeld
    run.tasks.filter(done_at=None).update(attempts=0, lease=None, lease_until=None)
    run.state, run.reason, run.finished_at = RunState.RUNNING, "", None
    run.save(update_fields=["state", "reason", "finished_at"])
    record(actor=actor, action="run.reopened", subject=run, payload={"reason": reason})
    transaction.on_commit(partial(send_open_tasks, run.pk))
    return run
