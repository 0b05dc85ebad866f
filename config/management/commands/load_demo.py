"""`manage.py load_demo`: fill an empty site with the demo and publish its evaluations."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from config import demo
from config.night import evaluate_for
from core import clock


class Command(BaseCommand):
    help = "Fill an empty site with the demo: an invented province, dated back from today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="the day of the demo (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError("There are people on this site already. 'make reset' empties it first.")
        on = options["on"] or clock.today()
        with transaction.atomic():
            demo.tell(on)
        for day in demo.evaluation_days(on):
            evaluate_for(day)
        self.stdout.write("Demo accounts, all with the password " + demo.PASSWORD + ":")
        for person in demo.PEOPLE:
            self.stdout.write(f"  {person.email:32} {person.role}")
