"""Computes every figure of a day: `manage.py evaluate --as-of 2026-11-19`."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import Actor
from core import clock
from core.errors import DomainError
from evaluation import services
from evaluation.models import Light, Run, RunKind


class Command(BaseCommand):
    help = "Compute every figure as of a day and print the run, its counts and its SHA-256 digest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="DATE", help="the day, ISO")
        parser.add_argument("--publish", action="store_true", help="make it the nightly run of that day and publish it")
        parser.add_argument(
            "--background", action="store_true", help="with --publish: plan it, tell the workers, do not wait"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        on: date = options["as_of"]
        if on > clock.today():
            raise CommandError(f"{on} has not come yet: figures are computed for days that are over, or for today.")
        if options["background"] and not options["publish"]:
            raise CommandError("--background goes with --publish: a run as of a day is for who waits for it.")
        actor = Actor.system("command")
        try:
            if options["background"]:
                for run in services.start_nightly(actor=actor, on=on):
                    self.stdout.write(f"Run {run.pk} is {run.state}; the workers compute it.")
                return
            kind = RunKind.NIGHTLY if options["publish"] else RunKind.AS_OF
            run = services.evaluate(actor=actor, on=on, kind=kind)
        except DomainError as refused:
            raise CommandError(str(refused)) from refused
        self.report(Run.objects.select_related("version__framework").get(pk=run.pk))

    def report(self, run: Run) -> None:
        counts = run.counts
        found = counts.get("lights", {})  # PostgreSQL keeps the keys of JSON in an order of its own
        lights = ", ".join(f"{light} {found.get(light, 0)}" for light in Light.values)
        lines = {
            "Run": f"{run.pk} ({run.kind}), {run.state}",
            "Day": f"{run.on}, data to {run.cutoff.isoformat()}",
            "Framework": f"{run.version.framework.code} {run.version.number}",
            "Measures": f"{counts.get('measures')}, {counts.get('measure_values')} figures",
            "Indicators": f"{counts.get('indicators')} for {counts.get('subjects')} subjects, "
            f"{counts.get('indicator_values')} figures",
            "Lights": lights,
            "Seconds": f"{run.seconds or 0:.2f}",
            "Digest": run.digest,
        }
        for label, text in lines.items():
            self.stdout.write(f"{label + ':':12} {text}")
        if run.reason:
            self.stdout.write(f"{'Reason:':12} {run.reason}")
