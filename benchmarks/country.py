"""Fills a scratch database for benchmarks/pages.py and prints, as JSON, who may ask what there.

Rows are written in bulk, as no page would: 200 colleges (one keeps 500 agreements), 2,000 enterprises, 100,000
agreements, 200,000 placements of as many students. Run by `python -m benchmarks pages`, in the environment of the
scratch place.
"""

import argparse
import json
import os
import sys
import time
from datetime import timedelta
from typing import Any

import django

TITLES = ("智能制造人才联合培养协议", "现代物流订单班协议", "新能源汽车实训基地共建协议", "工业机器人技术服务协议")
KINDS = ("talent", "training_base", "joint_research", "technical_service")
STATES = ("in_force", "in_force", "in_force", "expired", "in_signature")


def make_agreements(colleges: list[int], hosts: list[int], number: int, own: int) -> list[int]:
    """Agreements with a college and an enterprise each; the first college keeps `own` of them."""
    from benchmarks.evaluation import BATCH, DAY, EARLY, bulk, dice
    from partnerships.models import Agreement, AgreementState, Party

    found: list[int] = []
    for start in range(0, number, 50_000):
        rows = []
        for n in range(start, min(start + 50_000, number)):
            first = DAY - timedelta(days=dice.randint(0, 1400))
            rows.append(
                Agreement(
                    keeper_id=colleges[0] if n < own else dice.choice(colleges[1:]),
                    number=f"B-{n}",
                    title=f"{TITLES[n % len(TITLES)]}（{n}）",
                    kind=KINDS[n % len(KINDS)],
                    mode="order_class",
                    starts_on=first,
                    ends_on=first + timedelta(days=1095),
                    state=STATES[n % len(STATES)],
                    changed_at=EARLY + timedelta(minutes=dice.randint(0, 900_000)),
                )
            )
        agreements = bulk(Agreement, rows)
        bulk(
            AgreementState,
            (AgreementState(agreement=row, state=row.state, from_on=row.starts_on, recorded_at=EARLY) for row in rows),
        )
        parties: list[Any] = []
        for row in rows:
            parties.append(Party(agreement=row, organisation_id=row.keeper_id, side="college", key="college"))
            host = dice.choice(hosts)
            parties.append(Party(agreement=row, organisation_id=host, side="enterprise", key="enterprise", position=1))
        Party.objects.bulk_create(parties, batch_size=BATCH)
        found += [row.pk for row in agreements]
    return found


def make_slots(hosts: list[int]) -> list[Any]:
    """Three open slots of forty places for each enterprise."""
    from benchmarks.evaluation import DAY, EARLY, bulk
    from internships.models import InternshipSlot, SlotState

    first, last = DAY - timedelta(days=30), DAY + timedelta(days=150)
    offered = {"starts_on": first, "ends_on": last, "places": 40, "state": "open", "confirmed_on": DAY}
    slots = bulk(
        InternshipSlot,
        (InternshipSlot(enterprise_id=host, post=f"装配与检测{n}", **offered) for host in hosts for n in range(3)),
    )
    bulk(SlotState, (SlotState(slot=row, state="open", from_on=first, recorded_at=EARLY) for row in slots))
    return slots


def make_students(colleges: list[int], numbers: range) -> list[Any]:
    """Students of the third year, in majors of their college."""
    from benchmarks.evaluation import DAY, bulk, dice
    from institutions.models import Major, Student

    majors: dict[int, list[int]] = {}
    for pk, college in Major.objects.values_list("pk", "college_id"):
        majors.setdefault(college, []).append(pk)
    same = {"enrolled_on": DAY - timedelta(days=800), "birth_date": DAY - timedelta(days=19 * 365)}
    places = [(n, dice.choice(colleges)) for n in numbers]
    return bulk(
        Student,
        (
            Student(college_id=college, number=f"S{n}", name=f"学生{n}", major_id=dice.choice(majors[college]), **same)
            for n, college in places
        ),
    )


