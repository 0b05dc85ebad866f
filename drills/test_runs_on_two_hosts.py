"""Two hosts share a run; one loses its power in the middle, while it holds a task and writes."""

import os
import signal
import sys
import time
from contextlib import ExitStack

import pytest

from drills.hosts import Host, NoNamespaces, WiredRedis, address, cut, wired, wired_postgres
from drills.runs import RESUMED_SECONDS, Watch, digest_of, make_a_country, nights
from tests.processes import Site

HOLD_A_TASK = """
import time
import django
django.setup()
from django.db import transaction
from evaluation.engine.leases import claim, fence
task = claim({run_id})
with transaction.atomic():
    fence(task, value_count=0)
    print("holding", task.pk, flush=True)
    time.sleep(3600)
"""


def test_one_of_two_hosts_dies_while_it_writes(tmp_path):
    with ExitStack() as stack:
        try:
            stack.enter_context(wired())
        except NoNamespaces as refused:
            pytest.skip(f"network namespaces cannot be made here: {refused}")
        database, broker = stack.enter_context(wired_postgres()), stack.enter_context(WiredRedis())
        database.sql("CREATE DATABASE drill")
        place = Site(tmp_path / "var", {"DATABASE_URL": database.url("drill"), "REDIS_URL": broker.url})
        stack.callback(place.close)
        place.run("-m", "config.prepare")
        make_a_country(place)
        database.sql("CREATE DATABASE undisturbed TEMPLATE drill")
        copy = Site(tmp_path / "copy", {**place.env, "DATABASE_URL": database.url("undisturbed")})
        (on,) = nights(1)
        expected = digest_of(copy.manage("evaluate", "--as-of", on.isoformat(), "--publish"))

        hosts = [
            Host(
                tmp_path / f"host{number}",
                {
                    **place.env,
                    "DATABASE_URL": place.env["DATABASE_URL"].replace("127.0.0.1", address(number)),
                    "REDIS_URL": broker.url.replace("127.0.0.1", address(number)),
                },
                number=number,
            )
            for number in (1, 2)
        ]
        place.start("beat")
        watch = Watch(place.env["DATABASE_URL"])
        place.manage("evaluate", "--as-of", on.isoformat(), "--publish", "--background")
        run_id = watch.run_of(on)["id"]
        writing = hosts[1].popen(sys.executable, "-c", HOLD_A_TASK.format(run_id=run_id))
        stack.callback(writing.kill)
        hosts[1].wait_for(lambda: "holding" in hosts[1].log("host"), what="a task in the middle of its writing")
        for host in hosts:
            stack.callback(host.close)
            host.start("worker")
        lost = watch.held(run_id)

        cut(2)
        died = time.monotonic()
        os.killpg(writing.pid, signal.SIGKILL)
        hosts[1].kill("worker")

        task_id = int(hosts[1].log("host").split("holding ")[1].split()[0])
        place.wait_for(lambda: watch.is_taken_up(task_id, 1), what="the task of the dead host", seconds=RESUMED_SECONDS)
        resumed = time.monotonic() - died
        place.wait_for(lambda: watch.state_of(on) not in {"planned", "running"}, what="the run", seconds=120)
        print(f"{len(lost)} tasks were held when the host died; what it wrote was taken up after {resumed:.0f} s, "
              f"the run ended after {time.monotonic() - died:.0f} s")  # fmt: skip

        run = watch.run_of(on)
        assert (run["state"], run["digest"]) == ("published", expected), run["reason"]
        assert watch.doubled() == 0
        assert resumed < RESUMED_SECONDS
