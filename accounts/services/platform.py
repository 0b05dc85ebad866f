"""The platform's own organisation, whose members are the operators."""

from django.db import transaction

from accounts.actors import Actor
from accounts.models import Organisation, OrganisationKind
from ledger.services import record

NAME, NAME_EN = "平台运营", "Platform operations"


@transaction.atomic
def platform_organisation(*, actor: Actor) -> Organisation:
    """The one organisation of the operators; made when it is asked for the first time."""
    actor.require("register_organisation")
    organisation = Organisation.objects.filter(kind=OrganisationKind.PLATFORM).first()
    if organisation is None:
        organisation = Organisation.objects.create(kind=OrganisationKind.PLATFORM, name=NAME, name_en=NAME_EN)
        record(actor=actor, action="organisation.registered", subject=organisation)
    return organisation
