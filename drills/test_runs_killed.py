"""Workers die in the middle of runs: the same digests, nothing twice, and taken up again within a minute."""

import time

from drills.runs import RESUMED_SECONDS, Watch, dice, digest_of, make_a_country, nights
from tests.processes import Site

NIGHTS, KILLS_A_NIGHT = 5, 4  # a task is given up after five attempts: no night may have more kills


def undisturbed(database, place: Site, tmp_path) -> list[str]:
    """The digests of the same nights in a copy of the place, computed by a command that nobody disturbs."""
    name = "undisturbed"
    source = place.env["DATABASE_URL"].rsplit("/", 1)[1]
    database.sql(f"CREATE DATABASE {name} TEMPLATE {source}")
    copy = Site(tmp_path / name, {**place.env, "RONGHE_VAR": str(place.folder), "DATABASE_URL": database.url(name)})
    return [digest_of(copy.manage("evaluate", "--as-of", on.isoformat(), "--publish")) for on in nights(NIGHTS)]


def test_twenty_kills_change_nothing(place, database, tmp_path):
    make_a_country(place)
    expected = undisturbed(database, place, tmp_path)
    watch = Watch(place.env["DATABASE_URL"])
    hosts = {name: Site(tmp_path / name, {**place.env, "RONGHE_VAR": str(place.folder)}) for name in ("one", "two")}
    place.start("beat")
    for host in hosts.values():
        host.start("worker")
    resumed: list[float] = []
    found, kills = [], 0
    try:
        for on in nights(NIGHTS):
            place.manage("evaluate", "--as-of", on.isoformat(), "--publish", "--background")
            run_id = watch.run_of(on)["id"]
            lost: dict[int, tuple[int, float]] = {}

            def look(run_id=run_id, lost=lost) -> None:
                for task_id, (attempts, since) in list(lost.items()):
                    if watch.is_taken_up(task_id, attempts):
                        resumed.append(time.monotonic() - since)
                        del lost[task_id]

            for _ in range(KILLS_A_NIGHT):
                place.wait_for(lambda run_id=run_id: bool(watch.held(run_id)), what="a task at work", seconds=90)
                time.sleep(dice.random() * 0.3)
                name = dice.choice(sorted(hosts))
                before = watch.held(run_id)
                hosts[name].kill("worker")
                kills += 1
                lost |= {task_id: (attempts, time.monotonic()) for task_id, attempts in before.items()}
                hosts[name].start("worker")
                look()

            def is_over(on=on, look=look) -> bool:
                look()
                return watch.state_of(on) not in {"planned", "running"}

            place.wait_for(is_over, what=f"the run of {on}", seconds=RESUMED_SECONDS + 60)
            look()
            found.append(watch.run_of(on))
    finally:
        for host in hosts.values():
            host.close()

    print(f"{kills} kills, {watch.attempts()} attempts at {NIGHTS * 26} tasks; {len(resumed)} tasks were held, the "
          f"last was taken up again after {max(resumed, default=0):.0f} s")  # fmt: skip
    assert kills == NIGHTS * KILLS_A_NIGHT
    assert [run["state"] for run in found] == ["published"] * NIGHTS, [run["reason"] for run in found]
    assert [run["digest"] for run in found] == expected
    assert watch.doubled() == 0
    assert resumed, "no kill hit a task: the drill showed nothing"
    assert max(resumed) < RESUMED_SECONDS


def test_without_a_sweep_a_lost_task_stays_lost(place, tmp_path):
    """The negative control: no beat, so nobody says again that a run has open tasks."""
    make_a_country(place)
    watch = Watch(place.env["DATABASE_URL"])
    (on,) = nights(1)
    place.start("worker")
    place.manage("evaluate", "--as-of", on.isoformat(), "--publish", "--background")
    run_id = watch.run_of(on)["id"]
    place.wait_for(lambda: bool(watch.held(run_id)), what="a task at work")
    place.kill("worker")
    place.start("worker")

    time.sleep(RESUMED_SECONDS)

    assert watch.state_of(on) == "running"
