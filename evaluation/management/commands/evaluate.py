"""Computes every figure of a day: `manage.py evaluate --as-of 2026-11-19`.

`--known 2026-11-30` takes what was recorded or corrected until then; `--what-if CODE NUMBER` another version, be it a
draft. Only `--publish` changes what everybody sees.
"""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import Actor
from core import clock
from core.errors import DomainError
from evaluation import services
from evaluation.models import FrameworkVersion, Light, Run, RunKind


class Command(BaseCommand):
    help = "Compute every figure as of a day and print the run, its counts and its SHA-256 digest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="DATE", help="the day, ISO")
        parser.add_argument("--publish", action="store_true", help="make it the nightly run of that day and publish it")
        parser.add_argument(
            "--framework",
            default=services.SHIPPED_FRAMEWORK,
            metavar="CODE",
            help="of this framework; else the shipped one",
        )
        parser.add_argument(
            "--known", type=date.fromisoformat, metavar="DATE", help="as known at the end of that day, ISO"
        )
        parser.add_argument(
            "--what-if", nargs=2, metavar=("CODE", "NUMBER"), help="by this version of a framework, be it a draft"
        )
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
        version = self.version(options["what_if"])
        try:
            if options["background"]:
                for run in services.start_nightly(actor=actor, on=on):
                    self.stdout.write(f"Run {run.pk} is {run.state}; the workers compute it.")
                return
            kind = RunKind.NIGHTLY if options["publish"] else RunKind.WHAT_IF if version else RunKind.AS_OF
            run = services.evaluate(
                actor=actor,
                on=on,
                kind=kind,
                framework=options["framework"],
                version=version,
                known_on=options["known"],
            )
        except DomainError as refused:
            raise CommandError(str(refused)) from refused
        self.report(Run.objects.select_related("version__framework").get(pk=run.pk))

    def version(self, asked: list[str] | None) -> FrameworkVersion | None:
        if asked is None:
            return None
        code, number = asked
        version = FrameworkVersion.objects.filter(framework__code=code, number=number).first()
        if version is None:
            raise CommandError(f"There is no version {number!r} of a framework {code!r}.")
        return version

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
