"""Lets a run go on after a person has looked: `manage.py release_run 812 --reason "a college closed"`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import Actor
from core.errors import DomainError
from evaluation import services
from evaluation.models import Run, RunState


class Command(BaseCommand):
    help = "Publish a run that a gate holds, or give a failed run new attempts. The reason goes into the ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, help="the number of the run")
        parser.add_argument("--reason", required=True, help="why it may go on")

    def handle(self, *args: Any, **options: Any) -> None:
        run = Run.objects.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(f"There is no run {options['run']}.")
        actor = Actor.system("command")
        try:
            if run.state == RunState.FAILED:
                run = services.reopen_run(actor=actor, run=run, reason=options["reason"])
            else:
                run = services.release_run(actor=actor, run=run, reason=options["reason"])
        except DomainError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Run {run.pk} is {run.state}.")
