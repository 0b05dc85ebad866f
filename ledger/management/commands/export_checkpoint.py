"""manage.py export_checkpoint: sign the heads of all chains into a file."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import clock
from ledger.checkpoints import public_key
from ledger.services import LedgerNotWhole, export_checkpoint


class Command(BaseCommand):
    help = "Write the heads of all chains, signed, to CHECKPOINT_DIR. Part of every night."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            checkpoint = export_checkpoint(at=clock.now())
        except LedgerNotWhole as error:
            raise CommandError(f"Nothing was signed. {error}") from error
        self.stdout.write(f"{settings.CHECKPOINT_DIR}/{checkpoint.file_name}: {checkpoint.streams} chains")
        self.stdout.write(f"public key {public_key()}")
