"""What a runner holds while it works: progress, cancelling, the lease.

The lease is renewed by every progress. `hold()` takes the job for the transaction in which the runner writes: from then
on nobody can take it over until that transaction ends, however long it takes. On PostgreSQL the job's row stays free
meanwhile, so that progress is seen and a wish to stop is heard; SQLite has one writer, and others wait for it.
"""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Membership
from core import clock
from core.errors import DomainError
from jobs.models import Job, JobState
from ledger.services import record

LEASE = timedelta(seconds=40)
WRITING = 0x6A6F62  # the first number of the locks that say "this job is being written"; the second is the job's


class LeaseLost(DomainError):
    """Somebody else took the job over: this worker was silent for too long. Nothing of its transaction stays."""

    code = "lease_lost"
    message = _("Another worker has taken this job over.")


class JobCancelled(DomainError):
    """Somebody asked to stop."""

    code = "job_cancelled"
    message = _("The job was cancelled.")


def actor_of(job: Job) -> Actor:
    """Who a job acts for: who started it, with the rights that the person has now; the system if nobody did."""
    if job.started_by is None:
        return Actor.system(f"job {job.kind}")
    memberships = Membership.objects.filter(user=job.started_by, organisation=job.organisation_id, ended_at=None)
    membership = memberships.select_related("user", "organisation__overseer_region").order_by("pk").first()
    return Actor.for_membership(membership) if membership is not None else Actor.for_user(job.started_by)


def is_being_written(pk: int) -> bool:
    """Whether a worker holds the job in an open transaction; if not, nobody can before this transaction ends."""
    if connection.vendor != "postgresql":
        return False  # this very transaction is the only one that writes
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [WRITING, pk % 2**31])
        return not cursor.fetchone()[0]


class Beside:
    """A connection beside the transaction that writes: what it says is seen at once, and stays when that fails."""

    def __init__(self) -> None:
        self.connection: BaseDatabaseWrapper | None = None

    def say(self, sql: str, values: list[Any]) -> None:
        """One statement, committed at once. Nothing happens on SQLite."""
        if connection.vendor != "postgresql":
            return
        if self.connection is None:
            self.connection = connections.create_connection(DEFAULT_DB_ALIAS)
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Running:
    """One attempt at a job."""

    def __init__(self, job: Job, token: uuid.UUID) -> None:
        self.job, self.token = job, token
        self.actor = actor_of(job)
        self.is_held = self.is_finished = False
        self.beside = Beside()

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is, and keep the lease. Raises JobCancelled, LeaseLost.

        Once the job is held the figures go through a connection of their own (PostgreSQL), or nowhere (SQLite).
        """
        lease_until = clock.now() + LEASE
        mine = Job.objects.filter(pk=self.job.pk, lease=self.token, state=JobState.RUNNING)
        if mine.filter(is_cancel_requested=True).exists():
            raise JobCancelled
        if self.is_held:
            self.beside.say(
                f"UPDATE {Job._meta.db_table} SET progress_done = %s, progress_total = %s, lease_until = %s"  # noqa: S608
                " WHERE id = %s AND lease = %s",
                [done, total, lease_until, self.job.pk, self.token],
            )
        elif not mine.update(progress_done=done, progress_total=total, lease_until=lease_until):
            raise LeaseLost

    def hold(self) -> None:
        """Take the job for the transaction in which the runner writes. Raises JobCancelled, LeaseLost."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [WRITING, self.job.pk % 2**31])
        held = Job.objects.get(pk=self.job.pk)
        if held.lease != self.token or held.state != JobState.RUNNING:
            raise LeaseLost
        if held.is_cancel_requested:
            raise JobCancelled
        self.is_held = True

    def finish(self, result: Mapping[str, Any]) -> None:
        """The work is done, in the transaction of the work. Raises LeaseLost."""
        self._close(JobState.DONE, result=dict(result))
        self.is_finished = True

    def fail(self, message: str) -> None:
        """The work cannot be done; `message` says why, in the starter's language."""
        self._close(JobState.FAILED, message=message)

    def cancel(self) -> None:
        """The work was stopped on request."""
        self._close(JobState.CANCELLED)

    def let_go(self) -> None:
        """Give the lease back after an error nobody foresaw, so that the sweep need not wait for it to lapse."""
        self.beside.close()
        Job.objects.filter(pk=self.job.pk, lease=self.token, state=JobState.RUNNING).update(lease_until=clock.now())

    @transaction.atomic
    def _close(self, state: JobState, *, message: str = "", result: dict[str, Any] | None = None) -> None:
        self.beside.close()
        mine = Job.objects.filter(pk=self.job.pk, lease=self.token, state=JobState.RUNNING)
        facts = {"state": state, "message": message, "result": result or {}, "finished_at": clock.now()}
        if not mine.update(**facts, lease=None, lease_until=None):
            raise LeaseLost
        self.job.refresh_from_db()
        record(actor=self.actor, action=f"job.{past_verb(state)}", subject=self.job, payload=summary(self.job))


def past_verb(state: str) -> str:
    """The ledger's word for an end."""
    return {JobState.DONE: "finished"}.get(JobState(state), str(state))


def summary(job: Job) -> dict[str, Any]:
    """What the ledger keeps of a job."""
    return {"kind": job.kind, "title": job.title, "message": job.message, "result": job.result}
