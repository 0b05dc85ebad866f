"""Explains a figure down to its records: `manage.py explain active_partners 340200 --as-of 2026-11-19`."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import clock
from evaluation.engine.counting import drill_down, value_of
from evaluation.engine.measures import MEASURES
from evaluation.engine.subjects import NATION_CODE, Level, level_of
from institutions.models import College

SHOWN = 50


class Command(BaseCommand):
    help = "Compute one measure for one subject as of a day, and list the records behind it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("measure", help="the code of a measure, such as active_partners")
        parser.add_argument(
            "subject",
            help=f"a region code ({NATION_CODE}: the country), a school code, or B and the number of a body",
        )
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="the day, ISO; today if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        code, subject = options["measure"], options["subject"]
        if code not in MEASURES:
            raise CommandError(f"There is no measure {code!r}. Known: {', '.join(sorted(MEASURES.names()))}")
        measure = MEASURES[code]
        on: date = options["as_of"] or clock.today()
        cutoff = clock.night_cutoff(on)
        level = level_of(subject)
        if level is None:
            raise CommandError(f"{subject!r} is neither a region code of six digits nor a school code of ten.")
        key: str | int = int(subject[1:]) if level is Level.BODY else subject
        if level is Level.COLLEGE:
            college = College.objects.filter(school_code=subject).first()
            if college is None:
                raise CommandError(f"There is no college with the school code {subject}.")
            key = college.pk
        rows = drill_down(measure, level=level, subject=key, on=on, cutoff=cutoff)
        window = measure.window(on, cutoff)
        self.stdout.write(f"{measure.code} of {level} {subject}: {value_of(measure, rows, on=on, cutoff=cutoff):g}")
        self.stdout.write(f"Window {window.start} to {window.end}, recorded by {cutoff.isoformat()}")
        self.stdout.write(f"\n{measure.description}\n")
        number = rows.count()
        self.stdout.write(f"{number} records{f', the first {SHOWN}' if number > SHOWN else ''}:")
        for row in rows.order_by("pk")[:SHOWN]:
            self.stdout.write(f"  {row._meta.label} {row.pk}: {row}")
