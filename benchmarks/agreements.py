"""Existing agreements of a college taken in from a file: `python -m benchmarks agreements`.

1,000 and 10,000 rows, with every check (register, duplicates in the file and in the database), as a preview and for
good; with 2,000 enterprises in the register. Runs in the database of its environment, which should be a scratch one.
"""

import io
import os
import sys
from datetime import timedelta

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
    django.setup()
    import time

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


if __name__ == "__main__":
    main()
