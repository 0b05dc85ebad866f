"""Fills and measures the nation from inside Django: see benchmarks/national.py, which starts this."""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import django

DAY = date(2026, 11, 19)
RATIO_MAX, MEMORY_MAX_MB = 1.3, 1_000
TIMES = 3  # of what is compared; the middle one is printed


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.monotonic()
    result = work()
    return time.monotonic() - started, result


def say(seconds: float, what: str) -> None:
    print(f"{seconds:9.2f} s  {what}", flush=True)


def goal(is_met: bool) -> str:
    return "met" if is_met else "NOT MET"


def parameters() -> dict[str, object]:
    """Days and cut-off of the script, by the windows that the measures name."""
    from core import clock
    from reference.periods import Rolling, RollingYears

    cutoff = clock.night_cutoff(DAY)
    return {
        "day": DAY,
        "cutoff": cutoff,
        "year": Rolling(days=365).window(DAY, cutoff).start,
        "half_year": Rolling(days=180).window(DAY, cutoff).start,
        "three_years": RollingYears(3).window(DAY, cutoff).start,
    }


def run_script(*, says: bool = False) -> dict[tuple[str, str, str], float]:
    """The hand-written script, in a transaction that leaves nothing behind; returns its figures."""
    from django.db import connection, transaction

    from benchmarks.national_script import PREPARE, WIDE
    from evaluation.engine.counting import FOR_COUNTING

    given = parameters()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FOR_COUNTING)  # what helps the one helps the other
        for statement in PREPARE.split(";\n"):
            seconds, _ = timed(lambda sql=statement: cursor.execute(sql, given))
            if says and seconds > 0.5:
                say(seconds, f"  script: {statement.strip().splitlines()[0]}")
        for wide in WIDE:
            seconds, _ = timed(lambda sql=wide.sql: cursor.execute(sql, given))
            if says and seconds > 0.5:
                say(seconds, f"  script: {', '.join(wide.values)}")
        cursor.execute("SELECT measure, level, code, value FROM figure")
        found = {(measure, level, code): round(value, 4) for measure, level, code, value in cursor.fetchall()}
        transaction.set_rollback(True)
    return found


def count_all(*, says: bool = False) -> dict[tuple[str, str, str], float]:
    """The product's counting alone, as a run does it but without writing; returns its figures."""
    from core import clock
    from evaluation.engine.counting import count, fuse
    from evaluation.engine.measures import all_measures
    from institutions.models import College

    cutoff = clock.night_cutoff(DAY)
    codes = dict(College.objects.values_list("pk", "school_code"))
    found = {}
    for fused in fuse(all_measures(), on=DAY, cutoff=cutoff):
        members = [measure for measure, _ in fused.members]
        seconds, figures = timed(lambda some=members: list(count(some, on=DAY, cutoff=cutoff)))
        if says and seconds > 0.5:
            say(seconds, f"  counting: {', '.join(fused.codes)}")
        for figure in figures:
            if figure.level == "body":  # the script counts colleges and regions
                continue
            code = codes[int(figure.subject)] if figure.level == "college" else str(figure.subject)
            found[figure.measure, str(figure.level), code] = figure.value
    return found


def compare() -> float:
    """The script beside the counting, in turn. Returns the seconds of the script."""
    by_script, by_product = [], []
    for number in range(TIMES):
        seconds, script = timed(lambda says=number == 1: run_script(says=says))
        by_script.append(seconds)
        seconds, product = timed(lambda says=number == 1: count_all(says=says))
        by_product.append(seconds)
    wrong = sorted(key for key in script.keys() | product.keys() if script.get(key, 0) != product.get(key, 0))
    script_seconds, product_seconds = statistics.median(by_script), statistics.median(by_product)
    say(script_seconds, f"the script by hand, {len(script):,} figures (of {', '.join(f'{s:.2f}' for s in by_script)})")
    say(
        product_seconds,
        f"the product's counting, {len(product):,} figures (of {', '.join(f'{s:.2f}' for s in by_product)})",
    )
    print(f"{'':12} {product_seconds / script_seconds:.2f} x the script (at most {RATIO_MAX}): "
          f"{goal(product_seconds <= RATIO_MAX * script_seconds)}")  # fmt: skip
    print(
        f"{'':12} {len(wrong)} figures differ{f', such as {wrong[:3]}' if wrong else ''}: {goal(not wrong)}", flush=True
    )
    return script_seconds


def work(run_id: int) -> None:
    """A worker: open tasks of a run until it has ended. Prints its peak memory."""
    from evaluation.models import Run
    from evaluation.services import compute_open_tasks

    while Run.objects.get(pk=run_id).is_open:
        if not compute_open_tasks(run_id=run_id):
            time.sleep(0.1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"peak": peak}), flush=True)