def make_placements(colleges: list[int], hosts: list[int], number: int) -> None:
    """Students and one placement each, on slots of all enterprises."""
    from benchmarks.evaluation import EARLY, bulk, dice
    from internships.models import Placement, PlacementState

    slots = make_slots(hosts)
    first, last = slots[0].starts_on, slots[0].ends_on
    for start in range(0, number, 50_000):
        students = make_students(colleges, range(start, min(start + 50_000, number)))
        same = {"starts_on": first, "ends_on": last, "state": "under_way"}
        placements = bulk(
            Placement,
            (Placement(slot=dice.choice(slots), student=row, college_id=row.college_id, **same) for row in students),
        )
        since = {"state": "under_way", "from_on": first, "recorded_at": EARLY}
        bulk(PlacementState, (PlacementState(placement=row, **since) for row in placements))


def sign_in(organisation: Any, role: str) -> dict[str, str]:
    """A person of an organisation: the cookie of a session, and a token."""
    from django.test import Client
    from django.utils import timezone

    from accounts.models import ApiToken, Membership, User
    from benchmarks.evaluation import LONG_AGO

    user = User.objects.create(email=f"{role}@example.org", name=role, language="en")
    membership = Membership.objects.create(user=user, organisation=organisation, role=role, since_on=LONG_AGO)
    client = Client()
    client.force_login(user)
    client.get("/")
    _row, token = ApiToken.objects.create(
        user=user, membership=membership, name="bench", expiry=timezone.timedelta(days=1)
    )
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return {"cookie": cookie, "token": token}


def place(organisation: Any, role: str, *, figures: str, creates: bool) -> dict[str, Any]:
    """Who asks, for what, and how many queries each page takes, counted in this process."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.actors import Actor
    from accounts.models import Membership, Organisation, User
    from partnerships.models import Agreement

    signed_in = sign_in(organisation, role)
    actor = Actor.for_membership(Membership.objects.get(organisation=organisation))
    seen = Agreement.objects.visible_to(actor)
    agreement = seen.filter(state="in_force").order_by("-pk").values_list("pk", flat=True)[0]
    last = -(-seen.count() // 50)
    client = Client()
    client.force_login(User.objects.get(email=f"{role}@example.org"))
    queries = {}
    listed = "/agreements/"
    for path in (listed, f"{listed}?page={last}", f"{listed}?q=%E6%99%BA%E9%80%A0", f"{listed}{agreement}/", figures,
                 "/api/v1/agreements/", f"/api/v1/agreements/{agreement}/", "/bare/", "/api/bare/"):  # fmt: skip
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(path)
        if answer.status_code != 200:
            print(f"{path}: {answer.status_code}", file=sys.stderr)
        queries[path] = len(caught)
    counterpart = Organisation.objects.filter(kind="enterprise").values_list("public_id", flat=True)[0]
    return signed_in | {
        "agreement": agreement,
        "last_page": last,
        "figures": figures,
        "queries": queries,
        "counterpart": str(counterpart),
        "creates": creates,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agreements", type=int, default=100_000)
    parser.add_argument("--placements", type=int, default=200_000)
    options = parser.parse_args()
    django.setup()
    from django.db import connection

    from accounts.actors import Actor
    from accounts.models import Organisation
    from benchmarks.evaluation import DAY, make_organisations, make_provision, make_regions
    from evaluation.services import evaluate

    started = time.monotonic()
    low = [pk for code, pk in make_regions().items() if not code.endswith("0000")]
    colleges = make_organisations("college", 200, low)
    hosts = make_organisations("enterprise", 2_000, low)
    make_provision(colleges, hosts)
    make_agreements(colleges, hosts, options.agreements, own=500)
    make_placements(colleges, hosts, options.placements)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    seconds = time.monotonic() - started
    evaluate(actor=Actor.system("bench"), on=DAY)
    nation = Organisation.objects.create(kind="authority", name="教育部")
    people = {
        "reviewer of the nation": place(nation, "reviewer", figures="/dashboard/", creates=False),
        "college of 500 agreements": place(
            Organisation.objects.get(pk=colleges[0]), "college_administrator", figures="/my-figures/", creates=True
        ),
    }
    what = f"{options.agreements:,} agreements, 200 colleges, 2,000 enterprises, {options.placements:,} placements"
    print(json.dumps({"seconds": seconds, "what": what, "people": people}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    main()
