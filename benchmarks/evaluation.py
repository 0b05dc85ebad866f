"""A national data set, made up, and what a night takes on it: `python -m benchmarks.evaluation --agreements 100000`.

Runs in the database of its environment, which should be a scratch one. Rows are written in bulk, as no page would.
"""

import argparse
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django

DAY = date(2026, 11, 19)
EARLY = datetime(2025, 1, 1, tzinfo=UTC)
LONG_AGO = date(2024, 1, 1)
PROVINCES, PREFECTURES, COUNTIES = 31, 11, 8
BATCH = 5_000
dice = random.Random(812)  # noqa: S311


def timed(what: str, work: Callable[[], Any]) -> Any:
    started = time.monotonic()
    result = work()
    print(f"{time.monotonic() - started:9.2f} s  {what}", flush=True)
    return result


def codes() -> Iterator[tuple[str, str]]:
    """Made-up regions: level and code."""
    for province in range(11, 11 + PROVINCES):
        yield "province", f"{province}0000"
        for prefecture in range(1, 1 + PREFECTURES):
            yield "prefecture", f"{province}{prefecture:02d}00"
            for county in range(2, 2 + COUNTIES):
                yield "county", f"{province}{prefecture:02d}{county:02d}"


def make_regions() -> dict[str, int]:
    from reference.models import Region

    Region.objects.bulk_create(
        [Region(code=code, name=code, level=level, valid_from=LONG_AGO) for level, code in codes()], batch_size=BATCH
    )
    regions = dict(Region.objects.values_list("code", "pk"))
    for region in Region.objects.exclude(level="province"):
        region.parent_id = regions[region.code[:2] + "0000" if region.level == "prefecture" else region.code[:4] + "00"]
        region.save(update_fields=["parent"])
    return regions


def make_organisations(kind: str, number: int, regions: list[int]) -> list[int]:
    from accounts.models import Organisation

    places = [dice.choice(regions) for _ in range(number)]
    rows = [
        Organisation(kind=kind, name=f"{kind} {n}", region_id=place, overseer_region_id=place, recorded_at=EARLY)
        for n, place in enumerate(places)
    ]
    return [row.pk for row in Organisation.objects.bulk_create(rows, batch_size=BATCH)]


def bulk(model: Any, rows: Iterable[Any]) -> list[Any]:
    return model.objects.bulk_create(list(rows), batch_size=BATCH)


def make_provision(colleges: list[int], hosts: list[int]) -> None:
    """Forty majors and ten bases for each college."""
    from institutions.models import College, Major, MajorState, TrainingBase, TrainingBaseState
    from reference.models import CatalogueMajor

    bulk(College, (College(organisation_id=pk, school_code=f"{n:010d}") for n, pk in enumerate(colleges)))
    catalogue = CatalogueMajor.objects.create(
        code="999999", level="college", name="x", category_code="9", class_code="9"
    )
    majors = bulk(Major, (Major(college_id=pk, catalogue=catalogue, name=str(n)) for pk in colleges for n in range(40)))
    since: dict[str, Any] = {"from_on": LONG_AGO, "recorded_at": EARLY}
    bulk(
        MajorState,
        (MajorState(major=row, state="open" if n % 9 else "closed", **since) for n, row in enumerate(majors)),
    )
    bases = bulk(
        TrainingBase,
        (TrainingBase(college_id=pk, name=str(n), host_id=dice.choice(hosts)) for pk in colleges for n in range(10)),
    )
    bulk(TrainingBaseState, (TrainingBaseState(base=row, state="active", **since) for row in bases))


