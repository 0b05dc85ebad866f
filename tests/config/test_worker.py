"""A real worker, started by the command of docker-compose.yml, does what it is sent: on both databases and brokers."""

import re

import pytest

from ledger.triggers import NAMES

pytestmark = pytest.mark.worker

QUEUE_A_JOB = """
from datetime import date
from accounts.actors import Actor
from jobs.imports import start_import
with open("config/demo/regions.csv", "rb") as file:
    job = start_import(actor=Actor.system("test"), name="regions", file=file, file_name="regions.csv",
                       on=date(2026, 11, 20), is_dry_run=False)
print(job.pk)
"""


def queue_a_job(site) -> int:
    return int(site.python(QUEUE_A_JOB).split()[-1])


def state_of(site, pk: int) -> str:
    ((state,),) = site.rows(f"SELECT state FROM jobs_job WHERE id = {pk}")
    return state


def test_a_job_is_done_and_what_was_queued_before_waited_for_the_worker(site):
    early = queue_a_job(site)
    assert state_of(site, early) == "queued"

    site.start("worker")
    late = queue_a_job(site)

    for job in (early, late):
        site.wait_for(lambda job=job: state_of(site, job) == "done", what="the job")
    assert site.stop("worker") == 0


def test_a_night_that_is_told_twice_happens_once(site):
    """As with two beats: two messages at the same time, two threads or processes of the worker."""
    site.start("worker")

    site.python("from config.tasks import night; night.delay('2026-11-20'); night.delay('2026-11-20')")

    ended = re.compile(r"Task config\.tasks\.night\[[^]]+\] (\w+)")
    site.wait_for(lambda: ended.findall(site.log("worker")).count("received") == 2, what="both messages")
    site.wait_for(lambda: len(ended.findall(site.log("worker"))) == 4, what="both nights to end")
    assert [str(on) for (on,) in site.rows('SELECT "on" FROM evaluation_run')] == ["2026-11-19"]
    assert ended.findall(site.log("worker")).count("succeeded") == 2


def test_a_prepared_place_has_the_triggers_of_the_ledger(prepared_site):
    vendor, *names = prepared_site.python(
        "from django.db import connection; from tests.ledger_triggers import installed;"
        " print(connection.vendor, *installed())"
    ).split()
    assert set(names) == NAMES[vendor]
