"""manage.py resend_notices [--release]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.actors import Actor
from core import clock
from notices.mailing import SURELY_OVER, release_unsent
from notices.selectors import unsent


class Command(BaseCommand):
    help = "List mails that died while being sent. With --release the next digest carries their notices again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--release", action="store_true", help="some people may get a notice twice")

    def handle(self, **options: Any) -> None:
        for sending in unsent(clock.now() - SURELY_OVER):
            self.stdout.write(
                f"{sending.claimed_at:%Y-%m-%d %H:%M} notice {sending.notice_id} user {sending.notice.user_id}"
            )
        if options["release"]:
            self.stdout.write(f"{release_unsent(actor=Actor.system('resend_notices'))} released")
