"""PostgreSQL goes away under load: 503 with Retry-After, nothing acknowledged is lost, and it comes back by itself."""

import signal
from uuid import uuid4

import pytest

from drills.visitors import Answer, Load, signed_in

OUTAGE_SECONDS, BACK_SECONDS = 5.0, 10.0  # R1 of the quality figures


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["stopped", "killed"])
def test_pages_say_503_and_come_back(place, database, number):
    place.start("web")
    operator = signed_in(place, "OPERATOR")
    assert operator.get("/style/").status == 200

    with Load(lambda _: operator.get("/style/")) as readers:
        place.wait_for(lambda: readers.count(200) > 20, what="load")
        database.stop(number)
        noticed = place.wait_for(lambda: readers.count(503) > 0, what="a 503", seconds=OUTAGE_SECONDS)
        away = operator.get("/style/")
        in_the_api = operator.get("/api/v1/schema/")
        database.start()
        before = readers.count(200)
        back = place.wait_for(lambda: readers.count(200) > before, what="a page", seconds=BACK_SECONDS)

    print(f"503 after {noticed:.1f} s, back after {back:.1f} s, {len(readers.answers)} requests")
    assert (away.status, away.headers["Retry-After"]) == (503, "5")
    assert away.seconds < OUTAGE_SECONDS
    assert "text/html" in away.headers["Content-Type"]
    assert (in_the_api.status, in_the_api.headers["Retry-After"]) == (503, "5")
    assert "application/json" in in_the_api.headers["Content-Type"]
    assert {answer.status for _, answer in readers.answers} <= {200, 503}
    assert max(answer.seconds for _, answer in readers.answers) < OUTAGE_SECONDS


def test_nothing_acknowledged_is_lost(place, database):
    """Four people register organisations while the database is killed twice: each 302 is a row and its entry."""
    place.start("web")
    operator = signed_in(place, "OPERATOR")

    def register(number: int) -> Answer:
        form = {"kind": "association", "name": f"Drill {number}", "submission": str(uuid4())}
        return operator.post("/organisations/new/", form)

    with Load(register) as writers:
        for _ in range(2):
            so_far = writers.count(302)
            place.wait_for(lambda least=so_far + 20: writers.count(302) > least, what="writes")
            database.stop(signal.SIGKILL)
            place.wait_for(lambda: writers.count(503) > 0, what="a 503", seconds=OUTAGE_SECONDS)
            database.start()
        so_far = writers.count(302)
        place.wait_for(lambda: writers.count(302) > so_far + 20, what="writes again", seconds=BACK_SECONDS)

    acknowledged = {f"Drill {number}" for number, answer in writers.answers if answer.status == 302}
    kept = place.python(
        "from accounts.models import Organisation\n"
        "from ledger.models import Entry\n"
        "rows = Organisation.objects.filter(name__startswith='Drill ')\n"
        "streams = set(Entry.objects.values_list('stream', flat=True))\n"
        "print(*(row.name for row in rows if f'accounts.organisation:{row.pk}' in streams), sep='\\n')"
    ).splitlines()
    print(f"{len(acknowledged)} acknowledged, {len(kept)} kept, {writers.count(503)} times 503")
    assert {answer.status for _, answer in writers.answers} <= {302, 503}
    assert acknowledged <= set(kept)
    assert len(kept) == len(set(kept))
    place.manage("verify_ledger")
