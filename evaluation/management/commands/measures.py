"""Lists what the platform can count: `manage.py measures`, `manage.py measures --json`."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core import clock
from evaluation.engine.measures import Measure, all_measures
from evaluation.frameworks.plan import PREFIX
from evaluation.selectors.catalogue import entry
from reference.models import FigureCode


class Command(BaseCommand):
    help = "List every measure with its unit, window, basis and what it counts, and the filed figures beside them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="everything, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            told = {
                "measures": [_facts(measure) for measure in all_measures()],
                "figures": [
                    {"code": PREFIX + figure.code, "unit": figure.unit, "title": figure.label, "of": figure.subject}
                    for figure in FigureCode.objects.all()
                ],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for measure in all_measures():
            self.stdout.write(f"{measure.code:34} {measure.unit:12} {measure.description.splitlines()[0]}")
        for figure in FigureCode.objects.order_by("code"):
            self.stdout.write(f"{PREFIX + figure.code:34} {figure.unit:12} {figure.label} (filed)")


def _facts(measure: Measure) -> dict[str, Any]:
    """A measure as plain values. The window is shown as it is for today."""
    today = clock.today()
    window = measure.window(today, clock.night_cutoff(today))
    told = entry(measure)
    return {
        "code": measure.code,
        "unit": measure.unit,
        "basis": measure.basis,
        "title": str(measure.title),
        "says": str(measure.says),
        "description": measure.description,
        "definition": told.definition,
        "basis_text": told.basis,
        "source": told.source,
        "subjects": sorted(measure.counted(today, window.cutoff).keys),
        "window_days": window.days,
    }
