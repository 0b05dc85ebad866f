"""manage.py verify_ledger: recompute every chain and name what is not as it was written."""

import time
from argparse import ArgumentParser
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ledger.checkpoints import CheckpointInvalid, Head, newest_file, read_checkpoint
from ledger.verify import Count, faults, faults_against
from ledger.verify_sql import faults_by_sql


class Command(BaseCommand):
    help = (
        "Recompute the ledger from its raw rows; name every changed, removed, moved or cut entry. Exit code 1 if any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--checkpoint", type=Path, help="A checkpoint file to compare with; without it the newest of this site."
        )
        parser.add_argument("--public-key", default="", help="The key to believe for the checkpoint (hex).")
        parser.add_argument("--sql", action="store_true", help="Let PostgreSQL verify the chains, without our Python.")

    def handle(self, *args: Any, **options: Any) -> None:
        started, count = time.monotonic(), Count()
        path = options["checkpoint"] or newest_file()
        found = 0
        try:
            heads: Iterable[Head] = read_checkpoint(path, trusted_key=options["public_key"]) if path else ()
        except (CheckpointInvalid, OSError) as error:
            self.stdout.write(str(error))
            heads, found = (), 1
        for fault in chain(faults_by_sql(), faults_against(heads)) if options["sql"] else faults(heads, count):
            self.stdout.write(str(fault))
            found += 1
        against = f"against {path.name}" if path else "without a checkpoint (a cut tail may go unseen)"
        if found:
            raise CommandError(f"The ledger is not whole: {found} faults.", returncode=1)
        read = "" if options["sql"] else f"{count.entries} entries "
        self.stdout.write(f"The ledger is whole: {read}{against}, {time.monotonic() - started:.1f} s.")