def full_run(workers: int, script_seconds: float) -> float:
    """A run as of the day from plan to the end, by so many processes. Returns its seconds."""
    from accounts.actors import Actor
    from evaluation.models import Run
    from evaluation.services import plan_run

    run = plan_run(actor=Actor.system("bench"), on=DAY, kind="nightly" if workers == 1 else "as_of")
    command = [sys.executable, "-m", "benchmarks.national_night", "work", "--run", str(run.pk)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(workers)]
    answers = [json.loads(process.communicate()[0].splitlines()[-1]) for process in processes]
    run = Run.objects.get(pk=run.pk)
    seconds = run.seconds or 0.0
    peak = max(answer["peak"] for answer in answers)
    counted = sum(task.seconds or 0 for task in run.tasks.filter(stage="count"))
    derived = sum(task.seconds or 0 for task in run.tasks.filter(stage="derive"))
    say(seconds, f"a full run, {workers} at work: counting {counted:.1f} s, deriving {derived:.1f} s; "
                 f"{run.state} {run.reason.splitlines()[:1]} {run.digest[:12]}")  # fmt: skip
    print(f"{'':12} {run.counts.get('measure_values', 0):,} + {run.counts.get('indicator_values', 0):,} figures")
    print(f"{'':12} {seconds / script_seconds:.2f} x the script (at most {RATIO_MAX}): "
          f"{goal(seconds <= RATIO_MAX * script_seconds)}")  # fmt: skip
    print(f"{'':12} {peak:.0f} MB at the most in a worker (at most {MEMORY_MAX_MB}): {goal(peak < MEMORY_MAX_MB)}",
          flush=True)  # fmt: skip
    return seconds


def sign_in(organisation: Any, role: str) -> Any:
    from django.test import Client

    from accounts.models import Membership, User

    user, _ = User.objects.get_or_create(
        email=f"{role}-{organisation.pk}@example.org", defaults={"name": role, "language": "en"}
    )
    Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role, defaults={"since_on": date(2024, 1, 1)}
    )
    client = Client()
    client.force_login(user)
    return client


def pages() -> None:
    """The first screen, a number explained, and one college on demand; in one process, the second time each."""
    from django.urls import reverse

    from accounts.models import Organisation
    from core import clock
    from evaluation.engine.counting import drill_down, value_of
    from evaluation.engine.measures import all_measures
    from institutions.models import College
    from reference.models import Region

    cutoff = clock.night_cutoff(DAY)
    college = College.objects.order_by("school_code").first()

    def on_demand() -> None:
        for measure in all_measures():
            rows = drill_down(measure, level="college", subject=college.pk, on=DAY, cutoff=cutoff)
            value_of(measure, rows, on=DAY, cutoff=cutoff)

    on_demand()
    say(timed(on_demand)[0], "every measure of one college on demand, without its page")
    nation = Organisation.objects.filter(kind="authority", region=None).first() or Organisation.objects.create(
        kind="authority", name="nation"
    )
    reviewer = sign_in(nation, "reviewer")
    own = sign_in(college.organisation, "college_administrator")
    province = Region.objects.get(code="340000", valid_to=None)
    asked = [
        (reviewer, reverse("evaluation:dashboard"), "the first screen of the nation's authority"),
        (reviewer, reverse("evaluation:region-dashboard", args=[province.code]), "the dashboard of a province"),
        (reviewer, reverse("evaluation:region-figure", args=[province.code, "actual_participation"]),
         "a number of a province explained"),
        (reviewer, reverse("evaluation:region-figure", args=[province.code, "internship_compliance"]),
         "internships of a province explained"),
        (own, reverse("evaluation:my-figures"), "a college's own figures, with what is not yet published"),
    ]  # fmt: skip
    for client, path, what in asked:
        answer = client.get(path)
        if answer.status_code != 200:
            print(f"{'':12} {path}: {answer.status_code}")
            continue
        say(timed(lambda c=client, p=path: c.get(p))[0], f"{what} ({path})")


def measure(scale: float) -> None:
    from benchmarks.national_filling import counted
    from evaluation.models import Publication, Run

    for name, rows, size in list(counted())[:6]:
        print(f"{'':12} {name}: {rows:,} rows, {size / 2**30:.2f} GB with indexes")
    Publication.objects.all().delete()
    Run.objects.all().delete()
    script_seconds = compare()
    seconds = full_run(1, script_seconds)
    full_run(2, script_seconds)
    pages()
    measured = {"scale": scale, "script": script_seconds, "run": seconds}
    (Path(os.environ["RONGHE_VAR"]) / "measured.json").write_text(json.dumps(measured))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("fill", "measure", "compare", "pages", "work"))
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--run", type=int)
    options = parser.parse_args()
    django.setup()
    from benchmarks import national_filling, national_rows
    from benchmarks.national import SHARED

    if options.what == "fill":
        national_filling.fill(national_rows.sizes(options.scale), SHARED / "data" / "colleges.csv")
    elif options.what == "work":
        work(options.run)
    elif options.what == "compare":
        compare()
    elif options.what == "pages":
        pages()
    else:
        measure(options.scale)


if __name__ == "__main__":
    main()
