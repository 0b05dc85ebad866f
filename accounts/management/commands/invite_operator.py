"""`manage.py invite_operator EMAIL`: how the first person comes onto a new site."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import Actor
from accounts.models import Role
from accounts.services.members import invite_member
from accounts.services.platform import platform_organisation
from core import clock
from core.errors import DomainError


class Command(BaseCommand):
    help = "Invite an operator by e-mail. Later ones are invited on the members page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = Actor.system("set-up")
        try:
            organisation = platform_organisation(actor=actor)
            invite_member(
                actor=actor, organisation=organisation, email=options["email"], role=Role.OPERATOR, at=clock.now()
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Invited {options['email']}. The mail holds the link; it ends after some days.")
