"""Who works at a task. A lease in a table is the only truth; messages may be lost, doubled or late.

Claiming is one conditional update. Finishing puts the fence first and the rows second, in one transaction: whoever lost
the lease writes nothing. A worker that lives renews its lease; one that was killed does not, and the task is free again
after LEASE. SQLite ignores `skip_locked` and needs none: its write transactions are IMMEDIATE.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import F, Q

from core import clock
from evaluation.models import Run, RunState, RunTask, Stage

LEASE = timedelta(seconds=30)
RENEW_SECONDS = 10.0
ATTEMPTS_MAX = 5


class LeaseLost(Exception):
    """Another worker has taken the task over; what this one computed is not written."""


def free(at: datetime) -> Q:
    """Tasks that nobody holds."""
    return Q(lease_until=None) | Q(lease_until__lt=at)


def claimable(run_id: int, at: datetime) -> RunTask | None:
    """The next task that may be begun: counting first; deriving when everything is counted."""
    tasks = RunTask.objects.filter(free(at), run_id=run_id, done_at=None, attempts__lt=ATTEMPTS_MAX)
    tasks = tasks.filter(run__state__in=(RunState.PLANNED, RunState.RUNNING)).order_by("pk")
    counting = tasks.filter(stage=Stage.COUNT).select_for_update(skip_locked=True, of=("self",)).first()
    if counting is not None or RunTask.objects.filter(run_id=run_id, stage=Stage.COUNT, done_at=None).exists():
        return counting
    return tasks.filter(stage=Stage.DERIVE).select_for_update(skip_locked=True, of=("self",)).first()


def claim(run_id: int) -> RunTask | None:
    """Take the next free task of a run; None when there is none to take now."""
    while True:
        at = clock.now()
        with transaction.atomic():
            task = claimable(run_id, at)
            if task is None:
                return None
            lease = uuid4()
            won = RunTask.objects.filter(free(at), pk=task.pk, done_at=None).update(
                lease=lease, lease_until=at + LEASE, attempts=F("attempts") + 1, started_at=at, error=""
            )
            if won:
                Run.objects.filter(pk=run_id, state=RunState.PLANNED).update(state=RunState.RUNNING, started_at=at)
                task.refresh_from_db()
                return task


def fence(task: RunTask, *, value_count: int) -> None:
    """Mark a task done, if we still hold it. First statement of the transaction that writes its rows.

    Raises LeaseLost.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("The fence and the rows belong to one transaction.")
    held = RunTask.objects.filter(pk=task.pk, lease=task.lease, done_at=None).update(
        done_at=clock.now(), lease=None, lease_until=None, value_count=value_count
    )
    if not held:
        raise LeaseLost(f"{task.name} of run {task.run_id}")


def give_back(task: RunTask, *, error: str) -> None:
    """Free a task that could not be done and keep why. Nothing happens if somebody else holds it by now."""
    RunTask.objects.filter(pk=task.pk, lease=task.lease, done_at=None).update(
        lease=None, lease_until=None, error=error[-4000:]
    )


@contextmanager
def renewed(task: RunTask, *, every: float = RENEW_SECONDS) -> Iterator[None]:
    """Keep the lease of a long task while its process lives."""
    done = threading.Event()
    keeper = threading.Thread(target=_renew_until, args=(task, done, every), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def renew(task: RunTask) -> None:
    """Put off the end of a lease that we still hold."""
    RunTask.objects.filter(pk=task.pk, lease=task.lease, done_at=None).update(lease_until=clock.now() + LEASE)


def _renew_until(task: RunTask, done: threading.Event, every: float) -> None:
    renewed_once = False
    while not done.wait(every):
        renewed_once = True
        renew(task)
    if renewed_once:
        connection.close()  # this thread's own


def in_turn(run_id: int, work: Callable[[RunTask], None]) -> int:
    """Take open tasks of a run until there are none to take; returns how many were done here."""
    done = 0
    while (task := claim(run_id)) is not None:
        work(task)
        done += 1
    return done
