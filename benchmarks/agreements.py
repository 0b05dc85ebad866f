"""Agreements of a college: `python -m benchmarks agreements`.

Taken in from a file: 1,000 and 10,000 rows, with every check (register, duplicates in the file and in the database), as
a preview and for good; with 2,000 enterprises in the register. Then the list of those 11,000, the PDF of one with every
clause, thirty entries and forty risks, and what a benefit clause gives over thirty years. Runs in the database of its
environment, which should be a scratch one.
"""

import io
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import django

ROWS = (1_000, 10_000)
GOAL = 500  # rows a second, all checks included
HEAD = "number,title,kind,mode,enterprise,starts_on,ends_on,signed_on\n"
KINDS = ("talent", "training_base", "joint_research", "technical_service")


def file_of(rows: int, hosts: int) -> bytes:
    """A file of agreements, each with another enterprise or another period."""
    from benchmarks.evaluation import DAY

    lines = []
    for n in range(rows):
        first = DAY - timedelta(days=30 + n // hosts)
        last = first + timedelta(days=730)
        title = f"校企合作协议{rows}-{n}"
        lines.append(f"{rows}-{n},{title},{KINDS[n % 4]},order_class,enterprise {n % hosts},{first},{last},{first}\n")
    return (HEAD + "".join(lines)).encode()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["LOG_LEVEL"] = "WARNING"
    django.setup()
    from accounts.actors import Actor
    from accounts.models import Membership, Organisation, User
    from benchmarks.evaluation import DAY, LONG_AGO, bulk, make_organisations, make_provision, make_regions
    from core.imports import run_import
    from enterprises.models import Enterprise

    counties = [pk for code, pk in make_regions().items() if not code.endswith("00")]
    colleges, hosts = make_organisations("college", 1, counties), make_organisations("enterprise", 2_000, counties)
    make_provision(colleges, hosts)
    bulk(Enterprise, (Enterprise(organisation_id=pk) for pk in hosts))
    user = User.objects.create(email="administrator@example.org", name="Administrator", language="en")
    college = Organisation.objects.get(pk=colleges[0])
    membership = Membership.objects.create(
        user=user, organisation=college, role="college_administrator", since_on=LONG_AGO
    )
    actor = Actor.for_membership(membership)
    for rows in ROWS:
        content = file_of(rows, len(hosts))
        for is_dry_run in (True, False):
            started = time.monotonic()
            report = run_import(
                "agreements", io.BytesIO(content), file_name="old.csv", actor=actor, on=DAY, is_dry_run=is_dry_run
            )
            seconds = time.monotonic() - started
            if report.counts.created != rows:
                sys.exit(f"{report.counts} of {rows} rows: {report.rejections[:3]}")
            what = "preview" if is_dry_run else "import"
            verdict = "met" if rows / seconds >= GOAL else "not met"
            speed = f"{rows / seconds:,.0f} rows/s (goal {GOAL}: {verdict})"
            minute = f"; within a minute: {'met' if seconds < 60 else 'not met'}" if rows == ROWS[-1] else ""
            print(f"{seconds:9.2f} s  {what} of {rows:,} agreements: {speed}{minute}")
    reader = User.objects.create(email="mentor@example.org", name="Mentor", language="en")  # needs no second factor
    Membership.objects.create(user=reader, organisation=college, role="mentor", since_on=LONG_AGO)
    one_list(reader)
    one_file()
    one_reckoning()


def median(work: Callable[[], object], *, times: int = 9) -> float:
    """The median of some runs after a first one, in milliseconds."""
    work()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken)[times // 2]


def one_list(user: Any) -> None:
    """The list of all agreements of the college, signed in, without a server between."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    for what, address in (
        ("list of 11,000 agreements", "/agreements/"),
        ("list, filtered by state and a word", "/agreements/?state=in_force&q=10000-77"),
        ("list, last page", "/agreements/?page=last"),
    ):
        assert client.get(address).status_code == 200, address
        print(f"{median(lambda a=address: client.get(a)):8.1f} ms  {what}")


def one_file() -> None:
    """The PDF of a long agreement, in both languages."""
    from dataclasses import replace

    from core.pdf import ChineseFontMissing
    from partnerships import terms as t
    from partnerships.models import TermsVersion
    from partnerships.printing import signed
    from partnerships.rules.model import model_terms

    model = model_terms()
    assert model.contributions is not None
    assert model.obligations is not None
    assert model.risks is not None
    terms = replace(
        model,
        contributions=t.Contributions(model.contributions.items * 8),
        obligations=t.Obligations(model.obligations.items * 7),
        risks=t.Risks(model.risks.items * 20),
    )
    version = TermsVersion.objects.select_related("agreement__keeper").order_by("pk")[0]
    version.document, version.digest = t.to_json(terms), t.digest(terms)  # in memory alone
    for language in ("en", "zh-hans"):
        try:
            size = len(signed(version, language=language))
        except ChineseFontMissing as missing:
            print(f"no PDF: {missing}")
            return
        taken = median(lambda to=language: signed(version, language=to), times=3)
        print(f"{taken:8.1f} ms  signed file of an agreement with forty risks, {language}, {size:,} bytes")


def one_reckoning() -> None:
    """Thirty years of four stages with deductions, tiers, inner parts, a fund with awards."""
    from partnerships import terms as t
    from partnerships.scenario import Scenario, Year
    from partnerships.simulation import simulate
    from partnerships.terms.values import BeneficiaryRole, DeductionKind, Stage

    parts = {"college": 2, "enterprise": 1}
    stages = tuple(
        t.BenefitStage(
            stage,
            parts,
            deductions=(t.Deduction(DeductionKind.COSTS, "Costs", cap=Decimal(50_000)),
                        t.Deduction(DeductionKind.PERCENT, "Office", percent=Decimal(15))),
            tiers=(t.Tier(Decimal(1_000_000), parts), t.Tier(None, {"college": 1, "enterprise": 3})),
            inner=tuple(t.InnerPart("college", f"Inventor {n}", BeneficiaryRole.INVENTOR, n + 1) for n in range(10)),
            makers_least=Decimal(50), fund=Decimal(10), fund_of="college",
            awards=(t.Award("Patent", BeneficiaryRole.TEAM, Decimal(5_000)),), each=Decimal("8500.50"), unit="student",
        )
        for stage in Stage
    )  # fmt: skip
    years = [
        Year(n, Decimal("123456.78"), {"Costs": Decimal(70_000)}, units=n, awards={"Patent": 1}) for n in range(1, 31)
    ]
    scenario = Scenario(dict.fromkeys(Stage, years), {("college", "Inventor 3"): 9})
    lines = len(simulate(t.Benefit(stages), list(parts), scenario).lines)
    taken = median(lambda: simulate(t.Benefit(stages), list(parts), scenario))
    print(f"{taken:8.1f} ms  thirty years of four stages, {lines:,} lines")


if __name__ == "__main__":
    main()
