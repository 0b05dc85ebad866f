"""PostgreSQL goes away under load: 503 with Retry-After, nothing acknowledged is lost, and it comes back by itself."""

import signal

import pytest

from drills.visitors import Load, signed_in

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
