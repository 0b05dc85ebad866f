"""Load what the product ships as data. Safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actors import Actor
from core.shipped import SHIPPED


class Command(BaseCommand):
    help = "Load shipped parameters, figure codes and frameworks. A changed value becomes a new version."

    def handle(self, *args: Any, **options: Any) -> None:
        actor = Actor.system("load_shipped")
        for name in SHIPPED.names():
            loaded = SHIPPED[name](actor)
            if options["verbosity"]:
                self.stdout.write(
                    f"{name}: {loaded.created} new, {loaded.renewed} renewed, {loaded.unchanged} unchanged"
                )
            for line in loaded.kept:
                self.stdout.write(f"  kept as entered here: {line}")
