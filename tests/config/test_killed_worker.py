"""A worker killed with -9 in the middle of a run: the run ends once, with the same figures, within a minute (R4)."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from config import processes

pytestmark = [pytest.mark.worker, pytest.mark.once_postgres]

# Keeps a worker in the middle of a task: taken, not done. On PostgreSQL it waits for the table that it writes; SQLite
# has one write lock, which is tried until it is ours at such a moment.
HOLD = """
import django; django.setup()
import sys, time
from django.db import connection, transaction
from evaluation.models import RunTask

def is_taken():
    return RunTask.objects.filter(done_at=None).exclude(lease_until=None).exists()

end, held = time.monotonic() + 120, False
if connection.vendor == "sqlite":
    print("ready", flush=True)
while not held and time.monotonic() < end:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            connection.cursor().execute("LOCK TABLE evaluation_measurevalue IN ACCESS EXCLUSIVE MODE")
            print("ready", flush=True)
            while not is_taken() and time.monotonic() < end:
                time.sleep(0.02)
        held = is_taken()
        if held:
            print("held", flush=True)
            sys.stdin.readline()
"""
RUN = """SELECT id FROM evaluation_run WHERE kind = 'nightly' AND "on" = '2026-11-19'"""
STATE = f"SELECT state, digest FROM evaluation_run WHERE id = ({RUN})"
OPEN_TASKS = f"SELECT count(*) FROM evaluation_runtask WHERE run_id = ({RUN}) AND done_at IS NULL"
VALUES = f"SELECT measure, level, code FROM evaluation_measurevalue WHERE run_id = ({RUN})"


@contextmanager
def held_at_a_task(site) -> Iterator[None]:
    """While this lasts, a worker has taken a task and cannot finish it."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD],
        cwd=processes.BASE_DIR,
        env={**os.environ, **site.env},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout.readline() == "ready\n"
        site.python("from config.tasks import night; night.delay('2026-11-20')")
        assert holder.stdout.readline() == "held\n"
        yield
    finally:
        holder.communicate("\n", timeout=30)


def test_a_killed_worker_leaves_a_run_that_ends_once_with_the_same_figures(site):
    site.python("from config.demo import tell; from datetime import date; tell(date(2026, 10, 31), with_survey=False)")
    site.start("worker")

    with held_at_a_task(site):
        site.kill("worker")
    ((state, _digest),) = site.rows(STATE)
    assert state == "running"
    assert site.rows(OPEN_TASKS) != [(0,)], "the worker was not killed in the middle"

    site.start("worker")
    site.start("beat")
    seconds = site.wait_for(lambda: site.rows(STATE)[0][0] == "published", what="the run to end")

    ((_state, digest),) = site.rows(STATE)
    values = site.rows(VALUES)
    assert seconds < 60
    assert site.rows(OPEN_TASKS) == [(0,)]
    assert len(values) == len(set(values)) > 0  # no figure twice
    undisturbed = site.manage("evaluate", "--as-of", "2026-11-19")
    assert digest in re.findall(r"\b[0-9a-f]{64}\b", undisturbed)