def make_agreements(colleges: list[int], hosts: list[int], number: int) -> None:
    """Agreements with one enterprise each, four in five in force; on average one activity each, most confirmed."""
    from partnerships.models import Activity, ActivityConfirmation, Agreement, AgreementState, Party

    for start in range(0, number, 50_000):
        some = range(start, min(start + 50_000, number))
        agreements = bulk(
            Agreement,
            (
                Agreement(keeper_id=dice.choice(colleges), number=f"B-{n}", title="x", kind="talent", state="in_force")
                for n in some
            ),
        )
        bulk(
            AgreementState,
            (
                AgreementState(
                    agreement=row, state="in_force" if n % 5 else "expired", from_on=LONG_AGO, recorded_at=EARLY
                )
                for n, row in enumerate(agreements)
            ),
        )
        parties = bulk(
            Party,
            (
                Party(agreement=row, organisation_id=dice.choice(hosts), side="enterprise", key="e", recorded_at=EARLY)
                for row in agreements
            ),
        )
        activities = bulk(
            Activity,
            (
                Activity(
                    agreement_id=party.agreement_id,
                    party=party,
                    kind="teaching",
                    recorded_by_id=party.organisation_id,
                    occurred_on=DAY - timedelta(days=dice.randint(0, 500)),
                    recorded_at=EARLY,
                )
                for party in parties
            ),
        )
        bulk(
            ActivityConfirmation,
            (
                ActivityConfirmation(
                    activity=row, organisation_id=row.recorded_by_id, occurred_on=row.occurred_on, recorded_at=EARLY
                )
                for n, row in enumerate(activities)
                if n % 7
            ),
        )


def fill(agreements: int) -> None:
    """1,500 colleges, 50,000 enterprises, and so many agreements."""
    regions = make_regions()
    low = [pk for code, pk in regions.items() if not code.endswith("0000")]
    colleges = make_organisations("college", 1_500, low)
    hosts = make_organisations("enterprise", 50_000, low)
    make_provision(colleges, hosts)
    make_agreements(colleges, hosts, agreements)


def measure_the_night() -> None:
    from django.db import connection

    from accounts.actors import Actor
    from core import clock
    from evaluation import services
    from evaluation.engine.counting import count, fuse
    from evaluation.engine.measures import all_measures

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    cutoff = clock.night_cutoff(DAY)
    for fused in fuse(all_measures(), on=DAY, cutoff=cutoff):
        members = [measure for measure, _ in fused.members]
        what = f"relation of {', '.join(fused.codes)}, all levels"
        timed(what, lambda some=members: list(count(some, on=DAY, cutoff=cutoff)))
    run = timed(
        "a nightly run from plan to publication", lambda: services.evaluate(actor=Actor.system("bench"), on=DAY)
    )
    again = timed(
        "the same as of that day", lambda: services.evaluate(actor=Actor.system("bench"), on=DAY, kind="as_of")
    )
    for task in run.tasks.all():
        print(f"{task.seconds or 0:9.2f} s  task {task.name}, {task.value_count:,} values")
    print(f"{'':9}    {run.state} {run.reason} {run.counts}")
    print(f"{'':9}    same digest: {run.digest == again.digest}")


def measure_the_pages() -> None:
    """A province's dashboard and one of its numbers, signed in, in one process."""
    from django.test import Client
    from django.urls import reverse

    from accounts.models import Membership, Organisation, User
    from reference.models import Region

    province = Region.objects.get(code="110000")
    authority = Organisation.objects.create(kind="authority", name="x", region=province, overseer_region=province)
    user = User.objects.create(email="bench@example.org", name="x", language="en")
    Membership.objects.create(user=user, organisation=authority, role="reviewer", since_on=LONG_AGO)
    client = Client()
    client.force_login(user)
    for name, args in (
        ("dashboard", []),
        ("region-dashboard", ["110100"]),
        ("region-figure", ["110000", "actual_participation"]),
        ("region-figure", ["110000", "partners_per_major"]),
    ):
        path = reverse(f"evaluation:{name}", args=args)
        client.get(path)
        answer = timed(f"{path}, warm", lambda p=path: client.get(p))
        assert answer.status_code == 200, answer.status_code


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agreements", type=int, default=100_000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("ALLOWED_HOSTS", "testserver")
    os.environ.setdefault("SECOND_FACTOR_ROLES", "")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_shipped", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    timed(f"made up: 1,500 colleges, 60,000 majors, 15,000 bases, {options.agreements:,} agreements",
          lambda: fill(options.agreements))  # fmt: skip
    measure_the_night()
    measure_the_pages()


if __name__ == "__main__":
    main()
