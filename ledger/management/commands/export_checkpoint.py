"""manage.py export_checkpoint: sign the heads of all chains into a file."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core import clock
from ledger.checkpoints import export_checkpoint, public_key


class Command(BaseCommand):
    help = "Write the heads of all chains, signed, to CHECKPOINT_DIR. Part of every night."

    def handle(self, *args: Any, **options: Any) -> None:
        checkpoint = export_checkpoint(at=clock.now())
        self.stdout.write(f"{settings.CHECKPOINT_DIR}/{checkpoint.file_name}: {checkpoint.streams} chains")
        self.stdout.write(f"public key {public_key()}")
