"""Messages lost and doubled, an import that is not over, figures that jump: what a night makes of them."""

import threading
import time
from datetime import date, timedelta

import redis

from drills.runs import Watch, digest_of, make_a_country, nights
from tests.processes import Site

QUEUE_COLLEGES = """
import io
from datetime import date
from accounts.actors import Actor
from jobs.imports import start_import
head = "school_code,name,education_level,is_vocational,ownership,authority,province_code,city_code"
rows = [f"4199{{n:06d}},学院{{n}},专科,Y,公办,教育部,110000,110100" for n in range({number})]
file = io.BytesIO("\\n".join([head, *rows]).encode())
job = start_import(actor=Actor.system("drill"), name="colleges", file=file, file_name="colleges.csv",
                   on=date(2026, 11, 20), is_dry_run=False)
print(job.pk)
"""


def beside(*work) -> None:
    """All at once, each in a thread."""
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def copy_of(place: Site, database, folder) -> Site:
    """The place as it is now, on a database of its own."""
    source = place.env["DATABASE_URL"].rsplit("/", 1)[1]
    database.sql(f"CREATE DATABASE {folder.name} TEMPLATE {source}")
    return Site(folder, {**place.env, "RONGHE_VAR": str(place.folder), "DATABASE_URL": database.url(folder.name)})


def test_two_beats_at_once_and_redis_emptied_in_the_middle(place, database, broker, tmp_path):
    make_a_country(place)
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011 (as beat has it: the machine's day)
    expected = digest_of(
        copy_of(place, database, tmp_path / "copy").manage("evaluate", "--as-of", yesterday.isoformat(), "--publish")
    )
    watch = Watch(place.env["DATABASE_URL"])
    other = Site(tmp_path / "other", {**place.env, "RONGHE_VAR": str(tmp_path / "other")})
    place.start("worker")
    try:
        for site in (place, other):
            site.start("beat")
        night = "from config.tasks import night; night.delay()"
        beside(lambda: place.python(night), lambda: other.python(night))
        runs = "SELECT id FROM evaluation_run"
        place.wait_for(lambda: bool(watch.rows(runs)), what="the run of the night", seconds=120)
        client = redis.Redis.from_url(broker.url)
        for _ in range(3):
            client.flushall()
            time.sleep(0.4)
        seconds = place.wait_for(
            lambda: watch.state_of(yesterday) not in {"planned", "running"}, what="the run", seconds=120
        )
    finally:
        other.close()

    run = watch.run_of(yesterday)
    print(f"the run ended {seconds:.0f} s after Redis was emptied three times")
    assert (run["state"], run["digest"]) == ("published", expected), run["reason"]
    assert len(watch.rows(runs)) == 1
    assert watch.doubled() == 0


def test_a_run_waits_for_an_import_that_began_before_its_cut_off(place, database, tmp_path):
    """The cut-off here is tonight's, so that no clock need be set: the import has begun before it."""
    make_a_country(place)
    today = date.today()  # noqa: DTZ011
    watch = Watch(place.env["DATABASE_URL"])
    place.start("worker")
    place.start("beat")
    job = int(place.python(QUEUE_COLLEGES.format(number=8_000)).split()[-1])
    state = "SELECT state FROM jobs_job WHERE id = %s"
    place.wait_for(lambda: watch.rows(state, job)[0]["state"] == "running", what="the import")
    place.manage("evaluate", "--as-of", today.isoformat(), "--publish", "--background")
    waited = watch.state_of(today), watch.rows(state, job)[0]["state"]
    place.wait_for(lambda: watch.state_of(today) not in {"planned", "running"}, what="the run", seconds=240)

    run, (counted,) = (
        watch.run_of(today),
        watch.rows("SELECT value FROM evaluation_measurevalue WHERE measure = 'colleges' AND level = 'nation'"),
    )
    later = copy_of(place, database, tmp_path / "later").manage("evaluate", "--as-of", today.isoformat())
    print(f"when the run was planned: {waited}; it counted {counted['value']:.0f} colleges")
    assert waited == ("planned", "running"), "the import was over too soon: the drill showed nothing"
    assert counted["value"] == 1_500 + 8_000
    assert digest_of(later) == run["digest"]


def test_figures_that_jump_are_held_and_yesterday_stays(place):
    make_a_country(place)
    first, second = nights(2)
    watch = Watch(place.env["DATABASE_URL"])
    place.manage("evaluate", "--as-of", first.isoformat(), "--publish")
    place.python(
        "from partnerships.models import Activity\n"
        "from core import clock\nfrom datetime import date, timedelta\n"
        f"Activity.objects.update(superseded_at=clock.night_cutoff(date.fromisoformat('{first}')) + timedelta(hours=1))"
    )
    place.manage("evaluate", "--as-of", second.isoformat(), "--publish")

    (shown,) = watch.rows('SELECT "on" FROM evaluation_run WHERE id IN (SELECT run_id FROM evaluation_publication)')
    held = watch.run_of(second)
    print(held["reason"].splitlines()[-1])
    assert held["state"] == "held"
    assert "lights changed" in held["reason"]
    assert shown["on"] == first
