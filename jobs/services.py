"""Starting, running, cancelling and sweeping jobs."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actors import Actor
from core import clock
from core.errors import DomainError
from core.imports import importers
from core.worker import send, send_after_commit
from jobs import registry
from jobs.models import Job, JobFile, JobState
from jobs.running import LEASE, JobCancelled, LeaseLost, Running, actor_of, is_being_written, past_verb, summary
from ledger.services import record

logger = structlog.get_logger(__name__)
ATTEMPTS_MOST = 3
ANNOUNCED_EVERY = timedelta(seconds=30)
INPUT_KEPT_FOR = timedelta(days=30)


class JobEnded(DomainError):
    """A job that has ended stays as it is."""

    code = "job_ended"
    message = gettext_lazy("This job has ended already.")


@transaction.atomic
def start_job(
    *,
    actor: Actor,
    kind: str,
    title: str = "",
    arguments: Mapping[str, Any] | None = None,
    file_name: str = "",
    content: bytes | None = None,
) -> Job:
    """Put a piece of long work into the queue; the worker hears of it when the transaction commits.

    Who may start which kind is the caller's question. KeyError for a kind that nobody registered.
    """
    from jobs.tasks import run_job as task

    job = Job.objects.create(
        kind=kind,
        title=title or str(registry.kinds[kind].title),
        organisation_id=actor.organisation_id,
        started_by=actor.user,
        arguments=dict(arguments or {}),
    )
    if content is not None:
        JobFile.objects.create(job=job, part=JobFile.Part.INPUT, file_name=file_name, content=content)
    record(actor=actor, action="job.started", subject=job, payload=summary(job))
    send_after_commit(task, job.pk)
    return job


@transaction.atomic
def cancel_job(*, actor: Actor, job: Job) -> Job:
    """Stop a job: at once while it waits, at its next step while it runs. Raises JobEnded, NotAllowed."""
    actor.require("cancel_job", job)
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not job.is_open:
        raise JobEnded
    if job.state == JobState.QUEUED:
        job.state, job.finished_at = JobState.CANCELLED, clock.now()
        action = "job.cancelled"
    else:
        job.is_cancel_requested = True
        action = "job.cancel_requested"
    job.save(update_fields=["state", "finished_at", "is_cancel_requested"])
    record(actor=actor, action=action, subject=job, payload=summary(job))
    return job


def run_job(*, pk: int) -> JobState | None:
    """Run a job if nobody else does. Returns its new state, or None where there was nothing to do.

    What the field refuses (DomainError) fails the job, with the message in the starter's language. Any other error is
    a mistake of ours: it goes on to the log, and the sweep takes the job up again.
    """
    running = _claim(pk)
    if running is None:
        return None
    language = running.job.started_by.language if running.job.started_by else translation.get_language()
    ended = False
    try:
        with translation.override(language):
            ended = _attempt(running)
    finally:
        if not ended:
            running.let_go()
    running.job.refresh_from_db()
    if ended:
        _tell(running.job)
    return JobState(running.job.state)


def sweep(*, at: datetime) -> dict[str, int]:
    """Take up what a lost message, a lost worker or a lost broker left: part of every 15 seconds.

    Queued jobs are announced again, lapsed leases too; after three attempts the job has failed, visibly.
    """
    from jobs.tasks import run_job as task

    lapsed = Q(state=JobState.RUNNING, lease_until__lte=at)
    spent = Job.objects.filter(lapsed, attempts__gte=ATTEMPTS_MOST).values_list("pk", flat=True)
    failed = [pk for pk in list(spent) if _give_up(pk, at)]
    open_jobs = Job.objects.filter(lapsed | Q(state=JobState.QUEUED), announced_at__lte=at - ANNOUNCED_EVERY)
    found = list(open_jobs.order_by("recorded_at").values_list("pk", flat=True)[:100])
    Job.objects.filter(pk__in=found).update(announced_at=at)
    for pk in found:
        send(task, pk)
    return {"sent": len(found), "failed": len(failed)}


def forget_inputs(*, at: datetime) -> int:
    """Delete files that jobs were given, 30 days after they ended; part of the night. Returns how many.

    Rejected rows of imports with private columns go too.
    """
    personal = [name for name in importers.names() if importers[name].private]
    kinds = Q(part=JobFile.Part.INPUT) | Q(part=JobFile.Part.REPORT, job__arguments__importer__in=personal)
    return JobFile.objects.filter(kinds, job__finished_at__lt=at - INPUT_KEPT_FOR).delete()[0]


def _claim(pk: int) -> Running | None:
    """Take the lease, by one conditional update: of two workers one wins."""
    token, now = uuid.uuid4(), clock.now()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lte=now)
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(free, pk=pk, attempts__lt=ATTEMPTS_MOST).first()
        if job is None or is_being_written(pk):
            return None
        claimed = Job.objects.filter(free, pk=pk).update(
            state=JobState.RUNNING, lease=token, lease_until=now + LEASE, attempts=F("attempts") + 1, started_at=now
        )
    return Running(Job.objects.select_related("started_by").get(pk=pk), token) if claimed else None


def _attempt(running: Running) -> bool:
    """Let the runner work. True: the job has its end from here; False: it belongs to somebody else by now."""
    try:
        try:
            result = registry.kinds[running.job.kind].run(running)
            if not running.is_finished:
                running.finish(result)
        except JobCancelled:
            running.cancel()
        except LeaseLost:
            raise
        except DomainError as refusal:
            running.fail(str(refusal))
    except LeaseLost:
        logger.warning("lease_lost", job=running.job.pk)
        return False
    return True


@transaction.atomic
def _fail_for_good(job: Job, at: datetime) -> None:
    with translation.override(job.started_by.language if job.started_by else translation.get_language()):
        job.message = _(
            "The work broke off three times and was given up. Start it again; if it fails again, tell the operator."
        )
    job.state, job.finished_at, job.lease, job.lease_until = JobState.FAILED, at, None, None
    job.save(update_fields=["state", "message", "finished_at", "lease", "lease_until"])
    record(actor=actor_of(job), action=f"job.{past_verb(job.state)}", subject=job, payload=summary(job))


def _give_up(pk: int, at: datetime) -> bool:
    with transaction.atomic():
        lapsed = Job.objects.select_for_update(skip_locked=True, of=("self",)).select_related("started_by")
        job = lapsed.filter(pk=pk, state=JobState.RUNNING, lease_until__lte=at).first()
        if job is None or is_being_written(pk):
            return False
        _fail_for_good(job, at)
    logger.error("job_failed_for_good", job=pk, kind=job.kind)
    _tell(job)
    return True


def _tell(job: Job) -> None:
    """Tell those who listen, such as the notices."""
    for listener in registry.when_finished:
        listener(job)
