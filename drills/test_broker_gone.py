"""Redis goes away: pages and writes go on, publishing gives up quickly, and what was queued is done afterwards."""

import json
from uuid import uuid4

from drills.visitors import Answer, Load, signed_in

PUBLISH_SECONDS = 2.0  # R2 of the quality figures
RESUMED_SECONDS = 60.0

QUEUE_A_JOB = """
import json, time
from datetime import date
from accounts.actors import Actor
from jobs.imports import start_import
started = time.monotonic()
with open("config/demo/regions.csv", "rb") as file:
    job = start_import(actor=Actor.system("drill"), name="regions", file=file, file_name="regions.csv",
                       on=date(2026, 11, 20), is_dry_run=False)
print(json.dumps({"pk": job.pk, "seconds": time.monotonic() - started}))
"""


def state_of(place, pk: int) -> str:
    return place.python(f"from jobs.models import Job; print(Job.objects.get(pk={pk}).state)").strip()


def test_pages_and_writes_go_on_and_no_job_is_lost(place, broker):
    for service in ("web", "worker", "beat"):
        place.start(service)
    operator = signed_in(place, "OPERATOR")

    def register(number: int) -> Answer:
        form = {"kind": "association", "name": f"Drill {number}", "submission": str(uuid4())}
        return operator.post("/organisations/new/", form)

    with Load(register) as writers:
        place.wait_for(lambda: writers.count(302) > 20, what="writes")
        broker.stop()
        so_far = writers.count(302)
        job = json.loads(place.python(QUEUE_A_JOB).splitlines()[-1])
        place.wait_for(lambda: writers.count(302) > so_far + 20, what="writes without Redis", seconds=10)
        page = operator.get("/organisations/")
        queued = state_of(place, job["pk"])
        broker.start()

    resumed = place.wait_for(lambda: state_of(place, job["pk"]) == "done", what="the job", seconds=RESUMED_SECONDS)
    print(f"publishing gave up after {job['seconds']:.1f} s, the job was done {resumed:.1f} s after Redis came back")
    assert job["seconds"] < PUBLISH_SECONDS
    assert page.status == 200
    assert queued == "queued"
    assert {answer.status for _, answer in writers.answers} == {302}
    assert all(process.poll() is None for process in place.running.values())
